"""A record of a tool as an article: its front matter, its body, and what in it was not understood."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from incidentbook.errors import IncidentbookError
from incidentbook.examples import example_of
from incidentbook.importers.converters import Context
from incidentbook.importers.converters.moments import MINUTE
from incidentbook.importers.imported import Imported, Remark, Written
from incidentbook.importers.tool_mapping import KindOf, Mapping, Part
from incidentbook.importers.tool_records import Gathered
from incidentbook.importers.tool_values import Reading
from incidentbook.text import digest, slug

_DATED = frozenset(("incident", "maintenance"))
_TIME = re.compile(r"\d{4}-\d\d-\d\d( \d\d:\d\d(:\d\d)?)?", re.ASCII)
_PLANNED = re.compile(r"\b(?:maintenance|(?<!un)planned|scheduled|change window|downtime window)\b", re.IGNORECASE)
_RESERVED = ("index", "readme")


@dataclass(frozen=True)
class Importing:
    """What an import needs to know of a book, and of its user."""

    context: Context = field(default_factory=Context)
    """The book's closed lists, its services, and the zone of times that a tool gives without one of their own."""
    mappings: Path | None = None
    """The folder of a project's own mappings, which go before those that are shipped."""
    private: bool = False
    """Whether what mappings call private is imported: callers, work notes."""


def left_out(mapping: Mapping, gathered: Gathered, tool: str, importing: Importing) -> Remark | None:
    """Return why a record does not become an article, if so."""
    reading = Reading(tool, gathered, importing.context, importing.private)
    for doubt in mapping.skip:
        if reading.holds("skip", doubt.when, gathered.seen):
            return _said(gathered, f"{gathered.called} {doubt.say}; it is left out")
    return None


def article_of(mapping: Mapping, gathered: Gathered, tool: str, importing: Importing) -> Imported:
    """Return a record as an article. IncidentbookError says what in it cannot be of this tool, and where."""
    zone = mapping.zone or importing.context.zone
    reading = Reading(tool, gathered, replace(importing.context, zone=zone), importing.private)
    kind = next(
        (one for one in mapping.kinds if one.when is None or reading.holds("kinds", one.when, gathered.seen)), None
    )
    if kind is None:
        raise IncidentbookError(f"{gathered.place}: nothing says what kind of article this becomes; see its mapping.")
    front_matter = _front_matter(reading, mapping, kind)
    if not front_matter.get("title"):
        raise IncidentbookError(f"{gathered.place}: it has no title, so it is no record of {mapping.title}.")
    if kind.kind == "incident" and _PLANNED.search(str(front_matter["title"])):
        reading.remarks.append(f"{gathered.called} may be planned work, by its title; if so, make it a maintenance")
    for doubt in kind.doubts:
        if reading.holds("doubts", doubt.when, gathered.seen):
            reading.remarks.append(f"{gathered.called} {doubt.say}")
    return Imported(
        key=f"{tool}:{gathered.key}",
        kind=kind.kind,
        name=_name(kind.kind, gathered.key, front_matter),
        front_matter=front_matter,
        body=_body(reading, kind.body or mapping.body),
        remarks=tuple(_said(gathered, message) for message in reading.remarks),
    )


def _said(gathered: Gathered, message: str) -> Remark:
    return Remark(gathered.document.file, gathered.document.line, message)


def _front_matter(reading: Reading, mapping: Mapping, kind: KindOf) -> dict[str, Written]:
    """Return the keys that say something, in the order in which people write them.

    What was not understood is kept below `extra`.
    """
    made: dict[str, Written] = {}
    if kind.kind in _DATED:
        made["zone"] = "UTC"
    if kind.kind == "incident":
        made["review"] = "draft"
    for name, rule in {**mapping.fields, **kind.fields}.items():
        value = reading.value(name, rule, reading.gathered.seen)
        if not value:
            continue
        key, _, below = name.partition(".")
        if not below:
            made[key] = value
            continue
        holder = made.setdefault(key, {})
        if isinstance(holder, dict):
            holder[below] = value
    extra = made.setdefault("extra", {}) if reading.unread else {}
    if isinstance(extra, dict):
        extra.update(
            (name.replace(".", "_"), ", ".join(dict.fromkeys(values))) for name, values in reading.unread.items()
        )
    order = list(example_of(kind.kind))
    return {key: made[key] for key in sorted(made, key=lambda key: order.index(key) if key in order else len(order))}


def _name(kind: str, key: str, front_matter: dict[str, Written]) -> str:
    """Return the file that an article should become: dated where it has a time, named by its title."""
    name = slug(str(front_matter["title"])) or slug(key) or digest(key)[:12]
    name = f"{name}-{slug(key) or digest(key)[:12]}" if name in _RESERVED else name
    days = [time[:10] for part in ("times", "planned", "actual") for time in _times(front_matter.get(part))]
    if kind not in _DATED or not days:
        return f"{name}.md"
    return f"{min(days)[:4]}/{min(days)}-{name}.md"


def _times(value: Written | None) -> Iterator[str]:
    for one in value.values() if isinstance(value, dict) else ():
        if isinstance(one, str) and _TIME.fullmatch(one):
            yield one


def _body(reading: Reading, parts: Sequence[Part]) -> str:
    said: list[str] = []
    last = ""
    for part in parts:
        text = reading.value(part.heading or "text", part.say, reading.gathered.seen)
        block = "\n\n".join(filter(None, (str(text or "").strip(), _timeline(reading, part))))
        if not block:
            continue
        if part.heading and part.heading != last:
            said.append(f"## {part.heading}")
            last = part.heading
        said.append(block)
    return "\n\n".join(said) + ("\n" if said else "")


def _timeline(reading: Reading, part: Part) -> str:
    told: list[tuple[str, str]] = []
    for lines in part.lines:
        if lines.private and not reading.private:
            continue
        for one in reading.parts(part.heading, lines.each, reading.gathered.seen):
            at = reading.value(f"{part.heading}, at", lines.at, one)
            text = reading.value(part.heading, lines.say, one)
            if isinstance(at, str) and _TIME.fullmatch(at) and text:
                told.append((at, str(text)))
    day, said = "", []
    for at, text in sorted(dict.fromkeys(told), key=lambda one: one[0]):
        shown = at[:MINUTE] if at[:10] != day else at[11:MINUTE] or at[:10]
        day = at[:10]
        first, _, rest = text.partition("\n")
        said.append(f"- {shown} {first}" + "".join(f"\n    {line}".rstrip(" ") for line in rest.split("\n") if rest))
    return "\n".join(said)
