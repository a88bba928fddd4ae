"""Reading the two-strand reports of 2009 to 2012 and the looked after children reports of 2013."""

import pytest

from tests.knowledge.reading.conftest import ReadPaper
from tests.knowledge.reading.samples import SLAC, lac


def test_a_label_in_both_strands_is_two_judgements(read: ReadPaper) -> None:
    """Strand and label make the key; the closing table's wrong section headers do not mislead."""
    judgements = read(SLAC).inspection["judgements"]

    assert [(one["strand"], one["printed"], one["grade"], one["ref"]) for one in judgements] == [
        ("safeguarding", "Overall effectiveness", "good", "para 4"),
        ("safeguarding", "Quality of provision", "adequate", "para 7"),
        ("safeguarding", "Equality and diversity", "good", "Record of main findings"),
        ("looked after children", "Overall effectiveness", "outstanding", "para 8"),
        ("looked after children", "Equality and diversity", "outstanding", "Record of main findings"),
    ]


def test_time_limits_come_from_list_headings(read: ReadPaper) -> None:
    """Items count through both limits of a paragraph; "within 72 hours" in a sentence is none."""
    items = [one for one in read(SLAC).inspection["findings"] if one["kind"] == "improvement"]

    assert [(one["ref"], one["within"], one["strand"]) for one in items] == [
        ("para 6 item 1", "3 months", "safeguarding"),
        ("para 6 item 2", "3 months", "safeguarding"),
        ("para 6 item 3", "6 months", "safeguarding"),
        ("para 9 item 1", "3 months", "looked after children"),
    ]


def test_an_item_under_both_strands_points_back(read: ReadPaper) -> None:
    """The second printing names the first."""
    items = [one for one in read(SLAC).inspection["findings"] if one["kind"] == "improvement"]

    assert items[3]["same_as"] == "para 6 item 1"


def test_sentences_over_blank_lines_are_joined(read: ReadPaper) -> None:
    """A page break in plain text is a blank line inside a sentence."""
    findings = {one["ref"]: one["text"] for one in read(SLAC).inspection["findings"]}

    assert findings["para 4"] == "Safeguarding is good and the board is well attended by its members."
    assert findings["para 5"].endswith("This was an old wish of the board.")


@pytest.mark.parametrize(
    "altered", ["Grade 2 (goud)", "Grade 3 (good)", "Grade 2 (inadequate)", "Grade x2 (good)"]
)
def test_a_grade_whose_number_and_word_differ_is_null(read: ReadPaper, altered: str) -> None:
    """Number and word must agree; otherwise there is no grade, and a warning."""
    reading = read(SLAC.replace("Grade 2 (good)", altered, 1))

    assert reading.inspection["judgements"][0]["grade"] is None
    assert reading.warnings


def test_a_table_that_differs_from_the_body_is_a_warning(read: ReadPaper) -> None:
    """The body's grade stays; the difference is pointed out."""
    reading = read(SLAC.replace("Overall effectiveness\tGood", "Overall effectiveness\tAdequate"))

    assert reading.inspection["judgements"][0]["grade"] == "good"
    assert any("in the body" in warning.message for warning in reading.warnings)


def test_contents_and_scale_are_furniture(read: ReadPaper) -> None:
    """Contents and the explanation of the scale are no findings; every word is accounted for."""
    reading = read(SLAC)

    assert not [one for one in reading.inspection["findings"] if "Far beyond" in one["text"]]
    assert reading.words.unaccounted == 0


def test_a_looked_after_children_report(read: ReadPaper) -> None:
    """One strand, five judgements by the framework's strands, three time limits, a header on each page."""
    reading = read(lac(), "a.pdf")
    inspection = reading.inspection

    assert [(one["strand"], one["grade"]) for one in inspection["judgements"]] == [
        ("overall", "adequate"),
        ("capacity to improve", "good"),
        ("outcomes", "adequate"),
        ("quality of provision", "adequate"),
        ("leadership", "adequate"),
    ]
    assert inspection["lead_inspector"] == "Ike Stork"
    assert inspection["published"] == "2013-08-23"
    assert [one["within"] for one in inspection["findings"] if one["kind"] == "improvement"] == [
        "immediately", "3 months", "3 months", "6 months",
    ]  # fmt: skip
    assert reading.ok
    assert not reading.warnings


def test_a_table_in_a_pdf_is_compared_too(read: ReadPaper) -> None:
    """The record of main findings is read by position."""
    reading = read(lac(table_grade="Good"), "a.pdf")

    assert reading.inspection["judgements"][0]["grade"] == "adequate"
    assert any("in the body" in warning.message for warning in reading.warnings)
