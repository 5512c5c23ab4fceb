"""What announced maintenance excused, and on what a page that says so depends."""

from incidentbook.views.maintenance_excuses import Excuse, MaintenanceExcuses
from incidentbook.views.service_names import ServiceNames
from tests.views.list_book import shown_book

SLA = "targets: [{severity: sev1, response: 15m, resolution: 4h}]\n"
WINDOW = "planned: {from: 2026-05-02 20:00, to: 2026-05-02 22:00}\n"
CHECKOUT_DOWN = "services: [{id: checkout, level: down}]\n"


def maintenance(services: str = CHECKOUT_DOWN, windows: str = WINDOW, number: int = 1) -> str:
    return f"---\nid: MNT-2026-{number:04}\ntitle: Move\n{windows}{services}---\n"


def report(times: str, services: str = CHECKOUT_DOWN, more: str = "") -> str:
    return f"---\nid: INC-2026-0001\ntitle: Report\nseverity: sev1\ntimes: {{{times}}}\n{services}{more}---\n"


LONG = (
    "started: 2026-05-02 20:30, detected: 2026-05-02 20:30, acknowledged: 2026-05-02 20:40, "
    "mitigated: 2026-05-02 23:00, resolved: 2026-05-02 23:00"
)


def excuses(texts: dict[str, str]) -> tuple[MaintenanceExcuses, tuple[Excuse, ...], tuple[str, ...]]:
    shown = shown_book({"sla.yml": SLA, "services.yml": "checkout: {name: Checkout}\nsearch: {}\n", **texts})
    found = MaintenanceExcuses(shown, ServiceNames(shown.book))
    asked = next(one for one in shown.book.maintenance if one.path == "maintenance/m.md")
    return found, found.of(asked), found.depends(asked)


def said(*reports: str, of: str = "") -> list[tuple[str, tuple[tuple[str, str], ...], tuple[str, ...]]]:
    texts = {f"incidents/{at}.md": text for at, text in enumerate(reports)}
    _, found, _ = excuses({"maintenance/m.md": of or maintenance(), **texts})
    return [(one.incident.name, one.services, one.clocks) for one in found]


def test_what_lay_in_the_window_is_said_by_service_and_clock() -> None:
    """From 20:30 to the announced end are 90 minutes; the response was wholly within."""
    assert said(report(LONG)) == [
        (
            "INC-2026-0001",
            (("Checkout", "1 h 30 min"),),
            ("the response clock was not judged", "the resolution clock rested for 1 h 30 min"),
        )
    ]


def test_what_is_worse_than_announced_is_not_excused() -> None:
    """Announced as degraded, and down."""
    assert said(report(LONG), of=maintenance("services: [{id: checkout, level: degraded}]\n")) == []


def test_a_clock_does_not_rest_for_a_service_that_had_nothing_announced() -> None:
    """But what the other lost is excused."""
    both = "services: [{id: checkout, level: down}, {id: search, level: down}]\n"
    assert said(report(LONG, both)) == [("INC-2026-0001", (("Checkout", "1 h 30 min"),), ())]


def test_what_another_maintenance_excused_is_not_said_of_this_one() -> None:
    """Of two windows, each page has its own part: up to 21:00 this one, and from then the other."""
    first = "planned: {from: 2026-05-02 20:00, to: 2026-05-02 21:00}\n"
    second = "planned: {from: 2026-05-02 21:00, to: 2026-05-02 22:00}\n"
    _, found, _ = excuses(
        {
            "maintenance/m.md": maintenance(windows=first),
            "maintenance/n.md": maintenance(windows=second, number=2),
            "incidents/0.md": report(LONG),
        }
    )
    assert [one.services for one in found] == [(("Checkout", "30 min"),)]


def test_a_window_for_a_region_excuses_that_region_only() -> None:
    """The other suffered without notice."""
    here = "services: [{id: checkout, level: down, region: EU}]\n"
    there = "services: [{id: checkout, level: down, region: US}]\n"
    assert [one[1] for one in said(report(LONG, here), of=maintenance(here))] == [(("Checkout", "1 h 30 min"),)]
    assert said(report(LONG, there), of=maintenance(here)) == []


def test_what_was_not_announced_excuses_nothing() -> None:
    """An emergency, and a maintenance that was cancelled."""
    assert said(report(LONG), of=maintenance(windows=f"{WINDOW}emergency: true\n")) == []
    assert said(report(LONG), of=maintenance(windows=f"{WINDOW}status: cancelled\n")) == []


def depends(*reports: str) -> tuple[str, ...]:
    texts = {f"incidents/{at}.md": text for at, text in enumerate(reports)}
    return excuses({"maintenance/m.md": maintenance(), **texts})[2]


def test_a_page_depends_on_the_incidents_at_its_time_alone() -> None:
    """Not on those before and after, nor on those of other services, however they change."""
    early = report(LONG.replace("05-02", "05-01"))
    late = report(LONG.replace("05-02", "05-03"))
    other = report(LONG, "services: [search]\n")
    assert depends(early, late, other) == depends() == ()
    assert depends(report(LONG)) != depends(report(LONG.replace("23:00", "23:01"))) != ()


def test_an_incident_that_is_open_or_has_periods_may_reach_into_the_window() -> None:
    """Its milestones alone do not say when it ended."""
    assert depends(report("detected: 2026-04-01 10:00")) != ()
    period = "services: [{id: checkout, periods: [{from: 2026-05-02 20:00, to: 2026-05-02 21:00, level: down}]}]\n"
    assert depends(report("detected: 2026-05-03 10:00, resolved: 2026-05-03 10:00", period)) != ()
    assert depends(report("detected: 2026-04-01 10:00, resolved: 2026-04-01 10:00",
                          more="reopened: [{at: 2026-05-02 21:00, resolved: 2026-05-02 21:30}]\n")) != ()  # fmt: skip


def test_a_part_of_an_incident_brings_its_first_report() -> None:
    """What continues it in the window counts for that one."""
    first = report(LONG.replace("05-02", "05-01"))
    part = report(LONG).replace("INC-2026-0001", "INC-2026-0002").replace("title:", "continues: INC-2026-0001\ntitle:")
    assert [one[0] for one in said(first, part)] == ["INC-2026-0001"]
    assert depends(first, part) != depends(first.replace("20:40", "20:41"), part)
