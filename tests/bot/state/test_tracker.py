"""Tracked items: versions, conflicts, repetition, notes, and two at once."""

import datetime as dt
import threading

import pytest

from bot.state import State
from bot.state.tracker import Changed, Conflict, Tracker
from bot.tracking.checking import verify
from bot.tracking.item import Change, InvalidChange, ItemState

NOW = dt.datetime(2026, 11, 23, 9, tzinfo=dt.UTC)
KEY = "barnet-2012-03-09-slac/improvement/areas/1"


def change(
    state: State, wanted: Change, seen: int, request: str, actor: str = "U0PRIYA", **others: object
) -> Changed | Conflict:
    """Change the item."""
    return Tracker(state).change(
        KEY, wanted, seen=seen, authority="Barnet", snapshot={"key": KEY}, actor=actor, now=NOW, request=request,
        **others,  # type: ignore[arg-type]
    )  # fmt: skip


def test_an_untouched_item_is_open_without_a_row(state: State) -> None:
    """A row is written only when somebody changes something."""
    assert Tracker(state).state_of(KEY) == ItemState()
    assert Tracker(state).rows() == {}


def test_a_change_is_kept_with_who_and_when(state: State) -> None:
    """Status, owner, target, evidence and note come back as they were given."""
    wanted: Change = {
        "status": "in progress",
        "owner": "U0TOM",
        "target": "2027-03-31",
        "evidence": ["https://example.org/a"],
        "note": "Begun: £5 – “ok”",
    }
    assert isinstance(change(state, wanted, 0, "one"), Changed)

    now = Tracker(state).rows(("Barnet",))[KEY].state

    assert (now.status, now.owner, now.target) == ("in progress", "U0TOM", dt.date(2027, 3, 31))
    assert (now.evidence, now.version) == (("https://example.org/a",), 1)
    assert [(note.by, note.text, note.at) for note in now.notes] == [("U0PRIYA", "Begun: £5 – “ok”", NOW)]
    assert (now.changed_by, now.changed_at) == ("U0PRIYA", NOW)
    assert Tracker(state).rows(("Brent",)) == {}
    assert list(Tracker(state).rows(owner="U0TOM")) == [KEY]


def test_the_second_of_two_changes_is_not_made(state: State) -> None:
    """Whoever saw an older version gets what they saw and what is there, and nothing is written."""
    change(state, {"owner": "U0TOM"}, 0, "one")

    outcome = change(state, {"owner": "U0SAM"}, 0, "two", "U0SAM")

    assert isinstance(outcome, Conflict)
    assert (outcome.seen.owner, outcome.now.owner) == (None, "U0TOM")
    assert Tracker(state).state_of(KEY).owner == "U0TOM"


def test_one_s_own_changes_are_no_conflict_for_a_button(state: State) -> None:
    """A list left standing is no reason to ask a person about their own change, but about another's it is."""
    change(state, {"owner": "U0PRIYA"}, 0, "one")

    own = change(state, {"status": "done"}, 0, "two", own_changes_count=False)
    others = change(state, {"status": "open"}, 0, "three", "U0SAM", own_changes_count=False)

    assert isinstance(own, Changed)
    assert own.after.version == 2
    assert isinstance(others, Conflict)


def test_the_same_request_again_changes_nothing(state: State) -> None:
    """A task that was cut short after it wrote finds what it wrote."""
    first = change(state, {"note": "Once."}, 0, "one")
    again = change(state, {"note": "Once."}, 0, "one")

    assert isinstance(first, Changed)
    assert isinstance(again, Changed)
    assert again.again
    assert len(Tracker(state).state_of(KEY).notes) == 1
    assert verify(state).entries == 1


def test_a_change_to_what_it_was_is_not_recorded(state: State) -> None:
    """Done twice is done once."""
    change(state, {"status": "done"}, 0, "one")

    outcome = change(state, {"status": "done"}, 1, "two")

    assert isinstance(outcome, Changed)
    assert outcome.after.version == 1


def test_an_earlier_version_can_be_looked_up(state: State) -> None:
    """What a form was opened on is known when it is submitted."""
    change(state, {"owner": "U0TOM"}, 0, "one")
    change(state, {"owner": "U0SAM", "target": "2027-01-01"}, 1, "two")

    assert Tracker(state).at_version(KEY, 0) == ItemState()
    assert Tracker(state).at_version(KEY, 1).owner == "U0TOM"
    assert Tracker(state).at_version(KEY, 2).target == dt.date(2027, 1, 1)


def test_an_invalid_change_leaves_nothing_behind(state: State) -> None:
    """Neither row nor entry is written when part of a change is not allowed."""
    with pytest.raises(InvalidChange):
        change(state, {"status": "done", "evidence": ["javascript:alert(1)"]}, 0, "one")

    assert Tracker(state).rows() == {}
    assert verify(state).entries == 0


def test_of_many_at_once_one_wins_and_the_others_are_told(state: State) -> None:
    """Eight people change the same version: one change, seven conflicts, an unbroken audit."""
    outcomes: list[Changed | Conflict] = []

    def run(number: int) -> None:
        outcomes.append(change(state, {"note": f"from {number}"}, 0, f"request {number}", f"U{number:03d}"))

    threads = [threading.Thread(target=run, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(type(one).__name__ for one in outcomes) == ["Changed"] + ["Conflict"] * 7
    assert verify(state).problems == ()
