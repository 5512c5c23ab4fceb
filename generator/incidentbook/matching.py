"""What pasted text has to do with a book: which known issues, symptoms and runbooks match, why, how to get out, and
which open incidents it may be a part of.

Certain are a signature, the name of an alert and an ID; what only resembles the text by its words comes after all of
these. An article that is found in several ways is one entry with several reasons.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal, NamedTuple, get_args

from incidentbook.articles import Article
from incidentbook.asking import Asking
from incidentbook.book import Book
from incidentbook.evidence import fixes_of_symptom
from incidentbook.graph import Graph, Target
from incidentbook.happening_now import OpenIncident, Shared, open_incidents
from incidentbook.kinds.known_issue.model import KnownIssue
from incidentbook.kinds.symptom.model import Symptom
from incidentbook.named_services import NamedServices
from incidentbook.pasted import Pasted
from incidentbook.resemblance import resemblance_to
from incidentbook.search_index import SearchIndex
from incidentbook.searchable import Searchable
from incidentbook.signatures import Signatures
from incidentbook.ways_out import WayOut, way_out

How = Literal["signature", "alert", "id", "supersedes", "phrase", "words"]
"""In which way an article was found, the most telling first."""
_HOW: dict[str, int] = {how: at for at, how in enumerate(get_args(How))}
_KINDS = ("known-issue", "symptom", "runbook", "incident")
"""Which of those that certainly match is said first."""
_NO_WORD = re.compile(r"[a-z0-9][A-Z]|[0-9_ -]|[A-Z]{2}")
"""What tells the name of an alert from a word that any text may have."""
NEVER_MORE = 100
"""Of those that only resemble: more than anybody reads."""


class Reason(NamedTuple):
    """Why an article is an entry."""

    how: How
    said: str = ""
    """The signature, the alert, the ID, the known issue that is superseded, or the words that stand in both."""
    line: int = 0
    """The line of what was pasted, from 1; 0 where there is none to name."""
    text: str = ""
    """That line."""

    @property
    def certain(self) -> bool:
        """Whether it is more than resemblance."""
        return self.how not in ("phrase", "words")

    @property
    def order(self) -> tuple[int, int, str]:
        """Sort key: the most telling first, then by line."""
        return _HOW[self.how], self.line, self.said


@dataclass(frozen=True)
class Entry:
    """An article that matches, or resembles what was pasted."""

    found: Searchable
    article: Article[Any] | None
    """None for a service and an ordinary page."""
    reasons: tuple[Reason, ...]
    """The most telling first."""
    score: float
    """By its words; comparable within one text, 0 where no word speaks for it."""
    services: tuple[str, ...] = ()
    """Keys of the services that it concerns."""
    ways_out: tuple[WayOut, ...] = ()
    """The best evidence first; an article's own before others that did as well."""
    instead: Target | None = None
    """The known issue that supersedes this one."""

    @property
    def certain(self) -> bool:
        """Whether more than resemblance speaks for it."""
        return self.reasons[0].certain

    @property
    def live(self) -> bool:
        """Whether it still holds: a known issue may be superseded or retired."""
        fields = self.article.fields if self.article is not None else None
        return self.instead is None and not (isinstance(fields, KnownIssue) and fields.status == "retired")

    @property
    def order(self) -> tuple[Any, ...]:
        """Sort key: certain matches by kind, whether they hold, reasons, evidence; then those that resemble."""
        kind, first = self.found.kind, self.reasons[0]
        if not self.certain:
            return 1, _HOW[first.how], -self.score, self.found.path
        evidence = self.ways_out[0].evidence if self.ways_out else None
        return (
            0,
            _KINDS.index(kind) if kind in _KINDS else len(_KINDS),
            not self.live,
            _HOW[first.how],
            -len(self.reasons),
            *((-evidence.score, -evidence.worked) if evidence is not None else (0, 0)),
            -self.score,
            self.found.path,
        )


class Matched(NamedTuple):
    """Everything that was found."""

    entries: tuple[Entry, ...]
    """Those that certainly match, then those that resemble."""
    open: tuple[OpenIncident, ...]
    """The nearest first."""
    services: tuple[str, ...]
    """Keys of the services that the text names."""


@dataclass(frozen=True)
class Matcher:
    """A book in which pasted text is looked for."""

    book: Book
    graph: Graph
    asking: Asking
    found: Mapping[str, Searchable]
    """Everything that can be found, by path."""
    index: SearchIndex
    """Of the same."""
    repeat_window_days: int

    def match(self, pasted: Pasted, question: str, allowed: Callable[[str], bool] | None = None) -> Matched:
        """Look for what was pasted; `question` is what of it is looked for by words, `allowed` tells what may be found.

        Open incidents are said whether or not they may be found.
        """
        reasons, scores = self._certain(pasted), {}
        similar, resembling = resemblance_to(question, self.index), 0
        for answer in self.asking.ask(question, allowed):
            scores[answer.path] = answer.score
            if answer.reason == "id":
                reasons[answer.path].append(Reason("id", self.found[answer.path].id))
            elif answer.path in reasons or resembling == NEVER_MORE:
                continue
            elif answer.reason == "phrase":
                reasons[answer.path].append(Reason("phrase"))
            elif answer.path in self._articles and (shared := similar.shared(self.index.slots[answer.path])):
                reasons[answer.path].append(Reason("words", ", ".join(shared)))
                resembling += 1
        self._lead_on(reasons)
        every = [
            self._entry(path, sorted(dict.fromkeys(why), key=lambda reason: reason.order), scores.get(path, 0.0))
            for path, why in reasons.items()
            if path in self.found
        ]
        services = NamedServices(self.book).keys(pasted.services)
        entries = sorted(
            (entry for entry in every if allowed is None or allowed(entry.found.path)), key=lambda entry: entry.order
        )
        return Matched(tuple(entries), tuple(open_incidents(self.book, _shared(every, services))), services)

    def _certain(self, pasted: Pasted) -> defaultdict[str, list[Reason]]:
        """Return by path what is certain."""
        reasons: defaultdict[str, list[Reason]] = defaultdict(list)
        for reason, paths in self._signatures(pasted):
            for path in paths:
                reasons[path].append(reason)
        for reason in self._alerts(pasted):
            for path in alert_leads(reason.said, self.graph):
                reasons[path].append(reason)
        return reasons

    def _signatures(self, pasted: Pasted) -> Iterator[tuple[Reason, tuple[str, ...]]]:
        """Yield where signatures match what was said, and those that match only as it was pasted."""
        as_pasted = self.asking.matches(pasted.whole) if pasted.whole else []
        lines = {found.match.signature: found.match.line for found in as_pasted}
        said = set()
        for match, _, paths in self.asking.matches(pasted.text):
            said.add(match.signature)
            line = pasted.line(match.line) or lines.get(match.signature, 0)
            yield Reason("signature", match.signature, line, match.text), paths
        for match, _, paths in as_pasted:
            if match.signature not in said:
                yield Reason("signature", match.signature, match.line, match.text), paths

    def _alerts(self, pasted: Pasted) -> Iterator[Reason]:
        """Yield the alerts that are named, and those whose name stands in the text and is no mere word."""
        known: dict[str, str] = {}
        for alert in self.graph.alerts:
            known.setdefault(alert.lower(), alert)
        distinct = Signatures(alert for alert in self.graph.alerts if _NO_WORD.search(alert))
        standing = {match.signature: match for match in distinct.found_in(pasted.text)}
        named = [known[alert.lower()] for alert in pasted.alerts if alert.lower() in known]
        for alert in dict.fromkeys([*named, *standing]):
            match = standing.get(alert)
            yield Reason("alert", alert, pasted.line(match.line), match.text) if match else Reason("alert", alert)

    def _lead_on(self, reasons: defaultdict[str, list[Reason]]) -> None:
        """Give what supersedes a known issue a reason, too."""
        for path, why in list(reasons.items()):
            newest = self._instead(path)
            first = min(why, key=lambda reason: reason.order)
            if newest is not None and first.certain:
                reasons[newest.path].append(first._replace(how="supersedes", said=self._articles[path].id))

    def _instead(self, path: str) -> Target | None:
        """Return the known issue at the end of those that supersede one another."""
        passed, newest = {path}, None
        while (article := self._articles.get(path)) is not None and isinstance(article.fields, KnownIssue):
            target = self.graph.targets.get(article.fields.superseded_by or "")
            if target is None or target.kind != "known-issue" or target.path in passed:
                break
            newest, path = target, target.path
            passed.add(path)
        return newest

    def _entry(self, path: str, reasons: Iterable[Reason], score: float) -> Entry:
        article = self._articles.get(path)
        if article is None:
            return Entry(self.found[path], None, tuple(reasons), score)
        used = getattr(article.fields, "services", ())
        return Entry(
            found=self.found[path],
            article=article,
            reasons=tuple(reasons),
            score=score,
            services=tuple(dict.fromkeys(self.book.service_key(service.id) for service in used)),
            ways_out=tuple(self._ways_out(article)),
            instead=self._instead(path),
        )

    def _ways_out(self, article: Article[Any]) -> list[WayOut]:
        if isinstance(article.fields, Symptom):
            # In the order of the evidence for this very symptom.
            fixes = fixes_of_symptom(article.id, self.graph, repeat_window_days=self.repeat_window_days)
            return self._described(fix.target.path for fix in fixes)
        runbooks = article.fields.runbooks if isinstance(article.fields, KnownIssue) else ()
        others = (self.graph.targets[name].path for name in runbooks if name in self.graph.targets)
        ways = self._described([article.path, *others])
        return sorted(ways, key=lambda way: -way.evidence.score if way.evidence is not None else 0.0)

    def _described(self, paths: Iterable[str]) -> list[WayOut]:
        articles = (self._articles[path] for path in dict.fromkeys(paths) if path in self._articles)
        ways = (way_out(article, self.graph, repeat_window_days=self.repeat_window_days) for article in articles)
        return [way for way in ways if way is not None]

    @cached_property
    def _articles(self) -> Mapping[str, Article[Any]]:
        return {article.path: article for article in self.book.articles()}


def alert_leads(alert: str, graph: Graph) -> tuple[str, ...]:
    """Return the paths of everything that names an alert, and of the known issues of symptoms that do."""
    return tuple(dict.fromkeys(_naming(alert, graph)))


def _naming(alert: str, graph: Graph) -> Iterator[str]:
    links, targets = graph.alerts[alert], graph.targets
    yield from (targets[name].path for name in links.known_issues)
    for name in links.symptoms:
        yield from (issue.path for issue in graph.issues_by_symptom.get(name, ()))
        yield targets[name].path
    yield from (targets[name].path for name in (*links.runbooks, *links.incidents))


def _shared(entries: Iterable[Entry], services: Iterable[str]) -> Shared:
    """Return what an open incident may share with what certainly matches."""
    certain = [entry for entry in entries if entry.certain]
    ids = {kind: {entry.found.id for entry in certain if entry.found.kind == kind} for kind in _KINDS}
    # An earlier incident says little of where this one is.
    concerned = {key for entry in certain if entry.found.kind != "incident" for key in entry.services}
    return Shared(
        known_issues=ids["known-issue"],
        alerts={reason.said for entry in certain for reason in entry.reasons if reason.how == "alert"},
        symptoms=ids["symptom"],
        services=concerned.union(services),
    )
