"""What is found in a book as parts of its pages, for those who write it: at the top of an article's page, on the home
page, and in the place of a file that did not become a page. No page of a site has them, only a preview.
"""

import posixpath
import re
from collections.abc import Collection, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from markdown import markdown
from markupsafe import Markup

from incidentbook.diagnostics import CODES, SEVERITIES, Diagnostic, Severity, tally
from incidentbook.rule_texts import explanation
from incidentbook.rules import rule
from incidentbook.templating import Templates, address_of

MOST_FINDINGS = 8
"""Of one file that are shown at once; the others are folded away."""
MOST_FILES = 100
"""That the home page names."""
_CODE = re.compile(r"\bKB\d{3}\b")
_TO_DO = "KB904"


class Rule(NamedTuple):
    """A rule as a page explains it."""

    code: str
    name: str
    summary: str
    what: Markup
    instead: Markup


class Part(NamedTuple):
    """A piece of a message."""

    text: str
    code: bool


class Said(NamedTuple):
    """One finding as a page shows it."""

    severity: str
    line: int
    column: int
    message: tuple[Part, ...]
    items: tuple[tuple[Part, ...], ...]
    """What a to-do list lists."""
    hint: tuple[Part, ...]
    rules: tuple[Rule, ...]
    """The rule that found it, and others that the message names."""


class File(NamedTuple):
    """A file in which something is found."""

    path: str
    address: str
    """Its page, as a path of the site."""
    counts: str
    worst: Severity
    is_page: bool


def at_top(templates: Templates, path: str, findings: Sequence[Diagnostic]) -> str:
    """Return what the page of a file begins with; nothing where nothing is found."""
    return templates.html("preview/file.jinja", path, _of_file(path, findings)) if findings else ""


def instead_of_page(templates: Templates, path: str, findings: Sequence[Diagnostic]) -> str:
    """Return what the page of a file says that did not become one."""
    return templates.html("preview/no-page.jinja", place_of(path), _of_file(path, findings))


def on_home(
    templates: Templates, findings: Mapping[str, Sequence[Diagnostic]], pages: Collection[str], *, complete: bool
) -> str:
    """Return what the home page begins with: how much is found, by file, first in those that are not among the pages.

    `complete` says whether every rule has been looked for. Where nothing is found, nothing is said.
    """
    everything = [one for said in findings.values() for one in said]
    if complete and not everything:
        return ""
    files = sorted((_file(path, said, path in pages) for path, said in findings.items() if said), key=_rank)
    values = {
        "counts": tally(everything),
        "number": len(files),
        "files": files[:MOST_FILES],
        "more": len(files) - MOST_FILES,
        "complete": complete,
        "errors": any(one.severity == "error" for one in everything),
    }
    return templates.html("preview/home.jinja", "index.md", values)


def place_of(path: str) -> str:
    """Return the path in the site at which a preview shows what is said of a file: that of its page, if it has one."""
    return f"{address_of(path) if path.endswith('.md') else f'{path}/'}index.html"


def other_place_of(path: str) -> str:
    """Return the path in the site of the page that a file would become if its name ended in `.md`."""
    return f"{posixpath.splitext(path)[0]}/index.html"


def _of_file(path: str, findings: Sequence[Diagnostic]) -> dict[str, object]:
    said = [_said(one) for one in findings]
    return {
        "path": path,
        "counts": tally(findings),
        "worst": _worst(findings),
        "findings": said[:MOST_FINDINGS],
        "folded": said[MOST_FINDINGS:],
    }


def _said(found: Diagnostic) -> Said:
    message, items = found.message, ""
    if found.code == _TO_DO:
        message, _, items = found.message.partition(": ")
    codes = dict.fromkeys([found.code, *(code for code in _CODE.findall(found.message) if code in CODES)])
    return Said(
        found.severity,
        found.line,
        found.column,
        _parts(message),
        tuple(_parts(item) for item in items.split("; ") if item),
        _parts(found.hint),
        tuple(_rule(code) for code in codes),
    )


def _parts(text: str) -> tuple[Part, ...]:
    """Cut a message where it quotes something between backticks."""
    pieces = text.split("`")
    if len(pieces) % 2 == 0:  # one of them is quoted itself
        return (Part(text, code=False),)
    return tuple(Part(piece, code=number % 2 == 1) for number, piece in enumerate(pieces) if piece)


@cache
def _rule(code: str) -> Rule:
    said = explanation(rule(code))
    what, instead = (
        Markup(markdown(said.sections[title], extensions=["fenced_code"]))  # noqa: S704 - our own words
        for title in ("What", "Instead")
    )
    return Rule(code, CODES[code].name, said.summary, what, instead)


def _file(path: str, findings: Sequence[Diagnostic], is_page: bool) -> File:
    return File(path, place_of(path).removesuffix("index.html"), tally(findings), _worst(findings), is_page)


def _worst(findings: Sequence[Diagnostic]) -> Severity:
    return min((one.severity for one in findings), key=SEVERITIES.index)


def _rank(file: File) -> tuple[bool, int, str]:
    return file.is_page, SEVERITIES.index(file.worst), file.path
