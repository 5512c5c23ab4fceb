"""Work done in forked processes, its results given in order as they come, and nothing of it lost when one dies."""

import contextlib
import ctypes
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

from mkdocs.exceptions import PluginError

from incidentbook.errors import IncidentbookError

PROCESSES = 8
"""No more than this many, however many processors there are: one process must read what the others make."""
PATIENCE_SECONDS = 60
"""A process that works for so long on one page, not counting the time it waits, is ended."""
_PIPE_BYTES = 1 << 20
_F_SETPIPE_SZ = 1031
_PR_SET_PDEATHSIG = 1

Item = TypeVar("Item")
Result = TypeVar("Result")


class Failed(NamedTuple):
    """The work on one item raised: the message, if it is one for a person, and the traceback as text."""

    message: str
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
        if self._lanes:
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
        worker = lane.worker
        if worker is None:
            if not self._again:
                return Died("its process ended before")
            worker = lane.start(self._lanes)
        return lane.next(worker)

    def waiting(self) -> bool:
        """Whether the next result is still being worked on."""
        worker = self._lanes[self._turn].worker if self._left else None
        return worker is not None and not worker.results.poll()

    def close(self) -> None:
        """End the processes."""
        for lane in self._lanes:
            lane.stop()
        self._left = 0
        if self._lanes:
            gc.unfreeze()


class Beside(Generic[Result]):
    """Some work in a process of its own, begun here and now; called, it waits for the result.

    What that process cannot finish is done here.
    """

    def __init__(self, work: Callable[[], Result]) -> None:
        self._work = work
        self._results = InOrder(_called, [work], 1)

    def __call__(self) -> Result:
        """Wait."""
        try:
            result = next(self._results)
        finally:
            self.close()
        return self._work() if isinstance(result, Failed | Died) else result

    def close(self) -> None:
        """End the process, if it still works: nobody wants the result any more."""
        self._results.close()


def beside(work: Callable[[], Result]) -> Callable[[], Result]:
    """Begin some work in a process of its own, where there is a processor for it; return what waits for its result."""
    return Beside(work) if processes() > 1 else work


def _called(work: Callable[[], Result]) -> Result:
    return work()


class _Worker(NamedTuple):
    process: multiprocessing.process.BaseProcess
    results: Connection


class _Lane(Generic[Item, Result]):
    """Every n-th item, and the process that works on them."""

    def __init__(self, work: Callable[[Item], Result], items: Sequence[Item]) -> None:
        self._work = work
        self._items = items
        self._done = 0
        self.worker: _Worker | None = None

    def start(self, lanes: "Sequence[_Lane[Item, Result]]") -> _Worker:
        fork = multiprocessing.get_context("fork")
        ours, theirs = fork.Pipe(duplex=False)
        _enlarge(theirs)
        # A child that kept the reading end of a pipe, its own or a sibling's, would let a writer wait for ever on a
        # parent that is gone.
        reading_ends = [ours, *(lane.worker.results for lane in lanes if lane.worker is not None)]
        process = fork.Process(
            target=_run, args=(self._work, self._items[self._done :], reading_ends, theirs), daemon=True
        )
        process.start()
        theirs.close()
        self.worker = _Worker(process, ours)
        return self.worker

    def next(self, worker: _Worker) -> Result | Failed | Died:
        self._done += 1
        try:
            result: Result | Failed = worker.results.recv()
        except (EOFError, OSError):
            worker.process.join()
            self.stop()
            return Died(_how_it_ended(worker.process.exitcode or 0))
        return result

    def stop(self) -> None:
        if self.worker is not None:
            self.worker.process.kill()
            self.worker.process.join()
            self.worker.results.close()
            self.worker = None


def _how_it_ended(status: int) -> str:
    if status == -signal.SIGVTALRM:
        return f"it takes more than {PATIENCE_SECONDS} seconds"
    return f"its process was ended by {signal.Signals(-status).name}" if status < 0 else "its process ended"


def _run(
    work: Callable[[Item], Result],
    items: Sequence[Item],
    reading_ends: Sequence[Connection],
    pipe: Connection,
) -> None:
    for end in reading_ends:
        end.close()
    # An interrupt is for the parent, which ends this process; if the parent is gone, so is the reader of the pipe.
    _end_with_parent()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    # What is made here is mostly thrown away page by page; what stays need not be looked through again and again.
    gc.set_threshold(100_000, 20, 50)
    gc.enable()
    try:
        for item in items:
            signal.setitimer(signal.ITIMER_VIRTUAL, PATIENCE_SECONDS)
            result: Result | Failed
            try:
                result = work(item)
            except Exception as error:  # noqa: BLE001 - told to the parent, whatever it is
                message = str(error) if isinstance(error, IncidentbookError | PluginError) else ""
                result = Failed(message, traceback.format_exc())
            pipe.send(result)
    except BrokenPipeError:
        pass
    finally:
        pipe.close()


def _end_with_parent() -> None:
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    parent = multiprocessing.parent_process()
    if parent is not None and os.getppid() != parent.pid:
        os._exit(1)  # it was gone before that could be said


def _enlarge(pipe: Connection) -> None:
    import fcntl  # noqa: PLC0415 - not on every platform, nor are forks

    # Where the user's pipes have grown to their limit, this one is merely slower.
    with contextlib.suppress(OSError):
        fcntl.fcntl(pipe.fileno(), _F_SETPIPE_SZ, _PIPE_BYTES)
