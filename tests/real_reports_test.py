"""What the rules find in reports that others have published: the mistakes known to be in them, and few others."""

import json
from collections import defaultdict
from pathlib import Path

import pytest

from incidentbook.diagnostics import Diagnostic
from incidentbook.project import Project, check_book
from incidentbook.settings import Settings
from tests.real_reports import CLOUD_PLATFORM, DATA, JENKINS, cloud_platform, jenkins

Found = dict[str, list[tuple[str, str]]]
"""By code: the file's name, and what stands at the place of the finding, as long as a time is."""

pytestmark = pytest.mark.skipif(not CLOUD_PLATFORM.is_dir(), reason="the reports are not beside this checkout")
DURATIONS = DATA / "ground-truth/moj-quarterly-and-incident-times.json"


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


def found_in(texts: dict[str, str], folder: Path) -> Found:
    """Return what `check` finds, by code, with what it is about."""
    for path, text in texts.items():
        (folder / "kb" / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / "kb" / path).write_text(text, encoding="utf-8")
    settings = Settings(audience="restricted", zone="Europe/London", as_of="2026-09-01")
    found: Found = defaultdict(list)
    for one in check_book(Project(folder, folder / "kb", {}), settings).diagnostics:
        found[one.code].append((one.path.removeprefix("incidents/").removesuffix(".md"), _there(texts, one)))
    return found


def _there(texts: dict[str, str], one: Diagnostic) -> str:
    return texts[one.path].split("\n")[one.line - 1][one.column - 1 :][:17].strip()


def test_the_known_mistakes_of_a_platform_team_are_found(tmp_path: Path) -> None:
    """Each at its line: years typed wrong, times that are none, a pasted duration, an end two months late."""
    found = found_in(cloud_platform(), tmp_path)
    assert found["KB205"] == [
        ("2023-01-05-circleci-security-incident", "2023-01-04 (Time"),
        ("2025-03-18-aws-eks-upgrade-to-1-30", "22025-03-18 09:36"),
    ]
    assert found["KB402"] == [
        ("2021-06-09-unable-to-create-new-ingress-rules", "2020-06-09 13:54"),
        ("2023-01-05-circleci-security-incident", "2022-01-05 08:56"),
        ("2023-01-05-circleci-security-incident", "2022-02-01 10:30"),
        ("2023-01-11-cluster-image-pull", "2022-01-11 14:40"),
    ]
    assert found["KB408"] == [("2023-11-01-prometheus-restarted", "0d 35h 36m")]
    assert found["KB404"] == [("2023-07-25-prometheus-on-live-cluster-down", "2023-09-25 15:55")]
    assert {code for code in found if code[2] in "234"} == {"KB205", "KB402", "KB404", "KB405", "KB408"}


def test_every_stated_time_to_resolve_that_its_times_contradict_is_found(tmp_path: Path) -> None:
    """By the list of what can be derived that was made by others; where a year is wrong, that alone is said."""
    texts = cloud_platform()
    found = found_in(texts, tmp_path)
    known = json.loads(DURATIONS.read_text(encoding="utf-8"))["incidents"]
    contradicted = {
        one["file"]
        for one in known
        if one["tts"] is not None and one["raw_start_res"] is not None and abs(one["tts"] - one["raw_start_res"]) > 5
    }
    of_wrong_year = {name for name, _ in found["KB402"]}
    said = {name for name, length in found["KB405"] if length == stated_to_resolve(texts[f"incidents/{name}.md"])}
    derivable = {one["file"] for one in known if one["raw_start_res"] is not None}
    assert said & derivable == contradicted - of_wrong_year


def stated_to_resolve(text: str) -> str:
    return text.partition("  resolve: ")[2].partition("\n")[0]


@pytest.mark.skipif(not JENKINS.is_dir(), reason="the reports are not beside this checkout")
def test_the_known_mistakes_of_a_status_page_are_found(tmp_path: Path) -> None:
    """Eight ends before their start; beyond them four, of which two are mistakes and two took months."""
    found = found_in(jenkins(), tmp_path)
    assert len(found["KB309"]) == 8
    assert [name for name, _ in found["KB403"]] == ["2021-04-15-jira-upgrade", "2024-03-28-acp-1.0.0"]
    assert [name for name, _ in found["KB404"]] == ["2021-09-02-wiki-offline", "2024-07-02-publicheathscore-outage"]
    assert {code for code in found if code[2] in "234"} == {"KB309", "KB403", "KB404"}


@pytest.mark.skipif(not JENKINS.is_dir(), reason="the reports are not beside this checkout")
def test_what_is_said_of_their_writing_is_right(tmp_path: Path) -> None:
    """Titles that are a date, two people named as causes, two comments that became empty headings; no secret in any."""
    team, page = found_in(cloud_platform(), tmp_path / "team"), found_in(jenkins(), tmp_path / "page")
    assert [name for name, _ in team["KB704"]] == ["2020-02-12", "2020-02-18", "2020-02-25", "2020-08-04"]
    assert [name for name, _ in team["KB701"]] == ["2021-05-10-apply-pipeline-downtime"]
    assert {code for code in team if code[2] in "5678"} == {"KB701", "KB704"}
    assert [name for name, _ in page["KB701"]] == ["2023-04-25-ci-agents-outage"]
    assert [name for name, _ in page["KB702"]] == ["2022-03-15-maintenance-ci"] * 2
    assert {code for code in page if code[2] in "5678"} == {"KB701", "KB702"}
