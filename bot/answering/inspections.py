"""Inspections on record, and the course of the grades through them."""

from dataclasses import replace

from bot.answering.asked import KIND_NAMES, Asked, inspection_name, joined, no_such_inspection, nothing_loaded
from bot.answering.judged import graded_inspections, inspection_lines
from bot.answers import Answer, History, Inspections
from bot.deadlines import long_date
from knowledge.records import InspectionRecord


def answer_inspections(asked: Asked) -> Answer:
    """Return the inspections on record, newest first; of the years or kind asked for, when named."""
    every = asked.inspections()
    if not every:
        return nothing_loaded(asked)
    wanted = asked.wanted(every)
    if not wanted:
        return no_such_inspection(asked, every)
    return Inspections(replace(asked.about, lead=_lead(asked, wanted)), inspection_lines(asked, wanted))


def _lead(asked: Asked, inspections: tuple[InspectionRecord, ...]) -> str | None:
    """Return the direct answer to who led, when, how long and how many; None for a plain list."""
    newest = inspections[0]
    name = f"the {KIND_NAMES[newest.kind]} of {newest.authority} published {long_date(newest.published)}"
    match asked.question.sense.asks:
        case "who" if newest.lead_inspector:
            others = [one for one in newest.inspectors if one != newest.lead_inspector]
            with_whom = f", with {joined(others)}" if others else ""
            return f"{newest.lead_inspector} led {name}{with_whom}."
        case "who":
            return f"The record does not say who led {name}."
        case "when":
            return f"{newest.authority}: inspected {_days(newest)} ({inspection_name(newest)})."
        case "how long":
            days = (newest.ended - newest.started).days + 1
            lasted = f"{days} {'day' if days == 1 else 'days'} from first to last"
            return f"{newest.authority}, {inspection_name(newest)}: {lasted} ({_days(newest)})."
        case "how many":
            number = len(inspections)
            return f"{number} {'inspection' if number == 1 else 'inspections'} of {asked.who} on record."
        case _:
            return None


def _days(inspection: InspectionRecord) -> str:
    if inspection.started == inspection.ended:
        return f"on {long_date(inspection.started)}"
    return f"from {long_date(inspection.started)} to {long_date(inspection.ended)}"


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
