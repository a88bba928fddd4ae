"""Findings for words: of one authority, some or all; what was looked through where there are none."""

from collections import Counter
from dataclasses import replace
from functools import partial

from bot.answering.asked import Asked, joined, no_such_inspection, nothing_loaded, stands_in
from bot.answering.direct import direct
from bot.answering.judged import judged_lead
from bot.answering.listed import ITEM_KINDS, POSITIVE_KINDS, grades_only, grades_only_notes, with_superseding
from bot.answering.reserves import MET
from bot.answers import Answer, Choice, Findings, Found, NotInRecord, Search
from bot.deadlines import long_date
from bot.searching import SearchResult
from knowledge.records import FindingRecord, InspectionRecord
from knowledge.topics import words_of


def search_findings(
    asked: Asked,
    kinds: tuple[str, ...],
    *,
    weakness: bool = False,
    positive: bool = False,
    across: bool = False,
) -> Answer:
    """Return the findings that the question's words fit, best first, with the direct answer where one clause states it.

    Args:
        asked: The question.
        kinds: Kinds of finding; () for all.
        weakness: Only what tells a weakness; where none does, what there is, with a note.
        positive: Only what tells none.
        across: Whether all authorities are searched, so that the answer groups them.
    """
    every = asked.inspections()
    narrowed = asked.narrowed
    wanted = asked.wanted(every)
    if not every and asked.authorities:
        return nothing_loaded(asked)
    words, years = asked.question.words, tuple[str, ...]()
    if narrowed and not wanted:
        spanned = asked.question.sense.since or asked.question.sense.until
        if not every or not (asked.question.years or spanned):
            return no_such_inspection(asked, every)
        # No inspection of that time: a finding may still speak of it.
        narrowed, years = False, tuple(map(str, asked.question.years))
    search = partial(
        asked.record.searcher.search,
        authorities=asked.among or (asked.listed if asked.where is not None else ()),
        inspections=tuple(item.id for item in wanted) if narrowed else None,
        kinds=kinds,
        weakness=False if positive else True if weakness else None,
        until=asked.today,
    )
    result = whole = search((*words, *years))
    for part in (None, *asked.question.parts):
        result = whole if part is None else search((*part, *years))
        kept = tuple(item for item in result.found if _stands_where_asked(asked, item.finding, years))
        found, lead = (kept, None) if _of_many(asked) else direct(asked, kept, result.terms)
        if found:
            break
    else:
        if weakness and not isinstance(others := search_findings(asked, kinds, across=across), NotInRecord):
            return _none_weak(others)
        return _not_found(asked, whole, every, kinds)
    if lead is None and found and not result.missing:
        lead = _listed_lead(asked, found[0].finding, kinds)
    if _of_many(asked):
        what = f"{'weaknesses' if weakness else 'findings'} on record{'' if narrowed else ', of any year,'}"
        lead = _authorities_of(found, what, whole=not _cut_notes(result))
    elif not kinds and narrowed:
        lead = judged_lead(asked, wanted) or lead
    said = " ".join(word for term in result.terms for word in term.words)
    return (Search if across or not asked.authorities else Findings)(
        replace(asked.about, lead=lead),
        heading=f"{_named(kinds, weakness=weakness)} on “{said}”, {asked.who}",
        found=with_superseding(found, every),
        corrected=result.corrected,
        notes=(*_missing_notes(result), *_cut_notes(result), *grades_only_notes(asked, every)),
    )


def _of_many(asked: Asked) -> bool:
    """Return whether it is asked which authorities, or how many, have something among their findings."""
    return not asked.among and asked.question.sense.across


def _authorities_of(found: tuple[Found, ...], what: str, *, whole: bool) -> str | None:
    """Return which authorities the findings are of, those with the most first."""
    counted = Counter(one.finding.authority for one in found).most_common()
    if not counted:
        return None
    named = joined([f"{name} ({number})" for name, number in counted[:_NAMED]])
    more = f" and {len(counted) - _NAMED} more" if len(counted) > _NAMED else ""
    of = f"{len(counted)} {'authority has' if len(counted) == 1 else 'authorities have'}"
    return f"{of} {what} that match{'' if whole else ', among the best matches'}: {named}{more}."


_NAMED = 12
"""Authorities named in one line."""


def _none_weak(answer: Answer) -> Answer:
    """Return findings on a subject of which none is marked as a weakness, saying so."""
    if not isinstance(answer, Findings | Search):
        return answer
    return replace(answer, notes=("None of these is marked as a weakness on record.", *answer.notes))


def _listed_lead(asked: Asked, first: FindingRecord, kinds: tuple[str, ...]) -> str | None:
    """Return the "yes" to whether inspectors named something as an area for improvement, or as a strength."""
    if MET.search(asked.question.text.lower()):
        return None
    sense = asked.question.sense
    strong = first.kind == "strength" or "strength" in words_of(first.text)
    listed = "told to" in sense.says if kinds == ITEM_KINDS else strong
    if not kinds or not sense.yes_or_no or not listed:
        return None
    named = "an area for improvement" if kinds == ITEM_KINDS else "a strength"
    return f"Yes, {named} in the inspection of {first.authority} published {long_date(first.published)} ({first.ref})."


def _stands_where_asked(asked: Asked, finding: FindingRecord, years: tuple[str, ...]) -> bool:
    """Return whether a finding stands in a paragraph that the question names and speaks of one of `years`, if any."""
    paragraphs = asked.question.paragraphs
    if paragraphs and not stands_in(finding.ref, paragraphs):
        return False
    return not years or any(year in finding.text for year in years)


def _missing_notes(result: SearchResult) -> tuple[str, ...]:
    """Say which of the words that were asked for the first finding does not touch."""
    said = joined(f"“{' '.join(term.words)}”" for term in result.missing)
    return (f"The first of these says nothing of {said}.",) if said else ()


def _cut_notes(result: SearchResult) -> tuple[str, ...]:
    if result.total <= len(result.found):
        return ()
    return (
        f"These are the best {len(result.found)} of {result.total}; more words or a year narrow them down.",
    )


def _named(kinds: tuple[str, ...], *, weakness: bool) -> str:
    if kinds == ITEM_KINDS:
        return "Areas for improvement"
    if kinds == POSITIVE_KINDS:
        return "Positive findings"
    return "Weaknesses" if weakness else "Findings"


def _searched_through(every: tuple[InspectionRecord, ...], asked: Asked) -> str:
    """Say what there is of the inspections on record, where none with findings is of the time asked about."""
    read = sum(not item.grades_only for item in every)
    if not read:
        return grades_only(len(every), asked)
    number = f"{len(every)} {'inspection' if len(every) == 1 else 'inspections'} of {asked.who}"
    have = f"{read} {'has' if read == 1 else 'have'} findings on record"
    return f"{number}, of which {have}, none of the time asked about"


def _not_found(
    asked: Asked, result: SearchResult, every: tuple[InspectionRecord, ...], kinds: tuple[str, ...]
) -> NotInRecord:
    readable = [item for item in asked.wanted(every) if not item.grades_only]
    words = " ".join(word for term in result.terms for word in term.words) or " ".join(asked.question.words)
    if readable:
        what = f"the findings of {len(readable)} {'inspection' if len(readable) == 1 else 'inspections'} of {asked.who}"
    else:
        what = _searched_through(every, asked)
    near: list[Choice] = []
    if (
        kinds
        and asked.record.searcher.search(
            asked.question.words, authorities=asked.authorities, until=asked.today
        ).found
    ):
        near.append(Choice(f"All findings on “{words}”", asked.again("findings", words)))
    if asked.authorities:
        known = asked.record.searcher.search(asked.question.words, until=asked.today)
        if known.found:
            near.append(Choice("Search all authorities", f"search {words}"))
    near.extend(_near_terms(asked, result))
    return NotInRecord(asked.about, f"“{words}” in {asked.who}", what, tuple(near[:5]))


def _near_terms(asked: Asked, result: SearchResult) -> tuple[Choice, ...]:
    """Offer the single terms of a longer question that do find something, and the topics beside them."""
    choices: list[Choice] = []
    for term in result.terms:
        related = [key for topic in term.topics for key in asked.record.topics.by_key[topic].related[:2]]
        for text in (" ".join(term.words), *related):
            hits = asked.record.searcher.search(
                text.split(), authorities=asked.authorities, until=asked.today
            )
            if hits.found and text != " ".join(asked.question.words):
                choices.append(Choice(f"Findings on “{text}”", asked.again("findings", text)))
    return tuple(dict.fromkeys(choices))[:3]
