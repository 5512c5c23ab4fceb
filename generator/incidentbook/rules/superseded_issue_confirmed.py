"""A new incident is confirmed as a case of a known issue that another one has replaced.

## What

An incident confirms a known issue with `superseded_by`, and began after the known issue that replaces it had a case of
its own. Older incidents may keep their link: it was right when it was written.

## Why

Each of the two has a part of the cases, so that both seem rarer than they are, and whoever reads the report is sent to
the page that is no longer kept.

## Example

```yaml
# KI-0007 says `superseded_by: KI-0012`
known_issues: [KI-0007]
```

## Instead

```yaml
known_issues: [KI-0012]
```
"""

from collections.abc import Iterator

from incidentbook.book import Finding
from incidentbook.rules.subject import Subject

CODE = "KB506"


def check(subject: Subject) -> Iterator[Finding]:
    """Yield each link to a superseded known issue that was made when there was a better one."""
    targets, occurrences = subject.graph.targets, subject.graph.occurrences
    for issue in subject.book.known_issues:
        instead = targets.get(issue.fields.superseded_by or "")
        if instead is None or not subject.graph.leads_to(issue):
            continue
        known = [one.at.earliest.timestamp() for one in occurrences.get(instead.name, ()) if one.at is not None]
        for one in occurrences.get(issue.id, ()):
            if one.incident is None or one.at is None or not known or one.at.earliest.timestamp() <= min(known):
                continue
            linked = [link.id for link in one.incident.fields.known_issues]
            if instead.name not in linked and issue.id in linked:
                message = f"{issue.id} was superseded by {instead.name}, which was known by then"
                hint = f"Write `{instead.name}` here if this is a case of it."
                yield Finding(one.incident.path, ("known_issues", linked.index(issue.id)), CODE, message, hint)
