"""Renders the tracker: lists of items with their buttons, one item after a change, and what came of an instruction."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable

from bot.answering.asked import joined
from bot.answers import BadInstruction, DueItem, Fact, MissingRight, Noted, OneItem, TrackedItems
from bot.deadlines import long_date
from bot.rendering.common import choice_buttons, next_buttons, notes
from bot.rendering.document import (
    Button,
    Buttons,
    Control,
    Controls,
    Document,
    Entry,
    Heading,
    Note,
    Paragraph,
    Part,
    Row,
    Rows,
    link,
    person,
)
from bot.rendering.words import days_counted, due_in_words, finding_label, finding_source
from bot.tracking.item import LIVE, ItemState

UPDATE, ASSIGN, DONE, REOPEN = "item.update", "item.assign", "item.done", "item.reopen"
EXPORT = "plan.export"
"""Action ids of the tracker's buttons; what follows the colon makes each its own within a message."""

SHOWN_NOTES = 1
"""Notes shown beside an item; the form shows more."""

LATE = "late"
"""Stands in place of the status of an item that is past the authority's own date, and not past the record's."""

_GROUPS = (
    ("overdue", "Overdue"),
    (LATE, "Past its own target"),
    ("due", "Due"),
    ("pending", "Pending"),
    ("done", "Done"),
    ("not applicable", "Not applicable"),
    ("superseded", "Superseded"),
)


def tracked_items(answer: TrackedItems) -> Document:
    """Return the items, most urgent first, each with its buttons."""
    counts = Counter(map(_group_of, answer.items))
    said = ", ".join(f"{counts[status]} {name.lower()}" for status, name in _GROUPS if counts[status])
    sentence = f"{answer.heading}, as of {long_date(answer.as_of)}: {said or answer.empty}."
    parts: list[Part] = [
        Heading(answer.heading),
        Paragraph(f"As of {long_date(answer.as_of)}: {said or answer.empty}."),
    ]
    for status, title in _GROUPS:
        group = [item for item in answer.items if _group_of(item) == status]
        if group:
            parts.append(Paragraph(f"{title}: {len(group)}"))
            parts.extend(item_entry(item, answer.about.ask) for item in group)
    hidden = ", ".join(f"{number} {word}" for word, number in answer.hidden)
    if hidden:
        parts.append(Note(f"Not shown: {hidden}. Add “all” to see them."))
    parts.extend(notes(answer.about, answer.notes))
    if answer.items or answer.hidden:
        parts.append(Controls(tuple(_export(answer.about.ask, kind) for kind in ("xlsx", "csv"))))
    parts.extend(next_buttons(answer.about, "deadlines", "overdue", "summary"))
    return Document(sentence, tuple(parts), answer.about.ask)


def _group_of(item: DueItem) -> str:
    return LATE if item.target_days_overdue and item.status != "overdue" else item.status


def _export(ask: str, kind: str) -> Control:
    label = {"xlsx": "Export to Excel", "csv": "Export as CSV"}[kind]
    return Control(label, EXPORT, (("ask", ask), ("format", kind)))


def item_entry(item: DueItem, ask: str) -> Entry:
    """Return an item with its dates, what people have said about it, and its buttons.

    Args:
        item: The item.
        ask: Text that asks for the list in which it stands, to show that again after a change.
    """
    finding = item.finding
    return Entry(
        f"{finding_label(finding)} ({item.progress})",
        finding.text,
        finding_source(finding),
        finding.wording == "verbatim",
        (dates_in_words(item), *tracked_lines(item)),
        item_controls(item, ask),
    )


def item_controls(item: DueItem, ask: str) -> tuple[Control, ...]:
    """Return the buttons of an item: update and, as it stands, assign, done or reopen."""
    data = (("key", item.finding.key), ("seen", item.tracked.version), ("ask", ask))
    if item.progress not in LIVE:
        return Control("Update", UPDATE, data), Control("Reopen", REOPEN, data)
    return (
        Control("Update", UPDATE, data),
        Control("Assign to me", ASSIGN, data),
        Control("Done", DONE, data, primary=True),
    )


def dates_in_words(item: DueItem) -> str:
    """Return the record's date of an item, with its basis."""
    if item.deadline.due is None:
        return "No date set by inspectors."
    days = f", {days_counted(item.days_overdue)} overdue" if item.days_overdue else ""
    verb = "Due" if item.status in ("overdue", "due") else "Was due"
    return f"{verb} {due_in_words(item.deadline)}{days}. Basis: {item.deadline.basis}."


def tracked_lines(item: DueItem) -> tuple[str, ...]:
    """Return what people have said about an item, in lines; nothing for one that nobody has touched."""
    state = item.tracked
    lines = []
    if item.vanished:
        lines.append("No longer on record; shown as it was when it was last changed.")
    if item.progress == "superseded" and item.superseded_by is not None:
        lines.append(f"Superseded by the inspection published {long_date(item.superseded_by.published)}.")
    elif item.superseded_by is not None and item.progress in LIVE:
        lines.append(
            f"Reopened, although superseded by the inspection published {long_date(item.superseded_by.published)}."
        )
    if state.version:
        lines.append(f"Owner: {person(state.owner) if state.owner else 'nobody'}. {_last_change(state)}")
    if state.target is not None or state.target_moved:
        lines.append(target_in_words(state, item.target_days_overdue))
    if state.evidence:
        lines.append(f"Evidence: {', '.join(map(link, state.evidence))}")
    if state.notes:
        lines.extend(_notes(state))
    return tuple(lines)


def _last_change(state: ItemState) -> str:
    if state.changed_at is None or state.changed_by is None:
        return ""
    return f"Last changed by {person(state.changed_by)} on {long_date(state.changed_at.date())}."


def _notes(state: ItemState) -> Iterable[str]:
    older = len(state.notes) - SHOWN_NOTES
    for note in state.notes[-SHOWN_NOTES:]:
        text = note.text if len(note.text) <= 300 else f"{note.text[:299]}…"
        more = f" ({older} earlier)" if older > 0 else ""
        yield f"Note of {long_date(note.at.date())} by {person(note.by)}: {text}{more}"


def target_in_words(state: ItemState, days_overdue: int = 0) -> str:
    """Return the authority's own date with its basis, and the original one where it was moved."""
    late = f", {days_counted(days_overdue)} past" if days_overdue else ""
    now = long_date(state.target) if state.target is not None else "none any more"
    said = f"The authority's own target: {now}{late}."
    if state.target_moved and state.target_original is not None:
        said += f" Originally {long_date(state.target_original)}; moved because: {state.target_reason}"
    return said


def one_item(answer: OneItem) -> Document:
    """Return an item after somebody pressed a button or submitted its form."""
    item, ask = answer.item, answer.about.ask
    who = person(answer.by) if answer.by else "somebody"
    titles = {
        "changed": ("Changed", "Your change is recorded."),
        "unchanged": ("Nothing to change", "It was so already; nothing was changed."),
        "conflict": (
            "Changed meanwhile",
            f"Nothing of yours was written: {who} changed this item after you saw it.",
        ),
        "refused": ("Not changed", answer.problem),
    }
    heading, sentence = titles[answer.outcome]
    parts: list[Part] = [Heading(heading), Paragraph(sentence)]
    if answer.changes:
        parts.append(Rows("", change_rows(answer.changes)))
    entry = item_entry(item, ask)
    if answer.outcome == "conflict" and answer.wanted:
        parts.append(Paragraph("Have a look, and decide:"))
        label, action = {
            "done": ("Done all the same", DONE),
            "assign": ("Assign to me all the same", ASSIGN),
            "reopen": ("Reopen all the same", REOPEN),
        }[answer.wanted]
        update, *_ = entry.controls
        entry = Entry(
            entry.label, entry.text, entry.source, entry.quoted, entry.details,
            (update, Control(label, action, update.data)),
        )  # fmt: skip
    parts.append(entry)
    if ask:
        parts.append(Buttons((Button("Show the list", ask, answer.page),)))
    return Document(f"{heading}: {sentence} {item.finding.text}", tuple(parts), ask, shareable=False)


def change_rows(changes: Iterable[Fact]) -> tuple[Row, ...]:
    """Return changes as rows: what, its new value, and what it was."""
    return tuple(Row(one.label, one.value, f"was: {one.note}" if one.note else "") for one in changes)


_LABELS = {
    "status": "Status",
    "owner": "Owner",
    "target": "Own target",
    "target_reason": "Reason for moving the target",
    "evidence": "Evidence",
}


def changes_between(before: ItemState, after: ItemState) -> tuple[Fact, ...]:
    """Return in which fields two states of an item differ, in words; a note that came with the change as well."""
    facts = [
        Fact(label, value_in_words(after, name), value_in_words(before, name))
        for name, label in _LABELS.items()
        if getattr(before, name) != getattr(after, name)
    ]
    new = [note for note in after.notes if before.changed_at is None or note.at > before.changed_at]
    return (*facts, *(Fact("Note", note.text[:300]) for note in new))


def value_in_words(state: ItemState, name: str) -> str:
    """Return a field of an item's state in words."""
    value = getattr(state, name)
    if not value:
        return "none" if name != "owner" else "nobody"
    if isinstance(value, dt.date):
        return long_date(value)
    if name == "owner":
        return person(str(value))
    return ", ".join(map(link, value)) if isinstance(value, tuple) else str(value)


def noted(answer: Noted) -> Document:
    """Return what came of an instruction."""
    parts: list[Part] = [Heading(answer.heading), Paragraph(answer.sentence)]
    if answer.facts:
        parts.append(Rows("", tuple(Row(one.label, one.value, one.note) for one in answer.facts)))
    parts.extend(notes(answer.about, answer.notes))
    parts.extend(choice_buttons(answer.next))
    return Document(answer.sentence, tuple(parts), answer.about.ask, shareable=False)


def missing_right(answer: MissingRight) -> Document:
    """Return that the person may not do that, who may, and how that is changed."""
    article = "an" if answer.role[0] in "aeiou" else "a"
    sentence = (
        f"{answer.wanted} needs the role {answer.role}, which you do not have. Ask the person who looks after this bot"
        f" to make you {article} {answer.role}: your Slack id, or your user group's, under “roles” in config.yaml."
    )
    parts: list[Part] = [Heading("Not allowed"), Paragraph(sentence[:1].upper() + sentence[1:])]
    return Document(sentence, tuple(parts), answer.about.ask, shareable=False)


def bad_instruction(answer: BadInstruction) -> Document:
    """Return why an instruction cannot be carried out as written, and how to write it."""
    rows = tuple(Row(f"e.g. /ofsted {example}", "") for example in answer.examples)
    parts: list[Part] = [
        Heading("I could not do that"),
        Paragraph(answer.problem),
        Rows(f"Write: /ofsted {answer.usage}", rows),
    ]
    text = f"{answer.problem} Write: /ofsted {answer.usage}"
    return Document(text, tuple(parts), answer.about.ask, shareable=False)


def joined_authorities(names: tuple[str, ...]) -> str:
    """Return authorities in words; "all authorities" for none."""
    return joined(names) or "all authorities"
