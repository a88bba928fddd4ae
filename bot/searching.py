"""Finds findings for free words: full-text search, synonyms, and spelling, best first and never padded.

Turns content words into groups (a topic's phrase with its synonyms, or one word), looks each group up, and keeps the
findings that touch enough of what was asked. Rare words count for more; a word that no finding knows counts against
every finding, so that a question outside the record finds nothing.
"""

import datetime as dt
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from bot.answers import Found
from bot.spelling import Speller
from knowledge.records import FindingRecord
from knowledge.stems import stem
from knowledge.store import Store
from knowledge.topics import ARTICLES, FindingTopics, singular_of, words_of

ENOUGH, SOME = 0.6, 0.25
"""Shares of the asked words' weight: what a finding must touch by itself, and what beside other evidence."""

MOST = 200
"""Findings in an answer; whoever gets more should ask more narrowly."""

_EXACT, _BM25, _SUBJECT = 0.4, 0.2, 0.4
"""Parts of closeness: the words as typed, BM25, and how early the text comes to them (its subject stands first)."""

_REREAD = 60
"""Findings, best first, whose texts are looked at for what they open with."""

_OPENING_WORDS = 24
"""Words after which a text no longer opens."""

_WEAK = 0.2
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


_Sought = tuple[float, tuple[tuple[str, str], ...]]
"""The weight of a term, and its phrases in singular words and in stems."""


@dataclass(frozen=True, slots=True)
class SearchResult:
    """What a search found: findings with scores 0-100 best first (`MOST` at most), of `total` that fit.

    `missing` are the telling terms that the best of them does not touch.
    """

    found: tuple[Found, ...]
    total: int
    terms: tuple[Term, ...]
    corrected: tuple[tuple[str, str], ...]
    missing: tuple[Term, ...] = ()


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
            speller = Speller(uses, self._topics.words)
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
            terms.extend(self._between(right[index:start]))
            terms.append(Term(right[start:end], topics))
            index = end
        terms.extend(self._between(right[index:]))
        changed = tuple(pair for pair in corrected if pair[0] != pair[1])
        return tuple(dict.fromkeys(terms)), changed

    def _between(self, words: tuple[str, ...]) -> Iterable[Term]:
        """Yield the terms of words in which no phrase stands as it is: "closed a case" may still be one of a topic."""
        words = tuple(word for word in words if word not in ARTICLES)
        index = 0
        for start, end, topics in (*self._topics.spans(words), (len(words), len(words), ())):
            yield from (Term((word,)) for word in words[index:start] if word not in self._topics.stop_words)
            if topics:
                yield Term(words[start:end], topics)
            index = end

    def _spelt(self, word: str) -> str:
        """Return the word that `word` is a misspelling of, or `word` itself."""
        if word in self._topics.everyday or not self._topics.tells(word) or self._topics.spans((word,)):
            return word
        return self._vocabulary().speller.corrected(word)

    def is_slip_of_a_weak_word(self, word: str) -> bool:
        """Return whether a word that nothing on record knows is a slip for one that says little ("currant")."""
        if word in self._vocabulary().uses or self._topics.spans((word,)) or len(word) < 6:
            return False
        return self._topics.is_near_weak(word)

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
        scores = dict[int, _Score]()
        weighted = [(term, self.weight(term)) for term in terms]
        whole = sum(weight for _, weight in weighted)
        for term, weight in weighted:
            found = self._store.search(
                _widened(term, self._topics),
                forms=_forms(term, self._topics),
                authorities=authorities,
                inspections=only,
                kinds=kinds,
                weakness=weakness,
                until=until,
            )
            if found:
                _add(scores, found, self._store.rows(term.exact, authorities=authorities), term, weight)
        weights = {term: weight for term, weight in weighted if not self._is_weak(term)}
        enough = {row: score for row, score in scores.items() if _suffices(score, weights, whole)}
        best = sorted(enough, key=lambda row: (-enough[row].of(whole), row))[:MOST]
        findings = self._store.findings_of_rows(best)
        sought = self._sought(weighted)
        for row in best[:_REREAD]:
            enough[row].close += _SUBJECT * _opening(findings[row].text, sought)
        newer = _newer(findings.values())
        scores_of = {row: enough[row].of(whole) - _OLDER * newer[findings[row].inspection] for row in best}
        ranked = [Found(findings[row], round(max(scores_of[row], 0.0), 1)) for row in best]
        ranked.sort(
            key=lambda item: (-(item.score or 0), -item.finding.published.toordinal(), item.finding.row)
        )
        touched = enough[ranked[0].finding.row].terms if ranked else ()
        missing = tuple(term for term in weights if term not in touched)
        return SearchResult(tuple(ranked), len(enough), terms, corrected, missing)

    def _sought(self, terms: Iterable[tuple[Term, float]]) -> tuple[_Sought, ...]:
        """Return each term's phrases as texts are searched for them, with its weight."""
        return tuple(
            (
                weight,
                tuple(
                    (_spaced(map(singular_of, phrase)), _spaced(map(stem, phrase)))
                    for phrase in phrases_of(term, self._topics)
                ),
            )
            for term, weight in terms
        )

    def _is_weak(self, term: Term) -> bool:
        return not term.topics and not any(map(self._topics.tells, term.words))

    def weight(self, term: Term) -> float:
        """Return how telling a term is: the rarer among all findings, the more; most when none knows it."""
        uses = max(self._store.count(_widened(term, self._topics), _forms(term, self._topics)), _UNKNOWN)
        rarity = math.log(1 + max(self._vocabulary().findings, 1) / uses)
        return rarity * (_WEAK if self._is_weak(term) else 1.0)


@dataclass(slots=True)
class _Score:
    """How well one finding answers: the terms that it touches, their weight, and how closely it does."""

    touched: float = 0.0
    close: float = 0.0
    terms: set[Term] = field(default_factory=set)

    def of(self, whole: float) -> float:
        """Return the score, 0-100, given the weight of all terms."""
        return round(50 * (self.touched + self.close) / whole, 1)


_RARE = 4.5
"""Weight of a topic that so few findings touch that one which does is worth showing for it alone."""


_OLDER = 4.0
"""Points that a finding loses for every newer inspection of its authority with a finding that fits."""


def _newer(findings: Iterable[FindingRecord]) -> dict[str, int]:
    """Return, by inspection, how many newer ones of the same authority there are among those of `findings`."""
    dates: dict[str, dict[str, dt.date]] = {}
    for finding in findings:
        dates.setdefault(finding.authority, {})[finding.inspection] = finding.published
    return {
        inspection: sum(other > published for other in own.values())
        for own in dates.values()
        for inspection, published in own.items()
    }


_OTHER_FORM = 8
"""Places by which a word counts as standing later when it has another form ("referral" for "referrers")."""


def _opening(text: str, sought: Iterable[_Sought]) -> float:
    """Return the weight of the terms in `text`, each the more the earlier it stands: what a text is about."""
    words = words_of(text)
    singular, stems = _spaced(map(singular_of, words)), _spaced(map(stem, words))
    told = 0.0
    for weight, phrases in sought:
        places = [
            place
            for as_singular, as_stems in phrases
            if (place := _place(as_singular, singular)) is not None
            or (place := _place(as_stems, stems, later=_OTHER_FORM)) is not None
        ]
        if places:
            told += weight * max(0.0, 1 - min(places) / _OPENING_WORDS)
    return told


def _spaced(words: Iterable[str]) -> str:
    """Return words with a space on either side of each, so that a phrase is only found as whole words."""
    return f" {' '.join(words)} "


def _place(phrase: str, text: str, later: int = 0) -> int | None:
    """Return how many words stand before a phrase in a text, both `_spaced`, or None."""
    at = text.find(phrase)
    return None if at < 0 else text.count(" ", 0, at) + later + (at > 0)


_ONLY_PEOPLE = frozenset({"vulnerable adolescents"})
"""Topics whose words mostly say of whom something is asked: "homeless teenagers"."""


def _suffices(score: _Score, weights: Mapping[Term, float], whole: float) -> bool:
    """Return whether a finding touches enough of what is asked to be an answer.

    Most of it by weight; or some of it and two terms that tell, every topic named, or a rare one. A question that names
    a topic which the finding does not touch asks for something else, unless the rest is there. `weights` are those of
    the telling terms.
    """
    if all(word.isdigit() and len(word) < 3 for term in score.terms for word in term.words):
        return False
    if score.touched >= ENOUGH * whole:
        return True
    if score.touched < SOME * whole:
        return False
    touched = [term for term in weights if term in score.terms]
    topics = [term for term in weights if term.topics and not _ONLY_PEOPLE.issuperset(term.topics)]
    if len(touched) >= 2 or (topics and all(term in score.terms for term in topics)):
        return True
    return any(term.topics and weights[term] >= _RARE for term in touched)


def _add(
    scores: dict[int, _Score], found: dict[int, float], exact: frozenset[int], term: Term, weight: float
) -> None:
    best = max(found.values())
    for row, bm25 in found.items():
        score = scores.setdefault(row, _Score())
        score.touched += weight
        score.terms.add(term)
        score.close += weight * (_EXACT * (row in exact) + _BM25 * bm25 / best)


_SAME_NUMBERS = (
    "1 one|2 two|3 three|4 four|5 five|6 six|7 seven|8 eight|9 nine|10 ten|11 eleven|12 twelve"
    "|1st first|2nd second|3rd third|4th fourth|5th fifth|6th sixth"
    "|16 16th sixteen sixteenth|17 17th seventeen seventeenth|18 18th eighteen eighteenth"
)
_SAME_NUMBER = {form: row.split() for row in _SAME_NUMBERS.split("|") for form in row.split()}


def _quoted(words: Sequence[str]) -> str:
    return '"' + " ".join(word.replace('"', "").replace("\0", "") for word in words) + '"'


def _forms(term: Term, topics: FindingTopics) -> str:
    """Return the FTS5 expression, over forms, for any phrase that means what a term means."""
    phrases = {tuple(map(singular_of, phrase)) for phrase in phrases_of(term, topics)}
    return " OR ".join(sorted(map(_quoted, phrases)))


def _widened(term: Term, topics: FindingTopics) -> str:
    """Return the FTS5 expression, over stems, for a term's own words or one that inspectors have for it."""
    near = topics.near(term.words[0]) if len(term.words) == 1 and not term.topics else ()
    return " OR ".join((term.exact, *(_quoted(words_of(word)) for word in near)))


def phrases_of(term: Term, topics: FindingTopics) -> set[tuple[str, ...]]:
    """Return every phrase that means what a term means, as words: its own, and those of the topics it names."""
    phrases = {term.words}
    if len(term.words) == 1:
        phrases.update((form,) for form in _SAME_NUMBER.get(term.words[0], ()))
    for key in term.topics:
        phrases.update(topics.by_key[key].meant_by(term.words))
    return phrases
