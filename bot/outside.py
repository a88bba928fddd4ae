"""What lies outside the record by its nature: the future, opinions, private lives, other inspections.

No search can tell these from what the record holds, for they are asked in its own words ("is it a good place to
work", "when is the next inspection"). Each is recognised by how it is asked, and declined with the reason.
"""

import re
from dataclasses import dataclass

from bot.ways import any_of


@dataclass(frozen=True, slots=True)
class Outside:
    """A kind of question that the record cannot answer, and why not, in a few words for the user."""

    reason: str
    pattern: re.Pattern[str]


_INSPECTED = "(?:ofsted|inspect(?:ions?|ors?|ed)|hmi|visits?|reports?|grades?|ratings?|judgements?)"
_SETTINGS = (
    "(?:schools?|academ(?:y|ies)|nurser(?:y|ies)|colleges?|childminders?|pre-?schools?|children's homes?"
    "|fostering agenc(?:y|ies)|care homes?|hospitals?|sixth forms?)"
)
_RATED = "(?:rated|graded|outstanding|inadequate|requires? improvement|ratings?|grades?|ofsted (?:rat|grad|judg)\\w+)"
_PERSON = (
    "(?:child|children|boys?|girls?|famil(?:y|ies)|victims?|mothers?|fathers?|mum|dad|parents?|bab(?:y|ies))"
)
_AUTHORITIES = "(?:councils?|authorit(?:y|ies)|las?|boroughs?|local authorit(?:y|ies)|count(?:y|ies))"
_GRADE_WORDS = "outstanding|good|adequate|inadequate|requires improvement|ri|judgements?|grades?"
_NEEDS = "(?:send|sen|special educational needs)"
_CHIEF = "(?:director|dcs|chief executive|manager|leader|councillor|mayor|boss)"

OUTSIDE: tuple[Outside, ...] = (
    Outside(
        "I answer questions about inspections, and do nothing else.",
        any_of(
            "^(?:(?:can|could|would) you |please |pls )*(?:(?:book|order) (?:me|an?|the)|translate|convert|compose)",
            "(?:set|write) (?:me|an?|my) (?:alarm|timer|reminder|e-?mail|letter|speech)",
            "remind me to",
            "(?:a|another) (?:joke|poem|recipe)",
        ),
    ),
    Outside(
        "The record holds what inspectors have published, not what is to come.",
        any_of(
            rf"(?:next|upcoming|forthcoming|future) (?:\w+ ){{0,2}}{_INSPECTED}",
            "when (?:will|is|are|might|can) .*(?:next|inspected again|be inspected|coming back|be back|return)",
            "(?:will|going to) .*(?:inspect|inspected|visit|graded|rated|be (?:outstanding|good|inadequate))",
            f"due (?:an?|its|their|for an?) {_INSPECTED}",
            "next due",
            "predict",
            "if .* (?:were|was|is|are|gets?|got) (?:re-?)?inspected",
            "what (?:will|would|might) happen",
            "(?:will|would|might) .*(?:next time|tomorrow)",
            "likely to (?:be|get) (?:graded|rated|outstanding|good|inadequate|inspected)",
        ),
    ),
    Outside(
        "Ofsted fines nobody; the record holds what inspectors found.",
        any_of(
            "(?:what|any|how (?:big|much)(?: of)?)(?: was| were)?(?: the| an?)? (?:fines?|penalt(?:y|ies))",
            "(?:was|were|been|get) fined",
        ),
    ),
    Outside(
        "The record holds what inspectors found; it gives no advice and no opinions.",
        any_of(
            "should (?:i|we|my|they|people)",
            "what (?:would|must|should|does|do) .*(?:need|have) to (?:do|improve|change)? ?.*"
            "to (?:be|become|get|reach)",
            "^should",
            "(?:do|would|what do) you (?:think|recommend|suggest|prefer|rate|like)",
            "your (?:view|opinion|favourite)",
            "(?:good|nice|great|decent|better|best|bad|safe) (?:place|area|borough|council|authority|employer)s?"
            " (?:to|for)",
            "(?:take|apply for|get|want) (?:a|the) job",
            "worth (?:working|applying|moving)",
            f"{_CHIEF} .*any good",
        ),
    ),
    Outside(
        "Ofsted publishes no ranking of authorities, and none is derived here. Grades can be listed:"
        " “which authorities are outstanding”.",
        any_of(
            rf"(?:best|worst|top|bottom|strongest|weakest|highest|lowest)(?: \w+)? (?:\d+ )?(?:performing "
            rf"|rated )?{_AUTHORITIES}",
            r"(?:best|worst|top|bottom)(?: \w+)? in (?:the )?(?:country|england|london|north|south|east|west|region"
            r"|midlands|yorkshire)",
            "league tables?",
            "rank(?:ed|ing|ings|s)?",
        ),
    ),
    Outside(
        "The record holds nothing on anybody's private life, and no ways to reach people.",
        any_of(
            "how old (?:is|are|was)(?! (?:the|this|your) (?:data|record|report|information|findings?|knowledge))",
            "(?:who|how) (?:do|can|should|would) (?:i|we|you) contact",
            "(?:phone|telephone|mobile|contact) (?:numbers?|no|details?)",
            "(?:e-?mail|home|postal) address",
            "e-?mail",
            "salar(?:y|ies)",
            "date of birth",
            "married",
            "political party",
            r"where (?:do|does|did) (?:he|she|\w+ \w+) live$",
            "how much .*earns?|earnings",
        ),
    ),
    Outside(
        "The record holds grades and findings, not what Ofsted's words mean. “authorities”, “coverage” and “help” say"
        " what there is.",
        any_of(
            rf"what (?:does|do|is meant by) ['‘“\"]?(?:{_GRADE_WORDS})(?: to be good)?['’”\"]?(?: \w+)? mean",
            rf"difference between (?:an? )?(?:{_GRADE_WORDS}) and (?:an? )?(?:{_GRADE_WORDS})(?: mean)?",
            rf"(?:meaning|definition) of (?:an? )?(?:{_GRADE_WORDS})",
            "(?:difference between|what is|what's) an? (?:short|standard|full)(?: and an? (?:short|standard))?"
            " inspection",
        ),
    ),
    Outside(
        "Reports never name a child or a family, nor does the record.",
        any_of(
            rf"names? (?:of )?(?:the|any|a|that|those) (?:\w+ )?{_PERSON}",
            "(?:which|who is the|who was the|identify the) (?:child|boy|girl|baby|victim)(?! (?:protection|in"
            " need|and|sexual))",
            "(?:child|children|family)'s names?",
        ),
    ),
    Outside(
        "The record holds inspections of local authority children's services only: not those of schools, of special"
        " educational needs across an area, or of other providers.",
        any_of(
            rf"{_NEEDS} .*?(?:area |local area |joint )?inspections?",
            f"inspections? of {_NEEDS}",
            "area send",
            "cqc .*rat(?:e|ed|ing)",
            "cqc (?:rate|rated|rating|inspection|report)",
            rf"(?:which|what|how many|list|name|any) .*{_SETTINGS}(?: \w+){{0,4}} {_RATED}",
            rf"(?:is|are|was|were) (?:\w+ )*{_SETTINGS} (?:rated|graded|judged|outstanding|inadequate)",
            f"(?:outstanding|inadequate|rated|graded) {_SETTINGS}",
            f"{_SETTINGS} (?:ratings?|grades?)",
            "(?:ofsted|grade|rating|rated|inspectors?) .*(?:primary|secondary|infant|junior|high|grammar) school",
            "adult social care (?:inspection|rating|grade)",
            "(?:hmicfrs|hmip|hmi probation|police inspection|probation inspection)",
        ),
    ),
)


def outside(text: str) -> Outside | None:
    """Return the kind of question outside the record that `text` asks, or None."""
    lowered = re.sub(r"\s+", " ", text.lower()).strip()
    return next((one for one in OUTSIDE if one.pattern.search(lowered)), None)
