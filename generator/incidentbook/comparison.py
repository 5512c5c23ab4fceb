"""What a change does to a book: its articles, what is found in them, what the new ones look like, and the figures."""

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from incidentbook.article_changes import ArticleChange, article_changes
from incidentbook.articles import Article
from incidentbook.book import Book
from incidentbook.diagnostics import Diagnostic
from incidentbook.finding_changes import FindingChanges, finding_changes
from incidentbook.graph import Graph, Occurrence, Target
from incidentbook.intervals import intervals_of
from incidentbook.kinds.incident.model import Incident
from incidentbook.likenesses import FindDuplicates, FindSimilar, Ground, Likeness, likenesses
from incidentbook.quarter_changes import Quarter, QuarterChange, quarter_changes, quarters
from incidentbook.settings import Settings
from incidentbook.statistics import statistics_of


class State(NamedTuple):
    """A book at one time, with all that is compared of it."""

    book: Book
    graph: Graph
    diagnostics: Sequence[Diagnostic]
    quarters: Mapping[str, Quarter]


class IssueChange(NamedTuple):
    """A known issue with other occurrences than before."""

    issue: Target
    before: int
    after: int
    apart_days: int | None
    """Full days between its last two; None where these are not known."""


class Comparison(NamedTuple):
    """What differs between two states of a book."""

    articles: tuple[ArticleChange, ...]
    others: tuple[str, ...]
    """Paths of other files that changed: pages, services, agreements, images."""
    findings: FindingChanges
    likenesses: tuple[Likeness, ...]
    quarters: tuple[QuarterChange, ...]
    """The newest first."""
    issues: tuple[IssueChange, ...]
    undated: tuple[Article[Incident], ...]
    """New and changed incidents without any time: they are in no quarter."""

    @property
    def nothing(self) -> bool:
        """Whether there is no difference."""
        return not (self.articles or self.others or any(self.findings) or self.quarters or self.issues)


def state_of(book: Book, graph: Graph, diagnostics: Sequence[Diagnostic], settings: Settings, as_of: float) -> State:
    """Return the state of a book as of a moment, in POSIX seconds; all its figures are made here and now."""
    return State(book, graph, diagnostics, quarters(statistics_of(book, graph, settings, as_of)))


def compare(
    before: State,
    after: State,
    changed: Collection[str],
    find_similar: FindSimilar,
    find_duplicates: FindDuplicates,
) -> Comparison:
    """Compare two states of a book; `changed` are the paths of the files that differ.

    `find_similar` gives the similar incidents of the book as it is now, and `find_duplicates` what an article looks
    like that is none; neither is called where no article is new.
    """
    articles = article_changes(before.book, after.book, changed)
    renamed = {one.was.path: one.article.path for one in articles if one.how == "renamed" and one.was is not None}
    ground = Ground(after.book, after.graph, find_similar, find_duplicates)
    removed = {one.article.path for one in articles if one.how == "removed"}
    touched = {one.article.path for one in articles if one.how != "removed"}
    return Comparison(
        articles=articles,
        others=_others(before.book, after.book, changed),
        findings=_without(finding_changes(before.diagnostics, after.diagnostics, renamed), removed),
        likenesses=likenesses([one.article for one in articles if one.how == "added"], ground),
        quarters=quarter_changes(before.quarters, after.quarters),
        issues=_issues(before.graph, after.graph),
        undated=tuple(one for one in after.book.incidents if one.path in touched and one.fields.earliest is None),
    )


def _without(findings: FindingChanges, removed: Collection[str]) -> FindingChanges:
    """Return changes without what was found in articles that are gone: that is not mended."""
    return findings._replace(mended=tuple(found for found in findings.mended if found.path not in removed))


def _others(before: Book, after: Book, changed: Collection[str]) -> tuple[str, ...]:
    known: set[str] = set()
    for book in (before, after):
        known |= {page.path for page in book.pages} | book.catalogues | book.files
    return tuple(sorted(known.intersection(changed)))


def _issues(before: Graph, after: Graph) -> tuple[IssueChange, ...]:
    found = []
    for name in sorted({*before.occurrences, *after.occurrences}):
        was, now = before.occurrences.get(name, ()), after.occurrences.get(name, ())
        target = after.targets.get(name) or before.targets.get(name)
        if target is not None and list(map(_sign, was)) != list(map(_sign, now)):
            between = intervals_of([one.at for one in now if one.at is not None])
            found.append(IssueChange(target, len(was), len(now), between[-1].days if between else None))
    return tuple(found)


def _sign(occurrence: Occurrence) -> tuple[str, str]:
    """Return what makes an occurrence this one; a report that was only moved or numbered is the same."""
    at = occurrence.at.text if occurrence.at is not None else ""
    title = occurrence.incident.title if occurrence.incident is not None else occurrence.ref
    return at, title
