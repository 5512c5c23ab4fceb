import pytest

from incidentbook.policies import Policy
from incidentbook.views import incident as page
from incidentbook.views.references import Elsewhere, Scale, elsewhere
from tests.views.article_book import incident, view_of


def test_a_severity_knows_its_place_on_the_scale() -> None:
    """The most severe is 1, an unknown word 0."""
    assert Scale(Policy()).severity("sev2") == ("sev2", 2, "high")
    assert Scale(Policy()).severity("bad") == ("bad", 0, "")
    assert Scale(Policy()).severity(None) is None


@pytest.mark.parametrize(
    ("said", "label"),
    [
        ("https://github.com/o/r/issues/4538", "github.com/…/issues/4538"),
        ("https://www.example.org/", "example.org"),
        ("mailto:team@example.org", "team@example.org"),
    ],
)
def test_an_address_is_shortened_to_what_tells_it_apart(said: str, label: str) -> None:
    """Host and end."""
    assert elsewhere(said) == Elsewhere(label, said)


@pytest.mark.parametrize(
    "said", ["PAY-311", "javascript:alert(1)", "//example.org", "data:text/html,x", "http://[", ""]
)
def test_what_is_no_address_is_no_link(said: str) -> None:
    """Names, and what a browser should not follow."""
    assert elsewhere(said) == Elsewhere(said, "")


def test_a_service_is_found_by_its_alias_and_says_what_it_suffered() -> None:
    """Role, level, share and region."""
    texts = {
        "services.yml": "db: {name: Database, aliases: [the-db]}",
        "incidents/1.md": incident(
            1, "detected: 2026-01-01", "services: [{id: the-db, role: cause, level: down, share: 34 %, region: eu}]"
        ),
    }
    (mark,) = view_of(page.views, "incidents/1.md", texts).values["services"]
    assert mark == ("Database", "services/db.md", "the cause, down, 34 %, eu")


def test_an_alert_names_the_runbooks_that_answer_it() -> None:
    """From wherever the alert is mentioned."""
    texts = {
        "runbooks/a.md": "---\nid: RB-0001\ntitle: A\nalerts: [Full]\n---\n",
        "incidents/1.md": incident(1, "detected: 2026-01-01", "alerts: [Full, Other]"),
    }
    alerts = view_of(page.views, "incidents/1.md", texts).values["alerts"]
    assert [(alert.name, [runbook.name for runbook in alert.runbooks]) for alert in alerts] == [
        ("Full", ["RB-0001"]),
        ("Other", []),
    ]


def test_a_mention_by_what_the_page_shows_anyway_is_not_repeated() -> None:
    """The known issue names the incident in its text."""
    texts = {
        "known-issues/a.md": "---\nid: KI-0001\ntitle: A\n---\nAs in INC-2026-0001.\n",
        "incidents/1.md": incident(1, "detected: 2026-01-01", "known_issues: [KI-0001]"),
        "incidents/2.md": incident(2, "detected: 2026-01-02") + "Not INC-2026-0001.\n",
    }
    (relation,) = view_of(page.views, "incidents/1.md", texts).values["relations"]
    assert (relation.label, [target.name for target in relation.targets]) == ("Mentioned in", ["INC-2026-0002"])
