"""What the Web API works on: the workspace, and the triggers, reply addresses and files around it.

No transport here. A method that is refused raises `Refusal`, which the server turns into Slack's answer.
"""

from __future__ import annotations

import itertools
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from handlers.local_slack.faults import Faults
from handlers.local_slack.models import BOT_USER, Channel, Json, Message
from handlers.local_slack.workspace import Workspace

DEFAULT_SCOPES = frozenset(
    {
        "app_mentions:read",
        "channels:history",
        "channels:read",
        "chat:write",
        "commands",
        "files:read",
        "files:write",
        "groups:history",
        "groups:read",
        "im:history",
        "im:read",
        "im:write",
        "metadata.message:read",
        "reactions:write",
        "team:read",
        "usergroups:read",
        "users:read",
    }
)
DEFAULT_EVENTS = frozenset(
    {"app_home_opened", "app_mention", "message.channels", "message.groups", "message.im"}
)
TRIGGER_SECONDS = 3.0
REPLY_SECONDS = 30 * 60
REPLY_USES = 5


class Refusal(Exception):
    """Slack's refusal of a call: the error code, and what goes with it in the answer."""

    def __init__(self, error: str, *messages: str, **extra: Any) -> None:
        """Keep the code; `messages` go into `response_metadata`, the rest beside the code."""
        super().__init__(error)
        self.error = error
        self.extra = extra
        if messages:
            self.extra["response_metadata"] = {"messages": [f"[ERROR] {words}" for words in messages]}


@dataclass(frozen=True, slots=True)
class Call:
    """One call the app made: the arguments as Slack understood them and what it answered.

    `response` is None when no answer was sent. `at` is seconds since the epoch by the workspace's clock.
    """

    method: str
    args: Mapping[str, Any]
    response: Json | None
    at: float
    status: int = 200

    @property
    def ok(self) -> bool:
        """Whether the call was answered and accepted."""
        return bool(self.response and self.response.get("ok"))

    @property
    def error(self) -> str | None:
        """The error code answered, None when there was none."""
        return None if self.response is None else self.response.get("error")


@dataclass(slots=True)
class Reply:
    """A `response_url`: where it posts, for whom, and how much of it is left."""

    channel: str
    user: str
    expires: float
    source: Message | None = None
    uses: int = REPLY_USES


@dataclass(slots=True)
class StoredFile:
    """A file of the workspace; `content` is None until its upload has arrived."""

    id: str
    name: str
    length: int
    user: str
    content: bytes | None = None
    title: str = ""
    shared: bool = False


@dataclass(slots=True)
class Scheduled:
    """A message that waits for its time, seconds since the epoch."""

    post_at: float
    message: Message


class Triggers:
    """Trigger ids: each opens one view, within three seconds."""

    def __init__(self, workspace: Workspace) -> None:
        """Start with none issued."""
        self._workspace = workspace
        self._issued: dict[str, tuple[str, float]] = {}
        self._spent: set[str] = set()
        self._numbers = itertools.count(1)

    def issue(self, user: str) -> str:
        """Return a new trigger id for something this person just did."""
        # Never the same twice, in this workspace or one started later: apps take it for the name of what was done.
        trigger = f"{1_000_000 + next(self._numbers)}.{2_000_000}.{secrets.token_hex(16)}"
        self._issued[trigger] = (user, self._workspace.now())
        return trigger

    def spend(self, trigger: str) -> str:
        """Use up a trigger id and return the person it belongs to.

        Raises:
            Refusal: `invalid_trigger_id`, `exchanged_trigger_id` or `trigger_expired`.
        """
        if trigger not in self._issued:
            raise Refusal("invalid_trigger_id")
        if trigger in self._spent:
            raise Refusal("exchanged_trigger_id")
        user, issued = self._issued[trigger]
        if self._workspace.now() - issued > TRIGGER_SECONDS:
            raise Refusal("trigger_expired")
        self._spent.add(trigger)
        return user


@dataclass(slots=True)
class Backend:
    """Everything the API methods need; one per LocalSlack."""

    workspace: Workspace
    bot_token: str
    app_token: str
    client_id: str
    client_secret: str
    scopes: frozenset[str] = DEFAULT_SCOPES
    base_url: str = ""
    faults: Faults = field(default_factory=Faults)
    calls: list[Call] = field(default_factory=list)
    replies: dict[str, Reply] = field(default_factory=dict)
    files: dict[str, StoredFile] = field(default_factory=dict)
    usergroups: dict[str, tuple[str, ...]] = field(default_factory=dict)
    oauth_codes: set[str] = field(default_factory=set)
    scheduled: list[Scheduled] = field(default_factory=list)
    tickets: set[str] = field(default_factory=set)
    triggers: Triggers = field(init=False)

    def __post_init__(self) -> None:
        self.triggers = Triggers(self.workspace)

    def need(self, *scopes: str) -> None:
        """Require one of `scopes`.

        Raises:
            Refusal: `missing_scope`, with what is needed and what was granted.
        """
        if scopes and not self.scopes.intersection(scopes):
            raise Refusal("missing_scope", needed=scopes[0], provided=",".join(sorted(self.scopes)))

    def open_channel(self, where: str | None) -> Channel:
        """Return the conversation the app names, as far as the app can see it.

        Raises:
            Refusal: `channel_not_found`.
        """
        try:
            channel = self.workspace.channel(where or "")
        except LookupError:
            raise Refusal("channel_not_found") from None
        if (channel.private or channel.is_im) and BOT_USER not in channel.members:
            raise Refusal("channel_not_found")
        return channel

    def writable_channel(self, where: str | None) -> Channel:
        """Return the conversation the app may write in.

        Raises:
            Refusal: `channel_not_found`, `is_archived` or `not_in_channel`.
        """
        channel = self.open_channel(where)
        if channel.archived:
            raise Refusal("is_archived")
        if BOT_USER not in channel.members and "chat:write.public" not in self.scopes:
            raise Refusal("not_in_channel")
        return channel

    def readable_channel(self, where: str | None, purpose: str) -> Channel:
        """Return the conversation the app may read; `purpose` is the scope's second half.

        Raises:
            Refusal: `channel_not_found`, `missing_scope` or `not_in_channel`.
        """
        channel = self.open_channel(where)
        family = "im" if channel.is_im else "groups" if channel.private else "channels"
        self.need(f"{family}:{purpose}")
        if purpose == "history" and BOT_USER not in channel.members:
            raise Refusal("not_in_channel")
        return channel

    def issue_reply(self, channel: str, user: str, source: Message | None = None) -> str:
        """Return a new `response_url` for something a person just did."""
        key = f"{self.workspace.next_id('R')}/{len(self.replies):08x}"
        self.replies[key] = Reply(channel, user, self.workspace.now() + REPLY_SECONDS, source)
        return f"{self.base_url}/actions/{key}"

    def post_due(self) -> tuple[Message, ...]:
        """Post every scheduled message whose time has come; returns them."""
        due = [item for item in self.scheduled if item.post_at <= self.workspace.now()]
        self.scheduled = [item for item in self.scheduled if item not in due]
        return tuple(
            self.workspace.add(replace(item.message, ts=self.workspace.next_ts()))
            for item in sorted(due, key=lambda item: item.post_at)
        )


def scopes_of(manifest: Mapping[str, Any]) -> frozenset[str]:
    """Return the bot scopes an app manifest asks for."""
    return frozenset(_path(manifest, "oauth_config", "scopes", "bot"))


def events_of(manifest: Mapping[str, Any]) -> frozenset[str]:
    """Return the bot events an app manifest subscribes to."""
    return frozenset(_path(manifest, "settings", "event_subscriptions", "bot_events"))


def commands_of(manifest: Mapping[str, Any]) -> frozenset[str]:
    """Return the slash commands an app manifest defines."""
    return frozenset(entry["command"] for entry in _path(manifest, "features", "slash_commands"))


def _path(manifest: Mapping[str, Any], *keys: str) -> Iterable[Any]:
    found: Any = manifest
    for key in keys:
        found = found.get(key, {})
    return list(found)
