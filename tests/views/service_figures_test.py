"""The figures on a service's page, worked out by hand, and on what they depend."""

from collections.abc import Mapping
from typing import Any

from incidentbook.views.service_figures import service_figures
from incidentbook.views.service_names import ServiceNames
from tests.views.list_book import incident, shown_book

SLA = "targets: [{severity: sev1, response: 15m, resolution: 4h}]\navailability: [{service: idle, objective: 99 %}]\n"
DOWN = "services: [{id: checkout, level: down}]\n"


def report(number: int, day: str, more: str = DOWN, *, minutes: int = 60) -> str:
    """Return an incident that began at noon, was answered after ten minutes and mitigated after some more."""
    end = f"{day} {12 + minutes // 60}:{minutes % 60:02}"
    times = f"started: {day} 12:00, detected: {day} 12:00, acknowledged: {day} 12:10, mitigated: {end}, resolved: {end}"
    return f"---\nid: INC-2026-{number:04}\ntitle: Report\nseverity: sev1\ntimes: {{{times}}}\n{more}---\n"


def book(*reports: str, **others: str) -> dict[str, str]:
    texts = {f"incidents/{at}.md": text for at, text in enumerate(reports)}
    return {"sla.yml": SLA, "services.yml": "checkout: {aliases: [shop]}\nidle: {}\nsearch: {}\n", **texts, **others}


def figures(texts: Mapping[str, str], key: str = "checkout") -> Any:
    shown = shown_book(texts)
    return service_figures(shown, ServiceNames(shown.book)).texts(key, shown.graph.services[key])["figures"]


def depends(texts: Mapping[str, str], key: str = "checkout") -> tuple[str, ...]:
    shown = shown_book(texts)
    return service_figures(shown, ServiceNames(shown.book)).depends(key, shown.graph.services[key])


def test_what_was_lost_in_the_last_365_days_is_split_into_ours_and_suppliers() -> None:
    """As of 21 August 2026, 12:00: 30 + 90 + 6 minutes; what was over before the same moment a year ago is left out."""
    found = figures(
        book(
            report(1, "2025-08-21", minutes=30),
            report(2, "2025-08-21", "services: [{id: search, level: down}]\n"),
            report(3, "2026-03-04", f"{DOWN}provider: Cloudhost\n", minutes=90),
            report(4, "2026-03-05", "services: [{id: shop, level: degraded, share: 10 %}]\n"),
            report(5, "2025-08-20"),
        )
    )
    assert found["lost"] == ("2 h 6 min", "1 h 30 min", 3, 0)


def test_marks_stand_before_what_was_lost() -> None:
    """An unknown start, and an incident whose level is not said."""
    since = "---\ntitle: A\ntimes: {detected: 2026-03-04 12:00, mitigated: 2026-03-04 13:00}\n" + DOWN + "---\n"
    plain = incident("2026-0009", "services: [checkout]\nstatus: resolved\n")
    assert figures(book(since, plain))["lost"] == ("at least 1 h", "", 1, 1)
    assert figures(book(plain))["lost"] == ("nothing certain", "", 0, 1)
    assert figures(book(report(1, "2020-01-01")))["lost"] == ("nothing", "", 0, 0)


def test_only_counted_incidents_that_affected_the_service_are_in_its_figures() -> None:
    """By any of its names; not what it caused, nor second reports."""
    found = figures(
        book(
            report(1, "2026-03-04"),
            report(2, "2026-03-05", "services: [shop]\n"),
            report(3, "2026-03-06", "services: [{id: checkout, role: cause}]\n"),
            report(4, "2026-03-07", f"{DOWN}duplicate_of: INC-2026-0001\n"),
            report(5, "2020-03-07", minutes=300),
        )
    )
    assert found["incidents"] == 3
    (response, resolution) = found["kept"]
    assert [(cell.said.met, cell.said.judged) for cell in (response.recent, response.ever)] == [(2, 2), (3, 3)]
    assert [(cell.said.met, cell.said.judged) for cell in (resolution.recent, resolution.ever)] == [(2, 2), (2, 3)]


def test_times_are_medians_where_there_are_enough_and_values_else() -> None:
    """Of five an hour each and one of two; of a single one itself."""
    found = figures(book(*(report(at, f"2026-03-0{at}", minutes=60 * at) for at in range(1, 6))))
    ttm = next(one.said for one in found["took"] if one.measure == "ttm")
    assert (ttm.median, ttm.few, ttm.n, ttm.of) == ("3 h", False, 5, 5)
    alone = next(one.said for one in figures(book(report(1, "2026-03-04")))["took"] if one.measure == "ttm")
    assert (alone.few, alone.values, alone.n) == (True, ("1 h",), 1)


def test_a_measure_that_nobody_wrote_down_is_left_out() -> None:
    """Only what was detected and mitigated is known."""
    found = figures(book(incident("2026-0001", DOWN + "status: resolved\n")))
    assert found["took"] == ()


def test_a_service_without_incidents_and_objective_has_no_figures() -> None:
    """And depends on nothing; one with an objective has, in a book with incidents."""
    texts = book(report(1, "2026-03-04"))
    assert (figures(texts, "search"), depends(texts, "search")) == (None, ())
    assert figures(texts, "idle")["availability"][0].share == "100 %"
    assert (figures(book(), "idle"), depends(book(), "idle")) == (None, ())


def test_figures_depend_on_the_services_own_incidents() -> None:
    """A milestone of another service's incident changes nothing here, and one of its own does."""
    texts = book(report(1, "2026-03-04"), report(2, "2026-03-05", "services: [{id: search, level: down}]\n"))
    other = {**texts, "incidents/1.md": texts["incidents/1.md"].replace("12:10", "12:11")}
    own = {**texts, "incidents/0.md": texts["incidents/0.md"].replace("12:10", "12:11")}
    assert depends(other) == depends(texts) != depends(own)
    assert depends(other, "search") != depends(texts, "search") == depends(own, "search")


def test_figures_depend_on_reports_that_are_one_incident_with_its_own() -> None:
    """A continuation that names only another service moves the end of the first report."""
    part = report(2, "2026-03-05", "services: [search]\ncontinues: INC-2026-0001\n")
    texts = book(report(1, "2026-03-04"), part)
    assert depends({**texts, "incidents/1.md": part.replace("13:00", "13:30")}) != depends(texts)


def test_figures_depend_on_how_far_back_the_book_goes() -> None:
    """An older incident of another service brings quarters of which there were no reports."""
    texts = book(report(1, "2026-08-04"))
    older = book(report(1, "2026-08-04"), report(2, "2026-03-05", "services: [search]\n"))
    assert depends(texts) != depends(older)
    assert [one.title for one in figures(texts)["availability"]] == ["Q3 2026", "2026"]
    assert [one.title for one in figures(older)["availability"]] == ["Q3 2026", "Q2 2026", "Q1 2026", "2026"]
