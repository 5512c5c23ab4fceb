"""JSON Schemas of everything an author writes, made from the models that check it."""

from typing import Any

from incidentbook.fields import Fields
from incidentbook.kinds import KINDS
from incidentbook.policies import Policy
from incidentbook.services import Service
from incidentbook.settings import Settings

SCHEMAS = (*KINDS, "services", "sla")
DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema_of(name: str, settings: Settings) -> dict[str, Any]:
    """Return the schema of a kind's front matter, of `services.yml` or of `sla.yml`.

    Closed lists are those of the settings.
    """
    if name == "services":
        service = _schema(Service, settings)
        definitions = service.pop("$defs", {})
        inner = {
            "title": "Services",
            "type": "object",
            "additionalProperties": {"anyOf": [service, {"type": "null"}]},
        }
        schema = {**inner, **({"$defs": definitions} if definitions else {})}
    elif name == "sla":
        schema = _schema(Policy, settings)
    else:
        schema = _schema(KINDS[name].model, settings)
        schema["title"] = KINDS[name].singular
    return {"$schema": DIALECT, **schema}


def _schema(model: type[Fields], settings: Settings) -> dict[str, Any]:
    schema: dict[str, Any] = _with_lists(model.model_json_schema(by_alias=True), settings)
    return schema


def _with_lists(part: Any, settings: Settings) -> Any:
    """Fill in the values of closed lists, and drop what only repeats the keys' names."""
    if isinstance(part, list):
        return [_with_lists(item, settings) for item in part]
    if not isinstance(part, dict):
        return part
    filled = {
        key: _with_lists(value, settings)
        for key, value in part.items()
        if key != "x-list" and not (key == "title" and isinstance(value, str) and "properties" not in part)
    }
    if "x-list" in part:
        filled["enum"] = list(settings.lists[part["x-list"]])
        filled.pop("minLength", None)
    return filled
