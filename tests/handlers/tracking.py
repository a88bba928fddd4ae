"""A desk at work for tests: the shipped knowledge, a state database, durable tasks, and a local Slack."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.durable import Durable
from bot.roles import Groups, RoleName, Roles
from bot.service import FindingsService
from bot.state import State
from bot.tracking.desk import Desk
from handlers.app import Connection, create_app
from handlers.local_slack import LocalSlack, Message
from handlers.sender import SlackSender
from handlers.socket_mode import connect
from knowledge.authorities import load_authorities
from knowledge.frameworks import load_frameworks
from knowledge.store import Store
from knowledge.topics import load_topics
from tests.handlers.conftest import MANIFEST, TODAY

ADDRESS = "https://ofsted.example.org"


@dataclass(frozen=True, slots=True)
class At:
    """A workspace with the bot at work in it."""

    slack: LocalSlack
    desk: Desk
    state: State


@contextmanager
def durable_work(state: State) -> Iterator[Durable]:
    """Run durable tasks in a database; there can be one at a time in a process."""
    durable = Durable(state)
    durable.start(ticks=False)
    yield durable
    durable.stop(wait_seconds=0)


@contextmanager
def at_work(
    state: State,
    durable: Durable,
    knowledge: Path,
    granted: dict[RoleName, tuple[str, ...]],
    today: dt.date = TODAY,
) -> Iterator[At]:
    """Run the bot over Socket Mode; `granted` are the roles."""
    with LocalSlack(manifest=MANIFEST) as slack:
        sender = SlackSender(slack.bot_token, slack.base_url)
        service = FindingsService(
            Store(knowledge),
            load_authorities(),
            load_frameworks(),
            load_topics(),
            state=state,
            roles=Roles(granted, Groups(sender)),
        )
        desk = Desk(service, state, durable, sender, lambda: today, address=ADDRESS)
        desk.register()
        connection = Connection(slack.bot_token, slack.signing_secret, slack.base_url)
        app = create_app(service, connection, today=lambda: today, desk=desk)
        handler = connect(app, slack.app_token)
        slack.wait_for_connections()
        try:
            yield At(slack, desk, state)
        finally:
            handler.close()
            service.record.store.close()


def button(message: Message, label: str, number: int = 0) -> str:
    """Return the action id of a message's button, the first with that label."""
    found = [
        element["action_id"]
        for block in message.blocks
        for element in block.get("elements", ())
        if element["type"] == "button" and element["text"]["text"] == label
    ]
    return str(found[number])
