"""The vocabulary in which texts are parsed: what words of users mean in the record's own, and which say anything.

Pure: made once of the topics of findings and the frameworks.
"""

import re
from collections.abc import Iterable, Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.asking_words import FACTS_OF_INSPECTION, JUDGED_WORDS, QUESTION_WORDS
from bot.matching import NameMatch
from bot.spelling import english_words
from bot.tokens import Token, without
from knowledge.frameworks import Framework
from knowledge.topics import ARTICLES, FindingTopics, words_of


class Vocabulary:
    """The words of topics, of everyday speech and of frameworks.

    Attributes:
        topics: The topics of findings.
        stop_words: Words that say nothing by themselves.
        families: The framework families that a text can name by their short names.
    """

    def __init__(self, topics: FindingTopics, frameworks: Iterable[Framework] = ()) -> None:
        self.topics = topics
        self.stop_words = topics.stop_words
        self._everyday = dict(topics.everyday)
        self._known = topics.words | topics.stop_words | topics.everyday.keys()
        self._frameworks = tuple(frameworks)
        # "LAC" is a framework's family too, but people who write it mean the children.
        families = {framework.family for framework in self._frameworks}
        self.families = frozenset(family for family in families if not topics.spans((family,)))
        self._family = re.compile(rf"\b(?:{'|'.join(sorted(self.families))})\b", re.IGNORECASE)

    def respelt(self, word: str) -> str:
        """Return the word of questions that `word` is one slip of the finger away from, or `word` itself."""
        lowered = word.lower()
        if len(word) < _LONG or not word.isalpha() or lowered in self._known or lowered in english_words():
            return word
        near = process.extractOne(lowered, _ASKED_BY_NAME, scorer=OSA.distance, score_cutoff=1)
        return near[0] if near else word

    def familiar(self, text: str) -> str:
        """Return `text` with "inspection" where it names a framework's family: what holds of one holds of all."""
        return self._family.sub("inspection", text) if self.families else text

    def plain(
        self, text: str, names: Iterable[NameMatch], spans: Sequence[tuple[int, int]] | None = None
    ) -> str:
        """Return `text`, or what stands in `spans` of it, without certain names and with its long words respelt."""
        left = without(text, (name for name in names if name.outcome != "ask"))
        if spans is not None:
            left = " ".join(left[start:end] for start, end in spans)
        return self.familiar(_LONG_WORD.sub(lambda found: self.respelt(found.group()), left))

    def usual(self, word: str) -> tuple[str, ...]:
        """Return the words that the record has for an everyday one: `word` itself for most."""
        return self._everyday.get(word, (word,))

    def meant(self, text: str, tokens: Sequence[Token]) -> dict[str, tuple[str, ...]]:
        """Return what the everyday words and the acronyms in capitals of a text stand for, by word."""
        return self._everyday | self._in_capitals(text, tokens)

    def _in_capitals(self, text: str, tokens: Sequence[Token]) -> dict[str, tuple[str, ...]]:
        """Return what the acronyms stand for that are other words in small letters ("EH"), if not all there is."""
        telling = [token.word for token in tokens if token.word not in self.stop_words]
        if len(telling) == 1:
            written = set(telling)
        elif text.isupper():
            return {}
        else:
            written = {token.word for token in tokens if text[token.start : token.end].isupper()}
            written |= {token.word for token in tokens[1:] if text[token.start : token.end].istitle()}
        return {word: self.topics.acronyms[word] for word in written & self.topics.acronyms.keys()}

    def called(self, text: str) -> tuple[Framework, str] | None:
        """Return the framework whose inspections a text calls by a name of their own, and the name."""
        lowered = text.lower()
        named = ((one, phrase) for one in self._frameworks for phrase in one.called)
        return next(((one, phrase) for one, phrase in named if phrase in lowered), None)

    def tell(self, words: tuple[str, ...]) -> bool:
        """Return whether any of `words` says what is asked for: by itself, in a phrase, or because they are several."""
        if any(self.topics.tells(word) or word == "overall" for word in words):
            return True
        said = [word for word in words if word not in self.stop_words]
        return len(said) >= _A_SENTENCE or self.are_topical(words)

    def are_topical(self, words: tuple[str, ...]) -> bool:
        """Return whether a phrase of a topic stands in `words`, perhaps with an article in it ("closed a case")."""
        bare = tuple(word for word in words if word not in ARTICLES)
        return bool(self.topics.spans(words) or self.topics.spans(bare))

    def named_in(self, words: tuple[str, ...]) -> tuple[str, ...]:
        """Return the words from the first to the last that names something: "children in care"."""
        places = {at for start, end, _ in self.topics.spans(words) for at in range(start, end)}
        places |= {at for at, word in enumerate(words) if self.topics.tells(word) or word == "overall"}
        return words[min(places) : max(places) + 1] if places else ()

    def in_words(self, text: str) -> tuple[str, ...]:
        """Return the words of a text, in the record's own."""
        return tuple(word for typed in words_of(text) for word in self.usual(typed))


_A_SENTENCE = 3
"""Words left over, however weak, from which a text says what it asks for."""
_LONG = 6
"""Letters from which a word is long enough for one slip not to make another."""
_LONG_WORD = re.compile(r"[A-Za-z]{6,}")
_ASKED_BY_NAME = tuple(
    sorted(word for word in JUDGED_WORDS | FACTS_OF_INSPECTION | QUESTION_WORDS if len(word) >= _LONG)
)
