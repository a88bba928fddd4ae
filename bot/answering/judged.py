"""Inspections with their judgements: what grades, history, summary and lists of inspections share."""

import re
from collections.abc import Iterable
from dataclasses import replace

from bot.answering.asked import Asked
from bot.answering.subject import SAYING
from bot.answers import GradedInspection, InspectionLine
from bot.deadlines import long_date
from bot.named_grades import Towards
from bot.sense import Sense
from knowledge.records import InspectionRecord, JudgementRecord
from knowledge.stems import stem
from knowledge.topics import words_of


def graded_inspections(
    asked: Asked, inspections: tuple[InspectionRecord, ...]
) -> tuple[GradedInspection, ...]:
    """Return those of `inspections` that carry judgements, newest first, the current one of each authority marked."""
    frameworks = asked.record.frameworks
    candidates = [item for item in inspections if item.judgements and frameworks[item.framework].graded]
    judgements = asked.record.store.judgements(item.id for item in candidates)
    newest = {name: _current(asked, name) for name in dict.fromkeys(item.authority for item in candidates)}
    return tuple(
        GradedInspection(
            inspection=item,
            framework=frameworks[item.framework],
            judgements=in_framework_order(judgements[item.id], frameworks[item.framework].judgements),
            current=item.id == newest[item.authority],
            older=sum(
                other.authority == item.authority and other.published < item.published for other in candidates
            ),
        )
        for item in candidates
    )


def judged_lead(asked: Asked, inspections: tuple[InspectionRecord, ...]) -> str | None:
    """Return the grade of the judgement whose whole name the question gives, of the newest of `inspections`; else None.

    Some judgements are called like a subject of findings ("being healthy", "partnership working").
    """
    newest = next((item for item in graded_inspections(asked, inspections[:1])), None)
    if newest is None or asked.question.sense.asks not in ("what", "which"):
        return None
    named = _called_so(asked, newest)
    if not named:
        return None
    said = "; ".join(f"{judgement_name(newest, one)}: {one.grade or 'not judged'}" for one in named)
    date = long_date(newest.inspection.published)
    return f"{said} ({newest.inspection.authority}, published {date}, {named[0].ref or 'grades'})."


def _called_so(asked: Asked, item: GradedInspection) -> list[JudgementRecord]:
    """Return the judgements whose whole name the question gives, of the strand that it names ("LAC"), if one."""
    topics, words = asked.record.topics, asked.question.words
    strands = {key for name in item.framework.strands for key in topics.tag(name)}
    of_strand = {
        word: keys for word in words for _, _, keys in topics.spans((word,)) if strands.issuperset(keys)
    }
    idle = {stem(word) for name in (*item.framework.strands, *of_strand) for word in words_of(name)}

    def telling(said: Iterable[str]) -> set[str]:
        return {stem(word) for word in said if topics.tells(word) and word not in SAYING} - idle

    asked_for = telling(words)
    named = [one for one in item.judgements if asked_for and telling(words_of(one.name)) == asked_for]
    meant = {key for keys in of_strand.values() for key in keys}
    return [one for one in named if meant.intersection(topics.tag(one.strand))] or named


def judgement_name(item: GradedInspection, judgement: JudgementRecord) -> str:
    """Return a judgement's name, with its strand where the framework has several."""
    return f"{judgement.name} ({judgement.strand})" if item.framework.strands else judgement.name


def judged_name(item: GradedInspection, judgement: JudgementRecord) -> str:
    """Return a judgement with its source: name, authority, date of publication and reference."""
    ref = f", {judgement.ref}" if judgement.ref else ""
    date = long_date(item.inspection.published)
    return f"{judgement_name(item, judgement)}, {item.inspection.authority}, published {date}{ref}"


_IN_ORDER = re.compile(r"\b(?:longer|before|after|first|sooner|earlier|later|more (?:often|times))\b")


def lead_of_several(asked: Asked, graded: tuple[GradedInspection, ...]) -> str | None:
    """Return yes or no about several authorities: whether all have the grade, only the first, or it the better one.

    Args:
        asked: The question.
        graded: Their inspections, newest first, with the one judgement asked about.
    """
    sense = asked.question.sense
    if _IN_ORDER.search(asked.question.text.lower()):
        return None  # Which was so first, or for longer, is another question.
    newest: dict[str, tuple[GradedInspection, JudgementRecord]] = {}
    for item in graded:
        if len(item.judgements) == 1:
            newest.setdefault(item.inspection.authority, (item, item.judgements[0]))
    judged = [newest[name] for name in asked.authorities if name in newest]
    if len(judged) < len(asked.authorities) or not sense.yes_or_no:
        return None
    said = "; ".join(f"{judged_name(item, one)}: {one.grade or 'not judged'}" for item, one in judged)
    if sense.grade is not None and "only one" in sense.says:
        yes = sense.accepts(judged[0][1].grade) and not any(sense.accepts(one.grade) for _, one in judged[1:])
    elif sense.grade is not None:
        hits = [sense.accepts(one.grade) for _, one in judged]
        yes = not any(hits) if "neither" in sense.says else any(hits) if "any of" in sense.says else all(hits)
    elif sense.towards is not None and len(judged) == 2:
        yes = is_towards(direction(judged[0][1], judged[1][1]), sense.towards)
    else:
        return None
    return f"{'Yes' if yes else 'No'}. {said}."


def overall_alone(item: GradedInspection) -> GradedInspection:
    """Return an inspection with its overall judgement only; with none where it has none."""
    return replace(
        item, judgements=tuple(one for one in item.judgements if one.strand in item.framework.overall)
    )


def with_grade(graded: tuple[GradedInspection, ...], sense: Sense) -> tuple[GradedInspection, ...]:
    """Keep the judgements that have the grade asked about, and the inspections that have any."""
    kept = (
        replace(item, judgements=tuple(one for one in item.judgements if sense.accepts(one.grade)))
        for item in graded
    )
    return tuple(item for item in kept if item.judgements)


def in_framework_order(
    judgements: tuple[JudgementRecord, ...], definitions: tuple[object, ...]
) -> tuple[JudgementRecord, ...]:
    """Return `judgements` in the order of the framework's strands; report order where it defines none."""
    order = {getattr(item, "strand", ""): index for index, item in enumerate(definitions)}
    return tuple(sorted(judgements, key=lambda item: order.get(item.strand, len(order))))


def _current(asked: Asked, authority: str) -> str | None:
    """Return the id of the newest full inspection that carries judgements."""
    for item in asked.record.store.inspections(authority, until=asked.today):
        if item.is_full and item.judgements:
            return item.id
    return None


def inspection_lines(asked: Asked, inspections: tuple[InspectionRecord, ...]) -> tuple[InspectionLine, ...]:
    """Return one line per inspection, with the judgements that its framework counts as overall."""
    judgements = asked.record.store.judgements(item.id for item in inspections)
    lines = []
    for item in inspections:
        framework = asked.record.frameworks[item.framework]
        overall = tuple(one for one in judgements[item.id] if one.strand in framework.overall)
        lines.append(InspectionLine(item, overall, graded=bool(judgements[item.id])))
    return tuple(lines)


_ORDER = ("inadequate", "requires improvement", "good", "outstanding")
_OLD_ORDER = ("inadequate", "adequate", "good", "outstanding")


def steps(now: JudgementRecord, before: JudgementRecord) -> int | None:
    """Return by how many grades `now` is better than `before`, negative for worse; None where they do not compare.

    "Adequate" stood on another scale than "requires improvement": neither is better or worse than the other.
    """
    for order in (_ORDER, _OLD_ORDER):
        if now.grade in order and before.grade in order:
            return order.index(now.grade) - order.index(before.grade)
    return None


def direction(now: JudgementRecord | None, before: JudgementRecord | None) -> str:
    """Return how a judgement moved: up, down, same, new, or not comparable."""
    if before is None:
        return "new"
    step = None if now is None else steps(now, before)
    if step is None:
        return "not comparable"
    return "same" if step == 0 else "up" if step > 0 else "down"


def is_towards(moved: str, towards: Towards) -> bool:
    """Return whether a move in this direction is what is asked about."""
    return moved in ("up", "down") if towards == "moved" else moved == towards
