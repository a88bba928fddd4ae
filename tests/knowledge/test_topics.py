"""Finding topics: one vocabulary finds the findings of another."""

from collections import defaultdict

import pytest

from knowledge.store import Store
from knowledge.topics import load_topics, parse_topics, words_of

SHARED_WORDS = frozenset(
    {"exploitation", "exploited", "child exploitation", "mace", "multi agency child exploitation"}
)
"""What the head of topics.yaml names as meaning two topics."""


def test_words_are_compared_in_lower_case_without_possessives() -> None:
    """Curly apostrophes, capitals and possessive endings do not matter."""
    assert words_of("The Council’s Looked-After CHILDREN") == (
        "the",
        "council",
        "looked",
        "after",
        "children",
    )
    assert words_of("s47, ICPC; 2.1") == ("s47", "icpc", "2", "1")
    assert words_of("") == ()


@pytest.mark.parametrize(
    ("typed", "topic"),
    [
        ("LAC", "looked after children"),
        ("CLA", "looked after children"),
        ("child in care", "looked after children"),
        ("care leaver", "care leavers"),
        ("MASH", "front door"),
        ("s47", "child protection"),
        ("strategy meeting", "strategy meetings"),
        ("EDT", "emergency duty team"),
        ("CSE", "sexual exploitation"),
        ("county lines", "criminal exploitation"),
        ("knife crime", "gangs"),
        ("Prevent duty", "radicalisation"),
        ("UASC", "unaccompanied asylum seeking children"),
        ("PEP", "education"),
        ("virtual school", "virtual school"),
        ("return home interview", "return home interviews"),
        ("pathway plan", "pathway plans"),
        ("management oversight", "management oversight"),
        ("agency staff", "workforce"),
        ("CAMHS", "mental health"),
        ("MARAC", "domestic abuse"),
        ("private fostering", "private fostering"),
        ("LADO", "allegations against staff"),
        ("IRO", "looked after reviews"),
        ("short breaks", "short breaks"),
        ("corporate parenting", "corporate parenting"),
        ("chronologies", "chronologies"),
    ],
)
def test_words_that_people_use_lead_to_a_topic(typed: str, topic: str) -> None:
    """Every word that the domain lists is a topic's, by that name or a neighbouring one."""
    topics = load_topics()

    found = topics.tag(typed)

    assert found, f"{typed} leads to no topic"
    if topic in topics.by_key:
        neighbours = {near for key in found for near in (key, *topics.by_key[key].related)}
        assert topic in neighbours


@pytest.mark.parametrize(
    ("typed", "other"),
    [
        ("looked after children", "CLA"),
        ("children in care", "lac"),
        ("child sexual exploitation", "CSE"),
        ("unaccompanied asylum seeking children", "UASC"),
        ("emergency duty team", "out of hours"),
        ("independent reviewing officer", "IRO"),
        ("strategy meeting", "strategy discussions"),
        ("return home interview", "RHIs"),
    ],
)
def test_two_words_for_one_thing_share_a_topic(typed: str, other: str) -> None:
    """A long form and its acronym, or an old and a new term, mean the same topic."""
    topics = load_topics()

    assert set(topics.tag(typed)) & set(topics.tag(other))


def test_the_longest_phrase_wins() -> None:
    """“Return home interview” is not "home" and "interview"."""
    topics = parse_topics(
        {
            "topics": {
                "homes": {"name": "Homes", "synonyms": ["return home"]},
                "interviews": {"name": "Interviews", "synonyms": ["return home interview"]},
            },
            "stop_words": [],
        }
    )

    assert topics.tag("Each return home interview") == ("interviews",)
    assert topics.spans(words_of("a return home is no return home interview")) == (
        (1, 3, ("homes",)),
        (5, 8, ("interviews",)),
    )


def test_plurals_meet_their_singular() -> None:
    """A topic named in the plural is found by the singular and the other way round."""
    topics = parse_topics({"topics": {"care plans": {"name": "Care plans"}}, "stop_words": []})

    assert topics.tag("One care plan") == topics.tag("care plans") == ("care plans",)


def test_ordinary_verbs_are_no_topics() -> None:
    """“Prevent harm” and “send a letter” are not the Prevent duty and special needs."""
    topics = load_topics()

    assert "radicalisation" not in topics.tag("to prevent harm")
    assert "disabled children" not in topics.tag("send a letter")


def test_related_topics_exist() -> None:
    """Every neighbour that a topic names is a topic."""
    topics = load_topics()

    missing = [
        (key, near)
        for key, topic in topics.by_key.items()
        for near in topic.related
        if near not in topics.by_key
    ]

    assert missing == []


def test_a_phrase_belongs_to_one_topic() -> None:
    """No word means two topics, but for those that reports use for both kinds of exploitation."""
    owners = defaultdict(set)
    for key, topic in load_topics().by_key.items():
        for phrase in topic.phrases:
            owners[" ".join(phrase)].add(key)

    shared = {phrase for phrase, keys in owners.items() if len(keys) > 1}

    assert shared <= SHARED_WORDS


def test_the_topics_of_the_shipped_findings_exist(store: Store) -> None:
    """Every topic that a shipped finding is tagged with is one of topics.yaml."""
    topics = load_topics()
    unknown = {
        tag
        for one in store.findings(item.id for item in store.inspections() if item.findings)
        for tag in one.topics
        if tag not in topics.by_key
    }

    assert unknown == set()
