"""Clauses that deny: "no care leaver lives in ...", "not all schools have ...", and of what they deny it."""

import re

from bot.answering.asked import Asked
from bot.answering.clauses import roots_of
from bot.answering.reserves import EVERY, NEUTRAL
from bot.searching import Term
from bot.ways import any_of
from knowledge.stems import stem
from knowledge.topics import words_of

NOT_ALL = any_of(
    "not all|not every|not always|not yet all|only some|some of",
    "not (?:(?:yet|always|fully) )*(?:consistent(?:ly)?|routine(?:ly)?|systematic(?:ally)?|universal(?:ly)?)",
    "inconsistent(?:ly)?",
    "not (?:yet )?(?:available|open|offered|extended) to (?:all|every)",
)
_OPENS_WITH_NO = re.compile(r"^(?:no|none|nobody|never)\b(?! longer)")
OF_THESE = re.compile(r"\b(?:in|of|for|among) (?:these|those|such)\b")
"""Words with which a clause denies something of some only: "no drift in these cases"."""
_WHAT_IS_NOT = 4
"""Words after "not all" among which stands what it is not all of."""
_DOING = frozenset(
    map(stem, "of them told record receive receive offer complete accept have been are is do".split())
)
"""Words behind "not consistently" that stand for what is asked."""


_WATCHING = frozenset(map(stem, "monitor review check audit track report measure count know aware".split()))
"""Verbs of those who look on: "has not consistently monitored the use" says nothing of the use."""


def not_of_all(asked: Asked, text: str, short: re.Match[str], telling: list[Term]) -> str | None:
    """Return "No" where what does not hold of all is what is asked.

    "Every school has one, though not all of them are trained" denies only that they are trained.
    """
    before = text[: short.start()]
    what = words_of(text[short.end() :])[: _WHAT_IS_NOT if "not all" in short.group() else 1]
    told = {stem(word) for term in telling for word in term.words} | roots_of(words_of(asked.question.text))
    if what and len(telling) > 1 and "all" not in short.group() and stem(what[0]) not in _WATCHING:
        told |= roots_of(what)
    if what and not roots_of(what) & (told | (NEUTRAL | _DOING if len(telling) > 1 else frozenset())):
        return None  # "not all areas of the data", "has not consistently monitored": of something else
    if not EVERY.search(NOT_ALL.sub(" ", text)):
        return "No"
    besides = [term for term in telling if not roots_of(term.words) <= roots_of(words_of(before))]
    after = roots_of(words_of(text[short.end() :]))
    return "No" if besides and all(roots_of(term.words) <= after for term in besides) else None


def denies(text: str, roots: set[str]) -> bool:
    """Return whether a clause says that there is none of what the words name: "no care leaver lives in ..."."""
    if _OPENS_WITH_NO.search(text):
        return bool(roots)
    if (nobody := _NOBODY.search(text)) and roots & roots_of(words_of(nobody.group(1))):
        return True  # "... and no children were living in unregistered settings"
    for found in _NOT.finditer(text):
        before = text[: found.start()]
        if _WHILE.search(before.rsplit(",", 1)[-1]):
            continue
        of_it = found.group("of") or found.group("none")
        if not of_it and (few := _OF_FEW.search(before)):
            named = few.group() in _RELATIVE and roots & roots_of(words_of(before[few.end() :]))
            if not named:
                continue
        denied = of_it or _VERB_OF.sub("", found.group("verb"))
        if roots & roots_of(words_of(_OF_MORE.split(denied)[0])):
            return True
    return False


_NOT = re.compile(
    r"\b(?:no|little) (?:\w+ )?(?:evidence|signs?|indications?) of (?P<of>(?:[\w-]+ ?){1,4})"
    r"|\bno (?P<none>(?:[\w-]+ ?){1,3})|\b(?:is|are|was|were|has|have|had|do|does|did)(?: not|n't)"
    r" (?!only|just|merely|always|all |every|yet|consistently|routinely|sufficiently|fully)(?P<verb>(?:[\w-]+ ?){1,6})"
)
_VERB_OF = re.compile(
    r"^(?:informed by|benefit(?:ing)? from|supported by|based on|subject to|part of|placed in|given) "
)
"""Verbs whose object is what is denied: "do not benefit from council tax exemption"."""
_RELATIVE = ("who", "which", "that", "whose")
_NOBODY = re.compile(
    r"(?:^|[,;] )(?:(?:and|but) )?no"
    r" (?:child(?:ren)?|young people|one|care[- ]leavers?|carers?|families|staff|social workers?)"
    r" ((?:(?!\b(?:because|unless|without|although|while|but)\b)[^,;.])+)"
)
_WHILE = any_of("while|although|though|until|before", "having(?= $)")
"""Words before a "no" that held for a time, or is set against what holds."""
_OF_FEW = any_of(
    "small numbers?|few|fewer|some|one|handful|minority|cases?|who|whose|which|that|if|where|although|while"
)
"""Words before "not" with which it holds of some only, or of something else."""
_OF_MORE = re.compile(
    r"\b(?:in|of|for|to|with|on|at|from|by|about|under|over|who|which|that|and|but|or|as|so|when|where|because|only)\b"
)
"""Where what is denied ends: "no delays in permanence planning" denies delays."""
