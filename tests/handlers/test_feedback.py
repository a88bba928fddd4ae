"""Feedback end to end: the buttons under an answer, the form, and what is kept of them."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.feedback import FeedbackDesk
from bot.service import FindingsService
from bot.state import State
from bot.state.conversations import Conversations, Feedback
from handlers.app import Connection, create_app
from handlers.local_slack import LocalSlack
from handlers.sender import SlackSender
from handlers.socket_mode import connect
from tests.databases import postgres, state, state_url
from tests.handlers.conftest import ASKER, CHANNEL, MANIFEST, TODAY
from tests.handlers.tracking import durable_work

__all__ = ["postgres", "state", "state_url"]


@dataclass(frozen=True, slots=True)
class At:
    """A workspace with the bot in it, and what was kept."""

    slack: LocalSlack
    conversations: Conversations


@pytest.fixture
def at(state: State, service: FindingsService, shipped: Path) -> Iterator[At]:
    """The bot over Socket Mode, with durable work in a database of each kind."""
    with durable_work(state) as durable, LocalSlack(manifest=MANIFEST) as slack:
        desk = FeedbackDesk(state, durable, SlackSender(slack.bot_token, slack.base_url))
        desk.register()
        connection = Connection(slack.bot_token, api_url=slack.base_url)
        app = create_app(service, connection, today=lambda: TODAY, feedback=desk)
        handler = connect(app, slack.app_token)
        slack.wait_for_connections()
        yield At(slack, Conversations(state))
        handler.close()


def kept(at: At) -> tuple[Feedback, ...]:
    """Return the feedback once there is some."""
    end = dt.datetime.now(dt.UTC) + dt.timedelta(seconds=10)
    while not (found := at.conversations.feedback()) and dt.datetime.now(dt.UTC) < end:
        pass
    return found


def test_helpful_is_kept_and_thanked_for(at: At) -> None:
    """One press keeps the question and who said so, and thanks privately."""
    answer = at.slack.slash("islington grades", user=ASKER, channel=CHANNEL).message
    assert answer is not None

    at.slack.click(answer, label="Helpful", user=ASKER)

    (given,) = kept(at)
    assert (given.question, given.helpful, given.user) == (
        "islington grades",
        True,
        at.slack.person(ASKER).id,
    )
    thanks = at.slack.wait_until(
        lambda: [one for one in at.slack.messages(CHANNEL) if "Thank you" in one.text]
    )
    assert thanks[0].visible_to == given.user


def test_not_helpful_asks_why_and_keeps_the_reason(at: At) -> None:
    """The form asks what was wrong; what is written is kept with the question."""
    answer = at.slack.slash("islington supervision", user=ASKER, channel=CHANNEL).message
    assert answer is not None

    at.slack.click(answer, label="Not helpful", user=ASKER)
    at.slack.wait_for_modal(ASKER, title="What was wrong?")
    assert at.slack.submit_view(ASKER, {"text": "I wanted the 2018 visit."}).ok

    (given,) = kept(at)
    assert (given.helpful, given.reason) == (False, "I wanted the 2018 visit.")
