"""The record of a service."""

from incidentbook.records.service import service_record
from tests.api.published_book import SITE_URL, shown_of
from tests.books import article, incident, issue, runbook

TEXTS = {
    "services.yml": """\
shop: {name: The shop, owner: web, tier: 1, aliases: [shop.example.org], depends_on: [db], contacts: {chat: "#web"}}
db: {external: true}
""",
    "incidents/a.md": incident("services: [shop.example.org]"),
    "incidents/b.md": incident("services: [shop]\nstatus: resolved", id="INC-2026-0002"),
    "known-issues/a.md": issue("services: [shop]\nsymptoms: [{text: Slow}]"),
    "runbooks/a.md": runbook("services: [shop]"),
    "maintenance/a.md": article("id: MNT-2026-0001\ntitle: Upgrade\nservices: [shop, 'odd/one']"),
}


def test_it_says_what_the_catalogue_and_the_book_know() -> None:
    found = service_record("shop", shown_of(TEXTS, site_url=SITE_URL))
    assert (found.id, found.name, found.owner, found.tier, found.in_catalogue) == ("shop", "The shop", "web", 1, True)
    assert (found.url, found.contacts, found.aliases) == (
        f"{SITE_URL}services/shop/", {"chat": "#web"}, ("shop.example.org",)
    )  # fmt: skip
    assert found.depends_on == ("db",)
    assert set(found.incidents) == {"INC-2026-0001", "INC-2026-0002"}
    assert found.open_incidents == ("INC-2026-0001",)
    assert (found.known_issues, found.symptoms) == (("KI-0001",), ("ki-0001-slow",))
    assert (found.runbooks, found.maintenance) == (("RB-0001",), ("MNT-2026-0001",))


def test_it_says_what_needs_it() -> None:
    found = service_record("db", shown_of(TEXTS))
    assert (found.dependants, found.external, found.name) == (("shop",), True, "db")


def test_one_that_only_articles_name_is_a_service_too() -> None:
    found = service_record("odd/one", shown_of(TEXTS))
    assert (found.in_catalogue, found.owner, found.maintenance) == (False, None, ("MNT-2026-0001",))
    assert found.url.startswith("services/odd-one-")
