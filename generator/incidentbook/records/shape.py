"""What records have in common: their base, times, services, and how the address of a page is said."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any, Literal
from urllib.parse import quote

from pydantic import ConfigDict, JsonValue

from incidentbook.articles import AffectedService, Article, ArticleFields, Audience
from incidentbook.book import Book
from incidentbook.fields import Fields
from incidentbook.instants import Instant, Precision
from incidentbook.templating import address_of
from incidentbook.views.view import Shown

VERSION = 1
"""Of the shape of all records and files; it changes when a program that reads them would have to."""


class Record(Fields):
    """The base of all records: every key is always there; what there is no value for is null, or an empty list."""

    model_config = ConfigDict(json_schema_serialization_defaults_required=True)


class Moment(Record):
    """A time, as exactly as it is known."""

    at: str
    """The earliest that it may be, as ISO 8601 with its offset from UTC."""
    until: str | None
    """Where a day, a month, a year or two times may be meant, the latest; else null."""
    precision: Precision
    """How much of it was written down."""
    approximate: bool
    """Whether its author marked it as approximate."""


class Stretch(Record):
    """A stretch of time; null where one of its ends is not known, or is still to come."""

    start: Moment | None
    """When it began, or shall begin."""
    end: Moment | None
    """When it ended, or shall end."""


class ServicePeriod(Record):
    """A stretch of time in which a service was impaired."""

    start: Moment
    """When it began."""
    end: Moment | None
    """When it ended; null while it lasts."""
    level: Literal["down", "degraded", "at-risk", "none"] | None
    """How badly, where that differs from the service's level."""


class NamedService(Record):
    """A service that an article names, and what the article says of it."""

    id: str
    """The service's key."""
    role: Literal["affected", "cause", "at-risk"]
    """Whether it suffered, caused, or was in danger."""
    level: Literal["down", "degraded", "at-risk", "none"] | None
    """How badly it was impaired."""
    share: float | None
    """Which part of it or of its users, from 0 to 1."""
    region: str | None
    """Where, when it was not everywhere."""
    periods: tuple[ServicePeriod, ...]
    """When, where that differs from the article's own times."""


class WebLink(Record):
    """A link to somewhere else."""

    title: str
    """What is there."""
    url: str
    """Where it is."""


class ArticleRecord(Record):
    """What the records of all kinds of article say."""

    id: str
    """The name by which other articles refer to it."""
    title: str
    """What happened or what it is about, in one line."""
    url: str
    """Of its page: absolute where the site knows its own address, else as seen from the site's root."""
    path: str
    """Of its file in the book."""
    audience: Audience
    """Who may read it."""
    links: tuple[WebLink, ...]
    """Links to what lies elsewhere."""
    extra: dict[str, JsonValue]
    """Further keys of the team's own."""


def said_of(article: Article[ArticleFields], shown: Shown) -> dict[str, object]:
    """Return the values of what the records of all kinds say, by key."""
    fields = article.fields
    return {
        "id": article.id,
        "title": fields.title,
        "url": url_of(article.path, shown.site_url),
        "path": article.path,
        "audience": fields.audience,
        "links": tuple(WebLink(title=link.title, url=link.url) for link in fields.links),
        "extra": fields.extra,
    }


def url_of(path: str, site_url: str) -> str:
    """Return the address of the page of a path of the book, below the site's address where that is known."""
    return site_url + quote(address_of(path))


def ids_of(articles: Iterable[Article[Any]]) -> tuple[str, ...]:
    """Return the names of articles."""
    return tuple(article.id for article in articles)


def id_or_none(article: Article[Any] | None) -> str | None:
    """Return the name of an article, where there is one."""
    return article.id if article is not None else None


def moment_of(instant: Instant) -> Moment:
    """Return a time as records say it."""
    earliest, latest = instant.earliest, instant.latest
    until = None if latest is earliest or instant.exact else latest.isoformat()
    return Moment(at=earliest.isoformat(), until=until, precision=instant.precision, approximate=instant.approximate)


def moment_or_none(instant: Instant | None) -> Moment | None:
    """Return a time as records say it, where there is one."""
    return moment_of(instant) if instant is not None else None


def seconds_or_none(length: timedelta | None) -> float | None:
    """Return a length in seconds, where there is one."""
    return length.total_seconds() if length is not None else None


def services_of(services: Iterable[AffectedService], book: Book) -> tuple[NamedService, ...]:
    """Return the services that an article names, by their keys."""
    return tuple(
        NamedService(
            id=book.service_key(one.id),
            role=one.role,
            level=one.level,
            share=one.share,
            region=one.region,
            periods=tuple(
                ServicePeriod(start=moment_of(period.from_), end=moment_or_none(period.to), level=period.level)
                for period in one.periods
            ),
        )
        for one in services
    )
