"""Values that clauses give to their subjects: "morale is high", "caseloads are too high", and of what."""

import re

from bot.answering.asked import Asked
from bot.answering.clauses import roots_of
from bot.answering.reserves import HEDGED, RESERVED
from bot.searching import Term, phrases_of
from knowledge.stems import stem
from knowledge.topics import words_of


def value_told(asked: Asked, text: str, telling: list[Term]) -> str | None:
    """Return yes or no where a clause gives its subject a value, and that or its opposite is asked about.

    "Is staff morale ok?": "Morale among staff is good." "Were re-referrals high?": "Re-referral rates are low."
    """
    found = _IS.search(text)
    typed = frozenset(words_of(asked.question.text))
    if found is None or asked.question.sense.towards is not None:
        return None
    subject, told = roots_of(words_of(text[: found.start()])), words_of(text[found.end() :])[:_VALUE_WITHIN]
    if len(subject) > _OF_A_SUBJECT or not all(roots_of(term.words) <= subject for term in telling):
        return None
    if RESERVED.search(text[: found.end()]) or HEDGED.search(text[: found.end()]):
        return None
    for high, low in _OPPOSITES:
        for same, other in ((high, low), (low, high)):
            if typed & same and not typed & other:
                if other & set(told):
                    return "No"
                whole = words_of(text[: found.start()])
                sure = "how well" in asked.question.sense.says and "all" not in asked.question.sense.says
                if same & set(told) and sure and not _of_another(asked, whole, tuple(telling)):
                    return "Yes"
    return None


_OPPOSITES = (
    (
        frozenset("good ok okay strong effective excellent positive robust fine well".split()),
        frozenset("poor weak ineffective inadequate bad".split()),
    ),
    (frozenset("high".split()), frozenset("low".split())),
    (frozenset("timely prompt quick".split()), frozenset("late delayed slow".split())),
    (frozenset("clear".split()), frozenset("unclear vague".split())),
    (frozenset("current".split()), frozenset("outdated".split())),
    (frozenset("stable".split()), frozenset("unstable".split())),
    (frozenset("sufficient enough adequate".split()), frozenset("insufficient inadequate".split())),
    (frozenset("consistent".split()), frozenset("inconsistent variable".split())),
)
"""Values and their opposites, each of several words."""
_OF_A_SUBJECT = 7
"""Words before "is", at most, that name nothing but a subject."""


def valued(asked: Asked, text: str, terms: tuple[Term, ...], telling: list[Term]) -> bool:
    """Return whether a clause gives its subject the value that is asked about: "the service is effective"."""
    words = [stem(word) for word in words_of(text)]
    named = [stem(word) for term in telling for word in term.words]
    asked_value = {stem(word) for term in terms if term not in telling for word in term.words}
    if words[1 : 1 + len(named)] == named and words[0] in asked_value:
        return True  # "Manageable caseloads leave ..."
    for found in _IS.finditer(text):
        subject = words_of(re.split(r"[,;]", text[: found.start()])[-1])
        value = words_of(text[found.end() :])[:_VALUE_WITHIN]
        if len(value) > 1 and stem(value[0]) not in asked_value and not _DEGREE.fullmatch(value[0]):
            continue  # "... are making good progress"
        roots = roots_of(subject)
        if asked_value & roots_of(value) and any(roots_of(term.words) <= roots for term in telling):
            return not _of_another(asked, subject, terms)
    return False


_DEGREE = re.compile(r"\w+ly|too|very|now|also|of|both|much|quite|not")
"""A word between "is" and a value."""


def _of_another(asked: Asked, subject: tuple[str, ...], terms: tuple[Term, ...]) -> bool:
    """Return whether what a value is told of is another thing than the question's: "placement stability is good"."""
    meant = (word for term in terms for phrase in phrases_of(term, asked.record.topics) for word in phrase)
    named = {stem(word) for word in (*words_of(asked.question.text), *meant)}
    tells = asked.record.topics.tells
    return any(tells(word) and stem(word) not in named for word in subject)


_IS = re.compile(r"\b(?:is|are|was|were)\b")
_VALUE_WITHIN = 2
"""Words after "is" within which a value stands."""
