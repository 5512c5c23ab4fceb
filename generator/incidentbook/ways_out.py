"""How to get out of what an article is about: the section that says it, its commands, and how often it worked."""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from incidentbook.articles import Article, Section
from incidentbook.drafts import without_guidance
from incidentbook.evidence import FixEvidence, Trial, trials_of_issue, weigh
from incidentbook.fixes import FixHeld, held
from incidentbook.graph import Graph, Target
from incidentbook.kinds.incident.model import Incident
from incidentbook.kinds.known_issue.model import KnownIssue
from incidentbook.kinds.runbook.model import Runbook
from incidentbook.parsing import sections_of
from incidentbook.plain_text import plain

SECTIONS = ("workaround", "mitigation", "permanent-fix", "resolution")
"""What gets out, the quickest first."""

_FENCE = re.compile(r"([ \t>]*)(?:(?:[-*+]|[0-9]{1,9}[.)])[ \t]+)*(`{3,}|~{3,})[^`]*")
_BEGINS = re.compile(r"[ \t>]*((?:[-*+]|[0-9]{1,9}[.)])[ \t]+|#{1,6}[ \t]+|(?=\|))")


class Part(NamedTuple):
    """A paragraph or list item without its markup, or a block of code as it is."""

    text: str
    code: bool = False


class WayOut(NamedTuple):
    """What an article says of how to get out."""

    target: Target
    """The article that says it."""
    name: str
    """Of the section: one of `SECTIONS`."""
    text: str
    """The section's Markdown, without its heading."""
    evidence: FixEvidence | None
    """How it has done; None for what was done in one incident only."""

    @property
    def parts(self) -> tuple[Part, ...]:
        """What it says, piece by piece."""
        return tuple(parts_of(self.text))

    @property
    def commands(self) -> tuple[str, ...]:
        """The blocks of code in it, as they are."""
        return tuple(part.text for part in self.parts if part.code)


def way_out(article: Article[Any], graph: Graph, *, repeat_window_days: int) -> WayOut | None:
    """Return the way out that an article describes, if it does."""
    section = _section(article)
    if section is None:
        return None
    target = Target(article.id, article.path, article.title, article.kind)
    trials: list[Trial] | None = None
    if isinstance(article.fields, KnownIssue):
        trials = trials_of_issue(graph.occurrences.get(article.id, ()))
    elif isinstance(article.fields, Runbook):
        uses = reversed(graph.uses.get(article.id, ()))
        trials = [
            Trial(use.incident, use.use.fix, use.use.took) for use in uses if not use.incident.fields.counted_elsewhere
        ]
    evidence = weigh(target, trials, repeat_window_days=repeat_window_days) if trials is not None else None
    return WayOut(target, section.name, _without_heading(section), evidence)


def came_back(issue: Article[KnownIssue], graph: Graph) -> FixHeld | None:
    """Return the latest fix of a known issue after which it came back, if it did after any."""
    judged = (held(fix, graph.occurrences.get(issue.id, ())) for fix in reversed(issue.fields.fixes))
    return next((fix for fix in judged if fix.came_back), None)


def parts_of(text: str) -> Iterator[Part]:
    """Take Markdown apart into paragraphs and code; code that stands in a list is moved to the left edge."""
    closing, indent = "", 0
    code: list[str] = []
    paragraph: list[str] = []
    for line in [*text.split("\n"), closing]:
        if closing:
            if line.strip(" \t>") == closing:
                yield from _code(code)
                closing, code = "", []
            else:
                code.append(_less(line, indent))
            continue
        fence = _FENCE.fullmatch(line)
        begins = _BEGINS.match(line)
        if fence or begins or not line.strip():
            yield from _paragraph(paragraph)
            paragraph = []
        if fence:
            closing, indent = fence[2], fence.start(2)
        elif line.strip():
            paragraph.append(line)
    yield from _paragraph(paragraph)
    yield from _code(code)


def _paragraph(lines: list[str]) -> Iterator[Part]:
    if not lines:
        return
    begins = _BEGINS.match(lines[0])
    mark = begins[1] if begins and "#" not in begins[1] else ""
    first = lines[0][begins.end() :] if begins else lines[0].strip(" \t>")
    said = plain(" ".join([first, *(line.strip(" \t>") for line in lines[1:])]))
    if said and set(said) - set("|:- "):
        yield Part(f"{mark.split()[0]} {said}" if mark else said)


def _code(lines: list[str]) -> Iterator[Part]:
    text = "\n".join(lines).strip("\n")
    if text.strip():
        yield Part("\n".join(line.rstrip() for line in text.split("\n")), code=True)


def _less(line: str, indent: int) -> str:
    """Return a line with at most so much less white space, or marks of a quotation, before it."""
    return line[min(indent, len(line) - len(line.lstrip(" \t>"))) :]


def _section(article: Article[Any]) -> Section | None:
    if not isinstance(article.fields, (Incident, KnownIssue, Runbook)):
        return None
    sections = {section.name: section for section in reversed(sections_of(article.body, article.kind))}
    found = (sections[name] for name in SECTIONS if name in sections)
    return next((section for section in found if _without_heading(section)), None)


def _without_heading(section: Section) -> str:
    text = without_guidance(section.text)
    return text.partition("\n")[2].strip("\n") if section.title else text
