"""When a digest is due: one slot per day at most, counted from the schedule and never from the wall clock.

Pure. A slot is a calendar day in the schedule's zone and the instant at which it is due. A time that does not exist on
a day (the clocks go forward) means the instant that many minutes after midnight as they were counted before; a time
that exists twice means the first.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bot.deadlines import bank_holidays

DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
WEEKDAYS = frozenset(range(5))
EVERY_DAY = frozenset(range(7))
DEFAULT_ZONE = "Europe/London"

_LONGEST_SEARCH = 60
"""Days after which a schedule without a slot is given up: no run of bank holidays is that long."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """A time of day, the days of the week (0 is Monday), the zone of both, and whether bank holidays count."""

    time: dt.time
    days: frozenset[int] = WEEKDAYS
    zone: str = DEFAULT_ZONE
    on_holidays: bool = False

    def is_day(self, day: dt.date) -> bool:
        """Return whether a digest is due on `day`, a day in the schedule's zone."""
        if day.weekday() not in self.days:
            return False
        return self.on_holidays or day not in bank_holidays(day.year, day.year)

    def instant(self, day: dt.date) -> dt.datetime:
        """Return the instant (UTC) at which the digest of `day` is due, whether or not one is."""
        local = dt.datetime.combine(day, self.time, ZoneInfo(self.zone))
        return local.astimezone(dt.UTC)

    def opens_week(self, day: dt.date) -> bool:
        """Return whether `day` has the first slot of its week: Monday, or the next day with one."""
        monday = day - dt.timedelta(days=day.weekday())
        return not any(self.is_day(monday + dt.timedelta(days=number)) for number in range(day.weekday()))


@dataclass(frozen=True, slots=True)
class Slot:
    """The day of a digest, in the schedule's zone, and the instant at which it is due (UTC)."""

    day: dt.date
    due: dt.datetime


def slots(schedule: Schedule, after: dt.datetime) -> Iterator[Slot]:
    """Yield the slots due later than `after` (aware), in order; nothing when the schedule has no days."""
    # The day before, because the zone may be behind or ahead of the date in UTC.
    day = after.astimezone(ZoneInfo(schedule.zone)).date() - dt.timedelta(days=1)
    without = 0
    while without < _LONGEST_SEARCH:
        if schedule.is_day(day):
            slot = Slot(day, schedule.instant(day))
            if slot.due > after:
                without = 0
                yield slot
        day += dt.timedelta(days=1)
        without += 1


def days_in_words(days: frozenset[int]) -> str:
    """Return days of the week in words: "on weekdays", "every day", "on Mondays and Fridays"."""
    if days == WEEKDAYS:
        return "on weekdays"
    if days == EVERY_DAY:
        return "every day"
    names = [f"{DAY_NAMES[day]}s" for day in sorted(days)]
    return "on " + (" and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else names[0])


def schedule_in_words(schedule: Schedule) -> str:
    """Return a schedule in words: "09:00 (Europe/London) on weekdays, not on bank holidays"."""
    holidays = "bank holidays too" if schedule.on_holidays else "not on bank holidays"
    return f"{schedule.time:%H:%M} ({schedule.zone}) {days_in_words(schedule.days)}, {holidays}"
