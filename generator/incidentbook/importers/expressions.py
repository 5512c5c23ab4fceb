"""JMESPath: what mappings say where in a record something is, with three functions that tools' texts need."""

import re
from functools import lru_cache
from typing import Any, NamedTuple

import jmespath
from jmespath import exceptions, functions

from incidentbook.text import shortened

_LONGEST = 10_000
"""Characters of a text that a pattern is tried on."""


class Expression(NamedTuple):
    """A compiled expression, with its text for messages."""

    text: str
    parsed: Any

    def of(self, record: object) -> Any:
        """Return what the expression finds in a record, None where there is nothing.

        ValueError says why it cannot be applied: a function that got another type than it takes.
        """
        try:
            return self.parsed.search(record, options=_OPTIONS)
        except exceptions.JMESPathError as error:
            raise ValueError(
                f"`{shortened(self.text)}` cannot be applied: {shortened(str(error), limit=120)}"
            ) from error


@lru_cache(maxsize=1024)
def compiled(text: str) -> Expression:
    """Return an expression; ValueError says what is wrong with its text."""
    try:
        return Expression(text, jmespath.compile(text))
    except (exceptions.JMESPathError, RecursionError) as error:
        reason = shortened(str(error).splitlines()[0] if str(error) else "it is nested too deeply", limit=120)
        raise ValueError(f"`{shortened(text)}` is no JMESPath expression: {reason}") from error


class _Functions(functions.Functions):
    """`lower('ABC')`, `matches(title, 'planned|scheduled')`, `captured(label, 'service:(.+)')`."""

    @functions.signature({"types": ["string"]})
    def _func_lower(self, text: str) -> str:
        return text.lower()

    @functions.signature({"types": ["string"]}, {"types": ["string"]})
    def _func_matches(self, text: str, pattern: str) -> bool:
        return _pattern(pattern).search(text[:_LONGEST]) is not None

    @functions.signature({"types": ["string"]}, {"types": ["string"]})
    def _func_captured(self, text: str, pattern: str) -> str | None:
        match = _pattern(pattern).search(text[:_LONGEST])
        return match[1] if match is not None and match.lastindex else None


@lru_cache(maxsize=256)
def _pattern(text: str) -> re.Pattern[str]:
    try:
        return re.compile(text, re.IGNORECASE)
    except re.error as error:
        raise ValueError(f"`{shortened(text)}` is no regular expression: {error}") from error


_OPTIONS = jmespath.Options(custom_functions=_Functions())
