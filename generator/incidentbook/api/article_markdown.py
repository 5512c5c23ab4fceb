"""An article as Markdown, beside its page: all that it says, as far as the audience may read it, and links that lead
to the same form of other articles.
"""

import json
from collections.abc import Mapping
from datetime import timedelta
from functools import cache, cached_property
from json.encoder import encode_basestring
from typing import Any
from urllib.parse import quote

from incidentbook.api.published import MARKDOWN, Published
from incidentbook.articles import Article
from incidentbook.fields import Fields
from incidentbook.graph import Target
from incidentbook.instants import Instant
from incidentbook.linking import linked
from incidentbook.markdown_text import Target as Written
from incidentbook.mentions import Mention
from incidentbook.templating import address_of, relative_address
from incidentbook.views.view import body_depends


class ArticleMarkdown:
    """Writes articles as Markdown: front matter that says what the author's says, a heading, and the body."""

    def __init__(self, published: Published) -> None:
        """Take the book."""
        self._published = published
        self._zone = published.shown.settings.zone

    def depends(self, article: Article[Any]) -> tuple[str, ...]:
        """Return everything that the text of an article depends on, as text."""
        leads = (self._lead(written.text, article, raw=written.raw) for written in article.prose.targets)
        return (article.id, self._zone, *body_depends(article, self._published.shown.graph), *leads)

    def text(self, article: Article[Any]) -> str:
        """Return an article as Markdown."""
        said = {"kind": article.kind, "id": article.id, "zone": self._zone, **_said_in(article.fields)}
        lines = [f"{key}: {_written(value)}" for key, value in said.items()]
        heading = " ".join(article.title.split())
        return "\n".join(["---", *lines, "---", "", f"# {heading}", "", self._body(article).strip("\n"), ""])

    def _body(self, article: Article[Any]) -> str:
        pieces: list[str] = []
        moved: list[tuple[int, int]] = []  # from where on the text has moved, and by how much
        position = shift = 0
        for written in sorted(article.prose.targets, key=lambda one: one.start):
            lead = self._lead(written.text, article, raw=written.raw)
            if lead != written.text and written.start >= position:
                pieces += [article.body[position : written.start], lead]
                position = written.start + len(written.text)
                shift += len(lead) - len(written.text)
                moved.append((position, shift))
        body = "".join([*pieces, article.body[position:]])
        mentions = article.prose.mentions
        if moved:
            mentions = tuple(Mention(name, start + _shift(start, moved)) for name, start in mentions)
        place = f"{address_of(article.path)}{MARKDOWN}"
        return linked(body, mentions, place, self._targets, without=article.id)

    def _lead(self, written: str, article: Article[Any], *, raw: bool) -> str:
        """Return where a link leads as seen from the Markdown beside the page; one that leads elsewhere as written."""
        path, found = self._published.leads.to(Written(written, 0, raw), article.path)
        if not path or not found:
            return written
        end = min((at for at in map(written.find, "?#") if at >= 0), default=len(written))
        name = MARKDOWN if path in self._published.described else ""
        return f"{quote(relative_address(article.path)(path))}{name}{written[end:]}"

    @cached_property
    def _targets(self) -> Mapping[str, Target]:
        """What names lead to here: to the Markdown of an article, to the page of anything else."""
        described = self._published.described
        return {
            name: target._replace(
                path=f"{address_of(target.path)}{MARKDOWN if target.path in described else 'index.html'}"
            )
            for name, target in self._published.shown.graph.targets.items()
        }


def _shift(start: int, moved: list[tuple[int, int]]) -> int:
    return next((shift for position, shift in reversed(moved) if position <= start), 0)


def _written(value: object) -> str:
    """Write a value of the front matter as JSON, which is YAML too."""
    return encode_basestring(value) if isinstance(value, str) else _ENCODER.encode(value)


def _said_in(fields: Fields) -> dict[str, object]:
    """Return what an author wrote in a mapping, by its keys, without what was left out."""
    said, written = fields.__dict__, fields.model_fields_set
    return {key: said[name] for name, key in _keys_of(type(fields)) if name in written and said[name] is not None}


def _plain(value: object) -> object:
    """Return a value that JSON has no word for, as an author writes it."""
    if isinstance(value, Instant):
        return value.text
    if isinstance(value, Fields):
        return _said_in(value)
    if isinstance(value, timedelta):
        return _written_duration(value)
    return str(value)


_ENCODER = json.JSONEncoder(ensure_ascii=False, default=_plain)


@cache
def _keys_of(model: type[Fields]) -> tuple[tuple[str, str], ...]:
    """Return the attributes of a model with their keys."""
    return tuple((name, known.alias or name) for name, known in model.model_fields.items())


def _written_duration(length: timedelta) -> str:
    """Write a duration so that it reads back to the same, which a month in days would not."""
    minutes, seconds = divmod(length, timedelta(minutes=1))
    return f"{minutes}m {seconds.total_seconds():g}s" if seconds else f"{minutes}m"
