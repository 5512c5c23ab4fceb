"""How edits are noticed."""

import threading
from pathlib import Path

import pytest
from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers.polling import PollingObserver

from incidentbook import watching
from incidentbook.watching import observer_for

PATIENCE_SECONDS = 10


class Told(FileSystemEventHandler):
    def __init__(self) -> None:
        self.paths: list[str] = []
        self.something = threading.Event()

    def on_any_event(self, event: FileSystemEvent) -> None:
        if not event.is_directory:
            self.paths.append(str(event.src_path))
            self.something.set()


def test_an_edit_is_told_and_reading_is_not(tmp_path: Path) -> None:
    """A build reads every file, and must not be the reason for the next build."""
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "read.md").write_text("a", encoding="utf-8")
    told, observer = Told(), observer_for([tmp_path])
    observer.schedule(told, str(tmp_path), recursive=True)
    observer.start()
    try:
        (tmp_path / "folder" / "read.md").read_text(encoding="utf-8")
        (tmp_path / "folder" / "written.md").write_text("b", encoding="utf-8")
        assert told.something.wait(PATIENCE_SECONDS)
    finally:
        observer.stop()
        observer.join()
    assert {Path(path).name for path in told.paths} == {"written.md"}


@pytest.mark.parametrize("kind", ["9p", "fuse.sshfs", "nfs4", "virtiofs"])
def test_what_others_may_write_is_looked_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    """On a file system that is shared with another machine the system learns nothing of their edits."""
    mounts = tmp_path / "mounts"
    mounts.write_text(f"/dev/a / ext4 rw 0 0\nshare {tmp_path.resolve()} {kind} rw 0 0\n", encoding="utf-8")
    monkeypatch.setattr(watching, "_MOUNTS", mounts)
    assert isinstance(observer_for([tmp_path]), PollingObserver)


def test_where_the_system_cannot_tell_files_are_looked_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """There is a limit to how many folders a user may watch."""

    def refused(*_: object) -> None:
        raise OSError(28, "inotify watch limit reached")

    monkeypatch.setattr(watching, "_try", refused)
    assert isinstance(observer_for([tmp_path]), PollingObserver)
