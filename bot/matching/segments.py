"""Which words of a text may be a name: exact names, and stretches that come near one.

Finds candidates only; whether one is believed is decided in `bot.matching.matcher`.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from bot.matching.nearest import Nearest
from bot.matching.position import Surroundings
from bot.matching.targets import COMPASS_LETTERS, DIRECTIONS, JOINING_WORDS, Target, Targets, allowed_edits
from bot.matching.words import COMMON_WORDS, NearWords, Word, join_bare

_LONGEST_NAME = 8
_BEGINNING = 4
"""Letters of a name by which a stretch that cannot become one is given up."""

_PENALTY = 2.5
"""Letters of a name that one typing error outweighs when two stretches compete for the same words."""


@dataclass(frozen=True, slots=True)
class Segment:
    """Words `start` to `end` of a text and the name they come nearest to, `distance` typing errors away."""

    start: int
    end: int
    target: Target
    distance: int

    @property
    def rank(self) -> tuple[float, int, int]:
        """Sorts the stretch that explains most letters first."""
        return (_PENALTY * self.distance - len(self.target.key), self.distance, self.start)


class Segmenter:
    """Cuts texts into candidates for names."""

    def __init__(
        self, targets: Targets, nearest: Nearest, near_words: NearWords, topics: frozenset[str]
    ) -> None:
        self._targets = targets
        self._nearest = nearest
        self._near_words = near_words
        self._topics = topics
        self._beginnings = frozenset(key[:_BEGINNING] for key in targets.by_key)

    def segments(self, words: Sequence[Word], around: Surroundings) -> list[Segment]:
        """Return the candidates that explain the text best, in text order, none overlapping."""
        exact = list(self._exact(words))
        found = [*exact, *self._mistyped(words, exact, around)]
        chosen: list[Segment] = []
        for segment in sorted(found, key=lambda candidate: candidate.rank):
            if all(segment.end <= other.start or other.end <= segment.start for other in chosen):
                chosen.append(segment)
        return sorted(chosen, key=lambda segment: segment.start)

    def _exact(self, words: Sequence[Word]) -> Iterator[Segment]:
        """Yield, for each word, the longest name that begins there."""
        for start in range(len(words)):
            key = spelled_out = ""
            longest: Segment | None = None
            for end in range(start + 1, min(len(words), start + _LONGEST_NAME) + 1):
                last = words[end - 1]
                target = self._named(key, last) or (
                    self._named(spelled_out, last) if spelled_out != key else None
                )
                part = words[start:end]
                if target is not None and _may_join(part, target) and not _begins_prefix(words, end, target):
                    longest = Segment(start, end, target, 0)
                key += last.plain
                spelled_out += COMPASS_LETTERS.get(last.plain, last.plain)
                if not self._can_begin(key) and not self._can_begin(spelled_out):
                    break
            if longest is not None:
                yield longest

    def _named(self, key: str, last: Word) -> Target | None:
        return self._targets.by_key.get(key + last.bare) or self._targets.by_key.get(key + last.plain)

    def _can_begin(self, key: str) -> bool:
        return len(key) < _BEGINNING or key[:_BEGINNING] in self._beginnings

    def _mistyped(
        self, words: Sequence[Word], exact: Iterable[Segment], around: Surroundings
    ) -> Iterator[Segment]:
        known: dict[int, tuple[int, int]] = {}
        for segment in sorted(exact, key=lambda found: found.end - found.start):
            known.update(dict.fromkeys(range(segment.start, segment.end), (segment.start, segment.end)))
        for at, word in enumerate(words):
            name_word = self._targets.by_word.get(word.bare)
            if name_word is not None:
                if self._could_go_on(words, known.get(at, (at, at + 1)), name_word, around):
                    for target in name_word:
                        yield from self._windows(words, at, word.bare, target)
            elif at not in known and self._could_be_mistyped(word):
                for near in self._nearest.words_near(word.bare):
                    single = self._targets.by_key.get(near)
                    if single is not None and single.edits:
                        yield from self._window(words, at, at + 1, single)
                    for target in self._targets.by_word.get(near, ()):
                        if target is not single:
                            yield from self._windows(words, at, near, target)

    def _could_go_on(
        self, words: Sequence[Word], stretch: tuple[int, int], targets: Iterable[Target], around: Surroundings
    ) -> bool:
        """Whether words beside this stretch can belong to a longer name, so that it is worth comparing."""
        start, end = stretch
        if around.is_open(start - 1) or around.is_open(end):
            return True
        near = {words[at].plain for at in (start - 2, start - 1, end, end + 1) if 0 <= at < len(words)}
        return any(not near.isdisjoint(target.words) for target in targets)

    def _could_be_mistyped(self, word: Word) -> bool:
        is_acronym = word.text.isupper() and len(word.text) <= 4
        return (
            len(word.bare) >= 4
            and word.bare.isalpha()
            and not is_acronym
            and not self.is_plain_english(word)
            and word.bare not in self._near_words.rare
            and word.plain not in self._near_words.rare
        )

    def is_plain_english(self, word: Word) -> bool:
        """Whether the word means itself: a topic, a common word, or an English word that looks like a name."""
        return (
            self.is_common(word)
            or word.plain in self._near_words.ordinary
            or word.bare in self._near_words.ordinary
        )

    def is_common(self, word: Word) -> bool:
        """Whether the word is one of those that questions are made of."""
        return word.plain in COMMON_WORDS or word.plain in self._topics

    def _can_stand_for(self, word: Word, target: Target) -> bool:
        """Whether the word can be part of the target with an error; English words only beside what they look like."""
        if word.plain in target.words:
            return True
        parts = JOINING_WORDS if self.is_common(word) else DIRECTIONS
        return (
            any(
                OSA.distance(word.plain, part, score_cutoff=1) <= 1
                for part in parts.intersection(target.words)
            )
            or not self.is_plain_english(word)
            or (word.plain in target.key and not self.is_common(word))
        )

    def _windows(self, words: Sequence[Word], at: int, name_word: str, target: Target) -> Iterator[Segment]:
        """Yield the stretches around `at` that come near a name of several words, one of which stands there."""
        count = len(target.words)
        if count < 2:
            return
        place = target.words.index(name_word)
        for length in (count, count - 1, count + 1):
            for start in range(at - place - 1, at - place + 2):
                if start <= at < start + length and start >= 0 and start + length <= len(words):
                    yield from self._window(words, start, start + length, target)

    def _window(self, words: Sequence[Word], start: int, end: int, target: Target) -> Iterator[Segment]:
        part = words[start:end]
        if _begins_prefix(words, end, target) or not all(self._can_stand_for(word, target) for word in part):
            return
        key = join_bare(part)
        most = min(target.edits, allowed_edits(len(key)))
        if abs(len(key) - len(target.key)) <= most:
            distance = OSA.distance(key, target.key, score_cutoff=most)
            if distance <= most:
                yield Segment(start, end, target, int(distance))


def _may_join(words: Sequence[Word], target: Target) -> bool:
    """Whether words written apart may be one name: "isling ton" and "l b i", but not "be ds"."""
    if len(words) in (1, len(target.words)):
        return True
    return len(target.key) >= 6 or all(len(word.plain) == 1 for word in words)


def _begins_prefix(words: Sequence[Word], end: int, target: Target) -> bool:
    """Whether "london" or "city" is only the beginning of "london borough of" or "city of" some name."""
    continued = {"london": "borough", "city": "of", "thecity": "of"}.get(target.key)
    return continued is not None and end < len(words) and words[end].plain == continued
