"""Looks into a channel's history for a message of the bot's, by the metadata that it was posted with.

Needs the history scope of the channel's kind, which the manifest does not ask for: without it nothing is found out, and
a person is asked instead.
"""

import datetime as dt
import time
from collections.abc import Iterator, Mapping
from http.client import HTTPException
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.http_retry.builtin_handlers import RateLimitErrorRetryHandler

from bot.digest.delivery import Unreadable
from bot.sending import Sent

EARLIER = dt.timedelta(minutes=2)
"""How far this machine's clock may be ahead of Slack's."""

MOST_PAGES = 10
TRIES, BETWEEN = 3, 2.0
TIMEOUT = 10


class SlackHistory:
    """Reads with the bot's token. Fulfils `bot.digest.delivery.History`."""

    def __init__(self, bot_token: str, api_url: str = "https://slack.com/api/") -> None:
        limited = RateLimitErrorRetryHandler(max_retry_count=2)
        self._client = WebClient(bot_token, base_url=api_url, timeout=TIMEOUT, retry_handlers=[limited])

    def find(
        self, channel: str, metadata: Mapping[str, Any], *, since: dt.datetime, thread: str | None = None
    ) -> Sent | None:
        """Return the message that carries `metadata`, None when there is none."""
        if channel.startswith(("U", "W")):
            raise Unreadable("the direct message cannot be read before anything was sent there")
        for message in self._messages(channel, since, thread):
            if message.get("metadata") == metadata:
                return Sent(channel, str(message["ts"]))
        return None

    def _messages(self, channel: str, since: dt.datetime, thread: str | None) -> Iterator[dict[str, Any]]:
        cursor = ""
        for _ in range(MOST_PAGES):
            answer = self._page(channel, f"{(since - EARLIER).timestamp():.6f}", thread, cursor)
            yield from answer.get("messages", ())
            cursor = (answer.get("response_metadata") or {}).get("next_cursor") or ""
            if not cursor:
                return
        raise Unreadable("there are too many messages in the channel to look through")

    def _page(self, channel: str, oldest: str, thread: str | None, cursor: str) -> Any:
        arguments: dict[str, Any] = {
            "channel": channel,
            "oldest": oldest,
            "include_all_metadata": True,
            "limit": 200,
            "cursor": cursor or None,
        }
        problem = ""
        for number in range(TRIES):
            if number:
                time.sleep(BETWEEN)
            try:
                if thread is None:
                    return self._client.conversations_history(**arguments)
                return self._client.conversations_replies(ts=thread, **arguments)
            except SlackApiError as error:
                if error.response.status_code < 500 and error.response.status_code != 429:
                    code = error.response.get("error", "refused")
                    raise Unreadable(f"the channel’s history may not be read ({code})") from error
                problem = f"status {error.response.status_code}"
            except (SlackClientError, OSError, HTTPException) as error:
                problem = type(error).__name__
        raise Unreadable(f"the channel’s history cannot be read now ({problem})")
