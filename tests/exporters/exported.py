"""A book that has something of everything that is exported, and books in one line."""

from collections.abc import Mapping
from datetime import UTC, datetime

from incidentbook.articles import Audience
from incidentbook.settings import Settings
from incidentbook.views.view import Shown
from tests.books import article, incident, issue, opened, runbook

AS_OF = datetime(2026, 6, 1, tzinfo=UTC)
SITE_URL = "https://book.example.org/kb/"

BOOK = {
    "incidents/2026/pool.md": incident(
        """\
severity: sev2
status: resolved
review: {state: in-review, due: 2026-03-20}
services:
  - {id: checkout, level: down, share: 34 %, periods: [{from: 2026-03-04 10:12, to: 2026-03-04 10:30, level: degraded}]}
  - {id: orders-db, role: cause}
known_issues: [{id: KI-0001, fix: worked, took: 38m}]
runbooks: [{id: RB-0001, fix: partly}]
symptoms: [checkout-504]
factors: [config, missing-alert]
actions:
  - {do: Alert on the pool, type: detect, owner: payments, due: 2026-03-20, ref: PAY-311}
  - {do: "Read, again; and \\\\ once more", due: 2026-07}
  - {do: Write it down, due: 2026-05-01 12:00, priority: high, ref: "https://tracker.example.org/7"}
  - {do: Done already, due: 2026-03-20, done: 2026-03-18}
  - {do: Not worth it, due: 2026-03-20, dropped: The database goes}
  - {do: Whenever}
stated: {mitigate: 50m}
extra: {ward: [north, south]}
links: [{title: The chat, url: "https://chat.example.org/1"}]""",
        "The pool was too small: `pool exhausted`.\n",
        times="times: {started: 2026-03-04 10:00, detected: 2026-03-04 10:12, mitigated: 2026-03-04 11:02, "
        "resolved: 2026-03}",
    ),
    "incidents/2026/again.md": incident(
        """\
audience: restricted
known_issues: [{id: KI-0001, link: suspected}]
actions: [{do: Alert on the pool, due: 2026-04-01, ref: PAY-311}]""",
        id="INC-2026-0002",
    ),
    "known-issues/pool.md": issue(
        """\
status: workaround
services: [orders-db]
symptoms:
  - checkout-504
  - {id: hangs, text: Requests hang, signatures: ["request timed out after <*>ms"]}
affects: [{package: payments-api, ranges: [">=2.3,<2.5"]}]
fixes: [{at: 2026-04-01, versions: {payments-api: "2.5"}, ref: "https://code.example.org/9"}]
occurrences: [{at: 2025-11, lasted: 24h, ref: chat}]
owner: payments
last_reviewed: 2026-04-02
review_in: 6 months""",
        "## Cause\n\nToo few connections.\n\n```\npool exhausted\nfor ever\n```\n",
    ),
    "symptoms/checkout-504.md": article("title: Checkout answers 504\nservices: [checkout]\nalerts: [CheckoutSlow]"),
    "runbooks/pool.md": runbook("services: [orders-db]\nlast_reviewed: 2025-01-02\nreview_in: 1 year"),
    "maintenance/db.md": article(
        "id: MNT-2026-0001\ntitle: New disks\nplanned: {from: 2026-08-01 20:00, to: 2026-08-01 22:00}"
    ),
    "services.yml": "checkout: {name: Checkout, depends_on: [orders-db]}\norders-db: {tier: 1}\n",
    "sla.yml": "severities: {sev2: high}\ntargets: [{severity: sev2, response: 15m, resolution: 4h}]\n",
    "about.md": article("title: About", "What this is.\n"),
}


def shown(
    texts: Mapping[str, str | bytes] = BOOK, audience: Audience = "restricted", site_url: str = SITE_URL
) -> Shown:
    """Load a book for an audience, as of the first of June 2026."""
    book, graph, _ = opened(texts, audience)
    return Shown(book, graph, Settings(audience=audience), AS_OF, site_url=site_url, site_name="Our book")
