"""Four processes on one PostgreSQL live through a simulated year: exactly one digest per channel and day.

`OFSTED_YEAR_CHANNELS` and `OFSTED_YEAR_DAYS` say how many (default: few); `make faults` does 200 channels and 366 days.
"""

import datetime as dt
import multiprocessing
import os
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

import holidays
import pytest
from sqlalchemy import text

from bot.digest.service import first_due
from bot.state import State
from bot.state.digests import SLOTS
from bot.state.subscriptions import Subscription, Subscriptions
from tests.faults import child

CHANNELS = int(os.environ.get("OFSTED_YEAR_CHANNELS", "8"))
DAYS = int(os.environ.get("OFSTED_YEAR_DAYS", "12"))
PROCESSES = 4
ZONES = (
    "Europe/London", "Europe/Paris", "America/New_York", "America/St_Johns", "Asia/Kolkata", "Australia/Lord_Howe",
    "Pacific/Auckland", "UTC",
)  # fmt: skip
TIMES = ("09:00", "00:00", "01:30", "02:30", "23:45", "12:10")
DAY_MASKS = ("1111111", "1111100", "1010100", "0000011")
# Around the spring change of the clocks in Europe, and the holidays of Easter; a whole year has everything.
FIRST = dt.datetime(2026, 3, 27, tzinfo=dt.UTC) if DAYS < 300 else dt.datetime(2026, 1, 1, tzinfo=dt.UTC)


def subscriptions() -> list[Subscription]:
    """Return subscriptions in every mixture of zone, time and days."""
    return [
        Subscription(
            "", "T1", f"C{number:05d}", "U1", time=TIMES[number % len(TIMES)], zone=ZONES[number % len(ZONES)],
            days=DAY_MASKS[(number // 3) % len(DAY_MASKS)], authorities=("Haringey",), when_empty=True,
            on_holidays=number % 5 == 0,
        )
        for number in range(CHANNELS)
    ]  # fmt: skip


def expected_days(subscription: Subscription, last: dt.datetime) -> set[dt.date]:
    """Return the days on which a digest is to have come, by another way than the schedule's."""
    zone = ZoneInfo(subscription.zone)
    free = holidays.country_holidays("GB", subdiv="ENG", years=(2025, 2026, 2027))
    hour, minute = map(int, subscription.time.split(":"))
    days = set()
    for number in range(-2, DAYS + 2):
        day = FIRST.date() + dt.timedelta(days=number)
        due = dt.datetime(day.year, day.month, day.day, hour, minute, tzinfo=zone).timestamp()
        wanted = subscription.days[day.weekday()] == "1" and (subscription.on_holidays or day not in free)
        if wanted and FIRST.timestamp() < due <= last.timestamp():
            days.add(day)
    return days


@pytest.mark.parametrize("state_url", ["postgresql"], indirect=True)
def test_a_year_of_four_processes(state: State, shipped: Path) -> None:
    """Whatever the zones and clock changes, each channel has exactly one digest on each of its days, and no other."""
    with state.write() as connection:
        connection.execute(text("CREATE TABLE posts (channel text, slot text, process int)"))
    kept = [Subscriptions(state).keep(one_with_next(one), FIRST) for one in subscriptions()]
    step = dt.timedelta(hours=1)
    last = FIRST + dt.timedelta(days=DAYS) - step
    spawn = multiprocessing.get_context("forkserver")
    spawn.set_forkserver_preload(["tests.faults.child"])
    barrier = spawn.Barrier(PROCESSES)
    url = state.url.render_as_string(hide_password=False)
    processes = [
        spawn.Process(target=child.live_through, args=(url, str(shipped), FIRST, last, step, barrier))
        for _ in range(PROCESSES)
    ]
    for process in processes:
        process.start()
    for process in processes:
        process.join(3600)
    assert [process.exitcode for process in processes] == [0] * PROCESSES

    with state.read() as connection:
        slots = connection.execute(SLOTS.select()).all()
        posts = Counter(connection.execute(text("SELECT slot FROM posts")).scalars())
        workers = connection.execute(text("SELECT process, count(*) FROM posts GROUP BY process")).all()
    assert {slot.state for slot in slots} == {"sent"}
    assert posts == Counter(slot.id for slot in slots)
    for subscription in kept:
        own = [slot.day for slot in slots if slot.channel == subscription.channel]
        assert Counter(own) == Counter(expected_days(subscription, last)), subscription
    shares = [row[1] for row in workers]
    sys.stdout.write(f"{CHANNELS} channels, {DAYS} days: {len(slots)} digests, by process: {shares}\n")


def one_with_next(subscription: Subscription) -> Subscription:
    """Return a subscription that begins at the simulated start."""
    return replace(subscription, next_due=first_due(subscription, FIRST))
