"""Subscriptions: who gets a digest where, when, and of what; and which items a channel has put off."""

import datetime as dt
import uuid
from dataclasses import dataclass, replace
from typing import Any, Literal

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Connection,
    Date,
    Index,
    Integer,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    UniqueConstraint,
    and_,
    delete,
    select,
)
from sqlalchemy import insert as insert_into
from sqlalchemy import update as change

from bot.state.database import State
from bot.state.schema import Instant, metadata

Kind = Literal["channel", "own"]
Status = Literal["active", "paused", "off"]

SUBSCRIPTIONS = Table(
    "digest_subscriptions",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("team", String(30), nullable=False),
    Column("channel", String(30), nullable=False),
    Column("owner", String(30), nullable=False),
    Column("kind", String(10), nullable=False),
    Column("time", String(5), nullable=False),
    Column("days", String(7), nullable=False),
    Column("zone", String(60), nullable=False),
    Column("on_holidays", Boolean, nullable=False),
    Column("authorities", JSON, nullable=False),
    Column("include", JSON, nullable=False),
    Column("within", Integer, nullable=False),
    Column("when_empty", Boolean, nullable=False),
    Column("status", String(10), nullable=False),
    Column("reason", Text),
    Column("next_due", Instant),
    Column("changed", Instant, nullable=False),
    UniqueConstraint("team", "channel"),
    Index("ix_digest_subscriptions_status", "status", "next_due"),
)

SNOOZES = Table(
    "digest_snoozes",
    metadata,
    Column("team", String(30), nullable=False),
    Column("channel", String(30), nullable=False),
    Column("item", String(300), nullable=False),
    Column("until", Date, nullable=False),
    Column("by", String(30), nullable=False),
    PrimaryKeyConstraint("team", "channel", "item"),
)


@dataclass(frozen=True, slots=True)
class Subscription:
    """A digest that is sent again and again.

    Attributes:
        id: Its id; empty before it is kept.
        team: Slack's id of the team.
        channel: Slack's id of the channel, or of the person for a digest of their own items.
        owner: Slack's id of whoever set it up, and is told when something is wrong.
        kind: `channel`, or `own` for a person's own items by direct message.
        time: Time of day, HH:MM, in `zone`.
        days: Seven marks from Monday on, 1 where a digest is due.
        zone: Time zone.
        on_holidays: Whether one is due on bank holidays too.
        authorities: Names; empty for all on record.
        include: Of `overdue`, `due` and `pending`, what it holds.
        within: Days ahead within which a due date counts as near.
        when_empty: Whether it is sent when there is nothing to say.
        status: `active`, `paused` (Slack refused the channel) or `off`.
        reason: Why it is paused.
        next_due: The instant of the next slot not yet dealt with; None when there is none.
    """

    id: str
    team: str
    channel: str
    owner: str
    kind: Kind = "channel"
    time: str = "09:00"
    days: str = "1111100"
    zone: str = "Europe/London"
    on_holidays: bool = False
    authorities: tuple[str, ...] = ()
    include: tuple[str, ...] = ("overdue", "due", "pending")
    within: int = 30
    when_empty: bool = False
    status: Status = "active"
    reason: str | None = None
    next_due: dt.datetime | None = None


class Subscriptions:
    """The subscriptions, and the items that channels have put off."""

    def __init__(self, state: State) -> None:
        self._state = state

    def keep(self, wanted: Subscription, now: dt.datetime) -> Subscription:
        """Keep a subscription in place of the one for its channel, if any; returns it with its id."""
        values = _values(wanted) | {"changed": now}
        with self._state.write() as connection:
            old = connection.execute(
                select(SUBSCRIPTIONS.c.id).where(_of(wanted.team, wanted.channel))
            ).scalar()
            identity = old or uuid.uuid4().hex
            if old is None:
                connection.execute(insert_into(SUBSCRIPTIONS).values(id=identity, **values))
            else:
                connection.execute(change(SUBSCRIPTIONS).where(SUBSCRIPTIONS.c.id == old).values(**values))
        return replace(wanted, id=identity)

    def of_channel(self, team: str, channel: str) -> Subscription | None:
        """Return the subscription of a channel (or person), whatever its status; None when there is none."""
        with self._state.read() as connection:
            row = connection.execute(select(SUBSCRIPTIONS).where(_of(team, channel))).first()
        return None if row is None else _subscription(row)

    def get(self, identity: str) -> Subscription | None:
        """Return the subscription with this id, or None."""
        with self._state.read() as connection:
            row = connection.execute(select(SUBSCRIPTIONS).where(SUBSCRIPTIONS.c.id == identity)).first()
        return None if row is None else _subscription(row)

    def all(self, team: str | None = None) -> tuple[Subscription, ...]:
        """Return every subscription, of `team` if given, by channel."""
        query = select(SUBSCRIPTIONS).order_by(SUBSCRIPTIONS.c.team, SUBSCRIPTIONS.c.channel)
        if team is not None:
            query = query.where(SUBSCRIPTIONS.c.team == team)
        with self._state.read() as connection:
            return tuple(map(_subscription, connection.execute(query).all()))

    def due(self, now: dt.datetime) -> tuple[Subscription, ...]:
        """Return the active subscriptions with a slot at or before `now` that has not been dealt with."""
        query = select(SUBSCRIPTIONS).where(
            SUBSCRIPTIONS.c.status == "active", SUBSCRIPTIONS.c.next_due <= now
        )
        with self._state.read() as connection:
            return tuple(map(_subscription, connection.execute(query).all()))

    def stop(self, identity: str, status: Status, now: dt.datetime, *, reason: str | None = None) -> bool:
        """Pause an active subscription, or turn it off; returns whether that changed anything."""
        with self._state.write() as connection:
            return stop_within(connection, identity, status, now, reason=reason)

    def snooze(self, team: str, channel: str, item: str, until: dt.date, *, by: str) -> None:
        """Leave an item out of a channel's digest until a day, on which it is there again."""
        values = {"team": team, "channel": channel, "item": item}
        own = and_(*(SNOOZES.c[name] == value for name, value in values.items()))
        with self._state.write() as connection:
            connection.execute(delete(SNOOZES).where(own))
            connection.execute(insert_into(SNOOZES).values(until=until, by=by, **values))

    def snoozed(self, team: str, channel: str, today: dt.date) -> dict[str, dt.date]:
        """Return the items that a channel has put off beyond `today`, each with the day on which it is back."""
        query = select(SNOOZES.c.item, SNOOZES.c.until).where(
            SNOOZES.c.team == team, SNOOZES.c.channel == channel, SNOOZES.c.until > today
        )
        with self._state.read() as connection:
            return {row.item: row.until for row in connection.execute(query)}


def stop_within(
    connection: Connection, identity: str, status: Status, now: dt.datetime, *, reason: str | None = None
) -> bool:
    """Pause an active subscription, or turn it off, within the caller's transaction; returns whether it changed."""
    before = ("active",) if status == "paused" else ("active", "paused")
    own = and_(SUBSCRIPTIONS.c.id == identity, SUBSCRIPTIONS.c.status.in_(before))
    values = {"status": status, "reason": reason, "next_due": None, "changed": now}
    return bool(connection.execute(change(SUBSCRIPTIONS).where(own).values(**values)).rowcount)


def advance(connection: Connection, subscription: Subscription, next_due: dt.datetime | None) -> bool:
    """Move a subscription on to its next slot, unless another process has; within the caller's transaction."""
    own = and_(
        SUBSCRIPTIONS.c.id == subscription.id,
        SUBSCRIPTIONS.c.status == "active",
        SUBSCRIPTIONS.c.next_due == subscription.next_due,
    )
    return bool(connection.execute(change(SUBSCRIPTIONS).where(own).values(next_due=next_due)).rowcount)


def _of(team: str, channel: str) -> Any:
    return and_(SUBSCRIPTIONS.c.team == team, SUBSCRIPTIONS.c.channel == channel)


_COLUMNS = tuple(column.name for column in SUBSCRIPTIONS.columns if column.name not in ("id", "changed"))


def _values(subscription: Subscription) -> dict[str, Any]:
    values = {name: getattr(subscription, name) for name in _COLUMNS}
    return values | {"authorities": list(subscription.authorities), "include": list(subscription.include)}


def _subscription(row: Any) -> Subscription:
    values = {name: getattr(row, name) for name in _COLUMNS}
    values |= {"authorities": tuple(row.authorities), "include": tuple(row.include)}
    return Subscription(id=row.id, **values)
