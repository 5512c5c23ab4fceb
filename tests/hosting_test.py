"""The page about hosting prints the policy under which the site works."""

import base64
import hashlib
import re
from pathlib import Path

import pytest

from tests.provided import Demo
from tests.site_server import POLICY

pytestmark = pytest.mark.slow

_SCRIPT = re.compile(r"<script(?P<attributes>[^>]*)>(?P<code>.*?)</script>", re.DOTALL)


def test_the_policy_names_the_inline_scripts_of_the_site_and_no_others(demo: Demo) -> None:
    """The same on every page, at the root and below a path."""
    named = set(re.findall(r"'sha256-([^']+)'", POLICY))
    for site in (demo.at_root, demo.below):
        assert {hashed for page in site.rglob("*.html") for hashed in inline_scripts(page)} == named


def test_no_page_has_a_handler_in_an_attribute_or_an_address_of_code(demo: Demo) -> None:
    """No policy could allow those by a hash."""
    for page in demo.at_root.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        assert re.search(r"<[^>]*\son[a-z]+\s*=\s*[\"']", text) is None, page
        assert "javascript:" not in text, page


def inline_scripts(page: Path) -> set[str]:
    found = _SCRIPT.finditer(page.read_text(encoding="utf-8"))
    return {
        base64.b64encode(hashlib.sha256(script["code"].encode()).digest()).decode()
        for script in found
        if "src=" not in script["attributes"] and "application/json" not in script["attributes"]
    }
