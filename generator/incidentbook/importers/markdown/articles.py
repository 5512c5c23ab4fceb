"""One document, or the part of it that one incident is, as an article: front matter, sections and what was taken."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from incidentbook.importers.converters import Context
from incidentbook.importers.markdown.documents import Document, Line
from incidentbook.importers.markdown.labels import Labels, by_heading, folded
from incidentbook.importers.markdown.mapping import SECTION, Goes, MarkdownMap
from incidentbook.importers.markdown.parts import Part, dedented, parts_of
from incidentbook.importers.markdown.timelines import Entry, Timeline, commonest_zone, milestone_times, zone_of_times
from incidentbook.importers.markdown.values import Values
from incidentbook.kinds import KINDS
from incidentbook.plain_text import plain
from incidentbook.text import shortened


@dataclass
class Draft:
    """An article in the making, and what became of the lines that are not in it as they were."""

    values: Values
    parts: list[Part]
    body: list[str] = field(default_factory=list)
    taken: dict[int, str] = field(default_factory=dict)
    """Lines of the file that are not in the body as they were written, each with where their text is."""
    entries: list[Entry] = field(default_factory=list)


class Reader:
    """A mapping made ready to read documents with."""

    def __init__(self, mapping: MarkdownMap, context: Context) -> None:
        """Take a mapping and what values need to be understood."""
        self.mapping = mapping
        self._context = context
        self._labels = Labels(mapping.labels)
        self._headings = by_heading(mapping.headings)
        self._template = frozenset(line.strip() for line in mapping.template)

    def is_report(self, lines: Sequence[Line]) -> bool:
        """Whether a text says what a report does, and not only what happened on a day of one."""
        return any(line.level or ((label := self._labels.of(line)) is not None and label.goes) for line in lines)

    def draft(self, document: Document, lines: Sequence[Line], title: Line | None, dated: date | None) -> Draft:
        """Read a text that is one article; `title` is the heading that names it, `dated` its day."""
        parts = parts_of([line for line in lines if line is not title], self._headings, self._labels)
        if title is not None and parts[0].lines and parts[0].lines[0].level == 7:
            title_line = parts[0].lines.pop(0)
        else:
            title_line = None
        zone = zone_of_times(document.lines) or self.mapping.zone or commonest_zone(lines)
        context = Context(
            zone=zone or self._context.zone,
            year=dated.year if dated is not None else self._context.year,
            as_of=self._context.as_of,
            lists=self._context.lists,
            services=self._context.services,
        )
        kind = self._kind(document, title.title if title is not None else "", parts)
        values = Values(document.path, kind, context, dated, self.mapping.years == "file-name", zone)
        values.remarks += document.remarks
        draft = Draft(values, parts)
        if title_line is not None:
            draft.taken[title_line.number] = "heading"
        self._keys(draft, document, title)
        for part in parts:
            self._part(draft, part)
        self._milestones(draft)
        if dated is not None:
            self._take_all(draft, self.mapping.keys.get("@date", ()), f"{dated}", 1, "@date")
        if kind in ("incident", "maintenance"):
            values.put("zone", zone)
        return draft

    def _kind(self, document: Document, heading: str, parts: Sequence[Part]) -> str:
        said = document.data.get("title")
        title = f"{said if isinstance(said, str) else ''} {heading} {document.name.replace('-', ' ').replace('_', ' ')}"
        there = {folded(part.title) for part in parts}
        for rule in self.mapping.kind:
            if (rule.title and not _says(title, rule.title)) or _says(title, rule.unless):
                continue
            if rule.sections and not there & {folded(section) for section in rule.sections}:
                continue
            if any(str(document.data.get(key)).lower() != value.lower() for key, value in rule.keys.items()):
                continue
            return rule.kind
        return self.mapping.kind[-1].kind

    def _keys(self, draft: Draft, document: Document, title: Line | None) -> None:
        """Take the front matter, in the order of the mapping, then what the mapping does not know."""
        values, heading = draft.values, plain(title.title) if title is not None else ""
        known = {"@heading": heading, "@name": document.name}
        for key, goes in self.mapping.keys.items():
            if key == "@date":
                continue  # of use only where nothing says more
            line = document.key_lines.get(key, title.number if title is not None and key == "@heading" else 1)
            value = known.get(key, document.data.get(key))
            if value in (None, "", [], {}):
                continue
            wholly = self._take_all(draft, goes, value, line, key)
            if key == "@heading" and wholly and title is not None:
                draft.taken[title.number] = "title"
            elif not wholly and not key.startswith("@"):
                values.keep(key, value)
        for key, value in document.data.items():
            if key not in self.mapping.keys and not document.unread and value not in (None, "", [], {}):
                values.keep(key, value)
        if title is not None and title.number not in draft.taken:
            if not values.has("title"):
                values.put("title", heading)
            draft.taken[title.number] = "title" if values.same("title", heading) else "text"
        if title is not None and (draft.taken[title.number] == "text" or "](" in title.title or "][" in title.title):
            draft.body += [f"**{title.title}**", ""]  # a title has no links
        values.put("title", document.name.replace("-", " ").replace("_", " ").strip() or "Untitled")

    def _take_all(self, draft: Draft, goes: Sequence[Goes], value: object, line: int, said: str) -> bool:
        """Take a value to all its places; whether what it says is wholly there. What is not understood is remarked."""
        wholly = False
        for one in goes:
            if one.to.startswith(SECTION):
                draft.parts.append(Part(one.to.removeprefix(SECTION), (one,), (), 2, str(value)))
                wholly = True
                continue
            try:
                wholly = draft.values.take(one, value, line) or wholly
            except (ValueError, TypeError) as error:
                draft.values.remark(line, f"`{shortened(said, limit=40)}`: {error}; it is kept as text")
        return wholly

    def _part(self, draft: Draft, part: Part) -> None:
        """Write a part to the body, without the lines that the front matter says wholly."""
        before = len(draft.taken)
        if self._is_field(draft, part):
            return
        if part.is_label and not part.goes:
            message = f"The mapping does not know the label `{shortened(part.title)}`; it becomes a section"
            draft.values.remark(part.opening[0].number, message)
        if part.is_timeline:
            lines = self._timeline(draft, part)
        else:
            kept = [line for line in part.lines if not self._is_taken(draft, line)]
            lines = [line.text for line in kept]
            shift = 2 - part.level if part.level else 0
            lines = [
                "#" * min(max(line.level + shift, 3), 6) + f" {line.title}" if 0 < line.level < 7 else line.text
                for line in kept
                if line.level != 7
            ]
            draft.taken |= {line.number: "heading" for line in kept if line.level}
        if part.is_label or part.beside:
            lines = dedented(lines)
            if part.beside.strip():
                lines = [part.beside.strip(), *(["", *lines] if lines and _begins_list(lines[0]) else lines)]
        if not any(line.strip() for line in lines) and part.opening and len(draft.taken) > before:
            for line in part.opening:
                draft.taken[line.number] = "heading"
            return
        self._write(draft, part, lines)

    def _is_field(self, draft: Draft, part: Part) -> bool:
        """Take a part that is one value: `### Status`, and a word below it. Whether nothing of it is left."""
        fields = [one for one in part.goes if not one.to.startswith(SECTION)]
        text = " ".join(line.text.strip() for line in part.lines if line.text.strip())
        if not fields or not text or len(text) > 400:
            return False
        if not self._take_all(draft, fields, text, part.opening[0].number, part.title):
            return False
        for line in (*part.opening, *part.lines):
            if line.text.strip():
                draft.taken[line.number] = fields[0].to
        return True

    def _is_taken(self, draft: Draft, line: Line) -> bool:
        """Take what a labelled line says; whether nothing of it is left to be kept."""
        if line.text.strip() in self._template and line.text.strip():
            draft.taken[line.number] = "template"
            return True
        for goes, value in self._labels.cells(line):
            self._take_all(draft, goes, value, line.number, value)
        label = self._labels.of(line)
        if label is None or label.goes is None or not label.value.strip():
            return False
        if self._take_all(draft, label.goes, label.value, line.number, label.name):
            draft.taken[line.number] = label.goes[0].to
            return True
        return False

    def _timeline(self, draft: Draft, part: Part) -> list[str]:
        values = draft.values
        lines = part.lines
        timeline = Timeline(lines, values.dated, values.context.zone if values.zone else "", values.zone)
        for number, doubt in timeline.doubts:
            values.remark(number, doubt)
        draft.entries += timeline.entries
        for number in timeline.rewritten:
            draft.taken[number] = "timeline"
        if not timeline.entries:
            part.goes = tuple(one for one in part.goes if not one.to.startswith(SECTION))
        return timeline.text

    def _write(self, draft: Draft, part: Part, lines: list[str]) -> None:
        body, title = draft.body, part.title.strip(" *:")
        written = [at for at, line in enumerate(lines) if line.strip()]
        lines = lines[written[0] : written[-1] + 1] if written else []
        has_code = any(line.text.strip() and not line.prose.strip() for line in part.lines)
        if not has_code and any(line.number in draft.taken for line in part.lines):
            lines = [line for at, line in enumerate(lines) if line.strip() or lines[at - 1].strip()]
        if not part.opening and not part.section:
            title = self.mapping.intro if any(line.strip() for line in lines) else ""
        if part.section:
            known = KINDS[draft.values.kind].section_name
            same = known(title) is not None and known(title) == known(part.section)
            renamed = title if same or f"## {part.section}" in body else part.section
            title = renamed
        if title:
            if body and body[-1].strip():
                body.append("")
            body += [f"## {title}", ""]
        body += lines
        for line in part.opening:
            draft.taken.setdefault(line.number, "heading")
        if body and body[-1].strip():
            body.append("")

    def _milestones(self, draft: Draft) -> None:
        values = draft.values
        if values.kind != "incident":
            return
        for milestone, entry in milestone_times(draft.entries, self.mapping.milestones):
            values.put(f"times.{milestone}", entry.at)
        times = values.front.get("times")
        for milestone in self.mapping.coarse:
            if isinstance(times, dict) and milestone not in times:
                later = [times[one] for one in ("acknowledged", "declared", "mitigated", "resolved") if one in times]
                day = next((said for said in later if isinstance(said, str)), "").lstrip("~")[:10]
                if day and values.put(f"times.{milestone}", day):
                    values.remark(0, f"No time is given for `{milestone}`; it is known to the day, {day}")


def _begins_list(line: str) -> bool:
    return line.lstrip()[:1] in ("-", "*", "+", ">", "|", "#", "`") or line.lstrip()[:2].rstrip(".)").isdigit()


def _says(title: str, words: Sequence[str]) -> bool:
    """Whether a title has one of some words or phrases, in their plural or past, too."""
    return any(re.search(rf"\b{re.escape(word)}(?:s|d|ed)?\b", title, re.IGNORECASE) for word in words)
