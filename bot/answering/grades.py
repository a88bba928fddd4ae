"""Grades: the newest graded inspection, or those of the years asked for; never derived, never carried forward."""

from collections import Counter

from bot.answering.asked import Asked, inspection_name, no_such_inspection, nothing_loaded
from bot.answers import Answer, GradedInspection, Grades, NotGraded
from bot.deadlines import long_date
from knowledge.records import InspectionRecord, JudgementRecord
from knowledge.topics import FindingTopics, words_of


def answer_grades(asked: Asked) -> Answer:
    """Return the grades asked for: the newest inspection's, or those of the years or kind named."""
    every = asked.inspections()
    if not every:
        return nothing_loaded(asked)
    narrowed = bool(asked.question.years or asked.question.inspection_kind)
    wanted = asked.wanted(every) if narrowed else every
    if not wanted:
        return no_such_inspection(asked, every)
    graded = graded_inspections(asked, wanted)
    if not graded:
        return _not_graded(asked, wanted)
    shown = graded if narrowed else _newest_of_each(asked, graded)
    shown, notes = _narrowed_to_words(asked, shown)
    return Grades(asked.about, shown, (*_missing(asked, shown), *notes, *_notes(asked, shown, every)))


def graded_inspections(
    asked: Asked, inspections: tuple[InspectionRecord, ...]
) -> tuple[GradedInspection, ...]:
    """Return those of `inspections` that carry judgements, newest first, the current one of each authority marked."""
    frameworks = asked.record.frameworks
    candidates = [item for item in inspections if item.judgements and frameworks[item.framework].graded]
    judgements = asked.record.store.judgements(item.id for item in candidates)
    newest = {name: _current(asked, name) for name in dict.fromkeys(item.authority for item in candidates)}
    return tuple(
        GradedInspection(
            inspection=item,
            framework=frameworks[item.framework],
            judgements=in_framework_order(judgements[item.id], frameworks[item.framework].judgements),
            current=item.id == newest[item.authority],
            older=sum(
                other.authority == item.authority and other.published < item.published for other in candidates
            ),
        )
        for item in candidates
    )


def in_framework_order(
    judgements: tuple[JudgementRecord, ...], definitions: tuple[object, ...]
) -> tuple[JudgementRecord, ...]:
    """Return `judgements` in the order of the framework's strands; report order where it defines none."""
    order = {getattr(item, "strand", ""): index for index, item in enumerate(definitions)}
    return tuple(sorted(judgements, key=lambda item: order.get(item.strand, len(order))))


def _current(asked: Asked, authority: str) -> str | None:
    """Return the id of the newest full inspection that carries judgements."""
    for item in asked.record.store.inspections(authority, until=asked.today):
        if item.is_full and item.judgements:
            return item.id
    return None


def _newest_of_each(asked: Asked, graded: tuple[GradedInspection, ...]) -> tuple[GradedInspection, ...]:
    newest: dict[str, GradedInspection] = {}
    for item in graded:
        chosen = newest.get(item.inspection.authority)
        if chosen is None or (item.current and not chosen.current):
            newest[item.inspection.authority] = item
    order = {name: index for index, name in enumerate(asked.authorities)}
    return tuple(sorted(newest.values(), key=lambda item: order.get(item.inspection.authority, 0)))


def _narrowed_to_words(
    asked: Asked, graded: tuple[GradedInspection, ...]
) -> tuple[tuple[GradedInspection, ...], tuple[str, ...]]:
    """Keep the judgements that the question's words name; all of them when they name none."""
    words = tuple(word for word in asked.question.words if word not in asked.record.topics.stop_words)
    if not words:
        return graded, ()
    narrowed = tuple(
        GradedInspection(item.inspection, item.framework, kept, item.current, item.older)
        for item in graded
        if (kept := tuple(one for one in item.judgements if names_judgement(words, one, asked.record.topics)))
    )
    if narrowed:
        return narrowed, ()
    return graded, (f"None of these judgements is about “{' '.join(words)}”, so all are shown.",)


_EVERYDAY = frozenset(
    {"experiences", "progress", "children", "people", "young", "services", "impact", "families"}
)
_GRADE_WORDS = frozenset(
    {"outstanding", "good", "inadequate", "adequate", "requires", "improvement", "grade", "overall"}
)


def names_judgement(words: tuple[str, ...], judgement: JudgementRecord, topics: FindingTopics) -> bool:
    """Return whether `words` name this judgement, directly or through a topic's synonyms."""
    name = f"{judgement.strand} {judgement.name}"
    telling = (
        {_root(word) for word in words_of(name)}
        - {_root(word) for word in _EVERYDAY}
        - {_root(w) for w in topics.stop_words}
    )
    asked = {_root(word) for word in words if word not in _GRADE_WORDS} - {_root(word) for word in _EVERYDAY}
    if "overall" in words and "overall" in words_of(name):
        return True
    keys = {key for _, _, found in topics.spans(words) for key in found}
    return bool(asked & telling) or bool(keys & set(topics.tag(name)))


def _root(word: str) -> str:
    return word[:6]


def _not_graded(asked: Asked, inspections: tuple[InspectionRecord, ...]) -> NotGraded:
    counts: Counter[str] = Counter(
        finding.kind for finding in asked.record.store.findings(item.id for item in inspections)
    )
    reasons = tuple(dict.fromkeys(_reason(asked, item) for item in inspections))
    graded = next((item for item in asked.inspections() if item.judgements), None)
    order = ("strength", "practice", "priority", "improvement", "narrative")
    counted = tuple((kind, counts[kind]) for kind in order if counts[kind])
    return NotGraded(asked.about, inspections, reasons, counted, graded)


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
