"""Examples in the schemas that editors read."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

import incidentbook.examples
from incidentbook.kinds import KINDS
from incidentbook.policies import Policy
from incidentbook.schemas import SCHEMAS, schema_of
from incidentbook.settings import Settings
from tests.books import article, opened

EXAMPLES = Path(incidentbook.examples.__file__).parent


def properties(part: Any, path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every property of a schema, wherever it is."""
    if isinstance(part, dict):
        for key, value in part.items():
            if key == "properties":
                yield from ((f"{path}/{name}", one) for name, one in value.items())
            if key != "examples":
                yield from properties(value, f"{path}/{key}")
    elif isinstance(part, list):
        for value in part:
            yield from properties(value, path)


@pytest.mark.parametrize("name", SCHEMAS)
@pytest.mark.parametrize(
    ("settings", "policy"),
    [
        (Settings(), None),
        (Settings(), Policy()),
        (Settings(detection=("dog",), trigger=("moon",), factors=("moon",)), Policy(severities={"p1": "worst"})),
    ],
    ids=["alone", "in a book", "in a book with other lists"],
)
def test_every_property_has_examples_and_each_of_them_fits(
    name: str, settings: Settings, policy: Policy | None
) -> None:
    """Whatever the lists of the book are."""
    schema = schema_of(name, settings, policy)
    found = dict(properties(schema))
    assert found
    for path, one in found.items():
        assert one.get("examples"), f"{path} has none: write one in examples/{name}.yml"
        validator = Draft7Validator({**one, "$defs": schema.get("$defs", {})})
        for example in one["examples"]:
            assert [error.message for error in validator.iter_errors(example)] == [], path


@pytest.mark.parametrize("name", KINDS)
def test_an_example_is_what_an_author_may_write(name: str) -> None:
    """The check finds nothing wrong with its form, its keys and its values."""
    text = (EXAMPLES / f"{name}.yml").read_text(encoding="utf-8")
    file = f"{KINDS[name].folder}/{'checkout-504' if name == 'symptom' else 'example'}.md"
    assert [code for code in opened({file: article(text)}).codes if code < "KB3"] == []


@pytest.mark.parametrize("name", ["services", "sla"])
def test_so_are_the_examples_of_the_catalogue_and_the_agreements(name: str) -> None:
    """Also as a file of their own."""
    text = (EXAMPLES / f"{name}.yml").read_text(encoding="utf-8")
    assert [code for code in opened({f"{name}.yml": text}).codes if code < "KB3"] == []
