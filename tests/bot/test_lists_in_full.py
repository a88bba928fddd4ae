"""Lists of authorities: every word of the question that narrows one does so, or it is said that none is left."""

import pytest

from bot.answers import Answer, AuthorityList, CoverageReport, GradedAuthorities, Inspections, NotInRecord
from bot.service import FindingsService
from tests.builders import TODAY


def ask(service: FindingsService, text: str) -> Answer:
    """Ask as on the day of the tests."""
    return service.ask(text, today=TODAY)


@pytest.mark.parametrize(
    ("text", "number", "among"),
    [
        (
            "which authorities are good overall but require improvement for help and protection?",
            12,
            "Barnsley",
        ),
        ("Which good authorities are requires improvement for help and protection?", 12, "Wolverhampton"),
        (
            "list authorities where children in care is outstanding but help and protection is good",
            27,
            "Leeds",
        ),
        ("inadequate for help and protection and inadequate for leadership", 7, "Trafford"),
        ("authorities with outstanding leadership but not outstanding overall", 14, "Warrington"),
        ("which authorities are inadequate in all judgements", 1, "Halton"),
        ("which councils got outstanding in every judgement in 2025", 9, "Camden"),
        ("Which authorities have at least one inadequate judgement?", 13, "Slough"),
        ("which authorities are inadequate for one judgement but not overall?", 2, "Trafford"),
        ("Which authorities were outstanding in their last two inspections?", 20, "Derby"),
        ("Which authorities were good and are still good?", 25, "Barnet"),
        ("Which authorities were inadequate and are now good", 24, "Torbay"),
        ("Which authorities have improved at every inspection?", 20, "Wiltshire"),
        ("which authorities became outstanding in 2024", 9, "Thurrock"),
        ("which authorities have been requires improvement three times in a row", 6, "Plymouth"),
        ("Which authorities have had three inadequate judgements?", 1, "Sandwell"),
        ("how many authorities were inadequate at the end of 2018?", 20, "Croydon"),
        ("inadequate for care leavers 2014-2017", 16, "Slough"),
        ("How many county councils are inadequate?", 1, "Devon"),
        ("which county councils got outstanding this year", 1, "Norfolk"),
        ("which unitary authorities are outstanding", 15, "York"),
        ("did any short inspection end in inadequate?", 4, "Harrow"),
        ("Which councils were graded adequate?", 1, "Kent"),
        ("What was the last authority to be judged inadequate?", 1, "Devon"),
        ("who was the most recent authority to get outstanding?", 3, "Norfolk"),
        ("authorities whose leadership is worse than their overall grade", 1, "Slough"),
        ("Which authorities have no overall grade?", 11, "Brent"),
        ("who stayed the same in 2025", 21, "Leeds"),
        ("who fell good > RI overall at most recent", 6, "Bedford"),
        ("london LAs w/ clean sweep of outstandings at latest", 8, "Newham"),
        ("e midlands less than good overall", 2, "Leicester"),
        ("Y&H outstanding overall - list", 5, "Rotherham"),
        ("Which authorities in Yorkshire are not outstanding?", 10, "Barnsley"),
        ("Which authorities in the South West are neither good nor outstanding?", 6, "Plymouth"),
        ("Which councils in London have nothing below good?", 26, "Barnet"),
        ("which inadequate authorities have no inadequate care leavers grade?", 5, "Swindon"),
        ("Which authorities are inadequate overall without inadequate leadership?", 5, "Harrow"),
        ("Which authorities are outstanding for care leavers but not for children in care?", 13, "Salford"),
        ("Which London councils are good overall but not good for help and protection?", 3, "Lambeth"),
        ("Outstanding authorities not in London", 28, "York"),
        ("good councils in the East or West Midlands", 9, "Rutland"),
        ("Which Midlands authorities are outstanding?", 7, "Derby"),
        ("who used to be outstanding?", 4, "Suffolk"),
        ("Which councils used to be inadequate and are now outstanding?", 10, "Newham"),
        ("Which authorities were inadequate in 2014 and are outstanding now?", 3, "Rotherham"),
        ("Which authorities have been both outstanding and inadequate?", 10, "Norfolk"),
        ("who has been RI more than twice", 7, "Wokingham"),
        ("Which authorities have had at least two inadequate grades?", 13, "Torbay"),
        ("Which authorities have improved twice in a row?", 29, "Kirklees"),
        ("Which was the first authority to go from inadequate to outstanding?", 1, "Sunderland"),
        ("Which good authorities have an outstanding judgement?", 24, "Barnet"),
        ("Which authorities have never had an inadequate judgement of any kind?", 85, "Bolton"),
        ("Which councils in London are outstanding for both leadership and care leavers?", 17, "Camden"),
        ("which authorities were judged inadequate between January 2019 and March 2020", 12, "Medway"),
        ("who has been judged inadequate in the last two years", 3, "Devon"),
        ("who lost their good rating in 2025?", 5, "Bedford"),
    ],
)
def test_everything_that_narrows_a_list_does(
    service: FindingsService, text: str, number: int, among: str
) -> None:
    """Conditions, quantifiers, kinds and types: none of them is passed over."""
    answer = ask(service, text)

    assert isinstance(answer, GradedAuthorities), answer
    names = [line.inspection.inspection.authority for line in answer.lines]
    assert len(names) == number
    assert among in names


@pytest.mark.parametrize(
    ("text", "lead"),
    [
        ("Is it true that nobody in London is inadequate?", "No. 2 authorities: Harrow and Havering."),
        ("Is no authority in Yorkshire inadequate?", "Yes. None of the 15 authorities"),
        (
            "Has any North East council got worse?",
            "No. None of the 12 authorities (North East) by its newest",
        ),
        ("Has any authority been inadequate three times?", "Yes. 1 authority: Sandwell."),
        (
            "Are there more good authorities in the South East than in London?",
            "No. London: 11; South East: 10.",
        ),
        ("Are there more outstanding than inadequate authorities?", "Yes. Outstanding: 46; inadequate: 11."),
        ("Which region has most outstanding authorities?", "London: 18; "),
        ("what proportion of authorities are good or outstanding", "107 of 142 (75%): "),
        ("Are most authorities good?", "No. 61 of 142 (43%): "),
        ("What proportion of authorities have ever been inadequate?", "62 of 153 (41%): "),
        ("how many good authorities per region", "London: 11; North West: 10; "),
        ("how many SIF inspections ended in inadequate", "39 inspections, of 32 authorities"),
    ],
)
def test_what_is_said_of_all_is_counted(service: FindingsService, text: str, lead: str) -> None:
    """No "yes" because there is one, where it is asked whether there is none, or more than others."""
    answer = ask(service, text)

    assert isinstance(answer, GradedAuthorities | NotInRecord), answer
    assert (answer.about.lead or "").startswith(lead)


@pytest.mark.parametrize(
    ("text", "lead"),
    [
        ("How many short inspections were there in 2023?", "14 inspections of 14 authorities"),
        ("list standard inspections in the North East", "13 inspections of 9 authorities"),
        ("Which authorities had a short inspection last time?", "78 inspections of 78 authorities"),
        ("how many authorities were inspected in both 2014 and 2018?", "36 inspections of 18 authorities"),
        ("Which authorities haven't been inspected since 2022?", "2 authorities not inspected then"),
        ("under the 2013 looked after children framework, which authorities were inspected", "4 inspections"),
        ("List the authorities where Pietro Battista led the single inspection.", "Pietro Battista led 5"),
        ("what's the oldest inspection you have?", "1 inspection of 1 authority: Haringey."),
        ("may 2026 reports - which councils", "6 inspections of 6 authorities: Bradford"),
        ("what was published in the last six months?", "12 inspections of 12 authorities"),
        (
            "Who was inspected most recently in the West Midlands?",
            "1 inspection of 1 authority: Wolverhampton.",
        ),
        ("Who was first inspected under ILACS?", "1 inspection of 1 authority: Rochdale."),
        ("has Naintara Khosla ever given an inadequate?", "No. Of 5 that Naintara Khosla led"),
        (
            "How long after the visit did Trafford's 2026 report appear?",
            "45 days from the last day of fieldwork",
        ),
        ("What does ILACS stand for?", "ILACS: Inspection of local authority children's services"),
    ],
)
def test_lists_of_inspections_hold_what_is_asked(service: FindingsService, text: str, lead: str) -> None:
    """Lengths, years, frameworks and inspectors narrow them; "not since" turns them round."""
    answer = ask(service, text)

    assert isinstance(answer, Inspections), answer
    assert (answer.about.lead or "").startswith(lead)


@pytest.mark.parametrize(
    "text",
    [
        "which councils are good for everything except care leavers",
        "which councils went down and then up again?",
        "Which authorities have exactly one inadequate judgement?",
        "Which councils in London are outstanding for leadership or care leavers?",
        "Does a short inspection mean a good grade?",
        "Which authorities have the same grade in all judgements?",
    ],
)
def test_more_than_is_read_is_declined(service: FindingsService, text: str) -> None:
    """A list that leaves out half of the question would be untrue."""
    answer = ask(service, text)

    assert isinstance(answer, NotInRecord), answer
    assert answer.reason is not None


def test_no_inspection_twice_in_a_year_is_said(service: FindingsService) -> None:
    """All that were inspected in the year are no answer."""
    assert isinstance(ask(service, "Which authorities were inspected twice in 2018?"), NotInRecord)


@pytest.mark.parametrize(
    ("text", "lead", "number"),
    [
        ("how many authorities are in the East Midlands", "10 authorities.", 10),
        (
            "what region is Rutland in",
            "Rutland: Rutland County Council, East Midlands, Unitary Authority.",
            1,
        ),
        ("is Rutland a county council", "No. Rutland", 1),
        ("list all authorities in the East of England", "", 11),
    ],
)
def test_authorities_are_told_by_region_and_type(
    service: FindingsService, text: str, lead: str, number: int
) -> None:
    """The registry knows both."""
    answer = ask(service, text)

    assert isinstance(answer, AuthorityList), answer
    assert (answer.about.lead or "").startswith(lead)
    assert len(answer.lines) == number


@pytest.mark.parametrize("text", ["how many inspections are on record", "how many authorities do you cover"])
def test_how_much_is_on_record_is_coverage(service: FindingsService, text: str) -> None:
    """Neither asks which authority is meant."""
    assert isinstance(ask(service, text), CoverageReport)
