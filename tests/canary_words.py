"""Words that occur nowhere else, and the names that articles made of them have."""

import random
from collections import defaultdict
from typing import NamedTuple

AUDIENCES = ("public", "internal", "restricted")
NUMBERS = {"public": 11, "internal": 71, "restricted": 93}
YEARS = {"public": 2026, "internal": 1986, "restricted": 1987}


class Words:
    """Words that nobody has ever used, each remembered with those who may read it."""

    def __init__(self) -> None:
        self.of: dict[str, dict[str, str]] = defaultdict(dict)
        self._random = random.Random(20260304)  # noqa: S311 - the same words every time

    def new(self, audience: str, what: str) -> str:
        """Make a word up; `what` says where it is put."""
        word = "".join(self._random.choices("bcdfghjkmnpqrstvwxz", k=14))
        self.of[audience][word] = what
        return word

    def keep(self, audience: str, word: str, what: str) -> str:
        """Remember a word of a certain form, such as an ID."""
        self.of[audience][word] = what
        return word


class Names(NamedTuple):
    """How the articles of one audience are referred to."""

    audience: str
    incident: str
    issue: str
    runbook: str
    maintenance: str
    symptom: str
    """Its file's name."""
    single: str
    """A symptom whose file's name is a single word."""
    in_place: str
    """A symptom in a known issue that has a name."""
    unnamed: str
    """One that is called by what it says."""
    service: str
    service_alias: str
    page: str
    spaced: str
    """A page with spaces in its name."""
    incident_slug: str
    issue_slug: str
    runbook_slug: str
    maintenance_slug: str
    alias: str
    picture: str
    notes: str

    @property
    def year(self) -> int:
        return YEARS[self.audience]

    @property
    def files(self) -> tuple[str, ...]:
        """Paths of everything that is Markdown."""
        return (
            f"incidents/{self.year}/{self.incident_slug}.md",
            f"known-issues/{self.issue_slug}.md",
            f"runbooks/{self.runbook_slug}.md",
            f"maintenance/{self.year}/{self.maintenance_slug}.md",
            f"symptoms/{self.symptom}.md",
            f"symptoms/{self.single}.md",
            f"guides/{self.page}.md",
            f"guides/{self.spaced}.md",
        )

    @property
    def ids(self) -> tuple[str, ...]:
        return (self.incident, self.issue, self.runbook, self.maintenance)

    @property
    def slugs(self) -> tuple[str, ...]:
        return (self.symptom, self.single, self.in_place, self.unnamed)

    @property
    def addresses(self) -> tuple[str, ...]:
        """Addresses of pages, as seen from the root of the site."""
        return (
            *(file.removesuffix(".md").replace(" ", "%20") + "/" for file in self.files),
            *(f"id/{name}/" for name in (*self.ids, *self.slugs)),
            f"services/{self.service}/",
            f"symptoms/{self.in_place}/",
            f"symptoms/{self.unnamed}/",
            f"{self.alias}/",
        )


def names_for(audience: str, words: Words) -> Names:
    number = NUMBERS[audience]

    def two(what: str) -> str:
        return f"{words.new(audience, what)}-{words.new(audience, what)}"

    issue = words.keep(audience, f"KI-{number}31", "the ID of a known issue")
    unnamed = words.new(audience, "a symptom in place")
    return Names(
        audience=audience,
        incident=words.keep(audience, f"INC-{YEARS[audience]}-{number}30", "the ID of an incident"),
        issue=issue,
        runbook=words.keep(audience, f"RB-{number}32", "the ID of a runbook"),
        maintenance=words.keep(audience, f"MNT-{YEARS[audience]}-{number}33", "the ID of a maintenance"),
        symptom=two("the file of a symptom"),
        single=words.new(audience, "the file of a symptom, one word"),
        in_place=two("the name of a symptom in place"),
        unnamed=f"{issue.lower()}-{unnamed}",
        service=two("the key of a service"),
        service_alias=words.new(audience, "the alias of a service"),
        page=two("the file of a page"),
        spaced=f"{words.new(audience, 'a file with a space')} {words.new(audience, 'a file with a space')}",
        incident_slug=two("the file of an incident"),
        issue_slug=two("the file of a known issue"),
        runbook_slug=two("the file of a runbook"),
        maintenance_slug=two("the file of a maintenance"),
        alias=f"former/{words.new(audience, 'an alias')}",
        picture=f"guides/files/{words.new(audience, 'the name of a picture')}.svg",
        notes=f"guides/files/{words.new(audience, 'the name of an attachment')}.txt",
    )
