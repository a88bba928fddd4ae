"""Yes or no about inspections themselves: when one came out, whether it is the newest, who led it beside another."""

import pytest

from bot.answers import Findings, Inspections, NotInRecord
from bot.service import FindingsService
from tests.builders import TODAY


@pytest.mark.parametrize(
    ("text", "lead"),
    [
        ("Did Devon's latest report come out in May 2025?", "Yes. The full inspection of Devon"),
        ("devon report published may 2025?", "Yes."),
        ("Was the 2025 Surrey report out before April 2025?", "No. The standard inspection of Surrey"),
        ("surrey 2025 report - published b4 april?", "No."),
        ("Wirral was inspected in September 2023. Did publication slip into 2024?", "Yes."),
        ("wirral sept 2023 inspection: report only out in 2024?", "Yes."),
    ],
)
def test_whether_a_report_came_out_then(service: FindingsService, text: str, lead: str) -> None:
    """The date asked about is that of publication; other dates say which inspection is meant."""
    answer = service.ask(text, today=TODAY)

    assert isinstance(answer, Inspections), answer
    assert (answer.about.lead or "").startswith(lead)


@pytest.mark.parametrize(
    ("text", "lead"),
    [
        ("Is the September 2022 report still the most recent graded inspection of Nottingham City?", "Yes."),
        ("Is the 2019 report still the most recent graded inspection of Camden?", "No."),
        ("Has Cumberland had more than one graded inspection so far?", "No. On record: 1 graded inspection"),
        ("leeds >1 ILACS?", "Yes. On record: 3 inspections"),
        (
            "Was there a separate review of Surrey's LSCB in 2015?",
            "Yes. The review of the safeguarding board",
        ),
        ("bristol - any ofsted report 2023", "Yes."),
    ],
)
def test_whether_there_was_one_and_it_is_the_newest(service: FindingsService, text: str, lead: str) -> None:
    """Counted and compared among the inspections on record, which the answer shows."""
    answer = service.ask(text, today=TODAY)

    assert isinstance(answer, Inspections), answer
    assert (answer.about.lead or "").startswith(lead)


@pytest.mark.parametrize(
    ("text", "lead"),
    [
        (
            "Did the same person lead Islington's 2017 single inspection and its 2018 focused visit?",
            "Yes. Andy Whippey",
        ),
        ("westminster + RBKC nov 2024 same lead inspector?", "No. Naintara Khosla"),
        ("islington focused visit 2018 - other HMI besides andy whippey?", "Kate Malleson, beside"),
        ("islington april 2018 focused visit - other HMI with whippey", "Kate Malleson, beside"),
    ],
)
def test_who_inspected_beside_whom(service: FindingsService, text: str, lead: str) -> None:
    """Two leads are compared by name; who else was there is asked for without the lead."""
    answer = service.ask(text, today=TODAY)

    assert isinstance(answer, Inspections), answer
    assert (answer.about.lead or "").startswith(lead)


def test_the_same_lead_is_not_guessed_where_no_name_is_on_record(service: FindingsService) -> None:
    """Of Warwickshire's inspection of 2025 the record names no lead."""
    answer = service.ask("Did one person lead the Warwickshire and Devon inspections of 2025?", today=TODAY)

    assert isinstance(answer, NotInRecord)


@pytest.mark.parametrize(
    "text",
    ["Who was the DCS of Norfolk at the 2026 inspection?", "norfolk DCS at 2026 inspection, name"],
)
def test_a_post_is_no_inspector(service: FindingsService, text: str) -> None:
    """The lead inspector is no answer to who was director."""
    assert isinstance(service.ask(text, today=TODAY), NotInRecord)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Whose inspection reports were published in May 2026?", 6),
        ("everyone inspected since 1 april 2026 pls", 11),
        ("june 2026 ILACS fieldwork - who", 4),
        ("LAs whose last inspection fieldwork was pre-2023", 2),
        ("Which authorities have just a single inspection on the record?", 2),
        ("which tees valley authorities were inspected in 2024", 1),
    ],
)
def test_lists_of_a_month_or_a_day(service: FindingsService, text: str, names: int) -> None:
    """A month is a month: by publication where that is asked, else by when inspectors were there."""
    answer = service.ask(text, today=TODAY)

    assert isinstance(answer, Inspections), answer
    assert len(answer.about.authorities) == names


@pytest.mark.parametrize(
    ("text", "lead"),
    [
        ("Was Bradford inspected before Leeds?", "No."),
        ("Was Leeds inspected before Bradford?", "Yes."),
        ("was the Isle of Wight inspected together with Hampshire", "No."),
        ("Were Harrow and Havering inspected in the same year?", "No."),
        ("Did Lisa Summers inspect Kirklees?", "Yes. Lisa Summers led"),
        ("Did Andy Whippey inspect Islington more than once?", "Yes. Andy Whippey led"),
        ("Was Martin Ayres involved in the Haringey letter?", "Yes."),
        ("Did Lisa Summers inspect Islington?", "No."),
        ("do you have the full report for Leeds?", "No, only its grades"),
        ("Which authorities did Brenda McLaughlin rate inadequate?", "Brenda McLaughlin led 3"),
        (
            "what was Neil Penswick's first inspection",
            "Neil Penswick led 1 inspection on record: North Yorkshire",
        ),
        ("how many inspections has Maire Atherton led?", "Maire Atherton led 5"),
        ("Who led Norfolk's second inspection?", "Helen Cawston led"),
        ("When was Sandwell first inspected?", "Sandwell: inspected from 24 June 2013"),
        ("On what date was the Haringey letter published", "Haringey: published 16 September 2010"),
        (
            "On what dates were Knowsley's reports published, from 2014 onwards?",
            "Knowsley, 4 published: 30 June 2014",
        ),
    ],
)
def test_every_inspection_on_record_counts(service: FindingsService, text: str, lead: str) -> None:
    """Not the newest alone: who led any, which came first, and whose was before whose."""
    answer = service.ask(text, today=TODAY)

    assert isinstance(answer, Inspections), answer
    assert (answer.about.lead or "").startswith(lead)


@pytest.mark.parametrize(
    ("text", "lead"),
    [
        (
            "Were previous areas for development put right in Islington by November 2010?",
            "Yes. Islington has put",
        ),
        ("By November 2010, had Islington dealt with what inspectors raised the previous January?", "Yes."),
        ("city of london 2011: all april 2010 areas sorted?", "No, not all."),
        ("Had the City of London fully fixed its supervision of social workers by July 2011?", "No."),
        ("did islington fix its 2010 areas", "No, not all. Of 3 items, 2 addressed and 1 partly addressed"),
        ("What became of Islington's 2010 areas for development?", "Of 3 items, 2 addressed and 1 partly"),
    ],
)
def test_whether_areas_were_put_right_is_told_by_the_later_inspection(
    service: FindingsService, text: str, lead: str
) -> None:
    """By its own words on areas of the one before, or by what it says of each item."""
    answer = service.ask(text, today=TODAY)

    assert isinstance(answer, Findings), answer
    assert (answer.about.lead or "").startswith(lead)
