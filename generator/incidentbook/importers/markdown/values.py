"""The front matter of an article in the making: values are converted, put in their places, and doubts remembered."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from pydantic import ValidationError

from incidentbook.articles import ArticleFields
from incidentbook.fields import Reading
from incidentbook.importers.converters import CONVERTERS, Context
from incidentbook.importers.converters.durations import leading_duration
from incidentbook.importers.converters.listed_names import whole
from incidentbook.importers.converters.times import article_time, right_year, told, until
from incidentbook.importers.converters.zones import local
from incidentbook.importers.imported import Remark, Written
from incidentbook.importers.markdown.mapping import LEFT_OUT, Goes
from incidentbook.kinds import KINDS
from incidentbook.text import shortened

# How a value is read where the mapping does not say it, by the key it goes to or the first word of that.
_READ_AS = {
    "times": "time", "exposed": "time", "contained": "time", "last_reviewed": "time", "stated": "duration",
    "review_in": "duration", "severity": "severity-words", "services": "services", "services.level": "level",
    "alerts": "names", "symptoms": "names", "factors": "names", "related": "names", "aliases": "names",
    "actual": "time", "planned": "time", "announced": "time", "affects": "version-ranges",
}  # fmt: skip
# Where the keys of an incident are in a planned piece of work.
_OF_MAINTENANCE = {
    "times.started": "actual.from", "times.detected": "actual.from", "times.mitigated": "actual.to",
    "times.resolved": "actual.to", "severity": "extra.severity", "impact": "## Impact",
}  # fmt: skip
_LONGEST_WORD = 24
_MOST_FAULTS = 40
_DEEPEST = 20
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_STATUS_OF_MAINTENANCE = {"resolved": "completed", "investigating": "in-progress", "identified": "in-progress"}


@dataclass
class Values:
    """What is known of one article so far."""

    path: str
    kind: str
    context: Context
    dated: date | None
    """The day of the document."""
    file_years: bool = False
    """Whether mistyped years are read as that of the document."""
    zone: str = ""
    """That of the article; where there is none, times keep the zone they say."""
    front: dict[str, Written] = field(default_factory=dict)
    remarks: list[Remark] = field(default_factory=list)
    levels: list[str] = field(default_factory=list)

    def place(self, key: str) -> str:
        """Return where a key of a mapping is in an article of this kind; `extra.…` where it has no place of its own."""
        if self.kind == "maintenance":
            key = _OF_MAINTENANCE.get(key, key)
        first = key.partition(".")[0]
        if key.startswith("#") or key in (LEFT_OUT, "services.level"):
            return key
        known = KINDS[self.kind].model.model_fields
        if first in known or first in ArticleFields.model_fields:
            return key
        return f"extra.{key.replace('.', '_')}"

    def remark(self, line: int, message: str) -> None:
        """Remember something that a person should look at."""
        remark = Remark(self.path, line, message)
        if remark not in self.remarks:
            self.remarks.append(remark)

    def has(self, key: str) -> bool:
        """Whether there is a value at a place already."""
        at: object = self.front
        for part in _parts(key):
            if not isinstance(at, Mapping) or part not in at:
                return False
            at = at[part]
        return True

    def put(self, key: str, value: Written) -> bool:
        """Put a value in its place, and say whether that was free."""
        if value in ("", [], {}) or self.has(key):
            return False
        *holders, last = _parts(key)
        at = self.front
        for part in holders:
            inner = at.setdefault(part, {})
            if not isinstance(inner, dict):
                return False
            at = inner
        at[last] = value
        return True

    def keep(self, key: str, value: object) -> None:
        """Put a key of the source that has no place of its own beside those that have."""
        name = key.replace(".", "_")
        while self.has(f"extra.{name}"):
            name += "_"
        self.put(f"extra.{name}", as_written(value))

    def take(self, goes: Goes, value: object, line: int) -> bool:
        """Convert a value and put it in its place; say whether all that it says is there now.

        ValueError says why it is not understood.
        """
        key = self.place(goes.to)
        if key == LEFT_OUT:
            return True
        said, rest = self.converted(goes, key, value, line)
        if key == "services.level":
            if isinstance(said, str):
                self.levels.append(said)
            return False
        if key == "status" and self.kind == "maintenance" and isinstance(said, str):
            said = _STATUS_OF_MAINTENANCE.get(said, said)
        if key == "affects":
            said = [{"package": goes.package or "unknown", "ranges": said}]
        if said == "":
            return False
        taken = self.put(key, said)
        return (taken or self.same(key, said)) and not rest.strip(" .,;*_")

    def same(self, key: str, value: Written) -> bool:
        """Whether a place holds this very value."""
        at: object = self.front
        for part in _parts(key):
            at = at.get(part) if isinstance(at, Mapping) else None
        return at == value

    def converted(self, goes: Goes, key: str, value: object, line: int) -> tuple[Written, str]:
        """Return a value as the article has it, and what of its text is not in it."""
        name = goes.as_ or _READ_AS.get(key) or _READ_AS.get(key.partition(".")[0], "")
        if goes.values:
            known = {said.lower(): meant for said, meant in goes.values.items()}
            word = _plain(value).lower()
            if word not in known:
                raise ValueError(f"`{shortened(_plain(value))}` is none of the values that the mapping knows")
            meant = known[word]
            return (CONVERTERS[name](meant, self.context) if name == "severity-words" else meant), ""
        if name in ("time", "end") and isinstance(value, str):
            return self.time(value, line) if name == "time" else self.end(value, line)
        if name == "duration" and isinstance(value, str):
            return leading_duration(value)
        if not name:
            return as_written(value), ""
        said = CONVERTERS[name](_unmarked(value), self.context)
        if name == "services":
            return said, "" if whole(value, said, self.context) else "more"
        # The word of a scale is short: what is longer says more than that word.
        return said, "" if isinstance(said, list) or len(_plain(value)) <= _LONGEST_WORD else "more"

    def time(self, text: str, line: int) -> tuple[str, str]:
        """Return the time that a text begins with as the article has it, and the rest of the text."""
        near = self.dated
        said = told(text.strip().strip("*_`").strip(), near)
        if said is None:
            raise ValueError(f"`{shortened(text)}` does not begin with a time that can be read")
        if self.file_years and near is not None:
            said = right_year(said, near)
        written, note = article_time(said, near, self.context.zone if self.zone else "", self.zone)
        if note:
            self.remark(line, f"`{shortened(text, limit=40)}`: {note}")
        return written, said.rest if not note else f"{said.rest} {note}"

    def end(self, text: str, line: int) -> tuple[str, str]:
        """Return the end of a span as the article has it; a clock time before its beginning is of the next day."""
        begun, _ = self.time(text, line)
        end = until(text)
        written, rest = self.time(end, line)
        said = told(end, self.dated)
        if said is not None and said.on is None and written < begun and self.dated is not None:
            written = f"{self.dated + timedelta(days=1)}{written[10:]}"
        return written, rest

    def day(self) -> date | None:
        """Return the day that the article is filed under: that of the document, else that of its earliest time."""
        if self.dated is not None:
            return self.dated
        said = [self.front.get(key) for key in ("times", "actual", "planned")]
        times = [time for one in said if isinstance(one, dict) for time in one.values() if isinstance(time, str)]
        found = min((match[0] for time in times if (match := _DAY.search(time)) is not None), default="")
        return date.fromisoformat(found) if found else None

    def validate(self) -> None:
        """Move what an article of this kind cannot say to `extra`, so that nothing is lost and the article is sound."""
        model = KINDS[self.kind].model
        reading = Reading(local(self.zone), dict(self.context.lists))
        for _ in range(_MOST_FAULTS):
            try:
                model.model_validate(self.front, context=reading)
            except ValidationError as error:
                fault = error.errors(include_url=False, include_input=False)[0]
                self._move(f"{fault['loc'][0]}", [f"{part}" for part in fault["loc"][1:2]], fault["msg"])
            else:
                return

    def _move(self, key: str, inner: list[str], why: str) -> None:
        holder = self.front[key]
        if inner and isinstance(holder, dict) and inner[0] in holder:
            place, value = f"{key}.{inner[0]}", holder.pop(inner[0])
            if not holder:
                del self.front[key]
        else:
            place, value = key, self.front.pop(key)
        extra = f"extra.{place.replace('.', '_')}"
        self.keep(place, value)
        self.remark(0, f"`{place}` cannot be `{shortened(str(value), limit=40)}` ({why}); it is kept as `{extra}`")
        if key == "title":
            self.put("title", shortened(str(value)) or "Untitled")

    def finished(self) -> dict[str, Written]:
        """Return the front matter in the order in which it is read best."""
        services = self.front.get("services")
        if self.levels and isinstance(services, list):
            worst = self.levels[0]
            self.front["services"] = [{"id": one, "level": worst} for one in services]
        elif self.levels:
            self.put("extra.level", self.levels[0])
        order = {key: at for at, key in enumerate(_ORDER)}
        last = len(order)
        keys = sorted(self.front, key=lambda key: order.get(key, last - (key not in ("links", "extra"))))
        return {key: self.front[key] for key in keys}


_ORDER = (
    "title kind type severity status review audience zone services times planned actual announced emergency impact "
    "stated detection trigger factors symptoms alerts affects fixes known_issues runbooks actions related owner "
    "last_reviewed review_in roles versions aliases links extra"
).split()


def _parts(key: str) -> list[str]:
    """Split `times.detected`; a key of `extra` or `stated` may have dots itself."""
    first, dot, rest = key.partition(".")
    return [first, rest] if dot else [first]


def _plain(value: object) -> str:
    return " ".join(str(value).split()).strip("*_`").strip()


def _unmarked(value: object) -> object:
    return value.strip().strip("*_`").strip() if isinstance(value, str) else value


def as_written(value: object, depth: int = 0) -> Written:
    """Return a value as it is, as text, lists and mappings; nothing is the empty text, what is too deep one text."""
    if isinstance(value, list) and depth < _DEEPEST:
        return [as_written(one, depth + 1) for one in value]
    if isinstance(value, Mapping) and depth < _DEEPEST:
        return {str(key): as_written(one, depth + 1) for key, one in value.items()}
    return "" if value is None else str(value).strip()
