"""Which outputs of the previous build are still right, and what to remember of this one."""

import hashlib
import os
import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from mkdocs.structure.files import Files

from incidentbook.mkdocs_host import manifest
from incidentbook.mkdocs_host.files import PageFile, SiteFile, StaticFile
from incidentbook.mkdocs_host.manifest import Manifest, PageEntry, SourceEntry, StaticEntry, Written
from incidentbook.mkdocs_host.pages import SitePage, still_true
from incidentbook.program import program_digest
from incidentbook.trees import Status

_OF_NO_ARTICLE = {"404.html"}
_SETTLED_NS = 2_000_000_000
"""A file that changed so recently may change again without its times showing it."""


class Previous:
    """The previous build's site and manifest, and what this one is made from as it becomes known."""

    def __init__(self, before: Manifest, site: Path) -> None:
        self.before = before
        self._site = str(site)
        self._keys: dict[str, str] = {}
        self._made: dict[str, str] = {}
        self._made_kept: set[str] = set()
        self._surroundings: dict[str, str] = {}
        self._sources: dict[str, SourceEntry] = {}
        self.environment = ""
        self._templates: frozenset[str] = frozenset()

    def judge(self, files: Files, pages: Sequence[SitePage], environment: str) -> None:
        """Mark every file and page whose output can be kept, and those that must be rendered to know."""
        self.environment = environment
        for file in files:
            if isinstance(file, StaticFile):
                self._judge_static(file)
        placed: dict[int, str] = {}
        for page in pages:
            self._judge_page(page, files, placed)

    def keep_templates(self, names: Iterable[str]) -> frozenset[str]:
        """Return those of the theme's own pages whose output can be kept: nothing of any article is in them."""
        if self.environment == self.before.environment:
            self._templates = frozenset(name for name in names if name in _OF_NO_ARTICLE and self._is_intact(name))
        return self._templates

    def keep_made(self, path: str, key: str) -> bool:
        """Whether a file that the host knows nothing of is as it was; `key` is what is remembered of it."""
        self._made[path] = key = f"{program_digest()} {key}"
        if self.before.statics.get(path) != (key, path) or not self._is_intact(path):
            return False
        self._made_kept.add(path)
        return True

    def keep_same(self, path: str, content: bytes) -> bool:
        """Whether a file that the host knows nothing of has come out as it was."""
        if not self._is_intact(path) or self.before.files[path].digest != manifest.digest_of(content):
            return False
        self._made_kept.add(path)
        return True

    def _judge_static(self, file: StaticFile) -> None:
        if file.page_of_site is not None:
            key = f"{program_digest()} {file.page_of_site.key}"
        else:
            key = self._digest_of(file.abs_src_path or "")
        self._keys[file.src_uri] = key
        if self._is_intact(file.dest_uri):
            file.kept = self.before.statics.get(file.src_uri) == (key, file.dest_uri)
            file.before = self.before.files[file.dest_uri].digest

    def _judge_page(self, page: SitePage, files: Files, placed: dict[int, str]) -> None:
        file = page.file
        surroundings = _digest(self.environment, page.title or "", page.edit_url or "", _place(page, placed))
        self._surroundings[file.src_uri] = surroundings
        entry = self.before.pages.get(file.src_uri)
        if (
            entry is not None
            and entry.surroundings == surroundings
            and entry.destination == file.dest_uri
            and self._is_intact(file.dest_uri)
            and still_true(entry.remembered.lookups, files.src_uris)
        ):
            if entry.key == file.site_page.key:
                page.keep(entry, files)
            else:
                page.before = entry

    def _is_intact(self, destination: str) -> bool:
        written = self.before.files.get(destination)
        if written is None:
            return False
        try:
            status = os.lstat(f"{self._site}/{destination}")
        except OSError:
            return False
        return status.st_size == written.size and status.st_mtime_ns == written.mtime_ns

    def _digest_of(self, path: str) -> str:
        status = os.stat(path)  # noqa: PTH116
        entry = self.before.sources.get(path)
        now = (status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)
        if entry is None or entry[:4] != now:
            entry = SourceEntry(*now, _digest_of_file(path))
        if status.st_ctime_ns < time.time_ns() - _SETTLED_NS:
            self._sources[path] = entry
        return entry.digest

    def kept(self, files: Iterable[object]) -> dict[str, str]:
        """What is to be taken over from the old site: path in the site -> path on disk."""
        kept = {name: f"{self._site}/{name}" for name in (*self._templates, *self._made_kept)}
        kept |= {
            file.dest_uri: f"{self._site}/{file.dest_uri}"
            for file in files
            if isinstance(file, SiteFile) and (file.kept or (file.owed and self._is_intact(file.dest_uri)))
        }
        return kept

    def manifest(self, files: Files, written: Mapping[str, Status], kept: Iterable[str]) -> Manifest:
        """What to remember of this build: what it wrote (path in the site -> file) and what it kept."""
        of_site = {
            path: Written(status.size, status.mtime_ns, _digest_of_file(status.path))
            for path, status in written.items()
        }
        of_site |= {path: self.before.files[path] for path in kept}
        pages = {}
        statics = {path: StaticEntry(key, path) for path, key in self._made.items()}
        for file in files:
            if isinstance(file, StaticFile) and not file.owed:
                statics[file.src_uri] = StaticEntry(self._keys[file.src_uri], file.dest_uri)
            elif isinstance(file, PageFile) and isinstance(file.page, SitePage) and file.page.remembered:
                pages[file.src_uri] = PageEntry(
                    self._surroundings[file.src_uri],
                    file.site_page.key,
                    file.fingerprint,
                    file.dest_uri,
                    file.page.remembered,
                )
        return Manifest(manifest.generation_of(of_site), self.environment, of_site, pages, statics, self._sources)


def _place(page: SitePage, placed: dict[int, str]) -> str:
    """What the breadcrumb of a page shows."""
    parent = page.parent
    if parent is None:
        return ""
    if id(parent) not in placed:
        placed[id(parent)] = repr([(item.title, getattr(item, "url", None)) for item in page.ancestors])
    return placed[id(parent)]


def _digest(*parts: str) -> str:
    return hashlib.blake2b("\0".join(parts).encode(errors="surrogatepass"), digest_size=16).hexdigest()


def _digest_of_file(path: str) -> str:
    with open(path, "rb", buffering=0) as file:  # noqa: PTH123
        return hashlib.file_digest(file, lambda: hashlib.blake2b(digest_size=16)).hexdigest()
