"""Yes or no about inspections themselves: when one came out, whether it is the newest, who led it beside another."""

import pytest

from bot.answers import Inspections, NotInRecord
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
