"""People using what the app shows: buttons and menus, modals, shortcuts and menus that ask for options."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from handlers.local_slack import elements
from handlers.local_slack.api_views import STACK, checked_body
from handlers.local_slack.backend import Refusal
from handlers.local_slack.core import SlackCore
from handlers.local_slack.delivery import Item
from handlers.local_slack.elements import Choice, Element
from handlers.local_slack.models import Json, Message, View
from handlers.local_slack.payloads import interaction, message_source, view_source

Held = dict[tuple[str, str], Json]
REQUIRED = "Please complete this required field."
TROUBLE = "We had some trouble connecting. Try again?"


@dataclass(frozen=True, slots=True)
class ClickResult:
    """What came of a click: Slack's error word when the app did not acknowledge, and how long it took."""

    error: str | None
    seconds: float

    @property
    def ok(self) -> bool:
        """Whether the app acknowledged in time."""
        return self.error is None


@dataclass(frozen=True, slots=True)
class SubmitResult:
    """What came of submitting a modal.

    Attributes:
        sent: Whether it reached the app; a form with required fields empty does not.
        error: Slack's word for what went wrong, None when all went well.
        errors: What is written under the fields, by block id.
        view: The modal on top afterwards, None when all are closed.
        details: What was wrong with the app's answer, in words.
    """

    sent: bool
    error: str | None
    errors: Mapping[str, str]
    view: View | None
    details: tuple[str, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether the form was taken."""
        return self.sent and self.error is None and not self.errors


class Interacting(SlackCore):
    """What people press, choose and fill in."""

    def click(
        self,
        surface: Message | View,
        action_id: str | None = None,
        *,
        user: str,
        value: Choice = None,
        block_id: str | None = None,
        label: str | None = None,
    ) -> ClickResult:
        """Press a button or choose in a menu, and deliver `block_actions`.

        Args:
            surface: The message, modal or App Home it is on.
            action_id: Which element; may be left out when `label` or `value` tells it.
            user: Who does it, by handle or id.
            value: For a menu what is chosen (an option's value or text, a date, an id); for a button, which.
            block_id: Which block, when several have the action id.
            label: The text on it.

        Raises:
            LookupError: no element fits, or several do.
            ValueError: the menu has no such option.
        """
        person = self.person(user)
        found = elements.find(surface.blocks, action_id, block_id=block_id, label=label, value=value)
        acted = elements.action(found, value, self.workspace.next_ts())
        held = self.held(surface, user)
        if found.type not in {"button", "overflow"}:
            held[found.block_id, found.action_id] = elements.chosen(found, value)
        state = elements.state_of(surface.blocks, held)
        more: Json = {"trigger_id": self.backend.triggers.issue(person.id), "actions": [acted]}
        more |= self._source(surface, state)
        if isinstance(surface, Message):
            more["state"] = {"values": state}
            more["response_url"] = self.backend.issue_reply(surface.channel, person.id, surface)
        ack = self.deliver(Item("interactive", interaction("block_actions", person, **more)))
        return ClickResult(ack.error, ack.seconds)

    def _source(self, surface: Message | View, state: Json) -> Json:
        if isinstance(surface, View):
            return view_source(surface, state)
        return message_source(surface, self.channel(surface.channel))

    def held(self, surface: Message | View, user: str) -> Held:
        """Return what a person has chosen on a surface so far, by block and action id; it may be added to."""
        key = surface.id if isinstance(surface, View) else f"{surface.channel}/{surface.ts}"
        return self._choices.setdefault((self.person(user).id, key), {})

    def fill(self, view: View, user: str, values: Mapping[str, Choice]) -> Json:
        """Enter values in a modal's fields, by action id or block id, and return the view's state.

        Raises:
            LookupError: there is no such field.
            ValueError: a menu has no such option.
        """
        held = self.held(view, user)
        for name, choice in values.items():
            field = next(
                (one for one in elements.elements(view.blocks) if name in (one.action_id, one.block_id)), None
            )
            if field is None:
                raise LookupError(f"no field {name!r} in {view.title!r}")
            held[field.block_id, field.action_id] = elements.chosen(field, choice)
        return elements.state_of(view.blocks, held)

    def submit_view(
        self, user: str, values: Mapping[str, Choice] | None = None, *, view: View | None = None
    ) -> SubmitResult:
        """Fill in and submit a modal, and do what the app's ack says.

        Args:
            user: Who does it, by handle or id.
            values: What goes into which field, by action id or block id; the rest keeps what it has.
            view: Which modal, the one on top when None.

        Raises:
            LookupError: no modal is open, or it has no such field.
            ValueError: a menu has no such option.
        """
        person = self.person(user)
        shown = view or self.modal(user)
        if shown is None:
            raise LookupError(f"no modal is open for {user}")
        state = self.fill(shown, user, values or {})
        missing = {
            field.block_id: REQUIRED
            for field in elements.elements(shown.blocks)
            if field.required and elements.is_empty(state[field.block_id][field.action_id])
        }
        if missing:
            return SubmitResult(False, None, missing, shown)
        more = {
            "trigger_id": self.backend.triggers.issue(person.id),
            "view": shown.payload(state),
            "response_urls": self._response_urls(shown, state, person.id),
        }
        ack = self.deliver(Item("interactive", interaction("view_submission", person, **more)))
        if ack.error:
            return SubmitResult(True, ack.error, {}, shown, (TROUBLE,))
        return self._after_submit(shown, ack.body if isinstance(ack.body, dict) else {})

    def _response_urls(self, view: View, state: Json, user: str) -> list[Json]:
        urls: list[Json] = []
        for field in elements.elements(view.blocks):
            held = state.get(field.block_id, {}).get(field.action_id, {})
            channel = held.get("selected_conversation") or held.get("selected_channel")
            if field.element.get("response_url_enabled") and channel:
                address = self.backend.issue_reply(channel, user)
                urls.append(
                    {
                        "block_id": field.block_id,
                        "action_id": field.action_id,
                        "channel_id": channel,
                        "response_url": address,
                    }
                )
        return urls

    def _after_submit(self, view: View, body: Mapping[str, Any]) -> SubmitResult:
        stack = self.workspace.modals.get(view.user, [])
        below = [other for other in stack if other.id != view.id]
        action = body.get("response_action")
        try:
            if action == "errors":
                return SubmitResult(True, None, self._field_errors(view, body), view)
            if action == "clear":
                stack = []
            elif action == "update":
                changed = self.workspace.changed_view(view, checked_body(body.get("view"), "modal"))
                stack = [changed if other.id == view.id else other for other in stack]
            elif action == "push":
                if len(stack) >= STACK:
                    raise Refusal("push_limit_reached")
                pushed = checked_body(body.get("view"), "modal")
                stack = [*stack, self.workspace.new_view(view.user, pushed, previous=view)]
            elif action is None:
                stack = below
            else:
                raise Refusal("invalid_arguments", f"unknown response_action: {action}")
        except Refusal as refusal:
            words = tuple(refusal.extra.get("response_metadata", {}).get("messages", ()))
            return SubmitResult(True, refusal.error, {}, view, (TROUBLE, *words))
        self.workspace.show_modals(view.user, stack)
        return SubmitResult(True, None, {}, stack[-1] if stack else None)

    def _field_errors(self, view: View, body: Mapping[str, Any]) -> Mapping[str, str]:
        errors = body.get("errors")
        inputs = {block["block_id"] for block in view.blocks if block["type"] == "input"}
        if not isinstance(errors, dict) or not errors or not inputs.issuperset(errors):
            raise Refusal("invalid_arguments", "errors must name input blocks of the view")
        return {str(block_id): str(words) for block_id, words in errors.items()}

    def close_view(self, user: str, *, whole_stack: bool = False) -> None:
        """Close the modal on top (or all), and deliver `view_closed` when the view asks for it.

        Raises:
            LookupError: no modal is open.
        """
        person = self.person(user)
        stack = self.workspace.modals.get(person.id, [])
        if not stack:
            raise LookupError(f"no modal is open for {user}")
        closed = stack[-1]
        self.workspace.show_modals(person.id, [] if whole_stack else stack[:-1])
        if closed.body.get("notify_on_close"):
            state = elements.state_of(closed.blocks, self.held(closed, user))
            more = {"view": closed.payload(state), "is_cleared": whole_stack}
            self.deliver(Item("interactive", interaction("view_closed", person, **more)))

    def shortcut(self, callback_id: str, *, user: str, message: Message | None = None) -> ClickResult:
        """Use a global shortcut, or a message shortcut on `message`."""
        person = self.person(user)
        more: Json = {
            "callback_id": callback_id,
            "trigger_id": self.backend.triggers.issue(person.id),
            "action_ts": self.workspace.next_ts(),
        }
        if message is not None:
            source = message_source(message, self.channel(message.channel))
            more |= {"channel": source["channel"], "message": message.payload(), "message_ts": message.ts}
            more["response_url"] = self.backend.issue_reply(message.channel, person.id, message)
        kind = "shortcut" if message is None else "message_action"
        ack = self.deliver(Item("interactive", interaction(kind, person, **more)))
        return ClickResult(ack.error, ack.seconds)

    def suggest(self, surface: Message | View, action_id: str, typed: str, *, user: str) -> tuple[Json, ...]:
        """Type into an external menu and return the options the app offers, at most 100.

        Raises:
            LookupError: there is no such menu.
            ValueError: the app did not answer with options Slack would show.
        """
        found: Element = elements.find(surface.blocks, action_id)
        state = elements.state_of(surface.blocks, self.held(surface, user))
        more = {"action_id": found.action_id, "block_id": found.block_id, "value": typed}
        payload = interaction("block_suggestion", self.person(user), **more, **self._source(surface, state))
        ack = self.deliver(Item("interactive", payload))
        body = ack.body if isinstance(ack.body, dict) else {}
        offered: Sequence[Json] = elements.options_of(body)
        if not ack.ok or not {"options", "option_groups"} & body.keys() or len(offered) > 100:
            raise ValueError(f"no options Slack would show: {ack.error or body}")
        return tuple(offered)
