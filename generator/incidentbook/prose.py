"""What the texts of a book refer to: articles mentioned by ID, attachments, and links that lead nowhere."""

import posixpath
from collections.abc import Iterable
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from incidentbook.articles import Article, ArticleFields, OrdinaryPage
from incidentbook.book import Book, Finding
from incidentbook.kinds import KINDS
from incidentbook.names import Names
from incidentbook.text import did_you_mean

Text = Article[ArticleFields] | OrdinaryPage
_PREFIXES = tuple(f"{kind.id_prefix}-" for kind in KINDS.values() if kind.id_prefix)


class ProseLinks(NamedTuple):
    """What was found in all texts."""

    mentions: dict[str, list[str]]
    """By path of the text: paths of the articles it mentions or links to, in order."""
    attachments: frozenset[str]
    findings: list[Finding]


def prose_links(book: Book, names: Names) -> ProseLinks:
    """Look through the texts of all articles and pages."""
    found = ProseLinks({}, frozenset(), [])
    attachments: set[str] = set()
    texts: list[Text] = [*book.articles(), *book.pages]
    pages = {text.path for text in texts}
    for text in texts:
        leads_to: dict[str, None] = {}
        for mention in text.prose.mentions:
            target = names.targets.get(mention.name)
            if target is not None:
                leads_to[target.path] = None
            elif mention.name.startswith(_PREFIXES) and "-NEW" not in mention.name:
                found.findings.append(_unknown(text, mention.name, mention.start, names))
        for path in _relative_targets(text):
            if path in pages:
                leads_to[path] = None
            elif path in book.files:
                attachments.add(path)
        if leads_to:
            found.mentions[text.path] = list(leads_to)
    return found._replace(attachments=frozenset(attachments))


def _unknown(text: Text, name: str, start: int, names: Names) -> Finding:
    line = text.body_line + text.body.count("\n", 0, start)
    column = start - text.body.rfind("\n", 0, start)
    prefix = name.partition("-")[0]
    hint = did_you_mean(name, [known for known in names.targets if known.startswith(prefix)])
    return Finding(text.path, (), "KB308", f"There is no article `{name}`", hint, line, column)


def _relative_targets(text: Text) -> Iterable[str]:
    """Yield the files of the book that a text links to, as paths relative to the book."""
    folder = posixpath.dirname(text.path)
    for target in text.prose.targets:
        try:
            parts = urlsplit(target.text)
        except ValueError:
            continue
        if parts.scheme or parts.netloc or not parts.path or parts.path.startswith("/"):
            continue
        yield posixpath.normpath(posixpath.join(folder, unquote(parts.path)))
