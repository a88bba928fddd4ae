"""The HTTP server: an event loop in a thread of its own, serving what an app calls at Slack."""

from __future__ import annotations

import asyncio
import base64
import binascii
import json
import threading
from collections.abc import Coroutine
from typing import Any

from aiohttp import web

from handlers.local_slack import api_app, api_messages, api_people, api_views
from handlers.local_slack.api import Args, Method, call
from handlers.local_slack.backend import Backend, Call, Refusal
from handlers.local_slack.faults import Fault
from handlers.local_slack.models import Change, Json
from handlers.local_slack.replies import post_reply
from handlers.local_slack.sockets import CONNECTIONS, SocketHub

METHODS: dict[str, Method] = api_app.METHODS | api_messages.METHODS | api_people.METHODS | api_views.METHODS
BODY_BYTES = 64 * 1024 * 1024
START_SECONDS = 10.0


class Server:
    """Serves one backend on one address, from `start` to `stop`."""

    def __init__(self, backend: Backend, hub: SocketHub, host: str, port: int) -> None:
        """Prepare to serve; port 0 takes any free one."""
        self._backend = backend
        self._hub = hub
        self._host = host
        self.port = port
        self._loop: asyncio.AbstractEventLoop | None = None
        self._ready = threading.Event()
        self._failed: OSError | None = None
        self._thread = threading.Thread(target=self._run, name="local-slack", daemon=True)

    def start(self) -> None:
        """Serve in the background; returns once connections are taken.

        Raises:
            OSError: the port is taken.
        """
        self._thread.start()
        self._ready.wait(START_SECONDS)
        if self._loop is None:
            self._thread.join()
            raise self._failed or RuntimeError("the local Slack did not start")

    def stop(self) -> None:
        """Close every connection and end the thread."""
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join()
            self._loop = None

    def run(self, work: Coroutine[Any, Any, None]) -> None:
        """Run something in the server's loop and wait for it.

        Raises:
            RuntimeError: the server does not run.
        """
        if self._loop is None:
            work.close()
            raise RuntimeError("the local Slack is not started")
        asyncio.run_coroutine_threadsafe(work, self._loop).result(START_SECONDS)

    def _run(self) -> None:
        loop = asyncio.new_event_loop()
        asyncio.set_event_loop(loop)
        app = web.Application(client_max_size=BODY_BYTES)
        app.add_routes(
            [
                web.route("*", "/api/{method}", self._api),
                web.get("/link/", self._link),
                web.post("/actions/{key:.+}", self._reply),
                web.post("/upload/v1/{file}", self._upload),
                web.get("/files-pri/{team_file}/{name}", self._download),
            ]
        )
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        try:
            loop.run_until_complete(self._open(runner))
            self._hub.loop = self._loop = loop
            self._ready.set()
            loop.run_forever()
        except OSError as error:
            self._failed = error
        finally:
            self._ready.set()
            self._hub.loop = None
            loop.run_until_complete(self._hub.close_all())
            loop.run_until_complete(runner.cleanup())
            loop.close()

    async def _open(self, runner: web.AppRunner) -> None:
        await runner.setup()
        site = web.TCPSite(runner, self._host, self.port)
        await site.start()
        self.port = runner.addresses[0][1]
        self._backend.base_url = f"http://{self._host}:{self.port}"

    # -- the Web API -------------------------------------------------------------------------------

    async def _api(self, request: web.Request) -> web.StreamResponse:
        name = request.match_info["method"]
        values, token = await _arguments(request)
        fault = self._backend.faults.take(name)
        answer: Json | None = None
        if fault is None or fault.processed:
            answer = call(self._backend, METHODS.get(name), Args(values), token)
        status = 200
        if fault is not None:
            await asyncio.sleep(fault.delay)
            if fault.error:
                answer = {"ok": False, "error": fault.error}
            status = fault.status or 200
        told = None if fault is not None and (fault.drop or answer is None) else answer
        self._backend.calls.append(Call(name, values, told, self._backend.workspace.now(), status))
        self._backend.workspace.note(Change("called"))
        if fault is not None and fault.drop:
            return _hang_up(request)
        if answer is None:
            return web.Response(status=status, text="<html><body>Something went wrong</body></html>")
        return web.json_response(answer, status=status, headers=self._headers(name, fault))

    def _headers(self, name: str, fault: Fault | None) -> dict[str, str]:
        method = METHODS.get(name)
        headers = {"X-OAuth-Scopes": ",".join(sorted(self._backend.scopes))}
        if method is not None and method.scopes:
            headers["X-Accepted-OAuth-Scopes"] = ",".join(method.scopes)
        if fault is not None and fault.retry_after is not None:
            headers["Retry-After"] = str(fault.retry_after)
        return headers

    # -- everything else ---------------------------------------------------------------------------

    async def _link(self, request: web.Request) -> web.StreamResponse:
        ticket = request.query.get("ticket", "")
        if ticket not in self._backend.tickets or self._hub.count >= CONNECTIONS:
            return web.Response(status=408 if self._hub.count >= CONNECTIONS else 401)
        self._backend.tickets.discard(ticket)
        return await self._hub.serve(request)

    async def _reply(self, request: web.Request) -> web.StreamResponse:
        key = request.match_info["key"]
        try:
            body = json.loads(await request.text())
        except ValueError:
            body = None
        fault = self._backend.faults.take("response_url")
        if fault is not None and not fault.processed:
            return _hang_up(request) if fault.drop else web.Response(status=fault.status or 500)
        try:
            post_reply(self._backend, key, body)
            answer: Json = {"ok": True}
            response = web.Response(text="ok")
        except Refusal as refusal:
            answer = {"ok": False, "error": refusal.error, **refusal.extra}
            gone = refusal.error in {"expired_url", "used_url"}
            response = web.json_response(answer, status=404 if gone else 400)
        args = body if isinstance(body, dict) else {}
        at = self._backend.workspace.now()
        self._backend.calls.append(Call("response_url", args, answer, at, response.status))
        self._backend.workspace.note(Change("called"))
        return response

    async def _upload(self, request: web.Request) -> web.StreamResponse:
        file = self._backend.files.get(request.match_info["file"])
        if file is None:
            return web.Response(status=404)
        if request.content_type.startswith("multipart/"):
            form = await request.post()
            part = next((value for value in form.values() if isinstance(value, web.FileField)), None)
            file.content = part.file.read() if part else b""
        else:
            file.content = await request.read()
        return web.Response(text=f"OK - {len(file.content)}")

    async def _download(self, request: web.Request) -> web.StreamResponse:
        file = self._backend.files.get(request.match_info["team_file"].rpartition("-")[2])
        if request.headers.get("Authorization") != f"Bearer {self._backend.bot_token}":
            return web.Response(text="<!DOCTYPE html><html>Sign in</html>", content_type="text/html")
        if file is None or file.content is None:
            return web.Response(status=404)
        return web.Response(body=file.content, content_type="application/octet-stream")


def _hang_up(request: web.Request) -> web.StreamResponse:
    """Close the connection in place of an answer."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response()


async def _arguments(request: web.Request) -> tuple[dict[str, Any], str | None]:
    """Return a call's arguments and its token, from the query, the body and the Authorization header."""
    values: dict[str, Any] = dict(request.query)
    if request.content_type == "application/json":
        try:
            body = json.loads(await request.text() or "{}")
        except ValueError:
            body = {}
        values |= body if isinstance(body, dict) else {}
    elif request.can_read_body:
        form = await request.post()
        values |= {
            name: value.file.read() if isinstance(value, web.FileField) else value
            for name, value in form.items()
        }
    scheme, _, credentials = request.headers.get("Authorization", "").partition(" ")
    token = values.pop("token", None)
    if scheme.lower() == "bearer":
        token = credentials.strip()
    elif scheme.lower() == "basic":
        values |= _basic(credentials)
    return values, str(token) if token else None


def _basic(credentials: str) -> dict[str, str]:
    try:
        client_id, _, secret = base64.b64decode(credentials).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return {}
    return {"client_id": client_id, "client_secret": secret}
