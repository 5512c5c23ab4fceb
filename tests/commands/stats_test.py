"""`incidentbook stats`."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from incidentbook.cli import main
from incidentbook.statistics import BY
from tests.books import incident, issue, write

CLOCKS = {"started": "10:00", "detected": "10:05", "acknowledged": "10:10", "mitigated": "10:30", "resolved": "11:00"}
POLICY = "targets: [{severity: sev1, response: 15m, resolution: 4h}]"
DURATION_KEYS = {"n", "of", "stated", "inexact", "median", "low", "high", "p90", "mean", "min", "max", "values"}
SLA_KEYS = {"met", "missed", "unknown", "running", "excluded", "compliance", "worst"}

Stats = Callable[..., str]
Figures = Callable[..., list[dict[str, Any]]]


def report(number: int, day: str, front_matter: str = "") -> str:
    times = ", ".join(f"{name}: {day} {clock}" for name, clock in CLOCKS.items())
    said = f"severity: sev1\nstatus: resolved\nservices: [{{id: shop, level: down}}]\n{front_matter}"
    return incident(said, id=f"INC-2026-{number:04}", times=f"times: {{{times}}}")


BOOK = {
    "incidents/1.md": report(1, "2025-12-31"),
    "incidents/2.md": report(2, "2026-02-03", "known_issues: [KI-0001]"),
    "incidents/3.md": report(3, "2026-03-04", "known_issues: [KI-0001]\nstated: {mitigate: 2h}"),
    "incidents/4.md": report(4, "2026-04-01", "duplicate_of: INC-2026-0003"),
    "incidents/5.md": report(5, "2026-04-01", "audience: restricted"),
    "known-issues/1.md": issue(),
    "services.yml": "shop: {name: The shop}",
    "sla.yml": POLICY,
}


@pytest.fixture(autouse=True)
def surroundings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1782864000")  # 1 July 2026
    monkeypatch.setenv("COLUMNS", "80")
    project(tmp_path, BOOK)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def stats(capsys: pytest.CaptureFixture[str]) -> Stats:
    def run(*arguments: str) -> str:
        assert main(["stats", *arguments]) == 0
        out, err = capsys.readouterr()
        assert err == ""
        return out

    return run


@pytest.fixture
def figures(stats: Stats) -> Figures:
    def run(*arguments: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = json.loads(stats("--json", *arguments))
        return found

    return run


def project(folder: Path, texts: dict[str, str], settings: str = "plugins: [incidentbook]") -> None:
    (folder / "mkdocs.yml").write_text(f"docs_dir: kb\n{settings}", encoding="utf-8")
    write(folder / "kb", texts)


def test_json_has_an_object_for_each_quarter_with_stable_keys(figures: Figures) -> None:
    """In order of time; lengths are in minutes."""
    found = figures()
    assert found == figures("--by", "quarter")
    assert [row["period"] for row in found] == ["2025-Q4", "2026-Q1"]
    assert all(
        set(row)
        == {"by", "key", "title", "period", "incidents", "open", "provisional", "ttd", "tta", "ttm", "ttr"}
        | {"sla", "repeat_rate", "repeats", "downtime_minutes"}
        for row in found
    )
    row = found[1]
    assert (row["by"], row["key"], row["title"], row["incidents"]) == ("quarter", "2026-Q1", "Q1 2026", 2)
    assert all(set(row[measure]) == DURATION_KEYS for measure in ("ttd", "tta", "ttm", "ttr"))
    assert row["ttm"] == {
        "n": 2, "of": 2, "stated": 0, "inexact": 0, "median": 30.0, "low": None, "high": None, "p90": 30.0,
        "mean": 30.0, "min": 30.0, "max": 30.0, "values": [30.0, 30.0],
    }  # fmt: skip
    assert set(row["sla"]) == {"response", "resolution"}
    assert all(set(clock) == SLA_KEYS for clock in row["sla"].values())
    assert (row["sla"]["response"]["met"], row["sla"]["response"]["compliance"]) == (2, 1.0)
    assert (row["repeat_rate"], row["repeats"]) == (0.5, {"repeats": 1, "unlinked": 0, "unreviewed": 2})
    assert row["downtime_minutes"] == 60.0


@pytest.mark.parametrize("by", BY)
def test_every_grouping_has_the_same_keys(by: str, figures: Figures) -> None:
    """`period` is null where the key is none, and the key where nothing is said."""
    found = figures("--by", by)
    assert {tuple(row) for row in found} == {tuple(figures()[0])}
    assert all((row["period"] == row["key"]) if by in BY[:3] else row["period"] is None for row in found)
    expected = {
        "month": ["2025-12", "2026-01", "2026-02", "2026-03"], "year": ["2025", "2026"],
        "quarter": ["2025-Q4", "2026-Q1"], "service": ["shop"], "severity": ["sev1"], "known-issue": ["KI-0001", None],
    }  # fmt: skip
    assert [row["key"] for row in found] == expected.get(by, [None])


def test_values_stand_there_when_they_are_few(figures: Figures, tmp_path: Path) -> None:
    """From five on the list is null."""
    for few in (4, 5):
        project(tmp_path, {f"incidents/{number}.md": report(number, "2026-02-03") for number in range(1, few + 1)})
        (row,) = figures("--by", "severity")
        assert (row["ttr"]["values"], row["ttr"]["n"]) == ([60.0] * 4 if few == 4 else None, few)


def test_since_until_as_of_durations_and_audience_choose(figures: Figures) -> None:
    """From the one and before the other, as far as they are written."""
    assert [row["incidents"] for row in figures("--since", "2026")] == [2]
    assert [row["key"] for row in figures("--until", "2026")] == ["2025-Q4"]
    assert [row["key"] for row in figures("--since", "2026-02", "--until", "2026-03-04", "--by", "month")] == [
        "2026-02"
    ]
    assert [row["provisional"] for row in figures("--as-of", "2026-03-31")] == [False, True]
    assert [row["provisional"] for row in figures()] == [False, False]
    assert figures("--durations", "stated")[1]["ttm"]["values"] == [120.0]
    assert [row["incidents"] for row in figures("--audience", "restricted", "--by", "year")] == [1, 3]
    assert figures("--audience", "public") == []


def test_the_project_s_settings_hold_where_no_option_says_otherwise(figures: Figures, tmp_path: Path) -> None:
    """Durations, zone, audience and the repeat window."""
    options = "{durations: stated, zone: Pacific/Auckland, audience: restricted, repeat_window_days: 10}"
    project(tmp_path, BOOK, f"plugins: [{{incidentbook: {options}}}]")
    by_quarter = figures()
    assert by_quarter[0]["key"] == "2025-Q4"
    assert (by_quarter[1]["ttm"]["values"], by_quarter[1]["repeat_rate"]) == ([120.0], 0.0)
    assert by_quarter[2]["incidents"] == 1
    assert figures("--durations", "derived")[1]["ttm"]["mean"] == 30.0
    assert len(figures("--audience", "internal")) == 2


def test_the_table_fits_80_columns_and_says_what_it_leaves_out(stats: Stats) -> None:
    """As of when, how many incidents, what a dash and brackets mean."""
    said = stats()
    assert said.startswith("3 incidents, by quarter, as of 1 Jul 2026, 00:00 UTC\n\nQuarter")
    assert "Q1 2026  2  (5m) 2  (5m) 2  (30m) 2  (1h00) 2    2/2     2/2    50%  1h00\n" in said
    assert "All 3 incidents\nTTD         5 min, 5 min and 5 min (n 3 of 3)\n" in said
    assert said.endswith("Left out: 1 duplicate.\n")
    for by in BY:
        assert max(map(len, stats("--by", by).splitlines())) <= 80
    assert "from 2026 to before 3 Mar 2026, by month" in stats(
        "--by", "month", "--since", "2026", "--until", "2026-03-03"
    )


def test_without_incidents_it_says_so(stats: Stats, figures: Figures, tmp_path: Path) -> None:
    """With status 0, and an empty list for a machine."""
    assert stats("--since", "2030") == (
        "No incident from 2030, by quarter, as of 1 Jul 2026, 00:00 UTC\n\nNo report is left out.\n"
    )
    assert figures("--since", "2030") == []
    for path in (tmp_path / "kb").rglob("*.*"):
        path.unlink()
    assert stats().startswith("No incident, by quarter")
    assert figures() == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--since", "2026-13"], "--since cannot be `2026-13`: there is no month 13."),
        (["--until", "soon"], "--until cannot be `soon`: write a time as 2026-03-04 10:12"),
        (["--as-of", "4.3.2026"], "--as-of cannot be `4.3.2026`: write year, month and day in this order"),
        (["--since", "2026-04", "--until", "2026"], "--since 2026-04 is not before --until 2026"),
    ],
)
def test_a_wrong_time_is_one_sentence_and_status_2(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """On standard error."""
    assert main(["stats", *arguments]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(f"incidentbook: {said}")
    assert err.count("\n") == 1


@pytest.mark.parametrize("arguments", [["--by", "week"], ["--durations", "guessed"], ["--audience", "all"]])
def test_a_wrong_word_is_status_2_and_names_the_right_ones(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """As for every command."""
    assert main(["stats", *arguments]) == 2
    assert f"'{arguments[1]}' is not one of" in capsys.readouterr().err


def test_errors_in_articles_are_said_beside_the_figures(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """On standard error, so that JSON stays JSON; the figures of the others are there."""
    project(tmp_path, {"incidents/6.md": report(6, "2026-02-03", "colour: red")})
    assert main(["stats", "--json"]) == 0
    out, err = capsys.readouterr()
    assert err == "incidentbook: 1 error in the articles; `incidentbook check` says what may be missing here.\n"
    assert len(json.loads(out)) == 2


def test_without_a_project_it_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Which says how to name one."""
    monkeypatch.chdir(tmp_path / "kb")
    assert main(["stats"]) == 2
    assert "name it with --config" in capsys.readouterr().err
    assert main(["stats", "--config", str(tmp_path / "mkdocs.yml")]) == 0


def test_the_demo_book_has_figures(monkeypatch: pytest.MonkeyPatch, figures: Figures, stats: Stats) -> None:
    """By every grouping, within 80 columns."""
    monkeypatch.chdir(Path(__file__).parents[2])
    assert sum(row["incidents"] for row in figures()) == 37
    for by in BY:
        assert max(map(len, stats("--by", by).splitlines())) <= 80
