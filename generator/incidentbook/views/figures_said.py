"""Figures as pages say them: shares, lengths, distributions and compliance, each with how many it is made from."""

from datetime import timedelta
from math import ceil, floor
from typing import NamedTuple

from incidentbook.distributions import Distribution
from incidentbook.judgements import Compliance
from incidentbook.written_durations import spoken

NONE = "–"
"""What stands where there is no figure."""


def length(seconds: float | None) -> str:
    """Say a length with its two largest units: `1 h 30 min`."""
    return NONE if seconds is None else spoken(timedelta(seconds=seconds))


def percent(share: float | None, decimals: int = 0) -> str:
    """Say a share, 0 to 1; only what is all or nothing is said to be 100 % or 0 %."""
    if share is None:
        return NONE
    scale = 10**decimals
    said = round(share * 100 * scale)
    if said == 100 * scale and share < 1:
        said = floor(share * 100 * scale)
    if said == 0 and share > 0:
        said = ceil(share * 100 * scale)
    return f"{said / scale:.{decimals}f} %"


def percent_as_written(share: float) -> str:
    """Say a share that a person wrote, with its decimals: `99.95 %`."""
    return percent(share, decimals_of(share))


class DistributionSaid(NamedTuple):
    """A distribution in words; figures that there are not are a dash."""

    n: int
    of: int
    few: bool
    values: tuple[str, ...]
    """All of them, where there are too few for figures; else none."""
    median: str
    interval: str
    """The 95 % interval of the median: `25 min to 1 h 16 min`; empty without one."""
    p90: str
    mean: str
    range: str
    stated: int
    """How many of the values a person stated."""
    inexact: int
    """Of how many more incidents only a range or a lower bound is known."""


def distribution_said(found: Distribution, stated: int = 0, inexact: int = 0) -> DistributionSaid:
    """Put a distribution into words."""
    return DistributionSaid(
        n=found.n,
        of=found.of,
        few=found.few,
        values=tuple(length(value) for value in found.values) if found.few else (),
        median=length(found.median),
        interval=" to ".join(map(length, found.interval)) if found.interval is not None else "",
        p90=length(found.p90),
        mean=length(found.mean),
        range=NONE if found.least is None else f"{length(found.least)} to {length(found.most)}",
        stated=stated,
        inexact=inexact,
    )


def unbroken(said: DistributionSaid) -> DistributionSaid:
    """Keep each length on one line, where there is little room."""
    return said._replace(
        values=tuple(map(_together, said.values)),
        median=_together(said.median),
        interval=" to ".join(map(_together, said.interval.split(" to "))),
    )


def _together(text: str) -> str:
    return text.replace(" ", "\N{NO-BREAK SPACE}")


class ComplianceSaid(NamedTuple):
    """Compliance with its counts."""

    met: int
    missed: int
    unknown: int
    running: int
    excluded: int
    judged: int
    """Met or missed."""
    share: str
    worst: str
    """If all that is unknown was missed; empty where that is the same."""
    objective: str
    """Empty without one."""
    reached: bool | None
    """Whether the objective is; None without one, or without anything judged."""


def compliance_said(found: Compliance, objective: float | None = None) -> ComplianceSaid:
    """Put compliance into words."""
    return ComplianceSaid(
        *found,
        judged=found.met + found.missed,
        share=_beside(found.share, objective),
        worst="" if found.worst is None or not found.unknown else _beside(found.worst, objective),
        objective="" if objective is None else percent_as_written(objective),
        reached=None if objective is None else found.reaches(objective),
    )


def _beside(share: float | None, objective: float | None) -> str:
    """Say a share so that one below its objective does not look like it: 94.9 %, not 95 %."""
    said = percent(share)
    if share is None or objective is None or share >= objective - 1e-9:
        return said
    return said if round(share, 2) < objective - 1e-9 else f"{floor(share * 1000) / 10:.1f} %"


def decimals_of(share: float) -> int:
    """Return how many decimals an objective was written with: `99.95 %` has two."""
    return next((count for count in range(4) if round(share * 100, count) == round(share * 100, 6)), 4)
