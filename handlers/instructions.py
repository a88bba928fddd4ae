"""Instructions: slash texts that change something are handed over, and answered when they have been carried out."""

from typing import Any

from bot.answering.asked import Asker
from bot.tracking.desk import Desk, Place
from handlers.pressed import place_of


def take(desk: Desk, command: dict[str, Any]) -> None:
    """Hand over the instruction of a slash command; Slack's trigger id names it."""
    asker = Asker(command["team_id"], command["user_id"], command["channel_id"])
    place = Place(asker, command["response_url"])
    desk.take_instruction(command.get("text", ""), place, key=f"instruct:{command['trigger_id']}")


def take_pressed(desk: Desk, held: dict[str, Any], body: dict[str, Any]) -> None:
    """Hand over the instruction that a button stands for; `held` is the button's value."""
    desk.take_instruction(held["ask"], place_of(body, held), key=f"instruct:{body['trigger_id']}")
