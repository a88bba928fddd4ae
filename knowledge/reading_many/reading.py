"""Reads many report files, each in a bounded worker process; results in the order of the files.

A file that cannot be read costs only itself: it comes back with a sentence of what is wrong and what to do.
"""

import datetime as dt
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from knowledge.authorities import load_authorities
from knowledge.checks import check_inspection
from knowledge.frameworks import load_frameworks
from knowledge.models import InspectionFile
from knowledge.reading import ReadingWarning, UnreadableReport, WordCount, read_report, to_yaml
from knowledge.reading_many.workers import Limits, Outcome, Trouble, run_each
from knowledge.topics import load_topics

LIMITS = Limits(seconds=20.0, megabytes=1024)
"""What one report may cost: real ones take a tenth of a second and 80 MB."""


@dataclass(frozen=True, slots=True)
class FileReading:
    """What came of one file.

    Attributes:
        path: The file as it was given.
        inspection: The inspection file's content, JSON-able; None if nothing came out.
        warnings: What was not understood or was derived, and what keeps the inspection from being valid.
        ok: Whether `yaml` is an inspection file that loads.
        words: Where the document's words went; None if nothing came out.
        yaml: The text of the inspection file; None if nothing came out.
        problem: Why nothing came out and what to do, beginning with the file's name; None if something did.
        seconds: By the clock.
    """

    path: Path
    inspection: dict[str, Any] | None
    warnings: tuple[ReadingWarning, ...]
    ok: bool
    words: WordCount | None
    yaml: str | None
    problem: str | None
    seconds: float


def default_jobs() -> int:
    """Return the number of processor cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0)) or 1
    return os.cpu_count() or 1


def read_files(
    paths: Sequence[Path],
    *,
    jobs: int | None = None,
    published: dt.date | None = None,
    limits: Limits = LIMITS,
    progress: Callable[[], None] | None = None,
) -> Iterator[FileReading]:
    """Yield the reading of each of `paths`, in their order, as soon as it and those before it are done.

    Args:
        paths: Reports, PDF or `.txt`.
        jobs: Worker processes at the most; default: one for each core.
        published: The publication date of the reports, where the caller knows it.
        limits: What each file may cost.
        progress: Called once for each file that is done, in any order.

    Raises:
        ValueError: `jobs` is below 1.
        WorkersFailed: No worker process could be started.
    """
    given = published.isoformat() if published else None
    tasks = [{"path": str(path), "published": given} for path in paths]
    outcomes = run_each(
        read_one, tasks, jobs=default_jobs() if jobs is None else jobs, limits=limits, progress=progress
    )
    for path, outcome in zip(paths, outcomes, strict=True):
        yield _file_reading(path, outcome, limits)


def read_one(task: Mapping[str, Any]) -> dict[str, Any]:
    """Read the report `task["path"]` in this process; JSON in, JSON out, for a worker."""
    published = dt.date.fromisoformat(task["published"]) if task["published"] else None
    try:
        reading = read_report(
            Path(task["path"]),
            authorities=load_authorities(),
            frameworks=load_frameworks(),
            topics=load_topics(),
            published=published,
        )
    except UnreadableReport as error:
        return {"problem": str(error)}
    faults = tuple(_faults(reading.inspection)) if reading.ok and reading.inspection else ()
    return {
        "problem": None,
        "inspection": reading.inspection,
        "warnings": [asdict(warning) for warning in (*reading.warnings, *faults)],
        "ok": reading.ok and not faults,
        "words": asdict(reading.words),
        "yaml": to_yaml(reading.inspection) if reading.inspection else None,
    }


def _faults(inspection: Mapping[str, Any]) -> Iterator[ReadingWarning]:
    """Yield what would keep a valid inspection from being loaded: what does not fit authority or framework."""
    # The findings were validated as they were read; doing it again would take an eighth of the whole time.
    valid = InspectionFile.model_validate({**inspection, "findings": []})
    for key, problem in check_inspection(valid, load_authorities(), load_frameworks()):
        yield ReadingWarning(None, "", f"not a valid inspection file: {key}: {problem}")
    refs = {finding["ref"] for finding in inspection["findings"]}
    for finding in inspection["findings"]:
        if finding["same_as"] is not None and finding["same_as"] not in refs:
            yield ReadingWarning(
                finding["page"], finding["same_as"], "not a valid inspection file: no finding has this ref"
            )


def _file_reading(path: Path, outcome: Outcome, limits: Limits) -> FileReading:
    value: Mapping[str, Any] = outcome.value or {}
    problem = value.get("problem") if outcome.trouble is None else _problem(path, outcome, limits)
    if problem is not None:
        return FileReading(path, None, (), False, None, None, problem, outcome.seconds)
    return FileReading(
        path=path,
        inspection=value["inspection"],
        warnings=tuple(ReadingWarning(**one) for one in value["warnings"]),
        ok=value["ok"],
        words=WordCount(**value["words"]),
        yaml=value["yaml"],
        problem=None,
        seconds=outcome.seconds,
    )


def _problem(path: Path, outcome: Outcome, limits: Limits) -> str:
    remedy = "download the report again, or give its text in a .txt file"
    match outcome.trouble:
        case Trouble.TIME:
            return (
                f"{path.name}: stopped after {limits.seconds:g} seconds, no report takes that long; {remedy}"
            )
        case Trouble.MEMORY:
            return f"{path.name}: needs more than {limits.megabytes} MB of memory, no report does; {remedy}"
        case Trouble.CRASH:
            cause = f"damaged, or needs more than {limits.megabytes} MB of memory"
            return f"{path.name}: ends the program that reads it ({outcome.detail}): {cause}; {remedy}"
        case _:
            fault = f"a fault in this program ({outcome.detail})"
            return f"{path.name}: not read because of {fault}; please report it together with the file"
