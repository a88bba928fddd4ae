"""The sense of a question beyond its topic: what kind of answer it wants, and which grade, region or span it names.

Pure: words in, a frozen value out. Nothing here knows what is on record.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from knowledge.models import Grade

Asks = Literal["what", "whether", "why", "who", "when", "how many", "how long", "which", "became"]

REGIONS: dict[str, str] = {
    "north east": "North East",
    "north west": "North West",
    "yorkshire and the humber": "Yorkshire and the Humber",
    "yorkshire and humber": "Yorkshire and the Humber",
    "east midlands": "East Midlands",
    "west midlands": "West Midlands",
    "east of england": "East of England",
    "london": "London",
    "yorkshire": "Yorkshire and the Humber",
    "humber": "Yorkshire and the Humber",
    "south east": "South East",
    "south west": "South West",
}
"""Regions as people write them, and as `authorities.yaml` does; longest first where one begins another."""

_GRADES: tuple[tuple[str, Grade], ...] = (
    ("requires improvement to be good", "requires improvement"),
    ("requires improvement", "requires improvement"),
    ("require improvement", "requires improvement"),
    ("required improvement", "requires improvement"),
    ("requiring improvement", "requires improvement"),
    ("outstanding", "outstanding"),
    ("inadequate", "inadequate"),
    ("adequate", "adequate"),
    ("good", "good"),
    ("ri", "requires improvement"),
    ("grade 1", "outstanding"),
    ("grade 2", "good"),
    ("grade 3", "adequate"),
    ("grade 4", "inadequate"),
)
_GRADE = re.compile(r"\b(" + "|".join(phrase for phrase, _ in _GRADES) + r")\b")
_MOVED = re.compile(rf"{_GRADE.pattern} (?:straight )?to {_GRADE.pattern}")
_WHETHER = re.compile(r"^(?:and )?(?:is|are|was|were|has|have|had|did|does|do|isn't|wasn't|aren't|didn't)\b")
_ASKS: tuple[tuple[Asks, re.Pattern[str]], ...] = (
    (
        "became",
        re.compile(r"\b(?:what (?:has )?(?:happened|became|become) (?:to|of|with)|followed up|follow-up)\b"),
    ),
    ("how long", re.compile(r"\b(?:how long|duration|length of|inspection length|how many days)\b")),
    (
        "how many",
        re.compile(
            r"\b(?:how many|numbers?|how much|count|percent(?:age)?|proportion|what share|figures?)\b"
        ),
    ),
    ("why", re.compile(r"^why\b")),
    (
        "who",
        re.compile(r"\b(?:who|whose|whom|lead inspector|lead hmi|led by|inspector led|lead)\b|\binspector$"),
    ),
    ("when", re.compile(r"\b(?:when|what date|which date|what day|what year|which year|dates?|published)\b")),
    ("which", re.compile(r"\b(?:which|list|name)\b")),
)
_SINCE = re.compile(r"\b(?:since|after|from)\s+(20\d\d|19\d\d)\b")
_UNTIL = re.compile(r"\b(?:before|until|up to|to)\s+(20\d\d|19\d\d)\b")


@dataclass(frozen=True, slots=True)
class Sense:
    """What a question wants.

    Attributes:
        asks: The kind of answer; `what` when no question word says more.
        grade: The grade that it names, if one.
        moved: Grades in "from ... to ...".
        region: The region that it names.
        since: First year of a span, itself included ("since 2018"; "after 2018" means from 2019).
        until: Last year of a span, itself included ("before 2018" means until 2017).
        across: Whether it asks which authorities, rather than about one.
        publication: Whether a date asked for is that of publication.
    """

    asks: Asks = "what"
    grade: Grade | None = None
    moved: tuple[Grade, Grade] | None = None
    region: str | None = None
    since: int | None = None
    until: int | None = None
    across: bool = False
    publication: bool = False


_ACROSS = re.compile(
    r"\b(?:which|what|who|list|name|any|all|show|how many|other)\b.{0,40}?"
    r"\b(?:authorit(?:y|ies)|councils?|areas?|boroughs?|la|las|counties|cities|places|services)\b"
    r"|^who (?:is|are|was|were|went|moved|got|has|have|improved|declined)\b|\banywhere\b|\beveryone\b"
)


_CLIPPED = re.compile(r"\?\s*$|\by/n\b|\b(?:yet|still)\b")
_PUBLICATION = re.compile(r"\b(?:publish|published|publication|come out|came out|released?|issued)\b")


def sense_of(text: str) -> Sense:
    """Return the sense of a cleaned text."""
    lowered = re.sub(r"[^a-z0-9' -]+", " ", text.lower())
    lowered = re.sub(r"\s+-\s+|\s+", " ", lowered).strip()
    moved = _MOVED.search(lowered)
    grades = _GRADE.findall(lowered)
    since, until = _span(lowered)
    return Sense(
        asks="whether"
        if grades and _CLIPPED.search(text.lower()) and _asks(lowered) == "what"
        else _asks(lowered),
        grade=_grade(grades[0]) if grades else None,
        moved=(_grade(moved.group(1)), _grade(moved.group(2))) if moved else None,
        region=_region(lowered),
        since=since,
        until=until,
        across=bool(_ACROSS.search(lowered)),
        publication=bool(_PUBLICATION.search(lowered)),
    )


def _asks(text: str) -> Asks:
    if _WHETHER.match(text):
        return "whether"
    for asks, pattern in _ASKS:
        if pattern.search(text):
            return asks
    return "what"


def _grade(phrase: str) -> Grade:
    return next(grade for known, grade in _GRADES if known == phrase)


def _region(text: str) -> str | None:
    for phrase, name in (*REGIONS.items(), *_SHORT_REGIONS.items()):
        if re.search(rf"\b{phrase}\b", text):
            return name
    return None


_SHORT_REGIONS = {"ne": "North East", "nw": "North West", "yorks": "Yorkshire and the Humber"}


def _span(text: str) -> tuple[int | None, int | None]:
    since, until = _SINCE.search(text), _UNTIL.search(text)
    first = int(since.group(1)) + (since.group().startswith("after")) if since else None
    last = int(until.group(1)) - (until.group().startswith("before")) if until else None
    return first, last


def grade_words(words: Sequence[str]) -> frozenset[str]:
    """Return those of `words` that only name a grade, and so say nothing about a subject."""
    named = {word for phrase, _ in _GRADES for word in phrase.split()}
    return frozenset(word for word in words if word in named)
