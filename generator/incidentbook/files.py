"""Where the files of a book are: a folder on disk, or texts in a mapping."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple, Protocol


class Files(Protocol):
    """Where a book's files are: a folder, or a mapping in a test."""

    def paths(self) -> list[str]:
        """Return all paths relative to the book, with `/`, sorted."""

    def read(self, path: str) -> bytes:
        """Return a file's bytes; OSError where it cannot be read."""


class Folder(NamedTuple):
    """The files of a folder, without hidden ones and without following links to other folders."""

    root: Path

    def paths(self) -> list[str]:
        """Return all paths relative to the folder, sorted."""
        found = []
        for directory, folders, names in os.walk(self.root):
            folders[:] = [name for name in folders if not name.startswith(".")]
            prefix = Path(directory).relative_to(self.root).as_posix()
            start = "" if prefix == "." else f"{prefix}/"
            found += [f"{start}{name}" for name in names if not name.startswith(".")]
        return sorted(found)

    def read(self, path: str) -> bytes:
        """Return a file's bytes."""
        return (self.root / path).read_bytes()


class Texts(NamedTuple):
    """Files given as texts."""

    texts: Mapping[str, str | bytes]

    def paths(self) -> list[str]:
        """Return all paths, sorted."""
        return sorted(self.texts)

    def read(self, path: str) -> bytes:
        """Return a text's bytes."""
        text = self.texts[path]
        return text.encode() if isinstance(text, str) else text
