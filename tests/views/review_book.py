"""A book in which something of everything happened, for the tests of the review: as of 21 August 2026, a Friday."""

from collections.abc import Mapping

SLA = """severities: {sev1: critical, sev2: high}
targets:
  - {severity: sev1, response: 15m, resolution: 4h}
  - {severity: sev2, resolution: 3 days}
"""


def report(number: int, title: str, times: str, front_matter: str = "") -> str:
    """Return an incident report."""
    return f"---\nid: INC-2026-{number:04}\ntitle: {title}\ntimes: {{{times}}}\n{front_matter}---\n## Summary\n"


BOOK: Mapping[str, str] = {
    "sla.yml": SLA,
    "services.yml": "checkout: {name: Checkout}\nsearch: {name: Search}\n",
    # Before the week; its action was done in it, and another is overdue.
    "incidents/1.md": report(
        1, "Pool too small", "started: 2026-06-02 10:00, detected: 2026-06-02 10:12, mitigated: 2026-06-02 11:00, "
        "acknowledged: 2026-06-02 10:15, resolved: 2026-06-02 12:00",
        "severity: sev1\nservices: [{id: checkout, level: down}]\nknown_issues: [KI-0001]\nreview: reviewed\n"
        "actions:\n  - {do: Raise the pool, owner: payments, due: 2026-08-17, ref: PAY-1}\n"
        "  - {do: Alert on it, owner: payments, done: 2026-08-18}\n  - {do: Rewrite, dropped: too dear}\n",
    ),
    # Began before the week, and ran out of its three days in it: open since 13 August, 18:00.
    "incidents/2.md": report(
        2, "Search is slow", "detected: 2026-08-13 18:00", "severity: sev2\nservices: [search]\n"
    ),
    # Of the week: 35 min of 15 to respond; a case of the known issue after its fix.
    "incidents/3.md": report(
        3, "Pool empty again", "started: 2026-08-16 09:00, detected: 2026-08-16 09:00, "
        "acknowledged: 2026-08-16 09:35, mitigated: 2026-08-16 11:00, resolved: 2026-08-16 12:00",
        "severity: sev1\nservices: [{id: checkout, level: down}]\nknown_issues: [KI-0001]\n"
        "review: {state: draft, due: 2026-08-20}\n",
    ),
    # Came back within itself, two hours after it was resolved.
    "incidents/4.md": report(
        4, "Index lost", "detected: 2026-08-19 08:00, acknowledged: 2026-08-19 08:01, mitigated: 2026-08-19 09:00, "
        "resolved: 2026-08-19 10:00",
        "severity: sev1\nservices: [search]\nreview: in-review\n"
        "reopened:\n"
        "  - {at: 2026-08-19 12:00, mitigated: 2026-08-19 12:30, resolved: 2026-08-19 13:00, why: Cold cache}\n",
    ),
    "incidents/5.md": report(5, "The same index", "detected: 2026-08-19 08:10, resolved: 2026-08-19 09:00",
                             "duplicate_of: INC-2026-0004\n"),
    # Overdue since 16 August.
    "known-issues/a.md": "---\nid: KI-0001\ntitle: Pool is exhausted\nowner: payments\nstatus: workaround\n"
    "last_reviewed: 2026-02-15\nreview_in: 6 months\nfixes: [{at: 2026-07-01, kind: permanent}]\n---\n## Cause\n",
    # Due on 25 August.
    "runbooks/a.md": "---\nid: RB-0001\ntitle: Rebuild\n"
    "last_reviewed: 2026-02-25\nreview_in: 6 months\n---\n## Impact\n",
}  # fmt: skip
