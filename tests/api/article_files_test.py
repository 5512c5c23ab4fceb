"""Two files beside the page of each article."""

import json

from jsonschema import Draft202012Validator

from incidentbook.api import article_files, schemas
from tests.api.published_book import SITE_URL, files_of, published_of, texts_in
from tests.books import Texts, incident
from tests.good_articles import GOOD


def test_they_lie_in_the_folder_of_the_page_of_each_article() -> None:
    """Ordinary pages have none, nor has what is described in another article."""
    assert set(texts_in(published_of({**GOOD, "about.md": "# About"}), article_files.files)) == {
        f"{folder}/{name}"
        for folder in ("incidents/2026/good-incident", "known-issues/good-issue", "symptoms/good-symptom",
                       "runbooks/good-runbook", "maintenance/2026/good-maintenance")
        for name in ("index.json", "index.md")
    }  # fmt: skip


def test_the_data_of_each_are_as_its_schema_says() -> None:
    for path, text in texts_in(published_of(GOOD), article_files.files).items():
        if path.endswith(".json"):
            found = json.loads(text)
            (key,) = found.keys() - {"version"}
            kind = key.replace("_", "-")
            Draft202012Validator(schemas.article_schema(kind)).validate(found)
            assert (found["version"], found[key]["kind"]) == (1, kind)


def test_they_know_where_the_site_is() -> None:
    text = texts_in(published_of({"incidents/a.md": incident()}, site_url=SITE_URL))["incidents/a/index.json"]
    assert json.loads(text)["incident"]["url"] == f"{SITE_URL}incidents/a/"


def test_a_setting_leaves_them_out() -> None:
    """The lists stay."""
    published = published_of({"incidents/a.md": incident()}, api={"articles": False})
    assert not files_of(published, article_files.files)
    assert "api/incidents.json" in files_of(published)


def test_what_an_author_put_in_their_place_stays() -> None:
    """A page of their own whose address would be inside of one."""
    texts: Texts = {"incidents/a.md": incident("", "[data](a/index.json)"), "incidents/a/index.json": b"{}"}
    assert set(files_of(published_of(texts), article_files.files)) == {"incidents/a/index.md"}
    texts = {"incidents/a.md": incident(), "incidents/a/index.json.md": "# Odd"}
    assert "incidents/a/index.json" not in files_of(published_of(texts))
