"""`incidentbook evaluate`: measure search on questions whose answers are known."""

import json
import shutil
import tempfile
import textwrap
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import click

from incidentbook.articles import Audience
from incidentbook.browser_search import Shown, ask_in_browser, write_search
from incidentbook.commands.options import audience_option, config_option
from incidentbook.errors import IncidentbookError
from incidentbook.evaluation import (
    FIGURES,
    SHOWN,
    Outcome,
    Question,
    ask_all,
    figures,
    miss_said,
    miss_values,
    outcome,
    read_questions,
    typical,
    unreached,
)
from incidentbook.project import find_project, settings_of
from incidentbook.searched_book import SearchedBook
from incidentbook.text import CONTROL, did_you_mean, shortened

_WIDTH_WITHOUT_TERMINAL = 100
_MOST_MISTAKES = 20


class _InBrowser(NamedTuple):
    outcomes: list[Outcome]
    shown: list[Shown]
    different: list[Question]
    """Those whose first ten are not the same in the same order as on the terminal."""


def _bars(context: click.Context, parameter: click.Parameter, values: Sequence[str]) -> dict[str, float]:
    return dict(_bar(value, context, parameter) for value in values)


def _bar(value: str, context: click.Context, parameter: click.Parameter) -> tuple[str, float]:
    figure, _, number = value.lower().replace(" ", "").partition("=")
    if figure not in FIGURES:
        said = f"There is no figure `{shortened(figure)}`. {did_you_mean(figure, FIGURES)}"
        raise click.BadParameter(said, context, parameter)
    try:
        bar = float(number.removesuffix("%")) / (100 if number.endswith("%") else 1)
    except ValueError:
        bar = -1
    if not 0 <= bar <= 1:
        raise click.BadParameter(f"`{shortened(value)}` says no share; write it as `{figure}=0.9`.", context, parameter)
    return figure, bar


@click.command("evaluate")
@click.argument("queries", type=click.Path(path_type=Path))
@config_option()
@audience_option("internal")
@click.option("--browser", is_flag=True, help="Ask in Chromium, too, with the files that a site has.")
@click.option("--json", "as_json", is_flag=True, help="One object with all figures and misses.")
@click.option(
    "--limit-misses", type=click.IntRange(min=0), default=20, show_default=True, help="Misses to list at most."
)
@click.option(
    "--at-least", "bars", multiple=True, callback=_bars, metavar="FIGURE=SHARE",
    help="A bar, such as hit@1=0.9. There may be several.",
)  # fmt: skip
def command(
    queries: Path,
    config: Path | None,
    audience: Audience | None,
    browser: bool,
    as_json: bool,
    limit_misses: int,
    bars: dict[str, float],
) -> int:
    """Measure search on the questions in QUERIES, a file with one a line.

    \b
      {"query": "connection pool exhausted", "relevant": ["known-issues/pool.md"]}

    `relevant` are paths below the folder of the articles; any of them is a right answer. Further keys are ignored.

    \b
      hit@1, hit@5, hit@10  share of questions with a right answer so far up
      MRR@10                mean of 1 / its place, 0 beyond the tenth

    With --browser the same figures of the site's own search in Chromium, what a question fetches there with an empty
    cache, and how long it takes with a full one. Needs Playwright.

    Exit status: 0; 1 when a bar is not reached, or when the browser answers otherwise than the terminal; 2 when it
    could not be measured.
    """
    project = find_project(config)
    settings = settings_of(project.options, audience=audience, default="internal")
    content = _content(queries)
    book = SearchedBook(project, settings)
    questions, wrong = read_questions(content, book.articles)
    if wrong or not questions:
        return _refused(queries, wrong)
    book.asking.ask(questions[0].query)  # what the first question opens is not its own time
    outcomes = list(ask_all(questions, lambda query: [answer.path for answer in book.asking.ask(query)]))
    in_browser = _in_browser(book, project.folder / settings.templates, outcomes) if browser else None
    rows = {"terminal": figures(outcomes)} | ({"browser": figures(in_browser.outcomes)} if in_browser else {})
    missed = unreached(bars, *rows.values())
    if as_json:
        click.echo(json.dumps(_values(outcomes, in_browser, rows, missed), indent=2, ensure_ascii=False))
    else:
        click.echo("\n".join(_text(queries, outcomes, in_browser, rows, limit_misses)))
    for sentence in missed:
        click.echo(f"incidentbook: {sentence}", err=True)
    return 1 if missed or (in_browser and in_browser.different) else 0


def _content(queries: Path) -> bytes:
    try:
        return queries.read_bytes()
    except OSError as error:
        raise IncidentbookError(f"{queries} cannot be read: {error.strerror or error}.") from error


def _refused(queries: Path, wrong: Sequence[tuple[int, str]]) -> int:
    for line, sentence in wrong[:_MOST_MISTAKES]:
        click.echo(f"{queries}:{line}: {CONTROL.sub('', sentence)}", err=True)
    if len(wrong) > _MOST_MISTAKES:
        click.echo(f"… and {len(wrong) - _MOST_MISTAKES:,} lines more.", err=True)
    if not wrong:
        click.echo(f"incidentbook: there is no question in {queries}; write one a line, see --help.", err=True)
    return 2


def _in_browser(book: SearchedBook, own_templates: Path, outcomes: Sequence[Outcome]) -> _InBrowser:
    with tempfile.TemporaryDirectory(prefix="incidentbook-") as made:
        write_search(book.opened.book, book.opened.graph, own_templates, Path(made))
        found = list(ask_in_browser(Path(made), [one.question.query for one in outcomes], SHOWN))
    answers = [outcome(one.question, here.paths, here.seconds) for one, here in zip(outcomes, found, strict=True)]
    different = [one.question for one, here in zip(outcomes, answers, strict=True) if one.first != here.first]
    return _InBrowser(answers, found, different)


def _text(
    queries: Path,
    outcomes: Sequence[Outcome],
    in_browser: _InBrowser | None,
    rows: Mapping[str, Mapping[str, float]],
    most: int,
) -> list[str]:
    width = shutil.get_terminal_size((_WIDTH_WITHOUT_TERMINAL, 24)).columns
    n = len(outcomes)
    lines = [click.style("1 question" if n == 1 else f"{n:,} questions", bold=True)]
    names = [name.replace("mrr", "MRR") for name in FIGURES]
    lines.append(f"{'':<10}" + "".join(f"{name:>9}" for name in [*names, "median", "p95"]))
    asked = {"terminal": outcomes, "browser": in_browser.outcomes if in_browser else ()}
    for name, row in rows.items():
        taken = typical([one.seconds for one in asked[name]])
        cells = [*(f"{row[figure]:.3f}" for figure in FIGURES), *map(_milliseconds, taken)]
        lines.append(f"{name:<10}" + "".join(f"{cell:>9}" for cell in cells))
    if in_browser is not None:
        lines += ["", *_browser_text(queries, in_browser, n)]
    misses = [one for one in outcomes if not one.hit]
    if misses and most:
        what = "1 question has" if len(misses) == 1 else f"{len(misses):,} questions have"
        lines += ["", click.style(f"{what} another first answer", bold=True)]
    for one in misses[:most]:
        lines += ["", *_miss(queries, one, width)]
    if len(misses) > most:
        lines += ["", f"… and {len(misses) - most:,} more; --limit-misses lists them." if most else _count(misses)]
    return lines


def _count(misses: Sequence[Outcome]) -> str:
    return f"First answers that are not right: {len(misses):,}."


def _browser_text(queries: Path, in_browser: _InBrowser, n: int) -> list[str]:
    fetched = typical([one.bytes for one in in_browser.shown])
    lines = [f"A question fetches {_kilobytes(fetched.median)} (median; p95 {_kilobytes(fetched.p95)})."]
    if not in_browser.different:
        return [*lines, "The browser's first ten are the terminal's, in the same order, for every question."]
    which = ", ".join(f"{queries}:{question.line}" for question in in_browser.different[:5])
    more = " …" if len(in_browser.different) > 5 else ""
    same = (
        f"The browser's first ten are the terminal's, in the same order, for {n - len(in_browser.different):,} of {n:,}"
    )
    return [*lines, f"{same} questions; they are not for {which}{more}."]


def _miss(queries: Path, one: Outcome, width: int) -> list[str]:
    question = shortened(CONTROL.sub("", one.question.query), limit=max(width - 20, 60))
    wanted, first = miss_said(one)
    rows = textwrap.wrap(f"wanted: {wanted}", width, initial_indent="    ", subsequent_indent=" " * 12)
    return [f"{queries}:{one.question.line}: {question}", *rows, f"    first:  {first}"]


def _values(
    outcomes: Sequence[Outcome],
    in_browser: _InBrowser | None,
    rows: Mapping[str, Mapping[str, float]],
    missed: Sequence[str],
) -> dict[str, Any]:
    values: dict[str, Any] = {"n": len(outcomes), **_rounded(rows["terminal"])}
    values["milliseconds"] = _in_milliseconds(outcomes)
    if in_browser is not None:
        values["browser"] = {
            **_rounded(rows["browser"]),
            "milliseconds": _in_milliseconds(in_browser.outcomes),
            "bytes": typical([one.bytes for one in in_browser.shown])._asdict(),
            "same": len(outcomes) - len(in_browser.different),
            "different": [question.line for question in in_browser.different],
        }
    values["misses"] = [miss_values(one) for one in outcomes if not one.hit]
    return values | {"unreached": list(missed)}


def _rounded(row: Mapping[str, float]) -> dict[str, float]:
    return {name: round(value, 6) for name, value in row.items()}


def _in_milliseconds(outcomes: Sequence[Outcome]) -> dict[str, float]:
    taken = typical([one.seconds for one in outcomes])
    return {name: round(value * 1000, 2) for name, value in taken._asdict().items()}


def _milliseconds(seconds: float) -> str:
    return f"{seconds * 1000:,.0f} ms" if seconds >= 0.01 else f"{seconds * 1000:.1f} ms"


def _kilobytes(number: float) -> str:
    return f"{number / 1000:,.1f} kB"
