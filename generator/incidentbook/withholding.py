"""Which files an audience may not see, and a book in which nothing is left of them."""

import posixpath
from collections.abc import Collection, Iterable
from typing import NamedTuple
from urllib.parse import unquote

from incidentbook.articles import AUDIENCES, Audience
from incidentbook.kinds.kind import Kind
from incidentbook.parsing import Parsed, symptom_name_of
from incidentbook.redaction import Hidden, redacted
from incidentbook.text import digest
from incidentbook.yaml_text import Data


class BookFile(NamedTuple):
    """One Markdown file of a book, taken apart."""

    path: str
    kind: Kind | None
    """None for an ordinary page."""
    parsed: Parsed
    key: str
    """A digest of everything that it was read from."""


def identity(kind: Kind, path: str, data: dict[str, Data]) -> str:
    """Return the name of an article: its ID when it has a proper one, else its file's name."""
    said = data.get("id")
    if isinstance(said, str) and kind.id_pattern.fullmatch(said):
        return said
    return path.rpartition("/")[2].removesuffix(".md")


def visible_to(audience: Audience, files: Iterable[BookFile], hidden_services: Collection[str]) -> list[BookFile]:
    """Return the files that the audience may see, with nothing in them of those that it may not."""
    rank = AUDIENCES.index(audience)
    visible: list[BookFile] = []
    withheld: list[BookFile] = []
    for file in files:
        (visible if AUDIENCES.index(file.parsed.audience) <= rank else withheld).append(file)
    if not withheld and not hidden_services:
        return visible
    hidden = _names(withheld, visible, hidden_services)
    return [_redacted(file, hidden) for file in visible]


def _redacted(file: BookFile, hidden: Hidden) -> BookFile:
    parsed = redacted(file.path, file.parsed, hidden)
    if parsed is file.parsed:
        return file
    return file._replace(parsed=parsed, key=digest(file.key, "redacted", parsed.body, repr(parsed.data)))


def _names(withheld: list[BookFile], visible: list[BookFile], hidden_services: Collection[str]) -> Hidden:
    """Return the names of what is withheld, without those that something visible has too."""
    articles, symptoms, paths = _names_of(withheld)
    shown_articles, shown_symptoms, shown_paths = _names_of(visible)
    services = {f"services/{name}" for name in hidden_services}
    return Hidden(
        articles=frozenset(articles - shown_articles),
        symptoms=frozenset(symptoms - shown_symptoms),
        services=frozenset(hidden_services),
        paths=frozenset((paths | services) - shown_paths),
        shown_articles=frozenset(shown_articles),
        shown_paths=frozenset(shown_paths),
    )


def _names_of(files: Iterable[BookFile]) -> tuple[set[str], set[str], set[str]]:
    """Return names of articles, names of symptoms and addresses of pages."""
    articles: set[str] = set()
    symptoms: set[str] = set()
    paths: set[str] = set()
    for path, kind, parsed, _ in files:
        paths.add(path.removesuffix(".md").removesuffix("/index"))
        aliases = parsed.data.get("aliases")
        said = aliases if isinstance(aliases, list) else [aliases]
        paths |= {one.strip("/").removesuffix(".md") for one in said if isinstance(one, str)}
        if kind is None:
            continue
        name = identity(kind, path, parsed.data)
        (symptoms if kind.name == "symptom" else articles).add(name)
        paths.add(f"id/{name}")
        if kind.name == "known-issue":
            in_place = {symptom_name_of(name, symptom) for symptom in _in_place(parsed.data)}
            symptoms |= in_place
            paths |= {f"{folder}/{one}" for one in in_place for folder in ("symptoms", "id")}
    return articles, symptoms, paths


def _in_place(data: dict[str, Data]) -> Iterable[dict[str, Data]]:
    symptoms = data.get("symptoms")
    for symptom in symptoms if isinstance(symptoms, list) else [symptoms]:
        if isinstance(symptom, dict) and isinstance(symptom.get("text"), str):
            yield symptom


def only_withheld(files: Iterable[BookFile], visible: Iterable[BookFile], others: Collection[str]) -> set[str]:
    """Return the other files, images above all, that belong to withheld articles: no visible file links to them."""
    shown = {file.path: file for file in visible}
    used = {path for file in shown.values() for path in linked_files(file)}
    unseen = {path for file in files if file.path not in shown for path in linked_files(file)}
    return (unseen - used) & set(others)


def linked_files(file: BookFile) -> Iterable[str]:
    """Yield the paths of the book that a file links to, and others that lead nowhere."""
    folder = posixpath.dirname(file.path)
    for target in file.parsed.prose.targets:
        plain = unquote(target.text.partition("#")[0].partition("?")[0])
        yield posixpath.normpath(posixpath.join(folder, plain))
        if target.raw:  # seen from the page, which is a folder of its own
            yield posixpath.normpath(posixpath.join(file.path.removesuffix(".md"), plain))
