"""Numbers in a clause of a finding: which of them count something, and what they count."""

import re
from collections.abc import Callable

from bot.answering.asked import Asked
from bot.answering.clauses import holds, roots_of, telling_terms
from bot.searching import Term, phrases_of
from knowledge.stems import stem
from knowledge.topics import words_of

SHARES = re.compile(r"%|\b(?:per cent|half|quarters?|a third|thirds|in ten|in five)\b", re.IGNORECASE)
"""A part of a whole."""

_BESIDE = 3
"""Words between a number and what it counts."""
_BEFORE, _AFTER = 10, 7
"""Words before and after a number among which it counts something."""

_OF_AN_AGE = re.compile(r"(?:\d{1,2}(?:-|to)\d{1,2}s?|under-?\d{1,2}s?|\d{1,2}s)")
"""People by their age: "0-18s"."""
_AGED = re.compile(r"\d(?: children| people| young people| residents)? aged\b", re.IGNORECASE)
"""A number of people of an age: "about 42,000 aged 0 to 18"."""
_PEOPLE = frozenset("children child young people care".split())
_PERSONS = _PEOPLE | frozenset(
    "leavers leaver kids youngsters teenagers adolescents babies boys girls pupils siblings lac cla cic uasc".split()
)
_OF_PEOPLE = frozenset(
    "live lives lived living are were was is have had has remain remained children child young people boys girls"
    " pupils".split()
)
"""Words behind a number with which it counts people, named or not."""
_AFTER_PEOPLE = 12
"""Words after a number of children: "205 children and young people are the subject of a child protection plan"."""

_SMALL = "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
_NONE = "none"
_COUNT = re.compile(rf"£?\d[\d,.]*%?(?:-\w+)?|{_SMALL}|{_NONE}|half|quarters?|third(?= of\b)|two-thirds")
"""A number that counts: no ordinal, and not "one", which is mostly no number."""
_MAY_COUNT = re.compile(
    rf"\d|\b(?:one|no|any|{_SMALL}|{_NONE}|half|quarters?|third|two-thirds)\b", re.IGNORECASE
)
"""What a clause that counts something holds: most clauses hold none of it, and need no closer look."""
_ONLY_ONE = re.compile(r"\b(?:only|just) one\b(?! of\b)", re.IGNORECASE)
"""Where "one" is a number."""
_WORD = re.compile(r"£?\d[\d,.]*\d%?(?![\w-])|[\w%'’-]+")

DATES = re.compile(
    r"\b\d{1,2}(?: and \d{1,2})? (?:January|February|March|April|May|June|July|August|September|October|November"
    r"|December)\b|\b(?:19|20)\d\d(?:[-/]\d\d(?:\d\d)?)?\b",
    re.IGNORECASE,
)
_NAMES = re.compile(
    r"\b(?:five|5)(?: or more)?(?: good)? (?:GCSEs?|A\*)|\b(?:person|people|child|children|those|anyone|boys|girls) of"
    r" \d{1,2}(?: (?:or|and|to) \d{1,2})?\b|\bsection \d+\b|\bKey Stage \d\b|\bYear \d+\b"
    r"|\bone of\b|\bno one\b|\bone another\b|\bone[- ]to[- ]one\b",
    re.IGNORECASE,
)
"""Numbers in names and phrases: "section 47", "no one"."""
_AGES = re.compile(
    r"\b(?:aged?(?: of| between)?|post|over|under|turn(?:ing|ed)?|beyond|until|from|to|past|ages?) (?:the age of )?"
    r"\d{1,2}\b(?: (?:and|to|or) \d{1,2}\b)?|\b(?:\d{1,2}|one|two)[- ]years?[- ]olds?\b",
    re.IGNORECASE,
)
_SPANS = re.compile(
    rf"\b(?:\d{{1,2}}|one|{_SMALL})[- ](?:years?|months?|weeks?|days?|hours?)\b",
    re.IGNORECASE,
)
"""Ages, and spans of time: numbers that count nobody."""
_UNITS = frozenset("year month week day hour".split())

_NOT_ANY = re.compile(
    r"\bno (?!one\b)|\b(?:not|never|without|prevent\w*|avoid\w*)\b[^.;:]{0,60}?\bany ", re.IGNORECASE
)
"""What says that there is none of what follows: "no ...", "preventing the exclusion of any ..."."""


_OWNS = re.compile(r"['’]s$|s['’]$")
_IS_PLURAL = re.compile(r"[a-z]{2,}[^s'’\W]s")
"""A word behind a number that says what it counts, as far as its form tells: "10 points".

It may be another word for what is asked only where the clause holds all else that is asked.
"""


def share_counted(text: str, counted: tuple[str, ...]) -> float:
    """Return how much of what is counted follows a number of `text`: 1 where all of it does; 0 for a single word."""
    if len(counted) < 2:
        return 0.0
    words, numbers = _numbers_in(text, _counts_time(counted))
    roots = roots_of(counted)
    after = (roots_of(words_of(" ".join(words[at + 1 : at + 1 + len(counted) + _BESIDE]))) for at in numbers)
    return max((len(roots & following) / len(roots) for following in after), default=0.0)


def counts_whole(text: str) -> bool:
    """Return whether `text` has a number that is no share of a whole."""
    words, numbers = _numbers_in(text, time=True)
    return any(not _SHARE.fullmatch(words[at]) and words[at + 1 : at + 2] != ["per"] for at in numbers)


_SHARE = re.compile(r".*%.*|half|quarters?|third|two-thirds")


def is_near(text: str, terms: list[Term]) -> bool:
    """Return whether a number of `text` stands within a few words of what one of the terms counts."""
    words, numbers = _numbers_in(text, time=True)
    counted = {stem(word) for term in terms for word in term.words}
    places = [at for at, word in enumerate(words) if stem(word) in counted]
    return any(0 < abs(number - place) <= _BESIDE for number in numbers for place in places)


def states_sum(clause: str) -> bool:
    """Return whether a clause states a sum of money."""
    return "£" in clause or bool(re.search(r"\b(?:pounds|million)\b", clause))


def counting_of(asked: Asked, terms: tuple[Term, ...]) -> Callable[[str], bool]:
    """Return whether a clause has a number that stands beside what is counted: any number where a share is asked."""
    if "share" in asked.question.sense.says:
        return lambda clause: bool(SHARES.search(clause))
    counted = asked.question.counted
    time = _counts_time(counted)
    telling = telling_terms(asked, terms)
    others = [term for term in telling if not roots_of(term.words) <= roots_of(counted)]
    meant = {
        stem(word)
        for term in telling
        for phrase in phrases_of(term, asked.record.topics)
        for word in phrase
        if word not in asked.record.topics.stop_words
    } | roots_of(counted)

    everyday = asked.record.topics.everyday
    people = {one for word in counted for one in everyday.get(word, (word,))} & _PERSONS
    of_people = bool(people) or any(map(_OF_AN_AGE.fullmatch, counted))
    of_things = bool(counted) and not of_people

    def counts(clause: str) -> bool:
        if _MAY_COUNT.search(clause) is None:
            return False
        if of_people and _AGED.search(clause):
            return True
        words, numbers = _numbers_in(clause, time)
        holds_the_rest = bool(others) and all(holds(asked, clause, term) for term in others)
        roots = [{stem(part) for part in words_of(word)} for word in words]

        def is_counted(at: int) -> bool:
            following = words[at + 1] if at + 1 < len(words) else ""
            if _IS_PLURAL.fullmatch(following) and not roots[at + 1] & meant and not holds_the_rest:
                return False
            if of_things and following in _OF_PEOPLE and "subject" not in words[at:]:
                return False  # "110 live with foster families" counts no families.
            if words[at] == _NONE:
                return bool(meant & set().union(*roots[at + 1 : at + 2]))
            far = _AFTER_PEOPLE if following in _PEOPLE else _AFTER
            before, after = roots[max(0, at - _BEFORE) : at], roots[at + 1 : at + 1 + far]
            # "10 children's homes" counts homes.
            own = [
                found for found, word in zip(after, words[at + 1 :], strict=False) if not _OWNS.search(word)
            ]
            return bool(meant & set().union(*before, *own))

        return any(map(is_counted, numbers))

    return counts


def _counts_time(counted: tuple[str, ...]) -> bool:
    return bool(_UNITS & roots_of(counted))


def _numbers_in(text: str, time: bool) -> tuple[list[str], list[int]]:
    """Return the words of `text`, lower case, without dates and ages, and the places of the numbers that count.

    The numbers of spans of `time` are left out unless asked for: "two years" counts no children.
    """
    text = _ONLY_ONE.sub("1", text)
    for pattern in (_AGES, DATES, _NAMES, *(() if time else (_SPANS,))):
        text = pattern.sub(" ", text)
    words = _WORD.findall(_NOT_ANY.sub(f" {_NONE} ", text).lower())
    return words, [at for at, word in enumerate(words) if _COUNT.fullmatch(word)]
