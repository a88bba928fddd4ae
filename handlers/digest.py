"""Digests in Slack: their buttons, those of one that may not have been sent, and the form that sets one up."""

import json
import re
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.answering.asked import Asker
from bot.clean_text import clean_text
from bot.digest.desk import DigestDesk
from bot.digest.telling import RESEND_ACTION, THERE_ACTION
from bot.rendering.digest import SNOOZE_ACTION
from bot.rendering.digest_form import FORM
from bot.tracking.desk import Place
from handlers.pressed import place_of

Json = dict[str, Any]

_FORM_TEXTS = frozenset({"digest form", "digest setup", "digest set up"})


def wants_form(command: Json) -> bool:
    """Return whether a slash command asks for the form."""
    return clean_text(command.get("text", "")).lower() in _FORM_TEXTS


def open_form(desk: DigestDesk, command: Json, client: WebClient) -> None:
    """Open the form for the channel of a slash command; before the acknowledgement, as its trigger soon expires."""
    view = desk.form(command["team_id"], command["channel_id"])
    client.views_open(trigger_id=command["trigger_id"], view=view)


def register(app: App, desk: DigestDesk) -> None:
    """Listen for the buttons of digests and for their form."""

    @app.action(re.compile(rf"{SNOOZE_ACTION}:.+"))
    def snoozed(ack: Ack, action: Json, body: Json) -> None:
        held = json.loads(action["value"])
        desk.take_snooze(held["key"], place_of(body, held), key=f"snooze:{body['trigger_id']}")
        ack()

    @app.action(re.compile(rf"({RESEND_ACTION}|{THERE_ACTION}):.+"))
    def settled(ack: Ack, action: Json, body: Json) -> None:
        held = json.loads(action["value"])
        sent = action["action_id"].startswith(THERE_ACTION)
        desk.take_settling(held["slot"], place_of(body, held), sent=sent, key=f"settle:{body['trigger_id']}")
        ack()

    @app.view(FORM)
    def submitted(ack: Ack, body: Json, view: Json) -> None:
        channel = json.loads(view["private_metadata"])["channel"]
        asker = Asker(body["team"]["id"], body["user"]["id"], channel)
        key = f"digest form:{view['id']}:{view['hash']}"
        errors = desk.take_form(view["state"]["values"], Place(asker), key=key)
        if errors:
            ack(response_action="errors", errors=errors)
        else:
            ack()
