"""Books and questions with known answers, made from published support articles and alert runbooks.

The data is not part of this project. Its folder is given as an argument or by the environment variable
`INCIDENTBOOK_DATA`; the default is `../shared/data` beside the checkout.
"""

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

VARIABLE = "INCIDENTBOOK_DATA"
DEFAULT = Path(__file__).parents[2] / "shared" / "data"
ARTICLES = "ms-support-articles/support"
RUNBOOKS = "prometheus-operator-runbooks"
ALERTS = "alert-runbook-pairs/kube-prometheus.json"
QUESTIONS = "ground-truth"
_FRONT_MATTER = re.compile(r"---\n(.*?)\n---\n", re.DOTALL)
_SAID = re.compile(r"^(title|description): *(.*)$", re.MULTILINE)
_TITLE = re.compile(r"^# (.+)$", re.MULTILINE)
_SYMPTOMS = re.compile(r"^## symptoms?\b.*?(?=^## |\Z)", re.DOTALL | re.MULTILINE | re.IGNORECASE)
_FILLED_IN = re.compile(r"\{\{.*?\}\}")


class DataMissingError(Exception):
    """The data is not where it was looked for."""


class Question(NamedTuple):
    """A question and the paths below `kb/` of the articles that answer it."""

    query: str
    relevant: tuple[str, ...]


class Floor(NamedTuple):
    """What others reach on the same questions: hit@1, hit@5, MRR@10, where known."""

    engine: str
    hit_1: float
    hit_5: float | None
    mrr: float


class Measurement(NamedTuple):
    """A book, what is asked of it, and what is to be reached."""

    name: str
    texts: dict[str, str]
    """By path below `kb/`."""
    questions: list[Question]
    least: float
    """The share of questions whose first answer must be right."""
    floors: tuple[Floor, ...]


def data_folder(said: str | Path | None = None) -> Path:
    """Return the folder of the data. Raises DataMissingError, which says what is missed."""
    folder = Path(said or os.environ.get(VARIABLE) or DEFAULT)
    for name in (ARTICLES, RUNBOOKS, ALERTS, QUESTIONS):
        if not (folder / name).exists():
            raise DataMissingError(
                f"There is no {folder / name}; name the folder of the data as an argument or by {VARIABLE}."
            )
    return folder


def measurements(folder: Path) -> Iterator[Measurement]:
    """Yield the three books with their questions."""
    yield Measurement(
        "errors", dict(support_articles(folder)), _questions(folder, "error-string-to-article"), 0.94,
        (Floor("plain BM25", 0.880, 0.970, 0.923), *_others(0)),
    )  # fmt: skip
    without = {path: _SYMPTOMS.sub("", text) for path, text in support_articles(folder)}
    yield Measurement(
        "symptoms", without, _questions(folder, "symptom-to-fix"), 0.85,
        (Floor("plain BM25", 0.620, 0.820, 0.700), *_others(1)),
    )  # fmt: skip
    runbooks, alerts = _alerts(folder)
    yield Measurement("alerts", runbooks, alerts, 0.85, (Floor("plain BM25", 0.774, 0.953, 0.854),))


_OTHERS = {
    "lunr, the search of MkDocs sites": ((0.465, 0.507), (0.765, 0.824)),
    "Pagefind 1.5": ((0.775, 0.822), (0.025, 0.025)),
    "MiniSearch": ((0.780, 0.836), (0.765, 0.808)),
    "Tantivy, stemmed, a phrase × 3": ((0.962, 0.978), (0.862, 0.902)),
}
"""hit@1 and MRR@10 of others on errors and on symptoms, all among 5,878 articles of which these are a part."""


def _others(which: int) -> list[Floor]:
    return [Floor(f"{name} (5,878)", row[which][0], None, row[which][1]) for name, row in _OTHERS.items()]


def support_articles(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield each support article as a known issue: its path below `kb/` and its text.

    The title is its heading, the first paragraph its description; its sections stay as they are.
    """
    for file in _markdown(folder / ARTICLES):
        said, body = _taken_apart(file)
        title = said.get("title") or file.stem.replace("-", " ")
        if heading := _TITLE.search(body):
            title = heading[1].strip()
            body = body[: heading.start()] + body[heading.end() :]
        path = file.relative_to(folder / ARTICLES).as_posix()
        yield f"known-issues/{path}", _article(title, f"{said.get('description', '')}\n\n{body}")


def _alerts(folder: Path) -> tuple[dict[str, str], list[Question]]:
    """Return the runbooks without the names of their alerts, and the texts of alerts as questions."""
    alerts = json.loads((folder / ALERTS).read_text(encoding="utf-8"))
    names = {alert["alert"] for alert in alerts}
    texts = {}
    for file in _markdown(folder / RUNBOOKS / "content/runbooks"):
        _, body = _taken_apart(file)
        body = _TITLE.sub("", body)
        for name in sorted({*names, file.stem}, key=len, reverse=True):
            body = body.replace(name, "")
        if file.name != "_index.md" and body.strip():
            texts[f"runbooks/{file.relative_to(folder / RUNBOOKS).as_posix()}"] = _article("Runbook", body)
    asked = [
        Question(
            _FILLED_IN.sub("", f"{alert.get('summary', '')}\n{alert.get('description', '')}"),
            (f"runbooks/{alert['runbook']}",),
        )
        for alert in alerts
    ]
    return texts, [question for question in asked if question.relevant[0] in texts]


def _questions(folder: Path, name: str) -> list[Question]:
    lines = (folder / QUESTIONS / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [
        Question(said["query"], tuple(f"known-issues/{path}" for path in said["relevant"]))
        for said in map(json.loads, lines)
    ]


def _markdown(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.md"))


def _taken_apart(file: Path) -> tuple[dict[str, str], str]:
    """Return the title and description that a file's front matter says, and its body."""
    text = file.read_text(encoding="utf-8-sig")
    found = _FRONT_MATTER.match(text)
    if found is None:
        return {}, text
    return {key: value.strip().strip("'\"") for key, value in _SAID.findall(found[1])}, text[found.end() :]


def _article(title: str, body: str) -> str:
    return f"---\ntitle: {json.dumps(title, ensure_ascii=False)}\n---\n{body}"
