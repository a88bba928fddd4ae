"""Executors: which processes work on this database, and which of them were last seen when.

A process beats while it lives. One that has not beaten for the length of the lease is taken for dead, and so is one of
this very machine whose process is gone; its work is then adopted by another.
"""

import time
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    ColumnElement,
    Float,
    Integer,
    String,
    Table,
    cast,
    delete,
    literal,
    select,
)
from sqlalchemy import func as sql
from sqlalchemy import insert as insert_into
from sqlalchemy import update as change

from bot.state.database import State
from bot.state.schema import metadata

EXECUTORS = Table(
    "executors",
    metadata,
    Column("id", String(120), primary_key=True),
    Column("machine", String(120), nullable=False),
    Column("process", Integer, nullable=False),
    Column("process_started", String(40), nullable=False),
    Column("seen", Float, nullable=False),
    Column("adopted", Boolean, nullable=False),
)


@dataclass(frozen=True, slots=True)
class Executor:
    """A process that works on this database.

    Attributes:
        id: Unique to this start of the process.
        machine: The machine and its process table, so that `process` can be looked up there; empty when unknown.
        process: The process id.
        process_started: When it was started, in the machine's own words: process ids are used again.
        seen: Its last beat, seconds since the epoch by the database's clock (on SQLite, the machine's).
    """

    id: str
    machine: str
    process: int
    process_started: str
    seen: float = 0.0


class Executors:
    """The executors of a state database."""

    def __init__(self, state: State) -> None:
        self._state = state

    def _now(self) -> ColumnElement[float]:
        """Return the one clock that all processes share: the server's, or this machine's on SQLite."""
        if self._state.is_sqlite:
            return literal(time.time(), Float)
        return cast(sql.extract("epoch", sql.clock_timestamp()), Float)

    def beat(self, executor: Executor) -> bool:
        """Note that `executor` lives; returns False when it had been taken for dead; it is known again now."""
        with self._state.write() as connection:
            mine = EXECUTORS.c.id == executor.id
            alive = change(EXECUTORS).where(mine, EXECUTORS.c.adopted.is_(False)).values(seen=self._now())
            if connection.execute(alive).rowcount:
                return True
            connection.execute(delete(EXECUTORS).where(mine))
            values: dict[str, Any] = {
                "id": executor.id,
                "machine": executor.machine,
                "process": executor.process,
                "process_started": executor.process_started,
                "adopted": False,
                "seen": self._now(),
            }
            connection.execute(insert_into(EXECUTORS).values(**values))
        return False

    def others(self, executor: Executor) -> tuple[tuple[Executor, float], ...]:
        """Return every other executor with the seconds since its last beat."""
        table = EXECUTORS.c
        query = select(
            table.id,
            table.machine,
            table.process,
            table.process_started,
            table.seen,
            self._now().label("now"),
        ).where(table.id != executor.id)
        with self._state.read() as connection:
            rows = connection.execute(query).all()
        return tuple((Executor(*row[:5]), float(row.now) - row.seen) for row in rows)

    def known(self, identity: str) -> bool:
        """Return whether an executor with this id is on record, and not adopted."""
        query = select(EXECUTORS.c.id).where(EXECUTORS.c.id == identity, EXECUTORS.c.adopted.is_(False))
        with self._state.read() as connection:
            return connection.execute(query).first() is not None

    def adopt(self, dead: Executor) -> bool:
        """Take `dead` for dead, unless it has beaten since it was read; its next beat tells it so."""
        still = (EXECUTORS.c.id == dead.id, EXECUTORS.c.seen == dead.seen)
        with self._state.write() as connection:
            return bool(connection.execute(change(EXECUTORS).where(*still).values(adopted=True)).rowcount)

    def forget(self, dead: Executor) -> None:
        """Strike out `dead`, all of whose work has been adopted."""
        with self._state.write() as connection:
            connection.execute(
                delete(EXECUTORS).where(EXECUTORS.c.id == dead.id, EXECUTORS.c.adopted.is_(True))
            )

    def release(self, executor: Executor) -> None:
        """Let others adopt what `executor` leaves behind, without waiting for the lease to end."""
        with self._state.write() as connection:
            connection.execute(change(EXECUTORS).where(EXECUTORS.c.id == executor.id).values(seen=0.0))
