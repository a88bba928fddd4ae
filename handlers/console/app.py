"""The console itself: conversations on the left, messages on the right, an input line below.

It shows a `LocalSlack` and acts in it as a person. What the app behind that Slack answers arrives as changes
of the workspace, from other threads; they are posted to the user interface as messages and drawn there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar

from textual import on
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.message import Message as TextualMessage
from textual.widget import Widget
from textual.widgets import Button, Footer, Input, OptionList, Static
from textual.widgets.option_list import Option

from handlers.console.blocks import MessageView, widgets_for
from handlers.console.directory import HOME, Directory
from handlers.console.fields import Menu, MenuWanted, Seen, Surface, Used, choices_of
from handlers.console.mrkdwn import plain
from handlers.console.prompt import Example, Prompt
from handlers.console.screens import ConfirmScreen, HelpScreen, PickScreen, PickSeveralScreen, ViewScreen
from handlers.local_slack import LocalSlack
from handlers.local_slack.elements import Choice, Element, chosen
from handlers.local_slack.models import Change, Channel, Json, Message, View


class SlackChanged(TextualMessage):
    """Something changed in the workspace."""

    def __init__(self, change: Change) -> None:
        """Carry the change to the user interface's thread."""
        super().__init__()
        self.change = change


class Console(App[None]):
    """A small Slack client in front of a LocalSlack."""

    CSS_PATH = "console.tcss"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f1", "help", "Help"),
        Binding("f2", "next_person", "Act as…"),
        Binding("escape", "to_prompt", "Input line"),
        Binding("pageup", "scroll_messages(-1)", show=False),
        Binding("pagedown", "scroll_messages(1)", show=False),
        Binding("ctrl+q", "quit", "Leave", priority=True),
    ]

    def __init__(self, slack: LocalSlack, *, examples: Sequence[str], title: str) -> None:
        """Show `slack`, which must be started.

        Args:
            slack: The workspace to show and act in.
            examples: Questions offered for pressing at the top of every conversation.
            title: What the console is called, in its heading.
        """
        super().__init__()
        self.title = title
        self.slack = slack
        self._examples = tuple(examples)
        self._directory = Directory(slack)
        self._person = slack.people[0].id
        places = [channel.id for channel in slack.channels if not channel.is_im]
        self._place = places[-1] if places else slack.dm(self._person).id
        self._unread: set[str] = set()
        self._busy = 0
        self._shown: dict[str, MessageView] = {}
        self._end: Callable[[], None] = lambda: None
        self._sidebar = OptionList(id="conversations")
        self._heading = Static(id="heading")
        self._list = VerticalScroll(id="messages", can_focus=False)
        self._prompt = Prompt()

    # -- the screen --------------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        """Build the heading, the two halves and the keys."""
        yield Static(plain(self.title), id="title")
        with Horizontal(id="halves"):
            yield self._sidebar
            with Vertical(id="conversation"):
                yield self._heading
                yield self._list
                yield self._prompt
        yield Footer()

    async def on_mount(self) -> None:
        """Begin to follow the workspace."""
        self._end = self.slack.subscribe(lambda change: self._changed(change))
        self._draw_sidebar()
        await self._draw_place()
        self._prompt.focus()

    def on_unmount(self) -> None:
        """Stop following the workspace."""
        self._end()

    def _changed(self, change: Change) -> None:
        """Carry a change over; called in whichever thread made it."""
        if self.is_running and change.kind not in {"called", "connected"}:
            self.post_message(SlackChanged(change))

    def _draw_sidebar(self) -> None:
        conversations = self._directory.conversations(self._person)
        options = [
            Option(plain(f"{name}  new" if place in self._unread else name), id=place)
            for place, name in conversations
        ]
        self._sidebar.clear_options().add_options(options)
        self._sidebar.highlighted = [place for place, _ in conversations].index(self._place)

    def _draw_heading(self) -> None:
        name = dict(self._directory.conversations(self._person))[self._place]
        waiting = "   waiting for the answer…" if self._busy else ""
        self._heading.update(plain(f"{name}   as {self._directory.name_of(self._person)}{waiting}"))
        in_channel = self._place != HOME and not self.slack.channel(self._place).is_im
        bot = self._directory.name_of(self.slack.bot_user)
        self._prompt.placeholder = (
            f"Ask @{bot} or type /{bot} …" if in_channel else f"Message {bot} or /{bot} …"
        )

    # -- the conversation --------------------------------------------------------------------------

    def _seen(self, surface: Surface) -> Seen:
        return Seen(surface, self.slack.held(surface, self._person), self._directory.name_of)

    async def _draw_place(self) -> None:
        """Show the chosen conversation from the beginning."""
        self._draw_heading()
        self._shown = {}
        await self._list.remove_children()
        if self._place == HOME:
            await self._draw_home()
        else:
            await self._list.mount(self._welcome())
            await self._draw_messages()

    def _welcome(self) -> Widget:
        words = plain(
            "Ask what inspectors found. Press a question, or type your own below. F1 shows the keys."
        )
        return Vertical(
            Static(words, classes="text"), *(Example(question) for question in self._examples), id="welcome"
        )

    async def _draw_home(self) -> None:
        view = self.slack.home(self._person)
        await self._list.remove_children()
        if view is None:
            await self._list.mount(Static("Nothing has been published here yet.", classes="context"))
        else:
            await self._list.mount(Vertical(*widgets_for(self._seen(view)), classes="message"))

    def _in_order(self) -> list[Message]:
        """Return the messages the person sees, every thread together under its first message."""
        messages = self.slack.messages(self._place, viewer=self._person)
        return sorted(
            messages, key=lambda message: (float(message.thread_ts or message.ts), float(message.ts))
        )

    async def _draw_messages(self) -> None:
        """Bring the list in line with the conversation: remove, replace and add what differs."""
        wanted = self._in_order()
        for ts in self._shown.keys() - {message.ts for message in wanted}:
            await self._shown.pop(ts).remove()
        before: Widget | None = self._list.children[0] if self._list.children else None
        newest: Widget | None = None
        for message in wanted:
            current = self._shown.get(message.ts)
            if current is None or current.message != message:
                is_bot = bool(message.bot_id)
                author = self._directory.name_of(message.user)
                view = MessageView(message, self._seen(message), author, is_bot=is_bot)
                await self._list.mount(view, after=before)
                if current is not None:
                    await current.remove()
                self._shown[message.ts] = current = newest = view
            before = current
        if newest is not None:
            self.call_after_refresh(self._list.scroll_to_widget, newest, animate=False, top=True)

    async def on_slack_changed(self, event: SlackChanged) -> None:
        """Draw what changed."""
        change = event.change
        mine = change.user in (None, self._person)
        if change.channel is not None:
            if change.channel == self._place:
                await self._draw_messages()
            elif mine and change.kind in {"message", "ephemeral"}:
                self._unread.add(change.channel)
                self._draw_sidebar()
        elif mine and change.kind == "home" and self._place == HOME:
            await self._draw_home()
        elif mine and change.kind in {"view", "view_closed"}:
            await self._draw_modal()

    async def _draw_modal(self) -> None:
        """Bring the modal screen in line with the modal on top."""
        view = self.slack.modal(self._person)
        current = next((screen for screen in self.screen_stack if isinstance(screen, ViewScreen)), None)
        if view is None:
            while current in self.screen_stack:
                await self.pop_screen()
        elif current is None:
            await self.push_screen(
                ViewScreen(self._seen(view), submit=self._submit_view, close=self._close_view)
            )
        else:
            await current.show(self._seen(view))

    # -- what the person does ----------------------------------------------------------------------

    @on(OptionList.OptionSelected, "#conversations")
    async def _choose_place(self, event: OptionList.OptionSelected) -> None:
        await self._go_to(str(event.option_id))
        if self._place == HOME:
            self._in_background(lambda: self.slack.open_home(self._person))

    async def _go_to(self, place: str) -> None:
        self._place = place
        self._unread.discard(place)
        self._draw_sidebar()
        await self._draw_place()

    @on(Input.Submitted, "#prompt")
    async def _submitted(self, event: Input.Submitted) -> None:
        text = event.value.strip()
        self._prompt.value = ""
        if text:
            self._prompt.remember(text)
            await self.say(text)

    @on(Button.Pressed, ".example")
    async def _example(self, event: Button.Pressed) -> None:
        assert isinstance(event.button, Example)
        self._prompt.remember(event.button.question)
        self._prompt.focus()
        await self.say(event.button.question)

    async def say(self, text: str) -> None:
        """Send a line as the person: a slash command, a mention in a channel, or a direct message."""
        if self._place == HOME:
            await self._go_to(self.slack.dm(self._person).id)
        place = self.slack.channel(self._place)
        person = self._person
        if text.startswith("/"):
            self._in_background(lambda: self._slash(text, person, place))
        elif place.is_im or self._names_bot(text):
            self._in_background(lambda: self.slack.post(place, text, person))
        else:
            self._in_background(lambda: self.slack.mention(place, text, person))

    def _names_bot(self, text: str) -> bool:
        bot = self.slack.bot_user
        return f"<@{bot}>" in text or f"@{self._directory.name_of(bot)}" in text

    def _slash(self, text: str, person: str, place: Channel) -> None:
        command, _, rest = text.partition(" ")
        self.slack.tell(place, text, user=person, author=person)
        result = self.slack.slash(rest, user=person, channel=place, command=command)
        if not result.ok:
            details = "\n".join(result.details)
            self.slack.tell(place, f"{result.shown}\n{details}".strip(), user=person)

    def on_used(self, event: Used) -> None:
        """Note what was done with an element, and tell the app where Slack would."""
        found, surface, choice = event.found, event.surface, event.choice
        if found.type not in {"button", "overflow"}:
            held = self.slack.held(surface, self._person)
            held[found.block_id, found.action_id] = chosen(found, choice)
        in_form = found.block.get("type") == "input" and not found.block.get("dispatch_action")
        if in_form or not event.final:
            return
        if confirm := found.element.get("confirm"):

            def answered(yes: bool | None) -> None:
                if yes:
                    self._click(found, surface, choice)

            self.push_screen(ConfirmScreen(confirm), answered)
        else:
            self._click(found, surface, choice)

    def _click(self, found: Element, surface: Surface, choice: Choice) -> None:
        person = self._person
        if link := found.element.get("url"):
            self.notify(str(link), title="Opens in the browser")

        def click() -> None:
            result = self.slack.click(
                surface, found.action_id, user=person, block_id=found.block_id, value=choice
            )
            if not result.ok:
                words = f"The app did not answer: {result.error}"
                self.call_from_thread(self.notify, words, severity="error")

        self._in_background(click)

    def on_menu_wanted(self, event: MenuWanted) -> None:
        """Show a menu's options; what is chosen is then done with it."""
        menu: Menu = event.menu
        found, surface, person = menu.found, menu.surface, self._person
        title = found.label or "Choose"

        async def picked(choice: str | list[str] | None) -> None:
            if choice is None:
                return
            whole: Choice = offered.get(choice, choice) if isinstance(choice, str) else choice
            menu.post_message(Used(found, surface, whole))
            if found.type != "overflow":
                texts = dict(choices)
                values = [choice] if isinstance(choice, str) else choice
                words = ", ".join(texts.get(value, value) for value in values)
                menu.label = plain(f"{words or 'Choose'} ▾")

        def ask(typed: str) -> list[tuple[str, str]]:
            options = self.slack.suggest(surface, found.action_id, typed, user=person)
            offered.update((str(option["value"]), option) for option in options)
            answers = [(str(option["value"]), str(option["text"]["text"])) for option in options]
            choices.extend(answers)
            return answers

        offered: dict[str, Json] = {}
        choices = choices_of(found, self._directory.listed)
        if found.type.startswith("multi_"):
            held = self._seen(surface).holding(found)
            ticked = [
                str(one["value"]) if isinstance(one, Mapping) else str(one)
                for name, value in held.items()
                if name != "type"
                for one in value or []
            ]
            self.push_screen(PickSeveralScreen(title, choices, ticked), picked)
        else:
            external = found.type == "external_select"
            self.push_screen(PickScreen(title, choices, ask=ask if external else None), picked)

    def _submit_view(self, view: View) -> None:
        person = self._person

        def submit() -> None:
            result = self.slack.submit_view(person, view=view)
            if result.errors:
                self.call_from_thread(self._show_errors, view, dict(result.errors))
            elif not result.ok:
                words = "\n".join(result.details) or str(result.error)
                self.call_from_thread(self.notify, words, severity="error")

        self._in_background(submit)

    def _show_errors(self, view: View, errors: dict[str, str]) -> None:
        for screen in self.screen_stack:
            if isinstance(screen, ViewScreen):
                screen.call_later(screen.show, self._seen(view), errors)

    def _close_view(self, view: View) -> None:
        person = self._person
        self._in_background(lambda: self.slack.close_view(person))

    def action_help(self) -> None:
        """Show the help page."""
        self.push_screen(HelpScreen())

    def action_to_prompt(self) -> None:
        """Go back to the input line."""
        self._prompt.focus()

    def action_scroll_messages(self, direction: int) -> None:
        """Scroll the conversation by a page: up for -1, down for 1."""
        if direction < 0:
            self._list.scroll_page_up()
        else:
            self._list.scroll_page_down()

    async def action_next_person(self) -> None:
        """Act as the next person of the workspace."""
        people = [person.id for person in self.slack.people]
        was_direct = self._place == self.slack.dm(self._person).id
        self._person = people[(people.index(self._person) + 1) % len(people)]
        if was_direct:
            self._place = self.slack.dm(self._person).id
        elif self._place not in dict(self._directory.conversations(self._person)):
            self._place = HOME
        await self._go_to(self._place)

    # -- the background ----------------------------------------------------------------------------

    def _in_background(self, act: Callable[[], object]) -> None:
        """Do something that waits for the app in a thread of its own; what fails is shown, not fatal."""

        def run() -> None:
            try:
                act()
            except (LookupError, ValueError) as error:
                self.call_from_thread(self.notify, str(error), severity="error")
            finally:
                self.call_from_thread(self._count, -1)

        self._count(1)
        self.run_worker(run, thread=True, group="slack")

    def _count(self, step: int) -> None:
        self._busy += step
        self._draw_heading()
