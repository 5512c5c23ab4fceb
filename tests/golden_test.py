"""All pages of a small book, as they are handed to a host, compared with those that somebody has read.

`pytest tests/golden_test.py --update-golden` writes them anew; what has changed is then in the diff, to be read.
"""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from incidentbook.links import link
from incidentbook.load import load
from incidentbook.settings import Settings
from incidentbook.site import build_site
from incidentbook.templating import Templates
from incidentbook.views.view import Shown

GOLDEN = Path(__file__).parent / "golden"
AS_OF = datetime(2026, 6, 1, 9, 0, tzinfo=ZoneInfo("Europe/London"))


def pages() -> dict[str, str]:
    settings = Settings(audience="internal", zone="Europe/London")
    book, diagnostics = load(GOLDEN / "book", settings)
    assert not diagnostics
    site = build_site(Shown(book, link(book), settings, AS_OF), Templates())
    return {page.path: page.render() for page in site.pages}


def test_every_page_is_as_it_was_read(request: pytest.FixtureRequest) -> None:
    """No page, and no line of one, changes unseen."""
    found, folder = pages(), GOLDEN / "pages"
    if request.config.getoption("--update-golden"):
        for old in folder.rglob("*.*"):
            old.unlink()
        for path, text in found.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(text, encoding="utf-8", newline="")
    kept = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*.*")}
    assert found.keys() == kept.keys()
    for path, text in found.items():
        assert text == kept[path].read_bytes().decode(), f"{path}: --update-golden, if this is right"
