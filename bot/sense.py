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
    ("o s", "outstanding"),
    ("grade 1", "outstanding"),
    ("grade 2", "good"),
    ("grade 3", "adequate"),
    ("grade 4", "inadequate"),
)
_GRADE = re.compile(r"\b(" + "|".join(phrase for phrase, _ in _GRADES) + r")\b")
_NO_GRADE = re.compile(
    r"\b(?:any|no|how|as|so|very|pretty|for) good\b"
    r"|\bgood at\b(?! (?:the|its|their|last|latest|that|this)\b)|\bgood (?:as|enough|practice|quality|news"
    r"|evidence|support|progress|idea|use|relationships?)\b"
)
"""Uses of "good" that name no grade."""
_MOVED = re.compile(rf"{_GRADE.pattern} (?:straight )?to {_GRADE.pattern}")
_WHETHER = re.compile(
    r"^(?:and )?(?:is|are|was|were|has|have|had|did|does|do|isn't|wasn't|aren't|didn't|hasn't|doesn't)\b"
    r"|^any .*\b(?:inspections?|visits?)\b"
)
_TAG = re.compile(r"\b(?:is|was|are|were|did|does|do|has|have|had)n't (?:it|they|he|she|there)$")
"""What turns a statement into a question: "..., wasn't it?"."""
_OPENINGS = re.compile(
    r"^(?:(?:hi|hello|hey|hiya|morning|good (?:morning|afternoon)|afternoon|all|team|folks|sorry|please|pls"
    r"|thanks|quick"
    r"|one|question|query|just|so|ok|okay|um|well|also|again|erm|and|but|now|then|there)\b ?-?)+"
    r"|^(?:can|could|would|will) (?:you|u|anyone|someone|somebody|we|i) (?:please |pls |just )?(?:tell|remind"
    r"|show|give|let"
    r"|confirm|say|explain|find|check|help|look|ask|get|see|have)(?: me| us)?(?: know| out| up)?"
    r"|^(?:i|we)(?:'d| would|'m| am|'re| are)? ?(?:just )?(?:need|want|like|trying|wondering|looking|asked|after)"
    r"(?: for| to (?:know|find out|see|check|understand|ask))?"
    r"|^(?:do|does|did) (?:you|we|anyone|anybody|u) (?:happen to )?(?:know|remember|recall)"
    r"|^(?:any|got any|have you any) (?:idea|chance|clue)|^(?:remind|tell|show|give) (?:me|us)|^wondering"
)
"""Openings that ask politely and say nothing: "can you tell me", "do you know"."""
_MENDED = "put right|addressed|resolved|acted on|dealt with|sorted|remedied"
_ITEMS = "(?:areas?|items?|actions?|recommendations?|points?|weakness(?:es)?|issues?|problems?)"
_ASKS: tuple[tuple[Asks, re.Pattern[str]], ...] = (
    (
        "became",
        re.compile(
            r"\b(?:what (?:has )?(?:happened|became|become) (?:to|of|with)|followed up|follow-up)\b"
            rf"|\b(?:fix|fixed|{_MENDED})\b.*\b{_ITEMS}\b|\b{_ITEMS}\b.*\b(?:fixed|{_MENDED})\b"
        ),
    ),
    ("how long", re.compile(r"\b(?:how long|duration|length of|inspection length|how many days)\b")),
    (
        "how many",
        re.compile(
            r"\b(?:how many|no of|(?<!low )(?<!high )(?<!small )(?<!large )(?<!falling )(?<!rising )numbers?|count"
            r"|percent(?:age)?|proportion|(?:what|the) share|figures?|population|headcount"
            r"|pct|sampled?|respondents|total|statistics?|stats)\b|%"
        ),
    ),
    ("why", re.compile(r"\bwhy\b|\breasons? (?:for|why|behind)\b|\bwhat explains\b")),
    (
        "who",
        re.compile(
            r"\b(?:who|whos|who's|whose|whom|lead inspector|lead hmi|led by|inspector led|lead(?! members?\b)"
            r"|names? of)\b"
            r"|\b(?:inspector|name)$|\b(?:which|what) (?:hmi|inspectors?)\b"
        ),
    ),
    (
        "when",
        re.compile(
            r"\bsince$|\b(?:when|what date|which date|what day|what year|which year|dates?|published)\b"
        ),
    ),
    (
        "whether",
        re.compile(
            r"\b(?:whether|if)\b|\b(?:is|are|was|were) there (?:one|any)\b|\b(?:true|correct|confirm)\b"
            r"|\bam i right\b|\bright in thinking\b"
        ),
    ),
    ("which", re.compile(r"\b(?:which|list|name)\b")),
)
_MONTH = r"(?:(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]* )?"
_SINCE = re.compile(
    rf"(?<!looked )\b(?:since|after|from)\s+{_MONTH}(20\d\d|19\d\d)\b"
    r"(?! (?:ilacs|sif|slac|jtai|inspections?|visits?|reports?|letters?)\b)|\b(20\d\d)(?= (?:to|until|till) (?:20"
    r"|19)\d\d\b)"
)
_UNTIL = re.compile(rf"\b(?:before|until|up to|to)\s+(?:the |its |their )?{_MONTH}(20\d\d|19\d\d)\b")


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
        under: Year of the framework that it names ("under the 2026 framework").
        across: Whether it asks which authorities, rather than about one.
        publication: Whether a date asked for is that of publication.
    """

    asks: Asks = "what"
    grade: Grade | None = None
    moved: tuple[Grade, Grade] | None = None
    region: str | None = None
    since: int | None = None
    until: int | None = None
    under: int | None = None
    across: bool = False
    publication: bool = False


_ACROSS = re.compile(
    r"\b(?:which|what|who|list|name|any|all|show|how many|other)\b.{0,40}?"
    r"\b(?:authorit(?:y|ies)|councils?|areas?|boroughs?|la|las|counties|cities|places|services)\b"
    r"|^who (?:is|are|was|were|went|moved|got|has|have|improved|declined)\b|\banywhere\b|\beveryone\b"
)


_CLIPPED = re.compile(r"\?|\by/n\b|\b(?:yet|still)\b|\b(?:now|currently)\W*$")
_CLIPPED_MOVE = re.compile(r"\b(?:better|worse|improved|up|down)\b.*\?\s*$")
_PUBLICATION = re.compile(r"\b(?:publish|published|publication|come out|came out|released?|issued)\b")


def sense_of(text: str) -> Sense:
    """Return the sense of a cleaned text."""
    lowered = re.sub(r"\s*(?:[-=]+>|→)\s*", " to ", text.lower())
    lowered = re.sub(r"[^a-z0-9%' -]+", " ", lowered)
    lowered = _opened(re.sub(r"\s+-\s+|\s+", " ", lowered).strip())
    moved = _MOVED.search(lowered)
    grades = _GRADE.findall(_NO_GRADE.sub(" ", lowered))
    since, until = _span(lowered)
    return Sense(
        asks="whether"
        if _asks(lowered) == "what" and _is_clipped(text.lower(), graded=bool(grades))
        else _asks(lowered),
        grade=_grade(grades[0]) if grades else None,
        moved=(_grade(moved.group(1)), _grade(moved.group(2))) if moved else None,
        region=_region(lowered),
        since=since,
        until=until,
        under=_under(lowered),
        across=bool(_ACROSS.search(lowered)),
        publication=bool(_PUBLICATION.search(lowered)),
    )


def _is_clipped(text: str, *, graded: bool) -> bool:
    """Return whether a text without a question word asks for a yes or no: "bury inadequate now?"."""
    return (graded and _CLIPPED.search(text) is not None) or _CLIPPED_MOVE.search(text) is not None


def _opened(text: str) -> str:
    """Return `text` without its polite openings."""
    while (found := _OPENINGS.match(text)) and found.end() and text[found.end() :].strip():
        text = text[found.end() :].strip()
    return text


def _asks(text: str) -> Asks:
    if _WHETHER.match(text) or _TAG.search(text):
        return "whether"
    for asks, pattern in _ASKS:
        if pattern.search(text):
            return asks
    return "what"


def _grade(phrase: str) -> Grade:
    return next(grade for known, grade in _GRADES if known == phrase)


def _region(text: str) -> str | None:
    for phrase, name in (*REGIONS.items(), *_SHORT_REGIONS.items(), *_LETTERS.items()):
        if re.search(rf"\b(?:{phrase})(?!\w)", text):
            return name
    return None


REGION_WORDS = frozenset(word for phrase in REGIONS for word in phrase.split()) | frozenset(
    "region regions regional mids yorks eastern humberside ne nw sw se w e".split()
)
"""Words that name a region, or help to."""
_OF_A_REGION = "(?= (?:region|councils?|las?|authorit(?:y|ies)|local authorit|boroughs|england))"
_LETTERS = {
    f"{letters}{_OF_A_REGION}": name
    for letters, name in {
        "ne": "North East",
        "nw": "North West",
        "se": "South East",
        "sw": "South West",
    }.items()
}
_SHORT_REGIONS = {
    "yorks": "Yorkshire and the Humber",
    "west mids": "West Midlands",
    "east mids": "East Midlands",
    "w mids": "West Midlands",
    "e mids": "East Midlands",
    "eastern region": "East of England",
}


def _span(text: str) -> tuple[int | None, int | None]:
    since, until = _SINCE.search(text), _UNTIL.search(text)
    first = int(since.group(1) or since.group(2)) + since.group().startswith("after") if since else None
    last = int(until.group(1)) - (until.group().startswith("before")) if until else None
    return first, last


_UNDER = re.compile(r"\bunder (?:the )?(?:\w+ )?(20\d\d)\b|\b(20\d\d) (?:(?!which|what)\w+ )?framework\b")


def _under(text: str) -> int | None:
    named = _UNDER.search(text)
    return int(named.group(1) or named.group(2)) if named else None


def grade_words(words: Sequence[str]) -> frozenset[str]:
    """Return those of `words` that only name a grade, and so say nothing about a subject."""
    named = {word for phrase, _ in _GRADES for word in phrase.split()}
    return frozenset(word for word in words if word in named)
