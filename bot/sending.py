"""What the bot needs of Slack beyond answering at once: to send, to upload, to know who is in a group.

Protocols only; `handlers.sender` carries them out. Every method either returns (Slack has taken it) or raises one of
the three errors below, which tell what is known of the outcome.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from bot.rendering import Message


class SendError(RuntimeError):
    """Something could not be sent."""


class SendRefused(SendError):
    """Slack refused, and will refuse again: `code` is its word, such as `channel_not_found` or `is_archived`."""

    def __init__(self, code: str) -> None:
        super().__init__(f"Slack refused: {code}")
        self.code = code


class SendLater(SendError):
    """Slack has not taken it and may later: too many requests, out of order, or it could not be reached.

    `seconds` is how long it asks to wait; None when it did not say.
    """

    def __init__(self, reason: str, seconds: float | None = None) -> None:
        super().__init__(f"not now: {reason}")
        self.seconds = seconds


class SendUnknown(SendError):
    """The request went out and no answer came back: it may have been sent or not."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A message that Slack has taken: its channel's id and its timestamp."""

    channel: str
    ts: str


class Directory(Protocol):
    """Knows who is in a user group."""

    def members(self, group: str) -> frozenset[str]:
        """Return the ids of the people in a user group (its id begins with S).

        Raises:
            SendError: Slack did not say.
        """
        ...


class NameBook(Protocol):
    """Knows people's names."""

    def name(self, user: str) -> str:
        """Return a person's name as Slack shows it; empty when there is nobody with that id.

        Raises:
            SendError: Slack did not say.
        """
        ...


class Sender(Directory, NameBook, Protocol):
    """Sends to Slack. No method is called within a transaction of the state database."""

    def respond(
        self, response_url: str, message: "Message", *, replace: bool = False, thread: str | None = None
    ) -> None:
        """Answer privately at the address that came with a command or a button (30 minutes, five times).

        Args:
            response_url: The address.
            message: The answer.
            replace: Whether it takes the place of the message that the button stands on.
            thread: Timestamp of the thread's first message, for a button that stands in a thread.

        Raises:
            SendError: See the module.
        """
        ...

    def post(
        self,
        channel: str,
        message: "Message",
        *,
        thread: str | None = None,
        metadata: Mapping[str, Any] | None = None,
    ) -> Sent:
        """Post a message.

        Args:
            channel: A channel's id, or a person's for a direct message.
            message: The message.
            thread: Timestamp of the message in whose thread it goes.
            metadata: The message's `event_type` and `event_payload`.

        Raises:
            SendError: See the module.
        """
        ...

    def upload(
        self,
        channel: str,
        name: str,
        content: bytes,
        *,
        title: str,
        alt_text: str | None = None,
        comment: str | None = None,
        thread: str | None = None,
    ) -> None:
        """Upload a file into a conversation.

        Args:
            channel: A conversation's id (for a direct message the one that `post` gave back, not the person's).
            name: File name.
            content: The bytes.
            title: What readers see as its name.
            alt_text: What an image shows, in words, for people who cannot see it.
            comment: Plain text beside it.
            thread: Timestamp of the message in whose thread it goes.

        Raises:
            SendError: See the module.
        """
        ...
