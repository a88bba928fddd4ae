"""Yes or no about inspections themselves: whether one came out in time, is the newest, or had the same lead."""

import re
from dataclasses import replace

from bot.answering.asked import KIND_NAMES, Asked, inspection_name, joined, of_year
from bot.answering.judged import inspection_lines
from bot.answers import Choice, Inspections, NotInRecord
from bot.dating import Period
from bot.deadlines import long_date
from knowledge.records import InspectionRecord

_PRINTED = re.compile(r"\b(?:printed|stated|given by|listed by)\b")
_Inspections = tuple[InspectionRecord, ...]


def whether_inspected(asked: Asked, every: _Inspections) -> Inspections | NotInRecord | None:
    """Return yes or no with the inspections that decide it; None where the question asks nothing of the kind.

    Args:
        asked: The question, with its authorities.
        every: The inspections of those on record, newest first.
    """
    question, sense = asked.question, asked.question.sense
    if "graded inspection" in sense.says:
        every = tuple(item for item in every if item.judgements)
    if not every:
        return None
    if "same lead" in sense.says:
        return _same_lead(asked, every)
    if sense.yes_or_no and len(asked.authorities) == 2:
        return _in_order(asked, every)
    if not sense.yes_or_no or len(asked.authorities) != 1:
        return None
    if "several inspections" in sense.says:
        return _several(asked, every)
    if question.period is None or {"short", "standard"} & sense.says:
        return None
    if _PRINTED.search(question.text.lower()):
        return None  # Whether a report prints something is not told by its date.
    if sense.publication and not (question.turn == "latest" and "still" in sense.says):
        return _published(asked, every, question.period)
    return _newest(asked, every, question.period) if question.turn == "latest" else None


def _in_order(asked: Asked, every: _Inspections) -> Inspections | None:
    """Return whether the newest inspection of one of two authorities was before, after or beside that of the other."""
    says, wanted = asked.question.sense.says, asked.wanted(every)
    first, second = (
        next((item for item in wanted if item.authority == name), None) for name in asked.authorities
    )
    if first is None or second is None:
        return None
    told = f"{named(first)} (inspected {days(first)}); {named(second, 'the')} (inspected {days(second)})."
    dates = [item.published if asked.question.sense.publication else item.started for item in (first, second)]
    shown = (first, second)
    if "same time" in says and "same year" in asked.question.text.lower():
        return _answer(asked, dates[0].year == dates[1].year, told, shown)
    if "same time" in says:
        both = first.started <= second.ended and second.started <= first.ended
        return _answer(asked, both, told, shown)
    if "earlier than" in says:
        return _answer(asked, dates[0] < dates[1], told, shown)
    if "later than" in says:
        return _answer(asked, dates[0] > dates[1], told, shown)
    return Inspections(
        replace(asked.about, lead=f"{told[:1].upper()}{told[1:]}"), inspection_lines(asked, shown)
    )


def _answer(asked: Asked, said: bool, lead: str, inspections: _Inspections) -> Inspections:
    lead = f"{'Yes' if said else 'No'}. {lead}"
    return Inspections(replace(asked.about, lead=lead), inspection_lines(asked, inspections))


def _same_lead(asked: Asked, every: _Inspections) -> Inspections | NotInRecord | None:
    """Return whether one person led the inspections named: of each authority, of each year, or the last two."""
    years = asked.question.years
    if len(asked.authorities) > 1:
        narrowed = asked.wanted(every)
        groups = [tuple(item for item in narrowed if item.authority == name) for name in asked.authorities]
    elif len(years) > 1:
        groups = [of_year(every, year) for year in years]
    else:
        groups = [every[:1], every[1:2]]
    chosen = tuple(group[0] for group in groups if group)
    if len(chosen) < max(len(groups), 2):
        return None
    unknown = tuple(item for item in chosen if item.lead_inspector is None)
    if unknown:
        return no_lead(asked, unknown)
    leads = {item.lead_inspector for item in chosen}
    told = "; ".join(f"{item.lead_inspector} led {named(item, 'the')}" for item in chosen)
    return _answer(asked, len(leads) == 1, f"{told}.", chosen)


def no_lead(asked: Asked, inspections: tuple[InspectionRecord, ...]) -> NotInRecord:
    """Say that the record does not name who led an inspection, and offer those of which it does."""
    newest = inspections[0]
    known = [item for item in asked.inspections() if item.lead_inspector is not None]
    near = tuple(
        Choice(inspection_name(item).capitalize(), f"who led {item.authority} {item.published.year}")
        for item in known[:3]
    )
    what = f"who led the {inspection_name(newest)} of {newest.authority}"
    return NotInRecord(asked.about, what, "what is on record of that inspection", near)


def _several(asked: Asked, every: _Inspections) -> Inspections:
    """Return whether more than one of the inspections asked about is on record."""
    wanted = asked.wanted(every)
    graded = "graded " if "graded inspection" in asked.question.sense.says else ""
    number = f"{len(wanted)} {graded}{'inspection' if len(wanted) == 1 else 'inspections'} of {asked.who}"
    return _answer(asked, len(wanted) > 1, f"On record: {number}.", wanted)


def _published(asked: Asked, every: _Inspections, period: Period) -> Inspections:
    """Return whether the inspection asked about was published within a period, or whether any was."""
    if period.besides:
        own = tuple(item for year in period.besides for item in of_year(every, year, asked.question.months))
    elif asked.question.turn == "latest" or period.first is None or period.last is None:
        own = every[:1]
    else:
        own = tuple(item for item in every if period.holds(item.published)) or every[:1]
    shown = (own or every)[:1]
    newest = shown[0]
    return _answer(
        asked, period.holds(newest.published), f"{named(newest)} (inspected {days(newest)}).", shown
    )


def _newest(asked: Asked, every: _Inspections, period: Period) -> Inspections:
    """Return whether the newest inspection on record is that of the period named."""
    newest = every[0]
    within = any(map(period.holds, (newest.published, newest.started, newest.ended)))
    return _answer(
        asked,
        within,
        f"The newest on record: {inspection_name(newest)}, inspected {days(newest)}.",
        every[:1],
    )


def named(inspection: InspectionRecord, article: str = "The") -> str:
    """Return an inspection in a sentence: "The standard inspection of Wirral published 2 February 2024"."""
    kind, published = KIND_NAMES[inspection.kind], long_date(inspection.published)
    return f"{article} {kind} of {inspection.authority} published {published}"


def days(inspection: InspectionRecord) -> str:
    """Return when inspectors were there: "on 3 May 2018", "from 17 April 2018 to 18 April 2018"."""
    if inspection.started == inspection.ended:
        return f"on {long_date(inspection.started)}"
    return f"from {long_date(inspection.started)} to {long_date(inspection.ended)}"


def with_whom(asked: Asked, inspection: InspectionRecord) -> str | None:
    """Return who inspected besides the lead, where that is asked and on record."""
    if "besides" not in asked.question.sense.says:
        return None
    others = [one for one in inspection.inspectors if one != inspection.lead_inspector]
    if not others:
        return None
    return f"{joined(others)}, beside {inspection.lead_inspector}, who led {named(inspection, 'the')}."


def team_counted(asked: Asked) -> Inspections | None:
    """Return how many inspectors are on record of the inspection asked about; None where only its lead may be."""
    wanted = asked.wanted(asked.inspections())
    team = wanted[0].inspectors if wanted and asked.authorities else ()
    if "how many inspectors" not in asked.question.sense.says or len(team) < 2:
        return None
    lead = f"{len(team)} inspectors are named for {named(wanted[0], 'the')}: {joined(team)}."
    return Inspections(replace(asked.about, lead=lead), inspection_lines(asked, wanted[:1]))
