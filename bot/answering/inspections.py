"""Inspections on record, and the course of the grades through them."""

import re
from collections import Counter
from dataclasses import replace

from bot.answering.asked import KIND_NAMES, Asked, inspection_name, joined, no_such_inspection, nothing_loaded
from bot.answering.inspected import days, named, no_lead, whether_inspected, with_whom
from bot.answering.judged import graded_inspections, inspection_lines
from bot.answers import Answer, History, Inspections
from bot.deadlines import long_date
from bot.question import Question
from bot.spelling import english_words
from knowledge.records import InspectionRecord
from knowledge.topics import words_of


def answer_inspections(asked: Asked) -> Answer:
    """Return the inspections on record, newest first; of the years, kind or lead inspector asked for, when named."""
    every = asked.inspections()
    if not every:
        return nothing_loaded(asked)
    if (said := whether_inspected(asked, every)) is not None:
        return said
    inspector = named_inspector(asked.question, asked.record.store.inspections(until=asked.today))
    if inspector is not None:
        return _led_by(asked, inspector, asked.wanted(every))
    alone = "only one inspection" in asked.question.sense.says and not asked.authorities
    wanted = _only_ones(asked, every) if alone else asked.wanted(every)
    if not wanted:
        return no_such_inspection(asked, every)
    if not asked.authorities:
        return _across(asked, wanted)
    if asked.question.sense.asks == "who" and wanted[0].lead_inspector is None:
        return no_lead(asked, wanted)
    return Inspections(replace(asked.about, lead=_lead(asked, wanted)), inspection_lines(asked, wanted))


def _only_ones(asked: Asked, every: tuple[InspectionRecord, ...]) -> tuple[InspectionRecord, ...]:
    """Keep the inspections of authorities of which no other is on record."""
    counts = Counter(item.authority for item in every)
    return tuple(item for item in every if counts[item.authority] == 1 and item.authority in asked.listed)


def _across(asked: Asked, inspections: tuple[InspectionRecord, ...]) -> Inspections:
    """Return the inspections of all authorities that are asked for, and whose they are."""
    names = tuple(sorted({item.authority for item in inspections}))
    count = f"{len(names)} {'authority' if len(names) == 1 else 'authorities'}"
    lead = f"{len(inspections)} {'inspection' if len(inspections) == 1 else 'inspections'} of {count}: {joined(names)}."
    return Inspections(
        replace(asked.about, authorities=names, lead=lead), inspection_lines(asked, inspections)
    )


def named_inspector(question: Question, inspections: tuple[InspectionRecord, ...]) -> str | None:
    """Return the inspector on record whose name stands in the question.

    The full name, or, beside a word for inspectors, a surname that only one of them has and that is no English word.
    """
    text = f" {' '.join(words_of(question.text))} "
    names = sorted({name for item in inspections for name in item.inspectors if " " in name})
    full = next((name for name in names if f" {' '.join(words_of(name))} " in text), None)
    if full is not None or not _OF_INSPECTORS.search(text):
        return full
    surnames = Counter(words_of(name)[-1] for name in names)
    said = set(text.split())
    alone = (name for name in names if (last := words_of(name)[-1]) in said and surnames[last] == 1)
    return next((name for name in alone if words_of(name)[-1] not in english_words()), None)


_OF_INSPECTORS = re.compile(r" (?:hmi|inspectors?|led|lead|leads|leading|inspected|visited) ")


def _led_by(asked: Asked, inspector: str, inspections: tuple[InspectionRecord, ...]) -> Answer:
    """Return the inspections that this inspector took part in, or whether that of the authority named was led so."""
    took_part = tuple(item for item in inspections if inspector in item.inspectors)
    led = [item for item in took_part if item.lead_inspector == inspector]
    sense = asked.question.sense
    if (
        asked.authorities
        and took_part
        and ("besides" in sense.says or (sense.asks == "who" and "who" in sense.says))
    ):
        return Inspections(
            replace(asked.about, lead=_lead(asked, took_part)), inspection_lines(asked, took_part)
        )
    if asked.authorities and (sense.yes_or_no or sense.asks == "who") and inspections:
        newest = inspections[0]
        if newest.lead_inspector is None:
            return no_lead(asked, inspections)
        said = "Yes" if newest.lead_inspector == inspector else "No"
        lead = f"{said}. {named(newest)} was led by {newest.lead_inspector}."
        return Inspections(replace(asked.about, lead=lead), inspection_lines(asked, inspections[:1]))
    if not took_part:
        return no_such_inspection(asked, asked.inspections())
    others = f", and took part in {len(took_part) - len(led)} more" if len(took_part) > len(led) else ""
    lead = f"{inspector} led {len(led)} {'inspection' if len(led) == 1 else 'inspections'} on record{others}."
    return Inspections(replace(asked.about, lead=lead), inspection_lines(asked, took_part))


def _lead(asked: Asked, inspections: tuple[InspectionRecord, ...]) -> str | None:
    """Return the direct answer to who led, when, how long and how many; None for a plain list."""
    newest, sense = inspections[0], asked.question.sense
    kinds = {"short", "standard"} & sense.says
    exists = (sense.asks == "whether" or (sense.questioned and asked.narrowed)) and len(kinds) < 2
    match sense.asks:
        case _ if (beside := with_whom(asked, newest)) is not None:
            return beside
        case "who" if newest.lead_inspector:
            others = [one for one in newest.inspectors if one != newest.lead_inspector]
            company = f", with {joined(others)}" if others else ""
            return f"{newest.lead_inspector} led {named(newest, 'the')}{company}."
        case "when" if sense.publication:
            return f"{newest.authority}: published {long_date(newest.published)} (inspected {days(newest)})."
        case "whether" if "led by" in sense.says and newest.lead_inspector:
            return f"{newest.lead_inspector} led {named(newest, 'the')}."
        case "whether" | "what" if exists and kinds - {newest.kind}:
            return f"No, a {KIND_NAMES[newest.kind]}: {newest.authority}, {inspection_name(newest)}."
        case "whether" | "what" if exists:
            return f"Yes. {named(newest)}, inspected {days(newest)}."
        case "when":
            return f"{newest.authority}: inspected {days(newest)} ({inspection_name(newest)})."
        case "how long":
            number = (newest.ended - newest.started).days + 1
            lasted = f"{number} {'day' if number == 1 else 'days'} from first to last"
            return f"{newest.authority}, {inspection_name(newest)}: {lasted} ({days(newest)})."
        case "how many":
            number = len(inspections)
            return f"{number} {'inspection' if number == 1 else 'inspections'} of {asked.who} on record."
        case _ if newest.theme and "theme" in sense.says:
            return f"Theme of {named(newest, 'the')}: {newest.theme}."
        case _ if "kind" in sense.says:
            framework = asked.record.frameworks[newest.framework].name
            return f"{newest.authority}: {inspection_name(newest)}; {framework}."
        case _:
            return None


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
