"""Where inspections come from: shipped files, the table of grades, and the user's own files.

Reads and validates them all, reports every fault at once, and decides which source speaks for an inspection when
several do: the user's file, else the shipped file, else the row of grades.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import ValidationError

from knowledge import yaml_files
from knowledge.authorities import Authorities
from knowledge.checks import check_inspection, check_names
from knowledge.faults import Fault, from_validation
from knowledge.frameworks import Framework
from knowledge.models import InspectionFile
from knowledge.outcomes import OUTCOMES_FILE, read_outcomes

SHIPPED_FOLDER = Path(__file__).with_name("inspections")
Origin = Literal["outcomes", "shipped", "user"]
_RANK: Mapping[Origin, int] = {"outcomes": 0, "shipped": 1, "user": 2}


@dataclass(frozen=True, slots=True)
class Folders:
    """The inputs of the knowledge database. `user` need not exist."""

    user: Path
    shipped: Path = SHIPPED_FOLDER
    outcomes: Path = OUTCOMES_FILE


@dataclass(frozen=True, slots=True)
class LoadedInspection:
    """One valid inspection and what is known of it besides its file; `line` is that of its id or its row."""

    inspection: InspectionFile
    origin: Origin
    file: str
    line: int = 1
    checked: str | None = None
    improvement_items: int | None = None


def yaml_paths(folder: Path) -> tuple[Path, ...]:
    """Return the inspection files in `folder`, by name; none when it does not exist."""
    if not folder.is_dir():
        return ()
    return tuple(
        sorted(path for path in folder.iterdir() if path.suffix in (".yaml", ".yml") and path.is_file())
    )


def content_hash(folders: Folders, others: Iterable[Path]) -> str:
    """Return a hash of the names and bytes of every input; equal inputs need no rebuild."""
    digest = hashlib.sha256()
    for path in (*others, folders.outcomes, *yaml_paths(folders.shipped), *yaml_paths(folders.user)):
        digest.update(str(path).encode() + b"\0")
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def gather(
    folders: Folders, authorities: Authorities, frameworks: Mapping[str, Framework]
) -> tuple[tuple[LoadedInspection, ...], tuple[Fault, ...]]:
    """Return the inspections of all sources, one for each, and every fault in the files."""
    faults: list[Fault] = []
    found = [*_from_outcomes(folders.outcomes, authorities, frameworks, faults)]
    sources: tuple[tuple[Origin, Path], ...] = (("shipped", folders.shipped), ("user", folders.user))
    for origin, folder in sources:
        seen: dict[str, str] = {}
        for path in yaml_paths(folder):
            loaded = _from_file(path, origin, authorities, frameworks, faults)
            if loaded is None:
                continue
            if (first := seen.setdefault(loaded.inspection.id, path.name)) != path.name:
                problem = f"{loaded.inspection.id!r} is also the id of {first}; keep one"
                faults.append(Fault(loaded.file, loaded.line, "id", problem))
            found.append(loaded)
    return _one_each(found), tuple(faults)


def _from_outcomes(
    path: Path, authorities: Authorities, frameworks: Mapping[str, Framework], faults: list[Fault]
) -> Iterator[LoadedInspection]:
    outcomes, table_faults = read_outcomes(path, frameworks)
    faults.extend(table_faults)
    seen: dict[str, int] = {}
    for outcome in outcomes:
        identity = outcome.inspection.id
        if (first := seen.setdefault(identity, outcome.line)) != outcome.line:
            faults.append(
                Fault(path.name, outcome.line, "id", f"{identity!r} already stands on line {first}; keep one")
            )
        faults.extend(
            Fault(path.name, outcome.line, key, problem)
            for key, problem in check_inspection(outcome.inspection, authorities, frameworks)
        )
        yield LoadedInspection(
            outcome.inspection,
            "outcomes",
            path.name,
            outcome.line,
            outcome.checked,
            outcome.improvement_items,
        )


def _from_file(
    path: Path,
    origin: Origin,
    authorities: Authorities,
    frameworks: Mapping[str, Framework],
    faults: list[Fault],
) -> LoadedInspection | None:
    # A user's file may bear a shipped one's name; with its path, the right one is mended.
    file = str(path) if origin == "user" else path.name
    try:
        document = yaml_files.read(path)
    except yaml_files.YamlFault as error:
        faults.append(Fault(file, error.line, "", str(error)))
        return None
    except OSError as error:
        faults.append(Fault(file, 1, "", f"cannot be read: {error.strerror}"))
        return None
    problems: tuple[tuple[str, str], ...]
    try:
        inspection = InspectionFile.model_validate(document.value)
        problems = tuple(check_inspection(inspection, authorities, frameworks))
    except ValidationError as error:
        inspection = None
        faults.extend(from_validation(file, document, error))
        values = document.value if isinstance(document.value, dict) else {}
        names = values.get("authority"), values.get("framework")
        problems = tuple(check_names(*names, authorities, frameworks))
    faults.extend(
        Fault(file, document.line_of(tuple(_part(part) for part in key.split("."))), key, problem)
        for key, problem in problems
    )
    if inspection is None or problems:
        return None
    return LoadedInspection(inspection, origin, file, document.line_of(("id",)))


def _part(part: str) -> str | int:
    return int(part) if part.isdigit() else part


def _one_each(found: Iterable[LoadedInspection]) -> tuple[LoadedInspection, ...]:
    """Keep the best source of each inspection, and what the table of grades knows beside it.

    An inspection is the same when the id is, or when authority, framework and days of fieldwork are: a file read from
    a report may bear another publication date than the table.
    """
    best: dict[str, LoadedInspection] = {}
    ids: dict[tuple[str, ...], str] = {}
    for loaded in sorted(found, key=lambda item: _RANK[item.origin]):
        inspection = loaded.inspection
        event = (inspection.authority, inspection.framework, str(inspection.started), str(inspection.ended))
        other = best.pop(inspection.id, None) or best.pop(ids.get(event, ""), None)
        best[inspection.id] = loaded if other is None else _joined(loaded, other)
        ids[event] = inspection.id
    return tuple(
        sorted(
            best.values(),
            key=lambda item: (item.inspection.authority, item.inspection.published, item.inspection.id),
        )
    )


def _joined(loaded: LoadedInspection, other: LoadedInspection) -> LoadedInspection:
    return LoadedInspection(
        loaded.inspection,
        loaded.origin,
        loaded.file,
        loaded.line,
        loaded.checked or other.checked,
        loaded.improvement_items if loaded.improvement_items is not None else other.improvement_items,
    )
