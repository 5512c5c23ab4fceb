"""Findings as a JUnit report, which Jenkins, GitLab, CircleCI, Bitbucket and Azure DevOps show: a test case a file.

https://github.com/testmoapp/junitxml
"""

import re
from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from incidentbook.diagnostics import Diagnostic
from incidentbook.formats.outcome import Outcome

_SUITE = "incidentbook check"
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def written(outcome: Outcome) -> str:
    """Write a test case for each file; one with findings that make the check fail has failed.

    All of a file's findings are in its one failure, as most platforms show no second. What does not fail it is output.
    """
    by_path: dict[str, list[Diagnostic]] = {path: [] for path in sorted(outcome.paths)}
    for found in outcome.findings:
        by_path.setdefault(found.path, []).append(found)
    cases = [_case(outcome, path, found) for path, found in by_path.items()]
    failed = sum(case.find("failure") is not None for case in cases)
    counts = {"name": _SUITE, "tests": str(len(cases)), "failures": str(failed), "errors": "0", "skipped": "0"}
    suites = Element("testsuites", counts)
    SubElement(suites, "testsuite", counts).extend(cases)
    indent(suites)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{tostring(suites, encoding="unicode")}'


def _case(outcome: Outcome, path: str, findings: Sequence[Diagnostic]) -> Element:
    placed = _in_xml(outcome.placed(path))
    case = Element("testcase", {"classname": "incidentbook", "name": placed, "file": placed})
    failing = [found for found in findings if found.severity in outcome.fails]
    if failing:
        more = f" (and {len(failing) - 1} more)" if len(failing) > 1 else ""
        first = failing[0]
        said = {"type": first.code, "message": _in_xml(f"{first.line}:{first.column}: {first.message}{more}")}
        SubElement(case, "failure", said).text = _lines(placed, failing)
    others = [found for found in findings if found.severity not in outcome.fails]
    if others:
        SubElement(case, "system-out").text = _lines(placed, others)
    return case


def _lines(placed: str, findings: Sequence[Diagnostic]) -> str:
    said = []
    for found in findings:
        place = f"{placed}:{found.line}:{found.column}"
        said.append(f"{place}: {found.severity}[{found.code}] {found.message}")
        said += [f"    {found.hint}"] if found.hint else []
    return _in_xml("\n".join(said))


def _in_xml(text: str) -> str:
    """Return a text without the characters that XML cannot have."""
    return _NOT_XML.sub("\ufffd", text)
