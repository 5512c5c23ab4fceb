"""What is shown small print on the page of an incident: references elsewhere, links, a team's own keys."""

from datetime import timedelta
from typing import NamedTuple

from incidentbook.articles import ArticleFields
from incidentbook.kinds.incident.model import Incident
from incidentbook.views.references import Elsewhere, elsewhere


class Details(NamedTuple):
    """Where triggers, signals and suppliers are spoken of elsewhere."""

    trigger: Elsewhere | None
    detections: tuple[Elsewhere | None, ...]
    provider: Elsewhere | None


def details_of(incident: Incident) -> Details:
    """Return what the front matter of an incident says besides."""
    trigger, provider = incident.trigger, incident.provider
    return Details(
        trigger=elsewhere(trigger.ref) if trigger is not None and trigger.ref else None,
        detections=tuple(elsewhere(one.ref) if one.ref else None for one in incident.detections),
        provider=elsewhere(provider.ref) if provider is not None and provider.ref else None,
    )


def links_of(fields: ArticleFields) -> tuple[Elsewhere, ...]:
    """Return an article's links elsewhere."""
    return tuple(elsewhere(link.url, link.title) for link in fields.links)


def extra_of(fields: ArticleFields) -> tuple[tuple[str, str], ...]:
    """Return a team's own keys with their values as text."""
    return tuple((key.replace("_", " "), said(value)) for key, value in fields.extra.items())


def in_hours(duration: timedelta) -> str:
    """Say a duration in hours and minutes, as a person does who counts working hours: `33 h 15 min`."""
    hours, minutes = divmod(round(duration.total_seconds() / 60), 60)
    if not hours:
        return f"{minutes} min"
    return f"{hours} h {minutes} min" if minutes else f"{hours} h"


def said(value: object) -> str:
    """Write any value of a front matter on one line."""
    if isinstance(value, dict):
        return ", ".join(f"{key}: {said(one)}" for key, one in value.items())
    if isinstance(value, (list, tuple)):
        return ", ".join(said(one) for one in value)
    return str(value) if value is not None else ""
