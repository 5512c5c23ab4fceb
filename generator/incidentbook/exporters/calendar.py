"""When open actions and reviews are due, as an iCalendar that calendars can subscribe to (RFC 5545).

Each is an event of the day. Open actions are to-dos as well: only some calendars show those, and the others leave them
out.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from itertools import chain
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from incidentbook import __version__
from incidentbook.articles import Article
from incidentbook.exporters.identities import ids_by_path, page_address, web_address
from incidentbook.freshness import freshness
from incidentbook.graph import Target
from incidentbook.instants import Instant
from incidentbook.text import CONTROL, digest
from incidentbook.views.action_items import action_items
from incidentbook.views.review_duties import given_up
from incidentbook.views.view import Shown

SUMMARY = "When open actions and reviews are due, as iCalendar."
IS_FOLDER = False

_LONGEST_BYTES = 75
"""Of a line; what is longer goes on in the next, after a space."""
_SPECIAL = re.compile(r"[\\;,]")


class Duty(NamedTuple):
    """Something that is due."""

    uid: str
    """The same in every export, whatever becomes of the date."""
    summary: str
    lines: tuple[str, ...]
    """What else there is to say."""
    categories: tuple[str, ...]
    url: str
    due: Instant
    action: bool


def files(shown: Shown) -> Mapping[str, bytes]:
    """Return one calendar of all that is due, overdue included."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//incidentbook//incidentbook {__version__}//EN"]
    lines += ["CALSCALE:GREGORIAN", "NAME:Actions and reviews", "X-WR-CALNAME:Actions and reviews"]
    stamp = _moment(shown.as_of)
    ids = ids_by_path(shown.book)
    for duty in _unlike(chain(_actions(shown, ids), _reviews(shown, ids))):
        lines += _event(duty, stamp)
        lines += _to_do(duty, stamp) if duty.action else ()
    text = "".join(f"{_folded(line)}\r\n" for line in [*lines, "END:VCALENDAR"])
    return {"incidentbook.ics": text.encode()}


def _actions(shown: Shown, ids: Mapping[str, str]) -> Iterator[Duty]:
    for item in action_items(shown.book.incidents):
        if item.open and item.due is not None:
            first = item.incidents[-1]
            key = (item.ref,) if item.ref else (ids[first.path], item.do)
            lines = (
                *([f"Owner: {item.owner}"] if item.owner else ()),
                *([f"Priority: {item.priority}"] if item.priority else ()),
                *([f"Ticket: {item.ref}"] if item.ref else ()),
                *map(_named, item.incidents),
            )
            url = web_address(item.ref) or page_address(shown, first.path)
            categories = ("action", item.type) if item.type else ("action",)
            yield Duty(_uid(shown, "action", *key), item.do, lines, categories, url, item.due, action=True)


def _reviews(shown: Shown, ids: Mapping[str, str]) -> Iterator[Duty]:
    book = shown.book
    for incident in book.incidents:
        review = incident.fields.review
        if review is not None and review.due is not None and review.state != "reviewed":
            yield _review(shown, ids[incident.path], incident, review.due, "")
    issues = (issue for issue in book.known_issues if not given_up(issue.fields))
    articles: Iterable[Article[Any]] = chain(issues, book.symptoms, book.runbooks)
    for article in articles:
        fields = article.fields
        due = freshness(fields.owner, fields.last_reviewed, fields.review_in).due
        if due is not None:
            yield _review(shown, ids[article.path], article, due, fields.owner or "")


def _review(shown: Shown, name: str, article: Article[Any], due: Instant, owner: str) -> Duty:
    said = _named(Target(article.id, article.path, article.title, article.kind))
    return Duty(
        _uid(shown, "review", article.kind, name), f"Review: {said}",
        (f"Owner: {owner}",) if owner else (), ("review",), page_address(shown, article.path), due, action=False,
    )  # fmt: skip


def _named(target: Target) -> str:
    return f"{target.name} {target.title}"


def _uid(shown: Shown, *parts: str) -> str:
    return f"{digest(*parts)}@{urlsplit(web_address(shown.site_url)).hostname or 'incidentbook'}"


def _unlike(duties: Iterable[Duty]) -> Iterator[Duty]:
    """Number those of one name: two actions of an incident in the same words."""
    seen: Counter[str] = Counter()
    for duty in duties:
        seen[duty.uid] += 1
        yield duty if seen[duty.uid] == 1 else duty._replace(uid=f"{seen[duty.uid]}-{duty.uid}")


def _event(duty: Duty, stamp: str) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{duty.uid}"
    yield f"DTSTAMP:{stamp}"
    if duty.due.has_clock:
        yield f"DTSTART:{_moment(duty.due.latest)}"
    else:
        last = _last_day(duty.due)
        yield f"DTSTART;VALUE=DATE:{_day(last)}"
        yield f"DTEND;VALUE=DATE:{_day(last + timedelta(days=1))}"
    yield from _said(duty)
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _to_do(duty: Duty, stamp: str) -> Iterator[str]:
    yield "BEGIN:VTODO"
    yield f"UID:to-do-{duty.uid}"
    yield f"DTSTAMP:{stamp}"
    due = duty.due
    yield f"DUE:{_moment(due.latest)}" if due.has_clock else f"DUE;VALUE=DATE:{_day(_last_day(due))}"
    yield from _said(duty)
    yield "STATUS:NEEDS-ACTION"
    yield "END:VTODO"


def _said(duty: Duty) -> Iterator[str]:
    yield f"SUMMARY:{_escaped(duty.summary)}"
    if duty.lines:
        yield "DESCRIPTION:" + r"\n".join(map(_escaped, duty.lines))
    yield f"CATEGORIES:{','.join(duty.categories)}"
    if duty.url:
        yield f"URL:{duty.url}"


def _last_day(due: Instant) -> datetime:
    """Return the last day on which it is not late: of a month, its last."""
    return due.latest - timedelta(days=1)


def _day(moment: datetime) -> str:
    return moment.date().isoformat().replace("-", "")


def _moment(moment: datetime) -> str:
    there = moment.astimezone(UTC)
    return f"{_day(there)}T{there:%H%M%S}Z"


def _escaped(text: str) -> str:
    """Return a text on one line, as a value may have it."""
    return _SPECIAL.sub(r"\\\g<0>", " ".join(CONTROL.sub("", text).split()))


def _folded(line: str) -> str:
    """Break a line where it is too long, and never within a character."""
    pieces, length = [""], 0
    for letter in line:
        size = len(letter.encode())
        if length + size > _LONGEST_BYTES:
            pieces.append(" ")
            length = 1
        pieces[-1] += letter
        length += size
    return "\r\n".join(pieces)
