"""How well a book's search answers questions whose answers are known: shares of right answers, and the time taken.

`hit@n` is the share of questions for which one of the articles wanted is among the first n. `MRR@10` is the mean of
1 / place of the first one wanted, 0 where none is among the first ten.
"""

import json
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from math import ceil
from statistics import median
from time import perf_counter
from typing import Any, NamedTuple

from incidentbook.text import did_you_mean, listed, shortened

SHOWN = 10
"""Places that count."""
_HITS = (1, 5, SHOWN)
FIGURES = (*(f"hit@{places}" for places in _HITS), f"mrr@{SHOWN}")


class Question(NamedTuple):
    """A question and the articles that answer it."""

    query: str
    relevant: tuple[str, ...]
    """Paths below the folder of the articles."""
    line: int
    """Where it stands in its file."""


class Outcome(NamedTuple):
    """What a question was answered with."""

    question: Question
    first: tuple[str, ...]
    """The paths of the first ten, the best first."""
    place: int | None
    """Of the best of the articles wanted among all that were found, from 1."""
    seconds: float

    @property
    def hit(self) -> bool:
        """Whether the first answer is right."""
        return self.place == 1


class Typical(NamedTuple):
    """The middle of some values, and what 95 of 100 do not exceed."""

    median: float
    p95: float


def read_questions(content: bytes, known: Collection[str]) -> tuple[list[Question], list[tuple[int, str]]]:
    """Return the questions of a file with a JSON object a line, and what is wrong with it: line and sentence.

    `known` are the paths of the book.
    """
    questions: list[Question] = []
    wrong: list[tuple[int, str]] = []
    for number, line in enumerate(content.removeprefix(b"\xef\xbb\xbf").split(b"\n"), 1):
        if not line.strip():
            continue
        try:
            questions.append(_question(line, number, known))
        except ValueError as error:
            wrong.append((number, str(error)))
    return questions, wrong


def _question(line: bytes, number: int, known: Collection[str]) -> Question:
    example = 'it should be {"query": "…", "relevant": ["known-issues/….md"]}'
    try:
        said = json.loads(line.decode())
    except UnicodeDecodeError as error:
        raise ValueError("This line is not UTF-8.") from error
    except (json.JSONDecodeError, RecursionError) as error:
        raise ValueError(f"This line is no JSON; {example}.") from error
    if not isinstance(said, dict):
        raise ValueError(f"This line is no JSON object; {example}.")  # noqa: TRY004 - a mistake in a file
    query, relevant = said.get("query"), said.get("relevant")
    if not isinstance(query, str) or not query.strip():
        raise ValueError(f"There is no `query`, or it is no text; {example}.")
    if not isinstance(relevant, list) or not relevant or not all(isinstance(path, str) for path in relevant):
        raise ValueError(f"There is no `relevant`, or it is no list of paths; {example}.")
    for path in relevant:
        if path not in known:
            hint = did_you_mean(path, known) or "Name its path below the folder of the articles."
            raise ValueError(f"`{shortened(path)}` is not in the book for these readers. {hint}")
    return Question(query, tuple(dict.fromkeys(relevant)), number)


def ask_all(questions: Sequence[Question], ask: Callable[[str], Sequence[str]]) -> Iterator[Outcome]:
    """Ask each question and yield its outcome; `ask` returns the paths of what it found, the best first."""
    for question in questions:
        begin = perf_counter()
        found = ask(question.query)
        yield outcome(question, found, perf_counter() - begin)


def outcome(question: Question, found: Sequence[str], seconds: float) -> Outcome:
    """Return the outcome of a question for which these paths were found, the best first."""
    wanted = set(question.relevant)
    place = next((place for place, path in enumerate(found, 1) if path in wanted), None)
    return Outcome(question, tuple(found[:SHOWN]), place, seconds)


def figures(outcomes: Sequence[Outcome]) -> dict[str, float]:
    """Return each of FIGURES, from 0 to 1."""
    places = [one.place for one in outcomes if one.place is not None and one.place <= SHOWN]
    hits = {f"hit@{most}": sum(place <= most for place in places) / len(outcomes) for most in _HITS}
    return hits | {f"mrr@{SHOWN}": sum(1 / place for place in places) / len(outcomes)}


def typical(values: Sequence[float]) -> Typical:
    """Return the median of values and their 95th percentile, which is one of them."""
    return Typical(median(values), sorted(values)[ceil(0.95 * len(values)) - 1])


def unreached(bars: Mapping[str, float], *reached: Mapping[str, float]) -> list[str]:
    """Say in a sentence each which of some bars are not reached; of several rows of figures all must."""
    said = []
    for name, bar in bars.items():
        value = min(row[name] for row in reached)
        if value < bar:
            said.append(f"{name} is {value:.3f}, not at least {bar:g}.")
    return said


def miss_said(one: Outcome) -> tuple[str, str]:
    """Say what was wanted and where it came, and what came first."""
    wanted = listed(one.question.relevant, conjunction="or")
    where = "is not found" if one.place is None else f"comes at place {one.place:,}"
    return f"{wanted} {where}", one.first[0] if one.first else "nothing is found"


def miss_values(one: Outcome) -> dict[str, Any]:
    """Return the same for a machine."""
    question = one.question
    return {
        "line": question.line,
        "query": question.query,
        "relevant": list(question.relevant),
        "place": one.place,
        "found": list(one.first),
    }
