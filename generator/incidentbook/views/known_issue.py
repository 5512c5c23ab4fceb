"""The page of a known issue: how to get out of it first, then how to tell it and how often it came back."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from incidentbook.addresses import KNOWN_ISSUES
from incidentbook.articles import Article
from incidentbook.evidence import trials_of_issue, weigh
from incidentbook.freshness import freshness
from incidentbook.graph import Graph, SymptomNode
from incidentbook.kinds.incident.model import Incident
from incidentbook.kinds.known_issue.model import KnownIssue
from incidentbook.recurrence import Cost, Lost, cost_of, recurrence_of, time_lost
from incidentbook.views.bodies import joined, parts_of
from incidentbook.views.details import extra_of, links_of
from incidentbook.views.occurrences import chart_of, fix_row, hours_lost, rows_of, summary_of
from incidentbook.views.references import Alerts, Scale, relations_of, service_marks, targets_of
from incidentbook.views.service_names import ServiceNames
from incidentbook.views.track_record import article_target, timed_successes, track_record
from incidentbook.views.view import Shown, View, body_depends, body_of

_FIRST = ("workaround", "permanent-fix")


def views(shown: Shown) -> Iterator[View]:
    """Yield a view for every known issue."""
    names, scale, alerts = ServiceNames(shown.book), Scale(shown.book.policy), Alerts(shown.graph)
    lost = time_lost(shown.book, shown.settings.durations)
    for article in shown.book.known_issues:
        yield _view(article, shown, names, scale, alerts, lost)


def _added_up_later(_: Article[Incident]) -> Cost | None:
    return None  # what each cost is a value of the page by itself, and added up when the page is made


def _view(
    article: Article[KnownIssue], shown: Shown, names: ServiceNames, scale: Scale, alerts: Alerts, lost: Lost
) -> View:
    fields, graph = article.fields, shown.graph
    occurrences = graph.occurrences.get(article.id, ())
    trials = trials_of_issue(occurrences)
    window = shown.settings.repeat_window_days
    record = weigh(article_target(article), trials, repeat_window_days=window)
    costs = tuple(cost_of(one, lost) for one in occurrences)
    recurrence = recurrence_of(occurrences, fields.fixes, _added_up_later)
    rows, fixes = rows_of(occurrences, recurrence, scale), tuple(fix_row(held) for held in recurrence.fixes)
    symptoms, runbooks = graph.symptoms_by_issue.get(article.id, ()), targets_of(fields.runbooks, graph)
    suspected = graph.suspected.get(article.id, ())
    shown_above = [
        *(row.incident for row in rows), *(article_target(one) for one in suspected),
        *(graph.targets[symptom.name] for symptom in symptoms), *runbooks,
    ]  # fmt: skip
    return View(
        path=article.path,
        template="known-issue.jinja",
        title=article.title,
        values={
            "id": article.id,
            "services": service_marks(fields.services, names),
            "symptoms": symptoms,
            "alerts": alerts.listed(_alerts(fields, symptoms)),
            "runbooks": runbooks,
            "superseded_by": graph.targets.get(fields.superseded_by or ""),
            "record": track_record(record, timed=timed_successes(trials)),
            "window": window,
            "rows": rows,
            "recurrence": summary_of(recurrence, rows),
            "fixes": fixes,
            "costs": costs,
            "suspected": tuple(
                (article_target(one), one.fields.earliest, scale.severity(one.fields.severity)) for one in suspected
            ),
            "relations": relations_of(article, graph, shown_above),
        },
        texts=partial(_texts, article, shown, rows, fixes, costs),
        depends=body_depends(article, graph),
        section=KNOWN_ISSUES,
        article=True,
    )


def _alerts(fields: KnownIssue, symptoms: tuple[SymptomNode, ...]) -> Iterator[str]:
    yield from fields.alerts
    for symptom in symptoms:
        yield from symptom.alerts


def _texts(article: Article[KnownIssue], shown: Shown, rows: Any, fixes: Any, costs: Any) -> dict[str, Any]:
    fields = article.fields
    return {
        "issue": fields,
        "chart": chart_of(rows, fixes),
        "lost": hours_lost(shown.graph.occurrences.get(article.id, ()), costs),
        "freshness": freshness(fields.owner, fields.last_reviewed, fields.review_in),
        "links": links_of(fields),
        "extra": extra_of(fields),
        **_body(article, shown.graph),
    }


def _body(article: Article[KnownIssue], graph: Graph) -> dict[str, str]:
    """Take the body apart into what stands before any heading, the ways out, and the rest."""
    body = body_of(article, graph, without=article.id)
    sections = parts_of(body, article.kind)
    if sections is None:
        return {"introduction": "", "way_out": "", "told": "", "rest": body}
    first = [section for name in _FIRST for section in sections if section.name == name]
    told = [section for section in sections if section.name == "symptoms"]
    rest = [section for section in sections if section.title and section not in first and section not in told]
    return {
        "introduction": joined(section for section in sections if not section.title),
        "way_out": joined(first),
        "told": joined(told),
        "rest": joined(rest),
    }
