"""The page of a service: its own things, counted for it, and a place for a service that nobody described."""

from incidentbook.addresses import service_path
from incidentbook.site import build_site
from incidentbook.templating import Templates
from incidentbook.views import service
from tests.views.list_book import incident, known_issue, rendered, shown_book, view_at

CATALOGUE = """
checkout:
  name: Checkout
  contacts: {on-call: https://pager.example.org/x/, chat: '#payments', mail: a@example.org, odd: 'javascript:alert(1)'}
  depends_on: [payments-db]
payments-db: {external: true}
"""
TEXTS = {
    "services.yml": CATALOGUE,
    "known-issues/a.md": known_issue("0001", "services: [checkout]\n"),
    "incidents/a.md": incident("2026-0001", "services: [checkout]\nknown_issues: [KI-0001]\n"),
    "incidents/b.md": incident("2026-0002", "services: [mail]\nknown_issues: [KI-0001]\nstatus: resolved\n"),
}


def test_occurrences_are_counted_here_and_in_all() -> None:
    """An occurrence is here when its incident names the service."""
    values = view_at(service.views, shown_book(TEXTS), "services/checkout.md").values
    assert [(one.here, one.everywhere) for one in values["issues"]] == [(1, 2)]
    assert (values["incident_count"], values["open_count"]) == (1, 1)


def test_only_a_contact_that_is_an_address_becomes_a_link() -> None:
    """Nothing that a browser would execute."""
    contacts = view_at(service.views, shown_book(TEXTS), "services/checkout.md").values["contacts"]
    assert [(one.said, one.address) for one in contacts] == [
        ("pager.example.org/x", "https://pager.example.org/x/"),
        ("#payments", ""),
        ("a@example.org", "mailto:a@example.org"),
        ("javascript:alert(1)", ""),
    ]


def test_dependencies_are_links_from_both_ends() -> None:
    """What it needs, and what needs it."""
    shown = shown_book(TEXTS)
    assert view_at(service.views, shown, "services/checkout.md").values["needs"] == (
        ("payments-db", "services/payments-db.md"),
    )
    text = rendered(view_at(service.views, shown, "services/payments-db.md"))
    assert '<a class="ib-service" href="../checkout/">Checkout</a>' in text
    assert "external" in text


def test_a_service_that_is_not_in_the_catalogue_has_a_page() -> None:
    """It says so."""
    text = rendered(view_at(service.views, shown_book(TEXTS), "services/mail.md"))
    assert "not in the catalogue" in text
    assert "INC-2026-0002" in text


def test_only_the_newest_incidents_are_on_the_page() -> None:
    """The others are behind a link to the filtered list."""
    texts = {f"incidents/{n}.md": incident(f"2026-{n:04}", "services: [checkout]\n") for n in range(1, 26)}
    view = view_at(service.views, shown_book(texts), "services/checkout.md")
    assert len(view.values["incidents"]) == 20
    assert 'href="../../incidents/?service=checkout">all 25 in the list</a>' in rendered(view)


def test_a_key_that_is_no_file_name_gets_one() -> None:
    """And never that of the list itself."""
    assert service_path("payments-db") == "services/payments-db.md"
    odd = {service_path(key) for key in ("index", "a/b", "a b", "../x", "ü", "A/B")}
    assert len(odd) == 6
    assert all(path.startswith("services/") and path.count("/") == 1 and ".." not in path for path in odd)
    assert "services/index.md" not in odd


OUTAGE = """---
id: INC-2026-0003
title: The pool is exhausted
severity: sev1
services: [{id: checkout, level: down}]
times:
  started: 2026-07-06 10:00
  detected: 2026-07-06 10:00
  acknowledged: 2026-07-06 10:20
  mitigated: 2026-07-06 12:00
  resolved: 2026-07-06 12:00
---
"""
SLA = """
targets: [{severity: sev1, response: 15m, resolution: 4h, objective: 95 %}]
availability: [{service: checkout, objective: 99.9 %}]
"""
FIGURES = {"services.yml": CATALOGUE, "sla.yml": SLA, "incidents/c.md": OUTAGE}


def test_its_availability_and_targets_are_on_the_page() -> None:
    """Two hours of a quarter that allows 132 minutes; one response of one was late."""
    text = rendered(view_at(service.views, shown_book(FIGURES), "services/checkout.md"))
    assert text.index("## Availability and SLA") < text.index("## Incidents")
    assert "<dt>Lost in the last 365 days</dt><dd>2 h</dd>" in text
    assert '<b class="ib-figure">99.83 %</b> <span class="ib-verdict ib-verdict-running">running</span>' in text
    assert "12 min left of 2 h 12 min" in text
    assert "2 h, 91 % of the budget" in text
    assert '<dt>Response targets, last 365 days</dt><dd class="ib-loud">0 %</dd>' in text
    assert "objective 95\u00a0% not reached" in text
    assert "ttm" in text
    assert '<span class="ib-few">2 h</span> <span class="ib-small">n 1 of 1</span>' in text


def test_a_service_that_nothing_happened_to_has_no_such_section() -> None:
    """Nor does the page say of when its numbers are."""
    view = view_at(service.views, shown_book(FIGURES), "services/payments-db.md")
    assert "Availability" not in rendered(view)
    assert "as_of" not in view.extra
    assert view_at(service.views, shown_book(FIGURES), "services/checkout.md").extra == {"as_of": "21 Aug 2026"}


def test_what_an_author_wrote_stands_above_the_figures() -> None:
    """And takes none of them away."""
    shown = shown_book({**FIGURES, "services/checkout.md": "# Checkout\nThe till.\n"})
    text = rendered(view_at(service.views, shown, "services/checkout.md"))
    assert text.index("The till.") < text.index("## Availability and SLA")


def test_a_milestone_changes_the_pages_of_the_services_it_affected_alone() -> None:
    """By the keys of the whole site: an acknowledgement is in the figures of one service."""
    texts = {**FIGURES, "incidents/b.md": incident("2026-0002", "services: [mail]\n")}

    def keys(of: dict[str, str]) -> dict[str, str]:
        return {page.path: page.key for page in build_site(shown_book(of), Templates()).pages}

    before = keys(texts)
    after = keys({**texts, "incidents/c.md": OUTAGE.replace("10:20", "10:21")})
    changed = {path for path in before if path.startswith("services/") and before[path] != after[path]}
    assert changed == {"services/checkout.md"}
    assert "services/mail.md" in before


def test_what_is_new_in_a_service_can_be_subscribed_to() -> None:
    """Also where its key is no name of a file."""
    shown = shown_book({"incidents/a.md": incident("2026-0001", "services: ['odd/one']\n")})
    path = service_path("odd/one")
    text = rendered(view_at(service.views, shown, path))
    assert f'href="../../feeds/{path.removesuffix(".md")}.xml"' in text
