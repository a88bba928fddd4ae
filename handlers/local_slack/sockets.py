"""Socket Mode: the app's WebSocket connections, and envelopes handed to one of them each."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import json
from collections.abc import Callable
from concurrent.futures import Future
from time import monotonic

from aiohttp import WSMsgType, web

from handlers.local_slack.delivery import Ack, Item
from handlers.local_slack.models import APP_ID, Json

# Frequent enough that a client waiting in a blocking read notices quickly that it was asked to close.
PING_SECONDS = 0.2
CONNECTIONS = 10


class SocketHub:
    """The open connections. Envelopes go round them in turn; acks come back on any of them."""

    def __init__(self, changed: Callable[[], None]) -> None:
        """Start with no connection; `changed` is called when one comes or goes. The server sets `loop`."""
        self._changed = changed
        self.loop: asyncio.AbstractEventLoop | None = None
        self._sockets: list[web.WebSocketResponse] = []
        self._turn = itertools.count()
        self._numbers = itertools.count(1)
        self._waiting: dict[str, tuple[Future[Ack], float]] = {}

    @property
    def count(self) -> int:
        """How many connections take envelopes."""
        return len(self._sockets)

    async def serve(self, request: web.Request) -> web.WebSocketResponse:
        """Hold one connection: hello first, then acks as they come, until it is closed."""
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        self._sockets.append(socket)
        self._changed()
        hello = {
            "type": "hello",
            "num_connections": self.count,
            "debug_info": {"host": "local", "build_number": 1, "approximate_connection_time": 18060},
            "connection_info": {"app_id": APP_ID},
        }
        pinging = asyncio.create_task(self._ping(socket))
        try:
            await socket.send_json(hello)
            async for frame in socket:
                if frame.type is WSMsgType.TEXT:
                    self._acknowledged(json.loads(frame.data))
        except ConnectionError:
            pass  # the app went away in the middle of a frame; the next envelope goes elsewhere
        finally:
            pinging.cancel()
            self._leave(socket)
        return socket

    async def _ping(self, socket: web.WebSocketResponse) -> None:
        with contextlib.suppress(ConnectionError):
            while not socket.closed:
                await socket.ping(b"ping")
                await asyncio.sleep(PING_SECONDS)

    def _leave(self, socket: web.WebSocketResponse) -> None:
        if socket in self._sockets:
            self._sockets.remove(socket)
            self._changed()

    def _acknowledged(self, frame: Json) -> None:
        waiting = self._waiting.pop(str(frame.get("envelope_id")), None)
        if waiting is not None:
            future, begun = waiting
            future.set_result(Ack(frame.get("payload"), None, monotonic() - begun))

    def send(self, item: Item) -> Future[Ack]:
        """Send one envelope; without a connection the ack says `dispatch_failed`."""
        future: Future[Ack] = Future()
        if self.loop is None:
            future.set_result(Ack(error="dispatch_failed"))
        else:
            asyncio.run_coroutine_threadsafe(self._send(item, future), self.loop)
        return future

    async def _send(self, item: Item, future: Future[Ack]) -> None:
        envelope_id = f"{next(self._numbers):08x}-0000-4000-8000-{id(future) & 0xFFFFFFFFFFFF:012x}"
        envelope: Json = {
            "envelope_id": envelope_id,
            "payload": item.payload,
            "type": item.kind,
            "accepts_response_payload": item.kind != "events_api",
        }
        if item.kind == "events_api":
            envelope |= {"retry_attempt": item.attempt, "retry_reason": item.reason or ""}
        while self._sockets:
            socket = self._sockets[next(self._turn) % len(self._sockets)]
            self._waiting[envelope_id] = (future, monotonic())
            try:
                await socket.send_json(envelope)
            except ConnectionError:
                self._leave(socket)
            else:
                return
        self._waiting.pop(envelope_id, None)
        future.set_result(Ack(error="dispatch_failed"))

    async def ask_to_reconnect(self, reason: str) -> None:
        """Tell every connection to be replaced, and send it nothing more; clients then come back."""
        sockets, self._sockets = self._sockets, []
        for socket in sockets:
            with contextlib.suppress(ConnectionError):
                await socket.send_json(
                    {"type": "disconnect", "reason": reason, "debug_info": {"host": "local"}}
                )

    async def drop(self) -> None:
        """Close every connection with no word before it."""
        sockets, self._sockets = self._sockets, []
        for socket in sockets:
            await socket.close(code=1006 if socket.closed else 1011)

    async def close_all(self) -> None:
        """Close every connection because the server stops; envelopes still waiting get no ack."""
        await self.drop()
        for future, _ in self._waiting.values():
            if not future.done():
                future.set_result(Ack(error="dispatch_failed"))
        self._waiting.clear()

    def close(self) -> None:
        """Nothing to let go of: the connections belong to the server."""
