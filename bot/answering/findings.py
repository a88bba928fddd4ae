"""Findings: what inspectors found, by kind, by words, by inspection; and the search across all authorities."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from functools import partial

from bot.answering.area_facts import area_fact, asked_fact, is_without
from bot.answering.asked import Asked, inspection_name, joined, no_such_inspection, nothing_loaded, stands_in
from bot.answering.direct import direct
from bot.answering.inspected import team_counted
from bot.answering.judged import inspection_lines, judged_lead
from bot.answering.put_right import answer_put_right, outcomes_lead
from bot.answering.reasons import praised
from bot.answers import Answer, Choice, Findings, Found, Inspections, NotInRecord, Search
from bot.deadlines import long_date
from bot.searching import SearchResult
from knowledge.records import FindingRecord, InspectionRecord
from knowledge.topics import words_of

_TEAM = ("inspection", "team")
"""How reports speak of the inspectors who came."""
_STRENGTH_KINDS = ("strength",)
_POSITIVE_KINDS = ("strength", "practice", "narrative")
_ITEM_KINDS = ("improvement", "priority")
_BODY_KINDS = ("strength", "practice", "improvement", "priority", "narrative")


def answer_findings(asked: Asked) -> Answer:
    """Return the findings for the question's words, or the newest inspection's in report order."""
    if (mended := answer_put_right(asked)) is not None:
        return mended
    if (stated := area_fact(asked)) is not None:
        return stated
    question = asked.question
    if "how many inspectors" in question.sense.says:
        printed = _searched(replace(asked, question=replace(question, words=_TEAM)), ())
        return (isinstance(printed, NotInRecord) and team_counted(asked)) or printed
    found = _found(asked)
    fact = asked_fact(asked)
    told = fact is None or fact.stated.search(found.about.lead or "") is not None
    return found if told or not is_without(asked) else _no_such_figure(asked)


def _no_such_figure(asked: Asked) -> NotInRecord:
    """Say that a fact about the area stands in no report on record: a number of something else is none."""
    readable = [item for item in asked.wanted(asked.inspections()) if not item.grades_only]
    searched = (
        "; ".join(inspection_name(item) for item in readable[:4])
        or "inspections of which only grades are on record"
    )
    near = (Choice("Findings", asked.again("findings", *asked.question.words)),) if readable else ()
    return NotInRecord(asked.about, f"a figure for that of {asked.who}", searched, near)


def _found(asked: Asked) -> Answer:
    question = asked.question
    if question.words:
        return _searched(asked, (), weakness=question.weakness)
    if question.weakness:
        return _listed(asked, "Weaknesses that inspectors named", _BODY_KINDS, weakness=True)
    return _listed(
        asked,
        "Findings",
        question.kinds or _BODY_KINDS,
        newest_only=not (question.years or question.paragraphs),
    )


def answer_strengths(asked: Asked) -> Answer:
    """Return the strengths; with words, whatever positive findings touch them."""
    if asked.telling - _PRINTED:
        return _searched(asked, _POSITIVE_KINDS, positive=True)
    listed = _listed(asked, "Strengths", _STRENGTH_KINDS)
    newest = next(
        (item for item in asked.wanted(asked.inspections()) if item.is_full and item.findings), None
    )
    of_one = len(asked.authorities) == 1 and asked.question.sense.asks != "how many"
    if of_one and newest and not asked.record.store.findings((newest.id,), kinds=_STRENGTH_KINDS):
        return praised(asked, newest) or listed
    return _with_count(listed, asked, "in the lists of strengths")


def answer_improvements(asked: Asked) -> Answer:
    """Return the improvement items, newest inspection first; with words, those that touch them."""
    if (mended := answer_put_right(asked)) is not None:
        return mended
    kinds = asked.question.kinds if "priority" in asked.question.kinds else _ITEM_KINDS
    strand = _strand_named(asked)
    if strand is None and asked.telling - _PRINTED:
        words = tuple(word for word in asked.question.words if word not in _PRINTED)
        return _searched(replace(asked, question=replace(asked.question, words=words)), kinds)
    counts = asked.question.sense.asks == "how many"
    limited = asked.question.limit is not None or bool(asked.question.paragraphs)
    if counts and strand is None and not limited and (counted := _counted(asked, kinds)) is not None:
        return counted
    heading = "Areas for priority action" if kinds == ("priority",) else "Areas for improvement"
    listed = _listed(asked, heading, kinds, strand=strand)
    if isinstance(listed, Findings) and (
        lead := outcomes_lead(asked, tuple(one.finding for one in listed.found))
    ):
        return replace(listed, about=replace(listed.about, lead=lead))
    of = f"for {strand} " if strand else ""
    return _with_count(listed, asked, f"{of}in the improvement lists")


def _with_count(answer: Answer, asked: Asked, where: str) -> Answer:
    """Return a list with how long it is, where that is asked."""
    if asked.question.sense.asks != "how many" or not isinstance(answer, Findings):
        return answer
    number = len(answer.found)
    lead = f"{number} {'item' if number == 1 else 'items'} {where} on record of {asked.who}."
    return replace(answer, about=replace(answer.about, lead=lead))


_PRINTED = frozenset(
    "listed list printed named identified raised given set written receive received alone recorded altogether"
    " two three four five six seven eight nine ten eleven twelve thing things".split()
)
"""Words that ask for the list itself."""


def _strand_named(asked: Asked) -> str | None:
    """Return the strand of a framework that the question's words name and nothing else ("safeguarding"), or None."""
    topics, words = asked.record.topics, asked.question.words
    frameworks = {item.framework for item in asked.wanted(asked.inspections())}
    for strand in dict.fromkeys(name for key in frameworks for name in asked.record.frameworks[key].strands):
        named, keys = set(words_of(strand)), set(topics.tag(strand))
        places = {
            at for start, end, found in topics.spans(words) if keys & set(found) for at in range(start, end)
        } | {at for at, word in enumerate(words) if word in named and topics.tells(word)}
        if places and not any(topics.tells(word) for at, word in enumerate(words) if at not in places):
            return strand
    return None


def _counted(asked: Asked, kinds: tuple[str, ...]) -> Answer | None:
    """Return how many items the newest report of those asked about lists; None where the sum of all is asked for."""
    wanted = [item for item in asked.wanted(asked.inspections()) if item.kind != "LSCB review"]
    newest = next((item for item in wanted if item.findings or item.improvement_items is not None), None)
    if len(asked.authorities) != 1 or newest is None or _IN_ALL.search(asked.question.text.lower()):
        return None
    if not newest.findings:
        number = newest.improvement_items
        lead = (
            f"The report on {newest.authority} published {long_date(newest.published)} prints {number} improvement"
            f" {'item' if number == 1 else 'items'}; their text is not on record."
        )
        return Inspections(replace(asked.about, lead=lead), inspection_lines(asked, tuple(wanted)))
    items = asked.record.store.findings((newest.id,), kinds=kinds)
    number, of = len(items), "area for priority action" if kinds == ("priority",) else "area for improvement"
    named = of if number == 1 else of.replace("area", "areas")
    lead = f"{number or 'No'} {named} in the {inspection_name(newest)} of {newest.authority}."
    if not items:
        return Inspections(replace(asked.about, lead=lead), inspection_lines(asked, (newest,)))
    every = asked.inspections()
    heading = f"{named[:1].upper()}{named[1:]}, {asked.who}"
    return Findings(replace(asked.about, lead=lead), heading, _with_superseding(map(Found, items), every))


_IN_ALL = re.compile(
    r"\b(?:on record|in (?:total|all)|altogether|over(?:all| the years)|all (?:the )?(?:inspections|reports)|ever)\b"
)


def answer_search(asked: Asked) -> Answer:
    """Return findings of all authorities (or of those named) for the words, best first."""
    if not asked.question.words:
        return NotInRecord(
            asked.about, "a search without words", "nothing: name what to look for, as in “search gangs”"
        )
    return _searched(asked, (), across=True, weakness=asked.question.weakness)


def superseding(inspections: Iterable[InspectionRecord]) -> dict[str, InspectionRecord]:
    """Return, by inspection id, the later full inspection that supersedes its items.

    Only a full inspection whose findings are on record does (a focused visit supersedes nothing). `inspections` may be
    of several authorities.
    """
    found: dict[str, InspectionRecord] = {}
    next_full: dict[str, InspectionRecord] = {}
    for item in sorted(inspections, key=lambda item: item.published, reverse=True):
        later = next_full.get(item.authority)
        if later is not None and later.published > item.published:
            found[item.id] = later
        if item.is_full and item.findings:
            next_full[item.authority] = item
    return found


def _searched(
    asked: Asked,
    kinds: tuple[str, ...],
    *,
    weakness: bool = False,
    positive: bool = False,
    across: bool = False,
) -> Answer:
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
        if weakness and not isinstance(others := _searched(asked, kinds, across=across), NotInRecord):
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
        found=_with_superseding(found, every),
        corrected=result.corrected,
        notes=(*_missing_notes(result), *_cut_notes(result), *_grades_only_notes(asked, every)),
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
    sense = asked.question.sense
    strong = first.kind == "strength" or "strength" in words_of(first.text)
    listed = "told to" in sense.says if kinds == _ITEM_KINDS else strong
    if not kinds or not sense.yes_or_no or not listed:
        return None
    named = "an area for improvement" if kinds == _ITEM_KINDS else "a strength"
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
    if kinds == _ITEM_KINDS:
        return "Areas for improvement"
    if kinds == _POSITIVE_KINDS:
        return "Positive findings"
    return "Weaknesses" if weakness else "Findings"


def _with_superseding(found: Iterable[Found], inspections: Iterable[InspectionRecord]) -> tuple[Found, ...]:
    later = superseding(inspections)
    return tuple(
        Found(
            item.finding,
            item.score,
            later.get(item.finding.inspection) if item.finding.kind in _ITEM_KINDS else None,
        )
        for item in found
    )


def _listed(
    asked: Asked,
    heading: str,
    kinds: tuple[str, ...],
    *,
    weakness: bool | None = None,
    newest_only: bool = False,
    strand: str | None = None,
) -> Answer:
    every = asked.inspections()
    if not every and asked.authorities:
        return nothing_loaded(asked)
    wanted = asked.wanted(every)
    if not wanted:
        return no_such_inspection(asked, every)
    full = tuple(item for item in wanted if not item.grades_only)
    if newest_only:
        full = _newest_of_each(full)
    findings = asked.record.store.findings((item.id for item in full), kinds=kinds, weakness=weakness)
    if asked.question.limit is not None:
        findings = tuple(one for one in findings if one.within == asked.question.limit)
    if strand is not None:
        findings = tuple(one for one in findings if one.strand == strand)
    if asked.question.paragraphs:
        findings = tuple(one for one in findings if stands_in(one.ref, asked.question.paragraphs))
    if not findings:
        return _none_listed(asked, heading, wanted, every)
    return Findings(
        asked.about,
        heading=f"{heading}, {asked.who}",
        found=_with_superseding(map(Found, findings), every),
        notes=(*_unlisted_notes(heading, full, findings), *_grades_only_notes(asked, every)),
    )


def _newest_of_each(inspections: Iterable[InspectionRecord]) -> tuple[InspectionRecord, ...]:
    newest: dict[str, InspectionRecord] = {}
    for item in inspections:
        newest.setdefault(item.authority, item)
    return tuple(newest.values())


def _unlisted_notes(
    heading: str, inspections: Iterable[InspectionRecord], findings: Iterable[FindingRecord]
) -> tuple[str, ...]:
    """Say which inspections have findings on record but no list of this kind."""
    have = {finding.inspection for finding in findings}
    silent = [inspection_name(item) for item in inspections if item.id not in have]
    if heading not in ("Strengths", "Areas for improvement") or not silent or len(silent) > 4:
        return ()
    return (f"No list of {heading.lower()} in: {'; '.join(silent)}.",)


def _grades_only_notes(asked: Asked, inspections: Iterable[InspectionRecord]) -> tuple[str, ...]:
    """Say, for each authority asked about, that a newer inspection is on record with its grades only."""
    notes = []
    for name in asked.authorities:
        own = [item for item in inspections if item.authority == name]
        newest_full = next((item for item in own if not item.grades_only), None)
        if own and own[0].grades_only and newest_full is not None:
            notes.append(
                f"{name} has a newer inspection, published {long_date(own[0].published)}, of which only the grades are"
                " on record; “ofsted-bot read” adds its findings."
            )
    return tuple(notes)


def _none_listed(
    asked: Asked, heading: str, wanted: tuple[InspectionRecord, ...], every: tuple[InspectionRecord, ...]
) -> NotInRecord:
    readable = [item for item in wanted if not item.grades_only]
    if readable:
        searched = "; ".join(inspection_name(item) for item in readable[:4])
    else:
        searched = _grades_only(len(wanted), asked)
    near = [Choice("Grades", asked.again("grades"))] if asked.authorities else []
    if any(not item.grades_only for item in every):
        near.append(Choice("Findings", asked.again("findings")))
    return NotInRecord(asked.about, f"{heading.lower()} of {asked.who}", searched, tuple(near))


def _searched_through(every: tuple[InspectionRecord, ...], asked: Asked) -> str:
    """Say what there is of the inspections on record, where none with findings is of the time asked about."""
    read = sum(not item.grades_only for item in every)
    if not read:
        return _grades_only(len(every), asked)
    number = f"{len(every)} {'inspection' if len(every) == 1 else 'inspections'} of {asked.who}"
    have = f"{read} {'has' if read == 1 else 'have'} findings on record"
    return f"{number}, of which {have}, none of the time asked about"


def _grades_only(number: int, asked: Asked) -> str:
    return (
        f"{number} {'inspection' if number == 1 else 'inspections'} of {asked.who}, of which only the grades are on"
        " record; “ofsted-bot read” adds a report's findings"
    )


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
