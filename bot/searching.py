"""Finds findings for free words: full-text search, synonyms, and spelling, best first and never padded.

Turns content words into groups (a topic's phrase with its synonyms, or one word), looks each group up, and keeps the
findings that touch enough of what was asked. Rare words count for more; a word that no finding knows counts against
every finding, so that a question outside the record finds nothing.
"""

import datetime as dt
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.answers import Found
from knowledge.store import Store
from knowledge.topics import FindingTopics

ENOUGH = 0.6
"""Share of the asked words' weight that a finding must touch."""

MOST = 200
"""Findings in an answer; whoever gets more should ask more narrowly."""

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
    correctable: tuple[str, ...]
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
            known = {
                word
                for topic in self._topics.by_key.values()
                for phrase in topic.every_phrase
                for word in phrase
            }
            correctable = tuple(sorted(word for word in known | uses.keys() if len(word) > 3))
            self._cached = _Vocabulary(version, uses, correctable, self._store.coverage().findings)
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
        vocabulary = self._vocabulary()
        uses, everyday = vocabulary.uses, self._topics.everyday
        plain = self._topics.stop_words | self._topics.weak_words | everyday.keys()
        if len(word) < 5 or not word.isalpha() or word in uses or word in plain:
            return word
        if self._topics.spans((word,)) or any(form in uses for form in _forms(word)):
            return word
        allowed = 1 if len(word) < 8 else 2
        near = process.extract(
            word, vocabulary.correctable, scorer=OSA.distance, score_cutoff=allowed, processor=None, limit=8
        )
        # "inadequate" is no slip for "adequate": a word and its opposite are never taken for each other.
        near = [item for item in near if not (word.endswith(item[0]) or item[0].endswith(word))]
        # Two slips of which one is the first letter make another word ("duration", "education").
        near = [item for item in near if item[1] < 2 or item[0][0] == word[0]]
        if not near:
            return word
        best = min(near, key=lambda item: (item[1], item[0][0] != word[0], -uses.get(item[0], 0)))
        return str(best[0])

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
        for term in terms:
            wide = _wide(term, self._topics)
            weight = self._weight(wide) * (_WEAK if self._is_weak(term) else 1.0)
            whole += weight
            found = self._store.search(
                wide, authorities=authorities, inspections=only, kinds=kinds, weakness=weakness, until=until
            )
            if found:
                _add(scores, found, self._store.rows(term.exact, authorities=authorities), weight)
        enough = {row: score for row, score in scores.items() if score.touched >= ENOUGH * whole}
        best = sorted(enough, key=lambda row: (-enough[row].of(whole), row))[:MOST]
        findings = self._store.findings_of_rows(best)
        ranked = [Found(findings[row], enough[row].of(whole)) for row in best]
        ranked.sort(
            key=lambda item: (-(item.score or 0), -item.finding.published.toordinal(), item.finding.row)
        )
        return SearchResult(tuple(ranked), len(enough), terms, corrected)

    def _is_weak(self, term: Term) -> bool:
        return not term.topics and all(word in self._topics.weak_words for word in term.words)

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
        score.close += weight * (0.7 * (row in exact) + 0.3 * bm25 / best)


def _quoted(words: Sequence[str]) -> str:
    return '"' + " ".join(word.replace('"', "").replace("\0", "") for word in words) + '"'


def _wide(term: Term, topics: FindingTopics) -> str:
    """Return the FTS5 expression for a term: its words, or any phrase of the topics they mean."""
    phrases = {term.words}
    for key in term.topics:
        phrases.update(topics.by_key[key].meant_by(term.words))
    return " OR ".join(sorted(_quoted(phrase) for phrase in phrases))


def _forms(word: str) -> tuple[str, ...]:
    """Return `word` without the commonest endings: forms under which the text index may know it."""
    endings = ("s", "es", "ed", "d", "ing", "ly")
    return tuple(
        word.removesuffix(ending)
        for ending in endings
        if word.endswith(ending) and len(word) > len(ending) + 3
    )
