"""Learns people's names from Slack, as far as it tells them, for what leaves Slack."""

import datetime as dt
import logging
from collections.abc import Iterable

from bot.sending import NameBook, SendError
from bot.state import State
from bot.state.people import People

logger = logging.getLogger(__name__)

FRESH = dt.timedelta(days=30)
"""How long a name is taken for true before Slack is asked again."""

MOST_ASKED = 50
"""People asked about at once: half of what Slack allows in a minute."""


def learn_names(state: State, book: NameBook, users: Iterable[str], now: dt.datetime) -> None:
    """Ask Slack for the names that are not known, or no longer fresh; those that it does not tell stay as they were.

    Args:
        state: Keeps the names.
        book: Slack.
        users: Slack users' ids.
        now: The instant.
    """
    wanted = set(users)
    asked = sorted(wanted - People(state).names(wanted, since=now - FRESH).keys())
    for user in asked[:MOST_ASKED]:
        try:
            name = book.name(user)
        except SendError as error:
            # Without the scope users:read, or with Slack out of reach, the next one would not be told either.
            logger.info("names of people are not learnt: %s", error)
            return
        if name:
            People(state).keep(user, name, now)
