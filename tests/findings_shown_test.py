"""Findings as parts of pages."""

import re
from html import unescape

import pytest

from incidentbook.diagnostics import CODES, Diagnostic, diagnostic
from incidentbook.findings_shown import (
    MOST_FILES,
    MOST_FINDINGS,
    at_top,
    instead_of_page,
    on_home,
    other_place_of,
    place_of,
)
from incidentbook.templating import Templates

TEMPLATES = Templates()
PATH = "incidents/2026/a.md"


def found(
    code: str = "KB201", message: str = "There is no key `typo` here", hint: str = "", line: int = 3
) -> Diagnostic:
    return diagnostic(PATH, line, 1, code, message, hint)


def words(html: str) -> str:
    """What a person reads."""
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", re.sub(r"<style>.*?</style>", "", html, flags=re.DOTALL))).split())


def test_a_page_says_what_is_wrong_where_and_what_to_write_instead() -> None:
    """With the rule, which can be opened, and how to read more of it."""
    html = at_top(TEMPLATES, PATH, [found(hint="Did you mean `title`?"), found("KB401", "It lies ahead")])
    said = words(html)
    assert said.startswith(
        f"1 error and 1 warning in {PATH} only in this preview error There is no key typo here line 3"
    )
    assert "Did you mean title ?" in said
    assert "KB201 unknown-key There is no such key." in said
    assert "Instead:" in said
    assert "incidentbook explain KB201" in said
    assert "<code>typo</code>" in html


def test_nothing_is_said_where_nothing_is_wrong() -> None:
    assert at_top(TEMPLATES, PATH, []) == ""
    assert on_home(TEMPLATES, {}, [], complete=True) == ""
    assert on_home(TEMPLATES, {PATH: []}, [PATH], complete=True) == ""


def test_what_an_article_quotes_cannot_leave_its_place() -> None:
    """In messages, hints, paths and lists, between backticks or not."""
    evil = "</code></p><script>alert(1)</script>"
    findings = [
        diagnostic(evil, 1, 1, "KB201", f"There is no key `{evil}` here{evil}", f"Write {evil}"),
        diagnostic(evil, 1, 1, "KB904", f"To do before review: {evil}; `{evil}"),
    ]
    for html in (
        at_top(TEMPLATES, PATH, findings),
        instead_of_page(TEMPLATES, evil, findings),
        on_home(TEMPLATES, {evil: findings}, [], complete=True),
    ):
        assert "<script" not in html
        assert "alert(1)" in words(html)


def test_an_odd_backtick_is_one_itself() -> None:
    assert "odd ` one" in words(at_top(TEMPLATES, PATH, [found(message="odd ` one")]))


def test_a_draft_s_list_is_a_list() -> None:
    said = "To do before review: an action has no owner (line 9); no section `Impact` (line 1)"
    html = at_top(TEMPLATES, PATH, [found("KB904", said)])
    assert "note To do before review line 3 an action has no owner (line 9) no section Impact" in words(html)
    assert html.count("<li>") == 3


def test_of_many_findings_most_are_folded_away() -> None:
    """None is lost."""
    html = at_top(TEMPLATES, PATH, [found(line=line) for line in range(1, MOST_FINDINGS + 4)])
    assert f"{MOST_FINDINGS + 3} errors in" in words(html)
    assert "3 more" in words(html)
    assert html.count("no key") == MOST_FINDINGS + 3


def test_rules_that_a_message_names_are_explained_as_well() -> None:
    """As the one for which a file was left out."""
    html = instead_of_page(TEMPLATES, PATH, [found("KB121", "Its front matter is broken (KB104, tab-in-front-matter)")])
    assert "KB121 left-out-in-doubt" in words(html)
    assert "KB104 tab-in-front-matter" in words(html)


@pytest.mark.parametrize("code", CODES)
def test_each_rule_can_be_explained(code: str) -> None:
    """What it looks for and what to write instead, with its code as a block."""
    html = at_top(TEMPLATES, PATH, [found(code)])
    assert re.search(r"<p>Instead:</p>\s*<", html)
    assert "<p>```" not in html


def test_the_home_page_counts_by_file_and_leads_there() -> None:
    """First the files that are no page, then the most serious."""
    findings = {
        "b.md": [found("KB401")],
        "a b.md": [found("KB401"), found("KB402")],
        "c.md": [found()],
        "incidents/index.md": [found("KB401")],
        "services.yml": [found("KB401")],
    }
    html = on_home(TEMPLATES, findings, ["b.md", "a b.md", "c.md", "incidents/index.md"], complete=True)
    assert re.findall(r'<a href="([^"]*)">', html) == ["services.yml/", "c/", "a b/", "b/", "incidents/"]
    assert words(html).startswith("1 error and 5 warnings in 5 files only in this preview")
    assert "services.yml 1 warning, no page of the site" in words(html)
    assert "a b.md 2 warnings" in words(html)
    assert '<details class="ib-check-fold" open>' in html


def test_warnings_alone_are_folded() -> None:
    html = on_home(TEMPLATES, {"b.md": [found("KB401")]}, ["b.md"], complete=True)
    assert '<details class="ib-check-fold">' in html


def test_while_the_book_is_checked_the_home_page_says_so() -> None:
    """Whether anything has been found by then or not."""
    assert words(on_home(TEMPLATES, {}, [], complete=False)).startswith("The whole book is being checked")
    said = words(on_home(TEMPLATES, {PATH: [found()]}, [PATH], complete=False))
    assert said.startswith("1 error in 1 file, so far")
    assert "The whole book is being checked" in said


def test_the_home_page_may_have_findings_of_its_own_below() -> None:
    """Each part is named by its own words."""
    page = on_home(TEMPLATES, {"index.md": [found()]}, ["index.md"], complete=True) + at_top(
        TEMPLATES, "index.md", [found()]
    )
    names = re.findall(r' id="([^"]*)"', page)
    assert len(names) == len(set(names)) == 2
    assert re.findall(r'aria-labelledby="([^"]*)"', page) == names


def test_of_very_many_files_the_number_is_said() -> None:
    findings = {f"incidents/{number:04}.md": [found()] for number in range(MOST_FILES + 7)}
    html = on_home(TEMPLATES, findings, findings, complete=True)
    assert html.count("<a ") == MOST_FILES
    assert "And 7 more files: incidentbook check lists them all." in words(html)


def test_a_file_is_shown_where_its_page_would_be() -> None:
    assert place_of("incidents/a.md") == "incidents/a/index.html"
    assert place_of("index.md") == "index.html"
    assert place_of("incidents/index.md") == "incidents/index.html"
    assert place_of("services.yml") == "services.yml/index.html"
    assert other_place_of("incidents/a.txt") == "incidents/a/index.html"
    assert other_place_of("incidents/a") == "incidents/a/index.html"
