"""Yes or no out of findings: said only where one clause says all that is asked, and without a reserve."""

import re

from bot.answering.asked import Asked
from bot.answering.clauses import CLAUSES, holds, roots_of, source_of, telling_terms
from bot.answers import Found
from bot.searching import Term
from bot.ways import any_of
from knowledge.records import FindingRecord
from knowledge.stems import stem
from knowledge.topics import words_of

_RESERVED = any_of(
    "no|not|never|none|nobody|without|lacks?|lacked|neither|nor|absent|absence",
    "(?:is|are|was|were|has|have|had|do|does|did|can|could)n't",
    "should|must|needs?|needed|ought|will|would|could|may|might",
    "plans?|planned|planning|intends?|intended|propos\\w+|consider\\w*",
    "poor(?:ly)?|weak|lack\\w*|insufficient|inadequate|limited|rare|low|slow(?:ly)?|fail\\w*|delay\\w*|gaps?|difficult\\w*",
    "yet|few|fewer|rarely|seldom|unless|if|until|too|used to|formerly|previous|previously|ceased|ended",
)
"""Words of a clause that tells of a thing with a reserve, or that it isn't there."""
_HEDGED = any_of(
    "some|most|mostly|many|often|usually|sometimes|generally|partly|partially|largely|minority|majority|almost|nearly",
    "almost all|not all|not every|in part|a number of|variable|variably|inconsistent(?:ly)?|mixed",
)
"""Words that keep a clause from holding of everything."""
_EVERY = any_of("all|every|each|always")
_NOT_ALL = any_of("not all|not every|not always|not yet all|only some|some of")
_OPENS_WITH_NO = re.compile(r"^(?:no|none|nobody|never)\b(?! longer)")
_NEUTRAL = frozenset(
    "make made find get getting time place year take taken put use used people person child children staff social work"
    " worker workers young run operate report describe subject live living stay come across give given going being"
    " according even".split()
)
"""Weak words that a clause may lack and still say what is asked."""


def whether(asked: Asked, found: tuple[Found, ...], terms: tuple[Term, ...]) -> str | None:
    """Return yes or no with its source, where one clause says so outright; None otherwise.

    Yes only from a clause that says all that is asked, without any reserve. No only from one that denies it ("No care
    leaver ...") or, where it is asked of all, keeps it from holding of some. Anything else is left to the reader.
    """
    for item in found[:5]:
        for clause in CLAUSES.split(item.finding.text):
            said = _said(asked, item.finding, clause, terms)
            if said is not None:
                return f"{said}. {clause.strip()} ({source_of(item.finding)})"
    return None


def _said(asked: Asked, finding: FindingRecord, clause: str, terms: tuple[Term, ...]) -> str | None:
    """Return "Yes" or "No" where a clause says all of what is asked and leaves no doubt."""
    telling = telling_terms(asked, terms)
    if not all(holds(asked, clause, term) for term in telling):
        return None
    lacks = {
        word
        for term in terms
        if term not in telling and not holds(asked, clause, term)
        for word in term.words
    }
    text = clause.lower().replace("’", "'")
    if lacks - _NEUTRAL:
        return None
    written = all(roots_of(term.words) <= roots_of(words_of(clause)) for term in telling)
    if written and _denies(text, telling):
        return "No"
    says = asked.question.sense.says
    of_all = bool({"always", "all"} & says)
    if of_all and _NOT_ALL.search(text):
        # "Every school has one, though not all of them are trained" denies only one of the two.
        return None if _EVERY.search(_NOT_ALL.sub(" ", text)) else "No"
    # Of a single thing, and without a verb, only whether it is there: "is there a virtual school".
    alone = len(telling) == 1 and not set(terms) - set(telling)
    if "how well" in says and not _valued(text, terms, telling):
        return None
    if "how well" not in says and ((alone or asked.question.sense.questioned) and "is there a" not in says):
        return None
    if _RESERVED.search(text) or _HEDGED.search(text) or (of_all and not _EVERY.search(text)):
        return None
    doubtful = finding.kind in ("improvement", "priority") or finding.weakness
    return None if doubtful or not _together(clause, telling) else "Yes"


def _together(clause: str, terms: list[Term]) -> bool:
    """Return whether the terms stand in a clause in their own words, close to each other."""
    words = [stem(word) for word in words_of(clause)]
    places = [
        min((at for at, word in enumerate(words) if word == root), default=-1)
        for term in terms
        for root in roots_of(term.words)
    ]
    return -1 not in places and max(places) - min(places) < len(places) + _CLOSELY


_CLOSELY = 8
"""Words by which the words of a question may be parted in a clause that says what it asks."""


def _valued(text: str, terms: tuple[Term, ...], telling: list[Term]) -> bool:
    """Return whether a clause gives its subject the value that is asked about: "the service is effective"."""
    found = _IS.search(text)
    if found is None:
        return False
    subject, value = text[: found.start()], words_of(text[found.end() :])[:_VALUE_WITHIN]
    roots = {stem(word) for term in terms if term not in telling for word in term.words}
    return bool(roots & roots_of(value)) and all(
        roots_of(term.words) <= roots_of(words_of(subject)) for term in telling
    )


_IS = re.compile(r"\b(?:is|are|was|were)\b")
_VALUE_WITHIN = 2
"""Words after "is" within which a value stands."""


def _denies(text: str, terms: list[Term]) -> bool:
    """Return whether a clause says that there is none of what the terms name: "no care leaver lives in ..."."""
    if _OPENS_WITH_NO.search(text):
        return True
    roots = {stem(word) for term in terms for word in term.words}
    denied = (found.group(1) or found.group(2) for found in _NOT.finditer(text))
    return any(stem(word) in roots for word in denied)


_NOT = re.compile(
    r"\bno (?:\w+ ){0,2}?(\w+)|\b(?:is|are|was|were|has|have|had|do|does|did)(?: not|n't) (?:\w+ ){0,3}?(\w+)"
)
