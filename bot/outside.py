"""What lies outside the record by its nature: the future, opinions, private lives, other inspections.

No search can tell these from what the record holds, for they are asked in its own words ("is it a good place to
work", "when is the next inspection"). Each is recognised by how it is asked, and declined with the reason.
"""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Outside:
    """A kind of question that the record cannot answer, and why not, in a few words for the user."""

    reason: str
    pattern: re.Pattern[str]


_INSPECTED = (
    r"(?:ofsted|inspect(?:ions?|ors?|ed)|hmi|visits?|jtai|ilacs|reports?|grades?|ratings?|judgements?)"
)
_SETTINGS = (
    r"(?:schools?|academ(?:y|ies)|nurser(?:y|ies)|colleges?|childminders?|pre-?schools?|children's homes?"
    r"|fostering agenc(?:y|ies)|care homes?|hospitals?|sixth forms?)"
)
_RATED = r"(?:rated|graded|outstanding|inadequate|requires? improvement|ratings?|grades?|ofsted)"

OUTSIDE: tuple[Outside, ...] = (
    Outside(
        "I answer questions about inspections, and do nothing else.",
        re.compile(
            r"^(?:(?:can|could|would) you |please |pls )*(?:remind me to|book|order|schedule|translate|convert"
            r"|draft|compose"
            r"|write (?:me|a|an)|set (?:an?|my) (?:alarm|timer|reminder)|play|sing)\b|\b(?:a|another) (?:joke"
            r"|poem|recipe)\b"
        ),
    ),
    Outside(
        "The record holds what inspectors have published, not what is to come.",
        re.compile(
            rf"\b(?:next|upcoming|forthcoming|future) (?:\w+ ){{0,2}}{_INSPECTED}\b"
            rf"|\bwhen (?:will|is|are|might|can) .*\b(?:next|inspected again|be inspected|coming back|be back"
            rf"|return)\b"
            rf"|\b(?:will|going to) .*\b(?:inspect|inspected|visit|graded|rated|be (?:outstanding|good|inadequate))\b"
            rf"|\bdue (?:an?|its|their|for an?) {_INSPECTED}\b|\bnext due\b|\bpredict\b|\blikely to (?:be"
            rf"|get) (?:graded|rated|outstanding|good|inadequate|inspected)\b"
        ),
    ),
    Outside(
        "The record holds what inspectors found; it gives no advice and no opinions.",
        re.compile(
            r"^should\b|\bshould (?:i|we|my|they|people)\b|\b(?:do|would|what do) you (?:think|recommend|suggest"
            r"|prefer|rate|like)\b"
            r"|\bin your (?:view|opinion)\b|\byour (?:view|opinion|favourite)\b"
            r"|\b(?:good|nice|great|decent|better|best|bad|safe) (?:place|area|borough|council|authority"
            r"|employer)s? (?:to|for)\b"
            r"|\b(?:take|apply for|get|want) (?:a|the) job\b|\bworth (?:working|applying|moving)\b"
            r"|\b(?:director|dcs|chief executive|manager|leader|councillor|mayor|boss)\b.*\bany good\b"
        ),
    ),
    Outside(
        "Ofsted publishes no ranking of authorities, and none is derived here. Grades can be listed:"
        " “which authorities are outstanding”.",
        re.compile(
            r"\b(?:best|worst|top|bottom|strongest|weakest|highest|lowest)(?: \w+)? (?:\d+ )?(?:performing |rated )?"
            r"(?:councils?|authorit(?:y|ies)|las?|boroughs?|local authorit(?:y|ies)|count(?:y|ies)"
            r"|in (?:the country|england|london))\b"
            r"|\bleague tables?\b|\brank(?:ed|ing|ings|s)?\b"
        ),
    ),
    Outside(
        "The record holds nothing on anybody's private life, and no ways to reach people.",
        re.compile(
            r"\bhow old (?:is|are|was)\b(?! (?:the|this|your) (?:data|record|report|information|findings?|knowledge))"
            r"|\b(?:phone|telephone|mobile|contact) (?:number|details?)\b|\b(?:e-?mail|home|postal) address\b"
            r"|\be-?mail\b"
            r"|\bsalar(?:y|ies)\b|\bdate of birth\b|\b(?:married|political party)\b"
            r"|^where (?:do|does|did) (?:he|she|\w+ \w+) live\b|\bearns?\b"
        ),
    ),
    Outside(
        "Reports never name a child or a family, nor does the record.",
        re.compile(
            r"\bnames? (?:of )?(?:the|any|a|that|those) (?:\w+ )?(?:child|children|boys?|girls?|famil(?:y|ies)"
            r"|victims?"
            r"|mothers?|fathers?|mum|dad|parents?|bab(?:y|ies))\b|\b(?:which|who is the|who was the"
            r"|identify the) (?:child|boy|girl|baby|victim)\b"
            r"(?! (?:protection|in need|and|sexual))|\b(?:child|children|family)'s names?\b"
        ),
    ),
    Outside(
        "The record holds inspections of local authority children's services only: not those of schools, of special"
        " educational needs across an area, or of other providers.",
        re.compile(
            r"\b(?:send|sen|special educational needs)\b.*\b(?:area |local area |joint )?inspections?\b"
            r"|\binspections? of (?:send|sen|special educational needs)\b|\barea send\b|\bcqc (?:rate|rated|rating"
            r"|inspection|report)"
            rf"|\b(?:which|what|how many|list|name|any)\b.*\b{_SETTINGS}\b(?: \w+){{0,4}} {_RATED}\b"
            rf"|\b(?:is|are|was|were)\b (?:\w+ )*{_SETTINGS} (?:rated|graded|judged|outstanding|inadequate)\b"
            rf"|\b(?:outstanding|inadequate|rated|graded) {_SETTINGS}\b"
            rf"|\b{_SETTINGS} (?:ratings?|grades?)\b|\badult social care (?:inspection|rating|grade)\b"
            r"|\b(?:ofsted|grade|rating|rated|inspectors?)\b.*\b(?:primary|secondary|infant|junior|high"
            r"|grammar) school\b"
            r"|\b(?:hmicfrs|hmip|hmi probation|police inspection|probation inspection)\b"
        ),
    ),
)


def outside(text: str) -> Outside | None:
    """Return the kind of question outside the record that `text` asks, or None."""
    lowered = re.sub(r"\s+", " ", text.lower())
    return next((one for one in OUTSIDE if one.pattern.search(lowered)), None)
