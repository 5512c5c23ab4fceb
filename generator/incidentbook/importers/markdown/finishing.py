"""What an article gets once its parts are read: symptoms, what the mapping sets, what is left of the front matter."""

import re

from incidentbook.importers.markdown.articles import Draft
from incidentbook.importers.markdown.documents import Document
from incidentbook.importers.markdown.labels import folded
from incidentbook.importers.markdown.mapping import MarkdownMap
from incidentbook.importers.markdown.quotes import symptoms_of
from incidentbook.importers.markdown.values import as_written
from incidentbook.instants import parse_instant, zone_named
from incidentbook.kinds import KINDS

_UNPLANNED = re.compile(r"\b(?:unexpected\w*|unplanned|incident|did not complete|failed|went wrong)\b", re.IGNORECASE)
_PLANNED = re.compile(
    r"\b(?:maintenance|migrat\w+|upgrad\w+|update of|version|restart|operation|deployment|removal|planned)\b",
    re.IGNORECASE,
)
_COMMENT = re.compile(r"(?:^|\s)#(?P<said>.*)")
_FIXED_BY = ("workaround", "permanent-fix")


def finish(draft: Draft, document: Document, mapping: MarkdownMap, *, whole: bool = True) -> None:
    """Complete an article; `whole` says that it is the one that keeps what belongs to no part of its document."""
    values = draft.values
    for key, value in mapping.set.items():
        values.put(values.place(key), as_written(value))
    if values.kind == "incident":
        values.put("review", "draft")
    if values.kind in ("known-issue", "symptom") and mapping.symptoms is not None:
        _describe(draft, mapping.symptoms.sections)
    if values.kind == "maintenance":
        _doubt(draft)
    elif values.kind == "incident" and any(rule.kind == "maintenance" for rule in mapping.kind):
        match = _PLANNED.search(str(values.front.get("title", "")))
        if match is not None:
            values.remark(0, f"It is imported as an incident, but “{match[0]}” in its title may be planned work")
    if whole:
        _keep_front_matter(draft, document, mapping)
    values.validate()


def _describe(draft: Draft, sections: tuple[str, ...]) -> None:
    """Say what is seen of a known issue, and how far it is mended."""
    values = draft.values
    wanted = {folded(section) for section in sections}
    lines = [line for part in draft.parts if folded(part.title) in wanted for line in part.lines]
    found = symptoms_of(lines)
    if not found and isinstance(title := values.front.get("title"), str):
        found = [{"text": title}]
    if values.kind == "known-issue":
        values.put("symptoms", found)
        name = KINDS["known-issue"].section_name
        fixed = any(name(line[3:]) in _FIXED_BY for line in draft.body if line.startswith("## "))
        values.put("status", "workaround" if fixed else "investigating")
    elif isinstance(found, list) and found and isinstance(found[0], dict) and "signatures" in found[0]:
        values.put("signatures", found[0]["signatures"])


def _doubt(draft: Draft) -> None:
    """Say where work may not have been planned; and keep an end before its beginning as text: no window has it."""
    values = draft.values
    match = next((match for line in draft.body if (match := _UNPLANNED.search(line)) is not None), None)
    if match is not None:
        values.remark(
            0, f"This is imported as planned work, but speaks of “{match[0]}”: look whether it is an incident"
        )
    actual = values.front.get("actual")
    if not isinstance(actual, dict):
        return
    zone = zone_named(values.zone or "UTC")
    begin, end = actual.get("from"), actual.get("to")
    if not isinstance(begin, str) or not isinstance(end, str):
        return
    if parse_instant(end, zone).latest < parse_instant(begin, zone).earliest:
        del actual["to"]
        values.put("extra.ended", end)
        values.remark(0, f"It ended {end}, before it began, {begin}; the end is kept as `extra.ended`")


def _keep_front_matter(draft: Draft, document: Document, mapping: MarkdownMap) -> None:
    """Keep what the front matter says to people alone, its comments; and all of it where it could not be read."""
    if document.unread:
        draft.body += ["## Front matter of the source", "", "~~~~ yaml"]
        draft.body += [line.text for line in document.front]
        draft.body += ["~~~~", ""]
        return
    known, said = {line.strip() for line in mapping.template}, str(document.data)
    kept = []
    for line in document.front:
        match = _COMMENT.search(line.text) if "#" in line.text else None
        if match is None or not match["said"].strip():
            continue
        if line.text.strip() in known:
            draft.taken[line.number] = "template"
        elif match["said"].strip() not in said:
            kept.append(line.text.strip())
            draft.taken[line.number] = "comment"
    if kept:
        draft.body += [
            "<!-- In the front matter of the source:",
            *(line.replace("--", "- -") for line in kept),
            "-->",
            "",
        ]
