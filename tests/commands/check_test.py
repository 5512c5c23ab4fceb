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
from tests.books import titled_incident as incident

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


def test_the_demo_book_is_clean(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a warning, as of the day on which it was looked through last: later on reviews will be due."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795219200")
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


def test_each_format_is_written_alone_on_standard_output(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With the same status, and paths as seen from the root of the repository."""
    book = write(tmp_path / "docs" / "kb", ERROR)
    (tmp_path / ".git").mkdir()
    for form, beginning in (
        ("github", "::error file=docs/kb/incidents/a.md,line=5"),
        ("junit", "<?xml"),
        ("sarif", "{"),
    ):
        assert main(["check", str(book), "--format", form]) == 1
        out, err = capsys.readouterr()
        assert out.startswith(beginning)
        assert "docs/kb/incidents/b.md" in out
        assert err == ""


def test_strict_fails_the_test_cases_of_files_with_warnings(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """As it fails the check."""
    book = write(tmp_path / "kb", WARNING)
    assert main(["check", str(book), "--format", "junit"]) == 0
    assert 'tests="1" failures="0"' in capsys.readouterr().out
    assert main(["check", str(book), "--format", "junit", "--strict"]) == 1
    assert 'tests="1" failures="1"' in capsys.readouterr().out


def git(folder: Path, *arguments: str) -> None:
    who = ("-c", "user.name=A", "-c", "user.email=a@example.org")
    subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True)


def test_with_changed_since_only_changed_files_count(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """How much is found elsewhere is said, and beside what a program reads."""
    book = write(tmp_path / "kb", ERROR)
    git(tmp_path, "init", "--quiet", "--initial-branch=main")
    git(tmp_path, "add", "--all")
    git(tmp_path, "commit", "--quiet", "--message", "x")
    assert main(["check", str(book), "--changed-since", "main"]) == 0
    left_out = "that did not change since `main`; without --changed-since they are said.\n"
    assert capsys.readouterr() == (
        f"0 files checked: nothing is wrong.\nLeft out: 2 findings in 2 files {left_out}",
        "",
    )
    write(book, {"incidents/c.md": incident("status: done", id="INC-2026-0002")})
    assert main(["check", str(book), "--changed-since", "main", "--format", "json"]) == 1
    out, err = capsys.readouterr()
    # The new file takes the ID of another, which is found in the new one.
    assert [(one["path"], one["code"]) for one in json.loads(out)] == [
        ("incidents/c.md", "KB302"),
        ("incidents/c.md", "KB204"),
    ]
    assert err == f"Left out: 2 findings in 2 files {left_out}"
    assert main(["check", str(book), "--changed-since", "nope"]) == 2
    assert "Git knows no branch, tag or commit `nope` here" in capsys.readouterr().err


def test_fix_puts_right_what_it_can_and_checks_what_is_left(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A second time there is nothing to do, and a clean book is no occasion to say so."""
    book = write(tmp_path / "kb", {**ERROR, "incidents/c.md": incident("status: Resolved  # x", id="INC-2026-0003")})
    assert main(["check", str(book), "--fix"]) == 1
    out = click.unstyle(capsys.readouterr().out)
    assert "c.md:5:9: fixed[KB204] `Resolved` is now `resolved`\nPut right: 1 finding in 1 file.\n\n" in out
    assert out.endswith("2 errors in 2 of 3 files.\n")
    assert "status: resolved  # x\n" in (book / "incidents/c.md").read_text()
    assert main(["check", str(book), "--fix", "--format", "json"]) == 1
    out, err = capsys.readouterr()
    assert len(json.loads(out)) == 2
    assert err.startswith("Nothing was put right")
    write(book, {"incidents/a.md": incident(), "incidents/b.md": incident(id="INC-2026-0002")})
    assert main(["check", str(book), "--fix"]) == 0
    assert capsys.readouterr().out == "3 files checked: nothing is wrong.\n"


def test_fix_with_diff_writes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The status is that of the book as it is; without --fix there is nothing to show."""
    text = incident("status: Resolved")
    book = write(tmp_path / "kb", {"incidents/a.md": text})
    (tmp_path / ".git").mkdir()
    assert main(["check", str(book), "--fix", "--diff"]) == 1
    out, err = capsys.readouterr()
    assert out.startswith("--- a/kb/incidents/a.md\n+++ b/kb/incidents/a.md\n")
    assert "-status: Resolved\n+status: resolved\n" in out
    assert err == "This would put right 1 finding in 1 file. Nothing was written.\n"
    assert (book / "incidents/a.md").read_text() == text
    assert main(["check", str(book), "--diff"]) == 2
    assert "add --fix" in capsys.readouterr().err
