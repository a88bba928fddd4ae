"""Dates as reports print them: single days, ranges, two periods, months and years left out.

"28 January–5 February 2014", "19 November-11 December 2013 and 28 – 30 January 2014", "25 to 29 April 2022": a day
without a month or year takes those of the next one.
"""

import datetime as dt
import re
from dataclasses import dataclass

from knowledge.reading.wording import plain

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = rf"(?:{'|'.join(MONTHS)})[a-z]{{0,7}}\.?"
_DAY = re.compile(
    r"(?<![\d.,/])(\d{1,2})(?![\d.,/]\d|\d)\s?(?:st|nd|rd|th)?"
    rf"(?:\s?(?:of\s)?({_MONTH})(?![a-z]))?(?:,?\s?(\d{{4}})(?!\d))?"
)
_NUMERIC = re.compile(r"(?<!\d)(\d{1,2})[/.](\d{1,2})[/.](\d{4})(?!\d)")
_RANGE = re.compile(r"\s*(?:-|to|until|till|through)\s*")
_ISO = re.compile(r"(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)")
_NAMES = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
          "november", "december")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Period:
    """First and last day on site."""

    start: dt.date
    end: dt.date

    def working_days(self) -> int:
        """Return the number of Mondays to Fridays in the period; holidays count."""
        days = (self.start + dt.timedelta(n) for n in range(min((self.end - self.start).days, 400) + 1))
        return sum(day.weekday() < 5 for day in days)


@dataclass(frozen=True, slots=True)
class _Token:
    day: int
    month: int | None
    year: int | None
    start: int
    end: int


def _tokens(text: str) -> list[_Token]:
    found: list[_Token] = []
    for match in _DAY.finditer(text):
        month, year = match.group(2), match.group(3)
        number = MONTHS.index(month[:3]) + 1 if month else None
        found.append(
            _Token(int(match.group(1)), number, int(year) if year else None, match.start(), match.end())
        )
    return found


def _date(year: int | None, month: int | None, day: int) -> dt.date | None:
    if year is None or month is None:
        return None
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _resolved(tokens: list[_Token]) -> list[tuple[_Token, dt.date]]:
    """Return the tokens that are dates, months and years filled in from the right."""
    month: int | None = None
    year: int | None = None
    later: dt.date | None = None
    resolved: list[tuple[_Token, dt.date]] = []
    for token in reversed(tokens):
        month, year = token.month or month, token.year or year
        day = _date(year, month, token.day)
        if day and later and day > later and token.year is None and year is not None:
            year -= 1
            day = _date(year, month, token.day)
        if day:
            resolved.append((token, day))
            later = day
    return resolved[::-1]


def _numeric(text: str) -> str:
    def spell(match: re.Match[str]) -> str:
        day, month, year = map(int, match.groups())
        return f"{day} {_NAMES[month - 1]} {year}" if 1 <= month <= 12 else match.group()

    return _NUMERIC.sub(spell, text)


def periods(text: str) -> tuple[Period, ...]:
    """Return the periods printed in `text` (at most 2,000 characters of it), in print order."""
    text = _numeric(plain(text[:2000]))
    resolved = _resolved(_tokens(text))
    found: list[Period] = []
    open_end: _Token | None = None
    for token, day in resolved:
        between = text[open_end.end : token.start] if open_end else ""
        if open_end and _RANGE.fullmatch(between) and found[-1].start <= day:
            found[-1] = Period(found[-1].start, day)
            open_end = None
        else:
            found.append(Period(day, day))
            open_end = token
    return tuple(found)


def dates(text: str) -> tuple[dt.date, ...]:
    """Return every complete date printed in `text` (at most 2,000 characters of it), in print order."""
    return tuple(day for _, day in _resolved(_tokens(_numeric(plain(text[:2000])))))


def date_in_name(name: str) -> dt.date | None:
    """Return the last ISO date in a file's name, or None."""
    found = _ISO.findall(name)
    return _date(int(found[-1][0]), int(found[-1][1]), int(found[-1][2])) if found else None


_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_LIMIT = re.compile(r"within (?:a |the next )?(\w+)?\s*(working )?(months?|weeks?|days?|year)\b.*")


def time_limit(heading: str) -> str | None:
    """Return the time limit that a list's heading sets: "immediately", "3 months", "20 working days", or None."""
    body = plain(heading).rstrip(" :.")
    if body.startswith("immediately"):
        return "immediately"
    match = _LIMIT.fullmatch(body)
    if match is None:
        return None
    word = match.group(1) or "one"
    number = int(word) if word.isdigit() else _NUMBERS.index(word) + 1 if word in _NUMBERS else None
    if number is None or not 0 < number < 100:
        return None
    unit = match.group(3).rstrip("s")
    if unit == "year":
        return f"{12 * number} months"
    if unit == "month":
        return f"{number} month{'s' if number > 1 else ''}"
    if unit == "day" and match.group(2):
        return f"{number} working day{'s' if number > 1 else ''}"
    return None
