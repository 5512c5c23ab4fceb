"""Questions on a terminal; `commands/new_test.py` asks them on a real one."""

import threading
from collections.abc import Iterator

import pytest

from incidentbook import prompts
from incidentbook.errors import IncidentbookError
from incidentbook.prompts import ask, completed, meanwhile

WORDS = ("checkout", "checkout-api", "payments")


def test_words_are_completed_from_their_beginning_or_else_from_within() -> None:
    """In any case; after the last there is nothing."""
    assert [completed("CHECK", WORDS, state) for state in range(3)] == ["checkout", "checkout-api", None]
    assert [completed("api", WORDS, state) for state in range(2)] == ["checkout-api", None]
    assert completed("", WORDS, 2) == "payments"
    assert completed("x", WORDS, 0) is None


def test_it_asks_until_there_is_an_answer(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """The default is for nothing; white space is of no matter, invisible characters are refused."""
    typed: Iterator[str] = iter(["x", "\x1b[A 1", "  12 "])
    monkeypatch.setattr("builtins.input", lambda _: next(typed))

    def number(said: str) -> int:
        if not said.isdigit():
            raise ValueError("That is no number.")
        return int(said)

    assert ask("How many?", "a number", number, default="3") == 12
    assert capsys.readouterr().out == (
        "How many?\nA number; Enter for 3.\n  That is no number.\n"
        "  There is an invisible character in that; type it once more.\n"
    )
    monkeypatch.setattr("builtins.input", lambda _: "")
    assert ask("How many?", "", number, default="3") == 3


def test_work_goes_on_while_somebody_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its result is there when it is needed, and as often."""
    done = threading.Event()

    def work() -> int:
        done.set()
        return 7

    wait = meanwhile(work)
    monkeypatch.setattr("builtins.input", lambda _: f"done: {done.wait(30)}")
    assert ask("What?", "", str) == "done: True"
    assert wait() == wait() == 7


@pytest.mark.parametrize("error", [IncidentbookError("There is no folder kb."), SystemExit(3)])
def test_what_work_raises_is_raised_where_its_result_is_needed(error: BaseException) -> None:
    """Whatever it is."""

    def work() -> None:
        raise error

    wait = meanwhile(work)
    with pytest.raises(type(error)) as raised:
        wait()
    assert raised.value is error


def test_it_can_do_without_readline(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on Windows."""
    monkeypatch.setattr(prompts, "_READLINE", None)
    monkeypatch.setattr("builtins.input", lambda _: "x")
    assert ask("What?", "", str, WORDS) == "x"
