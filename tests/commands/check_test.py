"""`incidentbook check`."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest

from incidentbook.cli import main
from tests.books import incident

KB = Path(__file__).parents[2] / "kb"
WARNING = {"incidents/a.md": incident(body="See KI-0001.")}
ERROR = {
    "incidents/a.md": incident("status: done"),
    "incidents/b.md": incident("audience: restricted\ncolour: red", id="INC-2026-0002"),
}


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


def write(folder: Path, texts: dict[str, str]) -> Path:
    for path, text in texts.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    return folder


def test_a_clean_book_is_status_0(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With one sentence, or an empty list."""
    book = write(tmp_path / "kb", {"incidents/a.md": incident(), "services.yml": "a: {}"})
    assert main(["check", str(book)]) == 0
    assert capsys.readouterr() == ("2 files checked: nothing is wrong.\n", "")
    assert main(["check", str(book), "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out) == []


def test_the_demo_book_is_clean(capsys: pytest.CaptureFixture[str]) -> None:
    """Without a warning."""
    assert main(["check", str(KB), "--strict", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out) == []


def test_errors_are_status_1_whoever_may_read_the_article(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The list has exactly what a machine needs."""
    book = write(tmp_path / "kb", ERROR)
    assert main(["check", str(book), "--format", "json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert [(one["code"], one["path"], one["line"]) for one in found] == [
        ("KB204", "incidents/a.md", 5),
        ("KB201", "incidents/b.md", 6),
    ]
    assert all(set(one) == {"code", "severity", "path", "line", "column", "message", "hint"} for one in found)
    assert main(["check", str(book), "--audience", "public", "--format", "json"]) == 0


def test_warnings_alone_are_status_0_unless_strict(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A site can be published with them."""
    book = write(tmp_path / "kb", WARNING)
    assert main(["check", str(book)]) == 0
    assert "1 warning in 1 of 1 file." in capsys.readouterr().out
    assert main(["check", str(book), "--strict"]) == 1


@pytest.mark.parametrize("make", ["nothing", "a file"])
def test_no_folder_is_status_2_and_one_sentence(make: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """On standard error; for a machine too there is nothing else."""
    if make == "a file":
        (tmp_path / "kb").write_text("x")
    assert main(["check", str(tmp_path / "kb"), "--format", "json"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err == f"incidentbook: There is no folder {tmp_path / 'kb'}; say where the articles are.\n"


def test_without_a_folder_it_is_the_project_s(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """With the paths as they are from here, and the project's settings."""
    write(tmp_path, {"mkdocs.yml": "docs_dir: kb\nplugins: [{incidentbook: {factors: [moon]}}]"})
    write(tmp_path / "kb", {"incidents/a.md": incident("factors: [moon, config]")})
    monkeypatch.chdir(tmp_path)
    assert main(["check"]) == 1
    assert click.unstyle(capsys.readouterr().out).startswith(
        "kb/incidents/a.md:5:17: error[KB204] `factors` cannot be `config`\n"
    )
    for arguments in (
        ["check", "kb"],
        ["check", "-f", "mkdocs.yml"],
        ["check", "kb", "-f", str(tmp_path / "mkdocs.yml")],
    ):
        assert main(arguments) == 1
    monkeypatch.chdir(tmp_path / "kb")
    assert main(["check"]) == 2
    assert "There is no mkdocs.yml" in capsys.readouterr().err


def test_a_folder_beside_another_host_s_settings_is_checked_with_the_defaults(tmp_path: Path) -> None:
    """Not every book has a site yet."""
    write(tmp_path, {"mkdocs.yml": "plugins: [search]", "kb/incidents/a.md": incident()})
    assert main(["check", str(tmp_path / "kb")]) == 0


def test_a_broken_pipe_and_odd_names_are_no_traceback(tmp_path: Path) -> None:
    """As when the output goes to `head`, and where a name is not UTF-8."""
    book = write(tmp_path / "kb", {f"incidents/{number}.md": "" for number in range(3_000)})
    (book / "incidents/\udcff\x1b.md").write_text("x")
    program = shutil.which("incidentbook", path=f"{Path(sys.executable).parent}:{os.environ['PATH']}")
    assert program is not None
    for form in ("text", "json"):
        with subprocess.Popen(
            [program, "check", book, "--format", form], stdout=subprocess.PIPE, stderr=subprocess.PIPE
        ) as check:
            assert check.stdout is not None
            assert check.stderr is not None
            assert len(check.stdout.read(100)) == 100
            check.stdout.close()
            assert check.stderr.read() == b""
