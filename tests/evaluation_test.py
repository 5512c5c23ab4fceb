"""How well search answers questions whose answers are known."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidentbook.evaluation import (
    FIGURES,
    Outcome,
    Question,
    ask_all,
    figures,
    miss_said,
    outcome,
    read_questions,
    typical,
    unreached,
)

KNOWN = ["known-issues/pool.md", "known-issues/disk.md", "runbooks/restart.md"]
PLACES = st.lists(st.one_of(st.none(), st.integers(1, 40)), min_size=1, max_size=30)


def at(place: int | None) -> Outcome:
    found = [f"{number}.md" for number in range(1, 50)]
    return outcome(Question("q", (f"{place}.md",) if place else ("none.md",), 1), found, 0.001)


def said(*lines: str) -> list[tuple[int, str]]:
    return read_questions("\n".join(lines).encode(), KNOWN)[1]


def test_a_question_has_a_query_and_paths_and_may_have_more() -> None:
    """Further keys, empty lines, a byte order mark and Windows line ends do not matter."""
    line = {"query": "pool is full", "relevant": ["known-issues/pool.md", "known-issues/pool.md"], "split": "dev"}
    content = b"\xef\xbb\xbf\r\n" + json.dumps(line).encode() + b"\r\n"
    assert read_questions(content, KNOWN) == ([Question("pool is full", ("known-issues/pool.md",), 2)], [])


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("{", "This line is no JSON; it should be"),
        ("[" * 100_000, "This line is no JSON; it should be"),
        ("[1]", "This line is no JSON object; it should be"),
        ('{"relevant": ["known-issues/pool.md"]}', "There is no `query`"),
        ('{"query": " ", "relevant": ["known-issues/pool.md"]}', "There is no `query`"),
        ('{"query": "a"}', "There is no `relevant`"),
        ('{"query": "a", "relevant": []}', "There is no `relevant`"),
        ('{"query": "a", "relevant": "known-issues/pool.md"}', "There is no `relevant`"),
        ('{"query": "a", "relevant": [7]}', "There is no `relevant`"),
    ],
)
def test_a_line_that_is_no_question_is_said_with_its_number(line: str, sentence: str) -> None:
    ((number, found),) = said("", line)
    assert number == 2
    assert found.startswith(sentence)


def test_a_path_that_is_not_in_the_book_is_said_with_the_one_that_was_meant() -> None:
    ((_, found),) = said('{"query": "a", "relevant": ["known-issues/pools.md"]}')
    assert found == (
        "`known-issues/pools.md` is not in the book for these readers. Did you mean `known-issues/pool.md`?"
    )


def test_bytes_that_are_no_text_are_said() -> None:
    assert read_questions(b'{"query": "\xff"}', KNOWN)[1] == [(1, "This line is not UTF-8.")]


def test_all_mistakes_of_a_file_are_said_at_once() -> None:
    assert [number for number, _ in said("{", '{"query": "a", "relevant": ["runbooks/restart.md"]}', "[]")] == [1, 3]


def test_figures_are_those_worked_out_by_hand() -> None:
    """Right at once, fourth, eleventh, never."""
    found = figures([at(1), at(4), at(11), at(None)])
    assert found == {"hit@1": 0.25, "hit@5": 0.5, "hit@10": 0.5, "mrr@10": (1 + 1 / 4) / 4}
    assert tuple(found) == FIGURES


@given(PLACES)
def test_a_figure_is_a_share_and_further_places_only_add(places: list[int | None]) -> None:
    """The mean of 1 / place lies between the shares of first and of tenth places."""
    found = figures([at(place) for place in places])
    assert 0 <= found["hit@1"] <= found["hit@5"] <= found["hit@10"] <= 1
    assert found["hit@1"] <= found["mrr@10"] + 1e-9
    assert found["mrr@10"] <= found["hit@10"] + 1e-9


@given(st.lists(st.floats(0, 1e6), min_size=1))
def test_95_of_100_values_do_not_exceed_the_95th_percentile(values: list[float]) -> None:
    """It is one of them, and no less than the median."""
    found = typical(values)
    assert found.p95 in values
    assert found.p95 >= found.median or len(values) < 3
    assert sum(value <= found.p95 for value in values) >= 0.95 * len(values)


def test_the_best_of_several_right_answers_counts() -> None:
    """And only the first ten found are kept."""
    question = Question("q", ("12.md", "3.md"), 1)
    (found,) = ask_all([question], lambda _: [f"{number}.md" for number in range(1, 30)])
    assert found.place == 3
    assert len(found.first) == 10
    assert not found.hit


def test_of_two_ways_to_ask_both_must_reach_a_bar() -> None:
    assert unreached({"hit@1": 0.9}, {"hit@1": 0.95}, {"hit@1": 0.9}) == []
    assert unreached({"hit@1": 0.9}, {"hit@1": 0.95}, {"hit@1": 0.85}) == ["hit@1 is 0.850, not at least 0.9."]


def test_a_miss_says_what_was_wanted_and_what_came_first() -> None:
    assert miss_said(at(4)) == ("4.md comes at place 4", "1.md")
    assert miss_said(outcome(Question("q", ("a.md", "b.md"), 1), [], 0)) == (
        "a.md or b.md is not found",
        "nothing is found",
    )
