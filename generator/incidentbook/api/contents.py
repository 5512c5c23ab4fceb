"""`api/index.json`: what the site has for programs, and where."""

from collections.abc import Iterator
from functools import partial

from incidentbook.addresses import feed_paths
from incidentbook.api import schemas
from incidentbook.api.data_file import DataFile
from incidentbook.api.feeds import feeds_of
from incidentbook.api.lists import FOLDER, LISTS
from incidentbook.api.published import DATA, MARKDOWN, Published
from incidentbook.records.contents import ArticleFiles, ContentsRecord, FeedFiles, ListedFile
from incidentbook.records.shape import VERSION

PATH = f"{FOLDER}/index.json"


def files(published: Published) -> Iterator[DataFile]:
    """Yield the one file."""
    yield DataFile(PATH, partial(_depends, published), partial(_text, published))


def _depends(published: Published) -> tuple[str, ...]:
    return (_text(published),)  # it is as short as what it would be said to depend on


def _text(published: Published) -> str:
    return contents_of(published).model_dump_json(indent=2) + "\n"


def contents_of(published: Published) -> ContentsRecord:
    """Return what a site has for programs."""
    shown = published.shown
    articles = ArticleFiles(
        data=DATA,
        markdown=MARKDOWN,
        schema_paths={kind: schemas.path_of(schemas.name_of(kind)) for kind in schemas.KINDS},
    )
    return ContentsRecord(
        version=VERSION,
        schema_path=schemas.path_of(schemas.CONTENTS),
        title=shown.site_name,
        url=shown.site_url or None,
        as_of=shown.as_of.isoformat(),
        files=tuple(ListedFile(path=one.path, schema_path=schemas.path_of(one.name), about=one.about) for one in LISTS),
        articles=articles if shown.settings.api.articles else None,
        feeds=tuple(
            FeedFiles(title=feed.title, atom=atom, json_feed=json_feed)
            for feed in feeds_of(published)
            for atom, json_feed in (feed_paths(feed.page),)
        ),
    )
