"""What is wrong with a YAML text, in plain words: the parser's own words help only those who know its grammar."""

import re
from typing import NamedTuple

import yaml


class Place(NamedTuple):
    """A line and a column of the YAML text, both from 0."""

    line: int
    column: int


class Fault(NamedTuple):
    """Something wrong with the YAML text: the code of the finding, where, and the words for it."""

    code: str
    place: Place
    message: str
    hint: str = ""


_ALIGN = ("The indentation does not fit the lines around it", "Align it with its neighbours.")
# What libyaml and PyYAML say, and what they mean by it. The first that occurs is used; `{}` is the character there.
_EXPLANATIONS: tuple[tuple[str, str, str], ...] = (
    (
        "escape",
        "Between double quotes a backslash begins an escape, and this one is unknown",
        "Use single quotes, or write the backslash twice.",
    ),
    ("quoted scalar", "A quotation mark is opened here and never closed", "Close it, or double it inside."),
    ("expected ',' or ']'", "A list opened with `[` is not closed", "Add the missing `]` or comma."),
    ("expected ',' or '}'", "A mapping opened with `{` is not closed", "Add the missing `}` or comma."),
    ("undefined alias", "A value cannot begin with `*` unless it is quoted", "Put quotation marks around it."),
    (
        "alphabetic or numeric",
        "A value cannot begin with `*` or `&` unless it is quoted",
        "Put quotation marks around it.",
    ),
    ("duplicate anchor", "A value cannot begin with `&` unless it is quoted", "Put quotation marks around it."),
    ("second occurrence", "A value cannot begin with `&` unless it is quoted", "Put quotation marks around it."),
    ("tab character", "A tab is used to indent this line", "Indent with spaces."),
    ("cannot start any token", "A value cannot begin with `{}` unless it is quoted", "Put quotation marks around it."),
    ("node content", "A value cannot begin with `{}` unless it is quoted", "Put quotation marks around it."),
    ("block sequence entries", "A list cannot begin on the line of its key", "Begin it on the next line: `- …`."),
    (
        "mapping keys are not allowed",
        "A value cannot begin with `?` unless it is quoted",
        "Put quotation marks around it.",
    ),
    ("block scalar", "After `|` or `>` the text begins on the next line", "Move it there, indented."),
    ("tag", "A value cannot begin with `!` unless it is quoted", "Put quotation marks around it."),
    ("control characters", "There is a character here that YAML does not allow", "Delete it."),
    ("directive", "A line cannot begin with `%`", "Put quotation marks around the value."),
    ("anchor", "A value cannot begin with `&` unless it is quoted", "Put quotation marks around it."),
)
_NO_SPACE_AFTER = re.compile(r"[ ]*(?:- )*(?P<what>[A-Za-z_][\w-]*:|-)\S")
_BRACKET_OR_SKIPPED = re.compile(
    r"""[\[\]{}]|'(?:[^']|'')*'|"(?:[^"\\]|\\.)*"|(?:^|[ \t])\#[^\n]*""", re.MULTILINE | re.DOTALL
)
_DOCUMENT_MARK = re.compile(r"(?:---|\.\.\.)(?:\s|$)")


def explained(error: yaml.YAMLError, text: str) -> Fault:
    """Say for a person why a text cannot be read."""
    problem = str(getattr(error, "problem", None) or getattr(error, "reason", None) or error)
    context = str(getattr(error, "context", None) or "")
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    if "quoted scalar" in context or "flow" in context:
        mark = getattr(error, "context_mark", None) or mark
    lines = text.split("\n")
    at_the_end = mark is not None and not "\n".join(lines[mark.line :])[mark.column :].strip()
    if "flow" in context and at_the_end and (opened := _open_bracket(text)):
        return opened
    line = min(mark.line, len(lines) - 1) if mark is not None else 0
    column = min(mark.column, len(lines[line])) if mark is not None else 0
    above = next((one for one in reversed(lines[:line]) if one.strip()), "")
    message, hint = _words(f"{context} {problem}", lines[line], column, above)
    return Fault("KB109", Place(line, column), message or f"This is not valid YAML: {problem}", hint)


def _open_bracket(text: str) -> Fault | None:
    """Find the last bracket that nothing closes, and the comment that may have taken what would have."""
    opened: list[int] = []
    comment = None
    for match in _BRACKET_OR_SKIPPED.finditer(text):
        if match[0] in ("[", "{"):
            opened.append(match.start())
        elif match[0] in ("]", "}") and opened:
            opened.pop()
        elif "#" in match[0][:2] and comment is None:
            comment = match.start() + match[0].index("#")
    if not opened:
        return None
    if comment is not None:
        place, message = comment, "The rest of the line is a comment, with the brackets in it"
        hint = "Put quotation marks around what begins with `#`."
    else:
        place, bracket = opened[-1], text[opened[-1]]
        message = f"A {'list' if bracket == '[' else 'mapping'} opened with `{bracket}` is not closed"
        hint = f"Add the missing `{']' if bracket == '[' else '}'}` or comma."
    return Fault("KB109", Place(text.count("\n", 0, place), place - text.rfind("\n", 0, place) - 1), message, hint)


def _words(said: str, line: str, column: int, above: str) -> tuple[str, str]:
    """Return message and hint for what the parser said of a place."""
    if "mapping values are not allowed" in said:
        if ": " in line[:column]:
            return "A value with a colon and a space in it must be quoted", 'Write it as `key: "first: second"`.'
        return "This line is indented, but the line above it has a value already", "Align it with its neighbours."
    if "expected ':'" in said:
        return _no_pair(line)
    if "another document" in said or _DOCUMENT_MARK.match(line) or _DOCUMENT_MARK.match(above):
        return "A second document begins here", "Delete the line of hyphens or dots that ends the first."
    if "document start" in said:
        return ("A line cannot begin with `%`", "Delete it.") if line.startswith("%") else _ALIGN
    if "expected key" in said or "block end" in said or "'-' indicator" in said:
        return _misplaced(line[:column].rstrip())
    for fragment, message, hint in _EXPLANATIONS:
        if fragment in said:
            character = line[column : column + 1] or "…"
            return message.replace("`{}`", "a backtick" if character == "`" else f"`{character}`"), hint
    return "", ""


def _no_pair(line: str) -> tuple[str, str]:
    match = _NO_SPACE_AFTER.match(line)
    if match is not None:
        sign = match["what"][-1]
        return f"There must be a space after the `{sign}`", f"Write `{'key: value' if sign == ':' else '- item'}`."
    return "This line is no `key: value` pair", "Write `key: value`, or indent it under its key."


def _misplaced(before: str) -> tuple[str, str]:
    """Explain that something stands where a key was expected."""
    if before.endswith(("'", '"')):
        mark = before[-1]
        other = "single" if mark == '"' else "double"
        return f"The value ended before this, at the `{mark}`", f"Use {other} quotes around it, or double those inside."
    if before.endswith(("]", "}")):
        return f"The value ended before this, at the `{before[-1]}`", "Put quotation marks around the whole value."
    return _ALIGN


def no_mapping(node: yaml.Node, line: str) -> tuple[str, str]:
    """Explain that a text is no mapping at all."""
    if isinstance(node, yaml.SequenceNode):
        return "This is a list without a key", "Write every value as `key: value`."
    return _no_pair(line)
