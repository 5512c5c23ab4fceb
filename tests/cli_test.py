"""The command line."""

import sys
from contextlib import suppress
from pathlib import Path

import pytest

from incidentbook import __version__, cli
from incidentbook.cli import COMMANDS, main

FULL = Path("/dev/full")


def test_help_lists_the_commands(capsys: pytest.CaptureFixture[str]) -> None:
    """Each with what it does."""
    assert main(["--help"]) == 0
    said = capsys.readouterr().out
    assert all(name in said and words.partition(",")[0] in said for name, words in COMMANDS.items())


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_says_how_it_is_used(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """And exists."""
    assert main([name, "--help"]) == 0
    assert f"Usage: incidentbook {name}" in capsys.readouterr().out


def test_the_version_is_the_package_s(capsys: pytest.CaptureFixture[str]) -> None:
    """On one line."""
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"incidentbook, version {__version__}\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["chek"], "There is no command `chek`. Did you mean `check`?"),
        (["zzz"], "There is no command `zzz`. `incidentbook --help` lists the commands."),
        (["check", "--nope"], "No such option"),
        (["check", "--format", "xml"], "xml"),
        (["schema", "recipe"], "recipe"),
    ],
)
def test_wrong_usage_is_status_2_with_a_hint(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """On standard error, and nothing on standard output."""
    assert main(arguments) == 2
    out, err = capsys.readouterr()
    assert (out, said in err) == ("", True)


def test_stopping_it_is_no_traceback(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """As with any other program."""

    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(cli, "import_module", interrupted)
    assert main(["check"]) == 130
    assert capsys.readouterr().err.strip() == "Stopped."


@pytest.mark.skipif(not FULL.exists(), reason="no device here is always full")
def test_output_that_cannot_be_written_is_no_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A full disk is said in a sentence; a finding it is not."""
    with suppress(OSError), FULL.open("w", encoding="utf-8") as full:  # closing it fails, too
        monkeypatch.setattr(sys, "stdout", full)
        assert main(["explain", "KB309"]) == 2
    assert capsys.readouterr().err.strip() == "incidentbook: The output cannot be written: no space left on device."
