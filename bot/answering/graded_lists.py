"""Lists of authorities by their grades: by grade, judgement, region and year, or by how a grade moved."""

from itertools import pairwise

from bot.answering.asked import Asked, joined
from bot.answering.findings import answer_search
from bot.answering.judged import graded_inspections
from bot.answering.subject import best_judgements, judgement_fit, subject_words
from bot.answers import About, Answer, GradedAuthorities, GradedAuthority, GradedInspection, NotInRecord
from knowledge.records import JudgementRecord


def answer_graded_authorities(asked: Asked) -> Answer:
    """Return the authorities whose grade fits: by grade, judgement, region and year, or by how it moved."""
    subject = subject_words(asked)
    lines, without = _listed(asked, subject, older=False)
    if not lines and without:
        # A judgement that frameworks of today no longer make: by the newest inspection that made it.
        lines, without = _listed(asked, subject, older=True)
    heading = _list_heading(asked, subject)
    if not lines and not _is_judged(asked, subject):
        return answer_search(asked)
    if not lines:
        return NotInRecord(
            asked.about, f"any authority: {heading}", "the grades of every authority on record"
        )
    names = tuple(line.inspection.inspection.authority for line in lines)
    lead = f"{len(names)} {'authority' if len(names) == 1 else 'authorities'}: {joined(names)}."
    about = About(names, None, asked.question.text, lead)
    notes = ["By the newest graded full inspection of each authority." if not asked.narrowed else ""]
    if without:
        notes.append(
            f"{without} authorities have no such judgement in their newest inspection and are left out."
        )
    return GradedAuthorities(about, heading, tuple(lines), tuple(filter(None, notes)))


def _listed(asked: Asked, subject: tuple[str, ...], *, older: bool) -> tuple[list[GradedAuthority], int]:
    """Return the lines of the authorities that fit, and of how many the inspection has no such judgement."""
    region, lines, without = asked.question.sense.region, [], 0
    for authority in asked.record.authorities:
        if region is None or authority.region == region:
            line, left_out = _fitting(asked, authority.name, subject, older=older)
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
    moved_last = sense.moved is not None and asked.question.turn is not None
    graded = graded_inspections(asked, asked.wanted(full) if asked.narrowed and not moved_last else full)
    picked = [(item, one) for item in graded if (one := _picked(asked, item, subject)) is not None]
    if sense.moved:
        if moved_last and (not picked or picked[0][0] is not graded[0]):
            return None, False
        return _moved(picked[:2] if moved_last else picked, sense.moved), False
    shown = graded if asked.narrowed or older else graded[:1]
    for item in shown:
        one = _picked(asked, item, subject)
        if one is not None and (sense.grade is None or one.grade == sense.grade):
            return GradedAuthority(item, one), False
        if one is not None and older:
            return None, False
    return None, bool(shown) and all(_picked(asked, item, subject) is None for item in shown)


def _picked(asked: Asked, item: GradedInspection, subject: tuple[str, ...]) -> JudgementRecord | None:
    """Return the one judgement that a list is about: the overall one when the question names none."""
    words = tuple(word for word in subject if word not in _LISTING)
    if not any(map(asked.record.topics.tells, words)) or "overall" in words:
        return next((one for one in item.judgements if one.strand in item.framework.overall), None)
    return next(iter(best_judgements(asked, item.judgements, words)), None)


def _is_judged(asked: Asked, subject: tuple[str, ...]) -> bool:
    """Return whether any framework judges what the words name, or whether they name nothing."""
    telling = tuple(word for word in subject if word not in _LISTING and asked.record.topics.tells(word))
    definitions = (one for framework in asked.record.frameworks.values() for one in framework.judgements)
    topics = asked.record.topics
    return not telling or any(judgement_fit(telling, one.strand, one.name, topics) for one in definitions)


_LISTING = frozenset(
    "authority authorities council councils area areas borough boroughs which currently now all anywhere went moved"
    " improved declined fell rose from to north south east west england london midlands yorkshire humber"
    " region regions regional mids ne nw sw se yorks eastern ri las".split()
)


def _moved(
    picked: list[tuple[GradedInspection, JudgementRecord]], moved: tuple[str, str]
) -> GradedAuthority | None:
    """Return the newest move between these grades from one inspection to the next."""
    for (later, now), (earlier, before) in pairwise(picked):
        if (before.grade, now.grade) == moved:
            return GradedAuthority(later, now, (before, earlier.inspection.published))
    return None


def _list_heading(asked: Asked, subject: tuple[str, ...]) -> str:
    sense = asked.question.sense
    plain = _LISTING | asked.record.topics.stop_words
    what = " ".join(word for word in subject if word not in plain) or "overall effectiveness"
    said = f"from {sense.moved[0]} to {sense.moved[1]}" if sense.moved else sense.grade or "every grade"
    where = f", {sense.region}" if sense.region else ""
    when = f", {', '.join(map(str, asked.question.years))}" if asked.question.years else ""
    return f"{said[:1].upper()}{said[1:]} for {what}{where}{when}"
