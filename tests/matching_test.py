"""What pasted text has to do with a book."""

from incidentbook.asking import Asking
from incidentbook.matching import Entry, Matched, Matcher
from incidentbook.pasted import read
from incidentbook.search_index import index_of
from incidentbook.searchable import all_searchable
from incidentbook.telling import telling
from tests.books import article, incident, issue, opened, runbook

POOL = "Connection is not available, request timed out after <*>ms"
LOG = f"12:00 INFO starting\n12:01 ERROR {POOL.replace('<*>', '30001')} (total=10)\n12:02 INFO done"
SERVICES = "shop: {name: The shop, depends_on: [db], aliases: [shop.example.org]}\ndb: {}\nmail: {}\n"
BOOK = {
    "known-issues/pool.md": issue(
        f'services: [shop]\nsymptoms: [slow, {{text: Requests hang, signatures: ["{POOL}"], alerts: [PoolSaturated]}}]',
        "## Workaround\n\nRestart it.",
        id="KI-0007",
    ),
    "known-issues/disk.md": issue("symptoms: [slow]", "## Workaround\n\nMake room.", id="KI-0008"),
    "symptoms/slow.md": article(
        'title: The shop is slow\nsignatures: ["upstream timed out <*> reading response"]\nalerts: [LatencyHigh]'
    ),
    "runbooks/fail-over.md": runbook("alerts: [DatabaseDown]", "## Mitigation\n\nFail over.", id="RB-0001"),
    "incidents/1.md": incident(
        "known_issues: {id: KI-0007, fix: worked}\nalerts: [LatencyHigh]\nstatus: resolved",
        "The marmalade queue overflowed its banks.",
    ),
    "services.yml": SERVICES,
}


def match(text: str, more: dict[str, str] | None = None, without: str = "") -> Matched:
    book = opened({**BOOK, **(more or {})})
    found = {one.path: one for one in all_searchable(book.book)}
    index = index_of(found.values())
    matcher = Matcher(book.book, book.graph, Asking(index, found, book.graph), found, index, 90)
    pasted = read(text)
    return matcher.match(pasted, telling(pasted.text), (lambda path: path != without) if without else None)


def entry(matched: Matched, name: str) -> Entry:
    return next(entry for entry in matched.entries if entry.found.id == name)


def certain(matched: Matched) -> list[str]:
    return [entry.found.id for entry in matched.entries if entry.certain]


def test_a_known_issue_found_in_three_ways_is_one_entry_with_three_reasons() -> None:
    """The most telling first, each with its line."""
    matched = match(f"see KI-0007\n{LOG}\nalert PoolSaturated fired")
    found = entry(matched, "KI-0007")
    assert [(reason.how, reason.said, reason.line) for reason in found.reasons] == [
        ("signature", POOL, 3), ("alert", "PoolSaturated", 5), ("id", "KI-0007", 0),
    ]  # fmt: skip
    assert matched.entries[0] is found
    assert (
        found.reasons[0].text == "12:01 ERROR Connection is not available, request timed out after 30001ms (total=10)"
    )


def test_a_symptom_leads_to_its_known_issues_first_and_the_best_evidence_comes_first() -> None:
    """KI-0007's fix has worked once; of KI-0008's nothing is known. A fix that failed comes after an untried one."""
    assert certain(match("upstream timed out (110) while\nupstream timed out (110) reading response")) == [
        "KI-0007", "KI-0008", "slow",
    ]  # fmt: skip
    failed = {"incidents/1.md": incident("known_issues: {id: KI-0007, fix: failed}\nstatus: resolved")}
    assert certain(match("upstream timed out (110) reading response", failed)) == ["KI-0008", "KI-0007", "slow"]


def test_an_alert_is_known_by_its_name_in_json_and_in_text() -> None:
    """Upper and lower case do not matter where it is named as one; a mere word is no alert."""
    for text in ('{"alerts": [{"labels": {"alertname": "databasedown"}}]}', "[FIRING:1] DatabaseDown on db-1"):
        assert certain(match(text)) == ["RB-0001"], text
    assert certain(match("LatencyHigh")) == ["KI-0007", "KI-0008", "slow", "INC-2026-0001"]
    plain = {"runbooks/watch.md": runbook("alerts: [Watchdogs]", id="RB-0002")}
    assert certain(match("the watchdogs barked", plain)) == []
    assert certain(match('{"alertname": "Watchdogs"}', plain)) == ["RB-0002"]


def test_lines_are_those_that_were_pasted() -> None:
    """Of a log in JSON, too; a signature that was written with JSON around it is found there."""
    text = 'INFO\n{"msg": "a\\nb"}\n{"level": "error", "msg": "x\\n' + POOL.replace("<*>", "3") + '"}'
    reason = entry(match(text), "KI-0007").reasons[0]
    assert (reason.line, reason.text) == (3, POOL.replace("<*>", "3"))
    raw = {"symptoms/raw.md": article("""title: Raw\nsignatures: ['"level": "panic", "code": <*>']""")}
    assert entry(match('ok\n{"level": "panic", "code": 7, "msg": "x"}', raw), "raw").reasons[0].line == 2
    document = '{\n "title": "t",\n "message": "' + POOL.replace("<*>", "3") + '"\n}'
    assert entry(match(document), "KI-0007").reasons[0].line == 3


def test_a_superseded_known_issue_leads_to_the_one_that_holds() -> None:
    """Over several steps, and not for ever round in a circle; a retired one comes after those that hold."""
    symptom = f'symptoms: [{{text: Old, signatures: ["{POOL}"]}}]'
    more = {
        "known-issues/pool.md": issue(f"superseded_by: KI-0031\n{symptom}", id="KI-0007"),
        "known-issues/next.md": issue("superseded_by: KI-0032", id="KI-0031"),
        "known-issues/last.md": issue(id="KI-0032"),
    }  # fmt: skip
    matched = match(LOG, more)
    assert certain(matched) == ["KI-0032", "KI-0007"]
    newest, old = matched.entries[:2]
    assert (newest.reasons[0].how, newest.reasons[0].said, newest.reasons[0].line) == ("supersedes", "KI-0007", 2)
    assert old.instead is not None
    assert (old.instead.name, old.live, newest.live) == ("KI-0032", False, True)
    circle = {**more, "known-issues/last.md": issue("superseded_by: KI-0007", id="KI-0032")}
    assert set(certain(match(LOG, circle))) == {"KI-0007", "KI-0032"}
    retired = {"known-issues/b.md": issue(f"status: retired\n{symptom}", id="KI-0002")}
    assert certain(match(LOG, retired))[:2] == ["KI-0007", "KI-0002"]


def test_what_is_similar_by_its_words_comes_last() -> None:
    """And what has next to nothing in common with the text does not come at all."""
    for text, how in (("a queue of marmalade", "words"), ("a marmalade queue overflowed", "phrase")):
        assert [(one.found.id, one.reasons[0].how) for one in match(text).entries] == [("INC-2026-0001", how)]
    assert entry(match("a queue of Marmalade, where?"), "INC-2026-0001").reasons[0].said == "queue, Marmalade"
    both = match(f"{LOG}\nthe banks of the marmalade queue overflowed")
    assert both.entries[0].found.id == "KI-0007"
    assert not entry(both, "INC-2026-0001").certain
    assert match("zebra crossing the queue of seven quiet lions beneath another moon").entries == ()
    assert match("").entries == ()


def test_only_what_is_allowed_is_found_and_open_incidents_are_said_all_the_same() -> None:
    """Of the same known issue, and of the same service."""
    more = {
        "incidents/2.md": incident("known_issues: {id: KI-0007, link: suspected}", id="INC-2026-0002"),
        "incidents/3.md": incident("services: [db]", id="INC-2026-0003"),
        "incidents/4.md": incident("services: [mail]", id="INC-2026-0004"),
    }
    matched = match(LOG, more, without="known-issues/pool.md")
    assert "KI-0007" not in certain(matched)
    assert [(one.incident.id, one.because) for one in matched.open] == [
        ("INC-2026-0002", "KI-0007"), ("INC-2026-0003", "db, which it needs"),
    ]  # fmt: skip
    named = match('{"service": "shop.example.org", "message": "zzz"}', more)
    assert (named.entries, named.services) == ((), ("shop",))
    assert [one.incident.id for one in named.open] == ["INC-2026-0003"]
