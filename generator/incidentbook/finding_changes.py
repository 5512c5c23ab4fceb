"""Which findings a change brings, and which it mends, wherever the lines have gone that they are about."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from incidentbook.diagnostics import Diagnostic

_LIST = "KB904"
"""A draft's list of what is missing: that it is shorter or longer than before makes it no other finding."""
_LINES = re.compile(r"\blines? [0-9]+(?:(?:, | and )[0-9]+)*")

_Sign = tuple[object, ...]


class FindingChanges(NamedTuple):
    """Findings that the one state of a book has and the other has not, in order of place."""

    brought: tuple[Diagnostic, ...]
    mended: tuple[Diagnostic, ...]


def finding_changes(
    before: Sequence[Diagnostic], after: Sequence[Diagnostic], renamed: Mapping[str, str]
) -> FindingChanges:
    """Compare findings; `renamed` are the paths of now by those of before, of files that were renamed.

    The same finding may be on another line, as lines move, or on the same line in other words, as when it names one
    article more. Findings that were mended have the paths of before.
    """
    brought, mended = list(after), list(before)
    for sign in (_by_words, _by_place):
        brought, mended = (
            _beyond(brought, mended, sign, renamed),
            _beyond(mended, brought, sign, {now: was for was, now in renamed.items()}),
        )
    return FindingChanges(tuple(brought), tuple(mended))


def _beyond(
    findings: Iterable[Diagnostic],
    others: Iterable[Diagnostic],
    sign: Callable[[Diagnostic], _Sign],
    renamed: Mapping[str, str],
) -> list[Diagnostic]:
    """Return the findings that are not among the others; of several alike, as many as there are more of them."""
    left = Counter(sign(other._replace(path=renamed.get(other.path, other.path))) for other in others)
    beyond = []
    for found in findings:
        key = sign(found)
        if left[key]:
            left[key] -= 1
        else:
            beyond.append(found)
    return beyond


def _by_words(found: Diagnostic) -> _Sign:
    message = "" if found.code == _LIST else _LINES.sub("", found.message)
    return found.path, found.code, found.severity, message


def _by_place(found: Diagnostic) -> _Sign:
    return found.path, found.code, found.severity, found.line
