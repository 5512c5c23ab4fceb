"""A mapping proposed from the files themselves: the ready one that knows most of their words."""

from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

import yaml

from incidentbook.errors import IncidentbookError
from incidentbook.importers.markdown.documents import Document, read_document
from incidentbook.importers.markdown.labels import Labels, all_labels, by_heading, heading_goes
from incidentbook.importers.markdown.mapping import Goes, MarkdownMap, ready_map, ready_maps
from incidentbook.importers.markdown.reading import documents_of, read_markdown

_SAMPLE = 300
"""Documents to look at: more tell no more."""
_SELDOM = 0.1
"""What fewer documents have is not worth a line of a proposal."""
_GROUPS = ("keys", "labels", "headings")


class Guessed(NamedTuple):
    """A proposal, and how far it fills what an article may say."""

    mapping: MarkdownMap
    rates: dict[str, float]
    """For each key of the articles, `times.detected` too: the share of them that get one, from 0 to 1."""


class _Words(NamedTuple):
    """In how many documents each name stands."""

    keys: Counter[str]
    labels: Counter[str]
    headings: Counter[str]


def guess(files: Mapping[str, bytes]) -> Guessed:
    """Propose a mapping for a folder. Raises IncidentbookError where there is nothing, or a file that is no text."""
    documents = _sample(files)
    if not documents:
        raise IncidentbookError("There is no Markdown file to guess from; name the folder that has them.")
    words = _words(documents)
    by_name = {name: ready_map(name) for name in ready_maps()}
    best = max(sorted(by_name), key=lambda name: _known(by_name[name], words))
    base = by_name[best]
    # What a text says of its zone is found when it is read; that of another source is none of its own.
    update: dict[str, object] = {group: _entries(group, base, by_name, words) for group in _GROUPS}
    mapping = base.model_copy(
        update={**update, "zone": None, "about": f"Proposed from {len(documents)} files; nearest to `{best}`"}
    )
    articles = list(read_markdown("", {document.path: files[document.path] for document in documents}, mapping))
    filled = Counter(place for article in articles for place in _places(article.front_matter))
    return Guessed(mapping, {place: count / len(articles) for place, count in sorted(filled.items())})


def unknown_names(files: Mapping[str, bytes], mapping: MarkdownMap) -> dict[str, int]:
    """Return the keys, labels and headings that a mapping does not know, with how many files have each."""
    documents = _sample(files)
    words = _words(documents)
    labels, headings = Labels(mapping.labels), by_heading(mapping.headings)
    unknown = {f"keys: {name}": count for name, count in words.keys.items() if name not in mapping.keys}
    unknown |= {f"labels: {name}": count for name, count in words.labels.items() if not labels.knows(name)}
    unknown |= {
        f"headings: {name}": count for name, count in words.headings.items() if heading_goes(name, headings) is None
    }
    often = max(2, len(documents) * _SELDOM)
    return dict(
        sorted(((name, count) for name, count in unknown.items() if count >= often), key=lambda one: (-one[1], one))
    )


def map_text(mapping: MarkdownMap) -> str:
    """Return a mapping as a file, in the short forms in which a person would write it."""
    data = mapping.model_dump(by_alias=True, exclude_defaults=True, mode="json")
    for group in _GROUPS:
        if group in data:
            data[group] = {name: _short(goes) for name, goes in data[group].items()}
    data["kind"] = _short([rule.model_dump(exclude_defaults=True, mode="json") for rule in mapping.kind])
    order = list(MarkdownMap.model_fields)
    ordered = {key: data[key] for key in sorted(data, key=order.index)}
    return yaml.safe_dump(ordered, sort_keys=False, allow_unicode=True, width=110)


def _short(entries: list[dict[str, object]]) -> object:
    short = [next(iter(entry.values())) if len(entry) == 1 else entry for entry in entries]
    return short[0] if len(short) == 1 else short


def _sample(files: Mapping[str, bytes]) -> list[Document]:
    paths = documents_of(files, MarkdownMap())
    step = max(len(paths) // _SAMPLE, 1)
    return [read_document(path, files[path]) for path in paths[::step][:_SAMPLE]]


def _words(documents: list[Document]) -> _Words:
    words = _Words(Counter(), Counter(), Counter())
    labels = Labels(_merged("labels"))
    for document in documents:
        words.keys.update(set(document.data))
        said = {label.name for line in document.lines if (label := labels.of(line)) is not None and label.goes}
        words.labels.update(said | set(all_labels(document.lines)))
        words.headings.update({line.title for line in document.lines if 1 < line.level < 7})
    return words


def _merged(group: str) -> dict[str, tuple[Goes, ...]]:
    merged: dict[str, tuple[Goes, ...]] = {}
    for name in ready_maps():
        for word, goes in getattr(ready_map(name), group).items():
            merged.setdefault(word, goes)
    return merged


def _known(mapping: MarkdownMap, words: _Words) -> float:
    """Weigh how much of what the documents say a mapping knows, less what it knows and nobody says."""
    labels, headings = Labels(mapping.labels), by_heading(mapping.headings)
    said = sum(count for name, count in words.keys.items() if name in mapping.keys and name != "title")
    said += sum(count for name, count in words.labels.items() if labels.knows(name))
    said += sum(count for name, count in words.headings.items() if heading_goes(name, headings) is not None)
    size = len(mapping.keys) + len(mapping.labels) + len(mapping.headings)
    return said - size * 0.01


def _entries(
    group: str, base: MarkdownMap, by_name: Mapping[str, MarkdownMap], words: _Words
) -> dict[str, tuple[Goes, ...]]:
    """Return the entries of the nearest mapping that the documents use, and those of the others for what is left."""
    there: Counter[str] = getattr(words, group)
    folded = {name.casefold().strip(" :") for name in there}
    own: dict[str, tuple[Goes, ...]] = getattr(base, group)
    kept = {name: goes for name, goes in own.items() if name.startswith("@") or name.casefold().strip(" :") in folded}
    kinds = {rule.kind for rule in base.kind}
    for other in by_name.values():
        if not kinds & {rule.kind for rule in other.kind}:
            continue
        for name, goes in getattr(other, group).items():
            known = {one.casefold() for one in kept}
            if not name.startswith("@") and name.casefold().strip(" :") in folded and name.casefold() not in known:
                kept[name] = goes
    return kept


def _places(front_matter: Mapping[str, object]) -> list[str]:
    places = []
    for key, value in front_matter.items():
        places += [f"{key}.{inner}" for inner in value] if isinstance(value, dict) else [key]
    return places
