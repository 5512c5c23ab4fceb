"""What a mapping says: which front matter keys, labels and headings of a source become what of an article."""

from collections.abc import Sequence
from functools import cache
from importlib.resources import files as resources
from typing import Annotated, Literal

from pydantic import Field

from incidentbook.errors import IncidentbookError
from incidentbook.fields import Fields, Many, Reading, Text, Word, Zone
from incidentbook.importers.converters import CONVERTERS
from incidentbook.kinds import KINDS
from incidentbook.kinds.incident.model import Impact, Milestone, Provider, Review, Times, Trigger
from incidentbook.kinds.maintenance.model import Window
from incidentbook.source import read_yaml
from incidentbook.text import did_you_mean, listed
from incidentbook.validation import validated

SECTION = "## "
"""What `to` begins with where it names a section: `## Impact`."""
LEFT_OUT = "nothing"
"""What `to` says of a key that is of the source's own machinery, and of no reader's: the weight of a page in a menu."""

_INNER: dict[str, type[Fields]] = {
    "times": Times, "impact": Impact, "review": Review, "trigger": Trigger, "provider": Provider,
    "actual": Window, "planned": Window,
}  # fmt: skip
_FREE = ("extra", "stated", "roles", "versions")
KindName = Literal["incident", "known-issue", "symptom", "runbook", "maintenance"]


class Goes(Fields):
    """Where a value goes, and how it is read."""

    to: Text
    """A key of the article, `times.detected`; a section, `## Impact`; or `nothing`."""
    as_: Text | None = Field(default=None, alias="as")
    """The name of a converter; default: that of the key it goes to."""
    values: dict[str, str] = Field(default_factory=dict)
    """What its words are called here, whatever their case: `{down: sev1}`."""
    package: Text | None = None
    """For `affects`: the product whose versions they are."""


class KindRule(Fields):
    """Which documents are of a kind; the first rule that fits counts."""

    kind: KindName
    """The kind."""
    title: Many[Text] = ()
    """Words or phrases of which the title or the file's name must have one."""
    unless: Many[Text] = ()
    """Words or phrases of which they must have none."""
    sections: Many[Text] = ()
    """Sections, by the headings of the source, of which the document must have one."""
    keys: dict[str, str] = Field(default_factory=dict)
    """Front matter keys and what they must be."""


class Symptoms(Fields):
    """Where a known issue or symptom says what is seen of it."""

    sections: Many[Text]
    """Headings, as the source has them, below which it stands; what is quoted there becomes signatures."""


class MarkdownMap(Fields):
    """How the Markdown of one source is read."""

    about: str = ""
    """What it is for, in one line."""
    kind: Many[Annotated[KindRule, Word("kind")]] = (KindRule(kind="incident"),)
    """The kind of all documents, or rules by which it is told."""
    zone: Zone | None = None
    """The zone of times that say none, and of which the document says nothing."""
    files: Many[Text] = ("*.md", "*.markdown", "*.md.erb", "*.mdx")
    """Which files are read: patterns for their names."""
    skip: Many[Text] = ("README*", "CONTRIBUTING*", "LICENSE*", "CODE_OF_CONDUCT*", "index.*", "_index.*", "template*")
    """Which of these are not."""
    keys: dict[str, Many[Annotated[Goes, Word("to")]]] = Field(default_factory=dict)
    """Front matter keys; `@heading` is the first heading, `@name` the file's name, `@date` the document's day."""
    labels: dict[str, Many[Annotated[Goes, Word("to")]]] = Field(default_factory=dict)
    """Words at the beginning of a line, of a list item or in a table's cell: `First detected: …`."""
    headings: dict[str, Many[Annotated[Goes, Word("to")]]] = Field(default_factory=dict)
    """Headings, of any level."""
    intro: str = ""
    """The heading that text before the first heading gets; default: none."""
    template: Many[Text] = ()
    """Lines that the source's template brings, and that say nothing of any incident."""
    symptoms: Symptoms | None = None
    """Where symptoms are described."""
    milestones: dict[Milestone, Many[Text]] = Field(default_factory=dict)
    """Phrases in a line of the timeline that make its time a milestone."""
    coarse: Many[Milestone] = ()
    """Milestones that are known to the day where they say no time: that of the next one that says it."""
    split: Literal["dated-headings"] | None = None
    """Whether a document holds several incidents, each below a heading with its date."""
    years: Literal["as-written", "file-name"] = "as-written"
    """Whether a year that can only be mistyped is read as that in the file's name."""
    set: dict[str, object] = Field(default_factory=dict)
    """Keys that every article gets, with their values."""


def read_map(path: str, content: bytes) -> MarkdownMap:
    """Read a mapping file. Raises IncidentbookError with the place of the first mistake."""
    source = read_yaml(path, content)
    mapping = validated(MarkdownMap, source.data, source, Reading())
    wrong = next((one for one in sorted(source.diagnostics) if one.severity == "error"), None)
    if wrong is not None:
        raise IncidentbookError(f"{path}:{wrong.line}: {wrong.message}. {wrong.hint}".rstrip())
    for group, entries in (("keys", mapping.keys), ("labels", mapping.labels), ("headings", mapping.headings)):
        for name, goes in entries.items():
            fault = next((said for one in goes if (said := _fault(group, name, one, mapping.kind))), "")
            if fault:
                raise IncidentbookError(f"{path}:{source.place_of((group, name), of_key=True)[0]}: {fault}")
    return mapping


def ready_maps() -> tuple[str, ...]:
    """Return the names of the mappings that come with the package."""
    names = (entry.name for entry in resources(__package__).joinpath("maps").iterdir())
    return tuple(sorted(name.removesuffix(".yml") for name in names if name.endswith(".yml")))


@cache
def ready_map(name: str) -> MarkdownMap:
    """Return the mapping of a name. Raises IncidentbookError with the names that there are."""
    known = ready_maps()
    if name not in known:
        hint = did_you_mean(name, known) or f"There are {listed(known)}."
        raise IncidentbookError(f"There is no mapping `{name}`. {hint}")
    return read_map(f"{name}.yml", resources(__package__).joinpath("maps", f"{name}.yml").read_bytes())


def _known_place(to: str, kinds: Sequence[KindRule]) -> bool:
    """Whether a place is one that an article of these kinds, or of incidents, has."""
    first, _, inner = to.partition(".")
    if to in (LEFT_OUT, "services.level") or to.startswith(SECTION) or first in _FREE:
        return True
    if first in _INNER:
        model = _INNER[first]
        return inner in {field.alias or name for name, field in model.model_fields.items()} or not inner
    models = [KINDS[kind].model for kind in {"incident", *(rule.kind for rule in kinds)}]
    return not inner and any(first in model.model_fields for model in models)


def _fault(group: str, name: str, goes: Goes, kinds: Sequence[KindRule]) -> str:
    """Say what is wrong with where a value goes, or nothing."""
    if not _known_place(goes.to, kinds):
        hint = "Write `extra.…` for a key of your own, `## …` for a section, `nothing` to leave it out."
        return f"No article has `{goes.to}`. {hint}"
    if goes.as_ is not None and goes.as_ not in CONVERTERS:
        hint = did_you_mean(goes.as_, CONVERTERS) or f"There are {listed(sorted(CONVERTERS))}."
        return f"There is no converter `{goes.as_}`. {hint}"
    if group == "keys" and goes.to.startswith(SECTION) and name.startswith("@"):
        return f"`{name}` is no text for a section; give it a key of the article."
    return ""
