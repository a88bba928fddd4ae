"""Grades of one authority through time: ever, never or always given, and moves from one to another."""

from dataclasses import replace
from itertools import combinations

from bot.answering.asked import Asked
from bot.answering.graded_lists import given_as_asked, move_in_words
from bot.answering.judged import graded_inspections, judged_name, overall_alone, with_grade
from bot.answering.subject import on_subject, subject_words
from bot.answers import GradedInspection, Grades, NotInRecord
from bot.deadlines import long_date
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
    named = "; ".join(_course(shown))
    yes = given_as_asked(sense, len(hits), len(judged))
    lead = " ".join(filter(None, (f"{'Yes' if yes else 'No'}.", told, named and f"{named}.")))
    return Grades(replace(asked.about, lead=lead), shown or judged or graded, ())


def _moved(asked: Asked, judged: tuple[GradedInspection, ...]) -> Grades | NotInRecord | None:
    """Return whether the judgement moved as asked, from one inspection to a later one, with those it passed through.

    A move in several steps is one too, unless "straight" is asked.
    """
    sense, years = asked.question.sense, set(asked.question.years)
    if sense.moved is None or any(len(item.judgements) != 1 for item in judged):
        return None
    before, after = sense.moved
    course = judged[::-1]
    grades = [item.judgements[0].grade for item in course]
    moves = [
        (at, to)
        for at, to in combinations(range(len(course)), 2)
        if grades[at] == before
        and (grades[to] == after if after is not None else grades[to] != before)
        and before not in grades[at + 1 : to]
        and (
            to == at + 1
            or (after is not None and "straight" not in sense.says and after not in grades[at:to])
        )
        and _made_then(asked, course[to].inspection)
    ]
    if after is None and not years and grades and grades[-1] == before:
        moves = []  # "Is it out of inadequate?": whatever was before, it is not.
    first, last = moves[-1] if moves else (0, len(course) - 1)
    last = len(course) - 1 if after is None and not years else last
    shown = course[first : last + 1]
    told = "; ".join(_course(shown)) or "None of them made that judgement"
    if sense.asks == "when" and not moves:
        what = f"when {asked.who} moved {move_in_words(sense)}"
        return NotInRecord(
            replace(asked.about, lead=f"{told}."), what, f"{len(course)} inspections of {asked.who}"
        )
    if sense.asks == "when":
        told = f"{long_date(course[moves[-1][1]].inspection.published)}. {told}"
    else:
        told = f"{'Yes' if moves else 'No, not among the inspections on record'}. {told}"
    lead = f"{told}."
    return Grades(replace(asked.about, lead=lead), shown[::-1], ())


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
