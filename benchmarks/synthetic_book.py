"""Writes a synthetic book of any size: the same bytes for the same number of articles and the same seed.

python -m benchmarks.synthetic_book DIR --articles 5000 --seed 7
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks import synthetic_articles as articles
from benchmarks.synthetic_plan import Plan, plan

SMALLEST = 50

MARKDOWN_EXTENSIONS = """\
markdown_extensions:
  - admonition
  - attr_list
  - def_list
  - footnotes
  - md_in_html
  - tables
  - toc: {permalink: true}
  - pymdownx.details
  - pymdownx.highlight: {anchor_linenums: true}
  - pymdownx.inlinehilite
  - pymdownx.superfences
  - pymdownx.tabbed: {alternate_style: true}
  - pymdownx.tasklist
"""

MKDOCS_YML = f"""\
site_name: Synthetic incident book
docs_dir: kb
site_dir: site
theme: {{name: material, font: false}}
plugins: [incidentbook]
nav:
  - Home: index.md
  - Incidents: incidents/index.md
  - Known issues: known-issues/index.md
  - Symptoms: symptoms/index.md
  - Runbooks: runbooks/index.md
  - Services: services/index.md
  - Actions: actions.md
  - Numbers: [review.md, statistics.md, sla.md, numbers.md]
{MARKDOWN_EXTENSIONS}"""


def files(book: Plan) -> Iterator[tuple[str, str]]:
    """Yield every file of the book: its path relative to the project's folder, and its text."""
    yield "mkdocs.yml", MKDOCS_YML
    yield "kb/services.yml", articles.services_yml(book)
    yield "kb/sla.yml", articles.sla_yml(book)
    for incident in book.incidents:
        yield f"kb/{incident.path}", articles.incident(book, incident)
    for issue in book.known_issues:
        yield f"kb/known-issues/{issue.slug}.md", articles.known_issue(book, issue)
    for issue in book.known_issues[: len(book.symptoms)]:
        yield f"kb/symptoms/{issue.slug}.md", articles.symptom(book, issue)
    for number in range(len(book.runbooks)):
        issue = book.known_issues[2 * number]
        yield f"kb/runbooks/{issue.slug}.md", articles.runbook(book, number)
    for number in range(book.maintenances):
        path, text = articles.maintenance(book, number)
        yield f"kb/{path}", text


def write(folder: Path, *, number: int, seed: int) -> Plan:
    """Write a book of `number` articles into a new or empty folder, and return its plan."""
    book = plan(number, seed)
    made: set[Path] = set()
    for path, text in files(book):
        target = folder / path
        if target.parent not in made:
            target.parent.mkdir(parents=True, exist_ok=True)
            made.add(target.parent)
        target.write_text(text, encoding="utf-8", newline="\n")
    return book


def main(arguments: Sequence[str] | None = None) -> int:
    """Write a book as the command line says."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.synthetic_book", description=__doc__)
    parser.add_argument("folder", type=Path, metavar="DIR", help="a folder that is new or empty")
    parser.add_argument("--articles", type=int, default=1000, metavar="N", help=f"at least {SMALLEST}")
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args(arguments)
    if options.articles < SMALLEST:
        parser.error(f"a book needs at least {SMALLEST} articles to have every kind")
    if options.folder.exists() and any(options.folder.iterdir()):
        parser.error(f"{options.folder} is not empty: name a new folder")
    write(options.folder, number=options.articles, seed=options.seed)
    return 0


if __name__ == "__main__":
    sys.exit(main())
