"""What `assign-ids` remembers while it writes, so that a second run finishes what a killed one began."""

import json
from collections.abc import Iterable
from pathlib import Path

from incidentbook.errors import IncidentbookError
from incidentbook.numbering import Numbered
from incidentbook.written_files import replacing, write_new

_NAME = ".incidentbook-assign-ids.json"
"""Hidden, and so no part of the book."""


def begun(book: Path) -> list[Numbered]:
    """Return what a run that was broken off had given."""
    path = book / _NAME
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
        return [Numbered(**{key: str(one[key]) for key in Numbered._fields}) for one in said]
    except FileNotFoundError:
        return []
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise IncidentbookError(
            f"{path} cannot be read. An `assign-ids` that was broken off has left it: go back to the last commit, "
            "delete it, and try again."
        ) from error


def remember(book: Path, numbered: Iterable[Numbered]) -> None:
    """Write down what is given, before anything is changed."""
    content = f"{json.dumps([one._asdict() for one in numbered], indent=1)}\n".encode()
    if not write_new(book / _NAME, content):
        with replacing({book / _NAME: content}) as replace:
            replace()


def finish(book: Path) -> None:
    """Forget it: everything is written."""
    (book / _NAME).unlink(missing_ok=True)
