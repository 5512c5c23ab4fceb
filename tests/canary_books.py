"""A book in which every place of every kind of article holds a word that occurs nowhere else, for readers of each
audience, and articles that refer to those of the audiences above theirs in every way there is.
"""

from pathlib import Path
from typing import NamedTuple

import yaml

from tests.canary_words import AUDIENCES, Names, Words, names_for

CHECKOUT = Path(__file__).parents[1]
SITE_URL = "https://books.example.org/platform/"


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
            + f'<p title="{word("an attribute")}">{word("raw HTML")}</p>\n\n!!! note "{word("a note")}"\n\n'
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
        path: f"---\n{front_matter}---\n\n{text}" for path, (front_matter, text) in zip(mine.files, bodies, strict=True)
    }
    for path in (
        f"known-issues/{mine.issue_slug}.md",
        f"runbooks/{mine.runbook_slug}.md",
        f"symptoms/{mine.symptom}.md",
    ):
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

    def body(depth: int, *, with_links: bool = False) -> str:
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
        for place, file in enumerate(theirs.files if with_links else theirs.files[:1]):
            quoted, address = file.replace(" ", "%20"), file.removesuffix(".md").replace(" ", "%20") + "/"
            label = f"label{place}"
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
        for address in theirs.addresses if with_links else theirs.addresses[:1]:
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
    found = {f"incidents/{year}/{to}.md": (f"id: INC-{year}-4{number:03}\n{incident}", body(2, with_links=True))}
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
        f"""\
title: Refers {word("the title of a symptom")}
audience: {audience}
services: [{mine.service}, {theirs.service}]
related: [{everything}]
alerts: [{word("an alert")}]
""",
        body(1),
    )
    found[f"runbooks/{to}.md"] = (
        f"""\
id: RB-4{number:03}
title: Refers {word("the title of a runbook")}
audience: {audience}
services: [{theirs.service}, {mine.service}]
symptoms: [{", ".join(theirs.slugs)}, {mine.symptom}]
related: [{everything}]
""",
        f"## Mitigation\n\nDo {around(theirs.runbook, 'an ID in a mitigation')}.\n\n## Meaning\n\n{body(1)}",
    )
    found[f"maintenance/{year}/{to}.md"] = (
        f"""\
id: MNT-{year}-4{number:03}
title: Refers {word("the title of a maintenance")}
audience: {audience}
planned: {{from: {year}-08-01 20:00, to: {year}-08-01 22:00}}
services: [{{id: {theirs.service}, level: down}}]
related: [{everything}]
""",
        body(2),
    )
    found[f"guides/{to}.md"] = (
        f"""\
title: Refers {word("the title of a page")}
audience: {audience}
description: {around(theirs.incident, "an ID in a description")}
""",
        body(1, with_links=True),
    )
    return {path: f"---\n{front_matter}---\n\n{text}" for path, (front_matter, text) in found.items()}


class Project(NamedTuple):
    """A project, not yet written: its files by path, and the words in them."""

    files: dict[str, str]
    words: Words


def project() -> Project:
    """Make a project whose articles of each audience refer to those of the audiences above; always the same one."""
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
        files[path] = (
            f"---\naudience: public\ntitle: Title {words.new('public', f'the title of {path}')}\n---\n\n{said} {hidden}\n"
        )
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
    settings = yaml.safe_load((CHECKOUT / "mkdocs.yml").read_text(encoding="utf-8").replace("!ENV", ""))
    settings["site_url"] = SITE_URL
    settings["nav"] = [{"Home": "index.md"}, {"Incidents": "incidents/index.md"}]
    for mine in names.values():
        title = words.new(mine.audience, "a title in the navigation")
        settings["nav"] += [{title: mine.files[6]}, {f"Section {mine.audience}": [mine.files[1], mine.files[7]]}]
    written = {f"kb/{path}": text for path, text in files.items()}
    return Project({**written, "mkdocs.yml": yaml.safe_dump(settings, sort_keys=False)}, words)
