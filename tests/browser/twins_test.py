"""What is written for Python and for the browser gives the same, bit for bit, in a real browser."""

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from incidentbook.templating import packaged_templates
from tests.provided import Served
from tests.signatures_test import HARD
from tests.twins import IN_BROWSER, LONG, WEIGHTS, Case, drawn, in_python, table
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
    triples = zip(cases, found, map(in_python, cases), strict=True)
    return [(case, there, here) for case, there, here in triples if there != here][:3]


def test_the_tables_hold_in_the_browser(page: "Page", site: Path, served: Served) -> None:
    """As they do in Python; and so does what is too long for a table."""
    cases = [*(one.case for name in OF_TWINS for one in table(name)), *LONG]
    assert different(cases, in_browser(page, site, served(site), cases)) == []


def test_thousands_of_others_come_out_alike(page: "Page", site: Path, served: Served) -> None:
    """Words, texts, signatures, questions and passages in the letters of many alphabets."""
    cases = drawn(EACH, 20260304)
    assert len(cases) > 10 * EACH
    assert different(cases, in_browser(page, site, served(site), cases)) == []


# Counts the letters that are looked at, in what looks through a text; it has all words of the signature, each on a line
# of its own, so that it is looked through at all.
WORK = r"""async ([scripts, signature, line]) => {
  const { Signatures } = await import(`${scripts}signatures.js`);
  const signatures = new Signatures([signature]);
  const words = `\n${signature.split(/[^a-z0-9]+/).join("\n")}`;
  const { indexOf, lastIndexOf, split, slice } = String.prototype;
  let steps = 0;
  String.prototype.indexOf = function (part, from = 0) {
    const at = indexOf.call(this, part, from);
    steps += (at < 0 ? this.length : at + part.length) - from;
    return at;
  };
  String.prototype.lastIndexOf = function (part, from = this.length) {
    const at = lastIndexOf.call(this, part, from);
    steps += from - at;
    return at;
  };
  String.prototype.split = function (by) { steps += this.length; return split.call(this, by); };
  String.prototype.slice = function (...places) {
    const part = slice.apply(this, places);
    steps += part.length;
    return part;
  };
  const counted = (times) => {
    const text = line.repeat(times) + words;
    steps = 0;
    const found = signatures.foundIn(text).length;
    return [found, steps, text.length];
  };
  const counts = [100, 200, 400].map(counted);
  Object.assign(String.prototype, { indexOf, lastIndexOf, split, slice });
  return counts;
}"""


@pytest.mark.parametrize(("signature", "line"), HARD)
def test_signatures_are_found_in_linear_time(
    page: "Page", site: Path, served: Served, signature: str, line: str
) -> None:
    """Twice the text, twice the letters looked at: what is hard in Python is no harder here."""
    url = served(site)
    page.goto(url)
    counts = page.evaluate(WORK, [f"{url}scripts/", signature, line])
    assert [found for found, _, _ in counts] == [0, 0, 0]
    (_, small, _), (_, middle, _), (_, large, length) = counts
    assert length < large <= (len(signature) + 8) * length
    assert large - middle <= 2 * (middle - small) + 100
