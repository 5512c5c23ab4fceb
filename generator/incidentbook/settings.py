"""The settings of a site: the plugin's options in `mkdocs.yml`, with their defaults."""

from datetime import date
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from incidentbook.articles import Audience
from incidentbook.fields import Fields, Many, Text, Zone

CLOSED_LISTS: dict[str, tuple[str, ...]] = {
    "detection": (
        "alert", "customer", "engineer", "partner", "vendor-notice", "test", "security-report",
    ),
    "trigger": (
        "deployment", "config", "capacity", "dependency", "expiry", "hardware", "data", "security", "unknown",
    ),
    "factors": (
        "deployment", "config", "capacity", "dependency", "expiry", "hardware", "data", "security",
        "missing-alert", "missing-test", "documentation", "process", "unknown",
    ),
}  # fmt: skip


def _as_written(value: object) -> object:
    """Return a date as text: YAML has made a value of it before anyone asked."""
    return str(value) if isinstance(value, date) else value


class Settings(Fields):
    """How a book is read and shown."""

    audience: Audience | None = None
    """Whom the site is for; default: `public` when building, `internal` when serving or checking."""
    zone: Zone = "UTC"
    """The time zone of times that say none, and of periods in statistics."""
    as_of: Annotated[Text, BeforeValidator(_as_written)] | None = None
    """The moment the site speaks of; default: SOURCE_DATE_EPOCH, else today."""
    templates: Text = "templates"
    """The folder whose templates replace the packaged ones of the same name."""
    repeat_window_days: int = Field(default=90, ge=1)
    """A known issue that comes back within so many days after a fix came back after the fix."""
    durations: Literal["derived", "stated", "derived-first"] = "derived-first"
    """Which durations count: from milestones, as people stated them, or stated where milestones give none."""
    detection: Many[Text] = CLOSED_LISTS["detection"]
    """Ways an incident is noticed."""
    trigger: Many[Text] = CLOSED_LISTS["trigger"]
    """What sets an incident off."""
    factors: Many[Text] = CLOSED_LISTS["factors"]
    """What contributes to one."""

    @property
    def lists(self) -> dict[str, tuple[str, ...]]:
        """The closed lists by name."""
        return {"detection": self.detection, "trigger": self.trigger, "factors": self.factors}
