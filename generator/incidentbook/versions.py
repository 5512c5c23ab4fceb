"""Versions as people write them, compared where their order is certain: dotted numbers, pre-releases before them."""

import re
from functools import cache

_WRITTEN = re.compile(
    r"v?(?P<numbers>\d{1,18}(?:\.\d{1,18})*)"
    r"(?:[-._]?(?P<stage>dev|snapshot|alpha|a|beta|b|preview|pre|rc|c)[-._]?(?P<number>\d{0,18}))?"
    r"(?:\+[\w.-]*)?",
    re.ASCII | re.IGNORECASE,
)
# What comes before a release, in this order; a release itself is 0.
_STAGES = {"dev": -4, "snapshot": -4, "alpha": -3, "a": -3, "beta": -2, "b": -2, "preview": -1, "pre": -1, "rc": -1,
           "c": -1, None: 0}  # fmt: skip
_Order = tuple[tuple[int, ...], int, int]


def compare_versions(first: str, second: str) -> int | None:
    """Return -1, 0 or 1 as the first version is older than the second, the same or newer.

    As Python's packages have it: `2.10` is newer than `2.9`, `2.5.0` is `2.5`, `2.5rc1` and `2.5-beta.2` are older than
    `2.5`, and what follows a `+` says nothing. None where either is written otherwise: a commit, a name, `2.5-4`, which
    some write for what follows 2.5 and others for what leads to it.
    """
    order, other = _order(first), _order(second)
    if order is None or other is None:
        return None
    return (order > other) - (order < other)


@cache
def _order(written: str) -> _Order | None:
    match = _WRITTEN.fullmatch(written.strip())
    if match is None:
        return None
    numbers = [int(number) for number in match["numbers"].split(".")]
    while numbers and not numbers[-1]:
        numbers.pop()
    stage = match["stage"]
    return tuple(numbers), _STAGES[stage.lower() if stage else None], int(match["number"] or 0)
