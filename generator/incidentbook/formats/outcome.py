"""What a check has come to: what every format is made from."""

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import NamedTuple

from incidentbook.diagnostics import Diagnostic


class Outcome(NamedTuple):
    """The findings of a check, in order of place, and what else a format says."""

    findings: Sequence[Diagnostic]
    paths: Collection[str]
    """All files that were looked at, as findings name them."""
    folder: str
    """The book's folder as seen from the root of its repository; empty where it is the root."""
    fails: Collection[str]
    """The severities that make the check fail."""

    def placed(self, path: str) -> str:
        """Return a path as seen from the root of the repository, as the platforms want it."""
        return f"{self.folder}/{path}" if self.folder else path


def folder_in_repository(book: Path) -> str:
    """Return a book's folder as seen from the root of the repository that it is in, or else from this folder."""
    real = book.resolve()
    # A `.git` is a folder, or a file in a worktree or a submodule. Git itself is not needed to see it.
    root = next((one for one in real.parents if (one / ".git").exists()), Path.cwd().resolve())
    if (real / ".git").exists() or real == root:
        return ""
    return real.relative_to(root).as_posix() if real.is_relative_to(root) else real.as_posix()
