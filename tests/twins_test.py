"""What is written for Python and for the browser does what the tables say; a test there holds it for the browser."""

import json

import pytest

from tests.twins import TABLES, TWINS, Written, drawn, in_python, table

OF_TWINS = ("terms", "stems", "signatures", "ranking", "passages", "telling")
CASES = [pytest.param(one, id=f"{one.case.function}: {one.why}") for name in OF_TWINS for one in table(name)]


@pytest.mark.parametrize("one", CASES)
def test_the_tables_hold_here(one: Written) -> None:
    """Of what is ranked the table holds the order; the numbers change with the weights."""
    found = in_python(one.case)
    if one.case.function in {"rank", "with_phrases"}:
        found = [[slot, phrase] for slot, _, phrase in found]
    assert found == one.expected


def test_every_function_has_cases() -> None:
    """And none of them twice."""
    cases = [one.case for name in OF_TWINS for one in table(name)]
    assert {case.function for case in cases} == TWINS.keys()
    assert len({json.dumps(case) for case in cases}) == len(cases)
    assert {path.stem for path in TABLES.glob("*.json")} >= set(OF_TWINS)


def test_drawn_cases_are_the_same_for_the_same_seed() -> None:
    """So that a failure can be seen again."""
    assert drawn(3, 7) == drawn(3, 7) != drawn(3, 8)
