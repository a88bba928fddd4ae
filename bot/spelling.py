"""Spelling: the word of the findings that a mistyped word stands for; an English word stands for itself."""

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from rapidfuzz import process
from rapidfuzz.distance import OSA

ENGLISH_FILE = Path(__file__).with_name("english_words.txt")


@cache
def english_words(path: Path = ENGLISH_FILE) -> frozenset[str]:
    """Return the English words in ordinary use of five letters and more, lower case."""
    lines = path.read_text("utf-8").splitlines()
    return frozenset(line for line in lines if not line.startswith("#"))


class Speller:
    """Corrects words to `uses` (words of the findings, with how often each is used) and to `topic_words`."""

    def __init__(self, uses: Mapping[str, int], topic_words: Iterable[str]) -> None:
        known = {word for word in (*topic_words, *uses) if len(word) > 3}
        self._uses = uses
        self._known = tuple(sorted(known))
        self._all = frozenset(known)

    def corrected(self, word: str) -> str:
        """Return the known word that a lower-case `word` is a misspelling of, or `word` itself."""
        if len(word) < 5 or not word.isalpha() or word in self._all or word in english_words():
            return word
        allowed = 1 if len(word) < 8 else 2
        near = process.extract(
            word, self._known, scorer=OSA.distance, score_cutoff=allowed, processor=None, limit=8
        )
        # "inadequate" is no slip for "adequate": a word and its opposite are never taken for each other.
        near = [item for item in near if not (word.endswith(item[0]) or item[0].endswith(word))]
        # Two slips of which one is the first letter make another word ("duration", "education").
        near = [item for item in near if item[1] < 2 or item[0][0] == word[0]]
        if not near:
            return word
        best = min(near, key=lambda item: (item[1], item[0][0] != word[0], -self._uses.get(item[0], 0)))
        return str(best[0])
