"""What a question says besides what it asks for: "ever", "on the improvement list", "how well". Pure."""

import re
from typing import Literal

from bot.named_grades import GRADE
from bot.ways import any_of

Says = Literal[
    "ever",
    "never",
    "always",
    "a second time",
    "the next one",
    "twice",
    "all",
    "every judgement",
    "no longer",
    "merely",
    "only one",
    "straight",
    "than",
    "overall given",
    "passed",
    "areas",
    "statement",
    "who",
    "led by",
    "same lead",
    "besides",
    "last two",
    "several inspections",
    "only one inspection",
    "any inspection",
    "graded inspection",
    "theme",
    "kind",
    "short",
    "standard",
    "share",
    "budget",
    "director",
    "is there a",
    "chairs",
    "told to",
    "raised",
    "in place",
    "consistently",
    "not so",
    "how well",
]
"""What a question may say besides; each is one of its own ways of being said."""

_SAYS: dict[Says, re.Pattern[str]] = {
    "ever": any_of(
        "ever",
        "at (?:any|some) (?:time|point)",
        "(?<!than )(?<!not )(?<!at )once|eventually",
        "in the past",
        "any .*on record",
        "twice|more than once|two times",
    ),
    "all": any_of("all|every|each|whole"),
    "every judgement": any_of(
        "(?:all|every|each)(?: of)?(?: its| the| their)?(?: \\w+)?"
        " (?:judge?ments?|grades?|areas?|strands?|headings?|counts?)",
        "clean sweep|full house|across the board|everything|all (?:four|five|round)|outstandings",
    ),
    "a second time": any_of(
        "a second time",
        rf"{GRADE.pattern}(?: \w+){{0,3}}? (?:again|once more|(?:2nd|second) time)",
        rf"(?:again|once more) (?:\w+ )?{GRADE.pattern}",
    ),
    "the next one": any_of("(?:the|its) next(?: one| inspection| report)?"),
    "twice": any_of("twice|more than once|two times"),
    "no longer": any_of(
        "no longer",
        "not .*any ?more",
        rf"out of (?:an? )?{GRADE.pattern}",
        rf"escaped? (?:from )?(?:an? )?{GRADE.pattern}",
    ),
    "never": any_of("never", "not once", "not .*ever"),
    "always": any_of(
        "always|throughout|consistently|only ever",
        "never .*(?:anything but|other than|anything else)",
        "(?:every|each) (?:\\w+ )?(?:inspection|time|report|visit)",
        "all (?:\\w+ ){0,2}(?:inspections|reports)",
    ),
    "merely": any_of("merely", "only", "just", "no better than"),
    "only one": any_of("the only|only one", "alone|sole|nobody else|no one else"),
    "straight": any_of(
        "straight|directly|in one (?:go|step|move|leap|jump)|nothing in between|skipp(?:ed|ing)"
    ),
    "than": any_of("than|since", "(?:compared|going back) (?:with|to)"),
    "overall given": any_of("overall .*given", "(?:have|has|had|get|got|there|given|graded) .*overall"),
    "passed": any_of("passed", "overdue", "late", "missed", "expired", "gone by", "elapsed", "behind"),
    "areas": any_of("areas?|items?|actions?|recommendations?|points?", "improve\\w*(?! plan)"),
    "statement": any_of("statement"),
    "who": any_of(
        "who|whos|who's|whom", "(?:which|what) inspectors?(?! (?:raised|said|saw|found|thought|noted|wrote))"
    ),
    "led by": any_of("led by", "lead|led|leading|inspector", "in charge|headed|oversaw", "carried out by"),
    "same lead": any_of(
        "same (?:\\w+ ){0,2}?(?:lead(?:er|ing)?|inspectors?|person|hmi|team)|one (?:person|inspector|lead|hmi)",
        "(?:lead(?:ing)?|led|inspectors?|hmi) .*(?:same|both)",
        "both (?:\\w+ )?led",
    ),
    "besides": any_of(
        "besides|apart from|other than|who else|accompan(?:ied|ying)|(?:2nd|second|other) (?:hmi|inspectors?)"
    ),
    "last two": any_of(
        "(?:last|latest|most recent) two",
        "(?:last|latest|newest) (?:vs|versus|against) (?:the )?(?:previous|last|one before)",
    ),
    "several inspections": any_of(
        "(?:more than one|at least two|two or more|several) (?:\\w+ )?(?:inspections?|reports?|visits?)"
    ),
    "only one inspection": any_of(
        "(?:only|just) (?:one|a single|1|the one) (?:\\w+ )?(?:inspections?|reports?)"
    ),
    "any inspection": any_of(
        "(?:any|was there an?|(?:have|has) there been an?) (?:\\w+ ){0,2}?(?:inspections?|reports?|visits?)"
    ),
    "graded inspection": any_of("graded (?:\\w+ )?(?:inspections?|ones?|reports?|ilacs|sif)"),
    "theme": any_of("theme|topic|subject|about|focus|scope", "look(?:ed)? at", "cover(?:ed)?"),
    "kind": any_of("kind|type|full|framework|standard|short"),
    "short": any_of("short"),
    "standard": any_of("standard"),
    "share": any_of("percent(?:age)?|pct|proportion|share|rate"),
    "budget": any_of(
        "budget|salary|wages?|allowances?|pays?|paid|pounds",
        "how much .*(?:spen[dt]|costs?)",
        "(?:agency|total|annual|council) spend(?:ing)?",
    ),
    "director": any_of(
        "directors?|dcs|leader|manager|officer|commissioner|minister|mayor|councillor",
        "chairs?|chaired|chairman|chairwoman",
        "lead member|head of|head ?teacher|chief executive",
        "head(?: of|$)|addressed|sign(?:ed|s|ature)?|signatory",
    ),
    "chairs": any_of("chairs?|chaired|chairing|chairman|chairwoman|chairperson"),
    "told to": any_of(
        "told to|told|tell|ask(?:ed|s)?|need(?:s|ed|ing)?|(?:has|have|had) to|required|recommend\\w*|must|should",
        "areas? (?:for|of|to)|listed|list|among|feature[ds]?|named|an? area|points?|flagged|something to|afds?|afis?",
    ),
    "raised": any_of("rais(?:e|ed|ing)|flag(?:ged)?|pick(?:ed)? up|criticis\\w+|highlight\\w*|complain\\w*"),
    "in place": any_of("in place|available|exists?"),
    "consistently": any_of("consistent(?:ly)?|routine(?:ly)?|systematic(?:ally)?"),
    "not so": any_of(
        "(?<!or )not|never|without|lack(?:s|ed|ing)?|fail(?:s|ed|ing)?",
        "\\w+n't(?! (?:it|they|he|she|there)\\b)",
    ),
    "how well": any_of(
        "how well|good|bad|well|better|worse|effective|strong|weak|poor|ok|okay|enough|too|quick(?:ly)?|slow|up to",
        "knows?|known|understand\\w*|understood|aware|feels?|felt|thinks?|thought|happy|satisfied",
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


def says_of(text: str, typed: str) -> frozenset[Says]:
    """Return what a text says besides: `text` is it in plain words, `typed` in lower case as it was typed."""
    said = {key for key, pattern in _SAYS.items() if pattern.search(text)}
    if "£" in typed:
        said.add("budget")
    if _ABOUT_MONEY.search(text):
        said.discard("budget")
    return frozenset(said)


def names_a_role(text: str) -> bool:
    """Return whether a text names a role that a person holds: "chief executive", "chair"."""
    return _SAYS["director"].search(text.lower()) is not None
