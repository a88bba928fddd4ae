"""How payloads reach the app: as Socket Mode envelopes or as signed HTTP requests, and what came back."""

from __future__ import annotations

import hashlib
import hmac
import http.client
import json
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from time import monotonic
from typing import Any, Literal, Protocol
from urllib.parse import urlencode, urlsplit

from handlers.local_slack.models import Json

Kind = Literal["slash_commands", "interactive", "events_api"]


@dataclass(frozen=True, slots=True)
class Item:
    """One payload for the app; `attempt` counts redeliveries of an event, with Slack's reason for them."""

    kind: Kind
    payload: Json
    attempt: int = 0
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Ack:
    """What came back: the body of the ack (None when empty), or why there was none.

    `error` is `operation_timeout` when nothing came in time and `dispatch_failed` when the app could not be
    reached or answered with an HTTP error. `seconds` is how long it took.
    """

    body: Any = None
    error: str | None = None
    seconds: float = 0.0
    status: int | None = None

    @property
    def ok(self) -> bool:
        """Whether the app acknowledged in time."""
        return self.error is None


class Delivery(Protocol):
    """A way to the app."""

    def send(self, item: Item) -> Future[Ack]:
        """Send one payload; the future holds the ack once it has come."""

    def close(self) -> None:
        """Let go of what it holds."""


def signature(secret: str, timestamp: int, body: bytes) -> str:
    """Return Slack's request signature, version 0, for a body and a time in seconds since the epoch."""
    base = b"v0:" + str(timestamp).encode() + b":" + body
    return "v0=" + hmac.new(secret.encode(), base, hashlib.sha256).hexdigest()


class HttpDelivery:
    """Signed POSTs to the app's request URL."""

    def __init__(self, url: str, secret: str, *, now: Callable[[], float], timeout: float) -> None:
        """Deliver to `url`, signing with `secret`; `timeout` is how long an ack may take, in seconds."""
        self._url = urlsplit(url)
        self._secret = secret
        self._now = now
        self._timeout = timeout
        self._pool = ThreadPoolExecutor(max_workers=8, thread_name_prefix="local-slack-http")

    def send(self, item: Item) -> Future[Ack]:
        """POST one payload in the form Slack gives its kind."""
        if item.kind == "events_api":
            body, content_type = json.dumps(item.payload), "application/json"
        else:
            form = item.payload if item.kind == "slash_commands" else {"payload": json.dumps(item.payload)}
            body, content_type = urlencode(form), "application/x-www-form-urlencoded"
        headers = {"Content-Type": content_type, "User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)"}
        if item.attempt:
            headers |= {"X-Slack-Retry-Num": str(item.attempt), "X-Slack-Retry-Reason": item.reason or ""}
        return self._pool.submit(self._post, body.encode(), headers)

    def _post(self, body: bytes, headers: dict[str, str]) -> Ack:
        timestamp = int(self._now())
        signed = headers | {
            "X-Slack-Request-Timestamp": str(timestamp),
            "X-Slack-Signature": signature(self._secret, timestamp, body),
        }
        begun = monotonic()
        connection = http.client.HTTPConnection(
            self._url.hostname or "", self._url.port or 80, timeout=self._timeout
        )
        path = self._url.path + (f"?{self._url.query}" if self._url.query else "")
        try:
            connection.request("POST", path or "/", body, signed)
            response = connection.getresponse()
            answer = response.read().decode()
        except TimeoutError:
            return Ack(error="operation_timeout", seconds=monotonic() - begun)
        except (OSError, http.client.HTTPException):
            return Ack(error="dispatch_failed", seconds=monotonic() - begun)
        finally:
            connection.close()
        seconds = monotonic() - begun
        if response.status != 200:
            return Ack(answer, "dispatch_failed", seconds, response.status)
        return Ack(_parsed(answer, response.getheader("Content-Type", "")), None, seconds, response.status)

    def close(self) -> None:
        """Wait for requests under way and end the threads."""
        self._pool.shutdown()


def _parsed(answer: str, content_type: str) -> Any:
    """Return an ack's body: JSON as such, plain text as a message, None when empty."""
    if not answer:
        return None
    if content_type.startswith("application/json") or answer.startswith("{"):
        try:
            return json.loads(answer)
        except ValueError:
            return {"text": answer}
    return {"text": answer}
