"""Grades: whose, of when, by strand; never derived, never carried forward."""

from pathlib import Path

import pytest

from bot.answers import Answer, Grades, NotGraded, NotInRecord
from bot.rendering import render_text
from bot.service import FindingsService
from tests.builders import TODAY, finding, inspection, judgement, outcome, small_service


def grades(service: FindingsService, text: str) -> Grades:
    """Return the grades that answer `text`."""
    answer = service.ask(text, today=TODAY)
    assert isinstance(answer, Grades), answer
    return answer


def strands(answer: Grades) -> list[list[tuple[str, str | None]]]:
    """Return (strand, grade) of each inspection's judgements."""
    return [[(one.strand, one.grade) for one in item.judgements] for item in answer.inspections]


def test_the_newest_graded_inspection_answers(service: FindingsService) -> None:
    """Without a year the newest grades are given, marked as current, in the framework's order."""
    answer = grades(service, "/ofsted islington grades")

    (item,) = answer.inspections
    assert (item.inspection.id, item.current) == ("islington-2025-01-29-ilacs", True)
    assert [strand for strand, _ in strands(answer)[0]] == [
        "leadership",
        "help and protection",
        "in care",
        "care leavers",
        "overall",
    ]


def test_a_year_brings_back_the_grades_of_then(service: FindingsService) -> None:
    """The 2012 report's 22 grades stand by strand, and are said not to be current."""
    answer = grades(service, "/ofsted islington grades 2012")

    (item,) = answer.inspections
    assert not item.current
    assert [one.strand for one in item.judgements] == ["safeguarding"] * 10 + ["looked after children"] * 12
    text = render_text(answer)
    assert "not the current" in " ".join(text.split())
    assert text.index("Safeguarding") < text.index("Looked after children\n")
    assert "no single overall grade" in " ".join(text.split())


def test_liverpool_has_four_judgements_and_no_overall(service: FindingsService) -> None:
    """Since April 2026 there is no overall grade: that is said, and the older one is not carried forward."""
    answer = grades(service, "/ofsted liverpool grades")

    (item,) = answer.inspections
    assert str(item.inspection.published) == "2026-07-07"
    assert strands(answer) == [
        [
            ("leadership", "good"),
            ("help and protection", "good"),
            ("in care", "good"),
            ("care leavers", "requires improvement"),
        ]
    ]
    text = " ".join(render_text(answer).split())
    assert "no overall grade" in text
    assert "not carried forward" in text
    assert "Inadequate" not in text


def test_liverpools_overall_is_not_invented_when_asked_for(service: FindingsService) -> None:
    """Asking for the overall grade shows the four judgements and says that there is none."""
    answer = grades(service, "what is liverpool's overall grade?")

    assert {item.inspection.published.year for item in answer.inspections} == {2026}
    assert "no overall grade" in " ".join(render_text(answer).split())


def test_the_overall_alone_can_be_asked_for(service: FindingsService) -> None:
    """Where there is an overall judgement, it is what "overall" asks for."""
    assert strands(grades(service, "overall grade of islington")) == [[("overall", "outstanding")]]


def test_one_judgement_can_be_asked_for(service: FindingsService) -> None:
    """Words that name a judgement narrow the grades to it."""
    assert strands(grades(service, "grades islington help and protection")) == [
        [("help and protection", "outstanding")]
    ]
    assert strands(grades(service, "hackney leadership grade")) == [[("leadership", "good")]]


def test_care_leavers_are_not_children_in_care(service: FindingsService) -> None:
    """Two judgements that share the word care are told apart."""
    assert strands(grades(service, "grades hackney care leavers")) == [
        [("care leavers", "requires improvement")]
    ]
    assert strands(grades(service, "grades hackney children in care")) == [[("in care", "good")]]


def test_a_question_for_a_grade_is_not_told_that_it_is_about_nothing(service: FindingsService) -> None:
    """“Was it judged inadequate?” shows the grades without saying that none is about that word."""
    answer = grades(service, "was Hackney judged inadequate?")

    assert len(strands(answer)[0]) == 5
    assert not [note for note in answer.notes if "is about" in note]


def test_words_about_no_judgement_say_so(service: FindingsService) -> None:
    """Where the words name no judgement the answer says so, and offers all of them."""
    answer = service.ask("islington grades bananas", today=TODAY)

    assert isinstance(answer, NotInRecord)
    assert "bananas" in answer.asked
    assert isinstance(service.ask(answer.near[0].ask, today=TODAY), Grades)


def test_grades_only_on_record_are_said_to_be_so(service: FindingsService) -> None:
    """An answer from the table of grades says that the report can be read to add the rest."""
    answer = grades(service, "/ofsted hackney grades")

    assert any("Only the grades" in note and "ofsted-bot read" in note for note in answer.notes)
    assert all(item.inspection.authority == "Hackney" for item in answer.inspections)


def test_every_answer_names_its_source_and_date(service: FindingsService) -> None:
    """Inspection, publication date and reference stand beside the grades."""
    text = render_text(grades(service, "/ofsted islington grades 2012"))

    assert "published 9 March 2012" in " ".join(text.split())
    assert "(para 10)" in text


@pytest.mark.parametrize(
    "text",
    [
        "/ofsted haringey grades 2010",
        "islington grades 2010",
        "city of london grades 2011",
        "islington grades 2018",
    ],
)
def test_letters_are_not_graded(service: FindingsService, text: str) -> None:
    """A letter without grades answers "not graded", says why, and offers its findings."""
    answer = service.ask(text, today=TODAY)

    assert isinstance(answer, NotGraded)
    assert answer.reasons
    assert dict(answer.counts)["improvement"] >= 2
    said = " ".join(render_text(answer).split())
    assert "Not graded" in said
    assert "no grades" in said
    assert f"findings {answer.about.authorities[0]} {answer.inspections[0].published.year}" in said


def test_haringeys_letter_offers_what_it_holds(service: FindingsService) -> None:
    """Seven strengths, ten areas of practice, three areas for development, and where the grades are."""
    answer = service.ask("/ofsted haringey grades 2010", today=TODAY)

    assert isinstance(answer, NotGraded)
    assert answer.counts[:3] == (("strength", 7), ("practice", 10), ("improvement", 3))
    assert answer.graded is not None
    assert answer.graded.judgements


def test_a_letter_is_not_given_the_next_reports_grades(service: FindingsService) -> None:
    """The 2010 letter is not graded although later inspections are."""
    text = render_text(service.ask("/ofsted haringey grades 2010", today=TODAY))

    assert not [grade for grade in ("Outstanding", "Good", "Adequate", "Inadequate") if grade in text]


@pytest.mark.parametrize("year", ["1999", "2011", "2024"])
def test_a_year_without_an_inspection_is_not_in_the_record(service: FindingsService, year: str) -> None:
    """No other year's grades stand in for it."""
    answer = service.ask(f"islington grades {year}", today=TODAY)

    assert isinstance(answer, NotInRecord) or year == "2024"
    if isinstance(answer, NotInRecord):
        assert year in answer.asked
        assert answer.near


def test_fieldwork_names_the_year_when_nothing_was_published_then(service: FindingsService) -> None:
    """Islington was inspected in December 2024; the report came in 2025."""
    answer = grades(service, "islington grades 2024")

    assert str(answer.inspections[0].inspection.published) == "2025-01-29"


def test_several_authorities_are_answered_in_the_order_asked(service: FindingsService) -> None:
    """Each authority's current grades, none mixed up."""
    answer = grades(service, "haringey and islington grades")

    assert [item.inspection.authority for item in answer.inspections] == ["Haringey", "Islington"]
    assert all(item.current for item in answer.inspections)


def test_a_newer_letter_is_mentioned_beside_current_grades(tmp_path: Path) -> None:
    """Grades stay current after a focused visit, and the visit is named."""
    service = small_service(
        tmp_path,
        [inspection("2020-05-11", framework="ilacs-2018", kind="focused visit", findings=[finding()])],
        [outcome("2019-04-01")],
    )

    answer = grades(service, "barnet grades")

    assert [str(item.inspection.published) for item in answer.inspections] == ["2019-04-01"]
    assert any("11 May 2020" in note for note in answer.notes)


def test_an_older_overall_is_never_current(tmp_path: Path) -> None:
    """After a 2026 inspection the overall grade of 2023 is history, whatever is asked."""
    service = small_service(
        tmp_path,
        outcomes=[
            outcome("2019-04-01", overall="outstanding"),
            outcome(
                "2026-08-03", framework="ilacs-2026", overall="", in_care_and_care_leavers="", in_care="good"
            ),
        ],
    )

    answer = grades(service, "what is the current overall grade of barnet")

    assert [str(item.inspection.published) for item in answer.inspections] == ["2026-08-03"]
    assert "Outstanding" not in render_text(answer)


def test_a_judgement_without_a_grade_is_not_judged(tmp_path: Path) -> None:
    """“Not judged” is shown in words; nothing is put in its place."""
    service = small_service(tmp_path, outcomes=[outcome(overall="not judged")])

    answer = grades(service, "barnet grades")

    assert ("overall", None) in strands(answer)[0]
    assert "Overall effectiveness: Not judged" in render_text(answer)


def test_adequate_stays_adequate(tmp_path: Path) -> None:
    """A grade of the older scale is shown as it was given."""
    service = small_service(
        tmp_path,
        [
            inspection(
                judgements=[judgement("safeguarding", "Overall effectiveness", "adequate", ref="para 10")]
            )
        ],
    )

    text = render_text(grades(service, "barnet grades"))

    assert "Adequate" in text
    assert "equires improvement" not in text


def test_as_of_a_day_later_inspections_are_unknown(service: FindingsService) -> None:
    """On 1 January 2020 the grades of 2017 were Islington's current ones."""
    answer = service.ask("islington grades", today=TODAY.replace(year=2020, month=1, day=1))

    assert isinstance(answer, Grades)
    assert [(str(item.inspection.published), item.current) for item in answer.inspections] == [
        ("2017-07-14", True)
    ]


def test_every_authority_has_grades_of_its_own(service: FindingsService) -> None:
    """Each of the 153 authorities, asked by its name, is answered with its own grades and no other's."""
    wrong: list[tuple[str, Answer]] = []
    for authority in service.record.authorities:
        answer = service.ask(f"/ofsted {authority.name} grades", today=TODAY)
        if not isinstance(answer, Grades) or {item.inspection.authority for item in answer.inspections} != {
            authority.name
        }:
            wrong.append((authority.name, answer))

    assert wrong == []


@pytest.mark.parametrize(
    ("text", "beginning"),
    [("is islington good?", "No"), ("is islington outstanding?", "Yes"), ("is kent inadequate?", "No")],
)
def test_yes_and_no_are_not_said_where_they_mislead(
    service: FindingsService, text: str, beginning: str
) -> None:
    """An authority that is better than asked about is not answered with a bare "No"; the grade is always named."""
    words = " ".join(render_text(grades(service, text)).split())

    assert "Overall effectiveness" in words
    if text == "is islington good?":
        assert " No. " not in words
    else:
        assert f" {beginning}" in words
