"""A feed as JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/)."""

import json
from typing import Any

from incidentbook.api.atom import stamp
from incidentbook.api.entries import Entry, WrittenFeed


def json_feed_text(feed: WrittenFeed) -> str:
    """Return a feed as JSON. Addresses of its own are there only where they are known."""
    known = {"home_page_url": feed.page, "feed_url": feed.own} if feed.own else {}
    said = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": f"{feed.site_name}: {feed.title}",
        **known,
        "items": [_item(entry) for entry in feed.entries],
    }
    return json.dumps(said, indent=2, ensure_ascii=False) + "\n"


def _item(entry: Entry) -> dict[str, Any]:
    return {
        "id": entry.id,
        "url": entry.url,
        "title": entry.title,
        "content_text": entry.summary,
        "date_published": stamp(entry.published),
        "date_modified": stamp(entry.updated),
        "tags": list(entry.tags),
    }
