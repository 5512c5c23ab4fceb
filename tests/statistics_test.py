"""The figures of groups of incidents."""

import random
from collections.abc import Mapping
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from incidentbook.settings import Settings
from incidentbook.statistics import BY, DEFINITIONS, By, Row, Statistics, rows, statistics_of, total
from tests.books import incident, issue, opened

AS_OF = "2026-07-01"
SLA = "targets: [{severity: sev1, response: 15m, resolution: 1h}]"
LAW = settings(deadline=None, max_examples=60)


def moment(text: str) -> float:
    return datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp()


def statistics(texts: Mapping[str, str], as_of: str = AS_OF, **options: Any) -> Statistics:
    found = opened(texts, **options)
    return statistics_of(found.book, found.graph, Settings.model_validate(options), moment(as_of))


def times(started: str, *, detected: int = 5, acknowledged: int = 10, mitigated: int = 30, resolved: int = 60) -> str:
    """Say the times of an incident by its start, the others in minutes after it."""
    after = {"detected": detected, "acknowledged": acknowledged, "mitigated": mitigated, "resolved": resolved}
    begin = moment(started)
    said = {"started": 0, **after}
    written = {
        name: f"{datetime.fromtimestamp(begin + 60 * minutes, UTC):%Y-%m-%d %H:%M}" for name, minutes in said.items()
    }
    return f"times: {{{', '.join(f'{name}: {at}' for name, at in written.items())}}}"


def report(number: int, started: str, front_matter: str = "", **minutes: int) -> str:
    said = f"status: resolved\nreview: reviewed\n{front_matter}"
    return incident(said, id=f"INC-2026-{number:04}", times=times(started, **minutes))


def book(*reports: str, **others: str) -> dict[str, str]:
    """Return texts by path; other files are named by their path with two underscores for a slash."""
    texts = {f"incidents/{number}.md": text for number, text in enumerate(reports, 1)}
    return texts | {
        f"{name.replace('__', '/')}.{'yml' if name == 'sla' else 'md'}": text for name, text in others.items()
    }


def keys(found: tuple[Row, ...]) -> list[tuple[str, int]]:
    return [(row.key, row.incidents) for row in found]


def one(texts: Mapping[str, str], by: By = "quarter", **options: Any) -> Row:
    (row,) = rows(statistics(texts, **options), by)
    return row


def test_no_incidents_have_no_rows() -> None:
    """And together no figures; nothing is divided by zero."""
    empty = statistics({})
    assert [rows(empty, by) for by in BY] == [()] * len(BY)
    whole = total(empty)
    assert (whole.incidents, whole.open, whole.downtime_seconds, whole.repeat_rate.share) == (0, 0, 0, None)
    assert all(
        (found.n, found.of, found.median, found.mean) == (0, 0, None, None) for found in whole.durations.values()
    )
    assert all((found.share, found.worst) == (None, None) for found in whole.compliance.values())


def test_one_incident_is_one_row_with_its_figures() -> None:
    """By every grouping, in a row of its own where nothing is said."""
    row = one(book(report(1, "2026-02-03 10:00", "severity: sev1\nservices: [{id: shop, level: down}]"), sla=SLA))
    assert (row.key, row.title, row.incidents, row.open, row.provisional) == ("2026-Q1", "Q1 2026", 1, 0, False)
    assert {measure: found.values for measure, found in row.durations.items()} == {
        "ttd": (300.0,), "tta": (300.0,), "ttm": (1800.0,), "ttr": (3600.0,),
    }  # fmt: skip
    assert {clock: found.met for clock, found in row.compliance.items()} == {"response": 1, "resolution": 1}
    assert row.downtime_seconds == 1800
    expected = {"severity": "sev1", "service": "shop", "year": "2026", "month": "2026-02", "quarter": "2026-Q1"}
    found = statistics(book(report(1, "2026-02-03 10:00", "severity: sev1\nservices: [shop]")))
    assert {by: keys(rows(found, by)) for by in BY} == {by: [(expected.get(by, ""), 1)] for by in BY}


def test_a_milestone_that_is_missing_lowers_n_and_not_the_number_of_incidents() -> None:
    """Coverage is beside every figure; a lower bound is counted as such."""
    row = one(
        book(
            report(1, "2026-02-03 10:00"),
            incident("status: resolved", id="INC-2026-0002", times="times: {detected: 2026-02-04 10:00}"),
            incident(
                "status: resolved", id="INC-2026-0003",
                times="times: {detected: 2026-02-05 10:00, mitigated: 2026-02-05 11:00}",
            ),
        )
    )  # fmt: skip
    assert row.incidents == 3
    assert {measure: (found.n, found.of) for measure, found in row.durations.items()} == {
        "ttd": (1, 3), "tta": (1, 3), "ttm": (1, 3), "ttr": (1, 3),
    }  # fmt: skip
    assert (row.inexact["ttm"], row.inexact["ttr"]) == (1, 0)


def test_duplicates_continuations_and_what_impaired_nothing_are_left_out() -> None:
    """As is what has no time at all; each is known by name."""
    found = statistics(
        book(
            report(1, "2026-02-03 10:00"),
            report(2, "2026-02-03 10:00", "duplicate_of: INC-2026-0001"),
            report(3, "2026-02-03 12:00", "continues: INC-2026-0001"),
            report(4, "2026-02-04 12:00", "type: near-miss"),
            report(5, "2026-02-05 12:00", "type: security\nservices: [{id: shop, level: down}]"),
            incident("status: resolved", id="INC-2026-0006", times="review: draft"),
        )
    )
    assert [member.article.id for member in found.members] == ["INC-2026-0001", "INC-2026-0005"]
    assert [other.article.id for other in found.left_out] == [
        "INC-2026-0002", "INC-2026-0003", "INC-2026-0004", "INC-2026-0006",
    ]  # fmt: skip
    (row,) = rows(found, "quarter")
    assert row.durations["ttr"].values == (3600.0, 3 * 3600.0), "the first one's runs to the end of what continues it"


def test_periods_are_in_order_and_without_a_gap() -> None:
    """A quarter in which nothing happened is a figure, too."""
    found = statistics(
        book(report(1, "2025-11-03 10:00"), report(2, "2026-05-03 10:00"), report(3, "2026-04-01 00:00"))
    )
    assert keys(rows(found, "quarter")) == [("2025-Q4", 1), ("2026-Q1", 0), ("2026-Q2", 2)]
    assert keys(rows(found, "year")) == [("2025", 1), ("2026", 2)]
    assert [row.key for row in rows(found, "month")] == [
        "2025-11", "2025-12", "2026-01", "2026-02", "2026-03", "2026-04", "2026-05",
    ]  # fmt: skip


def test_a_mistyped_year_does_not_make_a_thousand_rows() -> None:
    """What lies further apart than years has a gap."""
    found = statistics(book(report(1, "1026-02-03 10:00"), report(2, "2026-02-03 10:00")))
    assert keys(rows(found, "month")) == [("1026-02", 1), ("2026-02", 1)]


def test_the_period_is_that_of_the_earliest_milestone_in_the_site_s_zone() -> None:
    """Half an hour before midnight in UTC is July in London, wherever the report was written."""
    texts = book(report(1, "2026-06-30 23:30", "zone: UTC"))
    assert keys(rows(statistics(texts, zone="UTC"), "quarter")) == [("2026-Q2", 1)]
    assert keys(rows(statistics(texts, zone="Europe/London"), "quarter")) == [("2026-Q3", 1)]
    detected_first = book(report(1, "2026-04-01 00:10", detected=-20))
    assert keys(rows(statistics(detected_first), "quarter")) == [("2026-Q1", 1)]


def test_a_period_counts_what_began_in_it_and_loses_what_was_lost_in_it() -> None:
    """Downtime is split at the boundary, and makes a row of its own where nothing began."""
    texts = book(report(1, "2026-03-31 23:00", "services: [{id: shop, level: down}]", mitigated=180, resolved=200))
    found = rows(statistics(texts), "quarter")
    assert [(row.key, row.incidents, row.downtime_seconds) for row in found] == [
        ("2026-Q1", 1, 3600), ("2026-Q2", 0, 7200),
    ]  # fmt: skip
    assert found[0].durations["ttm"].values == (3 * 3600.0,)


def test_downtime_is_merged_within_a_service_and_added_up_over_services() -> None:
    """Two incidents in the same half hour take it once of one service, and of two services twice."""
    both = [report(n, "2026-02-03 10:00", "severity: sev1\nservices: [{id: shop, level: down}]") for n in (1, 2)]
    assert one(book(*both)).downtime_seconds == 1800
    assert one(book(*both), "severity").downtime_seconds == 1800
    other = report(
        3, "2026-02-03 10:00", "services: [{id: shop, level: degraded, share: 50 %}, {id: pay, level: down}]"
    )
    assert one(book(*both, other)).downtime_seconds == 3600
    found = rows(statistics(book(*both, other)), "service")
    assert [(row.key, row.incidents, row.downtime_seconds) for row in found] == [("shop", 3, 1800), ("pay", 1, 1800)]
    by_severity = rows(statistics(book(*both, other)), "severity")
    assert [(row.key, row.downtime_seconds) for row in by_severity] == [("sev1", 1800), ("", 900 + 1800)]


def test_an_incident_stands_in_the_row_of_each_service_it_affected() -> None:
    """Under the service's key, once, and not in that of a cause or of one at risk."""
    services = "[shop, {id: shop.example.org, level: down}, pay, {id: db, role: cause}, {id: mail, role: at-risk}]"
    texts = book(
        report(1, "2026-02-03 10:00", f"services: {services}"), report(2, "2026-02-03 11:00", "services: [pay]")
    )
    texts["services.yml"] = "shop: {name: The shop, aliases: [shop.example.org]}\npay: {}\ndb: {}\nmail: {}"
    found = rows(statistics(texts), "service")
    assert [(row.key, row.title, row.incidents) for row in found] == [("pay", "pay", 2), ("shop", "The shop", 1)]


def test_severities_are_in_the_order_of_the_scale_and_others_by_their_number() -> None:
    """What says nothing comes last."""
    texts = book(
        *[report(n, "2026-02-03 10:00", "severity: low\ndetection: alert\nfactors: [config]") for n in (1, 2)],
        report(3, "2026-02-03 10:00", "severity: high\ndetection: customer\nfactors: [capacity, config, config]"),
        report(4, "2026-02-03 10:00"),
        sla="severities: {high: all stands, mid: some, low: little}",
    )
    found = statistics(texts)
    assert [row.title for row in rows(found, "severity")] == ["high, all stands", "low, little", "no severity"]
    assert keys(rows(found, "detection")) == [("alert", 2), ("customer", 1), ("", 1)]
    assert keys(rows(found, "factor")) == [("config", 3), ("capacity", 1), ("", 1)]


def test_by_known_issue_only_confirmed_links_count() -> None:
    """And the repeat rate is of what came back within the window, whenever it had occurred before."""
    linked = "known_issues: [KI-0001]"
    texts = book(
        report(1, "2026-02-03 10:00", linked),
        report(2, "2026-04-03 10:00", linked),
        report(3, "2026-04-05 10:00", "known_issues: [{id: KI-0001, link: suspected}]"),
        **{"known-issues__1": issue()},
    )
    found = statistics(texts)
    assert [(row.key, row.title, row.incidents) for row in rows(found, "known-issue")] == [
        ("KI-0001", "KI-0001: Issue KI-0001", 2), ("", "no known issue", 1),
    ]  # fmt: skip
    rates = [
        (row.repeat_rate.repeats, row.repeat_rate.share, row.repeat_rate.unlinked) for row in rows(found, "quarter")
    ]
    assert rates == [(0, 0.0, 0), (1, 0.5, 1)]
    later = found.between(moment("2026-04-01"), moment("2027-01-01"))
    assert total(later).repeat_rate.repeats == 1


def test_verdicts_are_added_up_by_clock() -> None:
    """Of the incidents of the row."""
    late = report(2, "2026-02-03 12:00", "severity: sev1", acknowledged=100, mitigated=200, resolved=300)
    unknown = incident(
        "severity: sev1\nstatus: resolved",
        id="INC-2026-0003",
        times="times: {detected: 2026-02-04, mitigated: 2026-02-04}",
    )
    row = one(book(report(1, "2026-02-03 10:00", "severity: sev1"), late, unknown, sla=SLA))
    response, resolution = row.compliance["response"], row.compliance["resolution"]
    assert (response.met, response.missed, response.unknown, response.share) == (1, 1, 1, 0.5)
    assert (resolution.met, resolution.missed, resolution.unknown) == (1, 1, 1)


def test_a_period_that_is_not_over_and_a_group_with_an_open_incident_are_provisional() -> None:
    """And only those."""
    closed = book(report(1, "2026-02-03 10:00"))
    assert not rows(statistics(closed, as_of="2026-04-01"), "quarter")[0].provisional
    assert rows(statistics(closed, as_of="2026-03-31"), "quarter")[0].provisional
    assert not total(statistics(closed, as_of="2026-02-04")).provisional
    still = book(incident("severity: sev1", times="times: {detected: 2026-02-03 10:00}"))
    row = rows(statistics(still), "severity")[0]
    assert (row.provisional, row.open) == (True, 1)
    continued = book(
        report(1, "2026-02-03 10:00"),
        incident("continues: INC-2026-0001", id="INC-2026-0002", times="times: {detected: 2026-02-04 10:00}"),
    )
    assert total(statistics(continued)).open == 1, "what continues it is open"


def test_all_incidents_may_be_open_or_in_the_future() -> None:
    """Nothing is negative then."""
    texts = book(
        incident("services: [{id: shop, level: down}]", times="times: {detected: 2026-06-30 22:00}"),
        incident("services: [{id: shop, level: down}]", id="INC-2026-0002", times="times: {started: 2028-01-01 10:00}"),
    )
    found = statistics(texts)
    assert [(row.key, row.incidents, row.downtime_seconds) for row in rows(found, "year")] == [
        ("2026", 1, 7200.0), ("2027", 0, 0.0), ("2028", 1, 0.0),
    ]  # fmt: skip
    assert all(row.provisional for row in rows(found, "year"))


def test_since_and_until_choose_by_the_moment_an_incident_began() -> None:
    """From the one and before the other; what an earlier incident took within them is lost all the same."""
    texts = book(
        report(1, "2026-03-31 23:00", "services: [{id: shop, level: down}]", mitigated=180, resolved=200),
        report(2, "2026-04-01 00:00", detected=0),
        report(3, "2026-05-01 00:00", detected=0),
        report(4, "2026-04-20 00:00", "type: near-miss"),
    )
    april = statistics(texts).between(moment("2026-04-01"), moment("2026-05-01"))
    assert [member.article.id for member in april.members] == ["INC-2026-0002"]
    assert [other.article.id for other in april.left_out] == ["INC-2026-0004"]
    assert total(april).downtime_seconds == 2 * 3600
    assert [(row.key, row.incidents, row.downtime_seconds) for row in rows(april, "month")] == [("2026-04", 1, 7200)]
    assert [(row.key, row.incidents, row.downtime_seconds) for row in rows(april, "service")] == [
        ("shop", 0, 7200), ("", 1, 0),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("preference", "values", "stated"),
    [("derived", (1800.0,), 0), ("stated", (120.0, 240.0), 2), ("derived-first", (240.0, 1800.0), 1)],
)
def test_the_setting_says_which_durations_count(preference: str, values: tuple[float, ...], stated: int) -> None:
    """And it is known how many of them a person stated."""
    texts = book(
        report(1, "2026-02-03 10:00", "stated: {mitigate: 2m}"),
        incident(
            "status: resolved\nstated: {mitigate: 4m}", id="INC-2026-0002", times="times: {detected: 2026-02-05 10:00}"
        ),
    )
    row = one(texts, durations=preference)
    assert (row.durations["ttm"].values, row.stated["ttm"]) == (values, stated)


SERVICES = ["", "services: [{id: a, level: down}]", "services: [{id: a, level: degraded}, {id: b, level: down}]"]
MORE = ["", "factors: [config, data]", "type: near-miss", "known_issues: [KI-0001]", "detection: alert"]
REPORTS = st.lists(
    st.tuples(
        st.integers(0, 400),
        st.sampled_from(["sev1", "sev2", "sev4"]),
        st.sampled_from(SERVICES),
        st.sampled_from(MORE),
        st.integers(11, 4000),
    ),
    max_size=7,
)


def texts_of(reports: list[tuple[int, str, str, str, int]], names: list[int]) -> dict[str, str]:
    texts = {"sla.yml": SLA, "known-issues/1.md": issue()}
    for number, (name, (day, severity, services, more, mitigated)) in enumerate(zip(names, reports, strict=True), 1):
        at = f"{datetime.fromtimestamp(moment('2025-01-01') + 86400 * day, UTC):%Y-%m-%d} 10:00"
        front_matter = f"severity: {severity}\n{services}\n{more}"
        texts[f"incidents/{name}.md"] = report(number, at, front_matter, mitigated=mitigated, resolved=mitigated + 7)
    return texts


def figures(row: Row) -> tuple[Any, ...]:
    downtime = round(row.downtime_seconds, 6)
    return row.key, row.incidents, row.durations, row.compliance, row.repeat_rate, downtime, row.provisional


@LAW
@given(REPORTS, st.sampled_from(BY), st.randoms(use_true_random=False))
def test_figures_do_not_depend_on_the_order_of_files(
    reports: list[tuple[int, str, str, str, int]], by: By, chance: random.Random
) -> None:
    """However they are called."""
    one, other = (
        statistics(texts_of(reports, names))
        for names in (list(range(len(reports))), chance.sample(range(99), len(reports)))
    )
    assert [figures(row) for row in rows(one, by)] == [figures(row) for row in rows(other, by)]


@LAW
@given(REPORTS)
def test_periods_add_up_to_the_whole(reports: list[tuple[int, str, str, str, int]]) -> None:
    """Incidents, values, verdicts and downtime; of severities all but downtime does, which may overlap."""
    found = statistics(texts_of(reports, list(range(len(reports)))))
    whole = total(found)
    for by in BY[:3]:
        each = rows(found, by)
        assert sum(row.incidents for row in each) == whole.incidents
        assert sum(row.durations["ttm"].n for row in each) == whole.durations["ttm"].n
        assert sum(row.compliance["resolution"].met for row in each) == whole.compliance["resolution"].met
        assert sum(row.repeat_rate.repeats for row in each) == whole.repeat_rate.repeats
        assert sum(row.downtime_seconds for row in each) == pytest.approx(whole.downtime_seconds)
        periods = [row.period for row in each if row.period is not None]
        assert all(before.end == after.start for before, after in pairwise(periods))
        for row, period in zip(each, periods, strict=True):
            assert row.downtime_seconds <= 2 * (period.end - period.start), "there are two services"
    for by in BY:
        assert all(row.downtime_seconds <= whole.downtime_seconds + 1e-6 for row in rows(found, by))
    assert sum(row.downtime_seconds for row in rows(found, "service")) == pytest.approx(whole.downtime_seconds)
    assert sum(row.incidents for row in rows(found, "severity")) == whole.incidents


def test_every_term_is_defined_once() -> None:
    assert len({one.name for one in DEFINITIONS}) == len(DEFINITIONS)
