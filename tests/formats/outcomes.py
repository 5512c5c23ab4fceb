"""An outcome to write: one finding of each severity, and what could break a format."""

from collections.abc import Sequence

from incidentbook.diagnostics import Diagnostic, Severity, diagnostic
from incidentbook.formats.outcome import Outcome

ERROR = diagnostic("incidents/a.md", 3, 9, "KB204", "`status` cannot be `resovled`", "Did you mean `resolved`?")
WARNING = diagnostic("incidents/b, c: 100 %.md", 1, 1, "KB105", "The file begins with a byte order mark")
NOTE = diagnostic("incidents/ü.md", 5, 1, "KB904", "To do before review: <impact> & more")


def outcome(*findings: Diagnostic, fails: Sequence[Severity] = ("error",)) -> Outcome:
    """Return the outcome of a check of four files, one of which is clean."""
    return Outcome(findings, {"services.yml", *(found.path for found in (ERROR, WARNING, NOTE))}, "docs/kb", fails)
