"""Findings for GitHub Actions."""

from incidentbook.diagnostics import diagnostic
from incidentbook.formats.github import written
from tests.formats.outcomes import ERROR, NOTE, WARNING, outcome


def test_each_finding_is_a_command_with_its_place_from_the_repository_s_root() -> None:
    """The hint is a line of its own in the annotation, and a note is a notice."""
    lines = written(outcome(ERROR, NOTE)).split("\n")
    assert [line.split("::") for line in lines] == [
        [
            "",
            "error file=docs/kb/incidents/a.md,line=3,col=9,title=KB204 not-in-list",
            "docs/kb/incidents/a.md:3:9: KB204 `status` cannot be `resovled`%0ADid you mean `resolved`?",
        ],
        [
            "",
            "notice file=docs/kb/incidents/ü.md,line=5,col=1,title=KB904 to-do-before-review",
            "docs/kb/incidents/ü.md:5:1: KB904 To do before review: <impact> & more",
        ],
        ["1 error and 1 note in 2 of 4 files."],
    ]


def test_what_has_a_meaning_in_a_command_is_escaped() -> None:
    """Colons and commas in properties only, percent signs and line ends everywhere."""
    command = written(outcome(WARNING)).split("\n")[0]
    assert command.startswith("::warning file=docs/kb/incidents/b%2C c%3A 100 %25.md,line=1,")
    assert "::docs/kb/incidents/b, c: 100 %25.md:1:1: KB105 " in command


def test_an_article_cannot_give_commands() -> None:
    """Whatever it is quoted with, every line but the last is one of ours."""
    found = diagnostic("a.md", 1, 1, "KB204", "`x\n::add-mask::y` cannot be", "\r\n::stop-commands::z")
    assert [line[:8] for line in written(outcome(found)).split("\n")] == ["::error ", "1 error "]


def test_more_than_github_shows_is_said() -> None:
    """It shows ten of each level; a clean book has one sentence."""
    many = [diagnostic("a.md", line, 1, "KB204", "m") for line in range(1, 12)]
    assert "GitHub shows the first 10" not in written(outcome(*many[:10], NOTE))
    assert "GitHub shows the first 10" in written(outcome(*many)).split("\n")[-1]
    assert written(outcome()) == "4 files checked: nothing is wrong."
