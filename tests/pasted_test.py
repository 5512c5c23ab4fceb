"""What people paste, read as text, alerts and services."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidentbook.pasted import DEEPEST, Pasted, read

CASES: list[dict[str, Any]] = json.loads((Path(__file__).parent / "tables" / "pasted.json").read_bytes())
KEYS = ("alertname", "service", "message", "tags", "details", "Error", "x", "0")

documents = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=False) | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=5),
    max_leaves=20,
)


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_the_table_holds_here(case: dict[str, Any]) -> None:
    """A script follows the same cases."""
    found = read(case["pasted"])
    assert (found.text, list(found.alerts), list(found.services)) == (case["text"], case["alerts"], case["services"])
    assert list(found.lines) == case["lines"]


@given(st.text() | documents.map(json.dumps) | st.lists(documents.map(json.dumps)).map("\n".join))
def test_there_is_a_line_for_each_line(text: str) -> None:
    """Whatever is pasted: its text can be written, and each line of it leads to one that was pasted."""
    found = read(text)
    found.text.encode()
    count = found.text.count("\n") + 1
    assert found.lines == () or len(found.lines) == count
    assert all(0 <= found.line(number) <= text.count("\n") + text.count("\r") + 1 for number in range(1, count + 1))


@given(documents)
def test_how_json_is_laid_out_makes_no_difference(document: Any) -> None:
    """But for the lines."""
    short, long = read(json.dumps(document)), read(json.dumps(document, indent=2))
    if isinstance(document, (dict, list)) and long.lines:
        assert (short.text, short.alerts, short.services) == (long.text, long.alerts, long.services)
        assert set(long.lines) <= {0, 1}


def test_nothing_is_too_deep_or_too_large() -> None:
    """What cannot be looked into is left out or taken as text."""
    assert read("[" * 1_000_000) == Pasted("[" * 1_000_000)
    nested = '{"message": "seen", "details": ' * (DEEPEST + 10) + '"deep"' + "}" * (DEEPEST + 10)
    assert read(nested).text == "seen"
    document = '{"message": "inmost"}'
    for _ in range(12):
        document = json.dumps({"message": document})
    assert read(document).text == "inmost"
