"""Grades through time and in groups: moves need two inspections, "every judgement" needs every one."""

import pytest

from bot.answers import Changes, GradedAuthorities, Grades, NotInRecord, WhichAuthority
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
        ("GM authorities rated good overall now", "4 authorities: Bolton, Oldham, Salford and Wigan."),
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
    answer = service.answer(
        continued(service.parse("and berkshire?"), before, service.parse).question, today=TODAY
    )

    assert "Berkshire" in render_text(answer)
    assert not isinstance(answer, WhichAuthority)


def test_a_thread_does_not_take_initials_for_an_area(service: FindingsService) -> None:
    """After a list, "and BCC?" still has to say which of the councils called so."""
    before = service.parse("which greater manchester councils are inadequate?")
    now = continued(service.parse("and BCC?"), before, service.parse).question

    assert isinstance(service.answer(now, today=TODAY), WhichAuthority)


@pytest.mark.parametrize(
    ("text", "lead"),
    [
        ("what rating did Croydon hold in January 2020?", "Inadequate: Overall effectiveness, Croydon"),
        ("Which grade applied in Sunderland on 1 May 2021?", "Inadequate: Overall effectiveness, Sunderland"),
        ("What was Birmingham's grade at the end of 2017?", "Inadequate: Overall effectiveness, Birmingham"),
        ("What was Leicestershire's grade before the 2024 inspection", "Requires improvement: Overall"),
        (
            "Before the inspection it had in 2024, what was Leicestershire's overall grade?",
            "Requires improvement",
        ),
        (
            "northumberland - overall grade just before the outstanding one",
            "Good: Overall effectiveness, Northumb",
        ),
        ("Was Sunderland inadequate before it became outstanding?", "Yes."),
        ("When did Sunderland become outstanding?", "20 August 2021."),
        ("When did Birmingham stop being inadequate?", "17 January 2019."),
        ("When was Kirklees last inadequate?", "25 November 2016."),
        ("When was Norfolk's first good?", "13 January 2023."),
        ("how long was Birmingham inadequate for?", "From 23 May 2014, until 17 January 2019."),
        ("How many times has Slough been judged inadequate?", "2 of the 4 inspections on record"),
        ("cambs - first overall grade you have on file", "Good: Overall effectiveness, Cambridgeshire"),
        ("What was the last overall effectiveness grade South Tyneside received?", "Inadequate: Overall"),
        (
            "W Northants oct 22 overall grade",
            "Requires improvement: Overall effectiveness, West Northamptonshire",
        ),
        ("wakefield leadership nov 2021 (pub jan 22)", "Outstanding: The impact of leaders"),
        ("Has Westminster ever been anything but outstanding?", "No. At none of the 3"),
        ("Was Bristol ever not requires improvement?", "No. At none of the 3"),
        ("So Havering hasn't ever been good?", "No. At 1 of the 3"),
        ("Is it true that Harrow isn't inadequate any more?", "No."),
        ("Did Bromley fail to get good in 2019?", "No."),
        ("Was every one of Hampshire's judgements outstanding in 2024?", "No."),
        ("hants 2024 - straight outstandings?", "No."),
        ("Are all four of Bedford's judgements requires improvement?", "Yes."),
        ("Does Bedford have any good judgements?", "No. None of the 5 judgements"),
        ("what is Harrow's weakest area", "Inadequate, the lowest of its grades: The experiences"),
        ("why is there no overall grade for Brent?", "No overall grade was given: Since April 2026"),
        ("are any of Hackney, Haringey and Havering inadequate?", "Yes."),
        ("Is neither Halton nor Knowsley good?", "Yes."),
        (
            "how many judgements were outstanding in Islington's 2012 inspection?",
            "8 of 22 judgements: outstanding.",
        ),
        ("nottingham 2022 was leadership inadequate", "No."),
        ("bradford LSCB 2014, was it outstanding", "No."),
        ("sutton - care leavers good at the mo?", "Yes."),
        ("Was Knowsley inadequate in 2017 and in 2025?", "No."),
        ("Was Trafford good in 2015 and inadequate in 2019?", "Yes."),
        ("What was Croydon's rating at the start of 2020?", "Inadequate: Overall effectiveness, Croydon"),
        (
            "Did Sutton ever get requires improvement for anything?",
            "Yes. Experiences and progress of care leavers",
        ),
        ("Has Bexley ever had an inadequate judgement?", "Yes. Local Safeguarding Children Board"),
        ("Are none of Devon's judgements good?", "Yes. None of the 5"),
        ("Which of the four: Hull, York, Leeds, Bradford are good?", "1 of 4: Kingston upon Hull."),
    ],
)
def test_grades_are_told_as_of_the_time_and_by_the_number_asked(
    service: FindingsService, text: str, lead: str
) -> None:
    """Which inspection, how many of them and how many of its judgements: each word counts."""
    answer = service.ask(text, today=TODAY)

    assert isinstance(answer, Grades), answer
    assert (answer.about.lead or "").startswith(lead)


@pytest.mark.parametrize(
    ("text", "lead"),
    [
        (
            "What was Reading's rating in 2018?",
            "No inspection in 2018 is on record. The newest before it: Inadequate",
        ),
        (
            "Was Slough still inadequate in 2020?",
            "No inspection in 2020 is on record. The newest before it: Req",
        ),
    ],
)
def test_a_year_without_an_inspection_has_no_grade_but_one_before(
    service: FindingsService, text: str, lead: str
) -> None:
    """It is not in the record; what held then is said with its date."""
    answer = service.ask(text, today=TODAY)

    assert isinstance(answer, NotInRecord), answer
    assert (answer.about.lead or "").startswith(lead)


@pytest.mark.parametrize(
    ("text", "lead"),
    [
        ("gateshead better than stockton on tees overall?", "Yes. Overall effectiveness, Gateshead"),
        (
            "Does Cornwall currently outrank Dorset on overall effectiveness?",
            "No. Overall effectiveness, Cornwall",
        ),
        ("LBBD leadership better than greenwich's?", "No. The impact of leaders"),
        ("nottm city rated above notts county overall?", "No. Overall effectiveness, Nottingham, "),
    ],
)
def test_of_two_authorities_it_is_said_which_is_better(
    service: FindingsService, text: str, lead: str
) -> None:
    """Before everything that was judged of both."""
    answer = service.ask(text, today=TODAY)

    assert (answer.about.lead or "").startswith(lead), answer


@pytest.mark.parametrize(
    ("text", "lead"),
    [
        ("Has Bristol changed at all since 2018?", "Yes. The impact of leaders"),
        (
            "wigan: drop overall in 2022 compared w/ its SIF?",
            "Yes. Overall effectiveness: good (published 31 March",
        ),
    ],
)
def test_changes_are_between_the_inspections_named(service: FindingsService, text: str, lead: str) -> None:
    """A framework names one of them; "at all" asks of every judgement."""
    answer = service.ask(text, today=TODAY)

    assert isinstance(answer, Changes), answer
    assert (answer.about.lead or "").startswith(lead)
