"""The plan as a table: the same columns for the workbook, for CSV, and for whoever reads them."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
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
    Column("Owner", 22), Column("Own target", 12), Column("Original target", 12),
    Column("Why the target moved", 30), Column("Days past own target", 10), Column("Superseded by", 36),
    Column("Evidence", 40), Column("Notes", 50), Column("Last changed", 12), Column("Changed by", 22),
    Column("On record", 10), Column("Owner's Slack id", 16), Column("Key", 40),
)  # fmt: skip
_STATUTORY_COLUMNS = (
    Column("Authority", 22), Column("Inspection", 40), Column("Received", 12), Column("Duty", 34),
    Column("Due at the earliest", 12), Column("Due at the latest", 12), Column("Basis of the date", 60),
    Column("Confidence", 12), Column("Status", 10), Column("Law", 50), Column("Bank holidays by", 18),
)  # fmt: skip


def people_of(items: Iterable[DueItem]) -> frozenset[str]:
    """Return the ids of the Slack users who own items, have changed them or written notes on them."""
    states = [item.tracked for item in items]
    people = {one for state in states for one in (state.owner, state.changed_by)}
    people.update(note.by for state in states for note in state.notes)
    return frozenset(one for one in people if one is not None)


def item_table(items: Sequence[DueItem], record: Record) -> Table:
    """Return items as a table, in their order; people by name where it is known, else by id."""
    names: Mapping[str, str] = {}
    if record.state is not None:
        from bot.state.people import (
            People,
        )  # SQLAlchemy takes 0.2 s to import; without a state there is no need

        names = People(record.state).names(people_of(items))
    rows = tuple(_item_row(item, record, names) for item in items)
    return Table("Improvement items", _ITEM_COLUMNS, rows)


def statutory_table(dates: Iterable[StatutoryDate]) -> Table:
    """Return statutory dates as a table, in their order."""
    return Table("Statutory dates", _STATUTORY_COLUMNS, tuple(map(_statutory_row, dates)))


def _item_row(item: DueItem, record: Record, names: Mapping[str, str]) -> tuple[Value, ...]:
    def name(user: str | None) -> str | None:
        return names.get(user, user) if user is not None else None

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
        name(state.owner),
        state.target,
        state.target_original,
        state.target_reason,
        item.target_days_overdue or None,
        inspection_name(item.superseded_by) if item.superseded_by else None,
        "\n".join(state.evidence) or None,
        "\n".join(f"{note.at:%Y-%m-%d} {name(note.by)}: {note.text}" for note in state.notes) or None,
        state.changed_at.date() if state.changed_at else None,
        name(state.changed_by),
        "no longer" if item.vanished else "yes",
        state.owner,
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
    return exported(record, plan(record, authorities, today), authorities, form, today=today, now=now)


def listed_items(record: Record, answer: Answer, today: dt.date) -> Sequence[DueItem]:
    """Return the items of a list of the tracker; of any other answer, the plan of its authorities."""
    return answer.items if isinstance(answer, TrackedItems) else plan(record, answer.about.authorities, today)


def exported(
    record: Record,
    items: Sequence[DueItem],
    authorities: Sequence[str],
    form: str,
    *,
    today: dt.date,
    now: dt.datetime,
) -> Export:
    """Return `items` as a file.

    Args:
        record: The knowledge, and what people did.
        items: In the order wanted.
        authorities: Whose items they are; all when empty.
        form: xlsx or csv.
        today: The day in London.
        now: The instant.
    """
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
