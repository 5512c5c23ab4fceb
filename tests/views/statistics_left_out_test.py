"""What the statistics leave out, and why."""

from incidentbook.views.statistics_left_out import MOST_NAMED, left_out
from tests.views.statistics_book import report, statistics_of


def test_what_is_left_out_is_named_by_reason() -> None:
    """A near miss that impaired a service is counted, and so is what it was to the others."""
    texts = {
        "incidents/1.md": report(1, "2026-01-01 10:00"),
        "incidents/2.md": report(2, "2026-01-01 10:00", "duplicate_of: INC-2026-0001\n"),
        "incidents/3.md": report(3, "2026-01-02 10:00", "duplicate_of: INC-2026-0001\n"),
        "incidents/4.md": report(4, "2026-01-02 10:00", "continues: INC-2026-0001\n"),
        "incidents/5.md": report(5, "2026-01-02 10:00", "type: near-miss\n"),
        "incidents/6.md": report(6, "2026-01-02 10:00", "type: near-miss\nservices: [{id: web, level: down}]\n"),
        "incidents/7.md": report(7, "2026-01-02 10:00", "type: security\n"),
        "incidents/8.md": "---\nid: INC-2026-0008\ntitle: Undated\n---\n",
    }
    found = left_out(statistics_of(texts))
    assert [(one.reports, one.reason, [target.name[-1] for target in one.named]) for one in found] == [
        (2, "second reports of incidents", ["3", "2"]),
        (1, "part of an incident, which it continues", ["4"]),
        (1, "near miss that impaired no service", ["5"]),
        (1, "security report that impaired no service", ["7"]),
        (1, "report without a date", ["8"]),
    ]


def test_of_many_the_newest_are_named() -> None:
    """And all are counted."""
    texts = {
        f"incidents/{n:02}.md": report(n, f"2026-01-{n:02} 10:00", "type: near-miss\n")
        for n in range(1, MOST_NAMED + 2)
    }
    (found,) = left_out(statistics_of(texts))
    assert found.reports == MOST_NAMED + 1
    assert (found.named[0].name, found.named[-1].name) == ("INC-2026-0013", "INC-2026-0002")
