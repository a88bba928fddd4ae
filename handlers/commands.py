"""The slash command: the answer goes back in the acknowledgement, to the asker only."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.answering.asked import Asker
from bot.digest.desk import DigestDesk
from bot.rendering import render
from bot.service import FindingsService
from bot.tracking.desk import Desk
from handlers import digest, instructions


def register(
    app: App,
    service: FindingsService,
    today: Callable[[], dt.date],
    desk: Desk | None = None,
    digests: DigestDesk | None = None,
) -> None:
    """Listen for `/ofsted`; what changes something is handed to `desk`, and `digests` has the form for a digest."""

    @app.command("/ofsted")
    def ofsted(ack: Ack, command: dict[str, Any], client: WebClient) -> None:
        if digests is not None and digest.wants_form(command):
            digest.open_form(digests, command, client)
            ack()
            return
        if desk is not None and desk.is_instruction(command.get("text", "")):
            instructions.take(desk, command)
            ack()  # empty: the answer is usually there sooner than a word about it would be read
            return
        asker = Asker(command["team_id"], command["user_id"], command["channel_id"])
        answer = service.ask(command.get("text", ""), today=today(), asker=asker)
        message = render(answer, private=True)
        ack(response_type="ephemeral", text=message.text, blocks=message.blocks)
