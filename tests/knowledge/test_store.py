"""Queries of the knowledge database."""

import datetime as dt
import sqlite3
import threading
from pathlib import Path

import pytest

from knowledge.store import NoKnowledge, Store
from tests.builders import build, finding, improvement, inspection, judgement, outcome


@pytest.fixture
def small(tmp_path: Path) -> Store:
    """Two authorities: Barnet with a report and a row of grades, Brent with a letter."""
    report = build(
        tmp_path,
        [
            inspection(
                "2012-03-09",
                judgements=[
                    judgement("safeguarding", "Overall effectiveness", "good", ref="para 10", page=5)
                ],
                findings=[
                    finding("Plans are clear.", "strength", topics=["planning"]),
                    finding("Records are late.", weakness=True, page=7),
                    improvement("Record decisions.", "3 months", strand="safeguarding"),
                ],
            ),
            inspection(
                "2010-12-01", "Brent", "cra", kind="unannounced", findings=[finding("Plans are late.")]
            ),
        ],
        [outcome("2019-04-01", improvement_items="6")],
    )
    return Store(report.database)


def test_inspections_come_newest_first(small: Store) -> None:
    """The newest publication is first, across authorities and within one."""
    assert [one.id for one in small.inspections()] == [
        "barnet-2019-04-01-ilacs",
        "barnet-2012-03-09-slac",
        "brent-2010-12-01-cra",
    ]
    assert [one.published.year for one in small.inspections("Barnet")] == [2019, 2012]


def test_inspections_after_a_day_are_unknown_on_that_day(small: Store) -> None:
    """What was published later is left out; what was published on the day is in."""
    assert [one.published.year for one in small.inspections("Barnet", until=dt.date(2019, 3, 31))] == [2012]
    assert len(small.inspections("Barnet", until=dt.date(2019, 4, 1))) == 2
    assert small.inspections(until=dt.date(2000, 1, 1)) == ()


def test_an_authority_without_record_has_no_inspections(small: Store) -> None:
    """Nothing is returned for a name that has nothing, nor for one that does not exist."""
    assert small.inspections("Hackney") == ()
    assert small.inspections("x' OR 1=1 --") == ()


def test_an_inspection_knows_what_is_on_record_of_it(small: Store) -> None:
    """Counts of findings and judgements tell a read report from a row of grades."""
    row, report = small.inspections("Barnet")

    assert (row.findings, row.judgements, row.improvement_items, row.grades_only) == (0, 4, 6, True)
    assert (report.findings, report.judgements, report.improvement_items, report.grades_only) == (
        3,
        1,
        1,
        False,
    )


def test_judgements_keep_the_reports_order_and_source(small: Store) -> None:
    """A judgement carries its reference and page; an inspection without any maps to nothing."""
    found = small.judgements(["barnet-2012-03-09-slac", "brent-2010-12-01-cra"])

    assert [(one.grade, one.ref, one.page) for one in found["barnet-2012-03-09-slac"]] == [
        ("good", "para 10", 5)
    ]
    assert found["brent-2010-12-01-cra"] == ()


def test_findings_are_filtered_by_kind_and_weakness(small: Store) -> None:
    """Kinds and weaknesses narrow the findings, which keep the report's order."""
    every = small.findings(["barnet-2012-03-09-slac"])

    assert [one.kind for one in every] == ["strength", "narrative", "improvement"]
    assert [one.text for one in small.findings(["barnet-2012-03-09-slac"], kinds=["strength"])] == [
        "Plans are clear."
    ]
    assert [one.text for one in small.findings(["barnet-2012-03-09-slac"], weakness=True)] == [
        "Records are late.",
        "Record decisions.",
    ]
    assert [one.kind for one in small.findings(["barnet-2012-03-09-slac"], weakness=False)] == ["strength"]


def test_an_improvement_item_counts_as_a_weakness(small: Store) -> None:
    """What must improve is weak, whether or not the file says so."""
    (item,) = small.findings(["barnet-2012-03-09-slac"], kinds=["improvement"])

    assert item.weakness


def test_no_inspections_have_no_findings(small: Store) -> None:
    """An empty list of inspections is not "all inspections"."""
    assert small.findings([]) == ()
    assert small.judgements([]) == {}
    assert small.findings_of_rows([]) == {}


def test_a_finding_is_found_again_by_its_key(small: Store) -> None:
    """The key is stable: inspection, kind, section and order."""
    first = small.findings(["barnet-2012-03-09-slac"])[0]

    assert first.key == "barnet-2012-03-09-slac/strength/findings/1"
    assert small.finding(first.key) == first
    assert small.finding("barnet-2012-03-09-slac/strength/findings/2") is None


def test_full_text_search_finds_words_and_their_forms(small: Store) -> None:
    """A search finds other endings of a word, with positive scores."""
    found = small.search('"plan"')

    assert len(found) == 2
    assert all(score > 0 for score in found.values())


def test_search_is_narrowed_by_authority_kind_inspection_and_day(small: Store) -> None:
    """Every narrowing leaves out what does not fit."""
    assert len(small.search('"plan"', authorities=["Brent"])) == 1
    assert small.search('"plan"', authorities=["Hackney"]) == {}
    assert len(small.search('"plan"', kinds=["strength"])) == 1
    assert small.search('"plan"', inspections=[]) == {}
    assert len(small.search('"plan"', inspections=["brent-2010-12-01-cra"])) == 1
    assert len(small.search('"plan"', until=dt.date(2011, 1, 1))) == 1
    assert len(small.search('"records"', weakness=True)) == 2
    assert small.search('"records"', weakness=False) == {}


def test_search_of_one_authority_never_returns_anothers(small: Store) -> None:
    """Rows that match only in another authority stay out, also in the row numbers."""
    rows = small.rows('"late"', authorities=["Brent"])

    found = small.findings_of_rows(rows)
    assert {one.authority for one in found.values()} == {"Brent"}
    assert small.rows('"clear"', authorities=["Hackney"]) == frozenset()


def test_the_vocabulary_counts_the_findings_words(small: Store) -> None:
    """Every word of the findings is known, lower case."""
    assert small.vocabulary()["plans"] == 2
    assert "good" not in small.vocabulary()


def test_coverage_counts_what_is_loaded(small: Store) -> None:
    """Counts and the span of publication dates come from the database itself."""
    coverage = small.coverage()

    assert (coverage.inspections, coverage.with_findings, coverage.findings) == (3, 2, 4)
    assert (coverage.judgements, coverage.authorities) == (5, 2)
    assert (str(coverage.first_published), str(coverage.last_published)) == ("2010-12-01", "2019-04-01")
    assert coverage.built.tzinfo is not None


def test_the_store_cannot_write(small: Store) -> None:
    """The database is opened read-only: no query can change it."""
    with pytest.raises(sqlite3.OperationalError, match="readonly database"):
        small._rows("DELETE FROM findings")


def test_each_thread_has_its_own_connection(small: Store) -> None:
    """Many threads may ask the same store at once."""
    counts: list[int] = []

    def ask() -> None:
        counts.append(len(small.findings(["barnet-2012-03-09-slac"])))
        small.close()

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert counts == [3] * 8


def test_a_closed_store_opens_again(small: Store) -> None:
    """Closing is no end: the next question opens a new connection."""
    small.close()
    small.close()

    assert len(small.inspections()) == 3


def test_a_missing_database_says_what_to_do(tmp_path: Path) -> None:
    """Without a database the message names the command that builds it."""
    with pytest.raises(NoKnowledge, match="ofsted-bot load"):
        Store(tmp_path / "none.sqlite3").coverage()
