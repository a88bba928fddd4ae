"""Grades of one authority through time: ever, never or always given, and moves from one to another."""

import re
from dataclasses import replace

from bot.answering.asked import Asked, of_year
from bot.answering.fitting import given_as_asked
from bot.answering.graded_lists import move_in_words
from bot.answering.judged import graded_inspections, judged_name, overall_alone, with_grade
from bot.answering.subject import on_subject, subject_words
from bot.answers import GradedInspection, Grades, NotInRecord
from bot.deadlines import long_date
from bot.named_grades import GRADE, grade_in, grades_in
from knowledge.records import InspectionRecord


def told_move(asked: Asked, every: tuple[InspectionRecord, ...]) -> Grades | NotInRecord | None:
    """Return whether, or when, a grade of one authority moved as asked; None where no move is asked about.

    "Is it down to inadequate?" is none: the newest grade answers it.

    Args:
        asked: The question.
        every: Every inspection of the authority on record, newest first.
    """
    sense = asked.question.sense
    asks = sense.yes_or_no or sense.asks == "when"
    if not asks or sense.moved is None or sense.moved[0] is None or len(asked.authorities) != 1:
        return None
    return _moved(asked, _judged(asked, graded_inspections(asked, every)))


def told_years(asked: Asked, every: tuple[InspectionRecord, ...]) -> Grades | None:
    """Return whether each of several years had the grade asked about; None where only one is asked of.

    "Was it inadequate in 2017 and in 2025?", "good in 2015 and inadequate in 2019?"
    """
    question, sense = asked.question, asked.question.sense
    if not sense.yes_or_no or not sense.grade or len(asked.authorities) != 1 or sense.moved is not None:
        return None
    pairs = [(grade_in(said), int(year)) for said, _, year in _GRADE_IN.findall(question.text.lower())]
    if len({grade for grade, _ in pairs}) < 2:
        pairs = [(None, year) for year in question.years]
    if len(pairs) < 2 or {"ever", "never", "always"} & sense.says:
        return None
    judged = tuple(
        replace(item, judgements=item.judgements[:1])
        for item in _judged(asked, graded_inspections(asked, every))
    )
    told, shown, yes, missing = [], [], True, False
    for grade, year in pairs:
        then = of_year((item.inspection for item in judged), year)
        item = next((one for one in judged if one.inspection in then), None)
        if item is None:
            told.append(f"no inspection of {year} that judged it is on record")
            missing = True
            continue
        given = item.judgements[0].grade
        yes = yes and (given == grade if grade is not None else sense.accepts(given))
        told.extend(_course((item,)))
        shown.append(item)
    if not shown:
        return None
    said = "; ".join(told)
    lead = f"{said[:1].upper()}{said[1:]}."
    if not (yes and missing):
        lead = f"{'Yes' if yes else 'No'}. {lead}"
    return Grades(replace(asked.about, lead=lead), tuple(shown), ())


_GRADE_IN = re.compile(rf"({GRADE.pattern}[\w ]{{0,12}}?) in ((?:19|20)\d\d)")


def told_when(asked: Asked, every: tuple[InspectionRecord, ...]) -> Grades | None:
    """Return when, for how long or how many times a grade was given; None where that is not asked.

    "When did it become outstanding" asks for the first of the inspections running at which it was; "when was it last
    inadequate" for the last of all.
    """
    sense = asked.question.sense
    asks = sense.asks if sense.asks in ("when", "how long") else "times" if "times" in sense.says else ""
    if not asks or not sense.grade or len(asked.authorities) != 1 or (sense.moved and sense.moved[0]):
        return None
    judged = tuple(
        replace(item, judgements=item.judgements[:1])
        for item in _judged(asked, graded_inspections(asked, every))
    )
    given = [sense.accepts(item.judgements[0].grade) for item in judged]
    hits = tuple(item for item, hit in zip(judged, given, strict=True) if hit)
    if asks == "times":
        told = "; ".join(_course(hits[::-1]))
        said = (
            f"{len(hits)} of the {len(judged)} inspections on record that judged it: {sense.grade_in_words}."
        )
        return Grades(replace(asked.about, lead=f"{said} {told}".strip()), hits or judged, ())
    if not hits or asked.narrowed_in_time:
        return None
    if asks == "how long":
        return _lasted(asked, judged, given)
    if "first time" in sense.says:
        item = hits[-1]
    elif "last time" in sense.says:
        item = hits[0]
    else:
        last = given.index(True)
        first = next((at for at in range(last, len(given)) if not given[at]), len(given)) - 1
        item = judged[first]
    lead = f"{long_date(item.inspection.published)}. {_course((item,))[0]}."
    return Grades(replace(asked.about, lead=lead), (item,), ())


def _lasted(asked: Asked, judged: tuple[GradedInspection, ...], given: list[bool]) -> Grades:
    """Return at which inspections a grade was given, and which ended it: how long it held lies between them."""
    last = given.index(True)
    first = next((at for at in range(last, len(given)) if not given[at]), len(given)) - 1
    shown = judged[max(last - 1, 0) : first + 1]
    began, still = long_date(judged[first].inspection.published), last == 0
    until = "it is so still" if still else f"until {long_date(judged[last - 1].inspection.published)}"
    lead = f"From {began}, {until}. {'; '.join(_course(shown[::-1]))}."
    return Grades(replace(asked.about, lead=lead), shown, ())


def told_before(asked: Asked, every: tuple[InspectionRecord, ...]) -> Grades | None:
    """Return the judgement before a grade: "what was it before it became outstanding?"; None where none is asked.

    Of several times that the grade was given, the last; where it was given at several inspections running, before all.
    """
    sense = asked.question.sense
    grades = grades_in(asked.question.text.lower())
    if not grades or "before it was" not in sense.says or len(asked.authorities) != 1:
        return None
    judged = tuple(
        replace(item, judgements=item.judgements[:1])
        for item in _judged(asked, graded_inspections(asked, every))
    )
    given = [item.judgements[0].grade == grades[-1] for item in judged]
    if True not in given:
        return None
    before = next((at for at in range(given.index(True), len(given)) if not given[at]), None)
    if before is None:
        return None
    item = judged[before]
    if not sense.yes_or_no:
        return Grades(replace(asked.about, lead=_value(item)), (item,), ())
    shown = judged[before - 1 : before + 1]
    yes = len(grades) > 1 and item.judgements[0].grade == grades[0]
    lead = f"{'Yes' if yes else 'No'}. {'; '.join(_course(shown[::-1]))}."
    return Grades(replace(asked.about, lead=lead), shown, ()) if len(grades) > 1 else None


def told_last_overall(asked: Asked, graded: tuple[GradedInspection, ...]) -> Grades | None:
    """Return the last overall grade, dated, of an authority whose newest inspection gave none, where that is asked."""
    if "last overall" not in asked.question.sense.says or not graded or graded[0].framework.overall:
        return None
    older = next((whole for item in graded if (whole := overall_alone(item)).judgements), None)
    if older is None:
        return None
    since = f"The newest inspection gave none: {(graded[0].framework.overall_note or '').rstrip('.')}."
    return Grades(replace(asked.about, lead=f"{_value(older)} {since}"), (older,), ())


def _value(item: GradedInspection) -> str:
    one = item.judgements[0]
    return f"{(one.grade or 'not judged').capitalize()}: {judged_name(item, one)}."


def told_through_time(asked: Asked, graded: tuple[GradedInspection, ...]) -> Grades | None:
    """Return whether a grade was ever, never or always given; None where that is not asked.

    Args:
        asked: The question.
        graded: The inspections that it is about, newest first.
    """
    sense = asked.question.sense
    if sense.grade and "a second time" in sense.says and sense.yes_or_no and len(asked.authorities) == 1:
        return _again(asked, _judged(asked, graded_inspections(asked, asked.inspections())))
    if not sense.grade or not {"ever", "never", "always"} & sense.says:
        return None
    return _through_time(asked, _judged(asked, graded), graded)


def _again(asked: Asked, judged: tuple[GradedInspection, ...]) -> Grades | None:
    """Return whether a grade was given at the newest inspection, or that of the year named, and before as well."""
    sense, years = asked.question.sense, set(asked.question.years)
    until = [item for item in judged if not years or item.inspection.published.year <= max(years)]
    if not until:
        return None
    hits = with_grade(tuple(until), sense)
    yes = len(hits) > 1 and hits[0].inspection == until[0].inspection
    shown = hits if yes else tuple(until)
    lead = (
        f"{'Yes' if yes else 'No, not among the inspections on record'}. {'; '.join(_course(shown[::-1]))}."
    )
    return Grades(replace(asked.about, lead=lead), shown, ())


def _judged(asked: Asked, graded: tuple[GradedInspection, ...]) -> tuple[GradedInspection, ...]:
    """Return the inspections with the judgements that the question is about: the overall one unless it names others."""
    subject = subject_words(asked)
    whole = not any(map(asked.record.topics.tells, subject))
    judged = tuple(map(overall_alone, graded)) if whole else on_subject(asked, graded, subject)
    return tuple(item for item in judged if item.judgements)


def _through_time(
    asked: Asked, judged: tuple[GradedInspection, ...], graded: tuple[GradedInspection, ...]
) -> Grades:
    """Return whether the grade was ever, never or always given, with the inspections that decide it."""
    sense = asked.question.sense
    hits = with_grade(judged, sense)
    number = f"{len(judged)} inspections" if len(judged) != 1 else "one inspection"
    of = f"of the {number} on record that judged it"
    given = {item.inspection for item in hits}
    others = tuple(item for item in judged if item.inspection not in given)
    shown = others if "always" in sense.says and others else hits
    told = f"At {'none' if not hits else len(hits)} {of}: {sense.grade_in_words}."
    if len(judged) == 1:
        told = (
            f"At the one inspection on record that judged it: {'' if hits else 'not '}{sense.grade_in_words}."
        )
    named = "; ".join(_course(shown))
    yes = given_as_asked(sense, len(hits), len(judged))
    lead = " ".join(filter(None, (f"{'Yes' if yes else 'No'}.", told, named and f"{named}.")))
    return Grades(replace(asked.about, lead=lead), shown or judged or graded, ())


def _moved(asked: Asked, judged: tuple[GradedInspection, ...]) -> Grades | NotInRecord:
    """Return whether, or when, the judgement moved as asked, with the inspections that it passed through."""
    sense = asked.question.sense
    course = tuple(replace(item, judgements=item.judgements[:1]) for item in judged[::-1])
    move = _last_move(asked, course)
    first, last = move or (0, len(course) - 1)
    left_open = sense.moved is not None and sense.moved[1] is None and not asked.question.years
    shown = course[first:] if left_open else course[first : last + 1]
    told = "; ".join(_course(shown)) or "None of them made that judgement"
    if sense.asks != "when":
        said = "Yes" if move else "No, not among the inspections on record"
    elif move:
        said = long_date(course[last].inspection.published)
    else:
        what = f"when {asked.who} moved {move_in_words(sense)}"
        about = replace(asked.about, lead=f"{told}.")
        return NotInRecord(about, what, f"{len(course)} inspections of {asked.who}")
    return Grades(replace(asked.about, lead=f"{said}. {told}."), shown[::-1], ())


def _last_move(asked: Asked, course: tuple[GradedInspection, ...]) -> tuple[int, int] | None:
    """Return the places in a course of grades, oldest first, between which the last move of the kind asked about lies.

    A move in several steps is one too, unless "straight" is asked; one away from a grade, to whichever, has one step.
    """
    sense = asked.question.sense
    before, after = sense.moved or (None, None)
    grades = [item.judgements[0].grade for item in course]
    if after is None and not asked.question.years and grades and grades[-1] == before:
        return None  # "Is it out of inadequate?": whatever was before, it is not.
    several = after is not None and "straight" not in sense.says
    for to in range(len(course) - 1, 0, -1):
        arrived = grades[to] == after if after is not None else grades[to] != before
        if not arrived or not _made_then(asked, course[to].inspection):
            continue
        for at in range(to - 1, -1, -1):
            if grades[at] == before:
                return at, to
            if not several or grades[at] == after:
                break
    return None


def _made_then(asked: Asked, inspection: InspectionRecord) -> bool:
    """Return whether a move was made when it is asked about: at an inspection of the year, or between the years."""
    years, sense = asked.question.years, asked.question.sense
    if len(years) == 1:
        return years[0] in inspection.years
    first = min(years, default=sense.since or 0)
    last = max(years, default=sense.until or inspection.published.year)
    return first <= inspection.published.year <= last


def _course(items: tuple[GradedInspection, ...]) -> list[str]:
    return [
        f"{judged_name(item, one)}: {one.grade or 'not judged'}"
        for item in items
        for one in item.judgements[:1]
    ]
