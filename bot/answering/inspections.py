"""Inspections on record, and the course of the grades through them."""

from bot.answering.asked import Asked, no_such_inspection, nothing_loaded
from bot.answering.grades import graded_inspections
from bot.answers import Answer, History, InspectionLine, Inspections
from knowledge.records import InspectionRecord


def answer_inspections(asked: Asked) -> Answer:
    """Return the inspections on record, newest first; of the years or kind asked for, when named."""
    every = asked.inspections()
    if not every:
        return nothing_loaded(asked)
    wanted = asked.wanted(every)
    if not wanted:
        return no_such_inspection(asked, every)
    return Inspections(asked.about, inspection_lines(asked, wanted))


def answer_history(asked: Asked) -> Answer:
    """Return every inspection with its grades, newest first."""
    every = asked.inspections()
    if not every:
        return nothing_loaded(asked)
    wanted = asked.wanted(every) if asked.question.years else every
    if not wanted:
        return no_such_inspection(asked, every)
    graded = graded_inspections(asked, wanted)
    return History(asked.about, inspection_lines(asked, wanted), graded, _scale_notes(asked, wanted))


def inspection_lines(asked: Asked, inspections: tuple[InspectionRecord, ...]) -> tuple[InspectionLine, ...]:
    """Return one line per inspection, with the judgements that its framework counts as overall."""
    judgements = asked.record.store.judgements(item.id for item in inspections)
    lines = []
    for item in inspections:
        framework = asked.record.frameworks[item.framework]
        overall = tuple(one for one in judgements[item.id] if one.strand in framework.overall)
        lines.append(InspectionLine(item, overall, graded=bool(judgements[item.id])))
    return tuple(lines)


def _scale_notes(asked: Asked, inspections: tuple[InspectionRecord, ...]) -> tuple[str, ...]:
    """Warn where the grades stand on different scales."""
    grades = [set(asked.record.frameworks[item.framework].grades) for item in inspections if item.judgements]
    if any("adequate" in one for one in grades) and any("requires improvement" in one for one in grades):
        return (
            "“Adequate” (until 2013) and “requires improvement” (since) are different grades; one isn't the other.",
        )
    families = {asked.record.frameworks[item.framework].family for item in inspections if item.judgements}
    if len(families) > 1:
        return ("These inspections were made under different frameworks, which judge different things.",)
    return ()
