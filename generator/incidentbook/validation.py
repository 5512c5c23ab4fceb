"""Text values into models: every mistake becomes a finding at its place, and what is right is kept."""

import copy
from collections.abc import Sequence
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from incidentbook.fields import Fields, Reading
from incidentbook.instants import nearest_zone
from incidentbook.public_holidays import nearest_holidays
from incidentbook.source import Source
from incidentbook.text import closest, did_you_mean, shortened
from incidentbook.yaml_text import Data

Location = tuple[str | int, ...]
ModelT = TypeVar("ModelT", bound=Fields)
MAX_FINDINGS = 100
"""About one file: whoever makes more mistakes makes them all alike."""

_MAPPING = ("a mapping of keys to values", "Write `key: value` lines below it, indented.")
_LIST = ("a list", "Write it as `[one, two]`, or as `- one` lines below it.")
_SHAPES = {
    "string_type": ("one line of text", "Write it behind the colon."),
    "dict_type": _MAPPING,
    "model_type": _MAPPING,
    "model_attributes_type": _MAPPING,
    "list_type": _LIST,
    "tuple_type": _LIST,
}
# Of a kind of error: the code, and the words with `name` of the key, `said` value and what the error itself knows.
_WORDS: dict[str, tuple[str, str, str]] = {
    "not_in_list": ("KB204", "{name} cannot be {said}", "{hint}"),
    "time": ("KB205", "{said} is not a time: {reason}", ""),
    "duration": ("KB206", "{said} is not a duration: {reason}", ""),
    "share": ("KB209", "{name} must be between 0 % and 100 %, as 34 % or 0.34, not {said}", ""),
    "closed_day": ("KB205", "{said} is not a closed day: {reason}", ""),
    "days": ("KB211", "{said} is not a day of the week, nor a range of days: {reason}", ""),
    "hours": ("KB211", "{said} cannot be read as the hours of a day: {reason}", ""),
    "reserved_calendar": ("KB209", "{said} is every hour of every day, and needs no entry", "Choose another name."),
    "clock": ("KB209", "{name} cannot be {said}, which does not come after `{start}`", ""),
    "slug": ("KB207", "{said} is no name for a symptom", "Use lower-case words joined by hyphens."),
    "nothing_said": ("KB202", "A symptom needs a `text`, or the `id` of one that has a file", "Add `text: …`."),
    "string_too_short": ("KB202", "{name} is empty", "Give it a value, or delete the key."),
    "too_short": ("KB202", "{name} is empty", "Give it an entry, or delete the key."),
    "greater_than_equal": ("KB209", "{name} must be at least {ge}, not {said}", ""),
    "int_parsing": ("KB209", "{name} must be a whole number, not {said}", ""),
    "int_from_float": ("KB209", "{name} must be a whole number, not {said}", ""),
    "int_type": ("KB209", "{name} must be a whole number, not {said}", ""),
    "bool_parsing": ("KB209", "{name} must be `true` or `false`, not {said}", ""),
    "bool_type": ("KB209", "{name} must be `true` or `false`, not {said}", ""),
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
    _report_all(source, model, errors, data, at)
    kept = _without(data, [_known_part(data, detail["loc"]) for detail in errors])
    for _ in range(3):
        candidate = {**(defaults or {}), **{key: value for key, value in kept.items() if value is not None}}
        try:
            return model.model_validate(candidate, context=reading)
        except ValidationError as error:
            wrong = {str(detail["loc"][0]) for detail in error.errors() if detail["loc"]}
            kept = {key: value for key, value in kept.items() if key not in wrong}
    return model.model_validate(defaults or {}, context=reading)


def _report_all(
    source: Source, model: type[BaseModel], errors: list[ErrorDetails], data: dict[str, Data], at: Location
) -> None:
    meant = set()  # mandatory keys that are there, but misspelt
    for detail in errors:
        *holder, key = detail["loc"] or ("",)
        if detail["type"] == "extra_forbidden":
            meant.add((*holder, closest(str(key), _keys(model, holder))))
    told = [detail for detail in errors if not (detail["type"] == "missing" and detail["loc"] in meant)]
    told = [detail for detail in told if not _left_blank(model, detail)]
    for detail in told[:MAX_FINDINGS]:
        _report(source, model, detail, data, at)
    if len(told) > MAX_FINDINGS:
        line, column = source.place_of(at + told[MAX_FINDINGS]["loc"])
        message = f"There are {len(told) - MAX_FINDINGS:,} more mistakes from here on"
        source.report(line, column, "KB209", message, "Mend those before, then check again.")


def _left_blank(model: type[BaseModel], detail: ErrorDetails) -> bool:
    """Whether the value of a key that need not be there is just not given yet: `alerts:`."""
    *holder, key = detail["loc"] or ("",)
    if detail.get("input") is not None or detail["type"] == "extra_forbidden":
        return False
    if key == "audience" or not isinstance(key, str):
        return False
    found = _model_at(model, holder)
    fields = found.model_fields.items() if found is not None else ()
    return all(not field.is_required() for name, field in fields if key in (name, field.alias))


def _report(source: Source, model: type[BaseModel], detail: ErrorDetails, data: dict[str, Data], at: Location) -> None:
    kind, location, value = detail["type"], at + detail["loc"], detail.get("input")
    if kind == "extra_forbidden":
        line, column = source.place_of(location, of_key=True)
        key, known = str(location[-1]), _keys(model, detail["loc"][:-1])
        hint = did_you_mean(key, known)
        if not hint and "extra" in known:
            hint = "Keys of your own go below `extra:`."
        source.report(line, column, "KB201", f"There is no key `{shortened(key)}` here", hint)
        return
    if kind == "missing":
        line, column = source.place_of(location[:-1], of_key=True)
        holder = _name(at + _known_part(data, detail["loc"][:-1]))
        message = f"{holder} needs the key `{location[-1]}`" if holder else f"The key `{location[-1]}` is missing"
        source.report(line, column, "KB202", message, f"Add `{location[-1]}: …`.")
        return
    line, column = source.place_of(location, of_key=location[-1:] == ("[key]",))
    name = _name(at + _known_part(data, detail["loc"])) or "The front matter"
    code, message, hint = _words(kind, name, value, detail.get("ctx") or {})
    if value is None and isinstance(location[-1], int):
        message, hint = f"An entry of {name} is empty", "Give it a value, or delete it."
    source.report(line, column, code, message or f"{name}: {detail['msg']}", hint)


def _words(kind: str, name: str, value: object, context: dict[str, Any]) -> tuple[str, str, str]:
    """Return code, message and hint for a value that does not fit; no message for what has no words of its own."""
    said = _quoted(value)
    if value is None and kind != "nothing_said":
        return "KB202", f"{name} has no value", "Give it one, or delete the key."
    if kind in _WORDS:
        code, message, hint = _WORDS[kind]
        filled = {**context, "name": name, "said": said}
        return code, message.format_map(filled), hint.format_map(filled)
    if kind == "literal_error":
        return "KB204", f"{name} cannot be {said}", did_you_mean(str(value), _literals(context["expected"]))
    if kind == "zone":
        near = nearest_zone(str(value))
        hint = f"Did you mean `{near}`?" if near is not None else "Write an IANA name, as `Europe/London`."
        return "KB210", context["reason"], hint
    if kind == "holidays":
        near = nearest_holidays(str(value))
        hint = f"Did you mean `{near}`?" if near is not None else "Write a code, as `GB-ENG`, `DE-BY` or `US`."
        return "KB212", context["reason"], hint
    if kind in _SHAPES:
        shape, hint = _SHAPES[kind]
        return "KB203", f"{name} must be {shape}, not {_shape(value)}", hint
    return "KB209", "", ""


def _name(location: Location) -> str:
    words = [str(part) for part in location if isinstance(part, str)]
    return f"`{'.'.join(words)}`" if words else ""


def _quoted(value: object) -> str:
    return f"`{shortened(value)}`" if isinstance(value, str) else _shape(value)


def _shape(value: object) -> str:
    if isinstance(value, dict):
        return "a mapping"
    return "a list" if isinstance(value, list) else "a single value"


def _literals(expected: object) -> list[str]:
    return [word.strip(" '") for word in str(expected).replace(" or ", ",").split(",")]


def _keys(model: type[BaseModel], location: Sequence[str | int]) -> list[str]:
    """Return the keys that the model knows at a location inside it."""
    found = _model_at(model, location)
    return [field.alias or name for name, field in found.model_fields.items()] if found is not None else []


def _model_at(model: type[BaseModel], location: Sequence[str | int]) -> type[BaseModel] | None:
    """Return the model of the mapping at a location inside another."""
    annotation: Any = model
    for step in location:
        if isinstance(step, int):
            continue
        found = _model_in(annotation)
        fields = found.model_fields.items() if found is not None else ()
        annotation = next((field.annotation for name, field in fields if step in (name, field.alias)), annotation)
    return _model_in(annotation)


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
    for location in sorted(set(locations), key=lambda parts: [str(part).rjust(9) for part in parts], reverse=True):
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
