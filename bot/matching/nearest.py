"""Which name a mistyped word is nearest to, and whether it is near enough, and alone enough, to be taken for it.

Distances are typing errors (a letter left out, put in, changed, or two swapped), never a percentage of the length:
a percentage cannot tell North Tyneside from South Tyneside. Thresholds were chosen by `benchmarks.matching`.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, takewhile
from typing import TypeVar

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from bot.matching.targets import DIRECTIONS, Meaning, Target, Targets, allowed_edits

MOST_CANDIDATES = 6
_LOOK_BEYOND = 1
"""How many errors further than allowed another name is still a rival."""

_SHORT = 7
"""Letters of a name up to which a rival one error further on is kept in mind."""

_REMEMBERED = 8192
"""English words whose comparison is remembered; questions use the same few over and over."""

_T = TypeVar("_T")
_KEYBOARD = ("qwertyuiop", "asdfghjkl", "zxcvbnm")


@dataclass(frozen=True, slots=True)
class Hit:
    """A name and how many typing errors away it is."""

    target: Target
    distance: int


@dataclass(frozen=True, slots=True)
class Guess:
    """What a mistyped name is taken for: an answer if `meaning` is set, else a question about `candidates`."""

    meaning: Meaning | None
    candidates: tuple[str, ...]
    distance: int
    letters: int


class Nearest:
    """The names, ready to be searched for the nearest to a mistyped key."""

    def __init__(self, targets: Targets) -> None:
        self._targets = targets.by_key
        keys = [target.key for target in targets.by_key.values() if target.edits]
        self.words_near = lru_cache(maxsize=_REMEMBERED)(self._words_near)
        """Return the words of names, and the names of one word, within the errors allowed in a key."""
        self._sorted = sorted(keys)
        self._names = _by_length(keys, _LOOK_BEYOND)
        self._words = _by_length({*keys, *targets.by_word}, 0)

    def _words_near(self, key: str) -> tuple[str, ...]:
        most = allowed_edits(len(key))
        near = self._search(self._words, key, most)
        return tuple(found for found, distance in near if distance <= allowed_edits(len(found)))

    def hits(self, key: str) -> tuple[Hit, ...]:
        """Return the names near `key`, the nearest first, one for each thing that they lead to."""
        found: dict[object, Hit] = {}
        for name, distance in self._search(self._names, key, allowed_edits(len(key)) + _LOOK_BEYOND):
            target = self._targets[name]
            if distance <= target.edits + _LOOK_BEYOND:
                led_to = target.meaning.names if target.meaning.is_authority else target.meaning
                found.setdefault(led_to, Hit(target, distance))
        return tuple(found.values())

    def guess(self, key: str) -> Guess | None:
        """Return what the mistyped `key` is taken for, or None when no name is near."""
        allowed = allowed_edits(len(key))
        hits = self.hits(key)
        best = next((hit for hit in hits if hit.distance <= min(allowed, hit.target.edits)), None)
        if best is None:
            return None
        answer = best.target.meaning
        rivals = [
            hit for hit in hits if hit is not best and hit.target.meaning.names != (answer.names or None)
        ]
        if (
            answer.outcome == "ask"
            or any(_too_close(key, best, rival) for rival in rivals)
            or self._is_cut_short(key, best.target.key)
        ):
            near = [hit.target.meaning.offers for hit in rivals if hit.distance <= best.distance + 1]
            few = [offers for offers in near if len(offers) <= MOST_CANDIDATES]
            offers = _unique(name for names in (answer.offers, *few) for name in names)
            if not offers:
                return Guess(answer, (), best.distance, len(best.target.key))
            most = max(MOST_CANDIDATES, len(answer.candidates))
            return Guess(None, offers[:most], best.distance, len(best.target.key))
        return Guess(answer, answer.candidates, best.distance, len(best.target.key))

    def beginning_with(self, key: str) -> tuple[Meaning, ...]:
        """Return what the names that begin with `key` lead to, each once."""
        at = bisect_left(self._sorted, key)
        longer = takewhile(lambda name: name.startswith(key), islice(self._sorted, at, None))
        return _unique(self._targets[name].meaning for name in longer)

    def _is_cut_short(self, key: str, best: str) -> bool:
        """Whether `key` reads on past the best name as the beginning of a longer one: "derbysh", "leicesters"."""
        return len(key) > len(best) and bool(self.beginning_with(key))

    @staticmethod
    def _search(buckets: dict[int, list[str]], key: str, most: int) -> list[tuple[str, int]]:
        choices = buckets.get(len(key))
        if not choices:
            return []
        found = extract(key, choices, scorer=OSA.distance, score_cutoff=most, limit=40)
        return [(name, int(distance)) for name, distance, _ in found]


def _by_length(keys: Iterable[str], beyond: int) -> dict[int, list[str]]:
    """Return, for each length of what was typed, the keys that can be near it."""
    buckets: dict[int, list[str]] = {}
    for key in keys:
        reach = allowed_edits(len(key)) + beyond
        for length in range(max(1, len(key) - reach), len(key) + reach + 1):
            buckets.setdefault(length, []).append(key)
    return buckets


def _too_close(key: str, best: Hit, rival: Hit) -> bool:
    """Whether a rival is so near that taking `key` for the best name would be guessing."""
    lead = rival.distance - best.distance
    if not best.target.meaning.is_authority:
        return lead < 1 or (lead == 1 and rival.target.meaning.is_authority)
    if rival.target.is_seldom_meant:
        return lead < 0
    if lead != 1 or not rival.target.meaning.is_authority:
        return lead < 1
    if len(key) <= 4 or (best.target.meaning.outcome == "alias" and len(best.target.key) <= 6):
        return True
    if _differ_by_direction(best.target, rival.target):
        part = _common_start(best.target.key, rival.target.key)
        same_direction = key[: part + 1] == best.target.key[: part + 1]
        return not (same_direction and best.distance == 1 and _is_slip(key, best.target.key))
    return len(key) <= _SHORT and best.distance == 1 and not _is_slip(key, best.target.key)


def _differ_by_direction(one: Target, other: Target) -> bool:
    return bool(one.words) and bool(set(one.words) ^ set(other.words) <= DIRECTIONS)


def _is_slip(typed: str, name: str) -> bool:
    """Whether the one error in `typed` is a likely one.

    Letters are left out, swapped, doubled or struck beside the right key more often than anything else.
    """
    at = _common_start(typed, name)
    if len(typed) < len(name):
        return True
    if len(typed) == len(name):
        swapped = typed[at : at + 2] == name[at : at + 2][::-1]
        return swapped or typed[at] in _BESIDE.get(name[at], "")
    return any(
        typed[at] in near + _BESIDE.get(near, "")
        for near in typed[max(0, at - 1) : at] + typed[at + 1 : at + 2]
    )


def _common_start(one: str, other: str) -> int:
    for at, (left, right) in enumerate(zip(one, other, strict=False)):
        if left != right:
            return at
    return min(len(one), len(other))


def _neighbours() -> Iterator[tuple[str, str]]:
    for row, letters in enumerate(_KEYBOARD):
        for column, letter in enumerate(letters):
            rows = _KEYBOARD[max(0, row - 1) : row + 2]
            yield letter, "".join(near[max(0, column - 1) : column + 2] for near in rows).replace(letter, "")


_BESIDE = dict(_neighbours())


def _unique(items: Iterable[_T]) -> tuple[_T, ...]:
    return tuple(dict.fromkeys(items))
