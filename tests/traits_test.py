"""What incidents are compared by: which words tell what happened, and what is said of signatures and alerts."""

import pytest

from incidentbook.traits import is_mark, mark_said, marks, signatures_of, tokens_of, words_of


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The replicas of HikariPool failed over", ["replica", "hikaripool", "fail"]),
        ("ORA-00060 at 10:12 on 2026-03-04, twice in 2026, see INC-2026-0042", ["ora", "00060", "inc"]),
        ("It was on Monday, for 12 of 504 users", ["504"]),
        ("a b c", []),
        ("超时", ["超时"]),
        ("", []),
    ],
)
def test_words_that_tell_nothing_are_left_out(text: str, words: list[str]) -> None:
    """A name in camelCase is one word; numbers that may be anything are none."""
    assert [word for word in words_of(tokens_of({"body": text})) if word not in {"user", "twice"}] == words


def test_a_word_counts_where_it_says_most_and_is_written_as_it_stands_there() -> None:
    """In the title more than in what was seen, and there more than elsewhere."""
    words = words_of(tokens_of({"body": "REPLICA quorums", "symptoms": "Quorum", "title": "replicas"}))
    assert words == {"replica": (4, "replicas"), "quorum": (2, "Quorum")}


def test_marks_are_no_terms_and_say_what_they_were_made_of() -> None:
    """Each alert on each service."""
    made = marks(["timed out after <*>ms"], ["Slow"], ["db", "web"])
    assert all(map(is_mark, made))
    assert not any(map(is_mark, words_of(tokens_of({"body": "timed out\tafter\nSlow"}))))
    assert list(map(mark_said, made)) == [
        ("alert", "Slow", "db"),
        ("alert", "Slow", "web"),
        ("signature", "timed out after <*>ms"),
    ]
    assert signatures_of(made) == {"timed out after <*>ms"}
    assert marks([], ["Slow"], []) == ()
