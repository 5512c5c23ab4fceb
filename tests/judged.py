"""One incident in one line, judged by the targets of its book."""

from collections.abc import Mapping
from datetime import UTC, datetime

from incidentbook.announced import announced_windows
from incidentbook.sla import Clock, Judgement, judge
from tests.books import article, incident, opened

SLA = """
calendars:
  support-hours: {zone: Europe/London, week: {mon-fri: "10:00-17:00"}}
  never: {zone: Europe/London}
"""
SERVICES = """
checkout: {aliases: [shop.example.org]}
payments: {}
batch: {}
"""
BY_THE_CLOCK = "[{severity: sev1, response: 15m, resolution: 4h}]"
IN_HOURS = "[{severity: sev1, response: 1h, resolution: 7h, hours: support-hours}]"


def moment(text: str) -> float:
    return datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp()


def judged(
    times: str,
    front_matter: str = "severity: sev1",
    *,
    targets: str = BY_THE_CLOCK,
    as_of: str = "2026-03-20 12:00",
    others: Mapping[str, str] | None = None,
    sla: str = "",
) -> dict[Clock, Judgement]:
    """Judge one incident, given by its times in UTC and further keys, by the targets."""
    texts = {
        "sla.yml": f"{SLA}{sla}\ntargets: {targets}\n",
        "services.yml": SERVICES,
        "incidents/1.md": incident(front_matter, times=f"times: {{{times}}}"),
        **(others or {}),
    }
    found = opened(texts)
    assert found.diagnostics == []
    book = found.book
    (asked,) = (one for one in book.incidents if one.path == "incidents/1.md")
    return {one.clock: one for one in judge(asked, book, announced_windows(book), moment(as_of))}


def resolution(times: str, front_matter: str = "severity: sev1", **given: object) -> Judgement:
    return judged(times, front_matter, **given)["resolution"]  # type: ignore[arg-type]


def response(times: str, front_matter: str = "severity: sev1", **given: object) -> Judgement:
    return judged(times, front_matter, **given)["response"]  # type: ignore[arg-type]


def maintenance(times: str, services: str, more: str = "") -> str:
    return article(f"id: MNT-2026-0001\ntitle: Move\nplanned: {{{times}}}\nservices: {services}\n{more}")
