"""The plan as a table: the same columns for the workbook, for CSV, and for whoever reads them."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.answering.asked import Record, inspection_name, joined
from bot.answers import Answer, DueItem, StatutoryDate, TrackedItems
from bot.deadlines import long_date
from bot.export.comma_separated import csv_of
from bot.export.workbook import workbook_of
from bot.rendering.words import finding_label
from bot.tracking.plan import plan
from bot.tracking.statutory import statutory_plan

Value = str | int | dt.date | None

FORMS = ("xlsx", "csv")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, and how wide it is in characters."""

    heading: str
    width: int


@dataclass(frozen=True, slots=True)
class Table:
    """A titled table; every row has a value for every column."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]


@dataclass(frozen=True, slots=True)
class Export:
    """A file: its name, what readers see as its title, its bytes, and a sentence that announces it."""

    name: str
    title: str
    content: bytes
    sentence: str


_ITEM_COLUMNS = (
    Column("Authority", 22), Column("Inspection", 40), Column("Kind", 20), Column("Section", 30),
    Column("Reference", 18), Column("Page", 7), Column("Item", 70), Column("Whose words", 16),
    Column("Time limit set by inspectors", 18), Column("Due", 12), Column("Basis of the date", 40),
    Column("Confidence", 12), Column("Date status", 13), Column("Days overdue", 9), Column("Status", 14),
    Column("Owner", 16), Column("Own target", 12), Column("Original target", 12),
    Column("Why the target moved", 30), Column("Days past own target", 10), Column("Superseded by", 36),
    Column("Evidence", 40), Column("Notes", 50), Column("Last changed", 12), Column("Changed by", 16),
    Column("On record", 10), Column("Key", 40),
)  # fmt: skip
_STATUTORY_COLUMNS = (
    Column("Authority", 22), Column("Inspection", 40), Column("Received", 12), Column("Duty", 34),
    Column("Due at the earliest", 12), Column("Due at the latest", 12), Column("Basis of the date", 60),
    Column("Confidence", 12), Column("Status", 10), Column("Law", 50), Column("Bank holidays by", 18),
)  # fmt: skip


def item_table(items: Iterable[DueItem], record: Record) -> Table:
    """Return items as a table, in their order."""
    return Table("Improvement items", _ITEM_COLUMNS, tuple(_item_row(item, record) for item in items))


def statutory_table(dates: Iterable[StatutoryDate]) -> Table:
    """Return statutory dates as a table, in their order."""
    return Table("Statutory dates", _STATUTORY_COLUMNS, tuple(map(_statutory_row, dates)))


def _item_row(item: DueItem, record: Record) -> tuple[Value, ...]:
    finding, state, deadline = item.finding, item.tracked, item.deadline
    inspection = record.store.inspection(finding.inspection)
    return (
        finding.authority,
        inspection_name(inspection) if inspection else f"published {long_date(finding.published)}",
        finding_label(finding),
        finding.section,
        finding.ref,
        finding.page,
        finding.text,
        "the report's" if finding.wording == "verbatim" else "summary",
        finding.within,
        deadline.due,
        deadline.basis,
        deadline.confidence,
        item.status,
        item.days_overdue or None,
        item.progress,
        state.owner,
        state.target,
        state.target_original,
        state.target_reason,
        item.target_days_overdue or None,
        inspection_name(item.superseded_by) if item.superseded_by else None,
        "\n".join(state.evidence) or None,
        "\n".join(f"{note.at:%Y-%m-%d} {note.by}: {note.text}" for note in state.notes) or None,
        state.changed_at.date() if state.changed_at else None,
        state.changed_by,
        "no longer" if item.vanished else "yes",
        finding.key,
    )


def _statutory_row(date: StatutoryDate) -> tuple[Value, ...]:
    deadline = date.deadline
    return (
        date.inspection.authority,
        inspection_name(date.inspection),
        date.inspection.received,
        date.duty,
        deadline.due_earliest,
        deadline.due,
        deadline.basis,
        deadline.confidence,
        date.status,
        date.law,
        deadline.calendar,
    )


def exported_plan(
    record: Record, authorities: Sequence[str], form: str, *, today: dt.date, now: dt.datetime
) -> Export:
    """Return the whole plan of `authorities` (of all when empty) as a file; `form`: xlsx or csv."""
    return _export(record, plan(record, authorities, today), authorities, form, today, now)


def exported(record: Record, answer: Answer, form: str, *, today: dt.date, now: dt.datetime) -> Export:
    """Return the items of a list of the tracker as a file; of any other answer, the plan of its authorities."""
    authorities = answer.about.authorities
    items = answer.items if isinstance(answer, TrackedItems) else plan(record, authorities, today)
    return _export(record, items, authorities, form, today, now)


def _export(
    record: Record,
    items: Sequence[DueItem],
    authorities: Sequence[str],
    form: str,
    today: dt.date,
    now: dt.datetime,
) -> Export:
    who = joined(authorities) or "all authorities"
    title = f"Improvement plan: {who}, {long_date(today)}"
    slug = "-".join(authorities).lower().replace(" ", "-")[:60] or "all-authorities"
    name = f"improvement-plan-{slug}-{today.isoformat()}.{form}"
    table = item_table(items, record)
    number = len(table.rows)
    sentence = f"{title}: {number} {'item' if number == 1 else 'items'}."
    if form == "csv":
        return Export(name, title, csv_of(table), sentence)
    names = authorities or tuple(dict.fromkeys(item.finding.authority for item in items))
    dates = [
        date
        for one in names
        for date in statutory_plan(record, record.store.inspections(one, until=today), today)
    ]
    return Export(name, title, workbook_of(title, (table, statutory_table(dates)), now), sentence)
