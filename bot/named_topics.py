"""Topics that a text asks for by name, or by a phrase of the registry. Pure: words in, a topic and their places out."""

from collections.abc import Sequence

from rapidfuzz.distance import OSA

from bot.instructions import find_instruction
from bot.question import TopicName
from bot.tokens import index_of
from bot.topics import TOPICS

Routed = tuple[TopicName | None, frozenset[int]]
"""A topic, and the indexes of the words that name it."""

_COMMAND_WORDS = 5
"""Words of a text that may be a command: in a longer one the last word names no topic, it only ends a sentence."""

_OPENING_ONLY = frozenset({"help", "search", "authorities", "track", "mine", "overdue"})
"""Topics whose names ask for them only at the start: elsewhere they are ordinary words ("which are overdue")."""


def named_topic(words: Sequence[str], after_names: frozenset[int] = frozenset()) -> Routed:
    """Return the topic that the words ask for by name or phrase, and the indexes of the words that do.

    A phrase that ends or begins with a small word stands together: in "children looked after by Kent when ...", where a
    name parts them (`after_names`), "by when" asks for no date.
    """
    words = _without_grades(words)
    if words and list(words[:2]) != ["track", "record"] and (named := _named(words[0])) is not None:
        others = [word for word in words[1:] if _named(word) is None and find_instruction(word) is None]
        if named != "help" or not others:
            return named, frozenset({0})
    for name, parts in _OPENINGS:
        if words[: len(parts)] == parts and (len(parts) > 1 or len(words) == 1 or name == "search"):
            return name, frozenset(range(len(parts)))
    if (
        1 < len(words) <= _COMMAND_WORDS
        and (named := _named(words[-1])) is not None
        and named not in _OPENING_ONLY
    ):
        return named, frozenset({len(words) - 1})
    present = set(words)
    for name, parts in _PHRASES:
        if not present.issuperset(parts) or (index := index_of(words, parts)) is None:
            continue
        used = frozenset(range(index, index + len(parts)))
        if parts not in _TOGETHER or not after_names & used - {index}:
            return name, used
    return None, frozenset()


_OPENINGS = tuple((topic.name, tuple(phrase.split())) for topic in TOPICS for phrase in topic.opening)
_PHRASES = tuple((topic.name, tuple(phrase.split())) for topic in TOPICS for phrase in topic.phrases)
"""Openings and phrases of the registry with the topic that each asks for, in the order of precedence."""
_TOGETHER = frozenset({("by", "when")})
"""Phrases between whose words no name can stand."""


def _without_grades(words: Sequence[str]) -> tuple[str, ...]:
    """Return `words` with nothing in place of "improvement" where it is part of a grade, or of a body's name."""
    return tuple(
        ""
        if word == "improvement"
        and ((at and words[at - 1].startswith("requir")) or tuple(words[at + 1 : at + 2]) in _OF_IMPROVEMENT)
        else word
        for at, word in enumerate(words)
    )


_OF_IMPROVEMENT = tuple(
    (word,)
    for word in "board boards plan plans partner partners programme notice adviser advisor team journey".split()
)
"""What is called after improvement, and lists no items."""


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
