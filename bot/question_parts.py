"""The parts of a text that say different things: clauses, sides of a comparison, conditions, what is told.

Pure: a text that has been read, and the vocabulary, go in.
"""

import re
from bisect import bisect
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.asking_words import JUDGED_WORDS
from bot.dating import Dating, dating_of
from bot.named_grades import GRADE, grade_words
from bot.places import REGION_WORDS, TYPE_WORDS
from bot.question import Condition
from bot.question_names import Named
from bot.sense import Sense, sense_of
from bot.tokens import Token
from bot.vocabulary import Vocabulary
from knowledge.topics import words_of


@dataclass(frozen=True, slots=True)
class ReadText:
    """A text as far as it is read before anything is decided.

    Attributes:
        text: The cleaned text.
        named: The names in it.
        tokens: Its words beside the names.
        asks_in: Indexes of the words in those of its clauses that ask.
        plain: The text without names.
        sense: Its sense.
        dating: When it is about.
    """

    text: str
    named: Named
    tokens: Sequence[Token]
    asks_in: frozenset[int]
    plain: str
    sense: Sense
    dating: Dating

    @property
    def words(self) -> tuple[str, ...]:
        """Its words, lower case."""
        return tuple(token.word for token in self.tokens)

    @property
    def after_names(self) -> frozenset[int]:
        """Indexes of the words before which a name stands."""
        return frozenset(
            index
            for index in range(1, len(self.tokens))
            if any(
                self.tokens[index - 1].end <= name.start < self.tokens[index].start
                for name in self.named.marked
            )
        )


def years_asked(read: ReadText) -> tuple[int, ...]:
    """Return the years asked about: not those of what is told beforehand, where today is asked about.

    "Bromley was inadequate in 2016 - has it since reached outstanding?" Where a span is named, it says when.
    """
    sense = read.sense
    if sense.since is not None or sense.until is not None or sense.under is not None:
        return ()
    asked = [token.word for index, token in enumerate(read.tokens) if index in read.asks_in]
    return dating_of(asked).years if _TODAY & set(asked) else read.dating.years


def told_beforehand(read: ReadText, vocabulary: Vocabulary) -> frozenset[int]:
    """Return the indexes of the words that tell of a grade beforehand, where others ask of a judgement.

    "Harrow fell to inadequate overall in 2025; was its leadership judged inadequate too?" What tells why somebody asks
    says nothing of a list either: "who is inadequate? Looking for a partner".
    """
    told = [index for index in range(len(read.tokens)) if index not in read.asks_in]
    asked = [read.tokens[index].word for index in sorted(read.asks_in)]
    said = [read.tokens[index].word for index in told]
    if not read.named.names:
        return frozenset(told) if grade_words(asked) else frozenset()
    graded = grade_words(said) or "overall" in said
    asks = any(vocabulary.topics.tells(word) for word in set(asked) - grade_words(asked))
    return frozenset(told) if graded and asks else frozenset()


def clauses_of(
    read: ReadText, vocabulary: Vocabulary, used: frozenset[int], content: tuple[str, ...]
) -> tuple[tuple[str, ...], ...]:
    """Return the content words of each clause of a text, the one on most topics first; () for a single one."""
    bounds = [found.end() for found in _CLAUSE_ENDS.finditer(read.text)]
    parts: list[list[str]] = [[] for _ in range(len(bounds) + 1)]
    for index, token in enumerate(read.tokens):
        if index not in used:
            words = _meaning(token.word, vocabulary)
            parts[bisect(bounds, token.start)].extend(word for word in words if word in content)
    topics = vocabulary.topics
    telling = [
        tuple(part)
        for part in parts
        if len(part) < len(content) and (topics.spans(tuple(part)) or sum(map(topics.tells, part)) > 1)
    ]
    return tuple(sorted(telling, key=lambda part: -len(topics.spans(part))))


def _meaning(word: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Return what a word stands for: the record's word for an everyday one, or its own parts ("co-located")."""
    usual = vocabulary.usual(word)
    return usual if usual != (word,) else words_of(word)


def sides_of(
    read: ReadText, vocabulary: Vocabulary, used: frozenset[int]
) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """Return the words on either side of what sets two things against each other, if a text does."""
    words = read.words
    at = next(
        (at for at, word in enumerate(words) if word in _AGAINST or (word == "as" and "same" in words[:at])),
        None,
    )
    if at is None:
        return None
    meant = vocabulary.meant(read.text, read.tokens)
    sides: tuple[list[str], list[str]] = ([], [])
    for index, token in enumerate(read.tokens):
        if index != at and index not in used:
            sides[index > at].extend(meant.get(token.word, words_of(token.word)))
    return tuple(sides[0]), tuple(sides[1])


def conditions_of(read: ReadText, vocabulary: Vocabulary) -> tuple[Condition, ...]:
    """Return the parts of a list's question with a grade each: an adjective of "councils", or behind a "but"."""
    sense = read.sense
    if read.named.names or sense.moved is not None or sense.either or sense.grade is None:
        return ()
    if sense.bound is not None and not _DENIED.search(read.plain):
        return ()
    found: list[Condition] = []
    parts = _JOINED.split(_OF_AUTHORITIES.sub(r"\1 overall, ", read.plain))
    # "For leadership, care leavers and adoption": with two things alone, they may be one judgement's name.
    alike = (
        "both" in sense.says or _ALIKE.search(read.plain) or sum(map(bool, map(str.strip, parts))) > _SEVERAL
    )
    for part in parts:
        grade = sense_of(part).grade
        words = vocabulary.in_words(part)
        named = vocabulary.named_in(
            tuple(word for word in words if word not in grade_words((word, "requires")))
        )
        named = tuple(
            word for word in named if word not in REGION_WORDS | TYPE_WORDS and not _YEAR.fullmatch(word)
        )
        denied = _DENIED.search(part) is not None
        year = next(map(int, _YEAR.findall(part)), None)
        if grade is not None:
            of_any = not named and _OF_ANY.search(part) is not None
            found.append(Condition(named, grade, denied, of_any, year))
        elif found and named and (denied or (alike and JUDGED_WORDS.issuperset(named))):
            # "Outstanding for care leavers but not for children in care": the same grade is meant.
            found.append(Condition(named, found[-1].grade, denied, year=year))
    several = len({one.year for one in found}) > 1
    return tuple(found if several else (replace(one, year=None) for one in found))


_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_ALIKE = re.compile(r"\b(?:alike|each of|all of)\b")
_SEVERAL = 2
_TODAY = frozenset("since now today currently".split())
_AGAINST = frozenset("than above below against vs versus".split())
_CLAUSE_ENDS = re.compile(
    r"[.?!:;,](?=\s)|\s-\s|\b(?:know|asking|wondering|check|see|sure) (?:if|whether|about|what|how)\b|\bre:"
)
_JOINED = re.compile(
    r"(?<!\bhelp )(?<!\bin care )\band\b|\b(?:but|with|while|whilst|yet|although|though)\b|[,;]|\bas well as\b"
    r"|\b(?=without\b)|\b(?:have|has|had|having) (?=(?:no|an?|any)\b)",
    re.IGNORECASE,
)
_OF_AUTHORITIES = re.compile(
    rf"({GRADE.pattern}) (?:local )?(?:authorities|councils|boroughs|las)\b", re.IGNORECASE
)
"""A grade as an adjective: "which good authorities"."""
_OF_ANY = re.compile(
    rf"\b(?:an?|any|some) {GRADE.pattern} (?:judge?ment|area|strand)"
    rf"|{GRADE.pattern} (?:for|in|on) (?:at least )?(?:one|any|some|a single)\b",
    re.IGNORECASE,
)
_DENIED = re.compile(r"\b(?:not|no|without|\w+n't)\b", re.IGNORECASE)
