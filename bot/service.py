"""The service: a text in, an answer out. Settles which authorities are meant, then asks the topic's function.

No branch here decides content; expected outcomes are answers.
"""

import datetime as dt
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process

from bot.answering.asked import Asked, Asker, Record, joined
from bot.answering.inspections import named_inspector
from bot.answering.tracking import OWN_WORDS
from bot.answers import About, Answer, Choice, MissingRight, NotInRecord, UnknownAuthority, WhichAuthority
from bot.asking_words import JUDGED_WORDS
from bot.conversation import LISTS, continued
from bot.instructions import INSTRUCTIONS
from bot.matching import AuthorityMatcher, NameMatch
from bot.parsing import QuestionParser
from bot.question import Question, dated_from
from bot.roles import NO_ROLES, Roles
from bot.searching import Searcher
from bot.topics import BY_NAME, TOPICS
from bot.why import explain
from knowledge.authorities import Authorities
from knowledge.frameworks import Framework
from knowledge.store import Store
from knowledge.topics import FindingTopics

if TYPE_CHECKING:
    from bot.state import State
    from bot.state.conversations import Conversations

MOST_AUTHORITIES = 4
"""Authorities that one question may name; more would not fit on a screen."""
MOST_JUDGED = 12
"""Authorities of which one question may ask yes or no about a grade: none may be left out of "are they all good"."""

_CHOICES = 8


class FindingsService:
    """Answers questions from the knowledge in `store`."""

    def __init__(
        self,
        store: Store,
        authorities: Authorities,
        frameworks: dict[str, Framework],
        topics: FindingTopics,
        *,
        state: "State | None" = None,
        roles: Roles = NO_ROLES,
    ) -> None:
        self._record = Record(store, Searcher(store, topics), authorities, frameworks, topics, state, roles)
        vocabulary = (
            topics.words | {topic.name for topic in TOPICS} | {one.name for one in INSTRUCTIONS} | OWN_WORDS
        )
        matcher = AuthorityMatcher(authorities, words=frozenset(vocabulary))
        self._parser = QuestionParser(matcher, topics, frameworks.values(), authorities.shared_names)

    @property
    def record(self) -> Record:
        """What the answers are made from."""
        return self._record

    def parse(self, text: str) -> Question:
        """Return what `text` asks for; any text is a question."""
        return self._parser.parse(text)

    def why(self, question: Question, answer: Answer) -> tuple[str, ...]:
        """Return why `answer` was chosen for `question`, one sentence each."""
        return explain(question, answer, self._record)

    def ask(self, text: str, *, today: dt.date, asker: Asker | None = None) -> Answer:
        """Answer `text`; `today` is the day in London, `asker` None on the terminal.

        Raises:
            NoKnowledge: There is no knowledge database yet.
        """
        question = self.parse(text)
        if asker is None or self._record.state is None:
            return self.answer(question, today=today)
        question, taken = self._completed(question, asker)
        answer = self.answer(question, today=today, asker=asker)
        if asker.thread is not None and (question.names or question.topic in LISTS):
            now = dt.datetime.now(dt.UTC)
            self._conversations().remember(asker.team, asker.channel, asker.thread, question.text, now)
        return _saying(answer, taken)

    def _conversations(self) -> "Conversations":
        from bot.state.conversations import Conversations  # SQLAlchemy takes 0.2 s to import

        assert self._record.state is not None
        return Conversations(self._record.state)

    def _completed(self, question: Question, asker: Asker) -> tuple[Question, str | None]:
        """Return the question with what it leaves out: from the thread, else the channel's or the person's authority.

        A slash command that names its authority never asks the state database.
        """
        if asker.thread is not None:
            before = self._conversations().last_question(asker.team, asker.channel, asker.thread)
            done = continued(question, self.parse(before) if before else None, self.parse)
            if done.taken is not None:
                return done.question, done.taken
        if question.names or question.topic in _ABOUT_NO_AUTHORITY or _across(question):
            return question, None
        preferred = self._conversations().preferred(asker.team, asker.channel, asker.user)
        if preferred is None:
            return question, None
        named = self.parse(f"{question.text} {preferred}")
        question = replace(question, names=named.names, text=named.text)
        return (
            question,
            f"{preferred} is set where no authority is named (“/ofsted set authority none” changes that).",
        )

    def answer(self, question: Question, *, today: dt.date, asker: Asker | None = None) -> Answer:
        """Answer a parsed question; `today` is the day in London, `asker` None on the terminal.

        Raises:
            NoKnowledge: There is no knowledge database yet.
        """
        if question.topic in _ABOUT_PEOPLE and self._inspector(question):
            question = replace(question, topic="inspections", names=_certain(question.names))
        question = dated_from(question, today)
        topic = BY_NAME[question.topic]
        record = self._record
        if asker is not None and not record.roles.may(asker.user, "viewer"):
            if topic.tracks:
                return MissingRight(About(ask=question.text), "viewer", "Seeing the tracker")
            record = replace(record, state=None)
        if topic.name in ("help", "authorities") and question.topic_named and not question.names:
            return topic.answer(Asked(question, (), today, self._record))
        if topic.name not in _OF_THE_TRACKER and question.outside is not None:
            about = About(
                tuple(name for match in _certain(question.names) for name in match.names), ask=question.text
            )
            return NotInRecord(about, f"“{question.text}”", "", reason=question.outside)
        if topic.name == "help":
            return topic.answer(Asked(question, (), today, self._record))
        known = {one for name in question.names if name.outcome in _SETTLED for one in name.names}
        # "The Black Country: has Sandwell ever ..." has said which of them is meant.
        unsettled = next(
            (
                one
                for one in question.names
                if one.outcome not in _SETTLED and not known & set(one.candidates)
            ),
            None,
        )
        if unsettled is not None:
            return _ask_back(question, unsettled)
        if any(len(name.names) > 1 for name in question.names):
            shared = next(name for name in question.names if len(name.names) > 1)
            return _ask_back(question, shared)
        authorities = tuple(dict.fromkeys(name for match in question.names for name in match.names))
        if topic.needs_authority and not authorities and not (_across(question) or self._inspector(question)):
            return self._without_authority(question)
        named = authorities[: _most(question)]
        asked = Asked(question, named, today, record, _assumed(question, authorities), asker)
        answer = topic.answer(asked)
        if isinstance(answer, NotInRecord) and _names_a_judgement(asked):
            return BY_NAME["grades"].answer(asked)
        return answer

    def _inspector(self, question: Question) -> bool:
        """Return whether a question names an inspector on record by the full name."""
        return named_inspector(question, self._record.store.inspections()) is not None

    def _without_authority(self, question: Question) -> Answer:
        """Ask which authority is meant, or say that the words name none."""
        about = About(ask=question.text)
        names = [authority.name for authority in self._record.authorities]
        words = tuple(word for word in question.words if word not in self._record.topics.stop_words)
        written = " ".join(words)
        if written and not self._record.searcher.terms(words)[0][0].topics:
            near = process.extract(written, names, scorer=fuzz.WRatio, limit=3, score_cutoff=60)
            choices = tuple(Choice(name, f"{question.topic} {name}") for name, _, _ in near)
            return UnknownAuthority(about, written, "", choices)
        loaded = self._record.store.authorities()
        fullest = sorted(loaded, key=lambda name: (-loaded[name][1], name))[:_CHOICES]
        choices = tuple(Choice(name, f"{question.text} {name}") for name in fullest)
        return WhichAuthority(about, "", "", choices)


def _certain(names: tuple[NameMatch, ...]) -> tuple[NameMatch, ...]:
    """Keep the names that are certain: an inspector's surname may look like a place's."""
    return tuple(name for name in names if name.outcome in ("exact", "alias"))


def _saying(answer: Answer, taken: str | None) -> Answer:
    """Return `answer` with what was taken over added to what it assumes."""
    if taken is None:
        return answer
    assumed = " ".join(filter(None, (taken, answer.about.assumed)))
    return replace(answer, about=replace(answer.about, assumed=assumed))


_ABOUT_PEOPLE = ("findings", "search", "inspections", "grades", "summary", "compare")
"""Topics under which a question that names an inspector is about that inspector's inspections."""
_NAMES_NONE = ("search", "coverage", "grades", "inspections", "mine", "overdue", "help")
"""Topics that are about all authorities where none is named, so that it needn't be said."""
_OF_THE_TRACKER = ("track", "mine", "overdue", "coverage")
_ABOUT_NO_AUTHORITY = ("help", "coverage", "authorities", "search", "mine")


def _across(question: Question) -> bool:
    """Return whether a question about grades or inspections is about all authorities, or those of a region."""
    sense = question.sense
    if _OF_ONE.search(question.text.lower()) and not sense.across:
        return False
    if question.topic == "inspections" and not question.names:
        spanned = sense.since or sense.until or sense.under or question.years or sense.region
        kinds = (
            question.family
            or question.inspection_kind
            or {"only one inspection", "short", "standard"} & sense.says
        )
        recent = {"this month", "last month", "months past"} & sense.says
        whole = recent or ("on record" in sense.says and question.turn in ("latest", "first"))
        return bool(spanned or kinds or question.group or whole or {"this year", "last year"} & sense.says)
    return (
        question.topic == "grades"
        and not question.names
        and bool(
            sense.moved
            or sense.grade
            or sense.towards
            or sense.region
            or sense.authority_type
            or question.group
        )
    ) or (question.topic == "grades" and not question.names and "no overall" in sense.says)


_OF_ONE = re.compile(
    r"^(?:is|was|did|has|does) the (?:\d{4} )?(?:focused )?(?:visit|inspection|letter|report)\b"
)
"""A question about one inspection of an authority that it does not name."""


def _names_a_judgement(asked: Asked) -> bool:
    """Return whether a few words that only name a judgement ask for it where nothing but grades is on record."""
    question, topics = asked.question, asked.record.topics
    telling = {word for word in question.words if topics.tells(word)}
    judged = {
        key
        for framework in asked.record.frameworks.values()
        for one in framework.judgements
        for key in (*topics.tag(one.name), *topics.tag(one.strand))
    }
    if any(not judged & set(keys) for _, _, keys in topics.spans(question.words)):
        return False
    inspections = asked.wanted(asked.inspections())
    return (
        question.topic == "findings"
        and not question.topic_named
        and question.sense.asks == "what"
        and len(question.text.split()) <= _FEW_WORDS
        and bool(telling)
        and telling <= JUDGED_WORDS
        and bool(inspections)
        and all(item.grades_only for item in inspections)
    )


_FEW_WORDS = 6
_SETTLED = ("exact", "alias", "fuzzy", "abolished")


def _ask_back(question: Question, name: NameMatch) -> Answer:
    """Ask which authority a name means, offering the question again with each candidate in its place."""

    def again(candidate: str) -> str:
        return f"{question.text[: name.start]}{candidate}{question.text[name.end :]}"

    candidates = (name.candidates or name.names)[:_CHOICES]
    choices = tuple(Choice(candidate, again(candidate)) for candidate in candidates)
    about = About(ask=question.text)
    if name.outcome in ("not_england", "no_authority"):
        return UnknownAuthority(about, name.text, name.note, choices)
    return WhichAuthority(about, name.text, name.note, choices)


def _most(question: Question) -> int:
    """Return of how many authorities a question is answered."""
    judged = question.topic == "grades" and question.sense.yes_or_no
    return MOST_JUDGED if judged else MOST_AUTHORITIES


def _assumed(question: Question, authorities: tuple[str, ...]) -> str | None:
    """Return what was taken for granted in settling the authorities, in words."""
    said = [
        f"Read “{match.text}” as {match.names[0]}." for match in question.names if match.outcome == "fuzzy"
    ]
    said += [
        match.note.rstrip(".") + "."
        for match in question.names
        if match.outcome == "abolished" and match.note
    ]
    most = _most(question)
    if len(authorities) > most:
        said.append(f"Answered for the first {most} authorities: {joined(authorities[:most])}.")
    if not authorities and question.group is None and question.topic not in _NAMES_NONE:
        said.append("No authority was named, so all are searched.")
    return " ".join(said) or None
