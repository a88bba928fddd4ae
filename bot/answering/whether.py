"""Yes or no out of findings: said only where one clause says all that is asked, and without a reserve."""

import re
from dataclasses import dataclass

from bot.answering.asked import Asked
from bot.answering.clauses import CLAUSES, PEOPLE, holds, roots_of, source_of, telling_terms
from bot.answering.denying import NOT_ALL, OF_THESE, denies, not_of_all
from bot.answering.reserves import (
    A_FEW,
    CONSISTENTLY,
    EVERY,
    HEDGED,
    IN_TIME,
    MET,
    MOVING,
    NEUTRAL,
    NOT_YET,
    OF_VALUE,
    QUANTITIES,
    RESERVED,
    REVERSING,
    THERE,
    TURNING,
    WEAK,
    counts_alike,
)
from bot.answering.standing import before, beside, is_said, names, roots_said, stands_together, together
from bot.answering.values import value_told, valued
from bot.answers import Found
from bot.named_grades import Towards, towards_of
from bot.says import Says
from bot.searching import Term
from bot.ways import any_of
from knowledge.records import FindingRecord
from knowledge.stems import stem
from knowledge.topics import words_of

_MOST = frozenset({"most", "mostly", "majority", "largely", "generally"})
"""Words for the greater part: each answers a question with another."""
_IN_PASSING = any_of(
    "(?:spot|monitor|prevent|avoid|reduc|identif|tackl|counter|stop)\\w*(?: \\w+)?$",
    "(?:because of|risks? of|against|in case of|to avoid|what makes?|about)(?: \\w+){0,2}$",
)
"""Words before a thing that is spoken of without being there: "they can spot drift"."""
_FALLS_SHORT = any_of(
    "not (?:sufficiently|well|effectively|adequately|robustly|clearly) (?:enough )?(?:\\w+ or )?\\w+"
)


_IS_NOT = re.compile(r"\b(?:is|are|was|were) (?:still |currently )?not (?:yet |always |all |very )?([a-z]+)")
_VALUES = frozenset({"current"})
"""Values of several words, as `_in_one_word` writes them."""


def _in_one_word(text: str) -> str:
    """Return a text, lower case, with values of several words in one: "up to date"."""
    return _OUT_OF_DATE.sub("outdated", _UP_TO_DATE.sub("current", text))


_UP_TO_DATE = re.compile(r"\bup[- ]to[- ]date\b")
_OUT_OF_DATE = re.compile(r"\bout[- ]of[- ]date\b")


def whether(asked: Asked, found: tuple[Found, ...], terms: tuple[Term, ...]) -> str | None:
    """Return yes or no with its source, where one clause says so outright; None otherwise.

    Yes only from a clause that says all that is asked, without any reserve. No only from one that denies it ("No care
    leaver ...") or, where it is asked of all, keeps it from holding of some. Anything else is left to the reader.
    """
    says = asked.question.sense.says
    if (
        "not so" in says
        or {"more than", "fewer"} & says
        or _TURNED.search(_YES_OR_NO.sub(" ", asked.question.text))
    ):
        return None  # "Were children not seen?" has no plain yes, nor has "fewer than before?".
    if (
        "raised" in says
        and not MET.search(asked.question.text.lower())
        and (raised := _raised(asked, found, terms)) is not None
    ):
        return raised
    for item in found[:_READ]:
        for clause in CLAUSES.split(item.finding.text):
            said = _said(asked, item.finding, clause, terms)
            if said is not None:
                stated = clause.strip()
                return f"{said}. {stated[:1].upper()}{stated[1:]} ({source_of(item.finding)})"
    return None


_YES_OR_NO = re.compile(r"\byes(?:,| or|/)? ?no\b|\by/n\b", re.IGNORECASE)
_TURNED = re.compile(
    r"\b(?:no|none|nobody|nothing|only|merely|solely|other (?:local )?(?:authorities|councils|boroughs|areas))\b|"
    r"\b(?:run\w*|operat\w+|ha[sd]|have) (?:its|their) own\b|\b(?:under|over|non|mis)-[a-z]"
    r"|\bout of (?!(?:the )?(?:area|borough|county|city|authority|hours|home|court|district|date|care)\b)",
    re.IGNORECASE,
)
"""Words of a question that turn it round, or limit it: no clause that merely holds its words answers it."""
_READ = 8
"""Findings, best first, in which a yes or no is looked for."""


def _raised(asked: Asked, found: tuple[Found, ...], terms: tuple[Term, ...]) -> str | None:
    """Return the "yes" to whether inspectors raised something: an item of an improvement list names all of it."""
    telling = telling_terms(asked, terms)
    for item in found[:3]:
        listed = item.finding.kind in ("improvement", "priority")
        if listed and all(holds(asked, item.finding.text, term) for term in telling):
            return f"Yes, as an area for improvement. {item.finding.text.strip()} ({source_of(item.finding)})"
    return None


@dataclass(frozen=True, slots=True)
class _Clause:
    """A clause of a finding that holds all the telling words of a question.

    Attributes:
        asked: The question.
        finding: The finding.
        whole: The clause as written.
        text: The clause, lower case.
        terms: The terms asked for.
        telling: Those that the clause itself must say; what its heading says is left out.
        missing: Stems of the question's words that it lacks, all of which say little by themselves.
    """

    asked: Asked
    finding: FindingRecord
    whole: str
    text: str
    terms: tuple[Term, ...]
    telling: list[Term]
    missing: frozenset[str]

    @property
    def says(self) -> frozenset[Says]:
        """What the question says besides."""
        return self.asked.question.sense.says

    @property
    def typed(self) -> set[str]:
        """The question's words."""
        return set(words_of(_in_one_word(self.asked.question.text.lower())))

    @property
    def of_all(self) -> bool:
        """Whether it is asked whether something holds always, or of all."""
        return bool({"always", "all", "consistently"} & self.says)

    def is_written(self) -> bool:
        """Return whether the clause writes all that is asked, rather than something that may mean it."""
        return all(is_said(self.asked, self.whole, term) for term in self.telling)


def _said(asked: Asked, finding: FindingRecord, whole: str, terms: tuple[Term, ...]) -> str | None:
    """Return "Yes" or "No" where a clause says all of what is asked and leaves no doubt."""
    clause = _on_it(asked, finding, whole, terms)
    if clause is None:
        return None
    if (value := value_told(asked, clause.text, clause.telling)) is not None:
        return value
    if _is_turned_round(clause) or not counts_alike(clause.typed, clause.text):
        return None
    if _is_denied(clause):
        return "No"
    if clause.missing - NEUTRAL:
        return None
    if clause.of_all and (short := NOT_ALL.search(clause.text)) is not None:
        return not_of_all(asked, clause.text, short, clause.telling)
    return "Yes" if _is_asserted(clause) and not _is_reserved(clause) else None


def _on_it(asked: Asked, finding: FindingRecord, whole: str, terms: tuple[Term, ...]) -> _Clause | None:
    """Return a clause that holds every telling term, with the question's words that it lacks; None otherwise."""
    told = [term for term in terms if _told_by_heading(asked, finding, whole, term)]
    telling = [term for term in telling_terms(asked, terms) if term not in told]
    if not telling or not all(holds(asked, whole, term) for term in telling):
        return None
    others = (term for term in terms if term not in telling and term not in told)
    missing = {stem(word) for term in others if not holds(asked, whole, term) for word in term.words}
    if "in place" in asked.question.sense.says:
        missing -= THERE
    if asked.question.sense.towards is not None:
        missing -= MOVING
    missing -= {stem(word) for words, _ in QUANTITIES for word in words}  # `counts_alike` looks at these
    text = _in_one_word(whole.lower().replace("’", "'"))
    return _Clause(asked, finding, whole, text, terms, telling, frozenset(missing))


def _is_turned_round(clause: _Clause) -> bool:
    """Return whether the question has a word that turns it round and that the clause does not write: "stop", "late"."""
    words = set(words_of(clause.text))
    for word in clause.typed - words:
        if {
            f"un{word}",
            f"in{word}",
            f"im{word}",
            word.removeprefix("un"),
            word.removeprefix("in"),
        } & words - {word}:
            return True  # "suitable" is not answered with "unsuitable"
    turning = REVERSING.intersection(map(stem, clause.typed))
    named = {root for term in clause.telling for root in roots_of(term.words)} - OF_VALUE
    return bool(turning - roots_of(words_of(clause.text)) - named)


def _is_denied(clause: _Clause) -> bool:
    """Return whether a clause denies what is asked, or says that it falls short."""
    text, says, first = clause.text, clause.says, clause.terms[0]
    if not OF_THESE.search(text) and not clause.missing - NEUTRAL - IN_TIME:
        roots = roots_said(clause.asked, text, clause.telling)
        if denies(text, roots) and clause.is_written():
            return True
    if "is there a" in says and first not in clause.telling and denies(text, roots_of(first.words)):
        return True  # "Is there any system to ...": "there is no system in place to ..."
    if "how well" not in says:
        return False
    short = _FALLS_SHORT.search(text)
    if short is not None and names(short.group(), clause.terms):
        return True
    asked_for = {stem(word) for term in clause.terms if term not in clause.telling for word in term.words}
    plain = _IS_NOT.search(text)  # "The services for disabled children are not effective"
    of_it = plain is not None and names(text[: plain.start()], tuple(clause.telling))
    return of_it and plain is not None and stem(plain.group(1)) in asked_for | (_VALUES & clause.typed)


def _is_asserted(clause: _Clause) -> bool:
    """Return whether a clause says of its subject what is asked: that it is there, its value, which way it went."""
    says, sense, telling = clause.says, clause.asked.question.sense, clause.telling
    is_there = bool({"is there a", "in place"} & says)
    if is_there:
        if not all(stands_together(clause.whole, term) for term in telling):
            return False  # "The virtual head visits every school" has no virtual school.
        return _IN_PASSING.search(before(clause.text, telling)) is None
    if sense.towards is not None and not _moves(clause.text, sense.towards):
        return False  # "Was the number going up?"
    if "how well" in says and sense.towards is None:
        if _is_of_adopters(clause):
            return False  # "Assessments are of good quality", where the section is about adoption
        return valued(clause.asked, clause.text, clause.terms, telling)
    # Of a single thing, and without a verb, only whether it is there: "is there a virtual school".
    besides = {stem(word) for term in clause.terms if term not in telling for word in term.words}
    if sense.questioned:
        return len(clause.terms) > 1 or beside(clause.asked, clause.whole, clause.terms)
    return len(telling) > 1 or bool(besides - NEUTRAL)


def _is_of_adopters(clause: _Clause) -> bool:
    """Return whether a clause stands under adoption, and neither it nor the question says so."""
    about = f"{clause.finding.section} {clause.finding.strand or ''}".lower()
    said = f"{clause.asked.question.text} {clause.text}".lower()
    return "adopt" in about and "adopt" not in said


def _moves(text: str, towards: Towards) -> bool:
    """Return whether a clause says that something moved the way it is asked."""
    told = text.replace("good or better", "good")
    return towards_of(told) == towards or (towards == "up" and _BETTER.search(told) is not None)


def _is_reserved(clause: _Clause) -> bool:
    """Return whether a clause says what is asked with a reserve, of a part only, or of what is not there yet."""
    asked, text, telling = clause.asked, clause.text, clause.telling
    if {"is there a", "in place"} & clause.says:
        text = A_FEW.sub(" ", text)
    bearing = ", ".join(
        part for part in _BESIDES.split(text) if names(part, clause.terms) or _BUT.match(part)
    )
    reserves = {found.group() for pattern in (RESERVED, HEDGED) for found in pattern.finditer(bearing)}
    roots = set(map(stem, clause.typed))
    asked_for = {
        one
        for one in reserves
        if set(map(stem, one.split())) <= roots or (one in _MOST and clause.typed & _MOST)
    }
    every = CONSISTENTLY if "consistently" in clause.says and "all" not in clause.says else EVERY
    if reserves - asked_for or (clause.of_all and not every.search(text)):
        return True
    if any(NOT_YET.search(part) for part in _PARTS.split(text) if names(part, tuple(telling))):
        return True
    if not asked.authorities and not clause.is_written():
        return True  # Of everybody, only what is said in so many words.
    # "Are caseloads too high?" asks for what is a weakness.
    asked_weak = any(WEAK.search(one) for one in asked_for)
    turns = bool(clause.finding.weakness) and TURNING.search(text) is not None
    listed = clause.finding.kind in ("improvement", "priority")
    return (not asked_weak and (listed or turns)) or not together(asked, clause.whole, telling)


_BETTER = any_of("improv(?:ed|ements?|ing)|strengthened")
_PARTS = re.compile(r", (?:and|but|which|with)\b|;")
"""Where a clause's parts end that speak of things of their own."""
_BESIDES = re.compile(
    r", (?=(?:and|which|enabling|including|so|helping|ensuring|this|it|but|although|however|with)\b)"
)
_BUT = re.compile(r"(?:but|although|however|(?:which|and this|and it) (?:is|are|was|were|has|have) not)\b")
"""Parts of a clause that bear on what it says elsewhere."""


def _told_by_heading(asked: Asked, finding: FindingRecord, clause: str, term: Term) -> bool:
    """Return whether the section's heading, and not the clause, says of whom it speaks: "Care leavers"."""
    if not set(term.topics) & PEOPLE or not clause.strip()[:1].isupper():
        return False
    return not holds(asked, clause, term) and holds(asked, f"{finding.section} {finding.strand or ''}", term)
