"""Which incidents enter the figures, why the others do not, and which reports are parts of one incident."""

from collections.abc import Mapping

from incidentbook.articles import Article
from incidentbook.book import Book
from incidentbook.definitions import Definition
from incidentbook.kinds.incident.model import Incident

IMPAIRED = frozenset(("down", "degraded"))
"""The levels at which a service is impaired."""
_NAMES = {"near-miss": "near miss", "security": "security report"}

Chains = Mapping[str, tuple[Incident, ...]]
"""By the path of an incident: the reports that continue it, directly or through others, oldest first."""

DEFINITIONS = (
    Definition(
        "counted",
        "Counted incidents",
        "Every incident is counted once. A duplicate (`duplicate_of`) is the second report of an incident that is "
        "counted already, and a continuation (`continues`) is a part of the incident it continues: neither is "
        "counted for itself. Near misses and security reports are counted only where a service that they affected "
        "was down or degraded. What is not counted enters no duration, no SLA, no availability and no repeat rate; "
        "it stays in the lists, where it says so.",
    ),
    Definition(
        "period",
        "The period of an incident",
        "Counts, durations and verdicts belong to the month, quarter or year of the incident's earliest milestone, in "
        "the site's time zone. A time known only to the day, month or year stands at its beginning.",
    ),
    Definition(
        "continuation",
        "Continuations",
        "Reports that continue an incident, directly or through one another, are parts of it, as a reopening is: its "
        "time to mitigate and its time to resolve run to the last end among them all. While the last part has no end, "
        "there is no such duration.",
    ),
)


def counted(incident: Incident) -> bool:
    """Whether an incident enters durations, SLA, availability and the repeat rate."""
    return not left_out(incident)


def left_out(incident: Incident) -> str:
    """Return why an incident is not counted, as in "a second report of INC-2026-0001"; nothing if it is."""
    if incident.duplicate_of is not None:
        return f"a second report of {incident.duplicate_of}"
    if incident.continues is not None:
        return f"a part of {incident.continues}, which it continues"
    if incident.type != "incident" and not _impaired_a_service(incident):
        return f"a {_NAMES[incident.type]} that impaired no service"
    return ""


def _impaired_a_service(incident: Incident) -> bool:
    return any(
        service.role == "affected"
        and (service.level in IMPAIRED or any(period.level in IMPAIRED for period in service.periods))
        for service in incident.services
    )


def moment_of(incident: Incident) -> float | None:
    """Return the POSIX timestamp that says which period an incident belongs to; None if it has no time at all."""
    earliest = incident.earliest
    return earliest.earliest.timestamp() if earliest is not None else None


def chains(book: Book) -> Chains:
    """Return the continuations of a book by the path of the incident to which they belong.

    A continuation of a duplicate belongs to the incident of which that is the second report. Reports that continue
    one another in a circle, or one that there is not, belong to none.
    """
    parts = [article for article in book.incidents if article.fields.continues is not None]
    if not parts:
        return {}
    by_id: dict[str, Article[Incident]] = {}
    for article in book.incidents:
        by_id.setdefault(article.id, article)
    known: dict[str, Article[Incident] | None] = {}
    found: dict[str, list[Article[Incident]]] = {}
    for part in parts:
        first = _first_of(part, by_id, known)
        if first is not None and part.fields.duplicate_of is None:
            found.setdefault(first.path, []).append(part)
    return {path: tuple(part.fields for part in sorted(found[path], key=_oldest_first)) for path in sorted(found)}


def _first_of(
    part: Article[Incident],
    by_id: Mapping[str, Article[Incident]],
    known: dict[str, Article[Incident] | None],
) -> Article[Incident] | None:
    """Return the incident to which a report leads; `known` has those of the reports before, by path."""
    passed: list[str] = []
    at: Article[Incident] | None = part
    first: Article[Incident] | None = None
    while at is not None:
        if at.path in known:
            first = known[at.path]
            break
        known[at.path] = None  # also what it stays in a circle
        passed.append(at.path)
        said = at.fields.duplicate_of or at.fields.continues
        if said is None:
            first = at
            break
        at = by_id.get(said)
    known.update(dict.fromkeys(passed, first))
    return first


def _oldest_first(article: Article[Incident]) -> tuple[float, str]:
    moment = moment_of(article.fields)
    return (moment if moment is not None else float("inf"), article.path)
