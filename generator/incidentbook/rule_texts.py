"""What rules say of themselves, from the docstrings of their modules: as Markdown pages, and for a terminal."""

import re
import textwrap
from collections.abc import Iterator, Mapping
from typing import NamedTuple

import click

from incidentbook.rules import Rule, rules

HEADINGS = ("What", "Why", "Example", "Instead")
_HEADING = re.compile(rf"^## ({'|'.join(HEADINGS)})$", re.MULTILINE)
_LIST_ITEM = re.compile(r"(?P<mark>[-*] )")
GROUPS: Mapping[str, str] = {
    "1": "How a file is written",
    "2": "Keys and values",
    "3": "What articles say of one another, and of their times",
    "4": "Times and figures",
    "5": "Recurrence and freshness",
    "6": "Actions",
    "7": "Writing",
    "8": "Safety",
    "9": "Checking itself",
}
"""By the first digit of a code."""


class Explanation(NamedTuple):
    """A rule's docstring taken apart."""

    summary: str
    """One sentence, on one line."""
    sections: dict[str, str]
    """Markdown by heading."""


def explanation(rule: Rule) -> Explanation:
    """Take the docstring of a rule apart."""
    before, *parts = _HEADING.split(rule.text)
    sections = {title.strip(): text.strip() for title, text in zip(parts[::2], parts[1::2], strict=True)}
    return Explanation(" ".join(before.split()), sections)


def page(rule: Rule) -> str:
    """Return the page of a rule, as Markdown."""
    said = explanation(rule)
    sections = [f"## {title}\n\n{text}" for title, text in said.sections.items()]
    return "\n\n".join([f"# {rule.code}: {rule.name}", said.summary, _severity(rule), *sections, _FOOTER]) + "\n"


_FOOTER = "[All rules](index.md)"


def _severity(rule: Rule) -> str:
    if not rule.missing:
        return f"Found as: {rule.severity}."
    return f"Found as: {rule.severity}; an error once the report is reviewed, and an item of the to-do list of a draft."


def index() -> str:
    """Return the page that lists all rules, as Markdown."""
    parts = [_INDEX]
    for digit, title in GROUPS.items():
        rows = [
            f"| [{rule.code}]({rule.code}.md) | `{rule.name}` | {rule.severity} | {explanation(rule).summary} |"
            for rule in rules()
            if rule.code[2] == digit
        ]
        if rows:
            head = [f"## {title}", "", "| code | name | found as | what it is |", "|---|---|---|---|"]
            parts.append("\n".join([*head, *rows]))
    return "\n\n".join(parts) + "\n"


_INDEX = """\
# Rules

What `incidentbook check` looks for. `incidentbook explain KB309` shows a page on the terminal. A code is never used
again for something else.

**Not in this book.** Settings leave rules out, or change how serious they are:

```yaml
plugins:
  - incidentbook:
      rules:
        ignore: [KB404]
        severity: {KB401: error, KB306: note}
```

Severities are `error`, which makes `check` fail; `warning`, which does with `--strict`; and `note`, which never does.

**Not in this article.** A comment in the front matter silences a rule, and says why:

```yaml
---
# incidentbook: ignore KB404 the supplier took six weeks
title: Mail is delayed
times:
  started: 2026-03-04 10:00
  mitigated: 2026-03-04 09:58   # incidentbook: ignore KB309 two clocks, two minutes apart
---
```

On a line of its own it is for the whole file or, where it is indented, for the next entry. At the end of a line it is
for that line and what is indented below it. Several codes are separated by commas. Without a reason it has no effect,
and one that silences nothing is reported.

**Not yet.** While a report says `review: draft`, what is merely missing is one list, *To do before review*, and no
error; mistakes in its values are warnings. Only its syntax, its ID and secrets in it are errors. With
`review: reviewed`, everything that is missing is an error.

**In a build.** `incidentbook build`, `serve` and `mkdocs build` say what reading and linking the articles finds (most
of KB1xx to KB3xx). The other rules are for `check`: some depend on today's date, and a site that could be built
yesterday can be built today.

**While writing.** `incidentbook serve` and `mkdocs serve` show on each page what `check` says of its file, and how much
it says of which file on the home page. No site that is built has that."""


def pages() -> dict[str, str]:
    """Return all pages by file name."""
    return {"index.md": index(), **{f"{rule.code}.md": page(rule) for rule in rules()}}


def on_terminal(rule: Rule, width: int) -> str:
    """Write what a rule says of itself for a person at a terminal."""
    said = explanation(rule)
    head = click.style(f"{rule.code} {rule.name}", bold=True)
    lines = [f"{head} ({rule.severity})", "", *_filled(said.summary, width)]
    for title, text in said.sections.items():
        lines += ["", click.style(title, bold=True), *_blocks(text, width)]
    return "\n".join(lines).rstrip()


def table(width: int) -> str:
    """Write a line for each rule."""
    longest = max(len(rule.name) for rule in rules())
    lines = []
    for rule in rules():
        head = f"{rule.code}  {rule.name:<{longest}}  {rule.severity:<7}  "
        room = width - len(head)
        summary = explanation(rule).summary
        lines.append(f"{head}{summary}" if len(summary) <= room else f"{head}{_cut(summary, room)}")
    return "\n".join(lines)


def _cut(text: str, room: int) -> str:
    return f"{text[: max(room, 12) - 1].rstrip()}…"


def _blocks(text: str, width: int) -> Iterator[str]:
    """Yield the lines of a Markdown text: code as it is, indented; everything else filled."""
    paragraph: list[str] = []
    in_code = False
    for line in [*text.split("\n"), ""]:
        if line.startswith("```"):
            yield from _paragraph(paragraph, width)
            paragraph, in_code = [], not in_code
        elif in_code:
            yield click.style(f"    {line}".rstrip(), dim=True)
        elif not line.strip() or _LIST_ITEM.match(line):
            yield from _paragraph(paragraph, width)
            paragraph = [line] if line.strip() else []
            if not line.strip():
                yield ""
        else:
            paragraph.append(line)


def _paragraph(lines: list[str], width: int) -> list[str]:
    item = _LIST_ITEM.match(lines[0]) if lines else None
    return _filled(" ".join(line.strip() for line in lines), width, "  " if item is not None else "")


def _filled(text: str, width: int, indent: str = "") -> list[str]:
    return textwrap.wrap(text, max(min(width, 100), 40), subsequent_indent=indent, break_on_hyphens=False)
