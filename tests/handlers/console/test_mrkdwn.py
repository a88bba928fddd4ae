"""Slack's markup as terminal text."""

from __future__ import annotations

import pytest
from textual.content import Content

from handlers.console.mrkdwn import mrkdwn, plain, rich_text, text_object


def styled(content: Content) -> dict[str, str]:
    """Return what is styled, and how."""
    return {content.plain[span.start : span.end]: str(span.style) for span in content.spans}


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("*bold* and _italic_ and ~gone~", "bold and italic and gone"),
        ("`a * b * c`", "a * b * c"),
        ("2 * 3 * 4 and snake_case_name", "2 * 3 * 4 and snake_case_name"),
        ("a &lt;b&gt; &amp; c", "a <b> & c"),
        ("<https://example.org/a|the report>", "the report"),
        ("<https://example.org/a>", "https://example.org/a"),
        ("<@U1> in <#C1|general>", "@Tom in #general"),
        ("<!date^1|9 March 2012> <!here>", "9 March 2012 @here"),
        ("&gt; quoted\nnot", "▌ quoted\nnot"),
        ("- one\n  • two", "• one\n  • two"),
        ("```x = *1*\n```after", "x = *1*after"),
        (":white_check_mark: met :unknown:", "✓ met :unknown:"),
        ("[not markup]", "[not markup]"),
    ],
)
def test_markup_reads_as_in_slack(text: str, shown: str) -> None:
    """Marks disappear where they mean something and stay where they do not."""
    assert mrkdwn(text, {"U1": "Tom"}.get).plain == shown  # type: ignore[arg-type]


def test_marks_become_styles() -> None:
    """Bold, italic and strike are visible, also within each other."""
    styles = styled(mrkdwn("*bold* _italic_ ~gone~ *all _of_ it*"))

    assert "bold" in styles["bold"]
    assert "italic" in styles["italic"]
    assert "strike" in styles["gone"]
    assert "bold" in styles["of"]
    assert "italic" in styles["of"]


def test_plain_text_has_no_marks() -> None:
    """A plain_text object shows its asterisks."""
    assert text_object({"type": "plain_text", "text": "*a* &amp; :x:"}).plain == "*a* & ✗"
    assert text_object(None).plain == ""
    assert plain("[b]").plain == "[b]"


def test_rich_text_is_flattened() -> None:
    """Sections, lists, quotes and mentions of a rich_text block are readable."""
    words = {"type": "text", "text": "now", "style": {"bold": True, "code": True}}
    item = {"type": "rich_text_section", "elements": [words]}
    elements = [
        {
            "type": "rich_text_section",
            "elements": [{"type": "link", "url": "u"}, {"type": "emoji", "name": "x"}],
        },
        {"type": "rich_text_list", "style": "ordered", "elements": [item, item]},
        {"type": "rich_text_quote", "elements": [{"type": "user", "user_id": "U1"}]},
        {"type": "rich_text_preformatted", "elements": [{"type": "channel", "channel_id": "C1"}]},
        {"type": "rich_text_section", "elements": [{"type": "date", "fallback": "9 March"}]},
    ]

    assert rich_text(elements).plain == "u✗1. now\n2. now\n▌ @U1\n#C1\n9 March"
