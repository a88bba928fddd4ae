"""The instruction `received`: when an authority received a report, and the statutory dates that follow."""

import datetime as dt
import re
from dataclasses import replace

from bot.answering.asked import inspection_name
from bot.answers import About, Answer, Choice, Fact, Noted, StatutoryDate
from bot.deadlines import calendar_version, long_date
from bot.instructions import Instructed, badly_written, settled_authorities
from bot.rendering.words import due_in_words
from bot.state.receipts import Receipt, Receipts
from bot.tracking.statutory import PUBLISH, STATEMENT, statutory_dates_of, statutory_plan
from knowledge.records import InspectionRecord

LATEST_DAYS = 90
"""Days after publication in which a report can have been received; later, another inspection is meant."""

_MONTHS = "january february march april may june july august september october november december".split()
_ISO = re.compile(r"\b(\d{4})-(\d{1,2})-(\d{1,2})\b")
_SLASHED = re.compile(r"\b(\d{1,2})[/.](\d{1,2})[/.](\d{4})\b")
_WORDED = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th)?\s+([A-Za-z]{3,9})\.?\s+(\d{4})\b")


def receive(instructed: Instructed) -> Answer:
    """Record the day on which a report was received, and return the dates that follow from it."""
    authorities = settled_authorities(instructed)
    if not isinstance(authorities, tuple):
        return authorities
    if len(authorities) != 1:
        return badly_written(instructed, "Name one authority and the day on which it received the report.")
    (name,) = authorities
    received = date_in(instructed.text)
    if received is None:
        return badly_written(instructed, "I found no date; write it as 2025-01-22 or 22 January 2025.")
    if received > instructed.today:
        return badly_written(instructed, f"{long_date(received)} is still to come.")
    inspection = _meant(instructed, name, received)
    if inspection is None:
        return badly_written(instructed, _no_inspection(instructed, name, received))
    counted = replace(inspection, received=received)
    dates = statutory_dates_of(counted, instructed.record, instructed.today)
    due = {date.duty: date.deadline.due for date in dates}
    before = Receipts(instructed.state).record(
        Receipt(
            inspection.id,
            received,
            due.get(PUBLISH),
            due.get(STATEMENT),
            calendar_version(),
            instructed.now,
            instructed.asker.user,
        ),
        request=instructed.request,
    )
    return _recorded(instructed, counted, dates, before)


def date_in(text: str) -> dt.date | None:
    """Return the date that a text names: 2025-01-22, 22/1/2025 (day first) or 22 January 2025; None when none."""
    try:
        if found := _ISO.search(text):
            return dt.date(*map(int, found.groups()))
        if found := _SLASHED.search(text):
            day, month, year = map(int, found.groups())
            return dt.date(year, month, day)
        if found := _WORDED.search(text):
            name = found.group(2).lower()
            months = [number for number, month in enumerate(_MONTHS, 1) if month.startswith(name)]
            return dt.date(int(found.group(3)), months[0], int(found.group(1))) if len(months) == 1 else None
    except ValueError:
        return None
    return None


def _meant(instructed: Instructed, name: str, received: dt.date) -> InspectionRecord | None:
    """Return the inspection whose report can have been received on that day; one that the law binds before others."""
    fitting = [
        item
        for item in instructed.record.store.inspections(name)
        if item.ended <= received <= item.published + dt.timedelta(days=LATEST_DAYS)
    ]
    bound = (item for item in fitting if statutory_dates_of(item, instructed.record, instructed.today))
    return next(bound, None) or next(iter(fitting), None)


def _no_inspection(instructed: Instructed, name: str, received: dt.date) -> str:
    said = f"No report of {name} on record can have been received on {long_date(received)}."
    every = instructed.record.store.inspections(name)
    dated = statutory_plan(instructed.record, every, instructed.today, newest_only=False)
    known = dict.fromkeys(inspection_name(date.inspection) for date in dated)
    return f"{said} With statutory dates: {'; '.join(list(known)[:4])}." if known else said


def _recorded(
    instructed: Instructed,
    inspection: InspectionRecord,
    dates: tuple[StatutoryDate, ...],
    before: Receipt | None,
) -> Noted:
    name = inspection.authority
    assert inspection.received is not None
    sentence = (
        f"Recorded: {name} received the report of the {inspection_name(inspection)}, on"
        f" {long_date(inspection.received)}."
    )
    notes = []
    if before is not None and before.received != inspection.received:
        notes.append(f"It was {long_date(before.received)} before; the audit keeps both.")
    if inspection.received > inspection.published:
        notes.append("That is after publication; authorities are usually sent their report before.")
    if not dates:
        notes.append("The law sets no dates after an inspection of this kind.")
    facts = tuple(
        Fact(date.duty[:1].upper() + date.duty[1:], due_in_words(date.deadline), date.deadline.basis)
        for date in dates
    )
    about = About((name,), None, f"deadlines {name} {inspection.published.year}")
    return Noted(
        about, "Receipt recorded", sentence, facts, tuple(notes), (Choice("Show the deadlines", about.ask),)
    )
