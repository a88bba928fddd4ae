"""The slash command: the answer goes back in the acknowledgement, to the asker only."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from slack_bolt import Ack, App

from bot.answering.asked import Asker
from bot.rendering import render
from bot.service import FindingsService


def register(app: App, service: FindingsService, today: Callable[[], dt.date]) -> None:
    """Listen for `/ofsted`."""

    @app.command("/ofsted")
    def ofsted(ack: Ack, command: dict[str, Any]) -> None:
        asker = Asker(command["team_id"], command["user_id"], command["channel_id"])
        answer = service.ask(command.get("text", ""), today=today(), asker=asker)
        message = render(answer, private=True)
        ack(response_type="ephemeral", text=message.text, blocks=message.blocks)
