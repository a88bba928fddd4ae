"""The audit: who changed what and when, with before and after. Append-only, each entry hashed over the one before it.

The database itself refuses to change or delete an entry (triggers); whoever gets around that breaks the chain, which
`verify` finds. To notice an end that was cut off, or a chain forged anew, compare with a head noted down elsewhere.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, Connection, Integer, Row, String, Table, Text, select, text

from bot.state.schema import Instant, instant_text, meta, metadata

Json = dict[str, Any]

START = "0" * 64
"""What the first entry follows."""

HEAD = "audit head"
"""Key of `meta` under which the newest entry's number and hash are kept."""

_LOCK = text("SELECT pg_advisory_xact_lock(7020302)")

audit = Table(
    "audit",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("at", Instant, nullable=False),
    Column("actor", String(40), nullable=False),
    Column("action", String(40), nullable=False),
    Column("subject", String(300), nullable=False, index=True),
    Column("before", Text),
    Column("after", Text),
    Column("request", String(200), unique=True),
    Column("previous", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: `actor` (a Slack user's id) did `action` to `subject` at `at` (UTC); `before` and `after` are JSON."""

    number: int
    at: dt.datetime
    actor: str
    action: str
    subject: str
    before: Json | None
    after: Json | None
    request: str | None
    previous: str
    hash: str


@dataclass(frozen=True, slots=True)
class Verified:
    """What `verify` found: how many entries, the newest one's hash, and every problem in words."""

    entries: int
    head: str
    problems: tuple[str, ...]


def append(
    connection: Connection,
    *,
    at: dt.datetime,
    actor: str,
    action: str,
    subject: str,
    before: Json | None = None,
    after: Json | None = None,
    request: str | None = None,
) -> int:
    """Append an entry in the caller's write transaction; returns its number.

    Args:
        connection: From `State.write`; another process that appends waits for its end.
        at: The instant.
        actor: Who did it.
        action: What was done, such as `item` or `receipt`.
        subject: To what.
        before: How it was; None when it was not there.
        after: How it is; None when it is gone.
        request: Names the piece of work, so that it is never recorded twice.
    """
    lock(connection)
    last = connection.execute(
        select(audit.c.number, audit.c.hash).order_by(audit.c.number.desc()).limit(1)
    ).first()
    values: Json = {
        "number": last.number + 1 if last else 1,
        "at": at,
        "actor": actor,
        "action": action,
        "subject": subject,
        "before": _text(before),
        "after": _text(after),
        "request": request,
        "previous": last.hash if last else START,
    }
    values["hash"] = _hash(values)
    connection.execute(audit.insert().values(values))
    _keep_head(connection, values["number"], values["hash"])
    return int(values["number"])


def lock(connection: Connection) -> None:
    """Make every other process that writes to the audit wait until this transaction ends.

    SQLite has one writer at a time anyway. Take it first where something is read that decides what is written.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(_LOCK)


def _keep_head(connection: Connection, number: int, digest: str) -> None:
    value = f"{number} {digest}"
    done = connection.execute(meta.update().where(meta.c.key == HEAD).values(value=value))
    if not done.rowcount:
        connection.execute(meta.insert().values(key=HEAD, value=value))


def _text(values: Json | None) -> str | None:
    return None if values is None else json.dumps(values, ensure_ascii=False, sort_keys=True)


def _hash(values: Json) -> str:
    """Return SHA-256 over everything else in the entry, as one JSON array."""
    at = values["at"]
    fields = [
        values["number"],
        instant_text(at) if isinstance(at, dt.datetime) else at,
        *(values[name] for name in ("actor", "action", "subject", "before", "after", "request", "previous")),
    ]
    return hashlib.sha256(json.dumps(fields, ensure_ascii=False).encode()).hexdigest()


def by_request(connection: Connection, request: str) -> Entry | None:
    """Return the entry that this piece of work made, None when it has not been done."""
    row = connection.execute(select(audit).where(audit.c.request == request)).first()
    return _entry(row) if row else None


def entries(connection: Connection, subject: str | None = None) -> Iterator[Entry]:
    """Yield entries, oldest first; those of one subject, if given."""
    query = select(audit).order_by(audit.c.number).execution_options(yield_per=500)
    if subject is not None:
        query = query.where(audit.c.subject == subject)
    for row in connection.execute(query):
        yield _entry(row)


def _entry(row: Row[Any]) -> Entry:
    values = dict(row._mapping)
    for name in ("before", "after"):
        values[name] = json.loads(values[name]) if values[name] is not None else None
    return Entry(**values)


def verify(connection: Connection) -> Verified:
    """Return whether every entry is as it was written and none is missing.

    The subjects' present state is compared with their last entries by `bot.tracking.checking`.
    """
    problems: list[str] = []
    number, previous = 0, START
    query = select(audit).order_by(audit.c.number).execution_options(yield_per=500)
    for row in connection.execute(query):
        values = dict(row._mapping)
        if values["number"] != number + 1:
            problems.append(f"entry {number + 1}: missing")
        elif values["previous"] != previous:
            problems.append(f"entry {values['number']}: does not follow the entry before it")
        if _hash(values) != values["hash"]:
            problems.append(f"entry {values['number']}: altered")
        number, previous = values["number"], values["hash"]
    kept = connection.execute(select(meta.c.value).where(meta.c.key == HEAD)).scalar()
    if kept is None and number:
        problems.append("the note of the newest entry is missing")
    elif kept is not None and kept != f"{number} {previous}":
        problems.append(f"the newest entry was {kept.split()[0]}, and is now {number}")
    return Verified(number, previous, tuple(problems))
