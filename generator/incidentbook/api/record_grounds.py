"""What records depend on, known without making them: front matter, never texts."""

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from pydantic_core import to_json

from incidentbook.articles import Article
from incidentbook.graph import SymptomNode
from incidentbook.kinds.incident.model import Incident
from incidentbook.kinds.known_issue.model import KnownIssue
from incidentbook.kinds.runbook.model import Runbook
from incidentbook.text import digest
from incidentbook.views.verdict_grounds import VerdictGrounds
from incidentbook.views.view import Shown


class RecordGrounds:
    """What the records of a book depend on: made once for all of them."""

    def __init__(self, shown: Shown) -> None:
        """Take the book; what several records share is looked for when one first needs it."""
        self._shown = shown
        self._verdicts = VerdictGrounds(shown)
        self._known: dict[str, str] = {}

    def of(self, article: Article[Any]) -> tuple[str, ...]:
        """Return everything that the record of an article depends on besides its path."""
        own = (article.said, article.id, self._everywhere)
        match article.kind:
            case "incident":
                return (*own, *self._verdicts.of(article, running=self._verdicts.running(article)))
            case "known-issue":
                return (*own, self._issue(article))
            case "symptom":
                return (*own, *self.of_symptom(self._shown.graph.symptoms[article.id]))
            case "runbook":
                return (*own, self._runbook(article))
        return own

    def of_figures(self) -> tuple[str, ...]:
        """Return all that figures, and the records of all incidents, depend on at the moment the site speaks of."""
        return (self._everywhere, self._shown.numbers.inputs)

    def of_symptom(self, node: SymptomNode) -> tuple[str, ...]:
        """Return everything that the record of a symptom depends on, wherever it is described."""
        return (repr(node), self._everywhere, *self._symptom(node.name))

    @cached_property
    def _everywhere(self) -> str:
        book = self._shown.book
        return digest(self._shown.site_url, to_json(sorted(book.service_aliases.items())))

    def _issue(self, issue: Article[KnownIssue]) -> str:
        """Digest what a known issue says of itself, and the reports of all its occurrences."""
        if issue.path not in self._known:
            graph, chains = self._shown.graph, self._shown.report_chains
            occurred = [one.incident for one in graph.occurrences.get(issue.id, ()) if one.incident is not None]
            reports = chains.whole((*occurred, *graph.suspected.get(issue.id, ())))
            self._known[issue.path] = self._shown.numbers.inputs_of((issue, *reports), as_of=False)
        return self._known[issue.path]

    def _runbook(self, runbook: Article[Runbook]) -> str:
        """Digest where a runbook was followed, and which known issues name it."""
        if runbook.path not in self._known:
            graph = self._shown.graph
            used = (use.incident for use in graph.uses.get(runbook.id, ()))
            self._known[runbook.path] = digest(*_said((*graph.issues_by_runbook.get(runbook.id, ()), *used)))
        return self._known[runbook.path]

    def _symptom(self, name: str) -> Iterable[str]:
        """Yield what explains a symptom, and the incidents that showed it, as text."""
        graph = self._shown.graph
        showing = graph.incidents_by_symptom.get(name, ())
        yield from _said(showing)
        issues = {issue.id: issue for issue in graph.issues_by_symptom.get(name, ())}
        runbooks = {runbook.id: runbook for runbook in graph.runbooks_by_symptom.get(name, ())}
        for incident in showing:
            self._add_confirmed(incident, issues, runbooks)
        for issue in issues.values():
            yield self._issue(issue)
        for runbook in runbooks.values():
            yield from (runbook.path, runbook.said, self._runbook(runbook))

    def _add_confirmed(
        self,
        incident: Article[Incident],
        issues: dict[str, Article[KnownIssue]],
        runbooks: dict[str, Article[Runbook]],
    ) -> None:
        """Add what an incident says explained it, or was followed."""
        for said in incident.fields.known_issues:
            if said.id not in issues and (issue := self._issues.get(said.id)) is not None:
                issues[said.id] = issue
        for used in incident.fields.runbooks:
            if used.id not in runbooks and (runbook := self._runbooks.get(used.id)) is not None:
                runbooks[used.id] = runbook

    @cached_property
    def _issues(self) -> dict[str, Article[KnownIssue]]:
        return {issue.id: issue for issue in reversed(self._shown.book.known_issues)}

    @cached_property
    def _runbooks(self) -> dict[str, Article[Runbook]]:
        return {runbook.id: runbook for runbook in reversed(self._shown.book.runbooks)}


def _said(articles: Iterable[Article[Any]]) -> Iterable[str]:
    return (part for article in articles for part in (article.path, article.said))
