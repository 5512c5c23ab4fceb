"""Who is in a synthetic book and who refers to whom: everything but the prose, as frozen values.

References are bounded per article whatever the size of the book: known issues stand in blocks of ten that
share a hundred incidents, a runbook serves two known issues, and services grow with the number of articles.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from benchmarks import synthetic_words as words

FIRST_DAY = datetime(2020, 1, 1)  # noqa: DTZ001 (wall clock: each article says its zone)
DAYS = 2191  # six years, the last day of 2025 left free for what lasts overnight
BLOCK = 10
BLOCK_WEIGHTS = tuple(1 / rank for rank in range(1, BLOCK + 1))


@dataclass(frozen=True)
class Service:
    """A service of the catalogue."""

    id: str
    owner: str
    depends_on: tuple[str, ...]


@dataclass(frozen=True)
class KnownIssue:
    """A known issue: one way to fail of one service. `symptoms` are slugs of symptom files."""

    number: int
    service: Service
    failure: words.Failure
    symptoms: tuple[str, ...]
    runbook: str | None

    @property
    def id(self) -> str:
        """The ID, `KI-0007`."""
        return f"KI-{self.number + 1:04}"

    @property
    def slug(self) -> str:
        """The file name without its ending."""
        return f"{self.service.id}-{self.failure.slug}"


@dataclass(frozen=True)
class Incident:
    """An incident; `cause` is the known issue it is a case of, `earlier` the place of the case before it."""

    place: int
    id: str
    slug: str
    title: str
    service: Service
    other: Service
    failure: words.Failure
    cause: KnownIssue | None
    suspected: bool
    earlier: int | None
    zone: str | None
    started: datetime
    detected: datetime
    acknowledged: datetime
    mitigated: datetime
    resolved: datetime

    @property
    def path(self) -> str:
        """The file, relative to the articles' folder."""
        return f"incidents/{self.started.year}/{self.slug}.md"


@dataclass(frozen=True)
class Plan:
    """A whole book without its prose."""

    seed: int
    services: tuple[Service, ...]
    known_issues: tuple[KnownIssue, ...]
    symptoms: tuple[str, ...]
    runbooks: tuple[str, ...]
    maintenances: int
    incidents: tuple[Incident, ...]


def plan(articles: int, seed: int) -> Plan:
    """Plan a book of exactly `articles` articles (at least 50); the same for the same two numbers."""
    known, symptoms = articles * 8 // 100, articles * 7 // 100
    runbooks, maintenances = articles * 4 // 100, max(articles // 100, 1)
    services = _services(articles // 100 + 10)
    issues = _known_issues(known, symptoms, runbooks, services)
    return Plan(
        seed,
        services,
        issues,
        tuple(issue.slug for issue in issues[:symptoms]),
        tuple(f"RB-{number + 1:04}" for number in range(runbooks)),
        maintenances,
        _incidents(articles - known - symptoms - runbooks - maintenances, seed, services, issues),
    )


def _services(count: int) -> tuple[Service, ...]:
    names = []
    for number in range(count):
        name, turn = (
            words.SERVICE_NAMES[number % len(words.SERVICE_NAMES)],
            number // len(words.SERVICE_NAMES),
        )
        part = words.SERVICE_PARTS[turn % len(words.SERVICE_PARTS)]
        cell = turn // len(words.SERVICE_PARTS)
        names.append(f"{name}-{part}-{cell}" if cell else f"{name}-{part}")
    return tuple(
        Service(
            name,
            words.TEAMS[number % len(words.TEAMS)],
            tuple(sorted({names[earlier] for earlier in (number // 2, number // 3) if earlier < number})),
        )
        for number, name in enumerate(names)
    )


def _known_issues(count: int, symptoms: int, runbooks: int, services: tuple[Service, ...]) -> tuple[KnownIssue, ...]:
    pairs = []
    for number in range(count):
        turn, place = divmod(number, len(services))
        pairs.append((services[place], words.FAILURES[(turn + 7 * place) % len(words.FAILURES)]))
    slugs = [f"{service.id}-{failure.slug}" for service, failure in pairs]
    issues = []
    for number, (service, failure) in enumerate(pairs):
        own = [slugs[number]] if number < symptoms else []
        shared = number - len(services)  # the same service, failing in another way
        if number % 3 == 0 and 0 <= shared < symptoms:
            own.append(slugs[shared])
        runbook = f"RB-{number // 2 + 1:04}" if number // 2 < runbooks else None
        issues.append(KnownIssue(number, service, failure, tuple(own), runbook))
    return tuple(issues)


def _incidents(
    count: int, seed: int, services: tuple[Service, ...], issues: tuple[KnownIssue, ...]
) -> tuple[Incident, ...]:
    starts = []
    for number in range(count):
        random = Random(f"{seed}:start:{number}")
        day = min(number * (DAYS - 2) // count + random.randrange(4), DAYS - 3)
        starts.append(
            (
                FIRST_DAY + timedelta(days=day, hours=random.randrange(24), minutes=random.randrange(60)),
                number,
            )
        )
    incidents: list[Incident] = []
    sequence: dict[int, int] = {}
    latest: dict[int, int] = {}
    taken: set[str] = set()
    for place, (started, number) in enumerate(sorted(starts)):
        random = Random(f"{seed}:incident:{number}")
        cause = _cause(random, number, issues)
        suspected = cause is not None and random.random() < 0.12
        service = cause.service if cause else random.choice(services)
        failure = cause.failure if cause else random.choice(words.FAILURES)
        sequence[started.year] = sequence.get(started.year, 0) + 1
        title = failure.title.format(service=service.id)
        if random.random() < 0.5:
            title = f"{title} in {random.choice(words.REGIONS)}"
        detected = started + timedelta(minutes=random.randrange(1, 45))
        acknowledged = detected + timedelta(minutes=random.randrange(1, 25))
        mitigated = acknowledged + timedelta(minutes=int(10 * 30 ** random.random()))
        resolved = mitigated + timedelta(minutes=int(10 * 100 ** random.random()))
        incident = Incident(
            place=place,
            id=f"INC-{started.year}-{sequence[started.year]:04}",
            slug=_free(f"{started:%Y-%m-%d}-{service.id}-{failure.slug}", taken),
            title=title,
            service=service,
            other=random.choice(services),
            failure=failure,
            cause=cause,
            suspected=suspected,
            earlier=latest.get(cause.number) if cause else None,
            zone=_zone(random, started, resolved),
            started=started,
            detected=detected,
            acknowledged=acknowledged,
            mitigated=mitigated,
            resolved=resolved,
        )
        if cause and not suspected:
            latest[cause.number] = place
        incidents.append(incident)
    return tuple(incidents)


def _cause(random: Random, number: int, issues: tuple[KnownIssue, ...]) -> KnownIssue | None:
    """Pick a known issue for two thirds of the incidents: within a block, few recur often and most seldom."""
    if random.random() > 0.66:
        return None
    blocks = -(-len(issues) // BLOCK)
    block = issues[number % blocks * BLOCK :][:BLOCK]
    return random.choices(block, weights=BLOCK_WEIGHTS[: len(block)])[0]


def _zone(random: Random, started: datetime, resolved: datetime) -> str | None:
    """Leave London's zone out around its changes of the clock: a wall time may not exist, or exist twice."""
    if random.random() < 0.4:
        return None
    changes = any(
        day.month in (3, 10) and day.weekday() == 6 and day.day > 24
        for day in (started + timedelta(days=ahead) for ahead in range((resolved - started).days + 2))
    )
    return None if changes else "Europe/London"


def _free(slug: str, taken: set[str]) -> str:
    candidate, number = slug, 1
    while candidate in taken:
        number += 1
        candidate = f"{slug}-{number}"
    taken.add(candidate)
    return candidate
