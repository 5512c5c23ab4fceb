"""The page of a service: who owns it, what it hangs on, and everything the book knows about it."""

from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

from incidentbook.addresses import SERVICES, feed_paths, service_path
from incidentbook.graph import ServiceLinks, Target
from incidentbook.services import Service
from incidentbook.views.contacts import contacts_of
from incidentbook.views.hub import introduced, said_date
from incidentbook.views.incident_list import Rows
from incidentbook.views.maintenance_list import maintenance_row
from incidentbook.views.service_figures import ServiceFigures, service_figures
from incidentbook.views.service_names import ServiceNames
from incidentbook.views.view import Shown, View

NEWEST = 20


class IssueHere(NamedTuple):
    """A known issue of the service."""

    target: Target
    status: str
    here: int
    """Occurrences whose incident names this service."""
    everywhere: int


def views(shown: Shown) -> Iterator[View]:
    """Yield a page for every service of the catalogue and every other that an article names."""
    names = ServiceNames(shown.book)
    rows = Rows(shown)
    figures = service_figures(shown, names)
    written = {page.path: page for page in shown.book.pages if page.path.startswith("services/")}
    for key, links in shown.graph.services.items():
        view = _view(key, links, shown, names, rows, figures)
        yield introduced(view, written.get(view.path), shown)


def _view(
    key: str, links: ServiceLinks, shown: Shown, names: ServiceNames, rows: Rows, figures: ServiceFigures
) -> View:
    known = shown.book.services.get(key)
    service = known if known is not None else Service()
    name = names.name(key)
    here = {article.path for article in links.incidents}
    issues = [
        IssueHere(
            shown.graph.targets[issue.id],
            issue.fields.status,
            sum(one.incident is not None and one.incident.path in here for one in occurrences),
            len(occurrences),
        )
        for issue in links.known_issues
        for occurrences in (shown.graph.occurrences.get(issue.id, ()),)
    ]
    return View(
        path=service_path(key),
        template="service.jinja",
        title=name,
        values={
            "introduction": "",
            "key": key,
            "feeds": feed_paths(service_path(key)),
            "in_catalogue": known is not None,
            "description_text": service.description,
            "owner": service.owner or "",
            "tier": service.tier,
            "external": service.external,
            "aliases": service.aliases,
            "contacts": contacts_of(service),
            "needs": names.linked(service.depends_on),
            "dependants": names.linked(links.dependants),
            "incidents": tuple(rows.row(article) for article in links.incidents[:NEWEST]),
            "incident_count": len(links.incidents),
            "open_count": sum(article.fields.open for article in links.incidents),
            "issues": tuple(sorted(issues, key=lambda one: (-one.here, -one.everywhere, one.target.name))),
            "symptoms": tuple((node.path, node.title) for node in links.symptoms),
            "runbooks": tuple((one.path, one.id, one.title) for one in links.runbooks),
            "maintenance": tuple(maintenance_row(one, names) for one in links.maintenance),
        },
        texts=partial(figures.texts, key, links),
        depends=figures.depends(key, links),
        section=SERVICES,
        description=service.description or f"Everything known about {name}.",
        extra={"as_of": said_date(shown)} if figures.has(key, links) else {},
    )
