"""What a kind of article is: its name, folder, IDs, model and the sections it knows."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from incidentbook.articles import ArticleFields
from incidentbook.text import SLUG


@dataclass(frozen=True)
class Kind:
    """One kind of article; `kinds/<kind>/` holds one each."""

    name: str
    folder: str
    model: type[ArticleFields]
    singular: str
    plural: str
    id_prefix: str | None
    """`KI` for IDs such as `KI-0007`; a kind without one is known by its file's name."""
    sections: Mapping[str, tuple[str, ...]]
    """Canonical section names, each with the headings that are accepted for it, in lower case."""

    @cached_property
    def id_pattern(self) -> re.Pattern[str]:
        """What an ID of this kind looks like."""
        if self.id_prefix is None:
            return SLUG
        return re.compile(rf"{self.id_prefix}-(?:(?:[0-9]{{4}}-)?[0-9]{{3,6}}|NEW(?:-[a-z0-9]+)*)")

    def section_name(self, heading: str) -> str | None:
        """Return the canonical name of a heading, or None for a heading of the author's own."""
        words = heading.strip().rstrip(":").lower()
        return next((name for name, headings in self.sections.items() if words in headings), None)
