"""HTTP: Slack reaches the bot at `/slack/events`, every request signed; `/healthz` for the platform.

Bolt checks the signatures. gunicorn serves with threads in one process, so that what the process remembers holds for
every request.
"""

import logging
from contextlib import AbstractContextManager, ExitStack
from typing import Any

from flask import Flask, Response, jsonify, request
from gunicorn.app.base import BaseApplication
from slack_bolt import App
from slack_bolt.adapter.flask import SlackRequestHandler

from handlers import feeds
from knowledge.store import NoKnowledge, Store

logger = logging.getLogger(__name__)

THREADS = 8
MOST_BYTES = 1024 * 1024
"""Bytes of a request; Slack's are a few kilobytes."""


class _Web(Flask):
    """Flask, but for what it logs of a request that failed: the rule in place of the path, which may be a key."""

    def log_exception(self, exc_info: Any) -> None:
        """Log what went wrong; Flask calls it."""
        logger.error("%s %s failed", request.method, request.url_rule, exc_info=exc_info)


def create_web_app(app: App, store: Store, calendars: feeds.Calendars | None = None) -> Flask:
    """Return the WSGI application for `app`; with `calendars`, calendar feeds are served too."""
    web = _Web("ofsted-bot")
    web.config["MAX_CONTENT_LENGTH"] = MOST_BYTES
    handler = SlackRequestHandler(app)

    @web.post("/slack/events")
    def slack_events() -> Response:
        return handler.handle(request)

    @web.get("/healthz")
    def healthz() -> tuple[Response, int]:
        try:
            coverage = store.coverage()
        except NoKnowledge:
            return jsonify(status="no knowledge database"), 503
        return jsonify(status="ok", inspections=coverage.inspections, built=coverage.built.isoformat()), 200

    if calendars is not None:
        feeds.register(web, calendars)
    return web


class _Server(BaseApplication):
    """gunicorn, configured in code. What serves is opened in the worker: threads and connections survive no fork."""

    def __init__(self, opening: AbstractContextManager[Flask], options: dict[str, Any]) -> None:
        self._opening = opening
        self._stack = ExitStack()
        self._options = options | {"worker_exit": self._closed}
        super().__init__()

    def _closed(self, arbiter: Any, worker: Any) -> None:
        """Close what was opened; gunicorn calls it in the worker."""
        self._stack.close()

    def load_config(self) -> None:
        """Set the options; gunicorn calls it."""
        for key, value in self._options.items():
            self.cfg.set(key, value)

    def load(self) -> Any:
        """Return the application; gunicorn calls it in the worker."""
        return self._stack.enter_context(self._opening).wsgi_app


def serve(opening: AbstractContextManager[Flask], port: int) -> int:
    """Serve on all addresses at `port` until told to stop; returns the exit status."""
    options = {
        "bind": f"0.0.0.0:{port}",
        "workers": 1,
        "worker_class": "gthread",
        "threads": THREADS,
        "graceful_timeout": 10,
        "control_socket_disable": True,
    }
    _Server(opening, options).run()
    return 0
