"""Stretches of time as numbers, and what can be done with sets of them: join, clip, take away, have in common.

Moments are POSIX timestamps in seconds. A span holds its start and not its end. Every function takes spans in any
order, overlapping or not, and returns them sorted, disjoint, with those that touch joined and empty ones dropped.
"""

from collections.abc import Iterable
from typing import NamedTuple


class Span(NamedTuple):
    """A stretch of time, from a POSIX timestamp up to, and without, another."""

    start: float
    end: float


def merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return the time that at least one span covers."""
    joined: list[Span] = []
    for start, end in sorted(spans):
        if end <= start:
            continue
        if joined and start <= joined[-1].end:
            if end > joined[-1].end:
                joined[-1] = Span(joined[-1].start, end)
        else:
            joined.append(Span(start, end))
    return tuple(joined)


def clipped(spans: Iterable[Span], start: float, end: float) -> tuple[Span, ...]:
    """Return the part of the spans that lies between two moments."""
    return merged(
        Span(max(span_start, start), min(span_end, end))
        for span_start, span_end in spans
        if span_start < end and span_end > start
    )


def common(spans: Iterable[Span], others: Iterable[Span]) -> tuple[Span, ...]:
    """Return the time that both sets cover."""
    left, right = merged(spans), merged(others)
    found: list[Span] = []
    at, other_at = 0, 0
    while at < len(left) and other_at < len(right):
        one, other = left[at], right[other_at]
        start, end = max(one.start, other.start), min(one.end, other.end)
        if start < end:
            found.append(Span(start, end))
        if one.end <= other.end:
            at += 1
        else:
            other_at += 1
    return tuple(found)


def without(spans: Iterable[Span], holes: Iterable[Span]) -> tuple[Span, ...]:
    """Return the time that the spans cover and the holes do not."""
    left, taken = merged(spans), merged(holes)
    kept: list[Span] = []
    at = 0
    for start, end in left:
        while at < len(taken) and taken[at].end <= start:
            at += 1
        moment, hole_at = start, at
        while hole_at < len(taken) and taken[hole_at].start < end:
            if taken[hole_at].start > moment:
                kept.append(Span(moment, taken[hole_at].start))
            moment = taken[hole_at].end
            hole_at += 1
        if moment < end:
            kept.append(Span(moment, end))
        at = max(at, hole_at - 1)
    return tuple(kept)


def length_seconds(spans: Iterable[Span]) -> float:
    """Return how much time the spans cover together, in seconds."""
    return sum(end - start for start, end in merged(spans))
