"""What is said of what was found: settings, comments, drafts."""

import re

import pytest

from incidentbook.book import located
from incidentbook.diagnostics import CODES, Diagnostic
from incidentbook.errors import IncidentbookError
from incidentbook.links import link
from incidentbook.load import load_text
from incidentbook.milestone_faults import findings
from incidentbook.project import settings_of
from incidentbook.selection import comments_of, selected
from tests.books import Texts, article, incident

BACKWARDS = "times: {started: 2026-03-04 10:00, resolved: 2026-03-04 09:00}"


def said(texts: Texts | str, *, complete: bool = False, **rules: object) -> list[Diagnostic]:
    """Return what is said of a book, or of an incident; `complete` as `check` does it, else as a build does."""
    files = {"incidents/a.md": texts} if isinstance(texts, str) else texts
    settings = settings_of({"rules": rules}, audience=None, default="restricted")
    book, found = load_text(files, settings)
    ignores = {path: comments_of(book, path) for path in files} if complete else None
    return selected(book, [*found, *located(book, [*link(book).findings, *findings(book)])], settings.rules, ignores)


def codes(texts: Texts | str, *, complete: bool = False, **rules: object) -> list[str]:
    return [found.code for found in said(texts, complete=complete, **rules)]


def test_settings_leave_rules_out_and_change_how_serious_they_are() -> None:
    text = incident("status: done", times=BACKWARDS)
    assert codes(text) == ["KB309", "KB204"]
    assert codes(text, ignore="KB204") == ["KB309"]
    (found, _) = said(text, severity={"KB309": "note"})
    assert (found.code, found.severity) == ("KB309", "note")


@pytest.mark.parametrize(
    ("rules", "message"),
    [
        (
            {"ignore": ["KB999"]},
            "`rules.ignore.0` of the plugin `incidentbook` cannot be `KB999`: there is no such rule",
        ),
        ({"ignore": ["end-before-start"]}, "there is no such rule. Write `KB309`."),
        ({"severity": {"KB309": "fatal"}}, "cannot be `fatal`: it should be 'error', 'warning' or 'note'."),
        ({"ignored": ["KB309"]}, "has no option `rules.ignored`."),
    ],
)
def test_settings_that_name_no_rule_are_refused(rules: dict[str, object], message: str) -> None:
    """In a sentence that says what to write."""
    with pytest.raises(IncidentbookError) as refused:
        settings_of({"rules": rules}, audience=None, default="internal")
    assert message in str(refused.value)


@pytest.mark.parametrize("complete", [False, True])
def test_a_comment_silences_a_rule_in_builds_too(complete: bool) -> None:
    """In the lines that it is for."""
    comment = "# incidentbook: ignore KB309 two clocks"
    assert codes(incident(comment, times=BACKWARDS), complete=complete) == []
    assert codes(incident(times=f"{BACKWARDS}  {comment}"), complete=complete) == []
    assert codes(incident(f"status: resolved  {comment}", times=BACKWARDS)) == ["KB309"]
    assert codes({"sla.yml": "x: y  # incidentbook: ignore KB201 no such key yet"}, complete=complete) == []


def test_only_a_check_says_which_comments_are_without_effect() -> None:
    """A build has not looked for everything."""
    text = incident("# incidentbook: ignore KB405, KB309 two clocks", times=BACKWARDS)
    assert codes(text) == []
    (found,) = said(text, complete=True)
    assert (found.code, found.line, found.message) == (
        "KB903",
        5,
        "Nothing in this file is found by KB405 (stated-and-derived-differ)",
    )
    assert codes(text, complete=True, ignore=["KB405"]) == [], "settings leave it out"


def test_a_comment_without_a_reason_silences_nothing() -> None:
    """And says so once."""
    assert codes(incident("# incidentbook: ignore KB309", times=BACKWARDS), complete=True) == ["KB309", "KB901"]


def test_a_comment_that_names_no_rule_says_which_was_meant() -> None:
    comments = "# incidentbook: ignore end-before-start two clocks\n# incidentbook: ignore KB30 x"
    named, unknown = said(incident(comments), complete=True)
    assert named.hint == "Write `# incidentbook: ignore KB309` and the reason."
    assert (unknown.message, unknown.code) == ("There is no rule KB30", "KB902")


MISSING = "id: INC-2026-0001\ntitle: Checkout\nreview: {review}\nactions:\n  - {{type: prevent}}\n  - {{type: detect}}"


def test_in_a_draft_what_is_missing_is_one_list_and_no_error() -> None:
    """With the lines; at the key that says that it is a draft."""
    (found,) = said(article(MISSING.format(review="draft")))
    assert (found.code, found.severity, found.line) == ("KB904", "note", 4)
    assert found.message == (
        "To do before review: the incident has no time at all (line 3); `actions` needs the key `do` (lines 6 and 7)"
    )
    assert codes(article(MISSING.format(review="draft")), ignore=["KB904"]) == []
    assert codes(article(MISSING.format(review="draft")), ignore=["KB202"]) == []


@pytest.mark.parametrize("review", ["reviewed", "in-review", "{state: reviewed}"])
def test_after_the_draft_what_is_missing_is_an_error_each(review: str) -> None:
    found = said(article(MISSING.format(review=review)))
    assert [(one.code, one.severity) for one in found] == [("KB202", "error")] * 3


def test_a_long_list_is_counted_and_not_cut() -> None:
    """As many as fit, and how many more there are."""
    empty = "alerts symptoms factors known_issues runbooks related aliases services actions duplicate_of parent".split()
    nothing = "links detections reopened severity_history".split()
    keys = [*(f'{key}: ""' for key in empty), *(f"{key}: [{{}}]" for key in nothing)]
    (found,) = said(incident("\n".join(["review: draft", *keys])))
    assert len(found.message) <= 400
    assert re.search(r"\(line \d+\); and \d+ more$", found.message)


def test_in_a_draft_only_syntax_safety_and_the_id_are_errors() -> None:
    """Mistakes in its values are warnings until somebody reviews it."""
    text = article(f"id: INC-1\nid: INC-2\ntitle: x\nreview: draft\nstatus: done\n{BACKWARDS}")
    assert {found.code: found.severity for found in said(text)} == {
        "KB207": "error",
        "KB110": "error",
        "KB204": "warning",
        "KB309": "warning",
    }
    assert {found.code: found.severity for found in said(text.replace("draft", "in-review"))}["KB309"] == "error"
    (found, *_) = said(text, severity={"KB309": "error", "KB207": "note"})
    assert (found.code, found.severity) == ("KB207", "note"), "settings are stronger"


def test_of_broken_front_matter_nothing_is_said_to_be_missing() -> None:
    """It may stand in the part that cannot be read."""
    assert codes(article("title: x\nreview: reviewed\nactions: [{type: prevent}]\ntimes: {detected: 2026-03-04")) == [
        "KB109"
    ]


def test_every_severity_in_the_table_is_one_that_a_check_knows() -> None:
    assert {known.severity for known in CODES.values()} == {"error", "warning", "note"}
