"""What the page of an incident is made again for: exactly what its figures depend on."""

from collections.abc import Mapping
from datetime import UTC, datetime
from itertools import product

import pytest

from incidentbook.links import link
from incidentbook.load import load_text
from incidentbook.settings import Settings
from incidentbook.views.incident_figures import FiguresSaid, figures_of
from incidentbook.views.verdict_grounds import VerdictGrounds
from incidentbook.views.view import Shown
from tests.books import article, incident

SLA = "targets: [{severity: sev1, response: 15m, resolution: 4h}]\n"
SERVICES = "checkout: {aliases: [shop]}\npayments: {}\n"
CLOSED = incident(
    "severity: sev1\nservices: [shop]",
    times="times: {started: 2026-03-04 10:00, detected: 2026-03-04 10:12, resolved: 2026-03-04 13:00}",
)
OPEN = incident("severity: sev1\nservices: [shop]", times="times: {detected: 2026-03-04 10:12}")


def seen(texts: Mapping[str, str], as_of: datetime, **options: object) -> tuple[tuple[str, ...], FiguresSaid]:
    """Return what the incident in 1.md depends on, and its figures."""
    settings = Settings.model_validate({"audience": "restricted", **options})
    book, _ = load_text({"services.yml": SERVICES, **texts}, settings)
    shown = Shown(book, link(book), settings, as_of)
    (asked,) = (one for one in book.incidents if one.path == "incidents/1.md")
    grounds = VerdictGrounds(shown)
    return grounds.of(asked, running=grounds.running(asked)), figures_of(asked, shown, grounds)


def depends(report: str, more: Mapping[str, str] | None = None, day: int = 20, **options: object) -> tuple[str, ...]:
    return seen(
        {"sla.yml": SLA, "incidents/1.md": report, **(more or {})}, datetime(2026, 3, day, tzinfo=UTC), **options
    )[0]


def move(times: str, service: str = "checkout", level: str = "down", title: str = "Move") -> str:
    return article(
        f"id: MNT-2026-0001\ntitle: {title}\nplanned: {{{times}}}\nservices: [{{id: {service}, level: {level}}}]"
    )


AT_ITS_TIME = "from: 2026-03-04 09:00, to: 2026-03-04 11:00"


def test_only_what_is_open_depends_on_the_moment() -> None:
    """A verdict on it may change by itself."""
    assert depends(OPEN, day=20) != depends(OPEN, day=21)
    assert depends(CLOSED, day=20) == depends(CLOSED, day=21)


@pytest.mark.parametrize("why", ["type: near-miss", "duplicate_of: INC-2026-0009"])
def test_what_is_not_judged_depends_on_no_moment(why: str) -> None:
    """It is not counted; or there are no targets at all."""
    report = OPEN.replace("severity: sev1\n", f"severity: sev1\n{why}\n").replace("[shop]", "[]")
    assert depends(report, day=20) == depends(report, day=21)
    assert depends(OPEN, {"sla.yml": ""}, day=20) == depends(OPEN, {"sla.yml": ""}, day=21)


def test_all_depend_on_targets_calendars_clocks_and_the_choice_of_durations() -> None:
    """Not on what was agreed of availability."""
    before = depends(CLOSED)
    for other in (
        SLA.replace("4h", "5h"),
        SLA + "clocks: {resolution: {to: resolved}}\n",
        SLA + 'calendars: {office: {zone: UTC, week: {mon: "09:00-17:00"}}}\n',
    ):
        assert depends(CLOSED, {"sla.yml": other}) != before
    assert depends(CLOSED, durations="stated") != before
    assert depends(CLOSED, {"sla.yml": SLA + "availability: [{service: checkout, objective: 99 %}]\n"}) == before


def test_an_incident_depends_on_maintenance_of_its_services_at_its_time() -> None:
    """Also by the service's other name; not on any other."""
    before = depends(CLOSED)
    at_its_time = depends(CLOSED, {"maintenance/m.md": move(AT_ITS_TIME)})
    assert at_its_time != before
    assert depends(CLOSED, {"maintenance/m.md": move(AT_ITS_TIME, title="Moved")}) != at_its_time
    assert depends(CLOSED, {"maintenance/m.md": move(AT_ITS_TIME, level="degraded")}) != at_its_time
    assert depends(CLOSED, {"maintenance/m.md": move(AT_ITS_TIME, "payments")}) == before
    assert depends(CLOSED, {"maintenance/m.md": move("from: 2026-03-03 09:00, to: 2026-03-03 11:00")}) == before
    assert depends(CLOSED, {"maintenance/m.md": move("from: 2026-03-05 09:00, to: 2026-03-05 11:00")}) == before


def test_an_open_incident_depends_on_maintenance_to_come() -> None:
    """It moves the moment at which its target is due."""
    later = {"maintenance/m.md": move("from: 2026-03-04 13:00, to: 2026-03-04 14:00")}
    assert depends(OPEN, later)[:-1] != depends(OPEN)[:-1]


def test_an_incident_depends_on_the_reports_that_continue_it() -> None:
    """Its durations run to their ends."""
    part = incident("continues: INC-2026-0001", id="INC-2026-0002", times="times: {started: 2026-03-05 10:00}")
    alone, followed = depends(CLOSED), depends(CLOSED, {"incidents/2.md": part})
    assert followed != alone
    assert depends(CLOSED, {"incidents/2.md": part.replace("10:00", "11:00")}) != followed
    assert depends(CLOSED, {"incidents/2.md": part.replace("continues: INC-2026-0001", "")}) == alone


BEGUN = "detected: 2026-03-04 10:12"
REPORTS = [
    (BEGUN, ""),
    (BEGUN, "status: monitoring"),
    (BEGUN, "status: resolved"),
    (f"{BEGUN}, mitigated: 2026-03-04 11:00", ""),
    (f"{BEGUN}, mitigated: 2026-03-04 11:00, resolved: 2026-03-04 12:00", ""),
    (f"{BEGUN}, acknowledged: 2026-03-04 10:15, resolved: 2026-03-04 12:00", ""),
    (f"{BEGUN}, mitigated: 2026-03-04, resolved: 2026-03-05", ""),
    (f"{BEGUN}, resolved: 2026-03-04 12:00, closed: 2026-03-20", ""),
    (f"{BEGUN}, resolved: 2026-03-04 12:00", "reopened: [{at: 2026-03-06 10:00}]"),
    (f"{BEGUN}, resolved: 2026-03-08 12:00", "reopened: [{at: 2026-03-06 10:00}]"),
    (f"{BEGUN}, mitigated: 2026-03-04 12:00", "reopened: [{at: 2026-03-06 10:00, resolved: 2026-03-06 11:00}]"),
    (f"{BEGUN}, resolved: 2026-03-04 12:00, paused: [{{from: 2026-03-04 10:20}}]", ""),
    (f"{BEGUN}, resolved: 2026-03-04 12:00", "type: near-miss"),
    ("", ""),
]
PARTS = [
    "",
    "times: {started: 2026-03-05 10:00}",
    "times: {started: 2026-03-05 10:00, mitigated: 2026-03-05 11:00, resolved: 2026-03-05 12:00}",
]
CLOCKS = ["", "clocks: {resolution: {from: detected, to: closed}}\n", "clocks: {response: {to: resolved}}\n"]


@pytest.mark.parametrize("clocks", CLOCKS)
@pytest.mark.parametrize(("times", "more"), REPORTS)
def test_figures_that_differ_have_different_grounds(times: str, more: str, clocks: str) -> None:
    """Whatever the report, the day, the maintenance, and the report that continues it."""
    known: dict[tuple[str, ...], FiguresSaid] = {}
    windows = ("", AT_ITS_TIME, "from: 2026-03-04 11:00, to: 2026-03-04 15:00")
    for day, window, another, part in product((1, 5, 30), windows, windows, PARTS):
        texts = {
            "sla.yml": SLA + clocks,
            "incidents/1.md": incident(f"severity: sev1\nservices: [shop]\n{more}", times=f"times: {{{times}}}"),
        }
        if window:
            texts["maintenance/1.md"] = move(window)
        if another:
            texts["maintenance/2.md"] = move(another).replace("MNT-2026-0001", "MNT-2026-0002")
        if part:
            texts["incidents/2.md"] = incident("continues: INC-2026-0001", id="INC-2026-0002", times=part)
        grounds, figures = seen(texts, datetime(2026, 3, day, tzinfo=UTC))
        assert known.setdefault(grounds, figures) == figures, (day, window, another, part)
    assert len(known) > 1
