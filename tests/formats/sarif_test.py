"""Findings as SARIF 2.1.0."""

import json
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft7Validator, FormatChecker

from incidentbook.diagnostics import CODES, diagnostic
from incidentbook.formats.outcome import Outcome
from incidentbook.formats.sarif import written
from tests.formats.outcomes import ERROR, NOTE, WARNING, outcome

# The parts of the standard's schema that a log of ours can have; `additionalProperties` is false as it is there.
SCHEMA = json.loads(Path(__file__).with_name("sarif-2.1.0-part.schema.json").read_text(encoding="utf-8"))


def log(said: Outcome) -> Any:
    value = json.loads(written(said))
    Draft7Validator.check_schema(SCHEMA)
    Draft7Validator(SCHEMA, format_checker=FormatChecker()).validate(value)
    return value


def test_a_log_is_as_the_standard_wants_it() -> None:
    """With findings and without, and with one of every code there is."""
    assert log(outcome())["runs"][0]["results"] == []
    log(outcome(*(diagnostic("a.md", 1, 1, code, "m", "h") for code in CODES)))


def test_the_schema_would_notice_a_fault() -> None:
    """A level that there is not, a line 0, and a key of our own."""
    right = written(outcome(ERROR))
    for was, becomes in (
        ('"level": "error"', '"level": "fatal"'),
        ('"startLine": 3', '"startLine": 0'),
        ('"columnKind"', '"columns"'),
        ('"ruleIndex": 0', '"ruleIndex": "0"'),
    ):
        assert was in right
        assert list(Draft7Validator(SCHEMA).iter_errors(json.loads(right.replace(was, becomes)))) != []


def test_each_finding_is_a_result_at_its_place() -> None:
    """With a path that is a URI, as seen from the repository's root."""
    results = log(outcome(ERROR, WARNING, NOTE))["runs"][0]["results"]
    assert [(one["ruleId"], one["level"]) for one in results] == [
        ("KB204", "error"), ("KB105", "warning"), ("KB904", "note"),
    ]  # fmt: skip
    places = [one["locations"][0]["physicalLocation"] for one in results]
    assert [place["artifactLocation"]["uri"] for place in places] == [
        "docs/kb/incidents/a.md",
        "docs/kb/incidents/b%2C%20c%3A%20100%20%25.md",
        "docs/kb/incidents/%C3%BC.md",
    ]
    assert places[0]["region"] == {"startLine": 3, "startColumn": 9}
    assert results[0]["message"]["text"] == "`status` cannot be `resovled`. Did you mean `resolved`?"


def test_a_file_in_no_repository_is_where_the_disk_has_it() -> None:
    """As an address of its own: one that begins with a slash could not be put below another."""
    (result,) = log(outcome(ERROR)._replace(folder="/srv/my book"))["runs"][0]["results"]
    place = result["locations"][0]["physicalLocation"]["artifactLocation"]
    assert place == {"uri": "file:///srv/my%20book/incidents/a.md"}


def test_the_rules_that_found_something_are_explained() -> None:
    """Each once, and results name them by their place in the list."""
    run = log(outcome(ERROR, WARNING, ERROR._replace(line=9)))["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["KB105", "KB204"]
    assert all(rules[one["ruleIndex"]]["id"] == one["ruleId"] for one in run["results"])
    assert "## Instead" in rules[1]["help"]["markdown"]


def test_a_finding_is_known_again_when_lines_are_added_above_it() -> None:
    """Two alike in one file are two all the same."""
    before = log(outcome(ERROR, ERROR._replace(line=9)))["runs"][0]["results"]
    after = log(outcome(ERROR._replace(line=8), ERROR._replace(line=14)))["runs"][0]["results"]
    marks = [one["partialFingerprints"] for one in before]
    assert marks == [one["partialFingerprints"] for one in after]
    assert marks[0] != marks[1]


@given(st.text(st.characters(codec="utf-8")), st.text(st.characters(codec="utf-8")))
def test_whatever_is_quoted_it_is_a_log(path: str, message: str) -> None:
    """With paths of any characters."""
    log(Outcome([diagnostic(path, 1, 1, "KB204", message)], {path}, "kb", ("error",)))
