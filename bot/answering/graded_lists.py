"""Lists of authorities by their grades: by grade, judgement, region and year, or by how a grade moved."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise

from bot.answering.asked import Asked, joined
from bot.answering.findings import answer_search
from bot.answering.judged import direction, graded_inspections, is_towards, steps
from bot.answering.subject import best_judgements, judgement_fit, subject_words
from bot.answers import About, Answer, GradedAuthorities, GradedAuthority, GradedInspection, NotInRecord
from bot.asking_words import JUDGED_WORDS
from bot.sense import REGION_WORDS, Sense
from knowledge.records import InspectionRecord, JudgementRecord

_Judged = tuple[GradedInspection, JudgementRecord]


def answer_graded_authorities(asked: Asked) -> Answer:
    """Return the authorities whose grade fits: by grade, judgement, region and year, or by how it moved."""
    subject = subject_words(asked)
    lines, without = _listed(asked, subject, older=False)
    if not lines and without:
        # A judgement that frameworks of today no longer make: by the newest inspection that made it.
        lines, without = _listed(asked, subject, older=True)
    heading = _list_heading(asked, subject, lines)
    if not lines and not is_judged(asked, subject):
        return answer_search(asked)
    if not lines:
        return NotInRecord(
            _none_of(asked), f"any authority: {heading}", "the grades of every authority on record"
        )
    names = tuple(line.inspection.inspection.authority for line in lines)
    lead = f"{len(names)} {'authority' if len(names) == 1 else 'authorities'}: {joined(names)}."
    if asked.question.sense.yes_or_no:
        lead = _of_all(asked, subject, names) or f"Yes. {lead}"
    lead = " ".join((lead, *_not_understood(asked, subject)))
    about = About(names, None, asked.question.text, lead)
    notes = ["By the newest graded full inspection of each authority." if not asked.narrowed else ""]
    if without:
        notes.append(
            f"No such judgement in the newest inspection, so left out: {without} of {len(asked.listed)} authorities."
        )
    return GradedAuthorities(about, heading, tuple(lines), tuple(filter(None, notes)))


def answer_whether_alone(asked: Asked) -> Answer:
    """Return whether the one authority named is the only one, of a region, group or all, with the grade asked about."""
    among = replace(asked, authorities=())
    subject = subject_words(asked)
    lines, _ = _listed(among, subject, older=False)
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
    any_grade = replace(sense, grade=None, bound=None, either=frozenset())
    every = replace(asked, question=replace(asked.question, sense=any_grade))
    others = [
        f"{name} ({line.judgement.grade or 'not judged'})"
        if line is not None
        else f"{name} (no such judgement)"
        for name in asked.listed
        if name not in names
        for line, _ in [_fitting(every, name, subject, older=False)]
    ]
    return f"No. {len(names)} of {len(asked.listed)}: {joined(names)}; not {joined(others)}."


def _not_understood(asked: Asked, subject: tuple[str, ...]) -> tuple[str, ...]:
    """Say which words were meant to narrow the list and don't: "unitary authorities", "zz councils"."""
    if asked.where is not None:
        return ()
    before = {word for word, noun in pairwise(asked.question.words) if noun in _AUTHORITIES}
    plain = _LISTING | JUDGED_WORDS | REGION_WORDS | asked.record.topics.stop_words
    words = [word for word in subject if word in before - plain]
    return (
        (f"Not narrowed by {joined(f'“{word}”' for word in words)}, which isn't understood.",)
        if words
        else ()
    )


_AUTHORITIES = frozenset("authorities councils boroughs las".split())


def _none_of(asked: Asked) -> About:
    """Return what a list is about that holds of nobody: asked whether any does, it is answered with no."""
    if not asked.question.sense.yes_or_no or asked.where is None:
        return asked.about
    return replace(asked.about, lead=f"No. None of the {len(asked.listed)} authorities ({asked.where}).")


def _listed(asked: Asked, subject: tuple[str, ...], *, older: bool) -> tuple[list[GradedAuthority], int]:
    """Return the lines of the authorities that fit, and of how many the inspection has no such judgement."""
    lines, without = [], 0
    for name in asked.listed:
        line, left_out = _fitting(asked, name, subject, older=older)
        without += left_out
        if line is not None:
            lines.append(line)
    return lines, without


def _fitting(
    asked: Asked, name: str, subject: tuple[str, ...], *, older: bool
) -> tuple[GradedAuthority | None, bool]:
    """Return the authority's line when it fits, and whether its inspection has no such judgement.

    With `older`, the newest inspection that has the judgement counts, even if a newer one has not.
    """
    sense = asked.question.sense
    full = tuple(item for item in asked.record.store.inspections(name, until=asked.today) if item.is_full)
    every = graded_inspections(asked, full)
    moves = bool(sense.moved or sense.towards)
    # "Since the one before" dates no inspection: a move is always from one to the next.
    dated = replace(asked, question=replace(asked.question, turn=None)) if moves else asked
    wanted = set(dated.wanted(full))
    graded = tuple(item for item in every if item.inspection in wanted)
    if moves:
        picked = [(item, one) for item in every if (one := _picked(asked, item, subject)) is not None]
        ever = "ever" in sense.says and sense.moved is not None
        pairs = [(picked[0], one) for one in picked[1:]] if ever and picked else list(pairwise(picked))
        newest_alone = asked.question.turn is not None or "last two" in sense.says
        at_newest = newest_alone or not (sense.moved or dated.narrowed)
        newest = next(iter(every), None) if at_newest else None
        return _moved(asked, pairs, wanted, newest), False
    if {"always", "never", "ever"} & sense.says:
        return _through_time(asked, graded, subject), False
    shown = graded if asked.narrowed or older else graded[:1]
    if len(asked.question.conditions) > 1:
        return next((line for item in shown if (line := _under_all(asked, item)) is not None), None), False
    for item in shown:
        one = _picked(asked, item, subject)
        if one is not None and (sense.grade is None or sense.accepts(one.grade)):
            return GradedAuthority(item, one), False
        if one is not None and older:
            return None, False
    return None, bool(shown) and all(_picked(asked, item, subject) is None for item in shown)


def _through_time(
    asked: Asked, graded: tuple[GradedInspection, ...], subject: tuple[str, ...]
) -> GradedAuthority | None:
    """Return the newest judgement of an authority that always, never or ever was graded as asked; None where not."""
    sense = asked.question.sense
    picked = [(item, one) for item in graded if (one := _picked(asked, item, subject)) is not None]
    hits = [(item, one) for item, one in picked if sense.accepts(one.grade)]
    if not picked or not given_as_asked(sense, len(hits), len(picked)):
        return None
    return GradedAuthority(*(hits or picked)[0])


def given_as_asked(sense: Sense, hits: int, every: int) -> bool:
    """Return whether a grade given `hits` times of `every` was given as asked: always, never, or ever."""
    if "always" in sense.says:
        return hits == every
    if "twice" in sense.says:
        return hits > 1
    return not hits if "never" in sense.says else hits > 0


def _under_all(asked: Asked, item: GradedInspection) -> GradedAuthority | None:
    """Return the authority's line when each judgement named has the grade named with it, else None."""
    first = None
    for words, grade in asked.question.conditions:
        one = _picked(asked, item, words)
        if one is None or one.grade != grade:
            return None
        first = first or one
    return GradedAuthority(item, first) if first is not None else None


def _picked(asked: Asked, item: GradedInspection, subject: tuple[str, ...]) -> JudgementRecord | None:
    """Return the one judgement that a list is about: the overall one when the question names none."""
    # Blanked, not left out: "the areas in which care leavers" must not become "in care".
    words = tuple("" if word in _LISTING else word for word in subject)
    if not any(word and asked.record.topics.tells(word) for word in words) or "overall" in words:
        return next((one for one in item.judgements if one.strand in item.framework.overall), None)
    return next(iter(best_judgements(asked, item.judgements, words)), None)


def is_judged(asked: Asked, subject: tuple[str, ...]) -> bool:
    """Return whether any framework judges what the words name, or whether they name nothing."""
    telling = tuple(word for word in subject if word not in _LISTING and asked.record.topics.tells(word))
    definitions = (one for framework in asked.record.frameworks.values() for one in framework.judgements)
    topics = asked.record.topics
    return not telling or any(judgement_fit(telling, one.strand, one.name, topics) for one in definitions)


_LISTING = frozenset(
    "authority authorities council councils area areas borough boroughs which currently now all anywhere went moved"
    " improved declined fell rose from to north south east west england london midlands yorkshire humber"
    " region regions regional mids ne nw sw se yorks eastern ri las two sitting moment mo".split()
)


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


def _list_heading(asked: Asked, subject: tuple[str, ...], lines: list[GradedAuthority]) -> str:
    sense = asked.question.sense
    what = _about(asked, subject)
    strands = {line.judgement.strand for line in lines}
    what = _STRANDS.get(one := next(iter(strands)), one) if len(strands) == 1 else what
    if len(asked.question.conditions) > 1:
        both = (f"{grade} for {_about(asked, words)}" for words, grade in asked.question.conditions)
        said = joined(both)
        return f"{said[:1].upper()}{said[1:]}" + (f", {asked.where}" if asked.where else "")
    said = move_in_words(sense) or sense.grade_in_words or "every grade"
    said = next((f"{one} {said}" for one in ("always", "never", "ever") if one in sense.says), said)
    where = f", {asked.where}" if asked.where else ""
    when = f", {', '.join(map(str, asked.question.years))}" if asked.question.years else ""
    return f"{said[:1].upper()}{said[1:]} for {what}{where}{when}"


def _about(asked: Asked, words: tuple[str, ...]) -> str:
    """Return in words what a list is about."""
    plain = _LISTING | asked.record.topics.stop_words
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
    moved = _MOVES[sense.towards] + (" by two grades" if sense.steps > 1 else "")
    return f"{sense.grade}, {moved}" if sense.grade else moved
