"""People's names as Slack shows them, kept for what leaves Slack: there an id says nothing to its readers."""

import datetime as dt
from collections.abc import Iterable
from contextlib import suppress

from sqlalchemy import Column, String, Table, select
from sqlalchemy.exc import IntegrityError

from bot.state.database import State
from bot.state.schema import Instant, metadata

LONGEST_NAME = 200
"""Characters of a name that are kept; Slack takes 80."""

people = Table(
    "people",
    metadata,
    Column("user", String(40), primary_key=True),
    Column("name", String(LONGEST_NAME), nullable=False),
    Column("learnt", Instant, nullable=False),
)


class People:
    """The names in a state database, by Slack user's id."""

    def __init__(self, state: State) -> None:
        self._state = state

    def names(self, users: Iterable[str], *, since: dt.datetime | None = None) -> dict[str, str]:
        """Return the names that are known of `users`, by id; with `since`, only those learnt then or later."""
        query = select(people.c.user, people.c.name).where(people.c.user.in_(set(users)))
        if since is not None:
            query = query.where(people.c.learnt >= since)
        with self._state.read() as connection:
            return {row.user: row.name for row in connection.execute(query)}

    def keep(self, user: str, name: str, now: dt.datetime) -> None:
        """Keep a person's name in place of the one known before."""
        values = {"name": name[:LONGEST_NAME], "learnt": now}
        with suppress(IntegrityError), self._state.write() as connection:  # another process keeps it just now
            if not connection.execute(people.update().where(people.c.user == user).values(values)).rowcount:
                connection.execute(people.insert().values(user=user, **values))
