"""The inbox: which messages have been taken to be answered, by which process, and what came of it.

A message is `taken` before it is read, `sending` right before its answer goes out, then `answered`. One that a dead
process left `taken` can be answered by another; one that it left `sending` may have been answered, and is not repeated.
"""

import datetime as dt
from typing import Any, Literal

from sqlalchemy import JSON, Column, Index, PrimaryKeyConstraint, String, Table, and_, delete, select
from sqlalchemy import insert as insert_into
from sqlalchemy import update as change
from sqlalchemy.exc import IntegrityError

from bot.state.database import State
from bot.state.schema import Instant, metadata

Event = dict[str, Any]
Outcome = Literal["answered", "failed", "unknown"]

KEPT = dt.timedelta(days=7)
"""How long a message is remembered; Slack delivers an event again within hours."""

INBOX = Table(
    "inbox",
    metadata,
    Column("team", String(30), nullable=False),
    Column("channel", String(30), nullable=False),
    Column("ts", String(30), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("event", JSON, nullable=False),
    Column("state", String(10), nullable=False),
    Column("executor", String(120), nullable=False),
    Column("taken", Instant, nullable=False),
    PrimaryKeyConstraint("team", "channel", "ts"),
    Index("ix_inbox_executor", "executor", "state"),
)


class Inbox:
    """The messages that have been taken. `now` is given by the caller: aware, any zone."""

    def __init__(self, state: State) -> None:
        self._state = state

    def take(self, kind: str, team: str, event: Event, *, executor: str, now: dt.datetime) -> str | None:
        """Take a message to answer it.

        Args:
            kind: What listens for it.
            team: Slack's id of the team.
            event: With `channel` and `ts`, and what is needed to answer it without Slack delivering it again.
            executor: Who takes it.
            now: The instant.

        Returns:
            None when it is taken now; else the id of the executor that took it before.
        """
        values = {
            "team": team,
            "channel": event["channel"],
            "ts": event["ts"],
            "kind": kind,
            "event": event,
            "state": "taken",
            "executor": executor,
            "taken": now,
        }
        try:
            with self._state.write() as connection:
                connection.execute(insert_into(INBOX).values(**values))
        except IntegrityError:
            query = select(INBOX.c.executor).where(_is(team, event))
            with self._state.read() as connection:
                return str(connection.execute(query).scalar_one())
        return None

    def take_over(self, team: str, event: Event, *, dead: str, executor: str) -> bool:
        """Take a message that a dead executor had taken and not answered; False when there is nothing to take."""
        left = and_(_is(team, event), INBOX.c.executor == dead, INBOX.c.state == "taken")
        with self._state.write() as connection:
            return bool(connection.execute(change(INBOX).where(left).values(executor=executor)).rowcount)

    def sending(self, team: str, event: Event, *, executor: str) -> bool:
        """Note that the answer goes out now; False when the message has been taken over by another."""
        own = and_(_is(team, event), INBOX.c.executor == executor, INBOX.c.state == "taken")
        with self._state.write() as connection:
            return bool(connection.execute(change(INBOX).where(own).values(state="sending")).rowcount)

    def settle(self, team: str, event: Event, outcome: Outcome) -> None:
        """Note what came of a message."""
        with self._state.write() as connection:
            connection.execute(change(INBOX).where(_is(team, event)).values(state=outcome))

    def left_by(self, dead: str) -> tuple[tuple[str, str, Event], ...]:
        """Return (kind, team, event) of what a dead executor took and did not answer, oldest first.

        What it was sending at that time is noted as unknown.
        """
        own = INBOX.c.executor == dead
        with self._state.write() as connection:
            connection.execute(change(INBOX).where(own, INBOX.c.state == "sending").values(state="unknown"))
            query = select(INBOX.c.kind, INBOX.c.team, INBOX.c.event)
            rows = connection.execute(
                query.where(own, INBOX.c.state == "taken").order_by(INBOX.c.taken)
            ).all()
        return tuple((row.kind, row.team, row.event) for row in rows)

    def forget(self, now: dt.datetime) -> int:
        """Forget messages taken longer ago than `KEPT`; returns how many."""
        with self._state.write() as connection:
            return connection.execute(delete(INBOX).where(INBOX.c.taken < now - KEPT)).rowcount


def _is(team: str, event: Event) -> Any:
    return and_(INBOX.c.team == team, INBOX.c.channel == event["channel"], INBOX.c.ts == event["ts"])
