"""What the commands share: their exit statuses, and how an argument is read."""

import argparse
import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.service import FindingsService

OK, FAILED, BAD_USE = 0, 1, 2
"""Exit statuses: fine; something failed; bad use or faulty input."""


def date_argument(text: str) -> dt.date:
    """Return the date of an argument, for argparse.

    Raises:
        argparse.ArgumentTypeError: It is none such as 2026-11-23.
    """
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"expected a date such as 2026-11-23, not {text!r}") from None


class UnclearName(ValueError):
    """An argument does not name exactly one authority; the message is the argument."""


def authorities_named(service: "FindingsService", arguments: Iterable[str]) -> tuple[str, ...]:
    """Return the authorities that arguments name, each once; a slip in the spelling is forgiven where it is clear.

    Raises:
        UnclearName: One names none, or could mean several.
    """
    from bot.instructions import SETTLED  # `ofsted-bot ask` starts without it

    found = []
    for argument in arguments:
        matches = service.parse(argument).names
        if len(matches) != 1 or matches[0].outcome not in SETTLED or len(matches[0].names) != 1:
            raise UnclearName(argument)
        found.append(matches[0].names[0])
    return tuple(dict.fromkeys(found))
