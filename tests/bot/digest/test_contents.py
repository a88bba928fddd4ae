"""What a digest says: worst first, dates in order, what has no date once a week, what changed since the last one."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from bot.digest.contents import digest_of, says_something
from bot.rendering import render_text
from bot.service import FindingsService
from bot.state.subscriptions import Subscription
from tests.builders import improvement, inspection, small_service

MONDAY = dt.date(2012, 12, 3)
SUBSCRIPTION = Subscription("", "T1", "C1", "U1", authorities=("Barnet", "Camden"))


@pytest.fixture
def service(tmp_path: Path) -> FindingsService:
    """Barnet has one item overdue, one due tomorrow, one due in March and one without a date; Camden one overdue."""
    barnet = inspection(
        "2012-09-04",
        findings=[
            improvement("Answer every call.", "1 month"),
            improvement("Check every plan.", "3 months"),
            improvement("Train every manager.", "6 months"),
            improvement("Listen to every child."),
        ],
    )
    camden = inspection("2010-06-01", "Camden", findings=[improvement("Visit every home.", "1 month")])
    return small_service(tmp_path, [barnet, camden])


def text_of(
    service: FindingsService, day: dt.date = MONDAY, subscription: Subscription = SUBSCRIPTION
) -> str:
    """Return the digest of a day in words."""
    return render_text(digest_of(service.record, subscription, day)[0])


def test_worst_first_with_the_dates_in_order(service: FindingsService) -> None:
    """Camden's item is overdue by years, so it comes before Barnet's; what is due later is counted."""
    text = text_of(service)

    assert text.index("Camden\n===") < text.index("Barnet\n===")
    assert text.index("1 July 2010") < text.index("4 October 2012") < text.index("4 December 2012")
    assert "60 days ago" in text
    assert "in 1 day)" in text
    assert "1 due later" in text


def test_what_has_no_date_is_shown_in_the_first_digest_of_the_week(service: FindingsService) -> None:
    """On Tuesday it is only counted; where Monday has no digest, it is shown then."""
    assert "Listen to every child." in text_of(service)
    tuesday = MONDAY + dt.timedelta(days=1)
    assert "Listen to every child." not in text_of(service, tuesday)
    assert "1 pending without a date, shown once a week" in text_of(service, tuesday)
    assert "Listen to every child." in text_of(service, tuesday, replace(SUBSCRIPTION, days="0111100"))


def test_what_changed_is_told_first(service: FindingsService) -> None:
    """What was due tomorrow is overdue on the day after; an unchanged digest says so and is no news."""
    _, contents = digest_of(service.record, SUBSCRIPTION, MONDAY)
    wednesday = MONDAY + dt.timedelta(days=2)

    digest, _ = digest_of(service.record, SUBSCRIPTION, wednesday, last=(MONDAY, contents))

    assert digest.changes == ("Now overdue – Barnet: Check every plan.",)


def test_a_digest_of_nothing_says_nothing(service: FindingsService) -> None:
    """Where all is put off or later there is nothing that a reader would want to know."""
    digest, _ = digest_of(
        service.record, replace(SUBSCRIPTION, include=("pending",)), MONDAY + dt.timedelta(1)
    )

    assert not says_something(digest)
