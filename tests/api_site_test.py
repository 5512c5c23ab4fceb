"""What a really built site has for programs, below a path."""

import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

import feedparser
import pytest
from jsonschema import Draft202012Validator

from incidentbook.markdown_text import scan, targets
from tests.provided import Demo

pytestmark = pytest.mark.slow


def read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def file_at(demo: Demo, url: str) -> Path:
    """Return the file that the server of the site has for a URL, which must be the site's."""
    path = unquote(urlsplit(url).path)
    below = urlsplit(demo.below_url).path
    assert path.startswith(below), url
    rest = path[len(below) :]
    return demo.below / rest / "index.html" if not rest or rest.endswith("/") else demo.below / rest


def test_every_file_is_as_its_schema_says(demo: Demo) -> None:
    """Those that the contents name, and those beside each article."""
    contents = read(demo.below / "api/index.json")
    named = {
        **{one["path"]: one["schema_path"] for one in contents["files"]},
        "api/index.json": contents["schema_path"],
    }
    for path, schema in named.items():
        Draft202012Validator(read(demo.below / schema)).validate(read(demo.below / path))
    validators = {
        kind.replace("-", "_"): Draft202012Validator(read(demo.below / schema))
        for kind, schema in contents["articles"]["schema_paths"].items()
    }
    found = [path for path in demo.below.rglob("index.json") if path != demo.below / "api/index.json"]
    for path in found:
        said = read(path)
        (key,) = said.keys() - {"version"}
        validators[key].validate(said)
        assert file_at(demo, said[key]["url"]).parent == path.parent
    listed = [record for one in contents["files"] for record in read(demo.below / one["path"]).popitem()[1]]
    assert len(found) == sum(record.get("path") is not None for record in listed) > 80


def test_every_url_in_the_data_is_a_page(demo: Demo) -> None:
    contents = read(demo.below / "api/index.json")
    assert (contents["title"], contents["url"]) == ("Cloud Platform incident book", demo.below_url)
    for one in contents["files"]:
        for record in read(demo.below / one["path"]).popitem()[1]:
            if "url" in record:
                assert file_at(demo, record["url"]).is_file(), record["url"]


def test_every_link_in_the_markdown_of_an_article_leads_somewhere(demo: Demo) -> None:
    """The front matter is no text, and may name what is elsewhere."""
    found = sorted(demo.below.rglob("index.md"))
    assert len(found) > 80
    followed = 0
    for path in found:
        here = urljoin(demo.below_url, path.relative_to(demo.below).as_posix())
        body = path.read_text(encoding="utf-8").split("\n---\n", 1)[1]
        for target in targets(body, scan(body).prose):
            url = urljoin(here, target.text.partition("#")[0])
            if url.startswith(demo.below_url):
                followed += 1
                assert file_at(demo, url).is_file(), f"{path}: {target.text}"
    assert followed > 100


def test_every_feed_is_read_and_leads_to_pages(demo: Demo) -> None:
    contents = read(demo.below / "api/index.json")
    assert len(contents["feeds"]) > 10
    for feed in contents["feeds"]:
        atom = feedparser.parse((demo.below / feed["atom"]).read_bytes())
        found = read(demo.below / feed["json_feed"])
        assert not atom.bozo
        assert [entry.link for entry in atom.entries] == [item["url"] for item in found["items"]]
        for url in (atom.feed.link, found["feed_url"], *(entry.link for entry in atom.entries)):
            assert file_at(demo, url).is_file(), url
        for entry in atom.entries:
            assert file_at(demo, entry.id).is_file(), entry.id


def test_pages_lead_to_feeds_and_to_their_other_forms(demo: Demo) -> None:
    """In the `<head>`; without an address of the site, to the latter alone."""

    def alternates(page: Path) -> list[str]:
        head = page.read_text(encoding="utf-8").partition("</head>")[0]
        return re.findall(r'<link rel="alternate data" type="([^"]+)"[^>]* href="[^"]+"', head)

    article = "known-issues/credentials-in-repository/index.html"
    feeds = ["application/atom+xml", "application/feed+json"] * 2
    assert alternates(demo.below / article) == [*feeds, "application/json", "text/markdown"]
    assert alternates(demo.below / "index.html") == feeds
    assert alternates(demo.below / "services/ingress/index.html") == [*feeds, *feeds[:2]]


def test_a_language_model_finds_what_it_is_told_of(demo: Demo) -> None:
    for lead in re.findall(r"\]\(([^)]+)\)", (demo.below / "llms.txt").read_text(encoding="utf-8")):
        assert file_at(demo, urljoin(demo.below_url, lead)).is_file(), lead
