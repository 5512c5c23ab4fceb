"""All records as one document."""

import json

from jsonschema import Draft202012Validator

from incidentbook.exporters.book_record import BookRecord
from incidentbook.exporters.json import files
from tests.books import incident
from tests.exporters.exported import BOOK, shown


def test_a_document_has_the_records_of_everything_and_is_as_its_schema_says() -> None:
    schema = BookRecord.model_json_schema(mode="serialization")
    for texts in (BOOK, {}):
        document = json.loads(files(shown(texts))["incidentbook.json"])
        Draft202012Validator.check_schema(schema)
        Draft202012Validator(schema).validate(document)
    document = json.loads(files(shown())["incidentbook.json"])
    assert [one["id"] for one in document["incidents"]] == ["INC-2026-0002", "INC-2026-0001"]
    assert [one["id"] for one in document["symptoms"]] == ["checkout-504", "hangs"]
    assert (document["as_of"], document["audience"]) == ("2026-06-01T00:00:00+00:00", "restricted")


def test_what_an_audience_may_not_see_is_not_there() -> None:
    document = files(shown(audience="internal"))["incidentbook.json"]
    assert b"INC-2026-0002" not in document
    assert json.loads(document)["audience"] == "internal"


def test_keys_of_a_team_s_own_are_there_whatever_they_are() -> None:
    texts = {"incidents/a.md": incident("extra: {a: .nan, b: {c: [~, 1e999]}}")}
    document = json.loads(files(shown(texts))["incidentbook.json"], parse_constant=lambda name: name)
    assert document["incidents"][0]["extra"].keys() == {"a", "b"}


def test_it_is_the_same_every_time() -> None:
    assert files(shown()) == files(shown())
