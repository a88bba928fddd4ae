"""Calendar feeds as a calendar fetches them: from the server that `ofsted-bot run` starts, over HTTP."""

import datetime as dt
import logging
import os
import re
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import icalendar
import pytest

from bot.service import FindingsService
from handlers.app import Connection, create_app
from handlers.http import create_web_app
from handlers.local_slack import LocalSlack, Message
from knowledge.store import NoKnowledge
from tests.databases import postgres, state_url
from tests.handlers.conftest import ASKER, CHANNEL, MANIFEST, TODAY
from tests.handlers.test_trouble import ROOT, free_port, wait_for_health
from tests.handlers.tracking import button

__all__ = ["postgres", "state_url"]


@dataclass(slots=True)
class Served:
    """A workspace with the bot reaching it over HTTP, at the newest message of its channel."""

    slack: LocalSlack
    last: Message | None = None

    def instruct(self, text: str) -> str:
        """Write an instruction, and return the words of what comes of it."""
        assert self.slack.slash(text, user=ASKER, channel=CHANNEL).ok
        self.last = self.slack.wait_for_message(CHANNEL, after=self.last)
        return self.last.words


@contextmanager
def served(state_url: str, folder: Path) -> Iterator[Served]:
    """Run the command in HTTP mode; what it logs is in `folder`."""
    port = free_port()
    with LocalSlack(manifest=MANIFEST) as slack, (folder / "log").open("wb") as log:
        environment = {
            **{key: value for key, value in os.environ.items() if not key.startswith("SLACK_")},
            "SLACK_BOT_TOKEN": slack.bot_token,
            "SLACK_SIGNING_SECRET": slack.signing_secret,
            "SLACK_API_URL": slack.base_url,
            "DATABASE_URL": state_url,
            "PORT": str(port),
            "OFSTED_DATA": str(folder),
            "OFSTED_ADDRESS": f"http://127.0.0.1:{port}",
        }
        process = subprocess.Popen(
            [sys.executable, "-m", "bot", "run"], env=environment, cwd=ROOT, stdout=log, stderr=log
        )
        try:
            slack.deliver_over_http(f"http://127.0.0.1:{port}/slack/events")
            wait_for_health(port)
            yield Served(slack)
        finally:
            process.terminate()
            status = process.wait(timeout=20)
    assert status == 0


def fetch(address: str) -> tuple[int, str, bytes]:
    """Return the status, content type and body at an address."""
    try:
        with urllib.request.urlopen(address, timeout=5) as answer:
            return answer.status, answer.headers["Content-Type"], answer.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.headers["Content-Type"], error.read()


def test_a_feed_is_fetched_until_it_is_revoked(state_url: str, tmp_path: Path) -> None:
    """The address that Slack shows gives the date just set; once revoked it gives nothing. The log never holds it."""
    with served(state_url, tmp_path) as at:
        asked = at.slack.slash("track haringey", user=ASKER, channel=CHANNEL).message
        assert asked is not None
        assert at.slack.click(asked, button(asked, "Update"), user=ASKER).ok
        assert at.slack.submit_view(ASKER, {"target": "2027-03-31"}).ok
        at.slack.wait_until(lambda: "31 March 2027" in at.slack.messages(CHANNEL)[-1].words)
        at.last = at.slack.messages(CHANNEL)[-1]
        found = re.search(r"<(http://[^>]+\.ics)>", at.instruct("feed haringey"))
        assert found is not None
        status, kind, body = fetch(found.group(1))
        ended = at.instruct("feed revoke")
        revoked = fetch(found.group(1))

    assert (status, kind) == (200, "text/calendar; charset=utf-8")
    calendar = icalendar.Calendar.from_ical(body)
    assert [*calendar.errors, *(error for event in calendar.events for error in event.errors)] == []
    targets = [event for event in calendar.events if "own target" in event["summary"]]
    assert [event.start for event in targets] == [dt.date(2027, 3, 31)]
    assert all(len(line) <= 75 for line in body.split(b"\r\n"))
    assert "1 calendar feed of yours ended" in ended
    assert revoked[0] == 404
    assert found.group(1).rpartition("/")[2] not in (tmp_path / "log").read_text("utf-8")


class Broken:
    """Calendars that cannot be made."""

    def __init__(self, error: Exception) -> None:
        self._error = error

    def of(self, token: str) -> bytes | None:
        """Fail."""
        raise self._error


@pytest.mark.parametrize(("error", "status"), [(NoKnowledge("none"), 503), (RuntimeError("broken"), 500)])
def test_the_log_of_a_feed_that_fails_does_not_hold_its_address(
    service: FindingsService, caplog: pytest.LogCaptureFixture, error: Exception, status: int
) -> None:
    """Whoever may read the log may not thereby read the feed."""
    with LocalSlack() as slack, caplog.at_level(logging.DEBUG):
        app = create_app(
            service, Connection(slack.bot_token, slack.signing_secret, slack.base_url), today=lambda: TODAY
        )
        client = create_web_app(app, service.record.store, Broken(error)).test_client()

        answer = client.get("/feeds/secretword.ics")

    assert answer.status_code == status
    assert "secretword" not in caplog.text
    assert ("/feeds/<token>.ics failed" in caplog.text) == (status == 500)
