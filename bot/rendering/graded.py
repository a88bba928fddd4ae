"""Renders grades, and that there are none."""

from itertools import groupby

from bot.answering.asked import inspection_name, joined
from bot.answers import GradedAuthorities, GradedAuthority, GradedInspection, Grades, NotGraded
from bot.deadlines import long_date
from bot.rendering.common import next_buttons, notes, sentence_list
from bot.rendering.document import Button, Buttons, Document, Heading, Paragraph, Part, Row, Rows
from bot.rendering.words import counted, grade_in_words, inspection_source
from knowledge.records import JudgementRecord


def grades(answer: Grades) -> Document:
    """Return the grades by inspection, newest first, by strand where the framework has strands."""
    parts: list[Part] = [Heading(f"Grades: {joined(answer.about.authorities)}")]
    for item in answer.inspections:
        parts.extend(graded_parts(item))
    parts.extend(notes(answer.about, answer.notes))
    parts.extend(_older(answer))
    return Document(" ".join(_sentence(item) for item in answer.inspections), tuple(parts), answer.about.ask)


def graded_parts(item: GradedInspection) -> list[Part]:
    """Return one inspection's grades: what and when it was, then its judgements."""
    inspection = item.inspection
    standing = "current" if item.current else "earlier, not the current grades"
    title = f"{inspection.authority}: {item.framework.name}, published {long_date(inspection.published)} ({standing})"
    source = inspection_source(inspection)
    if inspection.checked:
        source += (
            " · record of grades checked by hand"
            if inspection.checked == "by hand"
            else " · record of grades"
        )
    groups = [
        (strand, tuple(group)) for strand, group in groupby(item.judgements, key=lambda one: one.strand)
    ]
    if item.framework.strands:
        rows = tuple(Rows(strand.capitalize(), tuple(map(_row, group)), source) for strand, group in groups)
        return [Paragraph(title), *rows]
    return [Rows(title, tuple(map(_row, item.judgements)), source)]


def _row(judgement: JudgementRecord) -> Row:
    ref = judgement.ref or ""
    if judgement.page is not None:
        ref = f"{ref}, page {judgement.page}".lstrip(", ")
    return Row(judgement.name, grade_in_words(judgement), ref)


def _sentence(item: GradedInspection) -> str:
    inspection = item.inspection
    shown = sentence_list((f"{one.name}: {grade_in_words(one).lower()}" for one in item.judgements), most=7)
    when = long_date(inspection.published)
    return f"{inspection.authority}, {inspection_name(inspection).split(',')[0]} published {when}: {shown}."


def _older(answer: Grades) -> tuple[Buttons, ...]:
    if len(answer.about.authorities) != 1:
        return ()
    name = answer.about.authorities[0]
    older = max((item.older for item in answer.inspections), default=0)
    buttons = [Button("Improvements", f"improvements {name}"), Button("Inspections", f"inspections {name}")]
    if older:
        buttons.insert(0, Button(f"History ({older} older)", f"history {name}"))
    return (Buttons(tuple(buttons)),)


def graded_authorities(answer: GradedAuthorities) -> Document:
    """Return the authorities that fit, each with its grade, inspection date and what it moved from."""
    rows = tuple(map(_authority_row, answer.lines))
    chunks = [rows[index : index + 25] for index in range(0, len(rows), 25)]
    parts: list[Part] = [Heading(f"{answer.heading}: {len(rows)}"), *(Rows("", chunk) for chunk in chunks)]
    parts.extend(notes(answer.about, answer.notes))
    return Document(f"{answer.heading}: {len(rows)}.", tuple(parts), answer.about.ask)


def _authority_row(line: GradedAuthority) -> Row:
    inspection = line.inspection.inspection
    note = f"{line.judgement.name}, {inspection_name(inspection)}"
    if line.before is not None:
        before, published = line.before
        note += f"; {before.grade} in the inspection published {long_date(published)}"
    return Row(inspection.authority, grade_in_words(line.judgement), note)


def not_graded(answer: NotGraded) -> Document:
    """Return that there are no grades, why, and what there is instead."""
    who = joined(answer.about.authorities)
    counts = sentence_list(counted(kind, number) for kind, number in answer.counts)
    sentence = f"{who}: not graded. {' '.join(answer.reasons)}"
    parts: list[Part] = [Heading(f"Not graded: {who}"), Paragraph("\n".join(answer.reasons))]
    year = answer.inspections[0].published.year
    if answer.counts:
        sentence += f" Its findings are on record: {counts}."
        parts.append(Paragraph(f"What inspectors found is on record: {counts}."))
    parts.extend(notes(answer.about))
    name = answer.about.authorities[0]
    topics = dict.fromkeys(topic for topic, kind in _TOPIC_KINDS if kind in dict(answer.counts))
    buttons = [Button(f"{topic.capitalize()} {year}", f"{topic} {name} {year}") for topic in topics]
    if answer.graded is not None:
        newest = answer.graded.published.year
        buttons.append(Button(f"Grades of {newest}", f"grades {name} {newest}"))
    parts.append(Buttons(tuple(buttons))) if buttons else parts.extend(
        next_buttons(answer.about, "inspections")
    )
    return Document(sentence, tuple(parts), answer.about.ask)


_TOPIC_KINDS = (
    ("strengths", "strength"),
    ("improvements", "improvement"),
    ("findings", "practice"),
    ("findings", "narrative"),
)
