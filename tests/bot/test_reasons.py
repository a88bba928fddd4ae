"""Why a grade was given, what inspectors praised, how many items a report lists, and one authority at two times."""

from pathlib import Path

import pytest

from bot.answers import Changes, Findings, Inspections
from bot.service import FindingsService
from tests.builders import TODAY, finding, improvement, inspection, judgement, small_service

NEWEST = [
    finding(
        "Services for children have improved because leaders act on what they learn.",
        section="Summary",
        strand="overall",
    ),
    finding("Assessments are strong and effective.", strand="help and protection"),
    finding("Visits are late for some children.", strand="help and protection", weakness=True),
    finding(
        "Children who go missing from home meet the missing team, Horizon, an excellent, skilled, ambitious service.",
        strand="help and protection",
    ),
    improvement("Record supervision."),
    improvement("Visit on time."),
]
OLDER = [improvement("Write plans."), improvement("Hold reviews."), improvement("Train carers.")]


def judged(overall: str) -> list[dict[str, object]]:
    """Return two judgements."""
    return [
        judgement("overall", "Overall effectiveness", overall),
        judgement(
            "help and protection",
            "The experiences and progress of children who need help and protection",
            "requires improvement",
        ),
    ]


@pytest.fixture(scope="module")
def barnet(tmp_path_factory: pytest.TempPathFactory) -> FindingsService:
    """Barnet inspected in 2019 and in 2024."""
    folder: Path = tmp_path_factory.mktemp("reasons")
    return small_service(
        folder,
        [
            inspection("2019-03-09", framework="ilacs-2018", findings=OLDER, judgements=judged("inadequate")),
            inspection("2024-03-09", framework="ilacs-2023", findings=NEWEST, judgements=judged("good")),
        ],
    )


def test_why_a_grade_was_given_is_told_from_the_report(barnet: FindingsService) -> None:
    """The overall grade's grounds stand in the summary; those of a judgement below good, with weaknesses first."""
    overall = barnet.ask("Why was Barnet graded good?", today=TODAY)
    below = barnet.ask("Why does Barnet's help and protection require improvement?", today=TODAY)

    assert isinstance(overall, Findings)
    assert [one.finding.section for one in overall.found] == ["Summary"]
    assert "Overall effectiveness: good" in str(overall.about.lead)
    assert isinstance(below, Findings)
    assert below.found[0].finding.text == "Visits are late for some children."


def test_praise_is_told_from_a_report_without_a_list_of_strengths(barnet: FindingsService) -> None:
    """The warmest finding first, no weakness among them, and a note that says how they were chosen."""
    answer = barnet.ask("What did inspectors praise in Barnet?", today=TODAY)

    assert isinstance(answer, Findings)
    assert "excellent" in answer.found[0].finding.text
    assert not any(one.finding.weakness for one in answer.found)
    assert "has no list of strengths" in answer.notes[0]


def test_items_are_counted_in_the_newest_report(barnet: FindingsService) -> None:
    """Asked how many, it is those of the newest; of all inspections only where that is asked."""
    newest = barnet.ask("How many areas for improvement does Barnet have?", today=TODAY)
    every = barnet.ask("How many areas for improvement in all reports on Barnet?", today=TODAY)

    assert str(newest.about.lead).startswith("2 areas for improvement")
    assert "5" in str(every.about.lead)


def test_an_authority_is_compared_with_itself(barnet: FindingsService) -> None:
    """Two years of one authority are its changes, not a call for a second one."""
    answer = barnet.ask("compare Barnet 2019 and 2024", today=TODAY)

    assert isinstance(answer, Changes)


@pytest.mark.parametrize(
    "text", ["Was Barnet's 2024 inspection announced?", "barnet 2024 announced inspection?"]
)
def test_whether_it_was_announced_is_not_guessed(barnet: FindingsService, text: str) -> None:
    """Only an unannounced inspection says so by its name."""
    answer = barnet.ask(text, today=TODAY)

    assert isinstance(answer, Inspections)
    assert str(answer.about.lead).startswith("Not in the record")


@pytest.mark.parametrize(
    "text",
    [
        "What is the name of Barnet's team for missing children?",
        "What is the team for missing children in Barnet called?",
    ],
)
def test_the_name_of_a_service_is_told(barnet: FindingsService, text: str) -> None:
    """An ordinary word is a name by its capital and where it stands."""
    answer = barnet.ask(text, today=TODAY)

    assert isinstance(answer, Findings)
    assert "Horizon" in str(answer.found[0].finding.text)
