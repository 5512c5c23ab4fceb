"""The page that says how the numbers are made: the definitions of the modules that make them, and the settings that
are in force in this book.
"""

from collections.abc import Iterator
from dataclasses import replace
from string import Formatter
from types import ModuleType
from typing import NamedTuple

from incidentbook import (
    announced,
    availability,
    calendars,
    changes,
    clock_runs,
    counting,
    distributions,
    downtime,
    durations,
    fixes,
    intervals,
    judgements,
    likely_issues,
    past_figures,
    periods,
    recurrence,
    similar,
    statistics,
    targets,
)
from incidentbook.addresses import NUMBERS
from incidentbook.definitions import Definition
from incidentbook.policies import Policy
from incidentbook.settings import Settings
from incidentbook.targets import CLOCKS
from incidentbook.views import review_duties
from incidentbook.views.agreements import Agreements, agreements_of
from incidentbook.views.hub import hub
from incidentbook.views.service_names import ServiceNames
from incidentbook.views.view import Shown, View
from incidentbook.written_durations import spoken


class Group(NamedTuple):
    """Definitions that are read together."""

    title: str
    modules: tuple[ModuleType, ...]

    @property
    def definitions(self) -> tuple[Definition, ...]:
        """Those of its modules, in their order."""
        return tuple(definition for module in self.modules for definition in module.DEFINITIONS)


GROUPS = (
    Group("What is counted, and when", (counting, statistics, periods)),
    Group("Durations of an incident", (durations,)),
    Group("Targets and verdicts (SLA)", (targets, clock_runs, judgements)),
    Group("Support hours, service hours, maintenance", (calendars, announced)),
    Group("Downtime and availability", (downtime, availability)),
    Group("What keeps coming back", (recurrence, intervals, fixes, likely_issues, similar)),
    Group("Medians, means and trends", (distributions,)),
    Group("The weekly review", (changes, past_figures, review_duties)),
)
"""Everything that is defined. Titles become anchors, and so must not read like the name of a definition."""


class Setting(NamedTuple):
    """A setting with the value that it has in this book."""

    key: str
    value: str
    file: str
    effect: str = ""
    """What that means, as a sentence without a full stop."""


class Term(NamedTuple):
    """A definition as it is shown."""

    name: str
    title: str
    parts: tuple[str, ...]
    """Its text; every second part is code."""
    settings: tuple[Setting, ...]


class TermGroup(NamedTuple):
    """A group as it is shown."""

    title: str
    terms: tuple[Term, ...]


def views(shown: Shown) -> Iterator[View]:
    """Yield the page."""
    book, settings = shown.book, shown.settings
    agreed = agreements_of(book, shown.graph, ServiceNames(book), shown.as_of.timestamp())
    values = {
        "groups": tuple(
            TermGroup(
                group.title,
                tuple(_term(definition, settings, book.policy, agreed) for definition in group.definitions),
            )
            for group in GROUPS
        ),
        "agreements": agreed,
    }
    view = hub(
        shown, NUMBERS, "numbers.jinja", "How the numbers are made", values,
        description="Every figure of this site: what it is, over which time, and what is left out.",
    )  # fmt: skip
    yield replace(view, extra={**view.extra, "hide": ("navigation",)})  # its contents stand beside it


def _term(definition: Definition, settings: Settings, policy: Policy, agreed: Agreements) -> Term:
    chosen = settings.model_dump()
    named = dict.fromkeys(key for _, key, _, _ in Formatter().parse(definition.text) if key)
    said = [Setting(key, str(chosen[key]), "mkdocs.yml") for key in named]
    return Term(
        name=definition.name,
        title=definition.title,
        parts=tuple(definition.text.format(**chosen).split("`")),
        settings=(*said, *_settled(definition.name, policy, agreed)),
    )


def _settled(name: str, policy: Policy, agreed: Agreements) -> tuple[Setting, ...]:
    """Return what `sla.yml` says of a term, its tables aside."""
    if name == "continuation":
        effect = "what comes back later than that after its end is a new incident"
        return (Setting("reopen_within", spoken(policy.reopen_within), "sla.yml", effect),)
    if name == "support-clock":
        return tuple(
            Setting(f"clocks: {clock}", said, "sla.yml") for clock, said in zip(CLOCKS, agreed.clocks, strict=True)
        )
    if name == "downtime":
        return (Setting("degraded_share", agreed.degraded, "sla.yml"),)
    return ()
