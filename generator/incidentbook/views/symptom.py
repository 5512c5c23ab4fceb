"""The page of a symptom, in its own file or described in a known issue: what it turned out to be, and what fixed it."""

from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any, NamedTuple

from incidentbook.addresses import SYMPTOMS
from incidentbook.articles import Article
from incidentbook.evidence import fixes_of_symptom
from incidentbook.freshness import freshness
from incidentbook.graph import SymptomNode, Target
from incidentbook.instants import Instant
from incidentbook.kinds.incident.model import Incident
from incidentbook.kinds.symptom.model import Symptom
from incidentbook.views.bodies import introduction_and_rest
from incidentbook.views.details import extra_of, links_of
from incidentbook.views.excerpts import opening_of
from incidentbook.views.references import (
    Alerts,
    Relation,
    Scale,
    Severity,
    relations_of,
    targets_of,
)
from incidentbook.views.service_names import ServiceNames
from incidentbook.views.track_record import TrackRecord, article_target, track_record
from incidentbook.views.view import Shown, View, body_depends, body_of

_SECTIONS = {"known-issue": "workaround", "runbook": "mitigation"}


class Showing(NamedTuple):
    """An incident that showed the symptom, and what it was a case of."""

    at: Instant | None
    incident: Target
    severity: Severity | None
    issues: tuple[Target, ...]


def views(shown: Shown) -> Iterator[View]:
    """Yield a view for every symptom."""
    makers = _Makers(shown)
    written = {article.path: article for article in shown.book.symptoms}
    for node in shown.graph.symptoms.values():
        article = written.pop(node.path, None)
        yield makers.view(node, article)
    for article in written.values():  # another one has its name: the page is there all the same
        fields = article.fields
        yield makers.view(
            SymptomNode(article.id, article.title, article.path, fields.signatures, fields.alerts, (), None), article
        )


class _Makers:
    def __init__(self, shown: Shown) -> None:
        self._shown = shown
        self._names = ServiceNames(shown.book)
        self._scale, self._alerts = Scale(shown.book.policy), Alerts(shown.graph)
        self._statuses = {issue.id: issue.fields.status for issue in shown.book.known_issues}
        self._articles: dict[str, Article[Any]] = {
            one.path: one for one in (*shown.book.known_issues, *shown.book.runbooks)
        }

    def view(self, node: SymptomNode, article: Article[Symptom] | None) -> View:
        shown, graph = self._shown, self._shown.graph
        window = shown.settings.repeat_window_days
        evidence = fixes_of_symptom(node.name, graph, repeat_window_days=window)
        showing = graph.incidents_by_symptom.get(node.name, ())
        records = tuple(track_record(one, of=len(showing)) for one in evidence)
        way_out = self._way_out(node, records)
        return View(
            path=node.path,
            template="symptom.jinja",
            title=node.title,
            values={
                "name": node.name,
                "signatures": node.signatures,
                "alerts": self._alerts.listed(node.alerts),
                "services": tuple(self._names.linked(dict.fromkeys(node.services))),
                "issue": graph.targets.get(node.issue or ""),
                "records": tuple((record, self._statuses.get(record.target.name, "")) for record in records),
                "window": window,
                # Where it may be one of several issues, a reader must first find out which.
                "tell_apart": sum(record.target.kind == "known-issue" for record in records) > 1,
                "way_out": article_target(way_out) if way_out is not None else None,
                "showing": tuple(
                    Showing(
                        one.fields.earliest,
                        article_target(one),
                        self._scale.severity(one.fields.severity),
                        targets_of((said.id for said in one.fields.known_issues if said.link == "confirmed"), graph),
                    )
                    for one in showing
                ),
                "relations": self._relations(article, showing, records) if article is not None else (),
            },
            texts=partial(_texts, node, article, way_out, shown),
            depends=(
                *(body_depends(article, graph) if article is not None else ()),
                *(body_depends(way_out, graph) if way_out is not None else ()),
            ),
            section=SYMPTOMS,
            article=article is not None,
        )  # fmt: skip

    def _relations(
        self, article: Article[Symptom], showing: Iterable[Article[Incident]], records: Iterable[TrackRecord]
    ) -> tuple[Relation, ...]:
        shown_above = [*map(article_target, showing), *(record.target for record in records)]
        return relations_of(article, self._shown.graph, shown_above)

    def _way_out(self, node: SymptomNode, records: tuple[TrackRecord, ...]) -> Article[Any] | None:
        """Return the article with the fix that the evidence puts first, else the one that describes the symptom."""
        paths = [record.target.path for record in records]
        if node.issue is not None:
            paths.append(self._shown.graph.targets[node.issue].path)
        return next((self._articles[path] for path in paths if path in self._articles), None)


def _texts(
    node: SymptomNode, article: Article[Symptom] | None, way_out: Article[Any] | None, shown: Shown
) -> dict[str, Any]:
    texts: dict[str, Any] = {
        "introduction": "", "body": "",
        "freshness": freshness(None, None, None), "links": (), "extra": (), "opening": "", "complete": False,
    }  # fmt: skip
    if article is not None:
        fields = article.fields
        introduction, body = introduction_and_rest(body_of(article, shown.graph, without=article.id), article.kind)
        texts |= {
            "introduction": introduction,
            "body": body,
            "freshness": freshness(fields.owner, fields.last_reviewed, fields.review_in),
            "links": links_of(fields),
            "extra": extra_of(fields),
        }
    if way_out is not None:
        opening, complete = opening_of(way_out, _SECTIONS[way_out.kind], node.path, shown.graph)
        texts |= {"opening": opening, "complete": complete}
    return texts
