"""Rules make values out of a record, and remember what they could not make."""

from typing import Any

import pytest

from incidentbook.errors import IncidentbookError
from incidentbook.importers.converters import Context
from incidentbook.importers.imported import Written
from incidentbook.importers.payloads import Document
from incidentbook.importers.tool_mapping import Rule
from incidentbook.importers.tool_records import Gathered
from incidentbook.importers.tool_values import Reading


def reading(*, private: bool = False) -> Reading:
    return Reading("tool", Gathered("1", {}, Document("a.json", 0, {}), {}, "one"), Context(), private)


def value(rule: dict[str, Any], record: object, **wish: bool) -> Written:
    return reading(**wish).value("key", Rule.model_validate(rule), record)


@pytest.mark.parametrize(
    ("rule", "record", "made"),
    [
        ({"from": ["a", "b"]}, {"a": "", "b": "x"}, "x"),
        ({"from": ["a"]}, {"a": False}, ""),
        ({"from": ["a"]}, {"a": 0}, "0"),
        ({"from": ["a"], "when": "b"}, {"a": "x", "b": []}, ""),
        ({"value": "x", "when": "b"}, {"b": [1]}, "x"),
        ({"from": ["a"], "values": {"Open": "investigating"}}, {"a": "OPEN"}, "investigating"),
        ({"from": ["a"], "values": {"true": "met"}}, {"a": True}, "met"),
        ({"from": ["a"], "values": {"x": "y", "*": ""}}, {"a": "z"}, ""),
        ({"from": ["a"], "values": {"x": "y", "*": "*"}}, {"a": "z"}, "z"),
        ({"from": ["a"], "many": True}, {"a": ["x", None, "", "x", "y"]}, ["x", "y"]),
        ({"from": ["a"], "many": True}, {"a": "x"}, ["x"]),
        ({"from": ["a"], "refers": True}, {"a": 7}, "tool:7"),
        ({"from": ["a"], "private": True}, {"a": "x"}, ""),
        ({"each": "a", "fields": {"id": {"from": ["n"], "needed": True}}}, {"a": [{"n": "x"}, {}, {"n": "x"}]}, ["x"]),
        ({"fields": {"title": {"value": "T"}, "url": {"from": ["u"], "needed": True}}}, {}, ""),
        ({"fields": {"title": {"value": "T"}, "url": {"from": ["u"]}}}, {"u": "x"}, {"title": "T", "url": "x"}),
    ],
)
def test_a_rule_makes_this_value(rule: dict[str, Any], record: object, made: Written) -> None:
    """The empty text where there is nothing to say."""
    assert (value(rule, record) or "") == made


def test_what_is_private_comes_on_request() -> None:
    """And only then."""
    assert value({"from": ["a"], "private": True}, {"a": "x"}, private=True) == "x"


def test_a_word_without_a_counterpart_is_kept_and_said_once() -> None:
    """However often it comes."""
    one = reading()
    rule = Rule.model_validate({"from": ["a"], "values": {"x": "y"}})
    assert one.value("key", rule, {"a": "z"}) == one.value("key", rule, {"a": "z"}) == ""
    assert one.remarks == ["`key` of one: `z` has no counterpart here; it is kept as it is"]
    assert one.unread == {"key": ["z", "z"]}


def test_a_value_that_is_too_long_to_keep_is_left_out_and_said() -> None:
    """Nobody wants it in front matter."""
    one = reading()
    assert one.value("key", Rule.model_validate({"from": ["a"], "as": "moment"}), {"a": "z" * 2000}) == ""
    assert one.remarks[0].endswith("it is left out")
    assert one.unread == {}


def test_an_expression_that_cannot_be_applied_is_said() -> None:
    """The others of the record are read."""
    one = reading()
    assert one.value("key", Rule.model_validate({"from": ["lower(a)"]}), {"a": 5}) == ""
    assert not one.holds("key", "lower(a)", {"a": 5})
    assert "cannot be applied" in one.remarks[0]


@pytest.mark.parametrize(
    "rule", [{"from": ["a"]}, {"from": ["a"], "values": {"x": "y"}}, {"from": ["a"], "as": "moment"}]
)
def test_another_type_than_the_tool_gives_is_refused(rule: dict[str, Any]) -> None:
    """The whole import, as the file is not what it was taken for."""
    with pytest.raises(
        IncidentbookError, match=r"a\.json \(one\): what `key` is made from must be .*, and is an object"
    ):
        value(rule, {"a": {"b": 1}})
    with pytest.raises(IncidentbookError, match="must be a list, and is text"):
        value({"each": "a", "fields": {}}, {"a": "x"})
