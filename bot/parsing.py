"""Parses a text into a `Question`: topic, authorities, years, kinds and the words that are left.

The same for slash command, mention, direct message, button and console. Pure: the vocabulary is given at construction.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.asking_words import FACTS_OF_INSPECTION, JUDGED_WORDS
from bot.clean_text import clean_text
from bot.dating import dating_of, period_of
from bot.matching import AuthorityMatcher, NameMatch
from bot.named_topics import Routed, named_topic
from bot.outside import outside
from bot.places import REGION_WORDS, TYPE_WORDS
from bot.question import Question, TopicName
from bot.question_names import QuestionNames
from bot.question_parts import ReadText, clauses_of, conditions_of, sides_of, told_beforehand, years_asked
from bot.routing import Cues, settled
from bot.sense import Sense, sense_of
from bot.tokens import (
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
)
from bot.vocabulary import Vocabulary
from knowledge.authorities import SharedName
from knowledge.frameworks import Framework
from knowledge.topics import FindingTopics, words_of

_WEAKNESS = frozenset(
    {"weakness", "weaknesses", "weak", "concerns", "concern", "shortcomings", "criticisms", "negatives"}
)
_CRITICISED = frozenset(
    "criticised criticized criticism criticise struggling struggled struggle struggles problem problems failing"
    " failings poor poorly short shortcoming issues badly".split()
)
"""Words that ask which authorities have a weakness."""
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
    """Parses texts, in the vocabulary of the registered topics, `matcher`, `topics` and `frameworks`."""

    def __init__(
        self,
        matcher: AuthorityMatcher,
        topics: FindingTopics,
        frameworks: Iterable[Framework] = (),
        shared_names: Sequence[SharedName] = (),
    ) -> None:
        self._names = QuestionNames(matcher, shared_names)
        self._vocabulary = Vocabulary(topics, frameworks)

    def parse(self, text: str) -> Question:
        """Return what `text` asks for; never raises, whatever the text."""
        read = self._read(in_full(re.sub(r"^/ofsted\b\s*", "", clean_text(text), flags=re.IGNORECASE)))
        sense, dating, names = read.sense, read.dating, read.named.names
        inspection_kind, named_by = find_inspection_kind(read.tokens)
        limit, limiting = find_limit(read.tokens)
        paragraphs, numbering = find_paragraphs(read.tokens)
        topic, used = self._routed(read, named_by, limited=limit is not None)
        used = used | named_by | limiting | numbering | _idle(read) | greeting(read.text, read.tokens)
        if topic == "grades":
            used |= told_beforehand(read, self._vocabulary)
        family, words = self._left(read, used)
        of_many = not names and sense.across and topic in (None, "search", "authorities")
        weak = _WEAKNESS | _CRITICISED if of_many else _WEAKNESS
        idle_words = weak | _ASKING | _ASKING_FOR.get(sense.asks, frozenset())
        content = tuple(word for word in words if word not in idle_words)
        weakness, years = bool(weak.intersection(words)), years_asked(read)
        meaningful = self._vocabulary.tell(content)
        named = meaningful or weakness or bool(paragraphs) or inspection_kind is not None
        dated = bool(years) or family is not None or dating.turn is not None
        likeliest = self._likeliest(names, sense, content, limit, meaningful=named, dated=dated)
        counts = sense.asks in ("how many", "how long", "who")
        whether = likeliest == "findings" and sense.asks == "whether"
        asked = (
            meaningful
            or topic == "help"
            or counts
            or whether
            or (topic == "findings" and sense.asks == "when")
        )
        beyond = outside(self._vocabulary.familiar(read.text))
        return Question(
            text=read.text,
            topic=topic or likeliest,
            topic_named=topic is not None,
            names=names,
            group=read.named.group,
            area=read.named.area,
            words=content if asked else (),
            kinds=kinds_of(read.tokens),
            weakness=weakness and topic not in ("strengths",),
            years=years,
            turn=None if dating.turn == "before" and topic not in ("grades", "inspections") else dating.turn,
            inspection_kind=inspection_kind,
            months=dating.months,
            day=dating.day,
            period=period_of(read.words, read.asks_in),
            paragraphs=paragraphs,
            parts=clauses_of(read, self._vocabulary, used, content),
            sides=sides_of(read, self._vocabulary, used),
            conditions=conditions_of(read, self._vocabulary),
            counted=counted(read.tokens),
            outside=beyond.reason if beyond is not None else None,
            family=family,
            limit=limit,
            sense=sense,
        )

    def _read(self, text: str) -> ReadText:
        """Return a cleaned text with its names, words, sense and dating."""
        named, vocabulary = self._names.read(text), self._vocabulary
        tokens = [
            replace(token, word=vocabulary.respelt(token.word)) for token in tokens_of(text, named.marked)
        ]
        plain = vocabulary.plain(text, named.marked)
        sense = sense_of(
            plain,
            sentence=vocabulary.plain(text, named.marked, asking_sentences(text)),
            clause=vocabulary.plain(text, named.marked, asking_clauses(text)),
        )
        dating = dating_of([token.word for token in tokens])
        return ReadText(text, named, tokens, asking(text, tokens), plain, sense, dating)

    def _left(self, read: ReadText, used: frozenset[int]) -> tuple[str | None, tuple[str, ...]]:
        """Return the framework's family that the words left over name, and the others, in the record's vocabulary.

        In a question about no authority in particular, a region's words and what a framework's inspections are called
        say nothing of findings; nor do these beside a year in which there were such inspections.
        """
        meant = self._vocabulary.meant(read.text, read.tokens)
        if read.sense.region is not None:
            meant = {word: words for word, words in meant.items() if word not in REGION_WORDS}
        left = (token.word for index, token in enumerate(read.tokens) if index not in used)
        words = [word for one in left for word in meant.get(one, words_of(one))]
        families = self._vocabulary.families
        family = next((word for word in words if word in families), None)
        idle = {family}
        called = self._vocabulary.called(read.text)
        if called is not None:
            framework, phrase = called
            years = read.dating.years
            last = framework.last_day.year if framework.last_day is not None else max(years, default=0)
            then = any(framework.first_day.year <= year <= last for year in years)
            if not read.named.names or framework.family in families or then:
                family = framework.family
                idle.update(phrase.split())
        if not read.named.names and read.sense.region is not None:
            idle |= REGION_WORDS
        if not read.named.names and read.sense.authority_type is not None:
            idle |= TYPE_WORDS
        return family, tuple(word for word in words if word not in idle)

    def _routed(self, read: ReadText, kind: frozenset[int], *, limited: bool) -> Routed:
        """Return the topic that is asked for, and the indexes of the words that name it.

        Args:
            read: The text.
            kind: Indexes of the words that name a kind of inspection.
            limited: Whether a time limit of improvement items is named.
        """
        vocabulary, words, idle = self._vocabulary, read.words, _idle(read)
        routed = named_topic(words, read.after_names)
        if routed[0] in _TOLD_IN_PASSING and not routed[1] & read.asks_in:
            routed = (
                None,
                routed[1],
            )  # "For a paper on partnership history, what was its board judged to be?"
        used = routed[1] | idle | kind
        rest = tuple(
            word
            for index, typed in enumerate(words)
            if index not in used and (index in read.asks_in or not used & read.asks_in)
            for word in vocabulary.usual(typed)
        )
        called = vocabulary.called(read.plain)
        no_subject = vocabulary.stop_words | vocabulary.families | set(called[1].split() if called else ())
        plain = tuple(
            word for index, word in enumerate(words) if index not in idle and word not in no_subject
        )
        no_subject |= {words[at] for at in kind}
        # Words that say little by themselves tell as parts of a topic's name: "early help".
        named = {
            at
            for start, end, _ in vocabulary.topics.spans(words)
            for at in range(start, end)
            if end - start > 1
        }
        told = {
            index: tuple(
                word
                for word in vocabulary.usual(typed)
                if word not in no_subject and (index in named or vocabulary.topics.tells(word))
            )
            for index, typed in enumerate(words)
            if index not in idle
        }
        asked = [
            index for index in told if index in read.asks_in and (told[index] or words[index] == "overall")
        ]
        authorities = {name for match in read.named.names for name in match.names or match.candidates[:1]}
        cues = Cues(
            text=read.plain.lower(),
            words=words,
            plain=plain,
            telling=tuple(word for index in asked or told for word in told[index]),
            authorities=len(authorities),
            on_a_topic=vocabulary.are_topical(rest),
            dated=bool(read.dating.years or read.dating.turn),
            limited=limited,
            of_kind=bool(kind),
            sense=read.sense,
        )
        return settled(routed, cues)

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
        telling = [word for word in words if word not in self._vocabulary.stop_words]
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
        others = set(telling) - JUDGED_WORDS - FACTS_OF_INSPECTION
        of_a_subject = sense.asks == "whether" and bool(others)
        if names and dated:
            return "findings" if of_a_subject else "grades"
        listed = sense.across or sense.region is not None or sense.authority_type is not None
        if not names and listed and not telling:
            return "grades"
        return "summary" if names else "help"


_TOLD_IN_PASSING = ("history", "summary", "coverage")
"""Topics that a word names only in the clause that asks."""


def _idle(read: ReadText) -> frozenset[int]:
    """Return the indexes of the words that only date, or mean our own record."""
    return read.dating.used | on_record(read.words)
