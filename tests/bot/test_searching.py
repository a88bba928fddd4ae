"""Free words reach findings: synonyms, spelling, best first, never padded."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.answers import Findings
from bot.searching import ENOUGH, MOST, Searcher
from bot.service import FindingsService
from knowledge.store import Store
from knowledge.topics import load_topics
from tests.builders import TODAY, build, finding, inspection


@pytest.fixture(scope="module")
def searcher(store: Store) -> Searcher:
    """The searcher over the shipped findings."""
    return Searcher(store, load_topics())


def refs(searcher: Searcher, *words: str, authority: str = "Islington") -> set[str]:
    """Return "year ref" of everything found for `words`."""
    found = searcher.search(words, authorities=[authority]).found
    return {f"{one.finding.published.year} {one.finding.ref}" for one in found}


@pytest.mark.parametrize(
    ("typed", "other"),
    [
        (("lac",), ("children", "in", "care")),
        (("cse",), ("child", "sexual", "exploitation")),
        (("rhi",), ("return", "home", "interviews")),
        (("edt",), ("emergency", "duty", "team")),
        (("cin",), ("child", "in", "need")),
        (("prevent", "duty"), ("radicalisation",)),
        (("chronology",), ("chronologies",)),
        (("supervision",), ("supervisions",)),
    ],
)
def test_one_vocabulary_finds_the_findings_of_another(
    searcher: Searcher, typed: tuple[str, ...], other: tuple[str, ...]
) -> None:
    """An acronym and its long form, or an old and a new word, find the same things."""
    first, second = refs(searcher, *typed), refs(searcher, *other)

    assert first
    assert len(first & second) >= 0.8 * max(len(first), len(second))


@pytest.mark.parametrize(
    ("words", "ref"),
    [
        (("private", "fostering"), "2012 para 11"),
        (("knife", "crime"), "2018 Overview para 3"),
        (("missing", "children"), "2018 Findings item 7"),
        (("return", "home", "interviews"), "2018 What needs to improve item 2"),
        (("caseloads",), "2018 Findings item 10"),
        (("mappa",), "2012 para 18"),
        (("police", "cells", "overnight"), "2010 Areas for development item 2"),
        (("radicalisation",), "2018 Findings item 6"),
        (("virtual", "school"), "2012 para 7"),
        (("foster", "carers", "138"), "2012 para 8"),
        (("317",), "2012 para 7"),
    ],
)
def test_what_the_reports_say_is_found(searcher: Searcher, words: tuple[str, ...], ref: str) -> None:
    """A subject leads to the paragraph that is about it."""
    assert ref in refs(searcher, *words)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("supervison", "supervision"),
        ("superivsion", "supervision"),
        ("chronolgies", "chronologies"),
        ("safegaurding", "safeguarding"),
        ("radicalization", None),
        ("fosterring", "fostering"),
        ("caseload", None),
        ("plans", None),
        ("gangs", None),
    ],
)
def test_misspelt_words_are_read_as_meant_and_said(searcher: Searcher, typed: str, meant: str | None) -> None:
    """A slip is corrected and told; a word that is right is left alone."""
    result = searcher.search([typed])

    assert result.found
    assert result.corrected == (() if meant is None else ((typed, meant),))


@pytest.mark.parametrize(
    "words",
    [
        ("chocolate",),
        ("bouncy", "castles"),
        ("xyzzy",),
        ("helicopter", "landing"),
        ("kryptonite", "supervision", "zeppelin"),
        ("football", "results"),
        ("bitcoin",),
        ("1234567",),
    ],
)
def test_nothing_irrelevant_is_found(searcher: Searcher, words: tuple[str, ...]) -> None:
    """What no finding is about finds nothing, also when one word of several is known."""
    assert searcher.search(words).found == ()


def test_the_closest_answer_comes_first(searcher: Searcher) -> None:
    """Scores fall from the first to the last, within 0 to 100."""
    scores = [one.score for one in searcher.search(["supervision", "records"]).found]

    assert scores == sorted(scores, reverse=True, key=lambda score: score or 0)
    assert all(score is not None and 0 < score <= 100 for score in scores)


def test_both_words_count(searcher: Searcher) -> None:
    """The best findings for two words touch both."""
    best = searcher.search(["supervision", "descriptive"], authorities=["Islington"]).found[:2]

    assert all("upervision" in one.finding.text and "descriptive" in one.finding.text for one in best)


def test_weaknesses_alone_can_be_searched(searcher: Searcher) -> None:
    """Only weaknesses, or only the others."""
    weak = searcher.search(["supervision"], weakness=True).found
    strong = searcher.search(["supervision"], weakness=False).found

    assert weak
    assert strong
    assert all(one.finding.weakness for one in weak)
    assert not any(one.finding.weakness for one in strong)


def test_no_words_find_nothing(searcher: Searcher) -> None:
    """Without words, or with stop words alone, a search is empty rather than everything."""
    assert searcher.search([]).found == ()
    assert searcher.search(["the", "of"]).found == ()


def test_a_common_word_is_not_taken_for_another(searcher: Searcher) -> None:
    """A known word is never corrected to a commoner one."""
    for word in ("grant", "plan", "placement", "young", "police"):
        assert searcher.terms([word])[1] == ()


def test_an_answer_holds_no_more_than_can_be_read(tmp_path: Path) -> None:
    """Of very many hits the best are given, and how many there are in all."""
    report = build(
        tmp_path, [inspection(findings=[finding(f"Panels meet {n} times.") for n in range(MOST + 50)])]
    )

    result = Searcher(Store(report.database), load_topics()).search(["panels"])

    assert (len(result.found), result.total) == (MOST, MOST + 50)


def test_new_knowledge_is_searched_at_once(tmp_path: Path) -> None:
    """A searcher that has learnt the words of the old database knows those of the new one."""
    report = build(tmp_path, [inspection(findings=[finding("Panels meet weekly.")])])
    searcher = Searcher(Store(report.database), load_topics())
    before = searcher.search(["zeppelins"]).found

    build(tmp_path, [inspection(findings=[finding("Zeppelins fly weekly.")])])

    assert before == ()
    assert [one.finding.text for one in searcher.search(["zeppelin"]).found] == ["Zeppelins fly weekly."]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(words=st.lists(st.text(min_size=1, max_size=12), max_size=4))
def test_no_words_break_the_search(searcher: Searcher, words: list[str]) -> None:
    """Quotes, operators of the query language and odd characters are words like others."""
    searcher.search(words)


@pytest.mark.parametrize(
    "text", ['"', "AND", "NOT gangs", "gangs OR", "near(", "text:gangs", "gang*", "^gangs", "a-b", "'; --"]
)
def test_operators_of_the_query_language_are_harmless(service: FindingsService, text: str) -> None:
    """What means something to the database means nothing in a question."""
    service.ask(f"islington findings {text}", today=TODAY)
    service.record.searcher.search(text.split())


def test_a_finding_must_touch_most_of_what_was_asked() -> None:
    """The share that must be touched is more than half."""
    assert 0.5 < ENOUGH <= 1


def test_figures_of_the_area_are_found(service: FindingsService) -> None:
    """How many children are looked after is answered from the description of the service."""
    answer = service.ask("how many looked after children did islington have in 2012", today=TODAY)

    assert isinstance(answer, Findings)
    assert any("317" in one.finding.text for one in answer.found[:8])


@pytest.mark.parametrize(
    ("words", "never"),
    [
        (("practice", "model"), "Data systems"),
        (("care", "proceedings"), "were judged outstanding"),
        (("missing", "children"), "training records are missing"),
        (("preparation", "for", "independence"), "Independent fostering agencies"),
    ],
)
def test_a_topic_does_not_find_other_words_of_the_same_stem(
    searcher: Searcher, words: tuple[str, ...], never: str
) -> None:
    """A "systemic" model is no system, and what was judged saw no judge: a topic lists the forms that mean it."""
    found = searcher.search(words).found

    assert found
    assert not [item.finding.ref for item in found if never in item.finding.text]
