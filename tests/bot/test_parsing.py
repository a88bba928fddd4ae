"""What a text asks for: a table of texts and questions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.service import FindingsService
from bot.topics import TOPICS

TABLE = [
    # text, topic, authorities, words
    ("islington grades", "grades", ["Islington"], ()),
    ("grades islington", "grades", ["Islington"], ()),
    ("/ofsted islington grades", "grades", ["Islington"], ()),
    ("/OFSTED Islington Grades", "grades", ["Islington"], ()),
    ("ISLINGTON GRADES", "grades", ["Islington"], ()),
    ("grade islington", "grades", ["Islington"], ()),
    ("islington grdes", "grades", ["Islington"], ()),
    ("islington findigs supervision", "findings", ["Islington"], ("supervision",)),
    ("islingtn grades", "grades", ["Islington"], ()),
    ("grades for LB Islington please", "grades", ["Islington"], ()),
    ("What grade did Hackney get?", "grades", ["Hackney"], ()),
    ("How is Hackney rated?", "grades", ["Hackney"], ()),
    ("was Hackney judged inadequate", "grades", ["Hackney"], None),
    ("islington", "summary", ["Islington"], ()),
    ("Tell me about Islington", "summary", ["Islington"], ()),
    ("islington 2012", "grades", ["Islington"], ()),
    ("islington supervision", "findings", ["Islington"], ("supervision",)),
    ("supervision islington", "findings", ["Islington"], ("supervision",)),
    ("findings islington missing children", "findings", ["Islington"], ("missing", "children")),
    ("islington improvements", "improvements", ["Islington"], ()),
    ("What must City of London improve?", "improvements", ["City of London"], ()),
    ("haringey strengths", "strengths", ["Haringey"], ()),
    ("What is Haringey doing well?", "strengths", ["Haringey"], ()),
    ("islington deadlines 2012", "deadlines", ["Islington"], ()),
    ("When are Islington's improvement areas due?", "deadlines", ["Islington"], None),
    ("what is overdue in islington", "deadlines", ["Islington"], ()),
    ("islington history", "history", ["Islington"], ()),
    ("Who led the last inspection of Camden?", "inspections", ["Camden"], ()),
    ("when was devon last inspected", "inspections", ["Devon"], ()),
    ("coverage", "coverage", [], ()),
    ("What do you have on record?", "coverage", [], None),
    ("authorities london", "authorities", None, ()),
    ("help", "help", [], ()),
    ("help deadlines", "help", [], None),
    ("what can you do", "help", [], None),
    ("", "help", [], ()),
    ("hello", "help", [], ()),
    ("thanks!", "help", [], ()),
    ("search private fostering", "search", [], ("private", "fostering")),
    ("search gangs", "search", [], ("gangs",)),
    ("Which authorities have findings about chronologies?", "search", [], None),
    ("islington and haringey grades", "grades", ["Islington", "Haringey"], ()),
    ("compare Islington and Haringey", "compare", ["Islington", "Haringey"], ()),
]


@pytest.mark.parametrize(("text", "topic", "authorities", "words"), TABLE, ids=[row[0] for row in TABLE])
def test_a_text_is_read_as_a_person_would(
    service: FindingsService,
    text: str,
    topic: str,
    authorities: list[str] | None,
    words: tuple[str, ...] | None,
) -> None:
    """Topic, authorities and words of a text, in either order, any case, with small slips."""
    question = service.parse(text)

    assert question.topic == topic
    if authorities is not None:
        assert [name for match in question.names for name in match.names] == authorities
    if words is not None:
        assert tuple(word for word in question.words if word not in service.record.topics.stop_words) == words


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("islington grades 2012", (2012,)),
        ("islington 2010 and 2012", (2010, 2012)),
        ("islington grades 2012 2012", (2012,)),
        ("islington grades 1999", (1999,)),
        ("islington grades in march 2012", (2012,)),
        ("islington 120 children", ()),
        ("islington 42000", ()),
    ],
)
def test_years_are_years(service: FindingsService, text: str, years: tuple[int, ...]) -> None:
    """A year is told from another number, also one of which nothing can be on record."""
    question = service.parse(text)

    assert question.years == years
    assert not set(map(str, years)) & set(question.words)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("islington focused visit", "focused visit"),
        ("islington focused visits", "focused visit"),
        ("findings of the unannounced inspection of haringey", "unannounced"),
        ("monitoring visits of slough", "monitoring visit"),
        ("jtai haringey", "jtai"),
        ("islington grades", None),
        ("joint targeted area inspection haringey", "jtai"),
    ],
)
def test_a_kind_of_inspection_is_recognised(service: FindingsService, text: str, kind: str | None) -> None:
    """The kinds of visit that people name narrow the question."""
    assert service.parse(text).inspection_kind == kind


@pytest.mark.parametrize(
    "text",
    [
        "islington weaknesses",
        "what weaknesses did inspectors see in islington's planning?",
        "islington concerns supervision",
        "where is islington weak",
    ],
)
def test_weaknesses_are_asked_for_by_many_words(service: FindingsService, text: str) -> None:
    """A question for what is wrong is one, whichever word says it."""
    question = service.parse(text)

    assert (question.topic, question.weakness) == ("findings", True)


@pytest.mark.parametrize(
    "text", ["islington latest grades", "current grades of islington", "islington last inspection"]
)
def test_the_latest_can_be_asked_for(service: FindingsService, text: str) -> None:
    """“Latest”, “current” and “last” mean the newest inspection, and are no search words."""
    question = service.parse(text)

    assert question.turn == "latest"
    assert question.words == ()


@pytest.mark.parametrize("topic", [topic.name for topic in TOPICS])
def test_every_topic_is_asked_for_by_its_name(service: FindingsService, topic: str) -> None:
    """The name of a topic, alone or beside an authority, asks for it."""
    assert service.parse(topic).topic == topic
    assert service.parse(f"{topic} islington").topic == topic


@pytest.mark.parametrize(
    "text",
    ["heading north", "healing people", "dealing with risk", "the button", "a plough", "burying bad news"],
)
def test_ordinary_words_are_no_authorities(service: FindingsService, text: str) -> None:
    """Words near a name are not taken for one."""
    assert [name for match in service.parse(text).names for name in match.names] == []


@given(st.text(max_size=120))
def test_any_text_is_a_question(service: FindingsService, text: str) -> None:
    """Nothing that can be typed breaks the parser."""
    assert service.parse(text).topic in {topic.name for topic in TOPICS}


def test_a_pasted_document_is_parsed_at_once(service: FindingsService) -> None:
    """A hundred thousand words are no way to stop the bot."""
    assert service.parse("islington supervision " * 50_000).topic == "findings"
