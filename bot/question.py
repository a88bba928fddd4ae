"""The question: what a text asks for, once parsed. The same for every way of asking.

Values only; `bot.parsing` makes them, `bot.answering` reads them.
"""

import datetime as dt
from dataclasses import dataclass, field, replace
from typing import Literal

from bot.dating import Period, Turn, months_past
from bot.matching import NameMatch
from bot.sense import Sense
from knowledge.models import FindingKind, Grade

TopicName = Literal[
    "grades",
    "findings",
    "strengths",
    "improvements",
    "deadlines",
    "history",
    "inspections",
    "summary",
    "changes",
    "compare",
    "search",
    "track",
    "mine",
    "overdue",
    "coverage",
    "authorities",
    "help",
]


@dataclass(frozen=True, slots=True)
class Group:
    """Authorities that a list is asked of: those of an area ("South Yorkshire")."""

    name: str
    authorities: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Condition:
    """A part of a list's question with a grade of its own: "good overall", "but not outstanding for leadership".

    `words` name what is judged, the overall judgement where there are none; `denied`: it must have another grade;
    `of_any`: any judgement beside the overall one will do; `year`: that of the inspection, where parts name several.
    """

    words: tuple[str, ...]
    grade: Grade
    denied: bool = False
    of_any: bool = False
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """What a text asks for.

    Attributes:
        text: The cleaned text.
        topic: What is asked.
        topic_named: Whether the text named the topic, rather than the topic being the likeliest.
        names: Every place of the text that names an authority, text order.
        group: The authorities of which a list is asked by the name of an area, if any.
        area: The area named, if any, whether or not a list of it is asked.
        words: Content words in text order, lower case; no names, years, topic words or stop words.
        kinds: Kinds of finding asked for; empty for all.
        weakness: Only what tells a weakness.
        years: Years named, in text order.
        turn: Which inspection in time the text asks for, if any ("the last inspection", "the one before").
        inspection_kind: `focused visit` and the like, when the text names one.
        months: Months named, 1 to 12, in text order.
        day: The one full date named, if any.
        period: The stretch of days that what asks names, if any: "before April 2025".
        parts: The content words of each of its clauses, where it has several: the one that asks may be any of them.
        conditions: The parts that name a grade each: "good overall but outstanding leaders".
        counted: The words of what it asks the number of: "how many looked after children teams".
        sides: The words before and after "than", "above" and the like, where two things are set against each other.
        outside: Why it lies outside the record by its nature, if it does (`bot.outside`).
        paragraphs: Paragraphs or items of a report named by their numbers.
        family: Framework family named (`slac`, `sif`, `ilacs`, ...), if one.
        limit: Time limit named, as inspection files write it (`3 months`), if one.
        sense: What kind of answer is wanted, and which grade, region or span is named.
    """

    text: str
    topic: TopicName
    topic_named: bool = True
    names: tuple[NameMatch, ...] = ()
    group: Group | None = None
    area: Group | None = None
    words: tuple[str, ...] = ()
    kinds: tuple[FindingKind, ...] = ()
    weakness: bool = False
    years: tuple[int, ...] = ()
    turn: Turn | None = None
    inspection_kind: str | None = None
    months: tuple[int, ...] = ()
    day: dt.date | None = None
    period: Period | None = None
    paragraphs: tuple[int, ...] = ()
    parts: tuple[tuple[str, ...], ...] = ()
    conditions: tuple[Condition, ...] = ()
    counted: tuple[str, ...] = ()
    sides: tuple[tuple[str, ...], tuple[str, ...]] | None = None
    outside: str | None = None
    family: str | None = None
    limit: str | None = None
    sense: Sense = field(default_factory=Sense)


def dated_from(question: Question, today: dt.date) -> Question:
    """Return a question with the time that "this year", "last month" or "the last six months" means on a day.

    Only where it names no year and no inspection in time.
    """
    says = question.sense.says
    if question.years or question.turn not in (None, "latest"):
        return question
    if {"this year", "last year"} & says and question.turn is None:
        year = today.year - ("this year" not in says)
        period = Period(dt.date(year, 1, 1), dt.date(year, 12, 31))
        return replace(question, years=(year,), period=question.period or period)
    lists = question.topic in ("inspections", "grades", "search")
    if question.names or not lists or not {"this month", "last month", "months past"} & says:
        return question
    first = today.replace(day=1)
    if "last month" in says:
        last = first - dt.timedelta(days=1)
        return replace(question, period=Period(last.replace(day=1), last), turn=None)
    if "this month" in says:
        return replace(question, period=Period(first, today), turn=None)
    months = today.year * 12 + today.month - 1 - months_past(question.text.lower())
    start = dt.date(months // 12, months % 12 + 1, min(today.day, 28))
    return replace(question, period=Period(start, today), turn=None)
