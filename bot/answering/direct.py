"""Direct answers out of findings: the figure, the name or the yes that a question asks for.

A direct answer is always a clause of one finding that speaks of everything that was asked; where no clause does, the
findings stand for themselves, or, for a number or a name, it is not in the record.
"""

import re
from calendar import month_name
from collections.abc import Callable
from dataclasses import dataclass

from bot.answering.asked import Asked
from bot.answering.clauses import CLAUSES, PEOPLE, holds, source_of, telling_terms, touches
from bot.answering.counting import (
    DATES,
    SHARES,
    counting_of,
    counts_whole,
    is_near,
    share_counted,
    states_sum,
)
from bot.answering.whether import whether
from bot.answers import Found
from bot.deadlines import long_date
from bot.says import WHAT_IS_CALLED, names_a_role
from bot.searching import Term
from bot.spelling import english_words
from knowledge.records import FindingRecord
from knowledge.topics import words_of

Direct = tuple[tuple[Found, ...], str | None]
"""Findings with those first that answer, and the answer in one sentence."""


def direct(asked: Asked, found: tuple[Found, ...], terms: tuple[Term, ...]) -> Direct:
    """Put first what answers directly, with the answer; no findings where a number or name asked for is in none."""
    sense = asked.question.sense
    match sense.asks:
        case "how many" | "what" if "budget" in sense.says:
            return _stating(asked, found, terms, states_sum)
        case "how many":
            return _stating(asked, found, terms, counting_of(asked, terms))
        case "how long" if (lasting := _stating(asked, found, terms, _lasts))[0]:
            return lasting
        case "who" if (
            "chairs" in sense.says and (named := _stating(asked, found, terms, _names_the_chair))[0]
        ):
            return named
        case "who" if "chairs" in sense.says and (chaired := _stating(asked, found, terms, _chairs))[0]:
            return chaired
        case "who" if {"director", "led a service"} & sense.says:
            return _stating(asked, found, terms, _names_somebody)
        case "who" | "which" if "by name" in sense.says:
            named = _naming(asked, found, terms)
            called = _CALLED.search(asked.question.text.lower()) is not None
            return (found, None) if called and named[0][:1] != found[:1] else named
        case "how long" if "average" in asked.question.words:
            return (), None  # A time that something once took is no average.
        case "when" if found:
            dated = _stating(asked, found, terms, _dates)
            return dated if dated[0] or (found[0].score or 0) < _CLOSE else (found, None)
        case "became":
            return _became(found)
        case _ if sense.yes_or_no:
            return found, whether(asked, found, terms)
        case _:
            return found, None


def _naming(asked: Asked, found: tuple[Found, ...], terms: tuple[Term, ...]) -> Direct:
    """Return the findings with the clause that names what is asked for; as found where the best hold any name."""
    own = frozenset(word.lower() for name in asked.authorities for word in words_of(name))
    named = _stating(asked, found, terms, lambda clause: _names_anything(clause, own))
    if named[0] or not any(_names_anything(item.finding.text, own) for item in found[:_NAMED_IN]):
        return named
    return found, None


_CALLED = re.compile(WHAT_IS_CALLED)
"""What something is called may be an ordinary word: the finding is shown even where no name is seen in it."""
_NAMED_IN = 2
"""Findings, best first, of which one must hold a name where a name is asked for."""


def _became(found: tuple[Found, ...]) -> Direct:
    told = [item for item in found if item.finding.followed_up]
    if not told:
        return found, None
    later = told[0].finding.followed_up[0]
    lead = f"{later.outcome.capitalize()} (published {long_date(later.published)}, {later.ref}): {later.text}"
    return (*told, *(item for item in found if item not in told)), lead


@dataclass(frozen=True, slots=True)
class _Clause:
    """A clause of a finding that states an answer.

    Attributes:
        text: The clause.
        weight: Of the terms asked for, how telling those are that it holds itself.
        besides: How many of the words asked for it holds that say little by themselves ("teams").
        headed: Whether the section's heading names what is asked ("Children looked after in this area").
        counts: How much of what is counted follows a number of it, 0 to 1 ("four looked after children teams").
        near: Whether the answer stands beside the words that it answers ("317 looked after children").
    """

    text: str
    weight: float
    besides: int
    headed: bool
    counts: float
    near: bool


def _stating(
    asked: Asked, found: tuple[Found, ...], terms: tuple[Term, ...], states: Callable[[str], bool]
) -> Direct:
    """Return the findings with a clause on what is asked that `states` it, the plainest first; () where none does."""
    then, month = _then(asked), _month(asked)
    sense = asked.question.sense
    share, counts = "share" in sense.says, sense.asks == "how many" and "budget" not in sense.says
    stated = {
        item.finding.row: clause
        for item in found
        if (clause := _clause(asked, item.finding, terms, states)) is not None
        and all(year in clause.text for year in then)
    }
    if not stated:
        return (), None
    telling = [item for item in found if item.finding.row in stated]
    # Facts about the area and service first, in report order: totals are given before their parts.
    telling.sort(
        key=lambda item: (
            month is not None and month not in stated[item.finding.row].text,
            counts and not share and not counts_whole(stated[item.finding.row].text),
            share
            and _PER_CENT.search(asked.question.text) is not None
            and "%" not in stated[item.finding.row].text,
            stated[item.finding.row].counts < 1,
            -stated[item.finding.row].weight,
            item.finding.kind != "context",
            not stated[item.finding.row].headed,
            -stated[item.finding.row].besides,
            share != bool(SHARES.search(stated[item.finding.row].text)),
            not stated[item.finding.row].near,
            -item.finding.published.toordinal(),
            item.finding.row,
        )
    )
    first = telling[0].finding
    lead = f"{stated[first.row].text} ({source_of(first)})"
    return tuple(telling), lead


_PER_CENT = re.compile(r"%|\bper ?cent|\bpct\b", re.IGNORECASE)


def _then(asked: Asked) -> tuple[str, ...]:
    """Return the years asked about that are no inspection's own: only what speaks of them answers.

    "How many looked after children did Islington have in 2007, according to its 2012 inspection?"
    """
    own = {year for item in asked.wanted(asked.inspections()) for year in item.years}
    return tuple(str(year) for year in asked.question.years if own and year not in own)


def _month(asked: Asked) -> str | None:
    """Return the month and year that the question names, as a report writes them; None where it names no one month."""
    months, years = asked.question.months, asked.question.years
    return f"{month_name[months[0]]} {years[0]}" if len(months) == len(years) == 1 else None


_CLOSE = 60.0
"""Score of a finding that answers "when" although it holds no date."""


def _clause(
    asked: Asked, finding: FindingRecord, terms: tuple[Term, ...], states: Callable[[str], bool]
) -> _Clause | None:
    """Return the clause of a finding that states an answer and speaks of what is asked, or None.

    A term may stand in the finding's other words or its topics, but at least half of them stand in the clause.
    """
    telling = telling_terms(asked, terms)
    best: _Clause | None = None
    before = ""
    for text in CLAUSES.split(finding.text):
        before, ahead = text, before
        if not states(text):
            continue
        held = [term for term in telling if holds(asked, text, term)]
        others = [term for term in telling if term not in held]
        headed = any(holds(asked, finding.section, term) for term in telling)
        if 2 * len(held) + headed < len(telling) or not all(touches(asked, finding, term) for term in others):
            continue
        about = f"{ahead} {finding.section}"
        if len(telling) == 2 and not all(
            holds(asked, about, term) or set(term.topics) & PEOPLE for term in others
        ):
            continue  # "Four care leavers as apprentices" counts none who are out of work.
        weight = round(sum(map(asked.record.searcher.weight, held)), 3)
        if best is None or weight > best.weight:
            besides = sum(holds(asked, text, term) for term in terms if term not in telling)
            counts = share_counted(text, asked.question.counted)
            best = _Clause(text.strip().rstrip(";"), weight, besides, headed, counts, is_near(text, telling))
    return best


_LASTING = re.compile(
    r"\b(?:\d+|an?|half an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)[ -]"
    r"(?:(?:and a half|working|full|calendar) )?(?:hours?|days?|weeks?|months?|years?)\b",
    re.IGNORECASE,
)


def _lasts(clause: str) -> bool:
    return bool(_LASTING.search(clause))


_CHAIRS = re.compile(
    r"\bchair(?:s|ed)? (?:the|its|it|by|both|jointly)\b|(?<!independently )\bchaired\b", re.IGNORECASE
)


def _chairs(clause: str) -> bool:
    """Return whether a clause tells who chairs something, by name or by post."""
    return bool(_CHAIRS.search(clause))


def _names_the_chair(clause: str) -> bool:
    """Return whether a clause has the name of who chairs something."""
    return "chair" in clause.lower() and _names_somebody(clause)


_PERSON = re.compile(
    r"\b(?:[A-Z]\.? )?[A-Z][a-z]+(?:[-'’][A-Z][a-z]+)?\.? [A-Z][a-z]+(?:[-'’][A-Z][a-z]+)?\b|\b[A-Z] [A-Z][a-z]+\b"
)
_BODIES = frozenset(
    "board boards council service services children trust trusts partnership panel plan team teams act authority"
    " framework framework's school schools college hospital police health safeguarding local future futures programme"
    " project group strategy centre office executive director member officer area england ofsted islington british"
    " january february march april may june july august september october november december prison road street"
    " house inn green nhs act bill working inspectors city london chief her majesty national"
    " department family court care young common".split()
)


def _names_somebody(clause: str) -> bool:
    """Return whether a clause has what looks like a person's name: not a body's, and not words that are English."""
    for found in _PERSON.finditer(clause):
        words = {word.lower() for word in found.group().split()}
        before = clause[: found.start()].rstrip()
        titled = before.endswith(_TITLES) or (before.endswith(",") and names_a_role(before))
        unknown = any(len(word) >= 5 and word not in english_words() for word in words)
        if not words & _BODIES and (titled or unknown):
            return True
    return False


def _names_anything(clause: str, own: frozenset[str]) -> bool:
    """Return whether a clause has a name other than the authority's (`own`): capitals where no sentence begins."""
    words = _CAPITALISED.findall(clause)
    given = (found.group(1).lower() for found in _GIVEN.finditer(clause))
    if _QUOTED.search(clause) or any(word not in own and word not in _BODIES for word in given):
        return True
    return any(word.lower() not in own and word.lower() not in english_words() for word in words) or any(
        len(pair.split()) > 1 and not {one.lower() for one in pair.split()} & own
        for pair in _CAPITALISED_PAIR.findall(clause)
    )


_CAPITALISED = re.compile(r"(?:(?<=[a-z,;:] )|(?<=[‘“'\"]))(?:[A-Z][a-z]{2,}\w*|[A-Z]{4,})")
_QUOTED = re.compile(r"[‘“][\w][^’”]{2,40}[’”]")
"""A name between quotation marks: "the ‘minding the gap’ panel"."""
_GIVEN = re.compile(
    r"(?<=[a-z,;:] )((?!MASH\b)[A-Z]{4,}|[A-Z][a-z]{2,})(?:,| (?:team|project|programme|service|hub|panel|scheme"
    r"|initiative|app|centre|group|unit|tool|model|course|club|forum|house)\b)"
)
"""An ordinary word that is a name by its capital and where it stands: "the Horizon team", "the team, Horizon, ..."."""
_CAPITALISED_PAIR = re.compile(
    r"(?:(?<=[a-z,;:] )|(?<=[‘“'\"]))[A-Z][a-z]+(?: (?:[A-Z][a-z]+|[a-z]+ [A-Z][a-z]+))+"
)
_TITLES = ("Mr", "Ms", "Mrs", "Miss", "Dr", "Sir", "Dame", "Lord", "Lady", "Councillor", "Cllr")


def _dates(clause: str) -> bool:
    return bool(DATES.search(clause))
