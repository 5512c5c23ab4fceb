"""The types of front matter values."""

from datetime import timedelta
from typing import Annotated, Any

import pytest
from pydantic import TypeAdapter, ValidationError

from incidentbook.fields import Duration, Fields, Many, OneOf, Reading, Share, Text, Time, Word, Zone
from incidentbook.instants import zone_named


class Pair(Fields):
    """A mapping that can be written as one word."""

    id: Text
    """Its name."""
    share: Share | None = None
    """How much."""


def read(kind: Any, value: object, **lists: tuple[str, ...]) -> object:
    return TypeAdapter(kind).validate_python(value, context=Reading(zone_named("Europe/London"), lists))


@pytest.mark.parametrize(
    ("text", "share"),
    [("34 %", 0.34), ("34%", 0.34), ("0.34", 0.34), ("0", 0.0), ("100 %", 1.0), (" 1 ", 1.0), ("99.9 %", 0.999)],
)
def test_a_share_is_written_in_percent_or_as_a_fraction(text: str, share: float) -> None:
    """Between nothing and all."""
    assert read(Share, text) == pytest.approx(share)


@pytest.mark.parametrize("text", ["34", "101 %", "-1 %", "half", "", "%", "nan", "34 %%"])
def test_what_is_no_share_is_refused(text: str) -> None:
    """Thirty-four of what, one asks."""
    with pytest.raises(ValidationError):
        read(Share, text)


@pytest.mark.parametrize("value", ["a", ["a"], [{"id": "a"}], {"id": "a"}])
def test_a_list_of_one_and_a_mapping_of_one_key_can_be_written_short(value: object) -> None:
    """They mean the same."""
    assert read(Many[Annotated[Pair, Word("id")]], value) == (Pair(id="a"),)


def test_one_mistake_in_a_short_or_a_long_form_is_one_error() -> None:
    """A union would report it once for each of its members."""
    for value in (["a", {"ide": "b"}], [""], [{"id": "a", "share": "x"}]):
        with pytest.raises(ValidationError) as raised:
            read(Many[Annotated[Pair, Word("id")]], value)
        assert len({error["loc"][:1] for error in raised.value.errors()}) == 1


def test_a_time_is_in_the_zone_of_the_reading() -> None:
    """And of UTC where none is given."""
    moment = read(Time, "2026-07-04 10:12")
    assert getattr(moment, "clock", "") == "10:12 BST"
    assert TypeAdapter(Time).validate_python("2026-07-04 10:12").clock == "10:12 UTC"


def test_values_that_are_read_already_are_left_alone() -> None:
    """Defaults pass through the same types."""
    moment = read(Time, "2026")
    assert read(Time, moment) is moment
    assert read(Duration, timedelta(1)) == timedelta(1)
    assert read(Share, 0.5) == 0.5


@pytest.mark.parametrize(
    ("kind", "value"),
    [(Time, ["2026"]), (Time, {"a": "b"}), (Duration, ["1h"]), (Time, None), (Text, ""), (Zone, "Nowhere")],
)
def test_another_shape_is_refused(kind: object, value: object) -> None:
    """With an error of the same sort as text of the wrong shape has."""
    with pytest.raises(ValidationError):
        read(kind, value)


def test_a_closed_list_is_closed_only_where_it_is_known() -> None:
    """Without settings any word will do."""
    word = Annotated[Text, OneOf("colours")]
    assert read(word, "red", colours=("red", "blue")) == "red"
    assert read(word, "green") == "green"
    with pytest.raises(ValidationError):
        read(Annotated[Text, OneOf("factors")], "green", factors=("red",))
