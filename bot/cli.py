"""The command `ofsted-bot` and the composition root: the only place that wires knowledge, bot and handlers together.

Imports of what only some commands need stand inside them, so that `ask` starts fast.
"""

import argparse
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from bot import digest_commands, feedback_commands, reading_commands, tracker_commands
from bot.command_line import BAD_USE, FAILED, OK, date_argument
from bot.config import ConfigError, Settings, load_settings
from knowledge.load import LoadReport, load
from knowledge.store import NoKnowledge

if TYPE_CHECKING:
    from flask import Flask
    from slack_bolt import App

    from bot.service import FindingsService
    from bot.state import State
    from handlers.app import Connection
    from handlers.history import SlackHistory
    from handlers.sender import SlackSender


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; returns the exit status: 0 fine, 1 something failed, 2 bad use or faulty input."""
    parser = _parser()
    options = parser.parse_args(arguments)
    try:
        settings = load_settings(options.config)
        command: Callable[[argparse.Namespace, Settings], int] = options.command
        return command(options, settings)
    except (ConfigError, NoKnowledge) as error:
        print(error, file=sys.stderr)
        return BAD_USE
    except BrokenPipeError:
        # The reader of our output has gone (as in `| head`); there is nobody to tell.
        sys.stderr.close()
        return OK
    except KeyboardInterrupt:
        return FAILED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="ofsted-bot", description="What inspectors found in English children's services."
    )
    parser.add_argument(
        "--config", type=Path, metavar="FILE", help="configuration file (default: config.yaml)"
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    ask = commands.add_parser("ask", help="answer one question, or one a line, on the terminal")
    ask.add_argument(
        "text", nargs="*", metavar="TEXT", help="a question, or a slash command that begins with /ofsted"
    )
    ask.add_argument("--json", action="store_true", help="print one JSON object per answer")
    ask.add_argument("--stdin", action="store_true", help="answer each line of the standard input")
    ask.add_argument("--as-of", type=date_argument, metavar="YYYY-MM-DD", help="answer as on that day")
    ask.set_defaults(command=_ask)

    loading = commands.add_parser("load", help="check the inspection files and build the knowledge database")
    loading.add_argument("--json", action="store_true", help="print the report as JSON")
    loading.add_argument("--force", action="store_true", help="build even when nothing has changed")
    loading.set_defaults(command=_load)

    check = commands.add_parser(
        "check", help="look for what is wrong with this installation, and say what to do"
    )
    check.add_argument("--json", action="store_true", help="print the results as JSON")
    check.set_defaults(command=_check)

    run = commands.add_parser("run", help="connect to Slack; without credentials, open the console")
    run.add_argument("--web", action="store_true", help="without credentials: serve the console to a browser")
    run.add_argument("--console", action="store_true", help="the console, even if this is no terminal")
    run.add_argument("--host", default="127.0.0.1", help="address for --web (default: this machine only)")
    run.set_defaults(command=_run)

    digest_commands.add_commands(commands, _slack)
    reading_commands.add_commands(commands)
    tracker_commands.add_commands(commands)
    feedback_commands.add_commands(commands)
    return parser


def _ready(settings: Settings) -> LoadReport:
    """Bring the knowledge up to date; a faulty file is reported and the old database stays in service."""
    report = load(settings.folders, settings.knowledge)
    if report.status == "refused":
        _print_faults(report)
    return report


def _ask(options: argparse.Namespace, settings: Settings) -> int:
    if options.stdin == bool(options.text):
        print("ofsted-bot ask: give a TEXT, or --stdin and one question a line", file=sys.stderr)
        return BAD_USE
    from bot.contract import to_json
    from bot.factory import create_service, existing_state
    from bot.rendering import render_text

    _ready(settings)
    service = create_service(settings, existing_state(settings))
    texts: Iterable[str] = (
        (line.rstrip("\n") for line in sys.stdin) if options.stdin else [" ".join(options.text)]
    )
    for text in texts:
        question = service.parse(text)
        answer = service.answer(question, today=options.as_of or _today(settings))
        if options.json:
            print(json.dumps(to_json(answer, service.why(question, answer)), ensure_ascii=False), flush=True)
        else:
            print(render_text(answer), flush=True)
    return OK


def _today(settings: Settings) -> date:
    return datetime.now(settings.time_zone).date()


def _load(options: argparse.Namespace, settings: Settings) -> int:
    report = load(settings.folders, settings.knowledge, force=options.force)
    if options.json:
        faults = [
            {"file": one.file, "line": one.line, "key": one.key, "problem": one.problem}
            for one in report.faults
        ]
        counts = {
            "inspections": report.inspections,
            "judgements": report.judgements,
            "findings": report.findings,
        }
        values = {"status": report.status, "database": str(report.database), **counts, "faults": faults}
        print(json.dumps(values | {"seconds": round(report.seconds, 3)}, ensure_ascii=False))
    elif report.status == "refused":
        _print_faults(report)
    else:
        done = "Built" if report.status == "built" else "Nothing has changed:"
        print(
            f"{done} {report.database.name}: {report.inspections} inspections, {report.judgements} judgements,"
            f" {report.findings} findings ({report.seconds:.2f} s)."
        )
    return BAD_USE if report.faults else OK


def _print_faults(report: LoadReport) -> None:
    number = len(report.faults)
    print(f"{number} {'fault' if number == 1 else 'faults'} in the inspection files:", file=sys.stderr)
    for fault in report.faults:
        print(f"  {fault}", file=sys.stderr)
    if report.database.exists():
        print("Nothing was changed; the database built before stays in service.", file=sys.stderr)


def _check(options: argparse.Namespace, settings: Settings) -> int:
    from bot.doctor import examine

    results = examine(settings)
    if options.json:
        print(json.dumps([{"name": one.name, "state": one.state, "message": one.message} for one in results]))
    else:
        for one in results:
            print(f"{one.state:<8} {one.name}: {one.message}")
    return FAILED if any(one.state == "failed" for one in results) else OK


def _run(options: argparse.Namespace, settings: Settings) -> int:
    import logging

    logging.basicConfig(
        level=settings.log_level.upper(), format="%(asctime)s %(levelname)s %(name)s: %(message)s"
    )
    logging.getLogger("alembic").setLevel(logging.WARNING)  # it tells of each of its plugins
    secrets = settings.secrets
    _ready(settings)
    if secrets.slack_bot_token and secrets.slack_app_token:
        return _run_socket_mode(settings)
    if secrets.slack_bot_token and secrets.slack_signing_secret:
        return _run_http(settings)
    if secrets.slack_bot_token or secrets.slack_app_token or secrets.slack_signing_secret:
        print(
            "Slack needs SLACK_BOT_TOKEN and SLACK_APP_TOKEN (Socket Mode), or SLACK_BOT_TOKEN and"
            " SLACK_SIGNING_SECRET (HTTP); only part of that is set.",
            file=sys.stderr,
        )
        return BAD_USE
    if options.web:
        from handlers.console.web import serve

        config = ["--config", str(options.config)] if options.config else []
        serve(_command_line([*config, "run", "--console"]), host=options.host, port=secrets.port)
        return OK
    if not (options.console or (sys.stdin.isatty() and sys.stdout.isatty())):
        return _run_examples(settings)
    return _run_console(settings)


def _command_line(arguments: Sequence[str]) -> str:
    import shlex

    return shlex.join([sys.executable, "-m", "bot", *arguments])


def _run_examples(settings: Settings) -> int:
    """Answer the README's example questions: what `make run` shows without a terminal."""
    from bot.factory import create_service
    from bot.rendering import render_text
    from bot.topics import EXAMPLES

    service = create_service(settings)
    for example in EXAMPLES:
        print(f"> {example}\n\n{render_text(service.ask(example, today=_today(settings)))}\n")
    print("This was no terminal, so the examples were answered. In a terminal, `make run` opens the console.")
    return OK


def _run_console(settings: Settings) -> int:
    """Open the console on a Slack of its own: the same Bolt app, reached over loopback."""
    import logging

    from bot.topics import EXAMPLES
    from handlers.app import Connection
    from handlers.console import Console
    from handlers.console.terminal import end_with_terminal
    from handlers.local_slack import LocalSlack
    from handlers.socket_mode import connect

    # The screen is the console's; what the libraries log would be drawn across it.
    logging.getLogger().handlers[:] = [logging.NullHandler()]
    end_with_terminal()
    with LocalSlack() as slack:
        connection = Connection(slack.bot_token, api_url=slack.base_url)
        with _working(settings, connection, own=True) as working:
            handler = connect(working.app, slack.app_token)
            try:
                slack.wait_for_connections()
                Console(slack, examples=EXAMPLES, title="Ofsted findings").run()
            finally:
                handler.close()  # type: ignore[no-untyped-call]  # slack_bolt leaves it untyped
    return OK


@dataclass(frozen=True, slots=True)
class _Working:
    """The bot at work: the Bolt app, what it answers from, and what people did."""

    app: "App"
    service: "FindingsService"
    state: "State"


@contextmanager
def _working(
    settings: Settings,
    connection: "Connection | None" = None,
    *,
    own: bool = False,
    address: str | None = None,
) -> Iterator[_Working]:
    """Give the bot at work: state database open, durable tasks running; closed at the end.

    Args:
        settings: The settings in force.
        connection: How to reach Slack; default: as the environment says.
        own: Whether only this machine's owner can reach it, who then holds every right unless roles are configured.
        address: Where calendar feeds are served; None where they are not.
    """
    from bot.digest.desk import DigestDesk
    from bot.digest.wiring import create_digests
    from bot.durable import Durable
    from bot.factory import create_service, open_state
    from bot.feedback import FeedbackDesk
    from bot.roles import Groups, Roles, everyone_may
    from bot.state.inbox import Inbox
    from bot.tracking.desk import Desk
    from handlers.app import create_app
    from handlers.history import SlackHistory
    from handlers.once import Once
    from handlers.sender import SlackSender

    connection = connection or _connection(settings)
    sender = SlackSender(connection.bot_token, connection.api_url)
    roles = everyone_may() if own and not settings.roles_configured else Roles(settings.roles, Groups(sender))
    state = open_state(settings)
    service = create_service(settings, state, roles)
    durable = Durable(state)

    def today() -> date:
        return _today(settings)

    desk = Desk(service, state, durable, sender, today, address=address)
    desk.register()
    feedback = FeedbackDesk(state, durable, sender)
    feedback.register()
    history = SlackHistory(connection.bot_token, connection.api_url)
    digests = create_digests(settings, service, state, durable, sender, history)
    digests.register(durable)
    digest_desk = DigestDesk(desk, digests)
    digest_desk.register(durable)
    once = Once(Inbox(state), durable.lease.executor.id, durable.lease.is_dead)
    app = create_app(
        service, connection, today=today, once=once, desk=desk, digests=digest_desk, feedback=feedback
    )
    durable.every_minute("inbox", once.forget)

    def adopt(dead: str) -> None:
        once.adopt(dead, app.client)

    durable.when_adopting(adopt)
    durable.start()
    try:
        yield _Working(app, service, state)
    finally:
        durable.stop()
        state.close()


def _slack(settings: Settings) -> "tuple[SlackSender, SlackHistory]":
    """Return what sends to Slack and what reads there, as the environment says."""
    from handlers.history import SlackHistory
    from handlers.sender import SlackSender

    connection = _connection(settings)
    return (
        SlackSender(connection.bot_token, connection.api_url),
        SlackHistory(connection.bot_token, connection.api_url),
    )


def _connection(settings: Settings) -> "Connection":
    from handlers.app import Connection

    secrets = settings.secrets
    assert secrets.slack_bot_token is not None
    signing_secret = secrets.slack_signing_secret
    return Connection(
        secrets.slack_bot_token.get_secret_value(),
        signing_secret.get_secret_value() if signing_secret else None,
        secrets.slack_api_url,
    )


def _run_socket_mode(settings: Settings) -> int:
    from handlers.socket_mode import serve

    token = settings.secrets.slack_app_token
    assert token is not None
    with _working(settings) as working:
        return serve(working.app, token.get_secret_value())


def _run_http(settings: Settings) -> int:
    from handlers.http import serve

    return serve(_web_app(settings), settings.secrets.port)


@contextmanager
def _web_app(settings: Settings) -> "Iterator[Flask]":
    from bot.export.calendar import FeedCalendars
    from handlers.http import create_web_app

    with _working(settings, address=settings.address) as working:
        record = working.service.record
        calendars = FeedCalendars(record, working.state, lambda: _today(settings))
        yield create_web_app(working.app, record.store, calendars)
