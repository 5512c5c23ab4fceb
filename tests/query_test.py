"""The query language: what is a filter, what is asked for otherwise, and that all else is text."""

from datetime import UTC
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidentbook.facets import OPEN, all_facets
from incidentbook.instants import parse_instant
from incidentbook.kinds.incident.model import Incident
from incidentbook.kinds.known_issue.model import KnownIssue
from incidentbook.kinds.maintenance.model import Maintenance
from incidentbook.query import (
    LONGEST,
    STATUSES,
    Filter,
    Query,
    Vocabulary,
    filter_of,
    has_all,
    minutes,
    parse,
    span_of,
    vocabulary,
)
from tests.books import incident, issue, opened

TEXTS = {
    "incidents/1.md": incident("severity: sev1\nservices: [shop]\nalerts: [KubePodCrashLooping]\nfactors: [config]"),
    "incidents/2.md": incident(id="INC-2024-0007", times="times: {detected: 2024-03-04 10:12}"),
    "known-issues/1.md": issue("owner: payments"),
    "services.yml": "shop: {name: The Shop, aliases: [shop.example.org]}\nshop-db: {owner: storage}",
}


@cache
def known() -> Vocabulary:
    book = opened(TEXTS).book
    return vocabulary(book, list(all_facets(book)), UTC)


def parsed(text: str) -> Query:
    return parse(text, known())


def only(text: str) -> Filter:
    """Return the filter that is all of a query, of which nothing is to be said."""
    query = parsed(text)
    assert query == Query("", filters=query.filters)
    (one,) = query.filters
    return one


@pytest.mark.parametrize(
    ("text", "key", "names"),
    [
        ("service:shop", "service", ("shop",)),
        ("service:shop.example.org", "service", ("shop",)),
        ('service:"the shop"', "service", ("shop",)),
        ("SERVICE:Shop", "service", ("shop",)),
        ("services:shop,shop-db", "service", ("shop", "shop-db")),
        ("service:shop service:shop-db", "service", ("shop", "shop-db")),
        ("severity:sev1..sev3", "severity", ("sev1", "sev2", "sev3")),
        ("severity:sev3..sev1", "severity", ("sev1", "sev2", "sev3")),
        ("severity:..sev2", "severity", ("sev1", "sev2")),
        ("severity:sev3..", "severity", ("sev3", "sev4")),
        ("severity:sev1,sev3..", "severity", ("sev1", "sev3", "sev4")),
        ("severity:critical", "severity", ("sev1",)),
        ("kind:known-issue", "kind", ("known-issue",)),
        ("kind:incidents", "kind", ("incident",)),
        ("status:open", "status", ("open",)),
        ("owner:payments", "owner", ("payments",)),
        ("owner:storage", "owner", ("storage",)),
        ("alert:kubepodcrashlooping", "alert", ("kubepodcrashlooping",)),
        ("factor:config", "factor", ("config",)),
        ("id:inc-2024-0007", "id", ("inc-2024-0007",)),
        ("year:1999", "year", ("1999",)),
        ("year:2020..2025", "year", ("2020", "2024", "2025")),
        ("year:2025..", "year", ("2025", "2026")),
    ],
)
def test_a_key_and_a_name_that_the_book_knows_are_a_filter(text: str, key: str, names: tuple[str, ...]) -> None:
    """By any of its names, in any letters; several are alternatives, and of a scale all from one to another."""
    assert only(text) == Filter(key, names)


def test_a_hyphen_before_a_filter_excludes_and_a_star_at_its_end_is_a_beginning() -> None:
    """Excluded and included ones of one key stay apart."""
    assert only("-service:shop") == Filter("service", ("shop",), excluded=True)
    assert only("alert:Kube*") == Filter("alert", beginnings=("kube",))
    assert parsed("kind:incident -kind:service -kind:page").filters == (
        Filter("kind", ("incident",)),
        Filter("kind", ("service", "page"), excluded=True),
    )


@pytest.mark.parametrize(
    ("said", "first", "last"),
    [
        ("2026-01", "2026-01-01 00:00", "2026-01-31 23:59"),
        ("2026-01..2026-03", "2026-01-01 00:00", "2026-03-31 23:59"),
        ("2026-03..2026-01", "2026-01-01 00:00", "2026-03-31 23:59"),
        ("2026..", "2026-01-01 00:00", None),
        ("..2026-03-04", None, "2026-03-04 23:59"),
        ("2026-03-04T10:12..2026-03-04T10:13", "2026-03-04 10:12", "2026-03-04 10:13"),
        ('"2026-03-04 10:12"', "2026-03-04 10:12", "2026-03-04 10:12"),
    ],
)
def test_times_are_stretches_as_wide_as_they_are_written(said: str, first: str | None, last: str | None) -> None:
    """Of two times, from the beginning of the earlier to the end of the later."""
    ends = tuple(minutes(parse_instant(end, UTC).earliest) if end else None for end in (first, last))
    assert only(f"resolved:{said}") == Filter("resolved", spans=((ends[0], ends[1]),))


def test_times_said_twice_must_both_hold() -> None:
    """Unlike names: `resolved:2025.. resolved:..2026` is from one to the other."""
    assert len(parsed("resolved:2025.. resolved:..2026").filters) == 2


def test_a_coarse_time_is_all_minutes_of_it_and_a_moment_one() -> None:
    """Its end belongs to the next day, month or year."""
    day, moment = parse_instant("2026-03-04", UTC), parse_instant("2026-03-04 10:12", UTC)
    assert span_of(day)[1] - span_of(day)[0] == 24 * 60 - 1
    assert len({*span_of(moment)}) == 1


@pytest.mark.parametrize(
    ("text", "rest", "hint"),
    [
        (
            "service:shopp x",
            "shopp x",
            "There is no service `shopp`. Did you mean `shop`? `shopp` is searched as text.",
        ),
        ("severity:sev9", "sev9", "There is no severity `sev9`. Known: sev1, sev2, sev3 and sev4."),
        ("severity:sev1..sev9", "sev1..sev9", "There is no severity `sev9`."),
        ("severity:..", "..", "`severity:..` has no end; write one, as `severity:sev1..`."),
        ("status:500", "500", "There is no status `500`."),
        ("resolved:2026-13", "2026-13", "`resolved:2026-13` cannot be read: there is no month 13."),
        ("resolved:..", "..", "`resolved:..` has no end; write one, as `resolved:2026-01..2026-03`."),
        ("service:,", ",", "`service:` says nothing."),
        ("-service:shopp x", "x", "Did you mean `shop`? Nothing is left out."),
        ("servise:shop", "servise:shop", "There is no filter `servise:`. Did you mean `service:shop`?"),
    ],
)
def test_what_no_filter_can_be_set_to_is_text_and_a_hint_says_so(text: str, rest: str, hint: str) -> None:
    """With what was probably meant."""
    query = parsed(text)
    assert (query.text, query.filters) == (rest, ())
    assert hint in " ".join(query.hints)


@pytest.mark.parametrize(
    "text",
    [
        "http://example.org:8080/a?b=c",
        r"C:\Windows\System32\x.dll: not found",
        'java.lang.OutOfMemoryError: Java heap space at "a.b"(x:12)',
        '{"error": "no such host", "code": 7}',
        'level=error msg="connection refused" status=503',
        "key:value error:7 foo:bar:baz ::1 a::b",
        'unbalanced "quotes here',
        "* ** a* ~ foo~~ /* x */ [*] ??",
        "-Xmx512m -XX:MaxRAM --verbose -",
        "status: open severity : sev1",
        "ORA-00060: deadlock detected (SQL: SELECT * FROM t)",
        "שגיאה: הבסיס נתונים 数据库:连接 \x00 \u202e",
    ],
)
def test_an_error_message_is_text_whatever_signs_are_in_it(text: str) -> None:
    """Nothing in it is taken for syntax, and nothing is lost."""
    assert parsed(text) == Query(text)


def test_what_was_pasted_is_text_even_where_it_looks_like_a_filter() -> None:
    """That is, several lines, or very many letters."""
    for text in ('service:shop "a b"\nconn*', f'service:shop "a b" {"x" * LONGEST}'):
        assert parsed(text) == Query(text)


def test_words_in_quotation_marks_are_asked_for_and_must_stand_there() -> None:
    """Those that people's chat programs make of them, too; without a letter in them they ask for nothing."""
    assert parsed('timeout "connection pool" x') == Query("timeout connection pool x", quoted=("connection pool",))
    assert parsed("“connection pool”").quoted == ("connection pool",)
    assert parsed('"--" ""').quoted == ()


def test_beginnings_and_misspellings_are_taken_out_of_the_text() -> None:
    """In small letters; what stands before a beginning in one word stays."""
    assert parsed("a Conn* conection~ pol~2") == Query("a", beginnings=("conn",), like=("conection", "pol"))
    assert parsed("java.lang.Out*") == Query("java.lang.", beginnings=("out",))


@pytest.mark.parametrize(
    ("quoted", "text", "stands"),
    [
        ("connection pool", "The Connection  pool is full", True),
        ("connection pool", "connection-pool", True),
        ("connection pool", "connection pools", False),
        ("connection pool", "pool connection", False),
        ("exit code 1", "exit code 137", False),
        ("ORA-00060", "error ora-00060.", True),
        ("2026-03-04", "on 2026-03-04 at noon", True),
        ("数据库", "连接数据库失败", True),
        ("ﬁle", "a file", True),
        ("a.b", "aXb", False),
    ],
)
def test_words_stand_there_word_for_word(quoted: str, text: str, stands: bool) -> None:
    """Whatever their letters' size and the signs between them."""
    assert has_all(text, [quoted]) is stands


@given(st.text(max_size=200))
def test_every_text_is_a_query(text: str) -> None:
    """And one that can be asked."""
    query = parsed(text)
    assert all(isinstance(hint, str) for hint in query.hints)
    has_all(text, query.quoted)


def test_ten_thousand_words_take_no_time() -> None:
    """Nor do as many quotation marks or stars."""
    for word in ("word ", '" ', "a* ", "service:shop ", "-"):
        parsed(word * 10_000)


def test_options_are_read_as_filters_are() -> None:
    """What is wrong with them is an error there."""
    assert filter_of("severity", "sev1,sev2", known()) == Filter("severity", ("sev1", "sev2"))
    with pytest.raises(ValueError, match="There is no kind `wat`"):
        filter_of("kind", "wat", known())


def test_every_status_of_an_article_can_be_asked_for() -> None:
    """The list is that of the models."""
    schemas = [model.model_json_schema()["properties"]["status"] for model in (Incident, KnownIssue, Maintenance)]
    said = {word for schema in schemas for one in schema.get("anyOf", [schema]) for word in one.get("enum", ())}
    assert said | {OPEN} == set(STATUSES)
