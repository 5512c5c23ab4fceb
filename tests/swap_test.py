"""Putting a new site in the place of the old one."""

import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from incidentbook import swap
from incidentbook.errors import IncidentbookError
from incidentbook.swap import Workshop, exchange, prepare_spare, publish, workshop
from incidentbook.trees import files_of

READERS = 50
NAMES = ("new", "spare", "old", "lock", ".gitignore")


def write(folder: Path, **texts: str) -> None:
    for name, text in texts.items():
        file = folder / f"{name}.html"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")


def texts(folder: Path) -> dict[str, str]:
    return {path: Path(status.path).read_text(encoding="utf-8") for path, status in files_of(folder).items()}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return tmp_path / "out" / "site"


@pytest.fixture
def no_exchange(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(swap, "exchange", lambda *_: False)


@pytest.fixture
def no_minimum(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(swap, "SPARE_FROM_FILES", 0)


def test_a_first_site_appears_and_nothing_is_left_beside_it(site: Path) -> None:
    """Where there was no site there is one afterwards, alone in its folder."""
    with workshop(site) as place:
        write(place.new, index="one")
        publish(place, {})
    assert texts(site) == {"index.html": "one"}
    assert [path.name for path in site.parent.iterdir()] == ["site"]


@pytest.mark.parametrize("exchanged", [True, False])
def test_a_new_site_replaces_the_old_one(site: Path, exchanged: bool, request: pytest.FixtureRequest) -> None:
    """With an exchange and with two renames, what is not wanted any more is gone and what is kept is the same file."""
    if not exchanged:
        request.getfixturevalue("no_exchange")
    write(site, index="old", kept="kept", gone="gone")
    inode = (site / "kept.html").stat().st_ino
    with workshop(site) as place:
        write(place.new, index="new")
        publish(place, {"kept.html": str(site / "kept.html")})
    assert texts(site) == {"index.html": "new", "kept.html": "kept"}
    assert (site / "kept.html").stat().st_ino == inode
    assert [path.name for path in site.parent.iterdir()] == ["site"]


@pytest.mark.usefixtures("no_minimum")
def test_the_spare_of_a_large_site_is_brought_up_to_date(site: Path) -> None:
    """From the third build on the site before the last is reused, and the result is the same as without it."""
    for number in range(5):
        with workshop(site) as place:
            write(place.new, index=str(number), **{f"page{number}": "page"})
            kept = {path: status.path for path, status in files_of(site).items()} if number else {}
            kept.pop("index.html", None)
            kept.pop(f"page{number - 2}.html", None)
            publish(place, kept)
            prepare_spare(place, len(files_of(site)))
        wanted = {"index.html": str(number), f"page{number}.html": "page"}
        wanted |= {f"page{number - 1}.html": "page"} if number else {}
        assert texts(site) == wanted
        assert (site.parent / ".site.incidentbook" / "spare").is_dir()


@pytest.mark.usefixtures("no_minimum")
def test_what_lies_in_the_spare_never_reaches_the_site(site: Path) -> None:
    """The folder beside the site may have been filled by anybody: only links to the wanted files are used."""
    for text in ("one", "two"):
        with workshop(site) as place:
            write(place.new, index=text)
            publish(place, {})
            prepare_spare(place, 1)
    spare = site.parent / ".site.incidentbook" / "spare"
    (spare / "index.html").unlink()
    write(spare, index="planted", more="planted")
    (spare / "kept.html").symlink_to("/etc/passwd")
    (spare / "other.html").mkdir()
    write(site, kept="kept", other="a file")
    with workshop(site) as place:
        publish(place, {path: status.path for path, status in files_of(site).items()})
    assert texts(site) == {"index.html": "two", "kept.html": "kept", "other.html": "a file"}


@pytest.mark.usefixtures("no_minimum")
@pytest.mark.parametrize("name", [".site.incidentbook", *(f".site.incidentbook/{name}" for name in NAMES)])
def test_no_link_beside_the_site_is_followed(site: Path, tmp_path: Path, name: str) -> None:
    """What somebody's commit put there leads nowhere: neither files nor folders that it names are touched."""
    write(tmp_path / "theirs", index="theirs")
    write(site, index="old", kept="kept")
    (site.parent / name).parent.mkdir(exist_ok=True)
    (site.parent / name).symlink_to(
        tmp_path / "theirs/index.html" if name.endswith(("lock", "gitignore")) else tmp_path / "theirs"
    )
    with workshop(site) as place:
        write(place.new, index="new")
        publish(place, {"kept.html": str(site / "kept.html"), "more.html": str(site / "kept.html")})
    assert texts(tmp_path / "theirs") == {"index.html": "theirs"}
    assert texts(site) == {"index.html": "new", "kept.html": "kept", "more.html": "kept"}


def test_a_failed_build_changes_nothing(site: Path) -> None:
    """An exception while the new site is written leaves the old one, and nothing beside it."""
    write(site, index="old")

    def build() -> None:
        with workshop(site) as place:
            write(place.new, index="new")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        build()
    assert texts(site) == {"index.html": "old"}
    assert [path.name for path in site.parent.iterdir()] == ["site"]


@pytest.mark.usefixtures("no_exchange")
def test_a_build_killed_between_two_renames_is_repaired(site: Path) -> None:
    """The next start brings back the site that had been put aside, and clears away what was half written."""
    place = Workshop(site, site.parent / ".site.incidentbook")
    write(place.old, index="old")
    write(place.new, index="half")
    with workshop(site):
        assert texts(site) == {"index.html": "old"}
        assert texts(place.new) == {}
    assert [path.name for path in site.parent.iterdir()] == ["site"]


@pytest.mark.usefixtures("no_exchange")
def test_a_rename_that_fails_half_way_is_taken_back(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the new folder cannot take the place that the old one just left, the old one takes it again."""
    write(site, index="old")
    rename = Path.rename

    def failing(path: Path, target: Path) -> Path:
        if path.name == "new":
            raise OSError(28, "No space left on device")
        return rename(path, target)

    def build() -> None:
        with workshop(site) as place:
            write(place.new, index="new")
            monkeypatch.setattr(Path, "rename", failing)
            publish(place, {})

    with pytest.raises(OSError, match="No space"):
        build()
    assert texts(site) == {"index.html": "old"}


def test_two_builds_of_one_site_do_not_meet(site: Path) -> None:
    """While one process builds, another is told so in one sentence."""
    code = (
        "import sys\nfrom pathlib import Path\nfrom incidentbook.swap import workshop\n"
        "with workshop(Path(sys.argv[1])):\n    print('in', flush=True)\n    sys.stdin.read()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(site)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "in\n"
        with pytest.raises(IncidentbookError, match="Another build"), workshop(site):
            pass
        other.communicate()
    with workshop(site):
        pass


def test_a_killed_build_leaves_no_lock(site: Path) -> None:
    """The system lets go of the lock of a process that was killed."""
    code = (
        "import os, sys\nfrom pathlib import Path\nfrom incidentbook.swap import workshop\n"
        "with workshop(Path(sys.argv[1])) as place:\n"
        "    (place.new / 'index.html').write_text('half')\n    os.kill(os.getpid(), 9)\n"
    )
    write(site, index="old")
    subprocess.run([sys.executable, "-c", code, str(site)], check=False)
    assert (site.parent / ".site.incidentbook" / "new" / "index.html").exists()
    with workshop(site):
        pass
    assert texts(site) == {"index.html": "old"}
    assert [path.name for path in site.parent.iterdir()] == ["site"]


def test_a_folder_that_holds_no_site_is_not_replaced(site: Path) -> None:
    """Naming one's home folder by mistake costs nothing."""
    site.mkdir(parents=True)
    (site / "thesis.txt").write_text("ten years of work", encoding="utf-8")
    with pytest.raises(IncidentbookError, match="no site"), workshop(site):
        pass
    assert (site / "thesis.txt").exists()


def test_a_link_to_the_site_stays_a_link(site: Path) -> None:
    """Where the site's name is a link, what it leads to is replaced."""
    real = site.parent / "releases" / "current"
    write(real, index="old")
    site.symlink_to(real)
    with workshop(site) as place:
        write(place.new, index="new")
        publish(place, {})
    assert site.is_symlink()
    assert texts(real) == {"index.html": "new"}


def test_a_folder_that_cannot_be_written_is_named(site: Path) -> None:
    """The message says which folder, and what to do."""
    site.parent.parent.joinpath("out").write_text("a file where a folder should be", encoding="utf-8")
    with pytest.raises(IncidentbookError, match=r"\.site\.incidentbook cannot be made"), workshop(site):
        pass


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="exchanging folders is Linux's")
def test_readers_never_meet_a_missing_page(site: Path, tmp_path: Path) -> None:
    """Fifty readers in a loop find an index.html, whole, at every moment of twenty-five replacements."""
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    if not exchange(tmp_path / "one", tmp_path / "two"):
        pytest.skip("this file system cannot exchange folders")
    whole = {"x" * 5000, "y" * 5000}
    write(site, index="x" * 5000)
    missed: list[str] = []
    read = [0] * READERS
    stop = threading.Event()

    def reader(number: int) -> None:
        while not stop.is_set():
            try:
                text = (site / "index.html").read_text(encoding="utf-8")
            except OSError as error:
                missed.append(str(error))
            else:
                read[number] += 1
                if text not in whole:
                    missed.append(f"{len(text)} characters")

    threads = [threading.Thread(target=reader, args=(number,)) for number in range(READERS)]
    for thread in threads:
        thread.start()
    for number in range(25):
        with workshop(site) as place:
            write(place.new, index="xy"[number % 2] * 5000)
            publish(place, {})
    end = time.monotonic() + 10
    while not all(read) and time.monotonic() < end:
        time.sleep(0.01)
    stop.set()
    for thread in threads:
        thread.join()
    assert missed == []
    assert all(read)
    assert [path.name for path in site.parent.iterdir()] == ["site"]
