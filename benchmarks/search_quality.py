"""Measures search on questions with known answers, on the terminal and in the browser, beside what other engines reach.

python -m benchmarks.search_quality [DATA] [--terminal]
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.support_data import VARIABLE, DataMissingError, Measurement, data_folder, measurements
from benchmarks.verdict import verdict

CONFIG = "site_name: Measured\ndocs_dir: kb\nplugins: [incidentbook]\n"
QUESTIONS = "questions.jsonl"
MISSES_LISTED = 3
_WIDTH = 64


class EvaluationFailedError(Exception):
    """A book could not be asked; the message is what was said about it."""


def write(folder: Path, texts: Mapping[str, str], config: str = CONFIG) -> None:
    """Write a project with these articles, by path below `kb/`."""
    for path, text in {"../mkdocs.yml": config, **texts}.items():
        target = folder / "kb" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")


def measured(folder: Path, measurement: Measurement, *, browser: bool) -> dict[str, Any]:
    """Make the book of a measurement in a new folder, ask all questions, and return what `incidentbook evaluate` says.

    Raises EvaluationFailedError.
    """
    write(folder, measurement.texts)
    lines = [json.dumps(question._asdict()) for question in measurement.questions]
    (folder / QUESTIONS).write_text("\n".join(lines), encoding="utf-8")
    program = Path(sys.executable).with_name("incidentbook")
    done = subprocess.run(
        [program, "evaluate", QUESTIONS, "--json", *(["--browser"] if browser else [])],
        cwd=folder,
        env={**os.environ, "XDG_CACHE_HOME": str(folder / "cache")},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode > 1:
        raise EvaluationFailedError(done.stderr.strip())
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def table(measurement: Measurement, found: Mapping[str, Any]) -> str:
    """Lay out the scores of both ways beside those of others; times are those of a question, bytes what it fetches."""
    head = f"{measurement.name}: {found['n']} questions to {len(measurement.texts)} articles"
    lines = [
        f"{head:<{_WIDTH}}{'hit@1':>8}{'hit@5':>8}{'hit@10':>8}{'MRR@10':>8}{'ms':>7}{'p95':>7}{'kB':>8}{'p95':>8}"
    ]
    for name, row in (("terminal", found), ("browser", found.get("browser"))):
        if row is None:
            continue
        cells = "".join(f"{row[figure]:>8.3f}" for figure in ("hit@1", "hit@5", "hit@10", "mrr@10"))
        cells += "".join(f"{row['milliseconds'][which]:>7.1f}" for which in ("median", "p95"))
        if "bytes" in row:
            cells += "".join(f"{row['bytes'][which] / 1000:>8.1f}" for which in ("median", "p95"))
        lines.append(f"  {name:<{_WIDTH - 2}}{cells}")
    for floor in measurement.floors:
        hit_5 = "" if floor.hit_5 is None else f"{floor.hit_5:.3f}"
        lines.append(f"  {floor.engine:<{_WIDTH - 2}}{floor.hit_1:>8.3f}{hit_5:>8}{'':>8}{floor.mrr:>8.3f}")
    return "\n".join(lines)


def missed_targets(measurement: Measurement, found: Mapping[str, Any]) -> list[str]:
    """Say in a sentence each which targets are missed."""
    missed = []
    if found["hit@1"] < measurement.least:
        missed.append(f"{measurement.name}: hit@1 is {found['hit@1']:.3f}, not at least {measurement.least:g}.")
    browser = found.get("browser")
    if browser is not None and browser["same"] < found["n"]:
        missed.append(
            f"{measurement.name}: the browser's first ten are the terminal's for {browser['same']} of {found['n']} "
            "questions, not for all."
        )
    return missed


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print the tables; return 1 when a target is missed, 2 when something could not be measured."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.search_quality", description=__doc__)
    parser.add_argument("data", nargs="?", metavar="DATA", help=f"folder of the data; else {VARIABLE}")
    parser.add_argument("--terminal", action="store_true", help="leave out the browser")
    options = parser.parse_args(arguments)
    missed = []
    try:
        for measurement in measurements(data_folder(options.data)):
            print(f"{measurement.name} …", file=sys.stderr, flush=True)
            with tempfile.TemporaryDirectory(prefix="incidentbook-evaluate-") as made:
                found = measured(Path(made), measurement, browser=not options.terminal)
            print(table(measurement, found))
            for miss in found["misses"][:MISSES_LISTED]:
                print(f"    missed: {' '.join(miss['query'].split())[:100]}")
            missed += missed_targets(measurement, found)
    except (DataMissingError, EvaluationFailedError) as error:
        print(error, file=sys.stderr)
        return 2
    return verdict(missed)


if __name__ == "__main__":
    sys.exit(main())
