"""What filters ask of articles."""

from incidentbook.facets import Facets, all_facets
from tests.books import article, incident, issue, opened, runbook

TEXTS = {
    "incidents/1.md": incident(
        "severity: sev2\nservices: [Store, shop-db]\nreview: {state: reviewed, at: 2026-03-20}\n"
        "alerts: [Down]\nfactors: [config]",
        times="times: {started: 2026-03, detected: 2026-03-04 10:12, resolved: 2026-03-05}",
    ),
    "incidents/2.md": incident("status: monitoring", id="INC-2026-0002"),
    "known-issues/1.md": issue(
        "status: wont-fix\nowner: payments\nlast_reviewed: 2025-01-02\nsymptoms: [{text: Slow, alerts: [Slow, Down]}]"
    ),
    "known-issues/2.md": issue("status: fixed", id="KI-0002"),
    "runbooks/1.md": runbook("services: [shop-db]\nlast_reviewed: 2024\nalerts: [Down]"),
    "symptoms/slow.md": article("title: Slow\nalerts: [Slow]"),
    "maintenance/1.md": article(
        "id: MNT-2026-0001\ntitle: Move\nstatus: in-progress\nplanned: {from: 2026-05-01 20:00, to: 2026-05-01 22:00}\n"
        "actual: {from: 2026-05-01 20:05}"
    ),
    "about.md": "# About\n",
    "services.yml": "shop: {aliases: [Store], owner: web}\nshop-db: {owner: storage}\n",
}


def facets() -> dict[str, Facets]:
    return {one.path: one for one in all_facets(opened(TEXTS).book)}


def test_each_kind_says_what_it_knows() -> None:
    """Services by their keys; an incident is of the year in which it began, a known issue of that of its review."""
    found = facets()
    one = found["incidents/1.md"]
    assert (one.id, one.kind, one.severity, one.status, one.year) == (
        "INC-2026-0001", "incident", "sev2", "resolved", "2026",
    )  # fmt: skip
    assert (one.services, one.alerts, one.factors) == (("shop", "shop-db"), ("Down",), ("config",))
    assert {name: at.text for name, at in one.times.items()} == {
        "started": "2026-03", "detected": "2026-03-04 10:12", "resolved": "2026-03-05", "reviewed": "2026-03-20",
    }  # fmt: skip
    assert found["known-issues/1.md"].alerts == ("Slow", "Down")
    assert [found[f"{kind}/1.md"].year for kind in ("known-issues", "runbooks", "maintenance")] == [
        "2025", "2024", "2026",
    ]  # fmt: skip
    assert found["maintenance/1.md"].times.keys() == {"started"}
    assert (found["symptoms/slow.md"].id, found["symptoms/slow.md"].year) == ("slow", "")
    assert found["about.md"] == Facets("about.md", "page")
    assert found["services/shop.md"] == Facets("services/shop.md", "service", "shop", ("shop",), owners=("web",))


def test_an_article_without_an_owner_belongs_to_those_of_its_services() -> None:
    """One with an owner to that one alone."""
    found = facets()
    assert found["incidents/1.md"].owners == ("web", "storage")
    assert found["known-issues/1.md"].owners == ("payments",)
    assert found["runbooks/1.md"].owners == ("storage",)


def test_open_is_what_is_not_resolved_and_not_fixed() -> None:
    """A known issue that will not be fixed is there to stay."""
    assert {path for path, one in facets().items() if one.open} == {"incidents/2.md", "known-issues/1.md"}
