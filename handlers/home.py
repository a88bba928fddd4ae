"""The App Home: what can be asked, with buttons that ask it."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from slack_bolt import App
from slack_sdk import WebClient

from bot.rendering import render
from bot.service import FindingsService


def register(app: App, service: FindingsService, today: Callable[[], dt.date]) -> None:
    """Listen for people who open the bot's Home."""

    @app.event("app_home_opened")
    def opened(event: dict[str, Any], client: WebClient) -> None:
        if event.get("tab") == "home":
            blocks = list(render(service.ask("help", today=today())).blocks)
            client.views_publish(user_id=event["user"], view={"type": "home", "blocks": blocks})
