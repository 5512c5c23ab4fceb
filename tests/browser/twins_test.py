"""What is written for Python and for the browser gives the same, bit for bit, in a real browser."""

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from incidentbook.templating import packaged_templates
from tests.provided import Served
from tests.twins import IN_BROWSER, WEIGHTS, Case, drawn, in_python, table
from tests.twins_test import OF_TWINS

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

SCRIPTS = packaged_templates() / "theme" / "assets" / "javascripts" / "search"
EACH = 400


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The scripts and an empty page."""
    site = tmp_path_factory.mktemp("twins")
    shutil.copytree(SCRIPTS, site / "scripts")
    (site / "index.html").write_text("<!doctype html><meta charset=utf-8><title>Twins</title>", encoding="utf-8")
    return site


def in_browser(page: "Page", site: Path, url: str, cases: list[Case]) -> Any:
    (site / "cases.json").write_text(json.dumps(cases), encoding="ascii")
    page.goto(url)
    return json.loads(page.evaluate(IN_BROWSER, [f"{url}scripts/", f"{url}cases.json", WEIGHTS]))


def different(cases: list[Case], found: list[Any]) -> list[tuple[Case, Any, Any]]:
    """Return the first few cases in which the browser says something else, with what Python says."""
    wrong = [(case, one, in_python(case)) for case, one in zip(cases, found, strict=True) if one != in_python(case)]
    return wrong[:3]


def test_the_tables_hold_in_the_browser(page: "Page", site: Path, served: Served) -> None:
    """As they do in Python."""
    cases = [one.case for name in OF_TWINS for one in table(name)]
    assert different(cases, in_browser(page, site, served(site), cases)) == []


def test_thousands_of_others_come_out_alike(page: "Page", site: Path, served: Served) -> None:
    """Words, texts, signatures, questions and passages in the letters of many alphabets."""
    cases = drawn(EACH, 20260304)
    assert len(cases) > 10 * EACH
    assert different(cases, in_browser(page, site, served(site), cases)) == []
