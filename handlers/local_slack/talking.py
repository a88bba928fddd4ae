"""People talking: slash commands, messages, edits, files, and what other bots post."""

from __future__ import annotations

from dataclasses import dataclass

from handlers.local_slack.api_app import file_payload
from handlers.local_slack.backend import Refusal, StoredFile
from handlers.local_slack.core import SlackCore
from handlers.local_slack.delivery import Item
from handlers.local_slack.models import BOT_ID, BOT_USER, SLACKBOT, Channel, Json, Message
from handlers.local_slack.payloads import (
    as_typed,
    changed_event,
    deleted_event,
    home_opened_event,
    mention_event,
    message_event,
    slash_command,
)
from handlers.local_slack.replies import show

OTHER_BOT = "B0OTHERBOT"


@dataclass(frozen=True, slots=True)
class SlashResult:
    """What came of a slash command.

    Attributes:
        error: Slack's word for what went wrong (`operation_timeout`, `dispatch_failed`, `invalid_blocks` and
            so on), None when all went well.
        message: What the app answered in its ack, None when the ack was empty.
        seconds: How long the ack took.
        response_url: Where the app may answer later.
        details: What was wrong with the answer, in words.
    """

    command: str
    error: str | None
    message: Message | None
    seconds: float
    response_url: str
    details: tuple[str, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether Slack was content."""
        return self.error is None

    @property
    def shown(self) -> str:
        """What the person reads when it failed, or the answer's text; empty for an empty ack."""
        if self.error == "invalid_command":
            return f"{self.command} is not a valid command."
        if self.error:
            return f'{self.command} failed with the error "{self.error}"'
        return self.message.text if self.message else ""


class Talking(SlackCore):
    """What people say."""

    def slash(self, text: str, *, user: str, channel: str | Channel, command: str = "/ofsted") -> SlashResult:
        """Send a slash command and show what the app answers in its ack.

        Args:
            text: What follows the command.
            user: Who types it, by handle or id.
            channel: Where, by `#name`, id, or the person whose direct message it is.
            command: The command itself.
        """
        place, person = self.channel(channel), self.person(user)
        if command not in self.commands:
            return SlashResult(command, "invalid_command", None, 0.0, "")
        response_url = self.backend.issue_reply(place.id, person.id)
        trigger_id = self.backend.triggers.issue(person.id)
        payload = slash_command(
            command, text.strip(), person, place, trigger_id=trigger_id, response_url=response_url
        )
        ack = self.deliver(Item("slash_commands", payload))
        if ack.error or not ack.body:
            return SlashResult(command, ack.error, None, ack.seconds, response_url)
        reply = self.backend.replies[response_url.partition("/actions/")[2]]
        try:
            message = show(self.backend, reply, ack.body)
        except Refusal as refusal:
            details = tuple(refusal.extra.get("response_metadata", {}).get("messages", ()))
            return SlashResult(command, refusal.error, None, ack.seconds, response_url, details)
        return SlashResult(command, None, message, ack.seconds, response_url)

    def tell(self, channel: str | Channel, text: str, *, user: str, author: str = SLACKBOT) -> Message:
        """Show a person something only they see, from Slack itself; the app is not told."""
        place, person = self.channel(channel), self.person(user)
        return self.workspace.add(
            Message(place.id, self.workspace.next_ts(), author, text, visible_to=person.id)
        )

    def post(self, channel: str | Channel, text: str, user: str, thread_ts: str | None = None) -> Message:
        """Post as a person and deliver the events, each with its own id; returns once they are acknowledged.

        A message in a channel the bot is in is a `message` event, and when it names the bot (`<@...>` or
        `@ofsted`) an `app_mention` besides. In a direct message it is a `message` event only.
        """
        place, person = self.channel(channel), self.person(user)
        handles = {other.handle: other.id for other in self.workspace.people.values()}
        message = Message(
            place.id, self.workspace.next_ts(), person.id, as_typed(text, handles), thread_ts=thread_ts
        )
        self._publish(self.workspace.add(message), place)
        return message

    def _publish(self, message: Message, place: Channel) -> None:
        if BOT_USER not in place.members:
            return
        parent = self.workspace.message(place.id, message.thread_ts) if message.thread_ts else None
        events = [message_event(message, place, parent_user=parent.user if parent else None)]
        if not place.is_im and f"<@{BOT_USER}>" in message.text:
            events.append(mention_event(message))
        self.deliver_events(*events)

    def mention(self, channel: str | Channel, text: str, user: str, thread_ts: str | None = None) -> Message:
        """Post as a person, naming the bot first."""
        return self.post(channel, f"<@{BOT_USER}> {text}", user, thread_ts)

    def post_as_bot(
        self,
        channel: str | Channel,
        text: str,
        *,
        thread_ts: str | None = None,
        own: bool = False,
        blocks: tuple[Json, ...] = (),
    ) -> Message:
        """Post as another app's bot (`bot_message` with its bot id) or the app's own, and deliver it."""
        place = self.channel(channel)
        message = Message(
            place.id,
            self.workspace.next_ts(),
            BOT_USER if own else "",
            text,
            blocks,
            thread_ts,
            BOT_ID if own else OTHER_BOT,
            None if own else "bot_message",
        )
        self._publish(self.workspace.add(message), place)
        return message

    def edit(self, message: Message, text: str) -> Message:
        """Edit a message as its author and deliver `message_changed`."""
        place = self.channel(message.channel)
        ts = self.workspace.next_ts()
        handles = {other.handle: other.id for other in self.workspace.people.values()}
        changed = self.workspace.edit(message, text=as_typed(text, handles), edited_ts=ts)
        if BOT_USER in place.members:
            self.deliver_events(changed_event(changed, message, place, ts))
        return changed

    def delete(self, message: Message) -> None:
        """Delete a message as its author and deliver `message_deleted`."""
        place = self.channel(message.channel)
        self.workspace.remove(message)
        if BOT_USER in place.members:
            self.deliver_events(deleted_event(message, place, self.workspace.next_ts()))

    def share_file(
        self, channel: str | Channel, name: str, data: bytes, user: str, *, text: str = ""
    ) -> Message:
        """Drop a file into a conversation and deliver the `file_share` message."""
        place, person = self.channel(channel), self.person(user)
        file = StoredFile(self.workspace.next_id("F"), name, len(data), person.id, data, shared=True)
        self.backend.files[file.id] = file
        message = Message(
            place.id,
            self.workspace.next_ts(),
            person.id,
            text,
            subtype="file_share",
            files=(file_payload(self.backend, file),),
        )
        self._publish(self.workspace.add(message), place)
        return message

    def open_home(self, user: str) -> None:
        """Open the app's Home tab as a person and deliver `app_home_opened`."""
        person = self.person(user)
        view = self.workspace.homes.get(person.id)
        place = self.dm(person.id)
        self.deliver_events(home_opened_event(person, place, view, self.workspace.next_ts()))
