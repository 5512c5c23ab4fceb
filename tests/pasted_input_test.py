"""What somebody hands over to be looked through."""

import gzip
from pathlib import Path

import pytest

from incidentbook.errors import IncidentbookError
from incidentbook.pasted_input import MOST_BYTES, take


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_of_a_long_log_the_end_is_taken_in_whole_lines() -> None:
    """And it is said which line of the whole that begins with."""
    lines = [f"line {number} – ok" for number in range(200_000)]
    Path("app.log").write_text("\n".join(lines), encoding="utf-8")
    taken = take("app.log")
    assert taken.text.split("\n") == lines[taken.lines_before :]
    assert 0 < MOST_BYTES - len(taken.text.encode()) < 100
    assert taken.notes == (
        f"`app.log` has 3.7 MB; only the last 1 MB is looked through, from line {taken.lines_before + 1:,} on.",
    )


def test_of_one_line_without_an_end_the_end_is_taken() -> None:
    """Also where it begins in the middle of a letter."""
    Path("one.log").write_text("é" * MOST_BYTES + "x", encoding="utf-8")
    taken = take("one.log")
    assert (set(taken.text), taken.lines_before, len(taken.notes)) == ({"é", "x"}, 0, 1)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("times", [1, 150_000])
def test_text_is_read_in_the_encoding_that_it_says(encoding: str, times: int) -> None:
    """A shell on Windows writes UTF-16."""
    Path("a.txt").write_text("Fehler: größer\n" * times, encoding=encoding)
    text = take("a.txt").text.removeprefix("\ufeff")
    assert text
    assert text.replace("Fehler: größer\n", "") == ""


def test_places_that_are_no_utf_8_are_counted() -> None:
    """What somebody else has lost is not."""
    Path("a.log").write_bytes("caf\ufffd ".encode() + b"caf\xe9 na\xefve error in the kitchen, many words follow\n")
    taken = take("a.log")
    assert taken.text.startswith("caf\ufffd caf\ufffd na\ufffdve")
    assert taken.notes == ("in `a.log` 2 places are no UTF-8 and taken as `\ufffd`.",)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (bytes(range(256)) * 4096, "`x` is not text; name a log, a stack trace or an alert as JSON."),
        (gzip.compress(b"error"), "`x` is compressed; zcat x | incidentbook match."),
    ],
)
def test_what_is_no_text_is_refused(content: bytes, said: str) -> None:
    """With what to do instead."""
    Path("x").write_bytes(content)
    with pytest.raises(IncidentbookError) as caught:
        take("x")
    assert str(caught.value) == said


def test_a_log_with_holes_is_text() -> None:
    """A log that is cut while it is written begins with zeros."""
    Path("app.log").write_bytes(b"\0" * 10 + b"2026-03-04 error: it fails\n" * 20)
    assert take("app.log").text.endswith("it fails\n")


def test_what_is_not_there_is_said() -> None:
    """A sentence each."""
    Path("folder").mkdir()
    for file, said in (
        ("no.log", "There is no file `no.log`; to look for words, use `incidentbook search`; "),
        ("folder", "`folder` is a folder; name a file in it."),
        ("x" * 5000, f"`{'x' * 59}…` cannot be read: "),
        ("a\0b", "`a\0b` cannot be read: "),
    ):
        with pytest.raises(IncidentbookError) as caught:
            take(file)
        assert str(caught.value).startswith(said)
