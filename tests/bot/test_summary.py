"""The summary: an authority on one screen."""

from pathlib import Path

import pytest

from bot.answers import NothingLoaded, Summary
from bot.rendering import render, render_text
from bot.service import FindingsService
from tests.builders import TODAY, improvement, inspection, outcome, small_service


def summary(service: FindingsService, text: str) -> Summary:
    """Return the summary that answers `text`."""
    answer = service.ask(text, today=TODAY)
    assert isinstance(answer, Summary), answer
    return answer


def test_a_bare_authority_is_summed_up(service: FindingsService) -> None:
    """Latest grades, open items, last inspections and what is missing, of that authority."""
    answer = summary(service, "islington")

    assert answer.grades is not None
    assert answer.grades.inspection.id == "islington-2025-01-29-ilacs"
    assert len(answer.pending) == 12
    assert [line.inspection.published.year for line in answer.lines] == [2025, 2020, 2018, 2017]
    assert answer.region == "London"


def test_superseded_items_are_not_counted_as_open(service: FindingsService) -> None:
    """The 2010 letter's three items are not among the open ones."""
    assert 2010 not in {item.finding.published.year for item in summary(service, "islington").pending}


def test_old_items_are_not_called_overdue_when_newer_reports_exist(service: FindingsService) -> None:
    """Items of 2012 with newer inspections known by grades alone are pending, here as in the deadlines."""
    assert {item.status for item in summary(service, "islington").pending} == {"pending"}


def test_what_is_missing_is_said(service: FindingsService) -> None:
    """How many inspections are known by their grades alone, which is the newest, and how to add them."""
    said = " ".join(summary(service, "islington").missing)

    assert "3 of 6 inspections" in said
    assert "29 January 2025" in said
    assert "ofsted-bot read" in said


def test_no_overall_is_said_where_there_is_none(service: FindingsService) -> None:
    """Liverpool's summary says that inspectors give no overall grade any more."""
    text = " ".join(render_text(summary(service, "liverpool")).split())

    assert "no overall grade" in text
    assert "overall inadequate" in text.lower()  # 2023, in the list of inspections, dated
    assert text.index("no overall grade") < text.lower().index("overall inadequate")


@pytest.mark.parametrize("name", ["islington", "liverpool", "hackney", "haringey", "city of london", "BCP"])
def test_a_summary_is_one_page(service: FindingsService, name: str) -> None:
    """One screen is one message, without paging."""
    assert render(summary(service, name)).pages == 1


def test_every_authority_can_be_summed_up(service: FindingsService) -> None:
    """No authority's summary is missing or another's."""
    wrong = [
        authority.name
        for authority in service.record.authorities
        if (answer := service.ask(authority.name, today=TODAY)).about.authorities != (authority.name,)
        or not isinstance(answer, Summary)
    ]

    assert wrong == []


def test_nothing_on_record_is_said(tmp_path: Path) -> None:
    """An authority of which nothing is loaded is named as such."""
    service = small_service(tmp_path, [inspection()])

    answer = service.ask("hackney", today=TODAY)

    assert isinstance(answer, NothingLoaded)
    assert answer.about.authorities == ("Hackney",)


def test_an_authority_without_grades_says_so(tmp_path: Path) -> None:
    """A letter alone gives no grades; none are made up from it."""
    service = small_service(
        tmp_path, [inspection("2010-12-01", framework="cra", kind="unannounced", findings=[improvement()])]
    )

    answer = summary(service, "barnet")

    assert answer.grades is None
    assert "No grades on record" in render_text(answer)


def test_several_authorities_are_not_cut_to_the_first_in_silence(tmp_path: Path) -> None:
    """A summary of two authorities covers both, or says that it covers one."""
    service = small_service(tmp_path, [inspection(), inspection("2012-05-05", "Brent")], [outcome()])

    answer = service.ask("summary barnet and brent", today=TODAY)

    text = render_text(answer)
    assert "Barnet" in text
    assert "Brent" in text
