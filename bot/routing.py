"""Routing: which topic a question asks for, by its words and its sense.

Pure. A topic is asked for by name, by a phrase of the registry, or by what a sentence wants; where those disagree, the
rules of `settled` decide.
"""

from collections.abc import Callable
from dataclasses import dataclass

from bot.asking_words import FACTS_OF_INSPECTION, JUDGED_WORDS, KINDS_OF_INSPECTION, PARTS_OF_A_SERVICE
from bot.named_topics import Routed
from bot.places import REGION_WORDS
from bot.question import TopicName
from bot.sense import Sense
from bot.ways import any_of

_OF_ITSELF = FACTS_OF_INSPECTION | frozenset(
    "graded ilacs sif authority council inspected same ones once twice two both yet still now".split()
)
"""Words of which a question may be made up that asks whether there was an inspection, or when it came out."""
_TIMES_OF_INSPECTION = frozenset(
    "start started begin began end ended finish finished fieldwork length duration day final".split()
)
_ABOUT_INSPECTIONS = any_of("inspect(?:ed|ions?|ors?)", "visits?", "ofsted|hmi|fieldwork")
_LED = any_of(
    "(?:led|leading|headed|fronted|in charge of|oversaw)\\W+(?:\\w+\\W+){0,3}"
    "(?:inspections?|visit|inspectors|fieldwork)",
    "the lead (?:inspector )?(?:from|for|of|on|at)\\W+(?:\\w+\\W+){0,3}?(?:inspections?|visit)\\b",
    "(?:led|headed|fronted|in charge of) (?:the )?(?:ofsted(?:'s)? )?(?:inspection )?team",
    "(?:ofsted|hmi) (?:headed|led|fronted)|hmi (?:who )?(?:headed|led|fronted)",
)
_FOUND = any_of(
    "found|saw|raised|noted|criticised|praised|mention(?:ed|s)?|reported|highlighted|say|said|picked up"
)
_OF_ITEMS = frozenset("weak weaknesses areas issues concerns actions recommendations".split())
_SET_UP = any_of(
    "deliver(?:ed|ing|s)?|set up|established|launched|introduced|opened|formed|transferred|took over|taken over",
    "in post|appointed|in place|running|trust|incorporated|created|adopted",
)
_OF_AN_INSPECTOR = any_of("inspectors?|lead|led|hmi|team")
_OF_A_LETTER = any_of("address(?:ed|ee)", "cop(?:ied|ies|y)", "signed", "sent")
_GOT = any_of(
    "gets?|got|give|gave|given|awarded?|scored?|earn(?:s|ed)?|receiv(?:e|ed)|verdict|marks?|grade-?wise",
    "land(?:s|ed)?|results?|outcome|fared?|(?:sub-?)?judgement|standing",
    "(?:come|came) out(?: as| at| with)?|stands? on|stands? (?:now|today|currently|following|after)",
)
_SOFT = frozenset({"judged", "score", "scored", "scores"})
"""Words that ask for a grade, unless what is judged is the subject of findings ("how was supervision judged")."""
_BY_WHEN = any_of("deadlines?|due|by when|(?:by|on) (?:what|which) (?:date|day)")
_JUDGEMENTS = frozenset(
    "judgement judgements judgment judgments grade grades area areas strand strands".split()
)
_ASKS_WHEN = any_of("when|dates?|days?|how long|out")
_COMPARING = frozenset("compare compared comparison versus vs v against".split())
_DUE = any_of("improve\\w*|areas?|items?|actions?|deadlines?|recommendations?|statement|development")


@dataclass(frozen=True, slots=True)
class Cues:
    """What routing looks at.

    Attributes:
        text: The cleaned text, lower case.
        words: Its words without names.
        plain: Those of them that are neither dates nor stop words.
        telling: Those of the plain ones that say what is asked for.
        authorities: How many authorities are named.
        on_a_topic: Whether the words beside those that name a topic of the registry are about a topic of findings.
        dated: Whether years or an inspection in time are named.
        limited: Whether a time limit of improvement items is named.
        of_kind: Whether a kind of inspection is named.
        sense: The sense.
    """

    text: str
    words: tuple[str, ...]
    plain: tuple[str, ...]
    telling: tuple[str, ...]
    authorities: int
    on_a_topic: bool
    dated: bool
    limited: bool
    of_kind: bool
    sense: Sense


def settled(routed: Routed, cues: Cues) -> Routed:
    """Return the topic after all: what the sense of a sentence says against, or beside, the words that name one."""
    topic, used = routed
    for rule in _RULES:
        if (instead := rule(topic, used, cues)) is not None:
            return instead
    if topic in (None, "search", "findings", "authorities", "grades", "overdue"):
        return _by_sense(topic, cues) or topic, used
    return topic, used


_NONE: Routed = (None, frozenset())
"""No topic after all: the words that seemed to name one say something of a subject."""


def _others(cues: Cues) -> set[str]:
    """Return the words that say what is asked for beside grades and what is judged."""
    return set(cues.telling) - JUDGED_WORDS


def _by_when(topic: TopicName | None, used: frozenset[int], cues: Cues) -> Routed | None:
    """Deadlines, where a limit is named and a date asked for: "by what date were the three-month actions due"."""
    asks = cues.limited and _BY_WHEN.search(cues.text) is not None
    return ("deadlines", used) if asks and topic in (None, "inspections", "improvements") else None


def _moves_of_all(topic: TopicName | None, used: frozenset[int], cues: Cues) -> Routed | None:
    """A list by grades, where no authority is named: "from inadequate to good", "which councils got worse"."""
    sense = cues.sense
    got = topic == "changes" and sense.towards is not None and (sense.across or sense.region is not None)
    return ("grades", used) if not cues.authorities and (sense.moved or got) and 0 not in used else None


def _comparison(topic: TopicName | None, used: frozenset[int], cues: Cues) -> Routed | None:
    """A comparison, where several authorities are named and compared."""
    if cues.authorities > 1 and _COMPARING & set(cues.words):
        return "compare", used | {at for at, word in enumerate(cues.words) if word in _COMPARING and not used}
    return None


def _due(topic: TopicName | None, used: frozenset[int], cues: Cues) -> Routed | None:
    """No deadlines for a "due" in passing: only beside what can be due, or with "when"."""
    alone = tuple(cues.words[at] for at in used) == ("due",)
    in_passing = cues.on_a_topic and cues.sense.asks != "when" and not _DUE.search(cues.text)
    return _NONE if alone and in_passing else None


def _inspected(topic: TopicName | None, used: frozenset[int], cues: Cues) -> Routed | None:
    """No inspections for "when it was inspected, were care plans ...": only for who inspected, when and how long."""
    if topic != "inspections" or not cues.authorities or 0 in used:
        return None
    if cues.sense.asks == "whether" and _OF_ITEMS & set(cues.plain):
        return _NONE  # "Are the areas identified at the last inspection still weak?"
    if not cues.on_a_topic:
        return None
    of_an_inspection = cues.sense.asks == "who" and _ABOUT_INSPECTIONS.search(cues.text) is not None
    if "by name" in cues.sense.says and not _OF_AN_INSPECTOR.search(cues.text):
        of_an_inspection = False  # "What was the project called, in the inspection of 2019?"
    return None if of_an_inspection or cues.sense.asks in ("when", "how long") else _NONE


def _moved(topic: TopicName | None, used: frozenset[int], cues: Cues) -> Routed | None:
    """Changes, where one authority and nothing but grades is asked about: "is it better than in 2019?"."""
    sense = cues.sense
    asks = sense.yes_or_no and sense.grade is None and sense.towards is not None
    asks = asks and "put right" not in sense.says
    besides = PARTS_OF_A_SERVICE.intersection(cues.plain)
    return ("changes", used) if asks and cues.authorities == 1 and not _others(cues) and not besides else None


def _in_passing(topic: TopicName | None, used: frozenset[int], cues: Cues) -> Routed | None:
    """A topic's word in a sentence about a post, or about a subject of findings, does not ask for the topic."""
    opens = 0 in used
    match topic:
        case "inspections" if "led a service" in cues.sense.says:
            in_passing = True
        case "inspections":
            of_a_post = cues.sense.asks in ("who", "when") and _of_a_role(cues)
            in_passing = (of_a_post or "how many inspectors" in cues.sense.says) and not opens
        case "grades":
            soft = {cues.words[at] for at in used} <= _SOFT
            in_passing = soft and cues.on_a_topic and bool(_others(cues))
        case "summary":
            in_passing = cues.on_a_topic and not opens
        case "changes":
            in_passing = cues.on_a_topic and bool(_others(cues)) and not opens
        case _:
            in_passing = False
    return _NONE if in_passing else None


def _compared_with_itself(topic: TopicName | None, used: frozenset[int], cues: Cues) -> Routed | None:
    """Changes, or no topic, for the "better than" and "vs last time" of a single authority."""
    if topic != "compare" or cues.authorities > 1 or 0 in used:
        return None
    if not cues.authorities:
        return _by_sense(None, cues), frozenset()
    dated = cues.dated and cues.sense.asks == "what" and not cues.on_a_topic
    return ("changes", used) if dated else _NONE


def _inspections_that_found(topic: TopicName | None, used: frozenset[int], cues: Cues) -> Routed | None:
    """A search, for "which inspections found private fostering weak": the subject is what was found."""
    asks = topic == "inspections" and not cues.authorities and cues.on_a_topic and cues.sense.grade is None
    return ("search", used) if asks and 0 not in used and _FOUND.search(cues.text) is not None else None


def _of_an_inspection_itself(topic: TopicName | None, used: frozenset[int], cues: Cues) -> Routed | None:
    """Inspections, for whether there was one, it came out in time, is the newest, or had the same lead as another."""
    sense = cues.sense
    open_to_it = topic in (None, "grades", "inspections", "summary") and 0 not in used
    open_to_it = open_to_it and not _OF_ITEMS & set(cues.plain)
    if not open_to_it or not cues.authorities or sense.grade is not None or set(cues.telling) - _OF_ITSELF:
        return None
    of_one = {"graded inspection", "several inspections"} & sense.says or (sense.publication and cues.dated)
    of_one = of_one or (topic is None and (cues.of_kind or "any inspection" in sense.says))
    asks = sense.yes_or_no or (sense.asks == "when" and sense.publication)
    return ("inspections", used) if "same lead" in sense.says or (asks and of_one) else None


def _led(topic: TopicName | None, used: frozenset[int], cues: Cues) -> Routed | None:
    """Inspections, for who led one, whatever else is told: "who led the inspection just before lockdown?"."""
    asks = cues.sense.asks == "who" and topic is None and cues.authorities > 0
    return ("inspections", used) if asks and _LED.search(cues.text) is not None else None


def _improving(topic: TopicName | None, used: frozenset[int], cues: Cues) -> Routed | None:
    """Grades, for "capacity to improve" and "did it still require improvement"."""
    if topic != "improvements" or not cues.authorities:
        return None
    graded = cues.sense.grade is not None and cues.sense.asks in ("whether", "why")
    return ("grades", frozenset()) if "capacity" in cues.plain or graded else None


def _good_at_present(topic: TopicName | None, used: frozenset[int], cues: Cues) -> Routed | None:
    """No strengths, where "good at" dates a grade: "good at the last inspection", "good at the mo"."""
    dated = topic == "strengths" and cues.sense.grade is not None and "good at" in cues.text
    return (_by_sense(None, cues), frozenset()) if dated else None


def _judgements_that_moved(topic: TopicName | None, used: frozenset[int], cues: Cues) -> Routed | None:
    """Changes, for "which judgements improved": of one authority, without a grade."""
    sense = cues.sense
    asks = topic in (None, "grades") and sense.asks in ("which", "how many") and sense.grade is None
    asks = asks and 0 not in used and not _others(cues) and bool(_JUDGEMENTS & set(cues.words))
    return ("changes", used) if asks and cues.authorities == 1 and sense.towards is not None else None


def _whole_record(topic: TopicName | None, used: frozenset[int], cues: Cues) -> Routed | None:
    """Coverage, for how much there is on record; the authorities, for which ones there are, or of what kind one is."""
    sense, telling = cues.sense, set(cues.telling) - {"record", "cover", "hold", "have"}
    if cues.authorities == 1 and "region of" in sense.says and not telling - _PLACES:
        return "authorities", used
    if cues.authorities or sense.grade is not None or cues.of_kind:
        return None
    if "no overall" in sense.says:
        return "grades", used
    if {"short", "standard"} & sense.says:
        return None
    if "on record" in sense.says and sense.asks == "how many" and telling <= _RECORDS:
        return "coverage", used
    listed = (
        (sense.region is not None or (sense.authority_type is not None and sense.asks == "how many"))
        and topic in (None, "search", "help", "authorities")
        and sense.towards is None
    )
    listed = listed and not sense.publication and not cues.dated
    where = listed and not telling - _PLACES - REGION_WORDS and not _ABOUT_INSPECTIONS.search(cues.text)
    return ("authorities", used) if where and (sense.across or sense.asks == "how many") else None


_RECORDS = frozenset("inspections inspection findings finding authorities reports councils".split())
_PLACES = frozenset(
    "region type kind council councils authority authorities borough boroughs county unitary metropolitan district"
    " districts london city list all england local".split()
)


def _share(topic: TopicName | None, used: frozenset[int], cues: Cues) -> Routed | None:
    """No grades, for the share of people who rate something: "what percentage rated education good"."""
    asks = topic == "grades" and cues.sense.asks == "how many" and "share" in cues.sense.says
    return _NONE if asks and cues.authorities and not _JUDGEMENTS & set(cues.words) else None


def _history_of_grades(topic: TopicName | None, used: frozenset[int], cues: Cues) -> Routed | None:
    """The history, for "grade history"."""
    return ("history", used) if topic == "grades" and cues.authorities and "history" in cues.plain else None


def _extremes(topic: TopicName | None, used: frozenset[int], cues: Cues) -> Routed | None:
    """Grades, for the weakest or strongest area of one authority; a list by region where an area is asked about."""
    sense = cues.sense
    extreme = topic is None and cues.authorities == 1 and {"weakest", "strongest"} & sense.says
    telling = set(cues.telling) - {"weakest", "strongest", "worst", "area", "areas", "highest", "lowest"}
    return ("grades", used) if extreme and not telling - JUDGED_WORDS else None


def _changes_of_grades(topic: TopicName | None, used: frozenset[int], cues: Cues) -> Routed | None:
    """Changes, for "grade changes"; "over time" asks for the history."""
    facts = set(cues.plain)
    changed = facts & {"changes", "changed", "change"} and not facts & {"time", "years"}
    return ("changes", used) if topic == "grades" and changed else None


def _grades_of_inspections(topic: TopicName | None, used: frozenset[int], cues: Cues) -> Routed | None:
    """Grades, where inspections are only named beside one: "reports published in 2022, inadequate"."""
    sense = cues.sense
    judged = set(cues.telling) - FACTS_OF_INSPECTION
    dated_by = sense.publication and not _ASKS_WHEN.search(cues.text)
    of_a_judgement = dated_by and sense.asks in ("what", "when") and bool(judged) and judged <= JUDGED_WORDS
    if cues.authorities and topic == "inspections" and of_a_judgement and 0 not in used:
        return "grades", used
    about_grades = not cues.authorities or (sense.grade is not None and sense.yes_or_no)
    if topic != "inspections" or not about_grades or 0 in used:
        return None
    return ("grades", used) if _by_sense(None, cues) == "grades" else None


_Rule = Callable[[TopicName | None, frozenset[int], Cues], Routed | None]
_RULES: tuple[_Rule, ...] = (
    _by_when,
    _moves_of_all,
    _comparison,
    _due,
    _inspected,
    _inspections_that_found,
    _of_an_inspection_itself,
    _led,
    _moved,
    _in_passing,
    _compared_with_itself,
    _improving,
    _good_at_present,
    _judgements_that_moved,
    _whole_record,
    _share,
    _history_of_grades,
    _extremes,
    _changes_of_grades,
    _grades_of_inspections,
)
"""What may speak against the topic that is named, strongest first; each returns another one, `_NONE`, or None."""


def _by_sense(topic: TopicName | None, cues: Cues) -> TopicName | None:
    """Return the topic that the sense tells where no word does, or where a list of grades is asked for."""
    sense, facts = cues.sense, set(cues.plain)
    listed = not cues.authorities and (sense.across or sense.region is not None)
    if sense.moved or (sense.grade and listed):
        return "grades"
    others = set(cues.telling) - JUDGED_WORDS - FACTS_OF_INSPECTION
    if sense.region is not None:
        others -= REGION_WORDS
    if (sense.grade or (sense.towards and listed)) and not cues.authorities and not others:
        return "grades"
    if topic in (None, "search") and not cues.authorities and not others:
        of_reports = _ABOUT_INSPECTIONS.search(cues.text) or (sense.publication and "report" in cues.text)
        return "inspections" if of_reports else None
    if topic == "authorities" and "led by" in sense.says and not cues.authorities:
        return "inspections"
    if topic is not None:
        return None
    if cues.authorities and sense.yes_or_no and facts & {"short", "standard"} and not others:
        return "inspections"
    got = sense.asks not in ("when", "who", "how long") and _GOT.search(cues.text) is not None
    if cues.authorities and facts and not others and (sense.grade or "overall" in facts or got):
        return "grades"
    of_a_subject = "led by" not in sense.says and (
        _of_a_role(cues) or (cues.on_a_topic and sense.asks in ("whether", "who"))
    )
    if "put right" in sense.says and sense.asks not in ("who", "when") and cues.authorities and not others:
        return "improvements"
    if (
        cues.authorities
        and sense.asks == "when"
        and _SET_UP.search(cues.text)
        and not _ABOUT_INSPECTIONS.search(cues.text)
    ):
        return "findings"  # "Since when has the trust been delivering services?"
    only_facts = set(cues.telling) <= FACTS_OF_INSPECTION and not of_a_subject
    only_facts = only_facts and not (sense.asks == "whether" and _OF_ITEMS.intersection(cues.plain))
    if cues.authorities and only_facts and _of_an_inspection(cues):
        return "inspections"
    return "improvements" if sense.asks == "became" and not cues.on_a_topic else None


def _of_an_inspection(cues: Cues) -> bool:
    """Return whether a question whose words are all about inspections asks for a fact of one."""
    facts, asks = set(cues.plain), cues.sense.asks
    if _OF_A_LETTER.search(cues.text) or "led a service" in cues.sense.says:
        return False
    if "by name" in cues.sense.says and not _OF_AN_INSPECTOR.search(cues.text):
        return False
    if _ABOUT_INSPECTIONS.search(cues.text):
        if facts & _TIMES_OF_INSPECTION or asks in ("who", "when"):
            return True
        if asks == "whether" and not cues.sense.grade:
            return True
    return bool(facts & KINDS_OF_INSPECTION) or bool(facts and asks in ("when", "how long", "who"))


def _of_a_role(cues: Cues) -> bool:
    """Return whether a question asks who held a post in the service, rather than who inspected it."""
    return "director" in cues.sense.says and "led by" not in cues.sense.says
