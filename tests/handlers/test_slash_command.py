"""The slash command end to end: what a person types, what Slack shows."""

from handlers.local_slack import LocalSlack, Message
from tests.handlers.conftest import ASKER, CHANNEL


def test_the_answer_comes_back_in_the_ack_and_privately(slack: LocalSlack) -> None:
    """A slash command is answered in its acknowledgement, to the asker alone, without a call to Slack."""
    before = len(slack.calls)

    result = slack.slash("islington grades", user=ASKER, channel=CHANNEL)

    assert result.ok, result.details
    assert result.message is not None
    assert result.message.visible_to == slack.person(ASKER).id
    assert "Outstanding" in str(result.message.blocks)
    assert len(slack.calls) == before


def test_every_example_is_accepted_by_slack(slack: LocalSlack) -> None:
    """Every registered example gives a message that Slack takes."""
    from bot.topics import TOPICS

    for topic in TOPICS:
        for example in (*topic.examples, *topic.questions):
            result = slack.slash(example, user=ASKER, channel=CHANNEL)
            assert result.ok, (example, result.error, result.details)


def test_a_shared_name_is_asked_about_and_its_button_answers(slack: LocalSlack) -> None:
    """Kingston is asked about; pressing a candidate replaces the question by that authority's grades."""
    asked = slack.slash("grades kingston", user=ASKER, channel=CHANNEL)
    assert asked.message is not None

    pressed = slack.click(asked.message, label="Kingston upon Hull", user=ASKER)

    assert pressed.ok
    answer = slack.wait_until(
        lambda: [
            one
            for one in slack.messages(CHANNEL, viewer=ASKER)
            if "Grades: Kingston upon Hull" in str(one.blocks)
        ]
    )
    assert answer[0].visible_to == slack.person(ASKER).id
    assert not any("Which authority" in str(one.blocks) for one in slack.messages(CHANNEL, viewer=ASKER))


def test_more_and_back_turn_the_pages_of_a_private_answer(slack: LocalSlack) -> None:
    """More replaces the private answer by its next page, Back by the one before."""
    first = slack.slash("islington supervision", user=ASKER, channel=CHANNEL).message
    assert first is not None

    slack.click(first, label="More", user=ASKER)
    second = slack.wait_until(lambda: _with(slack, "Page 2 of"))
    slack.click(second, label="Back", user=ASKER)
    again = slack.wait_until(lambda: _with(slack, "Page 1 of"))

    assert _said(again) == _said(first)
    assert len(slack.messages(CHANNEL, viewer=ASKER)) == 1


def test_share_shows_the_answer_to_the_channel(slack: LocalSlack) -> None:
    """Share in channel posts the same answer for everyone and says who shared it."""
    private = slack.slash("haringey strengths", user=ASKER, channel=CHANNEL).message
    assert private is not None

    slack.click(private, label="Share in channel", user=ASKER)

    shared = slack.wait_for_message(CHANNEL, after=private, contains="Shared by")
    assert shared.visible_to is None
    assert f"<@{slack.person(ASKER).id}>" in str(shared.blocks[-1])
    assert not any("Share in channel" in str(block) for block in shared.blocks)


def test_why_this_answer_is_told_privately_beside_it(slack: LocalSlack) -> None:
    """The button tells how the question was read, to the one who pressed it, and leaves the answer as it is."""
    answer = slack.slash("hackny supervision", user=ASKER, channel=CHANNEL).message
    assert answer is not None

    slack.click(answer, label="Why this answer?", user=ASKER)

    told = slack.wait_until(lambda: _with(slack, "is read as Hackney"))
    assert told.visible_to == slack.person(ASKER).id
    assert "means the topic Supervision" in str(told.blocks)


def _said(message: Message) -> list[object]:
    return [{key: value for key, value in block.items() if key != "block_id"} for block in message.blocks]


def _with(slack: LocalSlack, text: str) -> Message | None:
    return next((one for one in slack.messages(CHANNEL, viewer=ASKER) if text in str(one.blocks)), None)
