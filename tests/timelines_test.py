"""The lines of a timeline."""

from datetime import date

import pytest

from incidentbook.timelines import TimelineLine, timeline_of
from tests.books import incident, opened


def lines(body: str) -> tuple[TimelineLine, ...]:
    """Return the timeline of an incident whose body begins on line 6."""
    return timeline_of(opened({"incidents/a.md": incident(body=body)}).book.incidents[0])


def test_dates_carry_on_and_milestones_are_tagged() -> None:
    """In a list, with the place of the date or time."""
    found = lines("""\
## Timeline

- 10:12 [detected] Before any date.
- 2026-03-04 10:20 It begins.
* 10:44 [mitigated] The alert clears.
  - 11:00 a line below
- not a time
- 2026-03-05: 09:00 - [resolved] Over.

## Impact

- 12:00 [closed] no part of it
""")
    assert [(one.line, one.column, one.on, one.dated, f"{one.clock:%H:%M}", one.tag) for one in found] == [
        (8, 3, None, False, "10:12", "detected"),
        (9, 3, date(2026, 3, 4), True, "10:20", ""),
        (10, 3, date(2026, 3, 4), False, "10:44", "mitigated"),
        (11, 5, date(2026, 3, 4), False, "11:00", ""),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "| 2026-03-04 10:44 | [mitigated] The alert clears. |",
        "- **2026-03-04 10:44** [mitigated] The alert clears.",
        "- 2026-03-04 10:44 UTC [mitigated] The alert clears.",
        "- 2026-03-04T10:44:30Z [mitigated] The alert clears.",
        "2026-03-04 10:44: [mitigated] The alert clears.",
    ],
)
def test_a_line_is_read_as_people_write_it(line: str) -> None:
    (found,) = lines(f"## Events\n\n{line}\n")
    assert (str(found.on), f"{found.clock:%H:%M}", found.tag) == ("2026-03-04", "10:44", "mitigated")


def test_a_day_may_have_a_heading_of_its_own() -> None:
    (found,) = lines("## Timeline\n\n### 2026-03-04\n\n- 10:44 The alert clears.\n")
    assert (str(found.on), found.dated) == ("2026-03-04", False)


@pytest.mark.parametrize(
    "body",
    [
        "",
        "- 10:44 [mitigated] x",
        "## Impact\n\n- 10:44 [mitigated] x",
        "## Timeline\n\n- 99:99 [detected] x\n- 10:444 y\n- 2026-13-45 z",
        "## Timeline\n\n```\n10:44 [mitigated] x\n```\n",
        "```\n## Timeline\n\n- 10:44 [mitigated] x\n```\n",
    ],
)
def test_what_is_no_line_of_a_timeline_is_none(body: str) -> None:
    """Times that there are not, code, other sections."""
    assert lines(body) == ()
