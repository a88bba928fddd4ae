"""What conversations leave behind: the last question of each thread, authorities that were set, feedback."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import Boolean, Column, Integer, String, Table, Text, select

from bot.state.database import State
from bot.state.schema import Instant, metadata

threads = Table(
    "threads",
    metadata,
    Column("team", String(30), primary_key=True),
    Column("channel", String(30), primary_key=True),
    Column("thread", String(30), primary_key=True),
    Column("question", Text, nullable=False),
    Column("asked", Instant, nullable=False),
)

preferences = Table(
    "preferences",
    metadata,
    Column("team", String(30), primary_key=True),
    Column("owner", String(30), primary_key=True),
    Column("authority", String(100), nullable=False),
    Column("set_by", String(40), nullable=False),
    Column("set_at", Instant, nullable=False),
)

feedback = Table(
    "feedback",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("request", String(200), nullable=False, unique=True),
    Column("team", String(30), nullable=False),
    Column("user", String(30), nullable=False),
    Column("question", Text, nullable=False),
    Column("helpful", Boolean, nullable=False),
    Column("reason", Text, nullable=False),
    Column("given", Instant, nullable=False),
)

REASON_LIMIT = 2000
"""Characters of a reason that are kept."""


@dataclass(frozen=True, slots=True)
class Feedback:
    """What someone thought of an answer; `reason` is empty when none was given."""

    team: str
    user: str
    question: str
    helpful: bool
    reason: str
    given: dt.datetime


class Conversations:
    """Threads, preferences and feedback in a state database."""

    def __init__(self, state: State) -> None:
        self._state = state

    def last_question(self, team: str, channel: str, thread: str) -> str | None:
        """Return the last question of a thread, as completed; None when there was none."""
        same = (threads.c.team == team) & (threads.c.channel == channel) & (threads.c.thread == thread)
        with self._state.read() as connection:
            return connection.execute(select(threads.c.question).where(same)).scalar()

    def remember(self, team: str, channel: str, thread: str, question: str, at: dt.datetime) -> None:
        """Keep `question` as the last one of a thread."""
        key = {"team": team, "channel": channel, "thread": thread}
        same = (threads.c.team == team) & (threads.c.channel == channel) & (threads.c.thread == thread)
        with self._state.write() as connection:
            connection.execute(threads.delete().where(same))
            connection.execute(threads.insert().values(**key, question=question, asked=at))

    def preferred(self, team: str, *owners: str) -> str | None:
        """Return the authority set for the first of `owners` (a channel's or a person's id) that has one."""
        mine = (preferences.c.team == team) & preferences.c.owner.in_(owners)
        with self._state.read() as connection:
            rows = connection.execute(select(preferences.c.owner, preferences.c.authority).where(mine)).all()
        found = {row.owner: str(row.authority) for row in rows}
        return next((found[owner] for owner in owners if owner in found), None)

    def prefer(self, team: str, owner: str, authority: str | None, by: str, at: dt.datetime) -> None:
        """Set the authority that is meant where `owner` names none; None forgets it."""
        same = (preferences.c.team == team) & (preferences.c.owner == owner)
        with self._state.write() as connection:
            connection.execute(preferences.delete().where(same))
            if authority is not None:
                row = {"team": team, "owner": owner, "authority": authority, "set_by": by, "set_at": at}
                connection.execute(preferences.insert().values(**row))

    def give_feedback(self, given: Feedback, *, request: str) -> None:
        """Keep what someone thought of an answer; the same `request` again changes nothing."""
        with self._state.write() as connection:
            known = connection.execute(select(feedback.c.id).where(feedback.c.request == request)).first()
            if known is None:
                values = {name: getattr(given, name) for name in Feedback.__slots__}
                values["reason"] = given.reason[:REASON_LIMIT]
                connection.execute(feedback.insert().values(request=request, **values))

    def feedback(self) -> tuple[Feedback, ...]:
        """Return all feedback, newest first."""
        columns = [feedback.c[name] for name in Feedback.__slots__]
        with self._state.read() as connection:
            rows = connection.execute(
                select(*columns).order_by(feedback.c.given.desc(), feedback.c.id.desc())
            )
            return tuple(Feedback(*row) for row in rows)
