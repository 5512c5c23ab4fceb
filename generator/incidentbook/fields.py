"""The types of front matter values: times, durations, shares, words with a longer form, closed lists.

Values arrive as the text an author wrote. What they depend on outside themselves (the time zone, the closed lists
of the settings) comes in the validation context as a `Reading`.
"""

import ast
import inspect
import textwrap
from dataclasses import dataclass, field
from datetime import UTC, timedelta, tzinfo
from functools import cache
from itertools import pairwise
from typing import Annotated, Any, TypeVar, cast

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    PlainValidator,
    StringConstraints,
    ValidationInfo,
    WithJsonSchema,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from incidentbook.instants import Instant, parse_instant, zone_named
from incidentbook.text import did_you_mean
from incidentbook.written_durations import parse_duration


@dataclass(frozen=True)
class Reading:
    """What a value needs to be read: the zone of times without an offset, and the closed lists by name."""

    zone: tzinfo = UTC
    lists: dict[str, tuple[str, ...]] = field(default_factory=dict)


class Fields(BaseModel):
    """The base of all front matter models: frozen, and an unknown key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Describe each key with the docstring below it.

        Not by pydantic's own `use_attribute_docstrings`: that reads the source of every model at each start, which
        took a sixth of the time of a `check`.
        """
        schema = handler(core)
        properties = handler.resolve_ref_schema(schema).get("properties", {})
        said = _attribute_docstrings(cls)
        for name, known in cls.model_fields.items():
            if name in said:
                properties[known.alias or name]["description"] = said[name]
        return schema


@cache
def _attribute_docstrings(model: type) -> dict[str, str]:
    """Return what stands below each attribute of a class and of those that it is made from, by name."""
    said: dict[str, str] = {}
    for one in reversed(model.__mro__):
        if not issubclass(one, Fields) or one is Fields:
            continue
        (tree,) = ast.parse(textwrap.dedent(inspect.getsource(one))).body
        body = cast("ast.ClassDef", tree).body
        for before, after in pairwise(body):
            match before, after:
                case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(text))):
                    said[name] = inspect.cleandoc(text)
    return said


def reading(info: ValidationInfo | core_schema.ValidationInfo) -> Reading:
    """Return the context of a validation, or the plain one where none was given."""
    return info.context if isinstance(info.context, Reading) else Reading()


def _instant(value: object, info: ValidationInfo) -> Instant:
    if isinstance(value, str):
        try:
            return parse_instant(value, reading(info).zone)
        except ValueError as error:
            raise PydanticCustomError("time", "{reason}", {"reason": str(error)}) from error
    if isinstance(value, Instant):
        return value
    raise PydanticCustomError("string_type", "Input should be a valid string")


def _duration(value: object) -> timedelta:
    if isinstance(value, timedelta):
        return value
    if not isinstance(value, str):
        raise PydanticCustomError("string_type", "Input should be a valid string")
    try:
        return parse_duration(value)
    except ValueError as error:
        raise PydanticCustomError("duration", "{reason}", {"reason": str(error)}) from error


def _zone(value: str) -> str:
    try:
        zone_named(value)
    except ValueError as error:
        raise PydanticCustomError("zone", "{reason}", {"reason": str(error)}) from error
    return value


def _share(value: object) -> float:
    if isinstance(value, float):
        return value
    text = str(value).strip()
    try:
        share = float(text.removesuffix("%")) / (100 if text.endswith("%") else 1)
    except ValueError:
        share = -1.0
    if not 0 <= share <= 1:
        raise PydanticCustomError("share", "not a share")
    return share


@dataclass(frozen=True)
class _OneOrMany:
    """Lets a list of one be written without the list."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_before_validator_function(
            lambda value: [value] if isinstance(value, (str, dict)) else value, handler(source)
        )

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        array = handler(schema)
        return {"anyOf": [array.get("items", {}), array]}


@dataclass(frozen=True)
class Word:
    """Lets a mapping be written as a single word, which becomes the value of `key`.

    A union would report one mistake once for each of its members; this reports it once.
    """

    key: str

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_before_validator_function(
            lambda value: {self.key: value} if isinstance(value, str) else value, handler(source)
        )

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        long = handler(schema)
        fields = handler.resolve_ref_schema(dict(long)).get("properties", {})
        return {"anyOf": [fields.get(self.key, {"type": "string"}), long]}


_WHERE = {
    "severity": "The scale is in `sla.yml`.",
    "calendar": "Calendars are in `sla.yml`.",
    **dict.fromkeys(("detection", "trigger", "factors"), "The list is a setting; `mkdocs.yml` can extend it."),
}


@dataclass(frozen=True)
class OneOf:
    """A word out of a closed list of the settings."""

    name: str

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.with_info_after_validator_function(self._check, handler(source))

    def _check(self, value: str, info: core_schema.ValidationInfo) -> str:
        known = reading(info).lists.get(self.name)
        if known is not None and value not in known:
            raise PydanticCustomError(
                "not_in_list",
                "`{value}` is not one of the values of `{list}`",
                {"value": value, "list": self.name, "hint": did_you_mean(value, known) or _WHERE[self.name]},
            )
        return value

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {**handler(schema), "x-list": self.name}


Item = TypeVar("Item")
Many = Annotated[tuple[Item, ...], _OneOrMany()]

# A year alone, `2026`, is a whole number to an editor.
_TIME_SCHEMA: JsonSchemaValue = {
    "type": ["string", "integer"],
    "minimum": 1000,
    "pattern": (
        r"^\s*(~\s*)?\d{4}(-\d{2}(-\d{2}([ T]\s*\d{1,2}:\d{2}(:\d{2}([.,]\d+)?)?"
        r"\s*(Z|UTC|[+-]\d{2}(:?\d{2})?)?)?)?)?\s*$"
    ),
    "examples": ["2026-03-04 10:12", "2026-03-04", "2026-03", "~ 2026-03-04 10:00", "2026-03-04 10:12Z"],
}
Time = Annotated[Instant, PlainValidator(_instant), WithJsonSchema(_TIME_SCHEMA)]
Duration = Annotated[
    timedelta,
    PlainValidator(_duration),
    WithJsonSchema({"type": "string", "pattern": "[0-9]", "examples": ["38m", "1h 30m", "2 days", "6 months"]}),
]
Share = Annotated[
    float,
    PlainValidator(_share),
    WithJsonSchema(
        {
            "type": ["string", "number"],
            "pattern": r"^\s*[0-9.]+\s*%?\s*$",
            "minimum": 0,
            "maximum": 1,
            "examples": ["34 %", 0.34],
        }
    ),
]
Text = Annotated[str, StringConstraints(min_length=1)]
Zone = Annotated[Text, AfterValidator(_zone)]
