"""Plain questions as people type them: routed to what they ask for, answered by the record, never by a guess."""

import datetime as dt

import pytest

from bot.answers import (
    Answer,
    Changes,
    Deadlines,
    Findings,
    GradedAuthorities,
    Grades,
    Inspections,
    NotInRecord,
)
from bot.rendering import render_text
from bot.service import FindingsService
from bot.why import explain
from tests.builders import TODAY


def ask(service: FindingsService, text: str) -> Answer:
    """Return the answer to a text."""
    return service.ask(text, today=TODAY)


@pytest.mark.parametrize(
    ("text", "lead"),
    [
        ("bury inadequate now?", "No."),
        ("hackneys rating good?", "Yes."),
        ("am i right that camden is only good overall", "No."),
        ("is camden good", "No, better than good."),
        ("is camden at least good", "Yes."),
        ("was luton ever inadequate", "Yes."),
        ("has Devon ever been outstanding?", "No."),
        ("Has York's overall grade improved since 2022?", "Yes."),
        ("did bury get worse than in 2021?", "No."),
    ],
)
def test_yes_and_no_about_grades(service: FindingsService, text: str, lead: str) -> None:
    """Still, ever, only, better: answered from the judgements on record."""
    answer = ask(service, text)

    assert isinstance(answer, Grades | Changes), answer
    assert (answer.about.lead or "").startswith(lead)


@pytest.mark.parametrize(
    ("text", "lead"),
    [
        ("Did Gary Lamb lead Kent's 2013 inspection?", "No."),
        ("haringey 2018 led by gary lamb?", "No."),
        ("any haringey inspection in 2018?", "Yes."),
        ("Was Slough's last inspection a short one?", "No, a standard inspection"),
        ("Camden's latest: short or standard?", "Camden: short inspection"),
        (
            "Who accompanied Andy Whippey on the 2018 visit to Islington?",
            "Kate Malleson, beside Andy Whippey",
        ),
        ("How long did the Nottingham inspection of 2022 last?", "Nottingham,"),
    ],
)
def test_facts_of_inspections(service: FindingsService, text: str, lead: str) -> None:
    """Who led, whether there was one, how long: never a yes about a name that the record does not hold."""
    answer = ask(service, text)

    assert isinstance(answer, Inspections), answer
    assert (answer.about.lead or "").startswith(lead)


def test_who_led_is_not_in_the_record_where_no_name_is(service: FindingsService) -> None:
    """An inspection without its lead inspector is no answer to who led it."""
    answer = ask(service, "Who led Warwickshire's 2025 inspection?")

    assert isinstance(answer, NotInRecord)


def test_whether_somebody_led_is_not_in_the_record_where_no_name_is(service: FindingsService) -> None:
    """Where the record names no lead inspector, a name is neither confirmed nor denied."""
    answer = ask(service, "Did Gary Lamb lead Warwickshire's 2025 inspection?")

    assert isinstance(answer, NotInRecord)


def test_what_is_asked_of_an_ungraded_letter_is_not_denied(service: FindingsService) -> None:
    """A question for a grade is answered by "carries no grades", not by a "no" to nothing."""
    answer = ask(service, "What grade did Haringey get in 2010?")

    assert "no grades" in render_text(answer)
    assert not (answer.about.lead or "").startswith("No")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Which authorities have been inspected under the 2026 framework?", 11),
        ("inspections under ilacs 2026", 11),
        ("Which authorities had the 2013 looked after children inspection?", 4),
    ],
)
def test_lists_of_inspections(service: FindingsService, text: str, number: int) -> None:
    """By framework, whoever they are of."""
    answer = ask(service, text)

    assert isinstance(answer, Inspections), answer
    assert len(answer.about.authorities) == number


@pytest.mark.parametrize(
    "text",
    [
        "RI councils in the west mids",
        "which SW councils are outstanding",
        "outstanding LAs south east region",
    ],
)
def test_regions_as_people_write_them(service: FindingsService, text: str) -> None:
    """A region's short name asks for a list, not for a social worker or a town."""
    answer = ask(service, text)

    assert isinstance(answer, GradedAuthorities), answer
    regions = {one.region for one in service.record.authorities if one.name in answer.about.authorities}
    assert len(regions) == 1


def test_a_judgement_of_older_frameworks_is_listed_by_the_inspection_that_made_it(
    service: FindingsService,
) -> None:
    """No inspection of today judges the safeguarding board; the list is of those that did."""
    answer = ask(service, "Which LSCBs were judged outstanding?")

    assert isinstance(answer, GradedAuthorities)
    assert all(line.judgement.strand == "lscb" for line in answer.lines)


@pytest.mark.parametrize(
    ("text", "refs"),
    [
        ("deadline for para 24 supervision item Islington", {"para 24 item 2"}),
        ("islington 2012 para 24 item 5 deadline", {"para 24 item 5"}),
        (
            "what was due by 9 September 2012 in Islington",
            {"para 24 item 5", "para 24 item 6", "para 87 item 4"},
        ),
    ],
)
def test_items_by_paragraph_and_date(service: FindingsService, text: str, refs: set[str]) -> None:
    """A paragraph, an item or a day narrows the deadlines."""
    answer = ask(service, text)

    assert isinstance(answer, Deadlines), answer
    assert {item.finding.ref for item in answer.items} == refs


def test_dates_that_have_passed_are_told_apart_from_overdue_ones(service: FindingsService) -> None:
    """Where a newer report is known by its grades alone, items past their dates are pending, and it is said why."""
    answer = ask(service, "which Islington deadlines have passed")

    assert isinstance(answer, Deadlines)
    assert len(answer.items) == 10
    assert {item.status for item in answer.items} == {"pending"}
    assert "may have settled" in (answer.about.lead or "")


@pytest.mark.parametrize(
    ("text", "ref"),
    [
        ("what does paragraph 61 say islington 2012", "para 61"),
        ("haringey feedback to referrers", "Areas for development item 3"),
        (
            "When Haringey closed a case, did the summary show what was agreed?",
            "Areas for development item 2",
        ),
        ("temp staff islington", "para 129"),
    ],
)
def test_findings_by_meaning(service: FindingsService, text: str, ref: str) -> None:
    """Everyday words, other forms and articles inside a phrase lead to the same finding."""
    answer = ask(service, text)

    assert isinstance(answer, Findings), answer
    assert answer.found[0].finding.ref == ref


def test_what_the_first_finding_leaves_open_is_said(service: FindingsService) -> None:
    """A part of the question that the best finding does not touch is named."""
    answer = ask(service, "islington self-harm and trampolines")

    assert isinstance(answer, Findings), answer
    assert any("trampolines" in note for note in answer.notes)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "x" * 40_000,
        "supervision " * 3_500,
        ":eyes: :wave: 🎉🎉🎉",
        "\x00\x07\x1b[31m",
        "\u202eنوتنيلسيا تاجرد\u202c",
        "@here " * 1_000,
        "<!here> <!channel> <@U024BE7LH> islington",
        '") OR 1=1 --',
        'NEAR("a" "b", 3) AND *',
    ],
)
def test_bad_input_gets_a_short_answer(service: FindingsService, text: str) -> None:
    """Whatever is typed is answered, shortly, and nothing in the answer calls anybody."""
    said = render_text(ask(service, text))

    assert 0 < len(said) < 20_000
    assert "<!here>" not in said
    assert "@here" not in said.replace("@\u200bhere", "")


@pytest.mark.parametrize("text", ["track barnet all", "track reading all", "grades bury"])
def test_a_name_that_is_a_word_stands_after_a_command(service: FindingsService, text: str) -> None:
    """An "all" after it asks for everything; it makes no verb of the name."""
    (name,) = service.parse(text).names

    assert name.outcome == "exact"


@pytest.mark.parametrize(
    ("text", "lead"),
    [
        (
            "wigan 2025 h&p better than care leavers?",
            "No. The experiences and progress of children who need help",
        ),
        (
            "islington 2012 leadership: safeguarding grade above LAC one?",
            "Yes. Leadership and management (safeg",
        ),
        ("At Harrow's latest, was leadership the same grade as overall?", "No. The impact of leaders"),
    ],
)
def test_one_judgement_against_another(service: FindingsService, text: str, lead: str) -> None:
    """Both judgements with their grades, and which is better."""
    answer = ask(service, text)

    assert isinstance(answer, Grades), answer
    assert (answer.about.lead or "").startswith(lead)
    assert len(answer.inspections[0].judgements) == 2


@pytest.mark.parametrize(
    ("text", "lead"),
    [
        ("Did Southampton's overall grade improve between its January 2020 report and the 2023 one?", "Yes."),
        ("suffolk - dropped overall since 2019?", "Yes."),
        ("gateshead overall changed since 2019?", "No."),
        ("is the overall grade of camden unchanged since 2022?", "Yes."),
        ("bexley h&p go down 2018 to 2023?", "Yes. The experiences and progress of children who need help"),
        ("has adoption in Leeds improved since 2015?", "That cannot be compared: Adoption performance"),
    ],
)
def test_how_a_grade_moved_between_years(service: FindingsService, text: str, lead: str) -> None:
    """The inspections of the years named, whatever months stand beside them, and the judgement named."""
    answer = ask(service, text)

    assert isinstance(answer, Changes), answer
    assert (answer.about.lead or "").startswith(lead)


def test_changes_before_a_year_are_those_on_record_then(service: FindingsService) -> None:
    """The two newest inspections before it, though none is of the year itself."""
    answer = ask(service, "what changed in haringey before 2019")

    assert isinstance(answer, Changes)
    assert answer.now is not None
    assert answer.now.inspection.published.year == 2018


def test_a_list_of_moves_before_anything_is_on_record_is_not_in_it(service: FindingsService) -> None:
    """As of a day before the first graded inspection, nobody moved."""
    answer = service.ask("which authorities fell by two grades overall?", today=dt.date(2012, 1, 1))

    assert isinstance(answer, NotInRecord)


def test_what_is_searched_is_said_with_its_span(service: FindingsService) -> None:
    """A span without an inspection is named, not left blank."""
    assert "since 2027" in render_text(ask(service, "camden grades since 2027"))


def test_a_year_without_an_inspection_has_no_changes(service: FindingsService) -> None:
    """What changed in a year in which nobody inspected is not in the record."""
    assert isinstance(ask(service, "what changed in camden in 2019"), NotInRecord)


@pytest.mark.parametrize(
    ("text", "lead"),
    [
        ("Are Halton and Salford both inadequate overall?", "No."),
        ("Does Dorset have a higher overall grade than Devon?", "Yes."),
        ("Was Birmingham inadequate overall more than once?", "Yes. At 2 of the 4"),
        ("has camden always been outstanding overall?", "No."),
        ("liverpool - any inadequate overall on record?", "Yes. At 1 of the 3"),
        ("trafford 2026 care leavers good or not", "No."),
        (
            "has Camden ever been below good overall?",
            "No. At none of the 3 inspections on record that judged it: worse",
        ),
        ("Bromley was inadequate in 2016 - has it since reached outstanding overall?", "Yes. Overall"),
        ("Was Birmingham inadequate again in 2016?", "Yes."),
        ("has Kensington and Chelsea never been anything but outstanding overall?", "Yes. At 3 of the 3"),
        ("Does Dorset have a higher overall grade than Devon in 2025?", "Yes. Overall effectiveness, Dorset"),
    ],
)
def test_several_authorities_and_times(service: FindingsService, text: str, lead: str) -> None:
    """All of those named, the first against the second, and through all inspections."""
    answer = ask(service, text)

    assert isinstance(answer, Grades), answer
    assert (answer.about.lead or "").startswith(lead)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "Which councils fell by two or more grades overall at their latest inspection?",
            {"Harrow", "Havering", "Isles of Scilly", "Peterborough", "Suffolk", "Swindon"},
        ),
        (
            "Which authorities have been outstanding overall in every inspection?",
            {"Kensington and Chelsea", "North Lincolnshire", "Westminster"},
        ),
        (
            "Which London boroughs are inadequate or require improvement overall?",
            {"Barking and Dagenham", "Harrow", "Havering"},
        ),
        (
            "Who was outstanding overall at an earlier inspection but has a lower overall grade now?",
            {"Cornwall", "East Sussex", "Kent", "Suffolk"},
        ),
        ("which outstanding councils in the north east stayed outstanding", {"North Tyneside", "Sunderland"}),
        ("Which London boroughs are below good overall?", {"Barking and Dagenham", "Harrow", "Havering"}),
        (
            "Which authorities have good leadership but still require improvement overall?",
            {"Bradford", "Bury", "West Sussex"},
        ),
        (
            "inadequate overall, published 2022 - who",
            {"Bournemouth, Christchurch and Poole", "Herefordshire", "Nottingham", "Sefton"},
        ),
    ],
)
def test_lists_by_movement_time_and_several_judgements(
    service: FindingsService, text: str, names: set[str]
) -> None:
    """How far a grade moved, what always held, a bound, two judgements at once, and the year of publication."""
    answer = ask(service, text)

    assert isinstance(answer, GradedAuthorities), answer
    assert set(answer.about.authorities) == names


@pytest.mark.parametrize(
    "text",
    [
        "who was Norfolk's director of children's services when it was inspected in 2026?",
        "How did the 2011 City of London letter view children who go missing?",
    ],
)
def test_who_does_not_always_ask_for_an_inspector(service: FindingsService, text: str) -> None:
    """Neither somebody who held a post, nor "children who", is answered with who led the inspection."""
    assert isinstance(ask(service, text), NotInRecord)


def test_a_judgement_called_like_a_subject_says_its_grade_with_the_findings(service: FindingsService) -> None:
    """Where "partnership working" is a judgement and a subject of findings, both are shown."""
    answer = ask(service, "islington slac 2012 partnership working?")

    assert isinstance(answer, Findings)
    assert answer.about.lead is not None
    assert answer.about.lead.startswith("Partnership working (safeguarding): outstanding")


@pytest.mark.parametrize(
    ("text", "lead"),
    [
        (
            "Did the 2018 visit ask Islington to improve its return home interviews?",
            "Yes, an area for improvement",
        ),
        ("islington 2018 RHIs on the improvement list?", "Yes, an area for improvement"),
        ("was the caf a strength in haringey in 2010?", "Yes"),
    ],
)
def test_whether_something_was_listed(service: FindingsService, text: str, lead: str) -> None:
    """An area for improvement, or a strength, by its subject."""
    answer = ask(service, text)

    assert isinstance(answer, Findings), answer
    assert (answer.about.lead or "").startswith(lead)


def test_a_good_that_grades_nothing_is_looked_up(service: FindingsService) -> None:
    """Of a letter without grades, "was morale good" asks what inspectors found; it isn't denied."""
    answer = ask(service, "Was staff morale good in Haringey in 2010?")

    assert isinstance(answer, Findings)
    assert not (answer.about.lead or "").startswith("No")


@pytest.mark.parametrize("text", ["rochdale 2018 lead inspecter", "lead insp rochdale 2018"])
def test_slips_and_short_forms_of_what_is_asked(service: FindingsService, text: str) -> None:
    """A slip of the finger in a word that asks, and the forms that people in a hurry write."""
    answer = ask(service, text)

    assert isinstance(answer, Inspections), answer
    assert (answer.about.lead or "").startswith("Paula Thomson-Jones led")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Which London boroughs are below good overall?", "The grade asked about is “good”"),
        ("suffolk - dropped overall since 2019?", "Whether a grade is worse is asked about."),
        ("bexley h&p go down 2018 to 2023?", "Whether a grade is worse is asked about."),
        ("which authorities went from inadequate to outstanding?", "A move from inadequate to outstanding"),
        ("has camden always been outstanding overall?", "Every inspection on record counts"),
        (
            "Which authorities have good leadership but still require improvement overall?",
            "All of these must hold: good (leadership",
        ),
    ],
)
def test_the_reasons_tell_how_a_question_about_grades_was_read(
    service: FindingsService, text: str, reason: str
) -> None:
    """A bound, a direction, a move, a time and several parts are each said behind "Why this answer?"."""
    question = service.parse(text)

    reasons = explain(question, service.answer(question, today=TODAY), service.record)

    assert any(one.startswith(reason) for one in reasons), reasons


@pytest.mark.parametrize(
    ("text", "lead"),
    [
        ("islington 2012 LAC staying safe", "Staying safe (looked after children): outstanding"),
        (
            "What did Islington's LAC services get under 'being healthy' in 2012?",
            "Being healthy (looked after",
        ),
    ],
)
def test_a_judgement_called_like_a_subject_says_its_grade(
    service: FindingsService, text: str, lead: str
) -> None:
    """Of the strand that is named, with the findings on the subject."""
    answer = ask(service, text)

    assert isinstance(answer, Findings), answer
    assert (answer.about.lead or "").startswith(lead)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("How many HMI were on the team that inspected Islington in 2012?", "four HMI"),
        ("ISLINGTON LSCB CHAIR NAME", "Janet Mokades"),
        ("Who acted as quality assurance manager for the focused visit to Islington in 2018?", "Sean Tarpey"),
        (
            "How many looked after children did Islington have in 2007, according to its 2012 inspection?",
            "365",
        ),
    ],
)
def test_what_a_finding_states_of_people_and_years(service: FindingsService, text: str, said: str) -> None:
    """Names of posts, counts of inspectors, and figures of the year that is asked about."""
    assert said in (ask(service, text).about.lead or "")


def test_deadlines_are_found_word_by_word_where_no_item_has_the_phrase(service: FindingsService) -> None:
    """No item is about "supervision records", one is about recorded supervision."""
    answer = ask(service, "By when did Islington have to improve supervision records?")

    assert isinstance(answer, Deadlines), answer
    assert "9 June 2012" in render_text(answer)


@pytest.mark.parametrize(
    "text",
    [
        "Has Islington acted on the recommendations?",
        "Have the issues from Islington's last inspection been resolved?",
    ],
)
def test_whether_items_were_put_right_is_told_by_what_became_of_them(
    service: FindingsService, text: str
) -> None:
    """Neither that there was an inspection nor that a letter carries no grades answers it."""
    answer = ask(service, text)

    assert isinstance(answer, Findings | NotInRecord), answer
    assert not (answer.about.lead or "").startswith(("Yes", "No"))
