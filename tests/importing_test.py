"""What imports do to a book: new articles, what the source changed, what an author wrote, and what both did."""

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from incidentbook.article_edits import told_by
from incidentbook.errors import IncidentbookError
from incidentbook.import_effects import Effects
from incidentbook.importers.imported import Imported, Written
from incidentbook.importing import Unnumbered, Wanted, prepare, write
from incidentbook.merging import Told
from incidentbook.project import check_book, find_project, open_book, settings_of
from incidentbook.text import digest
from tests.books import incident, issue
from tests.imported_versions import TOLD, body_of

CHECKOUT: dict[str, Written] = {
    "title": "Checkout times out",
    "severity": "sev2",
    "review": "draft",
    "services": ["checkout"],
    "times": {"detected": "2026-03-04 10:12", "resolved": "2026-03-04 11:00"},
}


class Book:
    """A book in a folder, and imports into it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.kb = folder / "kb"
        self.kb.mkdir(parents=True, exist_ok=True)
        (folder / "mkdocs.yml").write_text("site_name: A\ndocs_dir: kb\nplugins: [incidentbook]\n", encoding="utf-8")

    def prepared(self, articles: Iterable[Imported], **wanted: object) -> Effects:
        project = find_project(self.folder / "mkdocs.yml")
        chosen = settings_of({}, audience=None, default="restricted")
        book = open_book(project, chosen).book
        return prepare(project, chosen, book, articles, Wanted(**{"source": "tool", **wanted}))  # type: ignore[arg-type]

    def imports(self, *articles: Imported, **wanted: object) -> Effects:
        effects = self.prepared(articles, **wanted)
        write(effects)
        return effects

    def put(self, path: str, text: str) -> None:
        (self.kb / path).parent.mkdir(parents=True, exist_ok=True)
        (self.kb / path).write_text(text, encoding="utf-8")

    def read(self, path: str) -> str:
        return (self.kb / path).read_text(encoding="utf-8")

    def files(self) -> dict[str, bytes]:
        return {
            path.relative_to(self.folder).as_posix(): path.read_bytes()
            for path in sorted(self.folder.rglob("*"))
            if path.is_file()
        }

    def errors(self) -> list[str]:
        chosen = settings_of({}, audience=None, default="restricted")
        found = check_book(find_project(self.folder / "mkdocs.yml"), chosen).diagnostics
        return [f"{one.path}:{one.line} {one.code} {one.message}" for one in found if one.severity == "error"]


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Book:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return Book(tmp_path / "project")


def checkout(body: str = "It failed.\n\n## Summary\n\nOld.", key: str = "tool:1", **changes: Written) -> Imported:
    front_matter = {name: value for name, value in {**CHECKOUT, **changes}.items() if value != ""}
    return Imported(key, "incident", "2026/2026-03-04-checkout.md", front_matter, body)


def plain(kind: str, key: str, name: str, **front_matter: Written) -> Imported:
    return Imported(key, kind, name, {"title": f"About {name}", **front_matter}, "")


FILE = "incidents/2026/2026-03-04-checkout.md"


def test_a_new_article_has_a_number_its_keys_and_its_text(book: Book) -> None:
    """The next number of its year; its services are entered in the catalogue, and a check finds no error."""
    book.put("incidents/old.md", incident(id="INC-2026-0041"))
    effects = book.imports(checkout())
    assert book.read(FILE) == (
        "---\nid: INC-2026-0042\ntitle: Checkout times out\nseverity: sev2\nreview: draft\nservices: [checkout]\n"
        "times:\n  detected: 2026-03-04 10:12\n  resolved: 2026-03-04 11:00\n---\n\nIt failed.\n\n## Summary\n\nOld.\n"
    )
    assert (len(effects.new), effects.services) == (1, ["checkout"])
    assert book.read("services.yml") == "checkout: {}\n"
    assert book.errors() == []


def test_importing_again_changes_no_byte(book: Book) -> None:
    """Also from a record that another clone has written."""
    book.imports(checkout(), plain("known-issue", "tool:2", "pool.md"))
    before = book.files()
    effects = book.imports(plain("known-issue", "tool:2", "pool.md"), checkout())
    assert book.files() == before
    assert (len(effects.same), effects.contents, effects.made) == (2, {}, {})


def test_an_edit_stays_and_the_sources_change_arrives(book: Book) -> None:
    """In one and the same file; what both changed stays the author's and is said with both values."""
    book.imports(checkout())
    edited = (
        book.read(FILE)
        .replace("severity: sev2", "severity: sev1 # we think")
        .replace("title: Checkout times out", "title: Checkout fails\nowner_note: mine".split("\n", maxsplit=1)[0])
        .replace("It failed.", "It failed, twice.")
    )
    book.put(FILE, edited)
    effects = book.imports(
        checkout(
            "It failed.\n\n## Summary\n\nNew.",
            severity="sev3",
            times={"detected": "2026-03-04 10:12", "resolved": "2026-03-04 11:30"},
        )
    )
    assert book.read(FILE) == edited.replace("11:00", "11:30").replace("Old.", "New.")
    (clash,) = effects.clashes
    assert (clash.path, clash.line, clash.conflict.where) == (FILE, 4, "severity")
    assert (clash.conflict.ours, clash.conflict.theirs) == ("sev1", "sev3")
    assert effects.needs_a_person
    again = book.imports(checkout("It failed.\n\n## Summary\n\nNew.", severity="sev3", times={
        "detected": "2026-03-04 10:12", "resolved": "2026-03-04 11:30"}))  # fmt: skip
    assert not again.needs_a_person, "it is said once"


def test_without_a_record_nothing_is_doubled_or_overwritten(book: Book) -> None:
    """The file is known by its name and its times, and each difference counts as the author's."""
    book.imports(checkout())
    (book.folder / ".imports/tool.json").unlink()
    before = book.read(FILE)
    effects = book.imports(checkout(severity="sev4"))
    assert book.read(FILE) == before
    assert [one.conflict.where for one in effects.clashes] == ["severity"]
    (book.folder / ".imports/tool.json").unlink()
    assert not book.imports(checkout()).needs_a_person
    assert len(list(book.kb.rglob("*checkout*"))) == 1


def test_two_of_one_name_are_two_files(book: Book) -> None:
    """Whatever case it is written in; and one that somebody wrote about something else stays what it is."""
    other: Written = {"detected": "2026-03-04 15:00"}
    book.put(FILE.replace("checkout", "checkout-2"), incident(times="times: {detected: 2026-03-04 01:00}"))
    book.imports(checkout(), checkout(key="tool:2", times=other), checkout(key="other:1", times=other))
    assert sorted(path.name for path in (book.kb / "incidents/2026").iterdir()) == [
        f"2026-03-04-checkout{suffix}.md" for suffix in ("-2", "-3", "-4", "")
    ]
    before = book.files()
    book.imports(checkout(key="tool:2", times=other))
    book.imports(checkout(key="other:1", times=other), checkout())
    assert book.files() == before


def test_a_file_that_was_moved_or_numbered_is_found(book: Book) -> None:
    """By its ID where it moved; where it was once its ID has become another."""
    book.imports(checkout(), earlier=Unnumbered("as asked"))
    assert "id: INC-NEW-tool-1\n" in book.read(FILE)
    book.put(FILE, book.read(FILE).replace("INC-NEW-tool-1", "INC-2026-0007"))
    assert len(book.imports(checkout(severity="sev3")).changed) == 1
    (book.kb / FILE).rename(book.kb / "incidents/elsewhere.md")
    assert [one.path for one in book.imports(checkout(severity="sev4")).changed] == ["incidents/elsewhere.md"]
    assert "severity: sev4" in book.read("incidents/elsewhere.md")
    assert not (book.kb / FILE).exists()


def test_what_was_deleted_stays_deleted(book: Book) -> None:
    """Until somebody asks for it."""
    book.imports(checkout())
    (book.kb / FILE).unlink()
    assert [one.path for one in book.imports(checkout()).deleted] == [FILE]
    assert not (book.kb / FILE).exists()
    other = checkout(key="tool:2", times={"detected": "2026-03-05"})
    assert [one.id for one in book.imports(other).new] == ["INC-2026-0002"], "no number is given twice"
    restored = book.imports(checkout(), other, restore=True)
    assert [one[1:] for one in restored.new] == [("INC-2026-0001", FILE)]
    assert len(restored.same) == 1


def test_references_by_key_become_ids(book: Book) -> None:
    """Of this import and of earlier ones; one that nobody knows is left out, said, and put in when it comes."""
    follows = plain(
        "incident", "tool:2", "2026/b.md", times={"detected": "2026-03-05"}, continues="tool:1", parent="tool:9",
        review="draft", known_issues=[{"id": "tool:3", "link": "suspected"}, {"id": "tool:8"}], links=[
            {"title": "tool:1", "url": "https://example.org"}],
    )  # fmt: skip
    effects = book.imports(follows, checkout(), plain("known-issue", "tool:3", "pool.md"))
    text = book.read("incidents/2026/b.md")
    assert "continues: INC-2026-0001\n" in text
    assert "known_issues: [{id: KI-0001, link: suspected}]\n" in text
    assert "title: tool:1" in text.replace('"', "")
    assert "parent" not in text
    said = [one.message for one in effects.remarks]
    assert said == [f"`tool:{n}` is not in the book; the reference was left out" for n in (8, 9)]
    assert book.errors() == []
    book.imports(plain("incident", "tool:9", "2026/c.md", times={"detected": "2026-03-05"}, review="draft"), follows)
    assert "parent: INC-2026-0003\n" in book.read("incidents/2026/b.md")


def test_a_value_that_cannot_be_is_kept_in_the_text(book: Book) -> None:
    """And said; the front matter has none that a check would refuse."""
    effects = book.imports(
        checkout(
            severity="P0", nonsense=["a"], times={"detected": "2026-03-04 10:12", "resolved": "tea time"},
            actions=[{"do": "Alert", "due": "soon"}, {"do": "Fix"}],
        )
    )  # fmt: skip
    text = book.read(FILE)
    assert text.endswith(
        "## As imported\n\n- severity: `P0`\n- times.resolved: `tea time`\n- nonsense: `[a]`\n"
        "- actions: `{do: Alert, due: soon}`\n"
    )
    assert "actions: [{do: Fix}]\n" in text
    assert len(effects.remarks) == 4
    assert book.errors() == []


def test_without_a_year_there_is_no_number(book: Book) -> None:
    """But an ID that waits for one."""
    long = f"tool:{'x' * 200}"
    book.imports(checkout(times="", key="tool:A B/ö"), checkout(times="", key=long))
    found = sorted(path.read_text().split("\n")[1] for path in (book.kb / "incidents").rglob("*.md"))
    assert found == [f"id: INC-NEW-tool-{digest(long)[:8]}", "id: INC-NEW-tool-a-b-o"]


def test_a_number_that_was_given_once_is_not_given_again(book: Book) -> None:
    """Neither one of former times nor one that an imported text names."""
    earlier = [b"---\nid: INC-2026-0002\n---\n"]
    book.imports(checkout("As in INC-2026-0003."), earlier=lambda: earlier)
    assert "id: INC-2026-0004\n" in book.read(FILE)


def test_an_id_of_the_source_is_kept_if_it_is_free(book: Book) -> None:
    """Else it gets a number like any other."""
    book.put("known-issues/a.md", issue(id="KI-0007"))
    book.imports(
        plain("known-issue", "tool:1", "x.md", id="KI-0007"), plain("known-issue", "tool:2", "y.md", id="KI-0003")
    )
    assert "id: KI-0008\n" in book.read("known-issues/x.md")
    assert "id: KI-0003\n" in book.read("known-issues/y.md")


def test_a_file_that_cannot_be_edited_is_left_and_said(book: Book) -> None:
    """What the source changed comes with the next import."""
    book.imports(checkout())
    good = book.read(FILE)
    book.put(FILE, good.replace("severity: sev2", "severity: [sev2"))
    broken = book.read(FILE)
    effects = book.imports(checkout(severity="sev3"))
    assert [one.path for one in effects.untouched] == [FILE]
    assert book.read(FILE) == broken
    book.put(FILE, good)
    book.imports(checkout(severity="sev3"))
    assert "severity: sev3" in book.read(FILE)


@pytest.mark.parametrize(
    "name",
    [
        *("../x.md", "/x.md", "a/../../x.md", "a\\x.md", "x", ".x.md", "a/.git/x.md"),
        *("a//x.md", "C:x.md", "\ud800.md", "a\0.md", f"{'x' * 300}.md", ".md", "x.MD"),
    ],
)
def test_a_path_that_is_no_article_inside_the_book_is_refused(book: Book, name: str) -> None:
    """Before anything is written."""
    with pytest.raises(IncidentbookError, match="no article inside the book"):
        book.imports(checkout(), Imported("tool:2", "incident", name, CHECKOUT, ""))
    assert not list(book.kb.iterdir())


def test_a_link_that_leads_out_of_the_book_is_refused(book: Book, tmp_path: Path) -> None:
    """A folder, a file, or where it is remembered."""
    outside = tmp_path / "outside"
    outside.mkdir()
    (book.kb / "incidents").symlink_to(outside)
    with pytest.raises(IncidentbookError, match="outside"):
        book.imports(checkout())
    (book.kb / "incidents").unlink()
    (book.folder / ".imports").symlink_to(outside)
    with pytest.raises(IncidentbookError, match="outside"):
        book.imports(checkout())
    (book.folder / ".imports").unlink()
    (book.kb / "services.yml").symlink_to(outside / "services.yml")
    with pytest.raises(IncidentbookError, match="outside"):
        book.imports(checkout())
    assert list(outside.iterdir()) == []


def test_attached_files_come_along(book: Book) -> None:
    """Beside the article; what somebody changed or deleted stays so, and nothing becomes a page."""
    names = ("images/a.png", "b.log", "../c.png", "../../../d.png", "page.md", "../../services.yml")
    first = replace(checkout(), attachments=dict.fromkeys(names, b"1"))
    effects = book.imports(first)
    folder = book.kb / "incidents/2026"
    assert [(folder / name).read_bytes() for name in ("images/a.png", "b.log", "../c.png")] == [b"1"] * 3
    assert len([one for one in effects.remarks if one.lost]) == 3
    (folder / "b.log").write_bytes(b"mine")
    (folder / "../c.png").unlink()
    effects = book.imports(replace(checkout(), attachments={"images/a.png": b"2", "b.log": b"2", "../c.png": b"1"}))
    assert (folder / "images/a.png").read_bytes() == b"2"
    assert (folder / "b.log").read_bytes() == b"mine"
    assert not (book.kb / "incidents/c.png").exists()
    assert [one.lost for one in effects.remarks] == [True]


def test_what_no_file_can_hold_is_not_in_one(book: Book) -> None:
    """Control characters, half characters, other line ends, values that are no text."""
    hostile: Mapping[str, Written] = {
        "title": "A\ud800\x00B\r\nC", "extra": {"a\x1b": "\u2028x", "b": 7, "c": None, "d": [], "e": True},  # type: ignore[dict-item]
        "times": {"detected": "2026-03-04"}, "review": "draft",
    }  # fmt: skip
    book.imports(Imported("tool:\ud800", "incident", "a.md", hostile, "One\r\ntwo\rthree\u2028four\x07"))
    text = book.read("incidents/a.md")
    assert "title: A\ufffd\ufffdB C\n" in text.replace('"', "")
    assert text.endswith("One\ntwo\nthree\nfour\ufffd\n")
    assert "7" in text
    assert book.errors() == []


def test_what_the_source_tells_twice_is_one_article(book: Book) -> None:
    """The last one counts."""
    effects = book.imports(checkout(), checkout(severity="sev4"))
    assert "severity: sev4" in book.read(FILE)
    assert [one.message for one in effects.remarks] == ["The source tells this several times; the last one was taken"]


def test_preparing_writes_nothing(book: Book) -> None:
    """As often as one likes."""
    before = book.files()
    effects = book.prepared([checkout()])
    assert len(effects.made) == 3
    assert book.files() == before


def test_a_damaged_record_is_a_sentence(book: Book) -> None:
    """Nothing is written."""
    book.imports(checkout())
    record = book.folder / ".imports/tool.json"
    record.write_text(record.read_text().replace('"path"', "<<<<<<<"))
    before = book.files()
    with pytest.raises(IncidentbookError, match=r"tool\.json cannot be read \(line \d"):
        book.imports(checkout(severity="sev3"))
    assert book.files() == before


@pytest.mark.parametrize("written", range(7))
def test_a_run_that_was_killed_is_gone_on_with(
    book: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, written: int
) -> None:
    """However many files it had put in their places: the same articles, IDs and references as if it had not been."""
    told = [
        checkout(key=f"tool:{day}", times={"detected": f"2026-03-{day:02}"}, related=[f"tool:{8 - day}"])
        for day in range(2, 7)
    ]
    whole = Book(tmp_path / "whole")
    whole.imports(*told)
    left = written
    link = os.link

    def link_some(*arguments: Any) -> None:
        nonlocal left
        left -= 1
        if left < 0 and not str(arguments[1]).endswith(".begun"):
            raise KeyboardInterrupt
        link(*arguments)

    with monkeypatch.context() as patched:
        patched.setattr(os, "link", link_some)
        effects = book.prepared(told)
        unlink = Path.unlink
        patched.setattr(
            Path, "unlink", lambda path, **_: None if ".begun" in path.name else unlink(path, missing_ok=True)
        )
        with pytest.raises(KeyboardInterrupt):
            write(effects)
    assert not book.imports(*told).needs_a_person
    assert book.files() == whole.files()


class _Version(NamedTuple):
    """What a source says at some time of two articles."""

    one: Told
    two: Told


_VERSIONS = st.builds(_Version, TOLD, TOLD)


def _told(version: _Version) -> list[Imported]:
    """Return a version as an importer would, with the keys of any article as a team's own."""
    return [
        Imported(
            f"tool:{name}", "runbook", f"{name}.md",
            {"title": name, "extra": {str(key): value for key, value in told.front_matter.items()}},
            body_of(told),
        )
        for name, told in version._asdict().items()
    ]  # fmt: skip


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(_VERSIONS, _VERSIONS)
def test_a_book_follows_its_source(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch, before: _Version, now: _Version
) -> None:
    """Importing twice changes nothing, byte for byte; and a book that nobody edits says what the source says."""
    folder = tmp_path_factory.mktemp("law")
    monkeypatch.setenv("XDG_CACHE_HOME", str(folder / "cache"))
    book, fresh = Book(folder / "one"), Book(folder / "two")
    book.imports(*_told(before))
    written = book.files()
    assert not book.imports(*_told(before)).needs_a_person
    assert book.files() == written
    assert not book.imports(*_told(now)).needs_a_person
    fresh.imports(*_told(now))
    for name in ("one", "two"):
        path = f"runbooks/{name}.md"
        assert told_by(path, book.read(path).encode()) == told_by(path, fresh.read(path).encode())
    assert json.loads(book.files()[".imports/tool.json"]) == json.loads(fresh.files()[".imports/tool.json"])
