"""The plan: items from the knowledge with the tracker laid over them."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from bot.answering.asked import Asker
from bot.answers import Answer, Deadlines, MissingRight, TrackedItems
from bot.rendering import render_text
from bot.roles import Roles
from bot.service import FindingsService
from bot.state import State
from bot.state.tracker import Changed, Tracker
from bot.tracking.item import Change
from bot.tracking.plan import find_item, plan, snapshot_of
from knowledge.authorities import load_authorities
from knowledge.frameworks import load_frameworks
from knowledge.store import Store
from knowledge.topics import load_topics
from tests.builders import TODAY, build, finding, improvement, inspection

NOW = dt.datetime(2026, 11, 23, 9, tzinfo=dt.UTC)
FIRST = inspection(
    "2012-03-09", findings=[improvement("Record decisions.", "3 months"), improvement("Chair panels.")]
)
LATER = inspection("2012-09-10", findings=[improvement("Answer letters.", "6 months")])
NEWEST = inspection("2012-12-10", findings=[improvement("Train staff.", "6 months")])


def service(
    folder: Path, state: State, *inspections: dict[str, Any], roles: Roles | None = None
) -> FindingsService:
    """Return the service over a small database and a state database."""
    database = build(folder, inspections).database
    granted = roles or Roles({"editor": ("everyone",)})
    return FindingsService(
        Store(database), load_authorities(), load_frameworks(), load_topics(), state=state, roles=granted
    )


def change(one: FindingsService, state: State, text: str, wanted: Change, user: str = "U0PRIYA") -> None:
    """Change the item with this text as it is now."""
    (item,) = (item for item in plan(one.record, (), TODAY) if item.finding.text == text)
    done = Tracker(state).change(
        item.finding.key, wanted, seen=item.tracked.version, authority=item.finding.authority,
        snapshot=snapshot_of(item.finding), actor=user, now=NOW, request=f"{text} {item.tracked.version}",
        superseded_by=item.superseded_by.id if item.superseded_by else None,
    )  # fmt: skip
    assert isinstance(done, Changed)


def words(answer: Answer) -> str:
    """Return an answer's text on one line."""
    return " ".join(render_text(answer).split())


def progress(one: FindingsService, today: dt.date = TODAY) -> dict[str, str]:
    """Return the tracker's word for every item, by its text."""
    return {item.finding.text: item.progress for item in plan(one.record, (), today)}


def test_every_item_is_there_as_soon_as_it_is_loaded(tmp_path: Path, state: State) -> None:
    """Improvement and priority items are open; other findings are no items."""
    one = service(
        tmp_path,
        state,
        inspection(findings=[improvement("A."), finding("B.", "priority"), finding("C.", "strength")]),
    )

    assert progress(one) == {"A.": "open", "B.": "open"}


def test_a_change_survives_a_rebuild_of_the_knowledge(tmp_path: Path, state: State) -> None:
    """The same report, read again into a new database, finds its items as they were left."""
    change(
        service(tmp_path / "one", state, FIRST),
        state,
        "Record decisions.",
        {"status": "done", "owner": "U0TOM"},
    )

    again = service(tmp_path / "two", state, FIRST)

    assert progress(again) == {"Record decisions.": "done", "Chair panels.": "open"}


def test_an_item_that_vanished_stays_visible_as_such(tmp_path: Path, state: State) -> None:
    """A report that no longer holds the item does not make people's work disappear."""
    change(service(tmp_path / "one", state, FIRST), state, "Chair panels.", {"owner": "U0TOM"})
    without = inspection("2012-03-09", findings=[improvement("Record decisions.", "3 months")])
    one = service(tmp_path / "two", state, without)

    answer = one.ask("track barnet", today=TODAY)

    assert progress(one) == {"Record decisions.": "open", "Chair panels.": "open"}
    assert "No longer on record; shown as it was" in words(answer)


def test_a_whole_inspection_that_vanished_leaves_its_items(tmp_path: Path, state: State) -> None:
    """Even when the inspection itself is gone, the item is found by its key."""
    first = service(tmp_path / "one", state, FIRST)
    change(first, state, "Chair panels.", {"owner": "U0TOM"})
    one = service(tmp_path / "two", state, LATER)

    (gone,) = (item for item in plan(one.record, ("Barnet",), TODAY) if item.vanished)

    assert gone.finding.text == "Chair panels."
    found = find_item(one.record, gone.finding.key, TODAY)
    assert found is not None
    assert found.vanished


def test_a_later_full_inspection_supersedes_open_items_not_done_ones(tmp_path: Path, state: State) -> None:
    """What was done stays done."""
    change(service(tmp_path / "one", state, FIRST), state, "Chair panels.", {"status": "done"})

    one = service(tmp_path / "two", state, FIRST, LATER)

    assert progress(one) == {
        "Record decisions.": "superseded", "Chair panels.": "done", "Answer letters.": "open",
    }  # fmt: skip


def test_a_superseded_item_can_be_reopened_until_the_next_inspection(tmp_path: Path, state: State) -> None:
    """Reopened over September's report it is open; December's supersedes it again."""
    one = service(tmp_path / "one", state, FIRST, LATER)
    change(one, state, "Record decisions.", {"status": "open"})

    assert progress(one)["Record decisions."] == "open"
    assert "Reopened, although superseded" in words(one.ask("track barnet", today=TODAY))
    assert (
        progress(service(tmp_path / "two", state, FIRST, LATER, NEWEST))["Record decisions."] == "superseded"
    )


def test_deadlines_show_the_owner_and_hide_what_is_closed(tmp_path: Path, state: State) -> None:
    """The contract's fields are filled from the tracker, and closed items are counted."""
    one = service(tmp_path, state, FIRST)
    change(one, state, "Record decisions.", {"owner": "U0TOM"})
    change(one, state, "Chair panels.", {"status": "not applicable"})

    answer = one.ask("barnet deadlines", today=dt.date(2012, 7, 1))

    assert isinstance(answer, Deadlines)
    assert [(item.tracked.owner, item.status) for item in answer.items] == [("U0TOM", "overdue")]
    assert answer.closed == 1
    assert "@U0TOM" in words(answer)


def test_own_target_and_the_record_s_date_are_kept_apart(tmp_path: Path, state: State) -> None:
    """The record sets no date for one item; its own target makes it overdue, and says whose date that is."""
    one = service(tmp_path, state, FIRST)
    change(one, state, "Chair panels.", {"target": "2012-05-01"})

    answer = one.ask("overdue barnet", today=dt.date(2012, 6, 1))

    assert isinstance(answer, TrackedItems)
    (item,) = answer.items
    assert (item.deadline.due, item.status, item.target_days_overdue) == (None, "pending", 31)
    assert "No date set by inspectors. " in words(answer)
    assert "The authority's own target: 1 May 2012, 31 days past." in words(answer)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("track barnet", {"Record decisions.", "Answer letters."}),
        ("track all barnet", {"Record decisions.", "Chair panels.", "Answer letters."}),
        ("track barnet done", {"Chair panels."}),
        ("track barnet unassigned", {"Answer letters."}),
        ("mine", {"Record decisions."}),
        ("mine all barnet", {"Record decisions."}),
        ("overdue barnet", {"Record decisions."}),
        ("barnet overdue", {"Record decisions."}),
        ("track barnet decisions", {"Record decisions."}),
    ],
)
def test_lists_can_be_narrowed(tmp_path: Path, state: State, text: str, shown: set[str]) -> None:
    """By status, owner and words."""
    visit = inspection(
        "2018-05-11", framework="ilacs-2018", kind="focused visit", findings=[improvement("Answer letters.")]
    )
    one = service(tmp_path, state, FIRST, visit)
    change(one, state, "Record decisions.", {"owner": "U0PRIYA"})
    change(one, state, "Chair panels.", {"status": "done"})

    answer = one.ask(text, today=TODAY, asker=Asker("T", "U0PRIYA", "C"))

    assert isinstance(answer, TrackedItems), answer
    assert {item.finding.text for item in answer.items} == shown


def test_a_plain_question_about_what_is_overdue_is_about_deadlines(service: FindingsService) -> None:
    """The tracker's words are its own only at the start of a command."""
    assert isinstance(
        service.ask("Which improvement areas are overdue in Islington?", today=TODAY), Deadlines
    )


def test_whoever_may_not_view_sees_no_tracker(tmp_path: Path, state: State) -> None:
    """Neither the lists nor, in other answers, who owns what."""
    roles = Roles({"viewer": ("U0PRIYA",), "editor": ("U0PRIYA",)})
    one = service(tmp_path, state, FIRST, roles=roles)
    change(one, state, "Record decisions.", {"owner": "U0TOM"})
    stranger = Asker("T", "U0STRANGER", "C")

    assert isinstance(one.ask("track barnet", today=TODAY, asker=stranger), MissingRight)
    assert "U0TOM" not in words(one.ask("barnet deadlines", today=TODAY, asker=stranger))
    assert "U0TOM" in words(one.ask("barnet deadlines", today=TODAY, asker=Asker("T", "U0PRIYA", "C")))
