"""The figures of a quarter as they stood before each of some days, worked out by hand."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from incidentbook.changes import histories
from incidentbook.judgements import Compliance
from incidentbook.past_figures import DEFINITIONS, Figures, PastFigures, past_figures
from incidentbook.past_reports import as_it_stood
from incidentbook.periods import period_of
from incidentbook.settings import Settings
from incidentbook.statistics import statistics_of, total
from tests.books import incident, issue, opened

SLA = "targets: [{severity: sev1, response: 15m, resolution: 4h}]\n"
AS_OF = "2026-03-20 00:00"


def moment(text: str) -> float:
    return datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp()


def report(number: int, times: str, front_matter: str = "") -> str:
    services = "services: [{id: checkout, level: down}]\n"
    return incident(
        f"severity: sev1\n{services}{front_matter}", id=f"INC-2026-{number:04}", times=f"times: {{{times}}}"
    )


def past(texts: Mapping[str, str], *days: str, quarter: str = "2026-03-20 00:00", as_of: str = AS_OF) -> PastFigures:
    found = opened({"sla.yml": SLA, **texts})
    assert found.diagnostics == []
    statistics = statistics_of(found.book, found.graph, Settings(), moment(as_of))
    midnights = [moment(f"{day} 00:00") for day in days]
    said = histories(found.book, statistics.measured, midnights[0], statistics.as_of)
    return past_figures(statistics, said, period_of(moment(quarter), "quarter", UTC), midnights)


TEXTS = {
    # Met, 1 h of downtime on 3 March.
    "incidents/a.md": report(
        1, "started: 2026-03-03 10:00, detected: 2026-03-03 10:00, acknowledged: 2026-03-03 10:05, "
        "mitigated: 2026-03-03 11:00, resolved: 2026-03-03 12:00", "known_issues: [KI-0001]\n",
    ),
    # Missed from 11 March 02:00 on; 26 h of downtime over three days.
    "incidents/b.md": report(
        2, "started: 2026-03-10 22:00, detected: 2026-03-10 22:00, acknowledged: 2026-03-10 22:30, "
        "mitigated: 2026-03-12 00:00, resolved: 2026-03-12 01:00", "known_issues: [KI-0001]\n",
    ),
    "known-issues/a.md": issue(),
}  # fmt: skip
DAYS = [f"2026-03-{day:02}" for day in range(1, 15)]


def test_the_figures_of_each_day_are_those_that_could_be_known_then() -> None:
    """Days with the same figures stand together; those of now stand apart."""
    found = past(TEXTS, *DAYS)
    hour = 3600.0
    none, one = Compliance(), Compliance(met=1)
    assert [(DAYS[before.first], DAYS[before.last], before.figures) for before in found.before] == [
        ("2026-03-01", "2026-03-03", Figures(0, none, none, 0, 0.0)),
        ("2026-03-04", "2026-03-10", Figures(1, one, one, 0, hour)),
        ("2026-03-11", "2026-03-11", Figures(2, Compliance(1, 1), Compliance(met=1, running=1), 1, 3 * hour)),
        ("2026-03-12", "2026-03-14", Figures(2, Compliance(1, 1), Compliance(1, 1), 1, 27 * hour)),
    ]
    assert found.now == found.before[-1].figures
    assert found.provisional


def test_days_before_the_quarter_have_no_figures() -> None:
    """Nor has its first midnight: before it nothing of the quarter had begun."""
    found = past(TEXTS, "2025-12-30", "2026-01-01", "2026-01-02")
    assert [(before.first, before.last) for before in found.before] == [(2, 2)]


def test_a_quarter_that_is_over_changes_while_an_incident_of_it_is_open() -> None:
    """Its downtime does not: what was lost in the next quarter belongs to that."""
    texts = {
        "incidents/a.md": report(
            1, "started: 2026-03-31 23:00, detected: 2026-03-31 23:00, acknowledged: 2026-03-31 23:05, "
            "mitigated: 2026-04-02 23:00",
        ),
    }  # fmt: skip
    found = past(texts, "2026-04-01", "2026-04-02", "2026-04-03", quarter="2026-03-31 00:00", as_of="2026-04-05 00:00")
    assert [(before.figures.resolution, before.figures.downtime_seconds) for before in found.before] == [
        (Compliance(running=1), 3600.0),
        (Compliance(missed=1), 3600.0),
    ]
    assert found.provisional  # it is not resolved


def test_an_incident_that_is_not_counted_is_in_no_figure() -> None:
    """It would be counted twice."""
    texts = {**TEXTS, "incidents/c.md": report(3, "detected: 2026-03-05 10:00", "duplicate_of: INC-2026-0001\n")}
    assert past(texts, *DAYS) == past(TEXTS, *DAYS)


HOURS = st.integers(min_value=0, max_value=18 * 24)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(HOURS, min_size=2, max_size=4, unique=True), min_size=1, max_size=4))
def test_the_figures_before_a_day_are_those_of_the_reports_as_they_stood_then(incidents: list[list[int]]) -> None:
    """A book of those reports alone, as of that day, has the same; and the figures of now are those of statistics."""
    names = ("started", "detected", "mitigated", "resolved")
    texts = {}
    for number, hours in enumerate(incidents, 1):
        at = [f"{datetime(2026, 3, 1, tzinfo=UTC) + timedelta(hours=hour):%Y-%m-%d %H:%M}" for hour in sorted(hours)]
        said = ", ".join(f"{name}: {when}" for name, when in zip(names, at, strict=False))
        texts[f"incidents/{number}.md"] = report(number, said)
    days = [f"2026-03-{day:02}" for day in range(1, 20, 3)]
    found = past(texts, *days)
    book, graph, _ = opened({"sla.yml": SLA, **texts})
    quarter = period_of(moment(AS_OF), "quarter", UTC)
    for before in found.before:
        for place in range(before.first, before.last + 1):
            midnight = moment(f"{days[place]} 00:00")
            stood = [(one, as_it_stood(one.fields, midnight)) for one in book.incidents]
            then = tuple(
                type(one)(**{**{name: getattr(one, name) for name in one.__dataclass_fields__}, "fields": fields})
                for one, fields in stood
                if fields is not None
            )
            past_book = type(book)(incidents=then, policy=book.policy)
            row = total(statistics_of(past_book, graph, Settings(), midnight).between(quarter.start, quarter.end))
            assert before.figures == Figures(
                row.incidents, row.compliance["response"], row.compliance["resolution"], row.repeat_rate.repeats,
                row.downtime_seconds,
            )  # fmt: skip
    now = total(statistics_of(book, graph, Settings(), moment(AS_OF)).between(quarter.start, quarter.end))
    assert found.now == Figures(
        now.incidents, now.compliance["response"], now.compliance["resolution"], now.repeat_rate.repeats,
        now.downtime_seconds,
    )  # fmt: skip


def test_the_definition_is_whole() -> None:
    """It stands on the page of definitions."""
    (definition,) = DEFINITIONS
    assert definition.name == "earlier-figures"
    assert definition.text.format() == definition.text
    assert definition.text.endswith(".")
