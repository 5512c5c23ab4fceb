"""What can be subscribed to, as the readers of feeds read it."""

import json
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urljoin

import feedparser
from jsonschema import Draft202012Validator

from incidentbook.api import feeds
from tests.api.published_book import SITE_URL, published_of, texts_in
from tests.books import Texts, incident, issue
from tests.good_articles import GOOD

WEB = {"type": "string", "format": "uri", "pattern": "^https?://"}
TIME = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$"}
JSON_FEED = {
    "type": "object",
    "required": ["version", "title", "items"],
    "properties": {
        "version": {"const": "https://jsonfeed.org/version/1.1"},
        "title": {"type": "string", "minLength": 1},
        "home_page_url": WEB,
        "feed_url": WEB,
        "items": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["id", "content_text"],
                "properties": {
                    "id": {"type": "string", "minLength": 1},
                    "url": {"type": "string"},
                    "title": {"type": "string"},
                    "content_text": {"type": "string", "minLength": 1},
                    "date_published": TIME,
                    "date_modified": TIME,
                    "tags": {"type": "array", "items": {"type": "string"}},
                },
                "additionalProperties": False,
            },
        },
    },
    "additionalProperties": False,
}
"""What https://www.jsonfeed.org/version/1.1/ says of the keys in use."""


def both(texts: Texts, name: str, **said: object) -> tuple[Any, dict[str, Any]]:
    """Return a feed as feedparser reads it, and the same as JSON."""
    written = texts_in(published_of(texts, **said), feeds.files)
    atom = feedparser.parse(written[f"feeds/{name}.xml"].encode())
    assert not atom.bozo, atom.get("bozo_exception")
    assert atom.version == "atom10"
    found = json.loads(written[f"feeds/{name}.json"])
    Draft202012Validator(JSON_FEED).validate(found)
    assert [entry.id for entry in atom.entries] == [item["id"] for item in found["items"]]
    assert [entry.title for entry in atom.entries] == [item["title"] for item in found["items"]]
    return atom, found


def test_there_is_one_of_incidents_one_of_known_issues_and_one_for_each_service() -> None:
    texts = {**GOOD, "known-issues/b.md": issue("services: ['odd/one']", id="KI-0002")}
    names = {path.removeprefix("feeds/").rpartition(".")[0] for path in texts_in(published_of(texts), feeds.files)}
    odd = {name for name in names if name.startswith("services/odd-one-")}
    assert len(odd) == 1
    assert names - odd == {"incidents", "known-issues", "services/checkout", "services/payments-db"}


def test_an_entry_leads_to_its_article_and_says_what_it_is() -> None:
    atom, found = both(GOOD, "incidents", site_url=SITE_URL)
    (entry,) = atom.entries
    assert entry.link == f"{SITE_URL}incidents/2026/good-incident/"
    assert entry.title == "INC-2026-0001: Good incident stays readable"
    assert entry.summary == "sev2 · resolved · Checkout."
    assert [tag.term for tag in entry.tags] == ["incident", "sev2", "resolved", "Checkout"]
    assert (atom.feed.title, atom.feed.author) == ("Our <book>: New incidents", "Our <book>")
    assert atom.feed.link == found["home_page_url"] == f"{SITE_URL}incidents/"
    assert found["feed_url"] == f"{SITE_URL}feeds/incidents.json"
    assert [link.href for link in atom.feed.links if link.rel == "self"] == [f"{SITE_URL}feeds/incidents.xml"]


def test_its_times_are_the_article_s_own() -> None:
    """Of an incident its first and last milestone, of a known issue what happened last, in UTC."""
    texts: Texts = {
        "incidents/a.md": incident(
            "zone: Europe/London\nknown_issues: [KI-0001]\nreview: {state: reviewed, at: 2026-07-10}",
            times="times: {started: 2026-07-04 10:00, mitigated: 2026-07-04 11:00}",
        ),
        "known-issues/a.md": issue("occurrences: [{at: 2025-11}]\nfixes: [{at: 2026-06-01}]"),
    }
    said = both(texts, "incidents")[0].entries[0]
    assert (said.published, said.updated) == ("2026-07-04T09:00:00Z", "2026-07-09T23:00:00Z")
    said = both(texts, "known-issues")[0].entries[0]
    assert (said.published, said.updated) == ("2025-11-01T00:00:00Z", "2026-07-04T09:00:00Z")


def test_a_feed_is_the_same_on_any_day() -> None:
    texts = {"incidents/a.md": incident("severity: sev1"), "sla.yml": "targets: [{severity: sev1, response: 5m}]"}
    days = [datetime(2026, month, 1, tzinfo=UTC) for month in (4, 8)]
    first, second = (texts_in(published_of(texts, as_of=day), feeds.files) for day in days)
    assert first == second


def test_the_newest_come_first_and_no_more_than_are_read() -> None:
    """What says no time at all is in no feed, as nobody could say when it was new."""
    texts = {
        f"incidents/{day}.md": incident(id=f"INC-2026-{day:04}", times=f"times: {{detected: 2026-01-01 00:{day:02}}}")
        for day in range(60)
    }
    texts["incidents/never.md"] = incident(id="INC-2026-0099", times="")
    texts["known-issues/never.md"] = issue()
    _, found = both(texts, "incidents")
    assert [item["title"][:13] for item in found["items"]] == [f"INC-2026-{day:04}" for day in range(59, 9, -1)]
    assert both(texts, "known-issues")[1]["items"] == []


def test_an_entry_keeps_its_name_when_its_file_moves() -> None:
    """With an address of the site or without."""
    for said in ({}, {"site_url": SITE_URL}):
        ids = [
            both({path: incident(f"severity: {severity}")}, "incidents", **said)[1]["items"][0]["id"]
            for path, severity in (("incidents/a.md", "sev1"), ("incidents/2026/moved.md", "sev2"))
        ]
        assert ids[0] == ids[1]
    assert ids[0] == f"{SITE_URL}id/INC-2026-0001/"


def test_what_has_no_name_of_its_own_yet_goes_by_its_place() -> None:
    texts = {f"incidents/{name}.md": incident(id="INC-NEW") for name in "ab"}
    for said in ({}, {"site_url": SITE_URL}):
        items = both(texts, "incidents", **said)[1]["items"]
        assert len({item["id"] for item in items}) == 2
        assert items[0]["title"] == "Incident INC-NEW"


def test_without_an_address_its_links_are_as_seen_from_the_feed() -> None:
    atom, found = both(GOOD, "services/checkout")
    base = "https://anywhere.example/below/feeds/services/checkout.xml"
    assert urljoin(base, atom.feed.link) == "https://anywhere.example/below/services/checkout/"
    assert urljoin(base, found["items"][0]["url"]) == "https://anywhere.example/below/incidents/2026/good-incident/"
    assert "feed_url" not in found


def test_a_service_s_feed_has_both_kinds() -> None:
    texts = {
        "incidents/a.md": incident("services: [shop]"),
        "known-issues/a.md": issue("services: [shop]\nlast_reviewed: 2026-01-01\nstatus: wont-fix"),
    }
    _, found = both(texts, "services/shop")
    assert [item["tags"] for item in found["items"]] == [
        ["incident", "investigating", "shop"],
        ["known-issue", "wont fix", "shop"],
    ]


def test_whatever_authors_write_stays_text() -> None:
    """Marks of XML, and what it cannot hold at all."""
    said = incident("impact: '<b>&amp; ]]> \"quoted\"'").replace("title: Incident", 'title: "<script>\\a & x" #', 1)
    (entry,) = both({"incidents/a.md": said}, "incidents")[0].entries
    assert entry.title.endswith("<script> & x") or "<script>" in entry.title
    assert '<b>&amp; ]]> "quoted"' in entry.summary
