"""A Markdown file of any origin, taken apart: its front matter with lines, its text line by line, its date."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import PurePosixPath

from incidentbook.errors import IncidentbookError
from incidentbook.importers.converters.times import told
from incidentbook.importers.imported import Remark
from incidentbook.markdown_text import scan
from incidentbook.source import read_source
from incidentbook.text import CONTROL
from incidentbook.yaml_text import Data

_HEADING = re.compile(r" {0,3}(?P<marks>#{1,6})(?=[ \t]|$)")
_KEY = re.compile(r"[\"']?([\w.@ -]{1,80}?)[\"']?:(?:\s|$)")
_UNDERLINE = re.compile(r"(?:=+|-{3,})[ \t]*$")
_NOT_A_TITLE = re.compile(r"[ \t]*(?:[-*+>|#]|\d+[.)][ \t]|$)")
_IN_NAME = re.compile(r"(?<!\d)(\d{4})[-_.]?(\d{2})[-_.]?(\d{2})(?!\d)", re.ASCII)
# Faults of the front matter by which a part of it is not among its data.
_UNREAD = frozenset(("KB102", "KB109", "KB110", "KB111", "KB118", "KB120"))
_FATAL = {"KB106": "is not text", "KB112": "is too large"}
_PUBLISHED_WITHIN = timedelta(days=31)
_ENDINGS = (".md.erb", ".html.md.erb", ".markdown", ".mdx", ".md", ".txt")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the text of a document."""

    number: int
    """In its file, from 1."""
    text: str
    prose: str
    """The same with code blanked out."""
    level: int = 0
    """Of the heading that it is; 0 for any other line, and 7 for the line that underlines a heading."""
    title: str = ""
    """Of the heading that it is."""


@dataclass(frozen=True)
class Document:
    """A file as its parts."""

    path: str
    name: str
    """The file's name without its endings."""
    data: dict[str, Data]
    key_lines: dict[str, int]
    """The line of each key of the front matter."""
    front: tuple[Line, ...]
    """The lines of the front matter, its dashes included."""
    unread: bool
    """Whether a part of the front matter is not in `data`."""
    lines: tuple[Line, ...]
    dated: date | None
    """The date in its file's name, else in its first heading or title."""
    remarks: tuple[Remark, ...]


def read_document(path: str, content: bytes) -> Document:
    """Take a file apart. Raises IncidentbookError, with the place, where it is no text that anyone could read."""
    if b"\0" in content[:4096] and content[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        raise IncidentbookError(f"{path} is not text; leave it out of the folder, or name it in `skip` of the mapping.")
    source = read_source(path, content, front_matter=False)
    remarks = []
    unread = False
    for found in source.diagnostics:
        if found.code in _FATAL:
            raise IncidentbookError(f"{path}:{found.line} {_FATAL[found.code]}: {found.message}. {found.hint}".strip())
        if found.line < source.body_line and found.code in _UNREAD:
            unread = True
            remarks.append(Remark(path, found.line, f"{found.message}; the front matter is kept as text"))
    text = _text(content)
    first = source.body_line if source.yaml is not None else 1
    every = text.split("\n")
    lines = tuple(_lines("\n".join(every[first - 1 :]), first))
    front = tuple(Line(number, one, one) for number, one in enumerate(every[: first - 1], 1))
    key_lines = {match[1]: line.number for line in reversed(front) if (match := _KEY.match(line.text)) is not None}
    name = plain_name(path)
    heading = next((line.title for line in lines if 0 < line.level < 7), "")
    said = source.data.get("title")
    dated, doubt = _dated(
        date_in(name), _date_of_title(heading) or _date_of_title(said if isinstance(said, str) else "")
    )
    if doubt:
        remarks.append(Remark(path, 0, doubt))
    return Document(path, name, source.data, key_lines, front, unread, lines, dated, tuple(remarks))


def plain_name(path: str) -> str:
    """Return the name of a file without its endings: `2020-02-25` of `incidents/2020-02-25.html.md.erb`."""
    name = PurePosixPath(path).name
    ending = next((ending for ending in _ENDINGS if name.lower().endswith(ending)), "")
    return name[: len(name) - len(ending)].removesuffix(".html") or name


def date_in(name: str) -> date | None:
    """Return the date in the name of a file: `2020-02-25-nginx`, `pm_20200225`."""
    for match in _IN_NAME.finditer(name):
        try:
            return date(int(match[1]), int(match[2]), int(match[3]))
        except ValueError:
            continue
    return None


def _dated(named: date | None, titled: date | None) -> tuple[date | None, str]:
    """Return the day of a document, and what is doubtful: a report is often named for the day on which it appeared."""
    if named is None or titled is None or named == titled:
        return named or titled, ""
    if timedelta() < named - titled <= _PUBLISHED_WITHIN:
        return titled, ""
    return named, f"The file's name has the date {named}, its title {titled}; that of the name is taken"


def _date_of_title(title: str) -> date | None:
    words = title.split()
    for at in range(min(len(words), 24)):
        try:
            said = told(" ".join(words[at : at + 4]).strip("*_()[],"))
        except ValueError:
            continue
        if said is not None and said.on is not None and not said.coarse:
            return said.on
    return None


def _text(content: bytes) -> str:
    encoding = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    text = content.decode(encoding, "replace").replace("\r\n", "\n").replace("\r", "\n")
    return CONTROL.sub("\ufffd", text)


def _lines(text: str, first: int) -> list[Line]:
    prose = scan(text).prose.split("\n")
    found: list[Line] = []
    for number, (line, seen) in enumerate(zip(text.split("\n"), prose, strict=True), first):
        heading = _HEADING.match(seen) if "#" in seen[:4] else None
        if heading is not None:
            title = line[heading.end() :].strip()
            closed = title.rstrip("#")
            title = closed.rstrip() if closed[-1:] in ("", " ", "\t") else title
            found.append(Line(number, line, seen, len(heading["marks"]), title))
        elif seen[:1] in ("=", "-") and _UNDERLINE.match(seen) and _underlines(found):
            above = found[-1]
            found[-1] = Line(above.number, above.text, above.prose, 1 if seen[0] == "=" else 2, above.text.strip())
            found.append(Line(number, line, seen, 7))
        else:
            found.append(Line(number, line, seen))
    return found


def _underlines(found: list[Line]) -> bool:
    """Whether what is above is one line of plain text, which a row of dashes makes a heading."""
    if not found or found[-1].level or not found[-1].prose.strip() or _NOT_A_TITLE.match(found[-1].prose):
        return False
    return len(found) == 1 or not found[-2].text.strip() or found[-2].level > 0
