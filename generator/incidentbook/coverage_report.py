"""How far a book covers the alerts, in lines for a terminal and as JSON."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

from incidentbook.coverage import Addressed, Coverage, CoveredAlert
from incidentbook.diagnostics import Diagnostic, tally
from incidentbook.report import findings_values
from incidentbook.text import counted, listed
from incidentbook.views.figures_said import percent

Json = dict[str, Any]


def coverage_text(coverage: Coverage, findings: Sequence[Diagnostic]) -> str:
    """Say in a few lines how many alerts are known."""
    alerts = len(coverage.alerts)
    files, holding = len(coverage.read.paths), len(coverage.read.holding)
    of_files = counted(files, "file") if holding == files else f"{holding:,} of {counted(files, 'file')}"
    rules = f" ({counted(coverage.rules, 'rule')})" if coverage.rules != alerts else ""
    left = f"; {counted(coverage.ignored, 'alert')} left out by name" if coverage.ignored else ""
    urls = f"{coverage.rules - coverage.leads['none']:,} runbook_url"
    lines = [
        f"{counted(alerts, 'alert')}{rules} in {of_files}{left}",
        *_rows((
            (coverage.known, "known to the book, by name or by address" + _kinds(coverage.alerts)),
            (coverage.elsewhere, "only with an address, which was not looked at"),
            (coverage.without_help, "of which nothing says what to do"),
        ), of=alerts),
        f"{urls} in {counted(coverage.rules, 'rule')}",
        *_rows((
            (coverage.leads["here"], "into this site"),
            (coverage.leads["elsewhere"], "elsewhere" if coverage.roots else _NO_ADDRESS),
            (coverage.leads["varies"], "depending on labels"),
            (coverage.leads["nowhere"], "nowhere"),
        )),
        f"{counted(coverage.runbooks, 'runbook')}, {len(coverage.idle):,} of which no alert leads to",
    ]  # fmt: skip
    if coverage.unknown:
        past = sum(alert.past for alert in coverage.unknown)
        only = f", {past:,} of them in incidents only" if past else ""
        lines.append(f"{counted(len(coverage.unknown), 'alert')} in the book that no rule has{only}")
    lines.append(f"{tally(findings)}." if findings else "Nothing is to be put right.")
    return "\n".join(lines)


_NO_ADDRESS = "elsewhere: no `site_url` says which addresses are this site's"


def _rows(rows: Iterable[tuple[int, str]], *, of: int = 0) -> list[str]:
    """Return a line for each number that is not 0, with its share where it has one."""
    return [f"{number:>6,}  {f'{percent(number / of):>5}  ' if of else ''}{said}" for number, said in rows if number]


def _kinds(alerts: Sequence[CoveredAlert]) -> str:
    counts = (
        (sum(bool(alert.links.runbooks) for alert in alerts), "by runbooks"),
        (sum(bool(alert.links.known_issues) for alert in alerts), "by known issues"),
        (sum(bool(alert.links.symptoms) for alert in alerts), "by symptoms"),
    )
    said = [f"{number:,} {by}" for number, by in counts if number]
    return f": {listed(said)}" if said else ""


def coverage_json(coverage: Coverage, findings: Sequence[Diagnostic]) -> str:
    """Write all of it as one JSON object."""
    said: Json = {
        "alerts": [_alert(alert) for alert in coverage.alerts],
        "unknown_alerts": [
            {"alert": one.name, "nearest": one.nearest or None, **asdict(one.links)} for one in coverage.unknown
        ],
        "runbooks_without_alert": [one.id for one in coverage.idle],
        "files": list(coverage.read.paths),
        "totals": {
            "alerts": len(coverage.alerts),
            "known": coverage.known,
            "elsewhere": coverage.elsewhere,
            "without_help": coverage.without_help,
            "ignored": coverage.ignored,
            "rules": coverage.rules,
            "runbooks": coverage.runbooks,
            "runbook_urls": {to: coverage.leads[to] for to in ("here", "elsewhere", "varies", "nowhere", "none")},
        },
        "findings": findings_values(findings),
    }
    return json.dumps(said, indent=2, ensure_ascii=False)


def _alert(alert: CoveredAlert) -> Json:
    known = {"alert": alert.name, "known": alert.known, "without_help": alert.without_help}
    return {**known, **asdict(alert.links), "rules": [_rule(one) for one in alert.rules]}


def _rule(one: Addressed) -> Json:
    rule, lead = one
    return {
        "path": rule.path,
        "line": rule.line,
        "column": rule.column,
        "group": rule.group,
        "severity": rule.severity or None,
        "runbook_url": rule.runbook_url or None,
        "leads": lead.to,
        "leads_to": lead.path or None,
        "why": lead.why or None,
        "instead": lead.instead or None,
    }
