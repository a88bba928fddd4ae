"""Grades that a text names: which one, within what bounds, and how it moved. Pure: words in, values out."""

import re
from collections.abc import Sequence
from typing import Literal

from bot.ways import any_of
from knowledge.models import Grade

Towards = Literal["up", "down", "same", "moved"]
"""How a grade moved, or stands to another: better, worse, neither, or either."""

Bound = Literal["or better", "or worse", "better than", "worse than", "other than"]
"""How far around a grade that is named a question reaches: "good or better", "below good"."""

_GRADES: tuple[tuple[str, Grade], ...] = (
    ("requires improvement to be good", "requires improvement"),
    ("requires improvement", "requires improvement"),
    ("require improvement", "requires improvement"),
    ("required improvement", "requires improvement"),
    ("requiring improvement", "requires improvement"),
    ("outstanding", "outstanding"),
    ("outstandings", "outstanding"),
    ("inadequate", "inadequate"),
    ("inad", "inadequate"),
    ("adequate", "adequate"),
    ("good", "good"),
    ("ri", "requires improvement"),
    ("o s", "outstanding"),
    ("grade 1", "outstanding"),
    ("grade 2", "good"),
    ("grade 3", "adequate"),
    ("grade 4", "inadequate"),
)
GRADE = re.compile(r"\b(" + "|".join(phrase for phrase, _ in _GRADES) + r")\b")
_BUT_GOOD = "(?:outstanding|inadequate|requires improvement|require improvement|ri|adequate)\\b"
_MOVED = re.compile(
    rf"{GRADE.pattern} (?:(?:in )?(?:19|20)\d\d )?(?:straight |up |down |back )?to {GRADE.pattern}"
)
_MOVED_FROM_TO = re.compile(
    rf"\bfrom (?:an? )?{GRADE.pattern}(?: \w+){{1,6}}? (?:in)?to (?:an? )?{GRADE.pattern}"
)
_LAST_TIME = (
    "(?:last time|previously|before(?: that)?|the time before"
    "|(?:at|in) (?:the|its|their) (?:previous|last) (?:one|inspection|report))"
)
_LAST_AND_NOW = re.compile(
    rf"{GRADE.pattern} (?:overall )?{_LAST_TIME}\b.*?\b{GRADE.pattern} (?:overall )?"
    r"(?:now|today|this time|currently|nowadays|since"
    r"|(?:at|in) (?:the|its|their) (?:newest|latest|current|most recent|last))\b"
)
_MOVED_FROM = re.compile(
    r"\b(?:(?<!learn )from|out of|off|los(?:t|e|es|ing)|stop(?:s|ped)? being|ceased? (?:to be|being))"
    rf" (?:an? |being |its |their )?{GRADE.pattern}"
)
_WAS = re.compile(
    rf"\b(?:was|were|been|once) (?:an? |rated |graded |judged )?{GRADE.pattern}\b"
    r".*\b(?:but|now|and (?:then |later |since )?(?:got|was|were|has|have|went|fell|dropped|slipped|moved))\b"
)
_ONCE_AND_NOW = re.compile(
    rf"\b(?:was|were|been|once|previously|formerly|used to be) (?:an? |rated |graded |judged )?{GRADE.pattern}"
    r"\b.*\b(?:now|today|currently|then|still|and (?:is|are)|(?:19|20)\d\d (?:is|are))"
    rf" (?:an? |rated |graded |judged |still |now )*{GRADE.pattern}"
)
_MOVED_TO = re.compile(rf"\b(?:in)?to (?:an? )?{GRADE.pattern}")
_KEPT = re.compile(
    rf"\b(?:kept|keep|keeps|retained|retains|held on to) (?:its |their |an? |the )?{GRADE.pattern}"
)
_BECAME = re.compile(
    rf"\b(?:became|become|becomes|becoming|turned|first got) (?:rated |judged |an? )?{GRADE.pattern}"
)
_NO_GRADE = any_of(
    "(?:any|no|how|so|very|pretty|for) good(?! judge?ments?)",
    "as good as",
    "good at(?! (?:the|its|their|last|latest|that|this|present|any|every|all|each)\\b)",
    "feel(?:s|ing)? good",
    "good (?:gcses?|passes|as|enough|practice|quality|news|evidence|support|progress|idea|use|relationships?)",
)
"""Uses of "good" that name no grade."""

_TOWARDS: tuple[tuple[Towards, re.Pattern[str]], ...] = (
    ("same", any_of("same|unchanged|equal", "(?:no|not|without) change(?:d)?", "(?:stay|remain)(?:s|ed)?")),
    (
        "down",
        any_of(
            "worse|worsened|lower(?:ed)?|below|weaker|poorer|down|downwards",
            "(?:drop|slip)(?:s|ped|ping)?|declin(?:e|es|ed|ing)|fall(?:s|en|ing)?|fell|slid",
            "deteriorat(?:e|es|ed|ing)|downgrad(?:e|es|ed|ing)",
        ),
    ),
    (
        "up",
        any_of(
            "better|higher|above|stronger|upwards|ahead of",
            "(?<!set )(?<!pick )(?<!picked )(?<!turn )(?<!turned )(?<!turning )(?<!coming )(?<!end )(?<!ended )"
            "(?<!look )(?<!follow )(?<!come )"
            "(?<!comes )(?<!make )(?<!back )(?<!link )(?<!sum )(?<!bring )(?<!catch )up(?! with| to date)",
            "(?<!to )improv(?:e|es|ed|ing)|ris(?:e|es|en|ing)|rose|raised|upgrad(?:e|es|ed|ing)",
            "climb(?:s|ed|ing)?|jump(?:s|ed|ing)?|leapt|outrank(?:s|ed)?|outperform(?:s|ed)?|beats?",
        ),
    ),
    (
        "moved",
        any_of("chang(?:e|es|ed|ing)", "mov(?:e|es|ed|ing)|shift(?:s|ed|ing)?|budged?|differ(?:s|ed|ent)?"),
    ),
)
"""Ways of saying how a grade moved; "any change" asks for a move, "no change" whether there was none."""
_BOUNDS: tuple[tuple[Bound, re.Pattern[str]], ...] = (
    ("or better", any_of(rf"(?:nothing|no \w+) (?:below|worse than|less than|lower than) {GRADE.pattern}")),
    (
        "other than",
        any_of(
            "(?<!never )(?<!never been )(?<!always )any\\w* (?:but|other than|else than|except) (?:an? )?"
            rf"{GRADE.pattern}",
            rf"ever (?:been )?not {GRADE.pattern}",
            rf"(?:\bnot|(?<=\w )\w+n't|neither|nor)(?! (?:for|in|on)\b)(?: (?!but|and|good)\w+){{0,2}}? {_BUT_GOOD}",
            rf"neither {GRADE.pattern} nor {GRADE.pattern}",
        ),
    ),
    (
        "worse than",
        any_of(
            "not (?:(?:yet|currently|rated|judged|graded|at least) )*good(?: or better)?",
            "(?:who|which|that|councils|authorities|boroughs|las|areas|anyone|anybody) (?:is|are|was|were|has|have)n't"
            " (?:(?:yet|currently|been|rated|judged|graded|at least) )*good(?: or better)?",
        ),
    ),
    (
        "or better",
        any_of(
            "at least(?! (?:one|two|three|four|\\d)\\b)", "or (?:better|above|higher|outstanding)|and above"
        ),
    ),
    ("or worse", any_of("at (?:best|most)(?! recent)", "or (?:worse|below|lower|less)|and below")),
    ("better than", re.compile(rf"\b(?:better than|higher than|above|more than) (?:an? )?{GRADE.pattern}")),
    (
        "worse than",
        re.compile(rf"\b(?:worse than|lower than|below|less than|short of) (?:an? )?{GRADE.pattern}"),
    ),
)
_EXCEPT = re.compile(
    r"\b(?:but for|except(?: for)?|bar|apart from|other than|save for|with the exception of)\b(?: \w+){0,6}? "
    rf"{GRADE.pattern}"
)
"""A grade that one judgement alone has: "all good but for one that requires improvement"."""
_EITHER = re.compile(rf"{GRADE.pattern} (?:and |or |nor |and or )(?:rated |graded |judged )?{GRADE.pattern}")
SCALE: tuple[Grade, ...] = ("inadequate", "adequate", "requires improvement", "good", "outstanding")
APART: frozenset[Grade] = frozenset({"adequate", "requires improvement"})
"""Grades of different scales: neither is better or worse than the other."""
_STEPS = re.compile(
    r"\b(two|three|2|3)(?: or more|\+| plus)? (?:overall )?(?:grades|steps|levels|points|places)\b"
    r"|\bby (?:at least )?(two|three|2|3)\b"
)


def grade_in(text: str) -> Grade | None:
    """Return the first grade that `text`, in plain words, names; a "good" that grades nothing is none."""
    said = _NO_GRADE.sub(" ", text)
    found = _EXCEPT.search(said)
    if found is not None:
        return _grade(found.group(1))
    found = GRADE.search(said)
    return _grade(found.group()) if found else None


def grades_in(text: str) -> tuple[Grade, ...]:
    """Return the grades that `text` names, text order, each once."""
    return tuple(dict.fromkeys(_grade(found.group()) for found in GRADE.finditer(_NO_GRADE.sub(" ", text))))


def either_of(text: str) -> frozenset[Grade]:
    """Return the grades that a text names one beside the other, where any of them will do; none for a single one."""
    found = _EITHER.search(text)
    return frozenset(map(_grade, found.groups())) if found else frozenset()


def bound_of(text: str) -> Bound | None:
    """Return how far around its grade a text reaches, if further than the grade itself."""
    return next((bound for bound, pattern in _BOUNDS if pattern.search(text)), None)


def towards_of(text: str) -> Towards | None:
    """Return the direction in which a text asks a grade to have moved, or to stand to another."""
    return next((towards for towards, pattern in _TOWARDS if pattern.search(text)), None)


def steps_of(text: str) -> int:
    """Return by how many grades at least a text speaks of a move: 2 for "by two grades"; 1 unless it says more."""
    found = _STEPS.search(text)
    return 1 if found is None else 2 if (found.group(1) or found.group(2)) in ("two", "2") else 3


def times_of(text: str) -> int:
    """Return how many times a grade was given that a text asks about: 3 for "three times"; 1 unless it says more."""
    if (more := _MORE_TIMES.search(text)) is not None:
        return 3 if more.group(1) == "twice" else 2
    found = _TIMES.search(text)
    return next((number for number, way in _NUMBERS if found and way in found.group()), 1)


_MORE_TIMES = re.compile(r"\bmore than (once|twice|one|two)\b(?! (?:grade|step|inspection|report))")
_NUMBERS = ((2, "twice"), (2, "two"), (3, "three"), (4, "four"), (2, "2"), (3, "3"), (4, "4"))
_TIMES = re.compile(
    rf"\b(?:twice|(?:two|three|four|[234]) (?:or more )?"
    rf"(?:times|{GRADE.pattern} (?:judge?ments|grades|ratings|inspections|reports))"
    r"|(?:last|latest|past|most recent) (?:two|three|four|[234]) (?:inspections|reports|times|grades))\b"
)


_BOTH = (_MOVED, _ONCE_AND_NOW, _MOVED_FROM_TO, _LAST_AND_NOW)
"""Ways of saying the grade before and the grade after."""


def moved_in(text: str, towards: Towards | None) -> tuple[Grade | None, Grade | None] | None:
    """Return the grades that a move leads from and to; one of them stays open in "dropped to inadequate"."""
    if both := next(filter(None, (way.search(text) for way in _BOTH)), None):
        return _grade(both.group(1)), _grade(both.group(2))
    before = _MOVED_FROM.search(text) or (_WAS.search(text) if towards else None)
    if kept := _KEPT.search(text):
        return _grade(kept.group(1)), _grade(kept.group(1))
    after = _MOVED_TO.search(text, before.end() if before else 0) if towards or before else None
    after = after or _BECAME.search(text)
    if before is None and after is None:
        return None
    return (_grade(before.group(1)) if before else None, _grade(after.group(1)) if after else None)


def _grade(phrase: str) -> Grade:
    return next(grade for known, grade in _GRADES if known == phrase)


def grade_words(words: Sequence[str]) -> frozenset[str]:
    """Return those of `words` that only name a grade, and so say nothing about a subject."""
    named = {word for phrase, _ in _GRADES for word in phrase.split()} - {"to", "be"}
    if not any(word.startswith("requir") for word in words):
        named.discard("improvement")
    return frozenset(word for word in words if word in named)
