"""The `views.*` methods: opening, changing and stacking modals, and publishing App Home."""

from __future__ import annotations

import json

from handlers.local_slack.api import Args, Method
from handlers.local_slack.backend import Backend, Refusal
from handlers.local_slack.limits import check_view
from handlers.local_slack.models import Json, View

STACK = 3
VIEW_BYTES = 250_000


def checked_body(body: object, kind: str) -> Json:
    """Return a view's body that Slack would accept.

    Raises:
        Refusal: `invalid_arguments` or `view_too_large`.
    """
    if not isinstance(body, dict):
        raise Refusal("invalid_arguments", "must provide an object [json-pointer:/view]")
    if breaches := check_view(body):
        raise Refusal("invalid_arguments", *breaches)
    if body["type"] != kind:
        raise Refusal("invalid_arguments", f"unsupported type: {body['type']} [json-pointer:/view]")
    if len(json.dumps(body)) > VIEW_BYTES:
        raise Refusal("view_too_large")
    return body


def _check_hash(view: View, args: Args) -> None:
    if (given := args.text("hash")) and given != view.hash:
        raise Refusal("hash_conflict")


def _check_external_id(backend: Backend, body: Json, apart_from: str = "") -> None:
    wanted = body.get("external_id")
    views = [view for stack in backend.workspace.modals.values() for view in stack]
    if wanted and any(
        view.body.get("external_id") == wanted and view.root_id != apart_from for view in views
    ):
        raise Refusal("duplicate_external_id")


def open_view(backend: Backend, args: Args) -> Json:
    """`views.open`: a new stack of modals for the person the trigger belongs to."""
    body = checked_body(args.parsed("view"), "modal")
    _check_external_id(backend, body)
    user = backend.triggers.spend(args.text("trigger_id"))
    view = backend.workspace.new_view(user, body)
    backend.workspace.show_modals(user, [view])
    return {"view": view.payload()}


def push_view(backend: Backend, args: Args) -> Json:
    """`views.push`: another modal on top, three at most."""
    body = checked_body(args.parsed("view"), "modal")
    user = backend.triggers.spend(args.text("trigger_id"))
    stack = backend.workspace.modals.get(user, [])
    if not stack:
        raise Refusal("not_found")
    if len(stack) >= STACK:
        raise Refusal("push_limit_reached")
    view = backend.workspace.new_view(user, body, previous=stack[-1])
    backend.workspace.show_modals(user, [*stack, view])
    return {"view": view.payload()}


def update_view(backend: Backend, args: Args) -> Json:
    """`views.update`, by `view_id` or `external_id`, refused when `hash` is no longer the view's."""
    view_id, external_id = args.text("view_id"), args.text("external_id")
    if not view_id and not external_id:
        raise Refusal("invalid_arguments", "must provide view_id or external_id")
    workspace = backend.workspace
    views = [view for stack in workspace.modals.values() for view in stack] + list(workspace.homes.values())
    for view in views:
        if view.id == view_id or (external_id and view.body.get("external_id") == external_id):
            break
    else:
        raise Refusal("not_found")
    body = checked_body(args.parsed("view"), view.body["type"])
    _check_hash(view, args)
    _check_external_id(backend, body, view.root_id)
    changed = workspace.changed_view(view, body)
    if body["type"] == "home":
        workspace.show_home(view.user, changed)
    else:
        stack = [changed if other.id == view.id else other for other in workspace.modals[view.user]]
        workspace.show_modals(view.user, stack)
    return {"view": changed.payload()}


def publish(backend: Backend, args: Args) -> Json:
    """`views.publish`: a person's App Home."""
    user = args.text("user_id")
    if user not in backend.workspace.people:
        raise Refusal("user_not_found")
    body = checked_body(args.parsed("view"), "home")
    current = backend.workspace.homes.get(user)
    if current is not None:
        _check_hash(current, args)
        view = backend.workspace.changed_view(current, body)
    else:
        view = backend.workspace.new_view(user, body)
    backend.workspace.show_home(user, view)
    return {"view": view.payload()}


METHODS: dict[str, Method] = {
    "views.open": Method(open_view, ("trigger_id", "view")),
    "views.push": Method(push_view, ("trigger_id", "view")),
    "views.update": Method(update_view, ("view",)),
    "views.publish": Method(publish, ("user_id", "view")),
}
