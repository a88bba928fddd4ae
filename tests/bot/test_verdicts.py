"""Yes and no out of findings: said where a clause says it outright, in what words people ask it, and never else."""

from pathlib import Path

import pytest

from bot.answers import Findings, Grades
from bot.service import FindingsService
from tests.builders import TODAY, finding, inspection, small_service

FINDINGS = [
    finding("Being care experienced is a protected characteristic in Barnet.", section="Care leavers"),
    finding("Homes are inspected often, and no children were living in unregistered settings."),
    finding("There have been no permanent exclusions of looked after children in the last three years."),
    finding(
        "Care leavers who live outside the area do not benefit from council tax exemption.", weakness=True
    ),
    finding("The council is currently subject to a section 114 notice.", weakness=True),
    finding("The numbers of young people in bed and breakfast have reduced to none.", weakness=True),
    finding("Caseloads are too high for social workers in the assessment teams.", weakness=True),
    finding("Social workers told us that they feel supported, and morale is high."),
    finding("The emergency duty team has much improved since the last inspection."),
    finding("The majority of staff are now permanent."),
    finding("Foster carers have not yet received training on county lines."),
    finding("The consistent involvement of health agencies in strategy discussions.", "improvement"),
    finding("Families use interpreters without delay."),
    finding("The virtual head visits every school."),
]


@pytest.fixture(scope="module")
def barnet(tmp_path_factory: pytest.TempPathFactory) -> FindingsService:
    """Barnet with a handful of findings."""
    folder: Path = tmp_path_factory.mktemp("verdicts")
    return small_service(folder, [inspection(findings=FINDINGS)])


def verdict(service: FindingsService, text: str) -> str:
    """Return the word with which an answer begins: "Yes", "No", or "" where there is no direct answer."""
    answer = service.ask(text, today=TODAY)
    lead = answer.about.lead if isinstance(answer, Findings) else None
    return (lead or "").partition(".")[0] if (lead or "").startswith(("Yes.", "No.")) else ""


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Does Barnet treat being care experienced as a protected characteristic?", "Yes"),
        ("barnet - care exp protected characteristic y/n", "Yes"),
        ("Were any children in Barnet in unregistered settings?", "No"),
        ("Barnet: any unregistered settings", "No"),
        ("barnet LAC perm exclusions in last 3 yrs?", "No"),
        ("barnet: care leavers outside area council tax exemption?", "No"),
        ("Was Barnet council under a section 114 notice?", "Yes"),
        ("barnet s114 notice mentioned?", "Yes"),
        ("Were social workers' caseloads in Barnet too high?", "Yes"),
        ("Was staff morale high in Barnet?", "Yes"),
        ("barnet EDT improved?", "Yes"),
        ("Has the emergency duty team in Barnet got better since the previous inspection?", "Yes"),
        ("barnet majority of staff permanent now?", "Yes"),
    ],
)
def test_one_clause_says_it_outright(barnet: FindingsService, text: str, said: str) -> None:
    """The words may be others for the same, clipped or short; what is asked is what the clause says."""
    assert verdict(barnet, text) == said


@pytest.mark.parametrize(
    "text",
    [
        "Were there young people in bed and breakfast in Barnet?",
        "Have foster carers in Barnet been trained on county lines?",
        "Are health agencies involved in strategy discussions in Barnet?",
        "Has Barnet stopped using unregistered settings?",
        "Did Barnet reduce permanent exclusions of looked after children?",
        "Is there a virtual school in Barnet?",
        "Have caseloads in Barnet fallen?",
        "Was the emergency duty team in Barnet worse than at the last inspection?",
    ],
)
def test_nothing_else_is_concluded(barnet: FindingsService, text: str) -> None:
    """A clause with a reserve, of another thing, or on what turns the question round, is left to the reader."""
    assert verdict(barnet, text) != "Yes"
    if "stopped" in text or "reduce" in text:
        assert verdict(barnet, text) == ""


def test_a_clause_that_goes_on_from_another_question_is_no_yes_or_no(barnet: FindingsService) -> None:
    """A bare "and morale?" asks the same of something else, not whether there is any."""
    assert verdict(barnet, "and staff morale in barnet?") == ""


MISLEADING = [
    finding("The council is taking a long time to provide a promised hub for care leavers.", weakness=True),
    finding("The council is working towards UNICEF child-friendly accreditation."),
    finding("A small number of apprenticeship roles were created for care leavers."),
    finding("The model is embedded across all teams."),
    finding("The emergency duty service is well resourced."),
    finding("Historically, the threshold for help was too high.", weakness=True),
    finding("Assessments of prospective foster carers and adopters are comprehensive."),
    finding("Placement stability is good."),
    finding("Inspectors found no evidence of drift in these cases."),
    finding("Leaders are not just effective among statutory partners, but also with charities."),
    finding("Not all areas of the data on children are reliable.", weakness=True),
    finding("No social worker is receiving supervision.", weakness=True),
    finding("All referrals are dealt with in a timely way and reviews take account of history."),
    finding("Housing for care leavers meets their needs."),
    finding("Reports are of good quality.", section="Adoption performance"),
]


@pytest.fixture(scope="module")
def slough(tmp_path_factory: pytest.TempPathFactory) -> FindingsService:
    """Slough with findings that hold the words of questions which they do not answer."""
    folder: Path = tmp_path_factory.mktemp("misleading")
    return small_service(folder, [inspection(authority="Slough", findings=MISLEADING)])


@pytest.mark.parametrize(
    "text",
    [
        "Is there a hub for care leavers in Slough?",
        "Is Slough a UNICEF child-friendly place?",
        "Did Slough get child-friendly accreditation?",
        "Do many care leavers in Slough have apprenticeships?",
        "Is the model embedded in only some teams in Slough?",
        "Is the emergency duty service in Slough under-resourced?",
        "Is the threshold in Slough too high?",
        "Are assessments in Slough comprehensive?",
        "Are all placements in Slough good?",
        "Was there drift in Slough?",
        "Are leaders in Slough ineffective with statutory partners?",
        "Did managers in Slough know whether all children had been seen?",
        "Did no social worker in Slough get supervision?",
        "Are reviews in Slough late?",
        "Are reports good in Slough?",
    ],
)
def test_a_clause_that_merely_holds_the_words_answers_nothing(slough: FindingsService, text: str) -> None:
    """Promises, quantities, limits, other things of the same kind, and questions turned round get no verdict."""
    assert verdict(slough, text) == ""


def test_a_grade_says_nothing_of_a_part_of_what_is_judged(service: FindingsService) -> None:
    """Attendance, housing or foster carers have no grade: the grade for children in care is not given for theirs."""
    for text in ("Is housing for care leavers in Devon good?", "Is school attendance in Slough good?"):
        assert not isinstance(service.ask(text, today=TODAY), Grades), text
    assert isinstance(service.ask("Are care leavers' services in Devon good?", today=TODAY), Grades)
