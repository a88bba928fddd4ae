"""The sense of a question beyond its topic: what kind of answer it wants, and which grade, region or span it names.

Pure: words in, a frozen value out. Nothing here knows what is on record.
"""

import re
from dataclasses import dataclass
from typing import Literal

from bot.named_grades import (
    APART,
    GRADE,
    SCALE,
    Bound,
    Towards,
    bound_of,
    either_of,
    grade_in,
    moved_in,
    steps_of,
    times_of,
    towards_of,
)
from bot.places import authority_type_in, regions_in
from bot.says import WHAT_IS_CALLED, Says, says_of
from bot.spans import MONTH_NAME, YEAR, span_in, under_in
from bot.ways import any_of
from knowledge.models import Grade

Asks = Literal["what", "whether", "why", "who", "when", "how many", "how long", "which", "became"]
_OPENINGS = re.compile(
    "^(?:{})".format(
        "|".join(
            (
                r"(?:(?:(?:hi|hello|hey|hiya|(?:good )?morning|(?:good )?afternoon|thanks|sorry)"
                r"(?: all| team| folks| there| everyone)?|team|folks|please|pls"
                r"|quick|one|question|query|just|so|ok|okay|um|well|also|again|erm|and|but|now|then)\b ?-?)+",
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
                r"(?:in|of|for|at)(?= (?:in|by|at|during|under|is|are|was|were|has|have|had|did|does|do)\b)",
                r"(?:by|in|as of|as at|back in|during|at|under) (?:the |its |their )?(?:start |end |close )?(?:of )?"
                r"(?:(?:january|february|march|april|may|june|july|august|september|october|november|december) )?"
                r"(?:19|20)\d\d(?: (?:inspection|report|letter|visit|ilacs|sif))?"
                r"(?= (?:is|are|was|were|has|have|had|did|does|do)\b)",
                r"(?:19|20)\d\d(?= (?:is|are|was|were|has|have|had|did|does|do)\b)",
            )
        )
    )
)
"""Openings that ask politely and say nothing: "can you tell me", "do you know"."""

_WHETHER = re.compile(
    r"^(?:and )?(?:is|are|was|were|has|have|had|did|does|do|would|could|can)(?:n't)?\b"
    r"|^any .*\b(?:inspections?|visits?)\b"
    # "As a new worker, would I have had ...": asked behind what is told.
    r"|^(?!.*\b(?:what|which|who|how|when|why|where|if)\b).*"
    r" (?:would|could|do|did|does) (?:i|we|they|it|each|all|every)\b"
    # "..., was it outstanding": asked behind what it is asked of.
    rf"|^(?!.*\b(?:what|which|who|how|when|why|where)\b).* (?:was|were|is|are) (?:it|they|that)\b.*{GRADE.pattern}"
    # "..., wasn't it?" turns a statement into a question.
    r"|\b(?:is|was|are|were|did|does|do|has|have|had)n't (?:it|they|he|she|there)$"
)
_MENDED = "(?:put right|addressed|resolved|acted on|dealt with|sorted|remedied)"
_ITEMS = "(?:areas?|items?|actions?|recommendations?|points?|weakness(?:es)?|issues?|problems?)"
_MENDED_ITEMS = any_of(
    rf"(?:fix|fixed|{_MENDED})\b.*\b{_ITEMS}",
    rf"{_ITEMS}\b.*\b(?:fixed|{_MENDED})",
)
"""Whether an inspection's items were put right: what became of them answers it."""
_ASKS: tuple[tuple[Asks, re.Pattern[str]], ...] = (
    (
        "became",
        any_of(
            "what (?:has )?(?:happened|became|become) (?:to|of|with)",
            "followed up",
            "follow-up",
            _MENDED_ITEMS.pattern,
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
            "percent(?:age)?|pct|proportion|(?:what|the) share|(?<!national )(?<!england )average",
            "sampled?|respondents",
            "how (?:big|large) (?:was|were|is) (?:the |its |their )?(?:\\w+ )?team|size of the (?:inspection )?team",
        ),
    ),
    ("why", any_of("why", "reasons? (?:for|why|behind|did|were)", "what explains")),
    (
        "who",
        any_of(
            "who|whos|who's|whose|whom|names? of|name the|(?:their|his|her) names?",
            WHAT_IS_CALLED,
            "lead(?! members?\\b)|led by|inspector led",
            "(?:inspector|name)(?: (?:19|20)\\d\\d)?$",
            "(?:which|what)(?: of)? (?:the )?(?:hmi|inspectors?)(?! (?:raised|said|saw|found|thought|noted|wrote))",
        ),
    ),
    (
        "when",
        any_of(
            "^when(?! .*\\b(?:how|what|which|did|does|had|has)\\b)",
            "(?:(?<=know )|(?<=me )|(?<=tell )|(?<=say )|(?<=by ))when(?! .*\\b(?:how|what|which)\\b)",
            "when(?! (?:was|were) (?:inspected|visited)\\b.*\\b(?:did|does|had|has|how|what|which)\\b)"
            "(?! (?:had|has) .*\\b(?:how|what|which)\\b)"
            "(?= (?:did|was|were|is|are|has|have|had|do|does|must|should)\\b)|when$",
            "(?:what|which) (?:date|day|year)",
            "(?:first|last|final|start|starting|end|closing|opening) day",
            "(?<!up to )dates?",
            "published",
            "since$",
        ),
    ),
    (
        "whether",
        any_of(
            "whether|if",
            "(?:is|are|was|were) there (?:one|any)",
            "true|correct|confirm",
            "(?:right|yes|no|y n|or not)$",
            "am i right|right in thinking",
        ),
    ),
    (
        "which",
        any_of(
            "which",
            "^(?:list|name)",
            "list (?:me|us|all|the|of)",
            "(?<!improve )(?<!improvement )(?<!the )list$",
        ),
    ),
)
_WHAT_IS_IT = re.compile(r"what(?:'s| is| was| are| were) (?:it|that|this|they)")
"""A question about what was told before: "The report gives a figure for ... What is it?"."""
_AND_THAT = re.compile(r"(?:and|also|plus)\b")
"""What goes on from a question before and asks the same of something else: "and adoptions?"."""
_QUESTION_WORD = any_of("what|how|where|whats|hows|wheres")
_PUBLICATION = any_of(
    "publish|published|publication|issued|released?",
    "(?:come|came|comes) out|(?:made|make|go|went|gone) public|put out",
    rf"{MONTH_NAME} {YEAR} (?:ofsted )?reports|reports (?:of|from|in|for|dated) {MONTH_NAME} {YEAR}",
    "reports? (?:only |already |still |not |yet )*out",
    "(?<!carried )out (?:in|on|by|before|until|after|since)",
)
_YET = re.compile(r"\b(?:inspected|visited|published|reported|inspections?|reports?)\b.*\byet$")
_PUBLISHED_THEN = re.compile(
    r"^(?!.*\b(?:when|what|which|how|who|why|where|dates?|day)\b).*\b(?:published|out|released)\b"
    r".*[a-z] ?(?:\d\d )?(?:20\d\d)?\?\s*$"
)
"""A date at the end of a question without a question word: "report published may 2025?"."""
_ACROSS = any_of(
    "(?:which|what|who|list|name|any|all|show|how many|other)\\b.{0,40}?"
    "\\b(?:authorit(?:y|ies)|councils?|areas?|boroughs?|la|las|counties|cities|places|services)",
    "^(?:who's|whos|who) (?:is|are|was|were|went|moved|got|has|have|had|been"
    "|improved|declined|stayed|remained|rose|fell|dropped|climbed|slipped)",
    "^(?:las|authorities|councils|boroughs|places) (?:that|which|who|with|whose|where|rated|graded|judged|done)",
    "anywhere|everyone|nationally|nationwide|countrywide|across (?:england|the country)",
    "(?:authorities|councils|las|boroughs|counties|unitaries)$",
    "(?:which|what|how many|any|list)\\b.{0,30}?\\b(?:inspections?|counties|unitaries|districts)",
)
_PEOPLE_WHO = re.compile(
    r"\b(children|child|kids|teenagers?|boys|girls|adults?|people|person|persons|those|anyone|anybody|someone|somebody"
    r"|parents?|mothers|fathers|families|carers?|adopters|leavers|workers?|staff|professionals?|referrers?|managers?"
    r"|residents|victims|young ones|youngsters) who\b"
)
"""People of whom "who" tells more: it asks for nobody's name."""
_LOST = re.compile(r"\blos(?:t|e|es|ing)\b(?= (?:its|their|an?|the|that)\b)")
_GRADED_AND_CLIPPED = re.compile(r"\?|\by/n\b|\b(?:yet|still)\b|\b(?:now|currently)\W*$")


@dataclass(frozen=True, slots=True)
class Sense:
    """What a question wants.

    Attributes:
        asks: The kind of answer; `what` when no question word says more.
        questioned: Whether it asks without a question word: "virtual school in islington?", "any care leavers in B&B".
        grade: The grade that it names, if one.
        either: The grades, where any of several will do ("inadequate or requires improvement").
        bound: How far around that grade it reaches, if further than the grade itself.
        moved: Grades in "from ... to ..."; None for the one that is left open.
        towards: How a grade moved, or stands to another, that it asks about.
        steps: By how many grades at least; 1 unless it says more.
        times: How many times a grade was given, at least.
        region: The region that it names.
        regions: All the regions that it names, text order.
        authority_type: The type of authority that it names, as `authorities.yaml` writes it.
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
    either: frozenset[Grade] = frozenset()
    bound: Bound | None = None
    moved: tuple[Grade | None, Grade | None] | None = None
    towards: Towards | None = None
    steps: int = 1
    times: int = 1
    region: str | None = None
    regions: tuple[str, ...] = ()
    authority_type: str | None = None
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

    @property
    def grade_in_words(self) -> str:
        """The grade asked about with its bound: "good or better", "below good"; "" where none is."""
        if self.either and self.bound is not None:
            return "neither " + " nor ".join(sorted(self.either, key=SCALE.index, reverse=True))
        if self.either:
            return " or ".join(sorted(self.either, key=SCALE.index, reverse=True))
        if self.grade is None or self.bound is None:
            return self.grade or ""
        return f"{self.grade} {self.bound}" if self.bound.startswith("or") else f"{self.bound} {self.grade}"

    def accepts(self, grade: str | None) -> bool:
        """Return whether `grade` is the one asked about, or within its bound."""
        if self.either:
            return (grade in self.either) == (self.bound is None) and grade in SCALE
        if self.grade is None or grade not in SCALE:
            return False
        if {grade, self.grade} == APART:
            return self.bound == "other than"
        step = SCALE.index(grade) - SCALE.index(self.grade)
        match self.bound:
            case None:
                return step == 0
            case "or better":
                return step >= 0
            case "or worse":
                return step <= 0
            case "better than":
                return step > 0
            case "worse than":
                return step < 0
            case "other than":
                return step != 0


def sense_of(text: str, *, sentence: str | None = None, clause: str | None = None) -> Sense:
    """Return the sense of a cleaned text that holds no authority's name.

    Args:
        text: The text.
        sentence: Those of its sentences that ask; all of it by default. Tells what kind of answer is wanted.
        clause: The clause that asks. A grade named there is the one asked about.
    """
    typed = text.lower()
    lowered = _opened(_plain(typed))
    towards = towards_of(lowered)
    asked = _opened(_plain((clause or "").lower()))
    of_asked = grade_in(asked)
    # "We learn from outstanding neighbours: who is outstanding?"
    moved = moved_in(asked if of_asked and "from" not in asked and not towards else lowered, towards)
    named = (moved[1] if moved else None) or of_asked or grade_in(lowered)
    bound = bound_of(lowered) if named else None
    said = says_of(lowered, typed)
    if bound == "other than" and {"no longer", "never"} & said:
        bound = None
    towards = None if bound else "down" if _LOST.search(lowered) else towards
    asking = _opened(_plain(sentence.lower())) if sentence else lowered
    asks = _asks(lowered if _WHAT_IS_IT.fullmatch(asking) else asking, told=_is_told(sentence or text))
    clipped = _is_clipped(typed, graded=named is not None)
    clipped = clipped or (asks == "what" and _YET.search(lowered) is not None)
    if (asks == "what" and clipped) or (asks == "when" and _PUBLISHED_THEN.search(typed)):
        asks = "whether"
    since, until = span_in(lowered)
    return Sense(
        asks=asks,
        questioned=asks == "what"
        and ("?" in typed or re.search(r"\bany\b", lowered) is not None)
        and not _QUESTION_WORD.search(lowered)
        and not _AND_THAT.match(lowered),
        grade=named,
        either=either_of(lowered) if not moved and bound in (None, "other than") else frozenset(),
        bound=bound,
        moved=moved,
        towards=towards,
        steps=steps_of(lowered),
        times=times_of(lowered),
        region=next(iter(regions := regions_in(lowered)), None),
        regions=regions,
        authority_type=authority_type_in(lowered),
        since=since,
        until=until,
        under=under_in(lowered),
        across=bool(_ACROSS.search(lowered)),
        publication=bool(_PUBLICATION.search(lowered)),
        says=said,
    )


def _plain(text: str) -> str:
    """Return lower-case `text` in words: arrows said, signs dropped, "children who" no question for a name."""
    said = re.sub(r"\s*(?:[-=]*>|→)\s*", " to ", text).replace("%", " percent ")
    said = re.sub(r"(?<=good)\+|(?<=\bri)\+|(?<=improvement)\+", " or better", said)
    said = re.sub(r"\s+-\s+|\s+", " ", re.sub(r"[^a-z0-9' -]+", " ", said)).strip()
    return _PEOPLE_WHO.sub(r"\1 that", said)


def _is_clipped(typed: str, *, graded: bool) -> bool:
    """Return whether a text without a question word asks for a yes or no: "bury inadequate now?"."""
    asks = _QUESTION_WORD.search(typed) is not None
    return graded and not asks and _GRADED_AND_CLIPPED.search(typed) is not None


def _opened(text: str) -> str:
    """Return `text` without its polite openings."""
    while (found := _OPENINGS.match(text)) and found.end() and text[found.end() :].strip():
        text = text[found.end() :].strip()
    return text


_ASKED_LATER = re.compile(
    r"(?:[,;:-] (?:but |and |so )?(?:(?:over|under|about|by|in|on|of|for|to|with|at|from) )?|\bbut )"
    r"(?:what|how|who|when|which|why|where)\b"
)


def _is_told(sentence: str) -> bool:
    """Return whether a sentence tells something of the name that opens it, and then asks: "X did badly, but what"."""
    return sentence.startswith("  ") and _ASKED_LATER.search(sentence.lower()) is not None


def _asks(text: str, *, told: bool) -> Asks:
    if not told and _WHETHER.search(text) and not _MENDED_ITEMS.search(text):
        return "whether"
    return next((asks for asks, pattern in _ASKS if pattern.search(text)), "what")
