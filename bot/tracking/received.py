"""The instruction `received`: when an authority received a report, and the statutory dates that follow.

A date that somebody has recorded is replaced only by one who names it: `received islington 2025-01-22 instead of
2025-01-20`, which is what the button says that stands under the answer to whoever comes second.
"""

import datetime as dt
import re
from dataclasses import replace

from bot.answering.asked import inspection_name
from bot.answers import About, Answer, Choice, Fact, Noted, StatutoryDate
from bot.deadlines import calendar_version, long_date
from bot.instructions import Instructed, badly_written, settled_authorities
from bot.rendering.document import person
from bot.rendering.words import due_in_words
from bot.state.receipts import Conflict, Receipt, Receipts
from bot.tracking.statutory import PUBLISH, STATEMENT, statutory_dates_of, statutory_plan
from knowledge.records import InspectionRecord

LATEST_DAYS = 90
"""Days after publication in which a report can have been received; later, another inspection is meant."""

_MONTHS = "january february march april may june july august september october november december".split()
_INSTEAD = re.compile(r"\binstead\s+of\b", re.IGNORECASE)
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
    new, instead, old = _parted(instructed.text)
    received, replacing = date_in(new), date_in(old)
    if received is None or (instead and replacing is None):
        return badly_written(instructed, "I found no date; write it as 2025-01-22 or 22 January 2025.")
    if received > instructed.today:
        return badly_written(instructed, f"{long_date(received)} is still to come.")
    inspection = _meant(instructed, name, received)
    if inspection is None:
        return badly_written(instructed, _no_inspection(instructed, name, received))
    counted = replace(inspection, received=received)
    dates = statutory_dates_of(counted, instructed.record, instructed.today)
    due = {date.duty: date.deadline.due for date in dates}
    receipt = Receipt(
        inspection.id,
        received,
        due.get(PUBLISH),
        due.get(STATEMENT),
        calendar_version(),
        instructed.now,
        instructed.asker.user,
    )
    done = Receipts(instructed.state).record(receipt, replacing=replacing, request=instructed.request)
    if isinstance(done, Conflict):
        return _not_recorded(instructed, counted, dates, done.now)
    return _recorded(instructed, inspection, counted, dates, done.before)


def _parted(text: str) -> tuple[str, str, str]:
    """Return what stands before “instead of”, these words (empty when they are not there), and what follows them."""
    found = _INSTEAD.search(text)
    return (text[: found.start()], found.group(), text[found.end() :]) if found else (text, "", "")


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
    counted: InspectionRecord,
    dates: tuple[StatutoryDate, ...],
    before: Receipt | None,
) -> Noted:
    """Say what was recorded; `counted` is the inspection with its day of receipt, `before` what stood until then."""
    assert counted.received is not None
    notes = []
    again = before is not None and before.received == counted.received
    if before is not None and not again:
        notes.append(f"It was {long_date(before.received)} before, as {_by(before)}; the audit keeps both.")
    if before is None and inspection.received not in (None, counted.received):
        assert inspection.received is not None
        notes.append(f"The inspection's file says {long_date(inspection.received)}; what people record wins.")
    if counted.received > counted.published:
        notes.append("That is after publication; authorities are usually sent their report before.")
    if not dates:
        notes.append("The law sets no dates after an inspection of this kind.")
    facts = tuple(Fact(_duty(date), due_in_words(date.deadline), date.deadline.basis) for date in dates)
    sentence = (
        f"{counted.authority} received the report of the {inspection_name(counted)}, on"
        f" {long_date(counted.received)}."
    )
    heading, begun = "Receipt recorded", "Recorded: "
    if before is not None and again:
        heading, begun = "Recorded already", f"So it stands already, as {_by(before)}: "
    about = _about(counted)
    next_ = (Choice("Show the deadlines", about.ask),)
    return Noted(about, heading, begun + sentence, facts, tuple(notes), next_)


def _not_recorded(
    instructed: Instructed,
    counted: InspectionRecord,
    dates: tuple[StatutoryDate, ...],
    now: Receipt | None,
) -> Noted:
    """Say that another date stands (or none any more), what would change, and how to have it changed all the same.

    Args:
        instructed: What was written.
        counted: The inspection with the day of receipt that was not recorded.
        dates: The statutory dates that would follow from it.
        now: What stands.
    """
    assert counted.received is not None
    name, wanted = counted.authority, counted.received
    ask = f"received {name} {wanted.isoformat()}"
    if now is None:
        sentence = (
            f"Nothing was recorded: for the {inspection_name(counted)} there is no day of receipt to replace."
        )
        label = f"Record {long_date(wanted)}"
        facts: tuple[Fact, ...] = ()
    else:
        ask += f" instead of {now.received.isoformat()}"
        sentence = (
            f"Nothing was changed. As {_by(now)}, {name} received the report of the {inspection_name(counted)}, on"
            f" {long_date(now.received)}."
        )
        label = f"Change it to {long_date(wanted)}"
        standing = replace(counted, received=now.received)
        known = statutory_dates_of(standing, instructed.record, instructed.today)
        follows = (
            Fact(_duty(new), due_in_words(new.deadline), f"now: {due_in_words(old.deadline)}")
            for new, old in zip(dates, known, strict=True)
        )
        facts = (Fact("Received", long_date(wanted), f"now: {long_date(now.received)}"), *follows)
    notes = (f"Have a look, and decide: press the button, or write “/ofsted {ask}”.",)
    return Noted(_about(counted), "Not recorded", sentence, facts, notes, (Choice(label, ask),))


def _duty(date: StatutoryDate) -> str:
    return date.duty[:1].upper() + date.duty[1:]


def _by(receipt: Receipt) -> str:
    return f"{person(receipt.set_by)} recorded on {long_date(receipt.set_at.date())}"


def _about(inspection: InspectionRecord) -> About:
    name = inspection.authority
    return About((name,), None, f"deadlines {name} {inspection.published.year}")
