"""An author's file with what its source has changed: keys and sections are replaced at their places, and not one other
byte is. Whatever comes of it is read again; where that is not what was meant, nothing is changed.
"""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from incidentbook.merging import KeyChange, Merged, SectionChange, SectionName, Told, cut, sections_of_text
from incidentbook.parsing import is_trusted
from incidentbook.source import read_source, read_yaml
from incidentbook.written_yaml import Value, key_lines
from incidentbook.yaml_edits import with_key, without_key
from incidentbook.yaml_text import Data

_RULE = re.compile(r"---[ \t]*")
_MARK = "\ufeff"


class Uneditable(Exception):  # noqa: N818 - it says what the file is
    """A file in which nothing can be replaced with certainty, and why."""


class _Parts(NamedTuple):
    """A file of which the parts together are its text again."""

    before: str
    """A byte order mark and the first line of dashes."""
    yaml: str
    between: str
    """The second line of dashes."""
    body: str
    crlf: bool


def new_file(front_matter: Mapping[str, Value], body: str) -> bytes:
    """Return the file of a new article."""
    lines = [line for key, value in front_matter.items() for line in key_lines(key, value)]
    text = body.strip("\n")
    return "\n".join(["---", *lines, "---", *(["", text] if text else []), ""]).encode()


def told_by(path: str, content: bytes) -> Told:
    """Return what a file says. Raises `Uneditable` where that is not certain."""
    parts = _parts(path, content)
    source = read_source(path, content) if path.endswith(".md") else read_yaml(path, content)
    if not is_trusted(source):
        raise Uneditable("its front matter is broken; `incidentbook check` says where")
    return Told(source.data, sections_of_text(parts.body))


def edited(path: str, content: bytes, merged: Merged, order: Told) -> bytes:
    """Return the file with what the source has changed; `order` is what the source says, in its order.

    Raises `Uneditable` where that cannot be done with certainty.
    """
    if not merged.keys and not merged.sections:
        return content
    before = told_by(path, content)
    parts = _parts(path, content)
    try:
        yaml = _with_keys(parts.yaml, merged.keys, order.front_matter)
    except ValueError as error:
        raise Uneditable(str(error)) from error
    text = f"{parts.before}{yaml}{parts.between}{_with_sections(parts.body, merged.sections, list(order.sections))}"
    if not path.endswith(".md") and not text.endswith("\n"):
        text += "\n"
    after = (text.replace("\n", "\r\n") if parts.crlf else text).encode("utf-8")
    if told_by(path, after) != _expected(before, merged):
        raise Uneditable("its front matter is written in a way in which single keys cannot be replaced")
    return after


def _parts(path: str, content: bytes) -> _Parts:
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Uneditable("it is not UTF-8") from error
    crlf = "\r\n" in text
    if crlf:
        if text.count("\n") != text.count("\r\n"):
            raise Uneditable("some of its lines end with CRLF and others with LF")
        text = text.replace("\r\n", "\n")
    if not path.endswith(".md"):
        return _Parts("", text, "", "", crlf)
    lines = text.split("\n")
    closing = next((at for at, line in enumerate(lines) if at and _RULE.fullmatch(line)), None)
    if closing is None or not _RULE.fullmatch(lines[0].removeprefix(_MARK)):
        raise Uneditable("it does not begin with front matter between two lines of dashes")
    body = "\n".join(lines[closing + 1 :])
    is_last = closing == len(lines) - 1
    between = f"\n{lines[closing]}" if is_last else f"\n{lines[closing]}\n"
    return _Parts(f"{lines[0]}\n", "\n".join(lines[1:closing]), between, body, crlf)


def _with_keys(text: str, changes: Sequence[KeyChange], front_matter: Mapping[str, Data]) -> str:
    for at, value in changes:
        if value is None:
            text = without_key(text, at)
            continue
        beside = front_matter[at[0]] if len(at) > 1 else front_matter
        text = with_key(text, at, value, list(beside) if isinstance(beside, Mapping) else [])
    return text


def _with_sections(body: str, changes: Sequence[SectionChange], order: Sequence[SectionName]) -> str:
    if not changes:
        return body
    parts = dict(cut(body))
    for name, text in changes:
        if text is None:
            parts.pop(name, None)
        elif name in parts:
            parts[name] = f"{_lead(parts[name])}{text}{_tail(parts[name])}"
        else:
            parts = _inserted(parts, name, text, order)
    *pieces, last = [piece for piece in parts.values() if piece.strip()] or [""]
    # What was the last one may have ended without a blank line.
    parted = [piece if piece.endswith("\n\n") else piece.rstrip("\n") + "\n\n" for piece in pieces]
    return _lead(body) + "".join([*parted, last]).lstrip("\n")


def _inserted(
    parts: dict[SectionName, str], name: SectionName, text: str, order: Sequence[SectionName]
) -> dict[SectionName, str]:
    """Add a section behind the nearest of those that come before it at the source."""
    earlier = [one for one in order[: order.index(name)] if one in parts]
    names = list(parts)
    at = names.index(earlier[-1]) + 1 if earlier else min(1, len(names))
    pairs = list(parts.items())
    return dict([*pairs[:at], (name, f"{text}\n"), *pairs[at:]])


def _lead(text: str) -> str:
    return text[: len(text) - len(text.lstrip("\n"))]


def _tail(text: str) -> str:
    return text[len(text.rstrip("\n")) :] or "\n"


def _expected(before: Told, merged: Merged) -> Told:
    """Return what the file must say afterwards."""
    data = {key: dict(one) if isinstance(one, dict) else one for key, one in before.front_matter.items()}
    for at, value in merged.keys:
        holder = data
        if len(at) > 1:
            inner = data[at[0]]
            if not isinstance(inner, dict):
                raise Uneditable(f"`{at[0]}` is no mapping")
            holder = inner
        if value is None:
            holder.pop(at[-1], None)
        else:
            holder[at[-1]] = value
        if len(at) > 1 and not holder:
            del data[at[0]]
    sections = dict(before.sections)
    for name, text in merged.sections:
        if text is None:
            sections.pop(name, None)
        else:
            sections[name] = text
    return Told(data, sections)
