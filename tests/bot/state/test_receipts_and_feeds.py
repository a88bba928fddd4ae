"""Receipt dates and calendar feeds in the state database."""

import datetime as dt
from dataclasses import replace

from sqlalchemy import select

from bot.state import State
from bot.state.feeds import Feeds, feeds
from bot.state.receipts import Receipt, Receipts
from bot.tracking.checking import verify

NOW = dt.datetime(2026, 11, 23, 9, tzinfo=dt.UTC)
RECEIPT = Receipt(
    "barnet-2016-11-25-sif", dt.date(2016, 11, 28), dt.date(2017, 1, 11), dt.date(2017, 3, 9), "holidays 0.1", NOW,
    "U0PRIYA",
)  # fmt: skip


def test_a_receipt_is_kept_with_its_dates_and_calendar(state: State) -> None:
    """What was computed, and by which calendar, stands beside the day of receipt."""
    assert Receipts(state).record(RECEIPT, request="one") is None

    assert Receipts(state).of((RECEIPT.inspection, "other")) == {RECEIPT.inspection: RECEIPT}


def test_another_day_replaces_the_first_and_says_what_it_was(state: State) -> None:
    """The audit keeps both; the same request again tells the same."""
    Receipts(state).record(RECEIPT, request="one")
    later = replace(RECEIPT, received=dt.date(2016, 11, 29))

    assert Receipts(state).record(later, request="two") == RECEIPT
    assert Receipts(state).record(later, request="two") == RECEIPT
    assert verify(state).entries == 2
    assert verify(state).problems == ()


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
