"""A folder of articles into a book."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from incidentbook.articles import AUDIENCES, Audience
from incidentbook.errors import IncidentbookError
from incidentbook.files import Texts as GivenTexts
from incidentbook.load import load, load_files, load_text
from incidentbook.mkdocs_host import forked
from incidentbook.settings import Settings
from tests.books import Opened, Texts, article, incident, issue, opened, runbook

Result = TypeVar("Result")

BOOK: Mapping[str, str] = {
    "incidents/2026/a.md": incident("known_issues: [KI-0001]", "See RB-0001.", id="INC-2026-0001"),
    "incidents/2026/b.md": incident("known_issues: [{id: KI-0001, fix: worked}]", id="INC-2026-0002"),
    "known-issues/a.md": issue("symptoms: [{text: Hangs}, slow]"),
    "symptoms/slow.md": article("title: Slow"),
    "runbooks/a.md": runbook("symptoms: [slow]"),
    "maintenance/a.md": article("id: MNT-2026-0001\ntitle: Work"),
    "index.md": "# Home\n\nKI-0001\n",
    "incidents/index.md": "All of them.\n",
    "services.yml": "checkout: {}\n",
    "notes/log.txt": "x",
}


def test_the_folder_says_the_kind_at_any_depth() -> None:
    """And what is elsewhere, or is the front page of a folder, is an ordinary page."""
    book = opened(BOOK).book
    assert [one.path for one in book.incidents] == ["incidents/2026/a.md", "incidents/2026/b.md"]
    assert [one.id for one in (*book.known_issues, *book.symptoms, *book.runbooks, *book.maintenance)] == [
        "KI-0001",
        "slow",
        "RB-0001",
        "MNT-2026-0001",
    ]
    assert [one.path for one in book.pages] == ["incidents/index.md", "index.md"]
    assert book.files == {"notes/log.txt"}
    assert book.catalogues == {"services.yml"}
    assert opened(BOOK).diagnostics == []


@given(st.permutations(sorted(BOOK)), st.sampled_from(AUDIENCES))
@settings(deadline=None, max_examples=30)
def test_the_order_of_the_files_changes_nothing(order: list[str], audience: Audience) -> None:
    """Neither the book, nor its links, nor what is said of it."""
    texts = {path: BOOK[path] + ("\nKI-9999" if path.endswith(".md") else "") for path in order}
    one, other = opened(texts, audience), opened(dict(sorted(texts.items())), audience)
    assert said(one) == said(other)


def said(found: Opened) -> str:
    """Return all values of a book, its links and what is said of it, as text."""
    return repr(found._replace(book=replace(found.book, read=str.encode)))


def test_a_broken_article_never_stops_the_others() -> None:
    """Whatever is in it."""
    broken: Texts = {
        "incidents/2026/0.md": b"\xff\xfe\x00",
        "incidents/2026/1.md": "",
        "incidents/2026/2.md": "---\ntitle: [" + "[" * 9_000,
        "known-issues/0.md": "no front matter",
        "symptoms/0.md": "---\n- x\n---\n",
        "services.yml": "checkout: [\n",
        "sla.yml": "{",
    }
    book = opened({**BOOK, **broken}).book
    assert {one.path for one in book.articles()} == {
        path for path in {**BOOK, **broken} if "/" in path and path.endswith(".md")
    } - {"incidents/index.md"}
    assert [one.fields.known_issues[0].id for one in book.incidents if one.fields.known_issues] == [
        "KI-0001",
        "KI-0001",
    ]


@pytest.mark.parametrize(
    ("path", "text", "new"),
    [
        ("incidents/a", article("title: x"), "incidents/a.md"),
        ("incidents/a.txt", article("title: x"), "incidents/a.md"),
        ("incidents/2026/a.markdown", "text", "incidents/2026/a.md"),
        ("incidents/a.MD", article("title: x"), "incidents/a.md"),
        ("incidents/amd", "title: x\n", "incidents/a.md"),
        ("incidents/2026.03", article("title: x"), None),
        ("notes/a.mkd", "text", "notes/a.md"),
        ("incidents/log.txt", "10:12 it broke", None),
        ("incidents/a.png", b"\x89PNG---", None),
        ("notes/a.txt", article("title: x"), None),
    ],
)
def test_an_article_without_its_ending_is_missed(path: str, text: str | bytes, new: str | None) -> None:
    """It is said with the name it should have, and is not published as it is; other files are."""
    found = opened({path: text})
    if new is None:
        assert found.codes == []
        assert found.book.files == {path}
    else:
        assert [(one.code, one.path, one.line, one.column) for one in found.diagnostics] == [("KB108", path, 1, 1)]
        assert found.diagnostics[0].hint == f"Rename it to `{new}`."
        assert found.book.files == frozenset()


@pytest.mark.parametrize(
    ("path", "said", "places"),
    [
        ("incidents/a.md", "kind: incident", []),
        ("incidents/a.md", "kind: runbook", [(5, 7)]),
        ("incidents/a.md", "kind: incidnt", [(5, 7)]),
        ("notes/a.md", "kind: incident", []),
        ("notes/a.md", "kind: recipe", []),
    ],
)
def test_a_kind_may_be_said_and_must_not_contradict_the_folder(
    path: str, said: str, places: list[tuple[int, int]]
) -> None:
    """Outside the kinds' folders it makes an article of a page; there any word is a page's own."""
    found = opened({path: incident(said)})
    assert found.places("KB208") == places
    assert len(found.book.incidents) == (said != "kind: recipe")


@pytest.mark.parametrize(
    ("folder", "said", "proper"),
    [
        ("incidents", "INC-2026-42", "INC-2026-0042"),
        ("incidents", "inc-2026-0042", "INC-2026-0042"),
        ("incidents", "42", "INC-2026-0042"),
        ("incidents", "INC 2026/7", "INC-2026-0007"),
        ("known-issues", "KI7", "KI-0007"),
        ("known-issues", "ki-0007", "KI-0007"),
        ("runbooks", "KI-0007", "RB-0007"),
        ("runbooks", "restart", "RB-0042"),
        ("maintenance", "MNT-1", "MNT-2026-0042"),
        ("symptoms", "Checkout 504", None),
        ("incidents", "INC-٢٠٢٦-٠٠٠١", "INC-2026-0042"),
    ],
)
def test_a_malformed_id_is_reported_with_a_proper_one(folder: str, said: str, proper: str | None) -> None:
    """At its value; until then the article goes by its file's name."""
    found = opened(
        {
            f"{folder}/a-file.md": article(
                f"id: {said}\ntitle: x\ntimes: {{detected: 2026}}"[: None if folder == "incidents" else -26]
            )
        }
    )
    assert found.places("KB207") == [(2, 5)]
    assert found.diagnostics[0].hint == (
        f"Write it as `{proper}`." if proper else "Use lower-case words joined by hyphens."
    )
    assert next(iter(found.book.articles())).id == "a-file"


@pytest.mark.parametrize("times", ["times: {}", "times:", "", "times: {paused: []}"])
def test_an_incident_needs_one_time(times: str) -> None:
    """It belongs to no period otherwise. What could not be read is not missing."""
    assert opened({"incidents/a.md": incident(times=times)}).codes == (["KB202"] if "paused" not in times else [])
    assert opened({"incidents/a.md": incident(times="times: {detected: never}")}).codes == ["KB205"]
    assert opened({"incidents/a.md": incident(times="times: {detected: [}")}).codes == ["KB109"]
    assert opened({"incidents/a.md": incident(times="Times: {detected: 2026}")}).codes == ["KB201"]


def test_an_empty_file_is_one_finding() -> None:
    """Not one for each key that it does not have."""
    assert opened({"incidents/a.md": "", "known-issues/b.md": "\n"}).codes == ["KB107", "KB107"]


def test_times_are_in_the_zone_of_the_article_else_of_the_site() -> None:
    """A wrong zone is reported, and the site's is used."""
    texts = {
        f"incidents/{at}.md": incident(zone, id=f"INC-2026-000{at}")
        for at, zone in enumerate(["", "zone: Asia/Kolkata", "zone: Nowhere"])
    }
    book, found = load_text(texts, Settings(audience="restricted", zone="Europe/Paris"))
    assert [str(one.fields.earliest) for one in book.incidents] == [
        f"4 Mar 2026, 10:12 {name}" for name in ("CET", "IST", "CET")
    ]
    assert [one.code for one in found] == ["KB210"]


def test_severities_are_those_of_the_book() -> None:
    """And calendars."""
    texts: Texts = {
        "sla.yml": "severities: {p1: worst, p2: bad}\ncalendars: {office: {zone: Europe/London}}\n",
        "incidents/a.md": incident(
            "severity: p1\n"
            "stated: {resolve: {value: 1h, hours: office}}\n"
            "severity_history: [{at: 2026, severity: sev1}]"
        ),
    }
    assert [(one.code, one.line, one.hint) for one in opened(texts).diagnostics] == [("KB204", 7, "Known: p1 and p2.")]


def test_a_page_has_its_title_from_front_matter_heading_or_name() -> None:
    """In this order; wrong front matter is reported."""
    texts: Texts = {
        "a.md": article("title: A", "# B"),
        "b-c.md": "text\n\n# B C\n",
        "c-d.md": "text",
        "d.md": article("title: [x]\nown: key", "# D"),
    }
    found = opened(texts)
    assert [one.title for one in found.book.pages] == ["A", "B C", "C d", "D"]
    assert [(one.path, one.code, one.line, one.column) for one in found.diagnostics] == [("d.md", "KB203", 2, 8)]


@pytest.mark.parametrize(
    ("said", "code", "column"),
    [("audience: publik", "KB204", 11), ("Audience: public", "KB201", 1), ("audience:", "KB202", 1)],
)
def test_a_page_that_nobody_will_see_says_why(said: str, code: str, column: int) -> None:
    """Its audience is not what its author thinks."""
    assert [(one.code, one.line, one.column) for one in opened({"a.md": article(said)}).diagnostics] == [
        (code, 2, column)
    ]
    assert opened({"a.md": article(said)}, "internal").book.pages == ()


def test_a_digest_changes_with_all_that_was_read_and_with_nothing_else() -> None:
    """Content, zone, lists and scale."""

    def digest(texts: Texts, **options: object) -> str:
        book, _ = load_text(texts, Settings.model_validate({"audience": "restricted", **options}))
        return book.incidents[0].digest

    one = digest({"incidents/a.md": incident()})
    assert one == digest({"incidents/a.md": incident(), "incidents/b.md": incident(id="INC-2026-0002"), "b.md": "x"})
    others = [
        digest({"incidents/a.md": incident(body=" ")}),
        digest({"incidents/a.md": incident()}, zone="Europe/London"),
        digest({"incidents/a.md": incident()}, factors=["x"]),
        digest({"incidents/a.md": incident(), "sla.yml": "severities: {p1: x}"}),
    ]
    assert len({one, *others}) == 5


def test_a_file_that_cannot_be_read_is_a_finding(tmp_path: Path) -> None:
    """As are a name that is not UTF-8 and a link that leads out of the book; the others load."""
    book, outside = tmp_path / "kb", tmp_path / "secret.md"
    (book / "incidents").mkdir(parents=True)
    outside.write_text("---\naudience: public\n---\nsecret")
    (book / "a.md").write_text("text")
    (book / "link.md").symlink_to(outside)
    (book / "loop.md").symlink_to("loop.md")
    (book / "inside.md").symlink_to("a.md")
    (book / "incidents/\udcff.md").write_text("text")
    loaded, found = load(book, Settings(audience="restricted"))
    assert [one.path for one in loaded.pages] == ["a.md", "inside.md"]
    assert [(one.path, one.code) for one in found] == [("incidents/�.md", "KB117"), ("link.md", "KB117")]


def test_without_a_folder_there_is_no_book(tmp_path: Path) -> None:
    """One sentence says so."""
    for path in (tmp_path / "nope", tmp_path / "file"):
        (tmp_path / "file").write_text("x")
        with pytest.raises(IncidentbookError, match=r"^There is no folder .*; say where the articles are\.$"):
            load(path, Settings())


def test_a_file_left_out_in_doubt_is_reported_and_nothing_of_what_it_says() -> None:
    """A public site must not lose an article unseen because a slip hides for whom it is; the rule and line are said."""
    broken = "---\ntitle: Canary\naudience: public\ntimes: {detected: 2026-01-01\n---\n"
    sound = "---\ntitle: Hidden\naudience: restricted\ntimes: {detected: 2026-01-01}\n---\n"
    texts = {"incidents/a.md": broken, "incidents/b.md": sound}
    book, found = load_text(texts, Settings(audience="public"))
    assert book.incidents == ()
    (one,) = found
    assert (one.path, one.line, one.code, one.severity) == ("incidents/a.md", 4, "KB121", "warning")
    assert "(KB109, malformed-yaml)" in found[0].message
    assert "Canary" not in repr(found)


def test_a_book_is_the_same_where_another_process_takes_half_of_it_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    """Articles, findings and their order."""
    texts: dict[str, str | bytes] = {
        f"incidents/{number}.md": f"---\nid: INC-2026-000{number}\ntitle: T{number}\ntypo: x\n---\nSee KI-0001.\n"
        for number in range(5)
    }
    options = Settings(audience="restricted")
    alone, said = load_files(GivenTexts(texts), options)
    monkeypatch.setattr("incidentbook.load.WORTH_STARTING", 2)
    begun = []

    def beside(work: Callable[[], Result]) -> Callable[[], Result]:
        begun.append(work)
        return forked.beside(work)

    book, said_again = load_files(GivenTexts(texts), options, None, beside)
    assert len(begun) == 1
    assert said_again == said
    assert [(one.path, one.digest, one.fields, one.prose) for one in book.incidents] == [
        (one.path, one.digest, one.fields, one.prose) for one in alone.incidents
    ]
