"""`incidentbook init`."""

import subprocess
import sys
from pathlib import Path

import pytest

from incidentbook.cli import main
from tests.terminal import typed

PROGRAM = Path(sys.executable).with_name("incidentbook")


def content(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and ".git/" not in path.as_posix()
    }


def test_it_says_what_it_made_and_how_to_go_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The first of the next commands leads into the folder."""
    monkeypatch.chdir(tmp_path)
    assert main(["init", "my book", "--ci", "gitlab", "--name", "Ours"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("Made 24 files in my book:\n")
    assert "\n  .gitlab-ci.yml " in said
    assert said.endswith(
        "\nNext:\n  cd 'my book' && incidentbook check\n  incidentbook serve\n  incidentbook new incident\n"
    )
    assert 'site_name: "Ours"' in (tmp_path / "my book/mkdocs.yml").read_text()
    assert {path.name for path in tmp_path.iterdir()} == {"my book"}
    assert max(map(len, said.splitlines())) <= 80


def test_what_is_there_is_left_and_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Also settings of another site, with what they would need."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "README.md").write_text("mine")
    (tmp_path / "mkdocs.yml").write_text("site_name: mine\n")
    assert main(["init"]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "Left as they were, because they say something else: README.md and mkdocs.yml." in said
    assert "add `incidentbook` to its `plugins:`" in said
    assert (tmp_path / "README.md").read_text() == "mine"
    (tmp_path / "mkdocs.yml").write_text("site_name: mine\nplugins: [incidentbook]\n")
    assert main(["init"]) == 0
    assert "it must say `docs_dir: kb`" in " ".join(capsys.readouterr().out.split())


def test_a_pipeline_can_be_added_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A book that lives is changed in nothing, and its example does not come back."""
    monkeypatch.chdir(tmp_path)
    main(["init"])
    (tmp_path / "kb/index.md").unlink()
    before = content(tmp_path)
    capsys.readouterr()
    assert main(["init", "--ci", "jenkins"]) == 0
    said = capsys.readouterr().out
    assert content(tmp_path).keys() - before.keys() == {"Jenkinsfile"}
    assert before.items() <= content(tmp_path).items()
    assert "kb/ has files already, so the example was left out." in said
    assert main(["init", "--ci", "jenkins"]) == 0
    assert capsys.readouterr().out.startswith("Nothing was missing here, and nothing was changed.\n")


def test_on_a_terminal_it_asks(tmp_path: Path) -> None:
    """And takes the pipeline from where the repository is kept; what is mistyped is asked again."""
    subprocess.run(["git", "init", "--quiet", tmp_path], check=True)
    url = "git@gitlab.example.org:team/book.git"
    subprocess.run(["git", "-C", tmp_path, "remote", "add", "origin", url], check=True)
    status, said = typed([PROGRAM, "init"], ["Ours\n", "gitlub\n", "\n"], tmp_path)
    assert status == 0, said
    assert "Did you mean `gitlab`?" in said
    assert (tmp_path / ".gitlab-ci.yml").is_file()
    assert 'site_name: "Ours"' in (tmp_path / "mkdocs.yml").read_text()


def test_what_was_given_is_not_asked(tmp_path: Path) -> None:
    """Not on a terminal either."""
    status, said = typed([PROGRAM, "init", "--name", "Ours", "--ci", "none"], [], tmp_path)
    assert (status, "?" in said) == (0, False)


@pytest.mark.parametrize("answers", [["\x03"], ["Ours\n", "\x03"], ["\x04"], ["Ours\n", "\x04"]])
def test_an_interrupted_question_leaves_nothing(answers: list[str], tmp_path: Path) -> None:
    """And ends with a sentence."""
    status, said = typed([PROGRAM, "init"], answers, tmp_path)
    assert status == 2
    assert said.endswith("incidentbook: Stopped; nothing was written.\n")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--ci", "gitlub"], "'gitlub' is not one of"),
        (["--name", ""], "Write a name in one line"),
        (["--name", "a\nb"], "Write a name in one line"),
        (["a/b"], "There is no folder"),
        (["file"], "is no folder"),
        (["blocked"], "is a file where a folder must be"),
    ],
)
def test_what_cannot_be_is_said(
    arguments: list[str],
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """In a sentence, with status 2, and nothing is written."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "file").write_text("mine")
    (tmp_path / "blocked").mkdir()
    (tmp_path / "blocked/kb").write_text("mine")
    before = content(tmp_path)
    assert main(["init", *arguments]) == 2
    assert said in capsys.readouterr().err
    assert content(tmp_path) == before
