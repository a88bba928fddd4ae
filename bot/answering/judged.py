"""Inspections with their judgements: what grades, history, summary and lists of inspections share."""

from bot.answering.asked import Asked
from bot.answers import GradedInspection, InspectionLine
from knowledge.records import InspectionRecord, JudgementRecord


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
