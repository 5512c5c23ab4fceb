"""What becomes of an article that was imported, edited by hand, and is imported again.

Three versions are compared, key by key and section by section: what was imported last, what the source says now, and
what the file says. What only one side changed is taken from it; where both did, the author's stays and that is said.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from incidentbook.markdown_text import headings, scan
from incidentbook.text import digest
from incidentbook.written_yaml import Value
from incidentbook.yaml_text import Data

At = tuple[str, ...]
"""A key of the front matter, or a key of the mapping that it holds: `("times", "detected")`."""
WHOLE = ""
"""Beside the digests of its keys, that of a mapping as a whole."""
_KEPT = ("id",)
"""Keys of the book and not of the source: an ID that was given stays."""


class SectionName(NamedTuple):
    """A second-level heading, and which of several alike it is, from 0; the text before the first has no title."""

    title: str
    number: int = 0

    def __str__(self) -> str:
        return f"{self.title} ({self.number + 1})" if self.number else self.title


@dataclass(frozen=True)
class Told:
    """What one version of an article says."""

    front_matter: Mapping[str, Data]
    sections: Mapping[SectionName, str]
    """The Markdown of each section with its heading, in order, without blank lines around it."""


@dataclass(frozen=True)
class Base:
    """Of what was imported last only digests are kept: they tell whether something has changed since."""

    front_matter: Mapping[str, Mapping[str, str]]
    """By key, and below that by the keys of its mapping; `WHOLE` is the value as a whole."""
    sections: Mapping[SectionName, str]


class KeyChange(NamedTuple):
    """A value that the source has changed."""

    at: At
    value: Data
    """None where it is gone."""


class SectionChange(NamedTuple):
    """A section that the source has changed."""

    name: SectionName
    text: str | None
    """None where it is gone."""


class Conflict(NamedTuple):
    """Something that both have changed; the author's stays."""

    at: At | SectionName
    ours: str | None
    """What the file says; None where it says nothing."""
    theirs: str | None
    """What the source says."""

    @property
    def where(self) -> str:
        """The key or section in words: `times.detected`, `## Summary`."""
        if not isinstance(self.at, SectionName):
            return ".".join(self.at)
        return f"## {self.at}" if self.at.title else "the text before the first heading"


@dataclass(frozen=True)
class Merged:
    """What is to be done to a file, and what nobody but a person can decide."""

    keys: Sequence[KeyChange] = ()
    sections: Sequence[SectionChange] = ()
    conflicts: Sequence[Conflict] = ()


def sections_of_text(body: str) -> dict[SectionName, str]:
    """Cut a body before each second-level heading."""
    return {name: text.strip("\n") for name, text in cut(body) if text.strip()}


def cut(body: str) -> list[tuple[SectionName, str]]:
    """Cut a body before each second-level heading, so that the parts together are the body again."""
    found = headings(body, scan(body).prose)
    starts = [heading.start for heading in found]
    parts = [(SectionName(""), body[: starts[0] if starts else len(body)])]
    seen: dict[str, int] = {}
    for heading, end in zip(found, [*starts[1:], len(body)], strict=False):
        number = seen.get(heading.title, 0)
        seen[heading.title] = number + 1
        # A heading without a title is no text before the first heading.
        parts.append((SectionName(heading.title or "##", number), body[heading.start : end]))
    return parts


def base_of(told: Told) -> Base:
    """Return the digests of what was imported."""
    return Base(
        {key: _digests(value) for key, value in told.front_matter.items() if key not in _KEPT},
        {name: digest_of(text) for name, text in told.sections.items()},
    )


def _digests(value: Data) -> dict[str, str]:
    below = {key: digest_of(one) for key, one in value.items()} if isinstance(value, dict) else {}
    return {WHOLE: digest_of(value), **below}


def digest_of(value: Data) -> str:
    """Return a short digest of a value; keys of mappings count in any order."""
    return digest(_plain(value))[:12]


def _plain(value: Data) -> str:
    if isinstance(value, dict):
        return f"{{{','.join(sorted(f'{key!r}:{_plain(one)}' for key, one in value.items()))}}}"
    if isinstance(value, list):
        return f"[{','.join(map(_plain, value))}]"
    return repr(value)


def merge(base: Base | None, ours: Told, theirs: Told) -> Merged:
    """Compare the versions of an article. Without a base every difference counts as the author's."""
    keys, conflicts = list[KeyChange](), list[Conflict]()
    names = [*theirs.front_matter, *(key for key in ours.front_matter if key not in theirs.front_matter)]
    for key in names:
        if key not in _KEPT:
            before = base.front_matter.get(key, {}) if base is not None else None
            _merge_key(key, before, ours.front_matter, theirs.front_matter, keys, conflicts)
    sections = list[SectionChange]()
    headings_now = [*theirs.sections, *(name for name in ours.sections if name not in theirs.sections)]
    for name in headings_now:
        text, said = ours.sections.get(name), theirs.sections.get(name)
        known = None if base is None else base.sections.get(name, "")
        verdict = _verdict(known, text, said)
        if verdict == "theirs":
            sections.append(SectionChange(name, said))
        elif verdict == "conflict":
            conflicts.append(Conflict(name, text, said))
    return Merged(keys, sections, conflicts)


def _merge_key(
    key: str,
    base: Mapping[str, str] | None,
    ours: Mapping[str, Data],
    theirs: Mapping[str, Data],
    keys: list[KeyChange],
    conflicts: list[Conflict],
) -> None:
    own, said = ours.get(key), theirs.get(key)
    whole = _verdict(None if base is None else base.get(WHOLE, ""), own, said)
    if isinstance(own, dict) and isinstance(said, dict) and whole != "ours":
        for name in [*said, *(name for name in own if name not in said)]:
            known = None if base is None else base.get(name, "")
            verdict = _verdict(known, own.get(name), said.get(name))
            if verdict == "theirs":
                keys.append(KeyChange((key, name), said.get(name)))
            elif verdict == "conflict":
                conflicts.append(Conflict((key, name), shown(own.get(name)), shown(said.get(name))))
    elif whole == "theirs":
        keys.append(KeyChange((key,), said))
    elif whole == "conflict":
        conflicts.append(Conflict((key,), shown(own), shown(said)))


def _verdict(base: str | None, ours: Data, theirs: Data) -> str:
    """Say whose value it is to be; a missing one is None, of which the digest is empty."""
    if ours == theirs:
        return "ours"
    if base is None:
        return "conflict"
    if _of(theirs) == base:
        return "ours"
    return "theirs" if _of(ours) == base else "conflict"


def _of(value: Data) -> str:
    return digest_of(value) if value is not None else ""


def shown(value: Value) -> str | None:
    """Return a value as it can be quoted in a message; None where there is none."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{key}: {shown(one)}' for key, one in value.items())}}}"
    return f"[{', '.join(str(shown(one)) for one in value)}]"
