"""Finds authorities in free text, and decides what a name alone means.

Exact names and aliases come first, the longest first; then names with typing errors; whatever is not certain becomes
a question. Ordinary English words are never taken for a mistyped name.
"""

from collections.abc import Iterator, Sequence

from rapidfuzz.distance import OSA
from rapidfuzz.process import extractOne

from bot.matching.nearest import Guess, Nearest
from bot.matching.outcome import NameMatch
from bot.matching.position import Position, Surroundings, prefix_start, suffix_end
from bot.matching.segments import Segment, Segmenter
from bot.matching.targets import COMPASS_LETTERS, DIRECTIONS, Meaning, Target, build_targets
from bot.matching.words import COMMON_WORDS, Word, by_length, join_bare, load_near_words, read_words
from knowledge.authorities import SUFFIX_WORDS, Authorities, core_spans, plain_word

MOST_WORDS = 400
"""Words of a text that are read; a longer text is a pasted document, not a question."""

_MOST_WORDS_OF_A_NAME = 8
_AFFIXES = (
    "council",
    "borough",
    "london",
    "county",
    "metropolitan",
    "royal",
    "corporation",
    "authority",
    "district",
    "childrens",
    "services",
)
_JOINED_PREFIXES = ("londonboroughof", "royalboroughof", "boroughof", "cityof", "lbof")
_JOINED_SUFFIXES = ("metropolitanboroughcouncil", "boroughcouncil", "countycouncil", "citycouncil", "council")


class AuthorityMatcher:
    """Finds the authorities that a text names."""

    def __init__(self, authorities: Authorities, *, words: frozenset[str] = frozenset()) -> None:
        """Prepare to match.

        Args:
            authorities: The authorities and their names.
            words: Words of topics, commands and findings; never taken for a mistyped name, and a sign that the word
                beside one is a name.
        """
        self._targets = build_targets(authorities)
        self._nearest = Nearest(self._targets)
        self._near_words = load_near_words()
        self._also_words = authorities.also_words
        self._topics = frozenset(plain_word(part) for word in words for part in word.split()) - {
            "and",
            "of",
            "in",
        }
        self._english = by_length(self._near_words.ordinary | self._topics)
        self._segmenter = Segmenter(self._targets, self._nearest, self._near_words, self._topics)

    def find(self, text: str) -> tuple[NameMatch, ...]:
        """Return every place in `text` that names an authority or seems to, in text order, none overlapping."""
        words = read_words(text)[:MOST_WORDS]
        around = Surroundings(text, words, self._topics)
        segments = self._segmenter.segments(words, around)
        named = {at for segment in segments for at in range(segment.start, segment.end)}
        matches: list[NameMatch] = []
        free = 0
        for segment in segments:
            if segment.start < free:
                continue
            position = around.position(segment.start, segment.end, named, self._also_words)
            meaning = self._believed(words, segment, position, is_only=len(segments) == 1)
            if meaning is not None:
                start, end, meaning = self._widened(text, words, segment, meaning, free)
                matches.append(_match(text, words[start:end], meaning))
                free = end
        if not matches and all(segment.distance for segment in segments):
            matches.extend(self._only_name(text, words))
        return tuple(matches)

    def match_name(self, text: str) -> NameMatch | None:
        """Return what `text` means when it is nothing but a name, perhaps mistyped; None if it is near no name."""
        words = read_words(text)
        if not 0 < len(words) <= _MOST_WORDS_OF_A_NAME + 6:
            return None
        meaning = self._meaning(words)
        return None if meaning is None else _match(text, words, meaning)

    # A name alone

    def _meaning(self, words: Sequence[Word]) -> Meaning | None:
        plain = [word.plain for word in words]
        exact = self._exact_meaning(words, plain)
        if exact is not None:
            return exact
        if len(words) == 1 and (plain[0] in self._topics or plain[0] in COMMON_WORDS):
            return None
        if plain[0].removesuffix("ern") in DIRECTIONS and (directed := self._directed(words)) is not None:
            return directed
        mended = [_mended(word) for word in plain]
        if mended != plain and (exact := self._exact_meaning(words, mended)) is not None:
            return _as_fuzzy(exact)
        question: Meaning | None = None
        for key in _keys(mended):
            guess = self._nearest.guess(key)
            if guess is None:
                continue
            meaning = _guessed(guess)
            if self._is_english(key):
                if not meaning.offers:
                    continue
                meaning = Meaning("ask", (), meaning.offers)
            if meaning.outcome != "ask":
                return meaning
            question = question or meaning
        return question or self._directed(words) or self._begun(plain)

    def _exact_meaning(self, words: Sequence[Word], plain: Sequence[str]) -> Meaning | None:
        for start, end in core_spans(plain):
            part = plain[start:end]
            keys = ["".join(part), "".join(COMPASS_LETTERS.get(word, word) for word in part)]
            if end == len(words):
                keys.append("".join(plain[start : end - 1]) + words[-1].bare)
            for key in keys:
                target = self._targets.by_key.get(key)
                if target is not None:
                    return self._county_or_city(target, plain[end:])
        return None

    def _county_or_city(self, target: Target, following: Sequence[str]) -> Meaning:
        """Return a question for "Derby County Council": a county's title on the name of a city.

        And the city for "Notts City": no county has a city's title.
        """
        if "city" in following and target.meaning.is_authority:
            named = join_bare(read_words(target.meaning.names[0]))
            city = self._targets.by_key.get(named.removesuffix("shire")) if named.endswith("shire") else None
            if city is not None and city.meaning.is_authority and city.meaning.names != target.meaning.names:
                return Meaning("fuzzy", city.meaning.names)
        shire = self._targets.by_key.get(f"{target.key}shire")
        if (
            "county" in following
            and shire is not None
            and target.meaning.is_authority
            and shire.meaning.is_authority
        ):
            return Meaning("ask", (), shire.meaning.names + target.meaning.names)
        return target.meaning

    def _directed(self, words: Sequence[Word]) -> Meaning | None:
        """Return what a direction, perhaps mistyped, and an exact name mean together: "north kent"."""
        target = self._targets.by_key.get(join_bare(words[1:])) if len(words) > 1 else None
        return None if target is None else self._after_direction(words[0], target, is_name_alone=True)

    def _begun(self, plain: Sequence[str]) -> Meaning | None:
        """Return what the beginning of a name means, if it is the beginning of one name only: "wolverh"."""
        key = "".join(plain)
        if len(key) < 5 or self._is_english(key):
            return None
        meanings = self._nearest.beginning_with(key)
        offers = tuple(dict.fromkeys(name for meaning in meanings for name in meaning.offers))
        if len(offers) == 1 and len(key) >= 6 and meanings[0].is_authority:
            return Meaning("fuzzy", offers)
        return Meaning("ask", (), offers) if offers else None

    def _is_english(self, key: str) -> bool:
        return key in self._near_words.ordinary or key in self._near_words.rare

    # A name in a text

    def _believed(
        self, words: Sequence[Word], segment: Segment, position: Position, *, is_only: bool
    ) -> Meaning | None:
        """Return what a candidate means where it stands; None if it is no name there."""
        last = words[segment.end - 1]
        is_possessive = last.plain != last.bare
        if segment.distance == 0:
            if segment.target.key.removeprefix("the") not in self._also_words or is_possessive:
                return segment.target.meaning
            # "barnet fsm rate", "bury unregistered homes?": a note about an authority begins with its name.
            opens = position.opens and is_only and not position.is_denied
            key = segment.target.key
            opens = (
                opens and segment.target.meaning.outcome == "exact" and not self._also_words.get(key, True)
            )
            if not (position.is_for_a_name or opens) or (
                position.is_official and segment.target.key in SUFFIX_WORDS
            ):
                return None
            if segment.target.key in SUFFIX_WORDS and (
                position.follows_open_word or not (is_only or position.is_capitalised)
            ):
                return None  # "placed out of city, Coventry", "Lincoln city"
            is_sure = (
                position.is_capitalised or position.is_official or segment.end - segment.start == len(words)
            )
            if position.has_article and not is_sure:
                return Meaning("ask", (), segment.target.meaning.offers) if is_only else None
            return segment.target.meaning
        key = join_bare(words[segment.start : segment.end])
        guess = self._nearest.guess(key)
        if guess is None:
            return None
        is_certain_place = position.is_for_a_name or is_possessive
        if not is_certain_place and (
            guess.meaning is None
            or guess.distance > (1 if guess.letters < 9 else 2)
            or any(self._segmenter.is_plain_english(word) for word in words[segment.start : segment.end])
        ):
            return None
        meaning = _guessed(guess)
        if not position.is_official and self._is_nearer_to_english(key, guess.distance - is_certain_place):
            return Meaning("ask", (), meaning.offers) if position.is_alone else None
        return meaning

    def _is_nearer_to_english(self, key: str, distance: int) -> bool:
        """Whether an English word that looks like a name explains `key` with at most so many typing errors."""
        lengths = range(len(key) - distance, len(key) + distance + 1)
        return distance > 0 and any(
            extractOne(key, self._english[length], scorer=OSA.distance, score_cutoff=distance)
            for length in lengths
            if length in self._english
        )

    def _widened(
        self, text: str, words: Sequence[Word], segment: Segment, meaning: Meaning, free: int
    ) -> tuple[int, int, Meaning]:
        """Return the candidate with the titles around it, and what direction words and titles change."""
        start = max(free, prefix_start(words, segment.start))
        end = suffix_end(words, segment.end)
        if segment.distance == 0 and meaning.outcome != "ask":
            meaning = self._county_or_city(segment.target, [word.plain for word in words[segment.end : end]])
        before = segment.start - 1
        if (
            before >= max(free, 0)
            and start == segment.start
            and _is_adjacent(text, words[before : before + 2])
        ):
            directed = self._after_direction(words[before], segment.target, is_name_alone=False)
            if directed is not None:
                return before, end, directed
        return start, end, meaning

    def _after_direction(self, word: Word, target: Target, *, is_name_alone: bool) -> Meaning | None:
        """Return what a name means after a direction word, perhaps mistyped, that it does not have itself."""
        siblings = self._targets.siblings.get(target.key)
        if word.plain.removesuffix("ern") in DIRECTIONS:
            if siblings:
                return Meaning("ask", (), siblings)
            if not target.meaning.is_authority:
                return None
            note = f"{word.plain.capitalize()} {target.meaning.names[0]} is part of {target.meaning.names[0]}"
            return Meaning("no_authority", target.meaning.names, target.meaning.names, note)
        if (
            siblings is None
            or len(word.plain) < 3
            or word.plain in COMMON_WORDS
            or word.plain in self._topics
        ):
            return None
        most = 3 if len(word.plain) >= 5 else 2
        if self._segmenter.is_plain_english(word) and not is_name_alone:
            most = 1
        if any(
            OSA.distance(word.plain, direction, score_cutoff=most) <= most
            for direction in DIRECTIONS - {"mid"}
        ):
            return Meaning("ask", (), siblings)
        return None

    def _only_name(self, text: str, words: Sequence[Word]) -> Iterator[NameMatch]:
        """Yield what is left of a text without topics and common words, if that is a mistyped name."""
        telling = [at for at, word in enumerate(words) if not self._segmenter.is_common(word)]
        if not telling or telling[-1] - telling[0] >= _MOST_WORDS_OF_A_NAME:
            return
        start, end = telling[0], telling[-1] + 1
        rest = words[start:end]
        is_official = prefix_start(words, start) < start or suffix_end(words, end) > end
        if not is_official and all(self._segmenter.is_plain_english(word) for word in rest):
            return
        meaning = self._meaning(rest)
        if meaning is not None and (meaning.outcome != "ask" or len(rest) <= 3):
            yield _match(text, rest, meaning)


def _match(text: str, words: Sequence[Word], meaning: Meaning) -> NameMatch:
    start, end = words[0].start, words[-1].end
    return NameMatch(
        start, end, text[start:end], meaning.outcome, meaning.names, meaning.candidates, meaning.note
    )


def _guessed(guess: Guess) -> Meaning:
    if guess.meaning is None:
        return Meaning("ask", (), guess.candidates)
    return _as_fuzzy(guess.meaning)


def _as_fuzzy(meaning: Meaning) -> Meaning:
    return Meaning("fuzzy", meaning.names) if meaning.is_authority else meaning


def _mended(word: str) -> str:
    """Return "council", "borough" and the like for the same word with a typing error, else the word itself."""
    if len(word) < 5 or word in _AFFIXES:
        return word
    for affix in _AFFIXES:
        most = 1 if len(affix) < 8 else 2
        if OSA.distance(word, affix, score_cutoff=most) <= most:
            return affix
    return word


def _keys(plain: Sequence[str]) -> Iterator[str]:
    """Yield the keys that a mistyped name may have, with and without titles, the longest first."""
    for start, end in core_spans(plain):
        key = "".join(plain[start:end])
        if len(key) >= 3:
            yield key
    key = "".join(plain)
    for prefix in _JOINED_PREFIXES:
        if key.startswith(prefix) and len(key) - len(prefix) >= 4:
            yield (key := key.removeprefix(prefix))
            break
    for suffix in _JOINED_SUFFIXES:
        if key.endswith(suffix) and len(key) - len(suffix) >= 4:
            yield key.removesuffix(suffix)
            break


def _is_adjacent(text: str, pair: Sequence[Word]) -> bool:
    left, right = pair
    return not text[left.end : right.start].strip(" -‐–")
