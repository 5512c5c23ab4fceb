"""The records of a tool's documents, gathered: what belongs to one article is together, in whatever order it came."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from incidentbook.errors import IncidentbookError
from incidentbook.importers.expressions import compiled
from incidentbook.importers.payloads import Document, keys_of, kind_of
from incidentbook.importers.tool_mapping import Beside, Episodes, Mapping, Query, Wrapped
from incidentbook.text import listed, shortened

MAX_RECORDS = 100_000
"""Of one import."""


class Gathered(NamedTuple):
    """A record with what belongs to it, and where it is."""

    key: str
    seen: dict[str, Any]
    """What expressions see: the record's own keys, `_same`, `_document`, and the lists beside it."""
    document: Document
    record: dict[str, Any]
    """As it is in the document."""
    called: str
    """What people call it, for messages."""

    @property
    def place(self) -> str:
        """Where the record is, as a message begins with it."""
        return self.document.place(self.document.path_of(self.record))


class _Found(NamedTuple):
    document: Document
    record: dict[str, Any]
    written: dict[str, Any]
    """The record as it is in the document."""


def gathered(mapping: Mapping, documents: Sequence[Document]) -> list[Gathered]:
    """Return the records of all documents, those of one key together, in the order in which they come first.

    IncidentbookError names the place of what is not in the form of the tool.
    """
    found: list[_Found] = []
    beside: dict[str, dict[str, list[dict[str, Any]]]] = {name: {} for name in mapping.beside}
    for document in documents:
        _check_version(mapping, document)
        told = _records(mapping.records, document)
        others = {name: _records(one.records, document) for name, one in mapping.beside.items()}
        if told is None and all(one is None for one in others.values()):
            _refuse(mapping, document)
        for name, records in others.items():
            plain = [_unwrapped(mapping.wrapped, record) for record in records or []]
            _index(mapping.beside[name], document, plain, beside[name])
        found += [_Found(document, _unwrapped(mapping.wrapped, record), record) for record in told or []]
        if len(found) > MAX_RECORDS:
            raise IncidentbookError(
                f"{document.file}: there are more than {MAX_RECORDS:,} records; import fewer at once."
            )
    told_of = _episodes(mapping.episodes, found) if mapping.episodes is not None else found
    return [_with_beside(mapping, one, beside) for one in _by_key(mapping, told_of)]


def says(value: object) -> bool:
    """Whether JMESPath takes a value for true: all but false, null and what is empty."""
    return value is not None and value is not False and value not in ("", [], {})


def first_of(queries: Sequence[Query], seen: object) -> Any:
    """Return what the first expression finds that finds something; ValueError as of an expression."""
    for query in queries:
        value = compiled(query).of(seen)
        if says(value):
            return value
    return None


def _check_version(mapping: Mapping, document: Document) -> None:
    if mapping.versions is None:
        return
    version = _at(document, mapping.versions.at, document.value)
    if version is not None and str(version) not in mapping.versions.known:
        known = listed(mapping.versions.known, conjunction="or")
        said = f"version `{shortened(str(version))}` of its format, which is not known (known: {known})"
        raise IncidentbookError(f"{document.place('')} has {said}. Update incidentbook, or give a mapping of your own.")


def _refuse(mapping: Mapping, document: Document) -> None:
    error = document.value.get("error") if isinstance(document.value, dict) else None
    told = error.get("message") if isinstance(error, dict) else error
    if isinstance(told, str) and told:
        said = f"{document.place('')} holds no records but an error of the tool: “{shortened(told)}”"
        raise IncidentbookError(f"{said}. Fetch it again.")
    holds = f"it is {keys_of(document.value)}"
    raise IncidentbookError(
        f"{document.place('')} is not what {mapping.title} gives: {holds}. It must hold {mapping.files}."
    )


def _records(queries: Sequence[Query], document: Document) -> list[dict[str, Any]] | None:
    """Return the records that the first expression finds that finds anything; None where none does."""
    for query in queries:
        value = _at(document, query, document.value)
        if value is None or value is False or value == {}:
            continue
        if value == [] and document.value and isinstance(document.value, list):
            continue  # a list of something else
        if not isinstance(value, list):
            must = f"`{query}` must be a list, and is {kind_of(value)}"
            raise IncidentbookError(f"{document.place('')}: {must}. Fetch it from the tool again.")
        wrong = next((number for number, record in enumerate(value) if not isinstance(record, dict)), None)
        if wrong is not None:
            place = document.place(f"{document.path_of(value)}[{wrong}]")
            raise IncidentbookError(f"{place} must be an object, and is {kind_of(value[wrong])}. Fetch it again.")
        return value
    return None


def _at(document: Document, query: Query, value: object) -> Any:
    try:
        return compiled(query).of(value)
    except ValueError as error:
        raise IncidentbookError(f"{document.place('')}: {error}.") from error


def _index(
    beside: Beside, document: Document, records: list[dict[str, Any]], index: dict[str, list[dict[str, Any]]]
) -> None:
    for record in records:
        belongs = _at(document, beside.on, record)
        if isinstance(belongs, (str, int)):
            index.setdefault(str(belongs), []).append(record)


def _unwrapped(rules: Wrapped | None, record: dict[str, Any]) -> dict[str, Any]:
    if rules is None:
        return record
    plain, shown = dict(record), dict(record)
    for name, value in record.items():
        key = next((key for key in rules.value if key in value), None) if isinstance(value, dict) else None
        if key is not None:
            plain[name] = value[key]
            shown[name] = value.get(rules.shown) or value[key]
    return {**plain, "_shown": shown}


def _episodes(rules: Episodes, found: Sequence[_Found]) -> list[_Found]:
    """Turn events into episodes; what ends before anything began is left out, as is what says nothing new."""
    events = sorted(found, key=lambda one: _order(_at(one.document, rules.at, one.record)))
    running: dict[str, tuple[_Found, list[dict[str, Any]]]] = {}
    made: list[_Found] = []
    for event in events:
        of = str([_at(event.document, one, event.record) for one in rules.of])
        if says(_at(event.document, rules.closes, event.record)):
            if of in running:
                opened, events_of = running.pop(of)
                made.append(_episode(opened, [*events_of, event.record], event.record))
        elif of in running:
            running[of][1].append(event.record)
        elif says(_at(event.document, rules.opens, event.record)):
            running[of] = (event, [event.record])
    made += [_episode(opened, events_of, None) for opened, events_of in running.values()]
    return made


def _episode(opened: _Found, events: list[dict[str, Any]], end: dict[str, Any] | None) -> _Found:
    return opened._replace(record={**opened.record, "_same": events, "_end": end})


def _order(value: object) -> tuple[int, float, str]:
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return 0, value, ""
    text = value if isinstance(value, str) else ""
    return (0, float(text), "") if text.isdecimal() and text.isascii() else (1, 0, text)


def _by_key(mapping: Mapping, found: Sequence[_Found]) -> Iterator[Gathered]:
    """Yield one record a key: the last of it, with all of them as `_same`."""
    same: dict[str, list[_Found]] = {}
    for one in found:
        same.setdefault(_key(mapping, one), []).append(one)
    for key, records in same.items():
        last = records[-1]
        parts: dict[str, dict[str, Any]] = {}
        for number, one in enumerate(records):
            part = _at(one.document, mapping.part, one.record) if mapping.part is not None else number
            parts[str(part)] = one.record
        seen = {"_same": list(parts.values()), **last.record, "_document": last.document.value}
        called = _at(last.document, mapping.called, seen) if mapping.called is not None else None
        name = str(called) if isinstance(called, (str, int)) and called else key
        yield Gathered(key, seen, last.document, last.written, shortened(name))


def _key(mapping: Mapping, one: _Found) -> str:
    try:
        key = first_of(mapping.key, one.record)
    except ValueError as error:
        raise _wrong_key(one, str(error)) from error
    if isinstance(key, bool) or not isinstance(key, (str, int)) or not str(key).strip():
        wanted = listed([f"`{query}`" for query in mapping.key], conjunction="or")
        raise _wrong_key(one, f"{wanted} is {'missing' if key is None else kind_of(key)}, and identifies it")
    return shortened(str(key), limit=200)


def _wrong_key(one: _Found, reason: str) -> IncidentbookError:
    where = one.document.place(one.document.path_of(one.written))
    return IncidentbookError(f"{where}: {reason}. Fetch it from the tool again.")


def _with_beside(mapping: Mapping, one: Gathered, beside: dict[str, dict[str, list[dict[str, Any]]]]) -> Gathered:
    lists: dict[str, list[dict[str, Any]]] = {}
    for name, rules in mapping.beside.items():
        belongs = _at(one.document, rules.to, one.seen)
        lists[f"_{name}"] = beside[name].get(str(belongs), []) if isinstance(belongs, (str, int)) else []
    return one._replace(seen={**one.seen, **lists})
