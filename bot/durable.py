"""Durable work: what must happen although the process may die, on DBOS Transact in the state database.

The one module that knows DBOS, which is one object per process. A task is handed over under a key before Slack is
acknowledged; a key that was handed over before is not worked on again, and a task that was cut short goes on, in this
process or in another that lives, at the step that had not finished.

How DBOS 3.4 behaves, and what follows from it: at its start it resumes whatever its executor id had under way, even if
another process with that id is still at it. So every start has an id of its own (`bot.lease`), and whoever finds that
an executor has died puts its work back into the queue, where exactly one takes it; of two who do so one is in vain,
because the database changes the row only while it is the dead one's.
"""

import datetime as dt
import logging
import threading
import time
from collections.abc import Callable
from typing import Any, TypeVar

from dbos import DBOS, DBOSConfig, SetWorkflowID

from bot.lease import BEAT_SECONDS, LEASE_SECONDS, Lease
from bot.state import State

logger = logging.getLogger(__name__)

Json = dict[str, Any]
Task = Callable[[Json], None]
Tick = Callable[[dt.datetime], None]
T = TypeVar("T")

APPLICATION = "ofsted-bot"
VERSION = "1"
"""Version of the tasks: work begun under another one is not resumed. Raise it when a task's steps change."""

EVERY_MINUTE = "* * * * *"
KEPT_DAYS = 7
"""Days for which DBOS remembers finished work, and so the keys that were handed over."""


class CutShort(BaseException):
    """This process is being stopped, or was taken for dead: the task goes no further here. DBOS keeps it for others."""


def _worth_saying(record: logging.LogRecord) -> bool:
    """Return False for DBOS' remark on a key that was handed over before, which is what keys are for."""
    return "Workflow already exists in queue" not in str(record.msg)


_tasks: dict[str, Task] = {}
_ticks: dict[str, Tick] = {}
_running = threading.local()
_lease: Lease | None = None


@DBOS.workflow()
def _run_task(name: str, payload: Json) -> None:
    _running.losses = _lease.losses if _lease else 0
    task = _tasks.get(name)
    if task is None:
        # Adopted by a process that does not do such work, as `ofsted-bot digest send`: left for one that does.
        logger.warning("task %s (%s) is left for another process", name, DBOS.workflow_id)
        raise CutShort
    try:
        task(payload)
    except Exception as error:
        logger.error("task %s (%s) failed: %s", name, DBOS.workflow_id, type(error).__name__, exc_info=error)
        raise


@DBOS.workflow()
def _run_ticks(scheduled: dt.datetime, _context: Any) -> None:
    """Run by DBOS once a minute, in one of all processes."""
    for name, tick in _ticks.items():
        try:
            tick(scheduled)
        except Exception as error:
            # The others run all the same; what is due is still due in the next minute.
            logger.error("tick %s failed: %s", name, type(error).__name__, exc_info=error)
    if (scheduled.hour, scheduled.minute) == (3, 17):
        _forget_finished(scheduled - dt.timedelta(days=KEPT_DAYS))


def _forget_finished(before: dt.datetime) -> None:
    """Delete what DBOS remembers of work that ended before; a thousand at a time."""
    while finished := DBOS.list_workflows(
        status=["SUCCESS", "ERROR"],
        end_time=before.isoformat(),
        limit=1000,
        load_input=False,
        load_output=False,
    ):
        DBOS.delete_workflows([one.workflow_id for one in finished])


class Durable:
    """Takes tasks and sees them through."""

    def __init__(
        self,
        state: State,
        *,
        executor: str | None = None,
        beat_seconds: float = BEAT_SECONDS,
        lease_seconds: float = LEASE_SECONDS,
    ) -> None:
        """Prepare; nothing runs until `start`.

        Args:
            state: The database for tasks as well, migrated.
            executor: Name of this process; default: the dyno's, else the host's.
            beat_seconds: Seconds between two signs of life.
            lease_seconds: Seconds without one after which others adopt this process's work.
        """
        self.lease = Lease(
            state, self._adopt, name=executor, beat_seconds=beat_seconds, lease_seconds=lease_seconds
        )
        self._config: DBOSConfig = {
            "name": APPLICATION,
            "system_database_url": state.url.render_as_string(hide_password=False),
            "executor_id": self.lease.executor.id,
            "application_version": VERSION,
            "log_level": "WARNING",
        }
        self._adopters: list[Callable[[str], None]] = []
        self._started = False

    def register(self, name: str, task: Task) -> None:
        """Make `task` known by `name`; before `start`, because work that was cut short is resumed there.

        A task runs again from its beginning after the process died; what must not happen twice stands in `step`.
        """
        _tasks[name] = task

    def every_minute(self, name: str, tick: Tick) -> None:
        """Have `tick` run once a minute in one of all processes, given the minute (UTC); before `start`.

        A minute in which no process ran is left out: a tick looks at what is due, not at what this minute holds.
        """
        _ticks[name] = tick

    def when_adopting(self, adopter: Callable[[str], None]) -> None:
        """Have `adopter` called with the id of every executor that died; before `start`; perhaps twice for one."""
        self._adopters.append(adopter)

    def start(self, *, ticks: bool = True) -> None:
        """Begin to work, and resume what executors that are gone had not finished; `ticks`: also every minute."""
        global _lease
        self.lease.begin()
        logging.getLogger("dbos").addFilter(_worth_saying)
        DBOS(config=self._config)
        DBOS.launch()
        _lease = self.lease
        self._started = True
        if ticks and _ticks:
            DBOS.apply_schedules(
                [{"schedule_name": "minute", "workflow_fn": _run_ticks, "schedule": EVERY_MINUTE}]
            )
        self.lease.keep()

    def _adopt(self, executor: str) -> None:
        # DBOS offers this to its own recovery service only; tests/bot/test_durable.py holds it to what we need.
        DBOS._recover_pending_workflows([executor])
        for adopter in self._adopters:
            adopter(executor)

    def stop(self, *, wait_seconds: int = 5) -> None:
        """Stop taking tasks; wait for those under way, which otherwise go on elsewhere or at the next start."""
        if self._started:
            self._started = False
            self.lease.end()
            DBOS.destroy(workflow_completion_timeout_sec=wait_seconds)
            self.lease.release()

    def submit(self, name: str, payload: Json, *, key: str) -> None:
        """Hand over a task; when this returns, it is kept. A `key` that was handed over before changes nothing.

        Args:
            name: A registered task.
            payload: JSON values.
            key: Names this very piece of work, such as an event's id.
        """
        with SetWorkflowID(key):
            DBOS.start_workflow(_run_task, name, payload)

    def wait(self, key: str) -> None:
        """Wait until the task with this key is finished; raises what the task raised."""
        DBOS.retrieve_workflow(key).get_result()


def step(name: str, work: Callable[[], T]) -> T:
    """Do `work` once within a task: after a restart its result is remembered. It may run twice if cut short midway."""
    surely_alive()
    return DBOS.run_step({"name": name}, work)


def pause(seconds: float) -> None:
    """Wait within a task. Not remembered: after a restart the task begins anew."""
    lease = _lease
    if lease is None or DBOS.workflow_id is None:
        time.sleep(seconds)
    elif lease.stopped.wait(seconds):
        raise CutShort


def surely_alive() -> None:
    """Return when nobody can have taken this process for dead; else cut the task short, for it goes on elsewhere.

    To be called right before something that must not happen twice. Outside tasks, nothing is checked.
    """
    lease = _lease
    if lease is None or DBOS.workflow_id is None:
        return
    if not lease.sure or lease.losses != getattr(_running, "losses", lease.losses):
        raise CutShort
