"""Mentions in channels: answered in the thread of the message that asks."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from slack_bolt import App
from slack_sdk import WebClient

from bot.answering.asked import Asker
from bot.rendering import render
from bot.service import FindingsService
from handlers.once import Once


def register(app: App, service: FindingsService, today: Callable[[], dt.date]) -> None:
    """Listen for mentions of the bot."""
    once = Once()

    @app.event("app_mention")
    def mentioned(event: dict[str, Any], client: WebClient) -> None:
        if is_from_person(event) and once.claim(event["channel"], event["ts"]):
            asker = asker_of(event)
            message = render(service.ask(event.get("text", ""), today=today(), asker=asker))
            client.chat_postMessage(
                channel=event["channel"], thread_ts=event.get("thread_ts", event["ts"]), **message.payload()
            )


def asker_of(event: dict[str, Any]) -> Asker:
    """Return who wrote a message, and in which thread (its own, when it begins one)."""
    return Asker(event.get("team", ""), event["user"], event["channel"], event.get("thread_ts", event["ts"]))


def is_from_person(event: dict[str, Any]) -> bool:
    """Return whether a person wrote this message just now: no bot, no edit, no deletion, no joining."""
    written = event.get("subtype") in (None, "thread_broadcast", "file_share")
    return written and "bot_id" not in event and "edited" not in event and "user" in event
