"""Deadlines: improvement items with the date that follows from their list, and the dates that the law sets."""

import datetime as dt
from dataclasses import replace

from bot.answering.asked import Asked, inspection_name, no_such_inspection, nothing_loaded, stands_in
from bot.answers import Answer, Choice, Deadlines, DueItem, NotInRecord, StatutoryDate
from bot.deadlines import long_date
from bot.tracking.item import LIVE
from bot.tracking.plan import laid_over, tracked_rows, urgency
from bot.tracking.statutory import recomputed_notes, statutory_plan
from knowledge.records import InspectionRecord

_DUE_WORDS = frozenset(
    "passed due actions action late missed set within date dates written publish publication response statutory"
    " working 70 30 deadline deadlines improve improved improving upcoming coming month overdue".split()
)
"""Words that ask for a deadline, and say nothing of what is due."""


def answer_deadlines(asked: Asked) -> Answer:
    """Return improvement items with their deadlines as of today; superseded ones only when their year is asked for."""
    every = asked.inspections()
    if not every and asked.authorities:
        return nothing_loaded(asked)
    wanted = asked.wanted(every)
    if not wanted:
        return no_such_inspection(asked, every)
    items = due_items(asked, wanted, every)
    if asked.question.paragraphs:
        items = tuple(item for item in items if stands_in(item.finding.ref, asked.question.paragraphs))
    if (day := asked.question.day) is not None:
        items = tuple(item for item in items if item.deadline.due == day) or items
    telling = asked.telling - _DUE_WORDS
    if telling:
        items = _on_words(asked, items) or (items if asked.question.limit is not None else ())
    if asked.question.limit is not None:
        items = tuple(item for item in items if item.finding.within == asked.question.limit)
    shown = items if asked.narrowed else tuple(item for item in items if item.progress in LIVE)
    lead, says = None, asked.question.sense.says
    if "passed" in says:
        undated = sum(item.deadline.due is None for item in shown)
        shown = tuple(item for item in shown if has_passed(item, asked.today))
        lead = passed_lead(shown)
        if not shown and undated:
            lead = f"No date has passed; {undated} open {'item has' if undated == 1 else 'items have'} none."
    if "this month" in says:
        month = (asked.today.year, asked.today.month)
        shown = tuple(item for item in shown if (due := item.deadline.due) and (due.year, due.month) == month)
        lead = f"{len(shown) or 'Nothing'} due in {asked.today:%B %Y}."
    statutory = statutory_dates(asked, wanted) if asked.authorities and not telling else ()
    if "statement" in says and lead is None:
        lead = _statement_lead(statutory)
    if not items and (("areas" in says and "statement" not in says) or not statutory):
        return _none(asked, wanted)
    unread = _unread_notes(wanted) if not shown and asked.authorities else ()
    if not telling or lead:
        shown = tuple(sorted(shown, key=lambda item: urgency(item, asked.today)))
    return Deadlines(
        replace(asked.about, lead=lead),
        as_of=asked.today,
        items=shown,
        statutory=statutory,
        superseded=sum(item.status == "superseded" for item in items if item not in shown),
        notes=(*unread, *newer_notes(asked, every, shown), *recomputed_notes(asked.record, statutory)),
        closed=sum(item.status in ("done", "not applicable") for item in items if item not in shown),
    )


def _statement_lead(statutory: tuple[StatutoryDate, ...]) -> str | None:
    """Return when the statement of proposed action is due, where one is asked about and the law asks for one."""
    due = next((one for one in statutory if "statement" in one.duty.lower() and one.deadline.due), None)
    if due is None or due.deadline.due is None:
        return None
    first, last = due.deadline.due_earliest or due.deadline.due, due.deadline.due
    when = long_date(last) if first == last else f"{long_date(first)} to {long_date(last)}"
    after = f"{due.inspection.authority}, {inspection_name(due.inspection)}"
    return f"{due.duty[:1].upper()}{due.duty[1:]}: {when} ({due.deadline.confidence}; {after})."


def due_items(
    asked: Asked, inspections: tuple[InspectionRecord, ...], every: tuple[InspectionRecord, ...]
) -> tuple[DueItem, ...]:
    """Return every improvement item of `inspections` with its deadline, status and owner as of `asked.today`."""
    rows = tracked_rows(asked.record, asked.authorities)
    return laid_over(asked.record, inspections, every, asked.today, rows)


def statutory_dates(asked: Asked, inspections: tuple[InspectionRecord, ...]) -> tuple[StatutoryDate, ...]:
    """Return the dates that the law sets after the newest inspections it binds, or those of the years asked for."""
    return statutory_plan(asked.record, inspections, asked.today, newest_only=not asked.question.years)


def has_passed(item: DueItem, today: dt.date) -> bool:
    """Return whether a live item's own date lies before today, whatever has become of it since."""
    return item.progress in LIVE and item.deadline.due is not None and item.deadline.due < today


def passed_lead(items: tuple[DueItem, ...]) -> str | None:
    """Return in a sentence how many dates have passed, and why items count as pending although theirs has."""
    pending = sum(item.status == "pending" for item in items)
    if not pending:
        return None
    said = "One item is past its date" if pending == 1 else f"{pending} items are past their dates"
    return f"{said}. A later full inspection, known by its grades alone, may have settled that: pending, not overdue."


def _on_words(asked: Asked, items: tuple[DueItem, ...]) -> tuple[DueItem, ...]:
    """Keep the items that the words find, best first."""
    words = tuple(word for word in asked.question.words if word not in _DUE_WORDS)
    # Backwards, no two words make a phrase: "supervision records", where no item has that, is looked for word by word.
    return _found(asked, items, words) or _found(asked, items, words[::-1])


def _found(asked: Asked, items: tuple[DueItem, ...], words: tuple[str, ...]) -> tuple[DueItem, ...]:
    found = asked.record.searcher.search(
        words, authorities=asked.authorities, kinds=("improvement", "priority"), until=asked.today
    ).found
    places = {item.finding.row: place for place, item in enumerate(found)}
    kept = (item for item in items if item.finding.row in places)
    return tuple(sorted(kept, key=lambda item: places[item.finding.row]))


def _none(asked: Asked, wanted: tuple[InspectionRecord, ...]) -> NotInRecord:
    about = f" on “{' '.join(asked.question.words)}”" if asked.question.words else ""
    number = len(wanted)
    searched = f"{number} {'inspection' if number == 1 else 'inspections'} of {asked.who}"
    near: tuple[Choice, ...] = ()
    if all(item.grades_only for item in wanted):
        searched += ", of which only the grades are on record; “ofsted-bot read” adds a report's findings"
        near = (Choice("Grades", asked.again("grades")),) if asked.authorities else ()
    elif asked.authorities:
        near = (Choice("Findings", asked.again("findings")),)
    return NotInRecord(asked.about, f"improvement items of {asked.who}{about}", searched, near)


def _unread_notes(inspections: tuple[InspectionRecord, ...]) -> tuple[str, ...]:
    """Say that the newest report's improvement items are not on record, where it prints any."""
    newest = next((item for item in inspections if item.grades_only and item.improvement_items), None)
    if newest is None:
        return ()
    return (
        f"The {inspection_name(newest)}, prints {newest.improvement_items} improvement"
        f" {'item' if newest.improvement_items == 1 else 'items'}, not on record; “ofsted-bot read” adds them.",
    )


def newer_notes(
    asked: Asked, every: tuple[InspectionRecord, ...], shown: tuple[DueItem, ...]
) -> tuple[str, ...]:
    """Say of which newer full inspection only the grades are known, so that these items may be out of date."""
    notes = []
    for name in dict.fromkeys(item.finding.authority for item in shown):
        oldest = min(item.finding.published for item in shown if item.finding.authority == name)
        newer = [
            item
            for item in every
            if item.authority == name and item.is_full and item.grades_only and item.published > oldest
        ]
        if newer:
            items = newer[0].improvement_items
            count = f" (it prints {items} improvement {'item' if items == 1 else 'items'})" if items else ""
            notes.append(
                f"{name}: a newer {inspection_name(newer[0])}, is on record with its grades only{count}."
                " “ofsted-bot read” adds its findings, and then supersedes older items."
            )
    return tuple(notes[:8])
