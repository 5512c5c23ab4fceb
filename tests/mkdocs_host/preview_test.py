"""What an author sees while writing, in the previews of both programs; and that no site has it."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from incidentbook.diagnostics import diagnostic
from incidentbook.file_findings import by_path
from incidentbook.findings_shown import place_of
from incidentbook.mkdocs_host.preview import Built
from incidentbook.mkdocs_host.preview import Preview as PreviewState
from incidentbook.templating import Templates
from tests.books import titled_incident as incident
from tests.plain_books import contents
from tests.previews import Preview, Project
from tests.provided import Run

pytestmark = pytest.mark.slow

ALIKE = "".join(
    f"In minute {number} the pool of the shop was exhausted, and each request waited.\n" for number in range(9)
)
MARK = "ib-check"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return Project(tmp_path / "book")


@pytest.fixture(params=["incidentbook", "mkdocs"])
def preview(project: Project, request: pytest.FixtureRequest) -> Iterator[Preview]:
    preview = project.preview(request.param)
    yield preview
    preview.end()


def test_an_author_sees_what_is_wrong_while_writing(project: Project, preview: Preview) -> None:
    """On the page of the article, in its place where it is no page, and on the home page; until it is mended."""
    assert preview.shows("incidents/a/", "<h1>Checkout fails")
    assert preview.comes_to(lambda: MARK not in preview.page(""))
    assert MARK not in preview.page("incidents/a/")

    project.write("incidents/a.md", incident("typo: x", "Ask jo.bloggs@acme.dev.\n"))
    assert preview.shows("incidents/a/", "2 errors.*There is no key <code>typo</code> here.*KB201.*KB802.*<h1>Checkout")
    assert preview.shows("", '2 errors.*in 1 file.*href="incidents/a/">incidents/a.md')

    project.write("incidents/a.md", "---\ntitle: Broken\nservices: [x\n---\n")
    assert preview.shows("incidents/a/", "This file is no page.*line 3.*KB121 left-out.*KB109 malformed-yaml")
    assert preview.shows("", "incidents/a.md</a>.*no page of the site")

    project.write("incidents/a.md", incident())
    assert preview.shows("incidents/a/", "<h1>Checkout fails")
    assert preview.comes_to(lambda: MARK not in preview.page("incidents/a/") + preview.page(""))


def test_what_takes_other_articles_comes_a_little_later(project: Project, preview: Preview) -> None:
    """And files that never become a page have one in the preview."""
    project.write("incidents/a.md", incident(body=ALIKE))
    project.write("incidents/b.md", incident(body=ALIKE, id="INC-2026-0002"))
    project.write("incidents/c.txt", incident(id="INC-2026-0003"))
    project.write("services.yml", "checkout: {nmae: Checkout}\n")
    assert preview.shows("incidents/b/", "KB507")
    for place in ("incidents/c.txt/", "incidents/c/"):
        assert preview.shows(place, "This file is no page.*its name does not end in <code>.md</code>")
    assert preview.shows("services.yml/", "There is no key <code>nmae</code>")


def test_of_what_the_audience_may_not_see_there_is_no_trace(project: Project, preview: Preview) -> None:
    """Neither of its findings nor of its address."""
    project.write("incidents/a.md", incident("typo: x"))
    assert preview.shows("", "incidents/a.md")
    assert "canary" not in preview.page("") + preview.page("incidents/hidden/") + preview.said
    assert "hidden.md" not in preview.page("")
    assert MARK not in preview.page("incidents/hidden/")


def built(*paths: str) -> Built:
    pages = {place_of(path): path for path in paths}
    return Built(Path("mkdocs.yml"), "internal", Templates(), pages, {}, lambda _, earlier: earlier)


def test_what_was_found_is_forgotten_when_a_page_is_gone() -> None:
    """It may be above the audience now, and its name in the findings of others: the next check says what is left."""
    preview = PreviewState()
    preview.show(built("index.md", "incidents/a.md", "incidents/b.md"))
    alike = diagnostic("incidents/a.md", 1, 1, "KB507", "This is nearly the same text as incidents/b.md")
    preview._checked = by_path([alike, alike._replace(path="incidents/b.md")])
    preview.show(built("index.md", "incidents/a.md", "incidents/b.md", "incidents/c.md"))
    assert "2 warnings" in preview.at_top("index.html")
    assert "KB507" in preview.at_top("incidents/a/index.html")
    preview.show(built("index.md", "incidents/a.md"))
    assert "incidents/" not in preview.at_top("index.html")
    assert preview.at_top("incidents/a/index.html") == ""
    assert preview.instead("incidents/b/index.html") == ""


def test_a_site_has_none_of_it(project: Project, run: Run, tmp_path: Path) -> None:
    """Neither the folder of a preview nor a built one: they are the same to the byte."""
    project.write("incidents/a.md", incident("typo: x", "Ask jo.bloggs@acme.dev.\n"))
    project.write("incidents/broken.md", "---\ntitle: Broken\nservices: [x\n---\n")
    preview = project.preview()
    try:
        assert preview.shows("incidents/a/", MARK)
        assert preview.shows("", MARK)
        (site,) = tmp_path.glob("cache/incidentbook/*/preview-internal/site")
        shown = contents(site)
    finally:
        preview.end()
    (project.folder / "mkdocs.yml").write_text(f"{Project.config}site_url: http://{preview.place}\n", encoding="utf-8")
    program = Path(sys.executable).with_name("incidentbook")
    run(program, "build", "--audience", "internal", "--site-dir", tmp_path / "built", folder=project.folder)
    built = contents(tmp_path / "built")
    assert not any(MARK.encode() in content for content in shown.values())
    assert shown == built
