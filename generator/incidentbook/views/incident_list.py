"""The lists of incidents: the newest of all years on one page, and every year whole on its own."""

from collections.abc import Iterator
from datetime import timedelta
from functools import lru_cache
from typing import NamedTuple

from incidentbook.addresses import INCIDENTS, UNDATED, feed_paths, year_of, year_path
from incidentbook.articles import Article
from incidentbook.durations import seconds_between
from incidentbook.instants import Instant, Precision
from incidentbook.kinds.incident.model import Incident
from incidentbook.stints import last_end
from incidentbook.views.hub import LIST_SCRIPTS, hub
from incidentbook.views.service_names import ServiceNames
from incidentbook.views.view import Shown, View
from incidentbook.written_durations import spoken

NEWEST = 500
STATUSES = ("investigating", "identified", "monitoring", "resolved")


class IssueMark(NamedTuple):
    """A known issue in a row of the list."""

    id: str
    path: str
    confirmed: bool


class IncidentRow(NamedTuple):
    """One incident in a list."""

    path: str
    id: str
    title: str
    severity: str
    rank: int
    """Of the severity on the scale, from 1; 0 when it is not on it."""
    services: str
    status: str
    date: str
    """As far as it was written, as ISO 8601: sorting it as text sorts by time."""
    approximate: bool
    mitigation: str
    """From detected to mitigated, where both have a clock time."""
    issues: tuple[IssueMark, ...]
    tags: tuple[str, ...]
    """What sets it apart from an ordinary incident: near miss, security, duplicate."""


class Year(NamedTuple):
    """A year's page."""

    year: str
    path: str
    incidents: int


def views(shown: Shown) -> Iterator[View]:
    """Yield the page of the newest incidents and one for each year."""
    rows = Rows(shown)
    by_year: dict[str, list[IncidentRow]] = {}
    for article in newest_first(shown.book.incidents):
        row = rows.row(article)
        by_year.setdefault(year_of(article), []).append(row)
    years = tuple(Year(year, year_path(year), len(found)) for year, found in by_year.items())
    everything = tuple(row for found in by_year.values() for row in found)
    filters = {
        "severities": tuple(shown.book.policy.severities),
        "statuses": STATUSES,
        "services": rows.names.choices(key for key, links in shown.graph.services.items() if links.incidents),
        "types": ("incident", *sorted({tag for row in everything for tag in row.tags})),
        "years": years,
        "total": len(everything),
    }
    yield hub(
        shown, INCIDENTS, "incident-list.jinja", "Incidents",
        {**filters, "rows": everything[:NEWEST], "year": "", "feeds": feed_paths(INCIDENTS)},
        description="All incidents, newest first.", scripts=LIST_SCRIPTS,
    )  # fmt: skip
    for year in years:
        title = "Incidents without a date" if year.year == UNDATED else f"Incidents of {year.year}"
        yield hub(
            shown, year.path, "incident-list.jinja", title,
            {**filters, "rows": tuple(by_year[year.year]), "year": year.year, "feeds": (), "total": year.incidents},
            description=f"{title}.", section=INCIDENTS, scripts=LIST_SCRIPTS,
        )  # fmt: skip


class Rows:
    """Makes rows of incidents."""

    def __init__(self, shown: Shown) -> None:
        """Remember what every row needs."""
        self.names = ServiceNames(shown.book)
        self._ranks = {word: rank for rank, word in enumerate(shown.book.policy.severities, 1)}
        self._targets = shown.graph.targets
        self._made: dict[str, IncidentRow] = {}  # an incident stands in several lists

    def row(self, article: Article[Incident]) -> IncidentRow:
        """Return an incident as a row."""
        if article.path not in self._made:
            self._made[article.path] = self._row(article)
        return self._made[article.path]

    def _row(self, article: Article[Incident]) -> IncidentRow:
        fields = article.fields
        earliest = fields.earliest
        marks = []
        for said in fields.known_issues:
            target = self._targets.get(said.id)
            if target is not None and target.kind == "known-issue":
                marks.append(IssueMark(said.id, target.path, said.link == "confirmed"))
        return IncidentRow(
            path=article.path,
            id=article.id,
            title=article.title,
            severity=fields.severity or "",
            rank=self._ranks.get(fields.severity or "", 0),
            services=" · ".join(self.names.listed(fields.services)),
            status=fields.state,
            date=iso_date(earliest) if earliest is not None else "",
            approximate=earliest is not None and earliest.approximate,
            mitigation=_mitigation(fields),
            issues=tuple(marks),
            tags=_tags(fields),
        )


@lru_cache(maxsize=2)
def newest_first(incidents: tuple[Article[Incident], ...]) -> tuple[Article[Incident], ...]:
    """Return incidents by their earliest milestone, newest first; those without any last. Several pages ask."""

    def order(article: Article[Incident]) -> tuple[float, str]:
        earliest = article.fields.earliest
        return (-earliest.earliest.timestamp() if earliest is not None else float("inf"), article.path)

    return tuple(sorted(incidents, key=order))


def iso_date(instant: Instant) -> str:
    """Return the date as far as it was written: 2026-03-04, 2026-03, 2026."""
    date = instant.earliest.date().isoformat()
    return {Precision.YEAR: date[:4], Precision.MONTH: date[:7]}.get(instant.precision, date)


def _mitigation(fields: Incident) -> str:
    detected, mitigated = fields.times.detected, last_end(fields, "mitigated")
    if detected is None or mitigated is None or not (detected.exact and mitigated.exact):
        return ""
    return spoken(timedelta(seconds=max(seconds_between(detected, mitigated)[0], 0.0)))


def _tags(fields: Incident) -> tuple[str, ...]:
    tags = [] if fields.type == "incident" else [fields.type.replace("-", " ")]
    if fields.duplicate_of is not None:
        tags.append("duplicate")
    return tuple(tags)
