"""Findings: what inspectors found, by kind, by words, by inspection; and the search across all authorities."""

import re
from dataclasses import replace

from bot.answering.area_facts import area_fact, asked_fact, is_without
from bot.answering.asked import Asked, inspection_name
from bot.answering.inspected import named, team_counted
from bot.answering.judged import inspection_lines
from bot.answering.listed import ITEM_KINDS, POSITIVE_KINDS, list_findings, with_superseding
from bot.answering.put_right import answer_put_right, outcomes_lead
from bot.answering.reasons import praised
from bot.answering.searched import search_findings
from bot.answers import Answer, Choice, Findings, Found, Inspections, NotInRecord
from bot.deadlines import long_date
from bot.ways import any_of
from knowledge.topics import words_of

_TEAM = ("inspection", "team")
"""How reports speak of the inspectors who came."""
_STRENGTH_KINDS = ("strength",)
_BODY_KINDS = ("strength", "practice", "improvement", "priority", "narrative")


def answer_findings(asked: Asked) -> Answer:
    """Return the findings for the question's words, or the newest inspection's in report order."""
    if (mended := answer_put_right(asked)) is not None:
        return mended
    if (stated := area_fact(asked)) is not None:
        return stated
    question = asked.question
    if "how many inspectors" in question.sense.says:
        printed = search_findings(replace(asked, question=replace(question, words=_TEAM)), ())
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
        return search_findings(asked, (), weakness=question.weakness)
    if question.weakness:
        return list_findings(asked, "Weaknesses that inspectors named", _BODY_KINDS, weakness=True)
    return list_findings(
        asked,
        "Findings",
        question.kinds or _BODY_KINDS,
        newest_only=not (question.years or question.paragraphs),
    )


def answer_strengths(asked: Asked) -> Answer:
    """Return the strengths; with words, whatever positive findings touch them."""
    if asked.telling - _PRINTED:
        return search_findings(asked, POSITIVE_KINDS, positive=True)
    listed = list_findings(asked, "Strengths", _STRENGTH_KINDS)
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
    kinds = asked.question.kinds if "priority" in asked.question.kinds else ITEM_KINDS
    strand = _strand_named(asked)
    if strand is None and asked.telling - _PRINTED:
        words = tuple(word for word in asked.question.words if word not in _PRINTED)
        return search_findings(replace(asked, question=replace(asked.question, words=words)), kinds)
    counts = asked.question.sense.asks == "how many"
    limited = asked.question.limit is not None or bool(asked.question.paragraphs)
    if counts and strand is None and not limited and (counted := _counted(asked, kinds)) is not None:
        return counted
    heading = "Areas for priority action" if kinds == ("priority",) else "Areas for improvement"
    listed = list_findings(asked, heading, kinds, strand=strand)
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
    urgent = sum(one.kind == "priority" for one in items)
    said = [_areas(urgent, "priority action")] if urgent or kinds == ("priority",) else []
    if kinds != ("priority",):
        said.append(_areas(len(items) - urgent, "improvement"))
    counted = " and ".join(said)
    lead = f"{counted[:1].upper()}{counted[1:]}: {named(newest, 'the')}."
    if not items:
        return Inspections(replace(asked.about, lead=lead), inspection_lines(asked, (newest,)))
    every = asked.inspections()
    heading = f"{counted[:1].upper()}{counted[1:]}, {asked.who}"
    return Findings(replace(asked.about, lead=lead), heading, with_superseding(map(Found, items), every))


def _areas(number: int, of: str) -> str:
    """Return so many areas in words: "2 areas for improvement", "no area for priority action"."""
    return f"{number or 'no'} {'areas' if number > 1 else 'area'} for {of}"


_IN_ALL = re.compile(
    r"\b(?:on record|in (?:total|all)|altogether|over(?:all| the years)|all (?:the )?(?:inspections|reports)|ever)\b"
)


def answer_search(asked: Asked) -> Answer:
    """Return findings of all authorities (or of those named) for the words, best first."""
    if not asked.question.words:
        return NotInRecord(
            asked.about, "a search without words", "nothing: name what to look for, as in “search gangs”"
        )
    text = asked.question.text.lower()
    if not asked.question.weakness and _TOLD_TO.search(text):
        return search_findings(asked, ITEM_KINDS, across=True)
    if not asked.question.weakness and _PRAISED.search(text):
        return search_findings(asked, POSITIVE_KINDS, across=True, positive=True)
    return search_findings(asked, (), across=True, weakness=asked.question.weakness)


_PRAISED = any_of(
    "praised|praise|commended|applauded|do well|does well|did well|strong on|good at|strengths? (?:in|on|for)"
)
_TOLD_TO = any_of(
    "(?:told|asked|need(?:s|ed)?|ha(?:s|d|ve)|required|advised) to improve|areas? for (?:improvement|priority action)"
)
