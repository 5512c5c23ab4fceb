"""Values written as YAML."""

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from incidentbook.written_yaml import Value, key_lines
from incidentbook.yaml_text import YamlText
from tests.imported_versions import TEXT

VALUES = st.recursive(
    TEXT,
    lambda below: st.one_of(
        st.lists(below, max_size=4), st.dictionaries(TEXT, below, max_size=4), st.lists(below, min_size=9, max_size=12)
    ),
    max_leaves=30,
)


@given(TEXT, VALUES)
def test_any_depth_is_read_again(key: str, value: Value) -> None:
    """By us without a finding, and by any reader of YAML."""
    text = "\n".join(key_lines(key, value))
    read = YamlText(text)
    assert (read.faults, read.data) == ([], {key: value})
    assert isinstance(yaml.safe_load(text), dict)


def test_a_long_entry_of_a_list_is_a_block() -> None:
    """A short list stays on one line."""
    long = "x" * 90
    assert key_lines("symptoms", [{"text": long, "signatures": [long]}, "short"]) == [
        "symptoms:",
        f"  - text: {long}",
        f"    signatures: [{long}]",
        "  - short",
    ]
    assert key_lines("services", ["checkout", "a, b"]) == ['services: [checkout, "a, b"]']
    assert key_lines("on", {}) == ['"on": {}']


@pytest.mark.parametrize("text", ["2026-13-45", "0000-00-00 00:00:00", "9" * 5000])
def test_what_no_reader_can_read_is_quoted(text: str) -> None:
    """A date that there is not, a number that is too long."""
    assert key_lines("title", text) == [f'title: "{text}"']
    assert yaml.safe_load("\n".join(key_lines("title", [text]))) == {"title": [text]}
