"""A book that is asked answers with what is certain first."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from incidentbook.asking import Asking, id_terms
from incidentbook.search_index import index_of
from incidentbook.searchable import all_searchable
from tests.books import article, incident, issue, opened, runbook

BOOK = {
    "known-issues/pool.md": issue(
        "symptoms: [checkout-504]\nservices: [payments]\nstatus: workaround",
        "## Cause\n\nA replica fails over.\n\n## Workaround\n\nRestart the payments pods.",
        id="KI-0007",
    ),
    "known-issues/disk.md": issue(
        'symptoms: [{text: Writes fail, signatures: ["no space left on device <*>"]}]', "It is full.", id="KI-0008"
    ),
    "symptoms/checkout-504.md": article(
        'title: Checkout answers 504\nsignatures: ["Connection is not available, request timed out after <*>ms"]'
    ),
    "runbooks/restart.md": runbook(body="## Mitigation\n\nRestart the pods of payments, one after another."),
    "incidents/2026/a.md": incident(
        "known_issues: [KI-0007]", "The replica failed.\n\n```\nFATAL: remaining connection slots are reserved\n```"
    ),
    "incidents/2026/b.md": incident(body="Certificates expired on the load balancer.", id="INC-2026-0002"),
}  # fmt: skip


def asking(texts: dict[str, str]) -> Asking:
    book = opened(texts)
    found = {one.path: one for one in all_searchable(book.book)}
    return Asking(index_of(found.values()), found, book.graph)


ASKED = asking(BOOK)


def paths(question: str) -> list[str]:
    return [answer.path for answer in ASKED.ask(question)]


@pytest.mark.parametrize(
    "question", ["INC-2026-0002", "inc-2026-0002", "see INC-2026-0002: failed over", "(INC-2026-0002-"]
)
def test_an_id_leads_to_its_article(question: str) -> None:
    """However it is written, and whatever stands around it."""
    first = ASKED.ask(question)[0]
    assert (first.path, first.reason) == ("incidents/2026/b.md", "id")


def test_a_symptom_is_found_by_its_name() -> None:
    """If nothing else is asked."""
    assert ASKED.ask(" checkout-504 ")[0][::2] == ("symptoms/checkout-504.md", "id")


def test_a_signature_leads_to_the_known_issue_and_then_to_the_symptom() -> None:
    """In a log of many lines, before all that words speak for."""
    log = (
        "2026-03-04T10:12:01Z INFO certificates of the load balancer loaded\n"
        "2026-03-04T10:12:33Z ERROR HikariPool-1 - Connection is not available, request timed out after 30001ms.\n"
        "    at com.example.Checkout.pay(Checkout.java:42)\n"
    )
    answers = ASKED.ask(log)
    assert [answer[::2] for answer in answers[:2]] == [
        ("known-issues/pool.md", "signature"),
        ("symptoms/checkout-504.md", "signature"),
    ]
    assert [match.match.line for match in ASKED.matches(log)] == [2]


def test_a_symptom_described_in_place_leads_to_its_known_issue() -> None:
    """Which is the only page of the two that is searched."""
    (match,) = ASKED.matches("cp: No space left on device (28)")
    assert (match.title, match.paths) == ("Writes fail", ("known-issues/disk.md",))


def test_a_quoted_line_is_above_its_words() -> None:
    """Whatever its numbers and times are; the article that has it word for word comes first."""
    answers = ASKED.ask("FATAL: remaining connection slots are reserved")
    assert answers[0][::2] == ("incidents/2026/a.md", "phrase")


def test_who_asks_wants_the_fix() -> None:
    """Of what words speak for equally, known issues come before runbooks and symptoms, and these before reports."""
    same = "Restart the ingress controllers one after another."
    texts = {
        "known-issues/a.md": issue(body=same).replace("Issue KI-0001", "T"),
        "runbooks/a.md": runbook(body=same).replace("Runbook RB-0001", "T"),
        "incidents/a.md": incident(body=same).replace("Incident INC-2026-0001", "T"),
    }
    answers = asking(texts).ask("ingress controllers restart needed")
    assert [answer.path for answer in answers] == ["known-issues/a.md", "runbooks/a.md", "incidents/a.md"]


def test_what_may_not_be_shown_is_left_out_whatever_speaks_for_it() -> None:
    """Filters hold for IDs and signatures as for words."""
    question = "INC-2026-0002 Connection is not available, request timed out after 1ms"
    answers = ASKED.ask(question, lambda path: path.startswith("symptoms/"))
    assert [answer.path for answer in answers] == ["symptoms/checkout-504.md"]


def test_weak_answers_are_left_out_and_a_filter_makes_none_of_them_strong() -> None:
    """Those of words alone with less than a quarter of the best score; with a filter the same answers stay."""
    texts = {
        f"incidents/{number}.md": incident(body="pods restarted", id=f"INC-2026-{number:04}") for number in range(80)
    }
    texts["incidents/best.md"] = incident(body="Pods restarted: quorum lost, raft stuck.", id="INC-2026-0099")
    asked = asking(texts)
    question = "pods quorum lost raft stuck"
    assert [answer.path for answer in asked.ask(question)] == ["incidents/best.md"]
    assert asked.ask(question, lambda path: path != "incidents/best.md") == []
    assert len(asked.ask("pods restarted")) == 81


@pytest.mark.parametrize("question", ["", " \n\t", "*", '"', "the of and", "\x00\x01", "zzzz qqqq", "-----"])
def test_a_question_without_a_known_word_has_no_answer(question: str) -> None:
    """And is no error."""
    assert ASKED.ask(question) == []


@settings(deadline=None, max_examples=100)
@given(st.text(max_size=80))
def test_any_question_is_answered(question: str) -> None:
    """Each article at most once, the best of a reason first, and the same every time."""
    answers = ASKED.ask(question)
    assert len({answer.path for answer in answers}) == len(answers)
    assert answers == ASKED.ask(question)
    words = [answer.score for answer in answers if answer.reason == "words"]
    assert words == sorted(words, reverse=True)


def test_ten_thousand_words_are_answered_by_the_rarest() -> None:
    """Of a long text as few are looked up as of a short one, and made-up names leave words their place."""
    noise = " ".join(f"{number:08x}f" for number in range(10_000))
    assert paths(f"{noise} certificates expired balancer")[0] == "incidents/2026/b.md"


def test_ids_are_looked_for_once_each() -> None:
    """In small letters, behind the mark that no word has."""
    assert id_terms("INC-2026-0042, inc-2026-0042 and KI-7-") == ["#inc-2026-0042", "#ki-7"]
    assert id_terms("pool") == ["#pool"]
    assert id_terms("") == []
