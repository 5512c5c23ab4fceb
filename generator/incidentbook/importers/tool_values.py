"""Values of a record, as the rules of a mapping make them; what cannot be made is remembered, to be said."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from incidentbook.errors import IncidentbookError
from incidentbook.importers.converters import CONVERTERS, Context
from incidentbook.importers.converters.lookups import line
from incidentbook.importers.expressions import compiled
from incidentbook.importers.imported import Written
from incidentbook.importers.payloads import kind_of
from incidentbook.importers.tool_mapping import Rule
from incidentbook.importers.tool_records import Gathered, first_of, says
from incidentbook.text import shortened

_ABSENT = "it is left out"
_LONGEST_KEPT = 1000
"""Characters of a value that was not understood."""


@dataclass
class Reading:
    """A record while it is read, and what is said about it."""

    tool: str
    gathered: Gathered
    context: Context
    private: bool
    """Whether what mappings call private is read, too."""
    remarks: list[str] = field(default_factory=list)
    unread: dict[str, list[str]] = field(default_factory=dict)
    """Values that no converter could read, by the name of what they are for."""

    def value(self, name: str, rule: Rule, seen: object) -> Written:
        """Return what a rule makes; the empty text where there is nothing to say."""
        if (rule.private and not self.private) or not self._applies(name, rule, seen):
            return ""
        if rule.each is not None:
            made: list[Written] = []
            for part in self.parts(name, rule.each, seen):
                one = _short(self._mapping(name, rule, part))
                made += [one] if one and one not in made else []
            return made
        if rule.fields:
            return _short(self._mapping(name, rule, seen))
        if rule.value is not None:
            return rule.value
        found = self._found(name, rule.from_, seen)
        if not rule.many:
            return self._converted(name, rule, found)
        parts = found if isinstance(found, list) else [] if found is None else [found]
        return list(dict.fromkeys(str(one) for part in parts if (one := self._converted(name, rule, part))))

    def holds(self, name: str, query: str, seen: object) -> bool:
        """Whether an expression finds something; one that cannot be applied does not."""
        try:
            return says(compiled(query).of(seen))
        except ValueError as error:
            self.remark(name, f"{error}")
            return False

    def _applies(self, name: str, rule: Rule, seen: object) -> bool:
        return rule.when is None or self.holds(name, rule.when, seen)

    def parts(self, name: str, query: str, seen: object) -> list[Any]:
        """Return the list that an expression finds. IncidentbookError where it finds something else."""
        found = self._found(name, (query,), seen)
        if found is not None and not isinstance(found, list):
            raise self._wrong_type(name, "a list", found)
        return found or []

    def _mapping(self, name: str, rule: Rule, seen: object) -> dict[str, Written]:
        made: dict[str, Written] = {}
        for key, inner in rule.fields.items():
            value = self.value(f"{name}.{key}", inner, seen)
            if value:
                made[key] = value
            elif inner.needed:
                return {}
        return made

    def _found(self, name: str, queries: Sequence[str], seen: object) -> Any:
        try:
            return first_of(queries, seen)
        except ValueError as error:
            self.remark(name, f"{error}; {_ABSENT}")
            return None

    def _converted(self, name: str, rule: Rule, value: object) -> Written:
        if value is None or value == "":
            return ""
        try:
            if rule.values:
                value = _word(rule.values, value)
            made = CONVERTERS[rule.as_](value, self.context) if value != "" else ""
        except ValueError as error:
            self.remark(name, f"{error}; {self._kept(name, value)}")
            return ""
        except TypeError as error:
            raise self._wrong_type(name, str(error), value) from error
        return f"{self.tool}:{made}" if rule.refers and made else made

    def _kept(self, name: str, value: object) -> str:
        """Keep a value that was not understood, if it can be; return what became of it."""
        if not isinstance(value, (str, int, float)) or len(str(value)) > _LONGEST_KEPT:
            return _ABSENT
        self.unread.setdefault(name, []).append(line(value, self.context))
        return "it is kept as it is"

    def _wrong_type(self, name: str, expected: str, value: object) -> IncidentbookError:
        wrong = f"what `{name}` is made from must be {expected}, and is {kind_of(value)}"
        return IncidentbookError(f"{self.gathered.place} ({self.gathered.called}): {wrong}. Nothing was imported.")

    def remark(self, name: str, reason: str) -> None:
        """Note what was not understood, once."""
        message = f"`{name}` of {self.gathered.called}: {reason}"
        if message not in self.remarks:
            self.remarks.append(message)


def _short(made: dict[str, Written]) -> Written:
    """Return the one word that a mapping may be written as."""
    return next((made[key] for key in ("id", "do") if made.keys() == {key}), made)


def _word(values: dict[str, str], value: object) -> str:
    if isinstance(value, (dict, list)):
        raise TypeError("text")
    said = str(value).lower() if isinstance(value, bool) else str(value).strip()
    known = {name.lower(): word for name, word in values.items()}
    if said.lower() not in known and "*" not in known:
        raise ValueError(f"`{shortened(said)}` has no counterpart here")
    word = known.get(said.lower(), known.get("*", ""))
    return said if word == "*" else word
