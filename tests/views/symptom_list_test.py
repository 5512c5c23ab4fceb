"""The list of symptoms: each with the fix that the incidents speak for."""

from incidentbook.views import symptom_list
from tests.views.list_book import incident, known_issue, rendered, shown_book, view_at

SAID = "symptoms: [slow]\nknown_issues: {id: KI-0002, fix: worked}\n"
TEXTS = {
    "symptoms/slow.md": "---\ntitle: Checkout is slow\nsignatures: ['timed out after <*>ms']\nalerts: [Slow]\n---\n",
    "symptoms/new.md": "---\ntitle: Never seen\n---\n",
    "known-issues/a.md": known_issue("0001", "symptoms: [slow]\n"),
    "known-issues/b.md": known_issue("0002", "symptoms: [slow, {text: Requests hang}]\n"),
    "incidents/a.md": incident("2026-0001", SAID),
}


def test_the_best_fix_is_the_one_with_evidence() -> None:
    """The others are counted."""
    rows = view_at(symptom_list.views, shown_book(TEXTS), "symptoms/index.md").values["rows"]
    assert [(row.title, row.incidents, row.others) for row in rows] == [
        ("Checkout is slow", 1, 1),
        ("Never seen", 0, 0),
        ("Requests hang", 0, 0),
    ]
    best = rows[0].fix
    assert (best.id, best.worked, best.tried, best.last_date) == ("KI-0002", 1, 1, "2026-03-04")
    assert rows[1].fix is None


def test_a_signature_is_shown_as_it_was_written() -> None:
    """The script reads it from the page."""
    text = rendered(view_at(symptom_list.views, shown_book(TEXTS), "symptoms/index.md"))
    assert '<code class="ib-signature">timed out after &lt;*&gt;ms</code>' in text
