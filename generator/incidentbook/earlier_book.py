"""A project's book as it was in an earlier commit, read from Git: neither the working tree nor the index is touched."""

import os
import posixpath
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import NamedTuple

from incidentbook.articles import Audience
from incidentbook.changed_files import changed_from, fork
from incidentbook.errors import IncidentbookError
from incidentbook.files import Files, Folder, Listing, printable
from incidentbook.git import Refused, contents, git
from incidentbook.project import Project, find_project, settings_of
from incidentbook.settings import Settings
from incidentbook.text import shortened

_AT_ONCE = (".md", ".yml")
"""Of other files what they hold is hardly ever asked, and they may be large."""
_FILE = b"100"
"""How the mode of a file begins that is no link and no repository of its own."""


class EarlierBook(NamedTuple):
    """A book as it was."""

    commit: str
    """The last one that this branch and the other have in common."""
    project: Project
    settings: Settings
    files: Files
    changed: frozenset[str]
    """The paths of files that are not as they were, those that are new or gone included."""
    note: str
    """What could not be read as it was, in a sentence; nothing where all could."""


class EarlierFiles(NamedTuple):
    """The files of a folder as they were in a commit. What has not changed since is read from the folder."""

    now: Folder | None
    """None where the book was in another folder: then all is read from Git."""
    changed: frozenset[str]
    objects: Mapping[str, str]
    """By path: the names of the Git objects of files that have changed."""
    known: Mapping[str, bytes]
    """The contents of some of them."""
    read_object: Callable[[str], bytes]

    def listed(self) -> Listing:
        """Return what files there were."""
        now = self.now.listed() if self.now is not None else Listing([], [])
        same = [path for path in now.paths if printable(path) not in self.changed]
        leading_out = [path for path in now.leading_out if printable(path) not in self.changed]
        return Listing(sorted({*same, *self.objects}), leading_out)

    def read(self, path: str) -> bytes:
        """Return the bytes that a file had."""
        if path in self.known:
            return self.known[path]
        if path in self.objects:
            return self.read_object(self.objects[path])
        if self.now is None or printable(path) in self.changed:
            raise FileNotFoundError(path)
        return self.now.read(path)


def earlier_book(
    project: Project, config: Path | None, reference: str, audience: Audience | None, default: Audience
) -> EarlierBook:
    """Return the book of a project as it was where this branch left `reference`, with its settings of then.

    Raises IncidentbookError with a sentence where that cannot be told.
    """
    book = project.book
    commit = fork(book, reference, "run this in a clone of its repository")
    top = Path(git(book, "rev-parse", "--show-toplevel").decode("utf-8", "surrogateescape").rstrip("\n"))
    try:
        then, settings, note = _settings_then(project, config, audience, default, _Commit(top, commit))
    except IncidentbookError as error:
        then, settings = project, settings_of(project.options, audience=audience, default=default)
        note = f"The settings of then cannot be read, and those of now stand in for them: {shortened(str(error))}"
    objects = _objects(top, commit, _below(then.book, top))
    if then.book == book:
        now, changed = Folder(book), frozenset(changed_from(book, commit))
        objects = {path: name for path, name in objects.items() if printable(path) in changed}
    else:
        now, changed = None, frozenset({*map(printable, objects), *map(printable, Folder(book).listed().paths)})
    wanted = [path for path in objects if path.endswith(_AT_ONCE)]
    known = dict(zip(wanted, contents(top, [objects[path] for path in wanted]), strict=True))
    files = EarlierFiles(now, changed, objects, known, partial(_content, top))
    return EarlierBook(commit, then, settings, files, changed, note)


class _Commit(NamedTuple):
    """What the files of a repository said in a commit."""

    top: Path
    name: str

    def text(self, path: Path) -> str:
        """Return the text of a file; of one outside the repository, what it says now."""
        place = _below(path, self.top)
        if place.startswith("../"):
            return path.read_text(encoding="utf-8-sig")
        try:
            return git(self.top, "cat-file", "blob", f"{self.name}:{place}").decode("utf-8-sig")
        except Refused as error:
            raise FileNotFoundError(place) from error


def _settings_then(
    project: Project, config: Path | None, audience: Audience | None, default: Audience, commit: _Commit
) -> tuple[Project, Settings, str]:
    note = ""
    paths = [config] if config is not None else [project.folder / name for name in ("mkdocs.yml", "mkdocs.yaml")]
    path = next((path for path in paths if _is_there(commit, path)), None)
    then = project._replace(options={})
    if path is not None:
        then = find_project(path, uses_plugin=False, read=commit.text)
        # The same folder is to be called the same.
        then = project._replace(options=then.options) if _same(then.book, project.book) else then
    else:
        note = "There was no mkdocs.yml then, so what was there is read with the settings that need none."
    return then, settings_of(then.options, audience=audience, default=default), note


def _is_there(commit: _Commit, path: Path) -> bool:
    try:
        commit.text(path)
    except FileNotFoundError:
        return False
    except (OSError, UnicodeDecodeError):
        pass  # whoever reads it says why it cannot be read
    return True


def _same(one: Path, other: Path) -> bool:
    return os.path.normpath(one) == os.path.normpath(other) or one.resolve() == other.resolve()


def _below(path: Path, top: Path) -> str:
    """Return a path as seen from the top of the repository, with `/`; nothing for the top itself."""
    place = Path(os.path.relpath(path.resolve(), top.resolve())).as_posix()
    return "" if place == "." else place


def _objects(top: Path, commit: str, folder: str) -> dict[str, str]:
    """Return the objects of the files in a folder of a commit by path, in order; none where there was no such folder.

    As when a folder is read: without hidden files. A link is none of them, wherever it leads.
    """
    try:
        listed = git(top, "ls-tree", "-r", "-z", "--full-tree", f"{commit}:{folder}")
    except Refused:
        return {}
    found = {}
    for entry in filter(None, listed.split(b"\0")):
        head, _, path = entry.partition(b"\t")
        mode, _, name = head.split(b" ")
        place = path.decode("utf-8", "surrogateescape")
        if mode.startswith(_FILE) and not any(part.startswith(".") for part in place.split(posixpath.sep)):
            found[place] = name.decode()
    return dict(sorted(found.items()))


def _content(top: Path, name: str) -> bytes:
    try:
        return git(top, "cat-file", "blob", name)
    except Refused as error:
        raise OSError(str(error)) from error
