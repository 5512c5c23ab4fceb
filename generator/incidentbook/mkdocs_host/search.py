"""The files of search among the host's: written beside its own, step by step, while it has others to wait for."""

from collections.abc import Iterator
from pathlib import Path

from incidentbook.mkdocs_host.warm import Previous
from incidentbook.search_files import SearchFiles, keep_nothing
from incidentbook.trees import put


def written(files: SearchFiles, cache: Path, site: Path, previous: Previous | None) -> Iterator[None]:
    """Write the files of search into a site, those that are not there, in small steps."""

    def write(path: str, content: bytes) -> None:
        if previous is None or not previous.keep_same(path, content):
            put(f"{site}/{path}", content)

    yield from files.steps(cache, previous.keep_made if previous is not None else keep_nothing, write)
