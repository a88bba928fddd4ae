"""Interactive elements as widgets: buttons, menus, ticks, dots and typed fields, each telling what was done.

A widget knows its Block Kit element and the surface it is on; it never speaks to Slack itself.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from textual.message import Message as TextualMessage
from textual.widget import Widget
from textual.widgets import Button, Input, RadioButton, RadioSet, SelectionList, TextArea
from textual.widgets.button import ButtonVariant
from textual.widgets.selection_list import Selection

from handlers.console.mrkdwn import Names, plain, text_object
from handlers.local_slack.elements import Choice, Element, initial, options_of
from handlers.local_slack.models import Json, Message, View

Surface = Message | View
Held = Mapping[tuple[str, str], Json]

_TICKED = frozenset({"checkboxes"})
_TYPED = frozenset(
    {"plain_text_input", "email_text_input", "url_text_input", "number_input", "datepicker", "timepicker"}
)
_HINTS = {"datepicker": "YYYY-MM-DD", "timepicker": "HH:MM", "number_input": "a number"}


@dataclass(frozen=True, slots=True)
class Seen:
    """What is needed to show an element: where it is, what was chosen so far, and what ids are called."""

    surface: Surface
    held: Held
    names: Names

    def holding(self, found: Element) -> Json:
        """Return what the element holds now."""
        return self.held.get((found.block_id, found.action_id)) or initial(found)


def variant_of(style: str | None) -> ButtonVariant:
    """Return the button colour for a Block Kit style."""
    if style == "danger":
        return "error"
    return "primary" if style == "primary" else "default"


class Used(TextualMessage):
    """A person did something with an element: pressed it, chose `choice`, or (not `final`) still types."""

    def __init__(self, found: Element, surface: Surface, choice: Choice, *, final: bool = True) -> None:
        """Say what was done with which element on which surface."""
        super().__init__()
        self.found = found
        self.surface = surface
        self.choice = choice
        self.final = final


class MenuWanted(TextualMessage):
    """A person opens a menu: its options are to be shown for choosing."""

    def __init__(self, menu: Menu) -> None:
        """Say which menu."""
        super().__init__()
        self.menu = menu


class Press(Button):
    """A Block Kit button."""

    def __init__(self, found: Element, surface: Surface) -> None:
        """Show the button's text; its style gives the colour."""
        variant = variant_of(found.element.get("style"))
        super().__init__(plain(found.label), variant, compact=True, classes="element")
        self.found = found
        self.surface = surface

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Tell that it was pressed."""
        event.stop()
        self.post_message(Used(self.found, self.surface, self.found.element.get("value")))


class Menu(Button):
    """Any Block Kit menu, closed: a button that shows what is chosen and opens the options."""

    def __init__(self, found: Element, seen: Seen) -> None:
        """Show what is chosen, or the placeholder."""
        super().__init__("", compact=True, classes="element menu")
        self.found = found
        self.surface = seen.surface
        self.label = plain(f"{self._chosen(seen) or self._placeholder()} ▾")

    def _placeholder(self) -> str:
        text = (self.found.element.get("placeholder") or {}).get("text")
        return str(text or ("More" if self.found.type == "overflow" else "Choose"))

    def _chosen(self, seen: Seen) -> str:
        held = {name: value for name, value in seen.holding(self.found).items() if name != "type"}
        value = next(iter(held.values()), None)
        chosen = value if isinstance(value, list) else [value] if value else []
        return ", ".join(
            str(one["text"]["text"]) if isinstance(one, Mapping) else seen.names(str(one)) for one in chosen
        )

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Ask for the options to be shown."""
        event.stop()
        self.post_message(MenuWanted(self))


class Ticks(SelectionList[str]):
    """Checkboxes."""

    def __init__(self, found: Element, seen: Seen) -> None:
        """Show every option, those chosen ticked."""
        chosen = {option.get("value") for option in seen.holding(found).get("selected_options") or []}
        selections = [
            Selection(text_object(option["text"], seen.names), option["value"], option["value"] in chosen)
            for option in options_of(found.element)
        ]
        super().__init__(*selections, classes="element")
        self.found = found
        self.surface = seen.surface

    def on_selection_list_selected_changed(self, event: SelectionList.SelectedChanged[str]) -> None:
        """Tell what is ticked now."""
        event.stop()
        self.post_message(Used(self.found, self.surface, list(self.selected)))


class Dots(RadioSet):
    """Radio buttons."""

    def __init__(self, found: Element, seen: Seen) -> None:
        """Show every option, the chosen one filled."""
        chosen = (seen.holding(found).get("selected_option") or {}).get("value")
        self._values = [option["value"] for option in options_of(found.element)]
        buttons = [
            RadioButton(text_object(option["text"], seen.names), option["value"] == chosen)
            for option in options_of(found.element)
        ]
        super().__init__(*buttons, classes="element")
        self.found = found
        self.surface = seen.surface

    def on_radio_set_changed(self, event: RadioSet.Changed) -> None:
        """Tell which one is filled now."""
        event.stop()
        self.post_message(Used(self.found, self.surface, self._values[event.index]))


class Typed(Input):
    """A one-line field: text, an address, a number, a date or a time."""

    def __init__(self, found: Element, seen: Seen) -> None:
        """Show what was typed so far, or the placeholder."""
        held = [value for name, value in seen.holding(found).items() if name != "type"]
        hint = (found.element.get("placeholder") or {}).get("text") or _HINTS.get(found.type, "")
        super().__init__(
            str(held[0] or "") if held else "",
            placeholder=str(hint),
            max_length=found.element.get("max_length") or 3000,
            classes="element",
        )
        self.found = found
        self.surface = seen.surface

    def on_input_changed(self, event: Input.Changed) -> None:
        """Tell what is typed so far."""
        event.stop()
        self.post_message(Used(self.found, self.surface, event.value or None, final=False))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Tell that Enter was pressed."""
        event.stop()
        self.post_message(Used(self.found, self.surface, event.value or None))


class TypedLong(TextArea):
    """A field of several lines."""

    def __init__(self, found: Element, seen: Seen) -> None:
        """Show what was typed so far."""
        super().__init__(str(seen.holding(found).get("value") or ""), classes="element", tab_behavior="focus")
        self.found = found
        self.surface = seen.surface

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Tell what is typed so far."""
        event.stop()
        self.post_message(Used(self.found, self.surface, self.text or None, final=False))


def widget_for(found: Element, seen: Seen) -> Widget:
    """Return the widget that shows an interactive element."""
    if found.type == "button":
        return Press(found, seen.surface)
    if found.type in _TICKED:
        return Ticks(found, seen)
    if found.type == "radio_buttons":
        return Dots(found, seen)
    if found.type == "plain_text_input" and found.element.get("multiline"):
        return TypedLong(found, seen)
    if found.type in _TYPED:
        return Typed(found, seen)
    return Menu(found, seen)


Directory = Callable[[str], list[tuple[str, str]]]


def choices_of(found: Element, directory: Directory) -> list[tuple[str, str]]:
    """Return what a menu offers as (value, text); `directory` lists users, channels or conversations."""
    kind = found.type.removeprefix("multi_")
    if kind in {"users_select", "channels_select", "conversations_select"}:
        return directory(kind.removesuffix("_select"))
    return [(_value(option), str(option["text"]["text"])) for option in options_of(found.element)]


def _value(option: Mapping[str, Any]) -> str:
    return str(option.get("value") or option["text"]["text"])
