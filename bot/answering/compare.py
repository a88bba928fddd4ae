"""Compare: authorities side by side, like for like by judgement, and what inspectors found on a subject in each."""

from dataclasses import replace

from bot.answering.asked import Asked, joined, nothing_loaded
from bot.answering.changes import answer_changes
from bot.answering.findings import answer_findings
from bot.answering.judged import graded_inspections, lead_of_several, overall_alone
from bot.answering.subject import on_subject, subject_words
from bot.answers import (
    Answer,
    Choice,
    Compared,
    ComparedJudgement,
    Comparison,
    Found,
    GradedInspection,
    WhichAuthority,
)
from knowledge.records import JudgementRecord

FINDINGS_EACH = 3
"""Findings of each authority that are put side by side."""


def answer_compare(asked: Asked) -> Answer:
    """Return two to four authorities side by side: current grades, and findings on the question's words."""
    if len(asked.authorities) == 1 and len(asked.question.years) > 1:
        return _with_itself(asked)
    if len(asked.authorities) < 2:
        return _which_other(asked)
    if not asked.inspections():
        return nothing_loaded(asked)
    graded = {name: _current(asked, name) for name in asked.authorities}
    words = tuple(word for word in asked.question.words if word not in asked.record.topics.stop_words)
    found = tuple(Compared(name, _found(asked, name, words)) for name in asked.authorities) if words else ()
    return Comparison(
        replace(asked.about, lead=_whether_better(asked, graded)),
        inspections=tuple((name, graded[name]) for name in asked.authorities),
        judgements=_side_by_side(asked, graded),
        found=found,
        words=" ".join(words),
        notes=_notes(asked, graded),
    )


def _with_itself(asked: Asked) -> Answer:
    """Return one authority's inspections of two years side by side: its grades, or what was found on the words."""
    judged = on_subject(asked, graded_inspections(asked, asked.inspections()), subject_words(asked))
    words = any(asked.record.topics.tells(word) for word in asked.question.words)
    return answer_findings(asked) if words and not judged else answer_changes(asked)


def _whether_better(asked: Asked, graded: dict[str, GradedInspection | None]) -> str | None:
    """Return whether the first authority's grade stands to the second's as asked: overall, or the judgement named."""
    items = tuple(item for item in graded.values() if item is not None)
    subject = subject_words(asked)
    telling = any(word != "overall" and asked.record.topics.tells(word) for word in subject)
    judged = on_subject(asked, items, subject) if telling else tuple(map(overall_alone, items))
    return lead_of_several(asked, tuple(item for item in judged if item.judgements))


def _which_other(asked: Asked) -> WhichAuthority:
    names = asked.authorities
    loaded = asked.record.store.authorities()
    others = sorted(
        (name for name in loaded if name not in names), key=lambda name: (-loaded[name][1], name)
    )[:5]
    choices = tuple(Choice(name, f"{asked.question.text} and {name}") for name in others)
    note = f"A comparison needs two authorities or more; {joined(names) or 'none'} was named"
    return WhichAuthority(asked.about, "", note, choices)


def _current(asked: Asked, name: str) -> GradedInspection | None:
    inspections = asked.record.store.inspections(name, until=asked.today)
    graded = graded_inspections(asked, asked.wanted(inspections) if asked.narrowed else inspections)
    return next((item for item in graded if item.inspection.is_full), None)


def _found(asked: Asked, name: str, words: tuple[str, ...]) -> tuple[Found, ...]:
    result = asked.record.searcher.search(
        asked.question.words,
        authorities=(name,),
        weakness=True if asked.question.weakness else None,
        until=asked.today,
    )
    return result.found[:FINDINGS_EACH]


def _side_by_side(asked: Asked, graded: dict[str, GradedInspection | None]) -> tuple[ComparedJudgement, ...]:
    """Return one line per judgement, in the order of the newest framework, with each authority's grade or None."""
    strands: dict[str, str] = {}
    held: dict[str, dict[str, JudgementRecord]] = {}
    newest = sorted(
        (item for item in graded.values() if item is not None),
        key=lambda item: item.inspection.published,
        reverse=True,
    )
    for item in newest:
        for judgement in item.judgements:
            label = f"{judgement.strand}: {judgement.name}" if item.framework.strands else judgement.strand
            strands.setdefault(label, judgement.name)
            held.setdefault(label, {})[item.inspection.authority] = judgement
    return tuple(
        ComparedJudgement(label, strands[label], tuple(held[label].get(name) for name in asked.authorities))
        for label in strands
    )


def _notes(asked: Asked, graded: dict[str, GradedInspection | None]) -> tuple[str, ...]:
    notes = [f"No graded inspection of {name} is on record." for name, item in graded.items() if item is None]
    frameworks = {item.framework.name for item in graded.values() if item is not None}
    if len(frameworks) > 1:
        notes.append(
            "Not like for like: these inspections were made under different frameworks"
            f" ({'; '.join(sorted(frameworks))}). A judgement that one of them does not make is shown as such."
        )
    scales = {item.framework.grades for item in graded.values() if item is not None}
    if len(scales) > 1:
        notes.append(
            "“Adequate” and “requires improvement” are grades of different scales; one isn't the other."
        )
    return tuple(notes)
