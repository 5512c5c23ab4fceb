"""Findings and sentences on a terminal or for a machine."""

import json
import os
import shutil
import textwrap
from collections.abc import Callable, Sequence
from pathlib import Path

import click

from incidentbook.diagnostics import Diagnostic, tally
from incidentbook.text import counted

_COLOURS = {"error": "red", "warning": "yellow", "note": "blue"}
_KEYS = ("code", "severity", "path", "line", "column", "message", "hint")
_SAFETY = "KB8"
"""The codes of secrets and the like: the lines that they are in stand in no log."""
_WIDTH_WITHOUT_TERMINAL = 100


def found_from_here(path: Path) -> str:
    """Return a path as a terminal in this folder finds it."""
    related = os.path.relpath(path)
    return str(path) if related.startswith("..") else related


def _no_content(path: str) -> bytes:
    raise FileNotFoundError(path)


def findings_text(
    findings: Sequence[Diagnostic],
    *,
    checked: int,
    folder: str = "",
    read: Callable[[str], bytes] = _no_content,
    width: int | None = None,
) -> str:
    """Write findings for a person: place, code, message, the line with a mark under the place, hint; then a count.

    `folder` is what goes before the paths so that terminals and editors find the files, `read` gives a file's bytes.
    """
    return "\n".join([*_findings(findings, folder, read, width), summary(findings, checked)])


def findings_alone(findings: Sequence[Diagnostic], read: Callable[[str], bytes]) -> str:
    """Write findings, whose paths are those of this folder, in the same way without the count."""
    return "\n".join(_findings(findings, "", read, None))


def _findings(
    findings: Sequence[Diagnostic], folder: str, read: Callable[[str], bytes], width: int | None
) -> list[str]:
    width = width or shutil.get_terminal_size((_WIDTH_WITHOUT_TERMINAL, 24)).columns
    before = f"{folder.rstrip('/')}/" if folder not in ("", ".") else ""
    lines: list[str] = []
    path, content = "", [""]
    sensitive = {(found.path, found.line) for found in findings if found.code.startswith(_SAFETY)}
    for found in findings:
        if found.path != path:
            path, content = found.path, _lines(found.path, read)
        shown = [] if (found.path, found.line) in sensitive else content
        place = click.style(f"{before}{found.path}:{found.line}:{found.column}", bold=True)
        code = click.style(f"{found.severity}[{found.code}]", fg=_COLOURS[found.severity])
        lines += [f"{place}: {code} {found.message}", *_excerpt(found, shown, width), ""]
    return lines


def findings_json(findings: Sequence[Diagnostic]) -> str:
    """Write findings as a JSON list of objects."""
    return json.dumps(findings_values(findings), indent=2, ensure_ascii=False)


def findings_values(findings: Sequence[Diagnostic]) -> list[dict[str, str | int]]:
    """Return findings as the objects that JSON has for them."""
    return [{key: getattr(found, key) for key in _KEYS} for found in findings]


def _lines(path: str, read: Callable[[str], bytes]) -> list[str]:
    try:
        text = read(path).decode("utf-8-sig", "replace")
    except OSError:
        return []
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _excerpt(found: Diagnostic, content: Sequence[str], width: int) -> list[str]:
    """Return the line a finding is about, a mark under its column, and the hint beside or below that."""
    line = content[found.line - 1].rstrip() if found.line <= len(content) else ""
    if not line.strip() or not line.isprintable():
        return _wrapped(found.hint, "    ", width)
    number = f"{found.line:>6} | "
    room = max(width - len(number), 20)
    column = min(found.column, len(line) + 1)
    start = 0 if column <= room * 2 // 3 else column - room // 2
    shown = f"{'…' if start else ''}{line[start + bool(start) :]}"
    if len(shown) > room:
        shown = f"{shown[: room - 1]}…"
    mark = f"{' ' * (len(number) - 2)}| {' ' * (column - 1 - start)}^"
    excerpt = [click.style(f"{number}{shown}", dim=True)]
    if found.hint and len(mark) + 1 + len(found.hint) <= width:
        return [*excerpt, f"{click.style(mark, dim=True)} {found.hint}"]
    return [*excerpt, click.style(mark, dim=True), *_wrapped(found.hint, " " * len(number), width)]


def _wrapped(text: str, indent: str, width: int) -> list[str]:
    return textwrap.wrap(text, max(width, 40), initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False)


def summary(findings: Sequence[Diagnostic], checked: int) -> str:
    """Say in a sentence how much was found in how many of the files that were looked at."""
    files = counted(checked, "file")
    if not findings:
        return f"{files} checked: nothing is wrong."
    return f"{tally(findings)} in {len({found.path for found in findings}):,} of {files}."


def errors_said(diagnostics: Sequence[Diagnostic]) -> str:
    """Say that an answer may lack what articles with errors would add; nothing where there are none."""
    errors = sum(found.severity == "error" for found in diagnostics)
    if not errors:
        return ""
    return f"{counted(errors, 'error')} in the articles; `incidentbook check` says what may be missing here."
