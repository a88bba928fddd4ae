"""The `conversations.*`, `users.*` and `usergroups.*` methods: who and where, and what was said."""

from __future__ import annotations

from dataclasses import replace

from handlers.local_slack.api import Args, Method, page
from handlers.local_slack.backend import Backend, Refusal
from handlers.local_slack.models import BOT_ID, BOT_USER, TEAM_ID, Channel, Json, Message, Person

_TYPE_SCOPES = {
    "public_channel": "channels:read",
    "private_channel": "groups:read",
    "im": "im:read",
    "mpim": "mpim:read",
}


def channel_payload(channel: Channel) -> Json:
    """Return a conversation as `conversations.info` gives it."""
    if channel.is_im:
        return {"id": channel.id, "is_im": True, "user": channel.partner, "is_archived": channel.archived}
    return {
        "id": channel.id,
        "name": channel.name,
        "name_normalized": channel.name,
        "is_channel": not channel.private,
        "is_group": channel.private,
        "is_im": False,
        "is_mpim": False,
        "is_private": channel.private,
        "is_archived": channel.archived,
        "is_general": channel.name == "general",
        "is_member": BOT_USER in channel.members,
        "is_shared": False,
        "is_ext_shared": False,
        "num_members": len(channel.members),
        "topic": {"value": "", "creator": "", "last_set": 0},
        "purpose": {"value": "", "creator": "", "last_set": 0},
        "context_team_id": TEAM_ID,
    }


def user_payload(person: Person) -> Json:
    """Return a person as `users.info` gives them."""
    return {
        "id": person.id,
        "team_id": TEAM_ID,
        "name": person.handle,
        "deleted": person.deleted,
        "real_name": person.real_name,
        "tz": "Europe/London",
        "tz_label": "Greenwich Mean Time",
        "tz_offset": 0,
        "profile": {
            "real_name": person.real_name,
            "display_name": person.handle,
            "title": person.title,
            "team": TEAM_ID,
            **({"bot_id": BOT_ID} if person.id == BOT_USER else {}),
        },
        "is_admin": person.is_admin,
        "is_owner": False,
        "is_bot": person.is_bot,
        "is_app_user": False,
        "updated": 0,
    }


def open_conversation(backend: Backend, args: Args) -> Json:
    """`conversations.open`: the direct message with one person."""
    if args.text("channel"):
        channel = backend.open_channel(args.text("channel"))
    else:
        users = args.names("users")
        if len(users) != 1:
            raise Refusal("users_list_not_supplied" if not users else "not_enough_users")
        if users[0] not in backend.workspace.people or users[0] == BOT_USER:
            raise Refusal("user_not_found")
        channel = backend.workspace.channel(users[0])
    full = args.flag("return_im")
    return {
        "no_op": True,
        "already_open": True,
        "channel": channel_payload(channel) if full else {"id": channel.id},
    }


def info(backend: Backend, args: Args) -> Json:
    """`conversations.info`."""
    return {"channel": channel_payload(backend.readable_channel(args.text("channel"), "read"))}


def list_conversations(backend: Backend, args: Args) -> Json:
    """`conversations.list`: those of the asked types that the app can see."""
    types = args.names("types") or ("public_channel",)
    for kind in types:
        if kind not in _TYPE_SCOPES:
            raise Refusal("invalid_types")
        backend.need(_TYPE_SCOPES[kind])
    wanted = []
    for channel in backend.workspace.channels.values():
        kind = "im" if channel.is_im else "private_channel" if channel.private else "public_channel"
        visible = kind == "public_channel" or BOT_USER in channel.members
        if kind in types and visible and not (channel.archived and args.flag("exclude_archived")):
            wanted.append(channel_payload(channel))
    return page(wanted, args, "channels")


def members(backend: Backend, args: Args) -> Json:
    """`conversations.members`."""
    channel = backend.readable_channel(args.text("channel"), "read")
    answer = page([{"id": member} for member in sorted(channel.members)], args, "members")
    return {**answer, "members": [entry["id"] for entry in answer["members"]]}


def join(backend: Backend, args: Args) -> Json:
    """`conversations.join`: public channels only."""
    channel = backend.open_channel(args.text("channel"))
    if channel.is_im or channel.private:
        raise Refusal("method_not_supported_for_channel_type")
    if channel.archived:
        raise Refusal("is_archived")
    joined = backend.workspace.replace_channel(replace(channel, members=channel.members | {BOT_USER}))
    return {"channel": channel_payload(joined)}


def _between(messages: list[Message], args: Args) -> list[Message]:
    """Return those between `oldest` and `latest`, the ends included only when asked for."""
    oldest, latest = float(args.text("oldest", "0") or 0), float(args.text("latest", "inf") or "inf")
    if args.flag("inclusive"):
        return [message for message in messages if oldest <= float(message.ts) <= latest]
    return [message for message in messages if oldest < float(message.ts) < latest]


def history(backend: Backend, args: Args) -> Json:
    """`conversations.history`: newest first, without replies in threads and ephemeral messages."""
    channel = backend.readable_channel(args.text("channel"), "history")
    told = [
        message
        for message in backend.workspace.messages(channel.id)
        if not message.ephemeral and message.thread_ts in (None, message.ts)
    ]
    full = args.flag("include_all_metadata")
    newest_first = [message.payload(with_metadata=full) for message in reversed(_between(told, args))]
    return page(newest_first, args, "messages")


def replies(backend: Backend, args: Args) -> Json:
    """`conversations.replies`: a thread, its parent first."""
    channel = backend.readable_channel(args.text("channel"), "history")
    ts = args.text("ts")
    first = backend.workspace.message(channel.id, ts)
    if first is None or first.ephemeral:
        raise Refusal("thread_not_found")
    root = first.thread_ts or first.ts
    thread = [
        message
        for message in backend.workspace.messages(channel.id)
        if not message.ephemeral and root in (message.ts, message.thread_ts)
    ]
    full = args.flag("include_all_metadata")
    return page([message.payload(with_metadata=full) for message in _between(thread, args)], args, "messages")


def user_info(backend: Backend, args: Args) -> Json:
    """`users.info`."""
    person = backend.workspace.people.get(args.text("user"))
    if person is None:
        raise Refusal("user_not_found")
    return {"user": user_payload(person)}


def list_users(backend: Backend, args: Args) -> Json:
    """`users.list`."""
    people = [user_payload(person) for person in backend.workspace.people.values()]
    return page(people, args, "members")


def usergroup_users(backend: Backend, args: Args) -> Json:
    """`usergroups.users.list`."""
    group = backend.usergroups.get(args.text("usergroup"))
    if group is None:
        raise Refusal("no_such_subteam")
    return {"users": list(group)}


_READ = ("channels:read", "groups:read", "im:read")
_HISTORY = ("channels:history", "groups:history", "im:history")

METHODS: dict[str, Method] = {
    "conversations.open": Method(open_conversation, (), ("im:write",)),
    "conversations.info": Method(info, ("channel",), _READ),
    "conversations.list": Method(list_conversations, (), _READ),
    "conversations.members": Method(members, ("channel",), _READ),
    "conversations.join": Method(join, ("channel",), ("channels:join",)),
    "conversations.history": Method(history, ("channel",), _HISTORY),
    "conversations.replies": Method(replies, ("channel", "ts"), _HISTORY),
    "users.info": Method(user_info, ("user",), ("users:read",)),
    "users.list": Method(list_users, (), ("users:read",)),
    "usergroups.users.list": Method(usergroup_users, ("usergroup",), ("usergroups:read",)),
}
