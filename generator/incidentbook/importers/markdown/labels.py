"""Labelled lines: `- **Impact**: …`, `First detected 2020-08-07 15:51`, `| Start time | … |`."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

from incidentbook.importers.markdown.documents import Line
from incidentbook.importers.markdown.mapping import Goes

_BOLD = re.compile(
    r"(?P<indent>[ \t]*)(?P<bullet>(?:[-*+]|\d{1,3}[.)])[ \t]+)?(?P<mark>\*\*|__)(?P<label>[^*_\n:]{2,60}?)"
    r":?[ \t]*(?P=mark)[ \t]*:?[ \t]*(?P<value>.*)"
)
_MAX_CELLS = 40


class Label(NamedTuple):
    """A line with a label."""

    name: str
    """As it is written."""
    goes: tuple[Goes, ...] | None
    """Where it goes; None where the mapping does not know it."""
    indent: int
    bold: bool
    value: str


class Labels:
    """The labels of a mapping, looked for at the beginning of lines."""

    def __init__(self, known: Mapping[str, tuple[Goes, ...]]) -> None:
        """Take the labels with what they become."""
        self._known = {folded(name): goes for name, goes in known.items()}

    @cached_property
    def _plain(self) -> re.Pattern[str]:
        words = sorted(
            (re.escape(name).replace(r"\ ", r"\s+") for name in self._known), key=lambda one: (-len(one), one)
        )
        return re.compile(
            rf"(?P<indent>[ \t]*)(?P<bullet>(?:[-*+]|\d{{1,3}}[.)])[ \t]+)?(?P<label>{'|'.join(words)})"
            r"(?P<colon>[ \t]*:|(?=[ \t]+~?\d))[ \t]*(?P<value>.*)",
            re.IGNORECASE,
        )

    def of(self, line: Line) -> Label | None:
        """Return the label that a line begins with; an unknown one only if it is bold."""
        if not line.prose.strip() or line.level:
            return None
        match = _BOLD.match(line.text) if "**" in line.text or "__" in line.text else None
        if match is not None:
            goes = self._known.get(folded(match["label"]))
            if goes is not None or ":" in match[0][: len(match[0]) - len(match["value"])]:
                return Label(match["label"].strip(), goes, len(match["indent"]), bold=True, value=match["value"])
        plain = self._plain.match(line.text) if self._known else None
        if plain is None:
            return None
        goes = self._known[folded(plain["label"])]
        return Label(plain["label"].strip(), goes, len(plain["indent"]), bold=False, value=plain["value"])

    def knows(self, name: str) -> bool:
        """Whether the mapping knows a label."""
        return folded(name) in self._known

    def cells(self, line: Line) -> Iterator[tuple[tuple[Goes, ...], str]]:
        """Yield the known labels in a row of a table, each with the cell beside it."""
        if not line.prose.lstrip().startswith("|") or not self._known:
            return
        cells = [cell.strip() for cell in line.text.strip().strip("|").split("|")[:_MAX_CELLS]]
        for name, value in zip(cells[::2], cells[1::2], strict=False):
            goes = self._known.get(folded(name))
            if goes is not None and value:
                yield goes, value


def folded(name: str) -> str:
    """Return a label or heading as it is compared: without marks, in small letters, without the sign at its end."""
    return " ".join(name.replace("*", "").replace("`", "").split()).strip(" _:?.").lower()


def by_heading(known: Mapping[str, tuple[Goes, ...]]) -> dict[str, tuple[Goes, ...]]:
    """Return the headings of a mapping as they are compared."""
    return {folded(name): goes for name, goes in known.items()}


def heading_goes(title: str, known: Mapping[str, tuple[Goes, ...]]) -> tuple[Goes, ...] | None:
    """Return where a heading goes, whatever its case and the signs around it."""
    return known.get(folded(title))


def all_labels(lines: Iterable[Line]) -> Iterator[str]:
    """Yield every bold label, as a guess looks for them."""
    for line in lines:
        match = _BOLD.match(line.text) if line.prose.strip() and ("**" in line.text or "__" in line.text) else None
        if match is not None and (match["bullet"] or ":" in match[0][: len(match[0]) - len(match["value"])]):
            yield match["label"].strip()
