"""What articles of every kind have in common: the shared front matter keys, and an article as loaded."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Generic, Literal, TypeVar

from pydantic import Field

from incidentbook.fields import Fields, Many, Share, Text, Time, Word, Zone
from incidentbook.mentions import Prose

Audience = Literal["public", "internal", "restricted"]
AUDIENCES: tuple[Audience, ...] = ("public", "internal", "restricted")


class Link(Fields):
    """A link to somewhere else, with its title."""

    title: Text
    """What is there."""
    url: Text
    """Where it is."""


class ArticleFields(Fields):
    """The keys that every kind of article may have."""

    title: Text
    """What happened or what this is about, in one line that a person would search for."""
    kind: str | None = None
    """The kind of article, where the folder does not say it."""
    audience: Audience = "internal"
    """Who may read it: `public`, `internal` (also when left out) or `restricted`."""
    zone: Zone | None = None
    """The IANA time zone of times without an offset, for example `Europe/London`."""
    aliases: Many[Text] = ()
    """Former addresses of this page, which lead here: `incidents/old-name/`."""
    links: Many[Link] = ()
    """Links to what lies elsewhere: chat, dashboards, pull requests."""
    extra: dict[str, object] = Field(default_factory=dict)
    """Further keys of a team's own; shown, and usable as filters."""


class PageFields(Fields):
    """What is read of the front matter of an ordinary page."""

    title: Text | None = None
    """Its title; default: its first heading."""
    audience: Audience = "internal"
    """Who may read it, as for an article."""
    description: Text | None = None
    """One sentence for search engines and link previews."""


class AffectedService(Fields):
    """A service and what happened to it."""

    id: Text
    """The service's key in `services.yml`."""
    role: Literal["affected", "cause", "at-risk"] = "affected"
    """Whether it suffered, caused, or was in danger."""
    level: Literal["down", "degraded", "at-risk", "none"] | None = None
    """How badly; only a service with a level enters availability."""
    share: Share | None = None
    """Which part of it or of its users: `34 %`."""
    region: Text | None = None
    """Where, when it was not everywhere."""
    periods: "Many[ImpactPeriod]" = ()
    """When, if that differs from the incident's own times."""


class ImpactPeriod(Fields):
    """A stretch of time in which a service was impaired."""

    from_: Time = Field(alias="from")
    """When it began."""
    to: Time | None = None
    """When it ended; left out while it lasts."""
    level: Literal["down", "degraded", "at-risk", "none"] | None = None
    """How badly, when that differs from the service's level."""


Services = Many[Annotated[AffectedService, Word("id")]]


@dataclass(frozen=True, slots=True)
class Section:
    """A part of an article's body under one `##` heading; the text before the first has no title."""

    title: str
    name: str
    """The canonical name of its kind, `workaround` for a heading `Mitigation steps`; else the title's slug."""
    text: str
    """The Markdown of the section, its heading included."""


FieldsT_co = TypeVar("FieldsT_co", bound=ArticleFields, covariant=True)


@dataclass(frozen=True, eq=False)
class Article(Generic[FieldsT_co]):
    """A loaded article: where it is, what its front matter says and what is written in it."""

    path: str
    """Relative to the book's folder, with `/`, ending in `.md`."""
    kind: str
    id: str
    fields: FieldsT_co
    body: str
    """Markdown with `\\n` line ends, safe to be followed by other text: what it opens it also closes."""
    body_line: int
    """The line of the file on which the body starts."""
    prose: Prose
    """What the body refers to."""
    digest: str
    """Of everything that was read; equal digests mean equal articles."""
    said: str
    """Of the front matter and of what the timeline adds to it: figures depend on nothing else."""
    from_timeline: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    """Milestones that only the timeline says, each with the line and column of the file."""

    @property
    def title(self) -> str:
        """The title, as in the front matter."""
        return self.fields.title


@dataclass(frozen=True, eq=False)
class OrdinaryPage:
    """Any other Markdown in the book: published, its IDs linked, and otherwise left alone."""

    path: str
    title: str
    body: str
    body_line: int
    front_matter: tuple[tuple[str, str], ...]
    """The keys that pages may pass on to the host: `description`."""
    prose: Prose
    digest: str
    audience: Audience = "internal"
