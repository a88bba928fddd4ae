"""Yes or no out of findings: said only where one clause says all that is asked, and without a reserve."""

import re

from bot.answering.asked import Asked
from bot.answering.clauses import CLAUSES, PEOPLE, holds, roots_of, source_of, telling_terms
from bot.answers import Found
from bot.named_grades import towards_of
from bot.searching import Term, phrases_of
from bot.spelling import english_words
from bot.ways import any_of
from knowledge.records import FindingRecord
from knowledge.stems import stem
from knowledge.topics import words_of

_RESERVED = any_of(
    "no|not|never|none|nobody|without|lacks?|lacked|neither|nor|absent|absence",
    "(?:is|are|was|were|has|have|had|do|does|did|can|could)n't",
    "should|must|needs? (?:to|improv\\w*|more|better|further|attention)|needed|ought|will|would|could|may|might",
    "plans?|planned|planning|intends?|intended|propos\\w+|consider\\w*",
    "poor(?:ly)?|weak|lack\\w*|insufficient|inadequate|limited|rare|low|slow(?:ly)?|fail\\w*|delay\\w*|gaps?|difficult\\w*",
    "yet|few|fewer|rarely|seldom|unless|if|until|too|used to|formerly|previous|previously|ceased|ended",
    "historical\\w*|in the past|prospective",
    "average|at times of|in (?:these|those|such)|at the (?:time of the )?(?:last|previous) inspection",
)
"""Words of a clause that tells of a thing with a reserve, or that it isn't there."""
_NOT_YET = any_of(
    "promis\\w+|bid|bids|bidding|working towards?|under-? ?development|in development|being developed",
    "departure|unable|pilot\\w*|await\\w*|aspir\\w+|ambitions? (?:to|for|of)|agreed to|forthcoming",
)
"""Words beside a thing that isn't there, or not yet."""
_MOST = frozenset({"most", "mostly", "majority", "largely", "generally"})
"""Words for the greater part: each answers a question with another."""
_WEAK = any_of(
    "no|not|never|lacks?|lacked|absent|absence|too|poor(?:ly)?|weak|insufficient|inadequate|limited|rare|low|slow(?:ly)?",
    "fail\\w*|delay\\w*|gaps?|difficult\\w*|few|fewer|rarely",
)
"""Words of a question that asks for a weakness."""
_IN_PASSING = any_of(
    "(?:spot|monitor|prevent|avoid|reduc|identif|tackl|counter|stop)\\w*(?: \\w+)?$",
    "(?:because of|risks? of|against|in case of|to avoid|what makes?|about)(?: \\w+){0,2}$",
)
"""Words before a thing that is spoken of without being there: "they can spot drift"."""
_HEDGED = any_of(
    "some|most|mostly|many|often|usually|sometimes|generally|partly|partially|largely|minority|majority|almost|nearly",
    "almost all|not all|not every|in part|a number of|variable|variably|inconsistent(?:ly)?|mixed",
)
"""Words that keep a clause from holding of everything."""
_A_FEW = any_of("an? (?:very )?(?:small |large |growing )?(?:number|minority) of|some|a few")
"""How many there are matters nothing to whether there are any."""
_TURNING = any_of(
    "however|although|but|despite|while|though|numbers?|reduc\\w*|decreas\\w*|declin\\w*|fell|fallen|falling",
    "improv\\w*|worsen\\w*|increas\\w*|grow\\w*|rose|risen|rising|quality|timeliness|effectiveness|impact",
)
"""Words of a weakness that may turn round what the rest of its clause says."""
_EVERY = any_of("all|every|each|always")
_CONSISTENTLY = any_of("all|every|each|always|consistent(?:ly)?|routine(?:ly)?|systematic(?:ally)?")
_NOT_ALL = any_of(
    "not all|not every|not always|not yet all|only some|some of",
    "not (?:(?:yet|always|fully) )*(?:consistent(?:ly)?|routine(?:ly)?|systematic(?:ally)?|universal(?:ly)?)",
    "inconsistent(?:ly)?",
)
_FALLS_SHORT = any_of(
    "not (?:sufficiently|well|effectively|adequately|robustly|clearly) (?:enough )?(?:\\w+ or )?\\w+"
)
_OPENS_WITH_NO = re.compile(r"^(?:no|none|nobody|never)\b(?! longer)")
_NEUTRAL = frozenset(
    map(
        stem,
        "make made find get getting turn turned place placement year take taken put use used people person child"
        " children staff social work worker run operate report describe subject live living stay come came across"
        " given hear heard note noted conclude concluded think thought going being according even found housed"
        " kept held offered had did treat cover send sent carry carried pick picked bring brought arrange arranged"
        " undertake undertook done base based provide provided go went gone true right actually mention mentioned"
        " whoever wherever believe wonder curious apply thinking reach".split(),
    )
)
"""Weak words that a clause may lack and still say what is asked."""
_OF_VALUE = frozenset(map(stem, "late slow delay delayed poor weak".split()))
"""Those of them that a topic may hold beside their opposites: "late" with "timely"."""
_IN_TIME = frozenset(
    map(stem, "previous last past earlier time year years month months single actually ever".split())
)
"""Weak words that a clause which denies may lack besides."""
_THERE = frozenset(map(stem, ("available", "exist", "exists")))
_MOVING = frozenset(
    map(stem, "better worse improve improved improvement up down rise risen fall fallen put right".split())
)
"""Words of a question that asks which way a thing moved: a clause says it in words of its own."""
_REVERSING = frozenset(
    map(
        stem,
        "stop stopped cease ceased end ended halt quit drop dropped lose lost lack fail miss missed refuse reject deny"
        " avoid prevent reduce decrease fall fell fallen decline cut shrink lower remove abandon cancel close ignore"
        " neglect overlook reverse undo break broke broken hinder restrict limit bar ban exclude replace scrap struggle"
        " doubt delay resist discourage discard dismantle eradicate lessen weaken undermine underestimate unable"
        " incapable impossible absent away except without unless instead rather former formerly less fewer problem"
        " trouble difficulty difficult hard wrong concern gap shortcoming weakness slow late few little hardly barely"
        " rarely seldom free rid".split(),
    )
)
"""Weak words that turn round what is asked: "did it stop using any" is not denied with "there are none"."""


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
    if "raised" in says and (raised := _raised(asked, found, terms)) is not None:
        return raised
    for item in found[:_READ]:
        for clause in CLAUSES.split(item.finding.text):
            said = _said(asked, item.finding, clause, terms)
            if said is not None:
                stated = clause.strip()
                return f"{said}. {stated[:1].upper()}{stated[1:]} ({source_of(item.finding)})"
    return None


_OF_THESE = re.compile(r"\b(?:in|of|for|among) (?:these|those|such)\b")
"""Words with which a clause denies something of some only: "no drift in these cases"."""
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


def _said(asked: Asked, finding: FindingRecord, clause: str, terms: tuple[Term, ...]) -> str | None:
    """Return "Yes" or "No" where a clause says all of what is asked and leaves no doubt."""
    telling = [
        term for term in telling_terms(asked, terms) if not _told_by_heading(asked, finding, clause, term)
    ]
    if not telling or not all(holds(asked, clause, term) for term in telling):
        return None
    lacks = {
        word
        for term in terms
        if term not in telling
        and not holds(asked, clause, term)
        and not _told_by_heading(asked, finding, clause, term)
        for word in term.words
    }
    text = clause.lower().replace("’", "'")
    says = asked.question.sense.says
    if (value := _value_told(asked, text, telling)) is not None:
        return value
    missing = set(map(stem, lacks))
    typed = set(words_of(asked.question.text))
    written = roots_of(words_of(text))
    turning = {root for root in map(stem, typed) if root in _REVERSING}
    named = {root for term in telling for root in roots_of(term.words)} - _OF_VALUE
    if turning - written - named or not _counts_alike(typed, text):
        return None
    if "in place" in says:
        missing -= _THERE
    if asked.question.sense.towards is not None:
        missing -= _MOVING
    limited = _OF_THESE.search(text) is not None
    denied = (
        not limited and not missing - _NEUTRAL - _IN_TIME and _denies(text, _roots_said(asked, text, telling))
    )
    if denied and all(_is_said(asked, clause, term) for term in telling):
        return "No"
    if "is there a" in says and terms[0] not in telling and _denies(text, roots_of(terms[0].words)):
        return "No"  # "Is there any system to ...": "there is no system in place to ..."
    if "how well" in says and (short := _FALLS_SHORT.search(text)) and _names(short.group(), terms):
        return "No"
    if missing - _NEUTRAL:
        return None
    of_all = bool({"always", "all", "consistently"} & says)
    if of_all and (short := _NOT_ALL.search(text)) is not None:
        return _not_of_all(asked, text, short, telling)
    # Of a single thing, and without a verb, only whether it is there: "is there a virtual school".
    besides = {stem(word) for term in terms if term not in telling for word in term.words}
    alone = len(telling) == 1 and not besides - _NEUTRAL
    is_there = bool({"is there a", "in place"} & says)
    towards = asked.question.sense.towards
    if "how well" in says and towards is None and not _valued(asked, text, terms, telling):
        return None
    beside = asked.question.sense.questioned and (len(terms) > 1 or _beside(asked, clause, terms))
    if ("how well" not in says or towards) and (
        (alone or asked.question.sense.questioned) and not (is_there or beside)
    ):
        return None
    if is_there:
        text = _A_FEW.sub(" ", text)
    reserves = {found.group() for pattern in (_RESERVED, _HEDGED) for found in pattern.finditer(text)}
    roots = set(map(stem, typed))
    asked_for = {
        one for one in reserves if set(map(stem, one.split())) <= roots or (one in _MOST and typed & _MOST)
    }
    every = _CONSISTENTLY if "consistently" in says and not {"all"} & says else _EVERY
    if reserves - asked_for or (of_all and not every.search(text)):
        return None
    if towards is not None and towards_of(text.replace("good or better", "good")) != towards:
        return None  # "Was the number going up?"
    if any(_NOT_YET.search(part) for part in _PARTS.split(text) if _names(part, tuple(telling))):
        return None
    if is_there and not all(_stands_together(clause, term) for term in telling):
        return None  # "The virtual head visits every school" has no virtual school.
    if is_there and _IN_PASSING.search(_before(text, telling)):
        return None
    # "Are caseloads too high?" asks for what is a weakness.
    asked_weak = any(_WEAK.search(one) for one in asked_for)
    if not asked.authorities and not all(_is_said(asked, clause, term) for term in telling):
        return None  # Of everybody, only what is said in so many words.
    turns = bool(finding.weakness) and _TURNING.search(text) is not None
    doubtful = not asked_weak and (finding.kind in ("improvement", "priority") or turns)
    return None if doubtful or not _together(asked, clause, telling) else "Yes"


def _counts_alike(typed: set[str], text: str) -> bool:
    """Return whether a clause speaks of as much as a question does: "are most", "do many", "is it still"."""
    held = set(words_of(text))
    return all(held & alike for words, alike in _QUANTITIES if typed & words)


_PARTS = re.compile(r", (?:and|but|which|with)\b|;")
_WHAT_IS_NOT = 4
"""Words after "not all" among which stands what it is not all of."""
_DOING = frozenset(
    map(stem, "of them told record receive receive offer complete accept have been are is do".split())
)
"""Words behind "not consistently" that stand for what is asked."""
_QUANTITIES = (
    (
        frozenset("most mostly majority largely mainly".split()),
        frozenset("most mostly majority largely mainly predominantly almost nearly".split()),
    ),
    (
        frozenset("many lots".split()),
        frozenset("many lots large high numerous majority".split()),
    ),
    (
        frozenset("often frequently".split()),
        frozenset("often frequently frequent regular regularly always never".split()),
    ),
    (
        frozenset({"still"}),
        frozenset("still remain remains continue continues continuing yet no longer".split()),
    ),
)
"""Words of quantity in a question, and those of which a clause that answers it holds one."""


def _value_told(asked: Asked, text: str, telling: list[Term]) -> str | None:
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
    if _RESERVED.search(text[: found.end()]) or _HEDGED.search(text[: found.end()]):
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
    (frozenset("stable".split()), frozenset("unstable".split())),
    (frozenset("sufficient enough adequate".split()), frozenset("insufficient inadequate".split())),
    (frozenset("consistent".split()), frozenset("inconsistent variable".split())),
)
"""Values and their opposites, each of several words."""
_OF_A_SUBJECT = 7
"""Words before "is", at most, that name nothing but a subject."""


def _not_of_all(asked: Asked, text: str, short: re.Match[str], telling: list[Term]) -> str | None:
    """Return "No" where what does not hold of all is what is asked.

    "Every school has one, though not all of them are trained" denies only that they are trained.
    """
    before = text[: short.start()]
    what = words_of(text[short.end() :])[: _WHAT_IS_NOT if "not all" in short.group() else 1]
    told = {stem(word) for term in telling for word in term.words} | roots_of(words_of(asked.question.text))
    if what and not roots_of(what) & (told | (_NEUTRAL | _DOING if len(telling) > 1 else frozenset())):
        return None  # "not all areas of the data", "has not consistently monitored": of something else
    if not _EVERY.search(_NOT_ALL.sub(" ", text)):
        return "No"
    besides = [term for term in telling if not roots_of(term.words) <= roots_of(words_of(before))]
    after = roots_of(words_of(text[short.end() :]))
    return "No" if besides and all(roots_of(term.words) <= after for term in besides) else None


def _before(text: str, terms: list[Term]) -> str:
    """Return what stands in a clause before the first of the terms."""
    roots = {stem(word) for term in terms for word in term.words}
    words = words_of(text)
    first = next((at for at, word in enumerate(words) if stem(word) in roots), 0)
    return " ".join(words[max(first - 4, 0) : first])


def _told_by_heading(asked: Asked, finding: FindingRecord, clause: str, term: Term) -> bool:
    """Return whether the section's heading, and not the clause, says of whom it speaks: "Care leavers"."""
    if not set(term.topics) & PEOPLE or not clause.strip()[:1].isupper():
        return False
    return not holds(asked, clause, term) and holds(asked, f"{finding.section} {finding.strand or ''}", term)


def _is_said(asked: Asked, clause: str, term: Term) -> bool:
    """Return whether a clause writes a term, in its own words or, of a phrase or an acronym, in others for it.

    A single English word has too wide a meaning: "housing" is not denied with "bed and breakfast".
    """
    written = roots_of(term.words) <= roots_of(words_of(clause))
    wide = len(term.words) == 1 and term.words[0] in english_words()
    return written or (not wide and holds(asked, clause, term))


def _roots_said(asked: Asked, text: str, terms: list[Term]) -> set[str]:
    """Return the stems of those words of `text` that stand for one of the terms."""
    held = roots_of(words_of(text))
    phrases = (phrase for term in terms for phrase in (term.words, *phrases_of(term, asked.record.topics)))
    return {root for phrase in phrases if (roots := roots_of(phrase)) <= held for root in roots}


def _names(text: str, terms: tuple[Term, ...]) -> bool:
    """Return whether one of the terms stands in `text`."""
    return bool({stem(word) for term in terms for word in term.words} & roots_of(words_of(text)))


def _beside(asked: Asked, clause: str, terms: tuple[Term, ...]) -> bool:
    """Return whether all terms, two words or more, stand side by side early in a clause: "manageable caseloads"."""
    words = words_of(clause)
    wanted = [term for term in terms if {stem(word) for word in term.words} - _NEUTRAL] or list(terms)
    places = [_place(asked, words, term) for term in wanted]
    number = sum(len(term.words) for term in wanted)
    held = [place for place in places if place is not None]
    if number < 2 or len(held) < len(places) or words[0] in _PREPOSITIONS:
        return False
    return min(held) < _OPENING and max(held) - min(held) <= number + 2


def _together(asked: Asked, clause: str, terms: list[Term]) -> bool:
    """Return whether the terms stand in a clause close to each other."""
    words = words_of(clause)
    places = [_place(asked, words, term) for term in terms]
    held = [place for place in places if place is not None]
    number = sum(len(term.words) for term in terms)
    return len(held) == len(places) and max(held) - min(held) < number + _CLOSELY


def _stands_together(clause: str, term: Term) -> bool:
    """Return whether the words of a term, where a clause holds them all, stand side by side in it."""
    roots, own = [stem(word) for word in words_of(clause)], {stem(word) for word in term.words}
    if len(own) < 2 or not own <= set(roots):
        return True
    return any(own <= set(roots[at : at + len(own) + 1]) for at in range(len(roots)))


def _place(asked: Asked, words: tuple[str, ...], term: Term) -> int | None:
    """Return where a term begins among the words of a clause, in its own words, or written out for an acronym."""
    roots = [stem(word) for word in words]
    own = [stem(word) for word in term.words]
    if set(own) <= set(roots):
        return min(roots.index(root) for root in own)
    if len(term.words) == 1 and term.words[0] in english_words():
        return None
    for phrase in phrases_of(term, asked.record.topics):
        meant = [stem(word) for word in phrase]
        if len(own) > 1 and not set(meant) < set(own) and not set(term.topics) & PEOPLE:
            continue  # "morale" stands for "staff morale"; a "virtual head" is no "virtual school"
        for at in range(len(roots) - len(meant) + 1):
            if roots[at : at + len(meant)] == meant:
                return at
    return None


_OPENING = 6
"""Words at a clause's beginning among which stands what it speaks of."""
_PREPOSITIONS = frozenset("in for with at on of from by among where when".split())
_CLOSELY = 8
"""Words by which the words of a question may be parted in a clause that says what it asks."""


def _valued(asked: Asked, text: str, terms: tuple[Term, ...], telling: list[Term]) -> bool:
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


def _denies(text: str, roots: set[str]) -> bool:
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
