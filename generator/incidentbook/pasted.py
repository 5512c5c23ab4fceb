"""What people paste, as text to compare: of JSON what it says, the alerts that it names and the services.

The rules know no tool's format, only the names of keys, and a script in a browser follows the same
(`search/pasted.js`); `tests/tables/pasted.json` holds cases for both:

1. Of the text, and of every string in a document: CRLF and CR are LF, a terminal's colours (ESC `[`, digits and `;`, a
   letter) and a byte order mark at the beginning are left out, and half a surrogate pair is U+FFFD.
2. If all of the text is one JSON object or list (what `JSON.parse` takes: no NaN, no comments), that is the document.
   Else every line that begins with `{`, spaces and tabs aside, and is a JSON object, is a document, and the other
   lines are what they are. JSON that Python cannot read as it is nested too deeply is text.
3. A document is walked in the order of its keys, down to level 32 (the document itself is level 0); a string that is
   itself a JSON object or list is walked in its place, one level down. Numbers, true, false and null say nothing. Of a
   key only its letters A to Z and digits count, in small letters: `alert_name`, `alertName` and `alert.name` are one.
   - A string has the key that it, or the list that it is in, has in an object. Space, tab and LF around it are left
     out. An empty one, and one that is an address from beginning to end (`https?://` and no white space), is skipped.
   - Under `tags` or `labels` it is split at commas, and a part `key:value` or `key=value`, whichever sign comes first,
     is a string `value` with the key `key`. Other parts have the key `tags`.
   - Under a key of `SERVICES`, or of `OF_A_SERVICE` in an object that itself is under a key of `SERVICES`, it names a
     service, and nothing else.
   - Under a key of `ALERTS` or `PERHAPS_ALERTS` it names an alert. Names are of one line and at most 200 characters.
   - Under a key of `ALERTS` or `TEXTS`, or at any depth in an object under a key of `TOLD_WHOLE` (but for what is in an
     object under a key of `SERVICES`), it is said.
4. The text is what a document says, each string once, with LF between them; where it says nothing, all its strings;
   where it has none, the document as it stands. A document in a line takes the place of that line.
5. In lines that are no document, `key=value`, `key="value"` (up to one space or tab on each side of the sign) and
   `"key": "value"` name alerts (`ALERTS` only) and services, too.
6. Names stand in the order in which they come first, each once: those of rule 5 after all others.
"""

import json
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

DEEPEST = 32
"""Levels of a document that are looked into."""
LONGEST_NAME = 200
"""Characters of the name of an alert or a service."""

ALERTS = frozenset("alertname alert alertrule rulename alarm alarmname monitorname check checkname".split())
PERHAPS_ALERTS = frozenset("name title rule monitor policyname conditionname triggername".split())
"""Keys that name much else, too: what they name is an alert only if an article knows it."""
SERVICES = frozenset(
    """
    service services servicename serviceid impactedservices affectedservices businessservice job app appname
    application applicationname component components container containername deployment workload host hostname instance
    node system cmdbci resource entity
    """.split()
)
OF_A_SERVICE = frozenset("name displayname displayvalue value summary id key title".split())
TEXTS = frozenset(
    """
    summary description shortdescription alarmdescription newstatereason statereason message msg title alerttitle
    subject error err errors errormessage exception exceptionmessage stack stacktrace trace backtrace cause reason body
    text content detail details customdetails annotations commonannotations output log event eventmessage note notes
    comment comments worknotes
    """.split()
)
TOLD_WHOLE = frozenset(
    "annotations commonannotations details customdetails error errors err exception body content".split()
)

_BEGINS_JSON = re.compile(r"[ \t\n]*[{\[]")
_BEGINS_OBJECT = re.compile(r"[ \t]*\{")
_NO_PART_OF_KEY = re.compile(r"[^a-z0-9]+")
_ADDRESS = re.compile(r"https?://[^ \t\n]*")
_TAG = re.compile(r"([^:=]+)[:=](.*)", re.DOTALL)
_PAIR = re.compile(
    r"(?<![A-Za-z0-9_.-])([A-Za-z][A-Za-z0-9_.-]{0,63})"
    r"(?:[ \t]?=[ \t]?(?:\"([^\"\n]*)\"|([^ \t\n\"',;(){}\[\]]+))|\"[ \t]*:[ \t]*\"([^\"\n]*)\")"
)
_WHITE_SPACE = " \t\n"
_HALF_PAIR = re.compile("[\ud800-\udfff]")
_COLOURS = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")


class Pasted(NamedTuple):
    """What was pasted, in the form in which it is compared."""

    text: str
    """What was said, in lines; of a log or a stack trace all of it."""
    alerts: tuple[str, ...] = ()
    """Names that may be those of alerts, as they are written."""
    services: tuple[str, ...] = ()
    """Names that may be those of services, of hosts and the like, as they are written."""
    lines: tuple[int, ...] = ()
    """For each line of the text the line of what was pasted that it comes from, from 1; 0 where that is not known, in a
    document of several lines. Empty if they are the same lines."""
    whole: str = ""
    """What was pasted, documents as they stand, where the text is another."""

    def line(self, number: int) -> int:
        """Return the line of what was pasted, from 1 or 0 for unknown, for a line of the text."""
        return self.lines[number - 1] if self.lines else number


def read(text: str) -> Pasted:
    """Read what was pasted. There is nothing that it cannot read."""
    text = _in_order(text)
    found = _Found()
    said, lines = text, []
    if _BEGINS_JSON.match(text) and (document := _document(text)) is not None:
        said = found.take_in(document) or text
        lines = [0 if "\n" in text.strip(_WHITE_SPACE) else 1] * (said.count("\n") + 1)
    elif "{" in text and any(map(_BEGINS_OBJECT.match, text.split("\n"))):
        said, lines = _line_by_line(text, found)
    else:
        found.take_pairs(text)
    alerts, services = tuple(found.alerts), tuple(found.services)
    return Pasted(text, alerts, services) if said == text else Pasted(said, alerts, services, tuple(lines), text)


def _in_order(text: str) -> str:
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return _HALF_PAIR.sub("\ufffd", _COLOURS.sub("", text) if "\x1b" in text else text)


def _line_by_line(text: str, found: "_Found") -> tuple[str, list[int]]:
    """Return a text with what its documents say in their place, and for each line of it the line that it comes from."""
    parts: list[str] = []
    plain: list[str] = []
    lines: list[int] = []
    for number, line in enumerate(text.split("\n"), 1):
        document = _document(line) if _BEGINS_OBJECT.match(line) else None
        said = found.take_in(document) if document is not None else ""
        if document is None:
            plain.append(line)
        parts.append(said or line)
        lines += [number] * (parts[-1].count("\n") + 1)
    found.take_pairs("\n".join(plain))
    return "\n".join(parts), lines


class _Found:
    """What has been found so far, in order: the keys of dictionaries."""

    def __init__(self) -> None:
        self.alerts: dict[str, None] = {}
        self.services: dict[str, None] = {}

    def take_in(self, document: object) -> str:
        """Keep the names in a document, and return what it says: nothing if it has no strings."""
        said: dict[str, None] = {}
        every: dict[str, None] = {}
        for key, below, string in _strings(document, "", "", 0):
            every[string] = None
            if key in SERVICES or (below == "service" and key in OF_A_SERVICE):
                _name(self.services, string)
                continue
            if key in ALERTS or key in PERHAPS_ALERTS:
                _name(self.alerts, string)
            if key in ALERTS or key in TEXTS or below == "text":
                said[string] = None
        return "\n".join(said or every)

    def take_pairs(self, text: str) -> None:
        """Keep the names in text that is no document."""
        for pair in _PAIR.finditer(text):
            key, value = _key(pair[1]), pair[2] or pair[3] or pair[4] or ""
            if key in SERVICES:
                _name(self.services, value)
            elif key in ALERTS:
                _name(self.alerts, value)


def _strings(value: object, key: str, below: str, level: int) -> Iterator[tuple[str, str, str]]:
    """Yield each string of a document with its key, and whether it is `below` a `service`, a `text` or nothing."""
    if level > DEEPEST:
        return
    if isinstance(value, dict):
        below = "service" if key in SERVICES else "text" if key in TOLD_WHOLE or below == "text" else ""
        for name, inner in value.items():
            yield from _strings(inner, _key(name), below, level + 1)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner, key, below, level + 1)
    elif isinstance(value, str):
        string = _in_order(value)
        document = _document(string) if _BEGINS_JSON.match(string) else None
        if document is not None:
            yield from _strings(document, key, below, level + 1)
        elif key in {"tags", "labels"}:
            for part in string.split(","):
                tag = _TAG.fullmatch(part)
                yield from _told(_key(tag[1]) if tag else "tags", below, tag[2] if tag else part)
        else:
            yield from _told(key, below, string)


def _told(key: str, below: str, string: str) -> Iterator[tuple[str, str, str]]:
    string = string.strip(_WHITE_SPACE)
    if string and not _ADDRESS.fullmatch(string):
        yield key, below, string


def _name(names: dict[str, None], string: str) -> None:
    string = string.strip(_WHITE_SPACE)
    if string and "\n" not in string and len(string) <= LONGEST_NAME:
        names[string] = None


def _key(name: str) -> str:
    return _NO_PART_OF_KEY.sub("", name.lower())


def _document(text: str) -> Any | None:
    """Return a JSON object or list; None for any other text."""
    try:
        value = _READER.decode(text)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, (dict, list)) else None


def _refused(constant: str) -> None:
    raise ValueError(constant)


def _nothing(number: str) -> None:  # noqa: ARG001 - Python reads no number of more than 4,300 digits, a browser does
    return None


_READER = json.JSONDecoder(parse_constant=_refused, parse_int=_nothing, parse_float=_nothing)
