"""Receipt dates and calendar feeds in the state database."""

import datetime as dt
from dataclasses import replace

import pytest
from sqlalchemy import select

from bot.state import State
from bot.state.feeds import Feeds, feeds
from bot.state.receipts import Conflict, Receipt, Receipts, Recorded
from bot.tracking.checking import verify

NOW = dt.datetime(2026, 11, 23, 9, tzinfo=dt.UTC)
RECEIPT = Receipt(
    "barnet-2016-11-25-sif", dt.date(2016, 11, 28), dt.date(2017, 1, 11), dt.date(2017, 3, 9), "holidays 0.1", NOW,
    "U0PRIYA",
)  # fmt: skip


def test_a_receipt_is_kept_with_its_dates_and_calendar(state: State) -> None:
    """What was computed, and by which calendar, stands beside the day of receipt."""
    assert Receipts(state).record(RECEIPT, request="one") == Recorded(None)

    assert Receipts(state).of((RECEIPT.inspection, "other")) == {RECEIPT.inspection: RECEIPT}


def test_another_day_replaces_the_first_for_who_knows_of_it(state: State) -> None:
    """The audit keeps both; the same request again tells the same, with who had set what stood before."""
    Receipts(state).record(RECEIPT, request="one")
    later = replace(
        RECEIPT, received=dt.date(2016, 11, 29), set_by="U0TOM", set_at=NOW + dt.timedelta(days=1)
    )

    for _ in range(2):
        done = Receipts(state).record(later, replacing=RECEIPT.received, request="two")
        assert done == Recorded(RECEIPT)
    assert Receipts(state).every() == {RECEIPT.inspection: later}
    assert verify(state).entries == 2
    assert verify(state).problems == ()


@pytest.mark.parametrize("replacing", [None, dt.date(2016, 11, 27)])
def test_a_day_that_somebody_set_is_not_overwritten_unseen(state: State, replacing: dt.date | None) -> None:
    """Whoever knows of no date, or of one that stands no longer, is told which one does; nothing is written."""
    Receipts(state).record(RECEIPT, request="one")
    later = replace(RECEIPT, received=dt.date(2016, 11, 29), set_by="U0TOM")

    assert Receipts(state).record(later, replacing=replacing, request="two") == Conflict(RECEIPT)

    assert Receipts(state).every() == {RECEIPT.inspection: RECEIPT}
    assert verify(state).entries == 1


def test_a_day_to_replace_that_nobody_set_is_told(state: State) -> None:
    """Where no date stands, one cannot be replaced."""
    assert Receipts(state).record(RECEIPT, replacing=dt.date(2016, 11, 27), request="one") == Conflict(None)
    assert Receipts(state).every() == {}


def test_the_same_day_by_another_calendar_is_computed_anew(state: State) -> None:
    """Nothing that anybody said is lost by it, so nobody is asked."""
    Receipts(state).record(RECEIPT, request="one")
    newer = replace(RECEIPT, statement_due=dt.date(2017, 3, 10), calendar="holidays 0.2")

    assert Receipts(state).record(newer, request="two") == Recorded(RECEIPT)
    assert Receipts(state).every() == {RECEIPT.inspection: newer}


def test_a_feed_s_token_is_not_kept(state: State) -> None:
    """The database holds a hash, from which the address cannot be made."""
    token = Feeds(state).create("U0PRIYA", ("Barnet",), now=NOW, request="one")

    with state.read() as connection:
        (row,) = connection.execute(select(feeds))
    assert token not in str(row)
    found = Feeds(state).find(token)
    assert found is not None
    assert (found.user, found.authorities) == ("U0PRIYA", ("Barnet",))


def test_revoking_ends_one_s_own_feeds_only(state: State) -> None:
    """Priya's two addresses give nothing afterwards; Tom's still does."""
    hers = [Feeds(state).create("U0PRIYA", ("Barnet",), now=NOW, request=f"{n}") for n in range(2)]
    his = Feeds(state).create("U0TOM", ("Barnet",), now=NOW, request="his")

    assert Feeds(state).revoke("U0PRIYA", now=NOW, request="end") == 2
    assert Feeds(state).revoke("U0PRIYA", now=NOW, request="end") == 2
    assert Feeds(state).revoke("U0PRIYA", now=NOW, request="again") == 0
    assert [Feeds(state).find(token) for token in hers] == [None, None]
    assert Feeds(state).find(his) is not None


def test_a_feed_made_twice_by_one_request_is_one_feed(state: State) -> None:
    """A task that was cut short gives a new address; the one it may never have told ends."""
    first = Feeds(state).create("U0PRIYA", ("Barnet",), now=NOW, request="one")
    second = Feeds(state).create("U0PRIYA", ("Barnet",), now=NOW, request="one")

    assert Feeds(state).find(first) is None
    assert Feeds(state).find(second) is not None
