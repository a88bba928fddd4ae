"""What people do with a digest from Slack: put an item off, settle an unknown outcome, fill in the form.

Handed to durable work like everything that writes, and answered from there.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from bot.answers import About, Answer, MissingRight, Noted
from bot.deadlines import long_date
from bot.digest.schedule import DEFAULT_ZONE
from bot.digest.service import Digests
from bot.digest.wanted import zone_named
from bot.durable import Durable
from bot.rendering.digest_form import digest_form, instruction_of
from bot.tracking.desk import Desk, Place

SNOOZE, SETTLE = "digest_snooze", "digest_settle"
"""Names of the durable tasks."""

SNOOZE_DAYS = 7


@dataclass(frozen=True, slots=True)
class DigestDesk:
    """Takes what people do with digests; `desk` is the tracker's, which takes instructions."""

    desk: Desk
    digests: Digests

    def register(self, durable: Durable) -> None:
        """Make the tasks known; before they are started."""
        durable.register(SNOOZE, self._snoozed)
        durable.register(SETTLE, self._settled)

    def take_snooze(self, item: str, place: Place, *, key: str) -> None:
        """Hand over that an item is to be left out of the digest in which it stands, for a week."""
        self.digests.tasks.submit(SNOOZE, {"item": item, "place": place.as_json()}, key=key)

    def take_settling(self, slot: str, place: Place, *, sent: bool, key: str) -> None:
        """Hand over what somebody found of a digest that may not have been sent: it was, or it is to be sent again."""
        self.digests.tasks.submit(SETTLE, {"slot": slot, "sent": sent, "place": place.as_json()}, key=key)

    def form(self, team: str, channel: str) -> dict[str, Any]:
        """Return the modal in which the digest of a channel is set up."""
        record = self.desk.service.record
        current = [one for one in record.authorities if one.status == "current"]
        return digest_form(channel, self.digests.subscriptions.of_channel(team, channel), current)

    def take_form(self, values: dict[str, Any], place: Place, *, key: str) -> dict[str, str]:
        """Hand over a submitted form as the instruction it stands for; returns what is wrong, by field, if anything."""
        zone = next(iter(values["zone"].values()))["value"] or ""
        known = zone_named(zone or DEFAULT_ZONE)
        if known is None:
            return {"zone": "Write a time zone such as Europe/London."}
        self.desk.take_instruction(instruction_of(values, known), place, key=key)
        return {}

    def _snoozed(self, payload: dict[str, Any]) -> None:
        place = Place.from_json(payload["place"])
        self.desk.answer(place, self.snooze(payload["item"], place))

    def snooze(self, key: str, place: Place) -> Answer:
        """Leave an item out of the digest for a week, if the person may."""
        about = About()
        asker = place.asker
        # In a direct message the digest is the person's own, kept under their id, unless one was set up there.
        subscriptions = self.digests.subscriptions
        own = asker.channel.startswith("D") and subscriptions.of_channel(asker.team, asker.channel) is None
        if not own and not self.desk.may(asker.user, "editor"):
            return MissingRight(about, "editor", "Putting off an item of a channel's digest")
        until = self.desk.today() + dt.timedelta(days=SNOOZE_DAYS)
        where = asker.user if own else asker.channel
        subscriptions.snooze(asker.team, where, key, until, by=asker.user)
        item = self.desk.find(key)
        text = f" “{item.finding.text}”" if item is not None else ""
        said = (
            f"Left out of this digest until {long_date(until)}; its status and dates are as they were.{text}"
        )
        return Noted(about, "Snoozed", said)

    def _settled(self, payload: dict[str, Any]) -> None:
        place = Place.from_json(payload["place"])
        slot = self.digests.ledger.get(payload["slot"])
        subscription = self.digests.subscriptions.get(slot.subscription) if slot else None
        if slot is None or subscription is None:
            self.desk.answer(
                place, Noted(About(), "No such digest", "That digest is not in the ledger any more.")
            )
            return
        user = place.asker.user
        if user != subscription.owner and not self.desk.may(user, "admin"):
            self.desk.answer(place, MissingRight(About(), "admin", "Sending a digest again"))
            return
        was = slot.state
        self.digests.resend(payload)
        now = self.digests.ledger.get(payload["slot"])
        self.desk.answer(place, _settling(was, now.state if now else was, sent=payload["sent"]))


def _settling(was: str, now: str, *, sent: bool) -> Noted:
    if was != "unknown":
        return Noted(About(), "Settled already", f"Somebody has seen to it: the digest is {now}.")
    if sent:
        return Noted(About(), "Noted", "The digest is noted as sent; nothing was sent again.")
    said = {
        "sent": "The digest was sent again.",
        "unknown": "It was tried, and again the outcome is not known.",
    }
    return Noted(About(), "Resend", said.get(now, f"It was tried; the digest is now “{now}”."))
