"""All that giving numbers to a book's new articles changes: their IDs, and every reference to them."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from incidentbook.book import Book
from incidentbook.kinds import KINDS
from incidentbook.numbering import GivenNumbers, Numbered, waiting
from incidentbook.parsing import symptom_name
from incidentbook.renaming import Renaming, Replacement, Unreadable, replaced, replacements


class Problem(NamedTuple):
    """Why no number can be given: a place, what is wrong there and what to do."""

    path: str
    line: int
    column: int
    message: str
    hint: str


class Change(NamedTuple):
    """A file of the book, and what is replaced in it."""

    path: str
    content: bytes
    """All of it, as it will be."""
    replacements: tuple[Replacement, ...]


class Assignment(NamedTuple):
    """Which articles get which numbers, and what that changes. With a problem nothing is to be changed."""

    numbered: tuple[Numbered, ...]
    """In the order in which the numbers are given."""
    changes: tuple[Change, ...]
    """By path."""
    problems: tuple[Problem, ...]


Meant = Callable[[str, int, Sequence[Numbered]], Numbered | None]
"""Tells which of several articles with one name is meant at a path and line, if it can."""


def nobody_knows(path: str, line: int, candidates: Sequence[Numbered]) -> Numbered | None:  # noqa: ARG001 - any place
    """Leave it unclear which article is meant."""
    return None


def assignment(
    book: Book, earlier: Iterable[bytes] = (), begun: Iterable[Numbered] = (), meant: Meant = nobody_knows
) -> Assignment:
    """Give numbers to the new articles of a book.

    `earlier` are articles of former times, whose numbers are not given again; `begun` is what an assignment that was
    broken off had given.
    """
    contents = {path: book.read(path) for path in sorted(_paths(book))}
    kept = [one for one in begun if one.path in contents]
    done = {one.path: one for one in kept}
    given = GivenNumbers([*contents.values(), *earlier, *(f"id: {one.id}".encode() for one in kept)])
    numbered, problems = list[Numbered](), list[Problem]()
    for article, row in waiting(book):
        if article.path in done:
            continue
        if row is None:
            what = KINDS[article.kind].singular.lower()
            message = f"This {what} has no time that can be read, and so no year to be numbered in"
            problems.append(Problem(article.path, 1, 1, message, "`incidentbook check` says what is wrong."))
            continue
        numbered.append(Numbered(article.path, article.title, article.id, given.next(row)))
    numbered = [*kept, *numbered]
    changes = list(_changes(book, contents, numbered, problems, meant))
    return Assignment(tuple(numbered), tuple(changes), tuple(sorted(problems)))


def _paths(book: Book) -> set[str]:
    return {article.path for article in book.articles()} | {page.path for page in book.pages}


def _changes(
    book: Book, contents: dict[str, bytes], numbered: list[Numbered], problems: list[Problem], meant: Meant
) -> Iterator[Change]:
    pages = {page.path for page in book.pages}
    own = {one.path: one for one in numbered}
    bearers = Counter(one.was for one in numbered)
    symptoms = list(_symptoms(book, own))
    names = Counter(was for was, _ in symptoms)
    shared = Renaming(
        ids={one.was: one.id for one in numbered if bearers[one.was] == 1},
        symptoms={was: becomes for was, becomes in symptoms if names[was] == 1},
        unclear=[name for name, count in (bearers + names).items() if count > 1],
    )
    for path, content in contents.items():
        one = own.get(path)
        renaming = shared
        if one is not None:
            renaming = Renaming(shared.ids, shared.symptoms, shared.unclear, own=one.was, becomes=one.id)
        try:
            found = replacements(path, content, renaming, article=path not in pages)
        except Unreadable as error:
            message = f"This file names an article that is to be numbered, but {error}"
            problems.append(Problem(path, 1, 1, message, "`incidentbook check` says what is wrong."))
            continue
        for at, place in enumerate(found):
            if not place.by:
                candidates = [other for other in numbered if other.was == place.name and other.path != path]
                if (other := meant(path, place.line, candidates)) is not None:
                    found[at] = place._replace(by=other.id)
                else:
                    problems.append(_unclear(path, place, candidates))
        if found:
            yield Change(path, replaced(content, found), tuple(found))


def _symptoms(book: Book, own: dict[str, Numbered]) -> Iterator[tuple[str, str]]:
    """Yield the names of the symptoms that new known issues describe, and what becomes of them."""
    for issue in book.known_issues:
        if issue.path in own:
            for symptom in issue.fields.symptoms:
                if symptom.text is not None and symptom.id is None:
                    yield symptom_name(own[issue.path].was, symptom), symptom_name(own[issue.path].id, symptom)


def _unclear(path: str, place: Replacement, candidates: list[Numbered]) -> Problem:
    which = " or ".join(f"`{one.path}`" for one in sorted(candidates)[:3]) or "of several known issues"
    message = f"`{place.name}` could be {which}"
    hint = f"Give them different IDs, as `{place.name}-checkout`, and write here which one is meant."
    return Problem(path, place.line, place.column, message, hint)
