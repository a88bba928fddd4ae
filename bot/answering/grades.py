"""Grades: the newest graded inspection, or those of the years asked for; never derived, never carried forward."""

import re
from collections import Counter
from dataclasses import replace
from itertools import pairwise

from bot.answering.asked import Asked, inspection_name, joined, no_such_inspection, nothing_loaded
from bot.answering.findings import answer_findings, answer_search
from bot.answering.judged import graded_inspections
from bot.answers import (
    About,
    Answer,
    Choice,
    GradedAuthorities,
    GradedAuthority,
    GradedInspection,
    Grades,
    NotGraded,
    NotInRecord,
)
from bot.deadlines import long_date
from bot.sense import grade_words
from knowledge.records import InspectionRecord, JudgementRecord
from knowledge.stems import stem
from knowledge.topics import FindingTopics, words_of


def answer_grades(asked: Asked) -> Answer:
    """Return the grades asked for: the newest inspection's, or those of the years or kind named."""
    if not asked.authorities:
        return answer_graded_authorities(asked)
    every = asked.inspections()
    if not every:
        return nothing_loaded(asked)
    wanted = asked.wanted(every) if asked.narrowed else every
    if not wanted:
        return no_such_inspection(asked, every)
    graded = graded_inspections(asked, wanted)
    if not graded:
        return _not_graded(asked, wanted)
    subject = subject_words(asked)
    shown = graded
    if not asked.narrowed or asked.question.turn:
        telling = tuple(word for word in subject if word != "overall")
        named = any(word not in asked.record.topics.stop_words for word in telling)
        shown = _best_of_each(asked, graded, telling) if named else _newest_of_each(asked, graded)
    narrowed = _on_subject(asked, shown, subject) if subject else shown
    if not narrowed and set(subject) & {"overall"}:
        # Asked for an overall grade where none is given: everything is shown, and it is said.
        subject, narrowed = (), shown
    if not narrowed:
        return _no_such_judgement(asked, subject, wanted)
    if _EVER.search(asked.question.text.lower()) and asked.question.sense.grade:
        return _ever(
            asked, _on_subject(asked, graded, subject) if subject else graded, asked.question.sense.grade
        )
    if asked.question.sense.asks == "why" and all(item.inspection.grades_only for item in narrowed):
        return _why_unknown(asked, narrowed[0])
    grade = asked.question.sense.grade
    lists = asked.question.sense.asks in ("which", "what") and asked.question.topic_named
    if grade and lists and (not subject or sum(len(item.judgements) for item in narrowed) > 1):
        return _of_grade(asked, narrowed, grade, _notes(asked, narrowed, every))
    notes = (*_missing(asked, narrowed), *_notes(asked, narrowed, every))
    lead = grade_lead(asked, narrowed, whole=not subject)
    return Grades(replace(asked.about, lead=lead), narrowed, notes)


_GIVEN = re.compile(r"^(?:is|was|did|does|do|has|have) .*\boverall\b|\boverall\b.*\bgiven\b.*\?$")
"""Asks whether there is an overall grade, not which."""

_NO_LONGER = re.compile(r"\b(?:no longer|not .*any ?more|(?:come|came|get|got|move[sd]?) out of|escaped?)\b")
_AT_LEAST = re.compile(r"\b(?:good or better|good or outstanding|at least good|good or above)\b")
_EVER = re.compile(r"\bever\b|\bat any (?:time|point)\b|\bin the past\b")


def _ever(asked: Asked, graded: tuple[GradedInspection, ...], grade: str) -> Grades:
    """Return the inspections on record, newest first, at which the grade was given, and whether it ever was."""
    whole = not subject_words(asked)
    judged = tuple(
        replace(
            item, judgements=tuple(one for one in item.judgements if one.strand in item.framework.overall)
        )
        if whole
        else item
        for item in graded
    )
    hits = _with_grade(judged, grade)
    if not hits:
        number = sum(bool(item.judgements) for item in judged)
        lead = f"No. At none of {number} graded inspections on record: {grade}."
        return Grades(replace(asked.about, lead=lead), graded[:1], ())
    said = "; ".join(f"{_named(item, one)}: {grade}" for item in hits for one in item.judgements[:1])
    return Grades(replace(asked.about, lead=f"Yes. {said}."), hits, ())


def subject_words(asked: Asked) -> tuple[str, ...]:
    """Return the words of the question that name what is judged: () when they only name a grade, or nothing."""
    graded = grade_words(asked.question.words)
    words = tuple(word for word in asked.question.words if word not in graded | _SAYING)
    topics, searcher = asked.record.topics, asked.record.searcher
    words = tuple(word for word in words if not searcher.is_slip_of_a_weak_word(word))
    telling = any(word == "overall" or topics.tells(word) for word in words)
    return words if telling or any(keys for _, _, keys in topics.spans(words)) else ()


def _on_subject(
    asked: Asked, graded: tuple[GradedInspection, ...], subject: tuple[str, ...]
) -> tuple[GradedInspection, ...]:
    """Keep the judgements that the question's words name best."""
    kept = []
    for item in graded:
        fits = {one: judgement_fit(subject, one, asked.record.topics) for one in item.judgements}
        best = max(fits.values(), default=0.0)
        if best:
            judgements = tuple(one for one, fit in fits.items() if fit == best)
            kept.append(replace(item, judgements=judgements))
    return tuple(kept)


def _best_of_each(
    asked: Asked, graded: tuple[GradedInspection, ...], subject: tuple[str, ...]
) -> tuple[GradedInspection, ...]:
    """Return each authority's inspection whose judgements the words name best, the newest of equals.

    A judgement of an older framework ("enjoying and achieving") is found where it was made.
    """
    best: dict[str, tuple[float, GradedInspection]] = {}
    for item in graded:
        fit = max((judgement_fit(subject, one, asked.record.topics) for one in item.judgements), default=0.0)
        known = best.get(item.inspection.authority)
        if known is None or fit > known[0]:
            best[item.inspection.authority] = (fit, item)
    return tuple(item for _, item in best.values())


def _of_grade(
    asked: Asked, graded: tuple[GradedInspection, ...], grade: str, notes: tuple[str, ...]
) -> Grades:
    """Return the judgements that have this grade, with how many of how many they are."""
    kept = _with_grade(graded, grade)
    number = sum(len(item.judgements) for item in kept)
    every = sum(len(item.judgements) for item in graded)
    lead = (
        f"{number} of {every} judgements: {grade}." if number else f"No. None of {every} judgements: {grade}."
    )
    return Grades(replace(asked.about, lead=lead), kept or graded, notes)


def _with_grade(graded: tuple[GradedInspection, ...], grade: str) -> tuple[GradedInspection, ...]:
    """Keep the judgements that have this grade."""
    kept = (
        replace(item, judgements=tuple(one for one in item.judgements if one.grade == grade))
        for item in graded
    )
    return tuple(item for item in kept if item.judgements)


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
    if len({one.inspection.authority for one in graded}) > 1:
        return None
    judged = item.judgements
    if whole:
        judged = tuple(one for one in judged if one.strand in item.framework.overall)
        if not judged and (sense.grade or "overall" in asked.question.words):
            return f"No overall grade was given: {(item.framework.overall_note or '').rstrip('.')}."
    overall = bool(judged) and all(one.strand in item.framework.overall for one in judged)
    if sense.grade is None and overall and _GIVEN.search(asked.question.text.lower()):
        return f"Yes. {_value_lead(item, judged[0])}"
    if sense.grade is None or sense.asks not in ("whether", "why"):
        return _value_lead(item, judged[0]) if len(judged) == 1 else None
    return _whether_lead(asked, item, judged, sense.grade)


def _value_lead(item: GradedInspection, judgement: JudgementRecord) -> str:
    grade = judgement.grade or "not judged"
    return f"{grade.capitalize()}: {_named(item, judgement)}."


def _whether_lead(
    asked: Asked, item: GradedInspection, judged: tuple[JudgementRecord, ...], grade: str
) -> str:
    at_least = _AT_LEAST.search(asked.question.text.lower()) is not None
    fits = (grade, "outstanding") if at_least and grade == "good" else (grade,)
    hits = [one for one in judged if one.grade in fits]
    said = "; ".join(f"{_named(item, one)}: {one.grade or 'not judged'}" for one in judged)
    if _NO_LONGER.search(asked.question.text.lower()):
        return f"{'No' if hits else 'Yes'}. {said[:1].upper()}{said[1:]}."
    if len(hits) == len(judged):
        return f"Yes. {said[:1].upper()}{said[1:]}."
    if hits:
        return f"In part. {said[:1].upper()}{said[1:]}."
    # "Is it good?" of an outstanding authority is not answered with a no.
    merely = re.search(r"\b(?:only|just|merely|no better than)\b", asked.question.text.lower())
    better = grade == "good" and not merely and all(one.grade == "outstanding" for one in judged)
    return f"{'No, better than good' if better else 'No'}. {said[:1].upper()}{said[1:]}."


def _named(item: GradedInspection, judgement: JudgementRecord) -> str:
    strand = f" ({judgement.strand})" if item.framework.strands else ""
    ref = f", {judgement.ref}" if judgement.ref else ""
    date = long_date(item.inspection.published)
    return f"{judgement.name}{strand}, {item.inspection.authority}, published {date}{ref}"


def _newest_of_each(asked: Asked, graded: tuple[GradedInspection, ...]) -> tuple[GradedInspection, ...]:
    newest: dict[str, GradedInspection] = {}
    for item in graded:
        chosen = newest.get(item.inspection.authority)
        if chosen is None or (item.current and not chosen.current):
            newest[item.inspection.authority] = item
    order = {name: index for index, name in enumerate(asked.authorities)}
    return tuple(sorted(newest.values(), key=lambda item: order.get(item.inspection.authority, 0)))


_EVERYDAY = frozenset(
    "experiences experience progress people young services service impact families children child care social work"
    " practice inspection grade".split()
)
_SAYING = frozenset(
    "grade grades graded grading judgement judgements judged rating rated get got given award awarded receive received"
    " result results outcome standing did does why when exactly officially".split()
)


def judgement_fit(words: tuple[str, ...], judgement: JudgementRecord, topics: FindingTopics) -> float:
    """Return how well `words` name a judgement: 0 not at all; a topic in common counts twice a word."""
    return named_fit(words, judgement.strand, judgement.name, topics)


def named_fit(words: tuple[str, ...], strand: str, named: str, topics: FindingTopics) -> float:
    """Return how well `words` name the judgement `named` of a strand; as `judgement_fit`."""
    name = f"{strand} {named}"
    plain = topics.stop_words | _EVERYDAY
    telling = {stem(word) for word in words_of(name) if word not in plain}
    hits = {stem(word) for word in words if word not in plain and word not in grade_words(words)} & telling
    asked = {key for _, _, found in topics.spans(words) for key in found}
    shared = asked & set(topics.tag(named)) | asked & set(topics.tag(strand))
    whole = 3.0 * ("overall" in words and "overall" in words_of(name))
    return len(hits) + 2.0 * len(shared) + whole


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
    fits = [(judgement_fit(words, one, asked.record.topics), one) for one in item.judgements]
    best = max(fits, key=lambda pair: pair[0], default=(0.0, None))
    return best[1] if best[0] else None


def _is_judged(asked: Asked, subject: tuple[str, ...]) -> bool:
    """Return whether any framework judges what the words name, or whether they name nothing."""
    telling = tuple(word for word in subject if word not in _LISTING and asked.record.topics.tells(word))
    definitions = (one for framework in asked.record.frameworks.values() for one in framework.judgements)
    topics = asked.record.topics
    return not telling or any(named_fit(telling, one.strand, one.name, topics) for one in definitions)


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


def _not_graded(asked: Asked, inspections: tuple[InspectionRecord, ...]) -> NotGraded:
    counts: Counter[str] = Counter(
        finding.kind for finding in asked.record.store.findings(item.id for item in inspections)
    )
    reasons = tuple(dict.fromkeys(_reason(asked, item) for item in inspections))
    graded = next((item for item in asked.inspections() if item.judgements), None)
    order = ("strength", "practice", "priority", "improvement", "narrative")
    counted = tuple((kind, counts[kind]) for kind in order if counts[kind])
    whether = asked.question.sense.asks == "whether" or asked.question.text.endswith("?")
    lead = f"No. {reasons[0]}" if whether and len(reasons) == 1 else None
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
