"""What the durations and verdicts of an incident depend on besides its own report: what was agreed, the reports that
continue it, maintenance of its services at its time, and the moment the site speaks of while a clock may run.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from functools import cached_property
from math import inf
from typing import NamedTuple

from pydantic_core import to_json

from incidentbook.announced import AnnouncedWindow, Windows, announced_windows
from incidentbook.articles import Article
from incidentbook.counting import Chains, chains, left_out, moment_of
from incidentbook.instants import Instant
from incidentbook.kinds.incident.model import Incident
from incidentbook.spans import Span, merged
from incidentbook.text import digest
from incidentbook.views.view import Shown


class _Stretches(NamedTuple):
    """Times in which windows of one service overlap or follow one another without a gap: one excuses like all."""

    starts: tuple[float, ...]
    ends: tuple[float, ...]
    """They are disjoint, and in order of time."""
    digests: tuple[str, ...]
    """Of the windows in each."""


class VerdictGrounds:
    """What verdicts rest on: made once for all incidents of a book."""

    def __init__(self, shown: Shown) -> None:
        """Take the book; what all incidents share is looked for when one first needs it."""
        self._shown = shown

    @cached_property
    def windows(self) -> Windows:
        """Announced maintenance by service."""
        return announced_windows(self._shown.book)

    def maintenance(self, article: Article[Incident]) -> tuple[AnnouncedWindow, ...]:
        """Return what was announced for the services of an incident at its time, in order of time."""
        begin, end = self._time_of(article, running=self.running(article))
        found = {
            window
            for service in article.fields.services
            for window in self.windows.get(self._shown.book.service_key(service.id), ())
            if begin < window.span.end and window.span.start < min(end, window.span.end)
        }
        return tuple(sorted(found, key=lambda window: (window.span, window.path)))

    @cached_property
    def chains(self) -> Chains:
        """The reports that continue an incident, by its path."""
        return chains(self._shown.book)

    def running(self, article: Article[Incident]) -> bool:
        """Whether a verdict may change by itself, as time passes."""
        fields, parts = article.fields, self.chains.get(article.path, ())
        still_open = fields.open or any(part.open for part in parts) or (self._to_close and fields.times.closed is None)
        return still_open and self._judges and not left_out(fields)

    def of(self, article: Article[Incident], *, running: bool) -> tuple[str, ...]:
        """Return everything besides the article itself that its durations and verdicts depend on, as text."""
        return (
            self._agreed,
            *(digest(to_json(part)) for part in self.chains.get(article.path, ())),
            *(self._maintenance(article, running=running) if self._stretches else ()),
            *([self._shown.as_of.isoformat()] if running else ()),
        )

    @cached_property
    def _judges(self) -> bool:
        return bool(self._shown.book.policy.targets)

    @cached_property
    def _to_close(self) -> bool:
        clocks = self._shown.book.policy.clocks
        return "closed" in (clocks.response.to, clocks.resolution.to)

    @cached_property
    def _agreed(self) -> str:
        policy = self._shown.book.policy
        said = (policy.severities, policy.calendars, policy.clocks, policy.targets, self._shown.settings.durations)
        return digest(to_json(said))

    @cached_property
    def _stretches(self) -> dict[str, _Stretches]:
        names = {article.path: f"{article.id} {article.title}" for article in self._shown.book.maintenance}
        found = {}
        for service, windows in self.windows.items():
            spans = merged(window.span for window in windows)
            starts, ends = tuple(span.start for span in spans), tuple(span.end for span in spans)
            said: list[list[str]] = [[] for _ in spans]
            for window in windows:
                if window.span.start < window.span.end:
                    said[bisect_right(starts, window.span.start) - 1].append(f"{window!r} {names[window.path]}")
            if spans:
                found[service] = _Stretches(starts, ends, tuple(digest(*parts) for parts in said))
        return found

    def _maintenance(self, article: Article[Incident], *, running: bool) -> Iterator[str]:
        """Yield digests of all that may excuse an incident: of what touches its time, as two windows may be as one."""
        time = None
        for service in article.fields.services:
            stretches = self._stretches.get(self._shown.book.service_key(service.id))
            if stretches is not None:
                time = time or self._time_of(article, running=running)
                yield from stretches.digests[
                    bisect_left(stretches.ends, time.start) : bisect_right(stretches.starts, time.end)
                ]

    def _time_of(self, article: Article[Incident], *, running: bool) -> Span:
        """Return the time from the first to the last moment of an incident; one that runs has no end yet."""
        begin = moment_of(article.fields)
        moments = _moments((article.fields, *self.chains.get(article.path, ())))
        end = inf if running else max((at.latest.timestamp() for at in moments), default=-inf)
        return Span(inf if begin is None else begin, end)


def _moments(reports: Iterable[Incident]) -> Iterator[Instant]:
    for report in reports:
        yield from (at for _, at in report.times.milestones())
        for back in report.reopened:
            yield from (at for at in (back.at, back.mitigated, back.resolved) if at is not None)
