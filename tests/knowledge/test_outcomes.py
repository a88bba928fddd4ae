"""The table of grades: what a row becomes."""

from pathlib import Path

from knowledge.frameworks import load_frameworks
from knowledge.outcomes import OUTCOMES_FILE, Outcome, read_outcomes
from tests.builders import outcome, write_outcomes


def read_row(folder: Path, **changed: str) -> Outcome:
    """Return the one inspection of a table that holds one row."""
    outcomes, faults = read_outcomes(
        write_outcomes(folder / "outcomes.csv", [outcome() | changed]), load_frameworks()
    )
    assert faults == []
    return outcomes[0]


def test_a_row_becomes_an_inspection_with_judgements_in_framework_order(tmp_path: Path) -> None:
    """Columns become judgements in the order in which the framework gives them."""
    row = read_row(tmp_path, overall="inadequate", leadership="requires improvement")

    judgements = [(one.strand, one.grade) for one in row.inspection.judgements]
    assert row.inspection.id == "barnet-2019-04-01-ilacs"
    assert judgements == [
        ("leadership", "requires improvement"),
        ("help and protection", "good"),
        ("in care and care leavers", "good"),
        ("overall", "inadequate"),
    ]


def test_not_judged_is_kept_apart_from_absent(tmp_path: Path) -> None:
    """“Not judged” is a judgement without a grade; an empty column is no judgement at all."""
    row = read_row(tmp_path, overall="not judged", leadership="")

    assert [(one.strand, one.grade, one.printed) for one in row.inspection.judgements] == [
        ("help and protection", "good", None),
        ("in care and care leavers", "good", None),
        ("overall", None, "not judged"),
    ]


def test_a_row_keeps_what_only_the_table_knows(tmp_path: Path) -> None:
    """The number of improvement items, who led it and how the row was checked are kept."""
    row = read_row(tmp_path, improvement_items="6", lead_inspector="Brenda McLaughlin", checked="automatic")

    assert (row.improvement_items, row.checked) == (6, "automatic")
    assert row.inspection.inspectors == ("Brenda McLaughlin",)


def test_a_row_without_items_is_not_a_row_with_none(tmp_path: Path) -> None:
    """An empty number of items is unknown; nought is nought."""
    assert read_row(tmp_path, improvement_items="").improvement_items is None
    assert read_row(tmp_path, improvement_items="0").improvement_items == 0


def test_adequate_is_never_requires_improvement(tmp_path: Path) -> None:
    """The 2013 framework's "adequate" stays what it was."""
    row = read_row(
        tmp_path,
        framework="lac",
        kind="full inspection",
        started="2013-05-01",
        ended="2013-05-10",
        published="2013-06-14",
        overall="adequate",
        leadership="adequate",
        help_and_protection="",
        in_care_and_care_leavers="",
    )

    assert {one.grade for one in row.inspection.judgements} == {"adequate"}


def test_the_shipped_table_has_no_fault() -> None:
    """All 493 rows are read."""
    outcomes, faults = read_outcomes(OUTCOMES_FILE, load_frameworks())

    assert (len(outcomes), faults) == (493, [])


def test_no_overall_is_on_record_since_april_2026() -> None:
    """No row under the 2026 framework has an overall grade."""
    outcomes, _ = read_outcomes(OUTCOMES_FILE, load_frameworks())
    rows = [one.inspection for one in outcomes if one.inspection.framework == "ilacs-2026"]

    assert rows
    assert not [one.id for one in rows for judgement in one.judgements if judgement.strand == "overall"]
