"""From a book to its graph: every reference resolved, readable from both ends, and what leads nowhere reported."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

from incidentbook.articles import Article, Services
from incidentbook.book import Book, Finding, Location
from incidentbook.collector import resting
from incidentbook.graph import (
    AlertLinks,
    Backlink,
    Graph,
    Occurrence,
    ServiceLinks,
    SymptomNode,
    Use,
)
from incidentbook.kinds import KINDS
from incidentbook.kinds.incident.model import Incident
from incidentbook.names import Names
from incidentbook.parsing import symptom_name
from incidentbook.prose import prose_links

Value = TypeVar("Value")
_RELATIONS = ("duplicate_of", "continues", "parent", "caused_by", "superseded_by")


@resting()
def link(book: Book) -> Graph:
    """Resolve every reference of a book."""
    names = Names(book)
    findings = list(names.findings)
    symptoms = _symptoms(book, names)
    occurrences: dict[str, list[Occurrence]] = defaultdict(list)
    suspected: dict[str, list[Article[Incident]]] = defaultdict(list)
    incidents_by_symptom: dict[str, list[Article[Incident]]] = defaultdict(list)
    uses: dict[str, list[Use]] = defaultdict(list)
    newest = sorted(book.incidents, key=_newest_first)
    for article in newest:
        fields = article.fields
        for name in names.resolve(article, "symptom", _named(("symptoms",), fields.symptoms), findings):
            incidents_by_symptom[name].append(article)
        for position, said in enumerate(fields.known_issues):
            location: Location = ("known_issues", position)
            for name in names.resolve(article, "known-issue", [(location, said.id)], findings):
                if said.link == "suspected":
                    suspected[name].append(article)
                elif fields.duplicate_of is None and fields.continues is None:
                    occurrences[name].append(Occurrence(fields.earliest, article, said.fix, said.took))
        for position, used in enumerate(fields.runbooks):
            for name in names.resolve(article, "runbook", [(("runbooks", position), used.id)], findings):
                uses[name].append(Use(article, used))
    issues_by_symptom: dict[str, list[Article[Any]]] = defaultdict(list)
    symptoms_by_issue: dict[str, list[SymptomNode]] = defaultdict(list)
    issues_by_runbook: dict[str, list[Article[Any]]] = defaultdict(list)
    for issue in book.known_issues:
        for position, symptom in enumerate(issue.fields.symptoms):
            wanted = symptom_name(issue.id, symptom)
            for name in names.resolve(issue, "symptom", [(("symptoms", position), wanted)], findings):
                issues_by_symptom[name].append(issue)
                symptoms_by_issue[issue.id].append(symptoms[name])
        for name in names.resolve(issue, "runbook", _named(("runbooks",), issue.fields.runbooks), findings):
            issues_by_runbook[name].append(issue)
        for unreported in issue.fields.occurrences:
            occurrences[issue.id].append(Occurrence(unreported.at, None, None, None, unreported.lasted, unreported.ref))
    runbooks_by_symptom: dict[str, list[Article[Any]]] = defaultdict(list)
    for runbook in book.runbooks:
        for name in names.resolve(runbook, "symptom", _named(("symptoms",), runbook.fields.symptoms), findings):
            runbooks_by_symptom[name].append(runbook)
    text = prose_links(book, names)
    findings += text.findings
    return Graph(
        targets=names.targets,
        symptoms=symptoms,
        occurrences=_frozen(occurrences, key=lambda occurrence: occurrence.order),
        suspected=_frozen(suspected),
        incidents_by_symptom=_frozen(incidents_by_symptom),
        issues_by_symptom=_frozen(issues_by_symptom),
        symptoms_by_issue=_frozen(symptoms_by_issue),
        runbooks_by_symptom=_frozen(runbooks_by_symptom),
        issues_by_runbook=_frozen(issues_by_runbook),
        uses=_frozen(uses),
        services=_services(book, names, symptoms, newest, findings),
        alerts=_alerts(book, symptoms, newest),
        backlinks=_backlinks(book, names, text.mentions, findings),
        attachments=text.attachments,
        findings=tuple(findings),
    )


def _symptoms(book: Book, names: Names) -> dict[str, SymptomNode]:
    nodes = {}
    for article in book.symptoms:
        fields = article.fields
        if names.targets[article.id].path == article.path:
            services = tuple(names.service(used.id) for used in fields.services)
            nodes[article.id] = SymptomNode(
                article.id, article.title, article.path, fields.signatures, fields.alerts, services, None
            )
    for issue in book.known_issues:
        for symptom in issue.fields.symptoms:
            name = symptom_name(issue.id, symptom)
            if symptom.text is not None and name not in nodes:
                used = symptom.services or issue.fields.services
                nodes[name] = SymptomNode(
                    name, symptom.text, names.targets[name].path, symptom.signatures, symptom.alerts,
                    tuple(names.service(one.id) for one in used), issue.id,
                )  # fmt: skip
    return dict(sorted(nodes.items()))


def _services(
    book: Book,
    names: Names,
    symptoms: dict[str, SymptomNode],
    newest: Sequence[Article[Incident]],
    findings: list[Finding],
) -> dict[str, ServiceLinks]:
    def by_service(articles: Iterable[Article[Any]]) -> dict[str, list[Article[Any]]]:
        found: dict[str, list[Article[Any]]] = defaultdict(list)
        for article in articles:
            services: Services = article.fields.services
            for position, used in enumerate(services):
                name = names.checked_service(article, ("services", position), used.id, findings)
                if not found[name] or found[name][-1] is not article:
                    found[name].append(article)
        return found

    for name, service in book.services.items():
        for position, needed in enumerate(service.depends_on):
            if names.service(needed) not in book.services:
                location = (name, "depends_on", position)
                findings.append(names.unknown_service("services.yml", location, needed))
    incidents, issues = by_service(newest), by_service(book.known_issues)
    runbooks, maintenance = by_service(book.runbooks), by_service(book.maintenance)
    by_service(book.symptoms)  # for what it reports; symptoms described in place count too
    seen: dict[str, list[SymptomNode]] = defaultdict(list)
    for node in symptoms.values():
        for name in dict.fromkeys(node.services):
            seen[name].append(node)
    dependants: dict[str, list[str]] = defaultdict(list)
    for name, service in book.services.items():
        for needed in service.depends_on:
            dependants[names.service(needed)].append(name)
    everything = {*book.services, *incidents, *issues, *runbooks, *maintenance, *seen}
    return {
        name: ServiceLinks(
            incidents=tuple(incidents.get(name, ())),
            known_issues=tuple(issues.get(name, ())),
            runbooks=tuple(runbooks.get(name, ())),
            maintenance=tuple(maintenance.get(name, ())),
            symptoms=tuple(seen.get(name, ())),
            dependants=tuple(dependants.get(name, ())),
        )
        for name in sorted(everything)
    }


def _alerts(book: Book, symptoms: dict[str, SymptomNode], newest: Sequence[Article[Incident]]) -> dict[str, AlertLinks]:
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for node in symptoms.values():
        for alert in node.alerts:
            found[alert]["symptoms"].append(node.name)
    for field, articles in (
        ("known_issues", book.known_issues),
        ("runbooks", book.runbooks),
        ("incidents", newest),
    ):
        for article in articles:
            for alert in article.fields.alerts:
                found[alert][field].append(article.id)
    return {
        alert: AlertLinks(**{field: tuple(dict.fromkeys(names)) for field, names in found[alert].items()})
        for alert in sorted(found)
    }


def _backlinks(
    book: Book, names: Names, mentions: dict[str, list[str]], findings: list[Finding]
) -> dict[str, tuple[Backlink, ...]]:
    found: dict[str, dict[str, Backlink]] = defaultdict(dict)
    for article in book.articles():
        source = names.target_of(article)
        related = _named(("related",), getattr(article.fields, "related", ()))
        said = [("related", entry) for entry in related]
        for key in _RELATIONS:
            value = getattr(article.fields, key, None)
            if value is not None:
                said.append((key, ((key,), value)))
        for relation, entry in said:
            for name in names.resolve(article, None, [entry], findings):
                path = names.targets[name].path
                found[path].setdefault(source.path, Backlink(source, relation))
        for path in mentions.get(article.path, ()):
            if path != article.path:
                found[path].setdefault(source.path, Backlink(source, "mentions"))
    return {
        path: tuple(sorted(links.values(), key=lambda one: (KIND_ORDER.get(one.target.kind, 9), one.target.path)))
        for path, links in sorted(found.items())
    }


KIND_ORDER = {name: position for position, name in enumerate(KINDS)}


def _named(location: Location, values: Sequence[str]) -> list[tuple[Location, str]]:
    return [((*location, position), value) for position, value in enumerate(values)]


def _newest_first(article: Article[Incident]) -> tuple[float, str]:
    earliest = article.fields.earliest
    return (-earliest.earliest.timestamp() if earliest is not None else float("inf"), article.path)


def _frozen(
    mapping: dict[str, list[Value]], *, key: Callable[[Value], Any] | None = None
) -> dict[str, tuple[Value, ...]]:
    return {
        name: tuple(sorted(values, key=key) if key is not None else values) for name, values in sorted(mapping.items())
    }
