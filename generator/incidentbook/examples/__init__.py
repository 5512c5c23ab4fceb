"""Examples for every key that an author writes: one file a kind, from which the schemas take what editors show.

Each file names every key at least once, and is an article in which nothing is wrong.
"""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

Schema = dict[str, Any]

_AT_MOST = 3
"""Examples a key: more would fill an editor's window."""


class _Loader(yaml.SafeLoader):
    """Leaves times as they are written."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, form) for tag, form in resolvers if not tag.endswith(":timestamp")]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


@cache
def example_of(name: str) -> dict[str, Any]:
    """Return what a file of a kind may say, as an editor reads it; `services` and `sla` have examples, too."""
    text = (Path(__file__).parent / f"{name}.yml").read_text(encoding="utf-8")
    example: dict[str, Any] = yaml.load(text, Loader=_Loader)  # noqa: S506 - a SafeLoader
    return example


def give_examples(schema: Schema, name: str) -> None:
    """Write into each property of a schema what the example says there, in words of the schema's own lists."""
    definitions = schema.get("$defs", {})
    _give(schema, example_of(name), definitions)
    # Every kind names services, and only an incident has a reason to say of them all that can be said.
    _give(schema.get("properties", {}).get("services", {}), example_of("incident")["services"], definitions)


def _give(part: Schema, value: Any, definitions: Schema) -> None:
    part = _resolved(part, definitions)
    for choice in part.get("anyOf", ()):
        _give(choice, value, definitions)
    if isinstance(value, list):
        for item in value:
            _give(part.get("items", {}), item, definitions)
    elif isinstance(value, dict):
        properties, others = part.get("properties", {}), part.get("additionalProperties")
        for key, inner in value.items():
            if key in properties:
                _add(properties[key], _fitting(properties[key], inner, definitions))
                _give(properties[key], inner, definitions)
            elif isinstance(others, dict):
                _give(others, inner, definitions)


def _add(part: Schema, value: Any) -> None:
    examples = part.setdefault("examples", [])
    if value not in examples and len(examples) < _AT_MOST:
        examples.append(value)


def _fitting(part: Schema, value: Any, definitions: Schema) -> Any:
    """Return a value in which words that a closed list does not have are replaced by its first."""
    part = _resolved(part, definitions)
    if "enum" in part:
        return value if value in part["enum"] else next(iter(part["enum"]), value)
    choices = [choice for choice in part.get("anyOf", ()) if _is_for(_resolved(choice, definitions), value)]
    if choices:
        return _fitting(choices[0], value, definitions)
    if isinstance(value, list):
        fitting = [_fitting(part.get("items", {}), item, definitions) for item in value]
        return [item for number, item in enumerate(fitting) if item not in fitting[:number]]
    if isinstance(value, dict):
        properties, others = part.get("properties", {}), part.get("additionalProperties")
        others = others if isinstance(others, dict) else {}
        return {key: _fitting(properties.get(key, others), inner, definitions) for key, inner in value.items()}
    return value


def _is_for(part: Schema, value: Any) -> bool:
    """Whether a choice is for values of this shape: a mapping, a list, a word."""
    if "anyOf" in part:
        return not isinstance(value, list)
    if isinstance(value, (dict, list)):
        return part.get("type") == ("object" if isinstance(value, dict) else "array")
    return part.get("type") not in ("object", "array", "null")


def _resolved(part: Schema, definitions: Schema) -> Schema:
    reference = part.get("$ref")
    found: Schema = definitions[reference.removeprefix("#/$defs/")] if reference is not None else part
    return found
