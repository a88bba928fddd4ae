"""Durable work: what must happen although the process may die, on DBOS Transact in the state database.

The one module that knows DBOS, which is one object per process. A task is handed over under a key before Slack is
acknowledged; a key that was handed over before is not worked on again, and a task that was cut short goes on at the step
that had not finished when the process comes back.
"""

import os
import socket
from collections.abc import Callable
from typing import Any, TypeVar

from dbos import DBOS, DBOSConfig, SetWorkflowID

from bot.state import State

Json = dict[str, Any]
Task = Callable[[Json], None]
T = TypeVar("T")

APPLICATION = "ofsted-bot"
VERSION = "1"
"""Version of the tasks: work begun under another one is not resumed. Raise it when a task's steps change."""

_tasks: dict[str, Task] = {}


@DBOS.workflow()
def _run_task(name: str, payload: Json) -> None:
    _tasks[name](payload)


def executor_name() -> str:
    """Return the name under which this process resumes its own work: the dyno's, else the host's."""
    return os.environ.get("DYNO") or socket.gethostname()


class Durable:
    """Takes tasks and sees them through."""

    def __init__(self, state: State, *, executor: str | None = None) -> None:
        self._config: DBOSConfig = {
            "name": APPLICATION,
            "system_database_url": state.url.render_as_string(hide_password=False),
            "executor_id": executor or executor_name(),
            "application_version": VERSION,
            "run_admin_server": False,
            "log_level": "WARNING",
        }
        self._started = False

    def register(self, name: str, task: Task) -> None:
        """Make `task` known by `name`; before `start`, because work that was cut short is resumed there.

        A task runs again from its beginning after the process died; what must not happen twice stands in `step`.
        """
        _tasks[name] = task

    def start(self) -> None:
        """Begin to work, and resume what this executor had not finished."""
        DBOS(config=self._config)
        DBOS.launch()
        self._started = True

    def stop(self, *, wait_seconds: int = 5) -> None:
        """Stop taking tasks; wait for those under way, which otherwise go on at the next start."""
        if self._started:
            DBOS.destroy(workflow_completion_timeout_sec=wait_seconds)
            self._started = False

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
    return DBOS.run_step({"name": name}, work)
