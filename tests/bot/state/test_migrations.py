"""Migrations: they run by themselves, from any revision, and end where the tables of the code are."""

import importlib
import pkgutil
from collections.abc import Iterator

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import inspect

import bot.state
from bot.state import State, StateError
from bot.state.migrate import _config
from bot.state.schema import metadata

for _module in pkgutil.iter_modules(bot.state.__path__):
    importlib.import_module(f"bot.state.{_module.name}")  # each defines its tables on the shared metadata


@pytest.fixture
def empty(state_url: str) -> Iterator[State]:
    """A database of each kind with nothing in it."""
    state = State(state_url)
    yield state
    state.close()


def differences(state: State) -> list[object]:
    """Return how the tables of the database differ from those of the code."""
    with state.read() as connection:
        context = MigrationContext.configure(
            connection,
            opts={
                "compare_type": True,
                "include_name": lambda name, kind, parents: name != "alembic_version",
            },
        )
        return list(compare_metadata(context, metadata))


@pytest.mark.parametrize("start", [None, "0001", "0002"])
def test_every_start_ends_at_the_tables_of_the_code(empty: State, start: str | None) -> None:
    """An empty database and older ones are brought to the same end, in which nothing is missing."""
    if start is not None:
        with empty.write() as connection:
            command.upgrade(_config(connection), start)

    empty.migrate()

    assert differences(empty) == []


def test_migrating_again_changes_nothing(state: State) -> None:
    """Every start of the program runs the migrations."""
    with state.read() as connection:
        before = sorted(inspect(connection).get_table_names())

    state.migrate()

    with state.read() as connection:
        assert sorted(inspect(connection).get_table_names()) == before


def test_a_database_that_cannot_be_opened_says_which(tmp_path_factory: pytest.TempPathFactory) -> None:
    """The message names the address, without its password."""
    state = State("postgresql://bot:secretword@127.0.0.1:1/nothing")

    with pytest.raises(StateError) as caught:
        state.migrate()

    state.close()
    assert "127.0.0.1:1/nothing" in str(caught.value)
    assert "secretword" not in str(caught.value).split("cannot be used")[0]
