"""What a new article may be a second one of."""

from pathlib import Path

import pytest

from incidentbook.duplicates import Likely, Sought, likely_duplicates
from incidentbook.instants import parse_instant
from incidentbook.kinds import KINDS
from incidentbook.matching import Matcher
from incidentbook.project import Project, settings_of
from incidentbook.searched_book import SearchedBook
from tests.books import article, incident, issue, runbook

BOOK = {
    "known-issues/pool.md": issue(
        'symptoms: [slow, {text: It hangs, signatures: ["timed out after <*>ms"]}]\nalerts: [PoolFull]',
        "## Workaround\n\nRestart.",
        id="KI-0001",
    ),
    "known-issues/old.md": issue("status: retired\nsymptoms: [slow]\nalerts: [PoolFull]", id="KI-0002"),
    "known-issues/words.md": issue(
        body="The elephants of the queue are forgetting their numbered umbrellas.", id="KI-0003"
    ),
    "symptoms/slow.md": article('title: It is slow\nsignatures: ["upstream timed out"]'),
    "runbooks/pool.md": runbook("alerts: [PoolFull]", id="RB-0001"),
    "incidents/1.md": incident(
        "services: [shop]\nknown_issues: [{id: KI-0001, fix: worked}]",
        id="INC-2026-0001",
        times="times: {detected: 2026-03-04 10:00}",
    ),
    "services.yml": "shop: {aliases: [store]}\nmail: {}",
}


@pytest.fixture(scope="module")
def matcher(tmp_path_factory: pytest.TempPathFactory) -> Matcher:
    folder: Path = tmp_path_factory.mktemp("book")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(folder / "cache"))
        for path, text in BOOK.items():
            (folder / "kb" / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / "kb" / path).write_text(text, encoding="utf-8")
        book = SearchedBook(Project(folder, folder / "kb", {}), settings_of({}, audience=None, default="internal"))
        opened = book.opened
        return Matcher(opened.book, opened.graph, book.asking, book.articles, book.index, 90)


def found(matcher: Matcher, kind: str, text: str, **known: object) -> list[Likely]:
    return likely_duplicates(Sought(KINDS[kind], text, **known), matcher)  # type: ignore[arg-type]


def test_a_signature_is_certain_and_says_how_the_fix_did(matcher: Matcher) -> None:
    """A known issue, for an incident and for a known issue."""
    for kind in ("incident", "known-issue"):
        (likely,) = found(matcher, kind, "Checkout fails\nrequest timed out after 30000ms")
        assert str(likely) == (
            "KI-0001 Issue KI-0001 (the error message is one of its signatures; its workaround worked the one time it "
            "was tried)"
        )
        assert likely.certain


def test_an_alert_and_a_symptom_lead_to_what_explains_them(matcher: Matcher) -> None:
    """But not to what is retired; each kind to its own."""
    names = [one.target.name for one in found(matcher, "incident", "Checkout fails", alerts=["PoolFull"])]
    assert names == ["KI-0001"]
    (likely,) = found(matcher, "incident", "Checkout fails", symptoms=["slow"])
    assert likely.why == "it has the symptom slow"
    assert [one.target.name for one in found(matcher, "runbook", "Pool", alerts=["PoolFull"])] == ["RB-0001"]
    assert [one.target.name for one in found(matcher, "symptom", "upstream timed out")] == ["slow"]


def test_words_alone_are_less(matcher: Matcher) -> None:
    """And nothing in common is nothing."""
    (likely,) = found(matcher, "incident", "Elephants are forgetting their umbrellas in the queue")
    assert (likely.target.name, likely.why, likely.certain) == ("KI-0003", "similar by its words", False)
    assert found(matcher, "incident", "The moon is made of cheese") == []


@pytest.mark.parametrize(
    ("at", "why"),
    [
        ("2026-03-04 10:20", "it began 20 min earlier, also on shop"),
        ("2026-03-04 09:20", "it began 40 min later, also on shop"),
        ("2026-03-04 10:00", "it began at the same time, also on shop"),
        ("2026-03-05 10:20", ""),
        ("2026-03-04", ""),
    ],
)
def test_an_incident_of_the_same_service_and_time_may_be_the_same(at: str, why: str, matcher: Matcher) -> None:
    """Where a clock time is known; it comes first."""
    began = parse_instant(at, matcher.book.incidents[0].fields.earliest.earliest.tzinfo)  # type: ignore[union-attr,arg-type]
    likely = found(matcher, "incident", "Cheese", services=["shop"], began=began)
    assert [one.why for one in likely] == ([why] if why else [])
    assert found(matcher, "incident", "Cheese", services=["mail"], began=began) == []
