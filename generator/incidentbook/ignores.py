"""Comments in front matter that silence a finding: `# incidentbook: ignore KB309 the log gives no other time`."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from incidentbook.diagnostics import CODES

HOW = "Write `# incidentbook: ignore KB309 and the reason`."
_MARK = b"incidentbook:"
_COMMENT = re.compile(r"(?P<before>|.*?[ \t])#[ \t]*incidentbook:(?P<said>.*)")
_CODE = re.compile(r"[A-Za-z]{1,3}\d{1,4}")
_LAST_LINE = 1_000_000_000


class Ignore(NamedTuple):
    """One comment: where it stands, what it says, and the lines for which it says it."""

    line: int
    column: int
    codes: tuple[str, ...]
    reason: str
    first: int
    last: int

    def covers(self, code: str, line: int) -> bool:
        """Whether it silences a finding."""
        return bool(self.reason) and code in self.codes and self.first <= line <= self.last


def ignores_in(content: bytes, *, markdown: bool) -> tuple[Ignore, ...]:
    """Return the comments of a file that is YAML, or of the front matter of one that is Markdown.

    At the end of a line a comment is for that line and what is indented below it. On a line of its own it is for the
    next entry if it is indented, and otherwise for the whole file.
    """
    if _MARK not in content:
        return ()
    text = content.decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if markdown:
        text = _front_matter(text)
    found = []
    for number, line in enumerate(text):
        match = _COMMENT.match(line)
        if match is not None:
            codes, reason = _said(match["said"])
            first, last = _lines_meant(text, number, match["before"])
            found.append(Ignore(number + 1, len(match["before"]) + 1, codes, reason, first, last))
    return tuple(found)


def _front_matter(lines: list[str]) -> list[str]:
    """Return the lines up to the end of the front matter."""
    marks = (number for number, line in enumerate(lines) if line.strip() == "---")
    next(marks, None)
    return lines[: next(marks, 0)]


def unknown(ignore: Ignore) -> list[str]:
    """Return the codes of a comment that there are not."""
    return [code for code in ignore.codes if code not in CODES]


def _said(comment: str) -> tuple[tuple[str, ...], str]:
    words = comment.split()
    if words[:1] != ["ignore"]:
        return (), comment.strip()
    codes = []
    for word in words[1:]:
        code = word.strip(",;:")
        if _CODE.fullmatch(code) is None:
            break
        codes.append(code.upper())
    reason = " ".join(words[1 + len(codes) :])
    return tuple(codes), reason if any(map(str.isalnum, reason)) else ""


def _lines_meant(lines: Sequence[str], number: int, before: str) -> tuple[int, int]:
    """Return the first and the last line, from 1, that a comment on a line (from 0) is for."""
    if before.strip():
        return number + 1, _end_of_entry(lines, number)
    if not before:
        return 1, _LAST_LINE
    following = (at for at in range(number + 1, len(lines)) if lines[at].strip()[:1] not in ("", "#"))
    entry = next(following, number)
    return entry + 1, _end_of_entry(lines, entry)


def _end_of_entry(lines: Sequence[str], number: int) -> int:
    """Return the last line, from 1, of what begins on a line (from 0): what is indented below belongs to it."""
    indent = _indent(lines[number])
    of_key = not lines[number].lstrip().startswith("- ")
    last = number
    for at in range(number + 1, len(lines)):
        rest = lines[at].strip()
        if not rest:
            continue
        beside = _indent(lines[at]) == indent and (rest[0] in "]}" or (of_key and rest.startswith("- ")))
        if _indent(lines[at]) <= indent and not beside:
            break
        last = at
    return last + 1


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())
