"""LocalSlack's ground floor: start and stop, what can be looked up and waited for, and sending to the app."""

from __future__ import annotations

import itertools
import secrets
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Future
from concurrent.futures import TimeoutError as FutureTimeoutError
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self

from handlers.local_slack.backend import (
    DEFAULT_EVENTS,
    DEFAULT_SCOPES,
    Backend,
    Call,
    commands_of,
    events_of,
    scopes_of,
)
from handlers.local_slack.delivery import Ack, Delivery, HttpDelivery, Item
from handlers.local_slack.faults import Faults
from handlers.local_slack.models import Change, Channel, Json, Message, Person, View
from handlers.local_slack.payloads import VERIFICATION_TOKEN, event_callback
from handlers.local_slack.server import Server
from handlers.local_slack.sockets import SocketHub
from handlers.local_slack.workspace import Workspace

ACK_SECONDS = 3.0


@dataclass(frozen=True, slots=True)
class Delivered:
    """One payload sent to the app and what came back."""

    item: Item
    ack: Ack

    @property
    def event_id(self) -> str | None:
        """The event's id; None for commands and interactions."""
        return self.item.payload.get("event_id") if self.item.kind == "events_api" else None


class SlackCore:
    """A workspace, the server in front of it, and the way to the app. See `LocalSlack`."""

    def __init__(
        self,
        *,
        host: str = "127.0.0.1",
        port: int = 0,
        bot_token: str = "xoxb-local-bot",
        app_token: str = "xapp-local-app",
        signing_secret: str = "local-signing-secret",
        client_id: str = "1.2",
        client_secret: str = "local-client-secret",
        scopes: Iterable[str] | None = None,
        events: Iterable[str] | None = None,
        commands: Iterable[str] | None = None,
        manifest: Mapping[str, Any] | None = None,
        bot_name: str = "ofsted",
        ack_seconds: float = ACK_SECONDS,
    ) -> None:
        """Prepare a workspace; nothing listens until `start`.

        Args:
            host: Address to listen on.
            port: Port to listen on, 0 for any free one.
            bot_token: The bot token the Web API accepts.
            app_token: The app-level token `apps.connections.open` accepts.
            signing_secret: What HTTP requests to the app are signed with.
            client_id: The app's OAuth client id.
            client_secret: The app's OAuth client secret.
            scopes: Bot scopes granted; the manifest's when None, else a usual set.
            events: Bot events subscribed to; the manifest's when None, else a usual set.
            commands: Slash commands that exist; the manifest's when None, else `/ofsted`.
            manifest: The app manifest, as parsed JSON.
            bot_name: The bot's handle.
            ack_seconds: How long an ack may take.
        """
        self.bot_token = bot_token
        self.app_token = app_token
        self.signing_secret = signing_secret
        self.workspace = Workspace(bot_name=bot_name)
        granted = scopes if scopes is not None else scopes_of(manifest) if manifest else DEFAULT_SCOPES
        subscribed = events if events is not None else events_of(manifest) if manifest else DEFAULT_EVENTS
        known = commands if commands is not None else commands_of(manifest) if manifest else {"/ofsted"}
        self.backend = Backend(
            self.workspace, bot_token, app_token, client_id, client_secret, scopes=frozenset(granted)
        )
        self.events = frozenset(subscribed)
        self.commands = frozenset(known)
        self.deliveries: list[Delivered] = []
        self.ack_seconds = ack_seconds
        self._hub = SocketHub(lambda: self.workspace.note(Change("connected")))
        self._server = Server(self.backend, self._hub, host, port)
        self._delivery: Delivery = self._hub
        self._event_numbers = itertools.count(1)
        self._choices: dict[tuple[str, str], dict[tuple[str, str], Json]] = {}

    # -- start and stop ----------------------------------------------------------------------------

    def start(self) -> Self:
        """Listen, in a thread; returns self once the address is known."""
        self._server.start()
        return self

    def stop(self) -> None:
        """Close every connection and stop listening."""
        self._delivery.close()
        self._server.stop()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    @property
    def port(self) -> int:
        """The port listened on."""
        return self._server.port

    @property
    def base_url(self) -> str:
        """What Slack's clients take as `base_url`: `http://127.0.0.1:PORT/api/`."""
        return f"{self.backend.base_url}/api/"

    def deliver_over_http(self, url: str, signing_secret: str | None = None) -> None:
        """Send payloads to the app's request URL as signed POSTs from now on."""
        self._delivery.close()
        secret = signing_secret or self.signing_secret
        self._delivery = HttpDelivery(url, secret, now=self.workspace.now, timeout=self.ack_seconds)

    def deliver_over_sockets(self) -> None:
        """Send payloads to the app's Socket Mode connections, which is how it begins."""
        self._delivery.close()
        self._delivery = self._hub

    def verify_url(self) -> bool:
        """Send the `url_verification` challenge; returns whether the app gave it back."""
        challenge = secrets.token_hex(16)
        payload = {"token": VERIFICATION_TOKEN, "challenge": challenge, "type": "url_verification"}
        ack = self.deliver(Item("events_api", payload))
        body = ack.body if isinstance(ack.body, dict) else {}
        return ack.ok and challenge in (body.get("challenge"), body.get("text"))

    # -- the app's connections and calls -----------------------------------------------------------

    @property
    def connections(self) -> int:
        """How many Socket Mode connections take envelopes."""
        return self._hub.count

    def wait_for_connections(self, count: int = 1, timeout: float = 5.0) -> None:
        """Wait until at least `count` Socket Mode connections are open.

        Raises:
            TimeoutError: they did not come in `timeout` seconds.
        """
        self.wait_until(lambda: self.connections >= count, timeout, f"{count} connections")

    def refresh_connections(self, reason: str = "refresh_requested") -> None:
        """Ask every connection to be replaced, as Slack does every few hours (or with `warning` before)."""
        self._server.run(self._hub.ask_to_reconnect(reason))

    def drop_connections(self) -> None:
        """Close every connection without a word."""
        self._server.run(self._hub.drop())

    @property
    def calls(self) -> list[Call]:
        """Every Web API call the app made, and every `response_url` post, oldest first."""
        return self.backend.calls

    def calls_of(self, method: str) -> list[Call]:
        """Return the calls of one method, oldest first (`response_url` for posts to those)."""
        return [call for call in self.calls if call.method == method]

    @property
    def faults(self) -> Faults:
        """What the Web API is to do wrong: `rate_limit`, `server_error`, `refuse`, `drop`, `slow`."""
        return self.backend.faults

    # -- people, conversations, messages and views -------------------------------------------------

    @property
    def bot_user(self) -> str:
        """The bot's user id."""
        return next(person.id for person in self.workspace.people.values() if person.is_bot)

    @property
    def people(self) -> tuple[Person, ...]:
        """Everyone but the bot."""
        return tuple(person for person in self.workspace.people.values() if not person.is_bot)

    @property
    def channels(self) -> tuple[Channel, ...]:
        """Every conversation, direct messages included."""
        return tuple(self.workspace.channels.values())

    def person(self, who: str) -> Person:
        """Return a person by handle or id."""
        return self.workspace.person(who)

    def channel(self, where: str | Channel) -> Channel:
        """Return a conversation by `#name`, id, or the person whose direct message it is."""
        return where if isinstance(where, Channel) else self.workspace.channel(where)

    def dm(self, who: str) -> Channel:
        """Return the direct message a person has with the bot."""
        return self.workspace.channel(self.person(who).id)

    def add_channel(
        self,
        name: str,
        *,
        members: Iterable[str] | None = None,
        bot: bool = True,
        private: bool = False,
        archived: bool = False,
    ) -> Channel:
        """Add a channel; `members` are handles or ids (everyone when None), `bot` says whether it is in."""
        return self.workspace.add_channel(name, members=members, bot=bot, private=private, archived=archived)

    def add_usergroup(self, group_id: str, members: Iterable[str]) -> None:
        """Add a user group with these people, by handle or id."""
        self.backend.usergroups[group_id] = tuple(self.person(member).id for member in members)

    def new_oauth_code(self) -> str:
        """Return a code that `oauth.v2.access` will exchange, once."""
        code = secrets.token_hex(8)
        self.backend.oauth_codes.add(code)
        return code

    def messages(
        self, where: str | Channel, *, viewer: str | None = None, thread_ts: str | None = None
    ) -> tuple[Message, ...]:
        """Return a conversation's messages, oldest first.

        Args:
            where: The conversation.
            viewer: Leave out what this person would not see.
            thread_ts: Only this thread, its parent first.
        """
        viewer_id = self.person(viewer).id if viewer else None
        return tuple(
            message
            for message in self.workspace.messages(self.channel(where).id)
            if (viewer_id is None or message.visible_to in (None, viewer_id))
            and (thread_ts is None or thread_ts in (message.ts, message.thread_ts))
        )

    def modal(self, user: str) -> View | None:
        """Return the modal on top of a person's screen, None when none is open."""
        stack = self.workspace.modals.get(self.person(user).id)
        return stack[-1] if stack else None

    def home(self, user: str) -> View | None:
        """Return a person's App Home, None when none was published."""
        return self.workspace.homes.get(self.person(user).id)

    # -- time and waiting --------------------------------------------------------------------------

    def advance(self, seconds: float) -> None:
        """Move the workspace's clock on; scheduled messages that fall due are posted."""
        self.workspace.advance(seconds)
        self.backend.post_due()

    def subscribe(self, listener: Callable[[Change], None]) -> Callable[[], None]:
        """Call `listener` on every change, in the thread that made it; returns what ends it."""
        return self.workspace.subscribe(listener)

    def wait_until(
        self, ready: Callable[[], Any], timeout: float = 5.0, what: str = "the expected change"
    ) -> Any:
        """Return what `ready` returns once it is true.

        Raises:
            TimeoutError: it was not in `timeout` seconds.
        """
        found = self.workspace.wait_until(ready, timeout)
        if not found:
            raise TimeoutError(f"waited {timeout} seconds for {what}")
        return found

    def wait_for_message(
        self,
        where: str | Channel,
        *,
        after: Message | str | None = None,
        contains: str = "",
        thread_ts: str | None = None,
        from_bot: bool = True,
        timeout: float = 5.0,
    ) -> Message:
        """Return the first message that is later than `after` (a message or its timestamp) and fits.

        Raises:
            TimeoutError: none came in `timeout` seconds.
        """
        since = after.ts if isinstance(after, Message) else after or "0"

        def first() -> Message | None:
            for message in self.messages(where, thread_ts=thread_ts):
                is_bot = message.user == self.bot_user
                if float(message.ts) > float(since) and is_bot == from_bot and contains in message.words:
                    return message
            return None

        found: Message = self.wait_until(first, timeout, f"a message in {where}")
        return found

    def wait_for_call(self, method: str, *, count: int = 1, timeout: float = 5.0) -> Call:
        """Return the `count`-th call of a method once it was made.

        Raises:
            TimeoutError: it was not in `timeout` seconds.
        """
        self.wait_until(lambda: len(self.calls_of(method)) >= count, timeout, f"a call of {method}")
        return self.calls_of(method)[count - 1]

    def wait_for_modal(self, user: str, *, title: str = "", timeout: float = 5.0) -> View:
        """Return the modal on top of a person's screen once there is one whose title holds `title`."""

        def shown() -> View | None:
            view = self.modal(user)
            return view if view is not None and title in view.title else None

        found: View = self.wait_until(shown, timeout, "a modal")
        return found

    def wait_for_home(self, user: str, *, after: View | None = None, timeout: float = 5.0) -> View:
        """Return a person's App Home once it was published (again, after `after`)."""

        def shown() -> View | None:
            view = self.home(user)
            return view if view is not None and (after is None or view.hash != after.hash) else None

        found: View = self.wait_until(shown, timeout, "App Home")
        return found

    # -- sending to the app ------------------------------------------------------------------------

    def deliver(self, item: Item) -> Ack:
        """Send one payload and wait for its ack, no longer than an ack may take."""
        return self._settle(item, self._delivery.send(item))

    def _settle(self, item: Item, future: Future[Ack]) -> Ack:
        try:
            ack = future.result(self.ack_seconds)
        except FutureTimeoutError:
            ack = Ack(error="operation_timeout", seconds=self.ack_seconds)
        self.deliveries.append(Delivered(item, ack))
        return ack

    def deliver_events(self, *events: Json) -> tuple[Ack, ...]:
        """Send events the app subscribes to, each in an envelope of its own, and wait for the acks."""
        items = [
            Item("events_api", event_callback(event, self._event_id(), self.workspace.now()))
            for event in events
            if self._subscribed(event)
        ]
        under_way = [(item, self._delivery.send(item)) for item in items]
        return tuple(self._settle(item, future) for item, future in under_way)

    def _event_id(self) -> str:
        return f"Ev1{next(self._event_numbers):09d}"

    def _subscribed(self, event: Json) -> bool:
        if event["type"] != "message":
            return event["type"] in self.events
        family = {"channel": "channels", "group": "groups", "im": "im"}[event["channel_type"]]
        return f"message.{family}" in self.events

    def redeliver(
        self, what: Delivered | str | None = None, *, attempt: int = 1, reason: str = "http_timeout"
    ) -> Ack:
        """Send an event again as Slack does without an ack: same event id, a retry count and a reason.

        Args:
            what: A delivery, an event id, or None for the last event sent.
            attempt: Which retry this is: 1, 2 or 3.
            reason: Slack's reason: `http_timeout`, `http_error`, `connection_failed`, `timeout` and others.

        Raises:
            LookupError: there is no such event.
        """
        events = [delivery for delivery in self.deliveries if delivery.event_id]
        if isinstance(what, Delivered):
            events = [what]
        elif what is not None:
            events = [delivery for delivery in events if delivery.event_id == what]
        if not events:
            raise LookupError(f"no event to deliver again: {what}")
        return self.deliver(Item("events_api", events[-1].item.payload, attempt, reason))
