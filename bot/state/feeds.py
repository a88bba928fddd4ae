"""Calendar feeds: which addresses give which authorities' due dates. Of an address only a hash is kept."""

import datetime as dt
import hashlib
import json
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, Integer, String, Table, Text, and_, select, true

from bot.state import audit
from bot.state.database import State
from bot.state.schema import Instant, metadata

feeds = Table(
    "feeds",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("token_hash", String(64), nullable=False, unique=True),
    Column("user", String(40), nullable=False, index=True),
    Column("authorities", Text, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("revoked_at", Instant),
    Column("request", String(200), nullable=False),
)

TOKEN_BYTES = 32
ACTION = "feed"
"""The audit's word for a feed."""


@dataclass(frozen=True, slots=True)
class Feed:
    """A calendar feed: whose it is (a Slack user's id) and of which authorities; of all when empty."""

    id: int
    user: str
    authorities: tuple[str, ...]


class Feeds:
    """The calendar feeds of a state database."""

    def __init__(self, state: State) -> None:
        self._state = state

    def create(self, user: str, authorities: Iterable[str], *, now: dt.datetime, request: str) -> str:
        """Return the token of a new feed, which cannot be looked up afterwards.

        The same `request` again gives a new token in place of the one it gave before.
        """
        token = secrets.token_urlsafe(TOKEN_BYTES)
        names = list(authorities)
        with self._state.write() as connection:
            audit.lock(connection)
            connection.execute(feeds.delete().where(feeds.c.request == request))
            values = {"token_hash": _hash(token), "user": user, "authorities": json.dumps(names)}
            connection.execute(feeds.insert().values(**values, created_at=now, request=request))
            if audit.by_request(connection, request) is None:
                audit.append(
                    connection,
                    at=now,
                    actor=user,
                    action=ACTION,
                    subject=user,
                    after={"authorities": names},
                    request=request,
                )
        return token

    def revoke(self, user: str, *, everyone: bool = False, now: dt.datetime, request: str) -> int:
        """End every feed of `user`, or of everyone on their word; returns how many were ended by this request."""
        with self._state.write() as connection:
            audit.lock(connection)
            done = audit.by_request(connection, request)
            if done is not None:
                return len((done.before or {}).get("feeds", ()))
            own = true() if everyone else feeds.c.user == user
            live = and_(feeds.c.revoked_at.is_(None), own)
            rows = connection.execute(select(feeds.c.user, feeds.c.authorities).where(live)).all()
            if not rows:
                return 0
            connection.execute(feeds.update().where(live).values(revoked_at=now))
            before: dict[str, Any] = {"feeds": [json.loads(row.authorities) for row in rows]}
            if everyone:
                before["users"] = [row.user for row in rows]
            audit.append(
                connection, at=now, actor=user, action=ACTION, subject=user, before=before, request=request
            )
            return len(rows)

    def find(self, token: str) -> Feed | None:
        """Return the feed of a token; None when there is none, or when it was revoked."""
        query = select(feeds).where(feeds.c.token_hash == _hash(token), feeds.c.revoked_at.is_(None))
        with self._state.read() as connection:
            row = connection.execute(query).first()
        return Feed(row.id, row.user, tuple(json.loads(row.authorities))) if row else None


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
