"""The JSON Schemas of all files that programs read, made from the shapes of the records."""

import json
from collections.abc import Iterator
from functools import cache, partial
from typing import Any

from pydantic.json_schema import models_json_schema

from incidentbook.api.data_file import DataFile
from incidentbook.api.lists import FOLDER, LISTS, List
from incidentbook.api.published import Published
from incidentbook.records.contents import ContentsRecord
from incidentbook.records.kinds import RECORDS
from incidentbook.records.shape import VERSION, Record
from incidentbook.records.statistics import FiguresRecord

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_BY_KIND: dict[str, type[Record]] = {**RECORDS, "figures": FiguresRecord}
KINDS = ("incident", "known-issue", "symptom", "runbook", "maintenance")
"""The kinds whose articles have files of their own."""
CONTENTS = "contents"
"""The name of the schema of what says which files there are."""

Schema = dict[str, Any]


def files(published: Published) -> Iterator[DataFile]:
    """Yield the schema of each list, and of the files of articles by their kind."""
    del published
    for listed in LISTS:
        yield DataFile(path_of(listed.name), tuple, partial(_text_of_list, listed))
    yield DataFile(path_of(CONTENTS), tuple, _text_of_contents)
    for kind in KINDS:
        yield DataFile(path_of(name_of(kind)), tuple, partial(_text_of_article, kind))


def name_of(kind: str) -> str:
    """Return the name of the schema of the files of articles of a kind."""
    return f"article-{kind}"


def path_of(name: str) -> str:
    """Return the place of a schema in the site."""
    return f"{FOLDER}/schemas/{name}.json"


def list_schema(listed: List) -> Schema:
    """Return the schema of a list."""
    key, said = listed.key, {"as_of": {"type": "string", "description": "The moment of which the file speaks."}}
    items = {"type": "array", "items": {"$ref": _reference(listed.kind)}, "description": listed.about}
    return _file_schema(listed.name, listed.about, listed.kind, {**(said if listed.as_of else {}), key: items})


def article_schema(kind: str) -> Schema:
    """Return the schema of the file beside the page of an article."""
    about = f"The data of an article of the kind `{kind}`."
    return _file_schema(name_of(kind), about, kind, {kind.replace("-", "_"): {"$ref": _reference(kind)}})


def contents_schema() -> Schema:
    """Return the schema of the file that says which files there are."""
    return _named(CONTENTS, ContentsRecord.model_json_schema(mode="serialization"))


def _named(name: str, schema: Schema) -> Schema:
    return {"$schema": DIALECT, "$id": f"urn:incidentbook:{name}:{VERSION}", **schema}


def _file_schema(name: str, about: str, kind: str, said: Schema) -> Schema:
    _, definitions = models_json_schema([(_BY_KIND[kind], "serialization")])
    properties = {"version": {"const": VERSION, "description": "Of the shape of this file."}, **said}
    schema = {
        "title": name,
        "description": about,
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
        "$defs": definitions["$defs"],
    }
    return _named(name, schema)


def _reference(kind: str) -> str:
    return f"#/$defs/{_BY_KIND[kind].__name__}"


@cache
def _text_of_list(listed: List) -> str:
    return _written(list_schema(listed))


@cache
def _text_of_article(kind: str) -> str:
    return _written(article_schema(kind))


@cache
def _text_of_contents() -> str:
    return _written(contents_schema())


def _written(schema: Schema) -> str:
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
