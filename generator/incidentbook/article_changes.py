"""Which articles one book has and another has not, and what those say otherwise that both have."""

from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping
from typing import Any, Literal, NamedTuple

from incidentbook.articles import Article
from incidentbook.book import Book
from incidentbook.numbering import NEW

How = Literal["added", "changed", "renamed", "removed"]


class KeyChange(NamedTuple):
    """A key of the front matter that says something else."""

    key: str
    before: str
    after: str
    """Both empty where what it says is more than a word or a line."""


class ArticleChange(NamedTuple):
    """What became of an article."""

    how: How
    article: Article[Any]
    """As it is now; one that was removed, as it was."""
    was: Article[Any] | None
    """What it was before, if it was and still is."""
    keys: tuple[KeyChange, ...] = ()
    text: bool = False
    """Whether its text is another one."""

    @property
    def order(self) -> tuple[str, str]:
        """Sort key within a kind."""
        return self.how, self.article.path


def article_changes(before: Book, after: Book, changed: Collection[str]) -> tuple[ArticleChange, ...]:
    """Return what became of the articles, by kind, then by what became of them, then by path.

    `changed` are the paths of the files that are not as they were: what another file's change does to an article, as
    a setting or the name of a service may, is no change of that article.
    """
    old, new = ({article.path: article for article in book.articles()} for book in (before, after))
    gone = [article for path, article in old.items() if path not in new]
    come = [article for path, article in new.items() if path not in old]
    moved = _moved(gone, come)
    came_from = {now.path: was for was, now in moved}
    left = {was.path for was, _ in moved}
    found = [_compared("renamed", article, was) for article in come if (was := came_from.get(article.path))]
    found += [ArticleChange("added", article, None) for article in come if article.path not in came_from]
    found += [ArticleChange("removed", article, None) for article in gone if article.path not in left]
    found += [
        _compared("changed", article, old[path])
        for path, article in new.items()
        if path in old and path in changed and old[path].digest != article.digest
    ]
    kinds = list(dict.fromkeys(article.kind for book in (after, before) for article in book.articles()))
    return tuple(sorted(found, key=lambda change: (kinds.index(change.article.kind), change.order)))


def _moved(gone: Iterable[Article[Any]], come: Iterable[Article[Any]]) -> list[tuple[Article[Any], Article[Any]]]:
    """Return which articles are others in another place: with the same text, the same ID, or the same title."""
    old, new = {one.path: one for one in gone}, {one.path: one for one in come}
    found = []
    for key in (_digest, _number, _title):
        theirs = _unique(old, key)
        for sign, article in _unique(new, key).items():
            if sign in theirs:
                found.append((theirs[sign], article))
                del old[theirs[sign].path], new[article.path]
    return found


def _unique(articles: Mapping[str, Article[Any]], key: Callable[[Article[Any]], Hashable]) -> dict[Any, Article[Any]]:
    """Return the articles that no other has the key of, by that key; where it is None it is no key."""
    by_key: dict[Any, list[Article[Any]]] = {}
    for article in articles.values():
        by_key.setdefault(key(article), []).append(article)
    return {sign: some[0] for sign, some in by_key.items() if sign is not None and len(some) == 1}


def _digest(article: Article[Any]) -> Hashable:
    return article.digest


def _number(article: Article[Any]) -> Hashable:
    return None if NEW.fullmatch(article.id) else (article.kind, article.id)


def _title(article: Article[Any]) -> Hashable:
    return article.kind, article.title


def _compared(how: How, article: Article[Any], was: Article[Any]) -> ArticleChange:
    return ArticleChange(how, article, was, tuple(_keys(was, article)), article.body != was.body)


def _keys(was: Article[Any], article: Article[Any]) -> Iterator[KeyChange]:
    if was.kind != article.kind:
        yield KeyChange("kind", was.kind, article.kind)
        return
    for name, field in type(article.fields).model_fields.items():
        before, after = getattr(was.fields, name), getattr(article.fields, name)
        if before != after:
            said, says = _word(before), _word(after)
            whole = said is not None and says is not None
            yield KeyChange(field.alias or name, said or "" if whole else "", says or "" if whole else "")


def _word(value: object) -> str | None:
    """Return what is said in a word or a line; None where it is more than that."""
    if value is None:
        return "–"
    state = getattr(value, "state", value)  # of a review
    return state if isinstance(state, str) else None
