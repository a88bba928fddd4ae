"""Parses a text into a `Question`: topic, authorities, years, kinds and the words that are left.

The same for slash command, mention, direct message, button and console. Pure: the vocabulary is given at construction.
"""

import re
from bisect import bisect
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.clean_text import clean_text
from bot.dating import dating_of
from bot.matching import AuthorityMatcher, NameMatch
from bot.outside import outside
from bot.question import Question, TopicName
from bot.routing import JUDGED_WORDS, Cues, Routed, index_of, named_topic, settled
from bot.sense import REGION_WORDS, Sense, sense_of
from knowledge.models import FindingKind
from knowledge.topics import ARTICLES, FindingTopics, words_of

_TOKEN = re.compile(r"[A-Za-z0-9]+(?:['/&-][A-Za-z0-9]+)*")
_WEAKNESS = frozenset(
    {"weakness", "weaknesses", "weak", "concerns", "concern", "shortcomings", "criticisms", "negatives"}
)
_INSPECTION_KINDS = (
    ("focused visit", ("focused", "visit")),
    ("focused visit", ("focused", "visits")),
    ("focused visit", ("focussed", "visit")),
    ("monitoring visit", ("monitoring", "visit")),
    ("monitoring visit", ("monitoring", "visits")),
    ("unannounced", ("unannounced", "inspection")),
    ("unannounced", ("unannounced",)),
    ("unannounced", ("contact", "referral", "and", "assessment", "inspection")),
    ("jtai", ("joint", "targeted", "area", "inspection")),
    ("jtai", ("joint", "targeted", "area", "inspections")),
    ("jtai", ("jtai",)),
    ("jtai", ("jtais",)),
    ("LSCB review", ("lscb", "review")),
    ("LSCB review", ("lscb", "reviews")),
)
_ASKING = frozenset(
    "item items area areas point points happened happen became become many number long followed anything something"
    " everything stand stands standing situation".split()
)
"""Words that ask, and say nothing of what is asked for."""

_ASKING_FOR: dict[str, frozenset[str]] = {
    "how many": frozenset(
        "sample sampled size respondents percentage percent pct share proportion figure figures count total"
        " statistics stats"
        " headcount".split()
    ),
    "who": frozenset("name names named called person".split()),
}
"""Words that ask for a number or a name."""


@dataclass(frozen=True, slots=True)
class _Token:
    word: str
    start: int
    end: int


class QuestionParser:
    """Parses texts, in the vocabulary of the registered topics, `matcher` and `topics`."""

    def __init__(
        self,
        matcher: AuthorityMatcher,
        topics: FindingTopics,
        families: Mapping[str, Sequence[str]] | None = None,
    ) -> None:
        self._matcher = matcher
        self._topics = topics
        self._stop_words = topics.stop_words
        self._everyday = dict(topics.everyday)
        # "LAC" is a framework's family too, but people who write it mean the children.
        families = families or {}
        self._families = frozenset(family for family in families if not topics.spans((family,)))
        self._family = re.compile(rf"\b(?:{'|'.join(sorted(self._families))})\b", re.IGNORECASE)
        self._phrases = {phrase: family for family, phrases in families.items() for phrase in phrases}

    def parse(self, text: str) -> Question:
        """Return what `text` asks for; never raises, whatever the text."""
        cleaned = re.sub(r"^/ofsted\b\s*", "", clean_text(text), flags=re.IGNORECASE)
        names = self._names(cleaned)
        tokens = _tokens(cleaned, names)
        plain = self._plain(cleaned, names)
        sense = sense_of(plain)
        written = tuple(token.word for token in tokens)
        dating = dating_of(written)
        inspection_kind, named_by = _find_inspection_kind(tokens)
        idle = dating.used | _on_record(written)
        topic, used = self._routed(plain, written, names, sense, idle, named_by)
        limit, limiting = _find_limit(tokens)
        spanned = sense.since is not None or sense.until is not None or sense.under is not None
        years = () if spanned else dating.years
        paragraphs, numbering = _find_paragraphs(tokens)
        used = used | named_by | limiting | numbering | idle
        family, words = self._left(cleaned, tokens, used, sense, named=bool(names))
        weakness = any(word in _WEAKNESS for word in words)
        asking = _ASKING | _ASKING_FOR.get(sense.asks, frozenset())
        content = tuple(word for word in words if word not in _WEAKNESS | asking)
        parts = self._parts(cleaned, tokens, used, content)
        meaningful = self._tell(content)
        named = meaningful or weakness or bool(paragraphs) or inspection_kind is not None
        dated = bool(years) or family is not None or dating.turn is not None
        return Question(
            text=cleaned,
            topic=topic or self._likeliest(names, sense, content, limit, meaningful=named, dated=dated),
            topic_named=topic is not None,
            names=names,
            words=content if meaningful or topic == "help" or sense.asks in ("how many", "who") else (),
            kinds=_kinds(tokens),
            weakness=weakness and topic not in ("strengths",),
            years=years,
            turn=dating.turn,
            inspection_kind=inspection_kind,
            months=dating.months,
            day=dating.day,
            paragraphs=paragraphs,
            parts=parts,
            outside=beyond.reason if (beyond := outside(self._familiar(cleaned))) is not None else None,
            family=family,
            limit=limit,
            sense=sense,
        )

    def _plain(self, text: str, names: Iterable[NameMatch]) -> str:
        """Return `text` without the names that it names for certain, and with "inspection" for a framework's."""
        return self._familiar(_without(text, (name for name in names if name.outcome != "ask")))

    def _familiar(self, text: str) -> str:
        """Return `text` with "inspection" where it names a framework's family: what holds of one holds of all."""
        return self._family.sub("inspection", text) if self._families else text

    def _left(
        self, text: str, tokens: Sequence[_Token], used: frozenset[int], sense: Sense, *, named: bool
    ) -> tuple[str | None, tuple[str, ...]]:
        """Return the framework's family that the words left over name, and the others, in the record's vocabulary.

        In a question about no authority in particular (not `named`), a region's words and what a framework's
        inspections are called say nothing of findings.
        """
        meant = self._everyday | self._in_capitals(text, tokens)
        if sense.region is not None:
            meant = {word: words for word, words in meant.items() if word not in REGION_WORDS}
        left = (token.word for index, token in enumerate(tokens) if index not in used)
        words = [word for one in left for word in meant.get(one, words_of(one))]
        family = next((word for word in words if word in self._families), None)
        idle = {family}
        if not named and (called := self._called(text.lower())) is not None:
            family, phrase = called
            idle.update(phrase.split())
        if not named and sense.region is not None:
            idle |= REGION_WORDS
        return family, tuple(word for word in words if word not in idle)

    def _routed(
        self,
        text: str,
        words: tuple[str, ...],
        names: Sequence[NameMatch],
        sense: Sense,
        idle: frozenset[int],
        kind: frozenset[int],
    ) -> Routed:
        """Return the topic that is asked for, and the indexes of the words that name it.

        Args:
            text: The text, without names.
            words: Its words.
            names: The names.
            sense: Its sense.
            idle: Indexes of the words that only date, or mean our own record.
            kind: Indexes of the words that name a kind of inspection.
        """
        routed = named_topic(words)
        rest = tuple(word for index, word in enumerate(words) if index not in routed[1] | idle | kind)
        no_subject = self._stop_words | self._families
        plain = tuple(
            word for index, word in enumerate(words) if index not in idle and word not in no_subject
        )
        of_kind = {words[at] for at in kind}
        telling = tuple(word for word in plain if self._topics.tells(word) and word not in of_kind)
        authorities = len({name for match in names for name in match.names or match.candidates[:1]})
        return settled(
            routed, Cues(text.lower(), words, plain, telling, authorities, self._is_topical(rest), sense)
        )

    def _parts(
        self, text: str, tokens: Sequence[_Token], used: frozenset[int], content: tuple[str, ...]
    ) -> tuple[tuple[str, ...], ...]:
        """Return the content words of each clause of a text, the one on most topics first; () for a single one."""
        bounds = [found.end() for found in _CLAUSE_ENDS.finditer(text)]
        parts: list[list[str]] = [[] for _ in range(len(bounds) + 1)]
        for index, token in enumerate(tokens):
            if index not in used:
                words = self._everyday.get(token.word, words_of(token.word))
                parts[bisect(bounds, token.start)].extend(word for word in words if word in content)
        telling = [
            tuple(part)
            for part in parts
            if len(part) < len(content)
            and (self._topics.spans(tuple(part)) or sum(map(self._topics.tells, part)) > 1)
        ]
        return tuple(sorted(telling, key=lambda part: -len(self._topics.spans(part))))

    def _in_capitals(self, text: str, tokens: Sequence[_Token]) -> dict[str, tuple[str, ...]]:
        """Return what the acronyms stand for that are other words in small letters ("EH"), if not all there is."""
        telling = [token.word for token in tokens if token.word not in self._stop_words]
        if len(telling) == 1:
            written = set(telling)
        elif text.isupper():
            return {}
        else:
            written = {token.word for token in tokens if text[token.start : token.end].isupper()}
            written |= {token.word for token in tokens[1:] if text[token.start : token.end].istitle()}
        return {word: self._topics.acronyms[word] for word in written & self._topics.acronyms.keys()}

    def _called(self, text: str) -> tuple[str, str] | None:
        """Return the framework's family whose inspections a text calls by a name of their own, and the name."""
        return next(((family, phrase) for phrase, family in self._phrases.items() if phrase in text), None)

    def _tell(self, words: tuple[str, ...]) -> bool:
        """Return whether any of `words` says what is asked for, by itself or in a phrase."""
        if any(self._topics.tells(word) or word == "overall" for word in words):
            return True
        return self._is_topical(words)

    def _is_topical(self, words: tuple[str, ...]) -> bool:
        """Return whether a phrase of a topic stands in `words`, perhaps with an article in it ("closed a case")."""
        bare = tuple(word for word in words if word not in ARTICLES)
        return bool(self._topics.spans(words) or self._topics.spans(bare))

    def _likeliest(
        self,
        names: Sequence[NameMatch],
        sense: Sense,
        words: Sequence[str],
        limit: str | None,
        *,
        meaningful: bool,
        dated: bool,
    ) -> TopicName:
        """Return the topic of a text that names none: findings for words, grades for a year, else a summary."""
        telling = [word for word in words if word not in self._stop_words]
        if len({name for match in names for name in match.names}) > 1 and limit is None:
            return "compare"
        if limit is not None:
            return "deadlines"
        if not names and dated and not meaningful:
            return "inspections"
        if names and sense.grade and sense.asks in ("whether", "why"):
            return "grades"
        counts = sense.asks in ("how many", "how long", "who", "when")
        if names and telling and dated and not counts and set(telling) <= JUDGED_WORDS:
            return "grades"
        if meaningful or (names and words and sense.asks in ("how many", "who")):
            return "findings"
        if names and dated:
            return "grades"
        return "summary" if names else "help"

    def _names(self, text: str) -> tuple[NameMatch, ...]:
        """Return the names in `text`; a region's name in a question about grades is no authority's."""
        names = self._matcher.find(text)
        settled = [name for name in names if name.outcome in ("exact", "alias", "fuzzy")]
        sense = sense_of(_without(text, settled))
        lists = sense.grade or sense.across or _LISTS.search(text.lower())
        if sense.region is None or not lists:
            return names
        return tuple(name for name in names if name in settled)


_CLAUSE_ENDS = re.compile(
    r"[.?!:;,](?=\s)|\s-\s|\b(?:know|asking|wondering|check|see|sure) (?:if|whether|about|what|how)\b|\bre:"
)
_LISTS = re.compile(r"\b(?:inspections|authorities|councils|las|boroughs|region)\b")


def _without(text: str, names: Iterable[NameMatch]) -> str:
    """Return `text` with spaces in place of the names, so that "City of London" names no region."""
    for name in names:
        text = text[: name.start] + " " * (name.end - name.start) + text[name.end :]
    return text


def _kinds(tokens: Sequence[_Token]) -> tuple[FindingKind, ...]:
    """Return the kinds of finding that the text names: priority actions, or facts about the service."""
    words = {token.word for token in tokens}
    if words & {"priority", "priorities"} and words & {"action", "actions", "priority"}:
        return ("priority",)
    return ("context",) if "context" in words else ()


def _find_limit(tokens: Sequence[_Token]) -> tuple[str | None, frozenset[int]]:
    """Return the time limit that the text names ("within three months"), and the indexes of its tokens."""
    words = [token.word for token in tokens]
    for index, word in enumerate(words):
        if (joined := _MONTHS_JOINED.fullmatch(word)) is not None:
            return f"{_NUMBERS.get(joined.group(1), joined.group(1))} months", frozenset({index})
    for index, word in enumerate(words):
        if word in ("immediate", "immediately") and _TO_DO & set(words):
            return "immediately", frozenset({index})
    for index, word in enumerate(words[:-1]):
        number = _NUMBERS.get(word, word)
        if number in ("3", "6") and words[index + 1].rstrip("s") == "month":
            start = index - 1 if index and words[index - 1] == "within" else index
            return f"{number} months", frozenset(range(start, index + 2))
    return None, frozenset()


def _on_record(words: Sequence[str]) -> frozenset[int]:
    """Return the indexes of "record" where it means ours ("on record"), not a child's."""
    return frozenset(
        index
        for index in range(1, len(words))
        if words[index] == "record" and words[index - 1] in ("on", "the", "your")
    )


def _find_paragraphs(tokens: Sequence[_Token]) -> tuple[tuple[int, ...], frozenset[int]]:
    """Return the paragraphs or items that the text names ("para 24"), and the indexes of the tokens that do."""
    found = {
        index: int(after.word)
        for index, (token, after) in enumerate(pairwise(tokens))
        if token.word in _PARAGRAPH and after.word.isdigit() and len(after.word) < 4
    }
    return tuple(found.values()), frozenset(found) | frozenset(index + 1 for index in found)


_PARAGRAPH = frozenset("para paras paragraph paragraphs item no number".split())
_TO_DO = frozenset(
    "action actions do did improve item items area areas recommendation recommendations".split()
)
_MONTHS_JOINED = re.compile(r"(three|six|3|6)-months?")
_NUMBERS = {"three": "3", "six": "6"}


def _tokens(text: str, names: Iterable[NameMatch]) -> list[_Token]:
    spans = [(name.start, name.end) for name in names]
    return [
        _Token(match.group().lower().removesuffix("'s"), match.start(), match.end())
        for match in _TOKEN.finditer(text)
        if not any(start < match.end() and match.start() < end for start, end in spans)
    ]


def _find_inspection_kind(tokens: Sequence[_Token]) -> tuple[str | None, frozenset[int]]:
    """Return the kind of inspection that the tokens name, and the indexes of the tokens that do."""
    words = [token.word for token in tokens]
    for kind, parts in _INSPECTION_KINDS:
        if (index := index_of(words, parts)) is not None:
            return kind, frozenset(range(index, index + len(parts)))
    return None, frozenset()
