"""The slash command: the answer goes back in the acknowledgement, to the asker only."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from slack_bolt import Ack, App

from bot.rendering import render
from bot.service import FindingsService


def register(app: App, service: FindingsService, today: Callable[[], dt.date]) -> None:
    """Listen for `/ofsted`."""

    @app.command("/ofsted")
    def ofsted(ack: Ack, command: dict[str, Any]) -> None:
        message = render(service.ask(command.get("text", ""), today=today()), private=True)
        ack(response_type="ephemeral", text=message.text, blocks=message.blocks)
