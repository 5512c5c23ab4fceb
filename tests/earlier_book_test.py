"""A book as it was in an earlier commit, in real repositories."""

import os
from pathlib import Path

import pytest

from incidentbook.earlier_book import EarlierBook, earlier_book
from incidentbook.errors import IncidentbookError
from incidentbook.project import find_project
from tests.repositories import Repository, surround

BOOK = {"incidents/a.md": "a", "incidents/b.md": "b", "incidents/c.md": "c", "sla.yml": "", "picture.png": "old"}


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    surround(monkeypatch, tmp_path)
    made = Repository(tmp_path / "book", BOOK)
    monkeypatch.chdir(made.folder)
    return made


def earlier(reference: str = "main", config: Path | None = None) -> EarlierBook:
    return earlier_book(find_project(config), config, reference, None, "internal")


def texts(found: EarlierBook) -> dict[str, str]:
    return {path: found.files.read(path).decode() for path in found.files.listed().paths}


def test_what_changed_is_read_from_git_and_the_rest_from_the_folder(repository: Repository) -> None:
    """Edits, removals and new files, committed or not; a file that Git is to ignore is as it is."""
    repository.write({".gitignore": "draft.md\n", "draft.md": "draft"})
    repository.commit("ignore")
    commit = repository.git("rev-parse", "HEAD").strip()
    repository.write({"incidents/a.md": "A", "incidents/new.md": "new", "picture.png": "new"})
    (repository.kb / "incidents/b.md").unlink()
    found = earlier()
    assert texts(found) == {**BOOK, "draft.md": "draft"}
    assert found.changed == {"incidents/a.md", "incidents/b.md", "incidents/new.md", "picture.png"}
    assert (found.commit, found.note) == (commit, "")
    with pytest.raises(OSError, match="new"):
        found.files.read("incidents/new.md")
    repository.commit("all of it")
    assert texts(earlier("main~")) == texts(found)


def test_names_are_those_of_the_folder(repository: Repository) -> None:
    """With spaces, line ends, letters of any alphabet and bytes of none; hidden files and links are no part of it."""
    names = ["a b.md", "ü\n.md", ".hidden.md", ".folder/x.md", os.fsdecode(b"\xff.md")]
    repository.write(dict.fromkeys(names, "x"))
    (repository.kb / "link.md").symlink_to("incidents/a.md")
    repository.commit("names")
    for path in [*names, "link.md"]:
        (repository.kb / path).unlink()
    assert texts(earlier()) == {**BOOK, "a b.md": "x", "ü\n.md": "x", os.fsdecode(b"\xff.md"): "x"}
    repository.git("checkout", "--quiet", "HEAD", "--", "kb")
    assert earlier().changed == frozenset()


def test_files_are_as_git_puts_them_into_a_folder(repository: Repository) -> None:
    """Where it changes line ends, a file that nobody touched has not changed."""
    (repository.folder / ".gitattributes").write_text("*.md text eol=crlf\n", encoding="utf-8")
    repository.write({"incidents/a.md": "a\r\nb\r\n"})
    repository.commit("line ends")
    found = earlier()
    assert found.changed == frozenset()
    assert found.files.read("incidents/a.md") == b"a\r\nb\r\n"


def test_settings_are_those_of_then(repository: Repository) -> None:
    """Those that they inherit from included, and those of another file."""
    options = "docs_dir: kb\nplugins: [{incidentbook: {zone: %s}}]\n"
    Path("base.yml").write_text(options % "Europe/Paris", encoding="utf-8")
    Path("mkdocs.yml").write_text("INHERIT: base.yml\n", encoding="utf-8")
    Path("other.yml").write_text(options % "Asia/Tokyo", encoding="utf-8")
    repository.commit("settings")
    for name in ("base.yml", "other.yml"):
        Path(name).write_text(options % "UTC", encoding="utf-8")
    assert earlier().settings.zone == "Europe/Paris"
    assert earlier(config=Path("other.yml")).settings.zone == "Asia/Tokyo"


@pytest.mark.parametrize("broken", ["docs_dir: [\n", "docs_dir: kb\nplugins: [{incidentbook: {zone: Mars}}]\n"])
def test_settings_that_cannot_be_read_are_no_obstacle(repository: Repository, broken: str) -> None:
    """Whoever puts them right wants to see what that changes."""
    Path("mkdocs.yml").write_text(broken, encoding="utf-8")
    repository.commit("broken")
    Path("mkdocs.yml").write_text("docs_dir: kb\nplugins: [incidentbook]\n", encoding="utf-8")
    found = earlier()
    assert texts(found) == BOOK
    assert found.note.startswith("The settings of then cannot be read, and those of now stand in for them: ")


def test_a_book_in_another_folder_is_read_whole(repository: Repository) -> None:
    """From where it was; every file of now and of then may differ."""
    repository.git("mv", "kb", "docs")
    Path("mkdocs.yml").write_text("docs_dir: docs\nplugins: [incidentbook]\n", encoding="utf-8")
    (repository.folder / "docs/new.md").write_text("new", encoding="utf-8")
    found = earlier()
    assert texts(found) == BOOK
    assert found.project.book == repository.folder.resolve() / "kb"
    assert found.changed == {*BOOK, "new.md"}


def test_a_book_that_there_was_not_is_empty(repository: Repository) -> None:
    """Its folder came later."""
    repository.git("mv", "kb", "docs")
    Path("mkdocs.yml").write_text("docs_dir: docs\nplugins: [incidentbook]\n", encoding="utf-8")
    repository.commit("docs")
    (repository.folder / "docs").rename(repository.folder / "kb")
    repository.commit("kb")
    Path("mkdocs.yml").write_text("docs_dir: kb\nplugins: [incidentbook]\n", encoding="utf-8")
    repository.git("checkout", "--quiet", "--orphan", "new")
    repository.git("rm", "--quiet", "-r", "--cached", "kb")
    repository.git("commit", "--quiet", "--message", "only settings")
    found = earlier("new")
    assert texts(found) == {}
    assert found.changed == set(BOOK)


def test_without_the_objects_it_is_a_sentence(repository: Repository) -> None:
    """A clone may lack some of them."""
    name = repository.git("rev-parse", "HEAD:kb/incidents/a.md").strip()
    repository.write({"incidents/a.md": "A"})
    (repository.folder / ".git/objects" / name[:2] / name[2:]).unlink()
    with pytest.raises(IncidentbookError, match=r"^`git diff` failed in kb: unable to read [0-9a-f]+\.$"):
        earlier()
