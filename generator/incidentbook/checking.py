"""All rules over a book: what they find, and the comments that silence some of it. Of an article that has not changed
since the last time, what was found is remembered.
"""

import json
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from incidentbook.articles import Article, OrdinaryPage
from incidentbook.beside import WORTH_STARTING, Start, here
from incidentbook.book import located
from incidentbook.cache import read_sealed, write_sealed
from incidentbook.diagnostics import Diagnostic, diagnostic
from incidentbook.ignores import Ignore
from incidentbook.rules import rules
from incidentbook.rules.subject import Subject
from incidentbook.selection import comments_of

_WORTH_WRITING = 0.01
"""The share of files that must have changed: judging some again takes less time than writing all of them down."""


class Judged(NamedTuple):
    """What the rules for one article found in it, as line, column, code, message and hint, and its comments."""

    key: str
    found: tuple[tuple[int, int, str, str, str], ...]
    ignores: tuple[Ignore, ...]


class Checked(NamedTuple):
    """What was found in a book, and the comments in it by path."""

    diagnostics: list[Diagnostic]
    ignores: dict[str, tuple[Ignore, ...]]


def check(subject: Subject, memory: Path | None = None, start: Start = here) -> Checked:
    """Look for everything that rules look for after loading. `memory` is a file for what to remember of articles."""
    book = subject.book
    judged = _judged(subject, memory, start)
    diagnostics = [
        diagnostic(path, *place_and_words) for path, (_, found, _) in judged.items() for place_and_words in found
    ]
    whole = [one for rule in rules() if rule.check is not None for one in rule.check(subject)]
    diagnostics += located(book, whole)
    ignores = {path: said.ignores for path, said in judged.items() if said.ignores}
    ignores |= {path: comments_of(book, path) for path in sorted(book.catalogues)}
    return Checked(diagnostics, ignores)


def check_article(subject: Subject, article: Article[Any]) -> list[Diagnostic]:
    """Look for what the rules for one article find in it, and for nothing that takes the others."""
    return [diagnostic(article.path, *place_and_words) for place_and_words in _judge(subject, [article])[0].found]


def _judged(subject: Subject, memory: Path | None, start: Start) -> dict[str, Judged]:
    known = _remembered(memory, subject.criteria.key) if memory is not None else {}
    texts: list[Article[Any] | OrdinaryPage] = [*subject.book.articles(), *subject.book.pages]
    judged: dict[str, Judged] = {}
    new = []
    for text in texts:
        before = known.get(text.path)
        if before is not None and before.key == text.digest:
            judged[text.path] = before
        else:
            new.append(text)
    half = new[: len(new) // 2] if len(new) >= WORTH_STARTING else []
    wait = start(partial(_judge, subject, half)) if half else list[Judged]
    rest = _judge(subject, new[len(half) :])
    judged |= {text.path: one for text, one in zip(new, [*wait(), *rest], strict=True)}
    gone = known.keys() - judged.keys()
    if memory is not None and len(new) + len(gone) > len(judged) * _WORTH_WRITING:
        said = {"criteria": subject.criteria.key, "files": judged}
        write_sealed(memory, json.dumps(said, separators=(",", ":")).encode("ascii"))
    return judged


def _judge(subject: Subject, texts: Sequence[Article[Any] | OrdinaryPage]) -> list[Judged]:
    """Judge each article by itself; of an ordinary page there are only the comments."""
    checks = [(one.check_article, one.kinds) for one in rules() if one.check_article is not None]
    made = []
    for text in texts:
        found = []
        if isinstance(text, Article):
            said = [one for check_it, kinds in checks if text.kind in kinds for one in check_it(text, subject.criteria)]
            found = [(one.line, one.column, one.code, one.message, one.hint) for one in located(subject.book, said)]
        made.append(Judged(text.digest, tuple(found), comments_of(subject.book, text.path)))
    return made


def _remembered(memory: Path, key: str) -> Mapping[str, Judged]:
    content = read_sealed(memory)
    try:
        said = json.loads(content) if content is not None else {}
    except ValueError:
        return {}
    if said.get("criteria") != key:
        return {}
    return {path: _restored(*entry) for path, entry in said["files"].items()}


def _restored(key: str, found: Sequence[Any], ignores: Sequence[Any]) -> Judged:
    comments = tuple(Ignore(line, column, tuple(codes), *rest) for line, column, codes, *rest in ignores)
    return Judged(key, tuple(map(tuple, found)), comments)
