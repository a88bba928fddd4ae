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
    "put right",
    "before that",
    "before it was",
    "last overall",
    "all dates",
    "nobody",
    "any of",
    "neither",
    "any judgement",
    "held then",
    "in a row",
    "once and now",
    "newest one",
    "first one",
    "failed to",
    "not rated",
    "not overall",
    "letter",
    "times",
    "took part",
    "not inspected",
    "still",
    "by name",
    "by region",
    "more than",
    "fewer",
    "of each",
    "at all",
    "you have",
    "this year",
    "last year",
    "both",
    "most",
    "used to be",
    "elsewhere",
    "last inspected",
    "same time",
    "earlier than",
    "later than",
    "no overall",
    "weakest",
    "strongest",
    "first time",
    "last time",
    "means",
    "region of",
    "this month",
    "last month",
    "months past",
    "on record",
    "how well",
    "announced",
    "led a service",
    "how many inspectors",
]
"""What a question may say besides; each is one of its own ways of being said."""

WHAT_IS_CALLED = (
    "^(?:what|which) .*\\b(?:teams?|projects?|programmes?|services?|hubs?|panels?|schemes?|initiatives?|apps?|centres?"
    "|groups?|units?|tools?|models?|pledge|strateg(?:y|ies)|boards?|forums?|clubs?|house|partnerships?|trusts?|campaigns?"
    "|approach)\\b.*\\b(?:called|known as)\\b"
)
"""A question for the name of something that inspectors wrote of: "what was the project called"."""

_SAYS: dict[Says, re.Pattern[str]] = {
    "ever": any_of(
        "ever",
        "at (?:any|some) (?:time|point)",
        "(?<!than )(?<!not )(?<!at )once|eventually",
        "in the past|in any (?:year|inspection|report)",
        "been anything (?:but|other)|been both",
        "any .*on record",
        "twice|more than once|two times",
    ),
    "all": any_of("all|every|each|whole"),
    "every judgement": any_of(
        "(?:all|every|each)(?: single)?(?: one| two| three| four| five)?(?: of)?(?: its| the| their)?(?: \\w+)?"
        " (?:judge?ments?|grades?|areas?|strands?|headings?|counts?)",
        "nothing (?:below|worse|less|lower)",
        "clean sweep|full house|everything|all (?:four|five|round)|outstandings",
        "(?:straight|all) (?:outstanding|good)s?",
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
        "(?:not|\\w+n't) .*any ?(?:more|longer)",
        rf"out of (?:an? )?{GRADE.pattern}",
        "(?:and|but) (?:is|are) not (?:now|today|any ?more)",
        rf"{GRADE.pattern} (?:\w+ )?(?:been |was |got )?lost",
        rf"los(?:t|e) (?:its|their|the|an?) {GRADE.pattern}",
        rf"escaped? (?:from )?(?:an? )?{GRADE.pattern}",
    ),
    "never": any_of("never", "not once", "(?:not|\\w+n't) (?:\\w+ )?ever"),
    "always": any_of(
        "always|throughout|consistently|only ever|stuck",
        "never .*(?:anything but|other than|anything else)",
        "(?:every|each) (?:\\w+ )?(?:inspection|time|report|visit)",
        "all (?:\\w+ ){0,2}(?:inspections|reports)",
    ),
    "merely": any_of("merely", "only", "just", "no better than"),
    "only one": any_of("the only|only one|only outstanding", "alone|sole|nobody else|no one else"),
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
    "led by": any_of(
        "led by",
        "lead|led|leading|inspector",
        "in charge|headed|oversaw|fronted",
        "carried out by",
        "ran (?:the |that |its |this )?(?:\\w+ )?(?:inspection|visit|team|inspectors)",
    ),
    "same lead": any_of(
        "same (?:\\w+ ){0,2}?(?:lead(?:er|ing)?|inspectors?|person|hmi|team)|one (?:person|inspector|lead|hmi)",
        "(?:lead(?:ing)?|led|inspectors?|hmi) .*(?:same|both)",
        "both (?:\\w+ )?led",
    ),
    "besides": any_of(
        "besides|apart from|other than|who else|accompan(?:ied|ying)|(?:2nd|second|other) (?:hmi|inspectors?)"
    ),
    "last two": any_of(
        "(?:last|latest|most recent|past) (?:two|three|four|2|3|4)",
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
        "how much .*(?:spen[dt]|costs?)|how much (?:money|funding|cash)",
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
    "put right": any_of(
        "put right|fix(?:ed)?|resolved|sorted(?: out)?|remedied|mended|tackled|addressed(?! to)",
        "(?:acted|act) (?:up)?on|(?:dealt|deal) with",
    ),
    "before that": any_of("previous(?:ly)?|earlier|prior|before that|last time|the time before"),
    "before it was": any_of(
        "(?:before|prior to) (?:it |they )?(?:was|were|became|got|turned|went|becoming|being|getting|turning|going)",
        rf"(?:before|prior to|preceding) (?:[\w']+ ){{1,3}}?{GRADE.pattern}",
    ),
    "last overall": any_of(
        "last overall(?: effectiveness)?(?: grade| rating| judge?ment)?",
    ),
    "nobody": any_of(
        "nobody|no one|no-one|none|neither",
        "no (?:\\w+ ){0,2}?(?:councils?|authorit(?:y|ies)|boroughs?|las?)",
    ),
    "any of": any_of("any of|either(?: of)?|one of"),
    "neither": any_of("neither|none of"),
    "any judgement": any_of(
        "(?:at least one|any)(?: \\w+)? (?:judge?ment|strand)",
        rf"(?:an?|any|some|single|at least one) {GRADE.pattern} (?:judge?ments?|strands?|areas?)",
        rf"{GRADE.pattern} (?:for|in|on|at) (?:at least )?(?:one|any|some|a single)(?: \w+)?"
        " (?:judge?ments?|areas?|strands?)",
        rf"at least one {GRADE.pattern}",
        r"none of (?:\w+ )?judge?ments",
        "(?:for|in) anything|of any kind|in any (?:area|judge?ment)",
    ),
    "held then": any_of(
        "holds?|held(?: then)?|holding|appl(?:y|ied|ies)|in force",
        "at the (?:end|start|beginning|close) of|as (?:of|at)|back then",
        "(?:on|of) \\d{1,2}(?:st|nd|rd|th)? (?:of )?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\\w*",
    ),
    "not inspected": any_of(
        "(?:not|never|\\w+n't) (?:yet )?(?:been |had |have )?(?:an? |any )?"
        "(?:inspected|visited|inspections?|visits?|reports?)"
    ),
    "still": any_of("still"),
    "by name": any_of(
        "by name|names? of|(?:is|are|was|were|it|they|that|those) called",
        WHAT_IS_CALLED,
        "(?:which|what) (?:organisation|company|provider|charity|firm)",
    ),
    "by region": any_of("by region|(?:which|what) regions?|(?:per|in each|for each|in every) region"),
    "more than": any_of("(?:more|fewer|less) (?:\\w+ )*?(?:than)"),
    "fewer": any_of("fewer|fewest|less"),
    "at all": any_of("at all|anything|any of it"),
    "you have": any_of(
        "you (?:have|got|hold|store)(?: the| its| their)?(?: full| whole| complete)?"
        " (?:reports?|findings|text|documents?)",
        "you have$",
    ),
    "this year": any_of("this year|so far this year|this yr"),
    "last year": any_of("last year|last yr"),
    "both": any_of("both"),
    "used to be": any_of("used to be|formerly"),
    "most": any_of("most(?= (?:authorities|councils|boroughs|las|of)\\b)|most$"),
    "elsewhere": any_of(
        "(?:not in|outside(?: of)?|except(?: for)?|apart from|excluding|beyond) (?:the )?"
        "(?:london|north|south|east|west|yorkshire|midlands)",
        "elsewhere",
    ),
    "last inspected": any_of(
        "last (?:inspected|visited)", "last (?:inspection|report|visit) (?:was )?(?:in|from|of)"
    ),
    "same time": any_of("same (?:year|time|month|week)|together"),
    "earlier than": any_of("before|earlier than|sooner than"),
    "later than": any_of("after|later than|more recently than"),
    "no overall": any_of(
        "(?:no|without an?|stop(?:ped)? (?:giving|making)|not? (?:get|given|have)(?: an?)?) overall",
        "overall scrapped",
    ),
    "weakest": any_of("weakest|worst|lowest"),
    "strongest": any_of("strongest|highest"),
    "first time": any_of("first(?: time)?"),
    "led a service": any_of(
        "(?:led|leads|leading|headed|heads|ran|runs) (?:up )?(?:the |its |their |a )?"
        "(?!(?:the )?(?:\\w+ )?(?:inspections?|ofsted|team|review)\\b)(?:[\\w']+ ){0,4}?"
        "(?:team|board|panel|partnership|trust|services?|programme|project|group|hub|unit|college|schools?|committee|forum)"
        "(?! (?:\\w+ )?(?:inspect\\w+|visit|reviews?|reports?|letter))"
    ),
    "how many inspectors": any_of(
        "(?:how many|(?:number|no|count) of) (?:\\w+ )?(?:hmi|inspectors)",
        "how (?:big|large) (?:was|were) (?:the |its |their )?(?:\\w+ )?team|(?:size of the |inspection )team(?: size)?",
    ),
    "last time": any_of("last(?: time)?|most recently|latest"),
    "means": any_of(
        "means?|stands? for|explain|definition|what(?:'s| is| are)(?: an?| the)? (?:ilacs|sif|slac|jtai)"
    ),
    "region of": any_of(
        "(?:what|which) (?:region|(?:type|kind) of (?:council|authority))(?: of)?|region of",
        "^(?:is|was) an? (?:county|unitary|metropolitan|london|city)(?: council| authority| borough| district)*$",
    ),
    "this month": any_of("this month"),
    "last month": any_of("last month"),
    "months past": any_of("(?:last|past|previous) (?:\\w+ )?(?:months?|years)|months past"),
    "on record": any_of("on record|on file|do you (?:have|hold|cover|know)|you (?:have|hold|cover)"),
    "of each": any_of("how many|of each|numbers?|count"),
    "in a row": any_of(
        "in (?:a row|succession)|running|consecutive(?:ly)?|successive|on the trot|back to back"
    ),
    "once and now": any_of(
        "(?:was|were|been|used to be) .*(?:and|but) (?:\\w+ )?(?:now|today|currently|since|then)",
        "once .*now",
        rf"{GRADE.pattern} in (?:19|20)\d\d (?:and|but|to|then) (?!.*(?:19|20)\d\d).*{GRADE.pattern}",
        "(?:was|were) .*(?:19|20)\\d\\d (?:and )?(?:is|are)",
    ),
    "newest one": any_of(
        "(?<!at the )(?<!in the )(?<!at its )(?<!at their )"
        "(?:most recent|latest|newest|last) (?:authority|council|la|borough|one)(?: to)?",
        "(?:authority|council|la|borough) (?:most recently|last|latest)",
    ),
    "first one": any_of(
        "(?:first|earliest) (?:authority|council|la|borough|one)(?: to)?",
        "(?:authority|council|la|borough) .*(?:inspected|judged|graded|rated|visited) first",
    ),
    "failed to": any_of("fail(?:s|ed)? to(?: (?:get|be|reach|achieve|earn|become))?"),
    "not rated": any_of(rf"(?:not|\w+n't) (?:rated|judged|graded|an? )*{GRADE.pattern}", "not rated"),
    "not overall": any_of(rf"not (?:{GRADE.pattern} )?overall"),
    "letter": any_of("letter"),
    "times": any_of("how many times|how often|number of times|times", rf"{GRADE.pattern} years"),
    "took part": any_of(
        "took part|take part|involved|inspect(?:ed)?|on the team|part of|there|write|wrote|sign(?:ed)?"
    ),
    "all dates": any_of("(?:on )?(?:what|which) dates|all (?:\\w+ ){0,4}?dates|dates of (?:all|each|every)"),
    "how well": any_of(
        "how well|good|bad|well|better|worse|effective|strong|weak|poor|ok|okay|enough|too|quick(?:ly)?|slow|up to",
        "knows?|known|understand\\w*|understood|aware|feels?|felt|thinks?|thought|happy|satisfied",
    ),
    "announced": any_of("announced"),
    "is there a": any_of(
        "(?:is|are|was|were) there (?:an?|any|one)",
        r"^(?:does|do|did)(?: (?:it|they|we|the|the [\w' -]{1,30}?))?"
        " (?:have|use|run|hold|offer|provide|operate|employ)",
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
