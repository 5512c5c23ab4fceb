"""Text values into models: every mistake becomes a finding at its place, and what is right is kept."""

import copy
from collections.abc import Sequence
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from incidentbook.fields import Fields, Reading
from incidentbook.source import Source
from incidentbook.text import did_you_mean, shortened
from incidentbook.yaml_text import Data

Location = tuple[str | int, ...]
ModelT = TypeVar("ModelT", bound=Fields)

_SHAPES = {
    "string_type": "one line of text",
    "dict_type": "a mapping of keys to values",
    "model_type": "a mapping of keys to values",
    "model_attributes_type": "a mapping of keys to values",
    "list_type": "a list",
    "tuple_type": "a list",
}


def validated(
    model: type[ModelT],
    data: dict[str, Data],
    source: Source,
    reading: Reading,
    *,
    at: Location = (),
    defaults: dict[str, Data] | None = None,
) -> ModelT:
    """Return the model of the data. Mistakes are reported to `source`, and the values they are in are left out.

    `at` says where in the file the data stands; `defaults` hold what stands in for mandatory keys.
    """
    try:
        return model.model_validate(data, context=reading)
    except ValidationError as error:
        errors = error.errors(include_url=False, include_input=True)
    for detail in errors:
        _report(source, model, detail, at)
    kept = _without(data, [_known_part(data, detail["loc"]) for detail in errors])
    for _ in range(3):
        candidate = {**(defaults or {}), **{key: value for key, value in kept.items() if value is not None}}
        try:
            return model.model_validate(candidate, context=reading)
        except ValidationError as error:
            kept = {
                key: value
                for key, value in kept.items()
                if key not in {str(detail["loc"][0]) for detail in error.errors() if detail["loc"]}
            }
    return model.model_validate(defaults or {}, context=reading)


def _report(source: Source, model: type[BaseModel], detail: ErrorDetails, at: Location) -> None:
    kind, location = detail["type"], at + detail["loc"]
    context: dict[str, Any] = detail.get("ctx") or {}
    value = detail.get("input")
    name = _name(location)
    if kind == "extra_forbidden":
        line, column = source.place_of(location, of_key=True)
        known = _keys(model, detail["loc"][:-1])
        key = str(location[-1])
        source.report(line, column, "KB201", f"There is no key `{key}` here", did_you_mean(key, known))
        return
    line, column = source.place_of(location)
    if kind == "missing":
        line, column = source.place_of(location[:-1], of_key=True)
        source.report(
            line, column, "KB202", f"The key `{location[-1]}` is missing", f"Add `{location[-1]}: …`."
        )
    elif kind == "literal_error":
        words = _literals(str(context.get("expected", "")))
        source.report(
            line,
            column,
            "KB204",
            f"{_quoted(value)} is not a value of {name}",
            did_you_mean(str(value), words),
        )
    elif kind == "not_in_list":
        hint = context["hint"] or "The list is a setting; it can be extended in `mkdocs.yml`."
        source.report(line, column, "KB204", f"{_quoted(value)} is not a value of {name}", hint)
    elif kind == "time":
        source.report(line, column, "KB205", f"{_quoted(value)} is not a time: {context['reason']}")
    elif kind == "duration":
        source.report(line, column, "KB206", f"{_quoted(value)} is not a duration: {context['reason']}")
    elif kind in _SHAPES and value is None:
        source.report(line, column, "KB202", f"{name} has no value", "Give it one, or delete the key.")
    elif kind in _SHAPES:
        source.report(line, column, "KB203", f"{name} must be {_SHAPES[kind]}, not {_shape(value)}")
    elif kind == "string_too_short":
        source.report(line, column, "KB202", f"{name} is empty", "Give it a value, or delete the key.")
    else:
        source.report(
            line, column, "KB209", f"{_quoted(value)} cannot be the value of {name}: {_plain(detail)}"
        )


def _plain(detail: ErrorDetails) -> str:
    message = detail["msg"].removeprefix("Input should be ")
    words = {
        "int_parsing": "it must be a whole number",
        "float_parsing": "it must be a number",
        "bool_parsing": "it must be `true` or `false`",
    }
    return words.get(detail["type"], message)


def _name(location: Location) -> str:
    words = [str(part) for part in location if isinstance(part, str)]
    return f"`{'.'.join(words)}`" if words else "the front matter"


def _quoted(value: object) -> str:
    return f"`{shortened(value)}`" if isinstance(value, str) else _shape(value).capitalize()


def _shape(value: object) -> str:
    if isinstance(value, dict):
        return "a mapping"
    return "a list" if isinstance(value, list) else "a single value"


def _literals(expected: str) -> list[str]:
    return [word.strip(" '") for word in expected.replace(" or ", ",").split(",")]


def _keys(model: type[BaseModel], location: Sequence[str | int]) -> list[str]:
    """Return the keys that the model knows at a location inside it."""
    annotation: Any = model
    for step in location:
        if isinstance(step, int):
            continue
        found = _model_in(annotation)
        field = None
        if found is not None:
            field = next((f for n, f in found.model_fields.items() if step in (n, f.alias)), None)
        if field is None:
            return []
        annotation = field.annotation
    found = _model_in(annotation)
    if found is None:
        return []
    return [field.alias or name for name, field in found.model_fields.items()]


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    parts = (_model_in(part) for part in getattr(annotation, "__args__", ()))
    return next((part for part in parts if part is not None), None)


def _known_part(data: Data, location: Location) -> Location:
    """Return as much of a location as exists in the data: the part to leave out."""
    known: Location = ()
    for step in location:
        if isinstance(data, dict) and step in data:
            data = data[str(step)]
        elif isinstance(data, list) and isinstance(step, int) and step < len(data):
            data = data[step]
        else:
            continue
        known = (*known, step)
    return known


def _without(data: dict[str, Data], locations: list[Location]) -> dict[str, Data]:
    kept = copy.deepcopy(data)
    # From the back, so that removing a list's item does not move the ones still to be removed.
    for location in sorted(
        set(locations), key=lambda parts: [str(part).rjust(9) for part in parts], reverse=True
    ):
        holder: Any = kept
        for step in location[:-1]:
            try:
                holder = holder[step]
            except (KeyError, IndexError, TypeError):
                holder = None
                break
        if location and holder is not None:
            try:
                del holder[location[-1]]
            except (KeyError, IndexError, TypeError):
                continue
    return kept
