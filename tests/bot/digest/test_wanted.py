"""What an instruction asks for: table of texts as people write them."""

import datetime as dt

import pytest

from bot.digest.schedule import DEFAULT_ZONE, EVERY_DAY, WEEKDAYS
from bot.digest.wanted import SECTIONS, Wanted, parse_wanted, time_named
from bot.service import FindingsService


@pytest.fixture
def parse(service: FindingsService):
    """Parse a text as the bot does."""

    def parsed(text: str) -> Wanted:
        question = service.parse(text)
        return parse_wanted(question.text, question.names)

    return parsed


@pytest.mark.parametrize(
    ("text", "time", "days", "zone", "authorities"),
    [
        ("digest here 09:00 weekdays islington haringey", "09:00", WEEKDAYS, DEFAULT_ZONE, ("Islington", "Haringey")),
        ("digest here 9am mon,wed,fri city of london", "09:00", {0, 2, 4}, DEFAULT_ZONE, ("City of London",)),
        ("digest here 17.30 daily Europe/Paris kingston upon hull, islington", "17:30", EVERY_DAY, "Europe/Paris",
         ("Kingston upon Hull", "Islington")),
        ("digest here monday 8 pm", "20:00", {0}, DEFAULT_ZONE, ()),
        ("digest here mondays and thursdays 08:15", "08:15", {0, 3}, DEFAULT_ZONE, ()),
        ("digest here mon-thu 07:45 america/new_york", "07:45", {0, 1, 2, 3}, "America/New_York", ()),
        ("digest here fri to mon 7:00", "07:00", {4, 5, 6, 0}, DEFAULT_ZONE, ()),
        ("digest brighton and hove at 9 every day", "09:00", EVERY_DAY, DEFAULT_ZONE, ("Brighton and Hove",)),
        ("DIGEST HERE UTC 12am weekends LB Islington", "00:00", {5, 6}, "UTC", ("Islington",)),
    ],
)  # fmt: skip
def test_time_days_zone_and_authorities(parse, text, time, days, zone, authorities) -> None:
    """In any order and any usual spelling, names of several words included."""
    wanted = parse(text)

    assert wanted.problems == ()
    assert wanted.verb == "here"
    assert (f"{wanted.time:%H:%M}", wanted.days, wanted.zone) == (time, frozenset(days), zone)
    assert wanted.authorities == authorities


def test_options(parse) -> None:
    """What it holds, how near is soon, and whether it comes on quiet days and bank holidays."""
    wanted = parse(
        "digest here 09:00 within 14 days without pending even if empty bank holidays too islington"
    )

    assert (wanted.within, wanted.include) == (14, ("overdue", "due"))
    assert wanted.when_empty
    assert wanted.on_holidays
    assert parse("digest here only overdue and due").include == ("overdue", "due")
    assert parse("digest here").include == SECTIONS


@pytest.mark.parametrize(
    ("text", "verb", "own"),
    [
        ("digest", "status", False),
        ("digest status", "status", False),
        ("digest off", "off", False),
        ("digest off me", "off", True),
        ("digest me off", "off", True),
        ("digest me status", "status", True),
        ("digest me preview", "preview", True),
        ("digest status me", "status", True),
        ("digest me 08:30 weekdays", "me", True),
        ("digest preview", "preview", False),
        ("digest preview me", "preview", True),
        ("digest preview islington", "preview", False),
    ],
)
def test_verbs(parse, text: str, verb: str, own: bool) -> None:
    """What is to be done is the word after “digest”."""
    wanted = parse(text)

    assert (wanted.verb, wanted.own, wanted.problems) == (verb, own, ())


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("digest here 25:00 islington", "25:00"),
        ("digest here 09:00 blurgh", "blurgh"),
        ("digest here 09:00 kingston", "Kingston upon Thames"),
        ("digest here 09:00 Europe/Camelot", "Europe/Camelot"),
    ],
)
def test_what_is_not_understood_is_said(parse, text: str, named: str) -> None:
    """Nothing is guessed: the part that was not understood stands in the answer."""
    assert named in " ".join(parse(text).problems)


@pytest.mark.parametrize(
    ("text", "time"),
    [("9", dt.time(9)), ("12pm", dt.time(12)), ("12 am", dt.time(0)), ("23:59", dt.time(23, 59)),
     ("9.30pm", dt.time(21, 30)),
     ("24:00", None), ("13pm", None), ("noon", None)],
)  # fmt: skip
def test_times_of_day(text: str, time: dt.time | None) -> None:
    """The usual ways to write a time; nothing for what is none."""
    assert time_named(text) == time
