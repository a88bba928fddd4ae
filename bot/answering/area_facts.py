"""Facts about an area that reports state in a set form: how many children live there, are looked after, on a plan.

From 2013 to 2017 inspectors printed the same facts in every report, mostly as bullets under the same headings. Each
fact here knows how people ask for it and how reports state it, so that "how many live with their parents" is answered
from the bullet on parents and from no other number that shares its words. Source: the section "Information about this
local authority area" of single inspection reports.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from bot.answering.asked import Asked
from bot.answering.clauses import CLAUSES, source_of
from bot.answers import Findings, Found
from bot.ways import any_of
from knowledge.records import FindingRecord, InspectionRecord
from knowledge.topics import words_of


@dataclass(frozen=True, slots=True)
class AreaFact:
    """A fact that reports state in a set form.

    Attributes:
        asked: All of these stand in a question for it.
        words: What else may stand there; a question with another telling word asks for something else.
        stated: How a report states it, within one clause of a fact about the area.
        unless: What makes a question or a clause one for another fact.
        of_a_part: Whether reports state it of a part: "308 ceased to be looked after, of whom 8% returned".
    """

    asked: tuple[re.Pattern[str], ...]
    words: frozenset[str]
    stated: re.Pattern[str]
    unless: re.Pattern[str] = re.compile(r"(?!)")
    of_a_part: bool = False

    def is_asked(self, text: str, telling: Iterable[str]) -> bool:
        """Return whether a question, in lower case and without names, asks for it."""
        if self.unless.search(text) or not all(way.search(text) for way in self.asked):
            return False
        return self.words.union(_ANY_FACT).issuperset(telling)


_ANY_FACT = frozenset(
    "number numbers count figure figures total percentage percent proportion share rate per 10 000 10,000"
    " children child young people kids area borough city county district authority council"
    " live lived living lives stay stayed currently recorded stated report time inspection 31 march"
    " approximately roughly estimated place placed placement looked after lac cla cic care"
    " compared previous before earlier".split()
)
_IN_CARE = (
    r"looked[- ]after|in (?:the )?(?:its |their |council(?:'s)? )?care\b"
    r"|\blac\b|\bcla\b|\bcic\b|children in care"
)


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


FACTS: tuple[AreaFact, ...] = (
    AreaFact(
        (any_of("poverty", "low[- ]incomes?|deprived"),),
        _words("poverty poor low income incomes families family households household deprived"),
        re.compile(r"in poverty|low[- ]income", re.IGNORECASE),
    ),
    AreaFact(
        (any_of("free school meals?", "fsm"),),
        _words(
            "free school schools meal meals fsm entitled eligible primary secondary pupils claim claiming receive"
        ),
        re.compile(r"free school meal", re.IGNORECASE),
    ),
    AreaFact(
        (any_of("largest|biggest|main"), any_of("minority ethnic|ethnic minorit(?:y|ies)|ethnic|bme|bame")),
        _words(
            "largest biggest main minority minorities ethnic group groups bme bame background backgrounds"
        ),
        re.compile(r"largest minority ethnic", re.IGNORECASE),
    ),
    AreaFact(
        (any_of("minority ethnic|ethnic minorit(?:y|ies)|minorities|bme|bame"),),
        _words("minority minorities ethnic group groups bme bame background backgrounds"),
        re.compile(r"minority ethnic (?:groups?|backgrounds?) account", re.IGNORECASE),
    ),
    AreaFact(
        (any_of("english as an? (?:additional|second) language|eal|english is not their first"),),
        _words("english additional second first language eal primary secondary school schools pupils speak"),
        re.compile(r"english as an additional language", re.IGNORECASE),
    ),
    AreaFact(
        (any_of("in need", "cin"),),
        _words("need cin identified assessment assessed formally specialist service help"),
        re.compile(r"in need of a specialist|formally in need|children in need", re.IGNORECASE),
        any_of("protection", "plans?"),
    ),
    AreaFact(
        (any_of("child protection plans?|cp plans?|cpps?|protection plans?"),),
        _words("protection plan plans cp cpp cpps subject"),
        re.compile(
            r"subjects? (?:of|to) (?:a )?child protection plan|on (?:a )?child protection plan", re.IGNORECASE
        ),
        any_of("second|subsequent|repeat|neglect|emotional|physical|sexual|longer?|years?"),
    ),
    AreaFact(
        (any_of("private(?:ly)? (?:arranged )?foster(?:ed|ing)?|private fostering"),),
        _words("private privately arranged foster fostered fostering arrangement arrangements"),
        re.compile(r"privately arranged foster", re.IGNORECASE),
    ),
    AreaFact(
        (
            any_of(
                "return(?:ed|ing|s)?",
                "(?:came|come|went|go|going) back",
                "re-?enter(?:ed)?|readmitted|back in(?:to)? care",
            ),
            any_of("care|looked after|ceased"),
        ),
        _words(
            "return returned returning came come went back re-enter reentered readmitted ceased left leave leaving"
            " subsequently later again"
        ),
        re.compile(
            r"returned to|re-?admitted|re-?entered care|returning to|subsequently returned", re.IGNORECASE
        ),
        of_a_part=True,
    ),
    AreaFact(
        (any_of("independent(?:ly)?(?: living)?|live on their own"),),
        _words(
            "independent independently independence own ceased left leave leaving move moved moving leavers"
        ),
        re.compile(r"(?:ceased|mov(?:ed|ing) on|left care)\b.*\bindependent", re.IGNORECASE),
        any_of("reviewing|visitors?|advoca\\w+|scrutin\\w+|providers?"),
    ),
    AreaFact(
        (any_of("multiple occupation|hmos?"),),
        _words("houses house multiple occupation hmo hmos ceased left"),
        re.compile(r"multiple occup", re.IGNORECASE),
    ),
    AreaFact(
        (
            any_of(
                "ceased",
                "(?:left|leave|leaving|exited|came out of|stopped being in) care",
                "stopped being looked after",
            ),
        ),
        _words("ceased left leave leaving exited came out stopped"),
        re.compile(r"ceased to be looked after", re.IGNORECASE),
        any_of("leavers?|independent\\w*|university|employment"),
    ),
    AreaFact(
        (any_of("special guardianship|sgos?"),),
        _words("special guardianship guardianships order orders sgo sgos became subject made granted given"),
        re.compile(r"special guardianship", re.IGNORECASE),
        any_of("support(?:ed)?|breakdowns?|paid|allowances?|assessments?"),
    ),
    AreaFact(
        (any_of("adoptions?|adopted|adoption orders?"),),
        _words("adoption adoptions adopted order orders made granted"),
        re.compile(r"\badoptions?\b|\badoption orders?\b|been adopted|were adopted", re.IGNORECASE),
        any_of(
            "wait(?:ing)?|breakdowns?|disruptions?|approved|adopters|support(?:ed)?|panel|plans?|days|long"
        ),
    ),
    AreaFact(
        (any_of("unaccompanied|uasc|asylum"),),
        _words("unaccompanied asylum seeking seekers seeker uasc"),
        re.compile(r"unaccompanied", re.IGNORECASE),
        any_of("national transfer|health|supported"),
    ),
    AreaFact(
        (
            any_of(
                "with (?:their |its )?(?:own |birth |biological )?(?:parents?|mums? (?:and|or) dads?|families at home)"
            ),
        ),
        _words("parents parent mother father own birth home regulations"),
        re.compile(r"with (?:their |a )?(?:own |birth )?parents?\b", re.IGNORECASE),
    ),
    AreaFact(
        (any_of("residential (?:special )?schools?|special (?:residential )?schools?|boarding"),),
        _words("residential special school schools boarding"),
        re.compile(r"residential (?:special )?schools?", re.IGNORECASE),
    ),
    AreaFact(
        (
            any_of("(?:children's|childrens|residential|care) homes?"),
            any_of(
                "operates?|operated|runs?|running|ran|have|has|had|own(?:s|ed)?|manages?|managed|does|did",
                "homes? (?:in|of|are|were)",
            ),
        ),
        _words(
            "children's childrens residential home homes operate operates operated"
            " run runs running ran own owns manage"
        ),
        re.compile(r"operates?\b.*\bhomes?\b", re.IGNORECASE),
        any_of(
            "(?:children|young people|kids|lac) (?:are |were |was |is )?"
            "(?:live[ds]?|living|placed|stay\\w*|in (?:children's|residential))",
            "(?:live[ds]?|living|placed) in",
        ),
    ),
    AreaFact(
        (
            any_of(
                "residential(?: (?:care|homes?|children's homes?|placements?))?|children's homes?|childrens homes?"
            ),
            any_of("children|young people|kids|lac|live[ds]?|living|placed|looked after"),
        ),
        _words("children's childrens residential home homes"),
        re.compile(r"(?:in|living in) (?:residential children|children|residential care)", re.IGNORECASE),
        any_of("operates?|operated|runs?|running|ran|owns?|schools?"),
    ),
    AreaFact(
        (
            any_of("foster(?:ed|ing)?(?: (?:families|family|care|placements?|homes?|carers?|parents?))?"),
            any_of("children|young people|kids|lac|live[ds]?|living|placed|looked after"),
        ),
        _words("foster fostered fostering family families carers carer home homes parents"),
        re.compile(r"\b(?:with|in) foster|fostered", re.IGNORECASE),
        any_of(
            "private\\w*",
            "(?:how many|number of|no of) (?:\\w+ )?(?:foster|fostering) (?:carers?|families|households|parents)",
            "approved|recruit\\w*|in-house|agenc(?:y|ies)|ifa|siblings?|former|staying put",
        ),
    ),
    AreaFact(
        (
            any_of(
                "out(?:side)?(?: of)?(?: the| its| their)?[ -]?"
                "(?:local authority|local area|area|borough|county|city|authority|district|town|council)",
                "outside|out-of-\\w+|elsewhere|other (?:areas?|authorities|boroughs)",
            ),
            any_of(
                "live[ds]?|living|placed|placements?|looked[- ]after|lac|cla|cic|in care|children in care"
            ),
        ),
        _words(
            "out outside elsewhere other areas authorities boroughs away boundary boundaries out-of-area out-of-borough"
            " out-of-county"
        ),
        re.compile(
            r"(?:out ?side|out of)\b.*\b(?:area|authority|borough|county|city|district)"
            r"|outside\b|out of (?:city|county)",
            re.IGNORECASE,
        ),
        any_of("residential|foster\\w*|homes?|schools?|miles|distance|education|health|visited|leavers?"),
    ),
    AreaFact(
        (re.compile(_IN_CARE),),
        _words("looked after lac cla cic care many"),
        re.compile(
            r"(?:being|are|were) looked after|looked after by|in (?:its|the|their) care", re.IGNORECASE
        ),
        any_of("homes?|families|parents?|outside|adopted|plans?|leavers?|reviews?|health|education|missing"),
    ),
    AreaFact(
        (
            any_of("children|under[- ]?18s?|young people|kids|child|0-17s?|aged 0|youngsters"),
            any_of(
                "live[ds]?|living|population|resident|residents|under[- ]?18s?|0-17s?|aged 0",
                "there (?:are|were)|in (?:the|this) (?:area|borough|city)|(?:are|were) (?:there|in)$",
            ),
        ),
        _words(
            "under 18 18s under-18s under-18 population resident residents aged age 0 17 0-17 0-17s children's"
            " there years old youngsters"
        ),
        re.compile(
            r"(?:under (?:the age of )?18|aged (?:between )?0|young people .*\blive\b)", re.IGNORECASE
        ),
        any_of("need|protection|poverty|plans?|foster\\w*|homes?|parents?"),
    ),
)
"""Facts, those with more to say before those that are part of them."""

_NOT_OF_THE_FACT = re.compile(r"\bof (?:whom|which)\b.*", re.IGNORECASE | re.DOTALL)
"""What a clause says of a part: "76 live in homes, of whom 40% live out of the area"."""


def area_fact(asked: Asked) -> Findings | None:
    """Return the fact about the area that is asked for, where a report on record states it; None otherwise."""
    fact = asked_fact(asked)
    if fact is None:
        return None
    every = asked.inspections()
    wanted = asked.wanted(every) or every
    own = {year for item in wanted for year in item.years}
    then = [str(year) for year in asked.question.years if year not in own]
    for inspection in wanted:
        if (hit := _stated(asked, inspection, fact, then)) is not None:
            finding, told = hit
            verdict = ""
            if asked.question.sense.yes_or_no:
                verdict = "No. " if _NONE.search(told) else "Yes. "
            lead = f"{verdict}{told} ({source_of(finding)})"
            heading = f"Facts about the area, {asked.who}"
            return Findings(replace(asked.about, lead=lead), heading=heading, found=(Found(finding),))
    return None


def is_without(asked: Asked) -> bool:
    """Return whether a report that states such facts is asked about, and states this one nowhere."""
    return (
        any(_of_the_area(asked, item) for item in asked.wanted(asked.inspections()))
        and area_fact(asked) is None
    )


def asked_fact(asked: Asked) -> AreaFact | None:
    """Return the fact about the area of one authority that a question asks for, if it asks for one."""
    sense, text = asked.question.sense, _without_names(asked)
    if len(asked.authorities) != 1 or sense.asks not in ("how many", "what", "which", "whether"):
        return None
    figure = sense.asks == "how many" or _OF_A_FIGURE.search(text) is not None
    if not (_OF_ANY.search(text) if sense.yes_or_no and sense.asks == "whether" else figure):
        return None
    telling = [word for word in words_of(text) if asked.record.topics.tells(word) and not word.isdigit()]
    fact = next((fact for fact in FACTS if fact.is_asked(text, telling)), None)
    if fact is None or not (sense.yes_or_no and sense.asks == "whether"):
        return fact
    # Whether there are any: "are there many", and "is there a new home", ask for more than the number.
    besides = set(words_of(text)) - fact.words - _ANY_FACT - asked.record.topics.stop_words
    return fact if not besides - {"any"} and not _QUANTITY.search(text) else None


_QUANTITY = any_of("many|most|few|lots|enough|new|good|only|other")
_OF_ANY = any_of("any", "(?:is|are|was|were) there")
_NONE = re.compile(
    r"^(?:.*: )?(?:there (?:are|were|have been) )?(?:no|none)\b|\bnot operate\b", re.IGNORECASE
)
_OF_A_FIGURE = any_of(
    "how many|how big|what (?:was|is|were|are) the (?:number|rate|total|proportion|percentage|share|population)",
    "rate|number|population|largest|biggest|percentage|proportion|share|total|figures?|stats?",
)


def _without_names(asked: Asked) -> str:
    text = asked.question.text
    for name in sorted(asked.question.names, key=lambda name: -name.start):
        text = text[: name.start] + " " + text[name.end :]
    return " ".join(text.lower().replace("’", "'").split())


def _stated(
    asked: Asked, inspection: InspectionRecord, fact: AreaFact, years: list[str]
) -> tuple[FindingRecord, str] | None:
    """Return the finding of an inspection that states a fact, with the clause that does; it must name these years."""
    for finding in _of_the_area(asked, inspection):
        clauses = [told for clause in CLAUSES.split(finding.text) if (told := clause.strip(" ;,"))]
        for at, clause in enumerate(clauses):
            alone = clause if fact.of_a_part else _NOT_OF_THE_FACT.sub("", clause)
            if not fact.stated.search(alone) or fact.unless.search(clause.lower()):
                continue
            told = _whole(clauses, at)
            if _NUMBER.search(told) and all(year in told for year in years):
                return finding, told
    return None


def _of_the_area(asked: Asked, inspection: InspectionRecord) -> tuple[FindingRecord, ...]:
    """Return the findings of an inspection that state facts about the area."""
    context = asked.record.store.findings((inspection.id,), kinds=("context",))
    return tuple(one for one in context if _SECTIONS.search(one.section))


_SECTIONS = re.compile(r"in this area|Ofsted inspections|about this area", re.IGNORECASE)


_NUMBER = re.compile(
    r"\d|\b(?:no|none|nil|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen"
    r"|sixteen|seventeen|eighteen|nineteen|twenty|half|third|quarter|all|pakistani|asian|black|white|mixed)\b",
    re.IGNORECASE,
)


def _whole(clauses: list[str], at: int) -> str:
    """Return a clause with what goes on from it: its own bullets behind a colon, and how the number changed since."""
    told = clauses[at].removeprefix("and ")
    for following in clauses[at + 1 :]:
        if _GOES_ON.match(following):
            told = f"{told.rstrip('.')}. {following.rstrip('.')}"
        elif _IN_SCHOOLS.match(following):
            told = f"{told.rstrip('.')}{' ' if told.endswith(':') else '; '}{following.rstrip('.')}"
        else:
            break
    lead_in = _LEAD_IN.match(clauses[0]) if at else None
    if lead_in is not None and not told.startswith(clauses[0]):
        told = f"{clauses[0].rstrip(':')}: {told.rstrip('.')}"
    return f"{told[:1].upper()}{told[1:]}"


_GOES_ON = re.compile(
    r"(?:This|The number|It) (?:is|was|had|has|number|figure|compares|rose|at\b)|This number"
)
_IN_SCHOOLS = re.compile(r"in (?:primary|secondary|special) schools?\b")
_LEAD_IN = re.compile(
    r"(?:in|over|during) the (?:last |past |previous )?\d* ?(?:12|twelve) months", re.IGNORECASE
)
