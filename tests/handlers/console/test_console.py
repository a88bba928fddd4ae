"""The console, driven by keys as a person would, in front of a real Bolt app."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widget import Widget
from textual.widgets import Button, Input, OptionList, SelectionList, Static

from handlers.console import Console
from handlers.console.blocks import MessageView
from handlers.console.fields import Dots, Menu, Press, Ticks, TypedLong
from handlers.console.screens import ConfirmScreen, HelpScreen, PickScreen, PickSeveralScreen, ViewScreen
from handlers.local_slack import LocalSlack


async def until(pilot: Pilot[None], ready: Callable[[], Any]) -> Any:
    """Return what `ready` returns once it is true."""
    end = monotonic() + 5
    while not (found := ready()):
        assert monotonic() < end, "the console did not get there"
        await pilot.pause(0.01)
    await pilot.pause()
    return found


def shown(root: Console | Widget) -> str:
    """Return all text on the screen."""
    screen = root.screen if isinstance(root, Console) else root
    return "\n".join(str(part.render()) for part in screen.query(Static))


def element(console: Console, action_id: str) -> Widget:
    """Return the widget of the element with this action id."""
    found = [one for one in console.screen.query("Press, Menu") if one.found.action_id == action_id]  # type: ignore[attr-defined]
    return found[-1]


async def type_in(pilot: Pilot[None], text: str) -> None:
    """Type a line and press Enter."""
    pilot.app.query_one("#prompt", Input).value = text
    await pilot.press("enter")


async def press(pilot: Pilot[None], widget: Widget) -> None:
    """Press a button with the keyboard."""
    widget.focus()
    await pilot.pause()
    await pilot.press("enter")


async def ask(pilot: Pilot[None], console: Console) -> MessageView:
    """Ask with a slash command and return the answer as shown."""
    await type_in(pilot, "/ofsted islington grades")
    await until(pilot, lambda: len(console.query(MessageView)) == 2 and console.query(Menu))
    return console.query(MessageView).last()


async def test_it_starts_with_a_welcome_and_examples(console: Console) -> None:
    """The first screen says what to do, in 80 columns and 24 lines, with the input line ready."""
    async with console.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "Ask what inspectors found" in shown(console)
        assert [str(button.label) for button in console.query(".example").results(Button)] == [
            "/ofsted islington grades",
            "What must Derby improve?",
        ]
        assert console.focused is console.query_one("#prompt")
        names = [str(option.prompt) for option in console.query_one("#conversations", OptionList).options]
        assert names == ["# general", "# improvement-board", "@ ofsted (direct)", "⌂ ofsted Home"]


async def test_a_command_shows_every_kind_of_block(console: Console) -> None:
    """A slash command is answered, marked as visible to one person, with each block readable."""
    async with console.run_test(size=(100, 50)) as pilot:
        answer = await ask(pilot, console)
        text = shown(answer)
        for words in (
            "Only visible to you",
            "Islington: grades",
            "Overall was good.",
            "Safeguarding",
            "[Image] A chart of grades",
            "published 9 March 2012",
        ):
            assert words in text
        assert {str(button.label) for button in answer.query(Press)} == {"Track this", "Close"}
        assert [str(menu.label) for menu in answer.query(Menu)] == [
            "Another authority ▾",
            "More ▾",
            "Find ▾",
            "Several ▾",
        ]


async def test_an_example_is_asked_when_pressed(console: Console, slack: LocalSlack) -> None:
    """Pressing an example sends it as if typed."""
    async with console.run_test() as pilot:
        await press(pilot, console.query(".example").last())
        await until(pilot, lambda: "In the thread" in shown(console))
        question = slack.messages("#improvement-board")[0]
        assert question.text == f"<@{slack.bot_user}> What must Derby improve?"
        assert console.query(MessageView).last().has_class("-reply")


async def test_words_in_a_channel_are_a_mention_and_plain_in_a_direct_message(
    console: Console, slack: LocalSlack
) -> None:
    """The bot is named where that is needed, once, and not in its direct message."""
    async with console.run_test() as pilot:
        await type_in(pilot, "@ofsted hello")
        await until(pilot, lambda: "In the thread" in shown(console))
        assert slack.messages("#improvement-board")[0].text == f"<@{slack.bot_user}> hello"

        console.query_one("#conversations", OptionList).focus()
        await pilot.press("down", "enter")
        await until(pilot, lambda: "(direct)" in shown(console))
        console.action_to_prompt()
        await type_in(pilot, "grades islington")
        await until(pilot, lambda: "heard grades islington" in shown(console))


async def test_a_failed_command_says_why(
    console: Console, slack: LocalSlack, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Slack's own words are shown when the app does not answer, or there is no such command."""
    monkeypatch.setattr(slack, "ack_seconds", 0.1)
    async with console.run_test() as pilot:
        await type_in(pilot, "/ofsted never")
        await until(pilot, lambda: 'failed with the error "operation_timeout"' in shown(console))
        await type_in(pilot, "/nothing")
        await until(pilot, lambda: "/nothing is not a valid command." in shown(console))


async def test_lines_come_back(console: Console) -> None:
    """Up and down go through what was typed."""
    async with console.run_test() as pilot:
        for line in ("/ofsted one", "/ofsted two"):
            await type_in(pilot, line)
        prompt = console.query_one("#prompt", Input)
        await pilot.press("up", "up")
        assert prompt.value == "/ofsted one"
        await pilot.press("down")
        assert prompt.value == "/ofsted two"
        await pilot.press("down")
        assert prompt.value == ""


async def test_a_confirmation_is_asked_first(console: Console, acted: list[dict[str, Any]]) -> None:
    """A button with a confirm dialog acts only when confirmed."""
    async with console.run_test(size=(100, 50)) as pilot:
        await ask(pilot, console)
        await press(pilot, element(console, "close"))
        await until(pilot, lambda: isinstance(console.screen, ConfirmScreen))
        assert "It stays in the record." in shown(console)
        await press(pilot, console.screen.query_one("#no"))
        await until(pilot, lambda: not isinstance(console.screen, ConfirmScreen))
        assert acted == []

        await press(pilot, element(console, "close"))
        await until(pilot, lambda: isinstance(console.screen, ConfirmScreen))
        await press(pilot, console.screen.query_one("#yes"))
        await until(pilot, lambda: acted)
        assert acted[0]["action_id"] == "close"


async def test_menus_open_narrow_and_choose(console: Console, acted: list[dict[str, Any]]) -> None:
    """A select, an overflow, an external and a multiple menu each send what was chosen."""
    async with console.run_test(size=(100, 50)) as pilot:
        await ask(pilot, console)
        await press(pilot, element(console, "pick"))
        await until(pilot, lambda: isinstance(console.screen, PickScreen))
        await pilot.press(*"isl", "enter")
        await until(pilot, lambda: len(acted) == 1)
        assert acted[0]["selected_option"]["value"] == "islington"
        assert str(element(console, "pick").label) == "Islington ▾"  # type: ignore[attr-defined]

        await press(pilot, element(console, "menu"))
        await until(pilot, lambda: isinstance(console.screen, PickScreen))
        await pilot.press("down", "down", "enter")
        await until(pilot, lambda: len(acted) == 2)
        assert acted[1]["selected_option"]["value"] == "copy"

        await press(pilot, element(console, "find"))
        await until(pilot, lambda: isinstance(console.screen, PickScreen))
        await pilot.press(*"Der")
        await until(pilot, lambda: console.screen.query_one(OptionList).option_count == 1)
        await pilot.press("enter")
        await until(pilot, lambda: len(acted) == 3)
        assert acted[2]["selected_option"]["value"] == "derby"

        await press(pilot, element(console, "several"))
        await until(pilot, lambda: isinstance(console.screen, PickSeveralScreen))
        console.screen.query_one(SelectionList).select_all()
        await press(pilot, console.screen.query(Button).last())
        await until(pilot, lambda: len(acted) == 4)
        assert [option["value"] for option in acted[3]["selected_options"]] == ["one", "two"]

        await press(pilot, element(console, "pick"))
        await until(pilot, lambda: isinstance(console.screen, PickScreen))
        await pilot.press("escape")
        await until(pilot, lambda: not isinstance(console.screen, PickScreen))
        assert len(acted) == 4


async def open_form(pilot: Pilot[None], console: Console) -> ViewScreen:
    """Open the app's modal from its button."""
    await ask(pilot, console)
    await press(pilot, element(console, "track"))
    await until(pilot, lambda: isinstance(console.screen, ViewScreen) and console.screen.query("Typed"))
    assert isinstance(console.screen, ViewScreen)
    return console.screen


async def test_a_modal_is_filled_in_and_submitted(console: Console, acted: list[dict[str, Any]]) -> None:
    """Every kind of field reaches the app, and the modal closes."""
    async with console.run_test(size=(80, 24)) as pilot:
        screen = await open_form(pilot, console)
        assert screen.query_one("#submit").region.bottom <= 24
        await press(pilot, element(console, "who"))
        await until(pilot, lambda: isinstance(console.screen, PickScreen))
        await pilot.press(*"grace", "enter")
        await until(pilot, lambda: console.screen is screen)
        screen.query_one(TypedLong).text = "soon"
        screen.query_one(Dots).query("RadioButton").last().toggle()  # type: ignore[attr-defined]
        screen.query_one(Ticks).select_all()
        await pilot.pause()
        await press(pilot, screen.query_one("#submit"))
        await until(pilot, lambda: console.screen is not screen)

        values = acted[-1]
        assert values["owner"]["who"]["selected_user"] == console.slack.person("grace").id
        assert values["due"]["date"]["selected_date"] == "2012-06-09"
        assert values["note"]["text"]["value"] == "soon"
        assert values["state"]["one"]["selected_option"]["value"] == "done"
        assert [option["value"] for option in values["tags"]["many"]["selected_options"]] == ["care", "court"]


async def test_a_modals_errors_are_shown_and_it_can_be_left(
    console: Console, slack: LocalSlack, acted: list[dict[str, Any]]
) -> None:
    """Missing fields and the app's own errors stand under their fields; Esc closes the modal."""
    async with console.run_test(size=(80, 40)) as pilot:
        screen = await open_form(pilot, console)
        await press(pilot, screen.query_one("#submit"))
        await until(pilot, lambda: "Please complete this required field." in shown(console))

        slack.held(screen.view, "priya")["owner", "who"] = {"selected_user": slack.person("tom").id}
        date = screen.query("Typed").results(Input)
        next(date).value = "2012-01-01"
        await pilot.pause()
        await press(pilot, screen.query_one("#submit"))
        await until(pilot, lambda: "That day is past." in shown(console))

        await pilot.press("escape")
        await until(pilot, lambda: not isinstance(console.screen, ViewScreen))
        assert slack.modal("priya") is None


async def test_home_is_opened_and_shown(console: Console) -> None:
    """Choosing Home tells the app, and what it publishes is shown."""
    async with console.run_test() as pilot:
        console.query_one("#conversations", OptionList).focus()
        await pilot.press("end", "enter")
        await until(pilot, lambda: "Your items" in shown(console))
        console.action_to_prompt()
        await type_in(pilot, "hello")
        await until(pilot, lambda: "heard hello" in shown(console))


async def test_another_conversation_is_marked_new(console: Console, slack: LocalSlack) -> None:
    """What arrives elsewhere shows in the list until it is read."""
    async with console.run_test() as pilot:
        slack.post_as_bot("#general", "build passed")
        options = console.query_one("#conversations", OptionList)
        await until(pilot, lambda: "# general  new" in [str(option.prompt) for option in options.options])
        options.focus()
        await pilot.press("home", "enter")
        await until(pilot, lambda: "build passed" in shown(console))
        assert "# general" in [str(option.prompt) for option in options.options]


async def test_edits_and_deletions_are_followed(console: Console, slack: LocalSlack) -> None:
    """A changed message changes in place, a deleted one goes."""
    async with console.run_test() as pilot:
        message = slack.post("#improvement-board", "first words", "tom")
        await until(pilot, lambda: "first words" in shown(console))
        changed = slack.edit(message, "second words")
        await until(pilot, lambda: "second words" in shown(console))
        assert "(edited)" in shown(console)
        assert "first words" not in shown(console)
        slack.delete(changed)
        await until(pilot, lambda: not console.query(MessageView))


async def test_one_can_act_as_someone_else(console: Console, slack: LocalSlack) -> None:
    """F2 goes to the next person, who does not see what only the other saw."""
    async with console.run_test() as pilot:
        await ask(pilot, console)
        await pilot.press("f2")
        await until(pilot, lambda: "as Tom Ellison" in shown(console))
        assert not console.query(MessageView)
        await type_in(pilot, "hello")
        await until(pilot, lambda: "In the thread" in shown(console))
        assert slack.messages("#improvement-board", viewer="tom")[0].user == slack.person("tom").id


async def test_help_is_a_key_away(console: Console) -> None:
    """F1 shows the keys and Esc goes back."""
    async with console.run_test(size=(80, 24)) as pilot:
        await pilot.press("f1")
        await until(pilot, lambda: isinstance(console.screen, HelpScreen))
        assert "slash command" in shown(console)
        await pilot.press("escape")
        await until(pilot, lambda: not isinstance(console.screen, HelpScreen))


async def test_an_old_conversation_is_shown_from_its_end(
    slack: LocalSlack, make_console: Callable[..., Console]
) -> None:
    """Starting on a long conversation shows its newest message, and the page keys scroll."""
    for number in range(30):
        slack.tell("#improvement-board", f"line {number}", user="priya")
    console = make_console()
    async with console.run_test(size=(80, 24)) as pilot:
        messages = console.query_one("#messages")
        await until(pilot, lambda: len(console.query(MessageView)) == 30 and messages.scroll_y > 0)
        before = messages.scroll_y
        await pilot.press("pageup")
        await until(pilot, lambda: messages.scroll_y < before)
        await pilot.press("pagedown")
        await until(pilot, lambda: messages.scroll_y == before)
