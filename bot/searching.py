"""Finds findings for free words: full-text search, synonyms, and spelling, best first and never padded.

Turns content words into groups (a topic's phrase with its synonyms, or one word), looks each group up, and keeps the
findings that touch enough of what was asked. Rare words count for more; a word that no finding knows counts against
every finding, so that a question outside the record finds nothing.
"""

import datetime as dt
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.answers import Found
from bot.spelling import Speller
from knowledge.store import Store
from knowledge.stems import stem
from knowledge.topics import FindingTopics, words_of

ENOUGH = 0.6
"""Share of the asked words' weight that a finding must touch."""

MOST = 200
"""Findings in an answer; whoever gets more should ask more narrowly."""

_EXACT, _BM25, _SUBJECT = 0.5, 0.2, 0.3
"""Parts of closeness: the words as typed, BM25, and how early the text comes to them (its subject stands first)."""

_REREAD = 60
"""Findings, best first, whose texts are looked at for what they open with."""

_OPENING_WORDS = 24
"""Words after which a text no longer opens."""

_WEAK = 0.12
"""Part of its weight that a word counts for which says little of what is asked for (`topics.yaml`)."""

_UNKNOWN = 0.5
"""Findings in which a word is taken to stand when it stands in none: it weighs more than any known word."""


@dataclass(frozen=True, slots=True)
class Term:
    """One thing asked for: the words as typed (after correction), and the topics they mean."""

    words: tuple[str, ...]
    topics: tuple[str, ...] = ()

    @property
    def exact(self) -> str:
        """FTS5 expression for the words as typed."""
        return _quoted(self.words)


@dataclass(frozen=True, slots=True)
class SearchResult:
    """What a search found: findings with scores 0-100 best first (`MOST` at most), of `total` that fit."""

    found: tuple[Found, ...]
    total: int
    terms: tuple[Term, ...]
    corrected: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    """The words of one version of the database, kept between questions."""

    version: tuple[int, int]
    uses: dict[str, int]
    speller: Speller
    findings: int


class Searcher:
    """Searches the findings of `store` in the vocabulary of `topics`."""

    def __init__(self, store: Store, topics: FindingTopics) -> None:
        self._store = store
        self._topics = topics
        self._cached: _Vocabulary | None = None

    def _vocabulary(self) -> _Vocabulary:
        version = self._store.version
        if self._cached is None or self._cached.version != version:
            uses = self._store.vocabulary()
            topic_words = {
                word
                for topic in self._topics.by_key.values()
                for phrase in topic.every_phrase
                for word in phrase
            }
            speller = Speller(uses, topic_words)
            self._cached = _Vocabulary(version, uses, speller, self._store.coverage().findings)
        return self._cached

    def rarity(self, word: str) -> float:
        """Return how telling a word is among the findings: the rarer, the more."""
        vocabulary = self._vocabulary()
        return math.log(1 + max(vocabulary.findings, 1) / max(vocabulary.uses.get(word, 0), 1))

    def terms(self, words: Sequence[str]) -> tuple[tuple[Term, ...], tuple[tuple[str, str], ...]]:
        """Return the terms that `words` ask for, and the pairs (typed, read as) of words that were corrected."""
        corrected = tuple((word, self._spelt(word)) for word in words)
        everyday = self._topics.everyday
        right = tuple(word for _, read in corrected for word in everyday.get(read, (read,)))
        terms: list[Term] = []
        index = 0
        for start, end, topics in self._topics.spans(right):
            terms.extend(Term((word,)) for word in right[index:start] if word not in self._topics.stop_words)
            terms.append(Term(right[start:end], topics))
            index = end
        terms.extend(Term((word,)) for word in right[index:] if word not in self._topics.stop_words)
        changed = tuple(pair for pair in corrected if pair[0] != pair[1])
        return tuple(dict.fromkeys(terms)), changed

    def _spelt(self, word: str) -> str:
        """Return the word that `word` is a misspelling of, or `word` itself."""
        if word in self._topics.everyday or not self._topics.tells(word) or self._topics.spans((word,)):
            return word
        return self._vocabulary().speller.corrected(word)

    def search(
        self,
        words: Sequence[str],
        *,
        authorities: Sequence[str] = (),
        inspections: Iterable[str] | None = None,
        kinds: Sequence[str] = (),
        weakness: bool | None = None,
        until: dt.date | None = None,
    ) -> SearchResult:
        """Return the findings that answer `words`, best first.

        Args:
            words: Content words, lower case, text order.
            authorities: Only theirs; all when empty.
            inspections: Only these ids; all when None.
            kinds: Only these kinds; all when empty.
            weakness: Only those that tell a weakness, or only the others; both when None.
            until: Only from inspections published by then.
        """
        terms, corrected = self.terms(words)
        only = tuple(inspections) if inspections is not None else None
        whole, scores = 0.0, dict[int, _Score]()
        weighted: list[tuple[Term, float]] = []
        for term in terms:
            wide = _wide(term, self._topics)
            weight = self._weight(wide) * (_WEAK if self._is_weak(term) else 1.0)
            whole += weight
            weighted.append((term, weight))
            found = self._store.search(
                wide, authorities=authorities, inspections=only, kinds=kinds, weakness=weakness, until=until
            )
            if found:
                _add(scores, found, self._store.rows(term.exact, authorities=authorities), weight)
        enough = {row: score for row, score in scores.items() if score.touched >= ENOUGH * whole}
        best = sorted(enough, key=lambda row: (-enough[row].of(whole), row))[:MOST]
        findings = self._store.findings_of_rows(best)
        for row in best[:_REREAD]:
            enough[row].close += _SUBJECT * self._opening(findings[row].text, weighted)
        ranked = [Found(findings[row], enough[row].of(whole)) for row in best]
        ranked.sort(
            key=lambda item: (-(item.score or 0), -item.finding.published.toordinal(), item.finding.row)
        )
        return SearchResult(tuple(ranked), len(enough), terms, corrected)

    def _opening(self, text: str, weighted: Iterable[tuple[Term, float]]) -> float:
        """Return the weight of the terms in `text`, each the more the earlier it stands: what a text is about."""
        words = words_of(text)
        stems = " ".join(map(stem, words))
        told = 0.0
        for term, weight in weighted:
            places = [
                stems[: at + 1].count(" ")
                for phrase in phrases_of(term, self._topics)
                if (at := f" {stems} ".find(f" {' '.join(map(stem, phrase))} ")) >= 0
            ]
            if places:
                told += weight * max(0.0, 1 - min(places) / _OPENING_WORDS)
        return told

    def _is_weak(self, term: Term) -> bool:
        return not term.topics and not any(map(self._topics.tells, term.words))

    def _weight(self, match: str) -> float:
        """Return how telling a term is: the rarer among all findings, the more; most when none knows it."""
        return math.log(1 + max(self._vocabulary().findings, 1) / max(self._store.count(match), _UNKNOWN))


@dataclass(slots=True)
class _Score:
    """How well one finding answers: the weight of the terms that it touches, and how closely it does."""

    touched: float = 0.0
    close: float = 0.0

    def of(self, whole: float) -> float:
        """Return the score, 0-100, given the weight of all terms."""
        return round(50 * (self.touched + self.close) / whole, 1)


def _add(scores: dict[int, _Score], found: dict[int, float], exact: frozenset[int], weight: float) -> None:
    best = max(found.values())
    for row, bm25 in found.items():
        score = scores.setdefault(row, _Score())
        score.touched += weight
        score.close += weight * (_EXACT * (row in exact) + _BM25 * bm25 / best)


_NUMBERS = "one two three four five six seven eight nine ten eleven twelve".split()
_SAME_NUMBER = {str(number): word for number, word in enumerate(_NUMBERS, start=1)}
_SAME_NUMBER |= {word: number for number, word in _SAME_NUMBER.items()}


def _quoted(words: Sequence[str]) -> str:
    return '"' + " ".join(word.replace('"', "").replace("\0", "") for word in words) + '"'


def _wide(term: Term, topics: FindingTopics) -> str:
    """Return the FTS5 expression for a term: its words, or any phrase of the topics they mean."""
    return " OR ".join(sorted(map(_quoted, phrases_of(term, topics))))


def phrases_of(term: Term, topics: FindingTopics) -> set[tuple[str, ...]]:
    """Return every phrase that means what a term means, as words: its own, and those of the topics it names."""
    phrases = {term.words}
    if len(term.words) == 1 and (written := _SAME_NUMBER.get(term.words[0])):
        phrases.add((written,))
    for key in term.topics:
        phrases.update(topics.by_key[key].meant_by(term.words))
    return phrases
