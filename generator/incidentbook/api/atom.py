"""A feed as Atom (RFC 4287)."""

from collections.abc import Iterator
from datetime import UTC, datetime
from xml.sax.saxutils import escape, quoteattr

from incidentbook.api.entries import Entry, WrittenFeed
from incidentbook.text import CONTROL

_NEVER = datetime(1970, 1, 1, tzinfo=UTC)
"""When a feed without entries was last updated: it must say something, and this never changes."""


def atom_text(feed: WrittenFeed) -> str:
    """Return a feed as XML."""
    return "\n".join(_lines(feed)) + "\n"


def _lines(feed: WrittenFeed) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="utf-8"?>'
    yield '<feed xmlns="http://www.w3.org/2005/Atom">'
    yield f"<id>{_text(feed.id)}</id>"
    yield f"<title>{_text(f'{feed.site_name}: {feed.title}')}</title>"
    yield f"<updated>{stamp(max((entry.updated for entry in feed.entries), default=_NEVER))}</updated>"
    yield f"<author><name>{_text(feed.site_name)}</name></author>"
    yield f"<link href={_attribute(feed.page)}/>"
    if feed.own:
        yield f'<link rel="self" type="application/atom+xml" href={_attribute(feed.own)}/>'
    for entry in feed.entries:
        yield from _entry(entry)
    yield "</feed>"


def _entry(entry: Entry) -> Iterator[str]:
    yield "<entry>"
    yield f"<id>{_text(entry.id)}</id>"
    yield f"<title>{_text(entry.title)}</title>"
    yield f"<link href={_attribute(entry.url)}/>"
    yield f"<published>{stamp(entry.published)}</published>"
    yield f"<updated>{stamp(entry.updated)}</updated>"
    for tag in entry.tags:
        yield f"<category term={_attribute(tag)}/>"
    yield f"<summary>{_text(entry.summary)}</summary>"
    yield "</entry>"


def stamp(moment: datetime) -> str:
    """Return a moment in UTC as feeds write it (RFC 3339)."""
    return moment.isoformat().replace("+00:00", "Z")


def _text(text: str) -> str:
    return escape(CONTROL.sub("", text))


def _attribute(text: str) -> str:
    return quoteattr(CONTROL.sub("", text))
