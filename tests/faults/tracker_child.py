"""The processes that the tracker's fault test starts and kills: the real bot over HTTP on the real state database."""

import datetime as dt
import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing.connection import Connection as Pipe
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

from dbos import DBOS
from flask import request
from werkzeug.serving import make_server

from bot.durable import Durable
from bot.rendering import Message
from bot.roles import everyone_may
from bot.service import FindingsService
from bot.state import State
from bot.tracking.desk import Desk
from handlers.app import Connection, create_app
from handlers.http import create_web_app
from handlers.sender import SlackSender
from knowledge.authorities import load_authorities
from knowledge.frameworks import load_frameworks
from knowledge.store import Store
from knowledge.topics import load_topics
from tests.faults.child import Killer

TODAY = dt.date(2026, 11, 23)
LONGEST_SECONDS = 120.0
UNFINISHED = ["PENDING", "ENQUEUED"]


@dataclass(frozen=True, slots=True)
class Office:
    """Where a child works: the state database, the knowledge, and the Slack that reaches it."""

    url: str
    knowledge: str
    slack: str
    token: str
    signing_secret: str


class StepwiseSender(SlackSender):
    """The real sender; before and after an answer is a step."""

    killer: Killer

    def respond(
        self, response_url: str, message: Message, *, replace: bool = False, thread: str | None = None
    ) -> None:
        """Answer privately."""
        self.killer.step()
        super().respond(response_url, message, replace=replace, thread=thread)
        self.killer.step()


@dataclass(slots=True)
class StepwiseTasks:
    """The real durable tasks; those that were handed over in this process are counted, adopted ones are not."""

    durable: Durable
    killer: Killer
    own: list[str] = field(default_factory=list)
    handed_over: threading.Event = field(default_factory=threading.Event)

    def submit(self, name: str, payload: dict[str, Any], *, key: str) -> None:
        """Hand over a task."""
        self.own.append(key)
        self.durable.submit(name, payload, key=key)
        self.killer.step()
        self.handed_over.set()

    def register(self, name: str, task: Callable[[dict[str, Any]], None]) -> None:
        """Make a task known; it stays armed to its end, for DBOS then notes that it is done."""

        def counted(payload: dict[str, Any]) -> None:
            self.killer.arm(payload["request"] in self.own)
            task(payload)
            self.killer.step()

        self.durable.register(name, counted)


def changes_something(body: str) -> bool:
    """Return whether a request of Slack's is one of those that the test is about."""
    form = {name: value for name, [value, *_] in parse_qs(body).items()}
    if "payload" not in form:
        return form.get("text", "").startswith("received")
    payload = json.loads(form["payload"])
    actions = [action["action_id"] for action in payload.get("actions", ())]
    return payload["type"] == "view_submission" or any(one.startswith("item.assign") for one in actions)


@contextmanager
def at_work(office: Office, killer: Killer) -> Iterator[tuple[StepwiseTasks, int]]:
    """Run the bot over HTTP; gives its tasks and the port."""
    state = State(office.url)
    durable = Durable(state, executor="child")
    tasks = StepwiseTasks(durable, killer)
    sender = StepwiseSender(office.token, office.slack)
    sender.killer = killer
    service = FindingsService(
        Store(Path(office.knowledge)),
        load_authorities(),
        load_frameworks(),
        load_topics(),
        state=state,
        roles=everyone_may(),
    )
    desk = Desk(service, state, tasks, sender, lambda: TODAY)
    desk.register()
    connection = Connection(office.token, office.signing_secret, office.slack)
    app = create_app(service, connection, today=lambda: TODAY, desk=desk)
    web = create_web_app(app, service.record.store)
    web.before_request(lambda: killer.arm(changes_something(request.get_data(as_text=True))))
    server = make_server("127.0.0.1", 0, web, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    durable.start(ticks=False)
    yield tasks, server.server_port
    server.shutdown()
    server.server_close()
    durable.stop(wait_seconds=1)
    state.close()


def take_one(office: Office, kill_at: int | None, pipe: Pipe) -> None:
    """Take one request; be killed at a step of it, or tell how many steps there were."""
    killer = Killer(kill_at)
    with at_work(office, killer) as (tasks, port):
        pipe.send(port)
        assert tasks.handed_over.wait(LONGEST_SECONDS), "nothing was handed over"
        tasks.durable.wait(tasks.own[-1])
        pipe.send(killer.steps)


def recover(office: Office, pipe: Pipe) -> None:
    """Do what the killed processes left; then take requests again until told to end."""
    with at_work(office, Killer(None)) as (_, port):
        _wait_for_tasks()
        pipe.send(port)
        pipe.recv()
        _wait_for_tasks()
        pipe.send("done")


def _wait_for_tasks() -> None:
    end = time.monotonic() + LONGEST_SECONDS
    while DBOS.list_workflows(status=UNFINISHED):
        assert time.monotonic() < end, "tasks are left unfinished"
        time.sleep(0.1)
