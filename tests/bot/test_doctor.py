"""The doctor: what is wrong with an installation, and what to do about it."""

import json
import threading
from collections.abc import Iterator
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from bot.config import Settings, load_settings
from bot.doctor import NEEDED_SCOPES, USEFUL_SCOPES, Result, examine
from tests.builders import inspection, write_inspection

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A data folder of its own and no Slack."""
    for name in (
        "SLACK_BOT_TOKEN",
        "SLACK_APP_TOKEN",
        "SLACK_SIGNING_SECRET",
        "SLACK_API_URL",
        "OFSTED_CONFIG",
    ):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("OFSTED_DATA", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)


def results(settings: Settings) -> dict[str, Result]:
    """Return the checks by name; the last of those that have one name."""
    return {one.name: one for one in examine(settings)}


class FakeSlack(HTTPServer):
    """Answers auth.test as it is told."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.answer: dict[str, object] = {"ok": True, "user_id": "U1", "team_id": "T1"}
        self.scopes: str | None = ",".join(sorted(NEEDED_SCOPES | USEFUL_SCOPES.keys()))
        self.date: str | None = None


class _Handler(BaseHTTPRequestHandler):
    server: FakeSlack

    def do_POST(self) -> None:
        body = json.dumps(self.server.answer).encode()
        self.send_response_only(200)
        self.send_header("Date", self.server.date or formatdate(usegmt=True))
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        if self.server.scopes is not None:
            self.send_header("x-oauth-scopes", self.server.scopes)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments: object) -> None:
        """Keep quiet."""


@pytest.fixture
def slack(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeSlack]:
    """A Slack on loopback that the settings point to."""
    server = FakeSlack()
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-secret")
    monkeypatch.setenv("SLACK_APP_TOKEN", "xapp-secret")
    monkeypatch.setenv("SLACK_API_URL", f"http://127.0.0.1:{server.server_port}/api/")
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


def test_a_fresh_installation_is_well() -> None:
    """Nothing failed; without a token Slack is a warning that says what happens instead."""
    found = results(load_settings())

    assert {one.state for one in found.values()} <= {"ok", "warning"}
    assert "498 inspections" in found["inspection files"].message
    assert found["slack"].state == "warning"
    assert "console" in found["slack"].message


def test_faulty_files_are_named(tmp_path: Path) -> None:
    """Each fault is a failed check with file, line, key and what was expected."""
    write_inspection(tmp_path / "data" / "inspections", inspection() | {"wording": "own", "kind": "full"})

    failed = [
        one.message
        for one in examine(load_settings())
        if one.state == "failed" and one.name == "inspection files"
    ]

    assert len(failed) == 2
    assert any("wording: expected one of" in message for message in failed)


def test_a_missing_database_says_what_to_do(tmp_path: Path) -> None:
    """Where faults kept the first database from being built, the doctor says so too."""
    write_inspection(tmp_path / "data" / "inspections", inspection() | {"wording": "own"})

    found = results(load_settings())

    assert found["knowledge database"].state == "failed"
    assert "ofsted-bot load" in found["knowledge database"].message


def test_a_data_folder_that_cannot_be_made_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file where the folder should be is found, with what to do."""
    (tmp_path / "taken").write_text("", "utf-8")
    monkeypatch.setenv("OFSTED_DATA", str(tmp_path / "taken" / "data"))

    found = results(load_settings())

    assert found["data folder"].state == "failed"
    assert "OFSTED_DATA" in found["data folder"].message


def test_the_calendar_is_checked() -> None:
    """The bank holidays of this year are known, and from which version."""
    calendar = results(load_settings())["bank holidays"]

    assert calendar.state == "ok"
    assert "holidays" in calendar.message


def test_good_credentials_are_well(slack: FakeSlack) -> None:
    """Token, scopes, clock and mode are checked with Slack."""
    found = results(load_settings())

    assert {found[name].state for name in ("slack token", "slack scopes", "clock", "slack mode")} == {"ok"}
    assert found["slack mode"].message == "Socket Mode"


def test_a_token_that_slack_refuses_is_failed(slack: FakeSlack) -> None:
    """Slack's own word for it is told, the token is not."""
    slack.answer = {"ok": False, "error": "invalid_auth"}

    found = results(load_settings())

    assert found["slack token"].state == "failed"
    assert "invalid_auth" in found["slack token"].message
    assert "xoxb-secret" not in str(found)


def test_scopes_that_are_only_useful_are_a_warning(slack: FakeSlack) -> None:
    """It says what is missing without them."""
    slack.scopes = ",".join(NEEDED_SCOPES | {"usergroups:read"})

    scopes = results(load_settings())["slack scopes"]

    assert scopes.state == "warning"
    assert "without users:read exports name people by their Slack ids" in scopes.message
    assert "usergroups:read" not in scopes.message


def test_missing_scopes_are_named(slack: FakeSlack) -> None:
    """What the app may not do is named, with how to mend it."""
    slack.scopes = "commands"

    scopes = results(load_settings())["slack scopes"]

    assert scopes.state == "failed"
    assert "chat:write" in scopes.message
    assert "manifest.json" in scopes.message


def test_a_clock_that_is_off_is_failed(slack: FakeSlack) -> None:
    """Ten minutes off would make every signature stale."""
    slack.date = "Fri, 09 Mar 2012 10:00:00 GMT"

    clock = results(load_settings())["clock"]

    assert clock.state == "failed"
    assert "NTP" in clock.message


def test_a_slack_that_cannot_be_reached_is_failed(monkeypatch: pytest.MonkeyPatch) -> None:
    """No connection is a failed check, not a crash."""
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-secret")
    monkeypatch.setenv("SLACK_API_URL", "http://127.0.0.1:9/api/")

    found = results(load_settings())

    assert found["slack"].state == "failed"
    assert "127.0.0.1:9" in found["slack"].message


def test_a_slack_that_names_no_scopes_is_a_warning(slack: FakeSlack) -> None:
    """What cannot be checked is said, not passed over."""
    slack.scopes = None

    assert results(load_settings())["slack scopes"].state == "warning"


def test_the_scopes_needed_are_those_of_the_manifest() -> None:
    """What the doctor asks for, the manifest grants."""
    manifest = json.loads((ROOT / "manifest.json").read_text("utf-8"))

    assert set(manifest["oauth_config"]["scopes"]["bot"]) >= NEEDED_SCOPES | USEFUL_SCOPES.keys()
