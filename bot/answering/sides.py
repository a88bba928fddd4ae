"""Two judgements of one inspection set against each other: "was leadership graded higher than care leavers?"."""

from dataclasses import replace

from bot.answering.asked import Asked
from bot.answering.judged import direction, graded_inspections, is_towards, judgement_name
from bot.answering.subject import best_judgements
from bot.answers import GradedInspection, Grades
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
