"""Dates as people write them."""

import datetime as dt

import pytest

from bot.tracking.received import date_in


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("received islington 2025-01-22", "2025-01-22"),
        ("received islington on 22 January 2025", "2025-01-22"),
        ("received 22nd Jan 2025 islington", "2025-01-22"),
        ("received islington 22/1/2025", "2025-01-22"),
        ("received islington 3.4.2025", "2025-04-03"),
        ("received islington 2025-02-30", None),
        ("received islington 22 Ju 2025", None),
        ("received islington 22 Jun 2025", "2025-06-22"),
        ("received islington january", None),
        ("received islington 22 Islington 2025", None),
    ],
)
def test_a_date_is_read_day_first_or_not_at_all(text: str, found: str | None) -> None:
    """What is no date, or could be two, is none."""
    assert date_in(text) == (dt.date.fromisoformat(found) if found else None)
