"""The file that a new article becomes: its ID, its place in the book, and the proof that it can be read."""

from collections.abc import Iterator
from pathlib import Path

from incidentbook import milestone_faults
from incidentbook.book import Book, located
from incidentbook.catalogue import POLICY, SERVICES
from incidentbook.drafts import Draft
from incidentbook.errors import IncidentbookError
from incidentbook.kinds.kind import Kind
from incidentbook.load import load_text
from incidentbook.project import Project
from incidentbook.report import found_from_here
from incidentbook.settings import Settings
from incidentbook.text import slug

_SUFFIX = 30
"""Characters of a title in an ID."""
_MOST_ALIKE = 100
_PAGES = ("index.md", "readme.md")


def new_id(kind: Kind, title: str, book: Book) -> str:
    """Return the ID of a new article until it has a number: `INC-NEW`, or `INC-NEW-checkout` where that is taken."""
    if kind.id_prefix is None:
        return ""
    taken = {article.id for article in book.articles()}
    plain = f"{kind.id_prefix}-NEW"
    if plain not in taken:
        return plain
    telling = f"{plain}-{slug(title, limit=_SUFFIX) or kind.name}"
    forms = (telling, *(f"{telling}-{number}" for number in range(2, _MOST_ALIKE)))
    return next((form for form in forms if form not in taken), telling)


def check_place(said: Path, project: Project, kind: Kind) -> None:
    """Refuse a path that an article of this kind cannot have, before anything is asked."""
    folder = project.book / kind.folder
    if not said.resolve().is_relative_to(folder.resolve()):
        raise IncidentbookError(f"--path: {said} is not in {found_from_here(folder)}, where {kind.plural.lower()} are.")
    if said.is_dir():
        return
    if said.suffix != ".md" or said.name.lower() in _PAGES:
        raise IncidentbookError(f"--path: the name of an article ends in .md and is not index.md; {said} does not fit.")
    if said.exists():
        raise taken(said, kind)


def places(project: Project, draft: Draft, said: Path | None) -> Iterator[Path]:
    """Yield the paths that a new article may have, the best first; `said` is the one that it shall have, or its folder.

    Raises IncidentbookError where there is none.
    """
    path = project.book / draft.path
    if said is not None and not said.is_dir():
        yield said
        return
    if said is not None:
        path = said / path.name
    if draft.kind.id_prefix is None and not slug(draft.title):
        raise IncidentbookError(f"“{draft.title}” has no letters to name the file by; name it with --path.")
    yield path
    if draft.kind.id_prefix is not None:  # or else its name is what it is known by
        for number in range(2, _MOST_ALIKE):
            yield path.with_name(f"{path.stem}-{number}.md")


def taken(path: Path, kind: Kind) -> IncidentbookError:
    """Return what to say where a file is there already."""
    what = kind.singular.lower()
    return IncidentbookError(
        f"{found_from_here(path)} is there already, and was not changed; write more into it, or give this {what} "
        "another title or --path."
    )


def verify(text: str, path: Path, project: Project, settings: Settings) -> None:
    """Refuse an article that would not pass a check; a project's own template may make one."""
    relative = path.resolve().relative_to(project.book.resolve()).as_posix()
    beside = {
        name: (project.book / name).read_bytes() for name in (SERVICES, POLICY) if (project.book / name).is_file()
    }
    book, found = load_text({relative: text, **beside}, settings)
    found += located(book, milestone_faults.findings(book))
    error = next((one for one in found if one.path == relative and one.severity == "error"), None)
    if error is not None:
        raise IncidentbookError(
            f"Nothing was written, as line {error.line} would not pass a check: {error.message}. {error.hint} If this "
            f"comes from a template of your own, mend it in {settings.templates}/articles/."
        )
