"""A stated duration differs from its times.

## What

A duration in `stated` is compared with the time between the same milestones, counted by the same calendar.
They differ by more than five minutes. Where a time is coarse, the nearest that it allows is taken.

## Why

One of the two is wrong, and a reader cannot know which. Where the stated one was counted otherwise, say how.

## Example

```yaml
times: {started: 2026-03-04 10:00, mitigated: 2026-03-04 11:02}
stated: {mitigate: 2h 02m}
```

## Instead

```yaml
times: {started: 2026-03-04 10:00, declared: 2026-03-04 10:20, mitigated: 2026-03-04 11:02}
stated: {mitigate: {value: 42m, from: declared}}
```
"""

from collections.abc import Iterator
from typing import NamedTuple

from incidentbook.book import Finding
from incidentbook.durations import Comparison, comparisons
from incidentbook.rules.subject import Subject
from incidentbook.rules.wrong_year import milestones_with_wrong_year

CODE = "KB405"


class Contradiction(NamedTuple):
    """A stated duration that differs from the times of its report by more than rounding."""

    path: str
    comparison: Comparison


def check(subject: Subject) -> Iterator[Finding]:
    """Yield each stated duration that its times contradict."""
    for path, comparison in subject.shared(contradictions):
        message = f"`{comparison.key}` is {comparison.said}"
        between = f"Compared from {comparison.start} to {comparison.end}"
        hint = f"{between}; say `from`, `to` or `hours` if it was counted otherwise."
        yield Finding(path, ("stated", comparison.key), CODE, message, hint)


def contradictions(subject: Subject) -> list[Contradiction]:
    """Return all of a book."""
    policy, chains = subject.book.policy, subject.chains
    return [
        Contradiction(article.path, comparison)
        for article in subject.book.incidents
        if article.fields.stated
        for comparison in comparisons(article.fields, policy, chains.get(article.path, ()))
        if comparison.notable and not milestones_with_wrong_year(article) & {comparison.start, comparison.end}
    ]
