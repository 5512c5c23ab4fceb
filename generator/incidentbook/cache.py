"""Parsed files remembered between runs, as JSON in the user's cache folder: a place that no pull request can write,
in a form that cannot run anything.
"""

import contextlib
import json
import os
import tempfile
from pathlib import Path
from typing import Any

from incidentbook.diagnostics import Diagnostic
from incidentbook.mentions import Mention, Prose
from incidentbook.parsing import Parsed
from incidentbook.program import program_digest
from incidentbook.text import digest


def cache_folder(project: Path) -> Path:
    """Return the folder in which what is remembered about a project is kept; it need not exist."""
    base = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")  # noqa: PTH111, PTH118
    return Path(base) / "incidentbook" / digest(str(project.resolve()))[:16]


class FileCache:
    """Remembers parsed files by path and content. What cannot be read is forgotten, what cannot be written left."""

    def __init__(self, folder: Path) -> None:
        """Remember what an earlier run of this very program has left in the folder."""
        self._path = folder / "parsed.json"
        self._known: dict[str, list[Any]] = _read(self._path)
        self._used: dict[str, list[Any]] = {}
        self._ready: dict[str, tuple[str, Parsed]] = {}

    def get(self, path: str, key: str) -> Parsed | None:
        """Return what was remembered of this very content."""
        ready = self._ready.get(path)
        if ready is not None and ready[0] == key:
            self._used[path] = self._known.get(path) or [key, *ready[1]]
            return ready[1]
        entry = self._known.get(path)
        if entry is None or entry[0] != key:
            return None
        try:
            parsed = _restored(entry)
        except (TypeError, ValueError, IndexError):
            return None
        self._ready[path] = (key, parsed)
        self._used[path] = entry
        return parsed

    def put(self, path: str, key: str, parsed: Parsed) -> None:
        """Remember a parsed file."""
        self._ready[path] = (key, parsed)
        self._used[path] = [key, *parsed]

    def save(self) -> None:
        """Write down what was used since the last time, and nothing else, if that has changed."""
        used, self._used = self._used, {}
        if used.keys() == self._known.keys() and all(
            self._known[path] is entry for path, entry in used.items()
        ):
            return
        self._known = used
        with contextlib.suppress(OSError):
            self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            with tempfile.NamedTemporaryFile(
                "w", encoding="utf-8", dir=self._path.parent, prefix=".parsed-", delete=False
            ) as file:
                json.dump({"program": program_digest(), "files": used}, file, separators=(",", ":"))
            Path(file.name).replace(self._path)


def _read(path: Path) -> dict[str, list[Any]]:
    try:
        content = json.loads(path.read_bytes())
        files = content["files"]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return {}
    if content.get("program") != program_digest() or not isinstance(files, dict):
        return {}
    return {name: entry for name, entry in files.items() if isinstance(entry, list)}


def _restored(entry: list[Any]) -> Parsed:
    _, data, body, body_line, trusted, ids, (mentions, targets), diagnostics = entry
    prose = Prose(tuple(Mention(*mention) for mention in mentions), tuple(targets))
    return Parsed(
        data, body, body_line, trusted, tuple(ids), prose, tuple(Diagnostic(*found) for found in diagnostics)
    )
