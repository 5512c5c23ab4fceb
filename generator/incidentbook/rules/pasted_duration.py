"""Another report of another day has the same durations to the minute.

## What

A report of another day, one of the twenty before it, agrees with this one to the minute in what hardly two
incidents share: in both the time to mitigate and the time to resolve, or in a stated duration of four hours or
more that contradicts the times of its own report. Round figures and short ones, which agree by chance, are left
alone. So are reports that belong together by `duplicate_of`, `continues`, `parent`, `caused_by` or `related`.

## Why

Reports are begun as copies of others. What is not replaced is believed.

## Example

```yaml
# incidents/a.md
times: {started: 2026-03-04 10:00, mitigated: 2026-03-04 11:02}
stated: {mitigate: 27h 38m}

# incidents/b.md
times: {started: 2026-05-20 14:00, mitigated: 2026-05-21 17:38}
stated: {mitigate: 27h 38m}
```

## Instead

```yaml
# incidents/a.md
times: {started: 2026-03-04 10:00, mitigated: 2026-03-04 11:02}
stated: {mitigate: 1h 02m}
```
"""

from collections import deque
from collections.abc import Iterator
from datetime import timedelta
from typing import NamedTuple

from incidentbook.articles import Article
from incidentbook.book import Finding, Location
from incidentbook.durations import Duration, duration_of
from incidentbook.kinds.incident.model import Incident
from incidentbook.rules.stated_and_derived_differ import contradictions
from incidentbook.rules.subject import Subject
from incidentbook.written_durations import spoken_exactly

CODE = "KB408"
_BEFORE = 20
"""Reports are copied from one of the last few. Among all of a large book, equal durations are chance."""
_SHORTEST = 10
_LONG = 240
"""From so many minutes on, hardly one in fifty reports has by chance a duration in common with the twenty before it."""
_RARE = 3000
"""The same for two durations: minutes to mitigate times minutes from there to resolve; one in some thousand."""


class _Report(NamedTuple):
    """What is compared of a report; minutes, without those that many share."""

    article: Article[Incident]
    pairs: dict[tuple[int, int], Location]
    """Time to mitigate and time to resolve, by the times or as stated."""
    stated: dict[int, str]
    """Stated ones, with their key."""
    contradicted: frozenset[int]
    """Those of them that the times of the report contradict."""


def check(subject: Subject) -> Iterator[Finding]:
    """Yield each report that shares with one of those before it what hardly two incidents share."""
    wrong: dict[str, set[int]] = {}
    for path, comparison in subject.shared(contradictions):
        wrong.setdefault(path, set()).add(round(comparison.stated_seconds / 60))
    dated = [article for article in subject.book.incidents if article.fields.earliest is not None]
    before: deque[_Report] = deque(maxlen=_BEFORE)
    for article in sorted(dated, key=_moment):
        report = _report(article, frozenset(wrong.get(article.path, ())))
        if report.pairs or report.stated:
            for other in before:
                if _has_in_common(report, other) and _unrelated(article, other.article):
                    yield from _shared(report, other)
            before.append(report)


def _has_in_common(report: _Report, other: _Report) -> bool:
    """Whether there is anything to say of two reports; of hardly any pair there is."""
    return not (report.pairs.keys().isdisjoint(other.pairs) and report.stated.keys().isdisjoint(other.stated))


def _shared(report: _Report, other: _Report) -> Iterator[Finding]:
    """Yield what a report shares with an earlier one, said where it was most likely pasted."""
    pair = next((pair for pair in report.pairs if pair in other.pairs), None)
    if pair is not None:
        said = f"{_spoken(pair[0])} to mitigate and {_spoken(pair[1])} to resolve"
        yield _finding(report, other, report.pairs[pair], said)
        return
    for minutes, key in report.stated.items():
        if minutes in other.stated and minutes in report.contradicted:
            yield _finding(report, other, ("stated", key), _spoken(minutes))
        elif minutes in other.contradicted:
            yield _finding(other, report, ("stated", other.stated[minutes]), _spoken(minutes))


def _finding(report: _Report, other: _Report, location: Location, said: str) -> Finding:
    name = other.article.id if not other.article.id.endswith("NEW") else other.article.path
    message = f"{name}, of another day, also took {said}"
    return Finding(report.article.path, location, CODE, message, "Count again from the times of this report.")


def _report(article: Article[Incident], contradicted: frozenset[int]) -> _Report:
    pairs: dict[tuple[int, int], Location] = {}
    incident = article.fields
    mitigate = duration_of(incident, "ttm", "derived")
    resolve = duration_of(incident, "ttr", "derived") if mitigate is not None else None
    pair = (_minutes(mitigate), _minutes(resolve))
    if _is_rare(*pair):
        pairs[pair] = ("times", "resolved")
    stated = {round(said.value.total_seconds() / 60): key for key, said in reversed(incident.stated.items())}
    by_key = {key: minutes for minutes, key in stated.items()}
    pair = (by_key.get("mitigate", 0), by_key.get("resolve", 0))
    if _is_rare(*pair):
        pairs.setdefault(pair, ("stated", "resolve"))
    long = {minutes: key for minutes, key in stated.items() if minutes >= _LONG and minutes % 5}
    return _Report(article, pairs, long, contradicted & long.keys())


def _minutes(duration: Duration | None) -> int:
    seconds = duration.exact_seconds if duration is not None and not duration.approximate else None
    return round(seconds / 60) if seconds is not None else 0


def _is_rare(mitigate: int, resolve: int) -> bool:
    """Whether hardly two incidents share both; round figures, and the same one twice, say little."""
    return bool(
        mitigate % 5 and resolve % 5 and mitigate > _SHORTEST and mitigate * (resolve - mitigate) >= _RARE
    )  # fmt: skip


def _unrelated(one: Article[Incident], other: Article[Incident]) -> bool:
    first, second = one.fields.earliest, other.fields.earliest
    if first is None or second is None or first.earliest.date() == second.earliest.date():
        return False
    return other.id not in _named(one.fields) and one.id not in _named(other.fields)


def _named(incident: Incident) -> set[str | None]:
    said = (incident.duplicate_of, incident.continues, incident.parent, incident.caused_by)
    return {*said, *incident.related}


def _moment(article: Article[Incident]) -> tuple[float, str]:
    earliest = article.fields.earliest
    return (earliest.earliest.timestamp() if earliest is not None else 0.0, article.path)


def _spoken(minutes: int) -> str:
    return spoken_exactly(timedelta(minutes=minutes))
