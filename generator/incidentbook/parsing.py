"""One file taken apart and remembered: what depends on no other file and on no setting, ready for a cache."""

import re
from typing import NamedTuple

from incidentbook.articles import AUDIENCES, Audience, Section
from incidentbook.diagnostics import Diagnostic
from incidentbook.kinds import KINDS
from incidentbook.kinds.known_issue.model import IssueSymptom
from incidentbook.markdown_text import headings, scan
from incidentbook.mentions import Prose, prose_of
from incidentbook.source import Source, read_source
from incidentbook.tagged_milestones import Tagged, tagged_in
from incidentbook.text import closest, digest, slug
from incidentbook.yaml_text import Data

UNTRUSTED = frozenset(
    "KB101 KB102 KB103 KB106 KB107 KB109 KB110 KB111 KB112 KB118".split(),
)
"""After one of these a key may be missing, or a value other than it was meant."""
_LOOSE_ID = re.compile(r"-(?:[0-9]{4}-)?(?:[0-9]{3,6}(?![0-9])|NEW(?:-[a-z0-9]+)*)", re.IGNORECASE)
_LOOSE_PREFIX = re.compile(r"(?<![A-Za-z])[A-Za-z]{2,6}\Z")
_PATH = re.compile(r"[^\s<>()\[\]{}\"'`|,;:*]*+")
_PATH_MARK = re.compile(r"/|\.md\b")


class Parsed(NamedTuple):
    """What a file says, apart from what its values mean."""

    data: dict[str, Data]
    body: str
    body_line: int
    trusted: bool
    """Whether the front matter could be read whole, so that a missing key is really missing."""
    audience: Audience
    ids: tuple[str, ...]
    """Everything in the file that could be taken for an ID, in capitals; also in code, addresses and longer words."""
    paths: tuple[str, ...]
    """Everything in the file that could be taken for a path or an address."""
    prose: Prose
    diagnostics: tuple[Diagnostic, ...]
    said: str
    """A digest of the front matter and of the milestones below it: equal ones say the same, whatever else is there."""
    tagged: tuple[Tagged, ...]
    """The milestones of a timeline."""


def parse(path: str, content: bytes, *, article: bool) -> Parsed:
    """Take a file apart; an article must have front matter."""
    source = read_source(path, content, front_matter=article)
    trusted = is_trusted(source)
    text = content.decode("utf-8", "replace")
    tagged = tagged_in(source.body, source.body_line)
    return Parsed(
        data=source.data,
        body=source.body,
        body_line=source.body_line,
        trusted=trusted,
        audience=audience_of(source.data, trusted=trusted),
        ids=loose_ids(text),
        paths=loose_paths(text),
        prose=prose_of(source.body, source.seen),
        diagnostics=tuple(source.diagnostics),
        said=digest(repr(source.data), *(f"{one.milestone} {one.written}" for one in tagged)),
        tagged=tagged,
    )


def is_trusted(source: Source) -> bool:
    """Whether what a file says could be read whole."""
    return all(found.code not in UNTRUSTED for found in source.diagnostics)


def audience_of(data: dict[str, Data], *, trusted: bool) -> Audience:
    """Return who may read something; in doubt the fewest: a mistake must never publish anything."""
    if not trusted:
        return "restricted"
    if "audience" in data:
        said = data["audience"]
        return AUDIENCES[AUDIENCES.index(said)] if said in AUDIENCES else "restricted"
    return "restricted" if _misplaced_audience(data) else "internal"


def _misplaced_audience(data: Data) -> bool:
    """Whether some key was probably meant to say who the readers are: `Audience`, or one indented too far."""
    if isinstance(data, list):
        return any(_misplaced_audience(item) for item in data if isinstance(item, (dict, list)))
    if not isinstance(data, dict):
        return False
    for key, value in data.items():
        lowered = key.lower()
        if ("au" in lowered or "dien" in lowered) and closest(lowered, ("audience",)):
            return True
        if key != "extra" and isinstance(value, (dict, list)) and _misplaced_audience(value):
            return True
    return False


def loose_ids(text: str) -> tuple[str, ...]:
    """Return everything that could be taken for an ID, in capitals, each once."""
    found = set()
    for after in _LOOSE_ID.finditer(text):
        prefix = _LOOSE_PREFIX.search(text, max(after.start() - 6, 0), after.start())
        if prefix is not None:
            found.add(text[prefix.start() : after.end()].upper())
    return tuple(sorted(found))


def loose_paths(text: str) -> tuple[str, ...]:
    """Return everything that could be taken for a path, each once."""
    found, position = set(), 0
    for mark in _PATH_MARK.finditer(text):
        if mark.start() < position:
            continue
        begin = mark.start()
        while begin > position and _PATH.fullmatch(text, begin - 1, begin) and begin > mark.start() - 200:
            begin -= 1
        match = _PATH.match(text, mark.start(), mark.start() + 400)
        position = match.end() if match is not None else mark.end()
        found.add(text[begin:position])
    return tuple(sorted(found))


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
    if symptom.id is not None or symptom.text is None:
        return symptom.id or ""
    return _name_in_place(issue_id, symptom.text)


def symptom_name_of(issue_id: str, symptom: dict[str, Data]) -> str:
    """Return the name of a symptom described in place, before anything has been checked."""
    said, text = symptom.get("id"), symptom.get("text")
    return said if isinstance(said, str) else _name_in_place(issue_id, text if isinstance(text, str) else "")


def _name_in_place(issue_id: str, text: str) -> str:
    words = slug(text)
    # Of a text in letters other than Latin nothing, or little, would be left.
    telling = words if len(words) * 2 > len(text.strip()[:60]) else digest(text)[:8]
    return slug(f"{issue_id} {telling}")
