"""The record of what a site has for programs."""

from incidentbook.records.shape import Record


class ListedFile(Record):
    """A file with all records of a kind."""

    path: str
    """Its place in the site."""
    schema_path: str
    """That of its schema."""
    about: str
    """What is in it."""


class ArticleFiles(Record):
    """Files beside the page of each article, in the folder that is its address."""

    data: str
    """The name of the file with its record."""
    markdown: str
    """The name of the file with the article itself."""
    schema_paths: dict[str, str]
    """The schema of the former by the kind of the article."""


class FeedFiles(Record):
    """A feed, in both of its formats."""

    title: str
    """What it is of."""
    atom: str
    """The place of the Atom feed in the site."""
    json_feed: str
    """The place of the JSON Feed in the site."""


class ContentsRecord(Record):
    """What a site has for programs, and where; places are as seen from the site's root."""

    version: int
    """Of the shape of all files; it changes when a program that reads them would have to."""
    schema_path: str
    """The place of the schema of this file."""
    title: str
    """What the site is called."""
    url: str | None
    """Where it is published, where it knows."""
    as_of: str
    """The moment it speaks of."""
    files: tuple[ListedFile, ...]
    """Its lists."""
    articles: ArticleFiles | None
    """What there is beside each article; null where the site leaves that out."""
    feeds: tuple[FeedFiles, ...]
    """What can be subscribed to."""
