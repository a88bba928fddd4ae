"""The command `ofsted-bot digest`: what would be sent, what is set up, and sending what is due by a timer."""

import argparse
import datetime as dt
import json
import sys
import time
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from bot.command_line import BAD_USE, FAILED, OK, UnclearName, authorities_named, date_argument
from bot.config import Settings

if TYPE_CHECKING:
    from bot.answers import Digest
    from bot.digest.delivery import History
    from bot.sending import Sender
    from bot.state import State
    from bot.state.subscriptions import Subscription


Slack = Callable[[Settings], "tuple[Sender, History]"]

SEND_SECONDS = 600
"""How long `digest send` waits for what it has begun; what is left then is done by the next process."""


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]", slack: Slack) -> None:
    """Add `digest` to the subcommands of `ofsted-bot`; `slack` gives what sends to Slack and reads there."""
    digest = commands.add_parser("digest", help="show, list or send digests of improvement items")
    digest.add_argument(
        "what",
        nargs="?",
        choices=("show", "status", "send"),
        default="show",
        help="show (default): print what would be sent; status: what is set up; send: send what is due now",
    )
    digest.add_argument("--dry-run", action="store_true", help="print, and send nothing (what `show` does)")
    digest.add_argument("--as-of", type=date_argument, metavar="YYYY-MM-DD", help="as on that day")
    digest.add_argument(
        "--authority",
        nargs="+",
        default=[],
        metavar="NAME",
        help="of these authorities (default: all on record)",
    )
    digest.add_argument("--within", type=int, default=30, metavar="DAYS", help="how near a due date is soon")
    digest.add_argument("--json", action="store_true", help="print one JSON object")
    digest.set_defaults(command=partial(_digest, slack=slack))


def _digest(options: argparse.Namespace, settings: Settings, *, slack: Slack) -> int:
    if options.what == "status":
        return _status(options, settings)
    if options.what == "send" and not options.dry_run:
        return _send(settings, slack)
    return _show(options, settings)


def _show(options: argparse.Namespace, settings: Settings) -> int:
    from bot.contract import to_json
    from bot.factory import existing_state
    from bot.rendering import render_text
    from knowledge.load import load

    load(settings.folders, settings.knowledge)
    state = existing_state(settings)
    try:
        digest = _digest_of(options, settings, state)
    finally:
        if state is not None:
            state.close()
    if digest is None:
        return BAD_USE
    print(json.dumps(to_json(digest), ensure_ascii=False) if options.json else render_text(digest))
    return OK


def _digest_of(options: argparse.Namespace, settings: Settings, state: "State | None") -> "Digest | None":
    from bot.digest.contents import digest_of
    from bot.factory import create_service
    from bot.state.subscriptions import Subscription

    service = create_service(settings, state)
    try:
        authorities = authorities_named(service, options.authority)
    except UnclearName as error:
        print(f"ofsted-bot digest: which authority is “{error}”?", file=sys.stderr)
        return None
    subscription = Subscription("", "", "", "", authorities=authorities, within=options.within)
    day = options.as_of or dt.datetime.now(settings.time_zone).date()
    return digest_of(service.record, subscription, day, preview=True)[0]


def _status(options: argparse.Namespace, settings: Settings) -> int:
    from bot.factory import existing_state
    from bot.state.digests import Ledger
    from bot.state.subscriptions import Subscriptions

    state = existing_state(settings)
    if state is None:
        print("[]" if options.json else "No digest is set up.")
        return OK
    every = Subscriptions(state).all()
    ledger = Ledger(state)
    lines = []
    for one in every:
        last = ledger.history(one.team, one.channel, most=1)
        lines.append(
            {
                "team": one.team,
                "channel": one.channel,
                "kind": one.kind,
                "status": one.status,
                "reason": one.reason,
                "next": one.next_due.isoformat() if one.next_due else None,
                "authorities": list(one.authorities),
                "last_day": last[0].day.isoformat() if last else None,
                "last_state": last[0].state if last else None,
                "last_reason": last[0].reason if last else None,
            }
        )
    unknown = [slot for slot in ledger.unfinished() if slot.state == "unknown"]
    state.close()
    if options.json:
        print(json.dumps(lines, ensure_ascii=False))
        return OK
    for one, line in zip(every, lines, strict=True):
        print(_in_words(one, line["last_day"], line["last_state"], line["last_reason"]))
    if not lines:
        print("No digest is set up.")
    for slot in unknown:
        print(f"Not known whether sent: {slot.channel}, {slot.day}: {slot.reason}", file=sys.stderr)
    return OK


def _in_words(one: "Subscription", day: object, state: object, reason: object) -> str:
    from bot.digest.contents import schedule_of
    from bot.digest.schedule import schedule_in_words

    last = f"; last {day}: {state}{f' ({reason})' if reason else ''}" if day else "; none yet"
    following = f", next {one.next_due:%Y-%m-%d %H:%M} UTC" if one.next_due else ""
    paused = f" ({one.reason})" if one.reason else ""
    who = ", ".join(one.authorities) or "all on record"
    return (
        f"{one.channel}: {one.status}{paused}, {schedule_in_words(schedule_of(one))}, {who}{following}{last}"
    )


def _send(settings: Settings, slack: Slack) -> int:
    """Send what is due now, for installations that call this by a timer instead of keeping a process."""
    from bot.digest.wiring import create_digests
    from bot.durable import Durable
    from bot.factory import create_service, open_state
    from bot.roles import Groups, Roles
    from bot.state.digests import OPEN
    from knowledge.load import load

    if settings.secrets.slack_bot_token is None:
        print("ofsted-bot digest send: SLACK_BOT_TOKEN is not set", file=sys.stderr)
        return BAD_USE
    load(settings.folders, settings.knowledge)
    sender, history = slack(settings)
    state = open_state(settings)
    roles = Roles(settings.roles, Groups(sender))
    durable = Durable(state)
    digests = create_digests(
        settings, create_service(settings, state, roles), state, durable, sender, history
    )
    digests.register(durable)
    durable.start(ticks=False)
    try:
        digests.tick(dt.datetime.now(dt.UTC))
        end = time.monotonic() + SEND_SECONDS
        while left := [slot for slot in digests.ledger.unfinished() if slot.state in OPEN]:
            if time.monotonic() > end:
                print(f"{len(left)} digests are still under way.", file=sys.stderr)
                return FAILED
            time.sleep(0.2)
    finally:
        durable.stop()
        state.close()
    return OK
