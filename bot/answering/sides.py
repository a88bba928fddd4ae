"""Two judgements of one inspection set against each other: "was leadership graded higher than care leavers?"."""

from dataclasses import replace

from bot.answering.asked import Asked, joined
from bot.answering.judged import direction, graded_inspections, is_towards, judgement_name
from bot.answering.subject import best_judgements
from bot.answers import About, GradedAuthorities, GradedAuthority, GradedInspection, Grades, NotInRecord
from bot.deadlines import long_date
from knowledge.records import JudgementRecord


def answer_sides(asked: Asked) -> Grades | None:
    """Return the two judgements that the question sets against each other, with which is better.

    None where it names no two judgements of the inspection that it asks about (the newest that is graded, or one of the
    years named).
    """
    question = asked.question
    if question.sides is None or not asked.authorities:
        return None
    every = asked.inspections()
    graded = graded_inspections(asked, asked.wanted(every) if asked.narrowed else every)
    if not graded:
        return None
    item = graded[0]
    pair = _named_pair(asked, item.judgements, *question.sides)
    if pair is None:
        return None
    shown = replace(item, judgements=tuple(one for one in item.judgements if one in pair))
    return Grades(replace(asked.about, lead=_lead(asked, item, *pair)), (shown,), ())


def answer_sides_of_all(asked: Asked) -> GradedAuthorities | NotInRecord | None:
    """Return the authorities whose newest inspection has the first judgement better, or worse, than the second.

    "Whose leadership is worse than their overall grade?" None where no two judgements are set against each other.
    """
    question, sense = asked.question, asked.question.sense
    if question.sides is None or sense.towards is None:
        return None
    lines, pairs = [], 0
    for name in asked.listed:
        every = tuple(
            item for item in asked.record.store.inspections(name, until=asked.today) if item.is_full
        )
        graded = graded_inspections(asked, asked.wanted(every) if asked.narrowed else every)
        pair = _named_pair(asked, graded[0].judgements, *question.sides) if graded else None
        if pair is None:
            continue
        pairs += 1
        if is_towards(direction(*pair), sense.towards):
            lines.append(GradedAuthority(graded[0], pair[0]))
    if not pairs:
        return None
    names = tuple(line.inspection.inspection.authority for line in lines)
    heading = f"One judgement {'better' if sense.towards == 'up' else 'worse'} than another"
    if not lines:
        return NotInRecord(
            asked.about, f"an authority: {heading.lower()}", f"the {pairs} that have both judgements"
        )
    lead = f"{len(names)} of {pairs} that have both judgements: {joined(names)}."
    notes = ("By the newest graded full inspection of each authority.",) if not asked.narrowed else ()
    return GradedAuthorities(About(names, None, question.text, lead), heading, tuple(lines), notes)


def _named_pair(
    asked: Asked, judgements: tuple[JudgementRecord, ...], left: tuple[str, ...], right: tuple[str, ...]
) -> tuple[JudgementRecord, JudgementRecord] | None:
    """Return the judgement that each side names, one for each; None where a side names none, or both the same.

    A side that only names a strand means, of that strand, the judgement that the other side names.
    """
    lefts, rights = best_judgements(asked, judgements, left), best_judgements(asked, judgements, right)
    first, second = _one_of(asked, lefts, right), _one_of(asked, rights, left)
    return None if first is None or second is None or first == second else (first, second)


def _one_of(
    asked: Asked, judgements: tuple[JudgementRecord, ...], other: tuple[str, ...]
) -> JudgementRecord | None:
    if len(judgements) < 2:
        return next(iter(judgements), None)
    return next(iter(best_judgements(asked, judgements, other)), None)


def _lead(asked: Asked, item: GradedInspection, left: JudgementRecord, right: JudgementRecord) -> str | None:
    sense = asked.question.sense
    moved = direction(left, right)
    said = "; ".join(f"{judgement_name(item, one)}: {one.grade or 'not judged'}" for one in (left, right))
    source = f"{item.inspection.authority}, published {long_date(item.inspection.published)}"
    if moved == "not comparable" or not sense.yes_or_no or sense.towards is None:
        return f"{said} ({source})."
    return f"{'Yes' if is_towards(moved, sense.towards) else 'No'}. {said} ({source})."
