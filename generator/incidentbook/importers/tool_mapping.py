"""What a mapping says of a tool: where its JSON has records, and what of a record becomes what of an article."""

from collections.abc import Iterator
from functools import cache
from importlib.resources import files as resources
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_core import PydanticCustomError

from incidentbook.errors import IncidentbookError
from incidentbook.fields import Fields, Many, Reading, Text, Word, Zone
from incidentbook.importers.converters import CONVERTERS
from incidentbook.importers.expressions import compiled
from incidentbook.source import read_yaml
from incidentbook.text import did_you_mean
from incidentbook.validation import validated
from incidentbook.yaml_text import Data

FOLDER = "mappings"
"""Of the package; a project's own are in a folder that its user names."""


def _expression(text: str) -> str:
    try:
        compiled(text)
    except ValueError as error:
        raise PydanticCustomError("expression", "{reason}", {"reason": str(error)}) from error
    return text


def _converter(name: str) -> str:
    if name not in CONVERTERS:
        reason = f"there is no converter `{name}`. {did_you_mean(name, sorted(CONVERTERS))}".rstrip(". ")
        raise PydanticCustomError("converter", "{reason}", {"reason": reason})
    return name


def _alternatives(value: object) -> object:
    return {"from": value} if isinstance(value, list) else value


Query = Annotated[Text, AfterValidator(_expression)]
"""A JMESPath expression."""
ConverterName = Annotated[Text, AfterValidator(_converter)]


class Rule(Fields):
    """How a value is made."""

    from_: Many[Query] = Field(default=(), alias="from")
    """Where it is: the first of these that finds something, which false and what is empty are not."""
    value: Text | None = None
    """What it is, always."""
    values: dict[str, str] = Field(default_factory=dict)
    """What the tool's words are called here, whatever their case; an empty text is left out, `*` stands for others."""
    as_: ConverterName = Field(default="line", alias="as")
    """The name of a converter."""
    many: bool = False
    """Whether what is found is a list, each part of which is converted."""
    each: Query | None = None
    """A list, of each part of which `fields` make a mapping."""
    fields: "dict[str, Ruled]" = Field(default_factory=dict)
    """A mapping, by key."""
    when: Query | None = None
    """Only where this finds something."""
    refers: bool = False
    """Whether it names another record of the tool, by its key."""
    needed: bool = False
    """Whether a record, or the mapping that this is part of, is nothing without it."""
    private: bool = False
    """Whether it is imported only on request: names of persons, notes that were not meant for others."""


Ruled = Annotated[Rule, Word("from"), BeforeValidator(_alternatives)]
"""A rule; an expression alone, or a list of them, is what it is made from."""
Rule.model_rebuild()


class Lines(Fields):
    """Lines of a timeline: one for each part of a list."""

    each: Query
    """The list."""
    at: Ruled
    """When it was; parts without a time are left out."""
    say: Ruled
    """What happened."""
    private: bool = False
    """As of a rule."""


class Part(Fields):
    """A part of the body: text below a heading, or a timeline."""

    heading: str = ""
    """Of the section; parts that follow each other with one heading are one section."""
    say: Ruled = Rule()
    """The text, as Markdown."""
    lines: Many[Lines] = ()
    """The lines of a timeline, in order of time."""


class Doubt(Fields):
    """Something that a person should look at, or for which a record is left out."""

    when: Query
    """Where this finds something."""
    say: Text
    """What it is, as the end of a sentence that begins with the record's key: `may be planned work`."""


class KindOf(Fields):
    """What a record becomes."""

    kind: Literal["incident", "known-issue", "symptom", "runbook", "maintenance"]
    """The kind of article."""
    when: Query | None = None
    """For which records; default: all that no kind before took."""
    fields: dict[str, Ruled] = Field(default_factory=dict)
    """Its front matter: keys, or `times.detected` for a key of a mapping. They go before those of the tool."""
    body: Many[Part] = ()
    """Its body; default: that of the tool."""
    doubts: Many[Doubt] = ()
    """What to look at."""


class Beside(Fields):
    """Other records, which say more about those that become articles: `_name` in expressions is the list of them."""

    records: Many[Query]
    """Where they are, in a document."""
    on: Query
    """What they say of the record that they belong to."""
    to: Query
    """What that record says of itself."""


class Wrapped(Fields):
    """Values that are objects: what is below the first of `value` that there is, is the value.

    What is below `shown`, or the value where there is none, is in `_shown`, by the same key.
    """

    value: Many[Text]
    """Keys in such an object."""
    shown: Text
    """The key of what people read."""


class Versions(Fields):
    """Which versions of a format are known."""

    at: Query
    """Where a document says its version."""
    known: Many[Text]
    """Those that can be read; a document that says another is refused."""


class Episodes(Fields):
    """Records that are events: what lies between the first that opens and the first that closes is one article.

    Expressions see the event that opened it, with `_same`, all its events, and `_end`, the one that closed it or null.
    """

    of: Many[Query]
    """What the events of one episode have in common."""
    at: Query
    """What they are put in order by: numbers, or texts in one form."""
    opens: Query
    """Whether an event says that something is wrong."""
    closes: Query
    """Whether an event says that it is over."""


class Mapping(Fields):
    """How the JSON of one tool is read. Every expression is JMESPath, with `lower`, `matches` and `captured`.

    A record has, beside its own keys, `_same` (all records of the same key, in their order), `_document` (the document
    it is in) and a list for each entry of `beside`.
    """

    title: Text
    """The tool's name."""
    files: Text
    """What is read, as the end of a sentence that begins with `It must hold`."""
    zone: Zone | None = None
    """Of times that say none; default: that of the book."""
    wrapped: Wrapped | None = None
    """For tools that give values as objects."""
    versions: Versions | None = None
    """Versions of documents, where they say them."""
    records: Many[Query]
    """Where the records are, in a document: the first expression that finds a list."""
    beside: dict[str, Beside] = Field(default_factory=dict)
    """Records that say more about others."""
    episodes: Episodes | None = None
    """For tools that tell events."""
    key: Many[Query]
    """What identifies a record and never changes."""
    called: Query | None = None
    """What people call it; default: its key."""
    part: Query | None = None
    """What tells apart the records of one key; of those that have this in common too, the last counts."""
    skip: Many[Doubt] = ()
    """Records that do not become articles."""
    kinds: Many[KindOf]
    """What records become; the first that fits."""
    fields: dict[str, Ruled] = Field(default_factory=dict)
    """Front matter of all kinds."""
    body: Many[Part] = ()
    """The body of all kinds."""


def read_mapping(path: str, content: bytes) -> Mapping:
    """Read a mapping file. IncidentbookError says the first mistake in it, with its place."""
    source = read_yaml(path, content)
    stand_in: dict[str, Data] = {"title": "?", "files": "?", "records": "@", "key": "@", "kinds": {"kind": "incident"}}
    mapping = validated(Mapping, source.data, source, Reading(), defaults=stand_in)
    first = min(source.diagnostics, key=lambda one: (one.line, one.column), default=None)
    if first is not None:
        said = f"{first.message}{'' if first.message.endswith('?') else '.'} {first.hint}".rstrip()
        raise IncidentbookError(f"{path}, line {first.line}, column {first.column}: {said}")
    return mapping


def mappings(folder: Path | None = None) -> dict[str, Mapping]:
    """Return the mappings by the names of their tools: those that are shipped, and over them those of a folder."""
    found = dict(_shipped())
    for path in sorted(folder.glob("*.yml")) if folder is not None else ():
        try:
            found[path.stem] = read_mapping(str(path), path.read_bytes())
        except OSError as error:
            raise IncidentbookError(f"{path} cannot be read: {error.strerror or error}.") from error
    return dict(sorted(found.items()))


@cache
def _shipped() -> dict[str, Mapping]:
    return {name: read_mapping(f"{FOLDER}/{name}.yml", content) for name, content in _files()}


def _files() -> Iterator[tuple[str, bytes]]:
    for entry in sorted(resources(__package__).joinpath(FOLDER).iterdir(), key=lambda one: one.name):
        if entry.name.endswith(".yml"):
            yield entry.name.removesuffix(".yml"), entry.read_bytes()
