"""The expected outcomes that are no facts: ask back, unknown, nothing loaded, not in the record."""

from pathlib import Path

import pytest

from bot.answers import Grades, NothingLoaded, NotInRecord, UnknownAuthority, WhichAuthority
from bot.rendering import render_text
from bot.service import FindingsService
from tests.builders import TODAY, inspection, outcome, small_service


@pytest.mark.parametrize(
    ("text", "candidates"),
    [
        ("grades kingston", {"Kingston upon Thames", "Kingston upon Hull"}),
        ("/ofsted kingston grades", {"Kingston upon Thames", "Kingston upon Hull"}),
        ("northants grades", {"North Northamptonshire", "West Northamptonshire"}),
        ("Northamptonshire strengths", {"North Northamptonshire", "West Northamptonshire"}),
        ("bedfordshire grades", {"Bedford", "Central Bedfordshire"}),
        ("cumbria grades", {"Cumberland", "Westmorland and Furness"}),
    ],
)
def test_a_name_of_several_authorities_is_asked_about(
    service: FindingsService, text: str, candidates: set[str]
) -> None:
    """A name shared by several authorities is never guessed, and each candidate is a button."""
    answer = service.ask(text, today=TODAY)

    assert isinstance(answer, WhichAuthority)
    assert candidates <= {choice.name for choice in answer.choices}


@pytest.mark.parametrize(
    "text", ["grades kingston", "northants grades", "bedfordshire improvements supervision 2018"]
)
def test_choosing_a_candidate_asks_the_same_of_it(service: FindingsService, text: str) -> None:
    """Each button asks the whole question again with its authority, topic, words and year."""
    answer = service.ask(text, today=TODAY)

    assert isinstance(answer, WhichAuthority)
    asked = service.parse(text)
    for choice in answer.choices:
        again = service.parse(choice.ask)
        assert [name for match in again.names for name in match.names] == [choice.name]
        assert (again.topic, again.words, again.years) == (asked.topic, asked.words, asked.years)
        assert service.answer(again, today=TODAY).about.authorities == (choice.name,)


@pytest.mark.parametrize("text", ["cardiff grades", "edinburgh", "Belfast findings", "grades for Swansea"])
def test_places_outside_england_are_said_to_be(service: FindingsService, text: str) -> None:
    """Ofsted does not inspect there; no English authority is put in its place."""
    answer = service.ask(text, today=TODAY)

    assert isinstance(answer, UnknownAuthority)
    assert [word for word in ("Wales", "Scotland", "Northern Ireland") if word in render_text(answer)]
    assert answer.choices == ()


@pytest.mark.parametrize(
    ("place", "serves"), [("woking", "Surrey"), ("oxford", "Oxfordshire"), ("burnley", "Lancashire")]
)
def test_a_place_without_its_own_services_leads_to_who_serves_it(
    service: FindingsService, place: str, serves: str
) -> None:
    """A district is not taken for an authority with a like name; its county is offered."""
    answer = service.ask(f"{place} grades", today=TODAY)

    assert isinstance(answer, UnknownAuthority)
    assert [choice.name for choice in answer.choices] == [serves]
    assert serves in answer.note


def test_hackney_is_never_haringey(tmp_path: Path) -> None:
    """With only Haringey loaded, Hackney has nothing loaded."""
    service = small_service(tmp_path, [inspection("2012-03-09", "Haringey")])

    answer = service.ask("/ofsted hackney grades", today=TODAY)

    assert isinstance(answer, NothingLoaded)
    assert answer.about.authorities == ("Hackney",)
    assert "Haringey" not in render_text(answer)


@pytest.mark.parametrize(
    "topic",
    [
        "grades",
        "findings",
        "findings gangs",
        "strengths",
        "improvements",
        "deadlines",
        "history",
        "inspections",
        "summary",
    ],
)
def test_nothing_loaded_is_the_answer_of_every_topic(tmp_path: Path, topic: str) -> None:
    """Whatever is asked of an authority without a record, the answer names it and how to add a report."""
    service = small_service(tmp_path, [inspection("2012-03-09", "Haringey")])

    answer = service.ask(f"hackney {topic}", today=TODAY)

    assert isinstance(answer, NothingLoaded)
    assert "Hackney" in answer.missing
    assert "ofsted-bot read" in answer.missing


def test_two_authorities_of_which_one_has_nothing_are_both_answered(tmp_path: Path) -> None:
    """The one with a record is answered, the other is said to have none."""
    service = small_service(tmp_path, outcomes=[outcome()])

    answer = service.ask("barnet and hackney grades", today=TODAY)

    assert isinstance(answer, Grades)
    assert any("Hackney" in note for note in answer.notes)


def test_words_that_no_finding_knows_are_not_in_the_record(service: FindingsService) -> None:
    """Nothing irrelevant is put in place; what was searched is said."""
    answer = service.ask("islington findings bouncy castles", today=TODAY)

    assert isinstance(answer, NotInRecord)
    assert "bouncy castles" in answer.asked
    assert "3 inspections" in answer.searched
    assert "Islington" in answer.searched


def test_what_another_authority_has_is_offered_as_a_search(service: FindingsService) -> None:
    """A subject that only others' reports touch is offered across all authorities."""
    answer = service.ask("haringey findings virtual school", today=TODAY)

    assert isinstance(answer, NotInRecord)
    assert any(choice.ask.startswith("search") for choice in answer.near)


def test_every_offer_leads_to_an_answer(service: FindingsService) -> None:
    """No button under "what there is instead" is a dead end."""
    texts = [
        "haringey findings virtual school",
        "hackney findings gangs",
        "hackney improvements",
        "islington strengths 2012",
        "islington grades 1999",
        "kent improvements",
        "islington improvements adoption",
        "city of london monitoring visits",
        "islington findings bouncy castles supervision",
    ]

    dead = [
        (text, choice.ask)
        for text in texts
        for choice in getattr(service.ask(text, today=TODAY), "near", ())
        if isinstance(
            service.ask(choice.ask, today=TODAY),
            NotInRecord | NothingLoaded | UnknownAuthority | WhichAuthority,
        )
    ]

    assert dead == []


@pytest.mark.parametrize("text", ["grades", "/ofsted grades", "history", "inspections", "summary"])
def test_without_an_authority_it_is_asked_for(service: FindingsService, text: str) -> None:
    """A topic that needs an authority asks which, with examples that run."""
    answer = service.ask(text, today=TODAY)

    assert isinstance(answer, WhichAuthority)
    for choice in answer.choices:
        assert service.ask(choice.ask, today=TODAY).about.authorities == (choice.name,)


def test_an_unknown_name_is_not_guessed(service: FindingsService) -> None:
    """A name that is no authority's is said to be unknown, not answered for the nearest one."""
    answer = service.ask("grades for Narnia", today=TODAY)

    assert isinstance(answer, UnknownAuthority | WhichAuthority)
    assert "narnia" in render_text(answer).lower()


def test_a_mistyped_name_is_answered_and_said(service: FindingsService) -> None:
    """Where one authority is clearly meant it is answered, with how the name was read."""
    answer = service.ask("islignton grades", today=TODAY)

    assert isinstance(answer, Grades)
    assert answer.about.authorities == ("Islington",)
    assert answer.about.assumed is not None
    assert "islignton" in answer.about.assumed


def test_the_answer_to_an_ambiguous_name_reads_as_a_question(service: FindingsService) -> None:
    """The text asks, in one readable sentence, which of the two is meant."""
    text = " ".join(render_text(service.ask("kingston grades", today=TODAY)).split())

    assert "Did you mean Kingston upon Thames or Kingston upon Hull?" in text
