"""The files of search among the host's: written beside its own, step by step, while it has others to wait for."""

from collections.abc import Iterator
from pathlib import Path

from incidentbook.search_files import Keep, SearchFiles


def written(files: SearchFiles, cache: Path, site: Path, keep: Keep) -> Iterator[None]:
    """Write the files of search into a site, those that are not there, in small steps."""
    folders: set[Path] = set()

    def write(path: str, content: bytes) -> None:
        target = site / path
        if target.parent not in folders:
            target.parent.mkdir(parents=True, exist_ok=True)
            folders.add(target.parent)
        target.write_bytes(content)

    yield from files.steps(cache, keep, write)
