"""Reading reports under the single inspection framework."""

import pytest

from tests.knowledge.reading.conftest import ReadPaper
from tests.knowledge.reading.paper import Paper
from tests.knowledge.reading.samples import SIF_ROWS, early_sif, imprint, sif

GRADES = {
    "overall": "requires improvement",
    "help and protection": "requires improvement",
    "looked after": "good",
    "adoption": None,
    "care leavers": "good",
    "leadership": "inadequate",
    "lscb": "good",
}


def _grades(inspection: dict) -> dict[str, str | None]:
    return {one["strand"]: one["grade"] for one in inspection["judgements"]}


@pytest.mark.parametrize("split", [False, True])
def test_the_cover_is_read_even_when_its_table_goes_on(read: ReadPaper, split: bool) -> None:
    """The overall is a sentence, grades wrap, "not judged" is null, and the table may continue on page 2."""
    reading = read(sif(split_table=split), "a.pdf")

    assert _grades(reading.inspection) == GRADES
    assert reading.ok


def test_dates_team_and_publication(read: ReadPaper) -> None:
    """The lead stands at the end; the deputy is no lead; the publication date is printed."""
    inspection = read(sif(), "a.pdf").inspection

    assert (inspection["started"], inspection["ended"]) == ("2017-04-28", "2017-05-25")
    assert (inspection["published"], inspection["published_basis"]) == ("2017-07-14", "printed")
    assert inspection["lead_inspector"] == "Bea Finch"
    assert inspection["inspectors"] == ["Bea Finch", "Cal Wren", "Dee Swift", "Eli Crane", "Fay Heron"]
    assert inspection["authority"] == "Kent"


def test_recommendations_of_authority_and_board_stay_apart(read: ReadPaper) -> None:
    """The same heading stands twice; the board's items have its strand."""
    items = [one for one in read(sif(), "a.pdf").inspection["findings"] if one["kind"] == "improvement"]

    assert [(one["ref"], one["strand"]) for one in items] == [
        ("Recommendation 1", None),
        ("Recommendation 2", None),
        ("Recommendation 3", None),
        ("Recommendation 60", "lscb"),
        ("Recommendation 61", "lscb"),
    ]


def test_nested_bullets_belong_to_their_item(read: ReadPaper) -> None:
    """Bullets under a numbered item are part of it, and a practice standard is no time limit."""
    items = [one for one in read(sif(), "a.pdf").inspection["findings"] if one["kind"] == "improvement"]

    assert items[1]["text"].endswith("• the phone is answered • the door is opened")
    assert "within 72 hours" in items[0]["text"]
    assert items[0]["within"] is None


def test_narrative_strands_follow_the_headings(read: ReadPaper) -> None:
    """Paragraphs stand under the judgement whose heading is above them, a grade beside it or not."""
    strands = {one["ref"]: one["strand"] for one in read(sif(), "a.pdf").inspection["findings"]}

    assert strands["para 4"] == "help and protection"
    assert strands["para 5"] == "looked after"
    assert strands["para 6"] == "adoption"
    assert strands["para 7"] == "care leavers"
    assert strands["para 8"] == "leadership"
    assert strands["para 62"] == "lscb"


def test_facts_about_the_area_are_context(read: ReadPaper) -> None:
    """Bullets about the area are context, with their sub-bullets."""
    context = [
        one
        for one in read(sif(), "a.pdf").inspection["findings"]
        if one["section"] == "Children living in this area"
    ]

    assert len(context) == 1
    assert context[0]["kind"] == "context"
    assert "• 4,000" in context[0]["text"]


def test_an_early_report_has_two_lists_in_one_run(read: ReadPaper) -> None:
    """Priority actions and areas for improvement are told apart, a sub-heading is no item, "none" is none."""
    reading = read(early_sif(), "80000_haringey_2014-02-21.pdf")
    items = [one for one in reading.inspection["findings"] if one["kind"] in ("improvement", "priority")]

    assert [(one["kind"], one["strand"], one["ref"]) for one in items] == [
        ("priority", None, "para 3"),
        ("improvement", None, "para 4"),
        ("improvement", None, "para 5"),
        ("improvement", "lscb", "para 9"),
    ]
    assert reading.inspection["published_basis"] == "file name"


def test_an_early_report_grades_the_board_on_the_cover(read: ReadPaper) -> None:
    """The board's grade is a sentence on the cover, its second half bold; two periods are one inspection."""
    reading = read(early_sif(), "80000_haringey_2014-02-21.pdf")

    assert _grades(reading.inspection)["lscb"] == "requires improvement"
    assert _grades(reading.inspection)["overall"] == "requires improvement"
    assert (reading.inspection["started"], reading.inspection["ended"]) == ("2013-11-19", "2014-01-30")
    assert not reading.warnings


def test_what_the_grades_mean_is_furniture(read: ReadPaper) -> None:
    """The pages that explain grades are the same in every report and no findings."""
    findings = read(early_sif(), "80000_haringey_2014-02-21.pdf").inspection["findings"]

    assert not [
        one for one in findings if "leads with its heart" in one["text"] or "knows its streets" in one["text"]
    ]


def test_strengths_and_weaknesses_by_heading(read: ReadPaper) -> None:
    """A heading ending in because lists weaknesses; the next one lists strengths."""
    findings = {
        one["ref"]: one for one in read(early_sif(), "80000_haringey_2014-02-21.pdf").inspection["findings"]
    }

    assert findings["para 1"]["weakness"]
    assert findings["para 2"]["kind"] == "strength"


@pytest.mark.parametrize(
    "overall",
    [
        "The overall judgement is that children’s services require improvement",
        "Children’s services in Kent require improvement to be good",
        "The overall judgement is requires improvement",
    ],
)
def test_the_forms_of_the_overall_sentence(read: ReadPaper, overall: str) -> None:
    """The overall judgement is read from the sentence in its usual forms."""
    assert _grades(read(sif(overall=overall), "a.pdf").inspection)["overall"] == "requires improvement"


@pytest.mark.parametrize(
    "altered", ["Children’s services in Kent are goud", "The overall judgement is outstandin"]
)
def test_an_altered_overall_is_null(read: ReadPaper, altered: str) -> None:
    """A sentence whose last word is no grade gives none, and a warning."""
    reading = read(sif(overall=altered), "a.pdf")

    assert _grades(reading.inspection)["overall"] is None
    assert reading.warnings


def test_body_and_cover_that_differ_are_a_warning(read: ReadPaper) -> None:
    """The cover's grade stays, and the heading that says otherwise is pointed out."""
    paper = sif()
    paper.new_page().heading("The experiences and progress of children who need help and protection Good")

    reading = read(paper, "a.pdf")

    assert _grades(reading.inspection)["help and protection"] == "requires improvement"
    assert any("elsewhere" in warning.message for warning in reading.warnings)


def test_a_wrong_number_in_the_table_changes_nothing(read: ReadPaper) -> None:
    """The label decides what is judged, not its number."""
    rows = (*SIF_ROWS[:3], ("2.1", *SIF_ROWS[3][1:]), ("4.", *SIF_ROWS[4][1:]))

    assert _grades(read(sif(rows=rows), "a.pdf").inspection) == GRADES


def test_a_review_of_the_board_alone_says_nothing_of_the_authority(read: ReadPaper) -> None:
    """Only the board is judged, all items are its own, and the kind says so."""
    paper = Paper().line("Kent County Council", size=26, step=26)
    paper.line(
        "Review of the effectiveness of the Local Safeguarding Children Board", size=14, bold=True, step=23
    )
    paper.line("Inspection date: 3 March 2015 – 12 March 2015", size=14, step=16)
    paper.line("Report published: 22 May 2015", size=14, step=16)
    paper.heading("The Local Safeguarding Children Board requires improvement")
    paper.paragraph("The board is young.")
    paper.new_page().heading("What does the LSCB need to improve?").heading("Areas for improvement", size=12)
    paper.numbered(1, "Meet more often.")
    paper.heading("The inspection team", size=12).paragraph("Lead inspector: Bea Finch")

    reading = read(imprint(paper), "a.pdf")

    assert reading.inspection["kind"] == "LSCB review"
    assert (reading.inspection["ended"], reading.inspection["published"]) == ("2015-03-12", "2015-05-22")
    assert _grades(reading.inspection) == {"lscb": "requires improvement"}
    assert [one["strand"] for one in reading.inspection["findings"] if one["kind"] == "improvement"] == [
        "lscb"
    ]


def test_a_re_inspection_without_the_board(read: ReadPaper) -> None:
    """A re-inspection whose title names no board misses no judgement of it."""
    paper = Paper().line("Knowsley Council", size=26, step=30)
    for text in (
        "Re-inspection of services for children in need of help and",
        "protection, children looked after and care leavers",
    ):
        paper.line(text, size=14, bold=True, step=17)
    paper.line("Inspection date: 13 March 2017 to 24 March 2017", size=14, step=23)
    paper.line("Report published: 13 June 2017", size=14, step=50)
    paper.line("Children’s services in Knowsley are outstanding", size=14, bold=True, step=28)
    for number, label, _ in SIF_ROWS:
        paper.row(label, "Outstanding", x=71 if number[-1] == "." else 119, column=388, number=number)
    paper.new_page().heading("The inspection team", size=12).paragraph("Lead inspector: Bea Finch")

    reading = read(imprint(paper), "a.pdf")

    assert reading.ok
    assert not reading.warnings
    assert set(_grades(reading.inspection).values()) == {"outstanding"}
    assert "lscb" not in _grades(reading.inspection)
