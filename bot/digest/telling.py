"""Tells people what became of a digest that was not sent as it should: its owner, or an admin who may resend it."""

import logging
from collections.abc import Callable, Iterable, Sequence

from bot.answering.asked import joined
from bot.deadlines import long_date
from bot.digest.delivery import Poster
from bot.rendering import Message
from bot.rendering.blocks import blocks_of, escape
from bot.rendering.document import Control, Controls, Heading, Note, Paragraph, Part
from bot.sending import SendLater, SendRefused, SendUnknown
from bot.state.digests import SlotRecord
from bot.state.subscriptions import Subscription

logger = logging.getLogger(__name__)

RESEND_ACTION = "digest.resend"
THERE_ACTION = "digest.there"
_MOST_DAYS = 14

CHANNEL = "\ue004{}\ue005"
"""How a channel stands in these texts until they are escaped."""


def notice_of(subscription: Subscription, slots: Sequence[SlotRecord]) -> Message:
    """Return the message that tells of these slots, all of one subscription and one state."""
    title, text, controls = _words(subscription, slots)
    parts: list[Part] = [Heading(title), Paragraph(text)]
    if controls:
        parts.append(Controls(controls))
        parts.append(
            Note("It is not repeated by itself, because it may have arrived. Look first, then choose.")
        )
    shown = CHANNEL.format(subscription.channel)
    mention = f"<#{subscription.channel}>" if subscription.kind == "channel" else "your direct messages"
    blocks = tuple(_mentioning(block, shown, mention) for block in blocks_of(parts))
    return Message(escape(text).replace(shown, mention), blocks, 1, 1)


def _words(subscription: Subscription, slots: Sequence[SlotRecord]) -> tuple[str, str, tuple[Control, ...]]:
    where = CHANNEL.format(subscription.channel)
    days = joined([long_date(slot.day) for slot in slots[-_MOST_DAYS:]])
    earlier = f" and {len(slots) - _MOST_DAYS} days before" if len(slots) > _MOST_DAYS else ""
    state, reason = slots[-1].state, slots[-1].reason or ""
    if state == "unknown":
        slot = slots[-1].id
        return (
            "A digest may not have been sent",
            f"The digest of {days} for {where} may or may not have been sent: {reason}.",
            (
                Control("Resend", RESEND_ACTION, (("slot", slot),), primary=True),
                Control("It is there", THERE_ACTION, (("slot", slot),)),
            ),
        )
    if reason.startswith("paused: "):
        text = (
            f"The digest for {where} is paused, because Slack says {reason.removeprefix('paused: ')}: the channel is"
            " archived, or the bot is no longer in it. Invite the bot again and write “/ofsted digest here” there to"
            " take it up again. You are told once."
        )
        return "A digest is paused", text, ()
    number = f"{len(slots)} digests were" if len(slots) > 1 else "A digest was"
    return f"{number} not sent", f"Not sent to {where}: the digest of {days}{earlier}. Reason: {reason}.", ()


def _mentioning(block: dict[str, object], shown: str, mention: str) -> dict[str, object]:
    text = block.get("text")
    if isinstance(text, dict) and isinstance(text.get("text"), str):
        return block | {"text": text | {"text": text["text"].replace(shown, mention)}}
    return block


def tell(
    poster: Poster,
    subscription: Subscription,
    slots: Sequence[SlotRecord],
    admins: Iterable[str],
) -> bool:
    """Tell of slots that were not sent as they should; returns whether nobody needs to be told any more.

    Of an unknown one the admins are told, or the owner where there are none; of any other the owner.
    """
    message = notice_of(subscription, slots)
    people = tuple(admins) if slots[-1].state == "unknown" else ()
    return all([_told(poster, person, message) for person in people or (subscription.owner,)])


def _told(poster: Poster, person: str, message: Message) -> bool:
    try:
        poster.post(person, message)
    except SendLater:
        return False
    except (SendRefused, SendUnknown) as error:
        logger.warning("a person could not be told of a digest: %s", error)
    return True


Admins = Callable[[], tuple[str, ...]]
