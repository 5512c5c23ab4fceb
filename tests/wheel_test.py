"""What ships: the wheel builds somebody else's book, and a checkout installed for editing follows edits."""

import shutil
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from tests.provided import Environment, Run

pytestmark = pytest.mark.slow

MKDOCS_YML = """\
site_name: Somebody's book
docs_dir: kb
theme: {name: material, font: false}
plugins:
  - incidentbook:
      audience: internal
"""

BOOK = {
    "kb/services.yml": "shop: {name: Shop, owner: sales}\n",
    "kb/symptoms/shop-504.md": """\
---
title: The shop answers 504
signatures: ["upstream timed out after <*> s"]
services: [shop]
---
## How to confirm

Open the shop.
""",
    "kb/known-issues/pool-too-small.md": """\
---
id: KI-0001
title: The connection pool is too small
status: workaround
services: [shop]
symptoms: [shop-504]
---
## Workaround

Restart the shop.
""",
    "kb/incidents/2026/2026-03-04-shop-times-out.md": """\
---
id: INC-2026-0001
title: The shop timed out at lunch
severity: sev2
status: resolved
services: [shop]
times: {detected: 2026-03-04 12:10, mitigated: 2026-03-04 12:40}
symptoms: [shop-504]
known_issues: [{id: KI-0001, fix: worked}]
---
## Summary

It was KI-0001.
""",
}


@pytest.fixture
def book(tmp_path: Path) -> Path:
    folder = tmp_path / "book"
    for path, text in {**BOOK, "mkdocs.yml": MKDOCS_YML}.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    return folder


def test_the_wheel_builds_a_book_of_its_own(
    wheel_environment: Environment, book: Path, run: Run, tmp_path: Path
) -> None:
    """With no checkout near: its programs, its plugin and its templates come out of the wheel."""
    program = wheel_environment.programs / "incidentbook"
    run(program, "build", "--audience", "internal", folder=book, XDG_CACHE_HOME=str(tmp_path / "cache"))
    incident = book / "site/incidents/2026/2026-03-04-shop-times-out/index.html"
    assert "The shop timed out at lunch" in incident.read_text(encoding="utf-8")
    assert "The connection pool is too small" in incident.read_text(encoding="utf-8")
    assert (book / "site/index.html").is_file()


def test_the_wheel_brings_the_plugin(wheel_environment: Environment, book: Path, run: Run) -> None:
    run(wheel_environment.programs / "mkdocs", "build", "--strict", folder=book)
    assert (book / "site/known-issues/pool-too-small/index.html").is_file()


def test_wheel_and_source_archive_carry_every_template(wheel_environment: Environment, checkout: Path) -> None:
    templates = {
        path.relative_to(checkout).as_posix()
        for path in (checkout / "templates").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert templates
    with zipfile.ZipFile(wheel_environment.wheel) as wheel:
        assert templates <= {name.removeprefix("incidentbook/") for name in wheel.namelist()}
    with tarfile.open(wheel_environment.source_archive) as archive:
        assert templates <= {name.partition("/")[2] for name in archive.getnames()}


def test_the_wheel_carries_the_data_of_the_package(wheel_environment: Environment, checkout: Path) -> None:
    """Examples, and the mappings of importers: each is a file that code reads."""
    package = checkout / "generator"
    data = {path.relative_to(package).as_posix() for path in package.rglob("*.yml")}
    assert "incidentbook/importers/mappings/pagerduty.yml" in data
    with zipfile.ZipFile(wheel_environment.wheel) as wheel:
        assert data <= set(wheel.namelist())


def test_a_checkout_installed_for_editing_uses_its_own_templates(
    wheel_environment: Environment, checkout: Path, book: Path, run: Run, tmp_path: Path
) -> None:
    """The install leaves a copy of the templates behind, which must not be the one that is read."""
    source, editable = tmp_path / "source", tmp_path / "editable"
    for name in ("generator", "templates"):
        shutil.copytree(checkout / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(checkout / name, source)
    run(sys.executable, "-m", "venv", editable, folder=tmp_path)
    run(editable / "bin/python", "-m", "pip", "install", "--quiet", "--no-deps", "-e", source, folder=tmp_path)
    # What it depends on is taken from the other environment, after everything of its own.
    (dependencies,) = wheel_environment.folder.glob("lib/python*/site-packages")
    (own,) = editable.glob("lib/python*/site-packages")
    (own / "zz_dependencies.pth").write_text(f"{dependencies}\n", encoding="utf-8")

    mark = "<!-- edited in the checkout -->"
    for template in (path for path in (source / "templates").rglob("*") if path.suffix in (".jinja", ".html")):
        template.write_text(template.read_text(encoding="utf-8") + mark, encoding="utf-8")
    run(editable / "bin/incidentbook", "build", folder=book, XDG_CACHE_HOME=str(tmp_path / "cache"))
    assert any(mark in page.read_text(encoding="utf-8") for page in (book / "site").rglob("*.html"))
