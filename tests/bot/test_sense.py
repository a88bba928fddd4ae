"""The sense of a question: what kind of answer it wants, and what it says besides."""

from typing import get_args

import pytest

from bot.says import Says
from bot.sense import Asks, Sense, sense_of


@pytest.mark.parametrize("said", get_args(Says))
def test_each_thing_said_is_a_way_of_saying_itself(said: Says) -> None:
    """A question is written out again by what it says, so each name must be read as itself."""
    assert said in sense_of(said).says


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("can you tell me whether it was good", "whether"),
        ("what happened to the 2010 areas", "became"),
        ("length of the inspection", "how long"),
        ("headcount of social workers", "how many"),
        ("reasons behind the grade", "why"),
        ("in charge: which inspectors", "who"),
        ("publication date of the report", "when"),
        ("councils list", "which"),
        ("how good is it", "what"),
        ("inadequate now?", "whether"),
    ],
)
def test_kinds_of_answers(text: str, asks: Asks) -> None:
    """The words that ask decide, whatever polite opening comes before them."""
    assert sense_of(text).asks == asks


@pytest.mark.parametrize(
    ("text", "sense"),
    [
        ("went from RI to good", Sense(grade="good", moved=("requires improvement", "good"))),
        ("good -> inadequate", Sense(grade="inadequate", moved=("good", "inadequate"))),
        ("any good?", Sense(questioned=True)),
        ("since 2018", Sense(since=2018)),
        ("after 2018", Sense(since=2019)),
        ("before march 2018", Sense(until=2017)),
        ("under the 2026 framework", Sense(under=2026)),
        ("good in the NW region", Sense(grade="good", region="North West")),
    ],
)
def test_grades_spans_and_regions(text: str, sense: Sense) -> None:
    """Grades, moves, regions and years are read; a "good" that grades nothing is not."""
    read = sense_of(text)

    assert (read.grade, read.moved, read.region, read.since, read.until, read.under, read.questioned) == (
        sense.grade,
        sense.moved,
        sense.region,
        sense.since,
        sense.until,
        sense.under,
        sense.questioned,
    )
