"""Two files beside the page of each article: its record as JSON, and the article itself as Markdown."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from incidentbook.api.article_markdown import ArticleMarkdown
from incidentbook.api.data_file import DataFile
from incidentbook.api.published import DATA, MARKDOWN, Published
from incidentbook.articles import Article
from incidentbook.records.shape import VERSION
from incidentbook.templating import address_of


def files(published: Published) -> Iterator[DataFile]:
    """Yield both files of each article; none where the setting says so."""
    if not published.shown.settings.api.articles:
        return
    markdown = ArticleMarkdown(published)
    for article in published.articles:
        folder = address_of(article.path)
        yield DataFile(f"{folder}{DATA}", partial(published.grounds.of, article), partial(_json, article, published))
        yield DataFile(f"{folder}{MARKDOWN}", partial(markdown.depends, article), partial(markdown.text, article))


def _json(article: Article[Any], published: Published) -> str:
    return f'{{"version":{VERSION},"{article.kind.replace("-", "_")}":{published.record_json(article)}}}\n'
