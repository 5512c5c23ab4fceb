"""How long open actions have been open: a bar for each age, with what is overdue marked."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from incidentbook.views.plots.caption import Caption, sentences
from incidentbook.views.time_axis import number

_LONGEST = 88.0
"""In percent: beyond it stands the number."""


class Age(NamedTuple):
    """Open actions of one age, youngest first: "up to 30 days"."""

    label: str
    open: int
    overdue: int
    """How many of them."""


class Bar(NamedTuple):
    """An age in the figure; `width` is that of all, `overdue_width` of its beginning."""

    label: str
    open: int
    overdue: int
    width: str
    overdue_width: str
    overdue_said: str
    said: str


@dataclass(frozen=True)
class ActionAges:
    """The whole figure. Without open actions it has a caption only."""

    caption: Caption
    bars: tuple[Bar, ...]
    overdue: bool


def action_ages(ages: Sequence[Age], *, name: str = "action-ages", title: str = "", note: str = "") -> ActionAges:
    """Draw ages, the youngest first."""
    caption = Caption(name, title or _finding(ages), sentences(note))
    most = max((age.open for age in ages), default=0)
    if not most:
        return ActionAges(caption, (), False)
    return ActionAges(
        caption,
        tuple(
            Bar(
                age.label, age.open, age.overdue,
                number(age.open * _LONGEST / most), number(age.overdue * _LONGEST / most),
                _overdue_said(age), _said(age),
            )
            for age in ages
        ),
        any(age.overdue for age in ages),
    )  # fmt: skip


def _overdue_said(age: Age) -> str:
    if not age.overdue:
        return ""
    return "all overdue" if age.overdue == age.open else f"{age.overdue} overdue"


def _said(age: Age) -> str:
    return f"{age.label}: {age.open} open" + (f", {age.overdue} of them overdue" if age.overdue else "")


def _finding(ages: Sequence[Age]) -> str:
    total, overdue = sum(age.open for age in ages), sum(age.overdue for age in ages)
    if not total:
        return "No action is open"
    if total == 1:
        return f"The only open action is {'overdue' if overdue else 'not overdue'}"
    said = f"{overdue or 'None'} of {total:,} open actions {'is' if overdue < 2 else 'are'} overdue"
    oldest = next(age for age in reversed(ages) if age.open)
    return f"{said}; {oldest.open} open for {oldest.label}" if len(ages) > 1 else said
