"""The screens on top of the conversation: a modal of the app, a menu's options, a confirmation, and help."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Button, Input, OptionList, SelectionList, Static
from textual.widgets.option_list import Option
from textual.widgets.selection_list import Selection

from handlers.console.blocks import Errors, widgets_for
from handlers.console.fields import Seen, variant_of
from handlers.console.mrkdwn import mrkdwn, plain
from handlers.local_slack.models import Json, View

Choices = Sequence[tuple[str, str]]


class ViewScreen(ModalScreen[None]):
    """A modal the app opened. `submit` and `close` are told; they decide what happens to it."""

    BINDINGS: ClassVar[list[BindingType]] = [("escape", "close", "Close")]

    def __init__(self, seen: Seen, *, submit: Callable[[View], None], close: Callable[[View], None]) -> None:
        """Show a view."""
        super().__init__()
        self._seen = seen
        self._submit = submit
        self._close = close
        self._errors: Errors = {}

    @property
    def view(self) -> View:
        """The view shown now."""
        assert isinstance(self._seen.surface, View)
        return self._seen.surface

    async def show(self, seen: Seen, errors: Errors | None = None) -> None:
        """Show the view anew, or another one in its place, with words under its fields."""
        self._seen = seen
        self._errors = errors or {}
        await self.recompose()

    def compose(self) -> ComposeResult:
        """Build title, blocks and buttons."""
        body = self.view.body
        with Vertical(classes="dialog"):
            yield Static(plain(self.view.title), classes="dialog-title")
            with VerticalScroll(classes="dialog-body", can_focus=False):
                yield from widgets_for(self._seen, self._errors)
            with Horizontal(classes="dialog-buttons"):
                if body.get("submit"):
                    yield Button(plain(str(body["submit"]["text"])), "primary", compact=True, id="submit")
                close = (body.get("close") or {}).get("text", "Cancel" if body.get("submit") else "Close")
                yield Button(plain(str(close)), compact=True, id="close")

    @on(Button.Pressed, "#submit")
    def _on_submit(self) -> None:
        self._submit(self.view)

    @on(Button.Pressed, "#close")
    def action_close(self) -> None:
        """Close the modal."""
        self._close(self.view)


class PickScreen(ModalScreen[str | None]):
    """A menu's options, narrowed by what is typed; `ask` fetches options for what is typed instead."""

    BINDINGS: ClassVar[list[BindingType]] = [
        ("escape", "dismiss(None)", "Cancel"),
        ("down", "into_list", "Options"),
    ]

    def __init__(self, title: str, choices: Choices, *, ask: Callable[[str], Choices] | None = None) -> None:
        """Offer `choices` as (value, text)."""
        super().__init__()
        self._title = title
        self._choices = choices
        self._ask = ask

    def compose(self) -> ComposeResult:
        """Build the filter and the list."""
        with Vertical(classes="dialog"):
            yield Static(plain(self._title), classes="dialog-title")
            yield Input(placeholder="Type to narrow, Down and Enter to choose, Esc to cancel")
            yield OptionList(*self._options(self._choices), classes="pick")

    def _options(self, choices: Choices) -> list[Option]:
        self._shown = list(choices)
        return [Option(plain(text)) for _, text in choices]

    @on(Input.Changed)
    def _narrow(self, event: Input.Changed) -> None:
        event.stop()
        if self._ask is not None:
            self._fetch(event.value)
            return
        wanted = event.value.casefold()
        self._fill([choice for choice in self._choices if wanted in choice[1].casefold()])

    def _fill(self, choices: Choices) -> None:
        self.query_one(OptionList).clear_options().add_options(self._options(choices))

    @work(thread=True, exclusive=True, exit_on_error=False)
    def _fetch(self, typed: str) -> None:
        assert self._ask is not None
        self.app.call_from_thread(self._fill, self._ask(typed))

    @on(Input.Submitted)
    def _first(self, event: Input.Submitted) -> None:
        event.stop()
        if self._shown:
            self.dismiss(self._shown[0][0])

    def action_into_list(self) -> None:
        """Go from the filter to the options."""
        self.query_one(OptionList).focus()

    @on(OptionList.OptionSelected)
    def _pick(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(self._shown[event.option_index][0])


class PickSeveralScreen(ModalScreen[list[str] | None]):
    """The options of a menu in which several can be chosen."""

    BINDINGS: ClassVar[list[BindingType]] = [("escape", "dismiss(None)", "Cancel")]

    def __init__(self, title: str, choices: Choices, chosen: Sequence[str]) -> None:
        """Offer `choices` as (value, text), `chosen` already ticked."""
        super().__init__()
        self._title = title
        self._choices = choices
        self._chosen = chosen

    def compose(self) -> ComposeResult:
        """Build the list and its button."""
        selections = [Selection(plain(text), value, value in self._chosen) for value, text in self._choices]
        with Vertical(classes="dialog"):
            yield Static(plain(self._title), classes="dialog-title")
            yield SelectionList[str](*selections, classes="pick")
            with Horizontal(classes="dialog-buttons"):
                yield Button("Done", "primary", compact=True)

    @on(Button.Pressed)
    def _done(self) -> None:
        self.dismiss(list(self.query_one(SelectionList).selected))


class ConfirmScreen(ModalScreen[bool]):
    """The question an element asks before it does anything."""

    BINDINGS: ClassVar[list[BindingType]] = [("escape", "dismiss(False)", "Cancel")]

    def __init__(self, confirm: Json) -> None:
        """Ask what a Block Kit confirm object asks."""
        super().__init__()
        self._confirm = confirm

    def compose(self) -> ComposeResult:
        """Build the question and its two answers."""
        variant = variant_of(self._confirm.get("style", "primary"))
        with Vertical(classes="dialog"):
            yield Static(plain(str(self._confirm["title"]["text"])), classes="dialog-title")
            yield Static(mrkdwn(str(self._confirm["text"]["text"])), classes="text")
            with Horizontal(classes="dialog-buttons"):
                yield Button(plain(str(self._confirm["confirm"]["text"])), variant, compact=True, id="yes")
                yield Button(plain(str(self._confirm["deny"]["text"])), compact=True, id="no")

    @on(Button.Pressed)
    def _answer(self, event: Button.Pressed) -> None:
        self.dismiss(event.button.id == "yes")


HELP = """\
*Ask.* Type a question and press Enter. Text beginning with `/ofsted` is a slash command, and only you see \
the answer. Anything else in a channel is sent as a mention of the bot; in the direct message just write.

*Move.* `Tab` and `Shift+Tab` go between the conversations, the buttons in answers and the input line. \
`Enter` presses a button or opens a menu. `PageUp` and `PageDown` scroll. `Esc` goes back to the input line.

*Again.* `Up` and `Down` in the input line bring back what you typed before.

*Keys.* `F1` this page, `F2` act as the next person, `Ctrl+Q` leave. `Esc` closes this page.
"""


class HelpScreen(ModalScreen[None]):
    """How to use the console."""

    BINDINGS: ClassVar[list[BindingType]] = [("escape,f1,enter", "dismiss", "Close")]

    def compose(self) -> ComposeResult:
        """Build the page."""
        with VerticalScroll(classes="dialog"):
            yield Static("Help", classes="dialog-title")
            yield Static(mrkdwn(HELP), classes="text")
