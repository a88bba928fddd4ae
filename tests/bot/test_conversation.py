"""Conversation: what a question leaves out is taken from the thread, the channel or the person, and said."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.answering.asked import Asker
from bot.answers import Answer, Findings, Grades, Inspections, Summary, WhichAuthority
from bot.conversation import continued
from bot.service import FindingsService
from bot.state import State
from bot.state.conversations import Conversations, Feedback
from knowledge.authorities import load_authorities
from knowledge.frameworks import load_frameworks
from knowledge.store import Store
from knowledge.topics import load_topics
from tests.builders import TODAY
from tests.databases import postgres, state, state_url

__all__ = ["postgres", "state", "state_url"]


@pytest.fixture
def talking(shipped: Path, state: State) -> Iterator[FindingsService]:
    """The service with a state database of each kind."""
    store = Store(shipped)
    yield FindingsService(store, load_authorities(), load_frameworks(), load_topics(), state=state)
    store.close()


def say(service: FindingsService, text: str, thread: str | None = "1.0", user: str = "U1") -> Answer:
    """Ask in a thread of one channel."""
    return service.ask(text, today=TODAY, asker=Asker("T1", user, "C1", thread))


def test_the_same_is_asked_of_another_authority(talking: FindingsService) -> None:
    """A bare "and Haringey?" asks of Haringey what was asked of Hackney, and the answer says so."""
    say(talking, "What is Hackney's grade for care leavers?")

    answer = say(talking, "and Haringey?")

    assert isinstance(answer, Grades)
    assert answer.about.authorities == ("Haringey",)
    assert [one.strand for one in answer.inspections[0].judgements] == ["care leavers"]
    assert answer.about.assumed is not None
    assert "this thread" in answer.about.assumed


def test_something_else_is_asked_of_the_same_authority(talking: FindingsService) -> None:
    """A "what about supervision?" stays with the thread's authority."""
    say(talking, "What did inspectors find about missing children in Islington?")

    answer = say(talking, "what about supervision?")

    assert isinstance(answer, Findings)
    assert answer.about.authorities == ("Islington",)
    assert all("upervision" in item.finding.text for item in answer.found[:1])


def test_what_a_question_says_besides_is_asked_again(talking: FindingsService) -> None:
    """A bare "and Camden?" after "was it ever" asks whether Camden ever was, and so does a button of its answer."""
    say(talking, "was Luton ever inadequate?")

    answer = say(talking, "and Camden?")

    assert isinstance(answer, Grades)
    assert answer.about.authorities == ("Camden",)
    assert answer.about.lead is not None
    assert answer.about.lead.startswith("No.")
    assert "ever" in talking.parse(str(answer.about.ask)).sense.says


def test_threads_do_not_mix(talking: FindingsService) -> None:
    """What was asked in one thread is not taken over in another."""
    say(talking, "islington grades", thread="1.0")

    answer = say(talking, "grades", thread="2.0")

    assert isinstance(answer, WhichAuthority)


def test_a_whole_question_takes_nothing_over(talking: FindingsService) -> None:
    """A question that names its authority and its topic is itself."""
    say(talking, "islington grades")

    answer = say(talking, "Who led the last inspection of Camden?")

    assert isinstance(answer, Inspections)
    assert answer.about.assumed is None


def test_the_channel_s_authority_comes_before_the_person_s(talking: FindingsService, state: State) -> None:
    """Where no authority is named, the channel's is meant, else the person's; the answer says which."""
    conversations, now = Conversations(state), dt.datetime(2026, 11, 23, tzinfo=dt.UTC)
    conversations.prefer("T1", "U1", "Hackney", "U1", now)
    mine = say(talking, "summary", thread=None)
    conversations.prefer("T1", "C1", "Islington", "U1", now)
    ours = say(talking, "summary", thread=None)
    conversations.prefer("T1", "C1", None, "U1", now)
    again = say(talking, "summary", thread=None)

    assert [answer.about.authorities for answer in (mine, ours, again)] == [
        ("Hackney",),
        ("Islington",),
        ("Hackney",),
    ]
    assert isinstance(mine, Summary)
    assert "Hackney is set" in str(mine.about.assumed)


def test_feedback_is_kept_once_and_read_newest_first(state: State) -> None:
    """The same piece of feedback delivered twice is one; the newest comes first."""
    conversations = Conversations(state)
    for day, request in ((1, "a"), (2, "b"), (2, "b")):
        given = dt.datetime(2026, 11, day, tzinfo=dt.UTC)
        conversations.give_feedback(
            Feedback("T1", "U1", "islington grades", day == 1, "", given), request=request
        )

    assert [(one.helpful, one.given.day) for one in conversations.feedback()] == [(False, 2), (True, 1)]


@pytest.mark.parametrize("text", ["help", "coverage", "search gangs"])
def test_what_needs_no_authority_takes_none_over(service: FindingsService, text: str) -> None:
    """Help, coverage and a search are about everything, whatever was asked before."""
    before = service.parse("islington grades")

    assert continued(service.parse(text), before, service.parse).taken is None


@pytest.mark.parametrize(
    ("first", "then", "lead"),
    [
        ("islington grades", "why?", "Outstanding: Overall effectiveness"),
        ("Who led Islington's 2012 inspection?", "when was that?", "Islington: inspected from"),
        ("Who led Haringey's last inspection?", "how long was it?", "Haringey, short inspection"),
        (
            "How many looked after children teams did Islington have in 2012?",
            "and care leavers at university?",
            "72",
        ),
        ("which authorities in London are outstanding?", "and inadequate?", "2 authorities: Harrow"),
    ],
)
def test_a_bare_follow_up_asks_of_what_was_asked_before(
    talking: FindingsService, first: str, then: str, lead: str
) -> None:
    """A "why?" or "when was that?" is no call for help: it asks of the question before, and the answer says so."""
    say(talking, first)

    answer = say(talking, then)

    assert lead in str(answer.about.lead), answer
    assert "this thread" in str(answer.about.assumed)


def test_a_list_is_gone_on_from_for_another_region(talking: FindingsService) -> None:
    """A list names no authority, and "and in the north west?" still asks for the same of another region."""
    say(talking, "which authorities in London are outstanding?")

    answer = say(talking, "and in the north west?")

    assert str(answer.about.lead).endswith("authority: Manchester.")


def test_a_year_before_is_the_year_before(service: FindingsService) -> None:
    """A "the year before" moves the year that was asked about."""
    before = service.parse("How many children were looked after in Islington in 2012?")

    assert continued(service.parse("and the year before?"), before, service.parse).question.years == (2011,)
    assert continued(service.parse("and the following year?"), before, service.parse).question.years == (
        2013,
    )


@pytest.mark.parametrize(
    ("first", "then", "lead"),
    [
        (
            "Who led Islington's 2012 inspection?",
            "when was it published?",
            "Islington: published 9 March 2012",
        ),
        ("Has Camden improved?", "and Knowsley?", "No. Overall effectiveness: requires improvement"),
        ("Bury grades", "Which authorities in London are inadequate?", "2 authorities: Harrow and Havering."),
        ("Bury grades", "How many authorities are outstanding?", "46 authorities"),
    ],
)
def test_a_follow_up_stays_in_time_and_a_whole_question_does_not_stay(
    talking: FindingsService, first: str, then: str, lead: str
) -> None:
    """Who led it and when it was published are asked of the same inspection; a list is of all authorities again."""
    say(talking, first)

    assert lead in str(say(talking, then).about.lead)


def test_a_second_authority_is_compared_with_that_of_the_thread(talking: FindingsService) -> None:
    """A "compare with Camden" needs no second name where the thread has one."""
    say(talking, "Bury grades")

    assert say(talking, "compare with Camden").about.authorities == ("Bury", "Camden")
