"""The dates that the law sets after an inspection, counted from the day of receipt where it is known.

Kept apart from the dates that inspectors set and from the authority's own targets.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import replace

from bot.answering.asked import Record
from bot.answers import Deadline, StatutoryDate
from bot.deadlines import PUBLISH_DAYS, STATEMENT_DAYS, long_date, stated_deadline, statutory_deadline
from knowledge.frameworks import Framework
from knowledge.records import InspectionRecord

DRAFT_DAYS = 20
"""Working days to the draft plan after a focused visit with an area for priority action (asked for, not law)."""

ACT = "Education and Inspections Act 2006, sections 136-137; SI 2007/462"
JOINT = "SI 2015/1792"

PUBLISH = "publish the report"
STATEMENT = "written statement of action"
DRAFT = "draft plan (asked for by inspectors, not set by law)"


def statutory_plan(
    record: Record, inspections: Iterable[InspectionRecord], today: dt.date, *, newest_only: bool = True
) -> tuple[StatutoryDate, ...]:
    """Return the statutory dates after `inspections`, in their order.

    Args:
        record: The knowledge, and the receipt dates of its state database.
        inspections: Newest first within an authority.
        today: The day in London.
        newest_only: Only those after the newest inspection of each kind of each authority.
    """
    bound = [item for item in inspections if _binds(item, record)]
    if newest_only:
        newest: dict[tuple[str, str], InspectionRecord] = {}
        for item in bound:
            newest.setdefault((item.authority, "full" if item.is_full else item.kind), item)
        bound = list(newest.values())
    return tuple(
        date for item in with_receipts(record, bound) for date in statutory_dates_of(item, record, today)
    )


def statutory_dates_of(
    inspection: InspectionRecord, record: Record, today: dt.date
) -> tuple[StatutoryDate, ...]:
    """Return the statutory dates after one inspection; none where the law sets none."""
    return tuple(
        StatutoryDate(inspection, duty, deadline, "passed" if _passed(deadline, today) else "due", law)
        for duty, deadline, law in _duties(inspection, record)
    )


def _passed(deadline: Deadline, today: dt.date) -> bool:
    return deadline.due is not None and deadline.due < today


def _binds(inspection: InspectionRecord, record: Record) -> bool:
    return (
        inspection.statement_due is not None
        or _full_statement(inspection, record.frameworks)
        or _priority_visit(inspection, record)
    )


def _full_statement(inspection: InspectionRecord, frameworks: Mapping[str, Framework]) -> bool:
    return inspection.is_full and frameworks[inspection.framework].statement


def _priority_visit(inspection: InspectionRecord, record: Record) -> bool:
    """Return whether this is a focused visit that named an area for priority action."""
    return inspection.kind == "focused visit" and bool(
        record.store.findings((inspection.id,), kinds=("priority",))
    )


def _duties(inspection: InspectionRecord, record: Record) -> tuple[tuple[str, Deadline, str], ...]:
    law = JOINT if inspection.kind == "jtai" else ACT
    statement = (
        stated_deadline(inspection.statement_due)
        if inspection.statement_due is not None
        else statutory_deadline(STATEMENT_DAYS, inspection)
    )
    if _full_statement(inspection, record.frameworks):
        publish = statutory_deadline(PUBLISH_DAYS, inspection)
        return (PUBLISH, publish, law), (STATEMENT, statement, law)
    if _priority_visit(inspection, record):
        draft = statutory_deadline(DRAFT_DAYS, inspection)
        return (DRAFT, draft, law), (STATEMENT, statement, law)
    # A joint targeted area inspection, or a letter: only where the report itself asks for a statement.
    return ((STATEMENT, statement, law),) if inspection.statement_due is not None else ()


def with_receipts(record: Record, inspections: Iterable[InspectionRecord]) -> tuple[InspectionRecord, ...]:
    """Return `inspections` with the receipt dates that people have recorded, which win over the file's."""
    every = tuple(inspections)
    if record.state is None or not every:
        return every
    from bot.state.receipts import Receipts  # SQLAlchemy takes 0.2 s to import

    known = Receipts(record.state).of(item.id for item in every)
    return tuple(
        replace(item, received=known[item.id].received) if item.id in known else item for item in every
    )


def recomputed_notes(record: Record, dates: Iterable[StatutoryDate]) -> tuple[str, ...]:
    """Say where a date differs from the one computed when the receipt was recorded, under another calendar."""
    every = tuple(dates)
    if record.state is None or not every:
        return ()
    from bot.state.receipts import Receipts

    known = Receipts(record.state).of(item.inspection.id for item in every)
    said = []
    for item in every:
        receipt = known.get(item.inspection.id)
        was = {PUBLISH: "publish_due", STATEMENT: "statement_due"}.get(item.duty)
        kept = getattr(receipt, was) if receipt is not None and was is not None else None
        if receipt is not None and kept is not None and kept != item.deadline.due:
            said.append(
                f"{item.inspection.authority}, {item.duty}: {long_date(kept)} when the receipt was recorded"
                f" (calendar {receipt.calendar}); computed anew now."
            )
    return tuple(said)
