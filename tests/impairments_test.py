"""When which service was impaired, read from incidents."""

import random
from typing import NamedTuple

import pytest

from incidentbook.impairments import BACKWARDS, NO_END, NO_LEVEL, Impairment, impairments
from incidentbook.instants import parse_instant, zone_named
from tests.books import article, incident, opened

UTC = zone_named("UTC")
AS_OF = parse_instant("2026-04-01 00:00", UTC).earliest.timestamp()
DOWN = "services: [{id: checkout, level: down}]"
HOUR = "times: {started: 2026-03-04 10:00, mitigated: 2026-03-04 11:00}"
RESOLVED = "times: {started: 2026-03-04 10:00, mitigated: 2026-03-04 11:00, resolved: 2026-03-04 11:30}"
DEGRADED = "services: [{id: checkout, level: degraded, share: 34 %}]"


def at(text: str) -> float:
    return parse_instant(text if "-" in text else f"2026-03-04 {text}", UTC).earliest.timestamp()


def said(moment: float) -> str:
    """Write a moment as the tests do: the time alone on the day that most of them are about."""
    seconds = moment - at("00:00")
    day, minutes = int(seconds // 86400), int(seconds % 86400 // 60)
    return f"{minutes // 60:02}:{minutes % 60:02}" + (f" {day:+}d" if day else "")


class Seen(NamedTuple):
    """An impairment, shortened to what a test asks."""

    start: str
    end: str
    weight: float
    marks: str


def seen(impairment: Impairment) -> Seen:
    names = ("at_least", "at_most", "approximate", "open", "supplier", "excused")
    marks = [name.replace("_", " ") for name in names if getattr(impairment, name)]
    if impairment.unknown:
        marks.append(impairment.unknown)
    return Seen(said(impairment.span.start), said(impairment.span.end), impairment.weight, ", ".join(marks))


def all_of(files: dict[str, str], as_of: float = AS_OF) -> tuple[Impairment, ...]:
    found = opened(files)
    articles = {article.path for article in found.book.articles()}
    assert articles == {path for path in files if path.endswith(".md")}, found.diagnostics
    return impairments(found.book, as_of)


def of(times: str, services: str = DOWN, *more: str, as_of: float = AS_OF) -> list[Seen]:
    """Return what one incident impaired."""
    files = {"incidents/1.md": incident("\n".join([services, *more]), times=times)}
    return [seen(impairment) for impairment in all_of(files, as_of)]


def test_an_empty_book_has_none() -> None:
    assert all_of({}) == ()
    assert of(HOUR, "") == []


def test_an_incident_impairs_from_started_to_mitigated() -> None:
    """Whatever else happened."""
    assert of(
        "times: {started: 2026-03-04 10:00, detected: 2026-03-04 10:12, declared: 2026-03-04 10:20, "
        "mitigated: 2026-03-04 11:00, resolved: 2026-03-04 15:00, closed: 2026-03-06}"
    ) == [("10:00", "11:00", 1, "")]


@pytest.mark.parametrize(
    ("service", "weights"),
    [
        ("{id: checkout, level: down}", [1]),
        ("{id: checkout, level: down, share: 20 %}", [1]),
        ("{id: checkout, level: degraded}", [0.5]),
        ("{id: checkout, level: degraded, share: 34 %}", [0.34]),
        ("{id: checkout, level: degraded, share: 0 %}", []),
        ("{id: checkout, level: at-risk, share: 34 %}", []),
        ("{id: checkout, level: none}", []),
        ("{id: checkout, level: down, role: cause}", []),
        ("{id: checkout, level: down, role: at-risk}", []),
    ],
)
def test_what_weighs_how_much(service: str, weights: list[float]) -> None:
    """Only affected services weigh anything."""
    assert [one.weight for one in of(HOUR, f"services: [{service}]")] == weights


def test_the_policy_says_what_degraded_weighs_without_a_share() -> None:
    files = {"incidents/1.md": incident("services: [{id: checkout, level: degraded}]", times=HOUR)}
    assert [one.weight for one in all_of({**files, "sla.yml": "degraded_share: 20 %\n"})] == [0.2]
    assert all_of({**files, "sla.yml": "degraded_share: 0\n"}) == ()


def test_an_unknown_level_is_listed_and_weighs_nothing() -> None:
    """Not so one of a service that was not affected."""
    assert of(RESOLVED, "services: [checkout]") == [("10:00", "11:00", 0, NO_LEVEL)]
    assert of(RESOLVED, "services: [{id: checkout, role: cause}]") == []


def test_without_a_start_it_is_at_least_from_the_first_sign() -> None:
    times = "times: {acknowledged: 2026-03-04 10:20, detected: 2026-03-04 10:12, mitigated: 2026-03-04 11:00}"
    assert of(times, DOWN, "status: resolved") == [("10:12", "11:00", 1, "at least")]


def test_without_mitigated_it_is_at_most_until_resolved() -> None:
    assert of("times: {started: 2026-03-04 10:00, resolved: 2026-03-04 12:00}") == [("10:00", "12:00", 1, "at most")]


def test_where_neither_is_known_it_is_both() -> None:
    times = "times: {detected: 2026-03-04 10:12, resolved: 2026-03-04 12:00}"
    assert of(times) == [("10:12", "12:00", 1, "at least, at most")]


def test_while_it_is_open_it_lasts_until_now() -> None:
    """It was mitigated at some time before, if people only watch it."""
    started = "times: {started: 2026-03-04 10:00}"
    now = at("18:00")
    assert of(started, as_of=now) == [("10:00", "18:00", 1, "open")]
    assert of(started, DOWN, "status: identified", as_of=now) == [("10:00", "18:00", 1, "open")]
    assert of(started, DOWN, "status: monitoring", as_of=now) == [("10:00", "18:00", 1, "at most, open")]


def test_an_open_incident_that_was_mitigated_impairs_no_more() -> None:
    """It stays provisional."""
    assert of(HOUR, DOWN, "status: monitoring") == [("10:00", "11:00", 1, "open")]
    assert of(HOUR) == [("10:00", "11:00", 1, "open")], "nobody said that it was resolved"


def test_an_end_that_nobody_wrote_down_makes_no_number() -> None:
    """The paperwork is no end."""
    started = "times: {started: 2026-03-04 10:00, closed: 2026-03-09}"
    assert of(started) == [("10:00", "10:00", 0, NO_END)]
    assert of("times: {started: 2026-03-04 10:00}", DOWN, "status: resolved") == [("10:00", "10:00", 0, NO_END)]


def test_what_ends_before_it_begins_makes_no_number() -> None:
    times = "times: {started: 2026-03-04 10:00, mitigated: 2026-03-04 09:00, resolved: 2026-03-04 09:00}"
    assert of(times) == [("10:00", "10:00", 0, BACKWARDS)]


def test_a_coarse_time_counts_what_is_certain() -> None:
    """And may have been more."""
    times = "times: {started: 2026-03-02, mitigated: 2026-03-04, resolved: 2026-03-05}"
    (found,) = all_of({"incidents/1.md": incident(DOWN, times=times)})
    assert seen(found) == ("00:00 -1d", "00:00", 1, "at least")
    assert found.widest == (at("2026-03-02"), at("2026-03-05"))
    (found,) = all_of({"incidents/1.md": incident(DOWN, times=times.replace("03-02", "03-04"))})
    assert found.span.start == found.span.end
    assert found.at_least
    assert found.widest == (at("2026-03-04"), at("2026-03-05"))


def test_an_approximate_time_is_marked() -> None:
    times = "times: {started: ~ 2026-03-04 10:00, mitigated: 2026-03-04 11:00, resolved: 2026-03-04 11:00}"
    assert of(times) == [("10:00", "11:00", 1, "approximate")]


def test_nothing_after_now_is_in_it() -> None:
    """What had not ended by then was open then."""
    ended = "times: {started: 2026-03-04 10:00, mitigated: 2026-03-04 11:00, resolved: 2026-03-04 12:00}"
    assert of(ended, as_of=at("10:00")) == []
    assert of(ended, as_of=at("10:30")) == [("10:00", "10:30", 1, "open")]
    assert of(ended, as_of=at("11:00")) == [("10:00", "11:00", 1, "")]
    assert of("times: {started: 2036-03-04 10:00}") == []
    assert of("times: {started: 2026-03, mitigated: 2036-03-01}", as_of=at("12:00")) == [
        (said(at("2026-03-01")), said(at("2026-03-01")), 1, "at least, open")
    ]


def test_a_reopened_incident_impairs_again() -> None:
    """From the reopening, not before."""
    again = "reopened: [{at: 2026-03-04 13:00, mitigated: 2026-03-04 13:20, resolved: 2026-03-04 14:00}]"
    assert of(RESOLVED, DOWN, again) == [("10:00", "11:00", 1, ""), ("13:00", "13:20", 1, "")]


def test_only_the_first_start_of_a_reopened_incident_may_be_unknown() -> None:
    times = "times: {detected: 2026-03-04 10:12, mitigated: 2026-03-04 11:00, resolved: 2026-03-04 11:00}"
    again = "reopened: [{at: 2026-03-04 13:00, mitigated: 2026-03-04 13:20, resolved: 2026-03-04 14:00}]"
    assert of(times, DOWN, again) == [("10:12", "11:00", 1, "at least"), ("13:00", "13:20", 1, "")]


def test_a_reopening_lasts_while_the_incident_is_open() -> None:
    again = "reopened: [{at: 2026-03-04 13:00}]"
    assert of(RESOLVED, DOWN, again, as_of=at("18:00")) == [
        ("10:00", "11:00", 1, "open"),
        ("13:00", "18:00", 1, "open"),
    ]
    assert of(RESOLVED, DOWN, again, "status: resolved") == [("10:00", "11:00", 1, ""), ("13:00", "13:00", 0, NO_END)]


def test_an_end_before_a_reopening_that_nobody_wrote_down_was_there_at_the_latest() -> None:
    times = "times: {started: 2026-03-04 10:00}"
    again = "reopened: [{at: 2026-03-04 13:00, mitigated: 2026-03-04 13:20}]"
    assert of(times, DOWN, again, "status: resolved") == [("10:00", "13:00", 1, "at most"), ("13:00", "13:20", 1, "")]


OWN = (
    "services: [{id: checkout, level: degraded, share: 34 %, periods: "
    "[{from: 2026-03-04 10:05, to: 2026-03-04 10:15, level: down}, {from: 2026-03-04 10:30, to: 2026-03-04 10:40}]}]"
)


def test_a_services_own_periods_go_before_the_milestones() -> None:
    """And their levels before its level."""
    again = "reopened: [{at: 2026-03-04 13:00, mitigated: 2026-03-04 13:20, resolved: 2026-03-04 14:00}]"
    assert of(RESOLVED, OWN, again) == [("10:05", "10:15", 1, ""), ("10:30", "10:40", 0.34, "")]


def test_an_own_period_without_an_end_lasts_as_long_as_the_incident() -> None:
    own = "services: [{id: checkout, level: down, periods: [{from: 2026-03-04 %s}]}]"
    assert of(RESOLVED, own % "10:30") == [("10:30", "11:00", 1, "")]
    assert of(RESOLVED, own % "12:30") == [("12:30", "12:30", 0, NO_END)]
    assert of("times: {detected: 2026-03-04 10:00}", own % "10:30", as_of=at("18:00")) == [
        ("10:30", "18:00", 1, "open")
    ]
    assert of(RESOLVED, own % "12:30", "status: monitoring", as_of=at("18:00")) == [("12:30", "18:00", 1, "open")]


def test_an_own_period_may_have_no_level() -> None:
    own = (
        "services: [{id: checkout, periods: [{from: 2026-03-04 10:00, to: 2026-03-04 10:10}, "
        "{from: 2026-03-04 10:20, to: 2026-03-04 10:30, level: at-risk}]}]"
    )
    assert of(RESOLVED, own) == [("10:00", "10:10", 0, NO_LEVEL)]


def test_a_suppliers_outage_is_marked() -> None:
    assert of(RESOLVED, DOWN, "provider: AWS") == [("10:00", "11:00", 1, "supplier")]


def test_a_service_is_known_by_its_other_names() -> None:
    files = {
        "services.yml": "checkout: {aliases: [checkout.example.org]}\n",
        "incidents/1.md": incident("services: [{id: checkout.example.org, level: down}]", times=HOUR),
        "incidents/2.md": incident("services: [{id: elsewhere, level: down}]", times=HOUR, id="INC-2026-0002"),
    }
    assert [one.service for one in all_of(files)] == ["checkout", "elsewhere"]


def test_only_incidents_that_are_counted_count() -> None:
    """A near miss that impaired a service is one of them."""
    first = {"incidents/1.md": incident(DOWN, times=RESOLVED)}
    for more, count in (
        (f"duplicate_of: INC-2026-0001\n{DOWN}", 1),
        ("type: near-miss\nservices: [checkout]", 1),
        (f"type: near-miss\n{DOWN}", 2),
        (f"type: security\n{DOWN}", 2),
    ):
        files = {**first, "incidents/2.md": incident(more, times=RESOLVED, id="INC-2026-0002")}
        assert len(all_of(files)) == count, more


def test_what_a_continuation_impaired_counts_for_its_first() -> None:
    """Which ended when it went on, at the latest; the supplier's stays the supplier's."""
    files = {
        "incidents/1.md": incident(f"{DOWN}\nprovider: AWS", times="times: {started: 2026-03-04 10:00}"),
        "incidents/2.md": incident(
            f"continues: INC-2026-0001\n{DEGRADED}",
            times="times: {started: 2026-03-04 12:00, resolved: 2026-03-04 13:00}",
            id="INC-2026-0002",
        ),
    }
    found = all_of(files)
    assert {one.path for one in found} == {"incidents/1.md"}
    assert [seen(one) for one in found] == [
        ("10:00", "12:00", 1, "at most, open, supplier"),
        ("12:00", "13:00", 0.34, "at most, supplier"),
    ]


def maintenance(level: str = "down", planned: str = "from: 2026-03-04 10:30, to: 2026-03-04 10:50") -> dict[str, str]:
    text = f"id: MNT-2026-0001\ntitle: Work\nplanned: {{{planned}}}\nservices: [{{id: checkout, level: {level}}}]"
    return {"maintenance/1.md": article(text)}


def test_announced_maintenance_is_excused_in_its_window_and_the_overrun_is_not() -> None:
    incidents = {"incidents/1.md": incident(DOWN, times=RESOLVED)}
    assert [seen(one) for one in all_of({**incidents, **maintenance()})] == [
        ("10:00", "10:30", 1, ""),
        ("10:30", "10:50", 0, "excused"),
        ("10:50", "11:00", 1, ""),
    ]
    during = maintenance(planned="from: 2026-03-04 09:00, to: 2026-03-04 10:50")
    assert [seen(one) for one in all_of({**incidents, **during})] == [
        ("10:00", "10:50", 0, "excused"),
        ("10:50", "11:00", 1, ""),
    ]


def test_what_is_worse_than_announced_counts() -> None:
    announced = maintenance("degraded")
    assert len(all_of({"incidents/1.md": incident(DOWN, times=RESOLVED), **announced})) == 1
    assert len(all_of({"incidents/1.md": incident(DEGRADED, times=RESOLVED), **announced})) == 3


def test_work_in_one_region_excuses_what_happened_there() -> None:
    """Not what happened everywhere."""
    announced = maintenance("down, region: eu")
    for region, pieces in (("", 1), (", region: eu", 3), (", region: us", 1)):
        services = f"services: [{{id: checkout, level: down{region}}}]"
        assert len(all_of({"incidents/1.md": incident(services, times=RESOLVED), **announced})) == pieces


def test_what_is_left_of_a_coarse_impairment_reaches_as_far_as_it_did() -> None:
    """The pieces at its ends may have been more, the one in between was not."""
    times = "times: {started: 2026-03-02, mitigated: 2026-03-05, resolved: 2026-03-05}"
    more = article(
        "id: MNT-2026-0002\ntitle: Work\nplanned: {from: 2026-03-03 10:00, to: 2026-03-03 11:00}\n"
        "services: [{id: checkout, level: down}]"
    )
    files = {"incidents/1.md": incident(DOWN, times=times), **maintenance(), "maintenance/2.md": more}
    kept = [tuple(said(moment) for moment in one.widest) for one in all_of(files) if not one.excused]
    assert kept == [("00:00 -2d", "10:00 -1d"), ("11:00 -1d", "10:30"), ("10:50", "00:00 +2d")]


def test_maintenance_alone_impairs_nothing() -> None:
    """What overran, or was an emergency, counts through the incident that reports it."""
    overrun = "\nemergency: true\nactual: {from: 2026-03-04 10:30, to: 2026-03-04 19:00}"
    assert all_of({"maintenance/1.md": maintenance()["maintenance/1.md"].replace("\n---\n", f"{overrun}\n---\n")}) == ()


def test_an_uncertain_impairment_that_is_excused_stays_uncertain() -> None:
    """Nothing of it is certain any more, and it may have been more."""
    times = "times: {detected: 2026-03-04 10:30, mitigated: 2026-03-04 10:50, resolved: 2026-03-04 10:50}"
    files = {"incidents/1.md": incident(DOWN, times=times), **maintenance()}
    assert [seen(one) for one in all_of(files)] == [("10:30", "10:30", 1, "at least"), ("10:30", "10:50", 0, "excused")]


def test_the_order_of_files_does_not_matter() -> None:
    """Of incidents and of maintenance."""
    texts = [
        incident(OWN if number % 2 else DOWN, times=RESOLVED, id=f"INC-2026-{number:04}") for number in range(1, 7)
    ]
    for seed in range(3):
        names = random.Random(seed).sample(range(100), len(texts))  # noqa: S311 - a repeatable order, not a secret
        files = {f"incidents/{name:02}.md": text for name, text in zip(names, texts, strict=True)}
        found = all_of({**files, **maintenance()})
        assert [one[:3] for one in found] == sorted(one[:3] for one in found)
        assert sorted(one[:3] for one in found) == sorted(
            one[:3] for one in all_of({**{f"incidents/{n}.md": text for n, text in enumerate(texts)}, **maintenance()})
        )
