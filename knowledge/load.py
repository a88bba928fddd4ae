"""Loads the knowledge: validates every file, builds a new database beside the old one, and swaps it in.

A fault anywhere leaves the old database in service. Unchanged input is not built again.
"""

import os
import sqlite3
import tempfile
import time
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import ValidationError

from knowledge import yaml_files
from knowledge.authorities import AUTHORITIES_FILE, Authorities, AuthoritiesError, load_authorities
from knowledge.build import SCHEMA_VERSION, build_database
from knowledge.faults import Fault, from_validation
from knowledge.frameworks import FRAMEWORKS_FILE, load_frameworks
from knowledge.sources import Folders, LoadedInspection, content_hash, gather
from knowledge.topics import TOPICS_FILE, load_topics

Status = Literal["built", "unchanged", "refused"]


@dataclass(frozen=True, slots=True)
class LoadReport:
    """What came of a load. `faults` is empty unless it was refused; counts are of what is now in service."""

    status: Status
    database: Path
    inspections: int
    judgements: int
    findings: int
    faults: tuple[Fault, ...]
    seconds: float


def load(folders: Folders, database: Path, *, force: bool = False) -> LoadReport:
    """Bring `database` up to date with the files in `folders`.

    Args:
        folders: Shipped files, table of grades and the user's own files.
        database: Path of the knowledge database; its folder is made when it does not exist.
        force: Build even when nothing has changed.

    Raises:
        OSError: The folder of `database` cannot be written.
    """
    start = time.perf_counter()
    content = f"{SCHEMA_VERSION}-{content_hash(folders, (AUTHORITIES_FILE, FRAMEWORKS_FILE, TOPICS_FILE))}"
    if not force and _content_of(database) == content:
        return _report("unchanged", database, (), start)
    authorities, faults = _shipped_tables()
    if authorities is None:
        return _report("refused", database, faults, start)
    inspections, faults = gather(folders, authorities, load_frameworks())
    if faults:
        return _report("refused", database, tuple(sorted(faults)), start)
    _swap_in(database, inspections, content)
    return _report("built", database, (), start)


def _shipped_tables() -> tuple[Authorities | None, tuple[Fault, ...]]:
    """Return the authorities, having checked the shipped tables, or the faults of the first that is broken."""
    for path, read in ((FRAMEWORKS_FILE, load_frameworks), (TOPICS_FILE, load_topics)):
        try:
            read()
        except yaml_files.YamlFault as error:
            return None, (Fault(path.name, error.line, "", str(error)),)
        except ValidationError as error:
            return None, from_validation(path.name, yaml_files.read(path), error)
    try:
        return load_authorities(), ()
    except AuthoritiesError as error:
        return None, (Fault(AUTHORITIES_FILE.name, 1, "", str(error)),)


def _swap_in(database: Path, inspections: Iterable[LoadedInspection], content: str) -> None:
    database.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=".building-", suffix=".sqlite3", dir=database.parent)
    os.close(handle)
    new = Path(name)
    try:
        new.unlink()
        build_database(new, inspections, load_topics(), content)
        with closing(sqlite3.connect(new)) as connection:
            verdict = connection.execute("PRAGMA quick_check").fetchone()[0]
        if verdict != "ok":
            raise sqlite3.DatabaseError(f"the new database is damaged ({verdict}); is the disk full?")
        os.replace(new, database)
    finally:
        new.unlink(missing_ok=True)


def _content_of(database: Path) -> str | None:
    """Return the content hash that `database` was built from, or None when there is no usable database."""
    try:
        with closing(sqlite3.connect(f"{database.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            row = connection.execute("SELECT value FROM meta WHERE key = 'content'").fetchone()
    except sqlite3.Error:
        return None
    return str(row[0]) if row else None


def _report(status: Status, database: Path, faults: tuple[Fault, ...], start: float) -> LoadReport:
    counts = {"inspections": 0, "judgements": 0, "findings": 0}
    if _content_of(database) is not None:
        with closing(sqlite3.connect(f"{database.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            for table in counts:
                counts[table] = connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
    return LoadReport(status, database, **counts, faults=faults, seconds=time.perf_counter() - start)
