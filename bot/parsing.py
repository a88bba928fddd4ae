"""Parses a text into a `Question`: topic, authorities, years, kinds and the words that are left.

The same for slash command, mention, direct message, button and console. Pure: the vocabulary is given at construction.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from bot.clean_text import clean_text
from bot.matching import AuthorityMatcher, NameMatch
from bot.question import Question, TopicName
from bot.sense import Sense, sense_of
from bot.topics import TOPICS
from knowledge.topics import FindingTopics

_TOKEN = re.compile(r"[A-Za-z0-9]+(?:['/&-][A-Za-z0-9]+)*")
_YEAR = re.compile(r"19[89]\d|20[0-4]\d")
_LATEST = frozenset({"latest", "last", "newest", "current", "currently", "recent", "today"})
_WEAKNESS = frozenset(
    {"weakness", "weaknesses", "weak", "concerns", "concern", "shortcomings", "criticisms", "negatives"}
)
_INSPECTION_KINDS = (
    ("focused visit", ("focused", "visit")),
    ("focused visit", ("focused", "visits")),
    ("monitoring visit", ("monitoring", "visit")),
    ("monitoring visit", ("monitoring", "visits")),
    ("unannounced", ("unannounced", "inspection")),
    ("unannounced", ("unannounced",)),
    ("jtai", ("joint", "targeted", "area", "inspection")),
    ("jtai", ("joint", "targeted", "area", "inspections")),
    ("jtai", ("jtai",)),
    ("jtai", ("jtais",)),
)
_COMMAND_WORDS = 5
"""Words of a text that may be a command: in a longer one the last word names no topic, it only ends a sentence."""

_ASKING = frozenset(
    "item items area areas point points happened happen became become many number long followed anything something"
    " everything stand stands standing situation".split()
)
"""Words that ask, and say nothing of what is asked for."""


@dataclass(frozen=True, slots=True)
class _Token:
    word: str
    start: int
    end: int


class QuestionParser:
    """Parses texts, in the vocabulary of the registered topics, `matcher` and `topics`."""

    def __init__(self, matcher: AuthorityMatcher, topics: FindingTopics) -> None:
        self._matcher = matcher
        self._stop_words = topics.stop_words

    def parse(self, text: str) -> Question:
        """Return what `text` asks for; never raises, whatever the text."""
        cleaned = re.sub(r"^/ofsted\b\s*", "", clean_text(text), flags=re.IGNORECASE)
        names = self._matcher.find(cleaned)
        tokens = _tokens(cleaned, names)
        sense = sense_of(_without(cleaned, names))
        topic, used = _find_topic(tokens)
        if topic is None and names and sense.asks == "how long":
            topic = "inspections"
        if topic in (None, "search", "findings", "authorities") and _lists_grades(sense, names):
            topic = "grades"
        inspection_kind, named_by = _find_inspection_kind(tokens)
        rest = [token for index, token in enumerate(tokens) if index not in used | named_by]
        years = tuple(dict.fromkeys(int(token.word) for token in rest if _YEAR.fullmatch(token.word)))
        if sense.since is not None or sense.until is not None:
            years = ()
        rest = [token for token in rest if not _YEAR.fullmatch(token.word)]
        words = tuple(token.word for token in rest)
        weakness = any(word in _WEAKNESS for word in words)
        latest = any(word in _LATEST for word in words)
        content = tuple(word for word in words if word not in _WEAKNESS | _LATEST | _ASKING)
        meaningful = any(word not in self._stop_words for word in content)
        return Question(
            text=cleaned,
            topic=topic
            or _likeliest(
                names,
                sense,
                meaningful=meaningful or weakness or inspection_kind is not None,
                dated=bool(years),
            ),
            topic_named=topic is not None,
            names=names,
            words=content if meaningful or topic == "help" else (),
            weakness=weakness and topic not in ("strengths",),
            years=years,
            latest=latest,
            inspection_kind=inspection_kind,
            sense=sense,
        )


def _without(text: str, names: Iterable[NameMatch]) -> str:
    """Return `text` with spaces in place of the names, so that "City of London" names no region."""
    for name in names:
        text = text[: name.start] + " " * (name.end - name.start) + text[name.end :]
    return text


def _lists_grades(sense: Sense, names: Sequence[NameMatch]) -> bool:
    """Return whether a question asks which authorities have a grade, or moved from one to another."""
    return bool(sense.moved or (sense.grade and not names and (sense.across or sense.region)))


def _tokens(text: str, names: Iterable[NameMatch]) -> list[_Token]:
    spans = [(name.start, name.end) for name in names]
    return [
        _Token(match.group().lower().removesuffix("'s"), match.start(), match.end())
        for match in _TOKEN.finditer(text)
        if not any(start < match.end() and match.start() < end for start, end in spans)
    ]


def _find_topic(tokens: Sequence[_Token]) -> tuple[TopicName | None, frozenset[int]]:
    """Return the topic that the tokens ask for, and the indexes of the tokens that say so."""
    words = [token.word for token in tokens]
    if words and (named := _named(words[0])) is not None:
        return named, frozenset({0})
    for topic in TOPICS:
        for phrase in topic.opening:
            parts = phrase.split()
            if words[: len(parts)] == parts and (len(parts) > 1 or len(words) == 1 or topic.name == "search"):
                return topic.name, frozenset(range(len(parts)))
    if (
        1 < len(words) <= _COMMAND_WORDS
        and (named := _named(words[-1])) is not None
        and named not in ("help", "search", "authorities")
    ):
        return named, frozenset({len(words) - 1})
    for topic in TOPICS:
        for phrase in topic.phrases:
            if (index := _index_of(words, phrase.split())) is not None:
                keep = phrase in ("outstanding", "inadequate")
                return topic.name, frozenset() if keep else frozenset(
                    range(index, index + len(phrase.split()))
                )
    return None, frozenset()


def _named(word: str) -> TopicName | None:
    """Return the topic whose name `word` is, or is one slip of the finger away from."""
    for topic in TOPICS:
        if word == topic.name or (word + "s" == topic.name and topic.name != "findings"):
            return topic.name
    if len(word) >= 5:
        for topic in TOPICS:
            if OSA.distance(word, topic.name, score_cutoff=1) <= 1:
                return topic.name
    return None


def _index_of(words: Sequence[str], parts: Sequence[str]) -> int | None:
    size = len(parts)
    for index in range(len(words) - size + 1):
        if list(words[index : index + size]) == list(parts):
            return index
    return None


def _find_inspection_kind(tokens: Sequence[_Token]) -> tuple[str | None, frozenset[int]]:
    """Return the kind of inspection that the tokens name, and the indexes of the tokens that do."""
    words = [token.word for token in tokens]
    for kind, parts in _INSPECTION_KINDS:
        if (index := _index_of(words, parts)) is not None:
            return kind, frozenset(range(index, index + len(parts)))
    return None, frozenset()


def _likeliest(names: Sequence[NameMatch], sense: Sense, *, meaningful: bool, dated: bool) -> TopicName:
    """Return the topic of a text that names none: findings for words, grades for a year, else a summary."""
    if names and sense.grade and sense.asks in ("whether", "why", "when"):
        return "grades"
    if meaningful:
        return "findings"
    if names and dated:
        return "grades"
    return "summary" if names else "help"
