"""What a pressed button tells: who pressed it, where, and where the answer goes."""

from typing import Any

from bot.answering.asked import Asker
from bot.tracking.desk import Place

Json = dict[str, Any]


def presser(body: Json) -> Asker:
    """Return who pressed a button, and where; in the App Home, in their direct messages."""
    user = body["user"]["id"]
    channel = body.get("channel", {}).get("id", user)
    thread = body.get("message", {}).get("thread_ts") or body.get("container", {}).get("thread_ts")
    return Asker((body.get("team") or {}).get("id", ""), user, channel, thread)


def place_of(body: Json, held: Json) -> Place:
    """Return who pressed a button and where the answer goes; `held` is the button's value."""
    return Place(
        presser(body),
        body.get("response_url"),
        replace=bool(body.get("container", {}).get("is_ephemeral")),
        ask=held.get("ask", ""),
        page=held.get("page", 1),
    )
