"""The words of an availability: its share, what was lost and what is left with their marks, and how it was reckoned."""

from math import floor

from incidentbook.availability import Availability
from incidentbook.calendars import ALWAYS
from incidentbook.judgements import in_full
from incidentbook.views.figures_said import NONE, decimals_of, length, percent

_NOTHING_CERTAIN = "nothing: another took it already, it was outside the service hours, or it is not certain"


def marked_share(found: Availability) -> str:
    """Say the share with its mark; that it was no more than all, as nothing is known of what was lost, is none."""
    if found.share is None:
        return NONE
    less = found.at_least or bool(found.unknown)
    if less and not found.lost_seconds:
        return "not known"
    more = found.at_most and found.lost_seconds > 0
    mark = "about " if found.approximate or (less and more) else "at most " if less else "at least " if more else ""
    return f"{mark}{_share(found)}"


def marked_lost(found: Availability, *, exactly: bool = False) -> str:
    """Say what was lost with its mark: `at least 1 h 30 min`."""
    if not found.lost_seconds:
        return "nothing certain" if found.at_least else "nothing"
    said = full_length(found.lost_seconds, found) if exactly else length(found.lost_seconds)
    return f"{found.mark} {said}" if found.mark else said


def marked_left(found: Availability) -> str:
    """Say what is left of the error budget, or by how much it is overdrawn, with its mark; nothing without one."""
    if found.left_seconds is None:
        return ""
    less, more = found.at_most and found.lost_seconds > 0, found.at_least or bool(found.unknown)
    overdrawn = found.left_seconds < 0
    mark = ""
    if found.approximate or (less and more):
        mark = "about "
    elif less or more:
        mark = "at most " if more is not overdrawn else "at least "
    return f"{mark}{length(abs(found.left_seconds))}"


def used_percent(found: Availability) -> float:
    """Return how much of the budget is used up, up to 100."""
    if found.budget_seconds is None or not found.lost_seconds:
        return 0.0
    return round(min(found.lost_seconds / found.budget_seconds, 1.0) * 100, 1) if found.budget_seconds else 100.0


def taken_words(path: str, seconds: float, found: Availability) -> str:
    """Say what an incident took: `1 h 30 min, 68 % of the budget`."""
    words = full_length(seconds, found) if seconds else _NOTHING_CERTAIN
    if seconds and found.budget_seconds:
        words += f", {percent(seconds / found.budget_seconds)} of the budget"
    return f"{words}; what lay in announced maintenance does not count" if path in found.excused else words


def arithmetic(found: Availability) -> tuple[str, ...]:
    """Say how the share and the budget follow, line by line."""
    hours = "every hour" if found.hours == ALWAYS.name else found.hours
    whole = full_length(found.open_seconds, found)
    lines = [
        f"service hours ({hours}){' so far' if found.running else ''}: {whole}",
        f"lost: {marked_lost(found, exactly=True)}{_why(found)}",
    ]
    if found.share is not None and found.lost_seconds:
        lines.append(f"availability: 1 − {full_length(found.lost_seconds, found)} / {whole} = {_share(found)}")
    if found.objective is not None and found.budget_seconds is not None:
        allowed = percent(1 - found.objective, decimals_of(found.objective))
        of_all = " of the whole period" if found.running else ""
        budget = full_length(found.budget_seconds, found)
        lines.append(f"error budget: {allowed} of the service hours{of_all} = {budget}")
    return tuple(lines)


def full_length(seconds: float, found: Availability) -> str:
    """Say a length of service hours in full; a day of them would be no day, unless every hour counts."""
    return in_full(seconds, days=found.hours == ALWAYS.name)


def _share(found: Availability) -> str:
    """Say the share, never better than it was: what is below an objective is not rounded up to it."""
    if found.share is None:
        return NONE
    if found.share >= 1:
        return "100 %"
    decimals = max(2, decimals_of(found.objective) + 1) if found.objective is not None else 2
    return f"{floor(found.share * 100 * 10**decimals + 1e-6) / 10**decimals:.{decimals}f} %"


def _why(found: Availability) -> str:
    reasons = []
    if found.at_least:
        reasons.append("more, if the impact began earlier than anyone wrote down, or where a time is coarse")
    if found.at_most:
        reasons.append("less, where it is not known when it was mitigated")
    if found.approximate:
        reasons.append("a time was written as approximate")
    return f" ({'; '.join(reasons)})" if reasons else ""
