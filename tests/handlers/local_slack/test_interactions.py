"""Buttons, menus, modals and shortcuts, with a real Bolt app behind them."""

from __future__ import annotations

from typing import Any

import pytest

from handlers.local_slack import LocalSlack, Message, View


@pytest.fixture
def asked(live: LocalSlack) -> Message:
    """A message with buttons, from the bot, in a channel."""
    question = live.mention("#improvement-board", "what next", "priya")
    return live.wait_for_message("#improvement-board", after=question)


@pytest.fixture
def modal(live: LocalSlack, asked: Message) -> View:
    """The modal that a button opens."""
    assert live.click(asked, "open", user="priya").ok
    return live.wait_for_modal("priya", title="Track")


def test_a_message_can_be_read_as_words(asked: Message) -> None:
    """All text of a message and its blocks is at hand for looking in."""
    assert {"What next?", "Track this", "Authority", "Camden"} <= set(asked.words.splitlines())


def test_a_button_sends_what_it_is_on(live: LocalSlack, asked: Message, seen: list[dict[str, Any]]) -> None:
    """A click carries the action, the message, the channel, a trigger and an address to answer."""
    assert live.click(asked, label="Track this", user="tom").ok

    body = seen[-1]
    assert body["actions"][0]["value"] == "7"
    assert body["actions"][0]["block_id"] == "next"
    assert body["message"]["ts"] == asked.ts
    assert body["container"]["type"] == "message"
    assert body["user"]["id"] == live.person("tom").id
    assert body["trigger_id"]
    assert body["response_url"]


def test_an_ephemeral_message_is_not_sent_along(live: LocalSlack, seen: list[dict[str, Any]]) -> None:
    """A click on what only one person sees says where it was, without the message."""
    message = live.slash("buttons", user="priya", channel="#general").message
    assert message is not None
    live.click(message, "pick", value="camden", user="priya")

    assert "message" not in seen[-1]
    assert seen[-1]["container"]["is_ephemeral"] is True
    assert live.wait_for_message("#general", after=message, contains="picked camden").ephemeral


def test_an_answer_may_replace_the_message(live: LocalSlack, asked: Message) -> None:
    """`replace_original` changes the message the button was on."""
    live.click(asked, "replace", user="priya")

    changed = live.workspace.message(asked.channel, asked.ts)
    assert changed is not None
    assert (changed.text, changed.blocks) == ("replaced", ())


def test_a_choice_is_kept_in_the_state(live: LocalSlack, asked: Message, seen: list[dict[str, Any]]) -> None:
    """What was chosen before comes along with the next click."""
    live.click(asked, "pick", value="Islington", user="priya")
    live.click(asked, "open", user="priya")

    assert seen[-1]["state"]["values"]["next"]["pick"]["selected_option"]["value"] == "islington"


def test_what_is_not_there_cannot_be_pressed(live: LocalSlack, asked: Message) -> None:
    """An unknown element or option is an error in the test, with what there is instead."""
    with pytest.raises(LookupError, match="Track this"):
        live.click(asked, "vanish", user="priya")
    with pytest.raises(ValueError, match="camden, islington"):
        live.click(asked, "pick", value="Barnet", user="priya")


def test_a_form_is_submitted_with_its_values(
    live: LocalSlack, modal: View, seen: list[dict[str, Any]]
) -> None:
    """A submission carries every field's value and the view's private metadata."""
    result = live.submit_view("priya", {"who": live.person("grace").id, "note": "soon"})

    assert result.ok
    assert live.modal("priya") is None
    values = seen[-1]["view"]["state"]["values"]
    assert values["owner"]["who"]["selected_user"] == live.person("grace").id
    assert values["note"]["words"]["value"] == "soon"
    assert seen[-1]["view"]["private_metadata"] == "islington"


def test_a_required_field_must_be_filled(live: LocalSlack, modal: View) -> None:
    """An incomplete form is not sent."""
    live.calls.clear()
    result = live.submit_view("priya", {"words": "x"})

    assert not result.sent
    assert result.errors == {"owner": "Please complete this required field."}
    assert live.modal("priya") is not None


def test_an_app_may_refuse_push_or_spoil_a_form(live: LocalSlack, modal: View) -> None:
    """Errors stay under their field, a push puts a modal on top, an invalid view is trouble."""
    owner = live.person("grace").id
    assert live.submit_view("priya", {"who": owner, "words": "bad"}).errors == {"note": "Not that."}

    spoiled = live.submit_view("priya", {"words": "long title"})
    assert spoiled.error == "invalid_arguments"
    assert "must be less than 25 characters" in spoiled.details[1]

    pushed = live.submit_view("priya", {"words": "another"})
    assert pushed.view is not None
    assert (pushed.view.title, pushed.view.previous_id) == ("Second", modal.id)
    live.close_view("priya")
    assert live.modal("priya") == modal


def test_closing_is_told_when_asked_for(live: LocalSlack, modal: View, seen: list[dict[str, Any]]) -> None:
    """A view with `notify_on_close` sends `view_closed`."""
    live.close_view("priya")

    assert seen[-1]["type"] == "view_closed"
    with pytest.raises(LookupError, match="no modal"):
        live.close_view("priya")


def test_an_external_menu_asks_the_app(live: LocalSlack, modal: View) -> None:
    """Typing into an external menu offers what the app answers; the whole option is then chosen."""
    offered = live.suggest(modal, "authority", "isl", user="priya")

    assert [option["value"] for option in offered] == ["Islington"]
    assert live.submit_view("priya", {"who": live.person("tom").id, "authority": offered[0]}).ok


def test_shortcuts_reach_the_app(live: LocalSlack, asked: Message, seen: list[dict[str, Any]]) -> None:
    """Global and message shortcuts carry a trigger, the latter the message too."""
    assert live.shortcut("note_this", user="priya").ok
    assert live.shortcut("note_this", user="priya", message=asked).ok

    assert [body["type"] for body in seen[-2:]] == ["shortcut", "message_action"]
    assert seen[-1]["message"]["ts"] == asked.ts


def test_changes_are_told_to_who_follows(live: LocalSlack) -> None:
    """A subscriber hears of messages until it stops listening."""
    heard: list[str] = []
    end = live.subscribe(lambda change: heard.append(change.kind))
    live.slash("hello", user="priya", channel="#general")
    end()
    live.slash("hello", user="priya", channel="#general")

    assert heard == ["ephemeral"]
