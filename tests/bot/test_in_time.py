"""Grades through time and in groups: moves need two inspections, "every judgement" needs every one."""

import pytest

from bot.answers import GradedAuthorities, Grades, NotInRecord, WhichAuthority
from bot.conversation import continued
from bot.rendering import render_text
from bot.service import FindingsService
from tests.builders import TODAY


@pytest.mark.parametrize(
    ("text", "lead"),
    [
        ("Did Leeds go from inadequate to outstanding?", "No, not among the inspections on record."),
        ("did leeds move from requires improvement to outstanding", "No, not among"),
        (
            "did medway go from inadequate to good",
            "Yes. Overall effectiveness, Medway, published 27 August 2019: inad",
        ),
        ("sunderland - straight from inad to outstanding, right?", "Yes."),
        ("Did Kirklees go straight from inadequate to good?", "No, not among"),
        ("Did Suffolk lose its outstanding overall grade in 2024?", "Yes."),
        ("Did Suffolk lose its outstanding overall grade in 2019?", "No, not among"),
        ("did medway go from inadequate to good between 2018 and 2024", "Yes."),
        ("is Devon out of inadequate", "No, not among"),
        ("When did Suffolk lose its outstanding grade?", "21 August 2024."),
    ],
)
def test_a_move_is_shown_by_both_ends(service: FindingsService, text: str, lead: str) -> None:
    """The grade of today alone proves no move."""
    answer = service.ask(text, today=TODAY)

    assert isinstance(answer, Grades), answer
    assert (answer.about.lead or "").startswith(lead)


def test_a_move_that_never_was_has_no_date(service: FindingsService) -> None:
    """Islington is outstanding still."""
    assert isinstance(service.ask("When did Islington lose its outstanding grade?", today=TODAY), NotInRecord)


@pytest.mark.parametrize(
    ("text", "lead"),
    [
        ("Is Leeds outstanding in every area?", "No. The experiences and progress of children who need help"),
        ("thurrock 2024 clean sweep of outstandings?", "Yes. The impact of leaders"),
        (
            "Harrow fell to inadequate overall in 2025; was its leadership judged inadequate too?",
            "No. The impact of",
        ),
        ("What was Kent's capacity to improve in 2013?", "Good: Capacity to improve"),
        (
            "Despite the poor overall result in June 2015, Surrey's adoption service got which grade?",
            "Good: Adoption",
        ),
        ("Is Leeds the only outstanding one of Leeds, Bradford, Calderdale, Kirklees and Wakefield?", "Yes."),
        ("Are Bury, Bolton, Salford, Wigan and Tameside all good?", "No."),
    ],
)
def test_all_that_is_asked_decides(service: FindingsService, text: str, lead: str) -> None:
    """Every judgement, every authority, and the one that the asking clause names."""
    answer = service.ask(text, today=TODAY)

    assert isinstance(answer, Grades), answer
    assert (answer.about.lead or "").startswith(lead)


@pytest.mark.parametrize(
    ("text", "lead"),
    [
        (
            "Are all six Berkshire authorities good or better overall on their latest reports?",
            "No. 3 of 6: Bracknell",
        ),
        (
            "which South Yorkshire authorities are good for care leavers",
            "3 authorities: Barnsley, Rotherham and",
        ),
        ("which greater manchester councils are inadequate?", "1 authority: Tameside."),
        ("Among the West Yorkshire councils, is Leeds the only one with outstanding overall today?", "Yes."),
        ("Is Leeds the only outstanding council in Yorkshire?", "No."),
        ("once inadequate, now outstanding overall - names", "10 authorities: Bromley"),
        ("berkshire grades", "6 authorities: Bracknell Forest"),
        ("tyne & wear outstanding overall pls", "2 authorities: North Tyneside and"),
        ("GM authorities rated good overall now", "Yes. 4 authorities: Bolton, Oldham, Salford and Wigan."),
        ("overall grades in the east midlands", "8 authorities: Derby, Derbyshire"),
    ],
)
def test_groups_that_share_a_name(service: FindingsService, text: str, lead: str) -> None:
    """A list is asked of all that share a name, not of one of them."""
    answer = service.ask(text, today=TODAY)

    assert isinstance(answer, GradedAuthorities), answer
    assert (answer.about.lead or "").startswith(lead)


def test_of_one_authority_the_shared_name_has_to_say_which(service: FindingsService) -> None:
    """Good or not: of one authority, whichever is meant."""
    assert isinstance(service.ask("is Berkshire good?", today=TODAY), WhichAuthority)


def test_initials_always_ask_back(service: FindingsService) -> None:
    """Of the councils called BCC one is meant, never all of them."""
    for text in ("BCC grades", "who led the inspection of BCC", "which BCC councils are good"):
        assert isinstance(service.ask(text, today=TODAY), WhichAuthority), text


def test_words_that_nothing_knows_are_not_passed_over_in_silence(service: FindingsService) -> None:
    """A list that an unknown word may have been meant to narrow says that it didn't."""
    answer = service.ask("zzgm authorities rated good overall", today=TODAY)

    assert (answer.about.lead or "").endswith("Not narrowed by “zzgm”, which isn't understood.")


def test_none_of_a_region_is_said(service: FindingsService) -> None:
    """Whether anyone is outstanding is answered with no, and of how many."""
    answer = service.ask("any merseyside LAs outstanding?", today=TODAY)

    assert (answer.about.lead or "").startswith("No. None of the 5 authorities")


def test_why_names_the_group_and_the_time(service: FindingsService) -> None:
    """Who was looked at, and when, is told."""
    text = "which greater manchester councils were inspected in March 2024"
    told = " ".join(service.why(service.parse(text), service.ask(text, today=TODAY)))

    assert "Only Greater Manchester: Bolton, Bury" in told
    assert "from 1 March 2024 to 31 March 2024" in told


def test_a_thread_goes_on_with_another_group(service: FindingsService) -> None:
    """After a list of one group, the name of another asks for its list."""
    before = service.parse("which greater manchester councils are inadequate?")
    answer = service.answer(continued(service.parse("and berkshire?"), before).question, today=TODAY)

    assert "Berkshire" in render_text(answer)
    assert not isinstance(answer, WhichAuthority)


def test_a_thread_does_not_take_initials_for_an_area(service: FindingsService) -> None:
    """After a list, "and BCC?" still has to say which of the councils called so."""
    before = service.parse("which greater manchester councils are inadequate?")
    now = continued(service.parse("and BCC?"), before).question

    assert isinstance(service.answer(now, today=TODAY), WhichAuthority)
