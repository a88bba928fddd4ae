"""Dates that follow from a time limit or from the law."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.deadlines import (
    add_months,
    add_working_days,
    calendar_version,
    is_working_day,
    item_deadline,
    long_date,
    status_of,
    statutory_deadline,
)
from knowledge.records import InspectionRecord
from knowledge.store import Store


def day(text: str) -> dt.date:
    """Return an ISO date."""
    return dt.date.fromisoformat(text)


@pytest.fixture(scope="module")
def report(store: Store) -> InspectionRecord:
    """The Islington report of 9 March 2012."""
    found = store.inspection("islington-2012-03-09-slac")
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("start", "months", "due"),
    [
        ("2012-03-09", 3, "2012-06-09"),
        ("2012-03-09", 6, "2012-09-09"),
        ("2011-08-31", 6, "2012-02-29"),
        ("2012-08-31", 6, "2013-02-28"),
        ("2012-01-31", 1, "2012-02-29"),
        ("2012-11-30", 3, "2013-02-28"),
        ("2012-10-15", 12, "2013-10-15"),
        ("2012-03-31", 3, "2012-06-30"),
    ],
)
def test_months_are_calendar_months_clamped_to_the_end(start: str, months: int, due: str) -> None:
    """The same day of a later month, or its last day when it is shorter."""
    assert add_months(day(start), months) == day(due)


@pytest.mark.parametrize(
    ("start", "days", "due"),
    [
        ("2016-11-28", 70, "2017-03-09"),  # Kirklees: its own stated deadline
        ("2021-12-17", 70, "2022-03-30"),  # Christmas and New Year, whose days off moved to weekdays
        ("2022-03-09", 70, "2022-06-22"),  # Easter, early May, and the Platinum Jubilee's two days
        ("2022-09-05", 70, "2022-12-13"),  # 19 September 2022, the state funeral
        ("2022-09-16", 1, "2022-09-20"),
        ("2023-05-05", 1, "2023-05-09"),  # 8 May 2023, the coronation
        ("2012-06-01", 1, "2012-06-06"),  # the Diamond Jubilee moved the spring holiday
        ("2020-05-07", 1, "2020-05-11"),  # early May moved to VE day
        ("2026-12-24", 1, "2026-12-29"),
        ("2017-03-10", 1, "2017-03-13"),
        ("2017-03-11", 1, "2017-03-13"),
        ("2017-03-13", 0, "2017-03-13"),
        ("2017-03-13", -3, "2017-03-08"),
        ("2017-01-02", -1, "2016-12-30"),
    ],
)
def test_working_days_leave_out_weekends_and_bank_holidays(start: str, days: int, due: str) -> None:
    """Day 0 is the start, whatever day it is; only working days count after it."""
    assert add_working_days(day(start), days) == day(due)


BANK_HOLIDAYS = frozenset(
    day(text)
    for text in (
        # As published on gov.uk for England and Wales.
        "2018-01-01 2018-03-30 2018-04-02 2018-05-07 2018-05-28 2018-08-27 2018-12-25 2018-12-26"
        " 2019-01-01 2019-04-19 2019-04-22 2019-05-06 2019-05-27 2019-08-26 2019-12-25 2019-12-26"
        " 2020-01-01 2020-04-10 2020-04-13 2020-05-08 2020-05-25 2020-08-31 2020-12-25 2020-12-28"
        " 2021-01-01 2021-04-02 2021-04-05 2021-05-03 2021-05-31 2021-08-30 2021-12-27 2021-12-28"
        " 2022-01-03 2022-04-15 2022-04-18 2022-05-02 2022-06-02 2022-06-03 2022-08-29 2022-09-19 2022-12-26 2022-12-27"
        " 2023-01-02 2023-04-07 2023-04-10 2023-05-01 2023-05-08 2023-05-29 2023-08-28 2023-12-25 2023-12-26"
        " 2024-01-01 2024-03-29 2024-04-01 2024-05-06 2024-05-27 2024-08-26 2024-12-25 2024-12-26"
        " 2025-01-01 2025-04-18 2025-04-21 2025-05-05 2025-05-26 2025-08-25 2025-12-25 2025-12-26"
        " 2026-01-01 2026-04-03 2026-04-06 2026-05-04 2026-05-25 2026-08-31 2026-12-25 2026-12-28"
    ).split()
)


def days_between(first: dt.date, last: dt.date) -> Iterator[dt.date]:
    """Yield every day after `first` up to and with `last`."""
    return (first + dt.timedelta(days=number) for number in range(1, (last - first).days + 1))


def test_the_calendar_is_that_of_england_and_wales() -> None:
    """On every day of 2018 to 2026 the calendar agrees with the published bank holidays."""
    wrong = [
        str(one)
        for one in days_between(day("2017-12-31"), day("2026-12-31"))
        if is_working_day(one) != (one.weekday() < 5 and one not in BANK_HOLIDAYS)
    ]

    assert wrong == []


@given(
    start=st.dates(min_value=day("2018-01-01"), max_value=day("2026-06-30")),
    days=st.integers(min_value=1, max_value=90),
)
def test_exactly_so_many_working_days_lie_up_to_the_due_date(start: dt.date, days: int) -> None:
    """Counted by a calendar written out here, the span holds as many working days as asked, and ends on one."""
    due = add_working_days(start, days)

    working = [one for one in days_between(start, due) if one.weekday() < 5 and one not in BANK_HOLIDAYS]
    assert len(working) == days
    assert working[-1] == due


@pytest.mark.parametrize(
    ("within", "due"),
    [
        ("immediately", "2012-03-09"),
        ("3 months", "2012-06-09"),
        ("1 month", "2012-04-09"),
        ("20 working days", "2012-04-10"),
    ],
)
def test_an_items_deadline_counts_from_publication_and_says_so(
    report: InspectionRecord, within: str, due: str
) -> None:
    """The date is derived from the publication date, and the basis names both limit and anchor."""
    deadline = item_deadline(within, report)

    assert (deadline.due, deadline.due_earliest) == (day(due), day(due))
    assert deadline.confidence == "derived"
    assert within in deadline.basis
    assert "9 March 2012" in deadline.basis
    assert "derived" in deadline.basis


def test_an_item_without_a_limit_has_no_date(report: InspectionRecord) -> None:
    """Where inspectors set no date there is none, and the basis says so."""
    deadline = item_deadline(None, report)

    assert (deadline.due, deadline.due_earliest, deadline.confidence) == (None, None, "none")
    assert deadline.basis == "no date set by inspectors"


def test_a_date_counted_in_working_days_names_its_calendar(report: InspectionRecord) -> None:
    """The version of the bank-holiday calendar is kept beside the date; calendar months need none."""
    assert item_deadline("20 working days", report).calendar == calendar_version()
    assert item_deadline("3 months", report).calendar is None


def test_the_statement_is_due_seventy_working_days_after_receipt(report: InspectionRecord) -> None:
    """Kirklees: received on Monday 28 November 2016, due on 9 March 2017, as it stated itself."""
    received = replace(report, published=day("2016-11-25"), received=day("2016-11-28"))

    deadline = statutory_deadline(70, received)

    assert (deadline.due, deadline.due_earliest, deadline.confidence) == (
        day("2017-03-09"),
        day("2017-03-09"),
        "derived",
    )
    assert "receipt on 28 November 2016" in deadline.basis


def test_without_the_day_of_receipt_the_statement_has_a_range(report: InspectionRecord) -> None:
    """Counted from three working days before publication to one after, marked as estimated."""
    unknown = replace(report, published=day("2016-11-25"), received=None)

    deadline = statutory_deadline(70, unknown)

    assert (deadline.due_earliest, deadline.due) == (day("2017-03-03"), day("2017-03-09"))
    assert deadline.confidence == "estimated"
    assert "estimated" in deadline.basis
    assert "25 November 2016" in deadline.basis


@pytest.mark.parametrize(
    ("today", "status"),
    [
        ("2012-06-08", ("due", 0)),
        ("2012-06-09", ("due", 0)),
        ("2012-06-10", ("overdue", 1)),
        ("2012-07-01", ("overdue", 22)),
    ],
)
def test_an_item_is_overdue_the_day_after(
    report: InspectionRecord, today: str, status: tuple[str, int]
) -> None:
    """On the day itself it is still due."""
    assert status_of(item_deadline("3 months", report), day(today)) == status


def test_what_has_no_date_is_never_overdue(report: InspectionRecord) -> None:
    """An item without a date is pending, however old."""
    assert status_of(item_deadline(None, report), day("2050-01-01")) == ("pending", 0)


def test_a_range_is_overdue_only_after_its_end(report: InspectionRecord) -> None:
    """Within an estimated range nothing is called overdue."""
    deadline = statutory_deadline(70, replace(report, published=day("2016-11-25")))

    assert status_of(deadline, day("2017-03-05")) == ("due", 0)
    assert status_of(deadline, day("2017-03-10")) == ("overdue", 1)


def test_dates_are_written_out() -> None:
    """A date is read as people write it, whatever the machine's language."""
    assert long_date(day("2012-03-09")) == "9 March 2012"
    assert long_date(day("2026-12-31")) == "31 December 2026"
