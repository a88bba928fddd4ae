"""Reading letters: unannounced inspections, focused visits, monitoring visits, joint targeted area inspections."""

# ruff: noqa: E501 - samples of print are lines as long as they are

from tests.knowledge.reading.conftest import ReadPaper
from tests.knowledge.reading.paper import Paper
from tests.knowledge.reading.samples import CRA, FOCUSED, JTAI, MONITORING


def _kinds(inspection: dict, kind: str) -> list[str]:
    return [one["text"] for one in inspection["findings"] if one["kind"] == kind]


def test_an_unannounced_inspection_letter(read: ReadPaper) -> None:
    """Header facts come from the letter; the previous inspection's dates are not taken for this one's."""
    inspection = read(CRA).inspection

    assert inspection["id"] == "rutland-2011-06-30-cra"
    assert inspection["kind"] == "unannounced"
    assert (inspection["started"], inspection["ended"]) == ("2011-06-08", "2011-06-09")
    assert inspection["published_basis"] == "letter date"
    assert inspection["lead_inspector"] == "Lee Martin"
    assert inspection["judgements"] == []


def test_a_first_strength_without_a_bullet_counts(read: ReadPaper) -> None:
    """The paragraph under the heading is an item, joined over the page break."""
    assert _kinds(read(CRA).inspection, "strength") == [
        "The first desk is staffed by people who listen and who write down what they hear in a book that all can read."
    ]


def test_a_line_that_begins_with_a_space_continues(read: ReadPaper) -> None:
    """Three bullets stay three, whatever lines they are broken into."""
    assert _kinds(read(CRA).inspection, "practice") == [
        "Calls are answered. Doors are opened.",
        "Plans are made. Families see them before the ink is dry.",
        "Notes are kept by the duty worker and by the manager.",
    ]


def test_development_and_priority_are_told_apart(read: ReadPaper) -> None:
    """Areas for development and for priority action are different kinds; the closing line is neither."""
    inspection = read(CRA).inspection

    assert _kinds(inspection, "improvement") == ["Supervision notes are thin."]
    assert _kinds(inspection, "priority") == [
        "Two children waited for a week. Visits within 24 hours are the rule."
    ]
    assert inspection["findings"][-1]["section"] == "Closing"


def test_satisfactory_practice_is_practice(read: ReadPaper) -> None:
    """Another heading for the same list."""
    letter = CRA.replace(
        "The service meets the requirements of statutory guidance in the following areas",
        "Satisfactory practice",
    )

    assert len(_kinds(read(letter).inspection, "practice")) == 3


def test_a_focused_visit_letter(read: ReadPaper) -> None:
    """Theme, inspectors and lists; no grade; an area for priority action as prose."""
    inspection = read(FOCUSED).inspection

    assert inspection["theme"] == "night owls"
    assert inspection["inspectors"] == ["Pia Merlin", "Quin Hobby"]
    assert inspection["framework"] == "ilacs-2018"
    assert _kinds(inspection, "improvement") == ["Rotas that say who does what.", "Talks after a night away."]
    assert _kinds(inspection, "priority") == ["The night desk must be staffed at once."]
    assert [one["ref"] for one in inspection["findings"] if one["section"] == "Findings"] == [
        "Findings item 1",
        "Findings item 2",
    ]


def test_a_monitoring_visit_letter(read: ReadPaper) -> None:
    """Like a focused visit, and of its own kind."""
    reading = read(MONITORING)

    assert reading.inspection["kind"] == "monitoring visit"
    assert reading.ok


def test_a_joint_inspection_letter_has_its_statement_date(read: ReadPaper) -> None:
    """The date by which the statement is due is read; the authority is the last name in the title."""
    inspection = read(JTAI).inspection

    assert inspection["authority"] == "Haringey"
    assert inspection["statement_due"] == "2018-05-28"
    assert (inspection["started"], inspection["ended"]) == ("2017-12-04", "2017-12-08")
    assert _kinds(inspection, "strength") == ["Partners share one telephone."]
    assert _kinds(inspection, "improvement") == ["Partners do not share one notebook."]


def test_a_letter_as_pdf(read: ReadPaper) -> None:
    """Wrapped lines, bold headings and bullets of a printed letter."""
    paper = Paper(page_numbers=False)
    for text in (
        "Piccadilly Gate",
        "Store Street",
        "3 June 2021",
        "Ms Una Vole",
        "Director of Children’s Services",
    ):
        paper.line(text)
    paper.space().line("Dear Ms Vole", step=30)
    paper.heading("Focused visit to Islington local authority children’s services", size=12)
    paper.paragraph(
        "This letter summarises what was seen on the focused visit to Islington on 4 and 5 May 2021. The visit was carried "
        "out by Wes Teal, Her Majesty’s Inspector, and Xan Smew, Her Majesty’s Inspector. It was the first of its kind."
    )
    paper.heading("Headline findings", size=12).paragraph("Much is well.")
    paper.heading("What needs to improve in this area of social work practice?", size=12)
    paper.bullet("The way in which notes about night-time walks are kept so that they can be found again by those who come "
                 "after.").bullet("The lift.")  # fmt: skip
    paper.heading("Main findings", size=12).paragraph("Most walks are short.")
    paper.paragraph("Yours sincerely").paragraph("Wes Teal").paragraph("Her Majesty’s Inspector")

    reading = read(paper, "letter.pdf")

    assert reading.inspection["id"] == "islington-2021-06-03-ilacs"
    assert reading.inspection["inspectors"] == ["Wes Teal", "Xan Smew"]
    assert len(_kinds(reading.inspection, "improvement")) == 2
    assert "night-time walks" in _kinds(reading.inspection, "improvement")[0]
    assert reading.ok
