"""Feedback in Slack: the buttons under an answer, and the form that asks what was wrong."""

import json
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.feedback import FORM, REASON_BLOCK, REASON_FIELD, FeedbackDesk, reason_form
from bot.rendering.blocks import HELPFUL_ACTION, UNHELPFUL_ACTION
from handlers.pressed import presser

Json = dict[str, Any]


def register(app: App, desk: FeedbackDesk) -> None:
    """Listen for the feedback buttons and their form."""

    @app.action(HELPFUL_ACTION)
    def helpful(ack: Ack, action: Json, body: Json) -> None:
        question = json.loads(action["value"])["ask"]
        key = f"feedback:{body['trigger_id']}"
        desk.take(
            presser(body), question, helpful=True, reason="", response_url=body.get("response_url"), key=key
        )
        ack()

    @app.action(UNHELPFUL_ACTION)
    def unhelpful(ack: Ack, action: Json, body: Json, client: WebClient) -> None:
        # Opened before the acknowledgement: the trigger is good for three seconds.
        question = json.loads(action["value"])["ask"]
        client.views_open(trigger_id=body["trigger_id"], view=reason_form(question, body.get("response_url")))
        ack()

    @app.view(FORM)
    def explained(ack: Ack, body: Json, view: Json) -> None:
        held = json.loads(view["private_metadata"])
        reason = view["state"]["values"][REASON_BLOCK][REASON_FIELD]["value"] or ""
        key = f"feedback:{view['id']}"
        desk.take(
            presser(body), held["question"], helpful=False, reason=reason, response_url=held["url"], key=key
        )
        ack()
