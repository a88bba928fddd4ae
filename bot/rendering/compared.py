"""Renders comparisons: authorities side by side, and an authority against its own last inspection."""

from bot.answering.asked import inspection_name, joined
from bot.answers import Changes, Comparison, Moved, Recurring
from bot.deadlines import long_date
from bot.rendering.common import next_buttons, notes, sentence_list
from bot.rendering.document import Document, Entry, Heading, Paragraph, Part, Row, Rows
from bot.rendering.found import entry_of
from bot.rendering.words import (
    finding_label,
    finding_source,
    followed_up_lines,
    grade_in_words,
    inspection_source,
)
from knowledge.records import FindingRecord, JudgementRecord

_DIRECTIONS = {
    "up": "up",
    "down": "down",
    "same": "unchanged",
    "new": "not judged before",
    "dropped": "no longer judged",
    "not comparable": "not comparable",
}


def comparison(answer: Comparison) -> Document:
    """Return the grades judgement by judgement, each with every authority's, then findings by authority."""
    names = [name for name, _ in answer.inspections]
    parts: list[Part] = [Heading(f"Compare: {joined(names)}")]
    for name, graded in answer.inspections:
        if graded is not None:
            parts.append(Paragraph(f"{name}: {graded.framework.name}, {inspection_name(graded.inspection)}"))
    rows = tuple(
        Row(line.name, "; ".join(_held(name, one) for name, one in zip(names, line.judgements, strict=True)))
        for line in answer.judgements
    )
    sources = [inspection_source(graded.inspection) for _, graded in answer.inspections if graded is not None]
    if rows:
        parts.append(Rows("Grades", rows, "; ".join(sources)))
    for one in answer.found:
        number = len(one.found)
        parts.append(Paragraph(f"{one.authority} on “{answer.words}”: {number or 'not in the record'}"))
        parts.extend(map(entry_of, one.found))
    parts.extend(notes(answer.about, answer.notes))
    said = sentence_list((f"{row.label}: {row.value}" for row in rows), most=4)
    return Document(f"{joined(names)} side by side. {said}.", tuple(parts), answer.about.ask)


def _held(name: str, judgement: JudgementRecord | None) -> str:
    return f"{name} {grade_in_words(judgement).lower() if judgement else 'no such judgement'}"


def changes(answer: Changes) -> Document:
    """Return how the judgements moved, which items came back and which were followed up."""
    name = answer.about.authorities[0]
    parts: list[Part] = [Heading(f"Changes: {name}")]
    if answer.now is not None and answer.before is not None:
        now, before = answer.now.inspection, answer.before.inspection
        title = f"From {long_date(before.published)} to {long_date(now.published)}"
        rows = tuple(map(_moved_row, answer.moved))
        parts.append(Rows(title, rows, f"{inspection_source(before)}; {inspection_source(now)}"))
    if answer.recurring:
        parts.append(Paragraph(f"Improvement items that came back: {len(answer.recurring)}"))
        parts.extend(map(_recurring_entry, answer.recurring))
    if answer.followed_up:
        parts.append(Paragraph(f"Items that a later inspection followed up: {len(answer.followed_up)}"))
        parts.extend(map(_followed_entry, answer.followed_up))
    parts.extend(notes(answer.about, answer.notes))
    parts.extend(next_buttons(answer.about, "grades", "history", "improvements"))
    return Document(_sentence(answer, name), tuple(parts), answer.about.ask)


def _sentence(answer: Changes, name: str) -> str:
    counts = [
        (word, sum(item.direction == key for item in answer.moved)) for key, word in _DIRECTIONS.items()
    ]
    moved = (
        ", ".join(f"{number} {word}" for word, number in counts if number)
        or "no two graded inspections to compare"
    )
    return f"{name}, judgements since the previous inspection: {moved}. Items that came back: {len(answer.recurring)}."


def _moved_row(moved: Moved) -> Row:
    judgement = moved.now or moved.before
    assert judgement is not None
    now = grade_in_words(moved.now) if moved.now else "none"
    was = f"was {grade_in_words(moved.before).lower()}" if moved.before else ""
    return Row(judgement.name, now, "; ".join(filter(None, (_DIRECTIONS[moved.direction], was))))


def _recurring_entry(item: Recurring) -> Entry:
    later = item.later
    if item.earlier is not None:
        source = finding_source(item.earlier)
        earlier = f"By our own comparison of topic and words, like: {item.earlier.text} [{source}]"
    else:
        earlier = f"Inspectors: repeats an area of the {later.repeats.earlier if later.repeats else 'last inspection'}."
    return Entry("Came back", later.text, finding_source(later), later.wording == "verbatim", (earlier,))


def _followed_entry(finding: FindingRecord) -> Entry:
    quoted = finding.wording == "verbatim"
    return Entry(
        finding_label(finding), finding.text, finding_source(finding), quoted, followed_up_lines(finding)
    )
