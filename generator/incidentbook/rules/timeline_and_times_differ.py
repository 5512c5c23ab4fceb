"""A tagged line of the timeline contradicts times, or another line.

## What

A line of the section Timeline carries a milestone, `- 10:44 [mitigated] …`, and `times` says another moment
for it. Where an incident came back, any of its ends will do. A line without a date has that of the lines
before it. Where `times` does not say it, the line supplies the milestone, unless two lines give different
times for it.

## Why

One of the two was corrected and the other forgotten. The figures go by `times`, readers by the timeline.

## Example

```markdown
---
title: Checkout times out
times: {started: 2026-03-04 10:00, mitigated: 2026-03-04 10:20}
---

## Timeline

- 10:44 [mitigated] The alert clears.
```

## Instead

```markdown
---
title: Checkout times out
times: {started: 2026-03-04 10:00, mitigated: 2026-03-04 10:44}
---

## Timeline

- 10:44 [mitigated] The alert clears.
```
"""

from collections.abc import Iterator
from datetime import timedelta, tzinfo

from incidentbook.articles import Article
from incidentbook.book import Finding
from incidentbook.instants import Instant
from incidentbook.kinds.incident.model import MILESTONES, Incident
from incidentbook.rules.subject import Criteria
from incidentbook.timelines import TimelineLine, timeline_of

CODE = "KB407"
KINDS = ("incident",)


def check_article(article: Article[Incident], criteria: Criteria) -> Iterator[Finding]:
    """Yield the first line for each milestone that no line gives the time that `times` does, and where `times` does not
    say it, the first line that gives it another time than one before.
    """
    if "[" not in article.body:
        return
    zone = criteria.zone_of(article)
    agreed: set[str] = set()
    contradicting: dict[str, Finding] = {}
    firsts: dict[str, TimelineLine] = {}
    for line in timeline_of(article):
        moments = _moments(article.fields, line.tag)
        if not moments and line.tag in MILESTONES:
            first = firsts.setdefault(line.tag, line)
            if (first.on, first.clock) != (line.on, line.clock) and line.tag not in contradicting:
                message = f"By this line it was {line.tag} {_written(line)}, by line {first.line} {_written(first)}"
                hint = f"Write the right one into `times`: `{line.tag}: …`."
                contradicting[line.tag] = Finding(article.path, (), CODE, message, hint, line.line, line.column)
            continue
        if any(moment.approximate or _agrees(line, moment, zone) for moment in moments):
            agreed.add(line.tag)
        elif moments and line.tag not in contradicting:
            message = f"By this line it was {line.tag} {_written(line)}, by `times` {moments[0].text}"
            hint = "Correct one of the two."
            contradicting[line.tag] = Finding(article.path, (), CODE, message, hint, line.line, line.column)
    yield from (finding for tag, finding in contradicting.items() if tag not in agreed)


def _written(line: TimelineLine) -> str:
    return f"{line.on} {line.clock:%H:%M}" if line.dated else f"{line.clock:%H:%M}"


def _moments(incident: Incident, tag: str) -> list[Instant]:
    """Return when a milestone was passed: several times where the incident came back."""
    if tag not in MILESTONES:
        return []
    said = [getattr(incident.times, tag)]
    if tag in ("mitigated", "resolved"):
        said += [getattr(again, tag) for again in incident.reopened]
    return [moment for moment in said if moment is not None]


def _agrees(line: TimelineLine, moment: Instant, zone: tzinfo) -> bool:
    """Whether a line may mean a moment, by the clock of the report or by that with which the moment is written.

    A line without a date may stand behind a midnight that nobody wrote down: of it only the clock is compared.
    """
    if not moment.has_clock:
        last = moment.latest - timedelta(minutes=1)
        return not line.dated or line.on is None or moment.earliest.date() <= line.on <= last.date()
    seen = (moment.earliest, moment.earliest.astimezone(zone))
    return any(
        (one.hour, one.minute) == (line.clock.hour, line.clock.minute) and (not line.dated or one.date() == line.on)
        for one in seen
    )
