"""What stands above every plot."""

from typing import NamedTuple


class Caption(NamedTuple):
    """The words of a figure."""

    name: str
    """Its anchor, which occurs once on a page."""
    title: str
    """What the figure shows, as a sentence."""
    note: str
    """How to read it, its n and what it leaves out."""


def sentences(*parts: str) -> str:
    """Join the sentences that there are."""
    return " ".join(part for part in parts if part)
