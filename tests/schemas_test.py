"""JSON Schemas for editors."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import regress
import yaml
from jsonschema import Draft7Validator

from incidentbook.kinds import BY_FOLDER, KINDS
from incidentbook.policies import Policy
from incidentbook.schemas import SCHEMAS, schema_of
from incidentbook.settings import Settings
from incidentbook.source import read_source, read_yaml
from tests.books import article, opened

KB = Path(__file__).parents[1] / "kb"
ARTICLES = sorted(path.relative_to(KB).as_posix() for folder in BY_FOLDER for path in (KB / folder).rglob("*.md"))


class EditorLoader(yaml.SafeLoader):
    """Reads plain words as YAML 1.2 does, and the language servers of editors with it."""


EditorLoader.yaml_implicit_resolvers = {}
for name, form, first in (
    ("null", r"(?:~|null|Null|NULL|)$", ["~", "n", "N", ""]),
    ("bool", r"(?:true|True|TRUE|false|False|FALSE)$", list("tTfF")),
    ("int", r"[-+]?[0-9]+$", list("-+0123456789")),
    ("float", r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$", list("-+.0123456789")),
):
    EditorLoader.add_implicit_resolver(f"tag:yaml.org,2002:{name}", re.compile(form), first)


def validator(name: str, policy: Policy | None = None) -> Draft7Validator:
    return Draft7Validator(schema_of(name, Settings(), policy))


def parts(schema: Any, name: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every part of a schema that has properties."""
    if isinstance(schema, dict):
        if isinstance(schema.get("properties"), dict):
            yield schema.get("title", name), schema
        for key, value in schema.items():
            yield from parts(value, key)
    elif isinstance(schema, list):
        for value in schema:
            yield from parts(value, name)


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_is_valid_and_explains_and_closes_everything(name: str) -> None:
    """Every key has a description, an unknown one is refused, and nothing of our own is left in it."""
    schema = schema_of(name, Settings(), Policy())
    Draft7Validator.check_schema(schema)
    assert "x-list" not in json.dumps(schema)
    found = dict(parts(schema))
    assert found
    for title, part in found.items():
        assert part["additionalProperties"] is False, title
        assert [key for key, one in part["properties"].items() if not one.get("description")] == [], title


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_expression_is_one_in_an_editor_too(name: str) -> None:
    """Editors read them as JavaScript does, which lacks some of what Python has."""
    for pattern in re.findall(r'"pattern": ("(?:[^"\\\\]|\\\\.)*")', json.dumps(schema_of(name, Settings(), Policy()))):
        regress.Regex(json.loads(pattern), "u")


@pytest.mark.parametrize("path", ARTICLES)
def test_every_article_of_the_demo_fits_its_schema(path: str) -> None:
    """As text, which is how it is read, and as an editor reads it."""
    content = (KB / path).read_bytes()
    kind = BY_FOLDER[path.partition("/")[0]]
    policy = opened({"sla.yml": (KB / "sla.yml").read_bytes()}).book.policy
    front_matter = content.decode().split("---\n")[1]
    for data in (read_source(path, content).data, yaml.load(front_matter, Loader=EditorLoader)):  # noqa: S506 - a SafeLoader
        assert [error.message for error in validator(kind.name, policy).iter_errors(data)] == []


@pytest.mark.parametrize(("name", "file"), [("services", "services.yml"), ("sla", "sla.yml")])
def test_the_catalogue_of_the_demo_fits_its_schema(name: str, file: str) -> None:
    """And its agreements."""
    content = (KB / file).read_bytes()
    for data in (read_yaml(file, content).data, yaml.load(content, Loader=EditorLoader)):  # noqa: S506 - a SafeLoader
        assert [error.message for error in validator(name).iter_errors(data)] == []


# What authors write, and editors read as numbers, dates and truths.
ODD = """\
title: 404
id: INC-2026-0001
severity: sev1
times:
  started: 2026
  detected: 2026-03
  acknowledged: 2026-03-04
  mitigated: 2026-03-04 10:12
  resolved: "~ 2026-03-04T10:12:30+01:00"
impact: {summary: 12, users: 4200}
services: [checkout, {id: 7, share: 0.34, level: down}, {id: mail, share: 34 %}]
known_issues: [KI-0007, {id: KI-0007, took: 1h 30m}]
actions: [{do: Check, ref: 311, owner: on, due: 2026-03-20}, Write it down]
versions: {api: 2.10, db: 14}
extra: {anything: [1, {a: b}], flag: true}
alerts:
review: draft
owner: ~
trigger: deployment
aliases: incidents/old/
stated: {mitigate: 1h, resolve: {value: 2h, from: detected, hours: always}}
"""


def test_an_editor_does_not_complain_about_words_that_look_like_numbers() -> None:
    """Nor about short forms and keys that are left blank."""
    text = ODD.replace("owner: ~\n", "")
    for data in (read_source("a.md", article(text).encode()).data, yaml.load(text, Loader=EditorLoader)):  # noqa: S506 - a SafeLoader
        assert [error.message for error in validator("incident", Policy()).iter_errors(data)] == []
    assert [one.code for one in opened({"incidents/a.md": article(text)}).diagnostics] == ["KB301", "KB209"][:1] * 2


WRONG = [
    "times: {detected: yesterday}",
    "times: {detekted: 2026}",
    "severity: sev9",
    "status: done",
    "colour: red",
    "services: [{level: down}]",
    "actions: [{type: x}]",
    "impact: {users: many}",
    "title: ''",
    "title:",
    "kind: runbook",
    "id: INC-1",
    "factors: [x]",
    "services: [{id: a, share: 3}]",
    "audience: secret",
    "stated: {mitigate: soon}",
    "times: {detected: 26}",
]


@pytest.mark.parametrize("line", WRONG)
def test_an_editor_complains_about_what_the_check_complains_about(line: str) -> None:
    """About the same mistakes, each in its own words."""
    text = "\n".join(
        ["times: {detected: 2026}"] * ("times" not in line) + ["title: x"] * ("title" not in line) + [line]
    )
    assert list(validator("incident", Policy()).iter_errors(yaml.load(text, Loader=EditorLoader)))  # noqa: S506 - a SafeLoader
    assert "error" in {one.severity for one in opened({"incidents/a.md": article(text)}).diagnostics}


@pytest.mark.parametrize("name", KINDS)
def test_the_least_article_of_a_kind_fits(name: str) -> None:
    """A title will do."""
    assert list(validator(name).iter_errors({"title": "x"})) == []
    assert list(validator(name).iter_errors({}))


def test_lists_are_those_of_the_project() -> None:
    """Its settings', its scale's, its calendars'."""
    policy = Policy.model_validate({"severities": {"p1": "worst"}, "calendars": {"office": {"zone": "UTC"}}})
    schema = json.dumps(schema_of("incident", Settings(factors=("moon",)), policy))
    assert all(word in schema for word in ('["moon"]', '["p1"]', '["always", "office"]'))
    assert "sev1" not in schema
