"""What every table of the state database shares: one `MetaData`, how constraints are named, how instants are kept.

Each subject defines its tables in its own module, on `metadata`; a test compares them with the migrations.
"""

import datetime as dt
from typing import Any

from sqlalchemy import Column, Dialect, MetaData, String, Table, Text
from sqlalchemy.types import TypeDecorator

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)
"""The tables as they are after all migrations."""

INSTANT_LENGTH = 32
"""Characters of an instant: 2026-11-23T09:00:00.000000+00:00."""


class Instant(TypeDecorator[dt.datetime]):
    """An instant, kept as text in UTC of one width, so that it sorts and compares alike in both databases.

    Takes and gives aware datetimes; in a migration its column is `String(32)`.
    """

    impl = String(INSTANT_LENGTH)
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> str | None:
        """Return the text of an instant.

        Raises:
            ValueError: The datetime has no time zone.
        """
        return None if value is None else instant_text(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> dt.datetime | None:
        """Return the instant of a text, in UTC."""
        return None if value is None else dt.datetime.fromisoformat(value)


def instant_text(instant: dt.datetime) -> str:
    """Return an aware datetime as the text that is kept of it.

    Raises:
        ValueError: It has no time zone.
    """
    if instant.tzinfo is None:
        raise ValueError("an instant needs a time zone")
    return instant.astimezone(dt.UTC).isoformat(timespec="microseconds")


meta = Table(
    "meta",
    metadata,
    Column("key", String(100), primary_key=True),
    Column("value", Text, nullable=False),
)
"""What the program must remember of itself."""
