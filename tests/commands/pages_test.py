"""`incidentbook pages`."""

from pathlib import Path

import pytest

from incidentbook.cli import main
from tests.books import article, incident, issue, write


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    folder = tmp_path / "project"
    texts = {
        "mkdocs.yml": "docs_dir: kb\nplugins: [incidentbook]",
        "kb/incidents/a.md": incident("audience: public", "KI-0001 ![x](a.png)"),
        "kb/incidents/b.md": incident("audience: restricted", "secret", id="INC-2026-0002"),
        "kb/incidents/a.png": "png",
        "kb/incidents/unused.png": "png",
        "kb/known-issues/a.md": issue("audience: public"),
        "kb/about.md": article("audience: public\ntitle: About"),
        "kb/services.yml": "a: {audience: public}",
    }
    write(folder, texts)
    monkeypatch.chdir(folder)
    return folder


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_pages_attachments_and_assets_are_written(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """And neither what is withheld, nor what nobody links to, nor the catalogue."""
    assert main(["pages", "out"]) == 0
    written = files(project / "out")
    assert {"incidents/a.md", "incidents/a.png", "known-issues/a.md", "about.md", "index.md"} <= set(written)
    assert any(path.startswith("assets/") for path in written)
    assert not {"incidents/b.md", "incidents/unused.png", "services.yml"} & set(written)
    assert not any(b"secret" in content for path, content in written.items() if not path.startswith("assets/"))
    assert f"{len(written) - 1:,} files in out: {len(written) - 1:,} written, 0 removed." in capsys.readouterr().out


def test_what_programs_read_is_written_too(project: Path) -> None:
    """But not what would be beside the pages of articles: another generator would take Markdown for pages."""
    assert main(["pages", "out"]) == 0
    written = files(project / "out")
    assert {"api/incidents.json", "feeds/incidents.xml", "llms.txt"} <= set(written)
    assert not [path for path in written if path.startswith("incidents/a/")]
    assert b"index.md" not in written["llms.txt"]


def test_written_again_only_what_changed_is_touched(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """And what is no page any more goes, with its folder."""
    main(["pages", "out"])
    before = files(project / "out")
    capsys.readouterr()
    main(["pages", "out"])
    assert " 0 written, 0 removed." in capsys.readouterr().out
    (project / "kb/known-issues/a.md").unlink()
    (project / "kb/known-issues/b").mkdir()
    (project / "kb/known-issues/b/a.md").write_text(issue("audience: public"))
    main(["pages", "out"])
    assert "known-issues/a.md" not in files(project / "out")
    main(["pages", "new"])
    assert files(project / "out") == files(project / "new") != before


@pytest.mark.parametrize("folder", ["kb", "kb/incidents/out", ".", "mkdocs.yml"])
def test_nobody_s_files_are_written_over(project: Path, folder: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Nor is anything put into the book, which would then hold its own pages."""
    before = files(project)
    assert main(["pages", folder]) == 2
    assert files(project) == before
    assert capsys.readouterr().err.count("\n") in (1, 4)


def test_a_folder_that_cannot_be_written_is_one_sentence(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With its name."""
    (project / "file").write_text("x")
    assert main(["pages", "file/below"]) == 2
    assert capsys.readouterr().err.startswith("incidentbook: file/below cannot be written: ")
