"""YAML as written."""

import time

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from incidentbook.yaml_text import MAX_FAULTS, YamlText

WORDS = st.text("abcxyz019 .:-#'\"[]{}&*!|>%@`~,?ä€\U0001f600", max_size=12)
DATA = st.recursive(
    WORDS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(WORDS, inner, max_size=4), max_leaves=20
)


def codes(text: str) -> list[str]:
    return [fault.code for fault in YamlText(text).faults]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("10:00", "10:00"),
        ("2.10", "2.10"),
        ("NO", "NO"),
        ("yes", "yes"),
        ("0042", "0042"),
        ("1e3", "1e3"),
        ("0x1F", "0x1F"),
        ("2026-03-04", "2026-03-04"),
        ("1_000", "1_000"),
        (".inf", ".inf"),
        ("'x'", "x"),
        ('"~"', "~"),
        ("''", ""),
        ("=", "="),
        ("~", None),
        ("null", None),
        ("Null", None),
        ("NULL", None),
        ("", None),
    ],
)
def test_a_value_is_the_text_that_was_written(written: str, read: str | None) -> None:
    """Not what YAML 1.1 takes it for: a number in base 60, a float, false, octal."""
    assert YamlText(f"a: {written}").data == {"a": read}


@given(st.dictionaries(WORDS, DATA, max_size=5), st.booleans())
def test_whatever_is_written_as_yaml_is_read_as_it_was(data: dict[str, object], flow: bool) -> None:
    """In blocks or in flow, with any characters quoted as they must be."""
    text = yaml.safe_dump(data, allow_unicode=True, default_flow_style=flow, width=10_000)
    read = YamlText(text)
    assert [fault for fault in read.faults if fault.code != "KB119"] == []
    assert read.data == data


@given(st.dictionaries(st.text("abc", min_size=1, max_size=3), DATA, min_size=1, max_size=4))
def test_the_place_of_every_value_is_where_it_is_written(data: dict[str, object]) -> None:
    """Lines and columns count characters, whatever bytes these are."""
    text = yaml.safe_dump(data, allow_unicode=True, width=10_000, default_style='"')
    read, lines = YamlText(text), text.split("\n")

    def check(value: object, location: tuple[str | int, ...]) -> None:
        place = read.place_of(location)
        if isinstance(value, str) and value:
            assert lines[place.line][place.column] == '"'
            rest = "\n".join([lines[place.line][place.column :], *lines[place.line + 1 :]])
            assert yaml.safe_load(next(iter(rest.splitlines()))) == value
        elif isinstance(value, dict):
            for key, inner in value.items():
                check(inner, (*location, key))
        elif isinstance(value, list):
            for position, inner in enumerate(value):
                check(inner, (*location, position))

    check(data, ())


def test_places_of_keys_values_and_what_is_missing() -> None:
    """The nearest part around a step that does not exist, and the key of a value that is empty."""
    read = YamlText("title: x\ntimes:\n  detected: 2026\n  paused: [{why: y}]\nservices:\n  - a\n  - id: b\nowner:\n")
    assert read.place_of(("times", "detected")) == (2, 12)
    assert read.place_of(("times", "detected"), of_key=True) == (2, 2)
    assert read.place_of(("times", "paused", 0, "why")) == (3, 17)
    assert read.place_of(("services", 0, "id")) == (5, 4)
    assert read.place_of(("services", 1)) == (6, 4)
    assert read.place_of(("services", 9)) == (5, 2)
    assert read.place_of(("owner",)) == (7, 0)
    assert read.place_of(("nope",)) == (0, 0)
    assert read.place_of(()) == (0, 0)


def test_a_value_is_found_where_entries_before_it_are_left_out() -> None:
    """What is third in the file may be second in what is kept."""
    read = YamlText("known_issues:\n  - {link: x}\n  - KI-0001\n  - {id: KI-0002, fix: worked}\n")
    assert read.place_of(("known_issues", 0), value="KI-0001") == (2, 4)
    assert read.place_of(("known_issues", 1), value="KI-0002") == (3, 9)
    assert read.place_of(("known_issues", 1), value="KI-0001") == (2, 4)
    assert read.place_of(("known_issues", 1), value="elsewhere") == (2, 4)


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("a: 1\nb: 2\na: 3", [(2, 0)]),
        ("a: {b: 1, b: 2}", [(0, 10)]),
        ("a:\n  - b: 1\n    b: 2", [(2, 4)]),
        ('a: 1\n"a": 2', [(1, 0)]),
    ],
)
def test_a_key_written_twice_is_a_fault_at_the_second(text: str, places: list[tuple[int, int]]) -> None:
    """At any depth; the first one counts."""
    read = YamlText(text)
    assert [(fault.code, fault.place) for fault in read.faults] == [("KB110", place) for place in places]
    assert "1" in str(read.data)
    assert "3" not in str(read.data)


def test_where_the_first_of_two_keys_is_is_said() -> None:
    """By the distance, which holds whatever stands above the text."""
    assert YamlText("a: 1\nb: 2\na: 3").faults[0].message == "The key `a` is written twice: first 2 lines above"
    assert YamlText("a: {b: 1, b: 2}").faults[0].message == "The key `b` is written twice: first on this line"


@pytest.mark.parametrize(
    ("text", "column"),
    [("chat: #payments", 6), ("title: Outage after PR #42", 23), ("a: [x] #y", None), ("a: 'x' #y", None)],
)
def test_a_comment_that_was_hardly_meant_as_one_is_pointed_at(text: str, column: int | None) -> None:
    """What stands behind a plain value is lost without a word otherwise."""
    found = [fault.place.column for fault in YamlText(text).faults if fault.code == "KB119"]
    assert found == ([column] if column is not None else [])


@pytest.mark.parametrize(
    "text", ["a: b # c", "# c\na: b", "a: b#c", "a: '#c'", "a: # none yet\n  b: c", "a: |\n  b #c"]
)
def test_other_comments_are_nobodys_business(text: str) -> None:
    """With a space behind the mark it is meant."""
    assert codes(text) == []


def test_anchors_and_aliases_are_read_and_one_that_nothing_refers_to_is_a_fault() -> None:
    """`owner: &co rules` would lose half of its value."""
    assert YamlText("a: &x [1, 2]\nb: *x\n").data == {"a": ["1", "2"], "b": ["1", "2"]}
    assert codes("a: &x [1, 2]\nb: *x\n") == []
    assert codes("owner: &co rules\n") == ["KB109"]
    assert codes('a: "- &co rules"\nb: |\n  - &co rules\nc: [\'x: &co rules\', "- &co y"]\n') == []
    assert codes('a: "- &co rules"\nowner: &co rules\n') == ["KB109"]
    assert codes("title: R&D and A &B\n") == []


HOSTILE = {
    "brackets": "a: " + "[" * 30_000,
    "brackets, closed": "a: " + "[" * 30_000 + "]" * 30_000,
    "braces": "a: " + "{a: " * 30_000,
    "bullets": "a:\n  " + "- " * 30_000 + "x",
    "bullets with tabs": "a:\n  " + "-\t" * 30_000 + "x",
    "questions": "? " * 30_000,
    "blocks": "\n".join(f"{' ' * level}k:" for level in range(600)),
    "alias bomb": "a: &a [x, x, x, x, x, x, x, x, x]\n"
    + "\n".join(f"{chr(98 + at)}: &{chr(98 + at)} [{', '.join(['*' + chr(97 + at)] * 9)}]" for at in range(12)),
    "alias of itself": "a: &a [*a]\nb: &b {c: *b}",
    "keys": "\n".join(f"k{number}: x" for number in range(20_000)),
    "the same key": "k: x\n" * 30_000,
    "entries": "a: [" + "x," * 60_000 + "]",
    "long": "a: " + "x" * 300_000,
    "broken keys": "\n".join(f"k{number}: [" for number in range(5_000)),
    "quotes": 'a: "\n' * 10_000,
    "comments": "a: b #c\n" * 10_000,
    "anchors": "\n".join(f"k{number}: &a{number} x" for number in range(5_000)),
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_no_text_is_too_hostile(text: str) -> None:
    """It is read in little time, or refused with few faults; libyaml itself dies of some of these."""
    begin = time.process_time()
    read = YamlText(text)
    read.place_of(("a", 0))
    assert time.process_time() - begin < 10
    assert 1 <= len(read.faults) + len(read.data) <= 20_100
    assert len(read.faults) <= MAX_FAULTS + 1


@given(st.text("ab:-[]{}#&*!|>'\"%@`?, \n\t\\0~", max_size=60))
def test_any_text_is_read_or_explained(text: str) -> None:
    """Never with an exception, and with places inside the text."""
    read = YamlText(text)
    lines = text.split("\n")
    for fault in read.faults:
        assert fault.message
        assert 0 <= fault.place.line < len(lines)
        assert 0 <= fault.place.column <= len(lines[fault.place.line])


def test_an_escape_cannot_bring_in_what_no_file_may_hold() -> None:
    """Hosts use control characters for themselves."""
    read = YamlText('a: "x\\0y"\n"b\\x02": 1')
    assert read.data == {"a": "x\ufffdy", "b\ufffd": "1"}
    assert [fault.code for fault in read.faults] == ["KB116", "KB116"]
