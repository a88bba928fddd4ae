"""The inbox: each message is taken once, and what a dead process left is answered, unless it may have been."""

import datetime as dt
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.state import State
from bot.state.inbox import KEPT, Inbox
from handlers.local_slack import LocalSlack
from handlers.once import Once

NOW = dt.datetime(2026, 11, 23, 9, tzinfo=dt.UTC)
TEAM = "T1"


class Ended(BaseException):
    """Stands for the process being killed."""


def event(ts: str = "1.000001", channel: str = "C0LOCAL001") -> dict[str, Any]:
    """Return a message's event."""
    return {
        "type": "app_mention",
        "channel": channel,
        "ts": ts,
        "user": "U1",
        "text": "haringey",
        "blocks": [],
    }


def once(state: State, executor: str, dead: tuple[str, ...] = (), compose: Any = None) -> Once:
    """Return what answers in a process of this name."""
    made = Once(Inbox(state), executor, lambda other: other in dead, clock=lambda: NOW)
    made.register(
        "mention", compose or (lambda one: {"channel": one["channel"], "text": f"To {one['text']}"})
    )
    return made


@pytest.fixture
def slack():
    """A Slack that counts."""
    with LocalSlack() as local:
        yield local


@pytest.fixture
def client(slack: LocalSlack) -> WebClient:
    """The bot's client."""
    return WebClient(slack.bot_token, base_url=slack.base_url, retry_handlers=[])


def test_a_message_is_answered_once_across_processes(
    state: State, slack: LocalSlack, client: WebClient
) -> None:
    """Two processes, both alive, get the same message: the second leaves it alone."""
    assert once(state, "one").answer("mention", TEAM, event(), client)
    assert not once(state, "two").answer("mention", TEAM, event(), client)
    assert once(state, "two").answer("mention", "T2", event(), client), (
        "another workspace's is another message"
    )

    assert len(slack.calls_of("chat.postMessage")) == 2


def test_what_a_dead_process_had_taken_is_answered_when_delivered_again(
    state: State, slack: LocalSlack, client: WebClient
) -> None:
    """Killed before it answered: the next delivery is answered."""

    def killed(_: dict[str, Any]) -> dict[str, Any]:
        raise Ended

    with pytest.raises(Ended):
        once(state, "one", compose=killed).answer("mention", TEAM, event(), client)
    assert not once(state, "two").answer("mention", TEAM, event(), client), "it is not dead yet"

    assert once(state, "two", dead=("one",)).answer("mention", TEAM, event(), client)
    assert len(slack.calls_of("chat.postMessage")) == 1


def test_what_a_dead_process_had_taken_is_answered_without_slack(
    state: State, slack: LocalSlack, client: WebClient
) -> None:
    """Slack need not deliver it again: whoever adopts the dead process's work answers from what was kept."""
    Inbox(state).take("mention", TEAM, event(), executor="one", now=NOW)

    assert once(state, "two", dead=("one",)).adopt("one", client) == 1
    assert once(state, "three", dead=("one",)).adopt("one", client) == 0

    assert slack.calls_of("chat.postMessage")[0].args["text"] == "To haringey"


def test_an_answer_that_may_have_gone_out_is_not_repeated(
    state: State, slack: LocalSlack, client: WebClient
) -> None:
    """Killed while sending: neither adopting nor another delivery answers again."""
    inbox = Inbox(state)
    inbox.take("mention", TEAM, event(), executor="one", now=NOW)
    inbox.sending(TEAM, event(), executor="one")

    other = once(state, "two", dead=("one",))
    assert other.adopt("one", client) == 0
    assert not other.answer("mention", TEAM, event(), client)
    assert slack.calls_of("chat.postMessage") == []


def test_an_answer_that_slack_refused_is_not_repeated(
    state: State, slack: LocalSlack, client: WebClient
) -> None:
    """The person was told of the failure; another delivery is left alone."""
    slack.faults.refuse("chat.postMessage", "is_archived")
    answering = once(state, "one")
    with pytest.raises(SlackApiError):
        answering.answer("mention", TEAM, event(), client)

    assert not answering.answer("mention", TEAM, event(), client)


def test_old_messages_are_forgotten(state: State, client: WebClient, slack: LocalSlack) -> None:
    """After a week a message is no longer remembered; Slack gives up within hours."""
    inbox = Inbox(state)
    inbox.take("mention", TEAM, event("1.1"), executor="one", now=NOW - KEPT - dt.timedelta(hours=1))
    inbox.take("mention", TEAM, event("2.2"), executor="one", now=NOW)

    once(state, "one").forget(NOW)

    assert inbox.take("mention", TEAM, event("1.1"), executor="one", now=NOW) is None
    assert inbox.take("mention", TEAM, event("2.2"), executor="two", now=NOW) == "one"
