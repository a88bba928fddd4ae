"""Renders deadlines and the one-screen summary."""

from collections import Counter

from bot.answering.asked import inspection_name, joined
from bot.answers import Deadlines, DueItem, StatutoryDate, Summary
from bot.deadlines import long_date
from bot.rendering.common import next_buttons, notes, sentence_list
from bot.rendering.document import Document, Entry, Heading, Note, Paragraph, Part, Row, Rows
from bot.rendering.graded import graded_parts
from bot.rendering.lists import inspection_row
from bot.rendering.tracked import dates_in_words, tracked_lines
from bot.rendering.words import (
    due_in_words,
    finding_label,
    finding_source,
    followed_up_lines,
    grade_in_words,
    inspection_source,
)

_GROUPS = (
    ("overdue", "Overdue"),
    ("due", "Due"),
    ("pending", "Pending"),
    ("done", "Done"),
    ("not applicable", "Not applicable"),
    ("superseded", "Superseded by a later full inspection"),
)


def deadlines(answer: Deadlines) -> Document:
    """Return the items, most urgent first, each with date, basis and source; the law's dates after them."""
    counts = Counter(item.status for item in answer.items)
    parts: list[Part] = [Heading(f"Deadlines: {joined(answer.about.authorities) or 'all authorities'}")]
    parts.append(Paragraph(f"As of {long_date(answer.as_of)}: {_counted(counts)}."))
    for status, title in _GROUPS:
        group = [item for item in answer.items if item.status == status]
        if group:
            parts.append(Paragraph(f"{title}: {len(group)}"))
            parts.extend(map(_entry, group))
    parts.extend(_statutory(answer.statutory))
    if answer.superseded:
        parts.append(
            Note(
                f"{answer.superseded} earlier items are superseded and not shown; name their year to see them."
            )
        )
    if answer.closed:
        parts.append(
            Note(f"{answer.closed} closed {'item is' if answer.closed == 1 else 'items are'} not shown.")
        )
    parts.extend(notes(answer.about, answer.notes))
    parts.extend(next_buttons(answer.about, "improvements", "track", "grades", "inspections"))
    return Document(_sentence(answer, counts), tuple(parts), answer.about.ask)


def _counted(counts: Counter[str]) -> str:
    names = {
        "overdue": "overdue",
        "due": "due",
        "pending": "pending",
        "superseded": "superseded",
        "done": "done",
        "not applicable": "not applicable",
    }
    said = [f"{counts[status]} {name}" for status, name in names.items() if counts[status]]
    return ", ".join(said) or "no open improvement items on record"


def _sentence(answer: Deadlines, counts: Counter[str]) -> str:
    who = joined(answer.about.authorities) or "All authorities"
    dated = [item for item in answer.items if item.deadline.due is not None]
    first = f" First: {dated[0].finding.text} Due {due_in_words(dated[0].deadline)}." if dated else ""
    return f"{who}, deadlines as of {long_date(answer.as_of)}: {_counted(counts)}.{first}"


def _entry(item: DueItem) -> Entry:
    finding = item.finding
    details = [dates_in_words(item)]
    details += (*followed_up_lines(finding), *tracked_lines(item))
    if finding.same_as is not None:
        details.append(f"Printed twice in the report; the same as {finding.same_as}.")
    quoted = finding.wording == "verbatim"
    return Entry(finding_label(finding), finding.text, finding_source(finding), quoted, tuple(details))


def _statutory(dates: tuple[StatutoryDate, ...]) -> list[Part]:
    parts: list[Part] = []
    for inspection in dict.fromkeys(item.inspection for item in dates):
        rows = tuple(
            Row(
                item.duty[:1].upper() + item.duty[1:],
                due_in_words(item.deadline),
                f"{item.status}; {item.deadline.basis}",
            )
            for item in dates
            if item.inspection == inspection
        )
        title = f"Dates set by law after the {inspection_name(inspection)}"
        law = next(item.law for item in dates if item.inspection == inspection)
        parts.append(Rows(title, rows, f"{inspection_source(inspection)} · {law}"))
    return parts


def summary(answer: Summary) -> Document:
    """Return an authority on one screen."""
    name = answer.about.authorities[0]
    parts: list[Part] = [Heading(f"{name} ({answer.region})")]
    parts.extend(graded_parts(answer.grades) if answer.grades else [Paragraph("No grades on record.")])
    if answer.grades and answer.grades.framework.overall_note:
        parts.append(Note(answer.grades.framework.overall_note))
    parts.append(_pending(answer))
    parts.append(Rows("Last inspections", tuple(map(inspection_row, answer.lines))))
    parts.extend(notes(answer.about, answer.missing))
    parts.extend(next_buttons(answer.about, "grades", "improvements", "deadlines", "findings", "history"))
    return Document(_summary_sentence(answer), tuple(parts), answer.about.ask)


def _pending(answer: Summary) -> Part:
    if not answer.pending:
        return Paragraph("Improvement items on record: none open.")
    by_inspection: dict[str, list[DueItem]] = {}
    for item in answer.pending:
        by_inspection.setdefault(item.finding.inspection, []).append(item)
    rows = []
    for items in by_inspection.values():
        counts = Counter(item.status for item in items)
        first = items[0].finding
        rows.append(
            Row(f"Inspection published {long_date(first.published)}", _counted(counts), first.inspection)
        )
    return Rows(f"Improvement items not superseded: {len(answer.pending)}", tuple(rows))


def _summary_sentence(answer: Summary) -> str:
    name = answer.about.authorities[0]
    if answer.grades is None:
        graded = "no grades on record"
    else:
        shown = sentence_list(
            (f"{one.name}: {grade_in_words(one).lower()}" for one in answer.grades.judgements), most=5
        )
        graded = f"current grades, published {long_date(answer.grades.inspection.published)}: {shown}"
    return f"{name}: {graded}. Improvement items not superseded: {len(answer.pending)}."
