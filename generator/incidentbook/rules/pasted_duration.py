"""Another report of another day has the same durations to the minute.

## What

Two reports whose dates differ agree to the minute in a duration that hardly two incidents share: both in the
time to mitigate and the time to resolve, or in a stated one that contradicts the times of its own report.
Round figures, and those of ten minutes or less, are left alone. So is what chance would bring about in a book
of this size, and what belongs together by `duplicate_of`, `continues`, `parent`, `caused_by` or `related`.

## Why

Reports are begun as copies of others. What is not replaced is believed.

## Example

```yaml
# incidents/a.md
times: {started: 2026-03-04 10:00, mitigated: 2026-03-04 11:02}
stated: {mitigate: 3h 38m}

# incidents/b.md
times: {started: 2026-05-20 14:00, mitigated: 2026-05-20 17:38}
stated: {mitigate: 3h 38m}
```

## Instead

```yaml
# incidents/a.md
times: {started: 2026-03-04 10:00, mitigated: 2026-03-04 11:02}
stated: {mitigate: 1h 02m}
```
"""

CODE = "KB408"
