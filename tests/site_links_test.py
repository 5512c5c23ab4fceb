"""The crawl that judges built sites: it finds what is broken and nothing else."""

from pathlib import Path

import pytest

from tests.site_links import Broken, broken_links


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "a").mkdir()
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets/own.css").write_text("p { background: url('missing.png') } q { src: url(own.css) }")
    (tmp_path / "index.html").write_text(
        '<h1 id="top">x</h1><a href="a/#part">a</a><a href="a">b</a><a href="a/#none">c</a>'
        '<a href="https://elsewhere.example/">d</a><img srcset="x.png 1x, assets/own.css 2x">'
        '<p style="background: url(y.png)">'
    )
    (tmp_path / "a/index.html").write_text(
        '<p id="part"><a href="..">up</a><a href="../#top">top</a><a href="/a/">absolute</a>'
        '<meta http-equiv="refresh" content="0; url=../gone/">'
    )
    return tmp_path


def test_what_does_not_resolve_is_found_and_nothing_else(site: Path) -> None:
    assert set(broken_links(site, "https://example.org/")) == {
        Broken("assets/own.css", "missing.png", "no such file"),
        Broken("index.html", "a", "no such file"),
        Broken("index.html", "a/#none", "no such anchor in a/index.html"),
        Broken("index.html", "x.png", "no such file"),
        Broken("index.html", "y.png", "no such file"),
        Broken("a/index.html", "../gone/", "no such file"),
    }


def test_an_absolute_link_leaves_a_site_that_is_below_a_path(site: Path) -> None:
    leaving = [link for link in broken_links(site, "https://example.org/book/") if link.link == "/a/"]
    assert leaving == [Broken("a/index.html", "/a/", "leaves the site")]
