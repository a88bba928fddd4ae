"""Direct answers: a figure, a name, a yes or a no stands in a finding, or is not given."""

from pathlib import Path

import pytest

from bot.answers import Answer, Findings, NotInRecord
from bot.service import FindingsService
from tests.builders import TODAY, finding, inspection, small_service

FINDINGS = [
    finding("Barnet had 317 looked after children when inspected.", "context", section="Service information"),
    finding(
        "Of the looked after children, 40% live outside Barnet.", "context", section="Service information"
    ),
    finding("The letter is addressed to Ms A Brown, Director of Children's Services in Barnet.", "context"),
    finding("Copies went to the Chief Executive, Sushila Raman, and to the DfE.", "context"),
    finding("No care leaver lives in bed and breakfast accommodation.", "narrative"),
    finding("A multi-agency safeguarding hub screens every contact.", "narrative"),
    finding("Set up an edge of care service without delay.", "improvement"),
    finding("The virtual school was set up in September 2009 and works well.", "narrative"),
    finding("Not all schools have a nurse.", "narrative"),
    finding("Children aged 16 and 17 who are homeless get help.", "narrative"),
    finding("Children live with kinship carers for two years or until their 18th birthday.", "narrative"),
    finding(
        "Permanent exclusions of looked after children are rare: only one child in two years.", "narrative"
    ),
    finding("A pledge to foster carers, with 10 points, is well known. It promises a reply.", "narrative"),
    finding("The virtual head has prevented the detention of any unaccompanied child.", "narrative"),
    finding("Residential workers need at least five years' experience.", "narrative"),
    finding("There are currently no children missing education in Barnet.", "narrative"),
    finding("Social workers' caseloads are manageable and reviews are prompt.", "narrative"),
    finding("Risks of radicalisation are not sufficiently recognised or understood.", "narrative"),
    finding("Foster carers are not consistently told the outcome of complaints.", "narrative"),
    finding("The local authority has a small number of children living in unregistered homes.", "narrative"),
    finding("A few unaccompanied children told us that they do not feel settled.", "narrative"),
    finding("Barnet has 14 children's homes, and children in care like them.", "narrative"),
    finding("An elected member chairs the corporate parenting panel.", "narrative"),
    finding("Barnet went without a designated doctor for two years.", "narrative"),
    finding("Two thirds of care leavers are in education, employment or training.", "narrative"),
]


@pytest.fixture(scope="module")
def barnet(tmp_path_factory: pytest.TempPathFactory) -> FindingsService:
    """Barnet with a handful of findings."""
    folder: Path = tmp_path_factory.mktemp("direct")
    return small_service(folder, [inspection(findings=FINDINGS)])


def lead(answer: Answer) -> str:
    """Return the direct answer."""
    assert isinstance(answer, Findings), answer
    assert answer.about.lead is not None
    return answer.about.lead


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("How many looked after children does Barnet have?", "317"),
        ("barnet LAC numbers", "317"),
        ("How many children are in care in Barnet?", "317"),
        ("What percentage of looked after children live outside Barnet?", "40%"),
        ("what share of care leavers are in EET in barnet", "Two thirds"),
        ("How many looked after children were permanently excluded in Barnet?", "only one child"),
        ("How many promises are in Barnet's pledge to foster carers?", "10 points"),
        ("How many unaccompanied children were in detention in Barnet?", "prevented the detention"),
        ("How many years' experience do residential workers need in Barnet?", "five years"),
        ("Who is the director of children's services in Barnet?", "Ms A Brown"),
        ("who was chief executive, barnet", "Sushila Raman"),
        ("who chairs the corporate parenting panel in barnet", "An elected member"),
        ("How long was Barnet without a designated doctor?", "two years"),
        ("When was Barnet's virtual school set up?", "September 2009"),
    ],
)
def test_figures_names_and_dates_come_first(barnet: FindingsService, text: str, stated: str) -> None:
    """The clause that states what is asked leads, with its source."""
    said = lead(barnet.ask(text, today=TODAY))

    assert stated in said
    assert "Barnet, published" in said


@pytest.mark.parametrize(
    "text",
    [
        "How many foster carers does Barnet have?",
        "How many homeless children are there in Barnet?",
        "How many children live with kinship carers in Barnet?",
        "How many contacts does the MASH screen in Barnet?",
        "Who is the head of the virtual school in Barnet?",
        "What does Barnet pay its care leavers?",
        "barnet virtual school budget £",
    ],
)
def test_a_figure_or_name_that_is_nowhere_is_not_in_the_record(barnet: FindingsService, text: str) -> None:
    """A passage on the subject without the figure is no answer."""
    assert isinstance(barnet.ask(text, today=TODAY), NotInRecord)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("is there a virtual school in barnet", "Yes. The virtual school"),
        ("Was Barnet's virtual school set up in 2009?", "Yes. The virtual school"),
        ("Does every school in Barnet have a nurse?", "No. Not all schools"),
        ("Do any care leavers live in B&B in Barnet?", "No. No care leaver"),
        ("Any CME in Barnet?", "No. There are currently no children missing education"),
        ("barnet caseloads manageable?", "Yes. Social workers' caseloads"),
        ("barnet caseloads manageable or not?", "Yes. Social workers' caseloads"),
        ("barnet radicalisation risks recognised ok?", "No. Risks of radicalisation"),
        (
            "Were foster carers always told the outcome of complaints in Barnet?",
            "No. Foster carers are not consistently",
        ),
        (
            "Did Barnet have any children living in unregistered homes?",
            "Yes. The local authority has a small number",
        ),
    ],
)
def test_yes_and_no_come_from_one_clause(barnet: FindingsService, text: str, said: str) -> None:
    """Yes to the existence of the one thing asked for; no where a clause begins with it."""
    assert lead(barnet.ask(text, today=TODAY)).startswith(said)


def test_an_acronym_is_answered_by_what_it_stands_for(barnet: FindingsService) -> None:
    """Where "MASH" is not written, but what it stands for is."""
    answer = barnet.ask("Does Barnet have a MASH?", today=TODAY)

    assert isinstance(answer, Findings)
    assert lead(answer).startswith("Yes. A multi-agency safeguarding hub screens every contact.")


def test_what_is_written_in_other_words_is_shown_without_a_yes(barnet: FindingsService) -> None:
    """A topic may be meant by the passage; the reader concludes."""
    answer = barnet.ask("Does Barnet have a front door?", today=TODAY)

    assert isinstance(answer, Findings)
    assert answer.found[0].finding.text.startswith("A multi-agency safeguarding hub")
    assert answer.about.lead is None


@pytest.mark.parametrize(
    "text",
    [
        "Does Barnet have an edge of care service?",
        "Do care leavers have a say in the virtual school in Barnet?",
        "Does Barnet's virtual school have good care leavers?",
        "Does the virtual school in Barnet work well?",
        "Is Barnet's virtual school effective?",
        "Do unaccompanied children feel settled in Barnet?",
        "Are social workers' caseloads not manageable in Barnet?",
        "Homes for care leavers in Barnet?",
    ],
)
def test_no_yes_is_concluded(barnet: FindingsService, text: str) -> None:
    """What ought to be, or what takes two findings together, is left to the reader."""
    answer = barnet.ask(text, today=TODAY)

    said = ("Yes", "No.") if isinstance(answer, Findings) else ("Yes",)
    assert not (answer.about.lead or "").startswith(said)
