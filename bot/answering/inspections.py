"""Inspections on record, and the course of the grades through them."""

from dataclasses import replace

from bot.answering.asked import KIND_NAMES, Asked, inspection_name, joined, no_such_inspection, nothing_loaded
from bot.answering.judged import graded_inspections, inspection_lines
from bot.answers import Answer, Choice, History, Inspections, NotInRecord
from bot.deadlines import long_date
from bot.question import Question
from knowledge.records import InspectionRecord
from knowledge.topics import words_of


def answer_inspections(asked: Asked) -> Answer:
    """Return the inspections on record, newest first; of the years, kind or lead inspector asked for, when named."""
    every = asked.inspections()
    if not every:
        return nothing_loaded(asked)
    inspector = named_inspector(asked.question, asked.record.store.inspections(until=asked.today))
    if inspector is not None:
        return _led_by(asked, inspector, asked.wanted(every))
    wanted = asked.wanted(every)
    if not wanted:
        return no_such_inspection(asked, every)
    if not asked.authorities:
        return _across(asked, wanted)
    if asked.question.sense.asks == "who" and wanted[0].lead_inspector is None:
        return _no_lead(asked, wanted)
    return Inspections(replace(asked.about, lead=_lead(asked, wanted)), inspection_lines(asked, wanted))


def _no_lead(asked: Asked, inspections: tuple[InspectionRecord, ...]) -> NotInRecord:
    """Say that the record does not name who led an inspection, and offer those of which it does."""
    newest = inspections[0]
    known = [item for item in asked.inspections() if item.lead_inspector is not None]
    near = tuple(
        Choice(inspection_name(item).capitalize(), f"who led {item.authority} {item.published.year}")
        for item in known[:3]
    )
    what = f"who led the {inspection_name(newest)} of {newest.authority}"
    return NotInRecord(asked.about, what, "what is on record of that inspection", near)


def _across(asked: Asked, inspections: tuple[InspectionRecord, ...]) -> Inspections:
    """Return the inspections of all authorities that are asked for, and whose they are."""
    names = tuple(sorted({item.authority for item in inspections}))
    count = f"{len(names)} {'authority' if len(names) == 1 else 'authorities'}"
    lead = f"{len(inspections)} {'inspection' if len(inspections) == 1 else 'inspections'} of {count}: {joined(names)}."
    return Inspections(
        replace(asked.about, authorities=names, lead=lead), inspection_lines(asked, inspections)
    )


def named_inspector(question: Question, inspections: tuple[InspectionRecord, ...]) -> str | None:
    """Return the inspector on record whose full name stands in the question."""
    text = f" {' '.join(words_of(question.text))} "
    names = {name for item in inspections for name in item.inspectors if " " in name}
    return next((name for name in sorted(names) if f" {' '.join(words_of(name))} " in text), None)


def _led_by(asked: Asked, inspector: str, inspections: tuple[InspectionRecord, ...]) -> Answer:
    """Return the inspections that this inspector took part in, or whether that of the authority named was led so."""
    took_part = tuple(item for item in inspections if inspector in item.inspectors)
    led = [item for item in took_part if item.lead_inspector == inspector]
    sense = asked.question.sense
    if asked.authorities and took_part and sense.asks == "who" and "who" in sense.says:
        return Inspections(
            replace(asked.about, lead=_lead(asked, took_part)), inspection_lines(asked, took_part)
        )
    if asked.authorities and (sense.yes_or_no or sense.asks == "who") and inspections:
        newest = inspections[0]
        if newest.lead_inspector is None:
            return _no_lead(asked, inspections)
        said = "Yes" if newest.lead_inspector == inspector else "No"
        lead = f"{said}. {_name(newest)} was led by {newest.lead_inspector}."
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
        case "who" if newest.lead_inspector:
            others = [one for one in newest.inspectors if one != newest.lead_inspector]
            with_whom = f", with {joined(others)}" if others else ""
            return f"{newest.lead_inspector} led {_name(newest, 'the')}{with_whom}."
        case _ if sense.yes_or_no and sense.publication and asked.question.years:
            years, months = asked.question.years, asked.question.months
            day = newest.published
            yes = day.year in years and (not months or day.month in months)
            return f"{'Yes' if yes else 'No'}. {_name(newest)} (inspected {_days(newest)})."
        case "when" if sense.publication:
            return f"{newest.authority}: published {long_date(newest.published)} (inspected {_days(newest)})."
        case "whether" if "led by" in sense.says and newest.lead_inspector:
            return f"{newest.lead_inspector} led {_name(newest, 'the')}."
        case "whether" | "what" if exists and kinds - {newest.kind}:
            return f"No, a {KIND_NAMES[newest.kind]}: {newest.authority}, {inspection_name(newest)}."
        case "whether" | "what" if exists:
            return f"Yes. {_name(newest)}, inspected {_days(newest)}."
        case "when":
            return f"{newest.authority}: inspected {_days(newest)} ({inspection_name(newest)})."
        case "how long":
            days = (newest.ended - newest.started).days + 1
            lasted = f"{days} {'day' if days == 1 else 'days'} from first to last"
            return f"{newest.authority}, {inspection_name(newest)}: {lasted} ({_days(newest)})."
        case "how many":
            number = len(inspections)
            return f"{number} {'inspection' if number == 1 else 'inspections'} of {asked.who} on record."
        case _ if newest.theme and "theme" in sense.says:
            return f"Theme of {_name(newest, 'the')}: {newest.theme}."
        case _ if "kind" in sense.says:
            framework = asked.record.frameworks[newest.framework].name
            return f"{newest.authority}: {inspection_name(newest)}; {framework}."
        case _:
            return None


def _name(inspection: InspectionRecord, article: str = "The") -> str:
    kind, published = KIND_NAMES[inspection.kind], long_date(inspection.published)
    return f"{article} {kind} of {inspection.authority} published {published}"


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
