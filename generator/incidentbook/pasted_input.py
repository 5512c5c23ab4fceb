"""What somebody hands over to be looked through, from a file or standard input: the end of it, as text."""

import sys
from pathlib import Path
from typing import BinaryIO, NamedTuple

from incidentbook.errors import IncidentbookError
from incidentbook.text import shortened

MOST_BYTES = 1 << 20
"""Of what is longer the end is taken: that is where a log has the error."""
_CHUNK = 1 << 20
_MARKS = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
_COMPRESSED = {b"\x1f\x8b": "zcat", b"\x28\xb5\x2f\xfd": "zstdcat", b"\xfd7zXZ": "xzcat", b"BZh": "bzcat"}
_INNER_BYTES = bytes(range(0x80, 0xC0))
"""Of a letter that is cut in two."""
_MOSTLY = 10
"""A tenth: more characters than that which no text has, and it is none."""
_OF_TEXT = "\t\n\r\x0b\x0c\x1b\x08"


class Taken(NamedTuple):
    """What is looked through."""

    text: str
    lines_before: int = 0
    """Lines of the whole that were left out before it."""
    notes: tuple[str, ...] = ()
    """Sentences for whoever handed it over."""


def take(file: str | None) -> Taken:
    """Take a file, or standard input for `-` or nothing. Raises IncidentbookError where there is nothing to read."""
    if file is None or file == "-":
        return _standard_input()
    try:
        with Path(file).open("rb") as stream:
            return _taken(stream, f"`{shortened(file)}`", file)
    except FileNotFoundError as error:
        hint = "to look for words, use `incidentbook search`; to paste a text, call `incidentbook match` alone"
        raise IncidentbookError(f"There is no file `{shortened(file)}`; {hint}.") from error
    except IsADirectoryError as error:
        raise IncidentbookError(f"`{shortened(file)}` is a folder; name a file in it.") from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise IncidentbookError(f"`{shortened(file)}` cannot be read: {reason}.") from error


def _standard_input() -> Taken:
    stream = getattr(sys.stdin, "buffer", None)
    if stream is None:
        raise IncidentbookError("There is no standard input; name a file.")
    if stream.isatty():
        end = "Ctrl-Z and Enter" if sys.platform == "win32" else "Ctrl-D"
        sys.stderr.write(f"Paste the error, the log or the alert here, then press Enter and {end}.\n")
        sys.stderr.flush()
    return _taken(stream, "standard input", "")


def _taken(stream: BinaryIO, name: str, file: str) -> Taken:
    first = b""
    content = bytearray()
    dropped = lines = 0
    while chunk := stream.read(_CHUNK):
        first = first or bytes(chunk[:8])
        content += chunk
        if (more := len(content) - MOST_BYTES) > 0:
            lines += content.count(b"\n", 0, more)
            dropped += more
            del content[:more]
    for mark, program in _COMPRESSED.items():
        if first.startswith(mark):
            how = f"{program} {file} | incidentbook match" if file else f"unpack it with {program} first"
            raise IncidentbookError(f"{name} is compressed; {how}.")
    text, lost = _decoded(bytes(content), first, dropped)
    if dropped:
        # The line that is cut in two is left out.
        rest = text.partition("\n")[2]
        lines, text = (lines + 1, rest) if rest else (lines, text)
    strange = sum(text.count(chr(code)) for code in range(32) if chr(code) not in _OF_TEXT) + lost
    if strange * _MOSTLY > len(text):
        raise IncidentbookError(f"{name} is not text; name a log, a stack trace or an alert as JSON.")
    notes = []
    if dropped:
        size = (dropped + len(content)) / 1e6
        notes.append(f"{name} has {size:,.1f} MB; only the last 1 MB is looked through, from line {lines + 1:,} on.")
    if lost:
        places = "1 place is" if lost == 1 else f"{lost:,} places are"
        notes.append(f"in {name} {places} no UTF-8 and taken as `\ufffd`.")
    return Taken(text, lines, tuple(notes))


def _decoded(content: bytes, first: bytes, dropped: int) -> tuple[str, int]:
    """Return bytes as text, and in how many places they are none."""
    encoding = next((name for mark, name in _MARKS.items() if first.startswith(mark)), "utf-8")
    if encoding != "utf-8" and dropped % 2:
        content = content[1:]
    elif encoding == "utf-8" and dropped:
        content = content.lstrip(_INNER_BYTES)
    text = content.decode(encoding, "replace")
    # What the text has of these marks itself was lost by somebody else.
    return text, max(text.count("\ufffd") - content.count("\ufffd".encode(encoding)), 0)
