"""The record of a known issue for scripts: how often its fix worked, when last, and whom to call."""

import json
from typing import Any

from incidentbook.site import build_site
from incidentbook.templating import Templates
from incidentbook.views import fix_records
from tests.views.list_book import incident, known_issue, rendered, shown_book, view_at

SERVICES = """
checkout: {name: Checkout, owner: payments, contacts: {on-call: https://pager.example.org/pay, chat: "#payments"}}
mail: {name: Mail, owner: post, contacts: {on-call: https://pager.example.org/post, chat: "#payments"}}
"""


def record(texts: dict[str, str], name: str = "ki-0007") -> Any:
    shown = shown_book({"services.yml": SERVICES, **texts})
    return json.loads(rendered(view_at(fix_records.views, shown, f"search/fixes/{name}.json")))


def tried(number: str, said: str) -> str:
    return incident(number, f"known_issues: {{id: KI-0007, {said}}}\n")


def test_it_counts_what_was_tried_and_names_the_last_success() -> None:
    """A failure later than that does not hide it; a suspected case is none."""
    texts = {
        "known-issues/pool.md": known_issue("0007", "status: workaround\n"),
        "incidents/a.md": tried("2024-0001", "fix: worked, took: 50m"),
        "incidents/b.md": tried("2025-0001", "fix: worked, took: 38m"),
        "incidents/c.md": tried("2026-0001", "fix: failed"),
        "incidents/d.md": tried("2026-0002", "fix: not-tried"),
        "incidents/f.md": tried("2026-0004", "fix: partly"),
        "incidents/e.md": tried("2026-0003", "fix: worked, link: suspected"),
    }
    last = {"id": "INC-2025-0001", "url": "incidents/b/", "date": "2025-03-04", "took_minutes": 38}
    assert record(texts) == {
        "status": "workaround",
        "worked": 2,
        "partly": 1,
        "tried": 4,
        "last": last,
        "owner": "",
        "contacts": [],
        "superseded_by": None,
    }


def test_without_incidents_it_has_nothing_to_tell() -> None:
    """There is a file all the same, so that no script asks in vain."""
    found = record({"known-issues/pool.md": known_issue("0007")})
    assert (found["worked"], found["tried"], found["last"]) == (0, 0, None)


def test_a_success_of_unknown_date_and_length_is_one() -> None:
    """Its date is as coarse as it was written."""
    texts = {
        "known-issues/pool.md": known_issue("0007"),
        "incidents/a.md": incident("2026-0001", "known_issues: {id: KI-0007, fix: worked}\n", detected="2026-03"),
    }
    assert record(texts)["last"] == {
        "id": "INC-2026-0001", "url": "incidents/a/", "date": "2026-03", "took_minutes": None,
    }  # fmt: skip


def test_whom_to_call_comes_from_the_services() -> None:
    """An alias will do; what several have in common is said once, and what one has alone names it."""
    one = record({"known-issues/pool.md": known_issue("0007", "services: [checkout]\n")})
    assert one["owner"] == "payments"
    assert one["contacts"] == [
        ["On call", "pager.example.org/pay", "https://pager.example.org/pay"],
        ["Chat", "#payments", ""],
    ]
    both = record({"known-issues/pool.md": known_issue("0007", "services: [checkout, mail, unknown]\n")})
    assert both["owner"] == "payments, post"
    assert [label for label, _, _ in both["contacts"]] == ["On call (Checkout)", "Chat", "On call (Mail)"]


def test_the_owner_of_the_known_issue_goes_before_those_of_its_services() -> None:
    """It says so itself."""
    found = record({"known-issues/pool.md": known_issue("0007", "services: [checkout]\nowner: storage\n")})
    assert found["owner"] == "storage"


def test_what_supersedes_it_is_named() -> None:
    """So that nobody follows an old workaround."""
    texts = {
        "known-issues/pool.md": known_issue("0007", "superseded_by: KI-0031\n"),
        "known-issues/new.md": known_issue("0031", title="Pools leak"),
    }
    assert record(texts)["superseded_by"] == {"id": "KI-0031", "url": "known-issues/new/", "title": "Pools leak"}


def test_of_two_known_issues_with_one_id_the_first_has_the_file() -> None:
    """As it has the name."""
    texts = {
        "known-issues/a.md": known_issue("0007", "owner: first\n"),
        "known-issues/b.md": known_issue("0007", "owner: second\n"),
    }
    assert len(list(fix_records.views(shown_book(texts)))) == 1
    assert record(texts)["owner"] == "first"


def test_its_key_changes_with_what_it_says_and_with_nothing_else() -> None:
    """So that a build after an edit writes few of them."""
    texts = {
        "known-issues/pool.md": known_issue("0007"),
        "known-issues/other.md": known_issue("0008"),
        "incidents/a.md": tried("2026-0001", "fix: worked"),
    }
    before = keys(texts)
    assert keys({**texts, "incidents/a.md": texts["incidents/a.md"] + "More.\n"}) == before
    after = keys({**texts, "incidents/a.md": tried("2026-0001", "fix: failed")})
    assert {path for path, key in after.items() if before[path] != key} == {"search/fixes/ki-0007.json"}


def keys(texts: dict[str, str]) -> dict[str, str]:
    """Of the files of records."""
    pages = build_site(shown_book(texts), Templates()).pages
    return {page.path: page.key for page in pages if page.path.startswith("search/fixes/")}
