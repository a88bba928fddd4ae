"""Renders a digest as a document: what changed, the dates in order, then every authority with its items."""

import datetime as dt

from bot.answering.asked import inspection_name
from bot.answers import Digest, DigestGroup, DueItem
from bot.deadlines import long_date
from bot.rendering.document import Control, Document, Entry, Heading, Note, Paragraph, Part, Row, Rows
from bot.rendering.tracked import dates_in_words, item_controls, tracked_lines
from bot.rendering.words import (
    days_counted,
    due_in_words,
    finding_label,
    finding_source,
    followed_up_lines,
    inspection_source,
)

SNOOZE_ACTION = "digest.snooze"

TIMELINE_FROM = 3
"""Dated items from which a timeline says more than the rows."""


def digest(answer: Digest) -> Document:
    """Return a digest: what changed, the dates in order, then every authority with its items, worst first."""
    title = "Your improvement items" if answer.own else "Improvement digest"
    parts: list[Part] = [Heading(f"{title}, {answer.day:%A} {long_date(answer.day)}")]
    parts.append(Paragraph(_counts(answer)))
    if answer.since is not None:
        changes = tuple(Row(change, "") for change in answer.changes)
        since = f"since the digest of {long_date(answer.since)}"
        parts.append(Rows(f"Changed {since}", changes) if changes else Note(f"Nothing has changed {since}."))
    parts.extend(_timeline(answer))
    for group in answer.groups:
        if group.items or group.statutory or answer.preview:
            parts.extend(_group(answer, group))
    parts.extend(Note(note) for note in answer.notes)
    return Document(_sentence(answer), tuple(parts), answer.about.ask, shareable=False)


def _totals(answer: Digest) -> dict[str, int]:
    return {
        "overdue": sum(len(group.overdue) for group in answer.groups),
        f"due within {answer.within} days": sum(len(group.due) for group in answer.groups),
        "pending": sum(len(group.pending) + group.undated for group in answer.groups),
        "due later": sum(group.later for group in answer.groups),
        "put off": sum(group.snoozed for group in answer.groups),
    }


def _counts(answer: Digest) -> str:
    said = [f"{number} {name}" for name, number in _totals(answer).items() if number]
    where = f"{len(answer.groups)} {'authority' if len(answer.groups) == 1 else 'authorities'}"
    return f"{where}: {', '.join(said)}." if said else "No improvement item is open."


def _sentence(answer: Digest) -> str:
    worst = next((item for group in answer.groups for item in group.overdue), None)
    first = f" Longest overdue: {worst.finding.authority}, {worst.finding.text}" if worst else ""
    whose = "Your improvement items" if answer.own else "Improvement digest"
    return f"{whose}, {long_date(answer.day)}. {_counts(answer)}{first}"


def _timeline(answer: Digest) -> list[Part]:
    """Return the due dates in order, one row a date, where there are enough for that to say more than the items."""
    dated: dict[dt.date, list[str]] = {}
    for group in answer.groups:
        for item in (*group.overdue, *group.due):
            day = item.tracked.target or item.deadline.due
            if day is not None:
                dated.setdefault(day, []).append(group.authority)
    if sum(map(len, dated.values())) < TIMELINE_FROM or len(dated) < 2:
        return []
    rows = []
    for day in sorted(dated):
        away = (day - answer.day).days
        number = days_counted(abs(away))
        when = f"in {number}" if away > 0 else "today" if not away else f"{number} ago"
        counts = {name: dated[day].count(name) for name in dict.fromkeys(dated[day])}
        who = ", ".join(f"{name} ({number})" if number > 1 else name for name, number in counts.items())
        rows.append(Row(long_date(day), who, when))
    return [Rows("Dates in order", tuple(rows))]


def _group(answer: Digest, group: DigestGroup) -> list[Part]:
    parts: list[Part] = [Heading(group.authority)]
    titles = (
        ("Overdue", group.overdue),
        (f"Due within {answer.within} days", group.due),
        ("Pending", group.pending),
    )
    for title, items in titles:
        if items:
            parts.append(Paragraph(f"{title}: {len(items)}"))
            parts.extend(item_entry(item, controls=not answer.preview) for item in items)
    for one in group.statutory:
        row = Row(one.duty[:1].upper() + one.duty[1:], due_in_words(one.deadline), one.deadline.basis)
        source = f"{inspection_source(one.inspection)} · {one.law}"
        parts.append(Rows(f"Set by law after the {inspection_name(one.inspection)}", (row,), source))
    if not group.items and not group.statutory:
        parts.append(Paragraph("No improvement item is open or due."))
    left = [
        (group.later, "due later"),
        (group.undated, "pending without a date, shown once a week"),
        (group.snoozed, "put off for now"),
    ]
    if any(number for number, _ in left):
        said = "; ".join(f"{number} {words}" for number, words in left if number)
        parts.append(Note(f"Not shown: {said}."))
    parts.extend(Note(note) for note in group.notes)
    parts.extend(_superseded(group))
    return parts


def item_entry(item: DueItem, *, controls: bool) -> Entry:
    """Return an item as an entry: how late or near it is, its dates with their basis, its owner and its source."""
    finding = item.finding
    late = max(item.days_overdue, item.target_days_overdue)
    label = finding_label(finding)
    if late:
        label = f"{label}, {days_counted(late)} overdue"
    details = [dates_in_words(item), *tracked_lines(item)]
    if not item.tracked.version:
        details.append("Owner: nobody yet.")
    if item.progress == "in progress":
        details.append("In progress.")
    details += followed_up_lines(finding)
    return Entry(
        label,
        finding.text,
        finding_source(finding),
        finding.wording == "verbatim",
        tuple(details),
        _controls(item) if controls else (),
    )


def _controls(item: DueItem) -> tuple[Control, ...]:
    snooze = Control("Snooze a week", SNOOZE_ACTION, (("key", item.finding.key),))
    return (*item_controls(item, f"track {item.finding.authority}"), snooze)


def _superseded(group: DigestGroup) -> list[Part]:
    """Return what became of items that a later inspection supersedes: for a preview, never for a channel."""
    by_inspection: dict[str, list[DueItem]] = {}
    for item in group.superseded:
        by_inspection.setdefault(item.finding.inspection, []).append(item)
    parts: list[Part] = []
    for items in by_inspection.values():
        later = items[0].superseded_by
        by = f" by the inspection published {long_date(later.published)}" if later is not None else ""
        published = long_date(items[0].finding.published)
        rows = tuple(
            Row(
                item.finding.text,
                "",
                "; ".join(f"{one.outcome}, {one.ref}: {one.text}" for one in item.finding.followed_up)
                or "what became of it is not on record",
            )
            for item in items
        )
        title = f"Superseded{by}, so not in the digest: {len(items)} of the inspection published {published}"
        parts.append(Rows(title, rows))
    return parts
