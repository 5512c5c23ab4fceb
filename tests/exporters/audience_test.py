"""What readers may not see leaves no trace in an export either."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from pyarrow import parquet

from incidentbook.articles import AUDIENCES, Audience
from incidentbook.cli import main
from incidentbook.exporters import EXPORTERS
from tests.canary_books import project
from tests.canary_words import Words
from tests.provided import Once

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def words() -> Words:
    return project().words


@pytest.fixture
def canaries(once: Once, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    def make(folder: Path) -> None:
        for path, text in project().files.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(text, encoding="utf-8")

    folder = once("canaries", make)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.chdir(folder)
    return folder


def said(place: Path) -> bytes:
    """Return all that can be read in a file or a folder, unpacked, and what a folder's files are called."""
    return b"\n".join(_pieces(place)).lower()


def _pieces(place: Path) -> Iterator[bytes]:
    for path in [place] if place.is_file() else sorted(place.iterdir()):
        yield path.name.encode()
        content = path.read_bytes()
        yield content.replace(b"\r\n ", b"")  # a line of a calendar goes on in the next
        if path.suffix == ".parquet":
            yield str(parquet.read_table(BytesIO(content)).to_pylist()).encode()


@pytest.mark.parametrize("name", EXPORTERS)
@pytest.mark.parametrize("audience", AUDIENCES)
def test_an_export_has_nothing_of_what_is_above_its_audience(
    canaries: Path, words: Words, tmp_path: Path, audience: Audience, name: str
) -> None:
    """And something of what its readers may see, without which this would prove nothing; nothing there is due."""
    assert main(["export", name, "--audience", audience, "--output", str(tmp_path / "out")]) == 0
    seen = said(tmp_path / "out")
    hidden = {word for above in AUDIENCES[AUDIENCES.index(audience) + 1 :] for word in words.of[above]}
    assert sorted(word for word in {*hidden, *words.of["never"]} if word.lower().encode() in seen) == []
    assert any(word.lower().encode() in seen for word in words.of[audience]) == (name != "calendar")
