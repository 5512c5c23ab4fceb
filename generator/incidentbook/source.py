"""From the bytes of a file to its parts: text, front matter with places, body. Whatever the bytes, something is read
and every fault is said.
"""

import re
from dataclasses import dataclass, field
from itertools import islice

from frontmatter.default_handlers import YAMLHandler

from incidentbook.dense_markup import thinned
from incidentbook.diagnostics import Diagnostic, diagnostic
from incidentbook.html_balance import balance
from incidentbook.markdown_text import Scan, scan
from incidentbook.text import CONTROL
from incidentbook.yaml_text import Data, YamlText

_HANDLER = YAMLHandler()
_KEY_LINE = re.compile(r"[A-Za-z_][\w-]*:(?:\s|$)")
_HEADING = re.compile(r"\n[ \t]*\n#{1,6} ")
# What editors and habits make of the first line: a dash too few, typographic dashes, TOML's marks.
_NEARLY_OPENER = re.compile(r"[-–—+=*_~]{1,5}")
MAX_BYTES = 4_000_000
MAX_IMBALANCES = 20
_UNSEEN = Scan("", None)


@dataclass
class Source:
    """What a file says: its front matter as text values, its body, and the faults found on the way."""

    path: str
    data: dict[str, Data] = field(default_factory=dict)
    body: str = ""
    body_line: int = 1
    diagnostics: list[Diagnostic] = field(default_factory=list)
    seen: Scan = _UNSEEN
    """The scan of the body."""
    yaml: YamlText | None = None
    yaml_line: int = 1

    def place_of(self, location: tuple[str | int, ...], *, of_key: bool = False, value: str = "") -> tuple[int, int]:
        """Return line and column (from 1) of a front matter value, or of its key; see `YamlText.place_of`."""
        if self.yaml is None:
            return self.yaml_line, 1
        place = self.yaml.place_of(location, of_key=of_key, value=value)
        return place.line + self.yaml_line, place.column + 1

    def report(self, line: int, column: int, code: str, message: str, hint: str = "") -> None:
        """Add a finding about this file."""
        self.diagnostics.append(diagnostic(self.path, line, column, code, message, hint))


def read_source(path: str, content: bytes, *, front_matter: bool = True) -> Source:
    """Take a file apart; `front_matter` says whether it must have some."""
    source = Source(path)
    text = _decoded(source, content)
    if not text.strip():
        source.report(1, 1, "KB107", "The file is empty", "Start with `incidentbook new`, or delete it.")
        return source
    _split(source, text, required=front_matter)
    _take_faults(source)
    _mend_body(source)
    return source


def read_yaml(path: str, content: bytes) -> Source:
    """Read a file that is YAML from beginning to end; it may be empty."""
    source = Source(path)
    text = _decoded(source, content)
    lines = text.split("\n")
    if lines[0].rstrip() == "---":
        lines[0] = ""
    _take_yaml(source, "\n".join(lines), 1)
    _take_faults(source)
    return source


def _take_faults(source: Source) -> None:
    if source.yaml is None:
        return
    source.data = source.yaml.data
    for code, place, message, hint in source.yaml.faults:
        source.report(place.line + source.yaml_line, place.column + 1, code, message, hint)


def _decoded(source: Source, content: bytes) -> str:
    if len(content) > MAX_BYTES:
        source.report(
            1, 1, "KB112", f"The file has {len(content):,} bytes; the first {MAX_BYTES:,} are read",
            "Link to long logs instead of pasting them.",
        )  # fmt: skip
        content = content[:MAX_BYTES].decode("utf-8", "ignore").encode()
    if content.startswith(b"\xef\xbb\xbf"):
        source.report(1, 1, "KB105", "The file begins with a byte order mark", "Save it as UTF-8 without BOM.")
        content = content[3:]
    encoding = "utf-8"
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encoding = "utf-16"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        before = content[content.rfind(b"\n", 0, error.start) + 1 : error.start]
        column = len(before.decode(encoding, "replace")) + 1
        byte = f"0x{content[error.start]:02X}"
        source.report(
            line,
            column,
            "KB106",
            f"The byte {byte} here is not UTF-8",
            "Save the file with the encoding UTF-8.",
        )
        text = content.decode(encoding, "replace")
    else:
        if encoding != "utf-8":
            source.report(1, 1, "KB106", "The file is UTF-16", "Save the file with the encoding UTF-8.")
    if "\r" in text:
        line = text.count("\n", 0, text.index("\r")) + 1
        source.report(
            line, 1, "KB113", "Lines end with carriage returns (CRLF)",
            "Save with LF line ends; `* text=auto eol=lf` in .gitattributes keeps it so.",
        )  # fmt: skip
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    match = CONTROL.search(text)
    if match is not None:
        line = text.count("\n", 0, match.start()) + 1
        column = match.start() - (text.rfind("\n", 0, match.start()) + 1) + 1
        source.report(line, column, "KB116", f"The invisible character U+{ord(match[0]):04X} is here", "Delete it.")
        text = CONTROL.sub("\ufffd", text)
    return text


def _split(source: Source, text: str, *, required: bool) -> None:
    lines = text.split("\n")
    first = next(number for number, line in enumerate(lines) if line.strip())
    indent = len(lines[first]) - len(lines[first].lstrip())
    following = next((line.strip() for line in lines[first + 1 :] if line.strip()), "")
    opens = lines[first].strip() == "---"
    if opens and not required:
        closing = next((n for n in range(first + 1, len(lines)) if lines[n].strip() == "---"), None)
        # Without any key this is a rule at the beginning of an ordinary page.
        keys = [following] if closing is None else [line.strip() for line in lines[first + 1 : closing]]
        opens = any(_KEY_LINE.match(key) and (closing is not None or key[0].islower()) for key in keys)
    if opens and (indent or first):
        what = "is indented" if indent else "does not begin on the first line"
        source.report(
            first + 1, indent + 1, "KB103", f"The front matter {what}",
            "Put `---` at the start of the first line, and every key at the start of its line.",
        )  # fmt: skip
        closing = next((n for n in range(first + 1, len(lines)) if lines[n].strip() == "---"), len(lines) - 1)
        dedented = [line[min(indent, len(line) - len(line.lstrip())) :] for line in lines[first : closing + 1]]
        _split_regular(source, "\n".join(dedented + lines[closing + 1 :]), first)
    elif opens or (required and _HANDLER.detect(text)):
        _split_regular(source, text, 0)
    elif required and _KEY_LINE.match(lines[first]):
        _split_unopened(source, lines, first)
    elif required and _NEARLY_OPENER.fullmatch(lines[first].strip()) and _KEY_LINE.match(following):
        _split_unopened(source, lines, first + 1)
    else:
        source.body = text
        if required:
            source.report(1, 1, "KB101", "There is no front matter", _FRONT_MATTER)


_FRONT_MATTER = "Begin the file with `---`, the keys `title:` and so on, and another `---`."


def _split_unopened(source: Source, lines: list[str], first: int) -> None:
    """Read keys that stand where front matter should, without a proper line of dashes before them."""
    if first and lines[first - 1].strip():
        message = f"The front matter begins with `{lines[first - 1].strip()}`"
        source.report(first, 1, "KB101", message, "Write `---`, three hyphens, instead.")
    else:
        source.report(first + 1, 1, "KB101", "The `---` line before the front matter is missing", _FRONT_MATTER)
    boundary = next((n for n in range(first, len(lines)) if lines[n].strip() == "---"), None)
    end = next((n for n in range(first, len(lines)) if not lines[n].strip()), len(lines))
    if boundary is not None and not YamlText("\n".join(lines[first:boundary])).faults:
        end = boundary
    _take_yaml(source, "\n".join(lines[first:end]), first + 1)
    rest = end + 1 if boundary == end else end
    source.body, source.body_line = "\n".join(lines[rest:]), rest + 1


def _split_regular(source: Source, text: str, lines_before: int) -> None:
    boundaries = list(islice(_HANDLER.FM_BOUNDARY.finditer(text), 2))
    if len(boundaries) == 2:
        front, body = _HANDLER.split(text)
        # `split` eats the newline after the first boundary's dashes and any blank lines with them.
        line = lines_before + text.count("\n", 0, boundaries[0].end()) + 1
        if not (heading := _HEADING.search(front)) or not YamlText(front[heading.end() :]).faults:
            _take_yaml(source, front, line)
            source.body = body.removeprefix("\n")
            source.body_line = lines_before + text.count("\n", 0, len(text) - len(source.body)) + 1
            return
        # What follows the heading is no YAML: the second line of dashes is a rule of the body.
    lines = text.split("\n")
    begin = next((n for n in range(1, len(lines)) if lines[n].strip()), len(lines))
    end = next((n for n in range(begin, len(lines)) if not lines[n].strip() or lines[n].startswith("# ")), len(lines))
    source.report(
        lines_before + 1, 1, "KB102", "The front matter opened here is never closed",
        "Put `---` on a line of its own after the last key.",
    )  # fmt: skip
    _take_yaml(source, "\n".join(lines[1:end]), lines_before + 2)
    source.body, source.body_line = "\n".join(lines[end:]), lines_before + end + 1


def _take_yaml(source: Source, text: str, line: int) -> None:
    """Parse the front matter; `line` is the file's line of its first character (from 1)."""
    lines = text.split("\n")
    tabbed = []
    for number, content in enumerate(lines):
        indentation = content[: len(content) - len(content.lstrip())]
        if "\t" in indentation:
            tabbed.append(number)
            source.report(
                line + number, indentation.index("\t") + 1, "KB104", "A tab is used to indent this line",
                "YAML allows only spaces there; use two for a tab.",
            )  # fmt: skip
    source.yaml_line = line
    source.yaml = _without_tabs(lines, tabbed) if tabbed else YamlText(text)


def _without_tabs(lines: list[str], tabbed: list[int]) -> YamlText:
    """Parse lines with spaces instead of tabs, as many as make sense of them."""
    read = []
    for width in (2, 4, 8):
        spaced = list(lines)
        for number in tabbed:
            content = lines[number].lstrip()
            indentation = lines[number][: len(lines[number]) - len(content)]
            spaced[number] = f"{indentation.expandtabs(width)}{content}"
        read.append(YamlText("\n".join(spaced)))
        if not read[-1].faults:
            return read[-1]
    return read[0]


def _mend_body(source: Source) -> None:
    """Close what the body leaves open, so that what is put after it stays outside."""
    seen = scan(source.body)
    if seen.open_fence is not None:
        source.report(
            source.body_line + seen.open_fence.line, 1, "KB114", "The code block opened here is never closed",
            f"Put {seen.open_fence.closing.strip()} on a line of its own after it.",
        )  # fmt: skip
        source.body = f"{source.body.rstrip()}\n{seen.open_fence.closing}\n"
        seen = scan(source.body)
    thin, dense = thinned(source.body, seen.prose)
    if dense:
        for place in dense[:MAX_IMBALANCES]:
            line = source.body.count("\n", 0, place.start)
            source.report(source.body_line + line, 1, "KB120", place.message, "Put it into a code block.")
        source.body, seen = thin, scan(thin)
    mended, imbalances = balance(source.body, seen.prose)
    for imbalance in imbalances[:MAX_IMBALANCES]:
        line_start = source.body.rfind("\n", 0, imbalance.start) + 1
        source.report(
            source.body_line + source.body.count("\n", 0, imbalance.start), imbalance.start - line_start + 1,
            "KB115", imbalance.message, "Close it, or put it in backticks to show it as it is.",
        )  # fmt: skip
    if len(imbalances) > MAX_IMBALANCES:
        source.report(source.body_line, 1, "KB115", f"There are {len(imbalances)} such places in this file")
    source.seen = seen if mended == source.body else scan(mended)
    source.body = mended
