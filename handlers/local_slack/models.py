"""The things of a workspace as values: people, conversations, messages, views, and changes to them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

Json = dict[str, Any]

TEAM_ID = "T0LOCAL001"
TEAM_NAME = "Northmoor Children's Services"
APP_ID = "A0LOCAL001"
BOT_ID = "B0LOCAL001"
BOT_USER = "U0LOCALBOT"
SLACKBOT = "USLACKBOT"

ChangeKind = Literal[
    "message",
    "edited",
    "deleted",
    "ephemeral",
    "view",
    "view_closed",
    "home",
    "reaction",
    "called",
    "connected",
]


@dataclass(frozen=True, slots=True)
class Person:
    """A member of the workspace; `handle` is what tests and the console call them by."""

    id: str
    handle: str
    real_name: str
    title: str = ""
    is_bot: bool = False
    is_admin: bool = False
    deleted: bool = False


@dataclass(frozen=True, slots=True)
class Channel:
    """A conversation: a channel, or a direct message when `partner` names the person the bot talks to."""

    id: str
    name: str
    members: frozenset[str] = frozenset()
    private: bool = False
    archived: bool = False
    partner: str | None = None

    @property
    def is_im(self) -> bool:
        """Whether this is a direct message with the bot."""
        return self.partner is not None

    @property
    def event_type(self) -> str:
        """The `channel_type` that events carry: channel, group or im."""
        return "im" if self.is_im else "group" if self.private else "channel"


@dataclass(frozen=True, slots=True)
class Message:
    """One message as Slack keeps it; `visible_to` names the one person who sees an ephemeral message."""

    channel: str
    ts: str
    user: str
    text: str = ""
    blocks: tuple[Json, ...] = ()
    thread_ts: str | None = None
    bot_id: str | None = None
    subtype: str | None = None
    metadata: Json | None = None
    edited_ts: str | None = None
    visible_to: str | None = None
    files: tuple[Json, ...] = ()
    attachments: tuple[Json, ...] = ()
    reactions: tuple[tuple[str, str], ...] = ()

    @property
    def ephemeral(self) -> bool:
        """Whether only one person sees it."""
        return self.visible_to is not None

    @property
    def words(self) -> str:
        """Everything there is to read in it: its text, and every text in its blocks, a line each."""
        return "\n".join([self.text, *_texts(list(self.blocks))])

    def payload(self, *, with_metadata: bool = False) -> Json:
        """Return the message as history, events and interactions carry it."""
        body: Json = {"type": "message", "ts": self.ts, "text": self.text, "team": TEAM_ID}
        if self.user:
            body["user"] = self.user
        if self.subtype:
            body["subtype"] = self.subtype
        if self.bot_id:
            body |= {"bot_id": self.bot_id, "app_id": APP_ID}
        if self.blocks:
            body["blocks"] = list(self.blocks)
        if self.attachments:
            body["attachments"] = list(self.attachments)
        if self.files:
            body["files"] = list(self.files)
        if self.thread_ts:
            body["thread_ts"] = self.thread_ts
        if self.edited_ts:
            body["edited"] = {"user": self.user, "ts": self.edited_ts}
        if self.metadata is not None:
            body["metadata"] = self.metadata if with_metadata else {"event_type": self.metadata["event_type"]}
        return body


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for name, inner in value.items():
            if name in {"text", "alt_text"} and isinstance(inner, str):
                yield inner
            else:
                yield from _texts(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _texts(inner)


@dataclass(frozen=True, slots=True)
class View:
    """An open modal or a published App Home; `body` is the view as the app sent it, ids filled in."""

    id: str
    user: str
    body: Json
    hash: str
    root_id: str
    previous_id: str | None = None

    @property
    def blocks(self) -> tuple[Json, ...]:
        """The view's blocks, in order."""
        return tuple(self.body["blocks"])

    @property
    def title(self) -> str:
        """The modal's title; empty for App Home."""
        return str(self.body.get("title", {}).get("text", ""))

    def payload(self, state: Json | None = None) -> Json:
        """Return the view as API answers and interaction payloads carry it."""
        return {
            "id": self.id,
            "team_id": TEAM_ID,
            "private_metadata": "",
            "callback_id": "",
            "title": None,
            "close": None,
            "submit": None,
            "clear_on_close": False,
            "notify_on_close": False,
            "external_id": "",
            **self.body,
            "state": {"values": state or {}},
            "hash": self.hash,
            "root_view_id": self.root_id,
            "previous_view_id": self.previous_id,
            "app_id": APP_ID,
            "app_installed_team_id": TEAM_ID,
            "bot_id": BOT_ID,
        }


@dataclass(frozen=True, slots=True)
class Change:
    """What subscribers are told: something happened to a message or a view."""

    kind: ChangeKind
    channel: str | None = None
    user: str | None = None
    message: Message | None = None
    view: View | None = None


DEFAULT_PEOPLE = (
    Person("U0LOCAL001", "priya", "Priya Nair", "Improvement officer", is_admin=True),
    Person("U0LOCAL002", "tom", "Tom Ellison", "Director of children's services"),
    Person("U0LOCAL003", "grace", "Grace Okafor", "Governance clerk"),
    Person("U0LOCAL004", "sam", "Sam Whitby", "Improvement adviser"),
)
DEFAULT_CHANNELS = ("general", "improvement-board")
