"""The server that stands in for a static host: a site below a path is there and nowhere else."""

from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from tests.provided import Served


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "a").mkdir()
    (tmp_path / "a/index.html").write_text("page a")
    (tmp_path / "404.html").write_text("the site's own words")
    return tmp_path


def fetched(url: str) -> str:
    with urlopen(url, timeout=10) as answer:  # noqa: S310 (this machine's own server)
        text: str = answer.read().decode()
    return text


@pytest.mark.parametrize("under", ["/", "/deep/book/"])
def test_a_folder_shows_its_index(served: Served, site: Path, under: str) -> None:
    url = served(site, under)
    assert url.endswith(under)
    assert fetched(url + "a/") == "page a"


@pytest.mark.parametrize("path", ["/book/none/", "/a/"])
def test_what_is_not_there_shows_the_sites_404_page(served: Served, site: Path, path: str) -> None:
    url = served(site, "/book/").removesuffix("/book/") + path
    with pytest.raises(HTTPError) as error:
        fetched(url)
    assert error.value.code == 404
    assert error.value.read() == b"the site's own words"
