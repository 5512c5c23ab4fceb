"""Progress on a terminal."""

import io

import pytest

from incidentbook.mkdocs_host import progress
from incidentbook.mkdocs_host.progress import Progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "PATIENCE_SECONDS", 0)
    monkeypatch.setattr(progress, "_BETWEEN_SECONDS", 0)


@pytest.mark.usefixtures("impatient")
def test_a_terminal_shows_how_far_it_is() -> None:
    """One line, drawn over itself, and gone at the end."""
    stream = Terminal()
    doing = Progress("Converting", 1500, stream)
    doing.step()
    doing.step()
    doing.end()
    assert stream.getvalue() == f"\rConverting 1 of 1,500\rConverting 2 of 1,500\r{' ' * 21}\r"


def test_quick_work_shows_nothing() -> None:
    """Nothing is drawn in the first second."""
    stream = Terminal()
    doing = Progress("Converting", 3, stream)
    doing.step()
    doing.end()
    assert stream.getvalue() == ""


@pytest.mark.usefixtures("impatient")
def test_a_pipe_shows_nothing() -> None:
    """A log file is not drawn over."""
    stream = io.StringIO()
    doing = Progress("Converting", 3, stream)
    doing.step()
    doing.end()
    assert stream.getvalue() == ""
