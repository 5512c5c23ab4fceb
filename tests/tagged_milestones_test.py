"""Milestones that stand in the timeline of a report: what they supply, and when they do not."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidentbook.book import Finding, located
from incidentbook.kinds.incident.model import MILESTONES
from incidentbook.tagged_milestones import tagged_in
from tests.books import article, incident, opened

DATED = """\
## Timeline

- 2026-03-04 10:00 [started] Orders fail.
- 10:12 [detected] The alert fires.
- 10:44 [mitigated] It clears.
- 2026-03-05 09:00 [resolved] Over.
"""


def supplied(body: str, times: str = "times: {detected: 2026-03-04 10:12}", front: str = "") -> Mapping[str, str]:
    """Return what an incident's timeline supplies: by milestone when it was, in UTC."""
    texts = {"incidents/a.md": incident(front, body, times=times)}
    (found,) = opened(texts).book.incidents
    moments = {name: getattr(found.fields.times, name) for name in found.from_timeline}
    return {name: f"{moment.earliest:%Y-%m-%d %H:%M:%S%z}" for name, moment in moments.items()}


def test_a_tagged_line_supplies_its_milestone_unless_times_does() -> None:
    """With the date of the lines before it."""
    assert supplied(DATED) == {
        "started": "2026-03-04 10:00:00+0000",
        "mitigated": "2026-03-04 10:44:00+0000",
        "resolved": "2026-03-05 09:00:00+0000",
    }
    assert supplied(DATED, "times: {mitigated: 2026-03-04 10:50, started: }").keys() == {
        "started", "detected", "resolved",
    }  # fmt: skip


def test_a_report_without_times_has_those_of_its_timeline() -> None:
    """So it needs no others, and no finding says that it has none."""
    for times in ("", "times:", "times: {}"):
        assert supplied(DATED, times).keys() == {"started", "detected", "mitigated", "resolved"}
        assert "KB202" not in opened({"incidents/a.md": incident("", DATED, times=times)}).codes


@pytest.mark.parametrize(
    ("times", "date"),
    [
        ("times: {started: 2026-03-04 10:00, detected: 2026-03-04 10:12}", "2026-03-04"),
        ("times: {started: 2026-03-04}", "2026-03-04"),
        ("times: {started: 2026-03-04 23:30-05:00}", "2026-03-05"),
        ("times: {started: 2026-03-04 10:00, closed: 2026-03-06}", None),
        ("times: {started: 2026-03}", None),
        ("times: {started: soon}", None),
        ("times: soon", None),
        ("", None),
    ],
)
def test_lines_without_a_date_are_of_the_day_that_times_are_of(times: str, date: str | None) -> None:
    """If these are all of one day, as the report's clock says it; else nobody knows."""
    found = supplied("## Timeline\n\n- 10:20 It grows.\n- 10:44 [mitigated] It clears.\n", times)
    assert found == ({"mitigated": f"{date} 10:44:00+0000"} if date else {})


def test_behind_a_midnight_that_nobody_wrote_down_nothing_is_supplied() -> None:
    """Until a line has a date again."""
    body = "## Timeline\n\n- 2026-03-04 23:50 It begins.\n- 00:10 [mitigated] It clears.\n- 00:20 [resolved] Over.\n"
    assert supplied(body) == {}
    assert supplied(body.replace("00:20", "2026-03-05 00:20")).keys() == {"resolved"}
    assert supplied("## Timeline\n\n- 23:50 It begins.\n- 00:10 [mitigated] It clears.\n") == {}


def test_a_milestone_that_two_lines_place_differently_is_not_supplied() -> None:
    """The same one twice is."""
    twice = "## Timeline\n\n- 2026-03-04 10:44 [mitigated] a\n- 2026-03-04 {} [mitigated] b\n"
    assert supplied(twice.format("10:44")).keys() == {"mitigated"}
    assert supplied(twice.format("11:02")) == {}


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("- 2026-03-04 10:44:30 [mitigated] a", "2026-03-04 10:44:30+0000"),
        ("- 2026-03-04T10:44Z [mitigated] a", "2026-03-04 10:44:00+0000"),
        ("| **2026-03-04 10:44 UTC** | [mitigated] a |", "2026-03-04 10:44:00+0000"),
        ("- 2026-07-04 10:44 GMT [mitigated] a", "2026-07-04 10:44:00+0000"),
        ("- 2026-07-04 10:44 [mitigated] a", "2026-07-04 10:44:00+0100"),
        ("- 2026-03-04 10:44 CET [mitigated] a", None),
        ("- 2026-03-29 01:30 [mitigated] a", None),
        ("- 2026-03-04 10:44 a [mitigated]", None),
        ("- 2026-03-04 10:44 [Mitigated] a", None),
        ("- 2026-03-04 10:44 [mended] a", None),
        ("- 2026-02-30 10:44 [mitigated] a", None),
        ("<!--\n- 2026-03-04 10:44 [mitigated] a\n-->", None),
        ("```\n- 2026-03-04 10:44 [mitigated] a\n```", None),
    ],
)
def test_a_time_is_that_of_the_report_s_clock_unless_the_line_says_utc(line: str, found: str | None) -> None:
    """Whatever it cannot be, or may not be, is left alone."""
    body = f"## Timeline\n\n{line}\n"
    times = "times: {detected: 2026-01-01 10:00}"
    assert supplied(body, times, "zone: Europe/London") == ({"mitigated": found} if found else {})


def test_only_an_incident_s_timeline_counts() -> None:
    """Not another section, nor another kind of article."""
    assert supplied(DATED.replace("Timeline", "Impact")) == {}
    issue = article("id: KI-0001\ntitle: Issue", DATED)
    assert opened({"known-issues/a.md": issue}).book.known_issues[0].from_timeline == {}


def test_figures_know_of_it() -> None:
    """What is said besides does not concern them."""

    def said(body: str) -> str:
        return opened({"incidents/a.md": incident("", body)}).book.incidents[0].said

    assert said(DATED) != said(DATED.replace("10:44", "10:45"))
    assert said(DATED) == said(f"Text.\n\n{DATED} More.")


def test_what_is_wrong_with_such_a_time_is_found_at_its_line() -> None:
    """As there is none in `times`."""
    book = opened({"incidents/a.md": incident("status: resolved", DATED)}).book
    findings = [Finding("incidents/a.md", ("times", name), "KB401", "m") for name in ("resolved", "detected")]
    assert [(one.line, one.column) for one in located(book, findings)] == [(12, 3), (4, 19)]


@given(st.lists(st.sampled_from(["10:00", "2026-03-04 11:00", " [mitigated]", " [", "] ", "- ", "\n", "|", "Z", "##"])))
def test_any_text_supplies_only_milestones_at_its_lines(parts: list[str]) -> None:
    """Each once."""
    body = "## Timeline\n" + "".join(parts)
    found = tagged_in(body, 5)
    assert len({one.milestone for one in found}) == len(found)
    for one in found:
        assert one.milestone in MILESTONES
        assert f"[{one.milestone}]" in body.split("\n")[one.line - 5]
