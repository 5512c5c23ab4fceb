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
    assert json.loads(capsys.readouterr().out)["$schema"].startswith("https://json-schema.org/")


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
