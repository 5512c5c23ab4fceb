"""Work done in forked processes, its results given in order as they come, and nothing of it lost when one dies."""

import gc
import multiprocessing
import os
import signal
import sys
import threading
import traceback
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection
from typing import Generic, NamedTuple, Self, TypeVar

PROCESSES = 8
"""No more than this many, however many processors there are: one process must read what the others make."""
PATIENCE_SECONDS = 60
"""A process that works for so long on one page, not counting the time it waits, is ended."""
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


class InOrder(Generic[Item, Result]):
    """Work on all items in `count` processes, forked here and now; gives the results in the order of the items.

    A process runs ahead of the reader by no more than what fits into its pipe, so that memory stays bounded. Once all
    results are given the processes are gone; whoever stops reading before says so with `close`.
    """

    def __init__(
        self, work: Callable[[Item], Result], items: Sequence[Item], count: int, *, again: bool = True
    ) -> None:
        """`again`: whether a process may be forked later, in the place of one that died, or must not."""
        self._again = again
        self._lanes = [_Lane(work, items[start::count]) for start in range(min(count, len(items)))]
        self._left = len(items)
        self._turn = 0
        # What exists now is never collected, and so never touched and copied, in the children.
        gc.freeze()
        for lane in self._lanes:
            lane.start(self._lanes)

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> Result | Failed | Died:
        if not self._left:
            self.close()
            raise StopIteration
        self._left -= 1
        lane = self._lanes[self._turn]
        self._turn = (self._turn + 1) % len(self._lanes)
        if not lane.is_at_work:
            if not self._again:
                return Died("its process ended before")
            lane.start(self._lanes)
        return lane.next()

    def close(self) -> None:
        """End the processes."""
        for lane in self._lanes:
            lane.stop()
        self._left = 0
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

    @property
    def is_at_work(self) -> bool:
        return self._process is not None

    def next(self) -> Result | Failed | Died:
        assert self._pipe is not None
        self._done += 1
        try:
            result: Result | Failed = self._pipe.recv()
        except (EOFError, OSError):
            return Died(self._how_it_ended())
        return result

    def _how_it_ended(self) -> str:
        assert self._process is not None
        self._process.join()
        status = self._process.exitcode or 0
        self.stop()
        if status == -signal.SIGVTALRM:
            return f"it takes more than {PATIENCE_SECONDS} seconds"
        return f"its process was ended by {signal.Signals(-status).name}" if status < 0 else "its process ended"

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
            signal.setitimer(signal.ITIMER_VIRTUAL, PATIENCE_SECONDS)
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
