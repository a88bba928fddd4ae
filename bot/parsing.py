"""Parses a text into a `Question`: topic, authorities, years, kinds and the words that are left.

The same for slash command, mention, direct message, button and console. Pure: the vocabulary is given at construction.
"""

import re
from bisect import bisect
from collections.abc import Iterable, Sequence
from dataclasses import replace

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.asking_words import FACTS_OF_INSPECTION, JUDGED_WORDS, QUESTION_WORDS
from bot.clean_text import clean_text
from bot.dating import Dating, dating_of, period_of
from bot.matching import AuthorityMatcher, NameMatch
from bot.named_grades import GRADE, grade_words
from bot.outside import outside
from bot.question import Condition, Question, TopicName
from bot.question_names import QuestionNames
from bot.routing import Cues, Routed, named_topic, settled
from bot.sense import REGION_WORDS, Sense, sense_of
from bot.spelling import english_words
from bot.tokens import (
    Token,
    asking,
    asking_clauses,
    asking_sentences,
    counted,
    find_inspection_kind,
    find_limit,
    find_paragraphs,
    greeting,
    in_full,
    kinds_of,
    on_record,
    tokens_of,
    without,
)
from knowledge.authorities import SharedName
from knowledge.frameworks import Framework
from knowledge.topics import ARTICLES, FindingTopics, words_of

_WEAKNESS = frozenset(
    {"weakness", "weaknesses", "weak", "concerns", "concern", "shortcomings", "criticisms", "negatives"}
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
    "who": frozenset("name names named called person acted acting served serving held role".split()),
    "when": frozenset("date day start started begin began".split()),
    "became": frozenset("acted addressed fix fixed resolved dealt sorted remedied put right earlier".split()),
}
"""Words that ask for a number, a name, a date, or for what became of items, and say nothing of a subject."""


class QuestionParser:
    """Parses texts, in the vocabulary of the registered topics, `matcher` and `topics`."""

    def __init__(
        self,
        matcher: AuthorityMatcher,
        topics: FindingTopics,
        frameworks: Iterable[Framework] = (),
        shared_names: Sequence[SharedName] = (),
    ) -> None:
        self._names = QuestionNames(matcher, shared_names)
        self._topics = topics
        self._stop_words = topics.stop_words
        self._everyday = dict(topics.everyday)
        self._known = topics.words | topics.stop_words | topics.everyday.keys()
        # "LAC" is a framework's family too, but people who write it mean the children.
        self._frameworks = tuple(frameworks)
        families = {framework.family for framework in self._frameworks}
        self._families = frozenset(family for family in families if not topics.spans((family,)))
        self._family = re.compile(rf"\b(?:{'|'.join(sorted(self._families))})\b", re.IGNORECASE)

    def parse(self, text: str) -> Question:
        """Return what `text` asks for; never raises, whatever the text."""
        cleaned = in_full(re.sub(r"^/ofsted\b\s*", "", clean_text(text), flags=re.IGNORECASE))
        found = self._names.read(cleaned)
        names, marked = found.names, found.marked
        tokens = [replace(token, word=self._respelt(token.word)) for token in tokens_of(cleaned, marked)]
        plain = self._plain(cleaned, marked)
        asks_in = asking(cleaned, tokens)
        sense = sense_of(
            plain,
            sentence=self._plain_parts(cleaned, marked, asking_sentences(cleaned)),
            clause=self._plain_parts(cleaned, marked, asking_clauses(cleaned)),
        )
        written = tuple(token.word for token in tokens)
        dating = dating_of(written)
        inspection_kind, named_by = find_inspection_kind(tokens)
        idle = dating.used | on_record(written)
        limit, limiting = find_limit(tokens)
        topic, used = self._routed(
            plain,
            tokens,
            asks_in,
            names,
            sense,
            idle,
            named_by,
            after_names=frozenset(
                index
                for index in range(1, len(tokens))
                if any(tokens[index - 1].end <= name.start < tokens[index].start for name in marked)
            ),
            dated=bool(dating.years or dating.turn),
            limited=limit is not None,
        )
        spanned = sense.since is not None or sense.until is not None or sense.under is not None
        years = () if spanned else self._years(tokens, asks_in, dating)
        paragraphs, numbering = find_paragraphs(tokens)
        used = used | named_by | limiting | numbering | idle
        used |= greeting(cleaned, tokens)
        if topic == "grades":
            used |= self._told(tokens, asks_in, listed=not names)
        family, words = self._left(cleaned, tokens, used, sense, dating.years, named=bool(names))
        weakness = any(word in _WEAKNESS for word in words)
        idle_words = _WEAKNESS | _ASKING | _ASKING_FOR.get(sense.asks, frozenset())
        content = tuple(word for word in words if word not in idle_words)
        parts = self._parts(cleaned, tokens, used, content)
        sides = self._sides(cleaned, tokens, used)
        meaningful = self._tell(content)
        counts = sense.asks in ("how many", "how long", "who")
        named = meaningful or weakness or bool(paragraphs) or inspection_kind is not None
        dated = bool(years) or family is not None or dating.turn is not None
        likeliest = self._likeliest(names, sense, content, limit, meaningful=named, dated=dated)
        return Question(
            text=cleaned,
            topic=topic or likeliest,
            topic_named=topic is not None,
            names=names,
            group=found.group,
            area=found.area,
            words=content if meaningful or topic == "help" or counts or likeliest == "findings" else (),
            kinds=kinds_of(tokens),
            weakness=weakness and topic not in ("strengths",),
            years=years,
            turn=None if dating.turn == "before" and topic not in ("grades", "inspections") else dating.turn,
            inspection_kind=inspection_kind,
            months=dating.months,
            day=dating.day,
            period=period_of(written, asks_in),
            paragraphs=paragraphs,
            parts=parts,
            sides=sides,
            conditions=() if names else self._conditions(plain, sense),
            counted=counted(tokens),
            outside=beyond.reason if (beyond := outside(self._familiar(cleaned))) is not None else None,
            family=family,
            limit=limit,
            sense=sense,
        )

    def _plain(self, text: str, names: Iterable[NameMatch]) -> str:
        """Return `text` without the names that it names for certain, and with "inspection" for a framework's."""
        return self._in_plain(without(text, (name for name in names if name.outcome != "ask")))

    def _in_plain(self, text: str) -> str:
        return self._familiar(_LONG_WORD.sub(lambda found: self._respelt(found.group()), text))

    def _plain_parts(self, text: str, names: Sequence[NameMatch], spans: Sequence[tuple[int, int]]) -> str:
        """Return what stands in `spans` of `text`, plain."""
        blanked = without(text, (name for name in names if name.outcome != "ask"))
        return self._in_plain(" ".join(blanked[start:end] for start, end in spans))

    def _years(self, tokens: Sequence[Token], asks_in: frozenset[int], dating: Dating) -> tuple[int, ...]:
        """Return the years asked about: not those of what is told beforehand, where today is asked about.

        "Bromley was inadequate in 2016 - has it since reached outstanding?"
        """
        asked = [token.word for index, token in enumerate(tokens) if index in asks_in]
        return dating_of(asked).years if _TODAY & set(asked) else dating.years

    def _told(self, tokens: Sequence[Token], asks_in: frozenset[int], *, listed: bool) -> frozenset[int]:
        """Return the indexes of the words that tell of a grade beforehand, where others ask of a judgement.

        "Harrow fell to inadequate overall in 2025; was its leadership judged inadequate too?" What tells why somebody
        asks says nothing of a list (`listed`) either: "who is inadequate? Looking for a partner".
        """
        told = [index for index in range(len(tokens)) if index not in asks_in]
        asked = [tokens[index].word for index in sorted(asks_in)]
        said = [tokens[index].word for index in told]
        if listed:
            return frozenset(told) if grade_words(asked) else frozenset()
        graded = grade_words(said) or "overall" in said
        asks = any(self._topics.tells(word) for word in set(asked) - grade_words(asked))
        return frozenset(told) if graded and asks else frozenset()

    def _respelt(self, word: str) -> str:
        """Return the word of questions that `word` is one slip of the finger away from, or `word` itself."""
        lowered = word.lower()
        if len(word) < _LONG or not word.isalpha() or lowered in self._known or lowered in english_words():
            return word
        near = process.extractOne(lowered, _ASKED_BY_NAME, scorer=OSA.distance, score_cutoff=1)
        return near[0] if near else word

    def _familiar(self, text: str) -> str:
        """Return `text` with "inspection" where it names a framework's family: what holds of one holds of all."""
        return self._family.sub("inspection", text) if self._families else text

    def _left(
        self,
        text: str,
        tokens: Sequence[Token],
        used: frozenset[int],
        sense: Sense,
        years: tuple[int, ...],
        *,
        named: bool,
    ) -> tuple[str | None, tuple[str, ...]]:
        """Return the framework's family that the words left over name, and the others, in the record's vocabulary.

        In a question about no authority in particular (not `named`), a region's words and what a framework's
        inspections are called say nothing of findings; nor do these beside a year in which there were such inspections.
        """
        meant = self._everyday | self._in_capitals(text, tokens)
        if sense.region is not None:
            meant = {word: words for word, words in meant.items() if word not in REGION_WORDS}
        left = (token.word for index, token in enumerate(tokens) if index not in used)
        words = [word for one in left for word in meant.get(one, words_of(one))]
        family = next((word for word in words if word in self._families), None)
        idle = {family}
        called = self._called(text.lower())
        if called is not None:
            framework, phrase = called
            last = framework.last_day.year if framework.last_day is not None else max(years, default=0)
            then = any(framework.first_day.year <= year <= last for year in years)
            if not named or framework.family in self._families or then:
                family = framework.family
                idle.update(phrase.split())
        if not named and sense.region is not None:
            idle |= REGION_WORDS
        return family, tuple(word for word in words if word not in idle)

    def _routed(
        self,
        text: str,
        tokens: Sequence[Token],
        asks_in: frozenset[int],
        names: Sequence[NameMatch],
        sense: Sense,
        idle: frozenset[int],
        kind: frozenset[int],
        *,
        after_names: frozenset[int],
        dated: bool,
        limited: bool,
    ) -> Routed:
        """Return the topic that is asked for, and the indexes of the words that name it.

        Args:
            text: The text, without names.
            tokens: Its words.
            asks_in: Indexes of the words in those of its clauses that ask.
            names: The names.
            sense: Its sense.
            idle: Indexes of the words that only date, or mean our own record.
            kind: Indexes of the words that name a kind of inspection.
            after_names: Indexes of the words before which a name stands.
            dated: Whether years or an inspection in time are named.
            limited: Whether a time limit of improvement items is named.
        """
        words = tuple(token.word for token in tokens)
        routed = named_topic(words, after_names)
        used = routed[1] | idle | kind
        rest = tuple(
            word
            for index, typed in enumerate(words)
            if index not in used and (index in asks_in or not used & asks_in)
            for word in self._everyday.get(typed, (typed,))
        )
        called = self._called(text.lower())
        no_subject = self._stop_words | self._families | set(called[1].split() if called else ())
        plain = tuple(
            word for index, word in enumerate(words) if index not in idle and word not in no_subject
        )
        of_kind = {words[at] for at in kind}
        told = {
            index: tuple(
                word
                for word in self._everyday.get(typed, (typed,))
                if word not in no_subject | of_kind and self._topics.tells(word)
            )
            for index, typed in enumerate(words)
            if index not in idle
        }
        asked = [index for index in told if index in asks_in and (told[index] or words[index] == "overall")]
        telling = tuple(word for index in asked or told for word in told[index])
        authorities = len({name for match in names for name in match.names or match.candidates[:1]})
        return settled(
            routed,
            Cues(
                text.lower(),
                words,
                plain,
                telling,
                authorities,
                self._is_topical(rest),
                dated,
                limited,
                bool(kind),
                sense,
            ),
        )

    def _parts(
        self, text: str, tokens: Sequence[Token], used: frozenset[int], content: tuple[str, ...]
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

    def _sides(
        self, text: str, tokens: Sequence[Token], used: frozenset[int]
    ) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
        """Return the words on either side of what sets two things against each other, if a text does."""
        words = [token.word for token in tokens]
        at = next(
            (
                at
                for at, word in enumerate(words)
                if word in _AGAINST or (word == "as" and "same" in words[:at])
            ),
            None,
        )
        if at is None:
            return None
        meant = self._everyday | self._in_capitals(text, tokens)
        sides: tuple[list[str], list[str]] = ([], [])
        for index, token in enumerate(tokens):
            if index != at and index not in used:
                sides[index > at].extend(meant.get(token.word, words_of(token.word)))
        return tuple(sides[0]), tuple(sides[1])

    def _conditions(self, text: str, sense: Sense) -> tuple[Condition, ...]:
        """Return the parts of a list's question with a grade each: an adjective of "councils", or behind a "but"."""
        if sense.moved is not None or sense.bound is not None or sense.either or sense.grade is None:
            return ()
        found = []
        for part in _JOINED.split(_OF_AUTHORITIES.sub(r"\1 overall, ", text)):
            grade = sense_of(part).grade
            typed = (word for one in words_of(part) for word in self._everyday.get(one, (one,)))
            words = tuple(word for word in typed if word not in grade_words((word, "requires")))
            if grade is not None:
                found.append(Condition(self._named_in(words), grade, _DENIED.search(part) is not None))
        return tuple(found)

    def _named_in(self, words: tuple[str, ...]) -> tuple[str, ...]:
        """Return the words from the first to the last that names something: "children in care"."""
        places = {at for start, end, _ in self._topics.spans(words) for at in range(start, end)}
        places |= {at for at, word in enumerate(words) if self._topics.tells(word) or word == "overall"}
        return words[min(places) : max(places) + 1] if places else ()

    def _in_capitals(self, text: str, tokens: Sequence[Token]) -> dict[str, tuple[str, ...]]:
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

    def _called(self, text: str) -> tuple[Framework, str] | None:
        """Return the framework whose inspections a text calls by a name of their own, and the name."""
        named = ((one, phrase) for one in self._frameworks for phrase in one.called)
        return next(((one, phrase) for one, phrase in named if phrase in text), None)

    def _tell(self, words: tuple[str, ...]) -> bool:
        """Return whether any of `words` says what is asked for: by itself, in a phrase, or because they are several."""
        if any(self._topics.tells(word) or word == "overall" for word in words):
            return True
        said = [word for word in words if word not in self._stop_words]
        return len(said) >= _A_SENTENCE or self._is_topical(words)

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
        of_a_subject = sense.asks == "whether" and telling and not set(telling) <= JUDGED_WORDS
        if names and dated:
            return "findings" if of_a_subject else "grades"
        if not names and (sense.across or sense.region is not None) and not telling:
            return "grades"
        return "summary" if names else "help"


_JOINED = re.compile(
    r"(?<!\bhelp )(?<!\bin care )\band\b|\b(?:but|with|while|whilst|yet|although|though)\b|[,;]|\bas well as\b",
    re.IGNORECASE,
)
_OF_AUTHORITIES = re.compile(
    rf"({GRADE.pattern}) (?:local )?(?:authorities|councils|boroughs|las)\b", re.IGNORECASE
)
"""A grade as an adjective: "which good authorities"."""
_DENIED = re.compile(r"\b(?:not|n't|without|isn't|aren't)\b", re.IGNORECASE)
_A_SENTENCE = 3
"""Words left over, however weak, from which a text says what it asks for."""
_TODAY = frozenset("since now today currently".split())
_AGAINST = frozenset("than above below against vs versus".split())
_CLAUSE_ENDS = re.compile(
    r"[.?!:;,](?=\s)|\s-\s|\b(?:know|asking|wondering|check|see|sure) (?:if|whether|about|what|how)\b|\bre:"
)

_LONG = 6
"""Letters from which a word is long enough for one slip not to make another."""
_LONG_WORD = re.compile(r"[A-Za-z]{6,}")
_ASKED_BY_NAME = tuple(
    sorted(word for word in JUDGED_WORDS | FACTS_OF_INSPECTION | QUESTION_WORDS if len(word) >= _LONG)
)
