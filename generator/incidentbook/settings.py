"""The settings of a site: the plugin's options in `mkdocs.yml`, with their defaults."""

from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_core import PydanticCustomError

from incidentbook.articles import AUDIENCES, Audience
from incidentbook.diagnostics import CODES, Severity
from incidentbook.fields import Fields, Many, Text, Zone
from incidentbook.text import did_you_mean

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


def _known_code(value: str) -> str:
    if value in CODES:
        return value
    by_name = next((code for code, rule in CODES.items() if rule.name == value), None)
    hint = f"Write `{by_name}`" if by_name is not None else did_you_mean(value, CODES).rstrip(".")
    reason = f"there is no such rule. {hint or '`incidentbook explain` lists them'}"
    raise PydanticCustomError("rule", "{reason}", {"reason": reason})


RuleCode = Annotated[str, AfterValidator(_known_code)]


class Rules(Fields):
    """Which rules are looked for, and how serious what they find is."""

    ignore: Many[RuleCode] = ()
    """Codes of rules that this book does without: `[KB404]`."""
    severity: dict[RuleCode, Severity] = Field(default_factory=dict)
    """Other severities by code: `{KB401: error}`; `error`, `warning` or `note`."""


class Coverage(Fields):
    """Which alerts there are, for the page that says which of them the book knows."""

    rules: Many[Text] = ()
    """Rule files of Prometheus, as seen from the folder of `mkdocs.yml`: files, folders, `monitoring/**/*.yml`."""
    ignore: Many[Text] = ()
    """Names of alerts that need no runbook, or that are not in these files: `[Watchdog, "Pingdom*"]`."""
    addresses: Many[Text] = ()
    """Where this site is read besides `site_url`: an address of an alert that begins so leads into it."""
    audience: Audience = "internal"
    """For whom the page is, and everybody above: rule files say of themselves for whom they are as little as an article
    without an audience."""


class Api(Fields):
    """What the site has for programs besides its pages."""

    articles: bool = True
    """Whether there are `index.json` and `index.md` beside the page of each article."""


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
    rules: Rules = Rules()
    """Which rules are looked for, and how serious what they find is."""
    coverage: Coverage = Coverage()
    """Which alerts there are: `{rules: monitoring/}` gives the site a page that says which of them the book knows."""
    api: Api = Api()
    """What the site has for programs besides its pages: `{articles: false}` leaves out two files for each article."""

    @property
    def covers_alerts(self) -> bool:
        """Whether the site has a page of alerts: where there are rules, and for whom they are."""
        readers = AUDIENCES.index(self.audience or "restricted")
        return bool(self.coverage.rules) and readers >= AUDIENCES.index(self.coverage.audience)

    @property
    def lists(self) -> dict[str, tuple[str, ...]]:
        """The closed lists by name."""
        return {"detection": self.detection, "trigger": self.trigger, "factors": self.factors}
