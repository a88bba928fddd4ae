"""Lists: inspections, history, coverage, authorities, help."""

import datetime as dt
from pathlib import Path

import pytest

from bot.answers import AuthorityList, CoverageReport, Help, History, Inspections, NotInRecord
from bot.rendering import render_text
from bot.service import FindingsService
from bot.topics import TOPICS, Topic
from tests.builders import TODAY, inspection, judgement, outcome, small_service


def test_inspections_are_listed_newest_first(service: FindingsService) -> None:
    """All six of Islington's, graded or not, with dates, kind and lead inspector."""
    answer = service.ask("islington inspections", today=TODAY)

    assert isinstance(answer, Inspections)
    assert [line.inspection.published.year for line in answer.lines] == [2025, 2020, 2018, 2017, 2012, 2010]
    text = " ".join(render_text(answer).split())
    assert "Simon Rushall" in text
    assert "vulnerable adolescents" in text
    assert "23 January 2012 to 3 February 2012" in text


@pytest.mark.parametrize(
    ("text", "lead"),
    [
        ("Who led the last inspection of Islington?", "Sarah Canto"),
        ("who inspected haringey in 2010", "Martin Ayres"),
        ("islington inspections 2012", "Simon Rushall"),
        ("lead inspector of the islington focused visit", "Andy Whippey"),
    ],
)
def test_the_lead_inspector_can_be_asked_for(service: FindingsService, text: str, lead: str) -> None:
    """The inspection asked about is the only one listed, with who led it."""
    answer = service.ask(text, today=TODAY)

    assert isinstance(answer, Inspections)
    assert [line.inspection.lead_inspector for line in answer.lines] == [lead]


def test_an_overall_grade_is_only_shown_where_one_was_given(service: FindingsService) -> None:
    """Neither the letters, nor the 2012 report with its two strands, nor the 2026 inspections have an overall."""
    islington = service.ask("islington inspections", today=TODAY)
    liverpool = service.ask("liverpool inspections", today=TODAY)

    assert isinstance(islington, Inspections)
    assert isinstance(liverpool, Inspections)
    assert [bool(line.overall) for line in islington.lines] == [True, True, False, True, False, False]
    assert [line.graded for line in islington.lines] == [True, True, False, True, True, False]
    assert [one.grade for one in liverpool.lines[0].overall] == []
    assert "graded, no overall grade" in render_text(liverpool)


def test_a_kind_of_inspection_that_is_not_on_record_says_so(service: FindingsService) -> None:
    """No monitoring visit of Islington is on record, and none is made up."""
    answer = service.ask("islington monitoring visits", today=TODAY)

    assert isinstance(answer, NotInRecord)
    assert "monitoring visit" in answer.asked


def test_history_shows_every_inspection_with_its_grades(service: FindingsService) -> None:
    """Graded ones with their judgements, letters in their place, newest first."""
    answer = service.ask("islington history", today=TODAY)

    assert isinstance(answer, History)
    assert [line.inspection.published.year for line in answer.lines] == [2025, 2020, 2018, 2017, 2012, 2010]
    assert [item.inspection.published.year for item in answer.graded] == [2025, 2020, 2017, 2012]
    assert [item.current for item in answer.graded] == [True, False, False, False]


def test_history_warns_where_scales_differ(tmp_path: Path) -> None:
    """Adequate and requires improvement on one page come with a warning that they are not the same."""
    service = small_service(
        tmp_path,
        [
            inspection(
                "2012-03-09", judgements=[judgement("safeguarding", "Overall effectiveness", "adequate")]
            )
        ],
        [outcome("2019-04-01", overall="requires improvement")],
    )

    answer = service.ask("barnet history", today=TODAY)

    assert isinstance(answer, History)
    assert any("different grades" in note for note in answer.notes)
    text = render_text(answer)
    assert "Adequate" in text
    assert "Requires improvement" in text


def test_history_across_frameworks_warns(service: FindingsService) -> None:
    """Grades under different frameworks are not compared without a word about it."""
    answer = service.ask("liverpool history", today=TODAY)

    assert isinstance(answer, History)
    assert answer.notes


def test_coverage_counts_what_is_on_record(service: FindingsService) -> None:
    """498 inspections of all 153 authorities, five of them with findings."""
    answer = service.ask("coverage", today=TODAY)

    assert isinstance(answer, CoverageReport)
    assert (answer.coverage.inspections, answer.graded_only, len(answer.with_findings)) == (498, 493, 5)
    assert answer.without == ()
    text = " ".join(render_text(answer).split())
    assert "153 of 153 authorities" in text
    assert "20 August 2026" in text


def test_coverage_of_one_authority_is_about_that_one(service: FindingsService) -> None:
    """Asked about Hackney, the counts are Hackney's, not those of the whole record."""
    answer = service.ask("coverage hackney", today=TODAY)

    text = " ".join(render_text(answer).split())
    assert "Hackney" in text
    assert "498" not in text
    assert "3 inspections" in text


def test_coverage_as_of_a_day_counts_what_was_known_then(service: FindingsService) -> None:
    """On 1 January 2015 nothing published later is counted."""
    answer = service.ask("coverage", today=dt.date(2015, 1, 1))

    assert isinstance(answer, CoverageReport)
    assert answer.coverage.inspections == len(service.record.store.inspections(until=dt.date(2015, 1, 1)))
    assert str(answer.coverage.last_published) == "2014-12-05"
    assert "498" not in render_text(answer)


def test_what_is_missing_is_named(tmp_path: Path) -> None:
    """Authorities of which nothing is loaded are counted and named."""
    service = small_service(tmp_path, [inspection()])

    answer = service.ask("coverage", today=TODAY)

    assert isinstance(answer, CoverageReport)
    assert len(answer.without) == 152
    assert "1 of 153 authorities" in " ".join(render_text(answer).split())


def test_all_authorities_are_listed(service: FindingsService) -> None:
    """153, alphabetically, with what is on record of each."""
    answer = service.ask("authorities", today=TODAY)

    assert isinstance(answer, AuthorityList)
    names = [line.name for line in answer.lines]
    assert len(names) == 153
    assert names == sorted(names)
    assert sum(line.findings for line in answer.lines) == service.record.store.coverage().findings


@pytest.mark.parametrize(
    ("text", "region", "number"),
    [
        ("authorities london", "London", 33),
        ("authorities in the north east", "North East", 12),
        ("authorities north west", "North West", None),
        ("authorities Yorkshire and the Humber", "Yorkshire and the Humber", 15),
        ("authorities east of england", "East of England", None),
        ("authorities south east", "South East", None),
        ("authorities west midlands", "West Midlands", 14),
        ("authorities East Midlands", "East Midlands", None),
        ("authorities, london", "London", 33),
    ],
)
def test_authorities_of_one_region(
    service: FindingsService, text: str, region: str, number: int | None
) -> None:
    """A region named leaves its authorities only."""
    answer = service.ask(text, today=TODAY)

    assert isinstance(answer, AuthorityList)
    assert answer.region == region
    assert {line.region for line in answer.lines} == {region}
    assert number is None or len(answer.lines) == number


def test_help_names_every_topic(service: FindingsService) -> None:
    """The help follows from the registry: every topic with how to write it and what it gives."""
    answer = service.ask("help", today=TODAY)

    assert isinstance(answer, Help)
    names = {topic.name for topic in TOPICS}
    assert [line.topic for line in answer.lines if line.topic in names] == [topic.name for topic in TOPICS]
    text = " ".join(render_text(answer).split())
    assert all(topic.summary in text for topic in TOPICS)


@pytest.mark.parametrize(
    "topic", [topic for topic in TOPICS if topic.name != "help"], ids=lambda topic: topic.name
)
def test_each_topic_has_its_own_help(service: FindingsService, topic: Topic) -> None:
    """Help on one topic gives its examples."""
    answer = service.ask(f"help {topic.name}", today=TODAY)

    assert isinstance(answer, Help)
    assert [line.topic for line in answer.lines] == [topic.name]
    assert answer.lines[0].examples


def test_help_with_a_slip_still_helps(service: FindingsService) -> None:
    """A mistyped topic gives that topic's help or the whole of it, never an error."""
    assert isinstance(service.ask("help deadlins", today=TODAY), Help)


@pytest.mark.parametrize("text", ["", "/ofsted", "hello", "thank you", "?", "👋"])
def test_what_asks_nothing_gets_the_help(service: FindingsService, text: str) -> None:
    """A greeting or nothing at all is answered with what can be asked."""
    assert isinstance(service.ask(text, today=TODAY), Help)
