"""Whether an authority belongs in a list by its grades: by one, by several, through time, or by how one moved."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from bot.answering.asked import Asked
from bot.answering.judged import direction, graded_inspections, is_towards, steps
from bot.answering.subject import best_judgements
from bot.answers import GradedAuthority, GradedInspection
from bot.named_grades import GRADE
from bot.places import REGION_WORDS, TYPE_WORDS
from bot.question import Condition
from bot.sense import Sense
from knowledge.records import InspectionRecord, JudgementRecord

_Judged = tuple[GradedInspection, JudgementRecord]


@dataclass(frozen=True, slots=True)
class Fit:
    """Whether an authority fits: its line if it does, and whether its inspection has no such judgement at all."""

    line: GradedAuthority | None
    unjudged: bool = False


def fitting(asked: Asked, name: str, subject: tuple[str, ...], *, older: bool) -> Fit:
    """Return whether an authority belongs in the list that is asked for.

    Args:
        asked: The question.
        name: The authority.
        subject: The words that name what is judged; the overall judgement where they name none.
        older: Whether the newest inspection that has the judgement counts, even if a newer one has not.
    """
    full = tuple(item for item in asked.record.store.inspections(name, until=asked.today) if item.is_full)
    if asked.held_then is not None:
        full = tuple(item for item in full if item.published <= asked.held_then)[:1]
    every = graded_inspections(asked, full)
    sense = asked.question.sense
    if sense.moved or sense.towards:
        return Fit(_of_moves(asked, full, every, subject))
    wanted = set(full if asked.held_then is not None else asked.wanted(full))
    if sense.grade is not None and {"no longer", "used to be"} & sense.says:
        return Fit(_no_longer(asked, every, subject))
    return _of_grades(asked, tuple(item for item in every if item.inspection in wanted), subject, older=older)


def _of_moves(
    asked: Asked,
    full: tuple[InspectionRecord, ...],
    every: tuple[GradedInspection, ...],
    subject: tuple[str, ...],
) -> GradedAuthority | None:
    """Return the newest move of the kind asked about, or that of each inspection where it is asked of all of them."""
    sense = asked.question.sense
    # "Since the one before" dates no inspection: a move is always from one to the next.
    dated = replace(asked, question=replace(asked.question, turn=None))
    picked = [(item, one) for item in every if (one := picked_judgement(asked, item, subject)) is not None]
    pairs = list(pairwise(picked))
    if sense.times > 1 and sense.towards is not None and "last two" not in sense.says:
        return _several_moves(asked, pairs)
    if "always" in sense.says and sense.towards is not None:
        up = [is_towards(direction(new, old), sense.towards) for (_, new), (_, old) in pairs]
        return _line_of(pairs[0]) if up and all(up) else None
    once = (
        {"ever", "once and now"} & sense.says
        and sense.moved is not None
        and (sense.moved[0] != sense.moved[1] or bool(asked.question.years))
    )
    if once and picked:
        return _once(asked, picked) if picked[0][0] is every[0] else None
    newest_alone = asked.question.turn is not None or "last two" in sense.says
    now = {"still", "once and now"} & sense.says
    at_newest = newest_alone or bool(now) or not (sense.moved or dated.narrowed)
    newest = next(iter(every), None) if at_newest else None
    return _moved(asked, pairs, set(dated.wanted(full)), newest)


def _several_moves(asked: Asked, pairs: list[tuple[_Judged, _Judged]]) -> GradedAuthority | None:
    """Return the newest move of an authority that moved so several times, one after the other where that is asked."""
    sense = asked.question.sense
    made = [is_towards(direction(new, old), sense.towards or "moved") for (_, new), (_, old) in pairs]
    running = max((len(list(run)) for hit, run in groupby(made) if hit), default=0)
    # "The same grade three times running" is two steps without a move.
    needed = sense.times - (sense.towards == "same")
    if (running if "in a row" in sense.says else sum(made)) < needed:
        return None
    return next(_line_of(pair) for pair, hit in zip(pairs, made, strict=True) if hit)


def _once(asked: Asked, picked: list[_Judged]) -> GradedAuthority | None:
    """Return the newest judgement with an older one: "inadequate in 2014 and outstanding now"."""
    sense, years = asked.question.sense, asked.question.years
    before, now = sense.moved or (None, None)
    if picked[0][1].grade != now:
        return None
    older = [
        (item, one)
        for item, one in picked[1:]
        if one.grade == before
        and (not years or years[0] in item.inspection.years)
        and (sense.until is None or item.inspection.started.year <= sense.until)
    ]
    return _line_of((picked[0], older[0])) if older else None


def _line_of(pair: tuple[_Judged, _Judged]) -> GradedAuthority:
    (later, new), (earlier, old) = pair
    return GradedAuthority(later, new, (old, earlier.inspection.published))


def _of_grades(
    asked: Asked, graded: tuple[GradedInspection, ...], subject: tuple[str, ...], *, older: bool
) -> Fit:
    """Return whether the grades of the inspections that are wanted, newest first, fit the question."""
    sense = asked.question.sense
    several = _SEVERAL.search(asked.question.text.lower())
    if sense.grade is not None and several is not None:
        return Fit(_of_several(sense, graded[:1], _IN_FIGURES[several.group(1)]))
    timeless = {"never", "ever"} & sense.says
    if sense.grade is not None and timeless and "any judgement" in sense.says and _is_whole(asked, subject):
        given = next((line for item in graded if (line := _of_many(sense, item)) is not None), None)
        if "never" not in sense.says:
            return Fit(given)
        return Fit(GradedAuthority(graded[0], graded[0].judgements[0]) if graded and given is None else None)
    if sense.grade is not None and (sense.times > 1 or {"always", "never", "ever"} & sense.says):
        return Fit(_through_time(asked, graded, subject))
    conditions = asked.question.conditions
    if (
        "still" in sense.says
        and len(conditions) > 1
        and len({_judged(asked, one) for one in conditions}) == 1
    ):
        # "Good and still good": at the newest inspection and the one before.
        return Fit(_through_time(_at_last(asked, 2), graded, subject))
    shown = graded if (asked.narrowed and asked.held_then is None) or older else graded[:1]
    if len(conditions) > 1 and any(one.year for one in conditions):
        return Fit(_at_each_time(asked, graded))
    if len(conditions) > 1:
        return Fit(next((line for item in shown if (line := _under_all(asked, item)) is not None), None))
    if (
        sense.grade is not None
        and {"every judgement", "any judgement"} & sense.says
        and _is_whole(asked, subject)
    ):
        return Fit(next((line for item in shown if (line := _of_many(sense, item)) is not None), None))
    for item in shown:
        one = picked_judgement(asked, item, subject)
        if one is not None and (sense.grade is None or sense.accepts(one.grade)):
            return Fit(GradedAuthority(item, one))
        if one is not None and older:
            return Fit(None)
    return Fit(None, bool(shown) and all(picked_judgement(asked, item, subject) is None for item in shown))


def _is_whole(asked: Asked, subject: tuple[str, ...]) -> bool:
    """Return whether a list is about inspections as a whole: its words name no judgement but the overall one."""
    return not any(asked.record.topics.tells(word) and word not in LISTING | {"overall"} for word in subject)


def _judged(asked: Asked, condition: Condition) -> tuple[frozenset[str], str, bool]:
    """Return what a condition says, whatever words are around it."""
    named = frozenset(word for word in condition.words if asked.record.topics.tells(word))
    return named - LISTING, condition.grade, condition.denied


def _at_last(asked: Asked, times: int) -> Asked:
    sense = asked.question.sense
    sense = replace(sense, times=times, says=sense.says | {"last two"})
    return replace(asked, question=replace(asked.question, sense=sense))


_SEVERAL = re.compile(
    rf"\b(?:have|has|with) (?:at least )?(two|three|four|2|3|4) (?:or more )?{GRADE.pattern} judge?ments"
)
_IN_FIGURES = {"two": 2, "three": 3, "four": 4, "2": 2, "3": 3, "4": 4}


def _of_several(sense: Sense, graded: tuple[GradedInspection, ...], number: int) -> GradedAuthority | None:
    """Return the line of an authority of whose judgements beside the overall one so many have the grade asked about."""
    for item in graded:
        beside = [one for one in item.judgements if one.strand not in item.framework.overall]
        hits = [one for one in beside if sense.accepts(one.grade)]
        return GradedAuthority(item, hits[0]) if len(hits) >= number else None
    return None


def _no_longer(
    asked: Asked, graded: tuple[GradedInspection, ...], subject: tuple[str, ...]
) -> GradedAuthority | None:
    """Return the newest judgement where it has not the grade asked about any more, with the last that had it."""
    picked = [(item, one) for item in graded if (one := picked_judgement(asked, item, subject)) is not None]
    sense, years = asked.question.sense, set(asked.question.years)
    had = next(
        (
            (item, one)
            for item, one in picked
            if sense.accepts(one.grade) and (not years or years & set(item.inspection.years))
        ),
        None,
    )
    if had is None or sense.accepts(picked[0][1].grade):
        return None
    return _line_of((picked[0], had))


def _through_time(
    asked: Asked, graded: tuple[GradedInspection, ...], subject: tuple[str, ...]
) -> GradedAuthority | None:
    """Return the newest judgement of an authority that always, never, ever or so many times was graded as asked."""
    sense = asked.question.sense
    picked = [(item, one) for item in graded if (one := picked_judgement(asked, item, subject)) is not None]
    if sense.either and {"both", "ever"} <= sense.says:
        grades = {one.grade for _, one in picked}
        return GradedAuthority(*picked[0]) if sense.either <= grades else None
    if "last two" in sense.says:
        newest = bool(picked) and picked[0][0] is graded[0]
        picked = picked[: sense.times] if newest and len(picked) >= sense.times else []
    given = [sense.accepts(one.grade) for _, one in picked]
    running = max((len(list(run)) for hit, run in groupby(given) if hit), default=0)
    hits = running if "in a row" in sense.says else sum(given)
    if not picked or not given_as_asked(sense, hits, len(picked)):
        return None
    return GradedAuthority(*next((pair for pair, hit in zip(picked, given, strict=True) if hit), picked[0]))


def given_as_asked(sense: Sense, hits: int, every: int) -> bool:
    """Return whether a grade given `hits` times of `every` was given as asked: always, never, or ever."""
    if "always" in sense.says:
        return hits == every
    if sense.times > 1:
        return hits >= sense.times
    return not hits if "never" in sense.says else hits > 0


def _of_many(sense: Sense, item: GradedInspection) -> GradedAuthority | None:
    """Return the authority's line when every judgement has the grade asked about, or any where any will do."""
    overall = next((one for one in item.judgements if one.strand in item.framework.overall), None)
    hits = [one for one in item.judgements if sense.accepts(one.grade)]
    if "any judgement" not in sense.says:
        return (
            GradedAuthority(item, overall or hits[0]) if hits and len(hits) == len(item.judgements) else None
        )
    if "not overall" in sense.says and overall in hits:
        return None  # "Inadequate for one judgement but not overall."
    return GradedAuthority(item, overall if overall in hits else hits[0]) if hits else None


def _under_all(asked: Asked, item: GradedInspection) -> GradedAuthority | None:
    """Return the authority's line when each judgement named has the grade named with it, else None."""
    first = None
    for condition in asked.question.conditions:
        if condition.of_any:
            beside = [one for one in item.judgements if one.strand not in item.framework.overall]
            hit = next((one for one in beside if one.grade == condition.grade), None)
            if condition.denied == (hit is not None):
                return None
            first = first or hit
            continue
        one = picked_judgement(asked, item, condition.words)
        if one is None and condition.denied and first is not None:
            continue  # Not judged at all is not judged so.
        if one is None or (one.grade == condition.grade) == condition.denied:
            return None
        first = first or one
    return GradedAuthority(item, first) if first is not None else None


def _at_each_time(asked: Asked, graded: tuple[GradedInspection, ...]) -> GradedAuthority | None:
    """Return the newest line, with the one before, of an authority that each condition holds of, in its own year.

    "Inadequate in 2016 and good in 2019"; a condition without a year holds of the newest inspection.
    """
    pairs: list[_Judged] = []
    for condition in asked.question.conditions:
        then = graded if condition.year is not None else graded[:1]
        hit = next(
            (
                (item, one)
                for item in then
                if condition.year is None or condition.year in item.inspection.years
                if (one := picked_judgement(asked, item, condition.words)) is not None
                if (one.grade == condition.grade) != condition.denied
            ),
            None,
        )
        if hit is None:
            return None
        pairs.append(hit)
    pairs.sort(key=lambda pair: pair[0].inspection.published, reverse=True)
    return _line_of((pairs[0], pairs[-1]))


def picked_judgement(
    asked: Asked, item: GradedInspection, subject: tuple[str, ...]
) -> JudgementRecord | None:
    """Return the one judgement that a list is about: the overall one when the question names none."""
    # Blanked, not left out: "the areas in which care leavers" must not become "in care".
    words = tuple("" if word in LISTING else word for word in subject)
    topics = asked.record.topics
    telling = any(word and topics.tells(word) for word in words) or bool(topics.spans(words))
    if not telling or "overall" in words:
        return next((one for one in item.judgements if one.strand in item.framework.overall), None)
    return next(iter(best_judgements(asked, item.judgements, words)), None)


def _moved(
    asked: Asked,
    pairs: Iterable[tuple[_Judged, _Judged]],
    wanted: set[InspectionRecord],
    newest: GradedInspection | None,
) -> GradedAuthority | None:
    """Return the newest move of the kind asked about, from one inspection to the next.

    Args:
        asked: The question.
        pairs: A judgement and the one before it, newest first.
        wanted: The inspections at which the move may have been made.
        newest: The one at which it must have been made, if it must be that.
    """
    sense = asked.question.sense
    before, now = sense.moved or (None, sense.grade)
    for (later, new), (earlier, old) in pairs:
        if later.inspection not in wanted or (newest is not None and later is not newest):
            continue
        if before not in (None, old.grade) or (now is not None and not sense.accepts(new.grade)):
            continue
        if sense.moved is None or None in sense.moved:
            step = abs(steps(new, old) or 0)
            far = step >= sense.steps or sense.towards == "same"
            if not far or not is_towards(direction(new, old), sense.towards or "moved"):
                continue
        return GradedAuthority(later, new, (old, earlier.inspection.published))
    return None


LISTING = (
    frozenset(
        "authority authorities council councils area areas borough boroughs which currently now all anywhere went moved"
        " improved declined fell rose from to north south east west england london midlands yorkshire humber"
        " region regions regional mids ne nw sw se yorks eastern ri las two sitting moment mo framework two"
        " three four times row running one judgement judgements any some".split()
    )
    | REGION_WORDS
    | TYPE_WORDS
)
"""Words that ask for a list, or say where, and name nothing that is judged."""
