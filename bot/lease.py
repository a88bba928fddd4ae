"""The lease: this process beats in the state database while it lives, and adopts what dead processes left behind.

Every start of the program is an executor of its own, so that two processes of one host name never take each other's
work, and a container that comes back under another name leaves none behind. Of this very machine a dead process is
known at once, by its process id; elsewhere when its lease has ended.
"""

import logging
import os
import secrets
import socket
import threading
import time
from collections.abc import Callable
from pathlib import Path

from bot.state import State
from bot.state.executors import Executor, Executors

logger = logging.getLogger(__name__)

BEAT_SECONDS = 10.0
"""Seconds between two beats."""

LEASE_SECONDS = 45.0
"""Seconds without a beat after which a process elsewhere is taken for dead."""

_SURE = 2 / 3
"""Part of the lease for which a process may rely on its last beat; the rest is for the request under way."""


def executor_name() -> str:
    """Return this process's name, as people know it: the dyno's, else the host's."""
    return os.environ.get("DYNO") or socket.gethostname()


def this_process(name: str | None = None) -> Executor:
    """Return this process as an executor with an id of its own, below `name` (default: `executor_name`)."""
    own = os.getpid()
    identity = f"{(name or executor_name())[:100]}:{secrets.token_hex(6)}"
    return Executor(identity, _machine(), own, _started(own) or "")


def _machine() -> str:
    """Return what identifies this boot of the machine and this process table; empty where Linux does not tell."""
    try:
        boot = Path("/proc/sys/kernel/random/boot_id").read_text("ascii").strip()
        return f"{boot} {os.readlink('/proc/self/ns/pid')}"
    except OSError:
        return ""


def _started(process: int) -> str | None:
    """Return when a process of this machine was started, None when there is no such process."""
    try:
        status = Path(f"/proc/{process}/stat").read_text("ascii", "replace")
    except OSError:
        return None
    fields = status.rpartition(")")[2].split()
    # The third field is the state: a zombie has ended, and only waits for its parent.
    return None if fields[0] in "ZX" else fields[19]


class Lease:
    """This process's lease. `adopt` is called for every executor that has died, and may be called twice for one."""

    def __init__(
        self,
        state: State,
        adopt: Callable[[str], None],
        *,
        name: str | None = None,
        beat_seconds: float = BEAT_SECONDS,
        lease_seconds: float = LEASE_SECONDS,
    ) -> None:
        self.executor = this_process(name)
        self._executors = Executors(state)
        self._adopt = adopt
        self._beat_seconds = beat_seconds
        self._lease_seconds = lease_seconds
        self._last_beat = 0.0
        self.losses = 0
        self.stopped = threading.Event()
        self._thread: threading.Thread | None = None

    def begin(self) -> None:
        """Beat for the first time; before any work is taken."""
        self._last_beat = time.monotonic()
        self._executors.beat(self.executor)

    def keep(self) -> None:
        """Adopt what is there to be adopted, then beat and look again in a thread until `end`."""
        self.adopt_dead()
        self._thread = threading.Thread(target=self._run, name="lease", daemon=True)
        self._thread.start()

    def end(self) -> None:
        """Stop beating and adopting; what this process is still doing goes no further."""
        self.stopped.set()
        if self._thread is not None:
            self._thread.join(timeout=self._beat_seconds)

    def release(self) -> None:
        """Let others adopt what this process leaves behind, without waiting for the lease to end."""
        self._executors.release(self.executor)

    @property
    def sure(self) -> bool:
        """Whether nobody can have taken this process for dead: its last beat is recent."""
        return not self.stopped.is_set() and time.monotonic() - self._last_beat < self._lease_seconds * _SURE

    def is_dead(self, executor: str) -> bool:
        """Return whether an executor is known to be dead: struck out, or silent, or gone from this machine."""
        if executor == self.executor.id:
            return False
        for other, silent in self._executors.others(self.executor):
            if other.id == executor:
                return self._dead(other, silent)
        return True

    def adopt_dead(self) -> None:
        """Adopt the work of every executor that has died."""
        for other, silent in self._executors.others(self.executor):
            if self._dead(other, silent) and self._executors.adopt(other):
                logger.info("adopting the work of %s, silent for %.0f s", other.id, silent)
                self._adopt(other.id)
                self._executors.forget(other)

    def _dead(self, other: Executor, silent: float) -> bool:
        if silent > self._lease_seconds:
            return True
        here = bool(other.machine) and other.machine == self.executor.machine
        return here and _started(other.process) != other.process_started

    def _run(self) -> None:
        while not self.stopped.wait(self._beat_seconds):
            try:
                before = time.monotonic()
                if not self._executors.beat(self.executor):
                    self.losses += 1
                    logger.warning(
                        "this process had been taken for dead; what it was doing is done elsewhere"
                    )
                self._last_beat = before
                self.adopt_dead()
            except Exception as error:
                logger.warning("the lease was not kept this time: %s", type(error).__name__, exc_info=error)
