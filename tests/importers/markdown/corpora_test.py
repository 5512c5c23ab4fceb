"""What others have published, imported: how much is understood, and that no line is lost."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import UTC
from functools import cache

import pytest

from incidentbook.importers.imported import Imported
from incidentbook.importers.markdown.guessing import guess, map_text
from incidentbook.importers.markdown.mapping import read_map, ready_map
from incidentbook.importers.markdown.reading import ReadDocument, read_documents
from incidentbook.instants import parse_instant
from incidentbook.links import link
from incidentbook.settings import Settings
from incidentbook.signatures import compile_signature, matches
from incidentbook.statistics import rows, statistics_of
from incidentbook.timelines import timeline_of
from tests.ground_truth_test import AS_PUBLISHED, WRONG_AS_PUBLISHED
from tests.imported_books import CORPORA, DATA, book_of, corpus

_WORD = re.compile(r"[^\W_]+")


@cache
def read(name: str) -> tuple[ReadDocument, ...]:
    return tuple(read_documents("", corpus(name), ready_map(name.partition(",")[0])))


def articles(name: str) -> list[Imported]:
    return [article for document in read(name) for article in document.articles]


def words(text: object) -> list[str]:
    return _WORD.findall(str(text).lower())


def flat(value: object) -> Iterator[str]:
    """Yield all texts of a front matter."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield str(key)
            yield from flat(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from flat(inner)
    else:
        yield str(value)


@pytest.mark.parametrize("name", CORPORA)
def test_no_line_of_the_source_is_lost(name: str) -> None:
    """Each non-blank line stands in the body or the front matter, word by word and in its order.

    What is in other words is a time, a duration or the title; of those the numbers are there, or the words.
    """
    mapping = ready_map(name.partition(",")[0])
    lost = []
    for document in read(name):
        fronts = [" ".join(words(" ".join(flat(article.front_matter)))) for article in document.articles]
        bodies = [" ".join(_unlinked(article.body)) for article in document.articles]
        text = f" {' '.join(bodies)} {' '.join(fronts)} "
        there = set(text.split())
        numbers = {int(number) for number in re.findall(r"\d+", text)}
        for line in (*document.document.front, *document.document.lines):
            key, _, value = line.text.partition(":")
            in_front = line in document.document.front
            goes = mapping.keys.get(key.strip(), ()) if in_front else ()
            said = _unlinked(value if in_front and key.strip() in document.document.data else line.text)
            renamed = any(one.to == "nothing" or one.values for one in goes) or line.text.strip() in mapping.template
            if not said or f" {' '.join(said)} " in text or renamed or (goes and _same_moment(value, document)):
                continue
            rest = [word for word in said if word not in there]
            figures = [int(part) for word in rest for part in re.findall(r"\d+", word)]
            split = all(figure in (*numbers, 0) or {figure // 100, figure % 100} <= numbers for figure in figures)
            where = document.taken.get(line.number, "key" if goes else "")
            if where and split and (where != "timeline" or not [word for word in rest if not _is_of_time(word)]):
                continue
            lost.append(f"{document.document.path}:{line.number}: {line.text[:100]} [{where}]")
    assert lost == []


def _same_moment(value: str, document: ReadDocument) -> bool:
    """Whether an article has a time that is written with another offset in the source."""
    try:
        moment = parse_instant(value.strip(), UTC).earliest
    except ValueError:
        return False
    times = [text for article in document.articles for text in flat(article.front_matter)]
    return any(text == f"{moment.astimezone(UTC):%Y-%m-%d %H:%M}" for text in times)


def _unlinked(text: str) -> list[str]:
    """Return the words of a text without the addresses of links to other files, which follow those."""
    text = re.sub(r"\]\((?!\w+:)[^)\n]*\)?", "] ", text)
    return words(re.sub(r"^(\s*\[[^\]\n]+\]:)(?!\s*\w+:)[^\n]*", r"\1", text, flags=re.MULTILINE))


def _is_of_time(word: str) -> bool:
    return re.fullmatch(r"\d+(?:am|pm)?|[a-z]{2,4}|[a-z]+uary|march|april|august|[a-z]+ember|october", word) is not None


@pytest.mark.parametrize("name", CORPORA)
def test_imported_articles_have_no_errors(name: str) -> None:
    """But an address of a person that stood in the source; and drafts may lack times and name them in any order."""
    _, found = book_of(articles(name))
    in_drafts = {"KB202", "KB309"}
    assert [one for one in found if one.severity == "error" and one.code not in in_drafts] == []


def test_reports_with_labels_have_all_their_times() -> None:
    """39 of 39 reports of the Cloud Platform say when they were detected and resolved, and the durations they state."""
    found = articles("moj")
    times = Counter(key for article in found for key in _mapping(article.front_matter["times"]))
    stated_ = Counter(key for article in found for key in _mapping(article.front_matter.get("stated", {})))
    assert (len(found), times["detected"], times["resolved"]) == (39, 39, 39)
    assert (stated_["mitigate"], stated_["resolve"]) == (36, 36)


def test_the_published_means_come_out_of_the_imported_reports() -> None:
    """By quarter: thirteen as published, and three as the reports give them."""
    settings = Settings.model_validate({"audience": "restricted", "durations": "stated", "zone": "Europe/London"})
    book, _ = book_of(articles("moj"), durations="stated", zone="Europe/London")
    means = {}
    for row in rows(statistics_of(book, link(book), settings, 1788220800.0), "quarter"):
        repair, resolve = row.durations["ttm"].mean, row.durations["ttr"].mean
        if repair is not None and resolve is not None:
            means[row.key] = (int(repair // 60), int(resolve // 60))
    expected = AS_PUBLISHED | WRONG_AS_PUBLISHED
    assert {quarter: means.get(quarter) for quarter in expected} == expected


def test_every_issue_of_a_status_page_has_its_key_facts() -> None:
    """297 of 297 with start, end and severity, be they planned or not; and each service that one of them names."""
    found = articles("cstate")
    assert len(found) == 297
    for article in found:
        front = article.front_matter
        extra = _mapping(front.get("extra", {}))
        begun = _mapping(front.get("times", {})).get("started") or _mapping(front.get("actual", {})).get("from")
        ended = _mapping(front.get("times", {})).get("resolved") or _mapping(front.get("actual", {})).get("to")
        assert begun, article.key
        assert ended or extra["ended"], article.key
        assert front.get("severity") or extra["severity"], article.key
    named = [document for document in read("cstate") if document.document.data.get("affected")]
    assert len(named) == 292
    assert all("services" in article.front_matter for document in named for article in document.articles)


@pytest.mark.parametrize(("name", "count"), [("alert-runbooks", 109), ("alert-runbooks, KubeVirt", 93)])
def test_runbooks_have_their_four_sections(name: str, count: int) -> None:
    """All that their source has, each below its own heading, and the alert by which they are found."""
    found = read(name)
    assert len(found) == count
    for document in found:
        headings = {line.title.lower() for line in document.document.lines if line.level == 2}
        wanted = headings & {"meaning", "impact", "diagnosis", "mitigation"}
        (article,) = document.articles
        there = {line[3:].lower() for line in article.body.split("\n") if line.startswith("## ")}
        assert wanted <= there, article.key
        assert article.front_matter["alerts"], article.key
    whole = [document for document in found if "## Mitigation" in document.articles[0].body]
    assert len(whole) > count * 0.9


def test_support_articles_are_known_issues_with_what_is_seen() -> None:
    """Each with a section of symptoms; eight of ten quoted errors of the ground truth are found by its signatures."""
    found = {document.document.path: document.articles[0] for document in read("microsoft-support")}
    assert len(found) == 806
    known = [article for article in found.values() if article.kind == "known-issue"]
    assert len(known) > 490
    assert all(article.front_matter["symptoms"] for article in known)
    fixed = [article for article in known if re.search(r"^## (?:Resolution|Workaround)$", article.body, re.MULTILINE)]
    assert all(article.front_matter["status"] == "workaround" for article in fixed)
    told = (DATA / "ground-truth/error-string-to-article.jsonl").read_text(encoding="utf-8").splitlines()
    hits = 0
    for row in map(json.loads, told):
        article = found[row["relevant"][0].split("support/")[-1]]
        symptoms = article.front_matter.get("symptoms", [])
        lines = [line for one in symptoms if isinstance(one, dict) for line in _list(one.get("signatures", []))]
        hits += any(matches(compile_signature(str(line)), row["query"]) for line in lines)
    assert hits >= 65


def test_free_timelines_have_absolute_times() -> None:
    """Every time that a line of the source begins with has its date in the article, in the zone that it names."""
    found = articles("postmortem")
    book, _ = book_of(found)
    lines = [line for incident in book.incidents for line in timeline_of(incident)]
    assert (len(found), len(lines)) == (23, 194)
    assert all(line.dated for line in lines)
    assert all(article.front_matter["zone"] for article in found)


def test_a_file_with_four_incidents_is_four_articles() -> None:
    found = [article for article in articles("postmortem, several in a file") if "#" in article.key]
    assert [_mapping(article.front_matter["times"])["started"] for article in found] == [
        "2025-10-21 21:45", "2025-10-24 18:00", "2025-10-28 19:28", "2025-10-29 22:30",
    ]  # fmt: skip


@pytest.mark.parametrize("name", CORPORA)
def test_a_guess_fills_most_of_what_the_ready_mapping_fills(name: str) -> None:
    """It is a mapping that can be written, read again, and used."""
    guessed, rates = guess(corpus(name))
    assert read_map("guessed.yml", map_text(guessed).encode()) == guessed
    count = len(articles(name))
    filled = Counter(key for article in articles(name) for key in article.front_matter if key != "zone")
    for key, known in filled.items():
        if known == count and key not in ("review_in", "last_reviewed"):
            assert any(place.partition(".")[0] == key and rate > 0.5 for place, rate in rates.items()), key


def _mapping(value: object) -> Mapping[str, object]:
    assert isinstance(value, Mapping)
    return value


def _list(value: object) -> list[object]:
    assert isinstance(value, list)
    return value
