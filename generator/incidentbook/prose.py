"""What the texts of a book refer to: articles mentioned by ID, attachments, and links that lead nowhere."""

import posixpath
from collections.abc import Mapping
from typing import NamedTuple

from incidentbook.addresses import SHEETS, Leads
from incidentbook.articles import AUDIENCES, Article, ArticleFields, Audience, OrdinaryPage
from incidentbook.book import Book, Finding
from incidentbook.kinds import KINDS
from incidentbook.markdown_text import Target
from incidentbook.names import Names

Text = Article[ArticleFields] | OrdinaryPage
_PREFIXES = tuple(f"{kind.id_prefix}-" for kind in KINDS.values() if kind.id_prefix)


class ProseLinks(NamedTuple):
    """What was found in all texts."""

    mentions: dict[str, list[str]]
    """By path of the text: paths of the articles it mentions or links to, in order."""
    attachments: frozenset[str]
    findings: list[Finding]


def prose_links(book: Book, names: Names, pages: set[str]) -> ProseLinks:
    """Look through the texts of all articles and pages; `pages` are the paths of all that the site has."""
    mentions: dict[str, list[str]] = {}
    attachments: set[str] = set()
    findings: list[Finding] = []
    texts: list[Text] = [*book.articles(), *book.pages]
    audiences = {text.path: _audience(text) for text in texts}
    leads = Leads(pages, book.files | set(SHEETS))
    for text in texts:
        leads_to: dict[str, None] = {}
        for mention in text.prose.mentions:
            target = names.targets.get(mention.name)
            if target is not None:
                if target.path not in leads_to:
                    findings += _above(text, target.path, mention.name, mention.start, audiences)
                leads_to[target.path] = None
            elif mention.name.startswith(_PREFIXES) and "-NEW" not in mention.name:
                hint = names.suggestion(mention.name)
                findings.append(_at(text, mention.start, "KB308", f"There is no article `{mention.name}`", hint))
        for written in text.prose.targets:
            path, exists = leads.to(written, text.path)
            if not exists:
                findings.append(_nowhere(text, path, written, leads))
            elif path in book.files:
                attachments.add(path)
            elif path in audiences:
                if path not in leads_to:
                    findings += _above(text, path, path, written.start, audiences)
                leads_to[path] = None
        if leads_to:
            mentions[text.path] = list(leads_to)
    return ProseLinks(mentions, frozenset(attachments), findings)


def _audience(text: Text) -> Audience:
    return text.audience if isinstance(text, OrdinaryPage) else text.fields.audience


def _at(text: Text, start: int, code: str, message: str, hint: str = "") -> Finding:
    line = text.body_line + text.body.count("\n", 0, start)
    column = start - text.body.rfind("\n", 0, start)
    return Finding(text.path, (), code, message, hint, line, column)


def _above(text: Text, path: str, said: str, start: int, audiences: Mapping[str, Audience]) -> list[Finding]:
    """Report what some readers of the text may not see; there it will say `(not public)`."""
    own, other = _audience(text), audiences.get(path, "public")
    if AUDIENCES.index(other) <= AUDIENCES.index(own):
        return []
    message = f"`{said}` is {other}, but this text is {own}: not all of its readers will see the link"
    return [_at(text, start, "KB304", message, "Leave it out, or let both have the same `audience`.")]


def _nowhere(text: Text, path: str, written: Target, leads: Leads) -> Finding:
    if path.startswith(".."):
        message, hint = "This link leads out of the book", "Copy the file into the book, or link to it by `https://…`."
        return _at(text, written.start, "KB306", message, hint)
    near = leads.nearest(path)
    folder = text.path.removesuffix(".md") if written.raw else posixpath.dirname(text.path)
    hint = f"Did you mean `{posixpath.relpath(near, folder or '.')}`?" if near is not None else ""
    return _at(text, written.start, "KB306", f"This link leads to `{path}`, which does not exist", hint)
