"""What is to be put right so that alerts and the book lead to one another, as findings with their places."""

from collections.abc import Iterable, Iterator

from incidentbook.book import Book, Finding, Location, placed
from incidentbook.coverage import Coverage, CoveredAlert, UnknownAlert
from incidentbook.diagnostics import Diagnostic, Severity, in_order
from incidentbook.kinds.known_issue.model import KnownIssue
from incidentbook.text import shortened

WITHOUT_HELP = "alert-without-runbook"
LEADS_NOWHERE = "runbook-url-leads-nowhere"
UNKNOWN = "unknown-alert"
IDLE = "runbook-without-alert"


def coverage_findings(book: Book, coverage: Coverage, folder: str) -> list[Diagnostic]:
    """Return what is to be put right, in order of place. `folder` is the book's, as its files are to be named.

    The codes of these findings are words: they are about files outside the book, too, and no comment silences them.
    """
    found = [*coverage.read.faults]
    for alert in coverage.alerts:
        found += _about_alert(alert)
    before = f"{folder.rstrip('/')}/" if folder not in ("", ".") else ""
    said = [*_about_unknown(book, coverage), *_about_idle(coverage)]
    severities: dict[str, Severity] = {UNKNOWN: "warning", IDLE: "note"}
    for one, line, column in placed(book, said):
        place = (f"{before}{one.path}", line, column)
        found.append(Diagnostic(*place, one.code, severities[one.code], one.message, one.hint))
    return in_order(found)


def _about_alert(alert: CoveredAlert) -> Iterator[Diagnostic]:
    for rule, lead in alert.rules:
        if lead.to == "nowhere":
            message = f"The `runbook_url` of `{shortened(alert.name)}` leads nowhere: {lead.why}"
            hint = f"Did you mean `{shortened(lead.instead, limit=200)}`?" if lead.instead else ""
            yield Diagnostic(rule.path, rule.url_line, rule.url_column, LEADS_NOWHERE, "error", message, hint)
    if alert.without_help and "nowhere" not in alert.leads:
        rule = alert.rules[0].rule
        message = f"Nothing says what to do about `{shortened(alert.name)}`"
        hint = "Name it under `alerts:` of a runbook, a known issue or a symptom, or give it a `runbook_url`."
        yield Diagnostic(rule.path, rule.line, rule.column, WITHOUT_HELP, "warning", message, hint)


def _about_unknown(book: Book, coverage: Coverage) -> Iterator[Finding]:
    """Yield a finding for each place that names an alert which no rule has, but for what tells of the past."""
    unknown = {alert.name: alert for alert in coverage.unknown if not alert.past}
    if not unknown:
        return
    articles = [(one.path, _of_issue(one.fields)) for one in book.known_issues]
    articles += [(one.path, _listed(one.fields.alerts)) for one in book.symptoms]
    articles += [(one.path, _listed(one.fields.alerts)) for one in book.runbooks]
    for path, named in articles:
        for location, name in named:
            if name in unknown:
                message = f"No rule has the alert `{shortened(name)}`"
                yield Finding(path, location, UNKNOWN, message, _hint(unknown[name]), value=name)


def _of_issue(fields: KnownIssue) -> Iterator[tuple[Location, str]]:
    """Yield the alerts of a known issue with their locations; one that is retired tells of the past."""
    if fields.status != "retired":
        for at, symptom in enumerate(fields.symptoms):
            yield from _listed(symptom.alerts, ("symptoms", at))
        yield from _listed(fields.alerts)


def _listed(alerts: Iterable[str], location: Location = ()) -> Iterator[tuple[Location, str]]:
    return (((*location, "alerts", position), name) for position, name in enumerate(alerts))


def _hint(alert: UnknownAlert) -> str:
    if alert.nearest:
        return f"Did you mean `{shortened(alert.nearest)}`?"
    return "Correct or delete it; the setting `coverage.ignore` leaves it out."


def _about_idle(coverage: Coverage) -> Iterator[Finding]:
    for runbook in coverage.idle:
        named = "no alert" if not runbook.fields.alerts else "no alert that a rule has"
        message = f"No alert leads to {runbook.id}: it names {named}, and no `runbook_url` leads here"
        yield Finding(runbook.path, ("alerts",), IDLE, message)
