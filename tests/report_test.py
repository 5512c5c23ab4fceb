"""Findings for a person or a machine."""

import json
from collections.abc import Callable

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidentbook.diagnostics import diagnostic
from incidentbook.report import errors_said, findings_json, findings_text

LONG = (
    "services: [checkout, {id: payments-db, role: affected, level: broken, share: 134 %}, mail, search, notifications]"
)
FILES = {
    "a.md": "---\ntitle: x\nstatus: resovled\n---\n",
    "b.md": f"\ufeff---\r\n{LONG}\r\n---\r\n",
    "c.md": "\x1b[31m\n",
}


def read(path: str) -> bytes:
    if path not in FILES:
        raise FileNotFoundError(path)
    return FILES[path].encode()


def plain(
    *findings: tuple[str, int, int, str, str], width: int = 80, folder: str = "", reading: Callable[[str], bytes] = read
) -> str:
    """Return the text for findings without colours."""
    made = [diagnostic(path, line, column, "KB204", message, hint) for path, line, column, message, hint in findings]
    return click.unstyle(findings_text(made, checked=3, width=width, folder=folder, read=reading))


def test_a_finding_stands_with_its_line_a_mark_and_the_hint() -> None:
    """Its place comes first, as terminals and editors want it, with the folder as seen from here."""
    assert plain(("a.md", 3, 9, "`status` cannot be `resovled`", "Did you mean `resolved`?"), folder="kb") == (
        "kb/a.md:3:9: error[KB204] `status` cannot be `resovled`\n"
        "     3 | status: resovled\n"
        "       |         ^ Did you mean `resolved`?\n"
        "\n"
        "1 error in 1 of 3 files."
    )


def test_a_long_line_is_cut_around_the_place() -> None:
    """And a long hint stands below."""
    hint = "Known: down, degraded, at-risk and none, and a great many other words that fit into no line."
    text = plain(("b.md", 2, LONG.index("broken") + 1, "m", hint)).split("\n")
    assert text[1].startswith("     2 | …")
    assert text[1].endswith("…")
    assert text[1][text[2].index("^") :].startswith("broken")
    assert max(map(len, text[1:])) <= 80
    assert " ".join(line.strip() for line in text[3:5]) == hint


@pytest.mark.parametrize(
    "finding",
    [("a.md", 9, 1, "m", "h"), ("nope.md", 1, 1, "m", "h"), ("c.md", 1, 3, "m", "h"), ("c.md", 2, 1, "m", "h")],
)
def test_what_cannot_be_shown_is_left_out(finding: tuple[str, int, int, str, str]) -> None:
    """A line that there is not, a file that cannot be read, and anything a terminal would obey."""
    assert plain(finding).split("\n")[1:3] == ["    h", ""]
    assert "\x1b" not in plain(finding)


@given(
    st.text(st.characters(codec="utf-8", exclude_characters="\n\r"), max_size=200),
    st.integers(1, 250),
    st.integers(20, 120),
    st.text("ab ", max_size=150).map(str.strip),
)
def test_the_mark_stands_under_the_place_in_any_line(line: str, column: int, width: int, hint: str) -> None:
    """In a terminal of any width."""
    text = plain(("x.md", 1, column, "m", hint), width=width, reading=lambda _: line.encode()).split("\n")
    if len(text) > 4 and text[1].startswith("     1 | "):
        at = text[2].index("^")
        shown = text[1][at : at + 1]
        assert shown in {line.removeprefix("\ufeff").rstrip()[column - 1 : column] or shown, "…", ""}


def test_files_and_findings_are_counted() -> None:
    """In words that fit their numbers."""
    warning = diagnostic("a.md", 1, 1, "KB105", "m")
    errors = [diagnostic(f"{name}.md", 1, 1, "KB204", "m") for name in "ab"]
    assert findings_text([], checked=1) == "1 file checked: nothing is wrong."
    assert findings_text([], checked=1_105) == "1,105 files checked: nothing is wrong."
    assert findings_text([warning], checked=1).endswith("\n1 warning in 1 of 1 file.")
    assert findings_text([warning, *errors], checked=9).endswith("\n2 errors and 1 warning in 2 of 9 files.")


def test_what_an_answer_may_lack_is_said_once_there_are_errors() -> None:
    """Warnings hide nothing."""
    errors = [diagnostic(f"{name}.md", 1, 1, "KB204", "m") for name in "ab"]
    assert errors_said([diagnostic("a.md", 1, 1, "KB105", "m")]) == ""
    assert errors_said(errors[:1]).startswith("1 error in the articles;")
    assert errors_said(errors).startswith("2 errors in the articles;")


def test_for_a_machine_a_finding_is_an_object_with_seven_keys() -> None:
    """In one list."""
    found = diagnostic("ä.md", 3, 2, "KB105", "m", "h")
    assert json.loads(findings_json([found])) == [
        {"code": "KB105", "severity": "warning", "path": "ä.md", "line": 3, "column": 2, "message": "m", "hint": "h"}
    ]
    assert findings_json([]) == "[]"


def test_a_line_with_a_secret_is_not_shown() -> None:
    """Whatever else is found in it: the text may stand in a log that many read."""
    found = [diagnostic("a.md", 3, column, code, "x", "Withdraw it.") for code, column in (("KB801", 9), ("KB204", 1))]
    said = click.unstyle(findings_text(found, checked=1, width=80, read=read))
    assert "resovled" not in said
    assert said.count("Withdraw it.") == 2
