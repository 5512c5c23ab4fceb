"""What a new article can refer to."""

import re

import pytest

from incidentbook.choices import Choices, IssueLink
from tests.books import article, incident, issue, opened, runbook

BOOK = opened(
    {
        "known-issues/a.md": issue("owner: storage", id="KI-0007"),
        "known-issues/b.md": issue("symptoms: [{text: It hangs}]", id="KI-NEW-pool"),
        "incidents/a.md": incident(id="INC-2026-0042"),
        "runbooks/a.md": runbook(id="RB-0001"),
        "symptoms/slow.md": article("title: It is slow"),
        "services.yml": "shop: {name: The Shop, owner: payments, aliases: [shop.example.org]}\nmail: {}\n",
        "sla.yml": "severities: {p1: critical, p2: high}",
    }
)
CHOICES = Choices(BOOK.book, BOOK.graph)


def test_everything_is_offered() -> None:
    """In an order that helps."""
    assert CHOICES.services == ("mail", "shop")
    assert CHOICES.severities == ("p1", "p2")
    assert CHOICES.symptoms == ("ki-new-pool-it-hangs", "slow")
    assert CHOICES.known_issues == ("KI-0007", "KI-NEW-pool")
    assert CHOICES.owners == ("payments", "storage")
    assert CHOICES.owner_of(["nothing", "mail", "shop"]) == "payments"
    assert CHOICES.owner_of(["mail"]) == ""


@pytest.mark.parametrize("said", ["shop", "The shop", "shop.example.org", "SHOP"])
def test_a_service_has_several_names(said: str) -> None:
    """Its key is what an article says."""
    assert CHOICES.service(said) == "shop"


@pytest.mark.parametrize("said", ["KI-0007", "ki-0007", "KI-7", "ki7", "ki 0007"])
def test_an_id_may_be_written_otherwise(said: str) -> None:
    """It is known which one is meant."""
    assert CHOICES.known_issue(said) == IssueLink("KI-0007", "confirmed")
    assert CHOICES.known_issue(f"{said}:suspected") == IssueLink("KI-0007", "suspected")
    assert CHOICES.article("inc-2026-42") == "INC-2026-0042"


def test_without_a_catalogue_any_service_will_do() -> None:
    """There is nothing to compare it with."""
    empty = opened({})
    assert Choices(empty.book, empty.graph).service("checkout") == "checkout"


def test_what_there_is_not_is_said_with_what_was_meant() -> None:
    """In a sentence."""
    for check, said, sentence in (
        (CHOICES.service, "shpo", "There is no service `shpo` in services.yml. Did you mean `shop`?"),
        (CHOICES.severity, "p3", "There is no severity `p3`. Known: p1 and p2."),
        (CHOICES.symptom, "slwo", "There is no symptom `slwo`. Did you mean `slow`?"),
        (CHOICES.article, "KI-0070", "There is no article `KI-0070`. Did you mean `KI-0007`?"),
        (CHOICES.known_issue, "RB-0001", "`RB-0001` is a runbook, not a known issue."),
    ):
        with pytest.raises(ValueError, match=f"^{re.escape(sentence)}$"):
            check(said)
