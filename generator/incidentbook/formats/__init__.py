"""What was found, written for other programs: a function for each format."""

from collections.abc import Callable, Mapping

from incidentbook.formats import github, junit, sarif
from incidentbook.formats.outcome import Outcome
from incidentbook.report import findings_json

FORMATS: Mapping[str, Callable[[Outcome], str]] = {
    "json": lambda outcome: findings_json(outcome.findings),
    "github": github.written,
    "sarif": sarif.written,
    "junit": junit.written,
}
