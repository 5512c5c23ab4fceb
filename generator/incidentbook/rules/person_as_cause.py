"""A person, or human error, is named as a cause.

## What

Where a report tells causes (the sections *Contributing factors* and *What could have gone better*, the cause of a known
issue, a line that begins with "Root cause", `trigger.summary`), it says "human error", "forgot to", "careless",
"should have been more careful" and the like, or that somebody did something by mistake. Names are known from `roles`.

## Why

People act sensibly on what they see. Whoever stops at the person does not find what made it look right, and the next
one will do the same. Reports that blame are the last to which people contribute.

## Example

```markdown
## Contributing factors

- Human error: the engineer forgot to switch the cluster.
```

## Instead

```markdown
## Contributing factors

- The prompt does not show which cluster a command goes to, and `destroy` asks for no name.
```
"""

import re
from collections.abc import Iterable, Iterator
from itertools import zip_longest
from typing import Any

from incidentbook.articles import Article
from incidentbook.book import Finding
from incidentbook.kinds import KINDS as ALL_KINDS
from incidentbook.kinds.incident.model import Incident
from incidentbook.markdown_text import headings, scan
from incidentbook.rules.subject import Criteria
from incidentbook.text import shortened

CODE = "KB701"
KINDS = ("incident", "known-issue")
_SECTIONS = frozenset(("factors", "went-badly", "cause"))
# Every phrase below has one of these, and hardly any other text has: a search for fixed words is many times faster.
_SIGNS = (
    *(
        f"{who}{of} {what}"
        for who in ("human", "operator", "user", "engineer", "administrator", "admin", "developer")
        for of in ("", "'s")
        for what in ("error", "mistake", "failure")
        if who != "human" or not of
    ),
    *(f"{whose} {what}" for whose in ("his", "her", "own") for what in ("fault", "mistake", "error")),
    "forgot to", "neglected to", "careful", "known better", "attenti", "careless", "negligen", "incompeten", "slopp",
    "by mistake", "mistakenly", "accident", "diligen", "lack of care", "insufficient care", "finger",
)  # fmt: skip
_PERSON = (
    r"(?:engineers?|developers?|operators?|administrators?|admins?|colleagues?|team[- ]?members?|employees?"
    r"|contractors?|responders?|someone|somebody|persons?|people|staff|he|she)"
)
_BLAME = re.compile(
    rf"""\b(?:
      (?<!not\ )(?<!no\ )(?<!never\ )human\ (?:errors?|mistakes?|failures?)
    | (?:due\ to|caused\ by|because\ of|was|were|an?)\ (?:operator|user|engineer|administrator|admin|developer)(?:'s)?
      \ (?:error|mistake)s?
    | (?:forgot|neglected)\ to
    | should\ have\ (?:been\ more\ (?:careful|attentive|diligent)|known\ better|paid\ (?:more\ |closer\ )?attention)
    | (?:was|were|been|being|not)\ (?:careless|negligent|inattentive|incompetent|sloppy|careful\ enough)
    | careless(?:ly|ness) | negligence | incompetence | sloppiness | fat[- ]finger(?:ed|ing)?
    | (?:lack\ of|insufficient)\ (?:attention|care|diligence)\b(?!\ (?:by|from)\ the\ (?:alert|monitor))
    | (?:his|her)\ (?:own\ )?(?:fault|mistake|error)
    | {_PERSON}\b[^.\n]{{0,140}}\b(?:by\ mistake|mistakenly|by\ accident|accidentally)
    | (?:mistakenly|accidentally)\b[^.\n]{{0,60}}\bby\ (?:an?|one\ of|the)\ (?:\w+\ )?{_PERSON}
    )\b""",
    re.IGNORECASE | re.VERBOSE,
)
_NAME = re.compile(r"[^\W\d_]{3,}(?:[ '-][^\W\d_]+)*")
_TELLS_CAUSE = re.compile(r"[\s>*+-]*(?:root causes?|causes?|identified|reasons?|trigger)\b[^.]{0,20}:", re.IGNORECASE)
_HINT = "Say instead what made it possible, or look right."


def check_article(article: Article[Any], criteria: Criteria) -> Iterator[Finding]:
    """Yield each line that blames, where causes are told."""
    del criteria
    fields = article.fields
    named = _blamed_by_name(fields.roles.values()) if isinstance(fields, Incident) else None
    trigger = fields.trigger if isinstance(fields, Incident) else None
    if trigger is not None and (match := _blame(trigger.summary, named)) is not None:
        yield Finding(article.path, ("trigger", "summary"), CODE, _message(match), _HINT)
    if named is None and not _has_sign(article.body):
        return
    for number, line, of_cause in _lines(article, scan(article.body).prose):
        if (of_cause or _TELLS_CAUSE.match(line)) and (match := _blame(line, named)) is not None:
            line_of_file = article.body_line + number
            yield Finding(article.path, (), CODE, _message(match), _HINT, line_of_file, match.start() + 1)


def _has_sign(text: str) -> bool:
    lowered = text.lower()
    return any(sign in lowered for sign in _SIGNS)


def _blame(text: str, named: re.Pattern[str] | None) -> re.Match[str] | None:
    found = _BLAME.search(text) if _has_sign(text) else None
    return found or (named.search(text) if named is not None else None)


def _blamed_by_name(people: Iterable[str]) -> re.Pattern[str] | None:
    """Return what finds one of these people as a cause, by the whole name or the first; None where nobody is named."""
    whole = {name for person in people if (name := person.strip()) and _NAME.fullmatch(name)}
    names = sorted(whole | {name.split()[0] for name in whole}, key=lambda name: (-len(name), name))
    if not names:
        return None
    anyone = rf"(?:{'|'.join(map(re.escape, names))})"
    return re.compile(
        rf"""\b(?:
          (?:caused|triggered)\ by\ {anyone} | (?:due\ to|because\ of|(?:fault|mistake|error)\ (?:of|by))\ {anyone}
        | {anyone}'s?\ (?:own\ )?(?:fault|mistake|error|oversight)
        | {anyone}\ (?:\w+\ ){{0,2}}(?:by\ mistake|mistakenly|by\ accident|accidentally|forgot|carelessly|wrongly)
        )\b""",
        re.VERBOSE,
    )


def _message(match: re.Match[str]) -> str:
    return f"“{shortened(match[0])}” names a person as the cause"


def _lines(article: Article[Any], prose: str) -> Iterator[tuple[int, str, bool]]:
    """Yield number (from 0), text, and whether it stands in a section that tells causes, of each line."""
    kind, lines = ALL_KINDS[article.kind], prose.split("\n")
    found = headings(article.body, prose)
    for number in range(found[0].line if found else len(lines)):
        yield number, lines[number], False
    for heading, following in zip_longest(found, found[1:]):
        of_cause = kind.section_name(heading.title) in _SECTIONS
        for number in range(heading.line + 1, following.line if following is not None else len(lines)):
            yield number, lines[number], of_cause
