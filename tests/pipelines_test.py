"""The pipelines of new books: as their platforms want them, with no more rights than they need, and run for real."""

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import tree_sitter
import tree_sitter_groovy
import yaml

from incidentbook.cli import COMMANDS
from incidentbook.comparison_markdown import MARK
from incidentbook.new_book import PIPELINES, book_texts
from incidentbook.placing import place
from tests.provided import Run

FILES = {
    "github": [".github/workflows/check.yml", ".github/workflows/publish.yml"],
    "gitlab": [".gitlab-ci.yml"],
    "jenkins": ["Jenkinsfile"],
    "circleci": [".circleci/config.yml"],
    "bitbucket": ["bitbucket-pipelines.yml"],
}
SCHEMAS = {
    "github": "vendor.github-workflows",
    "gitlab": "vendor.gitlab-ci",
    "circleci": "vendor.circle-ci",
    "bitbucket": "vendor.bitbucket-pipelines",
}
ON_MAIN = {"assign-ids", "build", "publish", "pages", "Assign IDs", "Check", "Build"}
"""Names of the jobs that give numbers, check and build there."""
SHELL = re.compile(r"sh '''(.*?)'''|sh '(.*?)'", re.DOTALL)


class Script(NamedTuple):
    """What runs in a shell of its own, and the name of its job."""

    job: str
    code: str


def texts_of(pipeline: str, folder: Path) -> dict[str, str]:
    texts = book_texts("Our book", pipeline, folder)
    return {path: texts[path] for path in FILES[pipeline]}


def settings_of(pipeline: str, file: int, folder: Path) -> Any:
    """Return what a file says; `on` is a word in it, and no truth."""
    return yaml.load(texts_of(pipeline, folder)[FILES[pipeline][file]], Loader=yaml.BaseLoader)  # noqa: S506 - only words


def on_github(folder: Path) -> Iterator[Script]:
    for file in (0, 1):
        for name, job in settings_of("github", file, folder)["jobs"].items():
            yield from (Script(name, step["run"]) for step in job["steps"] if "run" in step)


def on_gitlab(folder: Path) -> Iterator[Script]:
    for name, job in settings_of("gitlab", 0, folder).items():
        if "script" in job:
            yield Script(name, "\n".join(job["script"]))


def on_circleci(folder: Path) -> Iterator[Script]:
    for name, job in settings_of("circleci", 0, folder)["jobs"].items():
        for step in job["steps"]:
            run = step.get("run", "")
            yield Script(name, run if isinstance(run, str) else run["command"])


def on_bitbucket(folder: Path) -> Iterator[Script]:
    said = settings_of("bitbucket", 0, folder)["pipelines"]
    for name, steps in (("check", said["pull-requests"]["**"]), ("publish", said["branches"]["main"])):
        yield from (Script(name, "\n".join(one["step"]["script"])) for one in steps)


def on_jenkins(folder: Path) -> Iterator[Script]:
    for stage in texts_of("jenkins", folder)["Jenkinsfile"].split("stage('")[1:]:
        code = re.sub(r"(?m)^\s*//.*$", "", stage)
        yield from (Script(stage.partition("'")[0], whole or line) for whole, line in SHELL.findall(code))


SCRIPTS: dict[str, Callable[[Path], Iterator[Script]]] = {
    "github": on_github,
    "gitlab": on_gitlab,
    "jenkins": on_jenkins,
    "circleci": on_circleci,
    "bitbucket": on_bitbucket,
}


def test_there_is_one_for_each_platform(tmp_path: Path) -> None:
    """And it consists of nothing but the files that the platform reads."""
    assert tuple(FILES) == PIPELINES
    without = book_texts("Our book", None, tmp_path).keys()
    for pipeline, files in FILES.items():
        assert sorted(book_texts("Our book", pipeline, tmp_path).keys() - without) == sorted(files)


@pytest.mark.parametrize("pipeline", SCHEMAS)
def test_it_fits_the_schema_of_its_platform(pipeline: str, tmp_path: Path) -> None:
    """The copy that comes with the program that checks it: nothing is fetched."""
    place(texts_of(pipeline, tmp_path), tmp_path)
    program = Path(sys.executable).with_name("check-jsonschema")
    subprocess.run([program, "--builtin-schema", SCHEMAS[pipeline], *FILES[pipeline]], cwd=tmp_path, check=True)


def test_the_jenkinsfile_can_be_parsed(tmp_path: Path) -> None:
    """Groovy knows its form, and declarative pipelines its parts."""
    text = texts_of("jenkins", tmp_path)["Jenkinsfile"]
    parser = tree_sitter.Parser(tree_sitter.Language(tree_sitter_groovy.language()))
    assert not parser.parse(text.encode()).root_node.has_error
    assert parser.parse(text.replace("}", "", 1).encode()).root_node.has_error, "the parser notices nothing"
    assert set(re.findall(r"(?m)^    (\w+) \{", text)) == {"agent", "options", "environment", "stages"}
    for stage in text.split("stage('")[1:]:
        assert set(re.findall(r"(?m)^            (\w+) \{", stage)) <= {"when", "steps"}


@pytest.mark.parametrize("pipeline", PIPELINES)
def test_it_calls_commands_that_there_are(pipeline: str, tmp_path: Path) -> None:
    """The check of a pull request in the platform's own form; on the main branch numbers before the build."""
    called = [
        words[1:]
        for script in SCRIPTS[pipeline](tmp_path)
        for line in script.code.splitlines()
        if (words := shlex.split(line.strip(), comments=True))[:1] in (["incidentbook"], [".venv/bin/incidentbook"])
    ]
    assert {words[0] for words in called} == {"assign-ids", "build", "check", "diff"} <= COMMANDS.keys()
    form = "github" if pipeline == "github" else "junit"
    assert ["check", "--format", form] in [words[:3] for words in called]
    assert all(
        words in (["check"], ["check", "--format", form]) for words in (w[:3] for w in called) if words[0] == "check"
    )


def test_rights_on_github_are_the_least(tmp_path: Path) -> None:
    """None by default; what runs a pull request's own settings can read; what may write runs nothing of it."""
    check, publish = (settings_of("github", file, tmp_path) for file in (0, 1))
    assert check["permissions"] == publish["permissions"] == {}
    assert {name: job["permissions"] for name, job in check["jobs"].items()} == {
        "check": {"contents": "read"},
        "comment": {"pull-requests": "write"},
    }
    assert {name: job["permissions"] for name, job in publish["jobs"].items()} == {
        "assign-ids": {"contents": "write"},
        "build": {"contents": "read", "pages": "read"},
        "deploy": {"pages": "write", "id-token": "write"},
    }
    assert check["on"] == {"pull_request": ""}
    comment = check["jobs"]["comment"]["steps"]
    assert not any("checkout" in step.get("uses", "") or "incidentbook" in step.get("run", "") for step in comment)
    for job in (*check["jobs"].values(), *publish["jobs"].values()):
        for step in job["steps"]:
            if "uses" in step:
                assert re.fullmatch(r"actions/[a-z/-]+@v\d+", step["uses"])
            if "checkout" in step.get("uses", ""):
                assert step["with"]["persist-credentials"] == "false"
            # What a pull request can choose, a branch's name for one, is no part of a script.
            assert "${{" not in step.get("run", "")


def test_a_pull_request_writes_nothing_that_the_main_branch_trusts(tmp_path: Path) -> None:
    """Caches are written by jobs of the main branch, on platforms that keep those apart, or not at all."""
    check, publish = (str(settings_of("github", file, tmp_path)) for file in (0, 1))
    assert set(re.findall(r"actions/cache[^@]*@", check)) == {"actions/cache/restore@"}
    assert set(re.findall(r"actions/cache[^@]*@", publish)) == {"actions/cache@"}
    assert "'cache': 'pip'" not in check + publish
    gitlab = settings_of("gitlab", 0, tmp_path)
    assert "cache" not in gitlab["default"].keys() | gitlab["check"].keys()
    assert "cache" in gitlab["pages"]
    for pipeline in ("circleci", "bitbucket"):
        assert re.search(r"'(caches|save_cache|restore_cache)'", str(settings_of(pipeline, 0, tmp_path))) is None


REPORT = """\
---
id: INC-NEW
title: The shop is slow
audience: public
services: [shop]
times: {detected: 2026-02-20 10:12}
---

## Summary

Slow.
"""
REPORT_PATH = "kb/incidents/2026/2026-02-20-slow.md"
SURROUNDINGS = {
    # gitlab
    "CI_JOB_TOKEN": "secret", "CI_SERVER_FQDN": "git.example.org", "CI_PROJECT_PATH": "team/book",
    "CI_SERVER_HOST": "git.example.org", "CI_DEFAULT_BRANCH": "main",
    # github
    "TOKEN": "secret", "GITHUB_SERVER_URL": "https://git.example.org", "GITHUB_REPOSITORY": "team/book",
    # whoever commits
    "GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@example.org",
    "GIT_COMMITTER_NAME": "A", "GIT_COMMITTER_EMAIL": "a@example.org",
    # where both push to
    "GIT_CONFIG_COUNT": "2",
    "GIT_CONFIG_VALUE_0": "https://gitlab-ci-token:secret@git.example.org/team/book.git",
    "GIT_CONFIG_VALUE_1": "https://x-access-token:secret@git.example.org/team/book.git",
}  # fmt: skip


class Platform(NamedTuple):
    """A book where the platform keeps it, a clone as the platform makes it, and what is set around a job."""

    origin: Path
    clone: Path
    around: dict[str, str]


def platform(pipeline: str, folder: Path, run: Run) -> Platform:
    origin, seed, clone = folder / "origin.git", folder / "seed", folder / "clone"
    moved = f"url.{origin}.insteadOf"
    around = {
        **SURROUNDINGS,
        "GIT_CONFIG_KEY_0": moved,
        "GIT_CONFIG_KEY_1": moved,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "XDG_CACHE_HOME": str(folder / "cache"),
    }
    run("git", "init", "--quiet", "--bare", "--initial-branch=main", origin, folder=folder)
    place({**book_texts("Our book", pipeline, seed), REPORT_PATH: REPORT}, seed)
    for words in ("init -q -b main", "add --all", "commit -q -m Begin", f"push -q {origin} main"):
        run("git", *words.split(), folder=seed, **around)
    run("git", "clone", "--quiet", origin, clone, folder=folder)
    return Platform(origin, clone, around)


@pytest.mark.slow
@pytest.mark.parametrize("pipeline", PIPELINES)
def test_on_the_main_branch_a_new_article_gets_its_number_and_is_published(
    pipeline: str, tmp_path: Path, run: Run
) -> None:
    """What it would run there, run here, on a clone as the platform makes it."""
    origin, clone, around = platform(pipeline, tmp_path, run)
    if pipeline in ("gitlab", "jenkins"):
        run("git", "checkout", "--quiet", "--detach", folder=clone)
    for job, code in SCRIPTS[pipeline](tmp_path):
        if job in ON_MAIN:
            here = "\n".join(line for line in code.splitlines() if "pip install" not in line)
            run("bash", "-eo", "pipefail", "-c", here.replace(".venv/bin/", ""), folder=clone, **around)
    assert "id: INC-2026-0002" in run("git", "show", f"main:{REPORT_PATH}", folder=origin)
    said = run("git", "log", "--format=%s", "main", folder=origin).splitlines()
    assert (said[0].startswith("Assign IDs"), said[1:]) == (True, ["Begin"])
    page = clone / ("public" if pipeline == "gitlab" else "site") / "incidents/2026/2026-02-20-slow/index.html"
    assert "INC-2026-0002" in page.read_text(encoding="utf-8")


@pytest.mark.slow
@pytest.mark.parametrize("pipeline", PIPELINES)
def test_on_a_pull_request_it_says_what_changes(pipeline: str, tmp_path: Path, run: Run) -> None:
    """In a file for whoever reviews it: the lines that write it, run as there."""
    _, clone, around = platform(pipeline, tmp_path, run)
    run("git", "checkout", "--quiet", "-b", "topic", folder=clone)
    (clone / REPORT_PATH).rename(clone / "kb/incidents/2026/slow.md")
    run("git", "add", "--all", folder=clone)
    run("git", "commit", "--quiet", "--message", "Rename", folder=clone, **around)
    here = {
        "BASE": "origin/main",
        "GITHUB_STEP_SUMMARY": str(tmp_path / "summary.md"),
        "BITBUCKET_PR_DESTINATION_BRANCH": "main",
        "CI_MERGE_REQUEST_DIFF_BASE_SHA": run("git", "rev-parse", "main", folder=clone).strip(),
        "CHANGE_TARGET": "main",
    }
    for _, code in SCRIPTS[pipeline](tmp_path):
        lines = [line for line in code.splitlines() if re.search(r"git fetch|incidentbook diff|cat diff", line)]
        if lines:
            written = "\n".join(lines).replace(".venv/bin/", "")
            run("bash", "-eo", "pipefail", "-c", written, folder=clone, **around, **here)
    said = (clone / "diff.md").read_text(encoding="utf-8")
    assert said.startswith(f"{MARK}\n")
    assert "Renames 1 incident." in said


def test_on_github_it_has_one_comment(tmp_path: Path, run: Run) -> None:
    """The comment of the run before takes what this one says; a program stands in for GitHub's, which asks GitHub."""
    (step,) = [one for one in settings_of("github", 0, tmp_path)["jobs"]["comment"]["steps"] if "run" in one]
    assert f'startswith("{MARK}")' in step["env"]["OWN"]
    (tmp_path / "diff.md").write_text("x" * 70_000, encoding="utf-8")
    program = tmp_path / "gh"
    program.write_text('#!/bin/sh\necho "$*" >> asked\ncase "$*" in *--paginate*) printf "$BEFORE";; esac\n')
    program.chmod(0o755)
    around = {"PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}", "GH_REPO": "team/book", "NUMBER": "7", "OWN": "."}
    for before, asked in (
        ("", "pr comment 7 --body-file comment.md"),
        ("11\n12\n", "api --silent --method PATCH repos/team/book/issues/comments/12 --field body=@comment.md"),
    ):
        run("bash", "-e", "-c", step["run"], folder=tmp_path, **around, BEFORE=before)
        assert (tmp_path / "asked").read_text(encoding="utf-8").splitlines()[-1] == asked
    assert (tmp_path / "comment.md").stat().st_size == 60_000
