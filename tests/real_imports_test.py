"""Everything beside this checkout imports into books that a check finds no error in, twice with the same bytes."""

import json
from pathlib import Path

import pytest

from incidentbook.cli import main
from tests.real_reports import DATA

CORPORA = {
    "moj-cloud-platform-incidents": "moj",
    "moj-cloud-platform-runbooks": "dated-runbooks",
    "jenkins-infra-status": "cstate",
    "cstate-example": "cstate",
    "mybinder-incidents": "postmortem",
    "posthog-post-mortems": "postmortem",
    "prometheus-operator-runbooks": "alert-runbooks",
    "kubevirt-runbooks": "alert-runbooks",
    "cockroach-advisories": "cockroach-advisories",
    "ms-support-articles": "microsoft-support",
}
NO_RECORDS = ("incident-openapi-schemas.json",)
"""Descriptions of what a tool gives."""
ERRORS = DATA / "ground-truth/error-string-to-article.jsonl"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    if not DATA.is_dir():
        pytest.skip("the data is not beside this checkout, in ../shared")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")
    folder = tmp_path / "book"
    (folder / "kb").mkdir(parents=True)
    (folder / "mkdocs.yml").write_text(
        "site_name: A\ndocs_dir: kb\ntheme: {name: material, font: false}\nplugins: [incidentbook]\n", encoding="utf-8"
    )
    monkeypatch.chdir(folder)
    return folder


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def imports_twice(folder: Path, *arguments: str) -> int:
    """Import, check, import again, and return how many articles there are."""
    assert main(["import", *arguments]) == 0
    before = files(folder)
    assert main(["check"]) == 0
    assert main(["import", *arguments]) == 0
    assert files(folder) == before
    return sum(1 for path in before if path.startswith("kb/") and path.endswith(".md"))


@pytest.mark.slow
@pytest.mark.parametrize("corpus", CORPORA)
def test_a_corpus_becomes_a_book(project: Path, corpus: str) -> None:
    """With what its mapping makes of it."""
    documents = [path for path in (DATA / corpus).rglob("*.md*") if path.is_file()]
    assert imports_twice(project, "markdown", str(DATA / corpus), "--map", CORPORA[corpus]) >= len(documents) * 0.8


PAYLOADS = sorted(path for path in (DATA / "payloads").rglob("*.json") if path.name not in NO_RECORDS)


@pytest.mark.parametrize("payload", PAYLOADS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_payload_becomes_a_book(project: Path, payload: Path) -> None:
    """Of the tool that its folder is named after."""
    assert imports_twice(project, payload.parent.name, str(payload)) >= 1


@pytest.mark.slow
def test_imported_support_articles_make_a_site_and_are_found(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Of twenty error messages, each quoted by one article, `match` finds all; nearly always it is the first."""
    assert main(["import", "markdown", str(DATA / "ms-support-articles"), "--map", "microsoft-support"]) == 0
    assert main(["build", "--audience", "internal"]) == 0
    assert (project / "site/index.html").is_file()
    paths = {
        key: one["path"] for key, one in json.loads(Path(".imports/markdown.json").read_text())["articles"].items()
    }
    first = found = 0
    for said in map(json.loads, ERRORS.read_text(encoding="utf-8").splitlines()[:20]):
        wanted = {path for key, path in paths.items() if key.endswith(tuple(said["relevant"]))}
        Path("error.txt").write_text(said["query"], encoding="utf-8")
        capsys.readouterr()
        assert main(["match", "--json", "error.txt"]) == 0
        answers = [one["path"] for one in json.loads(capsys.readouterr().out)]
        first += bool(wanted & set(answers[:1]))
        found += bool(wanted & set(answers[:5]))
    assert (found, first >= 18) == (20, True)
