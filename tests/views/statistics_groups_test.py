"""The tables of the statistics."""

import pytest

from incidentbook.statistics import rows, total
from incidentbook.views import statistics_groups
from incidentbook.views.references import Severity
from incidentbook.views.statistics_groups import Groups, Line, Table, groups, quarter_table, quarters_until_now
from tests.views.statistics_book import at_times, report, statistics_of


def grouped(texts: dict[str, str]) -> Groups:
    statistics = statistics_of(texts)
    return groups(statistics, quarters_until_now(statistics), total(statistics))


def table(texts: dict[str, str], by: str) -> dict[str, Line]:
    found = next(table for table in grouped(texts).tables if table.by == by)
    return {line.severity.word if line.severity else line.title: line for line in found.first}


def quarters(*times: str) -> Table:
    statistics = statistics_of(at_times(*times))
    return quarter_table(quarters_until_now(statistics), total(statistics))


def test_quarters_go_from_the_present_one_back_to_the_first() -> None:
    """Quiet ones between and since are rows, too, and the present one may still change."""
    found = quarters("2025-11-01 10:00", "2026-04-01 10:00")
    assert [(line.title, line.incidents) for line in found.first] == [
        ("Q3 2026", 0), ("Q2 2026", 1), ("Q1 2026", 0), ("Q4 2025", 1),
    ]  # fmt: skip
    assert found.first[0].provisional
    assert not found.first[2].provisional
    assert (found.whole.title, found.whole.incidents) == ("All incidents", 2)


def test_a_book_at_rest_has_no_row_for_every_quarter_since() -> None:
    """More than five years after its last incident."""
    assert [line.title for line in quarters("2015-02-01 10:00").first] == ["Q1 2015"]


def test_an_incident_that_is_yet_to_come_has_a_row() -> None:
    """And nothing is put after it."""
    assert [line.title for line in quarters("2026-08-01 10:00", "2027-01-01 10:00").first] == [
        "Q1 2027", "Q4 2026", "Q3 2026",
    ]  # fmt: skip


def test_earlier_quarters_are_folded_away() -> None:
    """Two years stand at once."""
    found = quarters("2024-01-01 10:00", "2026-07-01 10:00")
    assert (len(found.first), [line.title for line in found.more], found.more_said) == (
        8, ["Q3 2024", "Q2 2024", "Q1 2024"], "3 earlier quarters",
    )  # fmt: skip


def test_a_row_has_times_repeats_and_downtime() -> None:
    """Five of sev1 take 10 to 50 min; of the single one of sev2 the values stand themselves."""
    texts = {
        f"incidents/{n}.md": report(
            n, f"started: 2026-01-0{n} 10:00, mitigated: 2026-01-0{n} 10:{n}0",
            f"severity: {'sev2' if n == 6 else 'sev1'}\nservices: [{{id: web, level: down}}]\n",
        )
        for n in range(1, 6)
    }  # fmt: skip
    texts["incidents/7.md"] = report(7, "started: 2026-01-07 10:00, mitigated: 2026-01-07 11:30", "severity: sev2\n")
    found = table(texts, "severity")
    ttm = found["sev1"].times[2]
    assert (ttm.median.replace("\N{NO-BREAK SPACE}", " "), ttm.n, ttm.of) == ("30 min", 5, 5)
    assert (found["sev1"].repeats, found["sev1"].repeats_of) == ("0 %", "0 of 5")
    assert found["sev1"].downtime == "2 h 30 min"
    assert [value.replace("\N{NO-BREAK SPACE}", " ") for value in found["sev2"].times[2].values] == ["1 h 30 min"]
    assert (found["sev2"].repeats, found["sev2"].repeats_of, found["sev2"].downtime) == ("0 of 1", "", "")


def test_a_severity_is_shown_with_its_place_on_the_scale() -> None:
    """Those without one stand last, in words alone."""
    texts = {
        "incidents/1.md": report(1, "2026-01-01 10:00"),
        "incidents/2.md": report(2, "2026-01-01 10:00", "severity: sev2\n"),
    }
    found = table(texts, "severity")
    assert list(found) == ["sev2", "No severity"]
    assert found["sev2"].severity == Severity("sev2", 2, "high")


def test_services_lead_to_their_pages_and_words_read_as_words() -> None:
    """A service is called by its name; `missing-alert` is written without its hyphen."""
    said = "services: [{id: web}]\nfactors: [missing-alert]\ndetection: security-report\n"
    texts = {"services.yml": "web: {name: Web shop}\n", "incidents/1.md": report(1, "2026-01-01 10:00", said)}
    assert table(texts, "service")["Web shop"].path == "services/web.md"
    assert list(table(texts, "factor")) == ["Missing alert"]
    assert list(table(texts, "detection")) == ["Security report"]
    assert list(table(at_times("2026-01-01 10:00"), "service")) == ["No service affected"]


def test_of_many_incidents_the_groups_are_made_of_the_last_quarters(monkeypatch: pytest.MonkeyPatch) -> None:
    """As many quarters as asked for and one that runs, and more until there are incidents enough."""
    times = ("2024-01-01 10:00", "2025-05-01 10:00", "2026-01-01 10:00", "2026-02-01 10:00", "2026-08-01 10:00")
    monkeypatch.setattr(statistics_groups, "QUARTERS", 2)
    monkeypatch.setattr(statistics_groups, "ENOUGH", 3)
    some = grouped(at_times(*times))
    assert (some.since, some.incidents) == ("Q1 2026", 3)
    assert [line.incidents for line in some.tables[0].first] == [3]
    assert some.tables[0].whole.incidents == 3
    monkeypatch.setattr(statistics_groups, "ENOUGH", 1)
    assert grouped(at_times(*times)).since == "Q1 2026"
    monkeypatch.setattr(statistics_groups, "ENOUGH", 4)
    assert grouped(at_times(*times)).since == "Q2 2025"
    monkeypatch.setattr(statistics_groups, "ENOUGH", 6)
    assert (grouped(at_times(*times)).since, grouped(at_times(*times)).incidents) == ("", 5)


def test_quiet_quarters_have_the_figures_of_nothing() -> None:
    """As the rows between incidents have."""
    statistics = statistics_of(at_times("2025-11-01 10:00", "2026-04-01 10:00"))
    between, since = (row for row in quarters_until_now(statistics) if not row.incidents)
    assert between in rows(statistics, "quarter")
    assert (since.durations, since.compliance, since.repeat_rate) == (
        between.durations, between.compliance, between.repeat_rate,
    )  # fmt: skip
