"""Several names in one value: services, labels, the versions of a product that have a fault."""

import re
from collections.abc import Iterable

from incidentbook.importers.converters.context import Context
from incidentbook.importers.converters.lookups import service
from incidentbook.importers.imported import Written
from incidentbook.text import shortened, slug

_SEPARATORS = re.compile(r"\s*(?:[,;\n]|\s/\s|\band\b)\s*")
_VERSION = r"v?(\d+(?:\.\d+)*(?:[-.]?(?:alpha|beta|rc)[-.]?\d*)?)"
_RANGE = re.compile(rf"{_VERSION}\s*(?:to|through|[-–—])\s*{_VERSION}", re.IGNORECASE)
_OPEN = (
    (re.compile(rf"{_VERSION}\s*(?:and (?:later|above|newer)|\+|or later|-?onwards?)", re.IGNORECASE), ">="),
    (re.compile(rf"(?:prior to|before|below|<)\s*{_VERSION}", re.IGNORECASE), "<"),
    (re.compile(rf"(?:up to(?: and including)?|<=|≤)\s*{_VERSION}", re.IGNORECASE), "<="),
    (re.compile(_VERSION, re.IGNORECASE), "=="),
)
_ANY = re.compile(r"v?((?:\d+\.)*)(\d+)\.x", re.IGNORECASE)
_AND = re.compile(r"\s*(?:,|;|\band\b(?!\s+(?:later|above|newer|including)))\s*")


def names(value: object, context: Context) -> Written:  # noqa: ARG001 - every converter is given its context
    """Read a list, or a text with commas, semicolons or lines, as names, each once and in their order."""
    return list(_each(value))


def services(value: object, context: Context) -> Written:
    """Read the names of services as the keys that the book has for them, or as keys made of them."""
    return list(dict.fromkeys(key for name in _each(value) if (key := service(_unexplained(name), context))))


def whole(value: object, keys: Written, context: Context) -> bool:
    """Whether keys say all that the names of services said: what explains a name between brackets is in no key."""
    said = [name for name in _each(value) if name.lower() not in context.services]
    return isinstance(keys, list) and all(slug(name, limit=len(name) + 1) in keys for name in said)


def _unexplained(name: str) -> str:
    return name.partition(" (")[0] or name


def version_ranges(value: object, context: Context) -> Written:  # noqa: ARG001 - every converter is given its context
    """Read `v19.2.0 to v19.2.11, v20.1.0 to 20.1.10` as ranges: `>=19.2.0,<=19.2.11` and so on."""
    ranges: list[Written] = []
    for part in (part.strip(" .") for part in _AND.split(str(value))):
        both = _RANGE.fullmatch(part)
        single = next(((mark, match) for form, mark in _OPEN if (match := form.fullmatch(part)) is not None), None)
        if (series := _ANY.fullmatch(part)) is not None:
            ranges.append(f">={series[1]}{series[2]},<{series[1]}{int(series[2]) + 1}")
        elif both is not None:
            ranges.append(f">={both[1]},<={both[2]}")
        elif single is not None:
            ranges.append(f"{single[0]}{single[1][1]}")
        elif part:
            raise ValueError(f"`{shortened(part)}` is no range of versions")
    return ranges


def _each(value: object) -> Iterable[str]:
    parts = _SEPARATORS.split(value) if isinstance(value, str) else value if isinstance(value, list) else [value]
    if any(isinstance(part, (dict, list)) for part in parts):
        raise ValueError("it is more than a list of names")
    return dict.fromkeys(
        name for part in parts if part is not None and (name := str(part).strip().strip("`*_").strip())
    )
