"""The Web API's front door: which methods there are, who may call them, and how their arguments are read.

The methods themselves are in the `api_...` modules, each of which hands over a table of `Method`.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from handlers.local_slack.backend import Backend, Refusal
from handlers.local_slack.models import Json


class Args:
    """The arguments of one call, whether they came as JSON or as a form, where everything is text."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        """Keep the decoded body, leaving out what is null."""
        self.values = {name: value for name, value in values.items() if value is not None}

    def text(self, name: str, default: str = "") -> str:
        """Return an argument as text."""
        return str(self.values.get(name, default))

    def flag(self, name: str, default: bool = False) -> bool:
        """Return an argument as a truth value: Slack takes true, 1 and "true"."""
        value = self.values.get(name, default)
        return value if isinstance(value, bool) else str(value).lower() in {"1", "true", "t"}

    def number(self, name: str, default: int) -> int:
        """Return an argument as a whole number.

        Raises:
            Refusal: `invalid_arguments`.
        """
        try:
            return int(self.values.get(name, default))
        except (TypeError, ValueError):
            raise Refusal("invalid_arguments", f"must be a number [json-pointer:/{name}]") from None

    def parsed(self, name: str, error: str = "invalid_arguments") -> Any:
        """Return an argument that is JSON, parsed when it came as text; None when absent.

        Raises:
            Refusal: `error`, when it is not JSON.
        """
        value = self.values.get(name)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            return json.loads(value)
        except ValueError:
            raise Refusal(error) from None

    def names(self, name: str) -> tuple[str, ...]:
        """Return an argument that lists names: an array, or text with commas."""
        value = self.values.get(name, ())
        parts = value.split(",") if isinstance(value, str) else value
        return tuple(str(part).strip() for part in parts if str(part).strip())


@dataclass(frozen=True, slots=True)
class Method:
    """One Web API method: what runs it, what it requires, and with which kind of token.

    `scopes` are alternatives, one of which must be granted.
    """

    run: Callable[[Backend, Args], Json]
    required: tuple[str, ...] = ()
    scopes: tuple[str, ...] = ()
    token: Literal["bot", "app", "none"] = "bot"


def call(backend: Backend, method: Method | None, args: Args, token: str | None) -> Json:
    """Answer one call as Slack would: `ok: true` and the result, or `ok: false` and the error code."""
    try:
        if method is None:
            raise Refusal("unknown_method")
        _check_token(backend, method, token)
        backend.need(*method.scopes)
        missing = [name for name in method.required if args.values.get(name) in (None, "")]
        if missing:
            words = [f"missing required field: {name}" for name in missing]
            raise Refusal("invalid_arguments", *words)
        return {"ok": True, **method.run(backend, args)}
    except Refusal as refusal:
        return {"ok": False, "error": refusal.error, **refusal.extra}


def _check_token(backend: Backend, method: Method, token: str | None) -> None:
    if method.token == "none":
        return
    if not token:
        raise Refusal("not_authed")
    if token not in {backend.bot_token, backend.app_token}:
        raise Refusal("invalid_auth")
    expected = backend.app_token if method.token == "app" else backend.bot_token
    if token != expected:
        raise Refusal("not_allowed_token_type")


def page(items: Sequence[Json], args: Args, key: str, *, default: int = 100) -> Json:
    """Return one page of `items` under `key`, with Slack's cursor for the next.

    Raises:
        Refusal: `invalid_cursor` or `invalid_limit`.
    """
    limit = args.number("limit", default) or default
    if not 1 <= limit <= 1000:
        raise Refusal("invalid_limit")
    start = 0
    if cursor := args.text("cursor"):
        try:
            start = int(base64.b64decode(cursor, validate=True).decode().removeprefix("next:"))
        except (binascii.Error, UnicodeDecodeError, ValueError):
            raise Refusal("invalid_cursor") from None
    end = start + limit
    following = base64.b64encode(f"next:{end}".encode()).decode() if end < len(items) else ""
    return {
        key: list(items[start:end]),
        "has_more": bool(following),
        "response_metadata": {"next_cursor": following},
    }
