"""What people do with interactive elements: finding one, choosing in it, and the state of all of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from handlers.local_slack.limits import elements_of
from handlers.local_slack.models import Json

# The property an action carries, and the property that sets it at first, per type of element.
_SINGLE = {
    "plain_text_input": ("value", "initial_value"),
    "email_text_input": ("value", "initial_value"),
    "url_text_input": ("value", "initial_value"),
    "number_input": ("value", "initial_value"),
    "datepicker": ("selected_date", "initial_date"),
    "timepicker": ("selected_time", "initial_time"),
    "datetimepicker": ("selected_date_time", "initial_date_time"),
    "users_select": ("selected_user", "initial_user"),
    "multi_users_select": ("selected_users", "initial_users"),
    "channels_select": ("selected_channel", "initial_channel"),
    "multi_channels_select": ("selected_channels", "initial_channels"),
    "conversations_select": ("selected_conversation", "initial_conversation"),
    "multi_conversations_select": ("selected_conversations", "initial_conversations"),
    "rich_text_input": ("rich_text_value", "initial_value"),
    "file_input": ("files", ""),
}
_OPTION = {
    "static_select": ("selected_option", "initial_option"),
    "external_select": ("selected_option", "initial_option"),
    "radio_buttons": ("selected_option", "initial_option"),
    "overflow": ("selected_option", ""),
    "multi_static_select": ("selected_options", "initial_options"),
    "multi_external_select": ("selected_options", "initial_options"),
    "checkboxes": ("selected_options", "initial_options"),
}
_STATELESS = frozenset({"button", "overflow", "image"})
Choice = str | Sequence[str] | Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class Element:
    """One interactive element and the block it is in."""

    block: Json
    element: Json

    @property
    def type(self) -> str:
        """The element's type: button, static_select and so on."""
        return str(self.element["type"])

    @property
    def block_id(self) -> str:
        """The id of the block it is in."""
        return str(self.block.get("block_id", ""))

    @property
    def action_id(self) -> str:
        """Its action id; a generated one when the app gave none."""
        return str(self.element.get("action_id") or f"{self.block_id}-{self.type}")

    @property
    def label(self) -> str:
        """What a person reads on it: a button's text, an input's label, a menu's placeholder."""
        holder = self.element.get("text") or self.block.get("label") or self.element.get("placeholder") or {}
        return str(holder.get("text", ""))

    @property
    def required(self) -> bool:
        """Whether a form cannot be submitted without it."""
        return self.block.get("type") == "input" and not self.block.get("optional", False)


def elements(blocks: Sequence[Json]) -> Iterator[Element]:
    """Yield every interactive element of the blocks, in order."""
    for block in blocks:
        for element in elements_of(block):
            if element.get("type") != "image":
                yield Element(block, element)


def find(
    blocks: Sequence[Json],
    action_id: str | None = None,
    *,
    block_id: str | None = None,
    label: str | None = None,
    value: Choice = None,
) -> Element:
    """Return the one element that fits everything given; `value` tells buttons apart.

    Raises:
        LookupError: none fits, or more than one does.
    """
    fitting = [
        found
        for found in elements(blocks)
        if action_id in (None, found.action_id)
        and block_id in (None, found.block_id)
        and label in (None, found.label)
        and (found.type != "button" or value in (None, found.element.get("value")))
    ]
    if len(fitting) != 1:
        there = ", ".join(f"{found.action_id} ({found.label})" for found in elements(blocks))
        wanted = f"action_id={action_id!r}, label={label!r}, value={value!r}"
        raise LookupError(f"{len(fitting)} elements with {wanted}; there are: {there or 'none'}")
    return fitting[0]


def options_of(element: Mapping[str, Any]) -> list[Json]:
    """Return all options of a menu, those of its groups included."""
    grouped = [option for group in element.get("option_groups") or [] for option in group["options"]]
    return [*(element.get("options") or []), *grouped]


def chosen(found: Element, choice: Choice) -> Json:
    """Return what an element holds after a person chose `choice` in it.

    Args:
        found: The element.
        choice: An option's value or text, several of them, a whole option (external menus), a date, a time,
            an id or typed text; None leaves it empty.

    Raises:
        ValueError: the element offers no such choice.
    """
    kind = found.type
    if kind in _OPTION:
        name, _ = _OPTION[kind]
        return {"type": kind, name: _options(found.element, choice, several=name == "selected_options")}
    if kind in _SINGLE:
        name, _ = _SINGLE[kind]
        if name.endswith("s") and name.startswith("selected"):
            choice = [choice] if isinstance(choice, str) else list(choice or [])
        return {"type": kind, name: choice}
    return {"type": kind}


def _options(element: Mapping[str, Any], choice: Choice, *, several: bool) -> Any:
    if several:
        wanted = [choice] if isinstance(choice, str | Mapping) else list(choice or [])
        return [_option(element, one) for one in wanted]
    return None if choice is None else _option(element, choice)


def _option(element: Mapping[str, Any], choice: Any) -> Json:
    if isinstance(choice, Mapping):
        return dict(choice)
    offered = options_of(element)
    for option in offered:
        if choice in (option.get("value"), option["text"]["text"]):
            return option
    values = ", ".join(str(option.get("value")) for option in offered)
    raise ValueError(f"no option {choice!r}; there are: {values or 'none'}")


def initial(found: Element) -> Json:
    """Return what an element holds before anyone touches it."""
    kind = found.type
    name, source = _OPTION.get(kind) or _SINGLE.get(kind) or ("value", "")
    empty: Any = [] if name.endswith("s") else None
    held = {"type": kind, name: found.element.get(source, empty)}
    if found.element.get("default_to_current_conversation"):
        held.setdefault(name, None)
    return held


def is_empty(held: Mapping[str, Any]) -> bool:
    """Whether an element holds nothing."""
    return not any(value for name, value in held.items() if name != "type")


def state_of(blocks: Sequence[Json], held: Mapping[tuple[str, str], Json]) -> Json:
    """Return the `state.values` of a surface: what is `held`, by block and action id, or the initial."""
    values: Json = {}
    for found in elements(blocks):
        if found.type not in _STATELESS:
            key = (found.block_id, found.action_id)
            values.setdefault(found.block_id, {})[found.action_id] = held.get(key) or initial(found)
    return values


def action(found: Element, choice: Choice, at: str) -> Json:
    """Return the action a person's click or choice sends; `at` is its timestamp."""
    body: Json = {"action_id": found.action_id, "block_id": found.block_id, "action_ts": at}
    if found.type == "button":
        kept = {name: found.element[name] for name in ("text", "value", "style") if name in found.element}
        return body | {"type": "button"} | kept
    held = chosen(found, choice)
    _, source = _OPTION.get(found.type) or _SINGLE.get(found.type) or ("", "")
    first = {source: found.element[source]} if source and source in found.element else {}
    return body | held | first
