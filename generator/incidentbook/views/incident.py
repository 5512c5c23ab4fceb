"""The page of an incident: what it was, what was seen before, what worked, and the report itself."""

from collections.abc import Iterator
from functools import partial
from typing import Any, NamedTuple

from incidentbook.addresses import INCIDENTS
from incidentbook.articles import Article
from incidentbook.graph import Graph, Target
from incidentbook.kinds.incident.model import FixOutcome, Incident
from incidentbook.views.bodies import with_marked_times
from incidentbook.views.details import details_of, extra_of, links_of
from incidentbook.views.hub import said_date
from incidentbook.views.incident_figures import figures_of
from incidentbook.views.milestone_bar import bar_of
from incidentbook.views.milestones import moments_of
from incidentbook.views.references import (
    Alerts,
    Scale,
    elsewhere,
    relations_of,
    service_marks,
)
from incidentbook.views.seen_before import Histories
from incidentbook.views.service_names import ServiceNames
from incidentbook.views.similar_incidents import Likeness, Likenesses
from incidentbook.views.track_record import took_text
from incidentbook.views.verdict_grounds import VerdictGrounds
from incidentbook.views.view import Shown, View, body_depends, body_of


class SeenSymptom(NamedTuple):
    """A symptom that the incident showed; `page` is none for a name that leads nowhere."""

    name: str
    page: Target | None
    incidents: int
    """How many incidents showed it, this one included."""


class Used(NamedTuple):
    """A runbook that was followed."""

    runbook: Target
    fix: FixOutcome | None
    took: str


def views(shown: Shown) -> Iterator[View]:
    """Yield a view for every incident."""
    names = ServiceNames(shown.book)
    histories = Histories(shown.graph, {issue.id: issue.fields.status for issue in shown.book.known_issues})
    graph, scale, alerts = shown.graph, Scale(shown.book.policy), Alerts(shown.graph)
    grounds, likenesses = VerdictGrounds(shown), Likenesses(shown, names)
    for article in shown.book.incidents:
        fields = article.fields
        issues, suspected = histories.seen(article)
        symptoms, runbooks = _symptoms(fields, graph), _runbooks(fields, graph)
        running = grounds.running(article)
        shown_above = [
            *(target for seen in issues for target in (seen.issue, seen.previous_report, seen.following_report)),
            *suspected, *(symptom.page for symptom in symptoms), *(used.runbook for used in runbooks),
        ]  # fmt: skip
        relations = relations_of(article, graph, shown_above)
        likeness = likenesses.of(article, relations, shown_above)
        yield View(
            path=article.path,
            template="incident.jinja",
            title=article.title,
            values={
                "id": article.id,
                "severity": scale.severity(fields.severity),
                "severities": tuple((one.at, scale.severity(one.severity)) for one in fields.severity_history),
                "services": service_marks(fields.services, names),
                "issues": issues,
                "suspected": suspected,
                "symptoms": symptoms,
                "alerts": alerts.listed(fields.alerts),
                "runbooks": runbooks,
                "relations": relations,
            },
            texts=partial(_texts, article, shown, grounds, likenesses, likeness),
            depends=(*body_depends(article, graph), *grounds.of(article, running=running), *likeness.depends),
            section=INCIDENTS,
            article=True,
            description=fields.impact.summary if fields.impact is not None else "",
            extra={"as_of": said_date(shown)} if running else {},
        )


def _symptoms(fields: Incident, graph: Graph) -> tuple[SeenSymptom, ...]:
    return tuple(
        SeenSymptom(name, graph.targets.get(name), len(graph.incidents_by_symptom.get(name, ())))
        for name in fields.symptoms
    )


def _runbooks(fields: Incident, graph: Graph) -> tuple[Used, ...]:
    return tuple(
        Used(graph.targets[used.id], used.fix, took_text(used.took))
        for used in fields.runbooks
        if used.id in graph.targets
    )


def _texts(
    article: Article[Incident], shown: Shown, grounds: VerdictGrounds, likenesses: Likenesses, likeness: Likeness
) -> dict[str, Any]:
    fields = article.fields
    moments = moments_of(fields, article.from_timeline)
    return {
        "incident": fields,
        "moments": moments,
        "bar": bar_of(fields, moments),
        "figures": figures_of(article, shown, grounds),
        "actions": tuple((action, elsewhere(action.ref) if action.ref else None) for action in fields.actions),
        "details": details_of(fields),
        "links": links_of(fields),
        "extra": extra_of(fields),
        **likenesses.texts(article, likeness),
        "body": with_marked_times(body_of(article, shown.graph, without=article.id), article.kind),
    }
