"""Direct messages: answered in place, or in the thread when the message stands in one."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from slack_bolt import App
from slack_sdk import WebClient

from bot.rendering import render
from bot.service import FindingsService
from handlers.mentions import asker_of, is_from_person
from handlers.once import Once


def register(app: App, service: FindingsService, today: Callable[[], dt.date], once: Once) -> None:
    """Listen for direct messages; messages in channels reach the bot as mentions only."""

    def compose(event: dict[str, Any]) -> dict[str, Any]:
        message = render(service.ask(event.get("text", ""), today=today(), asker=asker_of(event)))
        thread = {"thread_ts": event["thread_ts"]} if "thread_ts" in event else {}
        return {"channel": event["channel"], **thread, **message.payload()}

    once.register("message", compose)

    @app.event("message")
    def written(event: dict[str, Any], body: dict[str, Any], client: WebClient) -> None:
        if event.get("channel_type") == "im" and is_from_person(event):
            once.answer("message", body.get("team_id", ""), event, client)
