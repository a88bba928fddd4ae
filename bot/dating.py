"""The dating of a question: years, months, days, and which inspection in time ("the last", "the one before").

Pure: words in, a frozen value out. Spans ("since 2018") are part of the sense (`bot.sense`).
"""

import datetime as dt
import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

Turn = Literal["latest", "previous", "first", "before"]
"""Which inspection in time: the last, the one before it, the first, or the one before that of the year named."""

_YEAR = re.compile(r"19[89]\d|20[0-4]\d")
_SHORT_YEAR = re.compile(r"09|[123]\d")
_YEARS = re.compile(r"((?:19[89]|20[0-4])\d)[/-](?:(?:19|20)?\d\d)")
_ISO = re.compile(r"((?:19|20)\d\d)-(\d\d?)-(\d\d?)")
_SLASHED = re.compile(r"(\d\d?)/(\d\d?)/((?:19|20)?\d\d)")
_DAY = re.compile(r"(\d\d?)(?:st|nd|rd|th)?")
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
            "september sept sep", "october oct", "november nov", "december dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_SEASONS = frozenset("spring summer autumn winter early late mid end".split())
_LATEST = frozenset(
    "latest last newest current currently recent today now recently most-recent nowadays presently".split()
)
_CURRENT = frozenset("current latest last newest present".split())
_PREVIOUS = frozenset("previous previously penultimate prior preceding".split())
_FIRST = frozenset("first earliest oldest".split())
_INSPECTION = frozenset(
    "inspection inspections ofsted visit report reports time grade grades rating judgement judgment one outcome".split()
)
_SPANS = frozenset("year years month months week weeks days few couple several decade quarter".split())


@dataclass(frozen=True, slots=True)
class Dating:
    """When a question is about.

    Attributes:
        years: Years named, text order.
        months: Months named, 1 to 12, text order; only beside a year or a day.
        day: The one full date that it names, if any.
        turn: Which inspection in time it asks for, if any.
        used: Indexes of the words that only date.
    """

    years: tuple[int, ...] = ()
    months: tuple[int, ...] = ()
    day: dt.date | None = None
    turn: Turn | None = None
    used: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of days that a question names: "in May 2025", "before April".

    Attributes:
        first: First day, itself included; None where it is open.
        last: Last day, itself included; None where it is open.
        besides: Years that the question names besides: of what the stretch is asked.
    """

    first: dt.date | None
    last: dt.date | None
    besides: tuple[int, ...] = ()

    @property
    def of_years(self) -> bool:
        """Whether it begins and ends with a year, as far as it does either."""
        begins = self.first is None or (self.first.month, self.first.day) == (1, 1)
        return begins and (self.last is None or (self.last.month, self.last.day) == (12, 31))

    def overlaps(self, first: dt.date, last: dt.date) -> bool:
        """Return whether any of the days from `first` to `last` lies within."""
        return (self.last is None or first <= self.last) and (self.first is None or self.first <= last)

    def holds(self, day: dt.date) -> bool:
        """Return whether `day` lies within."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


def period_of(words: Sequence[str], asking: frozenset[int]) -> Period | None:
    """Return the stretch of days named last in what asks, one with a "before" or "in" first; None without a date.

    Args:
        words: The words of a text, lower case.
        asking: Indexes of those in the clauses that ask.
    """
    named = [found for index in range(len(words)) if (found := _days_at(words, index)) is not None]
    if (between := _between(words, named)) is not None:
        return between
    asked = [found for found in named if found[2] in asking] or named
    if not asked:
        return None
    first, last, start, end = max(
        asked, key=lambda found: (_bound_before(words, found[2]) is not None, found[2])
    )
    besides = tuple(day.year for day, _, at, _ in named if not start <= at < end)
    if end < len(words) and words[end] in ("onwards", "onward"):
        return Period(first, None, besides)
    match _bound_before(words, start):
        case "before":
            return Period(None, first - dt.timedelta(days=1), besides)
        case "by" | "until" | "till":
            return Period(None, last, besides)
        case "after":
            return Period(last + dt.timedelta(days=1), None, besides)
        case "since" | "from":
            return Period(first, None, besides)
        case _:
            return Period(first, last, besides)


def _between(words: Sequence[str], named: Sequence[tuple[dt.date, dt.date, int, int]]) -> Period | None:
    """Return the stretch from one date to another: "between January 2019 and March 2020"."""
    for (first, _, start, end), (_, last, then, _) in pairwise(named):
        if start and words[start - 1] == "between" and tuple(words[end:then]) == ("and",):
            return Period(first, last)
    return None


def _bound_before(words: Sequence[str], start: int) -> str | None:
    """Return the word before a date that bounds it, or places something in it ("into 2024")."""
    at = start - 1
    while at > 0 and words[at] in (
        "the",
        "start",
        "end",
        "beginning",
        "of",
        "early",
        "late",
        "spring",
        "summer",
    ):
        at -= 1
    return words[at] if at >= 0 and words[at] in _BOUNDING else None


_BOUNDING = frozenset("before by until till after since from in into on during within".split())


def _days_at(words: Sequence[str], index: int) -> tuple[dt.date, dt.date, int, int] | None:
    """Return the first and last day of the date that begins at a word, and where its words begin and end."""
    word = words[index]
    if (day := _written_date(word)) is not None:
        return day, day, index, index + 1
    if (part := _part_of_year(words, index)) is not None:
        return part
    if word in _MONTHS:
        number, beside = _day_beside(words, index)
        start, end = min((index, *beside)), max((index, *beside)) + 1
        year = _year_after(words, end - 1)
        end += year is not None
        year = year or next((int(one) for one in words if _YEAR.fullmatch(one)), None)
        if year is None:
            return None
        month = _MONTHS[word]
        if number is not None and (day := _date(year, month, number)) is not None:
            return day, day, start, end
        return dt.date(year, month, 1), dt.date(year, month, monthrange(year, month)[1]), start, end
    within = index > 0 and (words[index - 1] in _PARTS or words[index - 1] in _MONTHS)
    within = within or list(words[max(index - 2, 0) : index]) == ["half", "of"]
    if _YEAR.fullmatch(word) and not (within or _ends_a_date(words, index)):
        return dt.date(int(word), 1, 1), dt.date(int(word), 12, 31), index, index + 1
    return None


def _part_of_year(words: Sequence[str], index: int) -> tuple[dt.date, dt.date, int, int] | None:
    """Return a season, a quarter or a half of a year: "summer 2026", "Q1 2026", "first half of 2025"."""
    word, after = words[index], list(words[index + 1 : index + 4])
    if word in ("first", "second") and after[:1] == ["half"]:
        months, rest = ((1, 6) if word == "first" else (7, 12)), 1
    elif word in _PARTS:
        months, rest = _PARTS[word], 0
    elif (
        word in _BOOK_YEARS
        and after[:1] == ["year"]
        and (both := _YEARS.fullmatch(next(iter(after[1:2]), "")))
    ):
        begun, (first, last) = int(both.group(1)), _BOOK_YEARS[word]
        ends = dt.date(begun + 1, last, monthrange(begun + 1, last)[1])
        return dt.date(begun, first, 1), ends, index, index + 3
    else:
        return None
    behind = after[rest:]
    of = behind[:1] == ["of"]
    year = next(iter(behind[of : of + 1]), "")
    if not _YEAR.fullmatch(year):
        return None
    first, last = months
    end = index + 1 + rest + of + 1
    return dt.date(int(year), first, 1), dt.date(int(year), last, monthrange(int(year), last)[1]), index, end


_BOOK_YEARS = {"academic": (9, 8), "school": (9, 8), "financial": (4, 3)}
_PARTS = {
    "spring": (3, 5),
    "summer": (6, 8),
    "autumn": (9, 11),
    "q1": (1, 3),
    "q2": (4, 6),
    "q3": (7, 9),
    "q4": (10, 12),
}


def _ends_a_date(words: Sequence[str], index: int) -> bool:
    """Return whether the year at a word stands behind a day of a month: "June 7 2026"."""
    return index > 1 and words[index - 2] in _MONTHS and _DAY.fullmatch(words[index - 1]) is not None


def dating_of(words: Sequence[str]) -> Dating:
    """Return the dating of a text's words, lower case."""
    years: list[int] = []
    months: list[int] = []
    day: dt.date | None = None
    used: set[int] = set()
    for index, word in enumerate(words):
        if (full := _written_date(word)) is not None:
            day = day or full
            years.append(full.year)
            used.add(index)
        elif (span := _YEARS.fullmatch(word)) is not None:
            years.append(int(span.group(1)))
            used.add(index)
        elif _YEAR.fullmatch(word):
            years.append(int(word))
            used.add(index)
        elif index == len(words) - 1 and index and words[index - 1] == "in" and _SHORT_YEAR.fullmatch(word):
            years.append(2000 + int(word))
            used.add(index)
    for index, word in enumerate(words):
        if word not in _MONTHS:
            continue
        number, beside = _day_beside(words, index)
        if number is None and not years:
            continue
        months.append(_MONTHS[word])
        used |= {index, *beside}
        if number is not None and day is None and (year := _year_after(words, max(index, *beside))):
            day = _date(year, _MONTHS[word], number)
    used |= {
        index
        for index, word in enumerate(words)
        if word in _SEASONS
        and (
            any(one in _MONTHS or _YEAR.fullmatch(one) for one in words[index + 1 : index + 3])
            or (index and words[index - 1] in ("this", "last"))
        )
    }
    used |= {
        index
        for index, word in enumerate(words)
        if index and word in ("visit", "visits") and _YEAR.fullmatch(words[index - 1])
    }
    turn, telling = _turn(words)
    return Dating(
        tuple(dict.fromkeys(years)), tuple(dict.fromkeys(months)), day, turn, frozenset(used | telling)
    )


def months_past(text: str) -> int:
    """Return over how many past months "the last six months" reaches; 0 where a text names none."""
    found = _MONTHS_PAST.search(text)
    if found is None:
        return 0
    number = int(_IN_FIGURES.get(found.group(1), found.group(1)))
    return number * (12 if found.group(2).startswith("year") else 1)


_MONTHS_PAST = re.compile(
    r"\b(?:last|past|previous) (\d{1,2}|two|three|four|six|nine|twelve|eighteen) (months?|years?)\b"
)
_IN_FIGURES = {
    "two": "2",
    "three": "3",
    "four": "4",
    "six": "6",
    "nine": "9",
    "twelve": "12",
    "eighteen": "18",
}


def names_month(word: str) -> bool:
    """Return whether a lower-case word is a month's name or its short form."""
    return word in _MONTHS


def _written_date(word: str) -> dt.date | None:
    if found := _ISO.fullmatch(word):
        return _date(*map(int, found.groups()))
    if found := _SLASHED.fullmatch(word):
        day, month, year = map(int, found.groups())
        return _date(year + 2000 if year < 100 else year, month, day)
    return None


def _date(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _day_beside(words: Sequence[str], index: int) -> tuple[int | None, tuple[int, ...]]:
    """Return the day of the month that stands before ("9 September", "9th of September") or after the month."""
    for at, beside in (
        (index - 1, (index - 1,)),
        (index - 2, (index - 2, index - 1)),
        (index + 1, (index + 1,)),
    ):
        if not 0 <= at < len(words) or (at == index - 2 and words[index - 1] != "of"):
            continue
        if (found := _DAY.fullmatch(words[at])) and 1 <= int(found.group(1)) <= 31:
            return int(found.group(1)), beside
    return None, ()


def _year_after(words: Sequence[str], index: int) -> int | None:
    after = words[index + 1] if index + 1 < len(words) else ""
    return int(after) if _YEAR.fullmatch(after) else None


def _turn(words: Sequence[str]) -> tuple[Turn | None, frozenset[int]]:
    """Return which inspection in time is asked for, and the indexes of the words that say so."""
    for index, word in enumerate(words):
        after = words[index + 1] if index + 1 < len(words) else ""
        if word == "before" and after == "last":
            return "previous", frozenset({index, index + 1})
        if word == "before" and _CURRENT & set(words[index + 1 : index + 3]):
            return "previous", frozenset({index, *(at for at, one in enumerate(words) if one in _CURRENT)})
        if word == "one" and after == "before":
            return "previous", frozenset({index, index + 1})
        if word in ("before", "prior", "preceding") and (dated := _dated_inspection(words, index)):
            return "before", dated
        if word in _PREVIOUS and (
            after in _INSPECTION or any(one in _INSPECTION for one in words[index + 1 : index + 3])
        ):
            if "since" in words[max(index - 2, 0) : index]:
                return None, frozenset({index})  # "better since the previous inspection": the newest tells
            return "previous", frozenset({index})
        if word in _FIRST and (
            after in _INSPECTION
            or after in ("inspected", "visited")
            or (
                (after in ("overall", "full", "graded", "ever") and words[index + 2 : index + 3])
                and words[index + 2] in _INSPECTION
            )
        ):
            return "first", frozenset({index})
    for index, word in enumerate(words):
        after = words[index + 1] if index + 1 < len(words) else ""
        if word not in _LATEST or after in _SPANS or after.isdigit() or after in _NUMBER_WORDS:
            continue
        if index > 1 and words[index - 1] in ("to", "until", "till") and _YEAR.fullmatch(words[index - 2]):
            continue  # "2013 to now"
        if word == "last" and "long" in words[:index]:  # "how long did it last?"
            return None, frozenset({index})
        return "latest", frozenset(at for at, one in enumerate(words) if one in _LATEST)
    return None, frozenset()


def _dated_inspection(words: Sequence[str], index: int) -> frozenset[int]:
    """Return the indexes of a "before" and the inspection of a year behind it: "before the one it had in 2024"."""
    behind = words[index + 1 : index + 8]
    inspection = next((at for at, one in enumerate(behind) if one in _INSPECTION), None)
    year = next((at for at, one in enumerate(behind) if _YEAR.fullmatch(one)), None)
    if inspection is None or year is None or abs(inspection - year) > _BESIDE:
        return frozenset()
    return frozenset({index, index + 1 + inspection})


_BESIDE = 4
"""Words by which an inspection and its year may be parted: "the inspection it had in 2024"."""
_NUMBER_WORDS = frozenset("two three four five six seven eight nine ten twelve".split())
