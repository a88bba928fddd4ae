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

from knowledge import yaml_files

TOPICS_FILE = Path(__file__).with_name("topics.yaml")
_WORD = re.compile(r"[a-z0-9]+(?:['’][a-z]+)?")


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _TopicEntry(_Strict):
    name: str
    synonyms: tuple[str, ...] = ()
    ambiguous: tuple[str, ...] = ()
    related: tuple[str, ...] = ()


class _TopicsFile(_Strict):
    topics: dict[str, _TopicEntry]
    stop_words: tuple[str, ...]


def words_of(text: str) -> tuple[str, ...]:
    """Return the words of `text`, lower case, apostrophes straightened and possessive endings removed."""
    lowered = text.lower().replace("’", "'")
    return tuple(word.removesuffix("'s") for word in _WORD.findall(lowered))


@dataclass(frozen=True, slots=True)
class FindingTopic:
    """One topic: its key, its name as shown, and every phrase that means it (as words)."""

    key: str
    name: str
    phrases: tuple[tuple[str, ...], ...]
    related: tuple[str, ...]


class FindingTopics:
    """All topics, looked up by the longest phrase that stands in a text."""

    def __init__(self, topics: Iterable[FindingTopic], stop_words: Iterable[str]) -> None:
        self.by_key: Mapping[str, FindingTopic] = {topic.key: topic for topic in topics}
        self.stop_words: frozenset[str] = frozenset(stop_words)
        self._by_first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for topic in self.by_key.values():
            for phrase in topic.phrases:
                self._by_first.setdefault(_stem(phrase[0]), []).append((tuple(map(_stem, phrase)), topic.key))
        for entries in self._by_first.values():
            entries.sort(key=lambda entry: -len(entry[0]))

    def spans(self, words: tuple[str, ...]) -> tuple[tuple[int, int, tuple[str, ...]], ...]:
        """Return (start, end, topic keys) of each topic phrase among `words`; longest first, none overlapping."""
        stems = tuple(map(_stem, words))
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


def _stem(word: str) -> str:
    """Return `word` without a plural ending, so that "plan" and "plans" meet."""
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def parse_topics(document: Any) -> FindingTopics:
    """Return the topics of a parsed `topics.yaml`.

    Raises:
        pydantic.ValidationError: An entry is not of the form that the head of the file describes.
    """
    file = _TopicsFile.model_validate(document)
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
            )
            for key, entry in file.topics.items()
        ),
        file.stop_words,
    )


@cache
def load_topics(path: Path = TOPICS_FILE) -> FindingTopics:
    """Return the topics of `path`.

    Raises:
        OSError: The file cannot be read.
        yaml_files.YamlFault: It is not YAML.
        pydantic.ValidationError: An entry is not of the form that the head of the file describes.
    """
    return parse_topics(yaml_files.read(path).value)
