"""Where imports read from: files that were named, folders of Markdown, standard input; and what importers are told of
the book.
"""

import stat
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from incidentbook.book import Book
from incidentbook.errors import IncidentbookError
from incidentbook.files import Folder, Listing
from incidentbook.importers.converters import Context
from incidentbook.importers.imported import Remark
from incidentbook.importers.payloads import MAX_BYTES
from incidentbook.project import Project, find_project
from incidentbook.report import found_from_here
from incidentbook.settings import Settings

STANDARD_INPUT = "-"


class FolderFiles(Mapping[str, bytes]):
    """The files of a folder by path, each read when it is asked for; a folder may hold more than fits into memory."""

    def __init__(self, folder: Path, step: Callable[[], None] = lambda: None) -> None:
        """List what is there; `step` is called when a file is read for the first time."""
        if not folder.exists():
            raise IncidentbookError(f"There is no {folder}; name the folder of the files to import, or one file.")
        self._single = folder.name if folder.is_file() else None
        self._root = folder.parent if folder.is_file() else folder
        try:
            paths, outside = Folder(self._root).listed() if self._single is None else Listing([self._single], [])
        except OSError as error:
            raise _unreadable(folder, error) from error
        self._paths = {path: False for path in paths if path.isprintable()}
        odd = "The name of this file has characters that cannot be shown; it was left out"
        unseen = (path.encode("utf-8", "replace").decode() for path in paths if not path.isprintable())
        led_out = "This is a link to a file outside the folder; it was left out"
        self.left_out = (
            *(Remark(path, 0, odd) for path in unseen),
            *(Remark(path, 0, led_out) for path in outside),
        )
        """What is said of files that are not among these."""
        self._step = step

    def __getitem__(self, path: str) -> bytes:
        """Return a file's bytes. IncidentbookError where it cannot be read."""
        if not self._paths[path]:
            self._paths[path] = True
            self._step()
        return read_file(self._root / path)

    def __iter__(self) -> Iterator[str]:
        """Iterate over the paths, sorted."""
        return iter(self._paths)

    def __len__(self) -> int:
        """Count the files."""
        return len(self._paths)

    @property
    def root(self) -> Path:
        """The folder that the paths are seen from."""
        return self._root


def read_file(path: Path) -> bytes:
    """Return a file's bytes. IncidentbookError where there is none, or it is too large to be read."""
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise IncidentbookError(f"{path} is a folder; name the files in it.")
        if status.st_size > MAX_BYTES:
            raise IncidentbookError(_too_large(path.name, status.st_size))
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)  # a pipe has no size
    except OSError as error:
        raise _unreadable(path, error) from error
    if len(content) > MAX_BYTES:
        raise IncidentbookError(_too_large(path.name, len(content)))
    return content


def named_files(names: Iterable[str], step: Callable[[], None] = lambda: None) -> dict[str, bytes]:
    """Read files that were named, in their order; `-` is standard input. IncidentbookError as of `read_file`."""
    found = {}
    for name in names:
        if name != STANDARD_INPUT:
            found[name] = read_file(Path(name))
        else:
            content = sys.stdin.buffer.read(MAX_BYTES + 1)
            if len(content) > MAX_BYTES:
                raise IncidentbookError(_too_large("Standard input", len(content)))
            found["standard input"] = content
        step()
    return found


def catalogue_files(names: Iterable[str]) -> list[str]:
    """Return the files that were named, and in folders those that a catalogue of services is in."""
    found = []
    for name in names:
        below = (
            sorted(Path(name).rglob("catalog-info.y*ml")) if name != STANDARD_INPUT and Path(name).is_dir() else None
        )
        if below == []:
            raise IncidentbookError(f"There is no catalog-info.yaml in {name} or below; name the files themselves.")
        found += [name] if below is None else [str(path) for path in below]
    return found


def _too_large(name: str, size: int) -> str:
    return f"{name} has more than {MAX_BYTES // 1_000_000} MB ({size:,} bytes); import it in smaller parts."


def _unreadable(path: Path, error: OSError) -> IncidentbookError:
    reason = (error.strerror or str(error)).lower()
    return IncidentbookError(f"{path} cannot be read: {reason}.")


def project_in(folder: Path) -> Project:
    """Return the project of a folder: its own, or that whose articles are in it. IncidentbookError where it is none."""
    if (folder / "mkdocs.yml").is_file():
        return find_project(folder / "mkdocs.yml")
    above = folder.resolve().parent / "mkdocs.yml"
    if above.is_file():
        project = find_project(above)
        if project.book.resolve() == folder.resolve():
            return project
    raise IncidentbookError(
        f"{found_from_here(folder)} is no book: it has no mkdocs.yml, and is the `docs_dir` of none. "
        f"`incidentbook init {folder}` starts one."
    )


def context_of(book: Book, settings: Settings, zone: str | None = None) -> Context:
    """Return what importers are told of a book; `zone` is that of times without one, by default the site's."""
    names = {name.lower(): key for key, service in sorted(book.services.items()) for name in (service.name,) if name}
    names |= {alias.lower(): key for alias, key in book.service_aliases.items()}
    names |= {key.lower(): key for key in book.services}
    return Context(
        zone=zone or settings.zone,
        lists={**settings.lists, **{name: tuple(one) for name, one in book.policy.lists.items()}},
        services=names,
    )
