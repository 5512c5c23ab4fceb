"""How far a book covers the alerts, in lines."""

import json

from hypothesis import given
from hypothesis import strategies as st

from incidentbook.alert_rules import AlertRule, AlertRules
from incidentbook.coverage import Coverage, CoveredAlert, coverage_of
from incidentbook.coverage_report import coverage_json, coverage_text
from tests.books import Texts, opened, runbook


def covered(known: int, unknown: int) -> Coverage:
    """Return the coverage of a book that knows some of its alerts."""
    names = [f"Known{number}" for number in range(known)] + [f"Other{number}" for number in range(unknown)]
    rules = tuple(AlertRule(name, "r.yml", at, 1, "g", "", "", at, 1) for at, name in enumerate(names, 1))
    book: Texts = {"runbooks/a.md": runbook(f"alerts: [{', '.join(names[:known])}]")} if known else {}
    made = opened(book)
    return coverage_of(made.book, made.graph, AlertRules(rules, ("r.yml",)))


def test_only_all_is_said_to_be_all() -> None:
    """999 of 1,000 are not 100 %, and one is not 0 %."""
    text = coverage_text(covered(999, 1), [])
    assert "   999   99 %  known to the book, by name or by address: 999 by runbooks\n" in text
    assert "     1    1 %  of which nothing says what to do\n" in text
    assert "     3  100 %  known to the book" in coverage_text(covered(3, 0), [])


@given(known=st.integers(0, 30), unknown=st.integers(0, 30))
def test_the_parts_make_the_whole(known: int, unknown: int) -> None:
    """Every alert is known, or may be known elsewhere, or is without help; JSON says the same."""
    coverage = covered(known, unknown)
    assert coverage.known + coverage.elsewhere + coverage.without_help == len(coverage.alerts) == known + unknown
    assert sum(coverage.leads.values()) == coverage.rules
    totals = json.loads(coverage_json(coverage, []))["totals"]
    assert (totals["known"], totals["without_help"]) == (known, unknown)
    assert "(" not in coverage_text(coverage, []).split("\n")[0]


def test_an_alert_of_several_rules_is_counted_once() -> None:
    coverage = covered(1, 0)
    (alert,) = coverage.alerts
    assert isinstance(alert, CoveredAlert)
    twice = Coverage(
        (alert._replace(rules=alert.rules * 2),), (), (), 1, 0, ("https://book.example.org/",), coverage.read
    )
    assert coverage_text(twice, []).split("\n")[0] == "1 alert (2 rules) in 1 file"
