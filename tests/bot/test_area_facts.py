"""Facts about an area: each from the bullet that states it, and from no other number that shares its words."""

from pathlib import Path

import pytest

from bot.answers import Findings, NotInRecord
from bot.service import FindingsService
from tests.builders import TODAY, finding, inspection, small_service

AREA, CARE = "Children living in this area", "Children looked after in this area"
LISTED = "Other Ofsted inspections"


def fact(text: str, section: str) -> dict[str, object]:
    """Return a fact as the report's bullet states it."""
    return finding(text, "context", section=section)


FACTS = [
    fact("Approximately 61,200 children and young people under the age of 18 years live in Barnet.", AREA),
    fact("Approximately 21% of the local authority's children are living in poverty.", AREA),
    fact(
        "The proportion of children entitled to free school meals:\nin primary schools is 19%\n"
        "in secondary schools is 17%",
        AREA,
    ),
    fact(
        "Children and young people from minority ethnic groups account for 44% of all children living in the area.",
        AREA,
    ),
    fact("412 children had been formally identified as being in need of a specialist service.", AREA),
    fact(
        "At the time of the inspection, 205 children and young people were on a child protection plan.", AREA
    ),
    fact(
        "At the inspection, 312 children are being looked after by the local authority. Of this number:\n"
        "118 (38%) live outside the local authority area\n"
        "27 live in residential children's homes, of whom 60% live out of the authority area\n"
        "no children live in residential special schools\n"
        "231 live with foster families, of whom 40% live out of the authority area\n"
        "five live with parents\n"
        "14 children are unaccompanied asylum-seeking children.",
        CARE,
    ),
    fact(
        "In the last 12 months:\nthere have been 19 adoptions\n"
        "11 children became subjects of special guardianship orders\n"
        "140 children ceased to be looked after, of whom 8% subsequently returned to be looked after\n"
        "33 children and young people ceased to be looked after and moved on to independent living.",
        CARE,
    ),
    fact("The local authority operates three children's homes.", LISTED),
    finding("Twelve children live with their parents under supervision, and 90 adoptions are planned."),
]


@pytest.fixture(scope="module")
def barnet(tmp_path_factory: pytest.TempPathFactory) -> FindingsService:
    """Barnet with the facts of one single inspection."""
    folder: Path = tmp_path_factory.mktemp("area")
    return small_service(folder, [inspection("2014-03-09", framework="sif", findings=FACTS)])


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("How many under-18s live in Barnet?", "61,200"),
        ("What share of Barnet's children live in poverty?", "21%"),
        ("barnet fsm rate", "19%"),
        ("What percentage of children in Barnet are from minority ethnic groups?", "44%"),
        ("How many children in need did Barnet have?", "412"),
        ("no of CP plans in barnet", "205"),
        ("How many children does Barnet look after?", "312"),
        ("How many looked after children live outside Barnet?", "118"),
        ("How many looked after children live in children's homes in Barnet?", "27"),
        ("How many looked after children live with foster families in Barnet?", "231"),
        ("How many looked after children live with their parents in Barnet?", "Five"),
        ("barnet uasc numbers", "14"),
        ("How many adoptions were there in Barnet?", "19"),
        ("How many SGOs were made in Barnet?", "11"),
        ("How many children left care in Barnet?", "140"),
        ("What percentage of children who left care came back in Barnet?", "8%"),
        ("How many moved on to independent living in Barnet?", "33"),
        ("How many children's homes does Barnet run?", "three"),
    ],
)
def test_each_fact_is_told_from_its_bullet(barnet: FindingsService, text: str, stated: str) -> None:
    """The lead states the fact that is asked for, with its source."""
    answer = barnet.ask(text, today=TODAY)

    assert isinstance(answer, Findings), answer
    assert stated in (answer.about.lead or "")
    assert "Barnet, published 9 March 2014" in (answer.about.lead or "")


def test_whether_there_are_any(barnet: FindingsService) -> None:
    """Asked for any, a number is a yes and none a no."""
    some = barnet.ask("Are there any unaccompanied children in Barnet?", today=TODAY)
    none = barnet.ask(
        "Are there any looked after children in residential special schools in Barnet?", today=TODAY
    )

    assert (some.about.lead or "").startswith("Yes.")
    assert (none.about.lead or "").startswith("No.")


def test_a_fact_that_the_report_does_not_state_is_not_in_the_record(barnet: FindingsService) -> None:
    """A number of something else is none: nothing is said of private fostering."""
    assert isinstance(
        barnet.ask("How many privately fostered children are there in Barnet?", today=TODAY), NotInRecord
    )
