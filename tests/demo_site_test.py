"""The demo book as it is published: every link of it leads somewhere, wherever it is hosted."""

from collections.abc import Iterable

import pytest

from tests.provided import Demo
from tests.site_links import Broken, broken_links

pytestmark = pytest.mark.slow


def test_every_link_and_anchor_resolves_at_the_root_of_a_host(demo: Demo) -> None:
    assert _listed(broken_links(demo.at_root, "https://books.example.org/")) == ""


def test_every_link_and_anchor_resolves_below_a_path(demo: Demo) -> None:
    assert _listed(broken_links(demo.below, demo.below_url)) == ""


def test_a_site_built_for_no_place_in_particular_works_below_a_path(demo: Demo) -> None:
    """All but its 404 page, which is shown at any depth and so must know where the site is."""
    broken = broken_links(demo.at_root, "https://books.example.org/platform/")
    assert _listed(link for link in broken if link.file != "404.html") == ""


def _listed(broken: Iterable[Broken]) -> str:
    return "\n".join(f"{link.file}: {link.link} ({link.reason})" for link in broken)
