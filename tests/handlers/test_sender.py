"""The sender says exactly what is known of the outcome, and sends nothing twice by itself."""

from collections.abc import Iterator

import pytest

from bot.rendering import Message
from bot.sending import SendLater, SendRefused, SendUnknown
from handlers.local_slack import LocalSlack
from handlers.sender import SlackSender
from tests.handlers.conftest import CHANNEL

HELLO = Message("Hello.", (), 1, 1)


@pytest.fixture
def slack() -> Iterator[LocalSlack]:
    """A Slack with nobody listening."""
    with LocalSlack() as one:
        yield one


@pytest.fixture
def sender(slack: LocalSlack) -> SlackSender:
    """The sender into that Slack."""
    return SlackSender(slack.bot_token, slack.base_url)


def test_a_message_that_was_taken_gives_its_channel_and_timestamp(
    slack: LocalSlack, sender: SlackSender
) -> None:
    """A person's id is a direct message, whose channel comes back; metadata goes with it."""
    metadata = {"event_type": "digest", "event_payload": {"slot": "1"}}
    sent = sender.post(slack.person("priya").id, HELLO, metadata=metadata)

    (message,) = slack.messages("priya")
    assert (sent.channel, sent.ts) == (message.channel, message.ts)
    assert message.metadata == metadata


def test_what_slack_refuses_is_refused(slack: LocalSlack, sender: SlackSender) -> None:
    """With Slack's word for it, and one call."""
    with pytest.raises(SendRefused) as caught:
        sender.post("C0NOWHERE", HELLO)

    assert caught.value.code == "channel_not_found"
    assert len(slack.calls_of("chat.postMessage")) == 1


def test_too_many_requests_is_later_and_says_when(slack: LocalSlack, sender: SlackSender) -> None:
    """The sender does not wait itself."""
    slack.faults.rate_limit("chat.postMessage", retry_after=7)

    with pytest.raises(SendLater) as caught:
        sender.post(slack.channel(CHANNEL).id, HELLO)

    assert caught.value.seconds == 7
    assert slack.messages(CHANNEL) == ()


@pytest.mark.parametrize("status", [500, 503])
def test_out_of_order_is_later(slack: LocalSlack, sender: SlackSender, status: int) -> None:
    """A server error has no time to wait."""
    slack.faults.server_error("chat.postMessage", status=status)

    with pytest.raises(SendLater) as caught:
        sender.post(slack.channel(CHANNEL).id, HELLO)

    assert caught.value.seconds is None


@pytest.mark.parametrize("processed", [True, False])
def test_a_lost_answer_is_unknown(slack: LocalSlack, sender: SlackSender, processed: bool) -> None:
    """Whether it was sent cannot be told, so it is not sent again."""
    slack.faults.drop("chat.postMessage", processed=processed)

    with pytest.raises(SendUnknown):
        sender.post(slack.channel(CHANNEL).id, HELLO)

    assert len(slack.messages(CHANNEL)) == processed


@pytest.mark.parametrize("code", ["internal_error", "fatal_error"])
def test_an_error_within_slack_is_unknown(slack: LocalSlack, sender: SlackSender, code: str) -> None:
    """Slack's reference says that part of the work may have been done."""
    slack.faults.refuse("chat.postMessage", code)

    with pytest.raises(SendUnknown):
        sender.post(slack.channel(CHANNEL).id, HELLO)


def test_a_slack_that_cannot_be_reached_is_later() -> None:
    """Nothing was sent where nobody answered the door."""
    with pytest.raises(SendLater):
        SlackSender("xoxb-none", "http://127.0.0.1:9/api/").post("C1", HELLO)


def test_an_old_response_address_is_refused(slack: LocalSlack, sender: SlackSender) -> None:
    """Good for thirty minutes; afterwards the caller finds another way."""
    url = slack.backend.issue_reply(slack.channel(CHANNEL).id, slack.person("priya").id)
    sender.respond(url, HELLO)
    slack.advance(31 * 60)

    with pytest.raises(SendRefused):
        sender.respond(url, HELLO)

    (message,) = slack.messages(CHANNEL)
    assert message.visible_to == slack.person("priya").id


def test_a_file_is_uploaded_into_a_conversation(slack: LocalSlack, sender: SlackSender) -> None:
    """Name, title and bytes arrive."""
    sender.upload(slack.channel(CHANNEL).id, "plan.csv", b"a,b", title="The plan")

    (message,) = slack.messages(CHANNEL)
    (file,) = message.files
    assert (file["name"], file["title"], slack.backend.files[file["id"]].content) == (
        "plan.csv",
        "The plan",
        b"a,b",
    )


def test_members_of_a_user_group(slack: LocalSlack, sender: SlackSender) -> None:
    """By the group's id; an unknown one is refused."""
    slack.add_usergroup("S0EDITORS1", ["tom"])

    assert sender.members("S0EDITORS1") == {slack.person("tom").id}
    with pytest.raises(SendRefused):
        sender.members("S0NOBODY01")


def test_a_person_has_the_name_that_slack_shows(slack: LocalSlack, sender: SlackSender) -> None:
    """Nobody has none; without the scope Slack refuses to say."""
    assert sender.name(slack.person("tom").id) == "Tom Ellison"
    assert sender.name("U0NOBODY01") == ""
    slack.backend.scopes -= {"users:read"}

    with pytest.raises(SendRefused) as caught:
        sender.name(slack.person("tom").id)

    assert caught.value.code == "missing_scope"
