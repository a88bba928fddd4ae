"""The command `ofsted-bot feedback`: what people thought of the answers, newest first."""

import argparse
import json
from typing import TYPE_CHECKING

from bot.config import Settings

if TYPE_CHECKING:
    from bot.state.conversations import Feedback


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the parser."""
    feedback = commands.add_parser("feedback", help="what people thought of the answers, newest first")
    feedback.add_argument("--json", action="store_true", help="print one JSON object a line")
    feedback.set_defaults(command=_feedback)


def _feedback(options: argparse.Namespace, settings: Settings) -> int:
    from bot.factory import open_state
    from bot.state.conversations import Conversations

    state = open_state(settings)
    try:
        given = Conversations(state).feedback()
    finally:
        state.close()
    for one in given:
        print(_as_json(one) if options.json else _as_line(one))
    if not given and not options.json:
        print("Nobody has said yet whether an answer helped.")
    return 0


def _as_line(one: "Feedback") -> str:
    verdict = "helpful    " if one.helpful else "not helpful"
    reason = f" ({one.reason})" if one.reason else ""
    return f"{one.given:%Y-%m-%d %H:%M} {verdict} {one.question}{reason}"


def _as_json(one: "Feedback") -> str:
    names = ("team", "user", "question", "helpful", "reason")
    values = {name: getattr(one, name) for name in names}
    return json.dumps(values | {"given": one.given.isoformat()}, ensure_ascii=False)
