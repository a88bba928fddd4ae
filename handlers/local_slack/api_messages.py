"""The `chat.*` and `reactions.*` methods: posting, changing and removing messages."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from handlers.local_slack.api import Args, Method
from handlers.local_slack.backend import Backend, Refusal, Scheduled
from handlers.local_slack.limits import BLOCKS_BUDGET, MESSAGE_TEXT, UPDATE_TEXT, blocks_size, check_message
from handlers.local_slack.models import BOT_ID, BOT_USER, Change, Json, Message

SCHEDULE_DAYS = 120


def content(backend: Backend, args: Args, *, most_text: int = MESSAGE_TEXT, sized: bool = True) -> Json:
    """Return what a message will hold, checked against every limit.

    Args:
        backend: Gives blocks their ids.
        args: The call's arguments, or the body of an ack or a `response_url` post.
        most_text: Characters `text` may have.
        sized: Whether the whole of the blocks is measured too (posts are, replies to a command are not).

    Raises:
        Refusal: `no_text`, `msg_too_long`, `invalid_blocks_format`, `invalid_blocks`, `msg_blocks_too_long`,
            `invalid_attachments` or `invalid_metadata_format`.
    """
    text = args.text("text")
    blocks = args.parsed("blocks", "invalid_blocks_format")
    attachments = args.parsed("attachments", "invalid_attachments")
    if blocks is not None and not isinstance(blocks, list):
        raise Refusal("invalid_blocks_format")
    if not text and not blocks and not attachments:
        raise Refusal("no_text")
    if len(text) > most_text:
        raise Refusal("msg_too_long")
    if breaches := check_message({"text": text, "blocks": blocks or [], "attachments": attachments}):
        raise Refusal("invalid_blocks", *breaches, errors=list(breaches))
    if sized and blocks and blocks_size(blocks) > BLOCKS_BUDGET:
        raise Refusal("msg_blocks_too_long")
    return {
        "text": text,
        "blocks": tuple(backend.workspace.fill_block_ids(blocks or [])),
        "attachments": tuple(attachments or ()),
        "metadata": _metadata(args),
    }


def _metadata(args: Args) -> Json | None:
    metadata = args.parsed("metadata", "invalid_metadata_format")
    if metadata is None:
        return None
    if (
        not isinstance(metadata, dict)
        or not isinstance(metadata.get("event_type"), str)
        or not isinstance(metadata.get("event_payload"), dict)
    ):
        raise Refusal("invalid_metadata_format")
    return metadata


def from_bot(backend: Backend, channel: str, held: Mapping[str, Any], **more: Any) -> Message:
    """Return a message of the bot's, not yet kept."""
    return Message(channel, backend.workspace.next_ts(), BOT_USER, bot_id=BOT_ID, **{**held, **more})


def _thread(backend: Backend, channel: str, args: Args) -> str | None:
    thread_ts = args.text("thread_ts") or None
    if thread_ts is None:
        return None
    if not re.fullmatch(r"\d+\.\d{6}", thread_ts):
        raise Refusal("invalid_thread_ts")
    parent = backend.workspace.message(channel, thread_ts)
    if parent is None or parent.ephemeral:
        raise Refusal("thread_not_found")
    return parent.thread_ts or parent.ts


def post_message(backend: Backend, args: Args) -> Json:
    """`chat.postMessage`."""
    channel = backend.writable_channel(args.text("channel"))
    held = content(backend, args)
    thread_ts = _thread(backend, channel.id, args)
    message = backend.workspace.add(from_bot(backend, channel.id, held, thread_ts=thread_ts))
    return {"channel": channel.id, "ts": message.ts, "message": message.payload()}


def post_ephemeral(backend: Backend, args: Args) -> Json:
    """`chat.postEphemeral`."""
    channel = backend.writable_channel(args.text("channel"))
    user = args.text("user")
    if user not in backend.workspace.people:
        raise Refusal("user_not_found")
    if user not in channel.members:
        raise Refusal("user_not_in_channel")
    held = content(backend, args)
    thread_ts = _thread(backend, channel.id, args)
    message = from_bot(backend, channel.id, held, thread_ts=thread_ts, visible_to=user)
    backend.workspace.add(message)
    return {"message_ts": message.ts}


def _own_message(backend: Backend, args: Args, ts_name: str, refusal: str) -> Message:
    channel = backend.open_channel(args.text("channel"))
    message = backend.workspace.message(channel.id, args.text(ts_name))
    if message is None or message.ephemeral:
        raise Refusal("message_not_found")
    if message.user != BOT_USER:
        raise Refusal(refusal)
    if channel.archived:
        raise Refusal("is_archived")
    return message


def update(backend: Backend, args: Args) -> Json:
    """`chat.update`: blocks left out stay as they were, an empty list removes them."""
    message = _own_message(backend, args, "ts", "cant_update_message")
    held = content(backend, args, most_text=UPDATE_TEXT)
    kept = {name: held[name] for name in ("text", "blocks", "attachments", "metadata") if name in args.values}
    changed = backend.workspace.edit(message, **kept, edited_ts=backend.workspace.next_ts())
    return {"channel": changed.channel, "ts": changed.ts, "text": changed.text, "message": changed.payload()}


def delete(backend: Backend, args: Args) -> Json:
    """`chat.delete`."""
    message = _own_message(backend, args, "ts", "cant_delete_message")
    backend.workspace.remove(message)
    return {"channel": message.channel, "ts": message.ts}


def schedule(backend: Backend, args: Args) -> Json:
    """`chat.scheduleMessage`: kept until the workspace's clock reaches `post_at`."""
    channel = backend.writable_channel(args.text("channel"))
    post_at = args.number("post_at", 0)
    if post_at <= backend.workspace.now():
        raise Refusal("time_in_past")
    if post_at > backend.workspace.now() + SCHEDULE_DAYS * 86_400:
        raise Refusal("time_too_far")
    held = content(backend, args)
    message = from_bot(backend, channel.id, held, thread_ts=_thread(backend, channel.id, args))
    backend.scheduled.append(Scheduled(post_at, message))
    return {
        "channel": channel.id,
        "scheduled_message_id": backend.workspace.next_id("Q"),
        "post_at": post_at,
        "message": message.payload(),
    }


def permalink(backend: Backend, args: Args) -> Json:
    """`chat.getPermalink`."""
    channel = backend.open_channel(args.text("channel"))
    ts = args.text("message_ts")
    if backend.workspace.message(channel.id, ts) is None:
        raise Refusal("message_not_found")
    link = f"{backend.base_url}/archives/{channel.id}/p{ts.replace('.', '')}"
    return {"channel": channel.id, "permalink": link}


def react(backend: Backend, args: Args) -> Json:
    """`reactions.add`."""
    channel = backend.writable_channel(args.text("channel"))
    message = backend.workspace.message(channel.id, args.text("timestamp"))
    name = args.text("name").strip(":")
    if message is None:
        raise Refusal("message_not_found")
    if not re.fullmatch(r"[a-z0-9_+'-]+(::skin-tone-\d)?", name):
        raise Refusal("invalid_name")
    if (name, BOT_USER) in message.reactions:
        raise Refusal("already_reacted")
    changed = replace(message, reactions=(*message.reactions, (name, BOT_USER)))
    backend.workspace.edit(message, reactions=changed.reactions)
    backend.workspace.note(Change("reaction", channel.id, BOT_USER, changed))
    return {}


METHODS: dict[str, Method] = {
    "chat.postMessage": Method(post_message, ("channel",), ("chat:write",)),
    "chat.postEphemeral": Method(post_ephemeral, ("channel", "user"), ("chat:write",)),
    "chat.update": Method(update, ("channel", "ts"), ("chat:write",)),
    "chat.delete": Method(delete, ("channel", "ts"), ("chat:write",)),
    "chat.scheduleMessage": Method(schedule, ("channel", "post_at"), ("chat:write",)),
    "chat.getPermalink": Method(permalink, ("channel", "message_ts")),
    "reactions.add": Method(react, ("channel", "timestamp", "name"), ("reactions:write",)),
}
