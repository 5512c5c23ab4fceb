"""A tagged line of the timeline contradicts times.

## What

A line of the section Timeline carries a milestone, `- 10:44 [mitigated] …`, and `times` says another moment
for it. Where an incident came back, any of its ends will do. A line without a date has that of the lines
before it.

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

CODE = "KB407"
KINDS = ("incident",)
_MINUTE = 60


def check_article(article: Article[Incident], criteria: Criteria) -> Iterator[Finding]:
    """Yield each tagged line whose milestone was at another time."""
    if "[" not in article.body:
        return
    zone = criteria.zone_of(article)
    first = article.fields.earliest
    agreed: set[str] = set()
    contradicting: dict[str, Finding] = {}
    for line in timeline_of(article):
        moments = _moments(article.fields, line.tag)
        if not moments or any(moment.approximate for moment in moments):
            continue
        if any(_agrees(line, moment, zone) for moment in moments):
            agreed.add(line.tag)
            continue
        written = f"{line.on} {line.clock:%H:%M}" if line.on is not None and line.dated else f"{line.clock:%H:%M}"
        message = f"It was {line.tag} {written} by this line, and {moments[0].text} by `times`"
        finding = Finding(article.path, (), CODE, message, "Correct one of the two.", line.line, line.column)
        contradicting.setdefault(line.tag, finding)
    del first
    yield from (finding for tag, finding in contradicting.items() if tag not in agreed)


def _moments(incident: Incident, tag: str) -> list[Instant]:
    """Return when a milestone was passed, all of its times where the incident came back."""
    if tag not in MILESTONES:
        return []
    said = [getattr(incident.times, tag)]
    if tag in ("mitigated", "resolved"):
        said += [getattr(again, tag) for again in incident.reopened]
    return [moment for moment in said if moment is not None]


def _agrees(line: TimelineLine, moment: Instant, zone: tzinfo) -> bool:
    """Whether a line may mean a moment: as it was written, or in the zone of the report.

    The date of an undated line is uncertain where midnight has passed; then the clock alone is compared.
    """
    for seen in (moment.earliest, moment.earliest.astimezone(zone)):
        if moment.has_clock and seen.time().replace(second=0, microsecond=0) != line.clock:
            continue
        on = line.on
        if not line.dated or on is None:
            return True
        if seen.date() <= on and (moment.has_clock is False or seen.date() == on):
            return moment.has_clock or on <= moment.latest.date()
    return False
