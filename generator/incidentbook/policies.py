"""The agreements of `sla.yml`: the scale of severities, calendars, targets and objectives."""

from collections.abc import Iterable, Mapping
from typing import Annotated

from pydantic import Field

from incidentbook.fields import Duration, Fields, Many, OneOf, Share, Text, Time, Zone

SCALE: Mapping[str, str] = {"sev1": "critical", "sev2": "high", "sev3": "medium", "sev4": "low"}
"""The severities of a book that says nothing of its own, most severe first."""


def lists_of(severities: Iterable[str], calendars: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return the closed lists that an agreement makes: words of its scale, names of its calendars."""
    return {"severity": tuple(severities), "calendar": ("always", *calendars)}


class Calendar(Fields):
    """When support or service hours count."""

    zone: Zone
    """The IANA time zone its hours are in."""
    week: dict[str, str] = Field(default_factory=dict)
    """Hours by weekday or range of weekdays: `mon-fri: "09:00-17:30"`."""
    holidays: Text | None = None
    """Country or region whose public holidays are closed: `GB-ENG`."""
    closed: Many[Time] = ()
    """Further closed days."""


class Target(Fields):
    """How fast incidents of a severity are answered and ended."""

    severity: Annotated[Text, OneOf("severity")]
    """The severity it holds for."""
    service: Text | None = None
    """The service it holds for; default: all."""
    response: Duration | None = None
    """From detected to acknowledged."""
    resolution: Duration | None = None
    """From detected to mitigated."""
    hours: Annotated[Text, OneOf("calendar")] = "always"
    """The calendar in whose hours the clock runs."""
    objective: Share | None = None
    """Which share of incidents shall meet it: `95 %`."""
    from_: Time | None = Field(default=None, alias="from")
    """From when it holds; an incident is judged by the target in force when it was detected."""


class AvailabilityObjective(Fields):
    """Which share of the time a service shall work."""

    service: Text
    """The service's key."""
    objective: Share
    """For example `99.9 %`."""
    hours: Annotated[Text, OneOf("calendar")] = "always"
    """The calendar whose hours count."""
    from_: Time | None = Field(default=None, alias="from")
    """From when it holds."""


class Policy(Fields):
    """All of `sla.yml`."""

    severities: dict[str, Text] = Field(default_factory=lambda: dict(SCALE), min_length=1)
    """The scale, most severe first: the word in front matter and what it means."""
    calendars: dict[str, Calendar] = Field(default_factory=dict)
    """Calendars by name; `always` needs no entry."""
    targets: Many[Target] = ()
    """Response and resolution targets."""
    availability: Many[AvailabilityObjective] = ()
    """Availability objectives."""

    @property
    def lists(self) -> dict[str, tuple[str, ...]]:
        """The closed lists that it makes, by name."""
        return lists_of(self.severities, self.calendars)
