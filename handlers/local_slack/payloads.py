"""What Slack sends an app: slash commands, events and interactions, with the fields real payloads have.

Pure functions from values to JSON; who sends them, and how, is decided elsewhere.
"""

from __future__ import annotations

import base64
import json
import re
from typing import Any

from handlers.local_slack.models import APP_ID, BOT_USER, TEAM_ID, Channel, Json, Message, Person, View

VERIFICATION_TOKEN = "local-verification-token"
TEAM_DOMAIN = "northmoor"
_KEPT = re.compile(r"<(?:[@#!][^<>]+|(?:https?|mailto):[^<>]+)>")
_LINK = re.compile(r"(?<![<|])\bhttps?://[^\s<>|]+")


def as_typed(text: str, people: dict[str, str]) -> str:
    """Return what Slack makes of typed text: `&`, `<`, `>` escaped, addresses and `@handle`s linked.

    Args:
        text: What the person typed; `<@U...>` and the like are left as they are.
        people: User id by handle.
    """
    parts: list[str] = []
    end = 0
    for match in _KEPT.finditer(text):
        parts += [_typed_part(text[end : match.start()], people), match.group()]
        end = match.end()
    return "".join([*parts, _typed_part(text[end:], people)])


def _typed_part(text: str, people: dict[str, str]) -> str:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    linked = _LINK.sub(lambda match: f"<{match.group()}>", escaped)
    handles = "|".join(sorted(map(re.escape, people), key=len, reverse=True))
    return re.sub(rf"(?<!\w)@({handles})\b", lambda match: f"<@{people[match.group(1)]}>", linked)


def channel_name(channel: Channel) -> str:
    """Return the channel name a payload carries, which for private conversations is a kind, not a name."""
    return "directmessage" if channel.is_im else "privategroup" if channel.private else channel.name


def slash_command(
    command: str, text: str, person: Person, channel: Channel, *, trigger_id: str, response_url: str
) -> dict[str, str]:
    """Return a slash command; every value is text, because real ones come as a form."""
    return {
        "token": VERIFICATION_TOKEN,
        "team_id": TEAM_ID,
        "team_domain": TEAM_DOMAIN,
        "channel_id": channel.id,
        "channel_name": channel_name(channel),
        "user_id": person.id,
        "user_name": person.handle,
        "command": command,
        "text": text,
        "api_app_id": APP_ID,
        "is_enterprise_install": "false",
        "response_url": response_url,
        "trigger_id": trigger_id,
    }


def event_callback(event: Json, event_id: str, at: float) -> Json:
    """Return the envelope every event comes in; `at` is seconds since the epoch."""
    context = {"tid": TEAM_ID, "aid": APP_ID, "cid": str(event.get("channel", ""))}
    coded = base64.urlsafe_b64encode(json.dumps(context).encode()).decode().rstrip("=")
    return {
        "token": VERIFICATION_TOKEN,
        "team_id": TEAM_ID,
        "enterprise_id": None,
        "context_team_id": TEAM_ID,
        "context_enterprise_id": None,
        "api_app_id": APP_ID,
        "event": event,
        "type": "event_callback",
        "event_id": event_id,
        "event_time": int(at),
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": TEAM_ID,
                "user_id": BOT_USER,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": False,
        "event_context": f"4-{coded}",
    }


def message_event(message: Message, channel: Channel, *, parent_user: str | None = None) -> Json:
    """Return a `message` event; `parent_user` is who began the thread, for a reply."""
    event = _said(message) | {"channel_type": channel.event_type}
    if parent_user:
        event["parent_user_id"] = parent_user
    return event


def mention_event(message: Message) -> Json:
    """Return an `app_mention` event."""
    return _said(message) | {"type": "app_mention"}


def _said(message: Message) -> Json:
    event = message.payload(with_metadata=True) | {"channel": message.channel, "event_ts": message.ts}
    if not message.bot_id:
        event["client_msg_id"] = _client_id(message.ts)
    if not message.blocks and not message.bot_id:
        event["blocks"] = [_typed_block(message.text)]
    return event


def _client_id(ts: str) -> str:
    digits = ts.replace(".", "").rjust(32, "0")[-32:]
    return f"{digits[:8]}-{digits[8:12]}-4{digits[13:16]}-8{digits[17:20]}-{digits[20:]}"


def _typed_block(text: str) -> Json:
    section = {"type": "rich_text_section", "elements": [{"type": "text", "text": text}]}
    return {"type": "rich_text", "block_id": "typed", "elements": [section]}


def changed_event(message: Message, before: Message, channel: Channel, ts: str) -> Json:
    """Return a `message_changed` event."""
    return {
        "type": "message",
        "subtype": "message_changed",
        "hidden": True,
        "message": message.payload(with_metadata=True),
        "previous_message": before.payload(with_metadata=True),
        "channel": channel.id,
        "channel_type": channel.event_type,
        "ts": ts,
        "event_ts": ts,
    }


def deleted_event(before: Message, channel: Channel, ts: str) -> Json:
    """Return a `message_deleted` event."""
    return {
        "type": "message",
        "subtype": "message_deleted",
        "hidden": True,
        "deleted_ts": before.ts,
        "previous_message": before.payload(with_metadata=True),
        "channel": channel.id,
        "channel_type": channel.event_type,
        "ts": ts,
        "event_ts": ts,
    }


def home_opened_event(person: Person, channel: Channel, view: View | None, ts: str) -> Json:
    """Return an `app_home_opened` event; `view` is what was published before."""
    event: Json = {
        "type": "app_home_opened",
        "user": person.id,
        "channel": channel.id,
        "tab": "home",
        "event_ts": ts,
    }
    return event | ({"view": view.payload()} if view else {})


def interaction(kind: str, person: Person, **more: Any) -> Json:
    """Return what every interaction payload has, and `more`, which is this kind's own."""
    return {
        "type": kind,
        "user": {"id": person.id, "username": person.handle, "name": person.handle, "team_id": TEAM_ID},
        "api_app_id": APP_ID,
        "token": VERIFICATION_TOKEN,
        "team": {"id": TEAM_ID, "domain": TEAM_DOMAIN},
        "enterprise": None,
        "is_enterprise_install": False,
        **more,
    }


def message_source(message: Message, channel: Channel) -> Json:
    """Return the fields that say an interaction came from a message; ephemeral ones come without it."""
    container: Json = {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": channel.id,
        "is_ephemeral": message.ephemeral,
    }
    if message.thread_ts:
        container["thread_ts"] = message.thread_ts
    source: Json = {"container": container, "channel": {"id": channel.id, "name": channel_name(channel)}}
    if not message.ephemeral:
        source["message"] = message.payload()
    return source


def view_source(view: View, state: Json) -> Json:
    """Return the fields that say an interaction came from a view."""
    return {"container": {"type": "view", "view_id": view.id}, "view": view.payload(state)}
