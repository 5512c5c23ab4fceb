"""A known issue has come back since it was last reviewed.

## What

A known issue that is neither fixed nor retired says `last_reviewed`, and an incident that was confirmed as a case of
it began after that day.

## Why

The newest case is where its workaround was tried last: what was learned then belongs here, so that the next person
does not learn it again.

## Example

```yaml
id: KI-0007
status: workaround
last_reviewed: 2026-01-15            # INC-2026-0042 of 4 March is a case of it
```

## Instead

```yaml
id: KI-0007
status: workaround
last_reviewed: 2026-03-06            # with what INC-2026-0042 has shown
```
"""

from collections.abc import Iterator

from incidentbook.book import Finding
from incidentbook.rules.subject import Subject

CODE = "KB505"
_HINT = "See whether it still says what is true, then write the day of that here."


def check(subject: Subject) -> Iterator[Finding]:
    """Yield each open known issue with a confirmed incident that is newer than its last review."""
    for issue in subject.book.known_issues:
        fields = issue.fields
        if fields.last_reviewed is None or fields.status in ("fixed", "retired") or fields.superseded_by is not None:
            continue
        if not subject.graph.leads_to(issue):
            continue
        reviewed = fields.last_reviewed.latest.timestamp()
        newer = [
            one
            for one in subject.graph.occurrences.get(issue.id, ())
            if one.incident is not None and one.at is not None and one.at.earliest.timestamp() >= reviewed
        ]
        if newer and newer[-1].incident is not None and newer[-1].at is not None:
            last = newer[-1].incident
            name = last.id if not last.id.endswith("NEW") else last.path
            more = f", and {len(newer) - 1} more since then" if len(newer) > 1 else ""
            message = f"{name} of {newer[-1].at.date} is a case of this and newer than its review{more}"
            yield Finding(issue.path, ("last_reviewed",), CODE, message, _HINT)
