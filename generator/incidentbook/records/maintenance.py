"""The record of a maintenance: what was announced, and what took place."""

from typing import Literal

from incidentbook.articles import Article
from incidentbook.kinds.maintenance.model import Maintenance, Window
from incidentbook.records.shape import (
    ArticleRecord,
    Moment,
    NamedService,
    Stretch,
    moment_or_none,
    said_of,
    services_of,
)
from incidentbook.views.view import Shown


class MaintenanceRecord(ArticleRecord):
    """A maintenance."""

    kind: Literal["maintenance"] = "maintenance"
    """What sort of record this is."""
    status: Literal["planned", "in-progress", "completed", "cancelled"]
    """How far it is."""
    planned: Stretch
    """The announced window."""
    actual: Stretch
    """When it really took place."""
    announced: Moment | None
    """When users were told."""
    emergency: bool
    """Whether it could not wait to be announced."""
    services: tuple[NamedService, ...]
    """The services it touches, with the announced level."""
    related: tuple[str, ...]
    """IDs of other articles worth reading with it."""


def maintenance_record(article: Article[Maintenance], shown: Shown) -> MaintenanceRecord:
    """Return the record of a maintenance."""
    fields = article.fields
    return MaintenanceRecord.model_validate({
        **said_of(article, shown),
        "status": fields.status,
        "planned": _stretch(fields.planned),
        "actual": _stretch(fields.actual),
        "announced": moment_or_none(fields.announced),
        "emergency": fields.emergency,
        "services": services_of(fields.services, shown.book),
        "related": fields.related,
    })  # fmt: skip


def _stretch(window: Window) -> Stretch:
    return Stretch(start=moment_or_none(window.from_), end=moment_or_none(window.to))
