"""The audit: append-only, chained, and any alteration found."""

import datetime as dt
import threading

import pytest
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from bot.state import State, audit
from bot.state.tracker import Tracker
from bot.tracking.checking import verify

NOW = dt.datetime(2026, 11, 23, 9, tzinfo=dt.UTC)


def filled(state: State, number: int = 4) -> State:
    """Return the state with one item changed that many times, a note each."""
    for seen in range(number):
        Tracker(state).change(
            "k", {"note": f"note {seen}", "status": ("done", "open")[seen % 2]}, seen=seen, authority="Barnet",
            snapshot={}, actor="U0PRIYA", now=NOW, request=f"r{seen}",
        )  # fmt: skip
    return state


def tamper(state: State, statement: str) -> None:
    """Run a statement as somebody would who has the database and removes its guards first."""
    with state.write() as connection:
        if state.is_sqlite:
            connection.execute(text("DROP TRIGGER audit_no_update"))
            connection.execute(text("DROP TRIGGER audit_no_delete"))
        else:
            connection.execute(text("DROP TRIGGER audit_append_only ON audit"))
        connection.execute(text(statement))


def test_every_change_is_an_entry_with_before_and_after(state: State) -> None:
    """Who, when, what before and after, in order."""
    filled(state, 2)

    with state.read() as connection:
        first, second = audit.entries(connection)

    assert (first.number, first.actor, first.at, first.before) == (1, "U0PRIYA", NOW, None)
    assert first.after is not None
    assert first.after["status"] == "done"
    assert second.before is not None
    assert second.before["status"] == "done"
    assert second.previous == first.hash


@pytest.mark.parametrize("statement", ["UPDATE audit SET actor = 'U0EVIL'", "DELETE FROM audit"])
def test_the_database_itself_refuses_to_alter_it(state: State, statement: str) -> None:
    """Without removing the guards nothing can be changed or deleted."""
    filled(state)

    with pytest.raises(SQLAlchemyError, match="append-only"), state.write() as connection:
        connection.execute(text(statement))

    assert verify(state).problems == ()


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("UPDATE audit SET actor = 'U0EVIL' WHERE number = 2", "entry 2: altered"),
        ("UPDATE audit SET after = replace(after, 'done', 'open') WHERE number = 1", "entry 1: altered"),
        ("UPDATE audit SET request = NULL WHERE number = 3", "entry 3: altered"),
        ("UPDATE audit SET at = '2026-01-01T00:00:00.000000+00:00' WHERE number = 3", "entry 3: altered"),
        ("DELETE FROM audit WHERE number = 2", "entry 2: missing"),
        ("DELETE FROM audit WHERE number = 1", "entry 1: missing"),
        ("DELETE FROM audit WHERE number = 4", "newest entry was 4"),
        ("UPDATE items SET status = 'done', owner = 'U0EVIL'", "item k: not as entry 4 left it"),
        ("UPDATE item_notes SET text = 'nothing' WHERE id = 1", "item k: its notes"),
        ("DELETE FROM item_notes WHERE id = 1", "item k: its notes"),
        ("UPDATE items SET key = 'other' WHERE FALSE", ""),
    ],
)
def test_any_alteration_is_found(state: State, statement: str, found: str) -> None:
    """Whatever is changed, deleted or moved behind the program's back is named."""
    tamper(filled(state), statement)

    problems = verify(state).problems

    assert (any(found in problem for problem in problems)) if found else problems == ()


def test_a_row_without_an_entry_is_found(state: State) -> None:
    """An item that was written around the program has no entry."""
    columns = "key, authority, version, status, evidence, snapshot, changed_at, changed_by"
    values = "'k2', 'Barnet', 1, 'done', '[]', '{}', '2026-01-01T00:00:00.000000+00:00', 'U0EVIL'"
    tamper(filled(state), f"INSERT INTO items ({columns}) VALUES ({values})")

    assert verify(state).problems == ("item k2: changed without an entry",)


def test_many_processes_append_one_unbroken_chain(state: State) -> None:
    """Writers at the same time take turns; no number is used twice or left out."""

    def run(number: int) -> None:
        for index in range(5):
            with state.write() as connection:
                audit.append(
                    connection,
                    at=NOW,
                    actor=f"U{number}",
                    action="test",
                    subject="s",
                    request=f"{number}/{index}",
                )

    threads = [threading.Thread(target=run, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    result = verify(state)
    assert (result.entries, result.problems) == (30, ())
