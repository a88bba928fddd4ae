"""Every answer becomes a message that Slack takes: blocks, limits, paging, escaping, readable text."""

import datetime as dt
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from slack_sdk.models.blocks import Block

from bot.answers import (
    About,
    Answer,
    Choice,
    Deadline,
    Deadlines,
    DueItem,
    Findings,
    Found,
    NothingLoaded,
    NotInRecord,
    Search,
    UnknownAuthority,
    WhichAuthority,
)
from bot.clean_text import LONGEST
from bot.rendering import Message, render, render_text
from bot.rendering.blocks import escape, shorten
from bot.service import FindingsService
from handlers.local_slack.limits import BLOCKS_BUDGET, blocks_size, check_message, elements_of
from knowledge.records import EarlierRecord, FindingRecord, FollowUpRecord, InspectionRecord
from knowledge.store import Store
from tests.builders import TODAY

QUESTIONS = {
    "grades": "islington grades 2012",
    "not_graded": "haringey grades 2010",
    "not_graded with narrative": "islington grades 2010",
    "findings": "islington findings supervision",
    "weaknesses": "islington weaknesses",
    "search": "search supervision",
    "deadlines": "islington deadlines",
    "inspections": "islington inspections",
    "history": "islington history",
    "summary": "islington",
    "coverage": "coverage",
    "authorities": "authorities",
    "help": "help",
    "help on a topic": "help deadlines",
    "which_authority": "kingston grades",
    "no authority": "grades",
    "unknown_authority": "cardiff grades",
    "not_in_record": "islington findings bouncy castles",
    "longest name": "bournemouth, christchurch and poole history",
    "several": "islington, haringey, kent and hackney grades",
}

HOSTILE = (
    "<!channel> <!here> <!everyone> <@U012AB3CD> <#C012AB3CD> <!subteam^S012AB3CD>",
    "<https://evil.example|click here> https://evil.example",
    "*bold* _italic_ ~struck~ `code` ```block```",
    "&lt;!channel&gt; &amp;lt;!channel&amp;gt;",
    "> quoted\n> twice\n\n\n- list",
    "@channel @here @everyone :rotating_light:",
    "a" * 4000,
    "<" * 3500,
    "&" * 3500,
    "word " * 3000,
    "line\n" * 2000,
    "“quotes” — dashes… 👋🏽 עברית العربية \u202e reversed",
    "\\n \\ \" ' {} %s {0} </script>",
)
texts = st.one_of(
    st.sampled_from(HOSTILE),
    st.text(min_size=1, max_size=300).filter(lambda text: bool(text.strip())),
    st.text(alphabet="<>&*_~`@#! \nab", min_size=1, max_size=200).filter(lambda text: bool(text.strip())),
)


def typed(text: str) -> str:
    """Return as much of a text as is read of what a person types."""
    return text[:LONGEST].strip() or "x"


@pytest.fixture(scope="module")
def one_finding(store: Store) -> FindingRecord:
    """Any finding, to be changed by the tests."""
    return store.findings(["islington-2012-03-09-slac"])[0]


@pytest.fixture(scope="module")
def one_inspection(store: Store) -> InspectionRecord:
    """Any inspection."""
    return store.inspections("Islington")[0]


def all_pages(answer: Answer, *, private: bool = True) -> list[Message]:
    """Return every page of an answer."""
    first = render(answer, private=private)
    return [first, *(render(answer, page=number, private=private) for number in range(2, first.pages + 1))]


def markup_of(value: Any) -> Iterator[str]:
    """Yield every text that Slack reads as markup."""
    if isinstance(value, dict):
        if value.get("type") == "mrkdwn":
            yield value["text"]
        for inner in value.values():
            yield from markup_of(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from markup_of(inner)


def assert_slack_takes(message: Message) -> None:
    """Check a message by the SDK's models, by the limits that they miss, and by the size of a posted message."""
    for parsed in Block.parse_all(list(message.blocks)):
        parsed.validate_json()
    assert check_message(message.payload()) == ()
    assert blocks_size(message.blocks) <= BLOCKS_BUDGET
    assert message.text.strip()
    actions = [element["action_id"] for block in message.blocks for element in elements_of(block)]
    assert len(actions) == len(set(actions))
    for block in message.blocks:
        for element in elements_of(block):
            assert isinstance(json.loads(element["value"])["ask"], str)


def assert_harmless(message: Message) -> None:
    """Check that no markup of the report's text is left: no mention, no link, no half of an escape."""
    for text in (*markup_of(message.blocks), message.text):
        unquoted = re.sub(r"^> ?", "", text, flags=re.MULTILINE)
        assert "<" not in unquoted
        assert ">" not in unquoted
        assert not re.search(r"&(?!amp;|lt;|gt;)", unquoted)


@pytest.mark.parametrize("text", QUESTIONS.values(), ids=QUESTIONS)
def test_every_answer_is_a_message_that_slack_takes(service: FindingsService, text: str) -> None:
    """Every page of every kind of answer, private and public, is within Slack's limits."""
    answer = service.ask(text, today=TODAY)

    for private in (True, False):
        for message in all_pages(answer, private=private):
            assert_slack_takes(message)
            assert_harmless(message)


@pytest.mark.parametrize("text", QUESTIONS.values(), ids=QUESTIONS)
def test_the_fallback_is_a_readable_sentence(service: FindingsService, text: str) -> None:
    """Who reads no blocks gets a sentence: a capital or a quotation first, an end, no markup, not too long."""
    message = render(service.ask(text, today=TODAY))

    assert re.match(r"[A-Z“\d]", message.text)
    assert message.text[-1] in ".?!…)"
    assert len(message.text) <= 1000
    assert "*" not in message.text


@pytest.mark.parametrize("text", QUESTIONS.values(), ids=QUESTIONS)
def test_every_button_asks_something_that_is_answered(service: FindingsService, text: str) -> None:
    """A button's text, asked again, is parsed and answered; paging buttons name a page that exists."""
    answer = service.ask(text, today=TODAY)

    for message in all_pages(answer):
        for block in message.blocks:
            for element in elements_of(block):
                value = json.loads(element["value"])
                assert 1 <= value["page"] <= message.pages
                service.ask(value["ask"], today=TODAY)
                if element["text"]["text"] in ("More", "Back"):
                    assert type(service.ask(value["ask"], today=TODAY)) is type(answer)


@pytest.mark.parametrize("text", QUESTIONS.values(), ids=QUESTIONS)
def test_no_two_buttons_of_a_message_are_the_same(service: FindingsService, text: str) -> None:
    """Two buttons that ask the same would be a slip."""
    message = render(service.ask(text, today=TODAY))
    asked = [
        element["value"]
        for block in message.blocks
        for element in elements_of(block)
        if element["action_id"].startswith("ask:")
    ]

    assert [value for value, times in Counter(asked).items() if times > 1] == []


@pytest.mark.parametrize(
    "text",
    [
        "islington findings 2012",
        "islington weaknesses",
        "search supervision",
        "islington deadlines",
        "islington improvements",
    ],
)
def test_all_pages_together_show_every_item_once(service: FindingsService, text: str) -> None:
    """Paging loses no finding and shows none twice."""
    answer = service.ask(text, today=TODAY)
    assert isinstance(answer, Findings | Search | Deadlines)
    items = [one.finding for one in (answer.found if not isinstance(answer, Deadlines) else answer.items)]

    shown = Counter(
        re.sub(r"^\*[^*]*\*\n", "", markup).split("\n• ")[0]
        for message in all_pages(answer)
        for markup in markup_of(message.blocks)
    )

    expected = Counter(escape(finding.text) for finding in items)
    assert {text: shown[text] for text in expected} == dict(expected)


def test_a_long_answer_can_be_paged_through(service: FindingsService) -> None:
    """From the first page "More" leads on, page by page, to the last, and "Back" returns."""
    answer = service.ask("islington findings 2012", today=TODAY)
    messages = all_pages(answer)

    assert len(messages) > 10
    for number, message in enumerate(messages, 1):
        buttons = {
            element["text"]["text"]: json.loads(element["value"])["page"]
            for block in message.blocks
            for element in elements_of(block)
        }
        assert buttons.get("More") == (number + 1 if number < len(messages) else None)
        assert buttons.get("Back") == (number - 1 if number > 1 else None)
        assert f"Page {number} of {len(messages)}" in json.dumps(message.blocks)


@pytest.mark.parametrize(("page", "shown"), [(0, 1), (-5, 1), (1, 1), (10_000, None)])
def test_a_page_that_does_not_exist_is_the_nearest_one(
    service: FindingsService, page: int, shown: int | None
) -> None:
    """A button of an older, longer answer still shows something."""
    message = render(service.ask("islington weaknesses", today=TODAY), page=page)

    assert message.page == (shown or message.pages)


def test_every_page_says_what_it_is(service: FindingsService) -> None:
    """The title stands on every page."""
    for message in all_pages(service.ask("islington weaknesses", today=TODAY)):
        assert message.blocks[0]["type"] == "header"


def test_a_private_answer_can_be_shared_and_a_public_one_not(service: FindingsService) -> None:
    """The share button stands on facts that only the asker sees, not on help or on a question back."""

    def shares(text: str, *, private: bool) -> bool:
        message = render(service.ask(text, today=TODAY), private=private)
        return any(
            element["action_id"] == "share" for block in message.blocks for element in elements_of(block)
        )

    assert shares("islington grades", private=True)
    assert not shares("islington grades", private=False)
    assert not shares("help", private=True)
    assert not shares("kingston grades", private=True)


@pytest.mark.parametrize("text", ["islington findings 2012", "islington deadlines", "islington strengths"])
def test_every_finding_shows_inspection_date_and_reference(service: FindingsService, text: str) -> None:
    """Below each finding stand authority, kind of inspection, date, section and reference."""
    answer = service.ask(text, today=TODAY)
    assert isinstance(answer, Findings | Deadlines)
    findings = [one.finding for one in (answer.items if isinstance(answer, Deadlines) else answer.found)]
    sources = [
        markup for message in all_pages(answer) for markup in markup_of(message.blocks) if " · " in markup
    ]

    for finding in findings:
        day = f"{finding.published.day} {finding.published:%B %Y}"
        assert any(finding.authority in one and day in one and escape(finding.ref) in one for one in sources)


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=texts, section=texts, ref=texts, quoted=st.booleans())
def test_no_text_of_a_report_mentions_anyone_or_breaks_a_limit(
    one_finding: FindingRecord, text: str, section: str, ref: str, quoted: bool
) -> None:
    """Whatever a report or a user's file says, it is shown as text and fits."""
    hostile = replace(
        one_finding,
        text=text,
        section=section,
        ref=ref,
        wording="verbatim" if quoted else "summary",
        followed_up=(FollowUpRecord("islington-2018-05-11-ilacs", "addressed", ref, text),),
        repeats=EarlierRecord(None, section),
        same_as=ref,
    )
    answer = Findings(
        About(("Islington",), text[:LONGEST], text[:LONGEST]),
        section,
        (Found(hostile), Found(hostile)),
        ((text, ref),),
    )

    for message in all_pages(answer):
        assert_slack_takes(message)
        assert_harmless(message)


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=texts.map(typed), other=texts.map(typed))
@example(text='"' * 1000, other="x")
@example(text="\\" * 1000, other="x")
def test_no_text_of_a_person_mentions_anyone_or_breaks_a_limit(
    one_finding: FindingRecord, one_inspection: InspectionRecord, text: str, other: str
) -> None:
    """What a person typed comes back in answers and buttons, as text and within limits."""
    about = About(("Islington",), text, text)
    choices = tuple(Choice(f"{other[:60]} {number}", f"{text} {number}") for number in range(8))
    deadline = Deadline(TODAY, TODAY, other, "derived")
    answers: tuple[Answer, ...] = (
        WhichAuthority(about, text, other[:200], choices),
        UnknownAuthority(about, text, other[:200], ()),
        NothingLoaded(about, text, choices),
        NotInRecord(about, text, other, choices),
        Search(about, text, (Found(one_finding, 50.0),), ((text, other),), (text,)),
        Deadlines(
            about,
            TODAY,
            (DueItem(one_finding, deadline, "overdue", 3, one_inspection),),
            notes=(text, other),
        ),
    )

    for answer in answers:
        for message in all_pages(answer):
            assert_slack_takes(message)
            assert_harmless(message)
        assert render_text(answer)


@pytest.mark.parametrize(
    "text", ["*bold*", "_italic_", "~struck~", "`code`", "a *b* c", "(*x*)", "_a_ and *b*"]
)
def test_styling_of_a_report_is_shown_not_applied(text: str) -> None:
    """A mark that would style its word is parted from it; the visible text stays the same."""
    escaped = escape(text)

    assert escaped.replace("\u200b", "") == text
    assert not re.search(r"(?<![\w\u200b])[*_~`](?=[^\s\u200b])", escaped)


@pytest.mark.parametrize("text", ["snake_case_word", "2*3", "a~b", "50% & more"])
def test_marks_within_words_are_left_alone(text: str) -> None:
    """What does no harm is not changed."""
    assert escape(text).replace("&amp;", "&") == text


@given(text=st.text(max_size=200), limit=st.integers(min_value=2, max_value=80))
def test_shortening_keeps_within_the_limit(text: str, limit: int) -> None:
    """A shortened text is never too long, and a short one is not touched."""
    short = shorten(text, limit)

    assert len(short) <= limit
    assert short == text or len(text) > limit


def test_the_plain_text_holds_the_whole_answer(service: FindingsService) -> None:
    """The terminal shows all pages: every finding and its source."""
    answer = service.ask("islington findings 2018", today=TODAY)
    assert isinstance(answer, Findings)

    text = " ".join(render_text(answer).split())

    assert all(" ".join(one.finding.text.split()) in text for one in answer.found)
    assert text.count("summary in our words") == len(answer.found)


def test_a_deadline_is_shown_as_a_plain_date(service: FindingsService) -> None:
    """Dates are text, not Slack's date token, which each reader's zone would shift."""
    message = render(service.ask("islington deadlines 2012", today=dt.date(2012, 7, 1)))

    payload = json.dumps(message.payload())
    assert "9 June 2012" in payload
    assert "!date" not in payload


def test_grades_are_words(service: FindingsService) -> None:
    """A grade is never told by colour or picture alone."""
    text = json.dumps(render(service.ask("islington grades", today=TODAY)).blocks, ensure_ascii=False)

    assert "Outstanding" in text
    assert not re.search(r":[a-z_]+_circle:|🟢|🔴|🟡", text)
