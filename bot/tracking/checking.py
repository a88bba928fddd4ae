"""Checks the tracker against its audit: the chain itself, and that every row is as its last entry left it."""

from sqlalchemy import Connection

from bot.state import State, audit
from bot.state.audit import Entry, Json, Verified
from bot.state.receipts import ACTION as RECEIPT
from bot.state.receipts import Receipts, as_json
from bot.state.tracker import ACTION as ITEM
from bot.state.tracker import Tracker
from bot.tracking.item import ItemNote
from bot.tracking.item import as_json as item_json


def verify(state: State) -> Verified:
    """Return whether the audit is unaltered, and whether items, notes and receipts are as it says."""
    with state.read() as connection:
        chain = audit.verify(connection)
        last, notes = _last_entries(connection)
    problems = [*chain.problems, *_items(state, last, notes), *_receipts(state, last)]
    return Verified(chain.entries, chain.head, tuple(problems))


def _last_entries(
    connection: Connection,
) -> tuple[dict[tuple[str, str], Entry], dict[str, list[tuple[str, str]]]]:
    """Return the newest entry of each item and receipt, and the notes (by whom, text) of each item."""
    last: dict[tuple[str, str], Entry] = {}
    notes: dict[str, list[tuple[str, str]]] = {}
    for entry in audit.entries(connection):
        last[entry.action, entry.subject] = entry
        if entry.action == ITEM and entry.after is not None and "note" in entry.after:
            notes.setdefault(entry.subject, []).append((entry.actor, entry.after["note"]))
    return last, notes


def _items(
    state: State, last: dict[tuple[str, str], Entry], notes: dict[str, list[tuple[str, str]]]
) -> list[str]:
    rows = Tracker(state).rows()
    audited = {
        subject: _without_note(entry.after) for (action, subject), entry in last.items() if action == ITEM
    }
    problems = [f"item {key}: changed without an entry" for key in rows.keys() - audited.keys()]
    problems += [f"item {key}: deleted" for key in audited.keys() - rows.keys()]
    for key in rows.keys() & audited.keys():
        if item_json(rows[key].state) != audited[key]:
            problems.append(f"item {key}: not as entry {last[ITEM, key].number} left it")
        if list(map(_said, rows[key].state.notes)) != notes.get(key, []):
            problems.append(f"item {key}: its notes are not those of the audit")
    return sorted(problems)


def _without_note(values: Json | None) -> Json:
    return {name: value for name, value in (values or {}).items() if name != "note"}


def _said(note: ItemNote) -> tuple[str, str]:
    return note.by, note.text


def _receipts(state: State, last: dict[tuple[str, str], Entry]) -> list[str]:
    audited = {subject: entry for (action, subject), entry in last.items() if action == RECEIPT}
    rows = Receipts(state).every()
    problems = [f"receipt {key}: recorded without an entry" for key in rows.keys() - audited.keys()]
    problems += [f"receipt {key}: deleted" for key in audited.keys() - rows.keys()]
    for key in rows.keys() & audited.keys():
        if as_json(rows[key]) != audited[key].after:
            problems.append(f"receipt {key}: not as entry {audited[key].number} left it")
    return sorted(problems)
