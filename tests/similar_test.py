"""Which incidents are similar, why, and in which order."""

from collections.abc import Iterable

from incidentbook.similar import MOST_KEPT, MOST_SHARING, Ground, Reason, Similar
from incidentbook.similar_incidents import SimilarIncidents
from incidentbook.similar_memory import similar_incidents
from tests.books import incident, issue, opened

SIGNATURE = "connection is not available, request timed out after <*>ms"
LINE = "```\nConnection is not available, request timed out after {}ms\n```\n"
ISSUE = {"known-issues/1.md": issue(f'symptoms: [{{text: It hangs, signatures: ["{SIGNATURE}"]}}]')}
ALERT = "alerts: [PoolSaturated]\nservices: [checkout]"
POOL = "The replica lost HikariPool at failover."


def report(number: int, front_matter: str = "", body: str = "", *, day: int = 1) -> dict[str, str]:
    """Return an incident that shares no word with another but those it is given."""
    words = f"word{number}a word{number}b word{number}c"
    times = f"times: {{detected: 2026-01-{day:02} 10:12}}"
    text = incident(front_matter, f"{words}\n\n{body}", id=f"INC-2026-{number:04}", times=times)
    return {
        f"incidents/{number:02}.md": text.replace(f"title: Incident INC-2026-{number:04}", f"title: Title{number}x")
    }


def book_of(*texts: dict[str, str], others: int = 16) -> SimilarIncidents:
    """Return the similar incidents of a book; `others` that share nothing make its words rare."""
    found: dict[str, str] = {}
    for one in (*texts, *(report(number) for number in range(80, 80 + others))):
        found |= one
    book = opened(found)
    return similar_incidents(book.book, book.graph)


def paths(found: Iterable[Similar]) -> list[str]:
    return [one.path.removeprefix("incidents/").removesuffix(".md") for one in found]


def test_the_same_signature_in_two_texts_makes_them_similar() -> None:
    """Whatever stands at its gaps."""
    found = book_of(report(1, body=LINE.format(30001)), report(2, body=LINE.format(7)), report(3), ISSUE, others=0)
    assert found.of("incidents/01.md") == (Similar("incidents/02.md", (Reason("signature", (SIGNATURE,)),)),)
    assert found.of("incidents/03.md") == ()


def test_the_same_alert_does_so_on_the_same_service_only() -> None:
    """Known by its key or an alias, and one that was more than at risk."""
    found = book_of(
        report(1, ALERT),
        report(2, "alerts: [PoolSaturated]\nservices: [shop.example.org]"),
        report(3, "alerts: [PoolSaturated]\nservices: [search]"),
        report(4, "alerts: [PoolSaturated]\nservices: [{id: checkout, role: at-risk}]"),
        {"services.yml": "checkout: {aliases: [shop.example.org]}\nsearch: {}\n"},
        others=0,
    )
    assert found.of("incidents/01.md") == (
        Similar("incidents/02.md", (Reason("alert", ("PoolSaturated", "checkout")),)),
    )
    assert found.of("incidents/04.md") == ()


def test_texts_are_similar_by_their_rare_words_which_are_named_as_they_are_written() -> None:
    """In the report whose page it is; a name in camelCase is one word."""
    found = book_of(report(1, body=POOL), report(2, body="HIKARIPOOL and its replicas lost the failover"))
    assert [str(reason) for reason in found.of("incidents/01.md")[0].reasons] == [
        "similar text: failover, HikariPool, lost, replica"
    ]
    assert found.of("incidents/02.md")[0].reasons == (Reason("text", ("failover", "HIKARIPOOL", "lost", "replicas")),)


def test_words_in_which_anything_can_be_told_make_nothing_similar() -> None:
    """Nor do counts, years, days and parts of IDs."""
    told = "It was noticed on Monday in March 2026 that nothing worked for 12 hours, see KI-0007."
    assert book_of(report(1, body=told), report(2, body=told)).of("incidents/01.md") == ()


def test_two_words_are_too_few_and_so_is_a_small_part_of_what_is_said() -> None:
    """Three of a long report are a coincidence."""
    assert book_of(report(1, body="replica failover"), report(2, body="replica failover")).of("incidents/01.md") == ()
    long = " ".join(f"shared{number}" for number in range(20))
    found = book_of(report(1, body=f"replica failover HikariPool {long}"), report(2, body=POOL), report(3, body=long))
    assert paths(found.of("incidents/01.md")) == ["03"]


def test_a_word_that_many_have_says_nothing() -> None:
    """Of few incidents more than about a fourth are many."""
    some = [report(number, body=POOL) for number in range(1, 10)]
    assert book_of(*some, others=0).of("incidents/01.md") == ()
    assert len(book_of(*some, others=40).of("incidents/01.md")) == 8


def test_a_word_in_the_title_says_more_than_one_in_the_text() -> None:
    """Both share three words with it, and the other is newer."""
    ((path, text),) = report(1, body="alpha beta gamma").items()
    first = {path: text.replace("Title1x", "Replica failover pool")}
    found = book_of(first, report(2, body="alpha beta gamma", day=9), report(3, body="replica failover pool"))
    assert paths(found.of(path)) == ["03", "02"]


def test_a_signature_goes_before_an_alert_and_that_before_text_then_the_newest() -> None:
    """Those with more reasons go before those with the strongest of them alone."""
    line = LINE.format(1)
    found = book_of(
        report(1, ALERT, line + POOL),
        report(2, body=POOL, day=20),
        report(3, ALERT, day=10),
        report(4, body=line, day=5),
        report(5, body=line, day=6),
        report(6, ALERT, line, day=4),
        report(7, ALERT, POOL, day=3),
        ISSUE,
    )  # fmt: skip
    assert paths(found.of("incidents/01.md")) == ["06", "05", "04", "07", "03", "02"]


def test_equal_ones_without_a_date_come_last_and_by_their_paths() -> None:
    """Nothing is left to chance."""
    undated = [
        {path: text.replace("times: {detected: 2026-01-01 10:12}", "times: {}")}
        for number in (4, 3) for path, text in report(number, ALERT).items()
    ]  # fmt: skip
    found = book_of(report(1, ALERT), *undated, report(9, ALERT), others=0)
    assert paths(found.of("incidents/01.md")) == ["09", "03", "04"]


def test_of_very_many_with_the_same_alert_the_newest_are_looked_at() -> None:
    """One that is also similar by its text is found among the old ones."""
    some = [report(number, ALERT, day=number % 28 + 1) for number in range(10, 99)]
    found = book_of(report(1, ALERT, POOL), report(2, ALERT, POOL), *some, others=0)
    assert len(some) > MOST_SHARING
    assert paths(found.of("incidents/01.md"))[0] == "02"
    assert len(found.of("incidents/01.md")) == MOST_KEPT


def test_what_a_word_says_changes_by_powers_of_two() -> None:
    """So that an edit elsewhere rarely changes it."""
    ground = Ground((), (), (), lambda _: (), 1000)
    said = [ground.weight(count) for count in range(70)]
    assert said[:9] == [0, 0, 8, 8, 7, 7, 7, 7, 6]
    assert said[63:66] == [4, 3, 0]
