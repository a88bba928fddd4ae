"""Mentions, direct messages and the Home: who gets an answer, where, and how often."""

from handlers.local_slack import LocalSlack
from tests.handlers.conftest import ASKER, CHANNEL


def test_a_mention_is_answered_once_in_its_thread(slack: LocalSlack) -> None:
    """A mention arrives as two events and gets one answer, in the thread of the message that asks."""
    question = slack.mention(
        CHANNEL, "What did inspectors find about missing children in Islington?", user=ASKER
    )

    answer = slack.wait_for_message(CHANNEL, after=question)

    assert answer.thread_ts == question.ts
    assert "Followed up" not in answer.text
    assert "missing" in str(answer.blocks)
    assert len(slack.calls_of("chat.postMessage")) == 1


def test_a_mention_in_a_thread_is_answered_in_that_thread(slack: LocalSlack) -> None:
    """The answer to a reply stands beside it, not in a thread of its own."""
    parent = slack.post(CHANNEL, "About Hackney", user=ASKER)
    question = slack.mention(CHANNEL, "hackney grades", user=ASKER, thread_ts=parent.ts)

    answer = slack.wait_for_message(CHANNEL, after=question)

    assert answer.thread_ts == parent.ts


def test_an_event_that_slack_delivers_again_is_not_answered_again(slack: LocalSlack) -> None:
    """A redelivered event finds its message already answered."""
    question = slack.mention(CHANNEL, "haringey strengths", user=ASKER)
    slack.wait_for_message(CHANNEL, after=question)

    for attempt in (1, 2, 3):
        assert slack.redeliver(attempt=attempt).ok

    assert len(slack.calls_of("chat.postMessage")) == 1


def test_a_direct_message_is_answered_in_place(slack: LocalSlack) -> None:
    """A direct message needs no mention, and its answer stands in the conversation itself."""
    question = slack.post(slack.dm(ASKER), "city of london improvements", user=ASKER)

    answer = slack.wait_for_message(slack.dm(ASKER), after=question)

    assert answer.thread_ts is None
    assert "agency" in str(answer.blocks)


def test_messages_in_channels_without_a_mention_are_left_alone(slack: LocalSlack) -> None:
    """Nobody who does not ask is answered."""
    slack.post(CHANNEL, "islington grades", user=ASKER)

    assert slack.calls_of("chat.postMessage") == []


def test_bots_and_edits_are_never_answered(slack: LocalSlack) -> None:
    """A bot's message, the bot's own and an edited one trigger nothing, so that no loop can arise."""
    slack.post_as_bot(CHANNEL, f"<@{slack.bot_user}> islington grades")
    question = slack.post(slack.dm(ASKER), "hackney grades", user=ASKER)
    slack.wait_for_message(slack.dm(ASKER), after=question)

    slack.edit(question, "haringey grades")

    assert len(slack.calls_of("chat.postMessage")) == 1


def test_report_text_and_questions_can_mention_nobody(slack: LocalSlack) -> None:
    """A question full of broadcast mentions is answered without one."""
    question = slack.mention(CHANNEL, "<!channel> <!here> <@U123> islington *weather* @here", user=ASKER)

    answer = slack.wait_for_message(CHANNEL, after=question)

    assert "<!" not in str(answer)
    assert "<@" not in answer.text


def test_the_home_shows_what_can_be_asked_and_its_buttons_answer(slack: LocalSlack) -> None:
    """Opening the Home publishes the help; an example pressed there is answered in the direct message."""
    slack.open_home(ASKER)
    home = slack.wait_for_home(ASKER)
    assert "What you can ask" in str(home.blocks)

    slack.click(home, label="search private fostering", user=ASKER)

    assert slack.wait_for_message(slack.dm(ASKER), contains="private fostering")
