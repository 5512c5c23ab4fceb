"""What the site has for programs, and where."""

import json
from typing import Any

from jsonschema import Draft202012Validator

from incidentbook.api.schemas import contents_schema
from tests.api.published_book import SITE_URL, files_of, published_of
from tests.books import incident
from tests.good_articles import GOOD


def contents(**said: object) -> tuple[dict[str, Any], set[str]]:
    """Return it, and the paths of all files for programs."""
    files = files_of(published_of(GOOD, **said))
    found = json.loads(files["api/index.json"].text())
    Draft202012Validator(contents_schema()).validate(found)
    return found, set(files)


def test_whatever_it_names_is_there() -> None:
    found, paths = contents()
    named = {said[key] for said in found["files"] for key in ("path", "schema_path")}
    named |= set(found["articles"]["schema_paths"].values())
    named |= {feed[key] for feed in found["feeds"] for key in ("atom", "json_feed")}
    assert named <= paths
    left = {path for path in paths - named if not path.startswith(("api/schemas/", "incidents/", "known-issues/"))}
    assert {path for path in left if "/index." not in path} == {"llms.txt"}


def test_it_says_what_the_site_is_called_where_and_of_when_it_is() -> None:
    found, _ = contents(site_url=SITE_URL)
    assert (found["title"], found["url"], found["as_of"]) == ("Our <book>", SITE_URL, "2026-08-21T00:00:00+00:00")
    assert contents()[0]["url"] is None


def test_it_says_where_articles_have_no_files() -> None:
    found, _ = contents(api={"articles": False})
    assert found["articles"] is None


def test_it_depends_on_nothing_that_is_not_in_it() -> None:
    depends = [
        files_of(published_of({"incidents/a.md": incident(said)}))["api/index.json"].depends()
        for said in ("severity: sev1", "severity: sev2", "services: [new]")
    ]
    assert depends[0] == depends[1] != depends[2]
