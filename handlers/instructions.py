"""Instructions: slash texts that change something are handed over, and answered when they have been carried out."""

from typing import Any

from bot.answering.asked import Asker
from bot.tracking.desk import Desk, Place


def take(desk: Desk, command: dict[str, Any]) -> None:
    """Hand over the instruction of a slash command; Slack's trigger id names it."""
    asker = Asker(command["team_id"], command["user_id"], command["channel_id"])
    place = Place(asker, command["response_url"])
    desk.take_instruction(command.get("text", ""), place, key=f"instruct:{command['trigger_id']}")
