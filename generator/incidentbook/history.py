"""The Git repository that a book is in: whether it is ready to be written to, and what its articles once said."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from incidentbook.errors import IncidentbookError
from incidentbook.git import FETCH_ALL, Refused, check_repository, contents, git, is_cut_off
from incidentbook.kinds import BY_FOLDER
from incidentbook.numbering import Numbered
from incidentbook.report import found_from_here

MOST_SECONDS = 120
"""For Git to answer: looking through the whole history of 10,000 articles takes some seconds."""
_MOST_BYTES = 4_000_000
"""Of an article; what is larger is none."""
_UNFINISHED = {
    "MERGE_HEAD": "a merge",
    "rebase-merge": "a rebase",
    "rebase-apply": "a rebase",
    "CHERRY_PICK_HEAD": "a cherry-pick",
    "REVERT_HEAD": "a revert",
}
_MAIN = ("main", "master", "trunk")


class Repository(NamedTuple):
    """A Git repository with the whole history of a book."""

    folder: Path
    """Any folder in it."""

    def check_finished(self) -> None:
        """Refuse to go on in the middle of a merge: two branches may still say different things."""
        for name, what in _UNFINISHED.items():
            if Path(self.folder, _git(self.folder, "rev-parse", "--git-path", name).strip()).exists():
                raise IncidentbookError(
                    f"Git is in the middle of {what} here; finish it, or end it with `--abort`, first."
                )
        unmerged = _git(self.folder, "ls-files", "--unmerged", "-z").split("\0")[0].partition("\t")[2]
        if unmerged:
            file = found_from_here(self.folder / unmerged)
            raise IncidentbookError(f"{file} has conflicts that are not resolved; resolve and commit them first.")

    def check_main(self) -> None:
        """Refuse to go on in a branch that is not the main one: another branch could take the same number."""
        here = _git(self.folder, "symbolic-ref", "--quiet", "--short", "HEAD", needed=False).strip()
        main = self._main()
        if here and main and here != main:
            raise IncidentbookError(
                f"This is the branch `{here}`. Numbers are given on `{main}`, after the merge, so that two branches "
                "never take the same one; add --any-branch if you are sure."
            )

    def _main(self) -> str:
        """Return the name of the main branch, or nothing where nobody can tell."""
        origin = _git(self.folder, "symbolic-ref", "--quiet", "--short", "refs/remotes/origin/HEAD", needed=False)
        if origin.strip():
            return origin.strip().partition("/")[2]
        names = _git(self.folder, "for-each-ref", "--format=%(refname:short)", "refs/heads").split()
        return next((name for name in _MAIN if name in names), "")

    def check_whole(self) -> None:
        """Refuse to go on where the history is cut off: a number that was given could not be seen."""
        if is_cut_off(self.folder):
            how = FETCH_ALL
        elif _git(self.folder, "config", "extensions.partialClone", needed=False).strip():
            how = "clone it without `--filter`"
        else:
            return
        raise IncidentbookError(f"The history here is cut off, so a number could be given twice; {how}, or {_WITHOUT}.")

    def articles(self, book: Path) -> Iterator[bytes]:
        """Yield every version of every article in all branches and their histories, each once."""
        top = Path(_git(self.folder, "rev-parse", "--show-toplevel").rstrip("\n"))
        own = os.path.relpath(book.resolve(), top.resolve())
        # Without a path: Git would leave out what a merge has given up, and folders that the book was in earlier.
        named = _git(self.folder, "rev-list", "--all", "--objects")
        pairs = (line.partition(" ")[::2] for line in named.splitlines())
        objects = [name for name, path in pairs if path.endswith(".md") and _may_be_article(path, own)]
        found = contents(self.folder, objects, most_seconds=MOST_SECONDS, instead=_WITHOUT)
        yield from (content for content in found if len(content) <= _MOST_BYTES)

    def meant(self, book: Path, path: str, line: int, candidates: Sequence[Numbered]) -> Numbered | None:
        """Return which of several articles with one name is meant at a line: that of the same commit or branch."""
        here = self._commit("--porcelain", "-L", f"{line},{line}", "--", str(book / path))
        commits = [
            self._commit("--porcelain", "-L", f"/^id:.*{one.was}/,+1", "HEAD", "--", str(book / one.path))
            for one in candidates
        ]
        pairs = list(zip(candidates, commits, strict=True))
        same = [one for one, commit in pairs if commit == here]
        if not same:
            same = [one for one, commit in pairs if self._leads(commit, here) or self._leads(here, commit)]
        return same[0] if len(same) == 1 else None

    def _commit(self, *blame: str) -> str:
        """Return the commit that a line came with; nothing for one that is not committed yet."""
        commit = _git(self.folder, "blame", *blame, needed=False).partition(" ")[0]
        return commit if commit.strip("0") else ""

    def _leads(self, before: str, after: str) -> bool:
        if not before or not after:
            return bool(before)  # what is not committed comes after everything else
        try:
            git(self.folder, "merge-base", "--is-ancestor", before, after)
        except Refused:
            return False
        return True


def _may_be_article(path: str, book: str) -> bool:
    folders = set(path.split("/")[:-1])
    return path.startswith(f"{book}/") or not folders.isdisjoint(BY_FOLDER)


_WITHOUT = "go by the articles alone with --without-history"


def repository(folder: Path) -> Repository:
    """Return the repository that a folder is in. Raises IncidentbookError with a sentence where it is in none."""
    check_repository(folder, "numbers that were given earlier cannot be seen", _WITHOUT)
    return Repository(folder)


def _git(folder: Path, *arguments: str, needed: bool = True) -> str:
    """Return what Git prints; nothing where it fails and need not succeed."""
    try:
        said = git(folder, *arguments, most_seconds=MOST_SECONDS, instead=_WITHOUT)
    except Refused as error:
        if needed:
            raise IncidentbookError(f"`git {arguments[0]}` failed in {found_from_here(folder)}: {error}.") from error
        return ""
    return said.decode("utf-8", "surrogateescape")
