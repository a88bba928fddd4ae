"""The machine-readable answer: fields that are always there, items by kind."""

import datetime as dt
import json
from typing import Any, get_args

import pytest

from bot.contract import Kind, to_json
from bot.service import FindingsService
from bot.topics import TOPICS
from tests.builders import TODAY

FIELDS = ["kind", "authorities", "text", "items", "candidates", "assumed", "blocks"]
FINDING = {
    "inspection",
    "authority",
    "kind",
    "strand",
    "section",
    "text",
    "wording",
    "published",
    "ref",
    "page",
    "score",
}
JUDGEMENT = {"inspection", "framework", "strand", "judgement", "grade", "published", "ref", "page", "current"}
DUE = FINDING | {"within", "due", "due_earliest", "basis", "status", "days_overdue", "owner"}
INSPECTION = {
    "inspection",
    "authority",
    "framework",
    "kind",
    "title",
    "started",
    "ended",
    "published",
    "lead_inspector",
    "overall",
}
ANSWERS = [
    ("islington grades", "grades", JUDGEMENT),
    ("islington grades 2012", "grades", JUDGEMENT),
    ("islington findings supervision", "findings", FINDING),
    ("haringey strengths", "findings", FINDING),
    ("islington improvements", "findings", FINDING),
    ("islington deadlines 2012", "deadlines", DUE),
    ("haringey deadlines", "deadlines", DUE),
    ("islington history", "history", INSPECTION),
    ("islington inspections", "inspections", INSPECTION),
    ("islington", "summary", None),
    ("search supervision", "search", FINDING),
    ("coverage", "coverage", None),
    ("authorities london", "authorities", None),
    ("help", "help", None),
    ("kingston grades", "which_authority", None),
    ("cardiff grades", "unknown_authority", None),
    ("islington findings bouncy castles", "not_in_record", None),
    ("haringey grades 2010", "not_graded", None),
]


def ask(service: FindingsService, text: str, today: dt.date = TODAY) -> dict[str, Any]:
    """Return the answer as another program reads it: through JSON and back."""
    found: dict[str, Any] = json.loads(
        json.dumps(to_json(service.ask(text, today=today)), ensure_ascii=False)
    )
    return found


@pytest.mark.parametrize(("text", "kind", "shape"), ANSWERS, ids=[row[0] for row in ANSWERS])
def test_the_object_has_the_same_fields_whatever_was_asked(
    service: FindingsService, text: str, kind: str, shape: set[str] | None
) -> None:
    """Kind, authorities, text, items, candidates, assumed and blocks are always there, with the same types."""
    answer = ask(service, text)

    assert set(FIELDS) <= answer.keys()
    assert answer.keys() == ask(service, "help").keys()
    assert answer["kind"] == kind
    assert isinstance(answer["text"], str)
    assert answer["text"].strip()
    assert all(isinstance(answer[name], list) for name in ("authorities", "items", "candidates", "blocks"))
    assert answer["assumed"] is None or isinstance(answer["assumed"], str)
    assert answer["blocks"]
    if shape is not None:
        assert answer["items"]
        assert all(shape <= item.keys() for item in answer["items"])


@pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic.name)
def test_every_topic_has_a_kind_of_the_contract(service: FindingsService, topic: Any) -> None:
    """Every example of every topic gives a kind that the contract names."""
    for text in (*topic.examples, *topic.questions):
        assert ask(service, text)["kind"] in get_args(Kind)


@pytest.mark.parametrize(("text", "kind", "shape"), ANSWERS, ids=[row[0] for row in ANSWERS])
def test_dates_are_iso(service: FindingsService, text: str, kind: str, shape: set[str] | None) -> None:
    """Every date of an item is YYYY-MM-DD or null."""
    for item in ask(service, text)["items"]:
        for name in ("published", "started", "ended", "due", "due_earliest"):
            if item.get(name) is not None:
                assert dt.date.fromisoformat(item[name]).isoformat() == item[name]


def test_deadlines_say_what_the_issue_asks(service: FindingsService) -> None:
    """Seven items due on 9 June 2012 and overdue, three on 9 September and due."""
    items = ask(service, "/ofsted islington deadlines 2012", dt.date(2012, 7, 1))["items"]

    assert [(item["due"], item["status"], item["days_overdue"]) for item in items] == [
        ("2012-06-09", "overdue", 22)
    ] * 7 + [("2012-09-09", "due", 0)] * 3
    assert {item["within"] for item in items} == {"3 months", "6 months"}
    assert {item["owner"] for item in items} == {None}


def test_no_date_is_null(service: FindingsService) -> None:
    """Where the record sets no date, due is null and the basis says so."""
    items = ask(service, "haringey deadlines")["items"]

    assert {(item["due"], item["due_earliest"], item["within"]) for item in items} == {(None, None, None)}
    assert {item["basis"] for item in items} == {"no date set by inspectors"}


def test_an_ungraded_overall_is_null(service: FindingsService) -> None:
    """Letters, the 2012 report and the 2026 inspections have no overall; the others have theirs."""
    overall = {item["inspection"]: item["overall"] for item in ask(service, "islington history")["items"]}

    assert overall["islington-2025-01-29-ilacs"] == "outstanding"
    assert overall["islington-2012-03-09-slac"] is None
    assert overall["islington-2018-05-11-ilacs"] is None
    assert ask(service, "liverpool history")["items"][0]["overall"] is None


def test_grades_are_those_of_the_framework(service: FindingsService) -> None:
    """Liverpool's four judgements of 2026, marked as current."""
    items = ask(service, "/ofsted liverpool grades")["items"]

    assert [(item["strand"], item["grade"], item["current"]) for item in items] == [
        ("leadership", "good", True),
        ("help and protection", "good", True),
        ("in care", "good", True),
        ("care leavers", "requires improvement", True),
    ]


def test_findings_come_best_first(service: FindingsService) -> None:
    """Scores fall; without words there are none."""
    scores = [item["score"] for item in ask(service, "islington findings supervision")["items"]]

    assert scores == sorted(scores, reverse=True)
    assert {item["score"] for item in ask(service, "islington findings")["items"]} == {None}


def test_candidates_are_offered_best_first(service: FindingsService) -> None:
    """The names to choose from are canonical; no authority is taken for granted."""
    answer = ask(service, "grades kingston")

    assert answer["candidates"] == ["Kingston upon Thames", "Kingston upon Hull"]
    assert answer["authorities"] == []


def test_what_was_assumed_is_said(service: FindingsService) -> None:
    """A name that was read differently than typed is told, in words."""
    assert "Islington" in ask(service, "islignton grades")["assumed"]
    assert ask(service, "islington grades")["assumed"] is None


def test_authorities_are_canonical_names_in_the_order_asked(service: FindingsService) -> None:
    """LB Islington is Islington; the order is that of the text."""
    assert ask(service, "haringey and LB islington grades")["authorities"] == ["Haringey", "Islington"]


def test_a_summary_lists_what_it_shows(service: FindingsService) -> None:
    """The items of a summary are the current judgements."""
    items = ask(service, "islington")["items"]

    assert {item["grade"] for item in items} == {"outstanding"}


def test_the_text_is_the_whole_answer(service: FindingsService) -> None:
    """The text is not cut to a page: every finding is in it."""
    answer = ask(service, "islington findings 2012")

    text = " ".join(answer["text"].split())
    assert len(answer["items"]) > 500
    assert all(" ".join(item["text"].split()) in text for item in answer["items"])
