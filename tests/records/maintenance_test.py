"""The record of a maintenance."""

from incidentbook.records.maintenance import maintenance_record
from tests.api.published_book import shown_of
from tests.books import article


def test_it_says_what_was_announced_and_what_took_place() -> None:
    front_matter = """\
id: MNT-2026-0001
title: Upgrade
status: completed
planned: {from: 2026-03-07 22:00, to: 2026-03-08 02:00}
actual: {from: 2026-03-07 22:10}
announced: 2026-03-01
emergency: true
services: [{id: db, level: down}]
"""
    shown = shown_of({"maintenance/a.md": article(front_matter)})
    found = maintenance_record(shown.book.maintenance[0], shown)
    assert (found.kind, found.id, found.status, found.emergency) == ("maintenance", "MNT-2026-0001", "completed", True)
    assert found.planned.start is not None
    assert found.planned.end is not None
    assert (found.planned.start.at, found.planned.end.at) == ("2026-03-07T22:00:00+00:00", "2026-03-08T02:00:00+00:00")
    assert (found.actual.start is not None, found.actual.end) == (True, None)
    assert found.announced is not None
    assert found.announced.precision == "day"
    assert [(one.id, one.level) for one in found.services] == [("db", "down")]
