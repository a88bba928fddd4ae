"""Deadlines: improvement items with the date that follows from their list, and the dates that the law sets."""

import datetime as dt

from bot.answering.asked import Asked, inspection_name, no_such_inspection, nothing_loaded
from bot.answering.findings import superseding
from bot.answers import Answer, Choice, Deadlines, DueItem, NotInRecord, StatutoryDate
from bot.deadlines import PUBLISH_DAYS, STATEMENT_DAYS, item_deadline, status_of, statutory_deadline
from knowledge.records import InspectionRecord

_ORDER = {"overdue": 0, "due": 1, "pending": 2, "superseded": 3}


def answer_deadlines(asked: Asked) -> Answer:
    """Return improvement items with their deadlines as of today; superseded ones only when their year is asked for."""
    every = asked.inspections()
    if not every and asked.authorities:
        return nothing_loaded(asked)
    wanted = asked.wanted(every)
    if not wanted:
        return no_such_inspection(asked, every)
    items = due_items(asked, wanted, every)
    if asked.question.words:
        items = _on_words(asked, items)
    shown = items if asked.narrowed else tuple(item for item in items if item.status != "superseded")
    statutory = statutory_dates(asked, wanted) if asked.authorities and not asked.question.words else ()
    if not shown and not statutory:
        return _none(asked, wanted)
    unread = _unread_notes(wanted) if not shown and asked.authorities else ()
    return Deadlines(
        asked.about,
        as_of=asked.today,
        items=tuple(sorted(shown, key=lambda item: _urgency(item, asked.today))),
        statutory=statutory,
        superseded=len(items) - len(shown),
        notes=(*unread, *_newer_notes(asked, every, shown)),
    )


def due_items(
    asked: Asked, inspections: tuple[InspectionRecord, ...], every: tuple[InspectionRecord, ...]
) -> tuple[DueItem, ...]:
    """Return every improvement item of `inspections` with its deadline and status as of `asked.today`."""
    later = superseding(every)
    by_id = {item.id: item for item in inspections}
    findings = asked.record.store.findings(by_id, kinds=("improvement", "priority"))
    items = []
    for finding in findings:
        deadline = item_deadline(finding.within, by_id[finding.inspection])
        status, late = status_of(deadline, asked.today)
        superseded_by = later.get(finding.inspection)
        if superseded_by is not None:
            status, late = "superseded", 0
        items.append(DueItem(finding, deadline, status, late, superseded_by))
    return tuple(items)


def statutory_dates(asked: Asked, inspections: tuple[InspectionRecord, ...]) -> tuple[StatutoryDate, ...]:
    """Return the dates that the law sets after the newest full inspection, or after those of the years asked for."""
    frameworks = asked.record.frameworks
    bound = [item for item in inspections if item.is_full and frameworks[item.framework].statement]
    if not asked.question.years:
        newest: dict[str, InspectionRecord] = {}
        for item in bound:
            newest.setdefault(item.authority, item)
        bound = list(newest.values())
    dates = []
    for item in bound:
        for duty, days in (
            ("publish the report", PUBLISH_DAYS),
            ("written statement of action", STATEMENT_DAYS),
        ):
            deadline = statutory_deadline(days, item)
            passed = deadline.due is not None and deadline.due < asked.today
            dates.append(StatutoryDate(item, duty, deadline, "passed" if passed else "due"))
    return tuple(dates)


def _on_words(asked: Asked, items: tuple[DueItem, ...]) -> tuple[DueItem, ...]:
    found = asked.record.searcher.search(
        asked.question.words,
        authorities=asked.authorities,
        kinds=("improvement", "priority"),
        until=asked.today,
    ).found
    rows = {item.finding.row for item in found}
    return tuple(item for item in items if item.finding.row in rows)


def _urgency(item: DueItem, today: dt.date) -> tuple[int, dt.date, int, int]:
    due = item.deadline.due or today
    return _ORDER[item.status], due, -item.finding.published.toordinal(), item.finding.row


def _none(asked: Asked, wanted: tuple[InspectionRecord, ...]) -> NotInRecord:
    about = f" on “{' '.join(asked.question.words)}”" if asked.question.words else ""
    near = (Choice("Improvements", asked.again("improvements")),) if asked.authorities else ()
    return NotInRecord(
        asked.about,
        asked=f"improvement items of {asked.who}{about}",
        searched=f"{len(wanted)} inspections of {asked.who}",
        near=near,
    )


def _unread_notes(inspections: tuple[InspectionRecord, ...]) -> tuple[str, ...]:
    """Say that the newest report's improvement items are not on record, where it prints any."""
    newest = next((item for item in inspections if item.grades_only and item.improvement_items), None)
    if newest is None:
        return ()
    return (
        f"The {inspection_name(newest)}, prints {newest.improvement_items} improvement items, which are not on record;"
        " “ofsted-bot read” adds them.",
    )


def _newer_notes(
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
