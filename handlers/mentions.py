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


def register(app: App, service: FindingsService, today: Callable[[], dt.date], once: Once) -> None:
    """Listen for mentions of the bot."""

    def compose(event: dict[str, Any]) -> dict[str, Any]:
        message = render(service.ask(event.get("text", ""), today=today(), asker=asker_of(event)))
        thread = event.get("thread_ts", event["ts"])
        return {"channel": event["channel"], "thread_ts": thread, **message.payload()}

    once.register("mention", compose)

    @app.event("app_mention")
    def mentioned(event: dict[str, Any], body: dict[str, Any], client: WebClient) -> None:
        if is_from_person(event):
            once.answer("mention", body.get("team_id", ""), event, client)


def asker_of(event: dict[str, Any]) -> Asker:
    """Return who wrote a message, and in which thread (its own, when it begins one)."""
    return Asker(event.get("team", ""), event["user"], event["channel"], event.get("thread_ts", event["ts"]))


def is_from_person(event: dict[str, Any]) -> bool:
    """Return whether a person wrote this message just now: no bot, no edit, no deletion, no joining."""
    written = event.get("subtype") in (None, "thread_broadcast", "file_share")
    return written and "bot_id" not in event and "edited" not in event and "user" in event
