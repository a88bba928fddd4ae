"""The sense of a question beyond its topic: what kind of answer it wants, and which grade, region or span it names.

Pure: words in, a frozen value out. Nothing here knows what is on record.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from bot.ways import any_of
from knowledge.models import Grade

Asks = Literal["what", "whether", "why", "who", "when", "how many", "how long", "which", "became"]
Says = Literal[
    "ever",
    "no longer",
    "at least",
    "merely",
    "than",
    "worse",
    "overall given",
    "passed",
    "areas",
    "statement",
    "who",
    "led by",
    "theme",
    "kind",
    "short",
    "standard",
    "share",
    "budget",
    "director",
    "is there a",
]
"""What a question may say besides; each is one of its own ways of being said."""

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
_MOVED = re.compile(rf"{_GRADE.pattern} (?:straight )?to {_GRADE.pattern}")
_NO_GRADE = any_of(
    "(?:any|no|how|as|so|very|pretty|for) good",
    "good at(?! (?:the|its|their|last|latest|that|this)\\b)",
    "good (?:as|enough|practice|quality|news|evidence|support|progress|idea|use|relationships?)",
)
"""Uses of "good" that name no grade."""

_OPENINGS = re.compile(
    "^(?:{})".format(
        "|".join(
            (
                r"(?:(?:hi|hello|hey|hiya|(?:good )?morning|(?:good )?afternoon|all|team|folks|there|sorry|please|pls"
                r"|thanks|quick|one|question|query|just|so|ok|okay|um|well|also|again|erm|and|but|now|then)\b ?-?)+",
                r"(?:can|could|would|will) (?:you|u|anyone|someone|somebody|we|i) (?:please |pls |just )?"
                r"(?:tell|remind|show|give|let|confirm|say|explain|find|check|help|look|ask|get|see|have)"
                r"(?: me| us)?(?: know| out| up)?",
                r"(?:i|we)(?:'d| would|'m| am|'re| are)? ?(?:just )?"
                r"(?:need|want|like|trying|wondering|looking|asked|after)"
                r"(?: for| to (?:know|find out|see|check|understand|ask))?",
                r"(?:do|does|did) (?:you|we|anyone|anybody|u) (?:happen to )?(?:know|remember|recall)",
                r"(?:any|got any|have you any) (?:idea|chance|clue)",
                r"(?:remind|tell|show|give) (?:me|us)",
                r"wondering",
            )
        )
    )
)
"""Openings that ask politely and say nothing: "can you tell me", "do you know"."""

_WHETHER = re.compile(
    r"^(?:and )?(?:is|are|was|were|has|have|had|did|does|do)(?:n't)?\b|^any .*\b(?:inspections?|visits?)\b"
    # "..., wasn't it?" turns a statement into a question.
    r"|\b(?:is|was|are|were|did|does|do|has|have|had)n't (?:it|they|he|she|there)$"
)
_MENDED = "(?:put right|addressed|resolved|acted on|dealt with|sorted|remedied)"
_ITEMS = "(?:areas?|items?|actions?|recommendations?|points?|weakness(?:es)?|issues?|problems?)"
_ASKS: tuple[tuple[Asks, re.Pattern[str]], ...] = (
    (
        "became",
        any_of(
            "what (?:has )?(?:happened|became|become) (?:to|of|with)",
            "followed up",
            "follow-up",
            rf"(?:fix|fixed|{_MENDED})\b.*\b{_ITEMS}",
            rf"{_ITEMS}\b.*\b(?:fixed|{_MENDED})",
        ),
    ),
    ("how long", any_of("how long", "duration", "length of", "inspection length", "how many days")),
    (
        "how many",
        any_of(
            "how many",
            "no of",
            "(?<!low )(?<!high )(?<!small )(?<!large )(?<!falling )(?<!rising )numbers?",
            "count|total|figures?|statistics?|stats|population|headcount",
            "percent(?:age)?|pct|proportion|(?:what|the) share",
            "sampled?|respondents",
        ),
    ),
    ("why", any_of("why", "reasons? (?:for|why|behind)", "what explains")),
    (
        "who",
        any_of(
            "who|whos|who's|whose|whom|names? of",
            "lead(?! members?\\b)|led by|inspector led",
            "(?:inspector|name)$",
            "(?:which|what) (?:hmi|inspectors?)",
        ),
    ),
    ("when", any_of("when", "(?:what|which) (?:date|day|year)", "dates?", "published", "since$")),
    (
        "whether",
        any_of(
            "whether|if",
            "(?:is|are|was|were) there (?:one|any)",
            "true|correct|confirm",
            "am i right|right in thinking",
        ),
    ),
    ("which", any_of("which|list|name")),
)
_QUESTION_WORD = any_of("what|how|where|whats|hows|wheres")
_SAYS: dict[Says, re.Pattern[str]] = {
    "ever": any_of("ever", "at any (?:time|point)", "in the past"),
    "no longer": any_of(
        "no longer", "not .*any ?more", "(?:come|came|get|got|moved?|moves) out of", "escaped?"
    ),
    "at least": any_of("at least", "good or (?:better|outstanding|above)"),
    "merely": any_of("merely", "only", "just", "no better than"),
    "than": any_of("than|since"),
    "worse": any_of("worse", "down", "dropped", "declined", "fallen", "fell", "deteriorated"),
    "overall given": any_of("overall .*given", "(?:have|has|had|get|got|there|given|graded) .*overall"),
    "passed": any_of("passed", "overdue", "late", "missed", "expired", "gone by", "elapsed", "behind"),
    "areas": any_of("areas?|items?|actions?|recommendations?|points?", "improve\\w*(?! plan)"),
    "statement": any_of("statement"),
    "who": any_of("who|whos|who's|whom", "(?:which|what) inspectors?"),
    "led by": any_of("led by", "lead|led|leading|inspector", "in charge", "carried out by"),
    "theme": any_of("theme|topic|subject|about|focus|scope", "look(?:ed)? at", "cover(?:ed)?"),
    "kind": any_of("kind|type|full|framework|standard|short"),
    "short": any_of("short"),
    "standard": any_of("standard"),
    "share": any_of("percent(?:age)?|pct|proportion|share|rate"),
    "budget": any_of(
        "budget|salary|wages?|allowances?|pays?|paid|pounds",
        "how much .*(?:spen[dt]|costs?)",
    ),
    "director": any_of(
        "directors?|dcs|leader|manager|officer|commissioner|minister|mayor|councillor",
        "chairs?|chaired|chairman|chairwoman",
        "lead member|head of|head ?teacher|chief executive",
        "names?|addressed|sign(?:ed|s)",
    ),
    "is there a": any_of(
        "(?:is|are|was|were) there (?:an?|any|one)",
        r"^(?:does|do|did)(?: [\w' -]{1,40}?)? (?:have|use|run|hold|offer|provide|operate|employ)",
        r"^(?:has|have|had)(?: [\w' -]{1,40}?)? got",
        "^any",
    ),
}
_ABOUT_MONEY = any_of("too|low|high|cuts?|reduc\\w+|pressures?|savings?", "impact|effect|whether|strateg\\w+")
"""Words beside money that ask what inspectors say of it, not for a sum."""

_MONTH = r"(?:(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]* )?"
_YEAR = r"((?:19|20)\d\d)"
_SINCE = re.compile(
    rf"(?<!looked )\b(?:since|after|from) {_MONTH}{_YEAR}\b(?! (?:inspections?|visits?|reports?|letters?)\b)"
    rf"|\b{_YEAR}(?= (?:to|until|till) (?:19|20)\d\d\b)"
)
_UNTIL = re.compile(rf"\b(?:before|until|up to|to) (?:the |its |their )?{_MONTH}{_YEAR}\b")
_UNDER = re.compile(rf"\bunder (?:the )?(?:\w+ )?{_YEAR}\b|\b{_YEAR} (?:(?!which|what)\w+ )?framework\b")
_PUBLICATION = any_of("publish|published|publication|issued|released?", "(?:come|came) out")
_ACROSS = any_of(
    "(?:which|what|who|list|name|any|all|show|how many|other)\\b.{0,40}?"
    "\\b(?:authorit(?:y|ies)|councils?|areas?|boroughs?|la|las|counties|cities|places|services)",
    "^who (?:is|are|was|were|went|moved|got|has|have|improved|declined)",
    "anywhere|everyone",
)
_GRADED_AND_CLIPPED = re.compile(r"\?|\by/n\b|\b(?:yet|still)\b|\b(?:now|currently)\W*$")
_MOVED_AND_CLIPPED = re.compile(r"\b(?:better|worse|improved|up|down)\b.*\?\s*$")


@dataclass(frozen=True, slots=True)
class Sense:
    """What a question wants.

    Attributes:
        asks: The kind of answer; `what` when no question word says more.
        questioned: Whether it ends with a question mark and has no question word: "virtual school in islington?".
        grade: The grade that it names, if one.
        moved: Grades in "from ... to ...".
        region: The region that it names.
        since: First year of a span, itself included ("since 2018"; "after 2018" means from 2019).
        until: Last year of a span, itself included ("before 2018" means until 2017).
        under: Year of the framework that it names ("under the 2026 framework").
        across: Whether it asks which authorities, rather than about one.
        publication: Whether a date asked for is that of publication.
        says: What it says besides that bears on its answer.
    """

    asks: Asks = "what"
    questioned: bool = False
    grade: Grade | None = None
    moved: tuple[Grade, Grade] | None = None
    region: str | None = None
    since: int | None = None
    until: int | None = None
    under: int | None = None
    across: bool = False
    publication: bool = False
    says: frozenset[Says] = frozenset()

    @property
    def yes_or_no(self) -> bool:
        """Whether yes or no answers it."""
        return self.asks == "whether" or self.questioned


def sense_of(text: str) -> Sense:
    """Return the sense of a cleaned text that holds no authority's name."""
    typed = text.lower()
    lowered = re.sub(r"\s*(?:[-=]+>|→)\s*", " to ", typed).replace("%", " percent ")
    lowered = re.sub(r"[^a-z0-9' -]+", " ", lowered)
    lowered = _opened(re.sub(r"\s+-\s+|\s+", " ", lowered).strip())
    moved = _MOVED.search(lowered)
    grade = _GRADE.search(_NO_GRADE.sub(" ", lowered))
    asks = _asks(lowered)
    if asks == "what" and _is_clipped(typed, graded=grade is not None):
        asks = "whether"
    since, until = _span(lowered)
    under = _UNDER.search(lowered)
    return Sense(
        asks=asks,
        questioned=asks == "what" and typed.rstrip().endswith("?") and not _QUESTION_WORD.search(lowered),
        grade=_grade(grade.group()) if grade else None,
        moved=(_grade(moved.group(1)), _grade(moved.group(2))) if moved else None,
        region=_region(lowered),
        since=since,
        until=until,
        under=int(under.group(1) or under.group(2)) if under else None,
        across=bool(_ACROSS.search(lowered)),
        publication=bool(_PUBLICATION.search(lowered)),
        says=_says(lowered, typed),
    )


def _says(text: str, typed: str) -> frozenset[Says]:
    said = {key for key, pattern in _SAYS.items() if pattern.search(text)}
    if "£" in typed:
        said.add("budget")
    if _ABOUT_MONEY.search(text):
        said.discard("budget")
    return frozenset(said)


def _is_clipped(typed: str, *, graded: bool) -> bool:
    """Return whether a text without a question word asks for a yes or no: "bury inadequate now?"."""
    return (graded and _GRADED_AND_CLIPPED.search(typed) is not None) or bool(
        _MOVED_AND_CLIPPED.search(typed)
    )


def _opened(text: str) -> str:
    """Return `text` without its polite openings."""
    while (found := _OPENINGS.match(text)) and found.end() and text[found.end() :].strip():
        text = text[found.end() :].strip()
    return text


def _asks(text: str) -> Asks:
    if _WHETHER.search(text):
        return "whether"
    return next((asks for asks, pattern in _ASKS if pattern.search(text)), "what")


def _grade(phrase: str) -> Grade:
    return next(grade for known, grade in _GRADES if known == phrase)


_YORKSHIRE = "Yorkshire and the Humber"
_BEFORE_LISTS = "(?= (?:region|councils?|las?|authorit(?:y|ies)|local authorit(?:y|ies)|boroughs|england)\\b)"
_REGIONS: dict[str, re.Pattern[str]] = {
    "North East": any_of("north east", f"ne{_BEFORE_LISTS}"),
    "North West": any_of("north west", f"nw{_BEFORE_LISTS}"),
    _YORKSHIRE: any_of("yorkshire", "humber", "yorks"),
    "East Midlands": any_of("east midlands", "(?:e|east) mids"),
    "West Midlands": any_of("west midlands", "(?:w|west) mids"),
    "East of England": any_of("east of england", "eastern region"),
    "London": any_of("london"),
    "South East": any_of("south east", f"se{_BEFORE_LISTS}"),
    "South West": any_of("south west", f"sw{_BEFORE_LISTS}"),
}
"""Regions as `authorities.yaml` writes them, and the ways in which people do."""

REGION_WORDS = frozenset(word for name in _REGIONS for word in name.lower().split()) | frozenset(
    "region regions regional mids yorks eastern humberside ne nw sw se w e".split()
)
"""Words that name a region, or help to."""


def _region(text: str) -> str | None:
    return next((name for name, pattern in _REGIONS.items() if pattern.search(text)), None)


def _span(text: str) -> tuple[int | None, int | None]:
    since, until = _SINCE.search(text), _UNTIL.search(text)
    first = int(since.group(1) or since.group(2)) + since.group().startswith("after") if since else None
    last = int(until.group(1)) - until.group().startswith("before") if until else None
    return first, last


def names_a_role(text: str) -> bool:
    """Return whether a text names a role that a person holds: "chief executive", "chair"."""
    return _SAYS["director"].search(text.lower()) is not None


def grade_words(words: Sequence[str]) -> frozenset[str]:
    """Return those of `words` that only name a grade, and so say nothing about a subject."""
    named = {word for phrase, _ in _GRADES for word in phrase.split()}
    return frozenset(word for word in words if word in named)
