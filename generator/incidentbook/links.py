"""From a book to its graph: every reference resolved, readable from both ends, and what leads nowhere reported."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

from incidentbook.addresses import alias_findings, page_paths
from incidentbook.articles import Article
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
from incidentbook.kinds.known_issue.model import KnownIssue
from incidentbook.kinds.runbook.model import Runbook
from incidentbook.names import Names
from incidentbook.parsing import symptom_name
from incidentbook.prose import prose_links

Value = TypeVar("Value")
Named = Sequence[tuple[Location, str]]
# By kind: the keys that relate an article to others, and the kinds that these may be; none for any.
_RELATED: tuple[tuple[str, tuple[str, ...]], ...] = (("related", ()),)
_RELATIONS: dict[str, tuple[tuple[str, tuple[str, ...]], ...]] = {
    "incident": (
        *_RELATED,
        ("duplicate_of", ("incident",)),
        ("continues", ("incident",)),
        ("parent", ("incident",)),
        ("caused_by", ("incident", "maintenance")),
    ),
    "known-issue": (*_RELATED, ("superseded_by", ("known-issue",))),
}


class _Found:
    """What the articles of a book say of one another, collected in the order of the book."""

    def __init__(self) -> None:
        self.findings: list[Finding] = []
        self.occurrences: dict[str, list[Occurrence]] = defaultdict(list)
        self.suspected: dict[str, list[Article[Incident]]] = defaultdict(list)
        self.incidents_by_symptom: dict[str, list[Article[Incident]]] = defaultdict(list)
        self.uses: dict[str, list[Use]] = defaultdict(list)
        self.issues_by_symptom: dict[str, list[Article[KnownIssue]]] = defaultdict(list)
        self.symptoms_by_issue: dict[str, list[SymptomNode]] = defaultdict(list)
        self.issues_by_runbook: dict[str, list[Article[KnownIssue]]] = defaultdict(list)
        self.runbooks_by_symptom: dict[str, list[Article[Runbook]]] = defaultdict(list)


@resting()
def link(book: Book) -> Graph:
    """Resolve every reference of a book."""
    names = Names(book)
    symptoms = _symptoms(book, names)
    found = _Found()
    newest = sorted(book.incidents, key=_newest_first)
    for article in newest:
        _add_incident(article, names, found)
    for issue in book.known_issues:
        _add_issue(issue, names, symptoms, found)
    for runbook in book.runbooks:
        said = _entries("symptoms", runbook.fields.symptoms)
        for name in names.resolve(runbook, ("symptom",), said, found.findings):
            found.runbooks_by_symptom[name].append(runbook)
    services = _services(book, names, symptoms, newest, found.findings)
    pages = page_paths(book, names.targets.values(), services)
    text = prose_links(book, names, pages)
    backlinks = _backlinks(book, names, text.mentions, found.findings)
    return Graph(
        targets=names.targets,
        symptoms=symptoms,
        occurrences=_frozen(found.occurrences, key=lambda occurrence: occurrence.order),
        suspected=_frozen(found.suspected),
        incidents_by_symptom=_frozen(found.incidents_by_symptom),
        issues_by_symptom=_frozen(found.issues_by_symptom),
        symptoms_by_issue=_frozen(found.symptoms_by_issue),
        runbooks_by_symptom=_frozen(found.runbooks_by_symptom),
        issues_by_runbook=_frozen(found.issues_by_runbook),
        uses=_frozen(found.uses),
        services=services,
        alerts=_alerts(book, symptoms, newest),
        backlinks=backlinks,
        attachments=text.attachments,
        findings=(*names.findings, *found.findings, *text.findings, *alias_findings(book, pages)),
    )


def _add_incident(article: Article[Incident], names: Names, found: _Found) -> None:
    fields = article.fields
    if fields.symptoms:
        for name in names.resolve(article, ("symptom",), _entries("symptoms", fields.symptoms), found.findings):
            found.incidents_by_symptom[name].append(article)
    if fields.known_issues:
        links = {link.id: link for link in reversed(fields.known_issues)}  # of two the first
        entries = _entries("known_issues", [link.id for link in fields.known_issues])
        for name in names.resolve(article, ("known-issue",), entries, found.findings):
            said = links[name]
            if said.link == "suspected":
                found.suspected[name].append(article)
            elif not fields.counted_elsewhere:
                found.occurrences[name].append(Occurrence(fields.earliest, article, said.fix, said.took))
    if fields.runbooks:
        uses = {use.id: use for use in reversed(fields.runbooks)}
        entries = _entries("runbooks", [use.id for use in fields.runbooks])
        for name in names.resolve(article, ("runbook",), entries, found.findings):
            found.uses[name].append(Use(article, uses[name]))


def _add_issue(issue: Article[KnownIssue], names: Names, symptoms: dict[str, SymptomNode], found: _Found) -> None:
    fields = issue.fields
    seen: dict[str, None] = {}
    for position, symptom in enumerate(fields.symptoms):
        name = symptom_name(issue.id, symptom)
        if symptom.text is None:
            entry = (("symptoms", position), name)
            seen.update(dict.fromkeys(names.resolve(issue, ("symptom",), [entry], found.findings, seen)))
        elif symptoms[name].issue == issue.id:
            seen[name] = None
    for name in seen:
        found.issues_by_symptom[name].append(issue)
        found.symptoms_by_issue[issue.id].append(symptoms[name])
    for name in names.resolve(issue, ("runbook",), _entries("runbooks", fields.runbooks), found.findings):
        found.issues_by_runbook[name].append(issue)
    for one in fields.occurrences:
        found.occurrences[issue.id].append(Occurrence(one.at, None, None, None, one.lasted, one.ref))


def _symptoms(book: Book, names: Names) -> dict[str, SymptomNode]:
    nodes = {}
    for article in book.symptoms:
        fields = article.fields
        if names.targets[article.id].path == article.path:
            services = tuple(book.service_key(used.id) for used in fields.services)
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
                    tuple(book.service_key(one.id) for one in used), issue.id,
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
            used = _entries("services", [one.id for one in article.fields.services])
            for name in _checked(article.path, used, names, findings):
                found[name].append(article)
        return found

    dependants: dict[str, list[str]] = defaultdict(list)
    for name, service in book.services.items():
        needed = [((name, *location), one) for location, one in _entries("depends_on", service.depends_on)]
        for key in _checked("services.yml", needed, names, findings):
            dependants[key].append(name)
    agreed = [("targets", at, one.service) for at, one in enumerate(book.policy.targets)]
    agreed += [("availability", at, one.service) for at, one in enumerate(book.policy.availability)]
    said = [((key, at), service) for key, at, service in agreed if service is not None]
    _checked("sla.yml", said, names, findings)
    incidents, issues = by_service(newest), by_service(book.known_issues)
    runbooks, maintenance = by_service(book.runbooks), by_service(book.maintenance)
    by_service(book.symptoms)  # for what it reports; symptoms described in place count too
    for issue in book.known_issues:
        for position, symptom in enumerate(issue.fields.symptoms):
            used = _entries("services", [one.id for one in symptom.services])
            _checked(issue.path, [(("symptoms", position, *at), one) for at, one in used], names, findings)
    seen: dict[str, list[SymptomNode]] = defaultdict(list)
    for node in symptoms.values():
        for name in dict.fromkeys(node.services):
            seen[name].append(node)
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


def _checked(path: str, used: Named, names: Names, findings: list[Finding]) -> list[str]:
    """Return the services that are named, each once; those that there are not are reported."""
    keys = (names.checked_service(path, location, name, findings) for location, name in used)
    return list(dict.fromkeys(keys))


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
        for relation, kinds in _RELATIONS.get(article.kind, _RELATED):
            said = getattr(article.fields, relation)
            if not said:
                continue
            entries = [((relation,), said)] if isinstance(said, str) else _entries(relation, said)
            for name in names.resolve(article, kinds, entries, findings):
                found[names.targets[name].path].setdefault(source.path, Backlink(source, relation))
        for path in mentions.get(article.path, ()):
            if path != article.path:
                found[path].setdefault(source.path, Backlink(source, "mentions"))
    return {
        path: tuple(sorted(links.values(), key=lambda one: (KIND_ORDER.get(one.target.kind, 9), one.target.path)))
        for path, links in sorted(found.items())
    }


KIND_ORDER = {name: position for position, name in enumerate(KINDS)}


def _entries(key: str, values: Sequence[str]) -> Named:
    """Return the values of a list with the location of each."""
    return [((key, position), value) for position, value in enumerate(values)]


def _newest_first(article: Article[Incident]) -> tuple[float, str]:
    earliest = article.fields.earliest
    return (-earliest.earliest.timestamp() if earliest is not None else float("inf"), article.path)


def _frozen(
    mapping: dict[str, list[Value]], *, key: Callable[[Value], Any] | None = None
) -> dict[str, tuple[Value, ...]]:
    return {
        name: tuple(sorted(values, key=key) if key is not None else values) for name, values in sorted(mapping.items())
    }
