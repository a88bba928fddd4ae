"""Stems of English words: the Porter stemmer, which the full-text index uses too, so that both agree."""

import threading
from functools import lru_cache

import snowballstemmer

_PORTER = snowballstemmer.stemmer("porter")
_LOCK = threading.Lock()  # A stemmer keeps the word it works on.


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """Return the stem of a lower-case word: "assessments" and "assessing" have that of "assess"."""
    with _LOCK:
        return str(_PORTER.stemWord(word))
