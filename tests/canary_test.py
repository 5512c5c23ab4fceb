"""What readers may not see leaves no trace: books full of words that occur nowhere else, and sites without them."""

import gzip
import os
import random
import shutil
import subprocess
import sys
from collections import defaultdict
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml

from tests.provided import Once, Run

pytestmark = pytest.mark.slow

CHECKOUT = Path(__file__).parents[1]
PROGRAMS = Path(sys.executable).parent
SITE_URL = "https://books.example.org/platform/"
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


def filled(mine: Names, words: Words) -> dict[str, str]:
    """Return one article of every kind with a word of its own in every place that has room for one."""
    audience, year = mine.audience, mine.year

    def word(what: str) -> str:
        return words.new(audience, what)

    def body(*headings: str) -> str:
        sections = (
            f"## {heading} {word(f'a heading after {heading}') if heading == 'Notes' else ''}\n\n"
            f"Text {word(f'the text of {heading}')}.\n\n"
            for heading in (*headings, "Notes")
        )
        return (
            "".join(sections)
            + f"```console\n$ {word('a code block')}\n```\n\n| a | b |\n|---|---|\n| {word('a table')} | x |\n\n"
            + f"<p title=\"{word('an attribute')}\">{word('raw HTML')}</p>\n\n!!! note \"{word('a note')}\"\n\n"
            + f"    {word('in a note')} and `{word('code')}`[^1]\n\n[^1]: {word('a footnote')}\n\n"
            + f"![{word('a picture')}](../../{mine.picture}) [{word('a link')}](../../{mine.notes})\n"
        )

    def shared(title: str) -> str:
        return (
            f"title: Title {word(title)}\naudience: {audience}\n"
            f"links: [{{title: {word('the title of a link')}, url: 'https://{word('the address of a link')}.example/'}}]\n"
            f"extra: {{{word('an extra key')}: {word('an extra value')}}}\n"
        )

    incident = f"""\
id: {mine.incident}
{shared("the title of an incident")}severity: sev1
status: resolved
aliases: [{mine.alias}/]
services: [{{id: {mine.service}, role: affected, level: degraded, region: {word("a region")}}}]
times: {{detected: {year}-03-04 10:12, mitigated: {year}-03-04 11:02, resolved: {year}-03-04 12:40,
  paused: [{{from: {year}-03-04 10:20, to: {year}-03-04 10:30, why: {word("why a clock rests")}}}]}}
impact: {{summary: {word("an impact")}, users: 12}}
detection: alert
detections: [{{at: {year}-03-04 10:12, by: alert, ref: {word("where a signal is seen")}}}]
trigger: {{type: config, ref: {word("the reference of a trigger")}, summary: {word("a trigger")}}}
symptoms: [{mine.symptom}, {mine.single}, {mine.in_place}, {mine.unnamed}]
alerts: [{word("an alert")}]
known_issues: [{{id: {mine.issue}, fix: worked, took: 38m}}]
runbooks: [{{id: {mine.runbook}, fix: worked}}]
actions:
  - {{do: {word("an action")}, owner: {word("the owner of an action")}, ref: {word("the ticket of an action")}, priority: {word("a priority")}}}
  - {{do: {word("a dropped action")}, dropped: {word("why an action was dropped")}}}
related: [{mine.maintenance}]
reopened: [{{at: {year}-03-05 10:00, mitigated: {year}-03-05 11:00, why: {word("why it came back")}}}]
severity_history: [{{at: {year}-03-04 10:15, severity: sev1}}]
provider: {{service: {word("the service of a supplier")}, ref: {word("the report of a supplier")}}}
roles: {{{word("a role")}: {word("a person")}}}
versions: {{{word("a package")}: {word("a version")}}}
"""
    issue = f"""\
id: {mine.issue}
{shared("the title of a known issue")}status: workaround
services: [{mine.service}]
symptoms:
  - {mine.symptom}
  - {{id: {mine.in_place}, text: Seen {word("a named symptom in place")}, signatures: ["{word("a signature in place")} <*> x"], alerts: [{word("an alert in place")}]}}
  - text: {mine.unnamed.partition("-")[2].partition("-")[2]}
alerts: [{word("an alert of a known issue")}]
runbooks: [{mine.runbook}]
affects: [{{package: {word("an affected package")}, ranges: [">=2.3,<2.5"]}}]
fixes: [{{at: {year}-04-01, summary: {word("a fix")}, versions: {{{word("a fixed package")}: "{word("a fixed version")}"}}, ref: {word("the reference of a fix")}}}]
occurrences: [{{at: {year}-01, lasted: 24h, ref: {word("the reference of an occurrence")}}}]
owner: {word("the owner of a known issue")}
"""
    symptom = f"""\
{shared("the title of a symptom")}signatures: ["{word("a signature")} <*> failed"]
alerts: [{word("an alert of a symptom")}]
services: [{mine.service}]
owner: {word("the owner of a symptom")}
"""
    runbook = f"""\
id: {mine.runbook}
{shared("the title of a runbook")}services: [{mine.service}]
alerts: [{word("an alert of a runbook")}]
symptoms: [{mine.symptom}]
owner: {word("the owner of a runbook")}
"""
    maintenance = f"""\
id: {mine.maintenance}
{shared("the title of a maintenance")}planned: {{from: {year}-05-01 20:00, to: {year}-05-01 22:00}}
services: [{{id: {mine.service}, level: down}}]
status: completed
"""
    timeline = f"## Timeline\n\n- {year}-03-04 10:12 [detected] {word('a line of a timeline')}\n\n"
    page = f"title: {word('the title of a page')}\naudience: {audience}\ndescription: {word('a description')}\n"
    bodies = (
        (incident, timeline + body("Summary", "Impact", "Contributing factors", "Resolution", "Follow-up")),
        (issue, body("Cause", "Workaround", "Permanent fix", "Verification")),
        (runbook, body("Meaning", "Impact", "Diagnosis", "Mitigation")),
        (maintenance, body("Plan", "Outcome")),
        (symptom, body("How to confirm")),
        (f"title: Seen {word('the title of a symptom')}\naudience: {audience}\n", "x\n"),
        (page, body("Anything").replace("../../guides/", "")),
        (f"audience: {audience}\n", f"# Heading {word('a heading as title')}\n\nText.\n"),
    )
    found = {
        path: f"---\n{front_matter}---\n\n{text}"
        for path, (front_matter, text) in zip(mine.files, bodies, strict=True)
    }
    for path in (f"known-issues/{mine.issue_slug}.md", f"runbooks/{mine.runbook_slug}.md", f"symptoms/{mine.symptom}.md"):
        found[path] = found[path].replace("../../guides/", "../guides/")
    found[mine.picture] = f'<svg xmlns="http://www.w3.org/2000/svg"><title>{word("in a picture")}</title></svg>'
    found[mine.notes] = f"{word('in an attachment')}\n"
    return found


def services_for(mine: Names, words: Words) -> dict[str, object]:
    def word(what: str) -> str:
        return words.new(mine.audience, what)

    return {
        mine.service: {
            "name": f"Service {word('the name of a service')}",
            "description": word("the description of a service"),
            "audience": mine.audience,
            "owner": word("the owner of a service"),
            "contacts": {word("a kind of contact"): word("a contact"), "chat": f"https://{word('a chat')}.example/"},
            "aliases": [mine.service_alias],
            "tier": 1,
        }
    }


def beside(words: Words) -> dict[str, str]:
    """Return files that are in the way and must never be published, whoever the site is for."""
    never = "never"
    return {
        "sla.yml": f"# {words.new(never, 'a comment in sla.yml')}\nseverities: {{sev1: critical}}\n",
        f"incidents/2026/{words.new(never, 'an article without its ending')}.txt": f"---\ntitle: {words.new(never, 'x')}\n---\n",
        f"notes-{words.new(never, 'a stray file')}.log": words.new(never, "in a stray file"),
        f".{words.new(never, 'a hidden file')}.md": f"---\naudience: public\n---\n{words.new(never, 'in a hidden file')}\n",
    }


def referring(mine: Names, theirs: Names, words: Words) -> dict[str, str]:
    """Return articles that their own readers may see, and that refer to others in every way there is."""
    number = 100 * AUDIENCES.index(mine.audience) + 10 * AUDIENCES.index(theirs.audience)
    year, audience = mine.year, mine.audience

    def word(what: str) -> str:
        return words.new(audience, f"{what} beside a reference to {theirs.audience}")

    def around(text: str, what: str) -> str:
        return f"{word(f'before {what}')} {text} {word(f'after {what}')}"

    def body(depth: int) -> str:
        up = "../" * depth
        lines = [f"See {around(name, 'an ID in prose')}." for name in theirs.ids]
        for place, name in enumerate(theirs.ids):
            lines += [
                f"**{name}**, ({name}), _{name}_, {name}'s, {name.lower()}, “{name}” {word('an ID in emphasis')}",
                f"`{name}` and `see {name} for {word('an ID in code')}`",
                f"```text\n{name} {word('an ID in a code block')}\n```",
                f"    {name} {word('an ID in an indented block')}",
                f"| {name} | {word('an ID in a table')} |\n|---|---|\n| x | {name} |",
                f"## After {name} {word('an ID in a heading')}",
                f"[{name} {word('an ID in the text of a link')}](https://example.org/)",
                f"![{name} {word('an ID in the text of a picture')}](https://example.org/x.svg)",
                f"<!-- {name} -->",
                f'<p title="{name}">{around(name, "an ID in raw HTML")}</p>',
                f'!!! note "{name} {word("an ID in the title of a note")}"\n\n    {name}',
                f"[^{place}]\n\n[^{place}]: {name} {word('an ID in a footnote')}",
                f"*[XYZ]: {name}",
                f"- 10:12 [detected] {name} {word('an ID in a list')}",
                f"https://books.example.org/platform/id/{name}/ <https://books.example.org/platform/id/{name}/>",
                f"{{{{ {name} }}}} \\{name} {name}\\",
            ]
        for number, file in enumerate(theirs.files):
            quoted, address = file.replace(" ", "%20"), file.removesuffix(".md").replace(" ", "%20") + "/"
            label = f"label{number}"
            lines += [
                f"[{word('a link')}]({up}{quoted})",
                f"[{word('a link with an anchor')}]({up}{quoted}#summary)",
                f'[{word("a link with a title")}]({up}{quoted} "x")',
                f"[{word('a link in angle brackets')}](<{up}{file}>)",
                f"[{word('a link with a dot')}](./{up}{quoted})",
                f"[{word('a link to an address')}]({up}{address})",
                f"[{word('a link from the root')}](/{address})",
                f"[{word('a link **in** emphasis')}]({up}{quoted})",
                f"![{word('a picture')}]({up}{quoted})",
                f"[![{word('a picture in a link')}](https://example.org/x.svg)]({up}{quoted})",
                f"[{word('a link by reference')}][{label}] [{label}][] [{label}]\n\n[{label}]: {up}{quoted}",
                f"[{word('a link by reference, with a title')}][{label}t]\n\n[{label}t]: <{up}{quoted}> 'x'",
                f"[{word('a link by reference, on two lines')}][{label}n]\n\n[{label}n]:\n    {up}{quoted}",
                f'<a href="{up}{quoted}">{word("a link in HTML")}</a>',
                f"<a class=x href='../{up}{address}'>{word('a link in HTML, quoted once')}</a>",
                f"<a href={up}{quoted}>{word('a link in HTML, without quotes')}</a>",
                f'<img src="{up}{quoted}" alt="{word("a picture in HTML")}">',
                f"{around(file, 'a path in prose')}, {around(f'`{file}`', 'a path in code')}",
                f"```text\n$ cat kb/{file} # {word('a path in a code block')}\n```",
            ]
        for address in theirs.addresses:
            lines += [
                f"[{word('a link to an address')}]({up}{address})",
                f"[{word('a link to an address from the root')}](/{address})",
                f"[{word('a link to an address in full')}]({SITE_URL}{address})",
                f"[{word('a link to a file of the site')}]({up}{address}index.html)",
                f'<a href="/{address}">{word("a link in HTML")}</a>',
                f"<{SITE_URL}{address}>",
            ]
        return "\n\n".join(lines) + f"\n\nLast {word('the end')}.\n"

    everything = ", ".join((*theirs.ids, *theirs.slugs))
    address = theirs.addresses[0]
    incident = f"""\
title: Refers {word("the title of an incident")}
audience: {audience}
services: [{mine.service}, {theirs.service}, {{id: {theirs.service_alias}, level: down}}]
times: {{detected: {year}-06-04 10:12, mitigated: {year}-06-04 11:02}}
symptoms: [{mine.symptom}, {", ".join(theirs.slugs)}]
known_issues: [{mine.issue}, {theirs.issue}, {{id: {theirs.issue}, link: suspected}}]
runbooks: [{mine.runbook}, {{id: {theirs.runbook}, fix: worked, took: 12m}}]
related: [{mine.maintenance}, {everything}]
impact: {around(theirs.incident, "an ID in an impact")}
trigger: {{type: config, ref: {theirs.maintenance}, summary: {around(theirs.issue, "an ID in a trigger")}}}
detections: [{{at: {year}-06-04 10:12, by: alert, ref: "{SITE_URL}{address}"}}]
actions:
  - {{do: {around(theirs.incident, "an ID in an action")}, owner: {word("an owner")}, ref: {theirs.issue}}}
  - {{do: {around(theirs.files[0], "a path in an action")}, dropped: {around(theirs.runbook, "an ID in a reason")}}}
links:
  - {{title: {word("a title of a link elsewhere")}, url: "https://example.org/"}}
  - {{title: x, url: "{SITE_URL}{address}"}}
  - {{title: x, url: "../{theirs.files[1]}"}}
  - {{title: x, url: "/id/{theirs.incident}/"}}
extra: {{{theirs.incident}: x, see: {around(theirs.incident, "an ID in an extra key")}, list: [{theirs.issue}, {theirs.runbook}]}}
roles: {{{word("a role")}: {around(theirs.incident, "an ID in a role")}}}
versions: {{{word("a package")}: {theirs.issue}}}
provider: {{service: {theirs.service}, ref: {theirs.incident}}}
"""
    to = f"{audience}-to-{theirs.audience}"
    found = {f"incidents/{year}/{to}.md": (f"id: INC-{year}-4{number:03}\n{incident}", body(2))}
    for place, key in enumerate(("duplicate_of", "continues", "parent", "caused_by"), 1):
        one = f"title: Relates {word(key)}\naudience: {audience}\ntimes: {{detected: {year}-07-0{place}}}\n{key}: {theirs.incident}\n"
        found[f"incidents/{year}/relates-{place}-{to}.md"] = (f"id: INC-{year}-4{number + place:03}\n{one}", "Text.\n")
    found[f"known-issues/{to}.md"] = (
        f"""\
id: KI-4{number:03}
title: Refers {word("the title of a known issue")}
audience: {audience}
services: [{mine.service}, {theirs.service}]
symptoms: [{mine.symptom}, {theirs.symptom}, {{id: {theirs.single}}}, {theirs.in_place},
  {{text: {around(theirs.incident, "an ID in a symptom in place")}, services: [{theirs.service}]}}]
runbooks: [{mine.runbook}, {theirs.runbook}]
related: [{everything}]
occurrences: [{{at: {year}-02, ref: {around(theirs.incident, "an ID in an occurrence")}}}]
fixes: [{{at: {year}-03, summary: {around(theirs.issue, "an ID in a fix")}, ref: {theirs.maintenance}}}]
superseded_by: {theirs.issue}
""",
        f"## Workaround\n\nDo {around(theirs.runbook, 'an ID in a workaround')}.\n\n## Cause\n\n{body(1)}",
    )
    found[f"symptoms/{to}.md"] = (
        f"title: Refers {word('the title of a symptom')}\naudience: {audience}\nservices: [{mine.service}, {theirs.service}]\n"
        f"related: [{everything}]\nalerts: [{word('an alert')}]\n",
        body(1),
    )
    found[f"runbooks/{to}.md"] = (
        f"id: RB-4{number:03}\ntitle: Refers {word('the title of a runbook')}\naudience: {audience}\n"
        f"services: [{theirs.service}, {mine.service}]\nsymptoms: [{', '.join(theirs.slugs)}, {mine.symptom}]\nrelated: [{everything}]\n",
        f"## Mitigation\n\nDo {around(theirs.runbook, 'an ID in a mitigation')}.\n\n## Meaning\n\n{body(1)}",
    )
    found[f"maintenance/{year}/{to}.md"] = (
        f"id: MNT-{year}-4{number:03}\ntitle: Refers {word('the title of a maintenance')}\naudience: {audience}\n"
        f"planned: {{from: {year}-08-01 20:00, to: {year}-08-01 22:00}}\nservices: [{{id: {theirs.service}, level: down}}]\n"
        f"related: [{everything}]\n",
        body(2),
    )
    found[f"guides/{to}.md"] = (
        f"title: Refers {word('the title of a page')}\naudience: {audience}\n"
        f"description: {around(theirs.incident, 'an ID in a description')}\n",
        body(1),
    )
    return {path: f"---\n{front_matter}---\n\n{text}" for path, (front_matter, text) in found.items()}


class Canaries(NamedTuple):
    """A project, and the words in it by those who may read them."""

    project: Path
    words: Words


def make_project(folder: Path) -> Words:
    """Write a project whose articles of each audience refer to those of the audiences above."""
    words = Words()
    names = {audience: names_for(audience, words) for audience in AUDIENCES}
    files: dict[str, str] = {}
    services: dict[str, object] = {}
    for audience, mine in names.items():
        files |= filled(mine, words)
        services |= services_for(mine, words)
        for above in AUDIENCES[AUDIENCES.index(audience) + 1 :]:
            files |= referring(mine, names[above], words)
            entry = services[mine.service]
            assert isinstance(entry, dict)
            entry["depends_on"] = [*entry.get("depends_on", []), names[above].service]
    files |= beside(words)
    files["services.yml"] = f"# {words.new('never', 'a comment in services.yml')}\n{yaml.safe_dump(services)}"
    hidden = " ".join(name for above in AUDIENCES[1:] for name in names[above].ids)
    for path in ("index.md", "incidents/index.md", "known-issues/index.md", "services/index.md", "actions.md"):
        said = words.new("public", f"the introduction of {path}")
        files[path] = f"---\naudience: public\ntitle: Title {words.new('public', f'the title of {path}')}\n---\n\n{said} {hidden}\n"
    # Who may read these cannot be told for certain: then it is for as few as possible.
    doubtful = {
        "unset": "title: {}\n", "misspelt": "title: {}\naudiense: public\n", "capital": "title: {}\nAudience: public\n",
        "unknown": "title: {}\naudience: everybody\n", "twice": "title: {}\naudience: restricted\naudience: public\n",
        "broken": "title: {}\naudience: public\nservices: [\n", "list": "title: {}\naudience: [public]\n",
    }  # fmt: skip
    for name, front_matter in doubtful.items():
        for place in ("guides", "incidents/2026"):
            audience = "internal" if name == "unset" else "restricted"
            title = words.new(audience, f"the title of an article whose audience is {name}")
            text = words.new(audience, f"the text of an article whose audience is {name}")
            files[f"{place}/doubtful-{name}.md"] = f"---\n{front_matter.format(title)}---\n\n{text}\n"
    for path, text in files.items():
        file = folder / "kb" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    settings = yaml.safe_load((CHECKOUT / "mkdocs.yml").read_text(encoding="utf-8").replace("!ENV", ""))
    settings["site_url"] = SITE_URL
    settings["nav"] = [{"Home": "index.md"}, {"Incidents": "incidents/index.md"}]
    for mine in names.values():
        title = words.new(mine.audience, "a title in the navigation")
        settings["nav"] += [{title: mine.files[6]}, {f"Section {mine.audience}": [mine.files[1], mine.files[7]]}]
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(settings, sort_keys=False), encoding="utf-8")
    return words


@pytest.fixture(scope="module")
def canaries(once: Once) -> Canaries:
    folder = once("canaries", lambda folder: None if make_project(folder) else None)
    return Canaries(folder, make_project(folder / "again"))


def bytes_of(folder: Path) -> bytes:
    """Return every byte that a reader could get: names of files and what is in them, unpacked."""
    pieces = []
    for path in sorted(folder.rglob("*")):
        pieces.append(os.fsencode(path.relative_to(folder)))
        if path.is_file():
            content = path.read_bytes()
            pieces.append(gzip.decompress(content) if path.suffix == ".gz" else content)
    return b"\n".join(pieces).lower()


def check(folder: Path, audience: str, words: Words) -> None:
    """Nothing of what is above the audience is in the folder, and everything else is."""
    seen = bytes_of(folder)
    rank = AUDIENCES.index(audience)
    hidden = {**words.of["never"], **{word: what for above in AUDIENCES[rank + 1 :] for word, what in words.of[above].items()}}
    shown = {word: what for below in AUDIENCES[: rank + 1] for word, what in words.of[below].items()}
    leaks = [f"{word}: {what}" for word, what in hidden.items() if word.lower().encode() in seen]
    assert leaks == [], _where(folder, leaks)
    missing = [f"{word}: {what}" for word, what in shown.items() if word.lower().encode() not in seen]
    assert missing == []


def _where(folder: Path, leaks: list[str]) -> str:
    said = []
    for leak in leaks[:10]:
        word = leak.partition(":")[0].lower().encode()
        files = [path for path in sorted(folder.rglob("*")) if path.is_file() and word in path.read_bytes().lower()]
        line = b""
        if files:
            content = files[0].read_bytes().lower()
            at = content.index(word)
            line = content[max(at - 80, 0) : at + 80]
        said.append(f"{leak}: in {[path.relative_to(folder).as_posix() for path in files[:3]]}: …{line!r}…")
    return "\n".join([f"{len(leaks)} words leak", *said])


def ran(canaries: Canaries, tmp_path: Path, run: Run, *command: str) -> None:
    run(PROGRAMS / command[0], *command[1:], folder=canaries.project, XDG_CACHE_HOME=str(tmp_path / "cache"))


@pytest.mark.parametrize("audience", AUDIENCES)
def test_a_build_shows_what_its_audience_may_see_and_nothing_else(
    canaries: Canaries, run: Run, tmp_path: Path, audience: str
) -> None:
    """For restricted readers every word is there: the control without which the others would prove nothing."""
    ran(canaries, tmp_path, run, "incidentbook", "build", "--audience", audience, "--site-dir", str(tmp_path / "site"))
    check(tmp_path / "site", audience, canaries.words)


def test_mkdocs_builds_for_the_public_unless_told_otherwise(canaries: Canaries, run: Run, tmp_path: Path) -> None:
    ran(canaries, tmp_path, run, "mkdocs", "build", "--site-dir", str(tmp_path / "site"))
    check(tmp_path / "site", "public", canaries.words)


@pytest.mark.parametrize("audience", AUDIENCES)
def test_pages_are_written_for_their_audience(canaries: Canaries, run: Run, tmp_path: Path, audience: str) -> None:
    """As sources they say even more than a site does."""
    options = () if audience == "public" else ("--audience", audience)
    ran(canaries, tmp_path, run, "incidentbook", "pages", str(tmp_path / "pages"), *options)
    check(tmp_path / "pages", audience, canaries.words)


def test_a_site_that_is_built_for_fewer_readers_loses_what_the_others_had(
    canaries: Canaries, run: Run, tmp_path: Path
) -> None:
    """Warm builds too, and the same in a folder of pages: nothing is left of what was there."""
    for audience in ("restricted", "internal", "public"):
        ran(canaries, tmp_path, run, "incidentbook", "build", "--audience", audience, "--site-dir", str(tmp_path / "out/site"))
        ran(canaries, tmp_path, run, "incidentbook", "pages", str(tmp_path / "out/pages"), "--audience", audience)
        check(tmp_path / "out", audience, canaries.words)


def test_an_article_that_is_withdrawn_leaves_no_trace(canaries: Canaries, run: Run, tmp_path: Path) -> None:
    """What was public yesterday: the next build, which makes anew only what changed, takes it out everywhere."""
    project = tmp_path / "project"
    shutil.copytree(canaries.project, project, ignore=shutil.ignore_patterns("again"))
    build = (PROGRAMS / "incidentbook", "build", "--audience", "internal")
    run(*build, folder=project, XDG_CACHE_HOME=str(tmp_path / "cache"))
    check(project / "site", "internal", canaries.words)
    for file in (project / "kb").rglob("*.md"):
        text = file.read_text(encoding="utf-8")
        file.write_text(text.replace("audience: internal", "audience: restricted"), encoding="utf-8")
    services = project / "kb/services.yml"
    text = services.read_text(encoding="utf-8")
    services.write_text(text.replace("audience: internal", "audience: restricted"), encoding="utf-8")
    for file in (project / "kb").rglob("doubtful-unset.md"):
        file.unlink()
    settings = yaml.safe_load((project / "mkdocs.yml").read_text(encoding="utf-8"))
    settings["nav"] = [entry for entry in settings["nav"] if "internal" not in str(entry)]
    run(*build, folder=project, XDG_CACHE_HOME=str(tmp_path / "cache"))
    check(project / "site", "public", canaries.words)


def test_the_words_are_many_and_each_is_unlike_the_others(canaries: Canaries) -> None:
    words = [word for found in canaries.words.of.values() for word in found]
    assert len(words) == len(set(words)) > 1_000
    assert not any(one != other and one in other for one in words[:300] for other in words)


def test_nothing_is_said_of_a_hidden_article_by_a_command_for_the_public(
    canaries: Canaries, tmp_path: Path
) -> None:
    """What a build prints ends up in logs that more people read than the articles."""
    done = subprocess.run(
        [PROGRAMS / "incidentbook", "build", "--site-dir", str(tmp_path / "site")],
        cwd=canaries.project, env=os.environ | {"XDG_CACHE_HOME": str(tmp_path / "cache")},
        stdin=subprocess.DEVNULL, capture_output=True, check=True,
    )  # fmt: skip
    said = (done.stdout + done.stderr).lower()
    hidden = {word: what for above in AUDIENCES[1:] for word, what in canaries.words.of[above].items()}
    assert [f"{word}: {what}" for word, what in hidden.items() if word.lower().encode() in said] == []
