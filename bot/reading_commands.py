"""The commands that read reports: `ofsted-bot read` and `ofsted-bot review`.

Owns what they print and where their files go; how a report is read is the knowledge's business. Results go to the
standard output, progress and what went wrong to the standard error.
"""

import argparse
import json
import os
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.command_line import BAD_USE, FAILED, OK, date_argument
from bot.config import Settings

if TYPE_CHECKING:
    from rich.console import Console

    from knowledge.reading import ReadingWarning
    from knowledge.reading_many import FileReading, Placement, Shelf

REPORT_SUFFIXES = (".pdf", ".txt")
_CAUSES = ("no publication date is printed", "the authority cannot be told", "framework was in force")
"""What the reader's warnings say where an inspection is not complete."""

_PLAIN_WIDTH = 200
"""Columns of the closing table where there is no terminal to ask."""


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `read` and `review` to the subcommands of `ofsted-bot`."""
    read = commands.add_parser("read", help="read reports (PDF or text) into inspection files")
    read.add_argument(
        "paths", nargs="+", type=Path, metavar="FILE|FOLDER", help="reports, or folders with reports in them"
    )
    read.add_argument("--out", type=Path, metavar="DIR", help="write the files there, and load nothing")
    read.add_argument(
        "--json", action="store_true", help="print one JSON object for each report; write only with --out"
    )
    read.add_argument(
        "--jobs", type=_jobs, metavar="N", help="processes at a time (default: one for each core)"
    )
    read.add_argument(
        "--published", type=date_argument, metavar="YYYY-MM-DD", help="publication date, for a single report"
    )
    read.add_argument(
        "--force", action="store_true", help="replace files edited by hand, keeping them with .bak added"
    )
    read.set_defaults(command=_read)

    review = commands.add_parser(
        "review", help="one HTML page with a report's pages beside what was read from them"
    )
    review.add_argument("path", type=Path, metavar="FILE", help="a report, PDF or text")
    review.add_argument(
        "--out", type=Path, metavar="HTML", help="the page to write (default: in the data folder, reviews)"
    )
    review.add_argument(
        "--published",
        type=date_argument,
        metavar="YYYY-MM-DD",
        help="publication date, where none is printed",
    )
    review.set_defaults(command=_review)


def _jobs(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 256:
        raise argparse.ArgumentTypeError(f"expected a number of processes from 1 to 256, not {text!r}")
    return int(text)


def report_files(paths: Sequence[Path]) -> tuple[Path, ...]:
    """Return the reports among `paths`: files as given, folders with all below them by name; each file once."""
    found: dict[Path, Path] = {}
    for path in paths:
        for file in _files_below(path) if path.is_dir() else (path,):
            found.setdefault(Path(os.path.realpath(file)), file)
    return tuple(found.values())


def _files_below(folder: Path) -> Iterator[Path]:
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if name.lower().endswith(REPORT_SUFFIXES) and not name.startswith("."):
                yield Path(place, name)


@dataclass(slots=True)
class _Row:
    """One file and what became of it, for the closing table; `problem` is for the standard error."""

    reading: "FileReading"
    result: str
    problem: str | None = None
    written: bool = True

    @property
    def failed(self) -> bool:
        """Whether the command's exit status must tell of this file."""
        return not (self.reading.ok and self.written)


def _incomplete(reading: "FileReading") -> str:
    """Return why a reading is no valid inspection file, in a sentence."""
    causes = [one.message for one in reading.warnings if any(cause in one.message for cause in _CAUSES)]
    faults = [
        one.message for one in reading.warnings if one.message.startswith("not a valid inspection file")
    ]
    shown = "; ".join(dict.fromkeys((causes or faults or ["the authority is not known"])[:3]))
    return f"{reading.path.name}: not a complete inspection: {_as_option(shown)}"


def _as_option(message: str) -> str:
    """Return the reader's message with its argument as this command's option."""
    return message.replace("published=YYYY-MM-DD", "--published YYYY-MM-DD")


def _read(options: argparse.Namespace, settings: Settings) -> int:
    from knowledge.reading_many import Shelf, WorkersFailed

    files = report_files(options.paths)
    if not files:
        folders = ", ".join(map(str, options.paths))
        return _refuse(f"ofsted-bot read: no report in {folders}; expected files that end in .pdf or .txt")
    if options.published and len(files) > 1:
        return _refuse(
            "ofsted-bot read: --published is for a single report; put the dates into the files' names"
        )
    folder = options.out or (None if options.json else settings.inspections)
    if folder is not None and folder.exists() and not folder.is_dir():
        return _refuse(f"ofsted-bot read: {folder} is not a folder")
    try:
        rows = _read_all(files, options, Shelf(folder, force=options.force) if folder else None)
    except WorkersFailed as error:
        _complain(f"ofsted-bot read: {error}")
        return FAILED
    if not options.json:
        _print_table(rows, folder)
    _print_problems(rows)
    failed = any(row.failed for row in rows)
    if folder is not None and folder == settings.inspections:
        failed |= not _load(settings)
    return FAILED if failed else OK


def _refuse(message: str) -> int:
    _complain(message)
    return BAD_USE


def _say(message: str) -> None:
    _output().print(_plain(message), markup=False, highlight=False, soft_wrap=True)


def _complain(message: str) -> None:
    _errors().print(_plain(message), markup=False, highlight=False, soft_wrap=True)


def _read_all(files: Sequence[Path], options: argparse.Namespace, shelf: "Shelf | None") -> list[_Row]:
    from knowledge.reading_many import read_files

    rows: list[_Row] = []
    with _Progress(len(files)) as progress:
        readings = read_files(
            files, jobs=options.jobs, published=options.published, progress=progress.advance
        )
        for reading in readings:
            rows.append(_placed(reading, shelf))
            if options.json:
                sys.stdout.write(json.dumps(as_json(reading), ensure_ascii=False) + "\n")
                sys.stdout.flush()
    return rows


def _placed(reading: "FileReading", shelf: "Shelf | None") -> _Row:
    if reading.problem is not None:
        return _Row(reading, "failed", reading.problem)
    if shelf is None:
        return _Row(reading, "read", None if reading.ok else _incomplete(reading))
    try:
        placement = shelf.put(reading)
    except OSError as error:
        problem = (
            f"{reading.path.name}: cannot be written: {error}; check the folder, its permissions and the disk"
        )
        return _Row(reading, "not written", problem, written=False)
    return _Row(reading, placement.kept.value, _told(reading, placement))


def _told(reading: "FileReading", placement: "Placement") -> str | None:
    """Return what must be said of a reading that is not in its place as read."""
    from knowledge.reading_many import Kept

    name, path, other = reading.path.name, placement.path, placement.other
    match placement.kept:
        case Kept.EDITED:
            return f"{name}: {path} has been edited by hand and was kept; --force replaces it"
        case Kept.SAME if other is not None:
            return f"{name}: the same inspection as {other.name}, which was kept"
        case Kept.OTHER:
            return f"{name}: {other} holds {path.stem} already; remove it to have the report's words"
        case Kept.DRAFT:
            return f"{_incomplete(reading)}; a draft is in {path}: complete it and move it up one folder"
        case _:
            return None


def as_json(reading: "FileReading") -> dict[str, Any]:
    """Return what `read --json` prints of a file: `inspection` is null and a warning says why if nothing came out."""
    from knowledge.reading import ReadingWarning

    warnings: Sequence[ReadingWarning] = reading.warnings
    if reading.problem is not None:
        warnings = (ReadingWarning(None, "", reading.problem),)
    return {
        "file": str(reading.path).encode("utf-8", "replace").decode(),
        "inspection": reading.inspection,
        "warnings": [asdict(warning) for warning in warnings],
        "ok": reading.ok,
    }


class _Progress:
    """A progress bar on the standard error; nothing at all where that is no terminal."""

    def __init__(self, total: int) -> None:
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

        columns = (TextColumn("Reading"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        console = _errors()
        self._bar = Progress(*columns, console=console, disable=not console.is_terminal, transient=True)
        self._task = self._bar.add_task("", total=total)

    def __enter__(self) -> "_Progress":
        self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._bar.stop()

    def advance(self) -> None:
        """Count one more."""
        self._bar.advance(self._task)


def _errors() -> "Console":
    from rich.console import Console

    return Console(stderr=True)


def _output() -> "Console":
    from rich.console import Console

    console = Console()
    return console if console.is_terminal else Console(width=_PLAIN_WIDTH)


def _plain(text: str) -> str:
    """Return `text` without control characters: names and words of files must not command the terminal."""
    return "".join(" " if unicodedata.category(sign) in ("Cc", "Cf", "Cs") else sign for sign in text)


def _print_table(rows: Sequence[_Row], folder: Path | None) -> None:
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("file", "authority", "kind", "published"):
        table.add_column(name, overflow="fold", no_wrap=name == "published")
    for name in ("judgements", "items", "findings", "pages", "warnings"):
        table.add_column(name, justify="right")
    table.add_column("result")
    for row in rows:
        table.add_row(*(Text(_plain(cell)) for cell in _cells(row)))
    _output().print(table)
    if len(rows) == 1:
        for warning in rows[0].reading.warnings:
            _say(f"warning: {_sentence(warning)}")
    counts = Counter(row.result for row in rows)
    tally = ", ".join(f"{number} {result}" for result, number in counts.items())
    place = f" in {folder}" if folder is not None else ""
    _say(f"{len(rows)} {'report' if len(rows) == 1 else 'reports'}{place}: {tally}.")


def _cells(row: _Row) -> tuple[str, ...]:
    inspection = row.reading.inspection
    if inspection is None:
        return row.reading.path.name, "", "", "", "", "", "", "", "", row.result
    findings = inspection["findings"]
    items = sum(one["kind"] in ("improvement", "priority") for one in findings)
    numbers = (len(inspection["judgements"]), items, len(findings), inspection["source"]["pages"])
    return (
        row.reading.path.name,
        inspection["authority"] or "?",
        inspection["kind"],
        inspection["published"] or "?",
        *("" if number is None else str(number) for number in numbers),
        str(len(row.reading.warnings)),
        row.result,
    )


def _sentence(warning: "ReadingWarning") -> str:
    page = f"page {warning.page}: " if warning.page else ""
    words = f" [{warning.text[:160]}]" if warning.text else ""
    return f"{page}{_as_option(warning.message)}{words}"


def _print_problems(rows: Sequence[_Row]) -> None:
    for row in rows:
        if row.problem is not None:
            _complain(row.problem)


def _load(settings: Settings) -> bool:
    """Load the inspection files and print what came of it; whether that went well."""
    from knowledge.load import load

    report = load(settings.folders, settings.knowledge)
    if report.faults:
        _complain(
            f"Faults in the inspection files ({len(report.faults)}); the database built before stays in service:"
        )
        for fault in report.faults:
            _complain(f"  {fault}")
        return False
    done = "Loaded into" if report.status == "built" else "Nothing new for"
    counts = f"{report.inspections} inspections, {report.judgements} judgements, {report.findings} findings"
    _say(f"{done} {report.database.name}: {counts} ({report.seconds:.2f} s).")
    return True


def _review(options: argparse.Namespace, settings: Settings) -> int:
    from bot.review import write_review
    from knowledge.reading_many import WorkersFailed

    path: Path = options.path
    if path.is_dir() or path.suffix.lower() in (".yaml", ".yml"):
        return _refuse(f"ofsted-bot review: {path} is no report; give one PDF or .txt file")
    page = options.out or settings.data / "reviews" / f"{path.stem}.html"
    try:
        reading = write_review(path, page, inspections=settings.inspections, published=options.published)
    except OSError as error:
        return _refuse(f"ofsted-bot review: {page} cannot be written: {error.strerror}")
    except WorkersFailed as error:
        _complain(f"ofsted-bot review: {error}")
        return FAILED
    if reading.problem is not None:
        _complain(reading.problem)
        return FAILED
    number = len(reading.warnings)
    _say(f"{page}: {'no' if number == 0 else number} {'warning' if number == 1 else 'warnings'}")
    return OK if reading.ok else FAILED
