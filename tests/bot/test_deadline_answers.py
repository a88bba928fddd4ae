"""Deadlines as they are answered: what is due when, what is overdue, what a later inspection superseded."""

import datetime as dt
from collections import Counter
from pathlib import Path

import pytest

from bot.answers import Answer, Deadlines, NotInRecord
from bot.rendering import render_text
from bot.service import FindingsService
from tests.builders import TODAY, finding, improvement, inspection, outcome, small_service

FIRST = inspection("2012-03-09", findings=[improvement("Record decisions.", "3 months")])


def deadlines(service: FindingsService, text: str, today: dt.date = TODAY) -> Deadlines:
    """Return the deadlines that answer `text`."""
    answer = service.ask(text, today=today)
    assert isinstance(answer, Deadlines), answer
    return answer


def test_the_items_of_2012_are_due_in_june_and_september(service: FindingsService) -> None:
    """On 1 July 2012 seven items are overdue since 9 June, three are due on 9 September."""
    answer = deadlines(service, "/ofsted islington deadlines 2012", dt.date(2012, 7, 1))

    assert Counter((str(item.deadline.due), item.status, item.days_overdue) for item in answer.items) == {
        ("2012-06-09", "overdue", 22): 7,
        ("2012-09-09", "due", 0): 3,
    }
    text = " ".join(render_text(answer).split())
    assert text.count("Due 9 June 2012") == 7
    assert text.count("Due 9 September 2012") == 3
    assert "7 overdue, 3 due" in text


def test_the_most_urgent_item_comes_first(service: FindingsService) -> None:
    """Items stand in the order of their dates, overdue before due."""
    answer = deadlines(service, "/ofsted islington deadlines 2012", dt.date(2012, 7, 1))

    assert [item.status for item in answer.items] == ["overdue"] * 7 + ["due"] * 3


@pytest.mark.parametrize(
    ("today", "overdue"), [("2012-06-09", 0), ("2012-06-10", 7), ("2012-09-09", 7), ("2012-09-10", 10)]
)
def test_an_item_is_overdue_from_the_day_after(service: FindingsService, today: str, overdue: int) -> None:
    """On the day itself nothing is late."""
    answer = deadlines(service, "islington deadlines 2012", dt.date.fromisoformat(today))

    assert sum(item.status == "overdue" for item in answer.items) == overdue


def test_every_date_says_that_it_is_derived_and_from_what(service: FindingsService) -> None:
    """Reports state no starting day, so the basis names the publication date and "derived"."""
    answer = deadlines(service, "islington deadlines 2012", dt.date(2012, 7, 1))

    assert {item.deadline.confidence for item in answer.items} == {"derived"}
    assert all("9 March 2012" in item.deadline.basis for item in answer.items)


@pytest.mark.parametrize(
    "text", ["haringey deadlines", "city of london deadlines", "islington deadlines 2018"]
)
def test_letters_set_no_dates(service: FindingsService, text: str) -> None:
    """Where inspectors set no date the answer says so and invents none."""
    answer = deadlines(service, text)

    assert {item.deadline.due for item in answer.items} == {None}
    assert {item.status for item in answer.items} == {"pending"}
    assert "No date set by inspectors." in render_text(answer)


def test_a_later_full_inspection_with_findings_supersedes(tmp_path: Path) -> None:
    """Once the next full inspection's findings are loaded the earlier items are no longer shown as due."""
    service = small_service(
        tmp_path, [FIRST, inspection("2012-11-30", findings=[improvement("Answer letters.", "6 months")])]
    )

    answer = deadlines(service, "barnet deadlines", dt.date(2012, 12, 24))

    assert [item.finding.text for item in answer.items] == ["Answer letters."]
    assert answer.superseded == 1
    assert "1 earlier item" in render_text(answer)


def test_superseded_items_are_shown_when_their_year_is_named(tmp_path: Path) -> None:
    """They stay searchable: their year brings them back, marked, and never as overdue."""
    service = small_service(
        tmp_path,
        [
            inspection("2011-03-09", findings=[improvement("Record decisions.", "3 months")]),
            inspection("2012-11-30", findings=[improvement("Answer letters.")]),
        ],
    )

    answer = deadlines(service, "barnet deadlines 2011")

    assert [(item.finding.text, item.status, item.days_overdue) for item in answer.items] == [
        ("Record decisions.", "superseded", 0)
    ]
    assert "Superseded by the inspection published 30 November 2012" in " ".join(render_text(answer).split())


def test_before_it_was_published_the_later_inspection_supersedes_nothing(tmp_path: Path) -> None:
    """On a day between the two the earlier item was overdue."""
    service = small_service(
        tmp_path, [FIRST, inspection("2012-11-30", findings=[improvement("Answer letters.")])]
    )

    answer = deadlines(service, "barnet deadlines", dt.date(2012, 7, 1))

    assert [(item.finding.text, item.status) for item in answer.items] == [("Record decisions.", "overdue")]


def test_a_focused_visit_supersedes_nothing(tmp_path: Path) -> None:
    """Items of a full inspection go on after a visit to one part of the service."""
    visit = inspection(
        "2018-05-11", framework="ilacs-2018", kind="focused visit", findings=[improvement("Chair panels.")]
    )
    service = small_service(tmp_path, [FIRST, visit])

    answer = deadlines(service, "barnet deadlines")

    assert answer.superseded == 0
    assert {item.finding.text for item in answer.items} == {"Record decisions.", "Chair panels."}


def test_another_authoritys_inspection_supersedes_nothing(tmp_path: Path) -> None:
    """Only the same authority's later inspection counts."""
    service = small_service(
        tmp_path, [FIRST, inspection("2012-11-30", "Brent", findings=[improvement("Other.")])]
    )

    answer = deadlines(service, "barnet deadlines", dt.date(2012, 12, 24))

    assert [item.status for item in answer.items] == ["overdue"]


def test_a_later_inspection_known_by_its_grades_alone_leaves_items_pending(tmp_path: Path) -> None:
    """The items stay pending, are not called late by thousands of days, and a note names the newer report."""
    service = small_service(tmp_path, [FIRST], [outcome("2019-04-01", improvement_items="6")])

    answer = deadlines(service, "barnet deadlines")

    assert [(item.status, item.days_overdue) for item in answer.items] == [("pending", 0)]
    assert str(answer.items[0].deadline.due) == "2012-06-09"
    (note,) = answer.notes
    assert "1 April 2019" in note
    assert "ofsted-bot read" in note
    assert "6 improvement items" in note


def test_islingtons_old_items_are_pending_today_and_the_newer_report_is_named(
    service: FindingsService,
) -> None:
    """Three full inspections since 2012 are known by their grades alone; nothing of 2012 is called overdue in 2026."""
    answer = deadlines(service, "/ofsted islington deadlines")

    old = [item for item in answer.items if item.finding.published.year == 2012]
    assert len(old) == 10
    assert {item.status for item in old} == {"pending"}
    assert any("29 January 2025" in note for note in answer.notes)


def test_the_letters_items_are_superseded_for_islington(service: FindingsService) -> None:
    """The 2012 report's findings are on record, so the 2010 letter's items are not shown as open."""
    answer = deadlines(service, "/ofsted islington deadlines")

    assert answer.superseded == 3
    assert 2010 not in {item.finding.published.year for item in answer.items}


def test_items_printed_twice_say_so(service: FindingsService) -> None:
    """Two items stand under both strands; each is shown with a word about it."""
    text = " ".join(render_text(deadlines(service, "islington deadlines 2012")).split())

    assert text.count("Printed twice in the report") == 2


def test_words_narrow_the_items(service: FindingsService) -> None:
    """Deadlines about supervision are those two, and no statutory dates beside them."""
    answer = deadlines(service, "islington deadlines supervision", dt.date(2012, 7, 1))

    assert len(answer.items) == 2
    assert all("upervision" in item.finding.text for item in answer.items)
    assert answer.statutory == ()


def test_the_law_sets_dates_after_a_full_inspection(tmp_path: Path) -> None:
    """With the day of receipt known the statement's date is one day, derived."""
    service = small_service(
        tmp_path,
        [
            inspection(
                "2016-11-25",
                framework="sif",
                received="2016-11-28",
                findings=[improvement("Improve.")],
            )
        ],
    )

    answer = deadlines(service, "barnet deadlines", dt.date(2016, 12, 24))

    statement = next(item for item in answer.statutory if "statement" in item.duty)
    assert (str(statement.deadline.due), statement.deadline.confidence) == ("2017-03-09", "derived")
    assert statement.status == "due"
    assert "SI 2007/462" in render_text(answer)


def test_without_the_day_of_receipt_the_law_gives_a_range(tmp_path: Path) -> None:
    """The range is marked as estimated, and shown from its early end."""
    service = small_service(
        tmp_path, [inspection("2016-11-25", framework="sif", findings=[improvement("Improve.")])]
    )

    text = " ".join(render_text(deadlines(service, "barnet deadlines", dt.date(2016, 12, 24))).split())

    assert "3 March 2017 to 9 March 2017" in text
    assert "estimated" in text


def test_a_statement_date_that_the_report_states_wins(tmp_path: Path) -> None:
    """Where the file says when the statement is due, that date is given as stated."""
    service = small_service(
        tmp_path,
        [
            inspection(
                "2016-11-25", framework="sif", statement_due="2017-03-10", findings=[improvement("Improve.")]
            )
        ],
    )

    answer = deadlines(service, "barnet deadlines", dt.date(2016, 12, 24))

    statement = next(item for item in answer.statutory if "statement" in item.duty)
    assert (str(statement.deadline.due), statement.deadline.confidence) == ("2017-03-10", "stated")


@pytest.mark.parametrize("text", ["haringey deadlines 2010", "islington deadlines 2018"])
def test_the_law_sets_no_dates_after_a_letter(service: FindingsService, text: str) -> None:
    """No statement is due after an unannounced inspection or a focused visit without priority action."""
    assert deadlines(service, text).statutory == ()


def test_all_authorities_can_be_asked_about(service: FindingsService) -> None:
    """Without an authority the items of all are shown, and that is said."""
    answer = deadlines(service, "deadlines", dt.date(2012, 7, 1))

    assert {item.finding.authority for item in answer.items} == {"Islington", "Haringey", "City of London"}
    assert answer.about.assumed


def test_an_authority_whose_items_are_unread_is_told_how_many_there_are(service: FindingsService) -> None:
    """Only grades are on record for Hackney; the answer says what its report prints and how to add it."""
    answer: Answer = service.ask("hackney deadlines", today=TODAY)

    text = " ".join(render_text(answer).split())
    assert "ofsted-bot read" in text
    assert "3 improvement items" in text


def test_an_authority_with_an_old_report_unread_is_offered_what_there_is(service: FindingsService) -> None:
    """In September 2013 only Kent's grades were on record: the answer says so and offers them, no dead end."""
    today = dt.date(2013, 9, 1)
    answer = service.ask("kent deadlines", today=today)

    assert isinstance(answer, NotInRecord)
    assert "ofsted-bot read" in answer.searched
    assert answer.near
    assert not isinstance(service.ask(answer.near[0].ask, today=today), NotInRecord)


def test_one_unread_item_is_one_item(service: FindingsService) -> None:
    """Islington's 2025 report prints one improvement item, in the singular."""
    text = " ".join(render_text(service.ask("islington deadlines 2025", today=TODAY)).split())

    assert "1 improvement items" not in text


def test_narrative_findings_have_no_deadline(tmp_path: Path) -> None:
    """Only improvement and priority items are due."""
    service = small_service(
        tmp_path, [inspection(findings=[finding("Weak.", weakness=True), improvement("Act.", "immediately")])]
    )

    answer = deadlines(service, "barnet deadlines", dt.date(2012, 3, 9))

    assert [(item.finding.text, str(item.deadline.due), item.status) for item in answer.items] == [
        ("Act.", "2012-03-09", "due")
    ]
