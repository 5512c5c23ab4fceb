"""Books in Git repositories of their own, on this machine."""

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.books import write

SETTINGS = "docs_dir: kb\nplugins: [incidentbook]\n"


def surround(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """Let Git know an author, and nothing of whoever runs the tests; the cache is in the folder."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(folder / "cache"))
    for who in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{who}_NAME", "An Author")
        monkeypatch.setenv(f"GIT_{who}_EMAIL", "author@example.org")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(folder))


class Repository:
    """A book in the folder `kb` of a repository of its own."""

    def __init__(self, folder: Path, texts: Mapping[str, str], settings: str = SETTINGS) -> None:
        self.folder = folder
        self.kb = folder / "kb"
        folder.mkdir(exist_ok=True)
        (folder / "mkdocs.yml").write_text(settings, encoding="utf-8")
        self.git("init", "--quiet", "--initial-branch=main", ".")
        self.write(texts)
        self.commit("a book")

    def git(self, *arguments: str, status: int = 0) -> str:
        done = subprocess.run(["git", *arguments], cwd=self.folder, capture_output=True, text=True, check=False)
        assert done.returncode == status, done.stderr
        return done.stdout

    def write(self, texts: Mapping[str, str]) -> None:
        write(self.kb, texts)

    def commit(self, message: str) -> None:
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", message)

    def branch(self, name: str, texts: Mapping[str, str], start: str = "main") -> None:
        self.git("checkout", "--quiet", "-b", name, start)
        self.write(texts)
        self.commit(name)
        self.git("checkout", "--quiet", "main")

    def read(self, path: str) -> str:
        return (self.kb / path).read_text(encoding="utf-8")

    def files(self) -> dict[str, bytes]:
        return {
            path.relative_to(self.kb).as_posix(): path.read_bytes() for path in self.kb.rglob("*") if path.is_file()
        }
