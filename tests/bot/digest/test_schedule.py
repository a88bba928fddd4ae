"""When digests are due: days, zones, clock changes and bank holidays."""

import datetime as dt
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.digest.schedule import EVERY_DAY, WEEKDAYS, Schedule, schedule_in_words, slots

NEW_YEAR = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("zone", "time", "day", "due"),
    [
        ("Europe/London", dt.time(9), dt.date(2026, 1, 5), "2026-01-05T09:00:00+00:00"),
        ("Europe/London", dt.time(9), dt.date(2026, 7, 6), "2026-07-06T08:00:00+00:00"),
        # The clocks go forward on 29 March 2026 at 01:00 and back on 25 October at 02:00.
        ("Europe/London", dt.time(1, 30), dt.date(2026, 3, 29), "2026-03-29T01:30:00+00:00"),
        ("Europe/London", dt.time(1, 30), dt.date(2026, 10, 25), "2026-10-25T00:30:00+00:00"),
        ("Europe/Paris", dt.time(2, 30), dt.date(2026, 3, 29), "2026-03-29T01:30:00+00:00"),
        ("America/New_York", dt.time(1, 30), dt.date(2026, 11, 1), "2026-11-01T05:30:00+00:00"),
        ("Asia/Kolkata", dt.time(9), dt.date(2026, 1, 5), "2026-01-05T03:30:00+00:00"),
        ("Pacific/Kiritimati", dt.time(9), dt.date(2026, 1, 5), "2026-01-04T19:00:00+00:00"),
    ],
)
def test_the_instant_of_a_slot(zone: str, time: dt.time, day: dt.date, due: str) -> None:
    """A time that does not exist means the one as counted before the change, a time that exists twice the first."""
    schedule = Schedule(time, EVERY_DAY, zone, on_holidays=True)

    assert schedule.instant(day) == dt.datetime.fromisoformat(due)


@pytest.mark.parametrize(
    "zone", ["Europe/London", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia", "UTC"]
)
@pytest.mark.parametrize(
    "time", [dt.time(0), dt.time(0, 30), dt.time(1, 30), dt.time(2, 30), dt.time(23, 59)]
)
def test_every_day_of_a_year_has_one_slot(zone: str, time: dt.time) -> None:
    """Whatever the clock changes, there is one slot a day, each later than the one before."""
    schedule = Schedule(time, EVERY_DAY, zone, on_holidays=True)

    year = list(islice(slots(schedule, NEW_YEAR), 365))

    days = [slot.day for slot in year]
    assert days == [days[0] + dt.timedelta(days=number) for number in range(365)]
    assert [slot.due for slot in year] == sorted({slot.due for slot in year})


@given(
    st.integers(1_735_689_600, 1_893_456_000),
    st.sampled_from(["Europe/London", "Asia/Tokyo"]),
)
def test_the_next_slot_is_the_first_that_is_later(moment: int, zone: str) -> None:
    """No slot is passed over: the next one after an instant is due within four days at the longest, and later."""
    schedule = Schedule(dt.time(9), EVERY_DAY, zone)
    after = dt.datetime.fromtimestamp(moment, dt.UTC)

    found = next(slots(schedule, after))

    assert after < found.due <= after + dt.timedelta(days=4)


@pytest.mark.parametrize(
    "day", [dt.date(2026, 4, 3), dt.date(2026, 12, 25), dt.date(2026, 12, 28), dt.date(2022, 9, 19)]
)
def test_no_digest_on_a_bank_holiday(day: dt.date) -> None:
    """Good Friday, Christmas, its substitute day and the day of a state funeral have no digest unless it is wanted."""
    assert not Schedule(dt.time(9)).is_day(day)
    assert Schedule(dt.time(9), on_holidays=True).is_day(day) == (day.weekday() < 5)


def test_the_week_opens_on_the_first_day_with_a_slot() -> None:
    """What is said weekly is said on Monday, or on the next day with a digest where Monday has none."""
    schedule = Schedule(dt.time(9))

    assert schedule.opens_week(dt.date(2026, 11, 23))
    assert not schedule.opens_week(dt.date(2026, 11, 24))
    assert schedule.opens_week(dt.date(2026, 4, 7)), "Easter Monday has no digest"
    assert Schedule(dt.time(9), frozenset({2, 4})).opens_week(dt.date(2026, 11, 25))


def test_a_schedule_without_days_has_no_slot() -> None:
    """Where no day can come, looking for one ends."""
    assert next(slots(Schedule(dt.time(9), frozenset()), NEW_YEAR), None) is None


def test_a_schedule_in_words() -> None:
    """People read when it comes, and that bank holidays are left out."""
    schedule = Schedule(dt.time(9), frozenset({0, 4}), "Europe/London")

    assert schedule_in_words(schedule) == "09:00 (Europe/London) on Mondays and Fridays, not on bank holidays"
    assert (
        schedule_in_words(Schedule(dt.time(8, 5), WEEKDAYS, "UTC", True))
        == "08:05 (UTC) on weekdays, bank holidays too"
    )
