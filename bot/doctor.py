"""The doctor: what is wrong with this installation, and what to do about it."""

import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Literal

from bot.config import Settings
from knowledge.load import load
from knowledge.store import NoKnowledge, Store

MOST_SKEW = 60
"""Seconds by which this machine's clock may be off; Slack refuses signatures older than five minutes."""

NEEDED_SCOPES = frozenset({"app_mentions:read", "chat:write", "commands", "files:write", "im:history"})
"""Scopes that the bot cannot work without (`manifest.json`)."""

USEFUL_SCOPES = {
    "usergroups:read": "roles by user group hold for nobody",
    "users:read": "exports name people by their Slack ids",
}
"""Scopes of the manifest that it can work without, each with what is then missing."""


@dataclass(frozen=True, slots=True)
class Result:
    """What one check found: `state` is ok, warning or failed; `message` says what to do when it is not ok."""

    name: str
    state: Literal["ok", "warning", "failed"]
    message: str


def examine(settings: Settings) -> tuple[Result, ...]:
    """Run every check, in the order in which a person would mend them."""
    return (
        Result("configuration", "ok", f"data folder {settings.data}"),
        _folder(settings),
        *_knowledge(settings),
        _state(settings),
        _calendar(settings),
        *_slack(settings),
    )


def _folder(settings: Settings) -> Result:
    try:
        settings.data.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        return Result(
            "data folder", "failed", f"{settings.data} cannot be made: {error.strerror}; set OFSTED_DATA"
        )
    if not os.access(settings.data, os.W_OK):
        return Result(
            "data folder", "failed", f"{settings.data} cannot be written; change its owner or set OFSTED_DATA"
        )
    return Result("data folder", "ok", f"{settings.data} can be written")


def _knowledge(settings: Settings) -> Iterator[Result]:
    try:
        report = load(settings.folders, settings.knowledge)
    except OSError as error:
        yield Result("knowledge", "failed", f"{settings.knowledge} cannot be written: {error.strerror}")
        return
    for fault in report.faults:
        yield Result("inspection files", "failed", f"{fault}")
    if not report.faults:
        yield Result(
            "inspection files", "ok", f"{report.inspections} inspections, {report.findings} findings"
        )
    try:
        coverage = Store(settings.knowledge).coverage()
    except NoKnowledge as error:
        yield Result("knowledge database", "failed", str(error))
    else:
        yield Result("knowledge database", "ok", f"built {coverage.built:%Y-%m-%d %H:%M} UTC")


def _state(settings: Settings) -> Result:
    from bot.factory import existing_state
    from bot.state import StateError
    from bot.tracking.checking import verify

    try:
        state = existing_state(settings)
    except StateError as error:
        return Result("state database", "failed", f"{error}; start the database, or correct DATABASE_URL")
    if state is None:
        return Result("state database", "ok", "none yet; it is made when the bot first runs")
    audited = verify(state)
    kind = "SQLite" if state.is_sqlite else "PostgreSQL"
    state.close()
    if audited.problems:
        return Result("audit", "failed", f"{audited.problems[0]}; see: ofsted-bot audit verify")
    return Result("state database", "ok", f"{kind}, {audited.entries} entries in the audit, nothing altered")


def _calendar(settings: Settings) -> Result:
    from bot.deadlines import bank_holidays, calendar_version

    year = datetime.now(settings.time_zone).year
    days = bank_holidays(year, year)
    if len(days) < 8:
        return Result(
            "bank holidays", "failed", f"{calendar_version()} knows only {len(days)} in {year}; upgrade it"
        )
    return Result("bank holidays", "ok", f"{calendar_version()}, {len(days)} days in {year}")


def _slack(settings: Settings) -> Iterator[Result]:
    secrets = settings.secrets
    if secrets.slack_bot_token is None:
        yield Result("slack", "warning", "no SLACK_BOT_TOKEN: `ofsted-bot run` opens the console instead")
        return
    from slack_sdk import WebClient
    from slack_sdk.errors import SlackApiError, SlackClientError

    client = WebClient(secrets.slack_bot_token.get_secret_value(), base_url=secrets.slack_api_url, timeout=10)
    try:
        started = time.time()
        response = client.auth_test()
    except SlackApiError as error:
        reason = str(error.response.get("error", error))
        yield Result(
            "slack token", "failed", f"Slack says {reason}: install the app again and copy SLACK_BOT_TOKEN"
        )
        return
    except (SlackClientError, OSError) as error:
        yield Result("slack", "failed", f"{secrets.slack_api_url} cannot be reached: {error}")
        return
    yield Result("slack token", "ok", f"bot user {response.get('user_id')} in team {response.get('team_id')}")
    headers = {name.lower(): value for name, value in dict(response.headers).items()}
    yield _scopes(headers.get("x-oauth-scopes"))
    yield _clock(headers.get("date"), started)
    if secrets.slack_app_token is None and secrets.slack_signing_secret is None:
        yield Result(
            "slack mode", "failed", "set SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP)"
        )
    else:
        yield Result("slack mode", "ok", "Socket Mode" if secrets.slack_app_token else "HTTP")


def _scopes(granted: str | None) -> Result:
    if granted is None:
        return Result(
            "slack scopes", "warning", "Slack did not name the scopes granted; compare with manifest.json"
        )
    held = {scope.strip() for scope in granted.split(",")}
    missing = NEEDED_SCOPES - held
    if missing:
        return Result(
            "slack scopes",
            "failed",
            f"missing {', '.join(sorted(missing))}: apply manifest.json and reinstall",
        )
    without = [f"without {scope} {what}" for scope, what in USEFUL_SCOPES.items() if scope not in held]
    if without:
        return Result("slack scopes", "warning", f"{'; '.join(without)}: apply manifest.json and reinstall")
    return Result("slack scopes", "ok", "all that are needed")


def _clock(date: str | None, started: float) -> Result:
    if date is None:
        return Result("clock", "warning", "Slack sent no time to compare with")
    skew = abs((parsedate_to_datetime(date) - datetime.fromtimestamp(started, UTC)).total_seconds())
    if skew > MOST_SKEW:
        return Result("clock", "failed", f"{skew:.0f} seconds off; synchronise this machine's clock (NTP)")
    return Result("clock", "ok", f"within {max(skew, 1):.0f} s of Slack's")
