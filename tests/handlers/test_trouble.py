"""When something goes wrong: the person is told, the log has the reference, nobody gets two answers."""

import json
import logging
import os
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from slack_bolt.error import BoltError
from werkzeug.serving import make_server

from bot.service import FindingsService
from handlers.app import Connection, create_app
from handlers.http import create_web_app
from handlers.local_slack import LocalSlack
from handlers.socket_mode import connect
from knowledge.authorities import load_authorities
from knowledge.frameworks import load_frameworks
from knowledge.store import Store
from knowledge.topics import load_topics
from tests.handlers.conftest import ASKER, CHANNEL, MANIFEST, TODAY

ROOT = Path(__file__).parents[2]


@pytest.fixture
def broken(tmp_path: Path) -> Iterator[LocalSlack]:
    """A Slack whose bot has no knowledge database, so that every question fails."""
    store = Store(tmp_path / "missing.sqlite3")
    service = FindingsService(store, load_authorities(), load_frameworks(), load_topics())
    with LocalSlack(manifest=MANIFEST) as local:
        app = create_app(service, Connection(local.bot_token, api_url=local.base_url), today=lambda: TODAY)
        handler = connect(app, local.app_token)
        local.wait_for_connections()
        yield local
        handler.close()


def test_a_failing_slash_command_tells_a_reference(
    broken: LocalSlack, caplog: pytest.LogCaptureFixture
) -> None:
    """The person sees a reference, and the log holds it with the error and without the question's text."""
    with caplog.at_level(logging.ERROR):
        result = broken.slash("islington secretword", user=ASKER, channel=CHANNEL)

    assert result.message is not None
    reference = result.message.text.rstrip(".").split()[-1]
    assert reference in caplog.text
    assert "secretword" not in "".join(record.getMessage() for record in caplog.records)


def test_a_failing_mention_tells_the_person_privately(broken: LocalSlack) -> None:
    """A mention that fails is told to the one who asked, once."""
    broken.mention(CHANNEL, "islington grades", user=ASKER)

    told = broken.wait_for_call("chat.postEphemeral")

    assert told.args["user"] == broken.person(ASKER).id
    assert broken.calls_of("chat.postMessage") == []


def test_slack_s_rate_limit_is_waited_out(slack: LocalSlack) -> None:
    """A 429 on posting an answer is retried after the time that Slack asks for."""
    slack.faults.rate_limit("chat.postMessage", retry_after=1)

    question = slack.mention(CHANNEL, "hackney grades", user=ASKER)

    assert slack.wait_for_message(CHANNEL, after=question, contains="Hackney")
    assert len(slack.calls_of("chat.postMessage")) == 2


def test_an_answer_whose_outcome_is_unknown_is_not_posted_twice(slack: LocalSlack) -> None:
    """When the connection breaks after the request, the answer may stand; it is never sent again."""
    slack.faults.drop("chat.postMessage", processed=True)

    question = slack.mention(CHANNEL, "hackney grades", user=ASKER)
    slack.redeliver()

    slack.wait_for_message(CHANNEL, after=question, contains="Hackney")
    assert len(slack.calls_of("chat.postMessage")) == 1


def test_a_token_that_slack_refuses_stops_the_start() -> None:
    """A wrong bot token is said at once, not at the first question."""
    with LocalSlack() as local:
        store = Store(ROOT / "missing.sqlite3")
        service = FindingsService(store, load_authorities(), load_frameworks(), load_topics())

        with pytest.raises(BoltError, match="invalid_auth"):
            create_app(
                service, Connection("xoxb-wrong", api_url=local.base_url), today=lambda: date(2026, 1, 1)
            )


def test_unsigned_and_wrongly_signed_requests_are_refused(service: FindingsService) -> None:
    """Nobody who cannot sign as Slack gets an answer; the platform's health check needs no signature."""
    with LocalSlack(manifest=MANIFEST) as local:
        app = create_app(
            service, Connection(local.bot_token, local.signing_secret, local.base_url), today=lambda: TODAY
        )
        server = make_server("127.0.0.1", 0, create_web_app(app, service.record.store), threaded=True)
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        address = f"http://127.0.0.1:{server.server_port}"
        try:
            unsigned = urllib.request.Request(f"{address}/slack/events", b"command=%2Fofsted&text=islington")
            with pytest.raises(urllib.error.HTTPError) as refused:
                urllib.request.urlopen(unsigned)
            refused.value.close()
            local.deliver_over_http(f"{address}/slack/events", signing_secret="wrong")
            forged = local.slash("islington", user=ASKER, channel=CHANNEL)
            with urllib.request.urlopen(f"{address}/healthz") as health:
                status = json.load(health)
        finally:
            server.shutdown()
            server.server_close()
            thread.join()

    assert refused.value.code == 401
    assert not forged.ok
    assert status["status"] == "ok"


@pytest.mark.parametrize("mode", ["socket mode", "http"])
def test_the_command_serves_slack_until_it_is_told_to_stop(mode: str, tmp_path: Path) -> None:
    """`ofsted-bot run` with tokens connects, answers, and ends cleanly on SIGTERM."""
    with LocalSlack(manifest=MANIFEST) as local:
        port = free_port()
        secret = (
            {"SLACK_APP_TOKEN": local.app_token}
            if mode == "socket mode"
            else {"SLACK_SIGNING_SECRET": local.signing_secret}
        )
        environment = {
            **{key: value for key, value in os.environ.items() if not key.startswith("SLACK_")},
            **secret,
            "SLACK_BOT_TOKEN": local.bot_token,
            "SLACK_API_URL": local.base_url,
            "PORT": str(port),
            "OFSTED_DATA": str(tmp_path),
        }
        process = subprocess.Popen(
            [sys.executable, "-m", "bot", "run"], env=environment, cwd=ROOT, stderr=subprocess.DEVNULL
        )
        try:
            if mode == "socket mode":
                local.wait_for_connections(timeout=30)
            else:
                local.deliver_over_http(f"http://127.0.0.1:{port}/slack/events")
                wait_for_health(port)
            result = local.slash("haringey grades 2010", user=ASKER, channel=CHANNEL)
        finally:
            process.terminate()
            status = process.wait(timeout=20)

    assert result.ok
    assert "not graded" in result.shown.lower()
    assert status == 0


def free_port() -> int:
    """Return a port on which nothing listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for_health(port: int, seconds: float = 30) -> None:
    """Wait until the bot answers over HTTP."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=1):
                return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError(f"nothing answers at port {port}")
