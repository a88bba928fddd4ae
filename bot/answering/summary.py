"""The summary: an authority on one screen."""

from dataclasses import replace

from bot.answering.asked import Asked, inspection_name, joined, nothing_loaded
from bot.answering.deadlines import due_items
from bot.answering.findings import answer_findings
from bot.answering.grades import answer_grades
from bot.answering.judged import graded_inspections, inspection_lines
from bot.answers import Answer, Summary
from knowledge.records import InspectionRecord

SHOWN_INSPECTIONS = 4
"""Inspections that fit on the screen."""


def answer_summary(asked: Asked) -> Answer:
    """Return latest grades, open improvements, last inspections, and what is missing; of the first authority named."""
    name = asked.authorities[0]
    every = asked.record.store.inspections(name, until=asked.today)
    if not every:
        return nothing_loaded(asked)
    if asked.narrowed and asked.question.turn is None and (wanted := asked.wanted(every)):
        # "Summarise Islington 2012": of that inspection, not of the authority as it is now.
        whole = replace(asked, question=replace(asked.question, words=()))
        return answer_grades(whole) if graded_inspections(asked, wanted) else answer_findings(whole)
    graded = graded_inspections(asked, every)
    current = next((item for item in graded if item.current), None)
    pending = tuple(item for item in due_items(asked, every, every) if item.status != "superseded")
    authority = asked.record.authorities[name]
    return Summary(
        asked.about,
        region=authority.region,
        grades=current,
        pending=pending,
        newest_findings=next((item for item in every if not item.grades_only), None),
        lines=inspection_lines(asked, every[:SHOWN_INSPECTIONS]),
        missing=(*_missing(every, len(every) - SHOWN_INSPECTIONS), *_others(asked)),
    )


def _others(asked: Asked) -> tuple[str, ...]:
    """Say which of several authorities the one screen leaves out."""
    others = asked.authorities[1:]
    return (f"One screen holds one authority; ask for {joined(others)} separately.",) if others else ()


def _missing(inspections: tuple[InspectionRecord, ...], hidden: int) -> tuple[str, ...]:
    missing = []
    grades_only = [item for item in inspections if item.grades_only]
    if grades_only:
        newest = grades_only[0]
        missing.append(
            f"Findings of {len(grades_only)} of {len(inspections)} inspections are not on record, only their grades;"
            f" the newest is the {inspection_name(newest)}. “ofsted-bot read” adds them."
        )
    if hidden > 0:
        missing.append(f"{hidden} older inspections are not shown; ask for the history.")
    return tuple(missing)
