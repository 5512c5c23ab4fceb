"""JSON Schemas of everything an author writes, made from the models that check it.

They are for editors, which read YAML's plain words in their own way: a ticket `311` as a number, `yes` as text. What
the models read as text may be any of these.
"""

import json
from typing import Any

from incidentbook.examples import give_examples
from incidentbook.fields import Fields
from incidentbook.kinds import KINDS
from incidentbook.policies import Policy
from incidentbook.services import Service
from incidentbook.settings import Settings

SCHEMAS = (*KINDS, "services", "sla")
DIALECT = "http://json-schema.org/draft-07/schema#"
"""The newest that all editors read; nothing of a later one is needed."""

Schema = dict[str, Any]
_PLAIN: dict[str, Schema] = {
    "string": {"type": ["string", "number", "boolean"]},
    "integer": {"type": ["integer", "string"], "pattern": "^[0-9]+$"},
    "boolean": {"enum": [True, False, "true", "false", "yes", "no", "on", "off"]},
}
"""By type as the models have it: what an editor may take such a value for."""


def schema_of(name: str, settings: Settings, policy: Policy | None = None) -> Schema:
    """Return the schema of a kind's front matter, of `services.yml` or of `sla.yml`.

    Closed lists are those of the settings; those of the policy are open without one.
    """
    lists = {**settings.lists, **(policy.lists if policy is not None else {})}
    if name == "services":
        service = _schema(Service, lists)
        definitions = service.pop("$defs", {})
        entry = {"anyOf": [service, {"type": "null"}]}
        schema: Schema = {"title": "Services", "description": "The service catalogue: services by their keys."}
        schema |= {"type": "object", "additionalProperties": entry}
        schema |= {"$defs": definitions} if definitions else {}
    elif name == "sla":
        # Its own lists are what it defines.
        schema = _schema(Policy, settings.lists)
    else:
        kind = KINDS[name]
        schema = _schema(kind.model, lists)
        schema["title"] = kind.singular
        properties = schema["properties"]
        properties["kind"] = {"description": properties["kind"]["description"], "enum": [name, None]}
        said = kind.id_pattern.pattern.replace("\\Z", "$")  # editors' expressions are JavaScript's
        pattern = f"^(?:{said})$"
        properties["id"] = {
            "description": properties["id"]["description"],
            "type": ["string", "null"],
            "pattern": pattern,
        }
    give_examples(schema, name)
    return {"$schema": DIALECT, **schema}


def schema_text(name: str, settings: Settings, policy: Policy | None = None) -> str:
    """Return the schema as JSON that people can read, too."""
    return json.dumps(schema_of(name, settings, policy), indent=2, ensure_ascii=False) + "\n"


def _schema(model: type[Fields], lists: dict[str, tuple[str, ...]]) -> Schema:
    schema: Schema = _adapted(model.model_json_schema(by_alias=True), lists)
    return schema


def _adapted(part: Any, lists: dict[str, tuple[str, ...]]) -> Any:
    """Fill in closed lists, allow what the models allow, and drop what only repeats the keys' names."""
    if isinstance(part, list):
        return [_adapted(item, lists) for item in part]
    if not isinstance(part, dict):
        return part
    titled = "properties" in part
    adapted: Schema = {
        key: {name: _adapted(one, lists) for name, one in value.items()} if key in ("properties", "$defs") else value
        for key, value in part.items()
        if key not in ("x-list", "default") and (titled or key != "title")
    }
    for key in ("items", "additionalProperties", "anyOf"):
        if key in adapted:
            adapted[key] = _adapted(adapted[key], lists)
    if part.get("x-list") in lists:
        adapted["enum"] = list(lists[part["x-list"]])
        adapted.pop("minLength", None)
        adapted.pop("type", None)
    elif "enum" not in adapted and "pattern" not in adapted and "const" not in adapted:
        said = adapted.get("type")
        if isinstance(said, str) and said in _PLAIN:
            del adapted["type"]
            adapted.update(_PLAIN[said])
    for name in adapted.get("properties", {}).keys() - set(part.get("required", ())):
        adapted["properties"][name] = _or_nothing(adapted["properties"][name])
    return adapted


def _or_nothing(schema: Schema) -> Schema:
    """Return the schema of a key that may be left blank."""
    description = {"description": schema["description"]} if "description" in schema else {}
    rest = {key: value for key, value in schema.items() if key != "description"}
    if set(rest) == {"anyOf"}:
        choices = rest["anyOf"] if {"type": "null"} in rest["anyOf"] else [*rest["anyOf"], {"type": "null"}]
        return {**description, "anyOf": choices}
    return {**description, "anyOf": [rest, {"type": "null"}]}
