"""Tracked items in the state database: a row for every item that somebody has changed, with its notes.

Whoever changes an item names the version they saw; where another change came first, nothing is written.
"""

import datetime as dt
import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Column, Connection, Date, ForeignKey, Integer, Row, String, Table, Text, select

from bot.state import audit
from bot.state.database import State
from bot.state.schema import Instant, metadata
from bot.tracking.item import (
    Change,
    ItemNote,
    ItemState,
    as_json,
    changed,
    checked_note,
    differences,
    from_json,
)

KEY_LENGTH = 300

items = Table(
    "items",
    metadata,
    Column("key", String(KEY_LENGTH), primary_key=True),
    Column("authority", String(100), nullable=False, index=True),
    Column("version", Integer, nullable=False),
    Column("status", String(20), nullable=False),
    Column("owner", String(40), index=True),
    Column("target", Date),
    Column("target_original", Date),
    Column("target_reason", Text),
    Column("reopened_over", String(200)),
    Column("evidence", Text, nullable=False),
    Column("snapshot", Text, nullable=False),
    Column("changed_at", Instant, nullable=False),
    Column("changed_by", String(40), nullable=False),
)

notes = Table(
    "item_notes",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("item", String(KEY_LENGTH), ForeignKey("items.key"), nullable=False, index=True),
    Column("at", Instant, nullable=False),
    Column("by", String(40), nullable=False),
    Column("text", Text, nullable=False),
)

ACTION = "item"
"""The audit's word for a change of an item."""


@dataclass(frozen=True, slots=True)
class ItemRow:
    """An item that somebody has changed; `snapshot` is its finding as it was then, as JSON values."""

    key: str
    authority: str
    state: ItemState
    snapshot: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Changed:
    """A change that was made; `again` when this very request had been carried out before."""

    before: ItemState
    after: ItemState
    again: bool = False


@dataclass(frozen=True, slots=True)
class Conflict:
    """A change that was not made, because another came first: what the person saw, and what is there now."""

    seen: ItemState
    now: ItemState


class Tracker:
    """The tracked items of a state database."""

    def __init__(self, state: State) -> None:
        self._state = state

    def rows(self, authorities: Iterable[str] = (), *, owner: str | None = None) -> dict[str, ItemRow]:
        """Return the items that somebody has changed, by key.

        Args:
            authorities: Only theirs; all when empty.
            owner: Only this Slack user's.
        """
        query, note_query = select(items), select(notes).join(items).order_by(notes.c.id)
        if names := tuple(authorities):
            query = query.where(items.c.authority.in_(names))
            note_query = note_query.where(items.c.authority.in_(names))
        if owner is not None:
            query, note_query = query.where(items.c.owner == owner), note_query.where(items.c.owner == owner)
        with self._state.read() as connection:
            rows = connection.execute(query).all()
            by_item: dict[str, list[ItemNote]] = {}
            for note in connection.execute(note_query) if rows else ():
                by_item.setdefault(note.item, []).append(ItemNote(note.at, note.by, note.text))
        return {row.key: _item_row(row, by_item.get(row.key, ())) for row in rows}

    def state_of(self, key: str) -> ItemState:
        """Return an item's state; that of an untouched one when nobody has changed it."""
        with self._state.read() as connection:
            return _state_of(connection, key)

    def row(self, key: str) -> ItemRow | None:
        """Return an item that somebody has changed, None for any other."""
        with self._state.read() as connection:
            return _row_of(connection, key)

    def at_version(self, key: str, version: int) -> ItemState:
        """Return an item as it was at a version, without notes."""
        with self._state.read() as connection:
            return _at_version(connection, key, version)

    def was_carried_out(self, request: str) -> bool:
        """Return whether this piece of work has changed an item; see `change`."""
        with self._state.read() as connection:
            return audit.by_request(connection, request) is not None

    def change(
        self,
        key: str,
        change: Change,
        *,
        seen: int,
        authority: str,
        snapshot: dict[str, Any],
        actor: str,
        now: dt.datetime,
        request: str,
        superseded_by: str | None = None,
        own_changes_count: bool = True,
    ) -> Changed | Conflict:
        """Change an item, unless it is no longer at the version that the person saw.

        Args:
            key: The item.
            change: What is to be different.
            seen: The version that the person saw.
            authority: Whose item it is.
            snapshot: Its finding as JSON values, so that it stays visible should the finding vanish.
            actor: A Slack user's id.
            now: The instant.
            request: Names this piece of work; the same one again changes nothing.
            superseded_by: Id of the later inspection that supersedes the item, if one does.
            own_changes_count: Whether changes since then count even if the actor made all of them: not for a button,
                whose list the person may have left standing while changing the item elsewhere.

        Raises:
            InvalidChange: The change is not allowed.
        """
        with self._state.write() as connection:
            audit.lock(connection)
            done = audit.by_request(connection, request)
            if done is not None:
                return Changed(_of_entry(done.before), _of_entry(done.after), again=True)
            before = _state_of(connection, key)
            if before.version != seen and (
                own_changes_count or not _only_by(connection, key, actor, since=seen)
            ):
                return Conflict(_at_version(connection, key, seen), before)
            after = changed(before, change, superseded_by=superseded_by)
            note = checked_note(change["note"]) if "note" in change else None
            if note is None and not differences(before, after):
                return Changed(before, before)
            after = replace(after, version=before.version + 1, changed_at=now, changed_by=actor)
            _write(connection, key, authority, after, snapshot)
            if note is not None:
                connection.execute(notes.insert().values(item=key, at=now, by=actor, text=note))
                after = replace(after, notes=(*before.notes, ItemNote(now, actor, note)))
            audit.append(
                connection,
                at=now,
                actor=actor,
                action=ACTION,
                subject=key,
                before=as_json(before) if before.version else None,
                after=as_json(after) | ({"note": note} if note is not None else {}),
                request=request,
            )
            return Changed(before, after)


def _of_entry(values: dict[str, Any] | None) -> ItemState:
    return from_json(values) if values is not None else ItemState()


def _row_of(connection: Connection, key: str) -> ItemRow | None:
    row = connection.execute(select(items).where(items.c.key == key)).first()
    if row is None:
        return None
    found = connection.execute(select(notes).where(notes.c.item == key).order_by(notes.c.id))
    return _item_row(row, tuple(ItemNote(note.at, note.by, note.text) for note in found))


def _state_of(connection: Connection, key: str) -> ItemState:
    row = _row_of(connection, key)
    return row.state if row else ItemState()


def _at_version(connection: Connection, key: str, version: int) -> ItemState:
    for entry in tuple(audit.entries(connection, key)):
        if entry.action == ACTION and entry.after is not None and entry.after["version"] == version:
            return replace(from_json(entry.after), changed_at=entry.at, changed_by=entry.actor)
    return ItemState()


def _only_by(connection: Connection, key: str, actor: str, *, since: int) -> bool:
    """Return whether every change after version `since` was made by `actor`."""
    later = [
        entry.actor
        for entry in audit.entries(connection, key)
        if entry.action == ACTION and entry.after is not None and entry.after["version"] > since
    ]
    return all(one == actor for one in later)


def _item_row(row: Row[Any], item_notes: Iterable[ItemNote]) -> ItemRow:
    state = ItemState(
        status=row.status,
        owner=row.owner,
        target=row.target,
        target_original=row.target_original,
        target_reason=row.target_reason,
        reopened_over=row.reopened_over,
        evidence=tuple(json.loads(row.evidence)),
        version=row.version,
        notes=tuple(item_notes),
        changed_at=row.changed_at,
        changed_by=row.changed_by,
    )
    return ItemRow(row.key, row.authority, state, json.loads(row.snapshot))


def _write(
    connection: Connection, key: str, authority: str, state: ItemState, snapshot: dict[str, Any]
) -> None:
    values = {
        "authority": authority,
        "version": state.version,
        "status": state.status,
        "owner": state.owner,
        "target": state.target,
        "target_original": state.target_original,
        "target_reason": state.target_reason,
        "reopened_over": state.reopened_over,
        "evidence": json.dumps(list(state.evidence)),
        "snapshot": json.dumps(snapshot, ensure_ascii=False),
        "changed_at": state.changed_at,
        "changed_by": state.changed_by,
    }
    if state.version == 1:
        connection.execute(items.insert().values(key=key, **values))
    else:
        connection.execute(items.update().where(items.c.key == key).values(values))
