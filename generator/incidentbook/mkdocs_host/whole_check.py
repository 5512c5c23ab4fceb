"""A check of the whole book beside a preview, in a process of its own, as a server's threads share one processor."""

import json
import logging
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

from incidentbook.diagnostics import Diagnostic

log = logging.getLogger("mkdocs.plugins.incidentbook")

Done = Callable[[list[Diagnostic]], None]


class WholeCheck:
    """At most one check at a time: the one of the latest build."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[str] | None = None

    def begin(self, config: Path, audience: str, done: Done) -> None:
        """Check the book of a `mkdocs.yml` as an audience sees it; `done` is called in another thread."""
        self.end()
        # Without -P a file of the user's that is called as a module would come before it.
        program = (sys.executable, "-P", "-X", "utf8", "-m", "incidentbook")
        self._process = subprocess.Popen(
            [*program, "check", "--config", str(config), "--audience", audience, "--format", "json"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )
        threading.Thread(target=self._wait, args=(self._process, done), daemon=True).start()

    def end(self) -> None:
        """Stop the check that is going on, if one is."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()

    def _wait(self, process: subprocess.Popen[str], done: Done) -> None:
        said, complaint = process.communicate()
        if self._process is not process:
            return
        try:
            findings = [Diagnostic(**found) for found in json.loads(said)]
        except (ValueError, TypeError):
            reason = complaint.strip().rpartition("\n")[2] or f"its status is {process.returncode}"
            log.info("The whole book could not be checked: %s", reason)
            return
        done(findings)
