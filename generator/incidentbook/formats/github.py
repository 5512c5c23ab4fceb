"""Findings as workflow commands of GitHub Actions, which shows them beside the lines of a pull request.

https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
"""

from incidentbook.diagnostics import CODES, Diagnostic
from incidentbook.formats.outcome import Outcome
from incidentbook.report import summary

_LEVELS = {"error": "error", "warning": "warning", "note": "notice"}
_MOST_SHOWN = 10
"""Of each level; what a step says beyond is in its log only."""
_ESCAPED = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_ESCAPED_IN_PROPERTIES = _ESCAPED | str.maketrans({":": "%3A", ",": "%2C"})


def written(outcome: Outcome) -> str:
    """Write a command for each finding, then how many there are."""
    lines = [_command(outcome, found) for found in outcome.findings]
    lines.append(summary(outcome.findings, len(outcome.paths)))
    by_level = [[one for one in outcome.findings if one.severity == level] for level in _LEVELS]
    if any(len(found) > _MOST_SHOWN for found in by_level):
        lines.append(f"GitHub shows the first {_MOST_SHOWN} of a kind beside their lines; all are in this log.")
    return "\n".join(lines)


def _command(outcome: Outcome, found: Diagnostic) -> str:
    path = outcome.placed(found.path)
    properties = {
        "file": path,
        "line": str(found.line),
        "col": str(found.column),
        "title": f"{found.code} {CODES[found.code].name}" if found.code in CODES else found.code,
    }
    said = ",".join(f"{key}={value.translate(_ESCAPED_IN_PROPERTIES)}" for key, value in properties.items())
    # The log shows the message alone, so the place stands in it, too.
    message = f"{path}:{found.line}:{found.column}: {found.code} {found.message}"
    if found.hint:
        message = f"{message}\n{found.hint}"
    return f"::{_LEVELS[found.severity]} {said}::{message.translate(_ESCAPED)}"
