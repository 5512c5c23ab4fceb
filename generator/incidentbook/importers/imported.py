"""What an importer hands over: articles as their source tells them, and what of it nobody could understand."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

Written = str | list["Written"] | dict[str, "Written"]
"""A value as an author would write it in front matter: text, lists and mappings, never a number or a date."""


class Remark(NamedTuple):
    """Something in the source that was not understood, or that a person should look at."""

    file: str
    """As it was named to the importer."""
    line: int
    """From 1; 0 where the source has no lines."""
    message: str
    """What it is, and what was done with it: a sentence without a full stop."""
    lost: bool = False
    """True where the text could not even be kept in the body; an importer should never need it."""


@dataclass(frozen=True)
class Imported:
    """One article as a source tells it, before it has an ID and a place in the book."""

    key: str
    """What identifies it at its source and never changes: `pagerduty:PT4KHLK`, `markdown:incidents/2020-02-25.md#2`."""
    kind: str
    """The name of a kind: `incident`, `known-issue`, `symptom`, `runbook`, `maintenance`."""
    name: str
    """The file that it should become, below the folder of its kind: `2026/2026-03-04-checkout-times-out.md`."""
    front_matter: Mapping[str, Written]
    """Its keys in the order in which they are to be written; without `id`, unless the source itself gives one.

    A reference to another imported article is that one's key, which becomes its ID.
    """
    body: str
    """Markdown without front matter."""
    remarks: tuple[Remark, ...] = ()
    attachments: Mapping[str, bytes] = field(default_factory=dict)
    """Files that the body links to, by their path relative to the article."""
