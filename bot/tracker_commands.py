"""The commands of the tracker: `ofsted-bot export` and `ofsted-bot audit`."""

import argparse
import datetime as dt
import json
import sys
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.command_line import BAD_USE, FAILED, OK, UnclearName, authorities_named, date_argument
from bot.config import Settings

if TYPE_CHECKING:
    from bot.state import State


def add_commands(commands: Any) -> None:
    """Add the commands to argparse's `commands`."""
    export = commands.add_parser("export", help="write the improvement plan as a workbook or as CSV")
    export.add_argument("authority", nargs="*", metavar="AUTHORITY", help="whose plan (default: all)")
    export.add_argument("--format", choices=("xlsx", "csv"), default="xlsx", help="default: xlsx")
    export.add_argument(
        "--out", type=Path, metavar="FILE", help="where to (default: a name that says what it is)"
    )
    export.add_argument("--as-of", type=date_argument, metavar="YYYY-MM-DD", help="as on that day")
    export.set_defaults(command=_export)

    audit = commands.add_parser(
        "audit", help="who changed what: check that nothing was altered, or write it out"
    )
    actions = audit.add_subparsers(required=True, metavar="ACTION")
    verify = actions.add_parser("verify", help="find any alteration; exit status 1 if there is one")
    verify.add_argument(
        "--head", metavar="HASH", help="the head that was noted down earlier must be in the chain"
    )
    verify.add_argument("--json", action="store_true", help="print the result as JSON")
    verify.set_defaults(command=_verify)
    written = actions.add_parser("export", help="write every entry as a line of JSON")
    written.add_argument("--out", type=Path, metavar="FILE", help="where to (default: standard output)")
    written.set_defaults(command=_write_audit)


def _export(options: argparse.Namespace, settings: Settings) -> int:
    from bot.export.plan import exported_plan
    from bot.factory import create_service, existing_state
    from knowledge.load import load

    load(settings.folders, settings.knowledge)
    service = create_service(settings, existing_state(settings))
    try:
        names = authorities_named(service, options.authority)
    except UnclearName as error:
        print(f"ofsted-bot export: which authority is “{error}”?", file=sys.stderr)
        return BAD_USE
    now = dt.datetime.now(dt.UTC)
    today = options.as_of or now.astimezone(settings.time_zone).date()
    export = exported_plan(service.record, names, options.format, today=today, now=now)
    target = options.out or Path(export.name)
    try:
        target.write_bytes(export.content)
    except OSError as error:
        print(f"ofsted-bot export: {target} cannot be written: {error.strerror}", file=sys.stderr)
        return FAILED
    print(f"{export.sentence} Written to {target}.")
    return OK


def _verify(options: argparse.Namespace, settings: Settings) -> int:
    from bot.state import audit
    from bot.tracking.checking import verify

    state = _existing(settings)
    if state is None:
        return OK
    result = verify(state)
    problems = list(result.problems)
    if options.head is not None:
        with state.read() as connection:
            if options.head not in {audit.START, *(entry.hash for entry in audit.entries(connection))}:
                problems.append(f"the head {options.head} is not in the chain: it was cut off or forged anew")
    state.close()
    if options.json:
        print(
            json.dumps(
                {"entries": result.entries, "head": result.head, "problems": problems}, ensure_ascii=False
            )
        )
    else:
        for problem in problems:
            print(problem)
        found = f"{len(problems)} problems" if problems else "nothing was altered"
        print(f"{result.entries} entries, {found}. Head: {result.head}")
    return FAILED if problems else OK


def _write_audit(options: argparse.Namespace, settings: Settings) -> int:
    from bot.state import audit
    from bot.state.schema import instant_text

    state = _existing(settings)
    if state is None:
        return OK
    out = options.out.open("w", encoding="utf-8") if options.out else nullcontext(sys.stdout)
    with state.read() as connection, out as stream:
        for entry in audit.entries(connection):
            values = {name: getattr(entry, name) for name in audit.Entry.__slots__}
            stream.write(json.dumps(values | {"at": instant_text(entry.at)}, ensure_ascii=False) + "\n")
    state.close()
    return OK


def _existing(settings: Settings) -> "State | None":
    from bot.factory import existing_state

    state = existing_state(settings)
    if state is None:
        print("There is no state database yet, so nothing was changed.", file=sys.stderr)
    return state
