"""Findings and sentences on a terminal or for a machine."""

import json
from collections.abc import Sequence

import click

from incidentbook.diagnostics import Diagnostic
from incidentbook.text import listed

FORMATS = ("text", "json")
_COLOURS = {"error": "red", "warning": "yellow"}


def findings_text(findings: Sequence[Diagnostic], *, checked: int) -> str:
    """Write findings for a person: place, code, message, hint, and a count at the end."""
    lines = []
    for found in findings:
        place = click.style(f"{found.path}:{found.line}:{found.column}", bold=True)
        code = click.style(f"{found.severity}[{found.code}]", fg=_COLOURS[found.severity])
        lines.append(f"{place}: {code} {found.message}")
        if found.hint:
            lines.append(click.style(f"    {found.hint}", dim=True))
    if lines:
        lines.append("")
    return "\n".join([*lines, _summary(findings, checked)])


def findings_json(findings: Sequence[Diagnostic]) -> str:
    """Write findings as a JSON list of objects."""
    return json.dumps([found._asdict() for found in findings], indent=2, ensure_ascii=False)


def _summary(findings: Sequence[Diagnostic], checked: int) -> str:
    files = f"{checked:,} file{'' if checked == 1 else 's'} checked"
    if not findings:
        return f"{files}, nothing to say."
    counts = []
    for severity in ("error", "warning"):
        number = sum(found.severity == severity for found in findings)
        if number:
            counts.append(f"{number} {severity}{'' if number == 1 else 's'}")
    concerned = len({found.path for found in findings})
    return f"{files}: {listed(counts)} in {concerned} file{'' if concerned == 1 else 's'}."
