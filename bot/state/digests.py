"""The ledger of digests: one slot per channel and day, claimed under a unique key before anything is sent.

A slot is `claimed`, then `sending` (its parts are fixed), then `sent`, or `unknown`, `skipped` or `failed`. Its parts
(the message and the pages in its thread) go from `waiting` over `sending` to `sent` or `unknown`, each on its own.
Every step is one short transaction that only succeeds from the state before it.
"""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import (
    JSON,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    UniqueConstraint,
    and_,
    delete,
    or_,
    select,
)
from sqlalchemy import insert as insert_into
from sqlalchemy import update as change

from bot.state.database import State
from bot.state.schema import Instant, metadata
from bot.state.subscriptions import Subscription, advance, stop_within

SlotState = Literal["claimed", "sending", "sent", "unknown", "skipped", "failed"]
PartState = Literal["waiting", "sending", "sent", "unknown"]
Json = dict[str, Any]

OPEN: tuple[SlotState, ...] = ("claimed", "sending")

SLOTS = Table(
    "digest_slots",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("subscription", String(32), nullable=False),
    Column("team", String(30), nullable=False),
    Column("channel", String(30), nullable=False),
    Column("day", Date, nullable=False),
    Column("due", Instant, nullable=False),
    Column("state", String(10), nullable=False),
    Column("reason", Text),
    Column("contents", JSON),
    Column("claimed", Instant, nullable=False),
    Column("changed", Instant, nullable=False),
    Column("told", Instant),
    UniqueConstraint("team", "channel", "day"),
    Index("ix_digest_slots_state", "state", "told"),
)

PARTS = Table(
    "digest_parts",
    metadata,
    Column("slot", String(32), ForeignKey("digest_slots.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("state", String(10), nullable=False),
    Column("message", JSON, nullable=False),
    Column("sender", String(120)),
    Column("since", Instant),
    Column("place", String(30)),
    Column("ts", String(30)),
    PrimaryKeyConstraint("slot", "number"),
)


@dataclass(frozen=True, slots=True)
class SlotRecord:
    """A slot of the ledger. `reason` says why it was not sent; `told`, when somebody was told so."""

    id: str
    subscription: str
    team: str
    channel: str
    day: dt.date
    due: dt.datetime
    state: SlotState
    reason: str | None
    contents: Json | None
    claimed: dt.datetime
    changed: dt.datetime
    told: dt.datetime | None


@dataclass(frozen=True, slots=True)
class Part:
    """One message of a digest, number 0 the first; `since` when `sender` began to send it, `ts` when Slack took it."""

    slot: str
    number: int
    state: PartState
    message: Json
    sender: str | None
    since: dt.datetime | None
    place: str | None
    ts: str | None


class Ledger:
    """The ledger. Instants are aware; every method that changes a state returns whether it did."""

    def __init__(self, state: State) -> None:
        self._state = state

    def claim(
        self,
        subscription: Subscription,
        wanted: tuple[dt.date, dt.datetime] | None,
        missed: Sequence[tuple[dt.date, dt.datetime]],
        *,
        next_due: dt.datetime | None,
        now: dt.datetime,
    ) -> tuple[str | None, tuple[str, ...]]:
        """Deal with the slots of `subscription` that have come, and move it on to `next_due`.

        Args:
            subscription: As read; nothing happens when another process has moved it on since.
            wanted: Day and instant of the slot to send; None when there is none.
            missed: Those that are too late to be sent.
            next_due: The instant of the slot after them.
            now: The instant.

        Returns:
            The id of the slot claimed (None: another process has it, or the day had its digest already), and of
            those skipped.
        """
        with self._state.write() as connection:
            if not advance(connection, subscription, next_due):
                return None, ()
            days = [day for day, _ in missed] + ([wanted[0]] if wanted else [])
            have = select(SLOTS.c.day).where(
                SLOTS.c.team == subscription.team,
                SLOTS.c.channel == subscription.channel,
                SLOTS.c.day.in_(days),
            )
            taken = set(connection.execute(have).scalars())
            base: Json = {
                "subscription": subscription.id,
                "team": subscription.team,
                "channel": subscription.channel,
                "claimed": now,
                "changed": now,
            }
            rows: list[Json] = [
                base
                | {"id": uuid.uuid4().hex, "day": day, "due": due, "state": "skipped", "reason": TOO_LATE}
                for day, due in missed
                if day not in taken
            ]
            claimed = None
            if wanted is not None and wanted[0] not in taken:
                claimed = uuid.uuid4().hex
                own = {"id": claimed, "day": wanted[0], "due": wanted[1], "state": "claimed", "reason": None}
                rows.append(base | own)
            if rows:
                connection.execute(insert_into(SLOTS), rows)
        return claimed, tuple(row["id"] for row in rows if row["id"] != claimed)

    def get(self, slot: str) -> SlotRecord | None:
        """Return a slot, or None."""
        with self._state.read() as connection:
            row = connection.execute(select(SLOTS).where(SLOTS.c.id == slot)).first()
        return None if row is None else SlotRecord(*row)

    def unfinished(self) -> tuple[SlotRecord, ...]:
        """Return the slots still to be seen to: not settled, or settled badly and nobody told; oldest first."""
        badly = and_(SLOTS.c.state.in_(("unknown", "skipped", "failed")), SLOTS.c.told.is_(None))
        query = select(SLOTS).where(or_(SLOTS.c.state.in_(OPEN), badly)).order_by(SLOTS.c.due)
        with self._state.read() as connection:
            return tuple(SlotRecord(*row) for row in connection.execute(query))

    def history(self, team: str, channel: str, *, most: int = 10) -> tuple[SlotRecord, ...]:
        """Return a channel's slots, newest day first."""
        own = and_(SLOTS.c.team == team, SLOTS.c.channel == channel)
        query = select(SLOTS).where(own).order_by(SLOTS.c.day.desc()).limit(most)
        with self._state.read() as connection:
            return tuple(SlotRecord(*row) for row in connection.execute(query))

    def last_contents(self, team: str, channel: str, before: dt.date) -> tuple[dt.date, Json] | None:
        """Return day and contents of a channel's last digest before a day that was sent, or may have been."""
        query = (
            select(SLOTS.c.day, SLOTS.c.contents)
            .where(
                SLOTS.c.team == team,
                SLOTS.c.channel == channel,
                SLOTS.c.day < before,
                SLOTS.c.state.in_(("sent", "unknown")),
            )
            .order_by(SLOTS.c.day.desc())
            .limit(1)
        )
        with self._state.read() as connection:
            row = connection.execute(query).first()
        return None if row is None else (row.day, row.contents or {})

    def begin(self, slot: str, messages: Sequence[Json], contents: Json, now: dt.datetime) -> bool:
        """Fix what a claimed slot sends, in one message or more; from now on it is `sending`."""
        with self._state.write() as connection:
            own = and_(SLOTS.c.id == slot, SLOTS.c.state == "claimed")
            values = {"state": "sending", "contents": contents, "changed": now}
            if not connection.execute(change(SLOTS).where(own).values(**values)).rowcount:
                return False
            rows = [
                {"slot": slot, "number": number, "state": "waiting", "message": message}
                for number, message in enumerate(messages)
            ]
            connection.execute(insert_into(PARTS), rows)
        return True

    def parts(self, slot: str) -> tuple[Part, ...]:
        """Return the parts of a slot in order; none before `begin`."""
        query = select(PARTS).where(PARTS.c.slot == slot).order_by(PARTS.c.number)
        with self._state.read() as connection:
            return tuple(Part(*row) for row in connection.execute(query))

    def move(
        self,
        part: Part,
        state: PartState,
        now: dt.datetime,
        *,
        sender: str | None = None,
        sent: tuple[str, str] | None = None,
    ) -> bool:
        """Move a part on from the state it was read in; `sent` gives Slack's channel and timestamp."""
        own = and_(
            PARTS.c.slot == part.slot,
            PARTS.c.number == part.number,
            PARTS.c.state == part.state,
            PARTS.c.sender.is_not_distinct_from(part.sender),
        )
        values: Json = {"state": state, "sender": sender or part.sender}
        if state == "sending":
            values["since"] = now
        if sent is not None:
            values |= {"place": sent[0], "ts": sent[1]}
        with self._state.write() as connection:
            return bool(connection.execute(change(PARTS).where(own).values(**values)).rowcount)

    def lose(self, part: Part, now: dt.datetime, *, reason: str) -> bool:
        """Note that nobody knows whether a part was sent; its slot is settled as unknown with it."""
        with self._state.write() as connection:
            own = and_(PARTS.c.slot == part.slot, PARTS.c.number == part.number, PARTS.c.state == part.state)
            if not connection.execute(change(PARTS).where(own).values(state="unknown")).rowcount:
                return False
            slot = and_(SLOTS.c.id == part.slot, SLOTS.c.state.in_(OPEN))
            values = {"state": "unknown", "reason": reason, "changed": now, "told": None}
            connection.execute(change(SLOTS).where(slot).values(**values))
        return True

    def pause(self, slot: SlotRecord, code: str, now: dt.datetime) -> bool:
        """Pause the subscription of a slot whose channel is gone, and settle the slot as failed.

        Returns:
            Whether it was this that paused it; only then somebody is to be told.
        """
        with self._state.write() as connection:
            paused = stop_within(connection, slot.subscription, "paused", now, reason=code)
            own = and_(SLOTS.c.id == slot.id, SLOTS.c.state.in_(OPEN))
            values = {"state": "failed", "reason": f"paused: {code}", "changed": now}
            told = None if paused else now
            connection.execute(change(SLOTS).where(own).values(**values, told=told))
        return paused

    def settle(
        self, slot: str, state: SlotState, now: dt.datetime, *, reason: str | None = None, told: bool = False
    ) -> bool:
        """Settle a slot that is not settled yet; `told`: nobody needs to be told."""
        own = and_(SLOTS.c.id == slot, SLOTS.c.state.in_(OPEN))
        values = {"state": state, "reason": reason, "changed": now, "told": now if told else None}
        with self._state.write() as connection:
            return bool(connection.execute(change(SLOTS).where(own).values(**values)).rowcount)

    def tell(self, slots: Sequence[str], now: dt.datetime) -> None:
        """Note that somebody has been told of these slots."""
        with self._state.write() as connection:
            connection.execute(change(SLOTS).where(SLOTS.c.id.in_(slots)).values(told=now))

    def reopen(self, slot: str, now: dt.datetime, *, sent: bool) -> bool:
        """Settle what was unknown as somebody found it: it was `sent`, or is to be sent again from where it stopped."""
        with self._state.write() as connection:
            own = and_(SLOTS.c.id == slot, SLOTS.c.state == "unknown")
            values = {"state": "sending", "changed": now, "reason": None}
            if not connection.execute(change(SLOTS).where(own).values(**values)).rowcount:
                return False
            lost = and_(PARTS.c.slot == slot, PARTS.c.state == "unknown")
            found = {"state": "sent" if sent else "waiting", "sender": None}
            connection.execute(change(PARTS).where(lost).values(**found))
        return True

    def forget_messages(self, before: dt.datetime) -> None:
        """Forget the text of what was sent for slots that were settled before an instant."""
        old = select(SLOTS.c.id).where(SLOTS.c.changed < before, SLOTS.c.state.not_in((*OPEN, "unknown")))
        with self._state.write() as connection:
            connection.execute(delete(PARTS).where(PARTS.c.slot.in_(old)))


TOO_LATE = "the bot was not running at the time, nor within the catch-up window"
