"""`incidentbook export`."""

import json
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from incidentbook.cli import main
from incidentbook.exporters import EXPORTERS
from tests.books import article
from tests.exporters.exported import BOOK

FOLDERS = [name for name, exporter in EXPORTERS.items() if exporter.IS_FOLDER]
TEXTS = [name for name in EXPORTERS if name not in FOLDERS]

Said = Callable[[], str]


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1780272000")  # 1 June 2026
    folder = tmp_path / "project"
    settings = "site_name: Our book\nsite_url: https://book.example.org/kb\ndocs_dir: kb\nplugins: [incidentbook]\n"
    for path, text in {"mkdocs.yml": settings, **{f"kb/{path}": text for path, text in BOOK.items()}}.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> Said:
    """Return what was said on standard error."""
    return lambda: capsys.readouterr().err


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("name", TEXTS)
def test_a_text_is_printed_or_written_to_a_file(
    name: str, project: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    """The same either way, and nothing else is printed with it."""
    assert main(["export", name]) == 0
    printed = capsysbinary.readouterr()
    assert main(["export", name, "--output", "-"]) == 0
    assert capsysbinary.readouterr() == printed
    assert main(["export", name, "-o", "out"]) == 0
    assert (project / "out").read_bytes() == printed.out != b""
    assert printed.err == b""
    assert capsysbinary.readouterr().out == b"out: written, for internal readers.\n"


@pytest.mark.parametrize("name", FOLDERS)
def test_several_files_are_written_to_a_folder_and_written_again_are_the_same(
    name: str, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is the same is not touched."""
    assert main(["export", name, "-o", "out/new"]) == 0
    before = files(project / "out/new")
    stamps = {path: (project / "out/new" / path).stat().st_mtime_ns for path in before}
    capsys.readouterr()
    assert main(["export", name, "-o", "out/new"]) == 0
    assert files(project / "out/new") == before
    visible = {path for path in before if not path.startswith(".")}
    assert {path: (project / "out/new" / path).stat().st_mtime_ns for path in visible} == {
        path: stamp for path, stamp in stamps.items() if path in visible
    }
    assert " 0 written, 0 removed, for internal readers." in capsys.readouterr().out


def test_what_is_no_part_of_it_any_more_goes(project: Path) -> None:
    """A known issue that was deleted, or that these readers may not see."""
    main(["export", "osv", "-o", "out"])
    assert "KI-0001.json" in files(project / "out")
    assert main(["export", "osv", "-o", "out", "--audience", "public"]) == 0
    assert list(files(project / "out")) == [".incidentbook-export-osv"]


@pytest.mark.parametrize("name", FOLDERS)
def test_several_files_are_not_printed(name: str, said: Said) -> None:
    for options in ([], ["--output", "-"]):
        assert main(["export", name, *options]) == 2
        assert f"An export as {name} is several files; name a folder for them: --output FOLDER." in said()


def test_a_folder_of_somebody_else_s_is_left_alone(project: Path, said: Said) -> None:
    """That of another export, too; and a folder is no file."""
    assert main(["export", "csv", "-o", "mine"]) == 0
    before = files(project)
    for command in (["sqlite", "-o", "mine"], ["csv", "-o", "."], ["csv", "-o", "mkdocs.yml"], ["json", "-o", "mine"]):
        said()
        assert main(["export", *command]) == 2
        assert said().startswith(f"incidentbook: {command[-1]} ")
    assert files(project) == before


@pytest.mark.parametrize("output", ["kb", "kb/out", "kb/incidents/../out.json"])
def test_nothing_is_put_into_the_book(project: Path, output: str, said: Said) -> None:
    """Whose files are published, to readers for whom the export may not be."""
    before = files(project)
    for name in ("json", "csv"):
        assert main(["export", name, "-o", output]) == 2
        assert "is inside the book, whose files are its site's" in said()
    assert files(project) == before


def test_a_file_that_cannot_be_written_is_one_sentence(project: Path, said: Said) -> None:
    """And neither a device nor the folder of another file is taken for one."""
    for output in ("nowhere/out.json", "/dev/null", "mkdocs.yml/out.json"):
        assert main(["export", "json", "-o", output]) == 2
        assert said().count("\n") == 1
    assert Path("/dev/null").is_char_device()


def test_a_file_that_a_link_leads_to_is_written_where_it_is(project: Path) -> None:
    (project / "real").write_text("old")
    (project / "link").symlink_to("real")
    assert main(["export", "json", "-o", "link"]) == 0
    assert (project / "link").is_symlink()
    assert json.loads((project / "real").read_bytes())["site_name"] == "Our book"


def test_it_knows_the_site_and_the_moment(project: Path) -> None:
    main(["export", "json", "-o", "out"])
    document = json.loads((project / "out").read_bytes())
    assert document["site_url"] == "https://book.example.org/kb/"
    assert document["as_of"].startswith("2026-06-01")
    assert document["incidents"][0]["url"] == "https://book.example.org/kb/incidents/2026/pool/"


def test_it_is_for_whom_the_option_says_else_the_settings(project: Path) -> None:
    """Without either for internal readers."""

    def incidents(*options: str) -> int:
        main(["export", "json", "-o", "out", *options])
        return len(json.loads((project / "out").read_bytes())["incidents"])

    assert (incidents(), incidents("--audience", "restricted"), incidents("--audience", "public")) == (1, 2, 0)
    settings = (project / "mkdocs.yml").read_text().replace("[incidentbook]", "[incidentbook: {audience: restricted}]")
    (project / "mkdocs.yml").write_text(settings)
    assert (incidents(), incidents("--audience", "internal")) == (2, 1)


def test_mistakes_in_the_articles_stop_nothing_and_are_said(project: Path, said: Said) -> None:
    """An article that has one is there as far as it can be read."""
    (project / "kb/incidents/broken.md").write_text(article("title: [\n"))
    assert main(["export", "sqlite", "-o", "out", "--audience", "restricted"]) == 0
    assert "1 error in the articles; `incidentbook check` says what may be missing here." in said()
    with closing(sqlite3.connect(project / "out/incidentbook.db")) as database:
        assert database.execute("SELECT count(*) FROM incidents").fetchone() == (3,)


def test_without_the_package_for_parquet_nothing_is_made(
    project: Path, said: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One sentence says how to get it."""
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    assert main(["export", "parquet", "-o", "out"]) == 2
    assert said().endswith("install it with `pip install 'incidentbook[parquet]'`.\n")
    assert not (project / "out").exists()


def test_the_formats_are_listed_and_a_misspelt_one_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "--help"]) == 0
    printed = capsys.readouterr().out
    assert [name for name, exporter in EXPORTERS.items() if f"    {name:<12}{exporter.SUMMARY}\n" not in printed] == []
    assert main(["export", "cvs"]) == 2
    assert "'cvs' is not one of" in capsys.readouterr().err
