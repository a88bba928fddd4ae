"""What people type becomes plain words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.clean_text import LONGEST, clean_text


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("islington grades", "islington grades"),
        ("  islington \n\t grades  ", "islington grades"),
        ("*islington* _grades_ ~now~ `please`", "islington grades now please"),
        ("```islington grades```", "islington grades"),
        ("> islington grades", "islington grades"),
        ("&gt; islington grades", "islington grades"),
        ("<@U012AB3CD> islington grades", "islington grades"),
        ("<#C012AB3CD|general> islington", "islington"),
        ("<!channel> islington grades", "islington grades"),
        ("<!subteam^S012|@team> islington", "islington"),
        ("<https://islington.gov.uk|Islington> grades", "Islington grades"),
        ("<https://islington.gov.uk> grades", "grades"),
        ("see https://example.org/derby and islington", "see and islington"),
        ("<mailto:a@b.uk|a@b.uk> islington", "a@b.uk islington"),
        (":wave: islington :thumbsup::skin-tone-3: grades", "islington grades"),
        ("islington 👋🏽 grades", "islington grades"),
        ("islington’s “grades”", 'islington\'s "grades"'),
        ("stoke–on–trent", "stoke-on-trent"),
        ("Telford &amp; Wrekin", "Telford & Wrekin"),
        ("B&amp;NES", "B&NES"),
        ("isling\u00adton", "islington"),
        ("isling\u200bton grades", "islington grades"),
        ("\ufeffislington", "islington"),
        ("is\x00lington", "is lington"),
        ("ｉｓｌｉｎｇｔｏｎ", "islington"),
        ("under_score stays", "under_score stays"),
        ("2 * 3", "2 3"),
        ("", ""),
        ("<@U012AB3CD>", ""),
        (":tada:", ""),
    ],
)
def test_markup_is_removed_and_words_stay(typed: str, read: str) -> None:
    """Slack's markup, emoji and odd characters go; words, order and capitals stay."""
    assert clean_text(typed) == read


def test_a_pasted_document_is_cut() -> None:
    """A text of any length becomes at most a thousand characters."""
    assert len(clean_text("islington " * 100_000)) <= LONGEST


@given(st.text(max_size=200))
def test_any_text_becomes_one_clean_line(text: str) -> None:
    """Whatever is typed, the result is one line without markup of people or channels."""
    cleaned = clean_text(text)

    assert cleaned == " ".join(cleaned.split())
    assert "\n" not in cleaned
