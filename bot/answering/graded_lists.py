"""Lists of authorities by their grades: by grade, judgement, region and year, or by how a grade moved."""

import re
from dataclasses import replace
from itertools import pairwise

from bot.answering.asked import Asked, joined
from bot.answering.findings import answer_search
from bot.answering.fitting import LISTING, fitting, picked_judgement
from bot.answering.judged import graded_inspections
from bot.answering.sides import answer_sides_of_all
from bot.answering.subject import judgement_fit, subject_words
from bot.answers import About, Answer, GradedAuthorities, GradedAuthority, NotInRecord
from bot.asking_words import JUDGED_WORDS
from bot.named_grades import grades_in
from bot.sense import Sense
from knowledge.models import Grade


def answer_graded_authorities(asked: Asked) -> Answer:
    """Return the authorities whose grade fits: by grade, judgement, region and year, or by how it moved."""
    if (counted := answer_counts(asked)) is not None:
        return counted
    if _asks_too_much(asked):
        return NotInRecord(asked.about, f"“{asked.question.text}”", "", reason=_ONE_AT_A_TIME)
    sense, subject = asked.question.sense, subject_words(asked)
    if sense.grade is None and "no overall" in sense.says:
        return _without_overall(asked)
    if sense.grade is None and (against := answer_sides_of_all(asked)) is not None:
        return against
    lines, without = listed(asked, subject, older=False)
    if not lines and without:
        # A judgement that frameworks of today no longer make: by the newest inspection that made it.
        past = _PAST.search(asked.question.text.lower()) is not None
        lines, without = listed(_ever(asked) if past else asked, subject, older=True)
    if not lines and sense.grade == "adequate" and not asked.narrowed:
        # A grade that frameworks of today no longer give: whoever had it.
        lines, without = listed(_ever(asked), subject, older=True)
    first = "first one" in sense.says and not sense.moved
    lines = _first(asked, subject) if first else _outermost(sense, lines)
    heading = _list_heading(asked, subject, lines)
    if not lines and not is_judged(asked, subject):
        return answer_search(asked)
    if not lines:
        return NotInRecord(
            _none_of(asked), f"any authority: {heading}", "the grades of every authority on record"
        )
    names = tuple(line.inspection.inspection.authority for line in lines)
    lead = " ".join((_lead(asked, subject, lines), *_not_understood(asked, subject)))
    about = About(names, None, asked.question.text, lead)
    notes = [_BY_NEWEST if not asked.narrowed and "first one" not in sense.says else ""]
    if without and "first one" not in sense.says:
        notes.append(
            f"No such judgement in the newest inspection, so left out: {without} of {len(asked.listed)} authorities."
        )
    return GradedAuthorities(about, heading, tuple(lines), tuple(filter(None, notes)))


def _without_overall(asked: Asked) -> Answer:
    """Return the authorities whose newest graded inspection gave no overall grade, and since when there is none."""
    newest = {
        name: items[0]
        for name in asked.listed
        if (
            items := tuple(
                item
                for item in asked.record.store.inspections(name, until=asked.today)
                if item.is_full and item.judgements
            )
        )
    }
    graded = graded_inspections(asked, tuple(newest.values()))
    none = [item for item in graded if not item.framework.overall]
    names = tuple(sorted(item.inspection.authority for item in none))
    note = next((item.framework.overall_note for item in none if item.framework.overall_note), "")
    lead = (
        f"{len(names)} {'authority' if len(names) == 1 else 'authorities'}: {joined(names)}. {note}".strip()
    )
    about = About(names, None, asked.question.text, lead)
    lines = tuple(GradedAuthority(item, item.judgements[0]) for item in none)
    return GradedAuthorities(about, "No overall grade", lines, (_BY_NEWEST,))


def _asks_too_much(asked: Asked) -> bool:
    """Return whether a list is asked by more than is read: a course of grades, an exception, an exact number."""
    text, sense = asked.question.text.lower(), asked.question.sense
    if _BEYOND.search(text) and "elsewhere" not in sense.says and sense.bound != "other than":
        return True
    either = bool(sense.either) or sense.bound is not None or len(sense.regions) > 1
    if _OR.search(text) and not either and sense.moved is None:
        return True
    if "compared" in text and sense.moved is None and sense.towards is None:
        return True
    if "once and now" in sense.says and sense.moved is not None:
        return False
    course = sense.moved is not None or sense.towards is not None
    return course and (
        _COURSE.search(text) is not None or ("in a row" in sense.says and sense.moved is not None)
    )


_OR = re.compile(r"\bor\b(?! (?:more|better|worse|above|below|higher|lower)\b)")
_PAST = re.compile(r"\b(?:was|were|had|been)\b")
_ONE_AT_A_TIME = (
    "A list is made by one grade, move or time, or by grades that must all hold; this asks for more than I can read at"
    " once. Ask for its parts."
)
_BEYOND = re.compile(
    r"\b(?:longest|most improved|which (?:year|type)|per year|except(?:ing)?|excluding|apart from|bar|barring|exactly"
    r"|at most (?:one|two)|respectively)\b"
    r"|\b(?:different|same) grades? (?:for|in)\b|\bmeans? an?\b|\balways (?:given|get|lead|end|have)\b"
    r"|\bstayed (?:there|\w+(?: \w+)? (?:since|from|until))\b|\bever since\b|\bwhen (?:it|they) (?:was|were)\b"
)
_COURSE = re.compile(
    r"\b(?:and|but) (?:then|later|afterwards|since|up|down|back)\b|\bthen\b|\bagain\b|\bthere\b"
)


def _ever(asked: Asked) -> Asked:
    sense = asked.question.sense
    return replace(asked, question=replace(asked.question, sense=replace(sense, says=sense.says | {"ever"})))


def _outermost(sense: Sense, lines: list[GradedAuthority]) -> list[GradedAuthority]:
    """Keep the lines of the newest report, where it is asked which came last."""
    ends = {"newest one", "first one"} & sense.says
    if not lines or not ends:
        return lines
    days = [line.inspection.inspection.published for line in lines]
    day = max(days) if "newest one" in ends else min(days)
    return [line for line in lines if line.inspection.inspection.published == day]


def _first(asked: Asked, subject: tuple[str, ...]) -> list[GradedAuthority]:
    """Return the authorities of the oldest report that gave the grade asked about."""
    every = graded_inspections(
        asked,
        tuple(
            item
            for name in asked.listed
            for item in asked.record.store.inspections(name, until=asked.today)
            if item.is_full
        ),
    )
    hits = [
        GradedAuthority(item, one)
        for item in every
        if (one := picked_judgement(asked, item, subject)) is not None
        and asked.question.sense.accepts(one.grade)
    ]
    day = min((line.inspection.inspection.published for line in hits), default=None)
    return [line for line in hits if line.inspection.inspection.published == day]


def _lead(asked: Asked, subject: tuple[str, ...], lines: list[GradedAuthority]) -> str:
    """Return how many authorities there are and which; yes or no first, or the share, where that is asked."""
    sense = asked.question.sense
    names = tuple(line.inspection.inspection.authority for line in lines)
    said = f"{len(names)} {'authority' if len(names) == 1 else 'authorities'}: {joined(names)}."
    if {"share", "most"} & sense.says and (sense.yes_or_no or "share" in sense.says):
        whole = _whole(asked, subject)
        more = f"{'Yes' if 2 * len(names) > whole else 'No'}. " if "most" in sense.says else ""
        return f"{more}{len(names)} of {whole} ({len(names) / max(whole, 1):.0%}): {joined(names)}."
    of_inspections = sense.asks == "how many" and _OF_INSPECTIONS.search(asked.question.text.lower())
    if of_inspections and (number := _inspections_with(asked, subject)) > len(names):
        return f"{number} inspections, of {said}"
    if not sense.yes_or_no or not _ASKS_WHETHER.search(asked.question.text.lower()):
        return said
    if "nobody" in sense.says:
        return f"No. {said}"
    return _of_all(asked, subject, names) or f"Yes. {said}"


_ASKS_WHETHER = re.compile(
    r"\?|^\W*(?:is|are|was|were|has|have|had|do|does|did)\b|\b(?:any|anyone|anybody|all|every|each|nobody|none|no)\b"
    r"|\b(?:whether|if)\b"
)
"""Says that yes or no is wanted of a list: "SW leadership inadequate" only names it."""
_OF_INSPECTIONS = re.compile(r"\b(?:inspections|reports|grades|judge?ments|ratings)\b")


def _whole(asked: Asked, subject: tuple[str, ...]) -> int:
    """Return of how many authorities a share is asked: those that could have moved, or were judged at all."""
    sense = asked.question.sense
    number = 0
    for name in asked.listed:
        full = tuple(item for item in asked.record.store.inspections(name, until=asked.today) if item.is_full)
        graded = graded_inspections(asked, full)
        if not (sense.moved or sense.towards or {"ever", "never", "always"} & sense.says):
            graded = graded[:1]
        judged = sum(picked_judgement(asked, item, subject) is not None for item in graded)
        number += judged > (1 if sense.moved or sense.towards else 0)
    return number


def _inspections_with(asked: Asked, subject: tuple[str, ...]) -> int:
    """Return at how many of the inspections asked about the grade was given: more than there are authorities."""
    number = 0
    for name in asked.listed:
        full = tuple(item for item in asked.record.store.inspections(name, until=asked.today) if item.is_full)
        for item in graded_inspections(asked, asked.wanted(full) if asked.narrowed else full[:1]):
            one = picked_judgement(asked, item, subject)
            number += one is not None and asked.question.sense.accepts(one.grade)
    return number


def _of_any_grade(asked: Asked) -> Asked:
    sense = replace(asked.question.sense, grade=None, bound=None, either=frozenset())
    return replace(asked, question=replace(asked.question, sense=sense))


def answer_whether_alone(asked: Asked) -> Answer:
    """Return whether the one authority named is the only one, of a region, group or all, with the grade asked about."""
    among = replace(asked, authorities=())
    subject = subject_words(asked)
    lines, _ = listed(among, subject, older=False)
    names = tuple(line.inspection.inspection.authority for line in lines)
    alone = names == asked.authorities
    scope = f"of {len(among.listed)} authorities"
    lead = f"{'Yes' if alone else 'No'}. {_list_heading(among, subject, lines)}, {scope}: {joined(names) or 'none'}."
    return GradedAuthorities(
        replace(asked.about, lead=lead), _list_heading(among, subject, lines), tuple(lines), ()
    )


def _of_all(asked: Asked, subject: tuple[str, ...], names: tuple[str, ...]) -> str | None:
    """Return whether it holds of all authorities of a region or group, with the grade of those of which it doesn't."""
    sense = asked.question.sense
    if "all" not in sense.says or asked.where is None or sense.grade is None:
        return None
    if len(names) == len(asked.listed):
        return f"Yes. All {len(names)}: {joined(names)}."
    every = _of_any_grade(asked)
    others = [
        f"{name} ({line.judgement.grade or 'not judged'})"
        if (line := fitting(every, name, subject, older=False).line) is not None
        else f"{name} (no such judgement)"
        for name in asked.listed
        if name not in names
    ]
    return f"No. {len(names)} of {len(asked.listed)}: {joined(names)}; not {joined(others)}."


def _not_understood(asked: Asked, subject: tuple[str, ...]) -> tuple[str, ...]:
    """Say which words were meant to narrow the list and don't: "zz councils"."""
    if asked.where is not None:
        return ()
    before = {word for word, noun in pairwise(asked.question.words) if noun in _AUTHORITIES}
    plain = LISTING | JUDGED_WORDS | asked.record.topics.stop_words
    words = [word for word in subject if word in before - plain]
    return (
        (f"Not narrowed by {joined(f'“{word}”' for word in words)}, which isn't understood.",)
        if words
        else ()
    )


_AUTHORITIES = frozenset("authorities councils boroughs las".split())


def _none_of(asked: Asked) -> About:
    """Return what a list is about that holds of nobody: asked whether any does, it is answered with no."""
    sense = asked.question.sense
    if not sense.yes_or_no or asked.where is None:
        return asked.about
    when = "" if asked.narrowed else " by its newest inspection"
    lead = f"None of the {len(asked.listed)} authorities ({asked.where}){when}."
    return replace(asked.about, lead=f"{'Yes' if 'nobody' in sense.says else 'No'}. {lead}")


def listed(asked: Asked, subject: tuple[str, ...], *, older: bool) -> tuple[list[GradedAuthority], int]:
    """Return the lines of the authorities that fit, and of how many the inspection has no such judgement."""
    fits = [fitting(asked, name, subject, older=older) for name in asked.listed]
    return [fit.line for fit in fits if fit.line is not None], sum(fit.unjudged for fit in fits)


def is_judged(asked: Asked, subject: tuple[str, ...]) -> bool:
    """Return whether any framework judges what the words name, or whether they name nothing."""
    telling = tuple(word for word in subject if word not in LISTING and asked.record.topics.tells(word))
    definitions = (one for framework in asked.record.frameworks.values() for one in framework.judgements)
    topics = asked.record.topics
    return not telling or any(judgement_fit(telling, one.strand, one.name, topics) for one in definitions)


def _list_heading(asked: Asked, subject: tuple[str, ...], lines: list[GradedAuthority]) -> str:
    sense = asked.question.sense
    what = _about(asked, subject)
    strands = {line.judgement.strand for line in lines}
    what = _STRANDS.get(one := next(iter(strands)), one) if len(strands) == 1 else what
    if len(asked.question.conditions) > 1:
        both = (
            f"{'not ' if one.denied else ''}{one.grade} for {_about(asked, one.words)}"
            for one in asked.question.conditions
        )
        said = joined(both)
        return f"{said[:1].upper()}{said[1:]}" + (f", {asked.where}" if asked.where else "")
    said = move_in_words(sense) or sense.grade_in_words or "every grade"
    said = next(
        (
            f"{one} {said}"
            for one in ("always", "never", "no longer", "used to be", "ever")
            if one in sense.says
        ),
        said,
    )
    if sense.times > 1:
        said = f"{said} {sense.times} times"
    if sense.grade is not None and not subject:
        what = next((one for one in ("every judgement", "any judgement") if one in sense.says), what)
    where = f", {asked.where}" if asked.where else ""
    when = f", {', '.join(map(str, asked.question.years))}" if asked.question.years else ""
    return f"{said[:1].upper()}{said[1:]} for {what}{where}{when}"


def _about(asked: Asked, words: tuple[str, ...]) -> str:
    """Return in words what a list is about."""
    plain = LISTING | asked.record.topics.stop_words
    return " ".join(word for word in words if word not in plain) or "overall"


_STRANDS = {"overall": "overall effectiveness", "lscb": "the safeguarding children board"}
_MOVES = {
    "up": "better than before",
    "down": "worse than before",
    "same": "the same as before",
    "moved": "not the same as before",
}


def move_in_words(sense: Sense) -> str:
    """Return the move that a list is about: "from good to inadequate", "worse than before by two grades"."""
    if sense.moved is not None:
        before, now = sense.moved
        return " ".join(filter(None, (before and f"from {before}", now and f"to {now}")))
    if sense.towards is None:
        return ""
    moved = _MOVES[sense.towards] + (
        f" by {('two', 'three')[sense.steps - 2]} grades" if sense.steps > 1 else ""
    )
    return f"{sense.grade}, {moved}" if sense.grade else moved


def answer_counts(asked: Asked) -> Answer | None:
    """Return how many authorities there are of each region or grade that is set against others; None where none is."""
    sense, subject = asked.question.sense, subject_words(asked)
    grades = grades_in(asked.question.text.lower())
    counts: dict[str, list[GradedAuthority]] = {}
    if sense.grade is not None and "by region" in sense.says:
        regions = dict.fromkeys(one.region for one in asked.record.authorities if one.status == "current")
        counts = {region: _of(asked, subject, region=region) for region in regions}
    elif sense.grade is not None and len(sense.regions) > 1 and "more than" in sense.says:
        counts = {region: _of(asked, subject, region=region) for region in sense.regions}
    elif (
        len(grades) > 1
        and sense.moved is None
        and len(asked.question.conditions) < 2
        and {"more than", "of each"} & sense.says
    ):
        counts = {grade: _of(asked, subject, grade=grade) for grade in grades}
    if not counts:
        return None
    numbers = {name: len(lines) for name, lines in counts.items()}
    said = "; ".join(f"{name}: {number}" for name, number in sorted(numbers.items(), key=lambda one: -one[1]))
    lead = f"{said[:1].upper()}{said[1:]}."
    if sense.yes_or_no and len(numbers) == 2:
        first, second = numbers.values()
        lead = f"{'Yes' if (first < second if 'fewer' in sense.says else first > second) else 'No'}. {lead}"
    lines = tuple(line for group in counts.values() for line in group)
    names = tuple(dict.fromkeys(line.inspection.inspection.authority for line in lines))
    about = About(names, None, asked.question.text, lead)
    return GradedAuthorities(
        about, "How many authorities", lines, (_BY_NEWEST,) if not asked.narrowed else ()
    )


def _of(
    asked: Asked, subject: tuple[str, ...], *, region: str | None = None, grade: Grade | None = None
) -> list[GradedAuthority]:
    """Return the authorities of one of the regions, or with one of the grades, that are set against each other."""
    sense = asked.question.sense
    sense = replace(
        sense,
        region=region or sense.region,
        regions=(region,) if region else sense.regions,
        grade=grade or sense.grade,
    )
    if grade is not None:
        sense = replace(sense, bound=None, either=frozenset())
    return listed(replace(asked, question=replace(asked.question, sense=sense)), subject, older=False)[0]


_BY_NEWEST = "By the newest graded full inspection of each authority."
