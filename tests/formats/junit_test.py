"""Findings as a JUnit report."""

from xml.etree.ElementTree import Element, fromstring

from hypothesis import given
from hypothesis import strategies as st

from incidentbook.diagnostics import diagnostic
from incidentbook.formats.junit import written
from incidentbook.formats.outcome import Outcome
from tests.formats.outcomes import ERROR, NOTE, WARNING, outcome


def report(said: Outcome) -> Element:
    text = written(said)
    assert text.startswith('<?xml version="1.0" encoding="UTF-8"?>\n')
    return fromstring(text.encode())  # noqa: S314 - our own


def test_each_file_is_a_test_case_and_clean_ones_pass() -> None:
    """In order of path, with paths as seen from the repository's root."""
    suites = report(outcome(ERROR, WARNING, NOTE))
    assert suites.attrib == {
        "name": "incidentbook check", "tests": "4", "failures": "1", "errors": "0", "skipped": "0",
    }  # fmt: skip
    assert suites[0].attrib == suites.attrib
    cases = {case.attrib["file"]: [part.tag for part in case] for case in suites.iter("testcase")}
    assert list(cases.items()) == [
        ("docs/kb/incidents/a.md", ["failure"]),
        ("docs/kb/incidents/b, c: 100 %.md", ["system-out"]),
        ("docs/kb/incidents/ü.md", ["system-out"]),
        ("docs/kb/services.yml", []),
    ]


def test_one_failure_has_all_findings_of_a_file_that_fail_it() -> None:
    """With --strict warnings do, too; notes never."""
    second = ERROR._replace(line=4, hint="")
    failure = report(outcome(ERROR, second)).find(".//failure")
    assert failure is not None
    assert failure.attrib == {"type": "KB204", "message": "3:9: `status` cannot be `resovled` (and 1 more)"}
    assert failure.text == (
        "docs/kb/incidents/a.md:3:9: error[KB204] `status` cannot be `resovled`\n    Did you mean `resolved`?\n"
        "docs/kb/incidents/a.md:4:9: error[KB204] `status` cannot be `resovled`"
    )
    assert report(outcome(WARNING, NOTE)).attrib["failures"] == "0"
    assert report(outcome(WARNING, NOTE, fails=("error", "warning"))).attrib["failures"] == "1"


@given(st.text(), st.text())
def test_whatever_is_quoted_it_is_xml(path: str, message: str) -> None:
    """Characters that XML cannot have are replaced, even half ones."""
    found = diagnostic(path, 1, 1, "KB204", message)
    assert report(Outcome([found], {path}, "", ("error",))).attrib["failures"] == "1"
