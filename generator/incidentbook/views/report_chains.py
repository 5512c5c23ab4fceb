"""Which reports are parts of one incident: what is said of one of them may change the figures of the others."""

from collections.abc import Collection, Iterable

from incidentbook.articles import Article
from incidentbook.book import Book
from incidentbook.kinds.incident.model import Incident


class ReportChains:
    """The reports of a book that continue or repeat one another; made once for all pages that ask."""

    def __init__(self, book: Book) -> None:
        """Follow every `continues` and `duplicate_of`."""
        by_id: dict[str, Article[Incident]] = {}
        for article in book.incidents:
            by_id.setdefault(article.id, article)
        self._chains: dict[str, dict[str, Article[Incident]]] = {}
        for article in book.incidents:
            for name in (article.fields.continues, article.fields.duplicate_of):
                other = by_id.get(name) if name is not None else None
                if other is not None:
                    self._join(article, other)

    def _join(self, one: Article[Incident], other: Article[Incident]) -> None:
        first, second = (self._chains.setdefault(article.path, {article.path: article}) for article in (one, other))
        if first is not second:
            first |= second
            self._chains |= dict.fromkeys(second, first)

    def parts(self, article: Article[Incident]) -> Collection[Article[Incident]]:
        """Return a report and all that it is one incident with."""
        chain = self._chains.get(article.path)
        return (article,) if chain is None else chain.values()

    def whole(self, articles: Iterable[Article[Incident]]) -> tuple[Article[Incident], ...]:
        """Return reports and all that they are one incident with, by path."""
        found = {one.path: one for article in articles for one in self.parts(article)}
        return tuple(found[path] for path in sorted(found))

    def supplied(self, article: Article[Incident]) -> bool:
        """Whether an incident, or a part of it, was someone else's outage; what repeats it does not say so."""
        return any(
            one.fields.provider is not None
            for one in self.parts(article)
            if one is article or one.fields.duplicate_of is None
        )
