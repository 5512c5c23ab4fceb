"""Imported articles as a book, and the corpora of others that are imported."""

import json
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

import pytest

from incidentbook.book import Book
from incidentbook.diagnostics import Diagnostic
from incidentbook.importers.imported import Imported
from incidentbook.kinds import KINDS
from incidentbook.load import load_text
from incidentbook.settings import Settings

DATA = Path(__file__).parents[2] / "shared/data"

# By the name of the mapping that they are read with.
CORPORA = {
    "moj": "moj-cloud-platform-incidents/source/incidents",
    "cstate": "jenkins-infra-status/content/issues",
    "postmortem": "mybinder-incidents/docs/source/incident-reports",
    "postmortem, several in a file": "posthog-post-mortems",
    "google-sre": "postmortem-templates/templates",
    "alert-runbooks": "prometheus-operator-runbooks/content/runbooks",
    "alert-runbooks, KubeVirt": "kubevirt-runbooks/docs",
    "dated-runbooks": "moj-cloud-platform-runbooks/source",
    "cockroach-advisories": "cockroach-advisories/src/current/advisories",
    "microsoft-support": "ms-support-articles/support",
    "cstate, the example": "cstate-example/exampleSite/content/issues",
}


@cache
def corpus(name: str) -> Mapping[str, bytes]:
    """Return the files of a corpus by path; skip the test where the data is not beside this checkout."""
    root = DATA / CORPORA[name]
    if not root.is_dir():
        pytest.skip(f"{CORPORA[name]} is not beside this checkout, in ../shared/data")
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}


def article_texts(articles: Iterable[Imported]) -> dict[str, str]:
    """Return the files that articles become, with numbers as IDs; JSON is YAML, too."""
    texts = {}
    for number, article in enumerate(articles, 1):
        kind = KINDS[article.kind]
        year = article.name[:4] if article.name[:4].isdigit() else "2024"
        year = f"{year}-" if article.kind in ("incident", "maintenance") else ""
        named = {"id": f"{kind.id_prefix}-{year}{number:04}"} if kind.id_prefix else {}
        front = {**named, **{key: value for key, value in article.front_matter.items() if key != "related"}}
        lines = "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in front.items())
        texts[f"{kind.folder}/{article.name}"] = f"---\n{lines}---\n\n{article.body}"
    return texts


def book_of(articles: Iterable[Imported], **settings: str) -> tuple[Book, list[Diagnostic]]:
    """Load articles as a book."""
    return load_text(article_texts(articles), Settings.model_validate({"audience": "restricted", **settings}))
