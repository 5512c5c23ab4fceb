"""What a search found, for a person and for a machine."""

import json
from collections.abc import Sequence
from datetime import UTC

import click
import pytest

from incidentbook.facets import Facets
from incidentbook.instants import parse_instant
from incidentbook.policies import Policy
from incidentbook.results import FIX_LINES, Result, results_json, results_text, wrapped
from incidentbook.searchable import Searchable, Texts

DATE = parse_instant("2026-03-04", UTC)


def result(
    kind: str = "known-issue", *, fix: Sequence[tuple[str, bool]] = (), title: str = "A title", **more: object
) -> Result:
    texts = Texts({"title": "Pools", "body": "The pool is full"}, ("The pool is full",), tuple(fix))
    found = Searchable("known-issues/x.md", kind, "KI-0001", title, "", lambda: texts)
    facets = Facets(found.path, kind, found.id, severity="sev1", status="wont-fix", date=DATE, times={"reviewed": DATE})
    values = {
        "score": 1.5, "reason": "words", "asked": frozenset({"pool"}),
        "passage": (("The ", False), ("pool", True), (" is full", False)), "file": "kb/known-issues/x.md",
        "services": ("Shop",), **more,
    }  # fmt: skip
    return Result(found, facets, **values)  # type: ignore[arg-type] # of what a test says


def lines(*results: Result, width: int = 80, total: int = 0) -> list[str]:
    return results_text(results, total or len(results), Policy(), width).split("\n")


def plain(*results: Result, width: int = 80, total: int = 0) -> list[str]:
    return [click.unstyle(line) for line in lines(*results, width=width, total=total)]


def test_a_result_says_what_it_is_where_it_stands_and_why() -> None:
    """ID and title, kind, severity, status, services, date; the file; the passage; the fix of a known issue."""
    fix = [("Restart the pool.", False), ("kubectl rollout  restart x", True)]
    assert plain(result(fix=fix)) == [
        "KI-0001 A title",
        "    Known issue · sev1 (critical) · wont fix · Shop · reviewed 4 Mar 2026",
        "    kb/known-issues/x.md",
        "    The pool is full",
        "    Fix",
        "        Restart the pool.",
        "        kubectl rollout  restart x",
    ]
    assert "\x1b[1mpool\x1b[0m" in "".join(lines(result()))


def test_only_known_issues_have_their_fix_there_and_only_numbered_kinds_their_id() -> None:
    """A symptom's name says no more than its title."""
    said = plain(result("symptom", fix=[("x", True)]))
    assert said[0] == "A title"
    assert len(said) == 4


def test_a_certain_answer_says_why_it_is() -> None:
    """That words are alike needs no saying."""
    assert plain(result(reason="signature"), width=100)[1].endswith("known by its signature")
    assert plain(result(reason="phrase"), width=100)[1].endswith("word for word")
    assert plain(result(reason="id"), width=100)[1].endswith("2026")


def test_of_a_long_fix_the_first_lines_and_whole_commands_are_there() -> None:
    """And how many more there are."""
    fix = [*((f"line {number} \\", True) for number in range(FIX_LINES + 1)), ("end", True), ("more", True)]
    said = plain(result(fix=fix))
    assert said[-2:] == ["        end", "        … 1 more line"]


def test_how_many_more_there_are_stands_at_the_end() -> None:
    """With the option that shows them."""
    assert plain(result(), total=1200)[-2:] == ["", "1 of 1,200 results; --limit 1200 shows all."]
    assert plain(result(), result())[4:6] == ["", "KI-0001 A title"]


@pytest.mark.parametrize("width", [40, 80, 140])
def test_lines_are_no_wider_than_the_terminal(width: int) -> None:
    """Unless they are commands, which are there to be copied."""
    services = tuple(f"A service with a long name {number}" for number in range(9))
    passage = (("word " * 20, False), ("x" * 300, True), ("字" * 100, False))
    said = plain(result(title="A very long title " * 9, services=services, passage=passage), width=width)
    assert max(sum(2 if letter == "字" else 1 for letter in line) for line in said) <= width
    assert "6 more" in " ".join(" ".join(said).split())
    assert "".join(said).replace(" ", "").count("x" * 20) > 0


def test_words_in_pieces_stay_words() -> None:
    """Where a part of one is marked, too."""
    said = list(wrapped([("a pre", False), ("fix", True), ("ed word", False)], 12))
    assert [click.unstyle(line) for line in said] == ["    a", "    prefixed", "    word"]
    assert list(wrapped([("", False)], 20)) == []


def test_nothing_in_an_article_reaches_the_terminal_s_controls() -> None:
    """It could hide what is said, or worse."""
    fix = [("\x1b]0;owned\x07 command", True), ("\x1b[2J", False)]
    said = "\n".join(plain(result(fix=fix, title="\x1b[31mred", passage=(("\x9b1m", True),), file="\x1b[1m")))
    assert not any(letter in said for letter in "\x1b\x07\x9b")


def test_json_has_the_same_keys_for_every_result() -> None:
    """`fields` are those in which something that was asked for stands."""
    (found,) = json.loads(results_json([result()]))
    assert found == {
        "id": "KI-0001", "kind": "known-issue", "title": "A title", "path": "known-issues/x.md",
        "url": "known-issues/x/", "score": 1.5, "fields": ["title", "body"], "reason": "words",
        "passage": "The pool is full",
    }  # fmt: skip
    assert json.loads(results_json([result(reason="id", asked=frozenset())]))[0]["fields"] == ["id"]
    assert results_json([]) == "[]"
