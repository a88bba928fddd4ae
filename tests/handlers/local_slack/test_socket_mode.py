"""Socket Mode with a real Bolt app: commands, events, and connections that come and go."""

from __future__ import annotations

from typing import Any

import pytest
from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient

from handlers.local_slack import BOT_USER, LocalSlack


def test_a_command_is_answered_in_its_ack(live: LocalSlack) -> None:
    """The ack's text is shown to the person who asked, and to nobody else."""
    result = live.slash("islington grades", user="priya", channel="#improvement-board")

    assert result.ok
    assert result.shown == "you asked: islington grades"
    assert result.message in live.messages("#improvement-board", viewer="priya")
    assert result.message not in live.messages("#improvement-board", viewer="tom")
    assert result.seconds < 3


def test_a_command_carries_what_slack_sends(live: LocalSlack, seen: list[dict[str, Any]]) -> None:
    """A slash command names team, channel, person and app, all as text."""
    live.slash("  help ", user="grace", channel="grace")

    body = seen[-1]
    assert body["text"] == "help"
    assert body["channel_name"] == "directmessage"
    assert body["user_id"] == live.person("grace").id
    assert {"token", "team_id", "api_app_id", "trigger_id", "response_url"} <= body.keys()


@pytest.mark.parametrize(
    ("text", "shown", "everyone"),
    [("silent", "", False), ("public", "for all", True), ("later", "at once", False)],
)
def test_an_ack_may_be_empty_or_for_all(live: LocalSlack, text: str, shown: str, everyone: bool) -> None:
    """An empty ack shows nothing; `in_channel` shows the answer to everyone."""
    result = live.slash(text, user="priya", channel="#general")

    assert result.ok
    assert result.shown == shown
    assert (result.message is not None and not result.message.ephemeral) is everyone


def test_an_answer_may_come_later(live: LocalSlack) -> None:
    """A `response_url` post is shown where the command was given."""
    live.slash("later", user="priya", channel="#general")

    assert live.wait_for_message("#general", contains="later").visible_to is None
    assert live.calls_of("response_url")[0].ok


def test_an_invalid_answer_is_refused_as_slack_does(live: LocalSlack) -> None:
    """Blocks beyond a limit fail the command, with the reason."""
    result = live.slash("broken", user="priya", channel="#general")

    assert result.shown == '/ofsted failed with the error "invalid_blocks"'
    assert "must be less than 151 characters" in result.details[0]


def test_no_ack_in_time_is_a_timeout(live: LocalSlack, monkeypatch: pytest.MonkeyPatch) -> None:
    """A command nobody acknowledges fails after the time an ack may take."""
    monkeypatch.setattr(live, "ack_seconds", 0.2)

    result = live.slash("never", user="priya", channel="#general")
    assert result.shown == '/ofsted failed with the error "operation_timeout"'


def test_a_mention_comes_as_two_events(live: LocalSlack, seen: list[dict[str, Any]]) -> None:
    """A mention in a channel is a `message` and an `app_mention`, each with its own event id."""
    asked = live.post("#general", "@ofsted what about <Islington> & Camden?", "tom")

    answer = live.wait_for_message("#general", after=asked)
    assert answer.thread_ts == asked.ts
    assert asked.text == f"<@{BOT_USER}> what about &lt;Islington&gt; &amp; Camden?"
    kinds = {body["event"]["type"]: body["event_id"] for body in seen}
    assert kinds.keys() == {"message", "app_mention"}
    assert len(set(kinds.values())) == 2
    body = seen[0]
    assert body["authorizations"][0]["user_id"] == BOT_USER
    assert body["is_ext_shared_channel"] is False
    assert body["event"]["client_msg_id"]


def test_a_direct_message_is_one_event(live: LocalSlack, seen: list[dict[str, Any]]) -> None:
    """In a direct message even a mention is only a `message`."""
    asked = live.mention("sam", "hello", "sam")

    assert "hello" in live.wait_for_message("sam", after=asked).text
    assert [body["event"]["channel_type"] for body in seen] == ["im"]


def test_edits_deletions_and_other_bots_are_told(live: LocalSlack, seen: list[dict[str, Any]]) -> None:
    """Changed, deleted and bots' messages come with their subtype."""
    message = live.post("#general", "first", "tom")
    live.delete(live.edit(message, "second"))
    live.post_as_bot("#general", "build passed")
    live.post_as_bot("#general", "my own", own=True)

    subtypes = [body["event"].get("subtype") for body in seen]
    assert subtypes == [None, "message_changed", "message_deleted", "bot_message"]
    assert seen[1]["event"]["previous_message"]["text"] == "first"
    assert "user" not in seen[3]["event"]
    # Bolt itself sets the bot's own messages aside, so the last one is seen in what was delivered.
    assert live.deliveries[-1].item.payload["event"]["user"] == BOT_USER


def test_a_file_can_be_dropped_and_fetched(live: LocalSlack, seen: list[dict[str, Any]]) -> None:
    """A file share names an address that gives the bytes to the bot's token."""
    live.share_file("#general", "report.pdf", b"%PDF-", "grace")

    file = seen[-1]["event"]["files"][0]
    assert (file["name"], file["size"], file["mimetype"]) == ("report.pdf", 5, "application/pdf")
    assert live.backend.files[file["id"]].content == b"%PDF-"


def test_an_event_can_be_delivered_again(live: LocalSlack, seen: list[dict[str, Any]]) -> None:
    """A redelivery has the same event id and says which attempt it is."""
    live.post("#general", "plain words", "tom")

    assert live.redeliver(attempt=2).ok
    assert seen[0]["event_id"] == seen[1]["event_id"]
    assert [body["retry"] for body in seen] == [["0"], ["2"]]


def test_the_app_is_not_told_of_channels_it_is_not_in(live: LocalSlack, seen: list[dict[str, Any]]) -> None:
    """Nothing is delivered from a channel without the bot."""
    live.add_channel("elsewhere", bot=False)
    live.post("#elsewhere", "hello", "tom")

    assert seen == []


def test_home_is_published_when_opened(live: LocalSlack) -> None:
    """Opening App Home lets the app publish it."""
    live.open_home("priya")

    assert live.wait_for_home("priya").blocks[0]["text"]["text"] == "*Your items*"


def test_connections_are_replaced_when_slack_asks(live: LocalSlack) -> None:
    """After a refresh the client comes back and commands are answered again."""
    live.refresh_connections()
    live.wait_for_connections()

    assert live.slash("again", user="priya", channel="#general").ok


def test_each_envelope_goes_to_one_of_several_connections(slack: LocalSlack) -> None:
    """With two processes connected, every command is answered once, by either."""
    answered: list[int] = []

    def connect(number: int) -> SocketModeHandler:
        app = App(client=WebClient(slack.bot_token, base_url=slack.base_url), process_before_response=True)

        @app.command("/ofsted")
        def ofsted(ack: Any) -> None:
            answered.append(number)
            ack(f"from {number}")

        handler = SocketModeHandler(app, slack.app_token)
        handler.connect()
        return handler

    handlers = [connect(1), connect(2)]
    slack.wait_for_connections(2)

    for _ in range(4):
        assert slack.slash("x", user="priya", channel="#general").ok
    assert sorted(answered) == [1, 1, 2, 2]
    for handler in handlers:
        handler.close()


def test_without_a_connection_a_command_fails_at_once(slack: LocalSlack) -> None:
    """Nobody connected is `dispatch_failed`, not a wait."""
    result = slack.slash("x", user="priya", channel="#general")

    assert result.error == "dispatch_failed"


def test_waiting_for_what_never_comes_ends(slack: LocalSlack) -> None:
    """A wait ends with a clear error."""
    with pytest.raises(TimeoutError, match="a message in #general"):
        slack.wait_for_message("#general", timeout=0.05)


def test_a_taken_port_is_said(slack: LocalSlack) -> None:
    """A second Slack on the same port does not start."""
    with pytest.raises(OSError, match="in use"):
        LocalSlack(port=slack.port).start()
