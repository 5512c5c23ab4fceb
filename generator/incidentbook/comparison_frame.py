"""What is said around a comparison of two states of a book: what they are, and where their files are."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from incidentbook.articles import Audience
from incidentbook.file_links import FileLinks


class Frame(NamedTuple):
    """What is said around a comparison."""

    reference: str
    """What the book is compared with, as it was named."""
    commit: str
    """The commit that this is, where this branch left it."""
    head: str
    """The commit that is checked out."""
    folder: str
    """The folder of the book as seen from the top of the repository, now …"""
    earlier_folder: str
    """… and then."""
    audience: Audience
    as_of: date
    notes: Sequence[str]
    """Sentences on what could not be compared, and on what else differs."""
    links: FileLinks

    def shown(self, path: str, *, was: bool = False) -> str:
        """Return a path of the book as seen from the top of the repository, now or then."""
        folder = self.earlier_folder if was else self.folder
        return f"{folder}/{path}" if folder else path

    def address(self, path: str, line: int = 0, *, was: bool = False) -> str:
        """Return the address of a file of the book, or of a line in it; nothing where nobody knows one."""
        return self.links.address(self.shown(path, was=was), self.commit if was else self.head, line)
