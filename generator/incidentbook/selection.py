"""What is said of all that was found: comments and settings silence findings and change how serious they are, and a
draft has one list of what is still missing.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from incidentbook.book import Book, Finding, located
from incidentbook.diagnostics import CODES, Diagnostic, Severity, diagnostic, in_order
from incidentbook.ignores import Ignore, ignores_in
from incidentbook.parsing import UNTRUSTED
from incidentbook.rules import rule
from incidentbook.settings import Rules
from incidentbook.text import did_you_mean, listed

Ignores = Mapping[str, Sequence[Ignore]]
_ERRORS_IN_DRAFTS = frozenset(("KB207", "KB302"))
"""Beside syntax (KB1xx) and safety (KB8xx): an ID that is none, or another's."""
_LONGEST = 330
"""Characters of a to-do list, so that what does not fit is counted and not cut."""


class _Reviews(NamedTuple):
    """The paths of incidents by how far their review is."""

    drafts: frozenset[str]
    reviewed: frozenset[str]


def selected(
    book: Book, findings: Iterable[Diagnostic], chosen: Rules, ignores: Ignores | None = None
) -> list[Diagnostic]:
    """Return what is said of what was found, in order of place.

    `ignores` are the comments of all files, by path, if every rule has been looked for: only then can be said which
    of them are without effect. Otherwise those of the files concerned are read.
    """
    found = list(findings)
    untrusted = {one.path for one in found if one.code in UNTRUSTED}
    # Where front matter cannot be read whole, what seems to be missing may be there.
    found = [one for one in found if not (one.path in untrusted and rule(one.code).missing)]
    if ignores is None:
        found, _ = _not_ignored(found, {path: comments_of(book, path) for path in {one.path for one in found}})
    else:
        found, used = _not_ignored(found, ignores)
        found += _about_comments(ignores, used, chosen.ignore, untrusted)
    reviews = _reviews(book)
    found = [one for one in found if one.code not in chosen.ignore]
    todo = [one for one in found if one.path in reviews.drafts and rule(one.code).missing]
    if todo:
        found = [one for one in found if one not in set(todo)]
        found += [one for one in located(book, _to_do_lists(todo)) if one.code not in chosen.ignore]
    return in_order(one._replace(severity=_severity(one, chosen, reviews)) for one in found)


def comments_of(book: Book, path: str) -> tuple[Ignore, ...]:
    """Return the comments of a file of the book; none where it cannot be read."""
    try:
        return ignores_in(book.read(path), markdown=path.endswith(".md"))
    except (OSError, KeyError):
        return ()


def _not_ignored(
    findings: Iterable[Diagnostic], ignores: Ignores
) -> tuple[list[Diagnostic], set[tuple[str, int, str]]]:
    """Return the findings that no comment silences; and of comments that silence one path, line and code."""
    left, used = [], set()
    for found in findings:
        comments = [one for one in ignores.get(found.path, ()) if one.covers(found.code, found.line)]
        by = {(found.path, one.line, found.code) for one in comments}
        if not by:
            left.append(found)
        used |= by
    return left, used


def _about_comments(
    ignores: Ignores, used: Collection[tuple[str, int, str]], off: Collection[str], untrusted: Collection[str]
) -> Iterator[Diagnostic]:
    """Yield what is wrong with comments. In files that could not be read whole, none is without effect: what it is for
    may not have been looked for.
    """
    for path, comments in ignores.items():
        for said in comments:
            effective = {
                code for code in said.codes if path in untrusted or code in off or (path, said.line, code) in used
            }
            for code, message, hint in _about_comment(said, effective):
                yield diagnostic(path, said.line, said.column, code, message, hint)


def _about_comment(said: Ignore, effective: Collection[str]) -> Iterator[tuple[str, str, str]]:
    """Yield code, message and hint of what is wrong with a comment."""
    if not said.codes:
        named = next((code for code, known in CODES.items() if known.name in said.reason.split()), "KB309")
        yield "KB902", "This comment names no rule", f"Write `# incidentbook: ignore {named}` and the reason."
    for code in said.codes:
        if code not in CODES:
            hint = did_you_mean(code, CODES) or "`incidentbook explain` lists the rules."
            yield "KB902", f"There is no rule {code}", hint
    known = [code for code in said.codes if code in CODES]
    if known and not said.reason:
        yield "KB901", f"Nothing says why {listed(known)} is to be ignored", "Add the reason behind it."
        return
    for code in known:
        if code not in effective:
            where = "here" if said.first > 1 else "in this file"
            yield "KB903", f"Nothing {where} is found by {code} ({CODES[code].name})", "Delete the comment."


def _reviews(book: Book) -> _Reviews:
    by_state: dict[str, set[str]] = {"draft": set(), "reviewed": set()}
    for article in book.incidents:
        review = article.fields.review
        if review is not None and review.state in by_state:
            by_state[review.state].add(article.path)
    return _Reviews(frozenset(by_state["draft"]), frozenset(by_state["reviewed"]))


def _severity(found: Diagnostic, chosen: Rules, reviews: _Reviews) -> Severity:
    said = chosen.severity.get(found.code)
    if said is not None:
        return said
    if found.path in reviews.reviewed and rule(found.code).missing:
        return "error"
    if found.path in reviews.drafts and found.severity == "error" and not _is_error_in_drafts(found.code):
        return "warning"
    return found.severity


def _is_error_in_drafts(code: str) -> bool:
    return code[:3] in ("KB1", "KB8") or code in _ERRORS_IN_DRAFTS


def _to_do_lists(todo: Sequence[Diagnostic]) -> Iterator[Finding]:
    """Yield one finding for each draft: everything that is missing, each with its lines."""
    by_path: dict[str, dict[str, list[int]]] = {}
    for found in in_order(todo):
        by_path.setdefault(found.path, {}).setdefault(found.message, []).append(found.line)
    for path, lines_by_message in by_path.items():
        items = [_item(message, lines) for message, lines in lines_by_message.items()]
        fitting = [item for at, item in enumerate(items) if sum(map(len, items[: at + 1])) <= _LONGEST] or items[:1]
        more = f"; and {len(items) - len(fitting)} more" if len(fitting) < len(items) else ""
        yield Finding(path, ("review",), "KB904", f"To do before review: {'; '.join(fitting)}{more}")


def _item(message: str, lines: Sequence[int]) -> str:
    where = f"line{'' if len(lines) == 1 else 's'} {listed([str(line) for line in lines])}"
    return f"{message[:1].lower()}{message[1:]} ({where})"
