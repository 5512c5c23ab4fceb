"""Where the files of a book are: a folder on disk, or texts in a mapping."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple, Protocol


class Listing(NamedTuple):
    """What files there are, as paths relative to the book, with `/`, sorted."""

    paths: list[str]
    leading_out: list[str]
    """Links to files outside the book; they are not among its files: a pull request must not publish those."""


class Files(Protocol):
    """Where a book's files are: a folder, or a mapping in a test."""

    def listed(self) -> Listing:
        """Return what files there are."""

    def read(self, path: str) -> bytes:
        """Return a file's bytes; OSError where it cannot be read."""


class Folder(NamedTuple):
    """The files of a folder, without hidden ones, and without what links lead to outside it or in other folders."""

    root: Path

    def listed(self) -> Listing:
        """Return what files there are."""
        found = Listing([], [])
        folders = [("", str(self.root))]
        real_root = os.path.realpath(self.root)
        while folders:
            prefix, folder = folders.pop()
            with os.scandir(folder) as entries:
                for entry in entries:
                    path = f"{prefix}{entry.name}"
                    if entry.name.startswith("."):
                        continue
                    if entry.is_dir(follow_symlinks=False):
                        folders.append((f"{path}/", entry.path))
                    elif entry.is_symlink():
                        target = os.path.realpath(entry.path)
                        if os.path.isfile(target):  # noqa: PTH113 - of thousands of paths none is made a Path
                            (found.paths if _is_within(target, real_root) else found.leading_out).append(path)
                    elif entry.is_file():
                        found.paths.append(path)
        return Listing(sorted(found.paths), sorted(found.leading_out))

    def read(self, path: str) -> bytes:
        """Return a file's bytes."""
        with open(f"{self.root}/{path}", "rb", buffering=0) as file:  # noqa: PTH123 - thousands of them
            return file.read()


def printable(path: str) -> str:
    """Return a path as findings name it: a name that is not UTF-8 with a sign for each byte that cannot be read."""
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _is_within(path: str, folder: str) -> bool:
    return os.path.commonpath((path, folder)) == folder


class Texts(NamedTuple):
    """Files given as texts."""

    texts: Mapping[str, str | bytes]

    def listed(self) -> Listing:
        """Return the paths; texts lead nowhere else."""
        return Listing(sorted(self.texts), [])

    def read(self, path: str) -> bytes:
        """Return a text's bytes."""
        text = self.texts[path]
        return text.encode() if isinstance(text, str) else text
