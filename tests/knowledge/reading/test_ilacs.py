"""Reading inspections of local authority children's services."""

import pytest

from tests.knowledge.reading.conftest import ReadPaper
from tests.knowledge.reading.samples import ILACS_ITEMS, ILACS_ROWS, ilacs

STRANDS = ("leadership", "help and protection", "in care", "care leavers", "overall")


def test_every_judgement_is_read_from_the_table(read: ReadPaper) -> None:
    """Labels and grades that wrap in their columns are matched row by row, in print order."""
    inspection = read(ilacs()).inspection

    grades = [(one["strand"], one["grade"]) for one in inspection["judgements"]]
    expected = ("good", "requires improvement", "outstanding", "inadequate", "requires improvement")
    assert grades == list(zip(STRANDS, expected, strict=True))


def test_the_header_facts_are_read(read: ReadPaper) -> None:
    """Authority, dates and lead come from the cover, the publication date from the file's name, and say so."""
    inspection = read(ilacs()).inspection

    assert inspection["id"] == "islington-2025-01-29-ilacs"
    assert (inspection["started"], inspection["ended"]) == ("2024-12-02", "2024-12-06")
    assert inspection["lead_inspector"] == "Ada Lark"
    assert (inspection["kind"], inspection["kind_basis"]) == ("short", "derived")
    assert inspection["published_basis"] == "file name"


@pytest.mark.parametrize(
    ("dates", "started", "ended", "kind"),
    [
        ("2 to 6 December 2024", "2024-12-02", "2024-12-06", "short"),
        ("2 December 2024 to 13 December 2024", "2024-12-02", "2024-12-13", "standard"),
        ("2 – 6 December 2024", "2024-12-02", "2024-12-06", "short"),
        ("30 September to 11 October 2024 and 13 to 16 January 2025", "2024-09-30", "2025-01-16", "standard"),
    ],
)
def test_the_forms_of_dates_decide_the_kind(
    read: ReadPaper, dates: str, started: str, ended: str, kind: str
) -> None:
    """One week on site is a short inspection, two are a standard one, whatever form the dates have."""
    inspection = read(ilacs(dates=dates)).inspection

    assert (inspection["started"], inspection["ended"], inspection["kind"]) == (started, ended, kind)


def test_two_lead_inspectors_are_both_kept(read: ReadPaper) -> None:
    """Two names after the label are joined by a semicolon; both are inspectors."""
    lead = "Lead inspectors: Ada Lark and Ben Wren, His Majesty’s Inspectors"

    inspection = read(ilacs(lead=lead)).inspection

    assert inspection["lead_inspector"] == "Ada Lark; Ben Wren"
    assert inspection["inspectors"] == ["Ada Lark", "Ben Wren"]


def test_a_missing_lead_inspector_is_a_warning(read: ReadPaper) -> None:
    """A cover without a lead gives null and says so."""
    reading = read(ilacs(lead=""))

    assert reading.inspection["lead_inspector"] is None
    assert any("lead inspector" in warning.message for warning in reading.warnings)


def test_items_are_verbatim_and_undated(read: ReadPaper) -> None:
    """Bullets are joined over lines, broken hyphens mended, and no time limit is made up."""
    items = [one for one in read(ilacs()).inspection["findings"] if one["kind"] == "improvement"]

    assert items[0]["text"] == ILACS_ITEMS[0]
    assert items[0]["ref"] == "What needs to improve item 1"
    assert {one["within"] for one in items} == {None}


def test_framework_tags_leave_the_text(read: ReadPaper) -> None:
    """A national framework tag becomes an outcome in one spelling."""
    items = [one for one in read(ilacs()).inspection["findings"] if one["kind"] == "improvement"]

    assert [one["outcomes"] for one in items] == [[], ["outcome 3"], ["enabler 2"]]
    assert items[1]["text"] == "Supervision that asks why."


def test_paragraphs_keep_number_page_and_strand(read: ReadPaper) -> None:
    """Each numbered paragraph is one finding under its judgement's strand."""
    findings = [one for one in read(ilacs()).inspection["findings"] if one["ref"].startswith("para ")]

    assert [one["ref"] for one in findings] == [f"para {number}" for number in range(1, 9)]
    assert findings[0]["strand"] == "help and protection"
    assert findings[-1]["strand"] == "leadership"
    assert all(one["page"] and one["page"] > 1 for one in findings)


def test_a_paragraph_that_tells_a_weakness_is_marked(read: ReadPaper) -> None:
    """A sentence opened by However marks its paragraph."""
    findings = {one["ref"]: one for one in read(ilacs()).inspection["findings"]}

    assert findings["para 2"]["weakness"]
    assert not findings["para 1"]["weakness"]


def test_nothing_vanishes(read: ReadPaper) -> None:
    """Every word ends in the file or in furniture, and the imprint is furniture."""
    words = read(ilacs()).words

    assert words.unaccounted == 0
    assert words.total == words.found + words.furniture
    assert words.furniture > 20


def test_a_report_without_improvements_has_none(read: ReadPaper) -> None:
    """Without the section there are no items, and no warning about it."""
    reading = read(ilacs(improve=""))

    assert not [one for one in reading.inspection["findings"] if one["kind"] == "improvement"]
    assert reading.ok


def test_improvements_as_prose_are_items(read: ReadPaper) -> None:
    """A paragraph under the heading is an item too."""
    paper = ilacs(items=())
    reading = read(paper)
    prose = ilacs(improve="")
    prose.new_page().heading("What needs to improve").paragraph("The council must mend the roof of the hub.")

    items = [
        one for one in read(prose, "b_2025-01-29.pdf").inspection["findings"] if one["kind"] == "improvement"
    ]
    assert reading.ok
    assert [one["text"] for one in items] == ["The council must mend the roof of the hub."]


def test_a_list_printed_twice_is_read_once(read: ReadPaper) -> None:
    """The second printing of the same list adds no items, and is a warning."""
    paper = ilacs()
    paper.new_page().heading("What needs to improve?")
    for item in ILACS_ITEMS:
        paper.bullet(item)

    reading = read(paper)

    assert sum(one["kind"] == "improvement" for one in reading.inspection["findings"]) == len(ILACS_ITEMS)
    assert any("second time" in warning.message for warning in reading.warnings)


def test_four_judgements_without_an_overall(read: ReadPaper) -> None:
    """From April 2026 no overall is given, and none is made up."""
    reading = read(ilacs(rows=ILACS_ROWS[:4], dates="11 to 22 May 2026"), "x_2026-07-07.pdf")

    assert reading.inspection["framework"] == "ilacs-2026"
    assert [one["strand"] for one in reading.inspection["judgements"]] == list(STRANDS[:4])
    assert not reading.warnings


@pytest.mark.parametrize("colon", [":", " is:", " are:", " is"])
def test_the_forms_of_graded_headings(read: ReadPaper, colon: str) -> None:
    """A heading gives its grade after a colon or a verb, and agrees with the cover without a warning."""
    reading = read(ilacs(colon=colon))

    assert not reading.warnings
    assert {one["strand"] for one in reading.inspection["findings"]} >= {"in care", "leadership"}


@pytest.mark.parametrize("altered", ["Gxod", "Goood", "Requires improvemnt", "adequate", "Go od"])
def test_an_altered_grade_is_null_and_a_warning(read: ReadPaper, altered: str) -> None:
    """A grade that is not one to the letter is never the nearest grade."""
    reading = read(ilacs(rows=((ILACS_ROWS[0][0], altered), *ILACS_ROWS[1:])))

    assert reading.inspection["judgements"][0]["grade"] is None
    assert any("cannot be read exactly" in warning.message for warning in reading.warnings)


def test_without_a_publication_date_it_says_what_to_do(read: ReadPaper) -> None:
    """No date in the report or the file's name: not ok, and a warning that asks for one."""
    reading = read(ilacs(), "report.pdf")

    assert not reading.ok
    assert any("give one" in warning.message for warning in reading.warnings)


def test_a_label_of_two_strands_is_known_by_its_framework(read: ReadPaper) -> None:
    """Until 2022 children in care and care leavers are one judgement."""
    rows = (
        *ILACS_ROWS[:2],
        ("The experiences and progress of children in care and care leavers", "Good"),
        ILACS_ROWS[4],
    )
    reading = read(ilacs(rows=rows, dates="9 March 2020 to 13 March 2020"), "y_2020-04-15.pdf")

    assert [one["strand"] for one in reading.inspection["judgements"]][2] == "in care and care leavers"
