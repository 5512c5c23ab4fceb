"""The front matter of a known issue."""

from typing import Annotated, Literal, Self

from pydantic import Field, ValidationInfo, field_validator, model_validator
from pydantic_core import PydanticCustomError

from incidentbook.articles import ArticleFields, Services
from incidentbook.fields import Duration, Fields, Many, Text, Time, Word
from incidentbook.text import SLUG


class IssueSymptom(Fields):
    """A symptom: the name of one that has its own file, or one described in place."""

    text: Text | None = None
    """What an observer sees, for a symptom described here."""
    id: Text | None = None
    """The name of a symptom's file; with `text`, the name this symptom shall have."""
    signatures: Many[Text] = ()
    """Error messages with what varies replaced by `<*>`."""
    alerts: Many[Text] = ()
    """Alerts that fire."""
    services: Services = ()
    """Where it is seen; default: the known issue's services."""

    @field_validator("id")
    @classmethod
    def _check_name(cls, name: str | None, info: ValidationInfo) -> str | None:
        """Refuse a name that cannot be part of an address; a file has the name that it has."""
        if name is not None and info.data.get("text") is not None and SLUG.fullmatch(name) is None:
            raise PydanticCustomError("slug", "not a slug")
        return name

    @model_validator(mode="after")
    def _check_said(self) -> Self:
        if self.id is None and self.text is None:
            raise PydanticCustomError("nothing_said", "neither text nor id")
        return self


class Affects(Fields):
    """Versions that have the problem."""

    package: Text
    """The package."""
    ranges: Many[Text] = ()
    """Version ranges: `>=2.3,<2.5`."""


class Fix(Fields):
    """A fix that was made; failed ones stay on the list."""

    at: Time | None = None
    """When it came into effect."""
    kind: Literal["workaround", "permanent"] = "permanent"
    """Whether it restores service or removes the cause."""
    summary: str = ""
    """What was done, in one sentence."""
    versions: dict[str, str] = Field(default_factory=dict)
    """The first fixed version, by package."""
    ref: str = ""
    """The change."""


class UnreportedOccurrence(Fields):
    """A time it happened that has no report of its own."""

    at: Time
    """When."""
    lasted: Duration | None = None
    """How long."""
    ref: str = ""
    """How that is known."""


class KnownIssue(ArticleFields):
    """The front matter of a known issue."""

    id: Text | None = None
    """`KI-0007`."""
    status: Literal["investigating", "workaround", "fixed", "wont-fix", "retired"] = "investigating"
    """How far it is understood and mended."""
    services: Services = ()
    """The services it concerns."""
    symptoms: Many[Annotated[IssueSymptom, Word("id")]] = ()
    """What is seen of it: names of symptoms, or symptoms described in place."""
    alerts: Many[Text] = ()
    """Alerts that point to it."""
    runbooks: Many[Text] = ()
    """Runbooks that help."""
    affects: Many[Annotated[Affects, Word("package")]] = ()
    """Versions that have it."""
    fixes: Many[Fix] = ()
    """Fixes that were made."""
    occurrences: Many[Annotated[UnreportedOccurrence, Word("at")]] = ()
    """Times it happened that have no report."""
    related: Many[Text] = ()
    """Other articles worth reading with it."""
    owner: Text | None = None
    """The team that looks after it."""
    last_reviewed: Time | None = None
    """When someone last checked that this is still true."""
    review_in: Duration | None = None
    """After how long that must be checked again: `6 months`."""
    superseded_by: Text | None = None
    """The known issue to read instead."""
