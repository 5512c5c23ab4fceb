"""How available a service was, and what is left of its error budget."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from incidentbook.availability import DEFINITIONS, Accounts, Availability, accounts, availability
from incidentbook.instants import parse_instant, zone_named
from incidentbook.periods import Period, Unit, period_of, periods_between
from tests.books import article, incident, opened

UTC = zone_named("UTC")
LONDON = ZoneInfo("Europe/London")
DAY = 86400
SLA = """
calendars:
  office: {zone: Europe/London, week: {mon-fri: "09:00-17:00"}}
  never: {zone: Europe/London, week: {}}
availability:
"""
OBJECTIVE = f"{SLA}  - {{service: checkout, objective: 99.9 %}}\n"


def at(text: str) -> float:
    return parse_instant(text, UTC).earliest.timestamp()


def period(moment: str = "2026-03-15", unit: Unit = "month") -> Period:
    return period_of(at(moment), unit, UTC)


def down(begin: str, end: str, *more: str, level: str = "level: down", service: str = "checkout") -> str:
    """Return an incident that was over in a minute after users could work again."""
    services = f"services: [{{id: {service}{', ' if level else ''}{level}}}]"
    times = f"{{started: {begin}, mitigated: {end}, resolved: {end}}}"
    return "\n".join([f"times: {times}", services, *more])


def opened_accounts(*incidents: str, sla: str = "", as_of: str = "2027-01-01", **files: str) -> Accounts:
    texts = {
        f"incidents/{number}.md": incident(id=f"INC-2026-{number:04}", times=text)
        for number, text in enumerate(incidents, 1)
    }
    texts |= {f"maintenance/{name}.md": text for name, text in files.items()}
    found = opened({**texts, **({"sla.yml": sla} if sla else {})})
    assert {one.path for one in found.book.articles()} == {path for path in texts if path.endswith(".md")}, (
        found.diagnostics
    )
    return accounts(found.book, at(as_of))


def march(*incidents: str, sla: str = "", as_of: str = "2027-01-01", **files: str) -> Availability:
    """Return the availability of the checkout in March 2026."""
    return availability("checkout", period(), opened_accounts(*incidents, sla=sla, as_of=as_of, **files))


def minutes(found: Availability) -> dict[str, float]:
    return {path.removeprefix("incidents/").removesuffix(".md"): seconds / 60 for path, seconds in found.incidents}


def test_without_incidents_a_service_was_there_all_the_time() -> None:
    found = march()
    assert (found.share, found.open_seconds, found.lost_seconds, found.incidents) == (1, 31 * DAY, 0, ())
    assert (found.hours, found.objective, found.budget_seconds, found.left_seconds) == ("always", None, None, None)
    assert (found.verdict, found.mark, found.running, found.provisional, found.unknown) == (None, "", False, False, ())


def test_one_incident_takes_its_length() -> None:
    """March has 44,640 minutes, of which 99.9 % allow 44.64 to be lost."""
    found = march(down("2026-03-04 10:00", "2026-03-04 10:40"), sla=OBJECTIVE)
    assert minutes(found) == {"1": 40}
    assert found.share == pytest.approx(1 - 40 / 44640)
    assert found.budget_seconds == pytest.approx(44.64 * 60)
    assert found.left_seconds == pytest.approx(4.64 * 60)
    assert found.verdict == "met"


def test_more_than_the_budget_misses_the_objective() -> None:
    """To the second: what is used up exactly is met."""
    missed = march(down("2026-03-04 10:00", "2026-03-04 10:45"), sla=OBJECTIVE)
    assert missed.verdict == "missed"
    april = Period("2026-04", "April 2026", at("2026-04-01"), at("2026-05-01"))
    exact = opened_accounts(down("2026-04-04 10:00:00", "2026-04-04 10:43:12"), sla=OBJECTIVE)
    assert availability("checkout", april, exact).verdict == "met"
    over = opened_accounts(down("2026-04-04 10:00:00", "2026-04-04 10:43:13"), sla=OBJECTIVE)
    assert availability("checkout", april, over).verdict == "missed"


def test_overlapping_incidents_are_counted_once() -> None:
    """At the highest level; what each took adds up."""
    found = march(
        down("2026-03-04 10:00", "2026-03-04 12:00", level="level: degraded"),
        down("2026-03-04 11:00", "2026-03-04 11:30"),
        down("2026-03-04 11:15", "2026-03-04 11:45"),
        down("2026-03-04 11:20", "2026-03-04 11:25"),
    )
    assert minutes(found) == {"1": 37.5, "2": 30, "3": 15, "4": 0}
    assert found.lost_seconds == sum(seconds for _, seconds in found.incidents) == 82.5 * 60


def test_downtime_is_split_at_the_boundary_of_a_period() -> None:
    """Whichever period the incident itself belongs to."""
    books = opened_accounts(down("2026-03-31 23:00", "2026-04-01 02:00"))
    hours = [availability("checkout", one, books).lost_seconds / 3600 for one in months(2026)]
    assert hours == [0, 0, 1, 2, *[0] * 8]
    assert [availability("checkout", period(unit=unit), books).lost_seconds / 3600 for unit in ("quarter", "year")] == [
        1,
        3,
    ]


def months(year: int) -> tuple[Period, ...]:
    return periods_between(at(f"{year}-01-01"), at(f"{year}-12-31"), "month", UTC)


def test_a_suppliers_part_can_be_told_apart() -> None:
    """What an outage of ours covered anyway is not theirs."""
    found = march(
        down("2026-03-04 10:00", "2026-03-04 11:00"),
        down("2026-03-04 10:30", "2026-03-04 11:30", "provider: AWS"),
    )
    assert (found.lost_seconds, found.supplier_seconds) == (90 * 60, 30 * 60)


def test_only_service_hours_count() -> None:
    """Of March's 22 working days, eight hours each; summer time begins on a Sunday."""
    office = f"{SLA}  - {{service: checkout, objective: 99 %, hours: office}}\n"
    found = march(
        down("2026-03-04 16:30", "2026-03-05 09:15"), down("2026-03-07 10:00", "2026-03-07 19:00"), sla=office
    )
    assert (found.hours, found.open_seconds) == ("office", 22 * 8 * 3600)
    assert minutes(found) == {"1": 45, "2": 0}
    assert found.budget_seconds == pytest.approx(0.01 * 22 * 8 * 3600)


def test_without_service_hours_there_is_no_share() -> None:
    """And nothing to be met."""
    found = march(
        down("2026-03-04 10:00", "2026-03-05 10:00"),
        sla=f"{SLA}  - {{service: checkout, objective: 1, hours: never}}\n",
    )
    assert (found.open_seconds, found.lost_seconds, found.share, found.verdict) == (0, 0, None, None)


def test_the_objective_in_force_at_the_beginning_holds() -> None:
    """Of two that began to hold together, the one written last; before any there is none."""
    changing = f"""{SLA}
  - {{service: checkout, objective: 99.5 %, from: 2026-03-02}}
  - {{service: checkout, objective: 99 %, from: 2026-02-01}}
  - {{service: checkout, objective: 98 %, from: 2026-02-01}}
  - {{service: payments, objective: 90 %}}
"""
    books = opened_accounts(sla=changing)
    assert [availability("checkout", one, books).objective for one in months(2026)[:5]] == [
        None, 0.98, 0.98, 0.995, 0.995,
    ]  # fmt: skip


def test_an_objective_is_found_under_the_services_other_names() -> None:
    files = {
        "services.yml": "checkout: {aliases: [shop]}\n",
        "sla.yml": "availability: [{service: shop, objective: 0.9}]\n",
    }
    assert availability("checkout", period(), accounts(opened(files).book, at("2027-01-01"))).objective == 0.9


def work(level: str, region: str = "") -> str:
    where = f", region: {region}" if region else ""
    return article(
        "id: MNT-2026-0001\ntitle: Work\nplanned: {from: 2026-03-07 20:00, to: 2026-03-08 20:00}\n"
        f"services: [{{id: checkout, level: {level}{where}}}]"
    )


def test_announced_downtime_is_neither_lost_nor_service_time() -> None:
    """The overrun is lost, and the budget is that of what is left."""
    overrun = down("2026-03-08 08:00", "2026-03-08 20:30")
    found = march(overrun, sla=OBJECTIVE, work=work("down"))
    assert (minutes(found), found.open_seconds) == ({"1": 30}, 30 * DAY)
    assert found.budget_seconds == pytest.approx(43.2 * 60)
    assert found.excused == ("incidents/1.md",)


def test_an_announced_lower_level_leaves_the_service_hours_as_they_are() -> None:
    """So does one for a region: what was worse or elsewhere may be lost."""
    incidents = (
        down("2026-03-08 08:00", "2026-03-08 09:00", level="level: degraded"),
        down("2026-03-08 10:00", "2026-03-08 11:00"),
    )
    found = march(*incidents, work=work("degraded"))
    assert (minutes(found), found.open_seconds) == ({"2": 60}, 31 * DAY)
    found = march(*incidents, work=work("down", "eu"))
    assert (minutes(found), found.open_seconds) == ({"1": 30, "2": 60}, 31 * DAY)


def test_the_share_is_one_where_all_that_was_lost_had_been_announced() -> None:
    found = march(down("2026-03-07 21:00", "2026-03-08 10:00"), work=work("down"))
    assert (found.share, found.incidents) == (1, ())


def test_an_incident_of_unknown_level_is_listed_and_leaves_it_open_whether_the_objective_is_met() -> None:
    """Not whether it is missed; and only in the period in which it was."""
    unknown = down("2026-03-04 10:00", "2026-03-04 11:00", level="")
    found = march(unknown, sla=OBJECTIVE)
    assert (found.unknown, found.lost_seconds, found.incidents, found.verdict) == (
        ("incidents/1.md",),
        0,
        (),
        "unknown",
    )
    books = opened_accounts(unknown, sla=OBJECTIVE)
    assert [availability("checkout", one, books).verdict for one in months(2026)[1:4]] == ["met", "unknown", "met"]
    assert march(unknown, down("2026-03-09 10:00", "2026-03-09 12:00"), sla=OBJECTIVE).verdict == "missed"


CHECKOUT = "{id: checkout, level: down}"


@pytest.mark.parametrize(
    ("times", "mark", "verdict"),
    [
        ("started: 2026-03-04 10:00, mitigated: 2026-03-04 10:30, resolved: 2026-03-04 10:30", "", "met"),
        ("detected: 2026-03-04 10:00, mitigated: 2026-03-04 10:30, resolved: 2026-03-04 10:30", "at least", "unknown"),
        ("detected: 2026-03-04 10:00, mitigated: 2026-03-04 11:30, resolved: 2026-03-04 11:30", "at least", "missed"),
        ("started: 2026-03-04 10:00, resolved: 2026-03-04 10:30", "at most", "met"),
        ("started: 2026-03-04 10:00, resolved: 2026-03-04 11:30", "at most", "unknown"),
        ("detected: 2026-03-04 10:00, resolved: 2026-03-04 11:30", "about", "unknown"),
        ("started: ~2026-03-04 10:00, mitigated: 2026-03-04 10:30, resolved: 2026-03-04 10:30", "about", "met"),
        ("started: 2026-03-04, mitigated: 2026-03-04, resolved: 2026-03-05", "at least", "unknown"),
        ("started: 2026-03-04, mitigated: 2026-03-06, resolved: 2026-03-06", "at least", "missed"),
    ],
)
def test_an_uncertain_time_is_marked_and_decides_only_what_is_certain(times: str, mark: str, verdict: str) -> None:
    found = march(f"times: {{{times}}}\nservices: [{CHECKOUT}]", sla=OBJECTIVE)
    assert (found.mark, found.verdict) == (mark, verdict)


def test_an_open_incident_takes_what_it_took_so_far_and_makes_its_periods_provisional() -> None:
    """The part of the period that lies ahead is neither up nor down."""
    still = f"times: {{started: 2026-03-04 10:00}}\nservices: [{CHECKOUT}]"
    books = opened_accounts(still, sla=OBJECTIVE, as_of="2026-03-05 10:00")
    february, march_, april = (availability("checkout", one, books) for one in months(2026)[1:4])
    assert (march_.open_seconds, march_.lost_seconds, march_.share) == (4.5 * DAY - 2 * 3600, DAY, 1 - 24 / 106)
    assert (march_.provisional, march_.running, march_.verdict) == (True, True, "missed")
    assert (february.provisional, february.verdict) == (False, "met")
    assert (april.open_seconds, april.lost_seconds, april.share, april.verdict) == (0, 0, None, "running")


def test_a_running_period_can_still_be_missed() -> None:
    """Its budget is that of the whole period."""
    found = march(down("2026-03-01 10:00", "2026-03-01 10:30"), sla=OBJECTIVE, as_of="2026-03-02")
    assert (found.share, found.verdict) == (1 - 30 / 1440, "running")
    assert found.budget_seconds == pytest.approx(44.64 * 60)


def test_all_open_or_all_in_the_future() -> None:
    """Nothing is divided by zero, and nothing is lost before it happens."""
    still = [f"times: {{started: 2026-03-{day:02} 10:00}}\nservices: [{CHECKOUT}]" for day in range(1, 6)]
    found = march(*still, as_of="2026-04-01")
    assert (found.lost_seconds, found.provisional, len(found.incidents)) == (30 * DAY + 14 * 3600, True, 5)
    found = march(*still, as_of="2026-02-01")
    assert (found.lost_seconds, found.share, found.provisional) == (0, None, False)
    at_its_beginning = march(*still, as_of="2026-03-01")
    assert (at_its_beginning.open_seconds, at_its_beginning.share) == (0, None)


def test_a_service_that_nobody_knows_was_always_there() -> None:
    assert availability("nope", period(), opened_accounts(as_of="2026-03-02")).share == 1


def test_the_day_on_which_clocks_are_changed_has_its_own_length() -> None:
    """In the zone of the site."""
    spring = period_of(at("2026-03-15"), "month", LONDON)
    assert availability("checkout", spring, opened_accounts()).open_seconds == 31 * DAY - 3600


def test_definitions_are_sentences() -> None:
    assert [definition.name for definition in DEFINITIONS] == ["availability", "error-budget"]
    assert all(definition.text.endswith(".") and "{" not in definition.text for definition in DEFINITIONS)


MINUTE = st.integers(0, 3 * 1440)
SHAPES = st.tuples(
    MINUTE, MINUTE, st.sampled_from(["level: down", "level: degraded, share: 25 %", "level: at-risk", ""])
)
WORKS = st.tuples(MINUTE, MINUTE, st.sampled_from(["down", "degraded", "none"]))


def written(minute: int) -> str:
    return f"{datetime(2026, 3, 30, tzinfo=UTC) + timedelta(minutes=minute):%Y-%m-%d %H:%M}"


def made(shapes: Sequence[tuple[int, int, str]], works: Sequence[tuple[int, int, str]], sla: str, now: int) -> Accounts:
    """Return the accounts of incidents and maintenances in three days around the turn of a month."""
    incidents = [down(written(begin), written(end), level=level) for begin, end, level in shapes]
    maintenance: Mapping[str, str] = {
        str(number): article(
            f"id: MNT-2026-{number:04}\ntitle: Work\nplanned: {{from: {written(begin)}, to: {written(end)}}}\n"
            f"services: [{{id: checkout, level: {level}}}]"
        )
        for number, (begin, end, level) in enumerate(works, 1)
    }
    return opened_accounts(*incidents, sla=sla, as_of=written(now), **maintenance)


@settings(deadline=None, max_examples=60)
@given(
    st.lists(SHAPES, max_size=5),
    st.lists(WORKS, max_size=3),
    st.sampled_from(["", OBJECTIVE, f"{SLA}  - {{service: checkout, objective: 95 %, hours: office}}\n"]),
    MINUTE,
    MINUTE,
)
def test_numbers_fit_together(
    shapes: list[tuple[int, int, str]], works: list[tuple[int, int, str]], sla: str, now: int, split: int
) -> None:
    """Two parts of a period make the whole, incidents add up, and no more is lost than there was."""
    books = made(shapes, works, sla, now)
    start, end, middle = at("2026-03-30"), at("2026-04-02"), at(written(split))
    first, second, whole = (
        availability("checkout", Period("", "", *ends), books)
        for ends in ((start, middle), (middle, end), (start, end))
    )
    assert whole.open_seconds == pytest.approx(first.open_seconds + second.open_seconds)
    assert whole.lost_seconds == pytest.approx(first.lost_seconds + second.lost_seconds)
    assert dict(whole.incidents).keys() == dict(first.incidents).keys() | dict(second.incidents).keys()
    for found in (first, second, whole):
        assert found.lost_seconds == sum(seconds for _, seconds in found.incidents)
        assert 0 <= found.lost_seconds <= found.open_seconds + 1e-6
        assert 0 <= found.supplier_seconds <= found.lost_seconds
        assert found.open_seconds <= max(0.0, found.counted_to - found.period.start)
        assert found.share is None or 0 <= found.share <= 1
        assert (found.share is None) == (found.open_seconds == 0)
        if found.budget_seconds is not None:
            assert 0 <= found.budget_seconds <= found.period.end - found.period.start


@settings(deadline=None, max_examples=30)
@given(st.lists(SHAPES, max_size=5), st.lists(WORKS, min_size=1, max_size=3))
def test_what_was_announced_never_makes_a_loss_larger(
    shapes: list[tuple[int, int, str]], works: list[tuple[int, int, str]]
) -> None:
    whole = Period("", "", at("2026-03-30"), at("2026-04-02"))
    with_, without = (availability("checkout", whole, made(shapes, some, "", 3 * 1440)) for some in (works, []))
    assert with_.lost_seconds <= without.lost_seconds
    assert with_.open_seconds <= without.open_seconds
