"""Inline markup without asking every pattern about every text: one that needs a sign can match no text without it.

Most of a conversion's time would go into some fifteen patterns that find nothing in a plain sentence.
"""

import re
from collections.abc import Iterable, Sequence
from functools import cache
from re import _parser  # type: ignore[attr-defined] # what an expression is made of is said nowhere else
from typing import Any, cast

from markdown import Markdown
from markdown.inlinepatterns import Pattern
from markdown.treeprocessors import InlineProcessor
from markdown.util import AtomicString

NAME = "inline"
"""Of the converter's own step, which this takes the place of."""
_PRIORITY = 20
_HANDLE, _APPLY = "_InlineProcessor__handleInline", "_InlineProcessor__applyPattern"
_ANYTHING = frozenset[str]()


@cache
def signs_of(expression: re.Pattern[str]) -> frozenset[str]:
    """Return signs of which at least one is in every text that an expression matches; none where nobody can tell."""
    return _signs(_parser.parse(expression.pattern, expression.flags & ~re.DEBUG))


def _signs(parts: Iterable[tuple[Any, Any]]) -> frozenset[str]:
    """Return those of one part of a row, as all its parts must match: of the first that has some which are rare."""
    found = list(filter(None, map(_signs_of_part, parts)))
    return next((signs for signs in found if " " not in signs), found[0] if found else _ANYTHING)


def _signs_of_part(part: tuple[Any, Any]) -> frozenset[str]:
    match str(part[0]), part[1]:
        case "LITERAL", int(code):
            # A letter may stand for another one where case is ignored.
            return frozenset(chr(code)) if not chr(code).isalnum() else _ANYTHING
        case "IN", members:
            found = [_signs_of_part(member) for member in members]
            return frozenset().union(*found) if all(found) else _ANYTHING
        case "SUBPATTERN", (_, _, _, inside):
            return _signs(inside)
        case "ATOMIC_GROUP", inside:
            return _signs(inside)
        case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT", (int(least), _, inside):
            return _signs(inside) if least else _ANYTHING
        case "BRANCH", (_, branches):
            found = list(map(_signs, branches))
            return frozenset().union(*found) if all(found) else _ANYTHING
    return _ANYTHING


class _Inline(InlineProcessor):
    """The converter's own, but for the patterns that it passes over."""

    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        self._needed: list[frozenset[str]] = []
        self._signs: tuple[str, ...] = ()
        self._live: dict[tuple[bool, ...], list[int]] = {}

    def run(self, tree: Any, ancestors: list[str] | None = None) -> Any:
        """As the converter's own. Which patterns there are is looked up anew: an extension may add some."""
        patterns = cast("Iterable[Pattern]", self.inlinePatterns)
        needed = [signs_of(pattern.getCompiledRegExp()) for pattern in patterns]
        if needed != self._needed:
            self._needed, self._live = needed, {}
            self._signs = tuple(sorted(frozenset().union(*needed)))
        return super().run(tree, ancestors)

    def _handle(self, text: str, first: int = 0) -> str:
        """Return a text with placeholders for what patterns match in it, from the pattern of that number on.

        What a pattern leaves behind has no sign that was not there before, so it is enough to look once.
        """
        if isinstance(text, AtomicString):
            return text
        apply = getattr(self, _APPLY)
        for number in self._may_match(text):
            matched, start = number >= first, 0
            while matched:
                text, matched, start = apply(self.inlinePatterns[number], text, number, start)
        return text

    def _may_match(self, text: str) -> Sequence[int]:
        present = tuple(map(text.__contains__, self._signs))
        live = self._live.get(present)
        if live is None:
            signs = {sign for sign, there in zip(self._signs, present, strict=True) if there}
            live = self._live[present] = [
                number for number, needed in enumerate(self._needed) if not needed or not needed.isdisjoint(signs)
            ]
        return live


setattr(_Inline, _HANDLE, _Inline._handle)  # noqa: SLF001 - the name under which the converter calls its own


def pass_over(converter: Markdown) -> None:
    """Have a converter pass over patterns that cannot match. One that works otherwise than known is left as it is."""
    steps = converter.treeprocessors
    as_known = NAME in steps and type(steps[NAME]) is InlineProcessor
    if as_known and all(hasattr(InlineProcessor, name) for name in (_HANDLE, _APPLY)):
        steps.register(_Inline(converter), NAME, _PRIORITY)
