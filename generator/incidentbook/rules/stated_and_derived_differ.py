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

CODE = "KB405"


def check(subject: Subject) -> Iterator[Finding]:
    """Yield each stated duration that its times contradict."""
    for contradiction in subject.shared(contradictions):
        message = f"`{contradiction.key}` is {contradiction.said}"
        start, end = contradiction.start, contradiction.end
        hint = f"It is compared from {start} to {end}; `from`, `to` and `hours` say if it was counted otherwise."
        yield Finding(contradiction.path, ("stated", contradiction.key), CODE, message, hint)
