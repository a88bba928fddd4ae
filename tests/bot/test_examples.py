"""Every example that the bot gives is parsed, answered with the topic it belongs to, and rendered."""

import json

import pytest

from bot.answers import (
    AuthorityList,
    CoverageReport,
    Deadlines,
    Findings,
    Grades,
    Help,
    History,
    Inspections,
    NotGraded,
    NothingLoaded,
    NotInRecord,
    Search,
    Summary,
    UnknownAuthority,
    WhichAuthority,
)
from bot.rendering import render, render_text
from bot.service import FindingsService
from bot.topics import BY_NAME, EXAMPLES, TOPICS
from handlers.local_slack.limits import check_message
from tests.builders import TODAY

ANSWERED_BY: dict[str, tuple[type, ...]] = {
    "help": (Help,),
    "search": (Search,),
    "coverage": (CoverageReport,),
    "authorities": (AuthorityList,),
    "history": (History,),
    "deadlines": (Deadlines,),
    "grades": (Grades, NotGraded),
    "inspections": (Inspections,),
    "strengths": (Findings,),
    "improvements": (Findings,),
    "summary": (Summary,),
    "findings": (Findings,),
}
NEEDS_STATE = frozenset({"mine", "open", "tracker", "subscribe", "subscriptions"})
NO_FACTS = (WhichAuthority, UnknownAuthority, NothingLoaded, NotInRecord)
ALL = [(topic.name, text) for topic in TOPICS for text in (*topic.examples, *topic.questions)]


@pytest.mark.parametrize(("topic", "text"), ALL, ids=[text for _, text in ALL])
def test_an_example_asks_for_its_topic_and_is_answered(
    service: FindingsService, topic: str, text: str
) -> None:
    """What the help shows works, as it stands there."""
    question = service.parse(text)
    answer = service.answer(question, today=TODAY)

    assert question.topic == topic
    assert isinstance(answer, ANSWERED_BY.get(topic, object))
    # What is asked of the tracker depends on who asks; its own tests look at that.
    assert topic in NEEDS_STATE or not isinstance(answer, NO_FACTS)
    assert check_message(render(answer, private=True).payload()) == ()
    assert render_text(answer)


@pytest.mark.parametrize(("topic", "text"), ALL, ids=[text for _, text in ALL])
def test_an_example_works_as_a_slash_command_too(service: FindingsService, topic: str, text: str) -> None:
    """The same text after /ofsted, or in capitals, asks the same."""
    assert service.parse(f"/ofsted {text}").topic == topic
    assert service.parse(text.upper()).topic == topic


def test_every_topic_has_examples() -> None:
    """No topic is registered without an example, and each is registered once."""
    assert all(topic.examples for topic in TOPICS)
    assert len(BY_NAME) == len(TOPICS)


@pytest.mark.parametrize("text", EXAMPLES)
def test_the_readmes_examples_are_answered_with_facts(service: FindingsService, text: str) -> None:
    """Each of the five leads to an answer of one authority, with its source."""
    answer = service.ask(text, today=TODAY)

    assert len(answer.about.authorities) == 1
    assert isinstance(answer, Grades | Findings | Deadlines)
    assert "published" in json.dumps(render(answer).blocks)


def test_there_are_five_examples_of_three_authorities(service: FindingsService) -> None:
    """The five examples name Islington, City of London and Haringey."""
    names = {name for text in EXAMPLES for name in service.ask(text, today=TODAY).about.authorities}

    assert len(EXAMPLES) == 5
    assert names == {"Islington", "City of London", "Haringey"}
