"""All records of a kind in one file."""

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from incidentbook.api import lists
from incidentbook.api.lists import LISTS
from incidentbook.api.schemas import list_schema
from tests.api.published_book import files_of, published_of, texts_in
from tests.books import Texts, incident, issue
from tests.good_articles import GOOD
from tests.milestone_book import MILESTONES, texts_of


def read(texts: Texts) -> dict[str, Any]:
    return {path: json.loads(text) for path, text in texts_in(published_of(texts), lists.files).items()}


@pytest.mark.parametrize("texts", [GOOD, texts_of(MILESTONES), {}], ids=["good", "milestones", "empty"])
def test_each_is_as_its_schema_says(texts: Texts) -> None:
    """Also those of an empty book, which are all there."""
    found = read(texts)
    assert found.keys() == {one.path for one in LISTS}
    for one in LISTS:
        Draft202012Validator(list_schema(one)).validate(found[one.path])


def test_each_article_is_in_the_list_of_its_kind() -> None:
    """Symptoms also where a known issue describes them; services also where only an article names them."""
    found = read(GOOD)
    assert {
        one.kind: [record["id"] for record in found[one.path][one.key]] for one in LISTS if one.kind != "figures"
    } == {
        "incident": ["INC-2026-0001"],
        "known-issue": ["KI-0001"],
        "symptom": ["good-in-place", "good-symptom"],
        "runbook": ["RB-0001"],
        "maintenance": ["MNT-2026-0001"],
        "service": ["checkout", "payments-db"],
    }


def test_a_record_is_that_of_the_article_s_own_file() -> None:
    """One a line, so that a list can be read by lines."""
    texts = texts_in(published_of(GOOD))
    _, line, _ = texts["api/incidents.json"].splitlines()
    assert json.loads(line) == json.loads(texts["incidents/2026/good-incident/index.json"])["incident"]


def test_what_speaks_of_a_moment_says_which() -> None:
    found = read(GOOD)
    assert {path for path in found if "as_of" in found[path]} == {"api/incidents.json", "api/statistics.json"}
    assert found["api/incidents.json"]["as_of"] == "2026-08-21T00:00:00+00:00"


def test_figures_are_there_by_every_sort_of_group() -> None:
    rows = read(texts_of(MILESTONES))["api/statistics.json"]["statistics"]
    assert [(row["by"], row["key"], row["incidents"]) for row in rows if row["by"] in ("year", "service")] == [
        ("year", "2025", 5),
        ("year", "2026", 1),
        ("service", "web", 5),
        ("service", "mail", 1),
    ]


def test_a_list_depends_on_what_is_in_it() -> None:
    """An edit of a text changes none, one of a known issue not the runbooks."""
    texts = {
        "incidents/a.md": incident(),
        "known-issues/a.md": issue(),
        "runbooks/a.md": GOOD["runbooks/good-runbook.md"],
    }
    before = {path: file.depends() for path, file in files_of(published_of(texts), lists.files).items()}

    def changed(**said: str) -> set[str]:
        after = files_of(published_of({**texts, **{f"{path}/a.md": text for path, text in said.items()}}), lists.files)
        return {path for path, file in after.items() if file.depends() != before[path]}

    assert changed(incidents=incident("", "Another text.")) == set()
    issues = changed(**{"known-issues": issue("status: fixed")})
    assert "api/known-issues.json" in issues
    assert "api/runbooks.json" not in issues
