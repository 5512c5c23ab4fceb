"""The files of alert rules that are named: files, folders, patterns."""

from pathlib import Path

import pytest

from incidentbook.alert_rules import AlertRules
from incidentbook.errors import IncidentbookError
from incidentbook.rule_files import rules_here, rules_of_settings, watched
from incidentbook.settings import Settings

RULE = "groups: [{{rules: [{{alert: {}}}]}}]\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for path in ("rules/a.yml", "rules/deep/b.yaml", "rules/.hidden/c.yml", "rules/d.rules", "rules/e.json", "f.yml"):
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(RULE.format(file.stem), encoding="utf-8")
    (tmp_path / "rules/README.md").write_text(RULE.format("readme"), encoding="utf-8")
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def of_settings(folder: Path, *names: str) -> AlertRules:
    settings = Settings.model_validate({"coverage": {"rules": list(names)}})
    found = rules_of_settings(folder, settings, lambda file: file.relative_to(folder).as_posix())
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("names", "paths"),
    [
        (["rules"], ["rules/a.yml", "rules/d.rules", "rules/deep/b.yaml"]),
        (["rules/**/*.y*ml"], ["rules/a.yml", "rules/deep/b.yaml"]),
        (["rules/*.json"], ["rules/e.json"]),
        (["f.yml", "rules/deep/", "f.yml"], ["f.yml", "rules/deep/b.yaml"]),
        (["rules/[a-z].yml", "rules"], ["rules/a.yml", "rules/d.rules", "rules/deep/b.yaml"]),
    ],
)
def test_files_folders_and_patterns_are_read(folder: Path, names: list[str], paths: list[str]) -> None:
    """Each file once, in order; in folders those that may hold rules. The same from a terminal and from settings."""
    assert rules_here(names).paths == tuple(paths)
    found = of_settings(folder, *names)
    assert found.paths == tuple(paths)
    assert [rule.name for rule in found.rules] == [Path(path).stem for path in paths]


def test_a_name_with_signs_of_a_pattern_is_a_name_first(folder: Path) -> None:
    (folder / "[a].yml").write_text(RULE.format("A"), encoding="utf-8")
    assert rules_here(["[a].yml"]).paths == ("[a].yml",)


@pytest.mark.parametrize("name", ["nope.yml", "rules/*.nope", "empty", "rules/[", ""])
def test_what_is_not_there_is_said(folder: Path, name: str) -> None:
    """On a terminal it is the end; a site can be built without it, and its other files are read."""
    if name:
        with pytest.raises(IncidentbookError, match="There is no"):
            rules_here([name])
        found = of_settings(folder, name, "f.yml")
        assert [rule.name for rule in found.rules] == ["f"]
        (fault,) = found.faults
        assert (fault.path, fault.severity) == ("mkdocs.yml", "error")
        assert fault.message.startswith("The option `coverage.rules`: There is no ")
    assert rules_of_settings(folder, Settings(), str) is None


def test_folders_with_rules_are_watched_and_the_project_s_own_never_is(folder: Path) -> None:
    """Builds write into that; files in it are watched one by one."""
    names = ["rules/**/*.yml", "rules/a.yml", "f.yml", "*.yml", "nope/*.yml", "../*.nope"]
    places = {place.relative_to(folder).as_posix() for place in watched(folder, {"coverage": {"rules": names}})}
    assert places == {"rules", "f.yml"}
    for odd in (
        {},
        {"coverage": None},
        {"coverage": 7},
        {"coverage": {"rules": {"a": 1}}},
        {"coverage": {"rules": [7]}},
    ):
        assert watched(folder, odd) == []
    assert watched(folder, {"coverage": {"rules": "rules"}}) == [folder / "rules"]
