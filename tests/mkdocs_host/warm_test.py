"""What a build keeps of the one before."""

from pathlib import Path

import pytest

from incidentbook.builds import build
from tests.books import Texts
from tests.milestone_book import MILESTONES, PATH, later, texts_of
from tests.plain_books import contents

CONFIG = "site_name: Book\ndocs_dir: kb\ntheme: {name: material, font: false}\nplugins: [incidentbook]\n"
IN_EVERY_BUILD = {".incidentbook", "404.html", "sitemap.xml", "sitemap.xml.gz"}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project whose builds remember each other, and of which no page knows the day."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1780000000")
    (tmp_path / "mkdocs.yml").write_text(CONFIG, encoding="utf-8")
    write(tmp_path, texts_of(MILESTONES))
    return tmp_path


def write(folder: Path, texts: Texts) -> None:
    for path, text in texts.items():
        file = folder / "kb" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())


def made(folder: Path, name: str = "site", *, full: bool = False) -> dict[str, tuple[int, bytes]]:
    """Build, and return each file's number on the disk and its content."""
    site = folder / name
    assert build(folder / "mkdocs.yml", site_dir=site, full=full, audience="internal") == 0
    return {path: ((site / path).stat().st_ino, content) for path, content in contents(site).items()}


def test_a_change_of_a_milestone_makes_exactly_the_pages_that_show_it(folder: Path) -> None:
    """Whichever it is, and the site is that of a full build."""
    before = made(folder)
    for milestone in MILESTONES:
        write(folder, {PATH: texts_of(later(milestone))[PATH]})
        after = made(folder)
        anew = {path for path in after if after[path][0] != before[path][0]} - IN_EVERY_BUILD
        different = {path for path in after if after[path][1] != before[path][1]} - IN_EVERY_BUILD
        assert anew == different
        assert {"incidents/6/index.html", "services/mail/index.html"} <= anew
        before = after
    full = made(folder, "full", full=True)
    assert {path: content for path, (_, content) in full.items()} == {
        path: content for path, (_, content) in before.items()
    }


def test_a_new_day_makes_only_the_pages_that_speak_of_it(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page of the navigation that says its day does not say it on all others."""
    before = made(folder)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(1780000000 + 86_400))
    after = made(folder)
    anew = {path for path in after if after[path][0] != before[path][0]} - IN_EVERY_BUILD
    assert {"index.html", "review/index.html"} <= anew
    assert not anew & {"incidents/6/index.html", "about/index.html", "incidents/index.html"}


def test_an_edit_of_a_text_makes_the_page_and_its_markdown(folder: Path) -> None:
    """And neither its data nor any list or feed."""
    before = made(folder)
    with (folder / "kb" / PATH).open("a", encoding="utf-8") as file:
        file.write("\nAnother line.\n")
    after = made(folder)
    anew = {path for path in after if after[path][0] != before[path][0]} - IN_EVERY_BUILD
    assert {path for path in anew if not path.startswith("search/")} == {
        "incidents/6/index.html", "incidents/6/index.md",
    }  # fmt: skip
    full = made(folder, "full", full=True)
    assert {path: content for path, (_, content) in full.items()} == {
        path: content for path, (_, content) in after.items()
    }


def test_the_address_of_the_site_is_in_what_speaks_of_it(folder: Path) -> None:
    """When it is set, data and feeds are made anew."""
    before = made(folder)
    config = folder / "mkdocs.yml"
    config.write_text(f"site_url: https://books.example.org/sub/\n{CONFIG}", encoding="utf-8")
    after = made(folder)
    assert b"https://books.example.org/sub/incidents/6/" in after["incidents/6/index.json"][1]
    assert b"https://books.example.org/sub/incidents/6/" in after["feeds/incidents.xml"][1]
    assert before["incidents/6/index.md"][1] == after["incidents/6/index.md"][1]
    full = made(folder, "full", full=True)
    assert {path: content for path, (_, content) in full.items()} == {
        path: content for path, (_, content) in after.items()
    }
