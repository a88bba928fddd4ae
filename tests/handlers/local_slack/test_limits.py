"""Block Kit limits: each at its edge and one beyond."""

from __future__ import annotations

from typing import Any

import pytest

from handlers.local_slack.limits import BLOCKS_BUDGET, blocks_size, check_message, check_view

Json = dict[str, Any]


def plain(length: int) -> Json:
    return {"type": "plain_text", "text": "x" * length}


def markup(length: int) -> Json:
    return {"type": "mrkdwn", "text": "x" * length}


def section(**more: Any) -> Json:
    return {"type": "section", "text": markup(1), **more}


def with_accessory(element: Json) -> Json:
    return section(accessory=element)


def options(count: int, *, text: int = 5, value: int = 5) -> list[Json]:
    return [{"text": plain(text), "value": f"{index:03d}".ljust(value, "v")} for index in range(count)]


def actions(*elements: Json) -> Json:
    return {"type": "actions", "elements": list(elements)}


def buttons(count: int) -> list[Json]:
    return [{"type": "button", "action_id": f"a{index}", "text": plain(3)} for index in range(count)]


def field(element: Json, **more: Any) -> Json:
    return {"type": "input", "label": plain(5), "element": element, **more}


def button(**more: Any) -> Json:
    return with_accessory({"type": "button", "text": plain(3), **more})


def select(**more: Any) -> Json:
    return with_accessory({"type": "static_select", **more})


def confirm(**more: Any) -> Json:
    dialog = {"title": plain(5), "text": plain(5), "confirm": plain(3), "deny": plain(3)} | more
    return button(confirm=dialog)


EDGES = {
    "section text": (lambda n: {"type": "section", "text": markup(n)}, 3000),
    "section fields": (lambda n: {"type": "section", "fields": [markup(1)] * n}, 10),
    "section field text": (lambda n: {"type": "section", "fields": [markup(n)]}, 2000),
    "header": (lambda n: {"type": "header", "text": plain(n)}, 150),
    "context elements": (lambda n: {"type": "context", "elements": [markup(1)] * n}, 10),
    "context text": (lambda n: {"type": "context", "elements": [markup(n)]}, 2000),
    "actions elements": (lambda n: actions(*buttons(n)), 25),
    "block id": (lambda n: {"type": "divider", "block_id": "b" * n}, 255),
    "action id": (lambda n: button(action_id="a" * n), 255),
    "button text": (lambda n: with_accessory({"type": "button", "text": plain(n)}), 75),
    "button value": (lambda n: button(value="v" * n), 2000),
    "button url": (lambda n: button(url="u" * n), 3000),
    "confirm title": (lambda n: confirm(title=plain(n)), 100),
    "confirm text": (lambda n: confirm(text=markup(n)), 300),
    "confirm button": (lambda n: confirm(confirm=plain(n)), 30),
    "confirm deny": (lambda n: confirm(deny=plain(n)), 30),
    "select options": (lambda n: select(options=options(n)), 100),
    "option text": (lambda n: select(options=options(1, text=n)), 75),
    "option value": (lambda n: select(options=options(1, value=n)), 150),
    "option description": (lambda n: select(options=[options(1)[0] | {"description": plain(n)}]), 75),
    "placeholder": (lambda n: select(options=options(1), placeholder=plain(n)), 150),
    "option groups": (
        lambda n: select(option_groups=[{"label": plain(3), "options": options(1)}] * n),
        100,
    ),
    "group options": (lambda n: select(option_groups=[{"label": plain(3), "options": options(n)}]), 100),
    "overflow options": (lambda n: with_accessory({"type": "overflow", "options": options(n)}), 5),
    "checkboxes": (lambda n: with_accessory({"type": "checkboxes", "options": options(n)}), 10),
    "radio buttons": (lambda n: with_accessory({"type": "radio_buttons", "options": options(n)}), 10),
    "image alt text": (lambda n: {"type": "image", "image_url": "u", "alt_text": "a" * n}, 2000),
    "image url": (lambda n: {"type": "image", "image_url": "u" * n, "alt_text": "a"}, 3000),
    "image title": (lambda n: {"type": "image", "image_url": "u", "alt_text": "a", "title": plain(n)}, 2000),
    "input label": (lambda n: field({"type": "plain_text_input"}) | {"label": plain(n)}, 2000),
    "input hint": (lambda n: field({"type": "plain_text_input"}, hint=plain(n)), 2000),
    "input max length": (lambda n: field({"type": "plain_text_input", "max_length": n}), 3000),
    "markdown": (lambda n: {"type": "markdown", "text": "x" * n}, 12_000),
    "table rows": (lambda n: {"type": "table", "rows": [[{"type": "raw_text", "text": "x"}]] * n}, 100),
    "table cells": (lambda n: {"type": "table", "rows": [[{"type": "raw_text", "text": "x"}] * n]}, 20),
}


@pytest.mark.parametrize("name", EDGES)
def test_a_block_limit_holds_at_its_edge(name: str) -> None:
    """Exactly the limit is accepted, one more is named, with the place."""
    build, most = EDGES[name]

    assert check_message({"text": "t", "blocks": [build(most)]}) == ()
    beyond = check_message({"text": "t", "blocks": [build(most + 1)]})
    assert len(beyond) == 1
    assert "[json-pointer:/blocks/0" in beyond[0]


@pytest.mark.parametrize(
    ("block", "words"),
    [
        ({"type": "section", "text": markup(0)}, "must be more than 0 characters"),
        ({"type": "section"}, "missing one of: text, fields"),
        ({"type": "header", "text": markup(3)}, "unsupported text type: mrkdwn"),
        ({"type": "header"}, "missing required field: text"),
        ({"type": "heading"}, "unsupported type: heading"),
        ({"type": "divider", "colour": "red"}, "invalid additional property: colour"),
        ({"type": "context", "elements": []}, "no fewer than 1 items"),
        ({"type": "context", "elements": buttons(1)}, "unsupported type: button"),
        (actions({"type": "plain_text_input"}), "unsupported type: plain_text_input"),
        (actions({"type": "image", "image_url": "u", "alt_text": "a"}), "unsupported type: image"),
        (select(), "missing one of: options, option_groups"),
        (button(style="red"), "must be one of: primary, danger"),
        (with_accessory({"type": "datepicker", "initial_date": "9 March"}), "expected format"),
        ({"type": "image", "image_url": "u"}, "missing required field: alt_text"),
        (section(text={"type": "mrkdwn", "text": "x", "emoji": True}), "additional property: emoji"),
        (section(text="words"), "must be a text object"),
        (actions(*buttons(1), *buttons(1)), "action_id already exists"),
        ("words", "unsupported type: None"),
    ],
)
def test_what_slack_refuses_is_named(block: Any, words: str) -> None:
    """Wrong kinds, missing and unknown properties, empty text and repeated ids are refused in words."""
    assert any(words in breach for breach in check_message({"text": "t", "blocks": [block]}))


def test_a_message_has_fifty_blocks_and_a_view_a_hundred() -> None:
    """The number of blocks is limited by where they are shown."""
    divider = {"type": "divider"}
    view = {"type": "home", "blocks": [divider] * 100}

    assert check_message({"text": "t", "blocks": [divider] * 50}) == ()
    assert check_message({"text": "t", "blocks": [divider] * 51}) == (
        "no more than 50 items allowed [json-pointer:/blocks]",
    )
    assert check_view(view) == ()
    assert check_view(view | {"blocks": [divider] * 101}) == (
        "no more than 100 items allowed [json-pointer:/view/blocks]",
    )


def test_an_action_id_may_come_again_in_another_block_but_a_block_id_may_not() -> None:
    """Action ids are unique within a block, block ids within the message."""
    assert check_message({"text": "t", "blocks": [actions(*buttons(2)), actions(*buttons(2))]}) == ()
    twice = [{"type": "divider", "block_id": "same"}] * 2
    assert "block_id already exists: same" in check_message({"text": "t", "blocks": twice})[0]


@pytest.mark.parametrize(("length", "breaches"), [(40_000, 0), (40_001, 1), (0, 1)])
def test_message_text_is_limited(length: int, breaches: int) -> None:
    """A message has some text, and no more than 40,000 characters of it."""
    assert len(check_message({"text": "x" * length})) == breaches


def test_markdown_and_tables_are_limited_over_the_whole_message() -> None:
    """Markdown blocks share 12,000 characters, and a message has one table of 10,000."""
    half = {"type": "markdown", "text": "x" * 6001}
    table = {"type": "table", "rows": [[{"type": "raw_text", "text": "x"}]]}
    wide = {"type": "table", "rows": [[{"type": "raw_text", "text": "x" * 5001}] * 2]}

    assert "all markdown blocks together" in check_message({"text": "t", "blocks": [half, half]})[0]
    assert "only one table" in check_message({"text": "t", "blocks": [table, table]})[0]
    assert "all cells of a table" in check_message({"text": "t", "blocks": [wide]})[0]


@pytest.mark.parametrize(
    ("name", "most", "text"),
    [
        ("title", 24, True),
        ("submit", 24, True),
        ("close", 24, True),
        ("private_metadata", 3000, False),
        ("callback_id", 255, False),
        ("external_id", 255, False),
    ],
)
def test_a_modal_limit_holds_at_its_edge(name: str, most: int, text: bool) -> None:
    """The frame of a modal is limited too."""
    modal = {"type": "modal", "title": plain(5), "blocks": [section()]}

    assert check_view(modal | {name: plain(most) if text else "x" * most}) == ()
    beyond = check_view(modal | {name: plain(most + 1) if text else "x" * (most + 1)})
    assert len(beyond) == 1
    assert f"must be less than {most + 1} characters [json-pointer:/view/{name}" in beyond[0]


@pytest.mark.parametrize(
    ("view", "words"),
    [
        ({"type": "modal", "blocks": [section()]}, "missing required field: title"),
        ({"type": "modal", "title": plain(3), "blocks": [field({"type": "plain_text_input"})]}, "`submit`"),
        ({"type": "home", "title": plain(3), "blocks": []}, "invalid additional property: title"),
        ({"type": "sheet", "blocks": []}, "unsupported type: sheet"),
        ({"type": "home"}, "missing required field: blocks"),
        ({"type": "home", "blocks": [{"type": "table", "rows": []}]}, "unsupported type: table"),
        ({"type": "modal", "title": markup(3), "blocks": []}, "unsupported text type"),
    ],
)
def test_what_slack_refuses_in_a_view_is_named(view: Json, words: str) -> None:
    """A view needs its frame, a form its submit button, and some blocks are for messages only."""
    assert any(words in breach for breach in check_view(view))


def test_the_size_of_all_blocks_counts_text_and_blocks() -> None:
    """What `chat.postMessage` measures is the text of all blocks and a cost for each further block."""
    assert blocks_size([section(text=markup(3000))] * 4) == 12_375
    assert blocks_size([section(text=markup(3000))] * 5) > BLOCKS_BUDGET


def test_a_rich_message_within_every_limit_passes() -> None:
    """A message such as the bot sends, with every kind of element, is accepted."""
    elements = [
        {"type": "static_select", "action_id": "s", "options": options(3), "initial_option": options(1)[0]},
        {"type": "users_select", "action_id": "u", "placeholder": plain(5)},
        {"type": "conversations_select", "action_id": "c", "default_to_current_conversation": True},
        {"type": "datepicker", "action_id": "d", "initial_date": "2012-03-09"},
        {"type": "timepicker", "action_id": "t", "initial_time": "08:30"},
        {"type": "overflow", "action_id": "o", "options": options(2)},
        {"type": "checkboxes", "action_id": "k", "options": [{"text": markup(3), "value": "v"}]},
    ]
    rich = {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": []}]}

    assert check_message({"text": "t", "blocks": [actions(*elements), rich, section()]}) == ()
