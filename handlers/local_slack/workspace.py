"""What a workspace holds: people, conversations, messages and views, and who is told when they change.

Plain state behind one lock. It knows nothing of HTTP, sockets, scopes or limits; whatever changes it has
already decided that the change is allowed.
"""

from __future__ import annotations

import itertools
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from handlers.local_slack.models import (
    BOT_USER,
    DEFAULT_CHANNELS,
    DEFAULT_PEOPLE,
    Change,
    ChangeKind,
    Channel,
    Json,
    Message,
    Person,
    View,
)


@dataclass(slots=True)
class _Shelf:
    """Everything kept about one conversation."""

    messages: dict[str, Message] = field(default_factory=dict)


class Workspace:
    """People, conversations, messages and views, with a clock of its own that tests may move on."""

    def __init__(self, *, bot_name: str = "ofsted") -> None:
        """Fill the workspace with the default people, two channels and a direct message per person."""
        self.lock = threading.RLock()
        self._changed = threading.Condition(self.lock)
        self._subscribers: list[Callable[[Change], None]] = []
        self._numbers = itertools.count(1)
        self._offset = 0.0
        self._last_tick = 0
        self.people: dict[str, Person] = {}
        self.channels: dict[str, Channel] = {}
        self._shelves: dict[str, _Shelf] = {}
        self.modals: dict[str, list[View]] = {}
        self.homes: dict[str, View] = {}
        self.people[BOT_USER] = Person(BOT_USER, bot_name, bot_name.capitalize(), is_bot=True)
        for person in DEFAULT_PEOPLE:
            self.add_person(person)
        for name in DEFAULT_CHANNELS:
            self.add_channel(name)

    # -- the clock and ids -------------------------------------------------------------------------

    def now(self) -> float:
        """Return this workspace's time, seconds since the epoch."""
        return time.time() + self._offset

    def advance(self, seconds: float) -> None:
        """Move this workspace's clock on, so that what expires can expire without waiting."""
        self._offset += seconds

    def next_ts(self) -> str:
        """Return a message timestamp later than every earlier one."""
        with self.lock:
            self._last_tick = max(self._last_tick + 1, int(self.now() * 1_000_000))
            return f"{self._last_tick // 1_000_000}.{self._last_tick % 1_000_000:06d}"

    def next_id(self, prefix: str) -> str:
        """Return a new id of Slack's kind: a letter or two and ten characters."""
        return f"{prefix}1{next(self._numbers):09d}"

    # -- people and conversations ------------------------------------------------------------------

    def add_person(self, person: Person) -> Person:
        """Add a person and the direct message they have with the bot."""
        with self.lock:
            self.people[person.id] = person
            dm = Channel("D" + person.id[1:], "", frozenset({person.id, BOT_USER}), partner=person.id)
            self._keep(dm)
        return person

    def add_channel(
        self,
        name: str,
        *,
        members: Iterable[str] | None = None,
        bot: bool = True,
        private: bool = False,
        archived: bool = False,
    ) -> Channel:
        """Add a channel; `members` are handles or ids, everyone when None; `bot` says whether it is in."""
        with self.lock:
            people = [person.id for person in self.people.values() if not person.is_bot]
            inside = people if members is None else [self.person(member).id for member in members]
            number = sum(not channel.is_im for channel in self.channels.values()) + 1
            members_with_bot = frozenset([*inside, BOT_USER] if bot else inside)
            channel = Channel(
                f"C0LOCAL{number:03d}", name.lstrip("#"), members_with_bot, private=private, archived=archived
            )
            self._keep(channel)
        return channel

    def replace_channel(self, channel: Channel) -> Channel:
        """Keep a changed channel in place of the one with its id."""
        with self.lock:
            self.channels[channel.id] = channel
        return channel

    def _keep(self, channel: Channel) -> None:
        self.channels[channel.id] = channel
        self._shelves[channel.id] = _Shelf()

    def person(self, who: str) -> Person:
        """Return a person by id or handle.

        Raises:
            LookupError: nobody has that id or handle.
        """
        found = self.people.get(who)
        if found is None:
            found = next((person for person in self.people.values() if person.handle == who), None)
        if found is None:
            raise LookupError(f"no such person: {who}")
        return found

    def channel(self, where: str) -> Channel:
        """Return a conversation by id, `#name`, bare name, or the person whose direct message it is.

        Raises:
            LookupError: there is no such conversation.
        """
        if where in self.channels:
            return self.channels[where]
        name = where.lstrip("#")
        for channel in self.channels.values():
            if channel.name and channel.name == name:
                return channel
        try:
            partner = self.person(where.lstrip("@")).id
        except LookupError:
            raise LookupError(f"no such conversation: {where}") from None
        for channel in self.channels.values():
            if channel.partner == partner:
                return channel
        raise LookupError(f"no such conversation: {where}")

    # -- messages ----------------------------------------------------------------------------------

    def add(self, message: Message) -> Message:
        """Keep a new message and tell the subscribers."""
        kind: ChangeKind = "ephemeral" if message.ephemeral else "message"
        with self.lock:
            self._shelves[message.channel].messages[message.ts] = message
        self._tell(Change(kind, message.channel, message.visible_to, message))
        return message

    def edit(self, message: Message, **changes: Any) -> Message:
        """Keep a changed message in place of the one with its timestamp, and tell the subscribers."""
        changed = replace(message, **changes)
        with self.lock:
            self._shelves[message.channel].messages[message.ts] = changed
        self._tell(Change("edited", changed.channel, changed.visible_to, changed))
        return changed

    def remove(self, message: Message) -> None:
        """Forget a message and tell the subscribers."""
        with self.lock:
            self._shelves[message.channel].messages.pop(message.ts, None)
        self._tell(Change("deleted", message.channel, message.visible_to, message))

    def message(self, channel: str, ts: str) -> Message | None:
        """Return one message, None when there is none at that timestamp."""
        with self.lock:
            return self._shelves[channel].messages.get(ts)

    def messages(self, channel: str) -> tuple[Message, ...]:
        """Return every message of a conversation, ephemeral ones included, oldest first."""
        with self.lock:
            return tuple(self._shelves[channel].messages.values())

    # -- views -------------------------------------------------------------------------------------

    def new_view(self, user: str, body: Json, *, previous: View | None = None) -> View:
        """Return a view with ids of its own and a block id on every block; nothing is shown yet."""
        view_id = self.next_id("V")
        filled = {**body, "blocks": self.fill_block_ids(body["blocks"])}
        root = previous.root_id if previous else view_id
        return View(view_id, user, filled, self._hash(), root, previous.id if previous else None)

    def changed_view(self, view: View, body: Json) -> View:
        """Return the view with a new body and hash, its ids kept."""
        filled = {**body, "blocks": self.fill_block_ids(body["blocks"])}
        return replace(view, body=filled, hash=self._hash())

    def fill_block_ids(self, blocks: Iterable[Json]) -> list[Json]:
        """Return the blocks with a generated `block_id` where the app gave none, as Slack does."""
        return [{**block, "block_id": block.get("block_id") or self.next_id("b")} for block in blocks]

    def _hash(self) -> str:
        return f"{int(self.now())}.{next(self._numbers):08x}"

    def show_modals(self, user: str, stack: list[View]) -> None:
        """Make `stack` the person's open modals, the last on top, and tell the subscribers."""
        with self.lock:
            closed = self.modals.get(user, [])[-1:]
            self.modals[user] = stack
        if stack:
            self._tell(Change("view", user=user, view=stack[-1]))
        elif closed:
            self._tell(Change("view_closed", user=user, view=closed[-1]))

    def show_home(self, user: str, view: View) -> None:
        """Make `view` the person's App Home and tell the subscribers."""
        with self.lock:
            self.homes[user] = view
        self._tell(Change("home", user=user, view=view))

    # -- who is told -------------------------------------------------------------------------------

    def subscribe(self, listener: Callable[[Change], None]) -> Callable[[], None]:
        """Call `listener` on every change, in the thread that made it; returns what ends it."""
        with self.lock:
            self._subscribers.append(listener)

        def end() -> None:
            with self.lock:
                if listener in self._subscribers:
                    self._subscribers.remove(listener)

        return end

    def note(self, change: Change) -> None:
        """Tell the subscribers of a change made elsewhere."""
        self._tell(change)

    def wait_until(self, ready: Callable[[], Any], timeout: float) -> Any:
        """Return what `ready` returns once it is true, or its last value after `timeout` seconds."""
        with self._changed:
            return self._changed.wait_for(ready, timeout)

    def _tell(self, change: Change) -> None:
        with self._changed:
            listeners = list(self._subscribers)
            self._changed.notify_all()
        for listener in listeners:
            listener(change)
