"""Runs one function over many inputs in worker processes of bounded time and memory. Knows nothing of reports.

A worker serves many inputs; only one that died or had to be killed is replaced. `concurrent.futures` cannot do this:
it cannot end a single worker that hangs, and one that dies takes the whole pool along. What a worker sends back
is JSON, not a pickle: it has been at work on files of unknown origin.
"""

import json
import multiprocessing
import os
import signal
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkServerContext, SpawnContext
from multiprocessing.process import BaseProcess
from typing import Any

STARTING_SECONDS = 60.0
"""How long a worker may take to start before it is given up."""

MAX_ANSWER_BYTES = 64_000_000
_FAILED_STARTS = 3
_TRIES = 2
"""A worker that dies may have been ended by something else than its input, so the input is tried once more."""

_GRACE_SECONDS = 5.0
"""After this much beyond the limit a worker ends itself: should its parent be gone, nothing is left behind."""


class WorkersFailed(RuntimeError):
    """No worker process could be started; the message says why."""


class Trouble(Enum):
    """Why an input has no value."""

    TIME = "time"
    MEMORY = "memory"
    CRASH = "crash"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Limits:
    """What one input may cost: seconds by the clock, megabytes of address space."""

    seconds: float = 20.0
    megabytes: int = 1024


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one input: the function's value, or the trouble and its detail (a signal, an exception)."""

    value: Any
    trouble: Trouble | None
    detail: str
    seconds: float


def run_each(
    function: Callable[[Any], Any],
    inputs: Sequence[Any],
    *,
    jobs: int,
    limits: Limits,
    progress: Callable[[], None] | None = None,
) -> Iterator[Outcome]:
    """Yield what `function` makes of each of `inputs`, in their order; when this ends or is closed, no worker is left.

    Args:
        function: A function of a module; takes and returns what JSON can hold.
        inputs: What JSON can hold.
        jobs: Worker processes at the most, 1 or more.
        limits: What each input may cost.
        progress: Called once for each input that is done, in any order.

    Raises:
        ValueError: `jobs` is below 1.
        WorkersFailed: No worker could be started.
    """
    if jobs < 1:
        raise ValueError(f"jobs must be 1 or more, not {jobs}")
    crew = _Crew(function, inputs, limits)
    try:
        for index in range(len(inputs)):
            while index not in crew.done:
                crew.hire(jobs)
                for _ in range(crew.step()):
                    if progress is not None:
                        progress()
            yield crew.done.pop(index)
    finally:
        crew.dismiss()


class _Worker:
    """A worker process as its parent sees it; `index` is the input that it is at, None while it starts or rests."""

    def __init__(self, process: BaseProcess, connection: Connection, deadline: float) -> None:
        self.process = process
        self.connection = connection
        self.starting = True
        self.index: int | None = None
        self.begun = 0.0
        self.deadline: float | None = deadline

    def end(self) -> str:
        """Return what the process died of, having waited for that; one that lives on without talking is killed."""
        self.process.join(1.0)
        died = self.process.exitcode
        self.kill()
        if died is None:
            return "stopped answering"
        return _signal_name(-died) if died < 0 else f"exit status {died}"

    def kill(self) -> None:
        """Kill the process and wait for it."""
        self.process.kill()
        self.process.join()
        self.process.close()
        self.connection.close()


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"


class _Crew:
    """The workers of one run, what is waiting for them, and what is done."""

    def __init__(self, function: Callable[[Any], Any], inputs: Sequence[Any], limits: Limits) -> None:
        self.done: dict[int, Outcome] = {}
        self._function = function
        self._inputs = inputs
        self._limits = limits
        self._waiting = deque(range(len(inputs)))
        self._tries: dict[int, int] = {}
        self._workers: list[_Worker] = []
        self._failed_starts = 0
        self._context = _context(function.__module__)

    def hire(self, jobs: int) -> None:
        """Start workers, at most `jobs` and no more than there is work for, and give work to those at rest."""
        busy = sum(worker.index is not None for worker in self._workers)
        for _ in range(min(jobs, len(self._waiting) + busy) - len(self._workers)):
            self._start()
        for worker in list(self._workers):
            if self._waiting and worker.index is None and not worker.starting:
                self._give(worker)

    def _start(self) -> None:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(
            target=_serve, args=(theirs, self._function, self._limits), daemon=True, name="bounded-worker"
        )
        try:
            process.start()
        except OSError as error:
            ours.close()
            raise WorkersFailed(f"no process could be started: {error}") from error
        finally:
            theirs.close()
        self._workers.append(_Worker(process, ours, time.monotonic() + STARTING_SECONDS))

    def _give(self, worker: _Worker) -> None:
        index = self._waiting.popleft()
        try:
            worker.connection.send_bytes(json.dumps(self._inputs[index]).encode())
        except OSError:
            self._waiting.appendleft(index)
            self._lose(worker)
            return
        worker.index, worker.begun = index, time.monotonic()
        worker.deadline = worker.begun + self._limits.seconds

    def step(self) -> int:
        """Wait until a worker has something to say or is over its time; return how many inputs that settled."""
        before = len(self.done)
        deadlines = [worker.deadline for worker in self._workers if worker.deadline is not None]
        timeout = max(0.0, min(deadlines) - time.monotonic()) if deadlines else None
        talking = wait([worker.connection for worker in self._workers], timeout)
        for worker in [one for one in self._workers if one.connection in talking]:
            self._hear(worker)
        now = time.monotonic()
        for worker in [one for one in self._workers if one.deadline is not None and one.deadline <= now]:
            self._overdue(worker)
        return len(self.done) - before

    def _hear(self, worker: _Worker) -> None:
        try:
            message = json.loads(worker.connection.recv_bytes(MAX_ANSWER_BYTES))
        except (EOFError, OSError):
            self._lose(worker)
            return
        if worker.starting:
            worker.starting, worker.deadline = False, None
            self._failed_starts = 0
            return
        trouble = Trouble(message["trouble"]) if message["trouble"] else None
        self._settle(worker, trouble, message["detail"], message["value"])
        if trouble is Trouble.MEMORY:
            # Its memory may stay in pieces; the next input should not pay for that.
            self._workers.remove(worker)
            worker.kill()

    def _settle(self, worker: _Worker, trouble: Trouble | None, detail: str, value: Any = None) -> None:
        assert worker.index is not None
        self.done[worker.index] = Outcome(value, trouble, detail, time.monotonic() - worker.begun)
        worker.index = worker.deadline = None

    def _overdue(self, worker: _Worker) -> None:
        if worker.starting:
            self._lose(worker)
            return
        self._settle(worker, Trouble.TIME, f"longer than {self._limits.seconds:g} seconds")
        self._workers.remove(worker)
        worker.kill()

    def _lose(self, worker: _Worker) -> None:
        """Take leave of a worker that died; its input is tried once more by another."""
        self._workers.remove(worker)
        cause = worker.end()
        if worker.starting:
            self._failed_starts += 1
            if self._failed_starts >= _FAILED_STARTS:
                raise WorkersFailed(f"worker processes end before they have started ({cause})")
        elif worker.index is not None:
            self._tries[worker.index] = self._tries.get(worker.index, 0) + 1
            if self._tries[worker.index] < _TRIES:
                self._waiting.appendleft(worker.index)
            else:
                self._settle(worker, Trouble.CRASH, cause)

    def dismiss(self) -> None:
        """End every worker; none has anything to lose."""
        for worker in self._workers:
            worker.process.kill()
        for worker in self._workers:
            worker.kill()
        self._workers.clear()


def _context(module: str) -> ForkServerContext | SpawnContext:
    """Return how workers are made: forked from a small server that has the modules loaded, or anew where none can be.

    Never forked from this process, whose threads and connections they would inherit.
    """
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__, module])
    return context


def _serve(connection: Connection, function: Callable[[Any], Any], limits: Limits) -> None:
    """Be a worker: say that it has started, then answer inputs until the connection is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C reaches the parent too, which ends its workers
    os.dup2(2, 1)  # whatever a library prints must not end up in the command's output
    _bound(limits.megabytes)
    with suppress(EOFError, OSError):
        connection.send_bytes(b"{}")
        while True:
            given = json.loads(connection.recv_bytes())
            _wake_after(limits.seconds + _GRACE_SECONDS)
            connection.send_bytes(_answer(function, given))
            _wake_after(0)


def _answer(function: Callable[[Any], Any], given: Any) -> bytes:
    value, trouble, detail = None, None, ""
    try:
        return json.dumps({"value": function(given), "trouble": None, "detail": ""}).encode()
    except MemoryError:
        trouble = Trouble.MEMORY
    except Exception as error:  # noqa: BLE001 - whatever a file does to its reader, it costs only that file
        trouble, detail = Trouble.ERROR, f"{type(error).__name__}: {error}"[:500]
    return json.dumps({"value": value, "trouble": trouble.value, "detail": detail}).encode()


def _bound(megabytes: int) -> None:
    if sys.platform == "win32":
        return
    import resource

    limit = megabytes * 1_048_576
    with suppress(ValueError, OSError):  # macOS knows the limit and refuses to set it
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _wake_after(seconds: float) -> None:
    """Let the system end this process after `seconds`, even inside native code; 0 takes that back."""
    if sys.platform != "win32":
        signal.setitimer(signal.ITIMER_REAL, seconds)
