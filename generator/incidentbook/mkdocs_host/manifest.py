"""What is remembered of a build, so that the next one makes only what changed: a file in the user's cache folder.

Not in the checkout and not in the site: what is written there, a pull request or a visitor could have written. A
manifest names the generation of the site that it describes, a digest of the site's content which also stands in the
site; without a match nothing is known.
"""

import contextlib
import hashlib
import json
import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from incidentbook.cache import cache_folder, read_sealed, write_sealed
from incidentbook.mkdocs_host.conversion import Remembered
from incidentbook.mkdocs_host.records import Record

MARK = ".incidentbook"
"""The file in a site that holds its generation."""

Entry = TypeVar("Entry")


class Written(NamedTuple):
    """A file of the site as it was left: a person may have changed it since."""

    size: int
    mtime_ns: int
    digest: str


class PageEntry(NamedTuple):
    """What a page's output was made from, where it was written, and what the host must be told about it.

    `surroundings` is a digest of all that it depends on besides the page; `key` and `fingerprint` are the page's own.
    """

    surroundings: str
    key: str
    fingerprint: str
    destination: str
    remembered: Remembered


class StaticEntry(NamedTuple):
    """The key of a file that is published as it is, and where it was written."""

    key: str
    destination: str


class SourceEntry(NamedTuple):
    """The digest of a file on disk, right for as long as the rest of this is the same."""

    size: int
    mtime_ns: int
    ctime_ns: int
    inode: int
    digest: str


class Manifest(NamedTuple):
    """One build: of which environment, and every file, page and copied file of it."""

    generation: str
    environment: str
    files: Mapping[str, Written]
    pages: Mapping[str, PageEntry]
    statics: Mapping[str, StaticEntry]
    sources: Mapping[str, SourceEntry]


NOTHING = Manifest("", "", {}, {}, {}, {})


def folder_for(project: Path, site: Path) -> Path:
    """Where the manifests of a project's site are kept."""
    return cache_folder(project) / "builds" / hashlib.blake2b(os.fsencode(site), digest_size=8).hexdigest()


def generation_of(files: Mapping[str, Written]) -> str:
    """A digest of the content of a site."""
    digest = hashlib.blake2b(digest_size=16)
    for path in sorted(files):
        digest.update(f"{path}\0{files[path].digest}\0".encode(errors="surrogatepass"))
    return digest.hexdigest()


def read(folder: Path, site: Path) -> Manifest:
    """The manifest of the site as it stands; empty when there is none, or none that can be read."""
    try:
        generation = (site / MARK).read_text(encoding="ascii").strip()
        if not generation.isalnum():
            return NOTHING
        content = read_sealed(folder / f"{generation}.json")
        manifest = _from_json(json.loads(content)) if content is not None else NOTHING
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return NOTHING
    return manifest if manifest.generation == generation else NOTHING


def write(folder: Path, manifest: Manifest) -> None:
    """Keep a manifest, beside the one of the site that still stands: which of the two is right the site will tell."""
    content = json.dumps(manifest._asdict(), separators=(",", ":"), default=str).encode("ascii")
    # Without a cache folder every build is a full one, and still right.
    write_sealed(folder / f"{manifest.generation}.json", content)


def forget(folder: Path, except_for: str) -> None:
    """Remove the manifests of all generations but one."""
    with contextlib.suppress(OSError):
        for path in folder.iterdir():
            if path.name != f"{except_for}.json":
                path.unlink(missing_ok=True)


def digest_of(content: bytes) -> str:
    """The digest of a file's content."""
    return hashlib.blake2b(content, digest_size=16).hexdigest()


def _from_json(read: Any) -> Manifest:
    return Manifest(
        read["generation"],
        read["environment"],
        _Entries(read["files"], lambda entry: Written(*entry)),
        _Entries(read["pages"], _page),
        _Entries(read["statics"], lambda entry: StaticEntry(*entry)),
        _Entries(read["sources"], lambda entry: SourceEntry(*entry)),
    )


def _page(entry: Any) -> PageEntry:
    surroundings, key, fingerprint, destination, (anchors, links, lookups, records) = entry
    remembered = Remembered(anchors, links, lookups, [Record(*record) for record in records])
    return PageEntry(surroundings, key, fingerprint, destination, remembered)


class _Entries(Mapping[str, Entry]):
    """Entries as they were read, made into values as they are asked for: most builds ask for few of them."""

    def __init__(self, read: dict[str, Any], value: Callable[[Any], Entry]) -> None:
        self._read = read
        self._value = value

    def __getitem__(self, path: str) -> Entry:
        return self._value(self._read[path])

    def __iter__(self) -> Iterator[str]:
        return iter(self._read)

    def __len__(self) -> int:
        return len(self._read)
