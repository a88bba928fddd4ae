"""What changes of an item are allowed, and what they make of it."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.tracking.item import (
    Change,
    InvalidChange,
    ItemState,
    as_json,
    change_between,
    changed,
    checked_evidence,
    from_json,
)

MARCH, JUNE = dt.date(2027, 3, 31), dt.date(2027, 6, 30)


def test_the_first_target_is_the_original_one() -> None:
    """No reason is needed where nothing is moved."""
    after = changed(ItemState(), {"target": "2027-03-31"})

    assert (after.target, after.target_original, after.target_moved) == (MARCH, MARCH, False)


def test_a_moved_target_keeps_the_original_and_the_reason() -> None:
    """However often it moves, the first date stays."""
    once = changed(
        ItemState(target=MARCH, target_original=MARCH), {"target": "2027-06-30", "reason": "Vacancies."}
    )
    twice = changed(once, {"target": "2027-12-31", "reason": "Still vacancies."})

    assert (twice.target_original, twice.target_reason, twice.target_moved) == (
        MARCH,
        "Still vacancies.",
        True,
    )


@pytest.mark.parametrize("reason", ["", "  ", "x", "y" * 501])
@pytest.mark.parametrize("target", ["2027-06-30", None])
def test_a_target_is_neither_moved_nor_removed_without_a_reason(reason: str, target: str | None) -> None:
    """Too short and too long are no reasons either."""
    with pytest.raises(InvalidChange) as caught:
        changed(ItemState(target=MARCH, target_original=MARCH), {"target": target, "reason": reason})

    assert caught.value.field == "reason"


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)", "ftp://example.org", "example.org", "http://", "https:///x", "https://a b", "file:///etc/passwd",
        "https://example.org/<script>", "https://example.org/a|b", "data:text/html,x", "//example.org", "https://[::1",
        "https://" + "x" * 1600, "\tjavascript:x", "https://example.org:99999/",
    ],
)  # fmt: skip
def test_only_web_addresses_are_evidence(link: str) -> None:
    """Anything but http and https, and whatever could break out of a link, is refused."""
    with pytest.raises(InvalidChange):
        checked_evidence([link])


def test_evidence_is_kept_once_and_in_order() -> None:
    """Empty lines and repetitions are left out; upper case in the scheme is fine."""
    links = ["https://b.org/x?a=1&b=2#c", "", " HTTP://a.org ", "https://b.org/x?a=1&b=2#c"]

    assert checked_evidence(links) == ("https://b.org/x?a=1&b=2#c", "HTTP://a.org")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"status": "finished"}, "status"),
        ({"owner": "priya"}, "owner"),
        ({"owner": "<@U1>"}, "owner"),
        ({"target": "31.3.2027"}, "target"),
        ({"note": "  "}, "note"),
        ({"note": "x" * 2001}, "note"),
        ({"evidence": [f"https://example.org/{n}" for n in range(21)]}, "evidence"),
        ({"version": 7}, "version"),
    ],
)
def test_what_is_no_change_is_refused_with_its_field(change: Change, field: str) -> None:
    """So that the form can say it where it stands."""
    with pytest.raises(InvalidChange) as caught:
        changed(ItemState(), change)

    assert caught.value.field == field


def test_opening_a_superseded_item_remembers_over_which_inspection() -> None:
    """A still later inspection supersedes it again."""
    assert (
        changed(ItemState(), {"status": "open"}, superseded_by="barnet-2020").reopened_over == "barnet-2020"
    )
    assert changed(ItemState(reopened_over="x"), {"status": "done"}).reopened_over is None


def test_only_what_was_changed_in_a_form_is_a_change() -> None:
    """Fields that were left as they were do not overwrite what others put there meanwhile."""
    base = ItemState(status="in progress", owner="U0TOM", target=MARCH, evidence=("https://a.org",))
    form: Change = {
        "status": "in progress", "owner": "U0SAM", "target": "2027-03-31", "reason": "", "note": " ",
        "evidence": ["https://a.org"],
    }  # fmt: skip

    assert change_between(base, form) == {"owner": "U0SAM"}


@given(
    st.builds(
        ItemState,
        status=st.sampled_from(("open", "done")),
        owner=st.none() | st.just("U0TOM"),
        target=st.none() | st.dates(),
        target_original=st.none() | st.dates(),
        target_reason=st.none() | st.text(),
        evidence=st.lists(st.text(), max_size=3).map(tuple),
        version=st.integers(0, 9),
    )
)
def test_what_the_audit_keeps_gives_the_state_back(state: ItemState) -> None:
    """Every audited field survives the way through JSON."""
    assert from_json(as_json(state)) == state
