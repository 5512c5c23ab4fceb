"""Articles are searched field by field, and depend on themselves alone."""

from incidentbook.searchable import Searchable, all_searchable
from tests.books import article, incident, issue, opened, runbook


def found(texts: dict[str, str]) -> dict[str, Searchable]:
    return {one.path: one for one in all_searchable(opened(texts).book)}


def test_a_known_issue_is_searched_by_what_it_says_of_symptoms_and_fixes() -> None:
    """In its front matter and in its sections; lines of code are a field of their own."""
    path = "known-issues/pool.md"
    one = found({
        path: issue(
            "symptoms: [{text: Requests hang, signatures: [\"timed out after <*>ms\"], alerts: [PoolSaturated]}]\n"
            "alerts: [PoolEmpty]\nfixes: [{at: 2026-01-01, summary: Pool doubled}]",
            "What it is.\n\n## Cause\n\nFailover.\n\n```\nSEVERE: no connection\n```\n\n"
            "## Workaround\n\nRestart it:\n\n```console\n$ kubectl rollout restart\n```\n",
        )
    })[path]  # fmt: skip
    assert one.fields == {
        "title": "Issue KI-0001",
        "signatures": "timed out after <*>ms",
        "symptoms": "Requests hang\nWhat it is.",
        "alerts": "PoolSaturated\nPoolEmpty",
        "fix": "Pool doubled\nRestart it:",
        "code": "SEVERE: no connection\n$ kubectl rollout restart",
        "body": "Cause\nFailover.\nWorkaround",
    }
    assert one.texts.fix == (("Restart it:", False), ("$ kubectl rollout restart", True))
    assert "timed out after …ms" in one.lines


def test_the_first_lines_say_what_an_article_is_about() -> None:
    """About twenty-five words of them; what follows is its body."""
    texts = {
        "incidents/a.md": incident("impact: Half of all checkouts failed", f"Lead.\n\n{'word ' * 30}\n\nThe rest.")
    }
    fields = found(texts)["incidents/a.md"].fields
    assert fields["symptoms"].startswith("Half of all checkouts failed\nLead.\nword")
    assert fields["body"] == "The rest."


def test_everything_can_be_found() -> None:
    """All kinds, ordinary pages, and services by each of their names."""
    one = found({
        "incidents/a.md": incident(),
        "known-issues/a.md": issue(),
        "runbooks/a.md": runbook(body="## Meaning\n\nIt is down.\n\n## Mitigation\n\nStart it."),
        "symptoms/a.md": article("title: Seen\nsignatures: [boom]"),
        "maintenance/a.md": article("id: MNT-2026-0001\ntitle: Work\nplanned: {from: 2026-01-01 10:00}"),
        "about.md": "# About\n\nUs.\n",
        "services.yml": "checkout: {name: Checkout, owner: payments, aliases: [shop.example.org]}\n",
    })  # fmt: skip
    assert {path: searchable.kind for path, searchable in one.items()} == {
        "incidents/a.md": "incident",
        "known-issues/a.md": "known-issue",
        "runbooks/a.md": "runbook",
        "symptoms/a.md": "symptom",
        "maintenance/a.md": "maintenance",
        "about.md": "page",
        "services/checkout.md": "service",
    }
    assert one["services/checkout.md"].fields["title"] == "Checkout\ncheckout\nshop.example.org"
    assert one["runbooks/a.md"].fields["symptoms"] == "It is down."
    assert one["runbooks/a.md"].fields["fix"] == "Start it."
    assert one["symptoms/a.md"].fields["signatures"] == "boom"


def test_a_digest_changes_with_an_article_and_with_no_other() -> None:
    """So that the index knows what to read."""
    texts = {"incidents/a.md": incident(body="One."), "known-issues/a.md": issue(body="Two.")}
    before, after = found(texts), found(texts | {"known-issues/a.md": issue(body="Three.")})
    assert before["incidents/a.md"].digest == after["incidents/a.md"].digest
    assert before["known-issues/a.md"].digest != after["known-issues/a.md"].digest
