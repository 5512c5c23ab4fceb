"""Books of incidents for the tests of the statistics."""

from datetime import UTC, datetime

from incidentbook.statistics import Statistics
from incidentbook.views.view import Shown
from tests.views.list_book import known_issue, shown_book

AS_OF = datetime(2026, 8, 21, tzinfo=UTC)
SCALE = "severities: {sev1: critical, sev2: high}\n"


def report(number: int, times: str, front_matter: str = "", body: str = "") -> str:
    """Return an incident report; `times` are YAML, and a single one is when it was detected."""
    said = times if ":" in times.partition(" ")[0] else f"detected: {times}"
    return (
        f"---\nid: INC-2026-{number:04}\ntitle: Number {number}\ntimes: {{{said}}}\n{front_matter}---\n"
        f"## Summary\n{body}\n"
    )


def at_times(*times: str) -> dict[str, str]:
    """Return a book with an incident at each of some times."""
    return {f"incidents/{place:02}.md": report(place, time) for place, time in enumerate(times, 1)}


def book(texts: dict[str, str], as_of: datetime = AS_OF) -> Shown:
    """Return the book of the texts with a scale of severities."""
    return shown_book({"sla.yml": SCALE, **texts}, as_of)


def statistics_of(texts: dict[str, str], as_of: datetime = AS_OF) -> Statistics:
    """Return the figures of the texts."""
    return book(texts, as_of).numbers.statistics


__all__ = ["AS_OF", "at_times", "book", "known_issue", "report", "statistics_of"]
