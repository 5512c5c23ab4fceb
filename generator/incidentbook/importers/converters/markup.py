"""Texts of tools as Markdown: plain text, code, the Markdown of strangers. Whatever they say, they stay text: nothing
in them runs in a reader's browser, includes a file or ends the section that they stand in.
"""

import re

from incidentbook.importers.converters.context import Context
from incidentbook.importers.converters.lookups import cleaned

_BACKSLASHED = re.compile(r"[\\*]|\{(?=\s*[:#.]|[^{}]*=)|\[(?=\^)")
# What a backslash does not keep from meaning something, to the site or to its search.
_ENTITIES = re.compile(
    r"`|(?<![^\W_])_|_(?![^\W_])|\](?=[(\[:])|~(?=~)|\^(?=\^)|=(?==)|<(?=[A-Za-z/!?])|&(?=#?\w{1,32};)"
)
_HTML = re.compile(r"<(?=[A-Za-z/!?])")
_BEGINS_BLOCK = re.compile(r"#|>|[-+]|!{3}")
_BEGINS_OTHER = re.compile(r"=|~|:(?=\s)|\?{3}|\|")
_NUMBERED = re.compile(r"^(\d{1,9})([.)])(?=\s|$)")
_SNIPPET = re.compile(r"(?<=-)8<(?=-)")

_FENCE = re.compile(r"(?P<indent>[ \t]*)(?P<fence>`{3,}|~{3,})(?P<rest>[^`]*)$")
_CODE_SPAN = re.compile(r"(`+)(?!`)(.+?)(?<!`)\1(?!`)")
_HEADING = re.compile(r"(?P<inside>(?:[ \t]*(?:>|[-*+]|\d{1,9}[.)]))*[ \t]*)(?P<signs>#{1,6})(?=\s|[^#\s])")
_UNDERLINE = re.compile(r"[ \t>]*(?:=+|-+)\s*")
_COMMENT_BEGINS, _COMMENT_ENDS = re.compile(r"\s*<!--"), re.compile(r".*?-->[ \t]*")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_LAYOUT = re.compile(r"</?(?:details|summary|p|div|center|sub|sup|kbd)(?:\s[^<>]*)?>", re.IGNORECASE)
_LINK_THAT_RUNS = re.compile(r"(\]\(\s*<?|\]:\s*<?)(?=(?:javascript|vbscript|data|file)\s*:)", re.IGNORECASE)
_ATTRIBUTES = re.compile(r"\{(?=\s*[:#.]|[^{}]*=)")


def plain(value: object, context: Context) -> str:  # noqa: ARG001 - all converters take both
    """Read plain text as Markdown that shows every line as it is."""
    return as_markdown(cleaned(value))


def as_markdown(text: str) -> str:
    """Return Markdown that shows a text: its paragraphs and lines, no sign of it meaning more than itself."""
    lines = [_shown(line.strip()) for line in text.strip().split("\n")]
    said = ""
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        said += line + ("  \n" if line and following else "\n")
    return re.sub(r"\n{3,}", "\n\n", said).strip()


def _shown(line: str) -> str:
    line = _ENTITIES.sub(_entity, _BACKSLASHED.sub(r"\\\g<0>", line))
    line = _NUMBERED.sub(r"\1\\\2", _SNIPPET.sub("8&lt;", line), count=1)
    if _BEGINS_BLOCK.match(line):
        return f"\\{line}"
    return f"{_entity(line[0])}{line[1:]}" if _BEGINS_OTHER.match(line) else line


def _entity(sign: re.Match[str] | str) -> str:
    letter = sign[0]
    return {"<": "&lt;", "&": "&amp;"}.get(letter, f"&#{ord(letter)};")


def code(value: object, context: Context) -> str:  # noqa: ARG001
    """Read a line of a log, or several, as a block of code."""
    text = cleaned(value)
    return fenced(text) if text.strip() else ""


def markdown(value: object, context: Context) -> str:  # noqa: ARG001
    """Read the Markdown of strangers: its headings go below the section, HTML is text, comments are left out."""
    told = _told(cleaned(value).strip("\n").rstrip())
    levels = [len(match["signs"]) for kind, line in told if kind == "text" and (match := _HEADING.match(line))]
    lower = 3 - min([3, *levels])
    said: list[str] = []
    above = ""
    for kind, line in told:
        if kind == "text" and _UNDERLINE.fullmatch(line) and above.strip():
            said.append("")  # it would make a heading of the line above
        elif kind == "text":
            said.append(_harmless(_lowered(line, lower)))
        else:
            said.append(_SNIPPET.sub("8 <", line))
        above = line if kind == "text" else ""
    return "\n".join(said)


def _lowered(line: str, levels: int) -> str:
    heading = _HEADING.match(line)
    if heading is None:
        return line
    return f"{heading['inside']}{'#' * min(len(heading['signs']) + levels, 6)}{line[heading.end() :]}"


def _told(text: str) -> list[tuple[str, str]]:
    """Tell `text` from `code` and its `fence`, line by line; comments, which nobody sees, are left out."""
    told: list[tuple[str, str]] = []
    closing, indent, hidden = "", "", False
    for line in text.split("\n"):
        fence = _FENCE.match(line)
        if closing and fence is not None and not fence["rest"].strip() and fence["fence"].startswith(closing):
            told.append(("fence", closing))
            closing = ""
        elif closing:
            told.append(("code", line.removeprefix(indent)))
        elif hidden or _COMMENT_BEGINS.match(line):
            end = _COMMENT_ENDS.match(line)
            hidden = end is None
            told += [("text", line[end.end() :])] if end is not None and line[end.end() :] else []
        elif fence is not None:
            # In the first column: what is indented, not every converter takes for code.
            closing, indent = fence["fence"], fence["indent"]
            told.append(("fence", f"{closing}{_language(fence['rest'])}"))
        else:
            told.append(("text", line))
    return [*told, ("fence", closing)] if closing else told


def _language(rest: str) -> str:
    """Keep the language of a block of code, and nothing that sets attributes."""
    match = re.match(r"\s*([\w+#-]+)", rest)
    return match[1] if match is not None else ""


def _harmless(line: str) -> str:
    """Return a line of Markdown without HTML, attributes and links that run something; what is in code stays.

    Where a span of code begins depends on the lines around it, so a tag in one is written so that it is none anyway.
    """
    parts, position = [], 0
    for span in _CODE_SPAN.finditer(line):
        parts.append(_harmless_text(line[position : span.start()]))
        tag = _HTML.search(span[2]) or _ATTRIBUTES.search(span[2]) or _LINK_THAT_RUNS.search(span[2])
        parts.append(f"<code>{_shown(span[2].strip())}</code>" if tag else _SNIPPET.sub("8 <", span[0]))
        position = span.end()
    return "".join([*parts, _harmless_text(line[position:])])


def _harmless_text(text: str) -> str:
    text = _LAYOUT.sub("", _BREAK.sub("  ", text))
    text = re.sub(r"<(?=[A-Za-z/!?])(?!https?://[^<>\s]+>)", "&lt;", text)
    text = _ATTRIBUTES.sub(r"\\{", _LINK_THAT_RUNS.sub(r"\\\1", text))
    return _SNIPPET.sub("8&lt;", text)


def fenced(code: str, language: str = "") -> str:
    """Return a block of code, in a fence that nothing in it closes."""
    longest = max((len(run) for run in re.findall(r"`+", code)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}{language}\n{_SNIPPET.sub('8 <', code.strip(chr(10)))}\n{fence}"
