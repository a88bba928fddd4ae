"""Grades: the newest graded inspection, or those of the years asked for; never derived, never carried forward."""

import datetime as dt
import re
from collections import Counter
from dataclasses import replace

from bot.answering.asked import Asked, inspection_name, joined, no_such_inspection, nothing_loaded
from bot.answering.findings import answer_findings
from bot.answering.graded_lists import answer_graded_authorities, answer_whether_alone, is_judged
from bot.answering.in_time import (
    told_before,
    told_last_overall,
    told_move,
    told_through_time,
    told_when,
    told_years,
)
from bot.answering.inspected import named
from bot.answering.judged import (
    graded_inspections,
    judged_name,
    judgement_name,
    lead_of_several,
    overall_alone,
    with_grade,
)
from bot.answering.reasons import grounds_of
from bot.answering.subject import best_of_each, names_more, on_subject, subject_words
from bot.answers import Answer, Choice, GradedInspection, Grades, NotGraded, NotInRecord
from bot.deadlines import long_date
from bot.named_grades import SCALE
from bot.sense import Sense
from knowledge.records import InspectionRecord, JudgementRecord
from knowledge.topics import words_of


def answer_grades(asked: Asked) -> Answer:
    """Return the grades asked for: the newest inspection's, or those of the years or kind named."""
    if not asked.authorities:
        return answer_graded_authorities(asked)
    sense = asked.question.sense
    if len(asked.authorities) == 1 and sense.grade and sense.yes_or_no and "only one" in sense.says:
        return answer_whether_alone(asked)
    every = asked.inspections()
    if not every:
        return nothing_loaded(asked)
    if asked.held_then is not None and len(asked.authorities) == 1:
        return _held_then(asked, every, asked.held_then)
    if len(asked.authorities) > 1 and sense.grade and sense.asks == "which":
        return _which_have(asked, every)
    told = (
        told_move(asked, every)
        or told_before(asked, every)
        or told_years(asked, every)
        or told_when(asked, every)
    )
    if told is not None:
        return told
    if (older := told_last_overall(asked, graded_inspections(asked, every))) is not None:
        return older
    wanted = asked.wanted(every) if asked.narrowed else every
    if not wanted:
        return _not_then(asked, every)
    graded = graded_inspections(asked, wanted)
    if not graded and not asked.question.topic_named and not is_judged(asked, subject_words(asked)):
        # "Was morale good?" of a letter without grades asks what inspectors found.
        return answer_findings(asked)
    if not graded:
        return _not_graded(asked, wanted)
    if sense.asks == "whether" and sense.grade and names_more(asked, graded):
        return answer_findings(asked)
    subject = subject_words(asked)
    shown = graded
    if not asked.narrowed or asked.question.turn:
        telling = tuple(word for word in subject if word != "overall")
        named = any(word not in asked.record.topics.stop_words for word in telling)
        shown = best_of_each(asked, graded, telling) if named else _newest_of_each(asked, graded)
    narrowed = on_subject(asked, shown, subject) if subject else shown
    if not narrowed and set(subject) & {"overall"}:
        # Asked for an overall grade where none is given: everything is shown, and it is said.
        subject, narrowed = (), shown
    if not narrowed:
        return _no_such_judgement(asked, subject, wanted)
    timeless = {"ever", "never"} & sense.says and sense.grade and len(asked.authorities) == 1
    if timeless and not subject and "any judgement" in sense.says:
        any_lead = _whether_any(sense, graded)
        return Grades(replace(asked.about, lead=any_lead), with_grade(graded, sense) or graded[:1], ())
    if (told := told_through_time(asked, graded)) is not None:
        return told
    if sense.asks == "why" and "no overall" not in sense.says:
        readable = next((item for item in narrowed if not item.inspection.grades_only), None)
        if readable is None:
            return _why_unknown(asked, narrowed[0])
        if readable is narrowed[0]:
            grounds = grounds_of(asked, readable, whole=not subject)
            if grounds is not None:
                return grounds
    of_judgements = {"judgements", "judgement", "grades", "strands", "judgments"} & set(
        words_of(asked.question.text)
    )
    lists = (
        sense.asks in ("which", "what") or (sense.asks == "how many" and of_judgements)
    ) and asked.question.topic_named
    if sense.grade and lists and (not subject or sum(len(item.judgements) for item in narrowed) > 1):
        return _of_grade(asked, narrowed, _notes(asked, narrowed, every))
    notes = (*_missing(asked, narrowed), *_notes(asked, narrowed, every))
    lead = grade_lead(asked, narrowed, whole=not subject)
    return Grades(replace(asked.about, lead=lead), narrowed, notes)


def _which_have(asked: Asked, every: tuple[InspectionRecord, ...]) -> Answer:
    """Return which of the authorities named have the grade asked about, overall or for the judgement named."""
    graded = _newest_of_each(
        asked, graded_inspections(asked, asked.wanted(every) if asked.narrowed else every)
    )
    subject = subject_words(asked)
    telling = any(word != "overall" and asked.record.topics.tells(word) for word in subject)
    judged = on_subject(asked, graded, subject) if telling else tuple(map(overall_alone, graded))
    shown = tuple(replace(item, judgements=item.judgements[:1]) for item in judged if item.judgements)
    if not shown:
        return _no_such_judgement(asked, subject, every)
    names = [item.inspection.authority for item in with_grade(shown, asked.question.sense)]
    lead = f"{len(names)} of {len(asked.authorities)}: {joined(names) or 'none'}."
    return Grades(replace(asked.about, lead=lead), shown, _missing(asked, shown))


def _not_then(asked: Asked, every: tuple[InspectionRecord, ...]) -> NotInRecord:
    """Say that there was no such inspection; of a year without one, what the newest before it had found."""
    none = no_such_inspection(asked, every)
    question = asked.question
    kinds = question.family or question.inspection_kind or question.turn
    if len(asked.authorities) != 1 or len(question.years) != 1 or kinds:
        return none
    year = question.years[0]
    before = tuple(item for item in graded_inspections(asked, every) if item.inspection.published.year < year)
    subject = subject_words(asked)
    telling = any(word != "overall" and asked.record.topics.tells(word) for word in subject)
    judged = on_subject(asked, before, subject) if telling else tuple(map(overall_alone, before))
    newest = next((item for item in judged if len(item.judgements) == 1), None)
    if newest is None:
        return none
    lead = f"No inspection in {year} is on record. The newest before it: {_value_lead(newest, newest.judgements[0])}"
    return replace(none, about=replace(none.about, lead=lead))


def _held_then(asked: Asked, every: tuple[InspectionRecord, ...], day: dt.date) -> Answer:
    """Return the newest grades published by a day: what held then, whatever was inspected later."""
    known = tuple(item for item in graded_inspections(asked, every) if item.inspection.published <= day)[:1]
    if not known:
        return no_such_inspection(asked, every)
    subject = subject_words(asked)
    telling = any(word != "overall" and asked.record.topics.tells(word) for word in subject)
    shown = on_subject(asked, known, subject) if telling else known
    if not shown:
        return _no_such_judgement(asked, subject, (known[0].inspection,))
    lead = grade_lead(asked, shown, whole=not telling)
    return Grades(replace(asked.about, lead=lead and f"{lead} Newest on {long_date(day)}."), shown, ())


def _of_grade(asked: Asked, graded: tuple[GradedInspection, ...], notes: tuple[str, ...]) -> Grades:
    """Return the judgements that have this grade, with how many of how many they are."""
    kept = with_grade(graded, asked.question.sense)
    number = sum(len(item.judgements) for item in kept)
    every = sum(len(item.judgements) for item in graded)
    grade = asked.question.sense.grade_in_words
    lead = f"{number} of {every}" if number else f"No. None of {every}"
    lead = f"{lead} judgements: {grade}."
    return Grades(replace(asked.about, lead=lead), kept or graded, notes)


def _why_unknown(asked: Asked, item: GradedInspection) -> NotInRecord:
    lead = grade_lead(asked, (item,), whole=not subject_words(asked))
    near = (Choice("Grades", asked.again("grades")), Choice("Search all findings", asked.again("findings")))
    return NotInRecord(
        replace(asked.about, lead=lead if lead and not lead.startswith("Yes") else None),
        asked=f"why {item.inspection.authority} was graded so",
        searched=f"the {inspection_name(item.inspection)}, of which only the grades are on record;"
        " “ofsted-bot read” adds the report's findings",
        near=near[:1],
    )


def _no_such_judgement(
    asked: Asked, subject: tuple[str, ...], wanted: tuple[InspectionRecord, ...]
) -> Answer:
    """Say that no judgement is about these words; where they are a plain question's, look in the findings."""
    if not asked.question.topic_named:
        return answer_findings(asked)
    words = " ".join(word for word in subject if word not in asked.record.topics.stop_words)
    near = [Choice("All grades", asked.again("grades"))]
    if asked.record.searcher.search(subject, authorities=asked.authorities, until=asked.today).found:
        near.insert(0, Choice(f"Findings on “{words}”", asked.again("findings", words)))
    searched = f"the judgements of {len(wanted)} inspections of {asked.who}"
    return NotInRecord(asked.about, f"a grade for “{words}” in {asked.who}", searched, tuple(near))


def grade_lead(asked: Asked, graded: tuple[GradedInspection, ...], *, whole: bool) -> str | None:
    """Return the direct answer to "was X graded G?" and to a question about one judgement; None for a plain list.

    Args:
        asked: The question.
        graded: What is shown, newest first.
        whole: Whether no single judgement was asked about, so that the overall one answers.
    """
    sense = asked.question.sense
    item = graded[0]
    if whole:
        # Of a year with a review of the safeguarding board besides: the inspection that judged the whole.
        item = next((one for one in graded if overall_alone(one).judgements), item)
    if len({one.inspection.authority for one in graded}) > 1:
        return lead_of_several(asked, tuple(map(overall_alone, graded)) if whole else graded)
    judged = item.judgements
    if whole and sense.grade and sense.yes_or_no and "every judgement" in sense.says:
        return _whether_every(sense, item)
    if whole and sense.grade and sense.yes_or_no and "any judgement" in sense.says:
        return _whether_any(
            sense, graded_inspections(asked, asked.inspections()) if "ever" in sense.says else graded
        )
    if whole and sense.grade is None and (extreme := {"weakest", "strongest"} & sense.says):
        return _extreme(item, weakest="weakest" in extreme)
    if whole:
        judged = overall_alone(item).judgements
        if not judged and (sense.grade or "overall" in asked.question.words):
            why = item.framework.overall_note
            given = named(item.inspection, "the")
            return f"No overall grade was given: {why.rstrip('.') if why else given}."
    overall = bool(judged) and all(one.strand in item.framework.overall for one in judged)
    if sense.grade is None and overall and sense.yes_or_no and "overall given" in sense.says:
        return f"Yes. {_value_lead(item, judged[0])}"
    if sense.grade is None or sense.asks not in ("whether", "why"):
        return _value_lead(item, judged[0]) if len(judged) == 1 else None
    lead = _whether_lead(sense, item, judged, sense.grade)
    if asked.narrowed or item.inspection.published >= _last_graded(asked):
        return lead
    # "Is adoption good?": judged last under a framework of years ago.
    return re.sub(r"^(Yes|No|In part)\b", r"\1, when it was last judged", lead)


def _last_graded(asked: Asked) -> dt.date:
    """Return the day of the newest inspection with grades of the authority asked about."""
    return max((one.published for one in asked.inspections() if one.judgements), default=dt.date.min)


def _value_lead(item: GradedInspection, judgement: JudgementRecord) -> str:
    grade = judgement.grade or "not judged"
    return f"{grade.capitalize()}: {judged_name(item, judgement)}."


def _whether_every(sense: Sense, item: GradedInspection) -> str:
    """Return whether every judgement of an inspection has the grade, with those that haven't."""
    others = [one for one in item.judgements if not sense.accepts(one.grade)]
    shown = others or item.judgements
    said = "; ".join(f"{judgement_name(item, one)}: {one.grade or 'not judged'}" for one in shown)
    source = f"{item.inspection.authority}, published {long_date(item.inspection.published)}"
    return f"{'No' if others else 'Yes'}. {said} ({source})."


def _whether_any(sense: Sense, graded: tuple[GradedInspection, ...]) -> str:
    """Return whether any judgement of the inspections has the grade, with those that have it."""
    hits = with_grade(graded, sense)
    if not hits:
        number = sum(len(item.judgements) for item in graded)
        newest = long_date(graded[0].inspection.published)
        of = f"published {newest}" if len(graded) == 1 else f"{len(graded)} inspections on record"
        none = "Yes" if {"nobody", "never"} & sense.says else "No"
        authority = graded[0].inspection.authority
        return f"{none}. None of the {number} judgements: {sense.grade_in_words} ({authority}, {of})."
    said = "; ".join(f"{judged_name(item, one)}: {one.grade}" for item in hits for one in item.judgements)
    return f"{'No' if {'nobody', 'never'} & sense.says else 'Yes'}. {said}."


def _extreme(item: GradedInspection, *, weakest: bool) -> str | None:
    """Return the judgements of an inspection with the lowest grade, or the highest."""
    graded = [(SCALE.index(one.grade), one) for one in item.judgements if one.grade in SCALE]
    if not graded:
        return None
    end = (min if weakest else max)(place for place, _ in graded)
    hits = [one for place, one in graded if place == end]
    said = "; ".join(judgement_name(item, one) for one in hits)
    source = f"{item.inspection.authority}, published {long_date(item.inspection.published)}"
    return f"{SCALE[end].capitalize()}, the {'lowest' if weakest else 'highest'} of its grades: {said} ({source})."


def _whether_lead(
    sense: Sense, item: GradedInspection, judged: tuple[JudgementRecord, ...], grade: str
) -> str:
    hits = [one for one in judged if sense.accepts(one.grade)]
    said = "; ".join(f"{judged_name(item, one)}: {one.grade or 'not judged'}" for one in judged)
    if "put right" in sense.says:
        return f"{said[:1].upper()}{said[1:]}."  # "Is its inadequate resolved?"
    if {"no longer", "failed to"} & sense.says:
        answer = "No" if hits else "Yes"
    elif hits and "not rated" in sense.says:
        return f"{said[:1].upper()}{said[1:]}."  # "Was it not inadequate?" has no plain yes.
    elif hits:
        answer = "Yes" if len(hits) == len(judged) else "In part"
    else:
        # "Is it good?" of an outstanding authority is not answered with a bare no.
        better = grade == "good" and all(one.grade == "outstanding" for one in judged)
        answer = "No, better than good" if better and "merely" not in sense.says else "No"
    return f"{answer}. {said[:1].upper()}{said[1:]}."


def _newest_of_each(asked: Asked, graded: tuple[GradedInspection, ...]) -> tuple[GradedInspection, ...]:
    newest: dict[str, GradedInspection] = {}
    for item in graded:
        chosen = newest.get(item.inspection.authority)
        if chosen is None or (item.current and not chosen.current):
            newest[item.inspection.authority] = item
    order = {name: index for index, name in enumerate(asked.authorities)}
    return tuple(sorted(newest.values(), key=lambda item: order.get(item.inspection.authority, 0)))


def _not_graded(asked: Asked, inspections: tuple[InspectionRecord, ...]) -> NotGraded:
    counts: Counter[str] = Counter(
        finding.kind for finding in asked.record.store.findings(item.id for item in inspections)
    )
    reasons = tuple(dict.fromkeys(_reason(asked, item) for item in inspections))
    graded = next((item for item in asked.inspections() if item.judgements), None)
    order = ("strength", "practice", "priority", "improvement", "narrative")
    counted = tuple((kind, counts[kind]) for kind in order if counts[kind])
    sense = asked.question.sense
    of_grades = sense.grade is not None or asked.question.topic_named
    lead = f"No. {reasons[0]}" if sense.yes_or_no and of_grades and len(reasons) == 1 else None
    return NotGraded(replace(asked.about, lead=lead), inspections, reasons, counted, graded)


def _reason(asked: Asked, inspection: InspectionRecord) -> str:
    framework = asked.record.frameworks[inspection.framework]
    name = inspection_name(inspection)
    if not framework.graded:
        return f"{name[:1].upper()}{name[1:]}: {framework.overall_note or 'inspections of this kind carry no grades.'}"
    return f"{name[:1].upper()}{name[1:]}: a {inspection.kind} carries no grades."


def _missing(asked: Asked, shown: tuple[GradedInspection, ...]) -> tuple[str, ...]:
    """Say of which of several authorities no grade is on record."""
    have = {item.inspection.authority for item in shown}
    return tuple(f"No grades are on record for {name}." for name in asked.authorities if name not in have)


def _notes(
    asked: Asked, shown: tuple[GradedInspection, ...], every: tuple[InspectionRecord, ...]
) -> tuple[str, ...]:
    notes: list[str] = []
    for item in shown:
        if item.framework.overall_note and item.inspection.judgements:
            notes.append(item.framework.overall_note + _older_overall(asked, item))
        if item.inspection.grades_only:
            date = long_date(item.inspection.published)
            notes.append(
                f"Only the grades of {item.inspection.authority}'s inspection published {date} are on record;"
                " “ofsted-bot read” adds the report's findings."
            )
        newer = [
            other
            for other in every
            if other.authority == item.inspection.authority and other.published > item.inspection.published
        ]
        if newer and not item.current and asked.question.years:
            notes.append(f"Newer: {inspection_name(newer[0])}.")
        later_letters = [other for other in newer if not other.judgements]
        if item.current and later_letters:
            notes.append(f"Since then, without grades: {inspection_name(later_letters[0])}.")
    return tuple(dict.fromkeys(notes))


def _older_overall(asked: Asked, item: GradedInspection) -> str:
    """Say that an earlier overall grade is not carried forward, where there is one."""
    if item.framework.overall or not item.framework.judgements:
        return ""
    return " An earlier overall grade is not carried forward."
