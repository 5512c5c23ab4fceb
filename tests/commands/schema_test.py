"""`incidentbook schema`."""

import json
from pathlib import Path

import pytest

from incidentbook.cli import main
from incidentbook.schemas import SCHEMAS


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_is_printed_for_each_kind_of_file(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Also where there is no project."""
    monkeypatch.chdir(tmp_path)
    assert main(["schema", name]) == 0
    assert json.loads(capsys.readouterr().out)["$schema"] == "http://json-schema.org/draft-07/schema#"


def test_in_a_project_its_lists_are_in_the_schema(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Those of its settings and of its agreements."""
    (tmp_path / "mkdocs.yml").write_text("docs_dir: kb\nplugins: [{incidentbook: {factors: [moon]}}]")
    (tmp_path / "kb").mkdir()
    (tmp_path / "kb/sla.yml").write_text("severities: {p1: worst}")
    monkeypatch.chdir(tmp_path)
    assert main(["schema", "incident"]) == 0
    said = capsys.readouterr().out
    assert '"moon"' in said
    assert '"p1"' in said


def test_all_are_written_into_a_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each as it would be printed, in the place of what was there, and nothing else."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".schemas").mkdir()
    (tmp_path / ".schemas/sla.json").write_text("old")
    assert main(["schema", "--all", ".schemas"]) == 0
    assert "7 schemas written to .schemas" in capsys.readouterr().out
    assert {path.name for path in (tmp_path / ".schemas").iterdir()} == {f"{name}.json" for name in SCHEMAS}
    for name in SCHEMAS:
        main(["schema", name])
        assert capsys.readouterr().out == (tmp_path / f".schemas/{name}.json").read_text(encoding="utf-8")


@pytest.mark.parametrize("arguments", [[], ["sla", "--all", "x"], ["--all", "file"], ["--all", "file/below"]])
def test_what_cannot_be_is_said(
    arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """In a sentence, and nothing is written."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "file").write_text("mine")
    assert main(["schema", *arguments]) == 2
    assert capsys.readouterr().err.rstrip().endswith(".")
    assert [path.name for path in tmp_path.iterdir()] == ["file"]
