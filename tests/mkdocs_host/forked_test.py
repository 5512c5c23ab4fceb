"""Work in forked processes."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from incidentbook.errors import IncidentbookError
from incidentbook.mkdocs_host import forked
from incidentbook.mkdocs_host.forked import Died, Failed, InOrder

pytestmark = pytest.mark.skipif(not forked.processes(), reason="processes are not forked here")


def double(number: int) -> int:
    return 2 * number


@pytest.mark.parametrize("count", [1, 2, 5])
@pytest.mark.parametrize("total", [0, 1, 2, 100])
def test_results_come_in_the_order_of_the_items(count: int, total: int) -> None:
    """However many processes there are, and however few items."""
    assert list(InOrder(double, range(total), count)) == [2 * number for number in range(total)]


def test_the_work_is_done_elsewhere() -> None:
    """In other processes, more than one."""
    pids = set(InOrder(lambda _: os.getpid(), range(10), 2))
    assert len(pids) == 2
    assert os.getpid() not in pids


def test_a_large_result_comes_whole() -> None:
    """Larger than any pipe."""
    assert list(InOrder(bytes, [5_000_000, 1, 3_000_000], 2)) == [
        bytes(5_000_000),
        bytes(1),
        bytes(3_000_000),
    ]


def test_work_begun_beside_is_done_in_another_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """While this one goes on."""
    monkeypatch.setattr(forked, "processes", lambda: 2)
    wait = forked.beside(os.getpid)
    assert wait() not in (0, os.getpid())


def test_work_that_is_not_finished_beside_is_done_here() -> None:
    """Where its process dies, and where it raises what it would raise here."""
    here = os.getpid()

    def dies_elsewhere() -> int:
        if os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        return here

    def raises() -> int:
        raise IncidentbookError("No.")

    assert forked.beside(dies_elsewhere)() == here
    with pytest.raises(IncidentbookError, match="No"):
        forked.beside(raises)()


def test_a_process_that_dies_costs_one_item() -> None:
    """The item that it worked on is marked, and the others are done."""

    def work(number: int) -> int:
        if number == 3:
            os.kill(os.getpid(), signal.SIGKILL)
        if number == 6:
            os._exit(7)
        return number

    results = list(InOrder(work, range(10), 2))
    assert results[3] == Died("its process was ended by SIGKILL")
    assert results[6] == Died("its process ended")
    assert [result for result in results if isinstance(result, int)] == [0, 1, 2, 4, 5, 7, 8, 9]


def test_no_process_is_started_again_where_that_is_not_wanted() -> None:
    """Then everything that was left to the one that died is marked."""

    def work(number: int) -> int:
        if number == 2:
            os._exit(1)
        return number

    results = list(InOrder(work, range(8), 2, again=False))
    assert [isinstance(result, Died) for result in results] == [False, False, True, False, True, False, True, False]


def test_an_item_that_takes_for_ever_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """After so many seconds of work, not of waiting."""
    monkeypatch.setattr(forked, "PATIENCE_SECONDS", 0.2)

    def work(number: int) -> int:
        while number == 1:
            pass
        time.sleep(0.3 if number == 2 else 0)
        return number

    assert list(InOrder(work, range(3), 2)) == [0, Died("it takes more than 0.2 seconds"), 2]


def test_an_exception_is_told() -> None:
    """With its traceback; an error of ours with its message."""

    def work(number: int) -> int:
        if number == 1:
            raise IncidentbookError("say this")
        return 1 // number

    first, second = InOrder(work, range(2), 2)
    assert isinstance(first, Failed)
    assert first.message == ""
    assert "ZeroDivisionError" in first.traceback
    assert isinstance(second, Failed)
    assert second.message == "say this"


def test_whoever_stops_reading_ends_the_processes() -> None:
    """Closing leaves no child behind, even one whose pipe is full."""
    results = InOrder(lambda _: (os.getpid(), bytes(100_000)), range(1000), 2)
    children = {child for child, _ in map(answered, (next(results), next(results)))}
    results.close()
    assert len(children) == 2
    for child in children:
        with pytest.raises(ProcessLookupError):
            os.kill(child, 0)


def answered(result: tuple[int, bytes] | Failed | Died) -> tuple[int, bytes]:
    assert isinstance(result, tuple)
    assert not isinstance(result, Failed | Died)
    return result


def test_nothing_is_forked_beside_other_threads() -> None:
    """A lock that another thread holds would be held in the child for ever."""
    # In a process of its own: a browser or a server of other tests may have threads in this one.
    code = (
        "import threading\nfrom incidentbook.mkdocs_host import forked\n"
        "stop = threading.Event()\nthread = threading.Thread(target=stop.wait)\n"
        "alone = forked.processes()\nthread.start()\nbeside = forked.processes()\n"
        "stop.set()\nthread.join()\nprint(alone > 0, beside, forked.processes() == alone)\n"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout.split() == ["True", "0", "True"]


def test_children_end_with_their_parent(tmp_path: Path) -> None:
    """However it ends: a killed build leaves nobody waiting at a pipe."""
    pids = tmp_path / "pids"
    code = (
        "import os, sys, time\nfrom incidentbook.mkdocs_host.forked import InOrder\n"
        "def work(number):\n"
        "    open(sys.argv[1], 'a').write(f'{os.getpid()}\\n')\n    time.sleep(0 if number < 2 else 60)\n"
        "results = InOrder(work, range(4), 2)\nnext(results)\nnext(results)\nos.kill(os.getpid(), 9)\n"
    )
    subprocess.run([sys.executable, "-c", code, str(pids)], check=False)
    children = {int(line) for line in pids.read_text(encoding="utf-8").split()}
    assert len(children) == 2
    end = time.monotonic() + 5
    while any(Path(f"/proc/{child}/cmdline").exists() for child in children) and time.monotonic() < end:
        time.sleep(0.01)
    assert not any(_is_running(child) for child in children)


def _is_running(pid: int) -> bool:
    try:
        return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    except OSError:
        return False
