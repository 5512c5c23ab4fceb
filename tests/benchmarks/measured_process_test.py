"""A measured command is measured whole, its children included, and a failed one has no time."""

import os
import sys
from pathlib import Path

import pytest

from benchmarks.measured_process import CommandFailedError, Measured, measure

ALLOCATE = "import time; held = bytearray(b'x') * 60_000_000; time.sleep(1)"


def run(program: str, folder: Path) -> Measured:
    return measure([sys.executable, "-c", program], folder=folder, environment=os.environ, log=folder / "log")


def test_the_memory_of_processes_that_run_together_is_added(tmp_path: Path) -> None:
    both = (
        "import subprocess, sys\n"
        f"held = [subprocess.Popen([sys.executable, '-c', {ALLOCATE!r}]) for _ in range(2)]\n"
        "for process in held: process.wait()"
    )
    measured = run(both, tmp_path)
    assert measured.peak_bytes > 120_000_000
    assert measured.wall_seconds > 1


def test_a_failed_command_is_an_error_that_quotes_it(tmp_path: Path) -> None:
    with pytest.raises(CommandFailedError, match="no such luck"):
        run("raise SystemExit('no such luck')", tmp_path)
