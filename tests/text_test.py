"""Small things about words."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidentbook.text import SLUG, closest, counted, did_you_mean, digest, listed, shortened, slug, with_article

WORDS = st.text("abcdefgh-", min_size=1, max_size=12)


@given(st.text(max_size=100), st.integers(5, 70))
def test_a_slug_can_stand_in_any_address(title: str, limit: int) -> None:
    """Lower-case words joined by hyphens, within the limit, and its own slug."""
    made = slug(title, limit=limit)
    assert made == "" or SLUG.fullmatch(made)
    assert len(made) <= limit
    assert slug(made, limit=limit) == made


def test_a_slug_ends_with_a_whole_word() -> None:
    """Unless the first word alone is too long."""
    assert slug("Connection pool is exhausted", limit=20) == "connection-pool-is"
    assert slug("Connectionpool", limit=5) == "conne"
    assert slug("Überlauf: 50 % 'weg'") == "uberlauf-50-weg"


@given(st.lists(WORDS, min_size=1), st.data())
def test_a_known_word_in_any_case_is_closest_to_itself(known: list[str], data: st.DataObject) -> None:
    """However many others are near."""
    word = data.draw(st.sampled_from(known))
    assert closest(word.upper(), known) == word


def test_the_nearest_word_is_suggested_and_nothing_when_none_is_near() -> None:
    """A suggestion that is wrong is worse than none."""
    known = ["checkout", "payments-db", "mail"]
    assert closest("chekout", known) == "checkout"
    assert closest("paymentdb", known) == "payments-db"
    assert closest("zzz", known) is None
    assert closest("owner", ["zone", "title"]) is None
    assert closest("", known) is None


def test_a_suggestion_among_thousands_of_words_takes_no_time() -> None:
    """A book with thousands of names may have thousands of wrong ones."""
    known = [f"{first}{second}-service-{number}" for first in "abcdefgh" for second in "ijkl" for number in range(200)]
    begin = time.process_time()
    assert closest("hk-servise-133", known) == "hk-service-133"
    assert time.process_time() - begin < 0.5


def test_the_words_to_choose_from_are_named_when_none_is_near_and_they_are_few() -> None:
    """In their order where they have one; of thirteen nobody wants to read all."""
    assert did_you_mean("zzz", ("sev1", "sev2")) == "Known: sev1 and sev2."
    assert did_you_mean("zzz", {"b", "a"}) == "Known: a and b."
    assert did_you_mean("zzz", [str(number) for number in range(13)]) == ""
    assert did_you_mean("zzz", ()) == ""


def test_no_number_is_guessed() -> None:
    """Which of `sev1` and `sev2` a `sev9` was, nobody can tell; a slug with a number has a neighbour all the same."""
    assert did_you_mean("sev9", ("sev1", "sev2")) == "Known: sev1 and sev2."
    assert did_you_mean("checkout-505", ("checkout-504", "disk-full")) == "Did you mean `checkout-504`?"
    assert did_you_mean("SEV1", ("sev1", "sev2")) == "Did you mean `sev1`?"


@pytest.mark.parametrize(
    ("words", "said"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_words_are_joined_as_in_a_sentence(words: list[str], said: str) -> None:
    """With commas between all but the last two."""
    assert listed(words) == said
    assert listed(words, conjunction="or") == said.replace(" and ", " or ")


def test_a_number_stands_with_its_noun() -> None:
    """In the plural it has, and with commas between thousands."""
    assert [counted(number, "file") for number in (0, 1, 2, 1_204)] == ["0 files", "1 file", "2 files", "1,204 files"]
    assert counted(2, "reply", "replies") == "2 replies"


def test_a_noun_has_the_article_it_is_spoken_with() -> None:
    """`an incident`, `a runbook`."""
    assert [with_article(noun) for noun in ("incident", "runbook")] == ["an incident", "a runbook"]


@given(st.text(), st.integers(2, 40))
def test_a_shortened_value_is_one_line_within_the_limit(value: str, limit: int) -> None:
    """And what fits already is only put on one line."""
    made = shortened(value, limit=limit)
    assert len(made) <= limit
    assert not re.search(r"\s\s|[\n\r]", made)
    if len(" ".join(value.split())) <= limit:
        assert made == " ".join(value.split())


@given(st.lists(st.text(max_size=4)), st.lists(st.text(max_size=4)))
def test_digests_differ_when_parts_do(first: list[str], second: list[str]) -> None:
    """Also when the same characters are cut elsewhere."""
    assert (digest(*first) == digest(*second)) == (first == second)
