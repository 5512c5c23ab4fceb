"""The synthetic book is what the benchmarks say it is: the same every time, readable, whole and bounded."""

import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from benchmarks import synthetic_book
from benchmarks.synthetic_plan import plan

ARTICLES = 400
ID = re.compile(r"\b(?:INC-\d{4}-\d{4}|KI-\d{4}|RB-\d{4})\b")
LINK = re.compile(r"\]\(([^)]+\.md)\)")


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("synthetic") / "book"
    synthetic_book.write(folder, number=ARTICLES, seed=7)
    return folder


@pytest.fixture(scope="module")
def texts(book: Path) -> dict[Path, str]:
    return {path: path.read_text(encoding="utf-8") for path in sorted((book / "kb").rglob("*.md"))}


@pytest.fixture(scope="module")
def fronts(texts: dict[Path, str]) -> dict[Path, dict[str, Any]]:
    return {path: yaml.safe_load(text.split("---\n")[1]) for path, text in texts.items()}


def test_the_same_size_and_seed_give_the_same_bytes() -> None:
    assert list(synthetic_book.files(plan(120, 7))) == list(synthetic_book.files(plan(120, 7)))


def test_another_seed_gives_another_book() -> None:
    assert list(synthetic_book.files(plan(120, 7))) != list(synthetic_book.files(plan(120, 8)))


@pytest.mark.parametrize("number", [50, 99, 1000, 1234])
def test_a_book_has_as_many_articles_as_asked_for_each_in_its_own_file(number: int) -> None:
    paths = [path for path, _ in synthetic_book.files(plan(number, 7)) if path.endswith(".md")]
    assert len(paths) == len(set(paths)) == number


def test_the_kinds_have_their_shares(book: Path, texts: dict[Path, str]) -> None:
    count = Counter(path.relative_to(book / "kb").parts[0] for path in texts)
    assert count == {"incidents": 320, "known-issues": 32, "symptoms": 28, "runbooks": 16, "maintenance": 4}


def test_all_front_matter_and_the_services_are_mappings(book: Path, fronts: dict[Path, dict[str, Any]]) -> None:
    assert all(front["title"] for front in fronts.values())
    assert len(yaml.safe_load((book / "kb/services.yml").read_text(encoding="utf-8"))) == ARTICLES // 100 + 10


def test_ids_are_unique(fronts: dict[Path, dict[str, Any]]) -> None:
    ids = [front["id"] for front in fronts.values() if "id" in front]
    assert len(ids) == len(set(ids)) == ARTICLES - 28  # symptoms have none


def test_every_id_in_front_matter_and_prose_exists(texts: dict[Path, str], fronts: dict[Path, dict[str, Any]]) -> None:
    known = {front.get("id") for front in fronts.values()}
    named = {found for text in texts.values() for found in ID.findall(text)}
    assert named - known == set()


def test_every_symptom_and_service_that_is_named_exists(book: Path, fronts: dict[Path, dict[str, Any]]) -> None:
    slugs = {path.stem for path in (book / "kb/symptoms").iterdir()}
    services = yaml.safe_load((book / "kb/services.yml").read_text(encoding="utf-8"))
    named_symptoms = {s for front in fronts.values() for s in front.get("symptoms", []) if isinstance(s, str)}
    named_services = {
        service["id"] if isinstance(service, dict) else service
        for front in fronts.values()
        for service in front.get("services", [])
    }
    assert named_symptoms == slugs
    assert named_services <= services.keys()
    assert all(set(service["depends_on"]) <= services.keys() for service in services.values())


def test_every_link_between_articles_leads_to_a_file(texts: dict[Path, str]) -> None:
    links = [path.parent / link for path, text in texts.items() for link in LINK.findall(text)]
    assert links
    assert [link for link in links if not link.is_file()] == []


def test_bodies_of_incidents_are_of_a_reports_length(texts: dict[Path, str]) -> None:
    bodies = [text.split("---\n", 2)[2] for path, text in texts.items() if "incidents" in path.parts]
    words = [len(body.split()) for body in bodies]
    assert min(words) >= 250
    assert max(words) <= 700


def test_recurrences_do_not_grow_with_the_book() -> None:
    """Ten times the articles: no known issue has more cases than in a small book, but for chance."""
    most = {}
    for number in (1000, 10000):
        causes = Counter(incident.cause.id for incident in plan(number, 7).incidents if incident.cause)
        most[number] = max(causes.values())
    assert 10 < most[10000] < 1.7 * most[1000]
