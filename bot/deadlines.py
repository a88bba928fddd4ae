"""Deadlines: what date follows from a finding's time limit or from the law, and on what basis.

Pure: dates in, dates out; the clock is the caller's. Every result says how it was arrived at. Dates are
calendar dates in England, never instants.
"""

import datetime as dt
from functools import lru_cache
from importlib.metadata import version

from dateutil.relativedelta import relativedelta

from bot.answers import Deadline
from knowledge.records import InspectionRecord

STATEMENT_DAYS = 70
"""Working days from receipt of the report to the written statement of action (SI 2007/462)."""

PUBLISH_DAYS = 30
"""Working days from receipt in which the authority publishes the report (SI 2007/462)."""

RECEIVED_BEFORE, RECEIVED_AFTER = 3, 1
"""Working days around publication in which a report is taken to have been received when the date is unknown."""

NO_DATE = Deadline(None, None, "no date set by inspectors", "none")


@lru_cache(maxsize=8)
def bank_holidays(first_year: int, last_year: int) -> frozenset[dt.date]:
    """Return the bank holidays of England from 1 January of `first_year` to the end of `last_year`.

    Source: the `holidays` library; days beyond those announced are its projection.
    """
    import holidays  # 90 ms to import; most answers need no working days

    return frozenset(holidays.country_holidays("GB", subdiv="ENG", years=range(first_year, last_year + 1)))


def calendar_version() -> str:
    """Return the name and version of the bank-holiday calendar, to be kept beside a computed date."""
    return f"holidays {version('holidays')}"


def is_working_day(day: dt.date) -> bool:
    """Return whether `day` is neither at a weekend nor a bank holiday in England."""
    return day.weekday() < 5 and day not in bank_holidays(day.year, day.year)


def add_working_days(start: dt.date, days: int) -> dt.date:
    """Return the date `days` working days after `start`.

    Args:
        start: Day 0, not counted; may itself be no working day.
        days: Working days; negative counts backwards; 0 gives `start`.

    Source: SI 2007/462 (the day of receipt is not counted).
    """
    step = 1 if days > 0 else -1
    day, left = start, abs(days)
    while left:
        day += dt.timedelta(days=step)
        left -= is_working_day(day)
    return day


def add_months(start: dt.date, months: int) -> dt.date:
    """Return `start` plus calendar months, clamped to the month's end (31 August + 6 months = 28 or 29 February)."""
    return start + relativedelta(months=months)


def item_deadline(within: str | None, inspection: InspectionRecord) -> Deadline:
    """Return the deadline of an improvement item.

    Args:
        within: The time limit of the list it stands in: `immediately`, `N months`, `N working days` or None.
        inspection: The inspection it comes from; its publication date is the anchor, as reports name no other.
    """
    if within is None:
        return NO_DATE
    published = inspection.published
    anchor = f"publication on {long_date(published)}"
    if within == "immediately":
        return Deadline(published, published, f"“immediately”, counted from {anchor} (derived)", "derived")
    number, unit = within.split(" ", 1)
    if unit.startswith("month"):
        due = add_months(published, int(number))
        return Deadline(due, due, f"within {within} of {anchor} (derived)", "derived")
    due = add_working_days(published, int(number))
    return Deadline(due, due, f"within {within} of {anchor} (derived)", "derived", calendar_version())


def statutory_deadline(days: int, inspection: InspectionRecord) -> Deadline:
    """Return the date `days` working days after the authority received the report.

    A range, marked as estimated, when the day of receipt is unknown: counted from three working days before
    publication to one after.

    Source: Education and Inspections Act 2006, sections 136-137; SI 2007/462.
    """
    received = inspection.received
    if received is not None:
        due = add_working_days(received, days)
        return Deadline(
            due,
            due,
            f"{days} working days from receipt on {long_date(received)}",
            "derived",
            calendar_version(),
        )
    earliest = add_working_days(add_working_days(inspection.published, -RECEIVED_BEFORE), days)
    latest = add_working_days(add_working_days(inspection.published, RECEIVED_AFTER), days)
    basis = (
        f"{days} working days from receipt; the day of receipt is not on record, so counted from"
        f" {RECEIVED_BEFORE} working days before to {RECEIVED_AFTER} after publication on"
        f" {long_date(inspection.published)} (estimated)"
    )
    return Deadline(latest, earliest, basis, "estimated", calendar_version())


def stated_deadline(day: dt.date) -> Deadline:
    """Return the deadline that the inspection file states (`statement_due`)."""
    return Deadline(day, day, "the date stated by the report or the authority", "stated")


def status_of(deadline: Deadline, today: dt.date) -> tuple[str, int]:
    """Return `overdue`, `due` or `pending` (no date), and the days overdue, counted from the latest date."""
    if deadline.due is None:
        return "pending", 0
    late = (today - deadline.due).days
    return ("overdue", late) if late > 0 else ("due", 0)


def long_date(day: dt.date) -> str:
    """Return `day` in words: 9 March 2012."""
    return f"{day.day} {day:%B %Y}"
