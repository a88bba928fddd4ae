"""Sends the digest of one slot: exactly once, whatever happens to the process, the connection or Slack.

Driven by the ledger alone, so it may be run again from the beginning at any time, by any process. What is about to be
sent is noted before and after; where the note after is missing, the message is looked for in the channel by its
metadata, and where that may not be read, a person is asked.
"""

import datetime as dt
import logging
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from bot.durable import pause, surely_alive
from bot.rendering import Message
from bot.sending import SendLater, SendRefused, SendUnknown, Sent
from bot.state.digests import OPEN, TOO_LATE, Json, Ledger, Part, SlotRecord
from bot.state.subscriptions import Subscription, Subscriptions

logger = logging.getLogger(__name__)

GONE = frozenset({"channel_not_found", "is_archived", "not_in_channel"})
"""Slack's words for a channel that the bot cannot write in any more."""

EVENT = "ofsted_digest"
SETTLE_SECONDS = 20.0
"""After a request that was cut short: how long until its message would be in the channel's history."""

IN_FLIGHT = dt.timedelta(minutes=5)
"""Far longer than a request takes; whatever began to send before that has ended one way or another."""

MOST_TRIES = 8
"""Tries of one message when the catch-up window is over; within it there is no limit."""
FIRST_WAIT, LONGEST_WAIT = 5.0, 300.0
"""Seconds between two tries where Slack does not say how long to wait; doubled each time."""

NOTHING_TO_SAY = "there was nothing to say"


class Unreadable(RuntimeError):
    """The channel's history may not be read, or cannot be read now."""


class Poster(Protocol):
    """Posts a message; `bot.sending.Sender` says how."""

    def post(
        self,
        channel: str,
        message: Message,
        *,
        thread: str | None = None,
        metadata: Mapping[str, Any] | None = None,
    ) -> Sent:
        """Post a message, or raise a `SendError`."""
        ...


class History(Protocol):
    """Looks into a channel's history."""

    def find(
        self, channel: str, metadata: Mapping[str, Any], *, since: dt.datetime, thread: str | None = None
    ) -> Sent | None:
        """Return the bot's message that carries this metadata, None when there is none.

        Args:
            channel: A channel's id, or a person's.
            metadata: As it was posted.
            since: The message is not older.
            thread: Timestamp of the thread's first message; None for the channel itself.

        Raises:
            Unreadable: It may not be read, or not now.
        """
        ...


@dataclass(frozen=True, slots=True)
class Composed:
    """What a digest says: its messages in order (none: it is quiet), and what it holds, for the next comparison."""

    messages: tuple[Message, ...]
    contents: Json


Compose = Callable[[Subscription, SlotRecord], Composed]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a delivery needs of the world; the tests give their own clock.

    Attributes:
        poster: Posts.
        history: Looks for what was posted.
        clock: The instant.
        wait: Waits some seconds.
        executor: This process.
        is_dead: Whether an executor is known to be dead.
        catch_up: How long after its time a digest may still be sent.
        settle_seconds: As `SETTLE_SECONDS`.
    """

    poster: Poster
    history: History
    executor: str
    is_dead: Callable[[str], bool]
    catch_up: dt.timedelta
    clock: Callable[[], dt.datetime] = lambda: dt.datetime.now(dt.UTC)
    wait: Callable[[float], None] = pause
    settle_seconds: float = SETTLE_SECONDS


class Delivery:
    """Delivers slots."""

    def __init__(
        self, ledger: Ledger, subscriptions: Subscriptions, compose: Compose, world: Surroundings
    ) -> None:
        self._ledger = ledger
        self._subscriptions = subscriptions
        self._compose = compose
        self._world = world

    def deliver(self, identity: str) -> None:
        """See a slot through until it is settled, or until another process has it."""
        slot = self._ledger.get(identity)
        if slot is None or slot.state not in OPEN:
            return
        if slot.state == "claimed" and not self._begin(slot):
            return
        sender = f"{self._world.executor} {secrets.token_hex(4)}"
        thread: str | None = None
        place = slot.channel
        for number in range(len(self._ledger.parts(identity))):
            sent = self._see_through(slot, number, sender, place, thread)
            if sent is None:
                return
            place, first = sent
            thread = thread or first
        self._ledger.settle(identity, "sent", self._world.clock(), told=True)

    def _begin(self, slot: SlotRecord) -> bool:
        """Fix what the slot sends; False when it sends nothing."""
        now = self._world.clock()
        subscription = self._subscriptions.get(slot.subscription)
        if subscription is None or subscription.status != "active":
            self._ledger.settle(
                slot.id, "skipped", now, reason="the digest is turned off or paused", told=True
            )
            return False
        if now - slot.due > self._world.catch_up:
            self._ledger.settle(slot.id, "skipped", now, reason=TOO_LATE)
            return False
        composed = self._compose(subscription, slot)
        if not composed.messages:
            self._ledger.settle(slot.id, "skipped", now, reason=NOTHING_TO_SAY, told=True)
            return False
        return self._ledger.begin(slot.id, tuple(map(_kept, composed.messages)), composed.contents, now)

    def _see_through(
        self, slot: SlotRecord, number: int, sender: str, place: str, thread: str | None
    ) -> tuple[str, str] | None:
        """Have one part sent, and return its channel and timestamp; None when it cannot be, now or here."""
        tries, waits = 0, FIRST_WAIT
        while tries < MOST_TRIES or self._world.clock() - slot.due <= self._world.catch_up:
            tries += 1
            part = self._ledger.parts(slot.id)[number]
            if part.state == "sent":
                return part.place or place, part.ts or ""
            if part.state == "sending":
                go_on = self._reconcile(slot, part, sender, place, thread)
            else:
                go_on = part.state == "waiting" and self._send(slot, part, sender, place, thread, waits)
                waits = min(waits * 2, LONGEST_WAIT)
            if not go_on:
                return None
        self._fail(slot, "Slack did not take it, however often it was tried")
        return None

    def _send(
        self, slot: SlotRecord, part: Part, sender: str, place: str, thread: str | None, waits: float
    ) -> bool:
        """Send a part once, and wait `waits` seconds, or as long as Slack asks, when it did not take it.

        Returns whether to go on with what the ledger then says.
        """
        ledger, clock = self._ledger, self._world.clock
        if not ledger.move(part, "sending", clock(), sender=sender):
            return False
        under_way = ledger.parts(slot.id)[part.number]
        surely_alive()
        try:
            sent = self._world.poster.post(
                place, _message(part.message), thread=thread, metadata=_metadata(slot.id, part.number)
            )
        except SendLater as error:
            if error.seconds is None:
                # Slack was out of order rather than busy; it may have taken the message all the same.
                self._world.wait(waits)
                if (found := self._found(slot, under_way, place, thread)) is not None:
                    return ledger.move(under_way, "sent", clock(), sent=(found.channel, found.ts))
                return ledger.move(under_way, "waiting", clock())
            ledger.move(under_way, "waiting", clock())
            self._world.wait(error.seconds)
            return True
        except SendRefused as error:
            ledger.move(under_way, "waiting", clock())
            self._refused(slot, error.code)
            return False
        except SendUnknown:
            return True
        return ledger.move(under_way, "sent", clock(), sent=(sent.channel, sent.ts))

    def _reconcile(self, slot: SlotRecord, part: Part, sender: str, place: str, thread: str | None) -> bool:
        """Find out what became of a part whose sending was cut short; False when that is for others, or unknown."""
        clock = self._world.clock
        assert part.since is not None
        age = clock() - part.since
        ours = part.sender == sender
        if not ours and age < IN_FLIGHT and not self._world.is_dead((part.sender or "").rpartition(" ")[0]):
            return False
        try:
            found = self._world.history.find(
                place, _metadata(slot.id, part.number), since=part.since, thread=thread
            )
            left = self._world.settle_seconds - age.total_seconds()
            if found is None and left > 0:
                self._world.wait(left)
                found = self._world.history.find(
                    place, _metadata(slot.id, part.number), since=part.since, thread=thread
                )
        except Unreadable as error:
            reason = f"the connection was lost while it was sent, and {error}"
            self._ledger.lose(part, clock(), reason=reason)
            return False
        if found is not None:
            return self._ledger.move(part, "sent", clock(), sent=(found.channel, found.ts))
        return self._ledger.move(part, "waiting", clock(), sender=sender)

    def _found(self, slot: SlotRecord, part: Part, place: str, thread: str | None) -> Sent | None:
        """Return the message after an answer that leaves doubt; None when it is not there or cannot be looked for."""
        try:
            return self._world.history.find(
                place,
                _metadata(slot.id, part.number),
                since=part.since or self._world.clock(),
                thread=thread,
            )
        except Unreadable:
            return None

    def _refused(self, slot: SlotRecord, code: str) -> None:
        if code not in GONE:
            self._fail(slot, f"Slack refused it: {code}")
            return
        logger.info("digest of channel %s paused: %s", slot.channel, code)
        self._ledger.pause(slot, code, self._world.clock())

    def _fail(self, slot: SlotRecord, reason: str) -> None:
        logger.warning("digest slot %s failed: %s", slot.id, reason)
        self._ledger.settle(slot.id, "failed", self._world.clock(), reason=reason)


def _metadata(slot: str, number: int) -> Json:
    return {"event_type": EVENT, "event_payload": {"slot": slot, "part": number}}


def _kept(message: Message) -> Json:
    return {
        "text": message.text,
        "blocks": list(message.blocks),
        "page": message.page,
        "pages": message.pages,
    }


def _message(kept: Json) -> Message:
    return Message(kept["text"], tuple(kept["blocks"]), kept["page"], kept["pages"])
