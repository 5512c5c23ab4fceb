"""All rules over a book, and what is remembered of it."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

import pytest

from incidentbook import checking
from incidentbook.articles import Article, OrdinaryPage
from incidentbook.checking import check
from incidentbook.diagnostics import Diagnostic
from incidentbook.rules.subject import Criteria, Subject
from incidentbook.settings import Settings
from tests.books import incident, issue, opened

Result = TypeVar("Result")
ZERO = "times: {started: 2026-03-04 10:00, resolved: 2026-03-04 10:00}"
LATER = "times: {started: 2026-07-04 10:00}"
TEXTS = {
    "incidents/a.md": incident(times=ZERO),
    "incidents/b.md": incident("# incidentbook: ignore KB401 it is planned", times=LATER, id="INC-2026-0002"),
    "known-issues/a.md": issue(),
    "about.md": "---\ntitle: x\n# incidentbook: ignore KB306 x\n---\n",
    "sla.yml": "# incidentbook: ignore KB201 x\n",
}
AS_OF = datetime(2026, 6, 1, tzinfo=UTC)


def subject(texts: dict[str, str] = TEXTS, as_of: datetime = AS_OF) -> Subject:
    book, graph, _ = opened(texts)
    return Subject(book, graph, Criteria(Settings(audience="restricted"), book.policy, as_of, book.read))


def places(found: list[Diagnostic]) -> list[tuple[str, str, int]]:
    """Return what is found but KB704: the titles of books for tests say nothing."""
    return [(one.code, one.path, one.line) for one in found if one.code != "KB704"]


def test_rules_for_an_article_and_for_the_book_are_looked_for() -> None:
    """What comments silence is in it; the comments are given beside it."""
    found, ignores = check(subject())
    assert places(found) == [("KB403", "incidents/a.md", 4), ("KB401", "incidents/b.md", 4)]
    assert {path: [one.codes for one in said] for path, said in ignores.items()} == {
        "incidents/b.md": [("KB401",)],
        "about.md": [("KB306",)],
        "sla.yml": [("KB201",)],
    }


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return which articles are judged anew."""
    judged: list[str] = []
    judge = checking._judge

    def judge_and_tell(of: Subject, texts: Sequence[Article[Any] | OrdinaryPage]) -> list[checking.Judged]:
        judged.extend(one.path for one in texts)
        return judge(of, texts)

    monkeypatch.setattr(checking, "_judge", judge_and_tell)
    return judged


def test_what_was_found_in_an_article_is_remembered_until_it_changes(tmp_path: Path, counted: list[str]) -> None:
    memory = tmp_path / "checked.json"
    first = check(subject(), memory)
    counted.clear()
    assert check(subject(), memory) == first
    assert counted == []
    changed = {**TEXTS, "incidents/a.md": incident()}
    assert places(check(subject(changed), memory).diagnostics) == [("KB401", "incidents/b.md", 4)]
    assert counted == ["incidents/a.md"]


def test_another_day_is_judged_anew(tmp_path: Path, counted: list[str]) -> None:
    """A time ahead is none any more."""
    memory = tmp_path / "checked.json"
    check(subject(), memory)
    counted.clear()
    found = check(subject(as_of=datetime(2026, 8, 1, tzinfo=UTC)), memory).diagnostics
    assert places(found) == [("KB403", "incidents/a.md", 4)]
    assert len(counted) == 4


@pytest.mark.parametrize("damage", [b"", b"x", b"{}", b"\n{}"])
def test_a_damaged_memory_is_none(damage: bytes, tmp_path: Path) -> None:
    memory = tmp_path / "checked.json"
    first = check(subject(), memory)
    memory.write_bytes(damage)
    assert check(subject(), memory) == first


def test_of_many_articles_half_may_be_judged_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """It makes no difference to what is found."""
    begun: list[object] = []

    def start(work: Callable[[], Result], /) -> Callable[[], Result]:
        begun.append(work)
        return work

    first = check(subject(), start=start)
    assert begun == []
    monkeypatch.setattr(checking, "WORTH_STARTING", 2)
    assert check(subject(), start=start) == first
    assert len(begun) == 1


def test_shared_work_is_done_once() -> None:
    """For all rules that ask for it."""
    done: list[Subject] = []
    one = subject()
    for _ in range(2):
        one.shared(done.append)
    assert done == [one]
