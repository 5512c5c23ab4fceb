"""Times imports of thousands of documents into an empty book, and again into the full one: by time and memory.

python -m benchmarks.import_times [--documents N | --quick] [--seed N]
"""

import argparse
import json
import os
import re
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks import synthetic_book
from benchmarks.measured_process import CommandFailedError, Measured, measure
from benchmarks.synthetic_plan import plan
from benchmarks.verdict import verdict

DOCUMENTS = 5_000
QUICK_DOCUMENTS = 200
TARGET_SECONDS = 60.0
TARGET_BYTES = 500_000_000
ARTICLES_PER_INCIDENT = 1.3
"""Incidents are four fifths of a synthetic book; a few more are planned, so that there are enough."""
AT_ONCE = 500
"""Incidents in one answer of a tool."""
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_TITLE = re.compile(r"^title: (.+)$", re.MULTILINE)


class Run(NamedTuple):
    """One import."""

    name: str
    measured: Measured


def documents(number: int, seed: int) -> Iterator[tuple[str, str]]:
    """Yield postmortems as a team without our front matter writes them: the names of their files, and their texts."""
    found = 0
    for path, text in synthetic_book.files(plan(round(number * ARTICLES_PER_INCIDENT), seed)):
        if path.startswith("kb/incidents/") and found < number:
            _, front_matter, body = text.split("---\n", 2)
            title, day = _TITLE.search(front_matter), _DAY.search(front_matter)
            if title is not None and day is not None:
                found += 1
                heads = f"# {title[1]}\n\nDate: {day[0]}\n\nStatus: complete\n"
                yield f"{day[0]}-{found:05}.md", f"{heads}\n{body.lstrip()}"


def answers(number: int) -> Iterator[dict[str, list[dict[str, object]]]]:
    """Yield what PagerDuty's API gives of so many incidents, with their log entries."""
    for start in range(0, number, AT_ONCE):
        numbers = range(start, min(start + AT_ONCE, number))
        yield {
            "incidents": [_incident(one) for one in numbers],
            "log_entries": [entry for one in numbers for entry in _log(one)],
        }


def _incident(number: int) -> dict[str, object]:
    service = {"id": f"S{number % 40}", "summary": f"Service {number % 40}", "type": "service_reference"}
    return {
        "id": f"P{number:07}",
        "incident_number": number,
        "title": f"Latency of service {number % 40} above {number % 7 + 1} s",
        "description": f"Latency of service {number % 40} above {number % 7 + 1} s",
        "status": "resolved",
        "urgency": "high",
        "created_at": _moment(number, 0),
        "html_url": f"https://example.org/incidents/P{number:07}",
        "service": service,
    }


def _log(number: int) -> Iterator[dict[str, object]]:
    for minute, what in enumerate(("trigger", "acknowledge", "annotate", "resolve")):
        yield {
            "id": f"R{number:07}{minute}",
            "type": f"{what}_log_entry",
            "created_at": _moment(number, 5 * minute),
            "summary": f"{what} of incident {number}",
            "incident": {"id": f"P{number:07}"},
        }


def _moment(number: int, minute: int) -> str:
    return f"20{20 + number % 6}-{number % 12 + 1:02}-{number % 28 + 1:02}T{number % 24:02}:{minute:02}:00Z"


def time_imports(folder: Path, *, number: int, seed: int) -> list[Run]:
    """Import into a book of its own each, then once more with nothing changed."""
    source = folder / "postmortems"
    source.mkdir()
    for name, text in documents(number, seed):
        (source / name).write_text(text, encoding="utf-8")
    files = []
    for at, answer in enumerate(answers(number)):
        files.append(f"answer-{at}.json")
        (folder / files[-1]).write_text(json.dumps(answer), encoding="utf-8")
    runs = []
    for name, command in (
        ("markdown", ["markdown", str(source), ".", "--map", "postmortem"]),
        ("pagerduty", ["pagerduty", *(str(folder / file) for file in files)]),
    ):
        book = folder / name
        (book / "kb").mkdir(parents=True)
        (book / "mkdocs.yml").write_text("site_name: A\ndocs_dir: kb\nplugins: [incidentbook]\n", encoding="utf-8")
        runs += [Run(f"{name}{again}", _import(book, command)) for again in ("", " again")]
        imported = sum(1 for _ in (book / "kb/incidents").rglob("*.md"))
        if imported != number:
            raise CommandFailedError(f"{name}: {imported:,} of {number:,} documents became incidents")
    return runs


def _import(book: Path, command: Sequence[str]) -> Measured:
    program = Path(sys.executable).with_name("incidentbook")
    environment = os.environ | {
        "XDG_CACHE_HOME": str(book.parent / "cache"),
        "GIT_CEILING_DIRECTORIES": str(book.parent),
    }
    return measure([program, "import", *command], folder=book, environment=environment, log=book.parent / "import.log")


def table(runs: Sequence[Run]) -> str:
    """Lay the measurements out."""
    lines = [f"{'':<18}{'seconds':>10}{'processor':>12}{'MB':>8}"]
    lines += [
        f"{run.name:<18}{run.measured.wall_seconds:>10.2f}{run.measured.processor_seconds:>12.2f}"
        f"{run.measured.peak_bytes / 1e6:>8.0f}"
        for run in runs
    ]
    return "\n".join(lines)


def missed_targets(runs: Sequence[Run]) -> list[str]:
    """Say in a sentence each which targets the measurements miss."""
    missed = []
    for name, measured in runs:
        if measured.wall_seconds > TARGET_SECONDS:
            missed.append(f"{name}: {measured.wall_seconds:.1f} s, not at most {TARGET_SECONDS:g} s.")
        if measured.peak_bytes > TARGET_BYTES:
            missed.append(f"{name}: {measured.peak_bytes / 1e6:.0f} MB, not at most {TARGET_BYTES / 1e6:.0f} MB.")
    return missed


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; return 1 when a target is missed, 2 when something could not be imported."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.import_times", description=__doc__)
    parser.add_argument("--documents", type=int, metavar="N", help=f"so many; default: {DOCUMENTS}")
    parser.add_argument("--quick", action="store_true", help=f"{QUICK_DOCUMENTS}: does it run at all?")
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args(arguments)
    number = options.documents or (QUICK_DOCUMENTS if options.quick else DOCUMENTS)
    if number < synthetic_book.SMALLEST:
        parser.error(f"there must be at least {synthetic_book.SMALLEST} documents")
    with tempfile.TemporaryDirectory(prefix="incidentbook-bench-") as made:
        try:
            runs = time_imports(Path(made), number=number, seed=options.seed)
        except CommandFailedError as error:
            print(error, file=sys.stderr)
            return 2
    print(f"{number:,} documents")
    print(table(runs))
    return verdict(missed_targets(runs))


if __name__ == "__main__":
    sys.exit(main())
