"""The page of a maintenance: the announced window, the real one, and by how much they differ."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any, NamedTuple

from incidentbook.addresses import MAINTENANCE
from incidentbook.articles import Article
from incidentbook.instants import Instant
from incidentbook.kinds.maintenance.model import Maintenance, Window
from incidentbook.views.details import extra_of, links_of
from incidentbook.views.maintenance_excuses import MaintenanceExcuses
from incidentbook.views.milestones import SAME, between
from incidentbook.views.references import relations_of, service_marks
from incidentbook.views.service_names import ServiceNames
from incidentbook.views.time_axis import number
from incidentbook.views.view import Shown, View, body_depends, body_of


class Stretch(NamedTuple):
    """A window of time as the table and the figure show it."""

    name: str
    begin: Instant | None
    end: Instant | None
    length: str
    x: str
    """On the axis that both windows share, in percent; empty where it cannot be drawn."""
    width: str


def views(shown: Shown) -> Iterator[View]:
    """Yield a view for every maintenance."""
    names = ServiceNames(shown.book)
    excuses = MaintenanceExcuses(shown, names)
    for article in shown.book.maintenance:
        yield View(
            path=article.path,
            template="maintenance.jinja",
            title=article.title,
            values={
                "id": article.id,
                "services": service_marks(article.fields.services, names),
                "relations": relations_of(article, shown.graph),
            },
            texts=partial(_texts, article, shown, excuses),
            depends=(*body_depends(article, shown.graph), *excuses.depends(article)),
            section=MAINTENANCE,
            article=True,
        )


def _texts(article: Article[Maintenance], shown: Shown, excuses: MaintenanceExcuses) -> dict[str, Any]:
    fields = article.fields
    return {
        "maintenance": fields,
        "windows": windows_of((("Planned", fields.planned), ("Actual", fields.actual))),
        "overrun": overrun_of(fields),
        "excused": excuses.of(article),
        "links": links_of(fields),
        "extra": extra_of(fields),
        "body": body_of(article, shown.graph, without=article.id),
    }


def windows_of(named: Sequence[tuple[str, Window]]) -> tuple[Stretch, ...]:
    """Return the windows of which anything is known, drawn to one scale."""
    known = [(name, window) for name, window in named if window.from_ is not None or window.to is not None]
    whole = [
        (window.from_.earliest.timestamp(), window.to.latest.timestamp())
        for _, window in known
        if window.from_ is not None and window.to is not None
    ]
    start, end = min((begin for begin, _ in whole), default=0.0), max((end for _, end in whole), default=0.0)
    stretches = []
    for name, window in known:
        x = width = length = ""
        if window.from_ is not None and window.to is not None:
            length = between(window.from_, window.to)
            begin, finish = window.from_.earliest.timestamp(), window.to.latest.timestamp()
            if end > start and finish > begin:
                x, width = number((begin - start) / (end - start) * 100), number((finish - begin) / (end - start) * 100)
        stretches.append(Stretch(name, window.from_, window.to, length, x, width))
    return tuple(stretches)


def overrun_of(maintenance: Maintenance) -> str:
    """Say by how much it took longer than announced, or nothing where it did not or nobody knows."""
    planned, actual = maintenance.planned.to, maintenance.actual.to
    if planned is None or actual is None or actual.earliest.timestamp() <= planned.latest.timestamp():
        return ""
    late = between(planned, actual)
    return "" if late == SAME else late
