"""Buttons of answers: ask again (paging, choices, examples), share with the channel, tell why it was answered."""

import datetime as dt
import json
import re
from collections.abc import Callable
from typing import Any

from slack_bolt import Ack, App, Respond
from slack_sdk import WebClient
from slack_sdk.webhook import WebhookResponse

from bot.rendering import render, render_why
from bot.rendering.blocks import ASK_ACTION, SHARE_ACTION, WHY_ACTION
from bot.service import FindingsService
from bot.tracking.desk import Desk
from handlers import instructions
from handlers.pressed import presser


class NotDelivered(RuntimeError):
    """Slack did not take the answer to a button; the status says why."""


def register(
    app: App, service: FindingsService, today: Callable[[], dt.date], desk: Desk | None = None
) -> None:
    """Listen for the buttons of answers; one that stands for an instruction has `desk` carry it out."""

    @app.action(re.compile(rf"{ASK_ACTION}:\d+"))
    def asked(
        ack: Ack, action: dict[str, Any], body: dict[str, Any], respond: Respond, client: WebClient
    ) -> None:
        ack()
        wanted = json.loads(action["value"])
        if desk is not None and desk.is_instruction(wanted["ask"]):
            instructions.take_pressed(desk, wanted, body)
            return
        answer = service.ask(wanted["ask"], today=today(), asker=presser(body))
        message = render(answer, page=wanted["page"], private=True)
        container = body.get("container", {})
        if container.get("type") == "view":
            client.chat_postMessage(channel=body["user"]["id"], **message.payload())
            return
        thread = body.get("message", {}).get("thread_ts")
        _delivered(
            respond(
                text=message.text,
                blocks=message.blocks,
                response_type="ephemeral",
                replace_original=bool(container.get("is_ephemeral")),
                thread_ts=thread,
            )
        )

    @app.action(WHY_ACTION)
    def why(ack: Ack, action: dict[str, Any], body: dict[str, Any], respond: Respond) -> None:
        ack()
        question = service.parse(json.loads(action["value"])["ask"])
        message = render_why(
            service.why(question, service.answer(question, today=today(), asker=presser(body)))
        )
        thread = body.get("message", {}).get("thread_ts")
        _delivered(
            respond(
                text=message.text,
                blocks=message.blocks,
                response_type="ephemeral",
                replace_original=False,
                thread_ts=thread,
            )
        )

    @app.action(SHARE_ACTION)
    def shared(ack: Ack, action: dict[str, Any], body: dict[str, Any], respond: Respond) -> None:
        ack()
        wanted = json.loads(action["value"])
        message = render(service.ask(wanted["ask"], today=today(), asker=presser(body)), page=wanted["page"])
        by = {
            "type": "context",
            "elements": [{"type": "mrkdwn", "text": f"Shared by <@{body['user']['id']}>"}],
        }
        _delivered(
            respond(
                text=message.text,
                blocks=[*message.blocks, by],
                response_type="in_channel",
                replace_original=False,
            )
        )


def _delivered(response: WebhookResponse) -> None:
    """Raise unless Slack took a message sent to a response URL; the SDK does not."""
    if response.status_code != 200:
        raise NotDelivered(f"response URL answered {response.status_code}")
