"""Questions on a terminal, one line each: what is typed is completed with Tab and answered at once if it cannot be."""

import contextlib
import signal
import sys
import textwrap
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from types import ModuleType
from typing import Any, TypeVar

import click

from incidentbook.errors import IncidentbookError
from incidentbook.text import CONTROL

try:
    import readline as _found
except ImportError:  # where there is none, lines are typed without completion
    _READLINE: ModuleType | None = None
else:
    _READLINE = _found

T = TypeVar("T")
_WIDTH = 79
_MARK = "> "
_WAKE_SECONDS = 0.2
STOPPED = "Stopped; nothing was written."


def on_terminal() -> bool:
    """Whether somebody can be asked."""
    return sys.stdin is not None and sys.stdin.isatty() and sys.stdout.isatty()


def ask(question: str, hint: str, check: Callable[[str], T], words: Sequence[str] = (), default: str = "") -> T:
    """Ask until the answer can be used. `check` takes what was typed, or the default for nothing, and returns its
    value; what its ValueError says is shown. What was pasted may have several lines. Raises IncidentbookError when the
    person ends it.
    """
    say(question, indent="", bold=True)
    hints = [*([hint] if hint else []), *([f"Enter for {default}"] if default else [])]
    if hints:
        said = f"{'; '.join(hints)}."
        first, space, rest = said.partition(" ")
        say(f"{first.capitalize() if first.isalpha() else first}{space}{rest}", indent="", dim=True)
    while True:
        try:
            return check(_line(words) or default)
        except ValueError as error:
            say(str(error), fg="yellow")


def meanwhile(work: Callable[[], T], /) -> Callable[[], T]:
    """Begin some work while somebody is asked; return what waits for its result, and raises what it has raised.

    Whoever stops does not wait for it.
    """
    future: Future[T] = Future()

    def run() -> None:
        try:
            future.set_result(work())
        except BaseException as error:  # noqa: BLE001 - raised where the result is asked for
            future.set_exception(error)

    threading.Thread(target=run, daemon=True).start()
    return future.result


def say(said: str, *, err: bool = False, indent: str = "  ", **style: Any) -> None:
    """Say something in lines that fit the terminal."""
    lines = textwrap.fill(said, _WIDTH, initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False)
    click.secho(lines, err=err, **style)


def _line(words: Sequence[str]) -> str:
    try:
        with _completing(words), _noticing():
            line = input(_MARK)
    except (EOFError, KeyboardInterrupt) as error:
        click.echo()
        raise IncidentbookError(STOPPED) from error
    except UnicodeDecodeError as error:
        raise ValueError("That is not UTF-8; type it once more.") from error
    if CONTROL.search(line) or "\ufffd" in line or any("\ud800" <= letter <= "\udfff" for letter in line):
        raise ValueError("There is an invisible character in that; type it once more.")
    return line.strip()


@contextlib.contextmanager
def _noticing() -> Iterator[None]:
    """Notice Ctrl-C also in the moment in which a prompt appears: Python then waits for a key before it looks whether
    it was stopped, unless something wakes it up.
    """
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGALRM, lambda *_: None)
    signal.setitimer(signal.ITIMER_REAL, _WAKE_SECONDS, _WAKE_SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@contextlib.contextmanager
def _completing(words: Sequence[str]) -> Iterator[None]:
    """Let Tab complete words, each item of a list with commas by itself."""
    if _READLINE is None:
        yield
        return
    completer, delimiters = _READLINE.get_completer(), _READLINE.get_completer_delims()
    _READLINE.set_auto_history(False)  # the answer to one question is none to another
    _READLINE.parse_and_bind("set enable-bracketed-paste on")  # or each line of a paste would answer a question
    _READLINE.set_completer_delims(", \t")
    _READLINE.set_completer(lambda text, state: completed(text, words, state))
    libedit = "libedit" in (_READLINE.__doc__ or "")
    _READLINE.parse_and_bind("bind ^I rl_complete" if libedit else "tab: complete")
    try:
        yield
    finally:
        _READLINE.set_completer(completer)
        _READLINE.set_completer_delims(delimiters)


def completed(text: str, words: Sequence[str], state: int) -> str | None:
    """Return one of the words that a text begins, in any case, or else that it stands in."""
    wanted = text.lower()
    begun = [word for word in words if word.lower().startswith(wanted)]
    found = begun or [word for word in words if wanted in word.lower()]
    return found[state] if state < len(found) else None
