"""Slack's Block Kit limits as data: what a message or a view may hold before Slack refuses it.

Every rule here is a published limit of Slack's Block Kit reference. The module knows JSON, nothing of
servers or of this product. A breach is one sentence ending in the place where it was found, in the form
in which Slack itself reports it: `must be less than 3001 characters [json-pointer:/blocks/0/text/text]`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from handlers.local_slack.schema import (
    Rule,
    Shape,
    anything,
    array_of,
    boolean,
    choice_of,
    found_at,
    object_of,
    string,
    text_object,
    whole_number,
)

MESSAGE_BLOCKS = 50
VIEW_BLOCKS = 100
MESSAGE_TEXT = 40_000
UPDATE_TEXT = 4_000
MARKDOWN_TEXT = 12_000
TABLE_TEXT = 10_000
BLOCKS_BUDGET = 13_297
BLOCK_COST = 125


_PLAIN_OR_MARKUP = ("plain_text", "mrkdwn")
_CONFIRM = Shape(
    {
        "title": text_object(100),
        "text": text_object(300, *_PLAIN_OR_MARKUP),
        "confirm": text_object(30),
        "deny": text_object(30),
        "style": choice_of("primary", "danger"),
    },
    frozenset({"title", "text", "confirm", "deny"}),
).check
_FILTER = Shape(
    {
        "include": array_of(choice_of("im", "mpim", "private", "public"), 4),
        "exclude_external_shared_channels": boolean,
        "exclude_bot_users": boolean,
    }
).check


def _option(*kinds: str, link: bool = False) -> Rule:
    fields: dict[str, Rule] = {
        "text": text_object(75, *kinds),
        "value": string(150),
        "description": text_object(75, *kinds),
    }
    if link:
        fields["url"] = string(3000)
    return Shape(fields, frozenset({"text", "value"})).check


_OPTION = _option()
_RICH_OPTION = _option(*_PLAIN_OR_MARKUP)
_GROUP = Shape(
    {"label": text_object(75), "options": array_of(_OPTION, 100)}, frozenset({"label", "options"})
).check
_ID = string(255)


def _element(required: str = "", one_of: tuple[str, ...] = (), /, **fields: Rule) -> Shape:
    """An interactive element: its own fields and those every element has."""
    shared: dict[str, Rule] = {"type": anything, "action_id": _ID, "focus_on_load": boolean}
    return Shape({**shared, **fields}, frozenset(required.split()), one_of)


def _menu(**fields: Rule) -> Shape:
    return _element(confirm=_CONFIRM, placeholder=text_object(150), **fields)


def _choices(**fields: Rule) -> Shape:
    return _element(
        "",
        ("options", "option_groups"),
        confirm=_CONFIRM,
        placeholder=text_object(150),
        options=array_of(_OPTION, 100),
        option_groups=array_of(_GROUP, 100),
        **fields,
    )


def _typing(**fields: Rule) -> Shape:
    return _element(placeholder=text_object(150), dispatch_action_config=anything, **fields)


_MANY: dict[str, Rule] = {"max_selected_items": whole_number(1, 100)}
_DATE = string(10, pattern=r"\d{4}-\d{2}-\d{2}")
_TIME = string(5, pattern=r"\d{2}:\d{2}")
# The reference gives 3,000 for any text object; 2,000 is what has been seen refused in a context block.
_CONTEXT = string(2000)

ELEMENTS: dict[str, Shape] = {
    "button": _element(
        "text",
        text=text_object(75),
        url=string(3000),
        value=string(2000),
        style=choice_of("primary", "danger"),
        confirm=_CONFIRM,
        accessibility_label=string(75),
    ),
    "static_select": _choices(initial_option=_OPTION),
    "multi_static_select": _choices(initial_options=array_of(_OPTION, 100), **_MANY),
    "external_select": _menu(initial_option=_OPTION, min_query_length=whole_number(0, 100)),
    "multi_external_select": _menu(
        initial_options=array_of(_OPTION, 100), min_query_length=whole_number(0, 100), **_MANY
    ),
    "users_select": _menu(initial_user=_ID),
    "multi_users_select": _menu(initial_users=array_of(_ID, 100), **_MANY),
    "channels_select": _menu(initial_channel=_ID, response_url_enabled=boolean),
    "multi_channels_select": _menu(initial_channels=array_of(_ID, 100), **_MANY),
    "conversations_select": _menu(
        initial_conversation=_ID,
        default_to_current_conversation=boolean,
        response_url_enabled=boolean,
        filter=_FILTER,
    ),
    "multi_conversations_select": _menu(
        initial_conversations=array_of(_ID, 100),
        default_to_current_conversation=boolean,
        filter=_FILTER,
        **_MANY,
    ),
    "overflow": _element("options", options=array_of(_option(link=True), 5), confirm=_CONFIRM),
    "datepicker": _menu(initial_date=_DATE),
    "timepicker": _menu(initial_time=_TIME, timezone=string(100)),
    "datetimepicker": _element(initial_date_time=whole_number(0, 9_999_999_999), confirm=_CONFIRM),
    "checkboxes": _element(
        "options",
        options=array_of(_RICH_OPTION, 10),
        initial_options=array_of(_RICH_OPTION, 10),
        confirm=_CONFIRM,
    ),
    "radio_buttons": _element(
        "options", options=array_of(_RICH_OPTION, 10), initial_option=_RICH_OPTION, confirm=_CONFIRM
    ),
    "plain_text_input": _typing(
        initial_value=string(3000, least=0),
        multiline=boolean,
        min_length=whole_number(0, 3000),
        max_length=whole_number(1, 3000),
    ),
    "email_text_input": _typing(initial_value=string(3000)),
    "url_text_input": _typing(initial_value=string(3000)),
    "number_input": _typing(
        initial_value=string(100), is_decimal_allowed=boolean, min_value=anything, max_value=anything
    ),
    "rich_text_input": _typing(initial_value=anything),
    "file_input": _element(filetypes=array_of(string(20), 100), max_files=whole_number(1, 10)),
    "image": Shape(
        {
            "type": anything,
            "image_url": string(3000),
            "slack_file": anything,
            "alt_text": string(2000),
        },
        frozenset({"alt_text"}),
        ("image_url", "slack_file"),
    ),
    "plain_text": Shape({"type": anything, "text": _CONTEXT, "emoji": boolean}, frozenset({"text"})),
    "mrkdwn": Shape({"type": anything, "text": _CONTEXT, "verbatim": boolean}, frozenset({"text"})),
}

_TYPED_IN = frozenset(
    {
        "plain_text_input",
        "email_text_input",
        "url_text_input",
        "number_input",
        "rich_text_input",
        "file_input",
    }
)
_TEXTS = frozenset(_PLAIN_OR_MARKUP)
_PRESSED = frozenset(ELEMENTS) - _TYPED_IN - _TEXTS - {"image"}
_INPUTS = frozenset(ELEMENTS) - _TEXTS - {"image", "button", "overflow"}


def _block(required: str = "", one_of: tuple[str, ...] = (), /, **fields: Rule) -> Shape:
    return Shape({"type": anything, "block_id": _ID, **fields}, frozenset(required.split()), one_of)


_CELL = object_of(
    {
        "raw_text": Shape({"type": anything, "text": string(TABLE_TEXT)}, frozenset({"text"})),
        "rich_text": _block("elements", elements=anything),
    },
    frozenset({"raw_text", "rich_text"}),
)

BLOCKS: dict[str, Shape] = {
    "section": _block(
        "",
        ("text", "fields"),
        text=text_object(3000, *_PLAIN_OR_MARKUP),
        fields=array_of(text_object(2000, *_PLAIN_OR_MARKUP), 10),
        accessory=object_of(ELEMENTS, _PRESSED | {"image"}),
        expand=boolean,
    ),
    "header": _block("text", text=text_object(150)),
    "context": _block("elements", elements=array_of(object_of(ELEMENTS, _TEXTS | {"image"}), 10)),
    "actions": _block("elements", elements=array_of(object_of(ELEMENTS, _PRESSED), 25)),
    "divider": _block(),
    "image": _block(
        "alt_text",
        ("image_url", "slack_file"),
        image_url=string(3000),
        slack_file=anything,
        alt_text=string(2000),
        title=text_object(2000),
    ),
    "input": _block(
        "label element",
        label=text_object(2000),
        element=object_of(ELEMENTS, _INPUTS),
        hint=text_object(2000),
        optional=boolean,
        dispatch_action=boolean,
    ),
    "rich_text": _block("elements", elements=array_of(anything, 1000)),
    "markdown": _block("text", text=string(MARKDOWN_TEXT)),
    "table": _block(
        "rows", rows=array_of(array_of(_CELL, 20), 100), column_settings=array_of(anything, 20, least=0)
    ),
}
_MESSAGE_ONLY = frozenset({"markdown", "table"})

_VIEW_FIELDS: dict[str, Rule] = {
    "type": anything,
    "blocks": anything,
    "callback_id": string(255, least=0),
    "private_metadata": string(3000, least=0),
    "external_id": string(255, least=0),
}
VIEWS: dict[str, Shape] = {
    "modal": Shape(
        {
            **_VIEW_FIELDS,
            "title": text_object(24),
            "submit": text_object(24),
            "close": text_object(24),
            "clear_on_close": boolean,
            "notify_on_close": boolean,
        },
        frozenset({"title", "blocks"}),
    ),
    "home": Shape(_VIEW_FIELDS, frozenset({"blocks"})),
}


def check_blocks(
    blocks: Any, *, most: int = MESSAGE_BLOCKS, path: str = "/blocks", allowed: frozenset[str] | None = None
) -> tuple[str, ...]:
    """Return every breach in a list of blocks; `allowed` limits the kinds, for surfaces that refuse some."""
    kinds = frozenset(BLOCKS) if allowed is None else allowed
    breaches = list(array_of(object_of(BLOCKS, kinds), most, least=0)(blocks, path))
    if isinstance(blocks, Sequence) and not isinstance(blocks, str):
        breaches += _repeated(blocks, path)
        breaches += _totals(blocks, path)
    return tuple(breaches)


def check_message(payload: Mapping[str, Any]) -> tuple[str, ...]:
    """Return every breach of Slack's limits in a message payload, in words; empty when there is none.

    The payload is what `chat.postMessage`, an ack or a `response_url` takes: `text`, `blocks`, `attachments`.
    """
    breaches: list[str] = []
    text, blocks, attachments = (payload.get(name) for name in ("text", "blocks", "attachments"))
    if not text and not blocks and not attachments:
        breaches.append(found_at("a message needs text, blocks or attachments", "/text"))
    if text is not None:
        breaches += string(MESSAGE_TEXT, least=0)(text, "/text")
    if blocks is not None:
        breaches += check_blocks(blocks)
    if isinstance(attachments, Sequence) and not isinstance(attachments, str):
        if len(attachments) > 100:
            breaches.append(found_at("no more than 100 items allowed", "/attachments"))
        for index, attachment in enumerate(attachments):
            if isinstance(attachment, dict) and attachment.get("blocks"):
                breaches += check_blocks(attachment["blocks"], path=f"/attachments/{index}/blocks")
    return tuple(breaches)


def check_view(view: Mapping[str, Any]) -> tuple[str, ...]:
    """Return every breach of Slack's limits in a modal or App Home view, in words; empty when none."""
    shape = VIEWS.get(str(view.get("type")))
    if shape is None:
        return (found_at(f"unsupported type: {view.get('type')}", "/view"),)
    breaches = list(shape.check(view, "/view"))
    blocks = view.get("blocks")
    breaches += check_blocks(
        blocks, most=VIEW_BLOCKS, path="/view/blocks", allowed=frozenset(BLOCKS) - _MESSAGE_ONLY
    )
    has_input = isinstance(blocks, Sequence) and any(
        isinstance(block, dict) and block.get("type") == "input" for block in blocks
    )
    if view["type"] == "modal" and has_input and not view.get("submit"):
        breaches.append(found_at("must define `submit` to use an `input` block in modals", "/view"))
    return tuple(breaches)


def blocks_size(blocks: Sequence[Mapping[str, Any]]) -> int:
    """Return the characters of text in all blocks, plus what Slack counts for each further block.

    `chat.postMessage` and `chat.update` answer `msg_blocks_too_long` above about `BLOCKS_BUDGET`; replies
    through an ack or a `response_url` are not measured. Slack publishes no figure: the budget and the cost
    of a block are those measured by users (slackapi/bolt-js issues 2509 and 2867).
    """
    return _characters(list(blocks)) + BLOCK_COST * max(0, len(blocks) - 1)


def _characters(value: Any) -> int:
    if isinstance(value, dict):
        return sum(
            len(inner) if name == "text" and isinstance(inner, str) else _characters(inner)
            for name, inner in value.items()
        )
    if isinstance(value, list | tuple):
        return sum(_characters(item) for item in value)
    return 0


def _repeated(blocks: Sequence[Any], path: str) -> Iterator[str]:
    """Yield repeated block ids in the message and repeated action ids within a block."""
    seen: set[str] = set()
    for index, block in enumerate(blocks):
        if not isinstance(block, dict):
            continue
        block_id = block.get("block_id")
        if isinstance(block_id, str):
            if block_id in seen:
                yield found_at(f"block_id already exists: {block_id}", f"{path}/{index}/block_id")
            seen.add(block_id)
        actions: set[str] = set()
        for position, element in enumerate(elements_of(block)):
            action_id = element.get("action_id")
            if isinstance(action_id, str):
                if action_id in actions:
                    place = f"{path}/{index}/elements/{position}/action_id"
                    yield found_at(f"action_id already exists in this block: {action_id}", place)
                actions.add(action_id)


def _totals(blocks: Sequence[Any], path: str) -> Iterator[str]:
    """Yield what is limited over all blocks of a message together."""
    of_kind: dict[str, list[Any]] = {"markdown": [], "table": []}
    for block in blocks:
        if isinstance(block, dict) and block.get("type") in of_kind:
            of_kind[block["type"]].append(block)
    if len(of_kind["markdown"]) > 1 and _characters(of_kind["markdown"]) > MARKDOWN_TEXT:
        yield found_at(f"all markdown blocks together must be less than {MARKDOWN_TEXT + 1} characters", path)
    if len(of_kind["table"]) > 1:
        yield found_at("only one table allowed", path)
    if _characters(of_kind["table"]) > TABLE_TEXT:
        yield found_at(f"all cells of a table together must be less than {TABLE_TEXT + 1} characters", path)


def elements_of(block: Mapping[str, Any]) -> tuple[dict[str, Any], ...]:
    """Return the elements of one block that can carry an action id, in order."""
    elements = block.get("elements") if block.get("type") in {"actions", "context_actions"} else None
    found = list(elements) if isinstance(elements, Sequence) else []
    found += [block.get("accessory"), block.get("element")]
    return tuple(element for element in found if isinstance(element, dict))
