"""The agreements of `sla.yml`: the scale of severities, calendars, clocks, targets and objectives."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, timedelta
from functools import cached_property
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field, ValidationInfo, WithJsonSchema, field_validator
from pydantic_core import PydanticCustomError

from incidentbook.calendars import ALWAYS, Calendar, parse_days, parse_hours, parse_week, weekly
from incidentbook.fields import Duration, Fields, Many, OneOf, Share, Text, Time, Word, Zone, reading
from incidentbook.instants import Instant, zone_named
from incidentbook.kinds.incident.model import MILESTONES, Milestone
from incidentbook.public_holidays import check_holidays

SCALE: Mapping[str, str] = {"sev1": "critical", "sev2": "high", "sev3": "medium", "sev4": "low"}
"""The severities of a book that says nothing of its own, most severe first."""


def lists_of(severities: Iterable[str], calendars: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return the closed lists that an agreement makes: words of its scale, names of its calendars."""
    return {"severity": tuple(severities), "calendar": ("always", *calendars)}


def _checked(kind: str, check: Callable[[str], object]) -> AfterValidator:
    """Keep a text as it is written; what `check` finds wrong with it is an error of this kind."""

    def validate(value: str) -> str:
        try:
            check(value)
        except ValueError as error:
            raise PydanticCustomError(kind, "{reason}", {"reason": str(error)}) from error
        return value

    return AfterValidator(validate)


def _closed_day(value: Instant) -> Instant:
    if value.exact or value.approximate:
        reason = "write the day alone, as 2026-12-24, or a whole month, as 2026-12"
        raise PydanticCustomError("closed_day", "{reason}", {"reason": reason})
    return value


def _own_name(value: str) -> str:
    if value == ALWAYS.name:
        raise PydanticCustomError("reserved_calendar", "needs no entry")
    return value


_HOURS_SCHEMA = {
    "type": "string",
    "pattern": r"^\s*\d{1,2}:\d{2}\s*[-–]\s*\d{1,2}:\d{2}\s*(,\s*\d{1,2}:\d{2}\s*[-–]\s*\d{1,2}:\d{2}\s*)*$",
    "examples": ["09:00-17:30", "09:00-12:00, 13:00-17:00", "22:00-06:00", "00:00-24:00"],
}
Weekdays = Annotated[str, _checked("days", parse_days)]
Hours = Annotated[str, _checked("hours", parse_hours), WithJsonSchema(_HOURS_SCHEMA)]


def _site_zone(value: object, info: ValidationInfo) -> object:
    return str(reading(info).zone) if value in (None, "") else value


class WeeklyHours(Fields):
    """When support or service hours count."""

    zone: Annotated[Zone, BeforeValidator(_site_zone)] = Field(default="", validate_default=True)
    """The IANA time zone its hours are in; default: the site's."""
    week: dict[Weekdays, Hours] = Field(default_factory=dict)
    """Hours by weekday or range of weekdays: `mon-fri: "09:00-17:30"`. Without any, it is never open."""
    holidays: Annotated[Text, _checked("holidays", check_holidays)] | None = None
    """Country or region whose public holidays are closed: `GB-ENG`."""
    closed: Many[Annotated[Time, AfterValidator(_closed_day)]] = ()
    """Further closed days, or whole months."""

    def named(self, name: str) -> Calendar:
        """Return what counts by it."""
        return weekly(name, zone_named(self.zone), parse_week(self.week), self.holidays, self._closed_days())

    def _closed_days(self) -> Iterator[date]:
        for said in self.closed:
            first = said.earliest.date()
            for days in range((said.latest.date() - first).days):
                yield first + timedelta(days=days)


class Clock(Fields):
    """The two milestones between which a clock of the targets runs."""

    from_: Milestone = Field(default="detected", alias="from")
    """The milestone that starts it."""
    to: Milestone
    """The milestone that stops it."""

    @field_validator("to")
    @classmethod
    def _later(cls, value: Milestone, info: ValidationInfo) -> Milestone:
        start: Milestone = info.data.get("from_", "detected")
        # Someone may answer before or after someone says that this is an incident.
        either = (start, value) == ("declared", "acknowledged")
        if not either and MILESTONES.index(value) <= MILESTONES.index(start):
            raise PydanticCustomError("clock", "not later", {"start": start})
        return value


class Clocks(Fields):
    """What response and resolution mean."""

    response: Annotated[Clock, Word("to")] = Clock(to="acknowledged")
    """By default from detected to acknowledged."""
    resolution: Annotated[Clock, Word("to")] = Clock(to="mitigated")
    """By default from detected to mitigated."""


class Target(Fields):
    """How fast incidents of a severity are answered and ended."""

    severity: Annotated[Text, OneOf("severity")]
    """The severity it holds for."""
    service: Text | None = None
    """The service it holds for; default: all."""
    response: Duration | None = None
    """From detected to acknowledged, or as `clocks` says."""
    resolution: Duration | None = None
    """From detected to mitigated, or as `clocks` says."""
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
    calendars: dict[Annotated[str, AfterValidator(_own_name)], WeeklyHours] = Field(default_factory=dict)
    """Calendars by name; `always` needs no entry."""
    clocks: Clocks = Clocks()
    """Between which milestones response and resolution are counted."""
    targets: Many[Target] = ()
    """Response and resolution targets."""
    availability: Many[AvailabilityObjective] = ()
    """Availability objectives."""
    degraded_share: Share = 0.5
    """How much of the time in which a service was degraded counts as lost, where an incident says no share."""
    reopen_within: Duration = timedelta(days=30)
    """How long after its end an incident may be reopened; what comes later is a new incident."""

    @property
    def lists(self) -> dict[str, tuple[str, ...]]:
        """The closed lists that it makes, by name."""
        return lists_of(self.severities, self.calendars)

    @cached_property
    def calendars_by_name(self) -> Mapping[str, Calendar]:
        """What counts by each calendar, `always` included."""
        return {ALWAYS.name: ALWAYS, **{name: said.named(name) for name, said in self.calendars.items()}}

    def hours(self, name: str) -> Calendar:
        """Return the calendar of a name.

        One that could not be read has been reported, and every hour stands in for it: that excuses nobody.
        """
        return self.calendars_by_name.get(name, ALWAYS)
