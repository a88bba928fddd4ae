"""The digests at work: looks every minute for what is due, claims it, and has it delivered by durable tasks.

Any number of processes may do so at once; the ledger lets one of them have each slot.
"""

import datetime as dt
import logging
from collections.abc import Callable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from bot.answering.asked import Record
from bot.digest.contents import digest_of, says_something, schedule_of
from bot.digest.delivery import Composed, Delivery, Surroundings
from bot.digest.messages import digest_messages
from bot.digest.schedule import Slot, slots
from bot.digest.telling import Admins, tell
from bot.durable import Durable
from bot.state import State
from bot.state.digests import OPEN, Ledger, SlotRecord
from bot.state.subscriptions import Subscription, Subscriptions
from bot.tasks import Tasks

logger = logging.getLogger(__name__)

DELIVER, TELL, RESEND = "digest", "digest_tell", "digest_resend"
"""Names of the durable tasks."""

STUCK = dt.timedelta(minutes=15)
"""After which a slot that is not settled is given to a task of its own, every quarter of an hour."""

KEPT = dt.timedelta(days=30)
"""How long the text of a digest that was sent is kept."""

_MOST_MISSED = 400


@dataclass(frozen=True, slots=True)
class Digests:
    """The digests of a state database. `record` gives the knowledge, `admins` who is shown an unknown outcome."""

    state: State
    record: Callable[[], Record]
    tasks: Tasks
    world: Surroundings
    admins: Admins = lambda: ()

    @property
    def ledger(self) -> Ledger:
        """The ledger."""
        return Ledger(self.state)

    @property
    def subscriptions(self) -> Subscriptions:
        """The subscriptions."""
        return Subscriptions(self.state)

    def register(self, durable: Durable) -> None:
        """Have the tasks run and the clock watched by `durable`; before it starts."""
        durable.register(DELIVER, self.deliver)
        durable.register(TELL, self.tell)
        durable.register(RESEND, self.resend)
        durable.every_minute("digests", self.tick)

    def tick(self, now: dt.datetime) -> None:
        """Claim what is due by `now`, skip what is too late, and see to what was left unfinished.

        A subscription that cannot be dealt with (its zone is not known here, say) does not hold up the others.
        """
        for subscription in self.subscriptions.due(now):
            try:
                self.claim(subscription, now)
            except Exception as error:
                logger.error("subscription %s is left for the next minute", subscription.id, exc_info=error)
        self.sweep(now)
        if (now.hour, now.minute) == (3, 7):
            self.ledger.forget_messages(now - KEPT)

    def claim(self, subscription: Subscription, now: dt.datetime) -> str | None:
        """Claim the slot of a subscription that has come, and have it delivered; returns it if it was claimed here."""
        if subscription.next_due is None:
            return None
        passed: list[Slot] = []
        following = None
        for slot in slots(schedule_of(subscription), subscription.next_due - dt.timedelta(microseconds=1)):
            if slot.due > now or len(passed) == _MOST_MISSED:
                following = slot.due
                break
            passed.append(slot)
        late = passed and now - passed[-1].due > self.world.catch_up
        wanted = None if not passed or late else passed.pop()
        claimed, _ = self.ledger.claim(
            subscription,
            (wanted.day, wanted.due) if wanted else None,
            [(slot.day, slot.due) for slot in passed],
            next_due=following,
            now=now,
        )
        if claimed is not None:
            self.tasks.submit(DELIVER, {"slot": claimed}, key=f"digest {claimed}")
        return claimed

    def sweep(self, now: dt.datetime) -> None:
        """Hand over again what is unfinished: a key that was handed over before changes nothing."""
        unfinished = self.ledger.unfinished()
        for slot in unfinished:
            if slot.state not in OPEN:
                continue
            self.tasks.submit(DELIVER, {"slot": slot.id}, key=f"digest {slot.id}")
            if now - slot.changed > STUCK:
                self.tasks.submit(DELIVER, {"slot": slot.id}, key=f"digest {slot.id} {_quarter(now)}")
        untold = sorted((slot for slot in unfinished if slot.state not in OPEN), key=_group)
        for _, group in groupby(untold, key=_group):
            ids = [slot.id for slot in group]
            self.tasks.submit(TELL, {"slots": ids}, key=f"tell {ids[-1]} {_quarter(now)}")

    def deliver(self, payload: dict[str, Any]) -> None:
        """Durable task: see a slot through, and tell somebody when it was not sent as it should."""
        Delivery(self.ledger, self.subscriptions, self._compose, self.world).deliver(payload["slot"])
        self.tell({"slots": [payload["slot"]]})

    def resend(self, payload: dict[str, Any]) -> None:
        """Durable task: send an unknown slot again from where it stopped, or take it for sent."""
        if self.ledger.reopen(payload["slot"], self.world.clock(), sent=payload["sent"]):
            logger.info("digest slot %s: %s", payload["slot"], "found sent" if payload["sent"] else "resent")
        self.deliver(payload)

    def tell(self, payload: dict[str, Any]) -> None:
        """Durable task: tell somebody of slots of one subscription and state, unless that was done."""
        found = [slot for one in payload["slots"] if (slot := self.ledger.get(one)) is not None]
        left = [slot for slot in found if slot.told is None and slot.state not in (*OPEN, "sent")]
        subscription = self.subscriptions.get(left[0].subscription) if left else None
        if subscription is not None and tell(self.world.poster, subscription, left, self.admins()):
            self.ledger.tell([slot.id for slot in left], self.world.clock())

    def _compose(self, subscription: Subscription, slot: SlotRecord) -> Composed:
        last = self.ledger.last_contents(slot.team, slot.channel, slot.day)
        snoozed = self.subscriptions.snoozed(slot.team, slot.channel, slot.day)
        digest, contents = digest_of(self.record(), subscription, slot.day, last=last, snoozed=snoozed)
        if not says_something(digest) and not subscription.when_empty:
            return Composed((), contents)
        return Composed(digest_messages(digest), contents)


def _quarter(now: dt.datetime) -> str:
    """Return the quarter of an hour that names one more try."""
    return f"{now:%Y-%m-%dT%H}:{now.minute // 15 * 15:02}"


def _group(slot: SlotRecord) -> tuple[str, str, str]:
    # An unknown slot has buttons of its own, so each is told of by itself.
    return slot.subscription, slot.state, slot.id if slot.state == "unknown" else ""


def first_due(
    subscription: Subscription, now: dt.datetime, *, after: dt.date | None = None
) -> dt.datetime | None:
    """Return when the first digest of a subscription that begins now is due; None when its schedule has no days.

    Args:
        subscription: With its schedule.
        now: The instant.
        after: The last day whose digest has been dealt with, for there is one a day at most.
    """
    coming = slots(schedule_of(subscription), now)
    return next((slot.due for slot in coming if after is None or slot.day > after), None)
