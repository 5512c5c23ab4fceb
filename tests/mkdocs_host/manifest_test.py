"""The memory of a build."""

from pathlib import Path

from incidentbook.mkdocs_host import manifest
from incidentbook.mkdocs_host.conversion import Remembered
from incidentbook.mkdocs_host.manifest import (
    MARK,
    NOTHING,
    Manifest,
    PageEntry,
    SourceEntry,
    StaticEntry,
    Written,
    generation_of,
)
from incidentbook.mkdocs_host.records import Record

FILES = {"a/index.html": Written(1, 2, "digest"), "b\udcff": Written(3, 4, "other")}
REMEMBERED = Remembered(
    ["impact"], {"b.md": {"x": "b.md#x"}}, {"b.md": "b/", "c.md": None}, [Record("mkdocs", 30, "w\udcff")]
)
MANIFEST = Manifest(
    generation_of(FILES),
    "environment",
    FILES,
    {"a.md": PageEntry("surroundings", "key", "fingerprint", "a/index.html", REMEMBERED)},
    {"b": StaticEntry("key", "b")},
    {"/kb/b": SourceEntry(1, 2, 3, 4, "digest")},
)


def plain(value: Manifest) -> list[object]:
    return [part if isinstance(part, str) else dict(part.items()) for part in value]


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    """For the site that bears its mark."""
    manifest.write(tmp_path / "memory", MANIFEST)
    (tmp_path / MARK).write_text(MANIFEST.generation + "\n", encoding="ascii")
    assert plain(manifest.read(tmp_path / "memory", tmp_path)) == plain(MANIFEST)
    assert [path.suffix for path in (tmp_path / "memory").iterdir()] == [".json"]


def test_another_site_is_not_known(tmp_path: Path) -> None:
    """One without a mark, with another, or with one that is no name of ours."""
    manifest.write(tmp_path / "memory", MANIFEST)
    assert manifest.read(tmp_path / "memory", tmp_path) is NOTHING
    for mark in ("0" * 32, "", f"../memory/{MANIFEST.generation}", "\xff"):
        (tmp_path / MARK).write_text(mark, encoding="latin-1")
        assert manifest.read(tmp_path / "memory", tmp_path) is NOTHING


def test_the_memory_is_the_user_s_alone(tmp_path: Path) -> None:
    """It may name pages that not everybody is to see."""
    manifest.write(tmp_path / "memory", MANIFEST)
    assert (tmp_path / "memory").stat().st_mode & 0o077 == 0


def test_only_one_generation_is_kept(tmp_path: Path) -> None:
    """Once the site is in its place, what was remembered of the others is of no use."""
    manifest.write(tmp_path / "memory", MANIFEST)
    manifest.write(tmp_path / "memory", MANIFEST._replace(generation="0"))
    manifest.forget(tmp_path / "memory", except_for="0")
    assert [path.name for path in (tmp_path / "memory").iterdir()] == ["0.json"]


def test_a_generation_is_the_content_of_a_site() -> None:
    """The same on any machine, whenever it was built; another when a byte or a name is."""
    same = {path: Written(entry.size, 99, entry.digest) for path, entry in reversed(FILES.items())}
    assert generation_of(same) == generation_of(FILES)
    assert generation_of({**FILES, "a/index.html": Written(1, 2, "changed")}) != generation_of(FILES)
    assert generation_of({"c": FILES["a/index.html"]}) != generation_of({"a": FILES["a/index.html"]})
