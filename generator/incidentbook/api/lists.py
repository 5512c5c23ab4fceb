"""All records of a kind in one file, and the figures: `api/incidents.json` and others."""

from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

from incidentbook.api.data_file import DataFile
from incidentbook.api.published import Published
from incidentbook.records.service import service_record
from incidentbook.records.shape import VERSION
from incidentbook.records.statistics import figures_record
from incidentbook.records.symptom import symptom_record
from incidentbook.statistics import BY, rows

FOLDER = "api"


class List(NamedTuple):
    """A file with all records of a kind."""

    name: str
    """Of the file, and of its schema."""
    kind: str
    """Of the records."""
    about: str
    """What is in it, in one sentence."""
    as_of: bool = False
    """Whether verdicts in it may change as time passes, so that it says of when it is."""

    @property
    def path(self) -> str:
        """Its place in the site."""
        return f"{FOLDER}/{self.name}.json"

    @property
    def key(self) -> str:
        """The key under which the records are."""
        return self.name.replace("-", "_")


LISTS = (
    List("incidents", "incident", "Every incident, how long it took, and whether its targets were met.", as_of=True),
    List("known-issues", "known-issue", "Every known issue, each time it happened, and how its fixes did."),
    List("symptoms", "symptom", "Every symptom, and what explained and fixed it before, the best first."),
    List("runbooks", "runbook", "Every runbook, and the incidents in which it was followed."),
    List("maintenance", "maintenance", "All planned work, as announced and as it took place."),
    List("services", "service", "Every service, what it hangs on, and what the book knows of it."),
    List("statistics", "figures", "Durations, SLA, repeats and downtime by period, service and more.", as_of=True),
)


def files(published: Published) -> Iterator[DataFile]:
    """Yield the file of each list."""
    for listed in LISTS:
        yield DataFile(listed.path, partial(_depends, listed, published), partial(_text, listed, published))


def _depends(listed: List, published: Published) -> tuple[str, ...]:
    shown, grounds = published.shown, published.grounds
    match listed.kind:
        case "incident" | "figures":
            return grounds.of_figures()
        case "symptom":
            return tuple(part for node in shown.graph.symptoms.values() for part in grounds.of_symptom(node))
        case "service":  # they are few, and made of names alone: nothing is faster to look at than they are
            return tuple(_records("service", published))
    return tuple(part for one in published.articles if one.kind == listed.kind for part in (one.path, *grounds.of(one)))


def _text(listed: List, published: Published) -> str:
    as_of = f'"as_of":"{published.shown.as_of.isoformat()}",' if listed.as_of else ""
    records = ",\n".join(_records(listed.kind, published))
    return f'{{"version":{VERSION},{as_of}"{listed.key}":[\n{records}\n]}}\n'


def _records(kind: str, published: Published) -> Iterator[str]:
    """Yield each record of a kind as JSON, in the order of the book."""
    shown = published.shown
    match kind:
        case "symptom":
            for node in shown.graph.symptoms.values():
                yield symptom_record(node, shown).model_dump_json()
        case "service":
            for key in shown.graph.services:
                yield service_record(key, shown).model_dump_json()
        case "figures":
            for by in BY:
                for row in rows(shown.numbers.statistics, by):
                    yield figures_record(row, by).model_dump_json()
        case _:
            for article in published.articles:
                if article.kind == kind:
                    yield published.record_json(article)
