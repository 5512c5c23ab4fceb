"""A known issue that is said to be fixed has come back after its fix.

## What

A known issue says `status: fixed`, and a confirmed incident, or an entry in its `occurrences`, began after the last
permanent fix came into effect. Incidents that were still on an older version than the fixed one are left alone.

## Why

Somebody with the problem in front of them reads "fixed" and looks elsewhere.

## Example

```yaml
id: KI-0007
status: fixed
fixes:
  - {at: 2026-01-15, summary: The pool is larger}     # INC-2026-0042 of 4 March is a case of it
```

## Instead

```yaml
id: KI-0007
status: workaround
fixes:
  - {at: 2026-01-15, summary: The pool is larger}     # it stays on the list: it did not hold
```
"""

from collections.abc import Iterator

from incidentbook.book import Finding
from incidentbook.fixes import held
from incidentbook.rules.subject import Subject

CODE = "KB502"
_HINT = "Change the status, add the fix that came after, or take the link back."


def check(subject: Subject) -> Iterator[Finding]:
    """Yield each known issue that is said to be fixed and whose newest fix did not hold."""
    for issue in subject.book.known_issues:
        fields = issue.fields
        permanent = [fix for fix in fields.fixes if fix.kind == "permanent"]
        dated = [fix for fix in permanent if fix.at is not None]
        if fields.status != "fixed" or not dated or len(dated) < len(permanent):
            continue
        if not subject.graph.leads_to(issue):
            continue
        last = max(dated, key=lambda fix: fix.at.latest if fix.at is not None else subject.as_of)
        judged = held(last, subject.graph.occurrences.get(issue.id, ()))
        if judged.back is not None and judged.back.at is not None and last.at is not None:
            case = judged.back.incident
            name = f"{case.id} of " if case is not None and not case.id.endswith("NEW") else "a case of "
            more = f", and {judged.times - 1} more" if judged.times > 1 else ""
            message = f"This is said to be fixed since {last.at.date}, and there is {name}{judged.back.at.date}{more}"
            yield Finding(issue.path, ("status",), CODE, message, _HINT)
