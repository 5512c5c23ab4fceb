"""Whether the fixes of a known issue hold: whether it came back after each, by dates and by versions."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import NamedTuple

from incidentbook.definitions import Definition
from incidentbook.graph import Occurrence
from incidentbook.instants import Instant
from incidentbook.intervals import apart, days_between
from incidentbook.kinds.known_issue.model import Fix
from incidentbook.versions import compare_versions

DEFINITIONS = (
    Definition(
        "came-back",
        "Came back after the fix",
        "Judged for each fix of a known issue that has a date: whether an occurrence began after it. A fix dated to "
        "the day is in force when that day is over, as the fix is often made in the incident of that day. Where the "
        "incident and the fix both name the version of a package (dotted numbers, pre-releases before their release), "
        "an incident on an older one does not count against the fix, which was not in force there, and one on the "
        "fixed version or a newer one counts although its time leaves open whether it was before or after. Versions "
        "in any other form say nothing, and the dates decide.",
    ),
)


class OtherVersion(NamedTuple):
    """An occurrence that does not count against a fix, as it was still on an older version."""

    occurrence: Occurrence
    said: str
    """The package and the version: `payments-api 2.4`."""


@dataclass(frozen=True, slots=True)
class FixHeld:
    """A fix of a known issue, and whether the issue came back after it."""

    fix: Fix
    judged: bool
    """Not without a date."""
    back: Occurrence | None = None
    """The first occurrence after it."""
    back_on: str = ""
    """The package and version that show that the fix was in force there; empty where the dates say so."""
    days: int | None = None
    """From the fix to that."""
    times: int = 0
    """How many occurrences there were after it."""
    still_on: tuple[OtherVersion, ...] = ()
    """Later occurrences that were still on an older version."""

    @property
    def came_back(self) -> bool | None:
        """Whether the issue came back; None where that is not known."""
        return self.back is not None if self.judged else None


def held(fix: Fix, occurrences: Iterable[Occurrence]) -> FixHeld:
    """Judge a fix by the occurrences of its known issue, which stand oldest first."""
    if fix.at is None:
        return FixHeld(fix, judged=False)
    begin, in_force = fix.at.earliest.timestamp(), fix.at.latest.timestamp()
    back: list[tuple[Occurrence, str]] = []
    still_on = []
    for one in occurrences:
        if one.at is None:
            continue
        after = one.at.earliest.timestamp() >= in_force
        if not after and one.at.latest.timestamp() <= begin:
            continue
        older, said = _version_of(one, fix)
        if older:
            still_on += [OtherVersion(one, said)] if after else []
        elif after or said:
            back.append((one, said))
    first, said = back[0] if back else (None, "")
    return FixHeld(
        fix=fix,
        judged=True,
        back=first,
        back_on=said,
        days=_days(fix.at, first.at) if first is not None and first.at is not None else None,
        times=len(back),
        still_on=tuple(still_on),
    )


def _days(fixed: Instant, back: Instant) -> int | None:
    """Return the days from a fix to an occurrence that a version puts after it, although its month began before it."""
    return days_between(fixed, back) if apart(fixed, back) > timedelta() else 0


def _version_of(occurrence: Occurrence, fix: Fix) -> tuple[bool, str]:
    """Return whether an occurrence was on a version older than a fixed one, and which one it was on.

    Of several packages one older is enough: the fix was not in force. Nothing is said where no version can be compared.
    """
    if occurrence.incident is None:
        return False, ""
    newer = ""
    for package, fixed in fix.versions.items():
        there = occurrence.incident.fields.versions.get(package)
        order = compare_versions(there, fixed) if there is not None else None
        if order is not None and order < 0:
            return True, f"{package} {there}"
        newer = newer or (f"{package} {there}" if order is not None else "")
    return False, newer
