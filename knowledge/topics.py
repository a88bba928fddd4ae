"""Finding topics: what findings are about, in the words of the field, with the other words people use for it.

Owns `topics.yaml`. Tags a text with topics, and widens a search word to its synonyms, so that a question in one
vocabulary finds findings written in another.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict
from rapidfuzz.distance import OSA

from knowledge import yaml_files
from knowledge.stems import stem

TOPICS_FILE = Path(__file__).with_name("topics.yaml")
ORDINARY_WORDS_FILE = Path(__file__).with_name("ordinary_words.yaml")
_WORD = re.compile(r"[a-z0-9]+(?:['’][a-z]+)?")


_NOUN = re.compile(r"(?:er|or|ist|ment|tion|sion|ance|ence|al)s?$")
"""Endings of nouns that mean more than the verb they are made from: "provide" is weak, "provider" is not."""


ARTICLES = frozenset("a an the its their his her your our my this that these those any some".split())
"""Words that may stand inside a phrase of a topic: "closed a case"."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _TopicEntry(_Strict):
    name: str
    synonyms: tuple[str, ...] = ()
    narrower: tuple[tuple[str, ...], ...] = ()
    ambiguous: tuple[str, ...] = ()
    related: tuple[str, ...] = ()


class _TopicsFile(_Strict):
    topics: dict[str, _TopicEntry]
    everyday: dict[str, str] = {}
    stop_words: tuple[str, ...]


class _OrdinaryWordsFile(_Strict):
    weak_words: tuple[str, ...] = ()
    near_words: dict[str, tuple[str, ...]] = {}


def words_of(text: str) -> tuple[str, ...]:
    """Return the words of `text`, lower case, apostrophes straightened and possessive endings removed."""
    lowered = text.lower().replace("’", "'")
    return tuple(word.removesuffix("'s") for word in _WORD.findall(lowered))


@dataclass(frozen=True, slots=True)
class FindingTopic:
    """One topic: its key, its name as shown, and every phrase that means it (as words).

    `narrower` groups the phrases for special cases of it: found when the topic is asked for, but each group finds only
    itself. `ambiguous` words mean it when they are written in capitals ("EH"), else something else.
    """

    key: str
    name: str
    phrases: tuple[tuple[str, ...], ...]
    related: tuple[str, ...]
    narrower: tuple[tuple[tuple[str, ...], ...], ...] = ()
    ambiguous: tuple[str, ...] = ()

    @property
    def every_phrase(self) -> tuple[tuple[str, ...], ...]:
        """Its own phrases and those of its special cases."""
        return (*self.phrases, *(phrase for group in self.narrower for phrase in group))

    def meant_by(self, words: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
        """Return the phrases that find what `words` ask for: a special case's own, or all of the topic's."""
        stems = tuple(map(singular_of, words))
        for group in self.narrower:
            if any(tuple(map(singular_of, phrase)) == stems for phrase in group):
                return group
        return self.every_phrase


class FindingTopics:
    """All topics, looked up by the longest phrase that stands in a text."""

    def __init__(
        self,
        topics: Iterable[FindingTopic],
        stop_words: Iterable[str],
        everyday: Mapping[str, str] | None = None,
        weak_words: Iterable[str] = (),
        near_words: Mapping[str, tuple[str, ...]] | None = None,
    ) -> None:
        self.by_key: Mapping[str, FindingTopic] = {topic.key: topic for topic in topics}
        self.stop_words: frozenset[str] = frozenset(stop_words)
        self._weak: frozenset[str] = frozenset(weak_words)
        self._weak_stems: frozenset[str] = frozenset(map(stem, self._weak))
        self._near: Mapping[str, tuple[str, ...]] = dict(near_words or {})
        self.everyday: Mapping[str, tuple[str, ...]] = {
            word: words_of(meant) for word, meant in (everyday or {}).items()
        }
        self.acronyms: Mapping[str, tuple[str, ...]] = {
            word: words_of(topic.key) for topic in self.by_key.values() for word in topic.ambiguous
        }
        self.words: frozenset[str] = frozenset(
            word for topic in self.by_key.values() for phrase in topic.every_phrase for word in phrase
        )
        self._by_first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for topic in self.by_key.values():
            for phrase in topic.every_phrase:
                self._by_first.setdefault(singular_of(phrase[0]), []).append(
                    (tuple(map(singular_of, phrase)), topic.key)
                )
        for entries in self._by_first.values():
            entries.sort(key=lambda entry: -len(entry[0]))

    def is_weak(self, word: str) -> bool:
        """Return whether a word says little of what is asked for, in any form but that of a noun made from a verb."""
        if word in self._weak or word.removesuffix("s") in self._weak:
            return True
        return stem(word) in self._weak_stems and not _NOUN.search(word)

    def is_near_weak(self, word: str) -> bool:
        """Return whether a word is one slip of the finger away from a weak one."""
        return not self.is_weak(word) and any(
            OSA.distance(word, weak, score_cutoff=1) <= 1
            for weak in self._weak
            if abs(len(weak) - len(word)) < 2
        )

    def tells(self, word: str) -> bool:
        """Return whether a word says what is asked for: no stop word, and not weak."""
        return word not in self.stop_words and not self.is_weak(word)

    def near(self, word: str) -> tuple[str, ...]:
        """Return the words that inspectors have for an ordinary `word`, in any of its forms; () for most."""
        return next((self._near[form] for form in _base_forms(word) if form in self._near), ())

    def spans(self, words: tuple[str, ...]) -> tuple[tuple[int, int, tuple[str, ...]], ...]:
        """Return (start, end, topic keys) of each topic phrase among `words`; longest first, none overlapping."""
        stems = tuple(map(singular_of, words))
        found: list[tuple[int, int, tuple[str, ...]]] = []
        index = 0
        while index < len(stems):
            size, keys = self._longest_at(stems, index)
            if keys:
                found.append((index, index + size, keys))
            index += max(size, 1)
        return tuple(found)

    def _longest_at(self, stems: tuple[str, ...], index: int) -> tuple[int, tuple[str, ...]]:
        size, keys = 0, []
        for phrase, key in self._by_first.get(stems[index], ()):
            if len(phrase) < size:
                break
            if stems[index : index + len(phrase)] == phrase:
                size = len(phrase)
                keys.append(key)
        return size, tuple(dict.fromkeys(keys))

    def tag(self, text: str) -> tuple[str, ...]:
        """Return the keys of the topics that `text` touches, in order of appearance."""
        spans = self.spans(words_of(text))
        return tuple(dict.fromkeys(key for _, _, keys in spans for key in keys))


BREAK = "zzbreak"
"""A word that stands nowhere: between texts in one index, so that no phrase runs across them."""


def as_forms(text: str) -> str:
    """Return the words of `text` without plural endings: what a topic's phrases are compared with.

    Stems would take "system" for "systemic" and "judged" for "judge"; a topic lists the forms that mean it.
    """
    return " ".join(map(singular_of, words_of(text)))


def _base_forms(word: str) -> Iterable[str]:
    """Yield a word and what it may be a form of: "delayed", "delay"; "hiring", "hir", "hire"."""
    yield word
    yield singular_of(word)
    for ending in ("ed", "ing", "es", "ly"):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            base = word.removesuffix(ending)
            yield from (base, f"{base}e")
            if base[-1] == base[-2]:
                yield base[:-1]


def singular_of(word: str) -> str:
    """Return `word` without a plural ending, so that "plan" and "plans" meet."""
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def parse_topics(document: Any, ordinary: Any = None) -> FindingTopics:
    """Return the topics of a parsed `topics.yaml`, with the `ordinary` words of a parsed `ordinary_words.yaml`.

    Raises:
        pydantic.ValidationError: An entry is not of the form that the head of the file describes.
    """
    file = _TopicsFile.model_validate(document)
    usual = _OrdinaryWordsFile.model_validate(ordinary or {})
    return FindingTopics(
        (
            FindingTopic(
                key=key,
                name=entry.name,
                phrases=tuple(
                    words
                    for phrase in dict.fromkeys((key, entry.name, *entry.synonyms))
                    if (words := words_of(phrase))
                ),
                related=entry.related,
                ambiguous=entry.ambiguous,
                narrower=tuple(
                    tuple(words for phrase in dict.fromkeys(group) if (words := words_of(phrase)))
                    for group in entry.narrower
                ),
            )
            for key, entry in file.topics.items()
        ),
        file.stop_words,
        file.everyday,
        usual.weak_words,
        usual.near_words,
    )


@cache
def load_topics(path: Path = TOPICS_FILE, words: Path = ORDINARY_WORDS_FILE) -> FindingTopics:
    """Return the topics of `path`, with the ordinary words of `words`.

    Raises:
        OSError: A file cannot be read.
        yaml_files.YamlFault: It is not YAML.
        pydantic.ValidationError: An entry is not of the form that the head of its file describes.
    """
    return parse_topics(yaml_files.read(path).value, yaml_files.read(words).value)
