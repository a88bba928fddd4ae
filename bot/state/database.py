"""The state database: one engine for SQLite and PostgreSQL, migrations at start-up, one writer at a time.

On SQLite a write takes the lock at its beginning (`BEGIN IMMEDIATE`), and one at a time within this process: several
connections that write stall each other for seconds. Keep transactions short, and never call Slack within one.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import SQLAlchemyError

from bot.state.migrate import upgrade

BUSY_SECONDS = 10.0
"""Seconds that a statement waits for another process's write on SQLite."""

_IMMEDIATE = "state_writes"


class StateError(RuntimeError):
    """The state database cannot be used; the message says why and what to do."""


class State:
    """The state database at `url`, for any number of threads."""

    def __init__(self, url: str) -> None:
        """Prepare the engine; nothing is opened until `migrate` or the first query.

        Args:
            url: `sqlite:///path`, or a PostgreSQL address in any of its spellings.
        """
        self.url = engine_url(url)
        self.engine = _engine(self.url)
        self._writer = threading.Lock() if self.is_sqlite else None

    @property
    def is_sqlite(self) -> bool:
        """Whether the database is a file of this machine."""
        return self.url.get_backend_name() == "sqlite"

    def migrate(self) -> None:
        """Bring the tables up to date; several processes may do so at once.

        Raises:
            StateError: The database cannot be reached or written, or is newer than this program.
        """
        try:
            if self.is_sqlite and self.url.database:
                Path(self.url.database).parent.mkdir(parents=True, exist_ok=True)
            with self.write() as connection:
                if not self.is_sqlite:
                    # Held to the end of the transaction, so that one process migrates and the others wait.
                    connection.execute(text("SELECT pg_advisory_xact_lock(7020301)"))
                upgrade(connection)
        except (SQLAlchemyError, OSError) as error:
            where = self.url.render_as_string(hide_password=True)
            raise StateError(f"the state database {where} cannot be used: {error}") from error

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Give a connection that sees one consistent state and changes nothing."""
        with self.engine.connect() as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """Give a connection in a transaction that is committed at the end, or undone when an error leaves it."""
        with self._writer or nullcontext(), self.engine.connect() as connection:
            connection = connection.execution_options(**{_IMMEDIATE: True})
            with connection.begin():
                yield connection

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()


def engine_url(url: str) -> URL:
    """Return `url` for SQLAlchemy: `postgres://` and `postgresql://` mean psycopg."""
    for prefix in ("postgres://", "postgresql://"):
        if url.startswith(prefix):
            url = f"postgresql+psycopg://{url.removeprefix(prefix)}"
    return make_url(url)


def _engine(url: URL) -> Engine:
    if url.get_backend_name() != "sqlite":
        return create_engine(url, pool_pre_ping=True)
    engine = create_engine(url, connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False})

    @event.listens_for(engine, "connect")
    def connected(connection: Any, _: Any) -> None:
        # sqlite3 would begin transactions by itself, and too late; `begin` below does.
        connection.isolation_level = None
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begun(connection: Connection) -> None:
        writes = connection.get_execution_options().get(_IMMEDIATE)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine
