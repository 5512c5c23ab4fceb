"""The JSON Schemas of all files that programs read."""

import json
from collections.abc import Iterator
from typing import Any

from jsonschema import Draft202012Validator

from incidentbook.api import schemas
from incidentbook.api.lists import LISTS
from tests.api.published_book import published_of, texts_in

PUBLISHED = {path: json.loads(text) for path, text in texts_in(published_of({}), schemas.files).items()}


def objects(part: Any) -> Iterator[dict[str, Any]]:
    """Yield every part of a schema that describes an object with known keys."""
    if isinstance(part, dict):
        if "properties" in part and isinstance(part["properties"], dict):
            yield part
        part = list(part.values())
    if isinstance(part, list):
        for one in part:
            yield from objects(one)


def test_there_is_one_for_each_list_and_each_kind_of_article() -> None:
    """And one for what says which there are; each has a name of its own with a version."""
    names = {*(one.name for one in LISTS), *map(schemas.name_of, schemas.KINDS), "contents"}
    assert PUBLISHED.keys() == {f"api/schemas/{name}.json" for name in names}
    assert {schema["$id"] for schema in PUBLISHED.values()} == {f"urn:incidentbook:{name}:1" for name in names}


def test_each_is_a_schema() -> None:
    for schema in PUBLISHED.values():
        Draft202012Validator.check_schema(schema)


def test_every_key_is_described_and_always_there() -> None:
    """So that a program need not ask whether it is."""
    for path, schema in PUBLISHED.items():
        for part in objects(schema):
            assert set(part["required"]) == set(part["properties"]), (path, part.get("title"))
            assert part["additionalProperties"] is False
            for key, said in part["properties"].items():
                assert "description" in said or "$ref" in said, (path, part.get("title"), key)
