"""Previews that really run, in a process of their own, and what a reader comes to see of them."""

import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

from tests.books import titled_incident

PATIENCE_SECONDS = 60


class Preview:
    """A preview of the book in a folder; `program` is given the address to listen at."""

    def __init__(self, program: Callable[[str], list[str]], folder: Path, *, log: Path, under: str = "") -> None:
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.address = f"127.0.0.1:{free.getsockname()[1]}"
        self.place = f"{self.address}/{under}"
        self._log = log
        with self._log.open("wb") as file:
            self.process = subprocess.Popen(program(self.address), cwd=folder, stderr=file)

    @property
    def said(self) -> str:
        return self._log.read_text(encoding="utf-8")

    def page(self, path: str) -> str:
        """What is at an address now, a page or an error; nothing where there is no answer."""
        try:
            with urllib.request.urlopen(f"http://{self.place}{path}") as answer:
                content: bytes = answer.read()
        except urllib.error.HTTPError as error:
            content = error.read()
        except OSError:
            return ""
        return content.decode()

    def shows(self, path: str, pattern: str) -> bool:
        """Whether a page comes to show something before patience ends."""
        return self.comes_to(lambda: re.search(pattern, self.page(path), re.DOTALL) is not None)

    def comes_to_say(self, text: str) -> bool:
        """Whether it comes to say something in its log."""
        return self.comes_to(lambda: text in self.said)

    def comes_to(self, holds: Callable[[], bool]) -> bool:
        """Whether something comes to hold before patience ends."""
        end = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < end:
            if holds():
                return True
            assert self.process.poll() is None, self.said
            time.sleep(0.1)
        return False

    def end(self) -> None:
        self.process.kill()
        self.process.wait()


class Project:
    """A small real book in a folder, one of whose articles is for few."""

    config = "site_name: Book\ndocs_dir: kb\ntheme: {name: material}\nplugins: [incidentbook]\n"

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir()
        (folder / "mkdocs.yml").write_text(self.config, encoding="utf-8")
        self.write("incidents/a.md", titled_incident())
        self.write("incidents/hidden.md", titled_incident("audience: restricted\ncanary: x", id="INC-2026-0009"))

    def write(self, path: str, text: str) -> None:
        file = self.folder / "kb" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def preview(self, program: str = "incidentbook") -> Preview:
        def command(address: str) -> list[str]:
            return [str(Path(sys.executable).with_name(program)), "serve", "-a", address]

        return Preview(command, self.folder, log=self.folder.parent / "preview.log")
