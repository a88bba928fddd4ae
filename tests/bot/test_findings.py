"""Findings, strengths and improvements: what is listed, and in which order."""

import datetime as dt
from pathlib import Path

import pytest

from bot.answers import Findings, NothingLoaded, NotInRecord, Search
from bot.rendering import render_text
from bot.service import FindingsService
from tests.builders import TODAY, finding, improvement, inspection, outcome, small_service


def found(service: FindingsService, text: str, today: dt.date = TODAY) -> Findings:
    """Return the findings that answer `text`."""
    answer = service.ask(text, today=today)
    assert isinstance(answer, Findings), answer
    return answer


def test_without_words_the_newest_reports_findings_are_listed_in_its_order(service: FindingsService) -> None:
    """The newest inspection with findings answers, in report order, without context."""
    answer = found(service, "islington findings")

    assert {one.finding.inspection for one in answer.found} == {"islington-2018-05-11-ilacs"}
    rows = [one.finding.row for one in answer.found]
    assert rows == sorted(rows)
    assert "context" not in {one.finding.kind for one in answer.found}
    assert {one.score for one in answer.found} == {None}


def test_a_newer_report_of_which_only_grades_are_known_is_mentioned(service: FindingsService) -> None:
    """Findings of 2018 are given with a note that there is a newer inspection to read."""
    answer = found(service, "islington findings")

    assert any("29 January 2025" in note and "ofsted-bot read" in note for note in answer.notes)


@pytest.mark.parametrize(
    ("text", "number", "inspection_id"),
    [
        ("haringey strengths", 7, "haringey-2010-09-16-cra"),
        ("islington strengths 2010", 3, "islington-2010-12-01-cra"),
        ("city of london strengths", 1, "city-of-london-2011-08-24-cra"),
        ("haringey improvements", 3, "haringey-2010-09-16-cra"),
        ("city of london improvements", 4, "city-of-london-2011-08-24-cra"),
        ("islington improvements 2012", 10, "islington-2012-03-09-slac"),
        ("islington improvements 2018", 2, "islington-2018-05-11-ilacs"),
    ],
)
def test_lists_are_whole(service: FindingsService, text: str, number: int, inspection_id: str) -> None:
    """Every item of the list is there, once."""
    answer = found(service, text)

    assert len(answer.found) == number
    assert {one.finding.inspection for one in answer.found} == {inspection_id}
    assert len({one.finding.key for one in answer.found}) == number


def test_improvements_of_all_inspections_come_newest_first(service: FindingsService) -> None:
    """Without a year every improvement item is listed, those of the newest report first."""
    published = [one.finding.published for one in found(service, "islington improvements").found]

    assert len(published) == 15
    assert published == sorted(published, reverse=True)


def test_superseded_items_say_so(service: FindingsService) -> None:
    """The letter's items were overtaken by the full inspection of 2012; that report's own items were not."""
    answer = found(service, "islington improvements")
    by_inspection = {one.finding.inspection: one.superseded_by for one in answer.found}

    later = by_inspection["islington-2010-12-01-cra"]
    assert later is not None
    assert later.id == "islington-2012-03-09-slac"
    assert by_inspection["islington-2012-03-09-slac"] is None
    assert by_inspection["islington-2018-05-11-ilacs"] is None


def test_what_became_of_an_item_is_told(service: FindingsService) -> None:
    """The 2010 items carry what the 2012 report says of them, with its reference."""
    text = " ".join(render_text(found(service, "islington improvements 2010")).split())

    assert text.count("Followed up (addressed)") == 2
    assert text.count("Followed up (partly addressed)") == 1
    assert "para 13" in text


def test_weaknesses_are_found_though_no_formal_items(service: FindingsService) -> None:
    """A weakness told inside the narrative is listed beside the improvement items."""
    answer = found(service, "islington weaknesses")

    assert all(one.finding.weakness for one in answer.found)
    assert {"narrative", "improvement"} <= {one.finding.kind for one in answer.found}


def test_strengths_with_words_never_name_a_weakness(service: FindingsService) -> None:
    """Asking for strengths in supervision does not bring up what is wrong with it."""
    answer = found(service, "islington strengths supervision")

    assert not [one.finding.ref for one in answer.found if one.finding.weakness]


def test_improvements_with_words_are_improvements(service: FindingsService) -> None:
    """Words narrow the items, and nothing else is mixed in."""
    answer = found(service, "islington improvements supervision")

    assert {one.finding.kind for one in answer.found} <= {"improvement", "priority"}
    assert any("supervision" in one.finding.text for one in answer.found)


def test_a_report_without_a_list_of_strengths_says_so(service: FindingsService) -> None:
    """The 2012 report has no list of strengths: what praises in it is shown, and said so; never another year's."""
    answer = found(service, "islington strengths 2012")

    assert {one.finding.published.year for one in answer.found} == {2012}
    assert not [one.finding.ref for one in answer.found if one.finding.weakness]
    assert any("has no list of strengths" in note for note in answer.notes)


@pytest.mark.parametrize(
    "text", ["hackney findings", "hackney strengths", "hackney improvements", "hackney findings gangs"]
)
def test_an_authority_with_grades_only_says_how_to_add_the_rest(service: FindingsService, text: str) -> None:
    """Only grades are on record: the answer names the authority, says so, and how its report is added."""
    answer = service.ask(text, today=TODAY)

    assert isinstance(answer, NotInRecord | NothingLoaded)
    said = " ".join(render_text(answer).split())
    assert "Hackney" in said
    assert "only the grades are on record" in said
    assert "ofsted-bot read" in said
    assert "Haringey" not in said


def test_findings_of_one_authority_are_never_anothers(service: FindingsService) -> None:
    """A word that only Haringey's letter knows is not found for Islington."""
    answer = service.ask("islington findings re-referral rates comparatively low", today=TODAY)

    authorities = {one.finding.authority for one in getattr(answer, "found", ())}
    assert authorities <= {"Islington"}


def test_a_year_narrows_a_search(service: FindingsService) -> None:
    """Supervision in 2018 is not supervision in 2012."""
    answer = found(service, "islington supervision 2018")

    assert {one.finding.inspection for one in answer.found} == {"islington-2018-05-11-ilacs"}


def test_search_runs_over_all_authorities(service: FindingsService) -> None:
    """A search without an authority finds several, best first."""
    answer = service.ask("search supervision", today=TODAY)

    assert isinstance(answer, Search)
    assert {"Islington", "City of London"} <= {one.finding.authority for one in answer.found}
    scores = [one.score or 0 for one in answer.found]
    assert scores == sorted(scores, reverse=True)


def test_a_search_for_nothing_says_what_to_add(service: FindingsService) -> None:
    """A bare "search" is answered with how to search."""
    answer = service.ask("search", today=TODAY)

    assert isinstance(answer, NotInRecord)
    assert "search gangs" in " ".join(render_text(answer).split())


def test_findings_are_quoted_or_summarised_and_say_which(tmp_path: Path) -> None:
    """The user's own verbatim file is quoted; a summary is not put in quotation marks."""
    service = small_service(
        tmp_path,
        [
            inspection("2012-03-09", wording="verbatim", findings=[finding("Plans are clear.")]),
            inspection("2012-03-09", "Brent", findings=[finding("Plans are vague.")]),
        ],
    )

    quoted = render_text(found(service, "barnet findings"))
    told = render_text(found(service, "brent findings"))

    assert "“Plans are clear.”" in quoted
    assert "the report's words" in quoted
    assert "“Plans" not in told
    assert "summary in our words" in told


def test_page_and_reference_stand_beside_a_finding(tmp_path: Path) -> None:
    """Where the page is known it is given with paragraph, section, inspection and date."""
    service = small_service(
        tmp_path, [inspection(findings=[finding(page=7, ref="para 31", section="Quality")])]
    )

    text = " ".join(render_text(found(service, "barnet findings")).split())

    assert "Barnet, full inspection, published 9 March 2012 · Quality · para 31, page 7" in text


def test_a_letters_date_is_called_a_letters_date(service: FindingsService) -> None:
    """A letter is dated, not published: findings say it as the list of inspections does."""
    text = " ".join(render_text(found(service, "haringey strengths")).split())

    assert "letter of 16 September 2010" in text
    assert "published 16 September 2010" not in text


def test_as_of_a_day_later_findings_are_unknown(service: FindingsService) -> None:
    """In 2011 the report of 2012 was not known."""
    answer = found(service, "islington findings", dt.date(2011, 6, 1))

    assert {one.finding.inspection for one in answer.found} == {"islington-2010-12-01-cra"}


def test_the_users_file_adds_to_what_is_known(tmp_path: Path) -> None:
    """Once a report is read its findings answer, and the note that it can be read is gone."""
    row = outcome("2019-04-01")
    service = small_service(
        tmp_path,
        [
            inspection(
                "2019-04-01",
                framework="ilacs-2018",
                kind="standard",
                started=row["started"],
                ended=row["ended"],
                findings=[improvement("Answer the phone.")],
            )
        ],
        [row],
    )

    answer = found(service, "barnet improvements")

    assert [one.finding.text for one in answer.found] == ["Answer the phone."]
    assert answer.notes == ()


@pytest.mark.parametrize("text", ["islington priority actions", "priority actions haringey"])
def test_a_question_for_priority_actions_does_not_list_something_else(
    service: FindingsService, text: str
) -> None:
    """No priority action is on record; ordinary findings that use the word are not given as such."""
    answer = service.ask(text, today=TODAY)

    labels = {one.finding.kind for one in getattr(answer, "found", ())}
    assert labels <= {"improvement", "priority"}


def test_the_description_of_the_service_can_be_asked_for(service: FindingsService) -> None:
    """Context is on record too, and is found when asked for by its subject."""
    answer = service.ask("islington foster carers 2012", today=TODAY)

    assert any("138" in one.finding.text for one in getattr(answer, "found", ()))
