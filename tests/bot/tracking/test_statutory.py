"""Statutory dates: full inspections, focused visits with priority action, joint inspections, receipts."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from bot.answers import Deadlines, StatutoryDate
from bot.service import FindingsService
from bot.state import State
from bot.state.receipts import Receipt, Receipts
from bot.tracking.statutory import DRAFT, PUBLISH, STATEMENT
from knowledge.authorities import load_authorities
from knowledge.frameworks import load_frameworks
from knowledge.store import Store
from knowledge.topics import load_topics
from tests.builders import build, finding, improvement, inspection

NOW = dt.datetime(2026, 11, 23, 9, tzinfo=dt.UTC)
VISIT: dict[str, Any] = {"framework": "ilacs-2018", "kind": "focused visit", "received": "2022-07-04"}


def dates(
    folder: Path, one: dict[str, Any], today: dt.date, state: State | None = None
) -> dict[str, StatutoryDate]:
    """Return the statutory dates after an inspection, by duty."""
    database = build(folder, [one]).database
    service = FindingsService(
        Store(database), load_authorities(), load_frameworks(), load_topics(), state=state
    )
    answer = service.ask("deadlines barnet", today=today)
    return {date.duty: date for date in answer.statutory} if isinstance(answer, Deadlines) else {}


def test_a_focused_visit_with_priority_action_has_a_draft_and_a_final_date(tmp_path: Path) -> None:
    """20 working days to the draft, as asked for; 70 to the statement, by law; 19 September 2022 is not one."""
    visit = inspection("2022-07-08", findings=[finding("Act now.", "priority")], **VISIT)

    found = dates(tmp_path, visit, dt.date(2022, 7, 20))

    assert {duty: str(date.deadline.due) for duty, date in found.items()} == {
        DRAFT: "2022-08-01",
        STATEMENT: "2022-10-12",
    }
    assert "not set by law" in DRAFT


def test_a_focused_visit_without_priority_action_has_none(tmp_path: Path) -> None:
    """Areas for improvement alone ask for no statement."""
    assert (
        dates(tmp_path, inspection("2022-07-08", findings=[improvement()], **VISIT), dt.date(2022, 7, 20))
        == {}
    )


def test_a_joint_inspection_has_the_date_that_it_states(tmp_path: Path) -> None:
    """Only where the letter asks for a statement; its date is given as stated."""
    joint = inspection(
        "2019-03-01", framework="jtai", kind="jtai", statement_due="2019-06-13", findings=[improvement()]
    )

    found = dates(tmp_path, joint, dt.date(2019, 4, 1))

    assert [(duty, str(date.deadline.due), date.deadline.confidence) for duty, date in found.items()] == [
        (STATEMENT, "2019-06-13", "stated")
    ]
    assert "2015/1792" in found[STATEMENT].law


def test_a_recorded_receipt_turns_the_range_into_a_date(tmp_path: Path, state: State) -> None:
    """Kirklees' own example: received on Monday 28 November 2016, due on 9 March 2017."""
    full = inspection("2016-11-25", framework="sif", findings=[improvement()])
    before = dates(tmp_path / "one", full, dt.date(2016, 12, 24), state)
    receipt = Receipt(
        str(full["id"]), dt.date(2016, 11, 28), None, dt.date(2017, 3, 8), "holidays 0.1", NOW, "U0PRIYA"
    )
    Receipts(state).record(receipt, request="one")

    after = dates(tmp_path / "two", full, dt.date(2016, 12, 24), state)

    assert before[STATEMENT].deadline.confidence == "estimated"
    assert (str(after[STATEMENT].deadline.due), after[STATEMENT].deadline.confidence) == (
        "2017-03-09",
        "derived",
    )
    assert after[PUBLISH].deadline.calendar


@pytest.mark.parametrize(("today", "status"), [("2017-03-09", "due"), ("2017-03-10", "passed")])
def test_a_statutory_date_has_passed_from_the_day_after(tmp_path: Path, today: str, status: str) -> None:
    """On the day itself it is still due."""
    full = inspection("2016-11-25", framework="sif", received="2016-11-28", findings=[improvement()])

    assert dates(tmp_path, full, dt.date.fromisoformat(today))[STATEMENT].status == status
