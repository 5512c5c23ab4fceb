"""What a new book is made of."""

import json
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest
import yaml

from incidentbook import __version__
from incidentbook.cli import main
from incidentbook.diagnostics import Diagnostic
from incidentbook.new_book import PIPELINES, book_texts, pipeline_of
from incidentbook.placing import place
from incidentbook.report import findings_text
from incidentbook.schemas import SCHEMAS
from tests.books import opened


def relaxed(text: str) -> object:
    """Read JSON with comments, as VS Code does."""
    return json.loads(re.sub(r"(?m)^\s*//.*$", "", text))


@pytest.fixture
def texts(tmp_path: Path) -> dict[str, str]:
    return book_texts("Our book", None, tmp_path)


@pytest.fixture
def book(texts: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    place(texts, tmp_path / "book")
    monkeypatch.chdir(tmp_path / "book")
    return tmp_path / "book"


def test_nothing_is_wrong_with_the_example(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Not even a warning."""
    assert main(["check", "--strict"]) == 0
    assert "nothing is wrong" in capsys.readouterr().out


def test_the_example_hangs_together(texts: dict[str, str]) -> None:
    """An incident, its known issue, their symptom and the runbook that was followed: each leads to the others."""
    found = opened({path.removeprefix("kb/"): text for path, text in texts.items() if path.startswith("kb/")})
    assert found.diagnostics == []
    assert sorted(article.kind for article in found.book.articles()) == [
        "incident",
        "known-issue",
        "runbook",
        "symptom",
    ]
    issue = next(article for article in found.book.articles() if article.kind == "known-issue")
    assert "```bash" in issue.body


def test_nothing_is_wrong_when_the_example_has_been_deleted(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """As the README says one should."""
    for folder in ("incidents", "known-issues", "symptoms", "runbooks"):
        for path in (book / "kb" / folder).rglob("*.md"):
            path.unlink()
    assert main(["check", "--strict"]) == 0, capsys.readouterr().out


@pytest.mark.parametrize("name", ["Our book", 'The "best": #1 – Störungen', "'", "{{ name }}", "!ENV x"])
def test_any_name_will_do(name: str, tmp_path: Path) -> None:
    """Whatever it means to YAML or to a template."""
    texts = book_texts(name, None, tmp_path)
    assert yaml.safe_load(texts["mkdocs.yml"].replace("!ENV [", "["))["site_name"] == name
    assert texts["README.md"].startswith(f"# {name}\n")
    assert yaml.safe_load(texts["kb/index.md"].split("---\n")[1])["title"] == name


def test_no_packaged_name_and_no_place_to_fill_in_is_left(tmp_path: Path) -> None:
    """In any of them; what is hidden is named so."""
    for pipeline in (None, *PIPELINES):
        for path, text in book_texts("Our book", pipeline, tmp_path).items():
            assert "dot-" not in path
            assert not path.endswith(".jinja")
            assert not re.search(r"\{%|(?<!\$)\{\{", text), path
            assert text.endswith("\n")
            assert re.search(r"\b(TODO|FIXME|TBD|[Ll]orem)\b", text) is None


def test_the_version_is_the_one_that_made_it(texts: dict[str, str]) -> None:
    """Nothing changes behind one's back."""
    assert texts["requirements.txt"] == f"incidentbook=={__version__}\n"


def test_schemas_are_those_of_the_book(tmp_path: Path, texts: dict[str, str]) -> None:
    """Of the example's agreements, or of those that are there, and then there is no example."""
    assert {f".schemas/{name}.json" for name in SCHEMAS} <= texts.keys()
    assert '"office"' in texts[".schemas/incident.json"]
    (tmp_path / "kb").mkdir()
    (tmp_path / "kb/sla.yml").write_text("severities: {p1: worst}\n")
    there = book_texts("Our book", None, tmp_path)
    assert '"p1"' in there[".schemas/incident.json"]
    assert '"sev1"' not in re.sub(r'"examples": \[[^]]*\]', "", there[".schemas/incident.json"])
    assert not any(path.startswith("kb/") for path in there)


def test_vs_code_finds_schemas_and_findings(texts: dict[str, str], checkout: Path) -> None:
    """Every file that the settings name is there, and the task understands what the check prints; here, too."""
    for read in (texts.__getitem__, lambda path: (checkout / path).read_text(encoding="utf-8")):
        settings, tasks = relaxed(read(".vscode/settings.json")), relaxed(read(".vscode/tasks.json"))
        assert isinstance(settings, dict)
        assert isinstance(tasks, dict)
        for schema, file in settings["yaml.schemas"].items():
            assert schema in texts
            assert file in texts
        pattern = tasks["tasks"][0]["problemMatcher"]["pattern"]
        finding = Diagnostic("incidents/a.md", 3, 7, "KB205", "error", "`x` is not a time", "Write one")
        first = click.unstyle(findings_text([finding], checked=1, folder="kb")).splitlines()[0]
        match = re.match(pattern["regexp"], first)
        assert match is not None
        names = ("file", "line", "column", "severity", "code", "message")
        said = ("kb/incidents/a.md", "3", "7", "error", "KB205", "`x` is not a time")
        assert tuple(match[pattern[name]] for name in names) == said
    remark = yaml.safe_load(texts[".remarkrc.yml"])["plugins"][1][1]["schemas"]
    assert remark.keys() <= texts.keys()


@pytest.mark.parametrize(
    ("url", "pipeline"),
    [
        ("git@github.com:team/book.git", "github"),
        ("https://gitlab.example.org/team/book.git", "gitlab"),
        ("ssh://git@bitbucket.org/team/book.git", "bitbucket"),
        ("https://user:token@github.com/team/book", "github"),
        ("git@git.example.org:github/book.git", None),
        ("/srv/git/github/book.git", None),
        ("", None),
    ],
)
def test_where_the_repository_is_kept_says_which_pipeline(url: str, pipeline: str | None, tmp_path: Path) -> None:
    """Its host does, not the rest of its address; also for a folder that is not there yet."""
    subprocess.run(["git", "init", "--quiet", tmp_path], check=True)
    if url:
        subprocess.run(["git", "-C", tmp_path, "remote", "add", "origin", url], check=True)
    assert pipeline_of(tmp_path) == pipeline
    assert pipeline_of(tmp_path / "not/yet") == pipeline


def test_without_git_no_pipeline_is_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """That is no reason to fail."""
    monkeypatch.setenv("PATH", str(tmp_path))
    assert pipeline_of(tmp_path) is None


def test_the_hooks_are_what_pre_commit_expects(texts: dict[str, str], checkout: Path, tmp_path: Path) -> None:
    """That of new books, and the one for other repositories."""
    (tmp_path / "config.yaml").write_text(texts[".pre-commit-config.yaml"])
    program = Path(sys.executable).with_name("pre-commit")
    for command, file in (
        ("validate-config", tmp_path / "config.yaml"),
        ("validate-manifest", checkout / ".pre-commit-hooks.yaml"),
    ):
        subprocess.run([program, command, file], check=True)
