"""What an app answers outside the Web API: the body of an ack, and posts to a `response_url`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from handlers.local_slack.api import Args
from handlers.local_slack.api_messages import content, from_bot
from handlers.local_slack.backend import Backend, Refusal, Reply
from handlers.local_slack.models import Message


def post_reply(backend: Backend, key: str, body: Any) -> Message | None:
    """Carry out one post to a `response_url`; returns the message shown, None when one was deleted.

    Raises:
        Refusal: `expired_url` for an unknown or old address, `used_url` after five uses, `invalid_payload`,
            or whatever is wrong with the message.
    """
    reply = backend.replies.get(key)
    if reply is None or backend.workspace.now() > reply.expires:
        raise Refusal("expired_url")
    if reply.uses <= 0:
        raise Refusal("used_url")
    if not isinstance(body, Mapping):
        raise Refusal("invalid_payload")
    shown = show(backend, reply, body)
    reply.uses -= 1
    return shown


def show(backend: Backend, reply: Reply, body: Mapping[str, Any]) -> Message | None:
    """Show an answer where it belongs: in the source message's place, to one person, or to all.

    Raises:
        Refusal: whatever is wrong with the message.
    """
    args = Args(body)
    source = reply.source
    current = backend.workspace.message(source.channel, source.ts) if source else None
    if args.flag("delete_original"):
        if current is not None:
            backend.workspace.remove(current)
        return None
    held = content(backend, args, sized=False)
    if args.flag("replace_original") and source is not None:
        if current is not None:
            return backend.workspace.edit(current, **held, edited_ts=backend.workspace.next_ts())
        return None
    in_channel = args.text("response_type", "ephemeral") == "in_channel"
    thread_ts = args.text("thread_ts") or None
    if thread_ts is None and source is not None and not in_channel:
        thread_ts = source.thread_ts
    visible_to = None if in_channel else reply.user
    message = from_bot(backend, reply.channel, held, visible_to=visible_to, thread_ts=thread_ts)
    return backend.workspace.add(message)
