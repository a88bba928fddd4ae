"""Fixtures that several packages' tests share: the shipped knowledge, built once."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

from bot.service import FindingsService
from knowledge.load import load
from knowledge.sources import Folders
from knowledge.store import Store
from tests.builders import service_over

# The same examples in every run, so that a red one can be repeated; a fuzzing run (its number of examples given) is
# random.
settings.register_profile(
    "suite", deadline=None, database=None, derandomize="OFSTED_FUZZ_EXAMPLES" not in os.environ
)
settings.load_profile("suite")


@pytest.fixture(scope="session")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The knowledge database built from the shipped files alone."""
    folder = tmp_path_factory.mktemp("shipped")
    report = load(Folders(user=folder / "none"), folder / "knowledge.sqlite3")
    assert not report.faults
    return report.database


@pytest.fixture(scope="session")
def store(shipped: Path) -> Store:
    """The shipped knowledge, to be queried."""
    return Store(shipped)


@pytest.fixture(scope="session")
def service(shipped: Path) -> FindingsService:
    """The service over the shipped knowledge."""
    return service_over(shipped)
