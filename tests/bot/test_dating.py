"""Dating: years, months, days and turns, out of the words of a question."""

import datetime as dt

import pytest

from bot.dating import Turn, dating_of


@pytest.mark.parametrize(
    ("text", "years", "months", "day"),
    [
        ("grades 2012", (2012,), (), None),
        ("inspected in april 2018", (2018,), (4,), None),
        ("due by 9 september 2012", (2012,), (9,), dt.date(2012, 9, 9)),
        ("the 9th of september 2012", (2012,), (9,), dt.date(2012, 9, 9)),
        ("since september 9 2012", (2012,), (9,), dt.date(2012, 9, 9)),
        ("on 2012-09-09", (2012,), (), dt.date(2012, 9, 9)),
        ("on 9/9/12", (2012,), (), dt.date(2012, 9, 9)),
        ("in 2011-12", (2011,), (), None),
        ("in 2011/2012", (2011,), (), None),
        ("good in 24", (2024,), (), None),
        ("what may improve", (), (), None),
        ("on 31 february 2012", (2012,), (2,), None),
        ("17 year olds", (), (), None),
    ],
)
def test_dates_are_read(
    text: str, years: tuple[int, ...], months: tuple[int, ...], day: dt.date | None
) -> None:
    """Years, months beside a year or day, and full dates in the ways people write them."""
    dating = dating_of(text.split())

    assert (dating.years, dating.months, dating.day) == (years, months, day)


@pytest.mark.parametrize(
    ("text", "turn"),
    [
        ("the last inspection", "latest"),
        ("current grades", "latest"),
        ("grades now", "latest"),
        ("the previous inspection", "previous"),
        ("the inspection before last", "previous"),
        ("the grade before the current one", "previous"),
        ("the one before", "previous"),
        ("the first inspection", "first"),
        ("excluded in the last four years", None),
        ("over the last 12 months", None),
        ("how long did it last", None),
        ("under the previous contract", None),
    ],
)
def test_turns_are_read(text: str, turn: Turn | None) -> None:
    """Which inspection in time; "last" before a span of time, or as a verb, asks for none."""
    assert dating_of(text.split()).turn == turn


def test_what_only_dates_is_used_up() -> None:
    """The words that date are named, so that they are not searched for."""
    words = "what was due by 9 september 2012".split()

    assert [words[at] for at in sorted(dating_of(words).used)] == ["9", "september", "2012"]
