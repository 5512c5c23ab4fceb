"""What pages say of other things: services, alerts, relations between articles, and addresses elsewhere."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from incidentbook.addresses import service_path
from incidentbook.articles import AffectedService, Article
from incidentbook.graph import Graph, Target
from incidentbook.policies import Policy
from incidentbook.views.service_names import ServiceNames

_SAID_HERE = {
    "duplicate_of": "Duplicate of",
    "continues": "Continues",
    "parent": "Part of",
    "caused_by": "Caused by",
    "superseded_by": "Superseded by",
    "related": "Related",
}
_SAID_THERE = {
    "duplicate_of": "Also reported as",
    "continues": "Continued by",
    "parent": "Includes",
    "caused_by": "Led to",
    "superseded_by": "Supersedes",
    "related": "Related",
    "mentions": "Mentioned in",
}
_LABELS = tuple(dict.fromkeys([*_SAID_HERE.values(), *_SAID_THERE.values()]))


class Severity(NamedTuple):
    """A severity as a badge shows it; the most severe has rank 1, one that is not on the scale rank 0."""

    word: str
    rank: int
    meaning: str


class ServiceMark(NamedTuple):
    """A service, its page, and what an article says of it."""

    name: str
    path: str
    said: str


class Alert(NamedTuple):
    """An alert and the runbooks that answer it."""

    name: str
    runbooks: tuple[Target, ...]


class Relation(NamedTuple):
    """Articles that stand in one relation to this one."""

    label: str
    targets: tuple[Target, ...]


class Elsewhere(NamedTuple):
    """Something outside the book; `address` is empty where there is nothing that a browser should follow."""

    label: str
    address: str


class Scale:
    """The severities of a policy, asked for by every incident."""

    def __init__(self, policy: Policy) -> None:
        """Number them, the most severe first."""
        self._known = {
            word: Severity(word, rank, meaning) for rank, (word, meaning) in enumerate(policy.severities.items(), 1)
        }

    def severity(self, word: str | None) -> Severity | None:
        """Return a severity with its place on the scale."""
        if word is None:
            return None
        return self._known.get(word) or Severity(word, 0, "")


def service_marks(services: Iterable[AffectedService], names: ServiceNames) -> tuple[ServiceMark, ...]:
    """Return the services that an article names, with what it says of each."""
    return tuple(
        ServiceMark(names.name(used.id), service_path(names.key(used.id)), _said_of(used)) for used in services
    )


def _said_of(used: AffectedService) -> str:
    said = [] if used.role == "affected" else [{"cause": "the cause", "at-risk": "at risk"}[used.role]]
    if used.level is not None and not (used.role == "at-risk" and used.level == "at-risk"):
        said.append({"none": "not impaired", "at-risk": "at risk"}.get(used.level, used.level))
    if used.share is not None:
        said.append(f"{used.share * 100:.3g} %")
    if used.region is not None:
        said.append(used.region)
    return ", ".join(said)


class Alerts:
    """The alerts of a book, asked for by every article that names one."""

    def __init__(self, graph: Graph) -> None:
        """Look up which runbooks answer each."""
        self._known = {
            name: Alert(name, tuple(graph.targets[one] for one in links.runbooks))
            for name, links in graph.alerts.items()
        }

    def listed(self, names: Iterable[str]) -> tuple[Alert, ...]:
        """Return alerts, each once."""
        return tuple(self._known.get(name) or Alert(name, ()) for name in dict.fromkeys(names))


def targets_of(names: Iterable[str], graph: Graph) -> tuple[Target, ...]:
    """Return what names lead to, without those that lead nowhere."""
    return tuple(graph.targets[name] for name in names if name in graph.targets)


def relations_of(article: Article[Any], graph: Graph, shown: Iterable[Target | None] = ()) -> tuple[Relation, ...]:
    """Return how other articles relate to this one, whichever of the two says so.

    What the page shows already need not be listed for a mere mention.
    """
    paths = {target.path for target in shown if target is not None}
    found: dict[str, dict[str, Target]] = defaultdict(dict)
    seen = {article.path}
    for key, label in _SAID_HERE.items():
        value = getattr(article.fields, key, None)
        if not value:
            continue
        for target in targets_of((value,) if isinstance(value, str) else value, graph):
            if target.path not in seen:
                found[label][target.path] = target
                seen.add(target.path)
    for backlink in graph.backlinks.get(article.path, ()):
        if backlink.relation == "mentions" and backlink.target.path in paths:
            continue
        if backlink.target.path not in seen:
            found[_SAID_THERE[backlink.relation]][backlink.target.path] = backlink.target
            seen.add(backlink.target.path)
    if not found:
        return ()
    return tuple(Relation(label, tuple(found[label].values())) for label in _LABELS if label in found)


def elsewhere(said: str, title: str = "") -> Elsewhere:
    """Return a reference as an author wrote it: an address to follow, or a name such as `PAY-311`."""
    try:
        parts = urlsplit(said)
    except ValueError:
        return Elsewhere(title or said, "")
    if parts.scheme not in ("http", "https", "mailto"):
        return Elsewhere(title or said, "")
    if parts.scheme == "mailto":
        return Elsewhere(title or parts.path, said)
    host, pieces = parts.netloc.removeprefix("www."), [piece for piece in parts.path.split("/") if piece]
    short = "/".join([host, *pieces]) if len(pieces) < 3 else "/".join([host, "…", *pieces[-2:]])
    return Elsewhere(title or short or said, said)
