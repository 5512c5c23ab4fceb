"""A small book in which nothing is wrong, to stand beside what is broken."""

from collections.abc import Mapping

GOOD: Mapping[str, str] = {
    "services.yml": """\
checkout: {name: Checkout, audience: public, depends_on: [payments-db]}
payments-db: {name: Payments database, audience: public, owner: payments}
""",
    "incidents/2026/good-incident.md": """\
---
id: INC-2026-0001
title: Good incident stays readable
audience: public
severity: sev2
services: [{id: checkout, level: degraded}]
times: {detected: 2026-03-04 10:12, mitigated: 2026-03-04 11:02, resolved: 2026-03-04 12:40}
known_issues: [{id: KI-0001, fix: worked, took: 38m}]
symptoms: [good-symptom]
runbooks: [RB-0001]
alerts: [CheckoutLatencyHigh]
actions: [{do: Alert on saturation, owner: payments, due: 2026-03-20, done: 2026-03-18}]
---

## Summary

The good incident was a case of KI-0001, and RB-0001 helped.

## Timeline

- 2026-03-04 10:12 [detected] an alert
- 11:02 users can work again
""",
    "known-issues/good-issue.md": """\
---
id: KI-0001
title: Good known issue stays readable
audience: public
status: workaround
services: [payments-db]
symptoms:
  - good-symptom
  - {id: good-in-place, text: Good requests hang, signatures: ["request timed out after <*>ms"]}
runbooks: [RB-0001]
fixes: [{at: 2026-04-01, kind: permanent, versions: {payments-api: "2.5"}}]
occurrences: [{at: 2025-11, lasted: 24h}]
owner: payments
---

## Cause

The good cause, first seen in INC-2026-0001.

## Workaround

```console
$ kubectl rollout restart deployment/good
```
""",
    "symptoms/good-symptom.md": """\
---
title: Good symptom stays readable
audience: public
signatures: ["Connection is not available, request timed out after <*>ms"]
alerts: [CheckoutLatencyHigh]
services: [checkout]
---

## How to confirm

Look at the good dashboard.
""",
    "runbooks/good-runbook.md": """\
---
id: RB-0001
title: Good runbook stays readable
audience: public
services: [checkout]
alerts: [CheckoutLatencyHigh]
symptoms: [good-symptom]
---

## Meaning

The good meaning.

## Mitigation

1. Do the good thing.
""",
    "maintenance/2026/good-maintenance.md": """\
---
id: MNT-2026-0001
title: Good maintenance stays readable
audience: public
planned: {from: 2026-05-01 20:00, to: 2026-05-01 22:00}
services: [{id: payments-db, level: down}]
status: completed
---

The good work was done.
""",
    "good-page.md": """\
---
title: Good page stays readable
audience: public
---

The good page names KI-0001 and [the good symptom](symptoms/good-symptom.md).
""",
}

GOOD_WORDS: Mapping[str, str] = {
    "incidents/2026/good-incident.md": "The good incident was a case of",
    "known-issues/good-issue.md": "The good cause, first seen in",
    "symptoms/good-symptom.md": "Look at the good dashboard.",
    "runbooks/good-runbook.md": "Do the good thing.",
    "maintenance/2026/good-maintenance.md": "The good work was done.",
    "good-page.md": "The good page names",
}
"""By path of a good article: words that must be on its page."""
