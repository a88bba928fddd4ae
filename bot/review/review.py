"""Puts a reading and the pictures of its report together on one HTML page that needs nothing else.

Owns what the page shows and in what order; how it looks is the template's.
"""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.review.pictures import Picture, pictures
from knowledge.reading import ReadingWarning
from knowledge.reading_many import FileReading, is_edited, read_files

_TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_KINDS = {
    "strength": "strength",
    "practice": "meets requirements",
    "improvement": "to improve",
    "priority": "priority action",
    "narrative": "narrative",
    "context": "context",
}
_CONTROL = re.compile(r"[^\S\n\t ]|[\x00-\x08\x0b-\x1f\x7f-\x9f]")
ITEMS = ("improvement", "priority")


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of the page's head: what, its value (None where none was found), and on what it rests."""

    name: str
    value: str | None
    rests_on: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page of the report: its picture or its text, and what was read from it."""

    number: int
    picture: Picture | None
    text: str | None
    judgements: tuple[dict[str, Any], ...]
    findings: tuple[dict[str, Any], ...]
    warnings: tuple[ReadingWarning, ...]


def write_review(
    path: Path, page: Path, *, inspections: Path, published: dt.date | None = None
) -> FileReading:
    """Read the report at `path`, write its review page to `page`, and return the reading; no page if it has a problem.

    Args:
        path: A report, PDF or `.txt`.
        page: Written at once; its folder is made when it does not exist.
        inspections: Folder of the user's inspection files, to tell of one that was edited.
        published: The publication date, where the caller knows it.

    Raises:
        OSError: The page cannot be written, or a text cannot be read.
        WorkersFailed: No worker process could be started.
    """
    reading = next(iter(read_files([path], published=published)))
    if reading.problem is None and reading.inspection is not None:
        html = review_html(reading, sheets(reading), edited=_edited(reading, inspections))
        page.parent.mkdir(parents=True, exist_ok=True)
        new = page.with_name(f".{page.name}.tmp")
        new.write_text(html, "utf-8")
        new.replace(page)
    return reading


def _edited(reading: FileReading, inspections: Path) -> str | None:
    assert reading.inspection is not None
    file = inspections / f"{reading.inspection['id']}.yaml"
    return str(file) if is_edited(file) else None


def sheets(reading: FileReading) -> tuple[Sheet, ...]:
    """Return the report's pages with what was read from each; what bears no page stands with the first."""
    assert reading.inspection is not None
    shown = tuple(_pages(reading))
    last = len(shown)
    judgements, findings = judged(reading), numbered(reading.inspection["findings"])

    def on(page: int | None) -> int:
        return min(max(page or 1, 1), last)

    return tuple(
        Sheet(
            number,
            picture,
            text,
            tuple(one for one in judgements if on(one["page"]) == number),
            tuple(one for one in findings if on(one["page"]) == number),
            tuple(one for one in reading.warnings if one.page is not None and on(one.page) == number),
        )
        for number, (picture, text) in enumerate(shown, 1)
    )


def numbered(entries: Sequence[dict[str, Any]]) -> tuple[dict[str, Any], ...]:
    """Return the entries with their `number`, from 1, by which links find them."""
    return tuple({**one, "number": number} for number, one in enumerate(entries, 1))


def judged(reading: FileReading) -> tuple[dict[str, Any], ...]:
    """Return the judgements, numbered; `shown` is the grade in words, and tells a missing one from one not read."""
    assert reading.inspection is not None
    doubtful = [one.text for one in reading.warnings if "grade" in one.message]

    def shown(one: dict[str, Any]) -> str:
        if one["grade"] is not None:
            return str(one["grade"])
        label = one["printed"] or one["name"]
        unread = any(text == label or text.startswith(f"{label}:") for text in doubtful)
        return "could not be read, see the warning" if unread else "not judged"

    return numbered([{**one, "shown": shown(one)} for one in reading.inspection["judgements"]])


def _pages(reading: FileReading) -> Iterator[tuple[Picture | None, str | None]]:
    assert reading.inspection is not None
    count = reading.inspection["source"]["pages"]
    if count:
        for picture in pictures(reading.path, count):
            yield picture, None
        return
    data = reading.path.read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    for sheet in text.split("\f"):
        yield None, _CONTROL.sub(" ", sheet).strip("\n")


def review_html(reading: FileReading, pages: Sequence[Sheet], *, edited: str | None = None) -> str:
    """Return the review page. `edited` names the inspection file where a person has changed it since."""
    assert reading.inspection is not None
    findings = numbered(reading.inspection["findings"])
    return _TEMPLATES.get_template("page.html").render(
        reading=reading,
        inspection=reading.inspection,
        facts=facts(reading),
        judgements=judged(reading),
        items=[one for one in findings if one["kind"] in ITEMS],
        pages=pages,
        last=len(pages),
        kinds=_KINDS,
        accounted=_accounted(reading),
        edited=edited,
    )


def _accounted(reading: FileReading) -> str:
    words = reading.words
    if words is None or not words.total:
        return "no words"
    share = 100 * (words.total - words.unaccounted) / words.total
    text = f"{share:.1f}%" if words.unaccounted else "all"
    return f"{text} of {words.total:,} words accounted for"


def facts(reading: FileReading) -> tuple[Fact, ...]:
    """Return the facts of a reading, in the order of the inspection file, and on what each rests."""
    assert reading.inspection is not None
    one = reading.inspection
    from_name = any(warning.message.startswith("the authority is taken from") for warning in reading.warnings)
    days = "derived from the working days on site"
    kind_basis = days if one["kind_basis"] == "derived" else "printed"
    rests_on = {"printed": "printed", "file name": "the file’s name", "given": "given on the command line"}
    rows: tuple[tuple[str, str | None, str], ...] = (
        ("Authority", one["authority"], "the file’s name" if from_name else "printed"),
        ("Title", one["title"], "printed"),
        ("Theme", one["theme"], "printed"),
        ("Framework", one["framework"], "derived from title and first day"),
        ("Kind", one["kind"], kind_basis),
        ("Started", one["started"], "printed"),
        ("Ended", one["ended"], "printed"),
        ("Published", one["published"], rests_on.get(one["published_basis"], one["published_basis"])),
        ("Statement due", one["statement_due"], "printed"),
        ("Lead inspector", one["lead_inspector"], "printed"),
        ("Inspectors", ", ".join(one["inspectors"]) or None, "printed"),
        ("Id", one["id"], "derived from authority, publication and framework"),
    )
    optional = ("Theme", "Statement due", "Inspectors")
    return tuple(
        Fact(name, _readable(value), basis if value else "")
        for name, value, basis in rows
        if value or name not in optional
    )


def _readable(value: str | None) -> str | None:
    try:
        day = dt.date.fromisoformat(value or "")
    except ValueError:
        return value
    return f"{day.day} {day:%B %Y}"
