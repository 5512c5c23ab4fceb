"""What records depend on: where it is the same, so are they."""

from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.api.published_book import files_of, published_of
from tests.books import Texts, article, incident, issue, runbook

AGREED = "targets: [{severity: sev2, response: 30m, resolution: 4h}]\n"
EDITS: tuple[Texts, ...] = (
    {"incidents/a.md": incident("severity: sev2\nknown_issues: [{id: KI-0001, fix: worked}]\nsymptoms: [slow]")},
    {"incidents/a.md": incident("severity: sev2\nrunbooks: [RB-0001]\nservices: [{id: alias, level: down}]", "Text.")},
    {"incidents/b.md": incident("continues: INC-2026-0001\nseverity: sev1", id="INC-2026-0002")},
    {"incidents/b.md": incident("duplicate_of: INC-2026-0001\nknown_issues: [KI-0001]", id="INC-2026-0002")},
    {"known-issues/a.md": issue("symptoms: [slow]\nservices: [alias]\noccurrences: [{at: 2025-11, lasted: 3h}]")},
    {"known-issues/a.md": issue("status: fixed\nfixes: [{at: 2026-01-01}]\nrunbooks: [RB-0001]")},
    {"runbooks/a.md": runbook("symptoms: [slow]")},
    {"symptoms/slow.md": article("title: Slow\nservices: [alias]")},
    {"symptoms/slow.md": article("title: Slower", "Text.")},
    {"sla.yml": AGREED},
    {"sla.yml": AGREED.replace("4h", "5h")},
    {"services.yml": "shop: {aliases: [alias]}\n"},
    {"services.yml": "shop: {name: Shop}\nalias: {name: Alias}\n"},
    {
        "maintenance/a.md": article(
            "id: MNT-2026-0001\ntitle: Upgrade\nannounced: 2026-03-01\nservices: [{id: shop, level: down}]\n"
            "planned: {from: 2026-03-04 10:00, to: 2026-03-04 18:00}"
        )
    },
)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from(range(len(EDITS))), max_size=8),
    st.sampled_from(range(len(EDITS))),
    st.booleans(),
)
def test_a_file_changes_only_where_what_it_depends_on_does(before: list[int], edit: int, another_day: bool) -> None:
    """For every file, whatever there was and whatever is edited, and when."""
    texts: dict[str, str | bytes] = {"incidents/a.md": incident("severity: sev2")}
    for number in before:
        texts |= EDITS[number]
    day = datetime(2026, 8, 21 + another_day, tzinfo=UTC)
    first, second = files_of(published_of(texts)), files_of(published_of({**texts, **EDITS[edit]}, as_of=day))
    for path in first.keys() & second.keys():
        if first[path].depends() == second[path].depends():
            assert first[path].text() == second[path].text(), path
