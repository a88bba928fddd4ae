"""The real Bolt app with the shipped knowledge, connected to a local Slack over Socket Mode and over signed HTTP."""

import json
import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from werkzeug.serving import make_server

from bot.service import FindingsService
from bot.state import State
from bot.state.inbox import Inbox
from handlers.app import Connection, create_app
from handlers.http import create_web_app
from handlers.local_slack import LocalSlack
from handlers.once import Once
from handlers.socket_mode import connect

MANIFEST = json.loads((Path(__file__).parents[2] / "manifest.json").read_text("utf-8"))
TODAY = date(2026, 11, 23)
ASKER = "priya"
CHANNEL = "#improvement-board"


@pytest.fixture(params=["socket mode", "http"])
def slack(request: pytest.FixtureRequest, service: FindingsService, tmp_path: Path) -> Iterator[LocalSlack]:
    """A Slack that has installed the app by its manifest, and reaches it both ways."""
    with LocalSlack(manifest=MANIFEST) as local:
        connection = Connection(local.bot_token, local.signing_secret, local.base_url)
        state = State(f"sqlite:///{tmp_path / 'state.sqlite3'}")
        state.migrate()
        once = Once(Inbox(state), "this process")
        app = create_app(service, connection, today=lambda: TODAY, once=once)
        if request.param == "socket mode":
            handler = connect(app, local.app_token)
            local.wait_for_connections()
            yield local
            handler.close()
            state.close()
            return
        server = make_server("127.0.0.1", 0, create_web_app(app, service.record.store), threaded=True)
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        local.deliver_over_http(f"http://127.0.0.1:{server.server_port}/slack/events")
        yield local
        server.shutdown()
        server.server_close()
        thread.join()
        state.close()
