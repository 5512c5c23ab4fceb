"""Counts what readers of a site miss while it is rebuilt and swapped under them."""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Reads:
    """How many reads were made, and how many found no file or an empty one."""

    made: int
    missed: int


def read_during(swap: Callable[[int], None], *, times: int, readers: int, files: Sequence[Path]) -> Reads:
    """Let `readers` threads read the files over and over while `swap` is called `times` times."""
    ended = threading.Event()
    counts: list[Reads] = []

    def read(offset: int) -> None:
        made = missed = 0
        while not ended.is_set():
            try:
                missed += not files[(offset + made) % len(files)].read_bytes()
            except OSError:
                missed += 1
            made += 1
        counts.append(Reads(made, missed))

    threads = [threading.Thread(target=read, args=(number,)) for number in range(readers)]
    for thread in threads:
        thread.start()
    try:
        for number in range(times):
            swap(number)
    finally:
        ended.set()
        for thread in threads:
            thread.join()
    return Reads(sum(count.made for count in counts), sum(count.missed for count in counts))
