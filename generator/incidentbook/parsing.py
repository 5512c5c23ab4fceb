"""One file taken apart and remembered: what does not depend on other files or on settings, ready for a cache."""

from typing import NamedTuple

from incidentbook.articles import AUDIENCES, Audience, Section
from incidentbook.diagnostics import Diagnostic
from incidentbook.kinds import KINDS
from incidentbook.kinds.known_issue.model import IssueSymptom
from incidentbook.markdown_text import headings, scan
from incidentbook.mentions import ID_LIKE, Prose, prose_of
from incidentbook.source import Source, read_source
from incidentbook.text import slug
from incidentbook.yaml_text import Data


class Parsed(NamedTuple):
    """What a file says, apart from what its values mean."""

    data: dict[str, Data]
    body: str
    body_line: int
    trusted: bool
    """Whether the front matter could be read whole, so that a missing key is really missing."""
    ids: tuple[str, ...]
    """Everything in the file that looks like an ID."""
    prose: Prose
    diagnostics: tuple[Diagnostic, ...]


def parse(path: str, content: bytes, *, article: bool) -> tuple[Parsed, Source]:
    """Take a file apart; the source is kept for the places of values."""
    source = read_source(path, content, front_matter=article)
    broken = any(found.code in _UNTRUSTED for found in source.diagnostics)
    ids = tuple(sorted(set(ID_LIKE.findall(content.decode("utf-8", "replace")))))
    prose = prose_of(source.body, scan(source.body))
    parsed = Parsed(
        source.data, source.body, source.body_line, not broken, ids, prose, tuple(source.diagnostics)
    )
    return parsed, source


_UNTRUSTED = frozenset(
    {"KB101", "KB102", "KB103", "KB106", "KB109", "KB110", "KB111", "KB112", "KB118"},
)


def audience_of(parsed: Parsed) -> Audience:
    """Return who may read a file; in doubt the fewest: a mistake must never publish anything."""
    said = parsed.data.get("audience")
    if said in AUDIENCES and parsed.trusted:
        return AUDIENCES[AUDIENCES.index(said)]
    if said is None and parsed.trusted and "audience" not in parsed.data:
        return "internal"
    return "restricted"


def sections_of(body: str, kind: str) -> tuple[Section, ...]:
    """Cut the body of an article of a kind at its second-level headings; what stands before the first has no title."""
    found = headings(body, scan(body).prose)
    ends = [heading.start for heading in found[1:]] + [len(body)]
    sections = []
    if not found or body[: found[0].start].strip():
        sections.append(Section("", "", body[: found[0].start] if found else body))
    for heading, end in zip(found, ends, strict=False):
        name = KINDS[kind].section_name(heading.title) or slug(heading.title)
        sections.append(Section(heading.title, name, body[heading.start : end].strip("\n")))
    return tuple(sections)


def symptom_name(issue_id: str, symptom: IssueSymptom) -> str:
    """Return the name of a symptom that a known issue describes in place, or refers to."""
    return symptom.id or slug(f"{issue_id} {symptom.text or ''}")
