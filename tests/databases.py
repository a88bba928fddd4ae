"""Fixtures for the state database: `state_url` gives an empty SQLite and an empty PostgreSQL database in turn."""

import itertools
import os
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from bot.state import State
from tests.postgres import find_programs, run_postgres

_NUMBERS = itertools.count(1)


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of a PostgreSQL server; skipped where none is installed, never in CI."""
    programs = find_programs()
    if programs is None:
        if os.environ.get("CI"):
            pytest.fail("PostgreSQL is not installed; .ci/run installs it")
        pytest.skip("PostgreSQL's server is not installed (Debian: apt-get install postgresql)")
    with run_postgres(programs) as address:
        yield address


@pytest.fixture(params=["sqlite", "postgresql"])
def state_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'state.sqlite3'}"
    address: str = request.getfixturevalue("postgres")
    name = f"test_{os.getpid()}_{next(_NUMBERS)}"
    with psycopg.connect(f"{address}/postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return f"{address}/{name}"


@pytest.fixture
def state(state_url: str) -> Iterator[State]:
    """A migrated state database of each kind."""
    state = State(state_url)
    state.migrate()
    yield state
    state.close()
