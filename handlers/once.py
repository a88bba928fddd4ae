"""Once: answers each message at most once, whichever process Slack delivers it to and however often.

A message is taken in the state database before it is read, and noted again right before and after its answer goes out.
What a process that died had taken and not answered is answered when Slack delivers it again, or when another process
notices the death, whichever is first. What it was just sending is left alone: the answer may have arrived.
"""

import datetime as dt
import logging
from collections.abc import Callable
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError

from bot.state.inbox import Event, Inbox

logger = logging.getLogger(__name__)

Compose = Callable[[Event], dict[str, Any]]
"""Makes the arguments of `chat.postMessage` from an event."""

_KEPT = ("type", "channel", "ts", "thread_ts", "user", "team", "text")


class Once:
    """Takes messages and answers them; for any number of threads."""

    def __init__(
        self,
        inbox: Inbox | None = None,
        executor: str = "",
        is_dead: Callable[[str], bool] = lambda _: False,
        *,
        clock: Callable[[], dt.datetime] = lambda: dt.datetime.now(dt.UTC),
    ) -> None:
        """Keep what is taken in `inbox`; without one nothing is remembered, and every delivery is answered.

        Args:
            inbox: The state database's.
            executor: This process.
            is_dead: Whether an executor is known to be dead.
            clock: The instant.
        """
        self._inbox = inbox
        self._executor = executor
        self._is_dead = is_dead
        self._clock = clock
        self._composers: dict[str, Compose] = {}

    def register(self, kind: str, compose: Compose) -> None:
        """Have events of a kind answered by what `compose` makes of them."""
        self._composers[kind] = compose

    def answer(self, kind: str, team: str, event: Event, client: WebClient) -> bool:
        """Answer an event unless it is or was answered elsewhere; returns whether it was answered now."""
        if self._inbox is None:
            client.chat_postMessage(**self._composers[kind](event))
            return True
        kept = {name: event[name] for name in _KEPT if name in event}
        before = self._inbox.take(kind, team, kept, executor=self._executor, now=self._clock())
        if before is not None and not self._inherited(self._inbox, team, kept, before):
            return False
        return self._answer(self._inbox, kind, team, kept, client)

    def _inherited(self, inbox: Inbox, team: str, event: Event, before: str) -> bool:
        if before == self._executor or not self._is_dead(before):
            return False
        return inbox.take_over(team, event, dead=before, executor=self._executor)

    def adopt(self, dead: str, client: WebClient) -> int:
        """Answer what a dead process had taken and not answered; returns how many."""
        answered = 0
        for kind, team, event in self._inbox.left_by(dead) if self._inbox else ():
            if not self._inbox or not self._inbox.take_over(team, event, dead=dead, executor=self._executor):
                continue
            try:
                answered += self._answer(self._inbox, kind, team, event, client)
            except (SlackApiError, SlackClientError, OSError) as error:
                logger.warning("a message that %s had taken is not answered: %s", dead, type(error).__name__)
        if answered:
            logger.info("answered %d messages that %s had taken", answered, dead)
        return answered

    def forget(self, now: dt.datetime) -> None:
        """Forget old messages, once an hour; a tick."""
        if self._inbox is not None and now.minute == 0:
            self._inbox.forget(now)

    def _answer(self, inbox: Inbox, kind: str, team: str, event: Event, client: WebClient) -> bool:
        try:
            arguments = self._composers[kind](event)
            if not inbox.sending(team, event, executor=self._executor):
                return False
            client.chat_postMessage(**arguments)
        except (SlackClientError, OSError) as error:
            refused = isinstance(error, SlackApiError)
            inbox.settle(team, event, "failed" if refused else "unknown")
            raise
        except Exception:
            # The error listener tells the person; the message is not answered again.
            inbox.settle(team, event, "failed")
            raise
        inbox.settle(team, event, "answered")
        return True
