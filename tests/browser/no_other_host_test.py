"""No page of the demo asks another host for anything, and none has anything to complain about."""

from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from tests.provided import Demo, Served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ConsoleMessage

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.mark.parametrize("under", ["/", "/platform/"])
def test_no_page_asks_another_host_or_logs_an_error(
    chromium: "Browser", demo: Demo, served: Served, under: str
) -> None:
    url = served(demo.at_root if under == "/" else demo.below, under)
    complaints: list[str] = []
    context = chromium.new_context(service_workers="block")
    page = context.new_page()
    page.on("console", lambda said: complaints.extend(_errors(said)))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda request: complaints.extend(_elsewhere(request.url, url)))
    found: dict[str, list[str]] = {}
    for path in page_kinds(demo.at_root):
        page.goto(url + path, wait_until="networkidle")
        if complaints:
            found[path] = complaints.copy()
            complaints.clear()
    context.close()
    assert found == {}


def page_kinds(site: Path) -> list[str]:
    """One page of each kind, the deepest of it standing for an article: its hub, and the pages at the top."""
    kinds = {""}
    for folder in sorted(folder for folder in site.iterdir() if folder.is_dir()):
        pages = sorted(folder.rglob("index.html"), key=lambda page: (-len(page.parts), page))
        kinds.update(f"{page.parent.relative_to(site).as_posix()}/" for page in (*pages[:1], *pages[-1:]))
    return sorted(kinds)


def _errors(said: "ConsoleMessage") -> list[str]:
    where = said.location["url"]
    # A redirect names no icon, so the browser looks where hosts used to have theirs.
    if said.type != "error" or urlsplit(where).path == "/favicon.ico":
        return []
    return [f"{said.text} ({where})"]


def _elsewhere(requested: str, url: str) -> list[str]:
    asked = urlsplit(requested)
    if asked.scheme in ("data", "blob") or asked.netloc == urlsplit(url).netloc:
        return []
    return [f"asked another host: {requested}"]
