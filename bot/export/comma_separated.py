"""A table as CSV for spreadsheet programs: UTF-8 with its mark, ISO dates, and nothing that is run as a formula."""

import csv
import datetime as dt
import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.export.plan import Table, Value

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""What makes a spreadsheet program take a cell for a formula. Source: OWASP, CSV injection."""


def csv_of(table: "Table") -> bytes:
    """Return `table` with its headings, comma-separated, lines ended by CR LF."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow([column.heading for column in table.columns])
    writer.writerows([[guarded(value) for value in row] for row in table.rows])
    return stream.getvalue().encode("utf-8-sig")


def guarded(value: "Value") -> str | int:
    """Return a value as a cell; text that would be run as a formula begins with an apostrophe, on each of its lines."""
    if value is None:
        return ""
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, int):
        return value
    return "\n".join(f"'{line}" if line.lstrip().startswith(_FORMULA) or line.startswith(_FORMULA) else line
                     for line in value.replace("\0", "").split("\n"))  # fmt: skip
