"""Parsed files remembered between runs, as JSON in the user's cache folder: a place that no pull request can write,
in a form that cannot run anything.
"""

import contextlib
import hashlib
import json
import os
import tempfile
from pathlib import Path
from typing import Any

from incidentbook.collector import resting
from incidentbook.diagnostics import Diagnostic
from incidentbook.markdown_text import Target
from incidentbook.mentions import Mention, Prose
from incidentbook.parsing import Parsed
from incidentbook.program import program_digest
from incidentbook.tagged_milestones import Tagged
from incidentbook.text import digest

WORTH_WRITING = 0.01
"""The share of files that must have changed: parsing some again takes less time than writing all of them down."""


def cache_folder(project: Path) -> Path:
    """Return the folder in which what is remembered about a project is kept; it need not exist."""
    base = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")  # noqa: PTH111, PTH118
    return Path(base) / "incidentbook" / digest(str(project.resolve()))[:16]


def search_folder(project: Path, audience: str) -> Path:
    """Return the folder in which the search index of a project's book, as an audience sees it, is kept."""
    return cache_folder(project) / f"search-{audience}"


class FileCache:
    """Remembers parsed files by path and content. What cannot be read is forgotten, what cannot be written left."""

    def __init__(self, folder: Path) -> None:
        """Remember what an earlier run of this very program has left in the folder."""
        self._path = folder / "parsed.json"
        self._known: dict[str, list[Any]] = _read(self._path)
        self._used: set[str] = set()
        # By path: its digest, what it says, and the length of its body where the file ends with that: most do, and a
        # body that can be cut from the file need not be written down.
        self._ready: dict[str, tuple[str, Parsed, int]] = {}

    def get(self, path: str, key: str, content: bytes) -> Parsed | None:
        """Return what was remembered of this very content."""
        ready = self._ready.get(path)
        if ready is None or ready[0] != key:
            entry = self._known.get(path)
            if entry is None or entry[0] != key:
                return None
            ready = self._ready[path] = (key, _restored(entry, content), entry[-1])
        self._used.add(path)
        return ready[1]

    def put(self, path: str, key: str, content: bytes, parsed: Parsed) -> None:
        """Remember a parsed file."""
        body = parsed.body.encode()
        self._ready[path] = (key, parsed, len(body) if body and content.endswith(body) else 0)
        self._used.add(path)

    def save(self) -> None:
        """Write down what was used since the last time, and nothing else, if enough of that has changed."""
        used, self._used = self._used, set()
        self._ready = {path: self._ready[path] for path in sorted(used)}
        known, self._known = self._known, {}
        for path, (key, parsed, tail) in self._ready.items():
            entry = known.get(path)
            if entry is None or entry[0] != key:
                entry = [key, *(parsed._replace(body="") if tail else parsed), tail]
            self._known[path] = entry
        changed = len(known.keys() - used) + sum(known.get(path) is not entry for path, entry in self._known.items())
        if changed <= len(self._known) * WORTH_WRITING:
            return
        written = json.dumps(self._known, separators=(",", ":")).encode("ascii")
        write_sealed(self._path, written)


def read_sealed(path: Path) -> bytes | None:
    """Return what this very program has left in a file of the cache; None where it is missing, damaged or another's."""
    try:
        seal, _, content = path.read_bytes().partition(b"\n")
    except OSError:
        return None
    return content if seal == _seal(content) else None


def write_sealed(path: Path, content: bytes) -> None:
    """Leave something for the next run. Where that cannot be, the next run does without."""
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        _replace(path, _seal(content), content)


def _seal(content: bytes) -> bytes:
    return hashlib.blake2b(content, digest_size=16, key=program_digest().encode()[:64]).hexdigest().encode("ascii")


def _replace(path: Path, seal: bytes, content: bytes) -> None:
    """Write a file so that whoever reads it at the same time finds the old or the new one, and nothing else."""
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.stem}-", delete=False) as file:
        try:
            file.write(seal + b"\n")
            file.write(content)
            file.close()
            Path(file.name).replace(path)
        except OSError:
            Path(file.name).unlink(missing_ok=True)
            raise


@resting()
def _read(path: Path) -> dict[str, list[Any]]:
    """Return what is remembered; nothing where any of it is damaged or written by another program."""
    content = read_sealed(path)
    try:
        files = json.loads(content) if content is not None else {}
    except (ValueError, RecursionError):
        return {}
    return files if isinstance(files, dict) else {}


def _restored(entry: list[Any], content: bytes) -> Parsed:
    _, data, body, body_line, trusted, audience, ids, paths, (mentions, targets), diagnostics, said, tagged, tail = (
        entry
    )
    prose = Prose(tuple(map(Mention._make, mentions)), tuple(map(Target._make, targets)))
    return Parsed(
        data, content[-tail:].decode() if tail else body, body_line, trusted, audience, tuple(ids), tuple(paths),
        prose, tuple(map(Diagnostic._make, diagnostics)), said, tuple(map(Tagged._make, tagged)),
    )  # fmt: skip
