"""The front matter of a maintenance."""

from typing import Literal

from pydantic import Field

from incidentbook.articles import ArticleFields, Services
from incidentbook.fields import Fields, Many, Text, Time
from incidentbook.instants import Instant


class Window(Fields):
    """A window of time."""

    from_: Time | None = Field(default=None, alias="from")
    """When it begins."""
    to: Time | None = None
    """When it ends."""


class Maintenance(ArticleFields):
    """The front matter of a maintenance."""

    id: Text | None = None
    """`MNT-2026-0001`."""
    status: Literal["planned", "in-progress", "completed", "cancelled"] = "planned"
    """How far it is."""
    planned: Window = Window()
    """The announced window."""
    actual: Window = Window()
    """When it really took place; what overruns counts as an incident does."""
    announced: Time | None = None
    """When users were told."""
    emergency: bool = False
    """Whether it could not wait to be announced."""
    services: Services = ()
    """The services it touches, with the announced level."""
    related: Many[Text] = ()
    """Other articles worth reading with it."""

    @property
    def begins(self) -> Instant | None:
        """When it began, or shall begin."""
        return self.actual.from_ or self.planned.from_
