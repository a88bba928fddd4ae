"""What ids are called, and what there is to choose from: conversations, people, channels."""

from __future__ import annotations

from dataclasses import dataclass

from handlers.local_slack import LocalSlack
from handlers.local_slack.models import SLACKBOT

HOME = "home"


@dataclass(frozen=True, slots=True)
class Directory:
    """Names of one workspace."""

    slack: LocalSlack

    def name_of(self, identifier: str) -> str:
        """Return what a user or channel is called."""
        if identifier == SLACKBOT:
            return "Slackbot"
        person = self.slack.workspace.people.get(identifier)
        if person is not None:
            return person.handle if person.is_bot else person.real_name
        channel = self.slack.workspace.channels.get(identifier)
        return channel.name if channel is not None else identifier or "another app"

    def conversations(self, person: str) -> list[tuple[str, str]]:
        """Return what the sidebar lists for a person: id and name, the bot and its Home last."""
        channels = [channel for channel in self.slack.channels if not channel.is_im]
        mine = [(channel.id, f"# {channel.name}") for channel in channels if person in channel.members]
        bot = self.name_of(self.slack.bot_user)
        return [*mine, (self.slack.dm(person).id, f"@ {bot} (direct)"), (HOME, f"⌂ {bot} Home")]

    def listed(self, kind: str) -> list[tuple[str, str]]:
        """Return users, channels or conversations as (id, name), for the menus that list them."""
        if kind == "users":
            return [(person.id, person.real_name) for person in self.slack.people]
        channels = [channel for channel in self.slack.channels if not channel.is_im]
        return [(channel.id, f"#{channel.name}") for channel in channels]
