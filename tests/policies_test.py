"""The agreements of a book."""

import subprocess
import sys
from datetime import UTC, date, datetime, timedelta

import pytest

from incidentbook.calendars import ALWAYS
from incidentbook.policies import SCALE, Policy
from tests.books import incident, opened

OFFICE = "calendars: {office: {zone: Europe/London, week: {mon-fri: '09:00-17:30'}}}"


def policy(text: str) -> Policy:
    found = opened({"sla.yml": text})
    assert found.diagnostics == []
    return found.book.policy


def test_without_a_word_there_is_a_usual_scale_and_one_calendar() -> None:
    """The clock on the wall."""
    assert Policy().severities == SCALE
    assert Policy().lists == {"severity": ("sev1", "sev2", "sev3", "sev4"), "calendar": ("always",)}
    assert Policy().hours("always") is ALWAYS


def test_without_a_word_clocks_run_from_detected() -> None:
    """To acknowledged and to mitigated; the other settings are usual ones, too."""
    for found in (Policy(), policy("clocks: {}")):
        clocks = found.clocks
        assert (clocks.response.from_, clocks.response.to) == ("detected", "acknowledged")
        assert (clocks.resolution.from_, clocks.resolution.to) == ("detected", "mitigated")
        assert (found.degraded_share, found.reopen_within) == (0.5, timedelta(days=30))


def test_clocks_are_written_as_a_word_or_a_pair() -> None:
    """The one that is not named stays as it is."""
    clocks = policy("clocks: {resolution: resolved}").clocks
    assert (clocks.resolution.from_, clocks.resolution.to) == ("detected", "resolved")
    assert (clocks.response.from_, clocks.response.to) == ("detected", "acknowledged")
    clocks = policy(
        "clocks: {response: {from: declared, to: acknowledged}, resolution: {from: started, to: closed}}"
    ).clocks
    assert (clocks.response.from_, clocks.response.to) == ("declared", "acknowledged")
    assert (clocks.resolution.from_, clocks.resolution.to) == ("started", "closed")


def test_the_other_settings_are_read() -> None:
    """As a share and as a duration."""
    found = policy("degraded_share: 30 %\nreopen_within: 2 weeks")
    assert (found.degraded_share, found.reopen_within) == (0.3, timedelta(days=14))


def test_a_calendar_is_had_by_its_name() -> None:
    """Once made, with its zone, its hours, its holidays and its closed days and months."""
    found = policy(
        "calendars:\n"
        "  office:\n"
        "    zone: Europe/London\n"
        "    week: {mon-fri: '09:00-12:00, 13:00-17:30', Sat: 10:00-12:00}\n"
        "    holidays: GB-ENG\n"
        "    closed: [2026-12-24, 2026-08]\n"
    )
    office = found.hours("office")
    assert office is found.hours("office")
    assert (office.name, office.holidays, len(office.closed)) == ("office", "GB-ENG", 1 + 31)

    def hours(start: str, end: str) -> float:
        moments = (datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp() for text in (start, end))
        return office.seconds_between(*moments) / 3600

    assert hours("2026-03-02", "2026-03-09") == 5 * 7.5 + 2
    assert hours("2026-08-01", "2026-09-01") == 0
    assert hours("2026-12-23", "2026-12-29") == 7.5 + 2 - 2, "Wednesday; Saturday is Boxing Day, Monday in its place"


def test_closed_days_are_those_of_the_calendar_s_zone() -> None:
    """Whatever the site's is."""
    found = opened(
        {"sla.yml": "calendars: {a: {zone: Asia/Tokyo, closed: 2026-12-24}}"}, zone="America/New_York"
    ).book.policy
    assert found.hours("a").closed == {date(2026, 12, 24)}


def test_without_a_zone_or_with_a_wrong_one_a_calendar_is_in_the_site_s() -> None:
    """And articles may name it."""
    texts = {
        "sla.yml": "calendars: {office: {week: {mon: '09:00-17:00'}}, mine: {zone: Nowhere}}",
        "incidents/a.md": incident("stated: {resolve: {value: 1h, hours: mine}}"),
    }
    found = opened(texts, zone="Asia/Kathmandu")
    assert found.codes == ["KB210"]
    assert [str(found.book.policy.hours(name).zone) for name in ("office", "mine")] == ["Asia/Kathmandu"] * 2


def test_every_hour_stands_in_for_a_calendar_that_cannot_be_read() -> None:
    """It has been reported; nobody is excused by it."""
    found = opened({"sla.yml": "calendars: {office: 9-17}\ntargets: [{severity: sev1, hours: office}]"})
    assert found.codes == ["KB203"]
    assert found.book.policy.hours(found.book.policy.targets[0].hours) is ALWAYS


def test_a_day_without_hours_is_closed() -> None:
    """As one that is not named."""
    assert policy("calendars:\n  a:\n    week:\n      fri: 09:00-17:00\n      sat:\n").hours("a").week == (
        *[()] * 4, ((540, 1020),), (), (),
    )  # fmt: skip


def test_a_mistake_in_a_week_leaves_its_other_days() -> None:
    """And the other calendars."""
    found = opened(
        {"sla.yml": "calendars: {a: {zone: UTC, week: {mon: 9-17, tue: '09:00-17:00'}}, b: {zone: UTC}}"}
    ).book.policy
    assert found.hours("a").week == ((), ((540, 1020),), (), (), (), (), ())
    assert found.hours("b").week == ((),) * 7


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "calendars:\n  office:\n    zone: UTC\n    week:\n      mon-fri: 9-17\n",
            "KB211 5:16 `9-17` cannot be read as the hours of a day: write the hours as 09:00-17:00",
        ),
        (
            "calendars:\n  office:\n    zone: UTC\n    week:\n      mon-fry: '09:00-17:00'\n",
            "KB211 5:7 `mon-fry` is not a day of the week, nor a range of days: write days as `mon`, ",
        ),
        (
            "calendars: {a: {zone: UTC, week: {weekdays: '09:00-17:00'}}}",
            "KB211 1:35 `weekdays` is not a day of the week, nor a range of days: did you mean `mon-fri`?",
        ),
        ("calendars: {a: {zone: UTC, week: 9-17}}", "KB203 1:34 `calendars.a.week` must be a mapping"),
        (
            "calendars: {a: {zone: UTC, holidays: GB-EN}}",
            "KB212 1:38 `GB-EN` is no country or region whose public holidays are known Did you mean `GB-ENG`?",
        ),
        ("calendars: {a: {zone: UTC, holidays: gb-eng}}", "KB212 1:38 … Did you mean `GB-ENG`?"),
        ("calendars: {a: {zone: UTC, holidays: Germany}}", "KB212 1:38 … Did you mean `DE`?"),
        ("calendars: {a: {zone: UTC, holidays: none}}", "KB212 1:38 … Write a code, as `GB-ENG`, `DE-BY` or `US`."),
        (
            "calendars: {a: {zone: UTC, closed: [2026-12-24, 2026-12-25 10:00]}}",
            "KB205 1:49 `2026-12-25 10:00` is not a closed day: write the day alone",
        ),
        ("calendars: {a: {zone: UTC, closed: ~ 2026-12-24}}", "KB205 1:36 `~ 2026-12-24` is not a closed day"),
        ("calendars: {a: {zone: UTC, closed: Christmas}}", "KB205 1:36 `Christmas` is not a time"),
        (
            "calendars: {always: {zone: UTC}}",
            "KB209 1:13 `always` is every hour of every day, and needs no entry Choose another name.",
        ),
        ("clocks: {response: asap}", "KB204 1:20 `clocks.response` cannot be `asap`"),
        (
            "clocks: {resolution: {from: mitigated, to: acknowledged}}",
            "KB209 1:44 `clocks.resolution.to` cannot be `acknowledged`, which does not come after `mitigated`",
        ),
        ("clocks: {response: detected}", "KB209 1:20 `clocks.response` cannot be `detected`, which does not come"),
        ("clocks: {response: {from: declared}}", "KB202 1:10 `clocks.response` needs the key `to`"),
        ("degraded_share: 5", "KB209 1:17 `degraded_share` must be between 0 % and 100 %"),
        ("reopen_within: soon", "KB206 1:16 `soon` is not a duration"),
    ],
)
def test_a_mistake_is_reported_at_the_very_key(text: str, said: str) -> None:
    """In plain words, once, with what to write instead."""
    (found,) = opened({"sla.yml": text}).diagnostics
    whole = f"{found.code} {found.line}:{found.column} {found.message} {found.hint}"
    start, _, end = said.partition("…")
    assert whole.startswith(start)
    assert whole.endswith(end)


def test_every_mistake_of_a_calendar_is_reported_at_once() -> None:
    """Also a wrong day with wrong hours."""
    text = "calendars:\n  a:\n    zone: Londn\n    week: {mno: 9-17, tue: '9:00'}\n    holidays: XX\n    closed: x\n"
    assert [f"{one.code} {one.line}:{one.column}" for one in opened({"sla.yml": text}).diagnostics] == [
        "KB210 3:11",
        "KB211 4:12",
        "KB211 4:17",
        "KB211 4:28",
        "KB212 5:15",
        "KB205 6:13",
    ]


def test_a_book_without_public_holidays_does_not_load_the_package_that_knows_them() -> None:
    """It takes longer than everything else about a small book."""
    script = (
        "import sys; from incidentbook.load import load_text; from incidentbook.settings import Settings\n"
        f"load_text({{'sla.yml': {OFFICE!r}}}, Settings())[0].policy.hours('office').seconds_between(0, 1e9)\n"
        "sys.exit('holidays' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
