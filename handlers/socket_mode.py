"""Socket Mode: Slack reaches the bot through a connection that the bot opens; no public address is needed."""

import logging
import signal
import threading
from types import FrameType

from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler

logger = logging.getLogger(__name__)


def connect(app: App, app_token: str) -> SocketModeHandler:
    """Connect and return the handler, which reconnects by itself until it is closed."""
    handler = SocketModeHandler(app, app_token, web_client=app.client)
    handler.connect()  # type: ignore[no-untyped-call]  # slack_bolt leaves it untyped
    return handler


def serve(app: App, app_token: str) -> int:
    """Serve until the process is told to stop (SIGTERM or Ctrl+C); returns the exit status."""
    stop = threading.Event()

    def stopped(number: int, frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, stopped)
    signal.signal(signal.SIGINT, stopped)
    handler = connect(app, app_token)
    logger.info("connected to Slack (Socket Mode)")
    stop.wait()
    handler.close()  # type: ignore[no-untyped-call]  # slack_bolt leaves it untyped
    return 0
