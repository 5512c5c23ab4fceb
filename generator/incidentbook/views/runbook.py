"""The page of a runbook: what it is for, how it has done, and the steps."""

from collections.abc import Iterator
from functools import partial
from typing import Any, NamedTuple

from incidentbook.addresses import RUNBOOKS
from incidentbook.articles import Article
from incidentbook.evidence import Trial, weigh
from incidentbook.freshness import freshness
from incidentbook.graph import Target
from incidentbook.instants import Instant
from incidentbook.kinds.incident.model import FixOutcome
from incidentbook.kinds.runbook.model import Runbook
from incidentbook.views.details import extra_of, links_of
from incidentbook.views.references import Alerts, Scale, Severity, relations_of, service_marks, targets_of
from incidentbook.views.service_names import ServiceNames
from incidentbook.views.track_record import article_target, timed_successes, took_text, track_record
from incidentbook.views.view import Shown, View, body_depends, body_of


class Use(NamedTuple):
    """An incident in which the runbook was followed."""

    at: Instant | None
    incident: Target
    severity: Severity | None
    fix: FixOutcome | None
    took: str


def views(shown: Shown) -> Iterator[View]:
    """Yield a view for every runbook."""
    names, scale, alerts = ServiceNames(shown.book), Scale(shown.book.policy), Alerts(shown.graph)
    graph = shown.graph
    for article in shown.book.runbooks:
        fields = article.fields
        uses = graph.uses.get(article.id, ())
        issues = tuple(article_target(issue) for issue in graph.issues_by_runbook.get(article.id, ()))
        symptoms = targets_of(fields.symptoms, graph)
        shown_above = [*(article_target(use.incident) for use in uses), *issues, *symptoms]
        trials = [Trial(use.incident, use.use.fix, use.use.took) for use in reversed(uses)]
        record = weigh(article_target(article), trials, repeat_window_days=shown.settings.repeat_window_days)
        yield View(
            path=article.path,
            template="runbook.jinja",
            title=article.title,
            values={
                "id": article.id,
                "path": article.path,
                "services": service_marks(fields.services, names),
                "alerts": alerts.listed(fields.alerts),
                "symptoms": symptoms,
                "issues": issues,
                "record": track_record(record, timed=timed_successes(trials)),
                "uses": tuple(
                    Use(
                        use.incident.fields.earliest,
                        article_target(use.incident),
                        scale.severity(use.incident.fields.severity),
                        use.use.fix,
                        took_text(use.use.took),
                    )
                    for use in uses
                ),
                "relations": relations_of(article, graph, shown_above),
            },
            texts=partial(_texts, article, shown),
            depends=body_depends(article, graph),
            section=RUNBOOKS,
            article=True,
        )


def _texts(article: Article[Runbook], shown: Shown) -> dict[str, Any]:
    fields = article.fields
    return {
        "freshness": freshness(fields.owner, fields.last_reviewed, fields.review_in),
        "links": links_of(fields),
        "extra": extra_of(fields),
        "body": body_of(article, shown.graph, without=article.id),
    }
