"""Work done in forked processes, its results given in order as they come, and nothing of it lost when one dies."""

import gc
import multiprocessing
import os
import signal
import sys
import threading
import traceback
from collections.abc import Callable, Iterator, Sequence
from multiprocessing.connection import Connection
from typing import Generic, NamedTuple, TypeVar

PROCESSES = 8
"""No more than this many, however many processors there are: one process must read what the others make."""
PATIENCE_SECONDS = 120
"""A process that is silent for so long, over one page, is ended."""
_PIPE_BYTES = 1 << 20
_F_SETPIPE_SZ = 1031

Item = TypeVar("Item")
Result = TypeVar("Result")


class Failed(NamedTuple):
    """The work on one item raised: the traceback as text."""

    traceback: str


class Died(NamedTuple):
    """The process ended, or had to be ended, while it worked on one item."""

    reason: str


def processes() -> int:
    """How many processes are worth starting; 0 where forking is impossible or, with other threads about, unsafe."""
    if not sys.platform.startswith("linux") or threading.active_count() > 1:
        return 0
    return min(len(os.sched_getaffinity(0)), PROCESSES)


def in_order(
    work: Callable[[Item], Result], items: Sequence[Item], count: int
) -> Iterator[Result | Failed | Died]:
    """Do the work on all items in `count` forked processes; results in the order of the items.

    A process runs ahead of the reader by no more than what fits into its pipe, so that memory stays bounded.
    """
    lanes = [_Lane(work, items[start::count]) for start in range(min(count, len(items)))]
    try:
        # What exists now is never collected, and so never touched and copied, in the children.
        gc.freeze()
        for lane in lanes:
            lane.start(lanes)
        for index in range(len(items)):
            yield lanes[index % count].next(lanes)
    finally:
        for lane in lanes:
            lane.stop()
        gc.unfreeze()


class _Lane(Generic[Item, Result]):
    """Every n-th item, and the process that works on them."""

    def __init__(self, work: Callable[[Item], Result], items: Sequence[Item]) -> None:
        self._work = work
        self._items = items
        self._done = 0
        self._process: multiprocessing.process.BaseProcess | None = None
        self._pipe: Connection | None = None

    def start(self, lanes: "Sequence[_Lane[Item, Result]]") -> None:
        fork = multiprocessing.get_context("fork")
        self._pipe, theirs = fork.Pipe(duplex=False)
        _enlarge(theirs)
        # A child that kept the reading end of a pipe, its own or a sibling's, would let a writer wait for ever on a
        # parent that is gone.
        reading_ends = [lane._pipe for lane in lanes if lane._pipe is not None]  # noqa: SLF001
        self._process = fork.Process(
            target=_run, args=(self._work, self._items[self._done :], reading_ends, theirs), daemon=True
        )
        self._process.start()
        theirs.close()

    def next(self, lanes: "Sequence[_Lane[Item, Result]]") -> Result | Failed | Died:
        if self._process is None:
            self.start(lanes)
        assert self._pipe is not None
        self._done += 1
        try:
            if self._pipe.poll(PATIENCE_SECONDS):
                result: Result | Failed = self._pipe.recv()
                return result
        except (EOFError, OSError):
            return Died(self._how_it_ended())
        self.stop()
        return Died(f"it took more than {PATIENCE_SECONDS} seconds")

    def _how_it_ended(self) -> str:
        assert self._process is not None
        self._process.join(1)
        status = self._process.exitcode
        self.stop()
        if status is not None and status < 0:
            return f"its process was ended by {signal.Signals(-status).name}"
        return "its process ended by itself"

    def stop(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.join()
            self._process = None
        if self._pipe is not None:
            self._pipe.close()
            self._pipe = None


def _run(
    work: Callable[[Item], Result],
    items: Sequence[Item],
    reading_ends: Sequence[Connection],
    pipe: Connection,
) -> None:
    for end in reading_ends:
        end.close()
    # An interrupt is for the parent, which ends this process; if the parent is gone, so is the reader of the pipe.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    try:
        for item in items:
            result: Result | Failed
            try:
                result = work(item)
            except Exception:  # noqa: BLE001 - told to the parent, whatever it is
                result = Failed(traceback.format_exc())
            pipe.send(result)
    except BrokenPipeError:
        pass
    finally:
        pipe.close()


def _enlarge(pipe: Connection) -> None:
    import fcntl  # noqa: PLC0415 - not on every platform, nor are forks

    try:
        fcntl.fcntl(pipe.fileno(), _F_SETPIPE_SZ, _PIPE_BYTES)
    except OSError:
        pass  # the user's pipes have grown to their limit: this one is merely slower
