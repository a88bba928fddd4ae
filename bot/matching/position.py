"""Whether a word stands where the name of an authority can stand.

Reading, Bury and Bath are English words as well as authorities; the words around one tell which is meant. Knows
words and their places only.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from bot.matching.words import ASKING_WORDS, BEFORE_NAMES, COMMON_WORDS, DETERMINERS, Word
from knowledge.authorities import PREFIXES

_DESCRIPTORS = frozenset({"city", "county", "borough", "metropolitan", "district", "unitary", "local"})
_HEADS = frozenset(
    {"council", "councils", "corporation", "authority", "mbc", "mdc", "bc", "cc", "lbc", "la", "lea"}
)
_ENOUGH_ALONE = frozenset({"city", "county", "borough"})
_LONG_PREFIXES = tuple(phrase for phrase in PREFIXES if phrase not in (("county",), ("the",)))
_VERB_FOLLOWERS = frozenset("about through from into between up out off over aloud to".split())
_DETERMINERS_OF_NOTES = frozenset({"any", "all", "every", "each"})
"""Determiners with which a note goes on behind a name: "barnet: any unregistered homes?"."""
_VERBS_OF_COUNCILS = frozenset(
    "have get receive make use run offer need meet do act respond employ score".split()
)
"""Words behind what "did" asks about: "how many areas did bury have"."""
_TELLING = re.compile(r"(?:19|20)\d\d|inadequate|outstanding|ri|latest|overall|ofsted|currently")
"""Words that follow a name in questions of few words: a year, a grade, "latest"."""

_JUDGING = re.compile(
    r"(?:19|20)\d\d|inadequate|outstanding|good|ri|ofsted|grad(?:es?|ed|ing)|rat(?:ed|ings?)|inspect(?:ed|ions?)"
    r"|judged|judge?ments?|overall|latest"
)
"""Words that ask about an authority, wherever they stand after a word that a text begins with."""

_CONNECTIVES = frozenset({"and", "or", "the", "please", "all", "then", "v", "vs", "versus"}) | BEFORE_NAMES
_BETWEEN_NAMES = frozenset({"and", "or", "v", "vs", "versus"})
_SENTENCE_ENDS = frozenset(".!?:\n")
_PARTING = frozenset(",;:()–—")


@dataclass(frozen=True, slots=True)
class Position:
    """How firmly a stretch of words is marked as a name.

    Attributes:
        is_official: "council", "London Borough of" or the like stands beside it.
        is_alone: All other words are topics, other names or connectives.
        is_beside_topic: A topic word stands next to it, or a year or grade follows it, or it stands by itself, between
            commas or first, in a text about grades.
        is_capitalised: It has a capital that the text did not have to give it.
        follows_preposition: It stands after "in", "for" and the like, or after "did" or "is" of a question.
        opens: It is what a text of several words begins with.
        is_denied: The next word shows that it is an ordinary word here.
        has_article: "the" or "a" stands before it.
        follows_open_word: A word stands before it that could belong to a name.
    """

    is_official: bool
    is_alone: bool
    is_beside_topic: bool
    is_capitalised: bool
    follows_preposition: bool
    opens: bool
    is_denied: bool
    has_article: bool
    follows_open_word: bool

    @property
    def is_for_a_name(self) -> bool:
        """Whether a name can stand here."""
        if self.is_official or self.is_capitalised:
            return True
        return not self.is_denied and (self.is_alone or self.is_beside_topic or self.follows_preposition)


class Surroundings:
    """A text's words with the topics and the sure names among them, to ask about the position of others."""

    def __init__(self, text: str, words: Sequence[Word], topics: frozenset[str]) -> None:
        self._text = text
        self._words = words
        self._topics = topics
        self._has_meaningful_case = any(word.text[:1].islower() for word in words)

    def position(
        self, start: int, end: int, named: Collection[int], also_word: Mapping[str, frozenset[str]]
    ) -> Position:
        """Return how the words from `start` to `end` stand; `named` holds the places of words of other names."""
        words = self._words
        before = words[start - 1].plain if start else ""
        after = words[end].plain if end < len(words) else ""
        followers = also_word.get(words[end - 1].bare, frozenset())
        name = words[start + 1] if words[start].plain == "the" and end - start > 1 else words[start]
        follows_preposition = (
            before in BEFORE_NAMES
            or (
                before in ASKING_WORDS
                and (start == 1 or words[start - 2].plain in ("how", "what", "when", "why"))
            )
            or (before in ("did", "does", "do") and after in _VERBS_OF_COUNCILS)
            or (before in _BETWEEN_NAMES and start - 2 in named)
            or (after in _BETWEEN_NAMES and end + 1 in named)
            or (start - 1 in named and "," in self._between(start))
            or (end in named and "," in self._between(end))
        )
        official = range(prefix_start(words, start), suffix_end(words, end))
        return Position(
            is_official=len(official) > end - start,
            is_alone=all(
                at in official or at in named or word.plain in self._topics or word.plain in _CONNECTIVES
                for at, word in enumerate(words)
            ),
            is_beside_topic=before in self._topics
            or after in self._topics
            or bool(_TELLING.fullmatch(after))
            or (
                (start == 0 or (self._is_set_off(start, end) and all(start <= at < end for at in named)))
                and any(_JUDGING.fullmatch(word.plain) for word in (*words[:start], *words[end:]))
            ),
            is_capitalised=name.is_capitalised
            and self._has_meaningful_case
            and (name is not words[start] or not self._begins_sentence(start)),
            follows_preposition=follows_preposition,
            opens=start == 0 and end < len(words),
            is_denied=after in followers
            or (
                after in DETERMINERS
                and before not in self._topics
                and not (start == 0 and after in _DETERMINERS_OF_NOTES)
            )
            or (after in _VERB_FOLLOWERS and not follows_preposition),
            has_article=before in ("the", "a", "an") or words[start].plain == "the",
            follows_open_word=self.is_open(start - 1),
        )

    def is_open(self, at: int) -> bool:
        """Whether there is a word here that could belong to a name: neither a topic nor a common word."""
        if not 0 <= at < len(self._words):
            return False
        plain = self._words[at].plain
        return plain not in self._topics and plain not in COMMON_WORDS

    def _begins_sentence(self, start: int) -> bool:
        if start == 0:
            return True
        return not _SENTENCE_ENDS.isdisjoint(self._between(start))

    def _is_set_off(self, start: int, end: int) -> bool:
        """Whether commas or dashes part the words from what stands before and behind: "grade, slough, 2014"."""
        behind = self._between(end) if end < len(self._words) else ","
        return all(not _PARTING.isdisjoint(between) for between in (self._between(start), behind))

    def _between(self, start: int) -> str:
        """Return what stands between a word and the one before it."""
        return self._text[self._words[start - 1].end : self._words[start].start] if start else ""


def prefix_start(words: Sequence[Word], start: int) -> int:
    """Return where a prefix such as "London Borough of" before `start` begins; `start` if there is none."""
    for phrase in _LONG_PREFIXES:
        begin = start - len(phrase)
        if begin >= 0 and all(words[begin + at].plain == part for at, part in enumerate(phrase)):
            return begin - 1 if begin and words[begin - 1].plain == "the" else begin
    return start


def suffix_end(words: Sequence[Word], end: int) -> int:
    """Return where "council", "city council", "children's services" and the like after `end` stop."""
    at = end
    while at < len(words) and words[at].bare in _DESCRIPTORS:
        at += 1
    if at < len(words) and words[at].bare in _HEADS:
        at += 1
    else:
        while at > end and words[at - 1].bare not in _ENOUGH_ALONE:
            at -= 1
    if (
        at + 1 < len(words)
        and words[at].bare in ("children", "childrens")
        and words[at + 1].plain == "services"
    ):
        at += 2
    return at
