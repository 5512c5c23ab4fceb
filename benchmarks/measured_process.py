"""Runs a command and measures it as a whole: wall clock, processor time, peak memory of all its processes."""

import os
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

SAMPLE_SECONDS = 1.0
"""Reading the memory of a process stops it for some milliseconds: often enough for a peak, too seldom to be felt."""


@dataclass(frozen=True)
class Measured:
    """What one run of a command took."""

    wall_seconds: float
    processor_seconds: float
    peak_bytes: int


class CommandFailedError(Exception):
    """A measured command ended with another status than 0: its time means nothing."""


def measure(command: Sequence[str | Path], *, folder: Path, environment: Mapping[str, str], log: Path) -> Measured:
    """Run a command in `folder`, its output in `log`. Raises CommandFailedError with the end of that output.

    Peak memory is the greater of what the kernel says of the largest process and what was seen of all of them
    together: memory that forked processes share is counted once. The latter needs Linux.
    """
    peak = _Peak()
    begin = time.perf_counter()
    with log.open("wb") as output:
        process = subprocess.Popen(
            [str(word) for word in command],
            cwd=folder,
            env=dict(environment),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        sampler = threading.Thread(target=peak.watch, args=(process.pid,), daemon=True)
        sampler.start()
        _, status, usage = os.wait4(process.pid, 0)
    wall_seconds = time.perf_counter() - begin
    process.returncode = os.waitstatus_to_exitcode(status)  # wait4 has reaped it: Popen must not try again
    peak.ended.set()
    sampler.join()
    if process.returncode != 0:
        tail = "\n".join(log.read_text(encoding="utf-8", errors="replace").splitlines()[-20:])
        said = " ".join(str(word) for word in command)
        raise CommandFailedError(f"`{said}` in {folder} ended with {process.returncode}:\n{tail}")
    return Measured(wall_seconds, usage.ru_utime + usage.ru_stime, max(usage.ru_maxrss * 1024, peak.bytes))


class _Peak:
    def __init__(self) -> None:
        self.ended = threading.Event()
        self.bytes = 0

    def watch(self, root: int) -> None:
        while not self.ended.wait(SAMPLE_SECONDS):
            self.bytes = max(self.bytes, sum(_proportional_bytes(process) for process in _tree(root)))


def _tree(root: int) -> list[int]:
    found, waiting = [], [root]
    while waiting:
        process = waiting.pop()
        found.append(process)
        with suppress(OSError):
            for children in Path(f"/proc/{process}/task").glob("*/children"):
                waiting += map(int, children.read_text().split())
    return found


def _proportional_bytes(process: int) -> int:
    with suppress(OSError):
        for line in Path(f"/proc/{process}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    return 0
