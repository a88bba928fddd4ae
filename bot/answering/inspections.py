"""Inspections on record, and the course of the grades through them."""

import datetime as dt
import re
import unicodedata
from collections import Counter
from dataclasses import replace

from bot.answering.asked import (
    KIND_NAMES,
    Asked,
    inspection_name,
    joined,
    no_such_inspection,
    nothing_loaded,
    of_year,
)
from bot.answering.inspected import days, named, no_lead, whether_inspected, with_whom
from bot.answering.judged import graded_inspections, inspection_lines, overall_alone
from bot.answers import Answer, History, Inspections, NotInRecord
from bot.deadlines import long_date
from bot.question import Question
from bot.sense import Sense
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
    place = _ORDINAL.search(asked.question.text.lower())
    if place is not None and len(asked.authorities) == 1:
        oldest = tuple(item for item in reversed(every) if item.is_full)
        wanted = oldest[_ORDINALS[place.group(1)] :][:1]
    if not wanted:
        return no_such_inspection(asked, every)
    if not asked.authorities:
        return _across(asked, wanted)
    sense = asked.question.sense
    of_lead = sense.asks == "who" or (sense.asks == "whether" and {"who", "led by"} <= sense.says)
    if of_lead and wanted[0].lead_inspector is None:
        return no_lead(asked, wanted)
    return Inspections(replace(asked.about, lead=_lead(asked, wanted)), inspection_lines(asked, wanted))


def _only_ones(asked: Asked, every: tuple[InspectionRecord, ...]) -> tuple[InspectionRecord, ...]:
    """Keep the inspections of authorities of which no other is on record."""
    counts = Counter(item.authority for item in every)
    return tuple(item for item in every if counts[item.authority] == 1 and item.authority in asked.listed)


def _across(asked: Asked, inspections: tuple[InspectionRecord, ...]) -> Answer:
    """Return the inspections of all authorities that are asked for, and whose they are."""
    sense, years = asked.question.sense, asked.question.years
    if sense.authority_type is not None:
        inspections = tuple(item for item in inspections if item.authority in asked.listed)
    if "means" in sense.says and asked.question.family is not None:
        return _family(asked, asked.question.family, inspections)
    if "not inspected" in sense.says and sense.until is None:
        return _not_inspected(asked, inspections)
    whole = "on record" in sense.says and not asked.narrowed_in_time and asked.where is None
    if whole and asked.question.turn in ("latest", "first"):
        ends = [item.published for item in inspections]
        day = max(ends) if asked.question.turn == "latest" else min(ends)
        inspections = tuple(item for item in asked.inspections() if item.published == day)
    if sense.times > 1 or (len(years) > 1 and "both" in sense.says):
        inspections = _of_those(asked, inspections)
    if not inspections:
        return no_such_inspection(asked, asked.inspections())
    if _RANKED.search(asked.question.text.lower()):
        reason = "Inspections are listed by time, place, kind and lead inspector; they are not ranked."
        return NotInRecord(asked.about, f"“{asked.question.text}”", "", reason=reason)
    if (end := _END.search(asked.question.text.lower())) is not None:
        days_published = [item.published for item in inspections]
        day = min(days_published) if "first" in end.group() else max(days_published)
        inspections = tuple(item for item in inspections if item.published == day)
    names = tuple(sorted({item.authority for item in inspections}))
    count = f"{len(names)} {'authority' if len(names) == 1 else 'authorities'}"
    lead = f"{len(inspections)} {'inspection' if len(inspections) == 1 else 'inspections'} of {count}: {joined(names)}."
    return Inspections(
        replace(asked.about, authorities=names, lead=lead), inspection_lines(asked, inspections)
    )


def _family(asked: Asked, family: str, inspections: tuple[InspectionRecord, ...]) -> Inspections:
    """Return what a framework's short name stands for, since when it has been used, and how much is on record."""
    named = [one for one in asked.record.frameworks.values() if one.family == family]
    said = "; ".join(
        f"{one.name}, from {long_date(one.first_day)}{f' until {long_date(one.last_day)}' if one.last_day else ''}"
        for one in named
    )
    lead = f"{family.upper()}: {said}. On record: {len(inspections)} inspections."
    return Inspections(replace(asked.about, lead=lead), inspection_lines(asked, inspections[:3]))


def _of_those(asked: Asked, inspections: tuple[InspectionRecord, ...]) -> tuple[InspectionRecord, ...]:
    """Keep the inspections of authorities that had one in each of the years named, or so many of them."""
    years, sense = asked.question.years, asked.question.sense
    own: dict[str, list[InspectionRecord]] = {}
    for item in inspections:
        own.setdefault(item.authority, []).append(item)
    if len(years) > 1 and "both" in sense.says:
        kept = {name for name, items in own.items() if all(of_year(items, year) for year in years)}
    else:
        kept = {name for name, items in own.items() if len(items) >= sense.times}
    return tuple(item for item in inspections if item.authority in kept)


def _not_inspected(asked: Asked, inspections: tuple[InspectionRecord, ...]) -> Answer:
    """Return the authorities of which none of these inspections is: "who hasn't been inspected since 2022"."""
    since = asked.question.sense.since
    # "Not since 2022": the last time was then.
    month = asked.question.months[0] if asked.question.months else None
    day = dt.date(since, month, 1) if since and month else dt.date((since or 0) + 1, 1, 1)
    if since is None:
        have = {item.authority for item in inspections}
    else:
        published = asked.question.sense.publication
        every = asked.inspections()
        have = {item.authority for item in every if (item.published if published else item.started) >= day}
    newest: dict[str, InspectionRecord] = {}
    for item in asked.inspections():
        if item.authority in asked.listed and item.authority not in have and item.is_full:
            newest.setdefault(item.authority, item)
    if not newest:
        about = replace(asked.about, lead=f"None: all {len(have)} were.")
        return NotInRecord(about, "an authority that was not inspected then", "every inspection on record")
    names = tuple(sorted(newest))
    lead = f"{len(names)} {'authority' if len(names) == 1 else 'authorities'} not inspected then: {joined(names)}."
    shown = tuple(sorted(newest.values(), key=lambda item: item.published))
    return Inspections(replace(asked.about, authorities=names, lead=lead), inspection_lines(asked, shown))


def named_inspector(question: Question, inspections: tuple[InspectionRecord, ...]) -> str | None:
    """Return the inspector on record whose name stands in the question.

    The full name, or, beside a word for inspectors, a surname that only one of them has and that is no English word.
    """
    text = f" {' '.join(words_of(_unaccented(question.text)))} "
    names = sorted({name for item in inspections for name in item.inspectors if " " in name})
    full = next((name for name in names if f" {' '.join(words_of(_unaccented(name)))} " in text), None)
    if full is not None or not _OF_INSPECTORS.search(text):
        return full
    surnames = Counter(words_of(name)[-1] for name in names)
    said = set(text.split())
    alone = (name for name in names if (last := words_of(name)[-1]) in said and surnames[last] == 1)
    return next((name for name in alone if words_of(name)[-1] not in english_words()), None)


def _unaccented(text: str) -> str:
    """Return a text without accents: "Máire" is asked for as "Maire"."""
    return "".join(one for one in unicodedata.normalize("NFD", text) if not unicodedata.combining(one))


_OF_INSPECTORS = re.compile(r" (?:hmi|inspectors?|led|lead|leads|leading|inspected|visited) ")


def _led_by(asked: Asked, inspector: str, inspections: tuple[InspectionRecord, ...]) -> Answer:
    """Return the inspections that this inspector took part in, or whether that of the authority named was led so."""
    spelt = _unaccented(inspector)
    took_part = tuple(item for item in inspections if spelt in map(_unaccented, item.inspectors))
    led = [item for item in took_part if _unaccented(item.lead_inspector or "") == spelt]
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
        return _whether_led(asked, inspector, inspections)
    if not asked.authorities and asked.question.turn in ("first", "latest"):
        mine = [item for item in asked.inspections() if item.lead_inspector == inspector]
        led = mine[:1] if asked.question.turn == "latest" else mine[-1:]
        took_part = tuple(led)
    if not asked.authorities and sense.grade is not None and sense.yes_or_no:
        hits = [item for item in led if _overall(asked, item, sense)]
        told = joined(f"{item.authority} ({item.published.year})" for item in hits) or "none"
        lead = f"{'Yes' if hits else 'No'}. Of {len(led)} that {inspector} led, {sense.grade_in_words} overall: {told}."
        return Inspections(
            replace(asked.about, lead=lead), inspection_lines(asked, tuple(hits) or tuple(led))
        )
    if not asked.authorities and sense.grade is not None:
        led = [item for item in led if _overall(asked, item, sense)]
        took_part = tuple(led)
    if not took_part:
        return no_such_inspection(asked, asked.inspections())
    others = f", and took part in {len(took_part) - len(led)} more" if len(took_part) > len(led) else ""
    whose = f": {joined(f'{item.authority} ({item.published.year})' for item in led)}" if led else ""
    lead = f"{inspector} led {len(led)} {'inspection' if len(led) == 1 else 'inspections'} on record{others}{whose}."
    names = asked.authorities or tuple(sorted({item.authority for item in took_part}))
    return Inspections(replace(asked.about, authorities=names, lead=lead), inspection_lines(asked, took_part))


def _overall(asked: Asked, inspection: InspectionRecord, sense: Sense) -> bool:
    """Return whether the overall grade of an inspection is the one asked about."""
    return any(
        sense.accepts(one.grade)
        for item in graded_inspections(asked, (inspection,))
        for one in overall_alone(item).judgements
    )


def _whether_led(asked: Asked, inspector: str, inspections: tuple[InspectionRecord, ...]) -> Answer:
    """Return whether an inspector led, or took part in, any of the inspections that the question is about."""
    sense = asked.question.sense
    led = [item for item in inspections if item.lead_inspector == inspector]
    took_part = [item for item in inspections if inspector in item.inspectors]
    of_lead = "led by" in sense.says and "took part" not in sense.says
    hits = led if of_lead else took_part
    enough = 2 if sense.times > 1 or "twice" in sense.says else 1
    if not hits and all(item.lead_inspector is None for item in inspections):
        return no_lead(asked, inspections)
    if hits:
        told = f"{inspector} {'led' if hits == led else 'took part in'}"
        said = f"{told} {joined(named(item, 'the') for item in hits)}."
    else:
        beside = f"{inspector} took part in {named(took_part[0], 'the')}, " if took_part else ""
        newest = inspections[0]
        of = (
            "It"
            if len(inspections) == 1
            else f"None of the {len(inspections)} on record was; {named(newest, 'the')}"
        )
        said = f"{beside}{of} was led by {newest.lead_inspector or 'somebody whom the record does not name'}."
        said = (
            said if len(inspections) > 1 or beside else f"{named(newest)} was led by {newest.lead_inspector}."
        )
    lead = f"{'Yes' if len(hits) >= enough else 'No'}. {said}"
    shown = tuple(hits) or inspections[:1]
    return Inspections(replace(asked.about, lead=lead), inspection_lines(asked, shown))


def _whether_announced(inspection: InspectionRecord) -> str:
    """Return whether an inspection was announced, as far as its kind tells: of most kinds the record does not say."""
    if inspection.kind == "unannounced":
        return f"No. {named(inspection)} was unannounced, as its name says."
    return f"Not in the record: whether {named(inspection, 'the')} was announced."


def _lead(asked: Asked, inspections: tuple[InspectionRecord, ...]) -> str | None:
    """Return the direct answer to who led, when, how long and how many; None for a plain list."""
    newest, sense = inspections[0], asked.question.sense
    kinds = {"short", "standard"} & sense.says
    about_print = _PRINTED.search(asked.question.text.lower()) is not None
    exists = (
        not about_print
        and (sense.asks == "whether" or (sense.questioned and asked.narrowed))
        and len(kinds) < 2
    )
    match sense.asks:
        case _ if (beside := with_whom(asked, newest)) is not None:
            return beside
        case "who" if (
            asked.question.years and len(led := [one for one in inspections if one.lead_inspector]) > 1
        ):
            return " ".join(f"{one.lead_inspector} led {named(one, 'the')}." for one in led)
        case "who" if newest.lead_inspector:
            others = [one for one in newest.inspectors if one != newest.lead_inspector]
            company = f", with {joined(others)}" if others else ""
            return f"{newest.lead_inspector} led {named(newest, 'the')}{company}."
        case "when" if "all dates" in sense.says and len(inspections) > 1:
            return _dates(asked, inspections)
        case "when" if sense.publication:
            return f"{newest.authority}: published {long_date(newest.published)} (inspected {days(newest)})."
        case "whether" | "what" if exists and "you have" in sense.says:
            return _whether_read(asked, inspections)
        case "whether" if "led by" in sense.says and newest.lead_inspector:
            return f"{newest.lead_inspector} led {named(newest, 'the')}."
        case "whether" | "what" if exists and kinds - {newest.kind}:
            return f"No, a {KIND_NAMES[newest.kind]}: {newest.authority}, {inspection_name(newest)}."
        case "whether" | "what" if exists and "announced" in sense.says:
            return _whether_announced(newest)
        case "whether" | "what" if exists:
            return f"Yes. {named(newest)}, inspected {days(newest)}."
        case "when":
            return f"{newest.authority}: inspected {days(newest)} ({inspection_name(newest)})."
        case "how long" if _TO_PUBLICATION.search(asked.question.text.lower()):
            waited = (newest.published - newest.ended).days
            of = f"{named(newest, 'the')} ({days(newest)})"
            return f"{waited} days from the last day of fieldwork to publication: {of}."
        case "how long" if " between " in asked.question.text.lower():
            return None
        case "how long":
            number = (newest.ended - newest.started).days + 1
            lasted = f"{number} {'day' if number == 1 else 'days'} from first to last"
            return f"{newest.authority}, {inspection_name(newest)}: {lasted} ({days(newest)})."
        case "how many" if _TIME_SINCE.search(asked.question.text.lower()):
            return f"{newest.authority}: inspected {days(newest)} ({inspection_name(newest)})."
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


_RANKED = re.compile(r"\b(?:the most|most often|the fewest|longest|shortest|more often)\b")
_END = re.compile(
    r"\b(?:inspected|visited) (?:most recently|last|first)\b|\bfirst (?:inspected|visited)\b"
    r"|\b(?:first|last|newest|latest) (?:authority|council|borough|one) to be (?:inspected|visited)\b"
)
_TO_PUBLICATION = re.compile(
    r"\b(?:after|until|before|to)\b.*\b(?:publish(?:ed)?|publication|appear(?:ed)?|out|report)\b"
)
_PRINTED = re.compile(r"\b(?:printed|stated|given by|listed by)\b")
_TIME_SINCE = re.compile(r"\bhow many (?:days|weeks|months|years)\b")
_ORDINAL = re.compile(r"\b(second|third|fourth|2nd|3rd|4th) (?:full |graded )?(?:inspection|report)\b")
_ORDINALS = {"second": 1, "2nd": 1, "third": 2, "3rd": 2, "fourth": 3, "4th": 3}


def _whether_read(asked: Asked, inspections: tuple[InspectionRecord, ...]) -> str:
    """Return whether the findings of a report are on record, or its grades alone."""
    read = [item for item in inspections if item.findings]
    if not read:
        return f"No, only its grades: {named(inspections[0], 'the')}. “ofsted-bot read” adds a report's findings."
    return f"Yes, {read[0].findings} findings: {named(read[0], 'the')}."


def _dates(asked: Asked, inspections: tuple[InspectionRecord, ...]) -> str:
    """Return when each of several inspections was published, or made, oldest first."""
    published = asked.question.sense.publication
    said = (long_date(item.published) if published else days(item) for item in reversed(inspections))
    return f"{asked.who}, {len(inspections)} {'published' if published else 'inspected'}: {'; '.join(said)}."


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
