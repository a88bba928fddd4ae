"""The tracker in Slack: the buttons of items, the form that Update opens, and the export buttons.

Every change is handed to durable work before Slack is acknowledged, and answered from there.
"""

import json
import re
from typing import Any

from slack_bolt import Ack, App, Respond
from slack_sdk import WebClient

from bot.rendering import render
from bot.rendering.item_form import FORM
from bot.rendering.tracked import ASSIGN, DONE, EXPORT, REOPEN, UPDATE
from bot.tracking.desk import Desk
from bot.tracking.form import Again, Errors, open_form, submit_form
from bot.tracking.item import Change
from handlers.pressed import place_of

Json = dict[str, Any]


def register(app: App, desk: Desk) -> None:
    """Listen for the buttons of items and for their form."""

    @app.action(re.compile(rf"{UPDATE}:.+"))
    def update(ack: Ack, action: Json, body: Json, client: WebClient, respond: Respond) -> None:
        # Opened before the acknowledgement: the trigger is good for three seconds.
        pressed = json.loads(action["value"])
        place = place_of(body, pressed)
        form = open_form(desk, pressed["key"], place)
        if isinstance(form, dict):
            client.views_open(trigger_id=body["trigger_id"], view=form)
        else:
            message = render(form, private=True)
            respond(
                text=message.text, blocks=message.blocks, response_type="ephemeral", replace_original=False
            )
        ack()

    @app.action(re.compile(rf"({'|'.join((ASSIGN, DONE, REOPEN))}):.+"))
    def pressed(ack: Ack, action: Json, body: Json) -> None:
        held = json.loads(action["value"])
        button = action["action_id"].split(":")[0].removeprefix("item.")
        changes: dict[str, Change] = {
            "done": {"status": "done"},
            "assign": {"owner": body["user"]["id"]},
            "reopen": {"status": "open"},
        }
        place = place_of(body, held)
        key = f"press:{body['trigger_id']}"
        desk.take_change(held["key"], changes[button], held["seen"], place, key=key, button=button)
        ack()

    @app.view(FORM)
    def submitted(ack: Ack, body: Json, view: Json) -> None:
        metadata = json.loads(view["private_metadata"])
        key = f"form:{view['id']}:{view['hash']}"
        outcome = submit_form(desk, metadata, view["state"]["values"], key=key)
        if isinstance(outcome, Errors):
            ack(response_action="errors", errors=outcome.by_field)
        elif isinstance(outcome, Again):
            ack(response_action="update", view=outcome.view)
        else:
            ack()

    @app.action(re.compile(rf"{EXPORT}:.+"))
    def export(ack: Ack, action: Json, body: Json) -> None:
        held = json.loads(action["value"])
        desk.take_export(place_of(body, held), held["format"], key=f"export:{body['trigger_id']}")
        ack()
