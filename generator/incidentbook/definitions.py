"""How a figure is defined, in words, beside the code that makes it."""

from typing import NamedTuple


class Definition(NamedTuple):
    """One term of the numbers. Settings may stand in the text as `{repeat_window_days}`."""

    name: str
    """Its anchor on the page of definitions."""
    title: str
    text: str
    """Plain sentences: what it is, over which time, and what is left out."""
