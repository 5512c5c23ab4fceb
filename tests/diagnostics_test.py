"""Findings: one value each, and the table of codes."""

import re

from hypothesis import given
from hypothesis import strategies as st

from incidentbook.diagnostics import CODES, Diagnostic, diagnostic, in_order

FINDINGS = st.builds(
    Diagnostic,
    path=st.sampled_from(["a.md", "b/c.md"]),
    line=st.integers(1, 12),
    column=st.integers(1, 12),
    code=st.sampled_from(sorted(CODES)),
    severity=st.just("error"),
    message=st.sampled_from(["x", "y"]),
)


def test_every_code_has_a_name_of_its_own() -> None:
    """A name is what people will read and write instead of the number."""
    names = [code.name for code in CODES.values()]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", name) for name in names)
    assert all(re.fullmatch(r"KB[1-9]\d\d", code) for code in CODES)


def test_a_finding_has_the_severity_of_its_code_and_a_real_place() -> None:
    """Lines and columns count from 1, whoever counted from 0."""
    assert diagnostic("a.md", 0, -3, "KB105", "m") == Diagnostic("a.md", 1, 1, "KB105", "warning", "m", "")
    assert diagnostic("a.md", 3, 2, "KB201", "m", "h").severity == "error"


def test_a_finding_is_one_line_whatever_it_quotes() -> None:
    """A value of a megabyte, or with line ends in it, stays a message."""
    found = diagnostic("a.md", 1, 1, "KB201", "x\ny" * 1_000, "h\n" * 1_000)
    assert "\n" not in found.message + found.hint
    assert len(found.message) <= 400


@given(st.lists(FINDINGS))
def test_the_order_of_findings_does_not_depend_on_the_order_they_were_made_in(findings: list[Diagnostic]) -> None:
    """They stand by place, each once."""
    ordered = in_order(findings)
    assert ordered == in_order(reversed(findings))
    assert set(ordered) == set(findings)
    assert len(ordered) == len(set(findings))
    assert [found[:4] for found in ordered] == sorted(found[:4] for found in ordered)
