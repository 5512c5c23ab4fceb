"""`incidentbook explain`."""

from pathlib import Path

import pytest

from incidentbook.cli import main
from incidentbook.diagnostics import CODES


@pytest.mark.parametrize("name", ["KB309", "kb309", "end-before-start", "error[KB309]"[5:]])
def test_a_rule_is_explained_by_its_code_or_name(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """However it is written; as it is copied from a finding, too."""
    assert main(["explain", name]) == 0
    out, err = capsys.readouterr()
    assert out.startswith("KB309 end-before-start (error)\n")
    assert err == ""


def test_without_a_rule_all_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    """In a pipe no line is cut."""
    assert main(["explain"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == len(CODES)
    assert not any(line.endswith("…") for line in lines)


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("KB3O9", "Did you mean `KB309`?"),
        ("end-before-strat", "Did you mean `end-before-start`?"),
        ("?", "`incidentbook explain` lists them all."),
    ],
)
def test_a_rule_that_there_is_not_is_status_2(name: str, hint: str, capsys: pytest.CaptureFixture[str]) -> None:
    """With the nearest one."""
    assert main(["explain", name]) == 2
    assert capsys.readouterr().err == f"incidentbook: There is no rule `{name}`. {hint}\n"


def test_pages_are_written_into_a_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A page for each rule and an index; again over old ones."""
    folder = tmp_path / "docs/rules"
    for _ in range(2):
        assert main(["explain", "--pages", str(folder)]) == 0
    assert {path.name for path in folder.iterdir()} == {"index.md", *(f"{code}.md" for code in CODES)}
    assert f"begin with {folder / 'index.md'}" in capsys.readouterr().out


def test_a_folder_that_cannot_be_written_is_status_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """And one sentence."""
    (tmp_path / "file").write_text("")
    assert main(["explain", "--pages", str(tmp_path / "file/rules")]) == 2
    assert capsys.readouterr().err.startswith(f"incidentbook: {tmp_path / 'file/rules'} cannot be written:")
    assert main(["explain", "KB309", "--pages", str(tmp_path)]) == 2
