"""Block Kit builders: a document's parts as plain dicts, within Slack's limits by construction.

The one place where text is escaped for Slack. Limits: docs.slack.dev, reference of blocks and composition objects.
"""

import json
import re
import zlib
from collections.abc import Iterable, Sequence
from typing import Any

from bot.rendering.document import (
    LINK,
    Button,
    Buttons,
    Control,
    Controls,
    Entry,
    Heading,
    Note,
    Paragraph,
    Part,
    Rows,
    with_people,
)

Block = dict[str, Any]

HEADER_LIMIT = 150
SECTION_LIMIT = 3000
CONTEXT_LIMIT = 2000
LABEL_LIMIT = 75
VALUE_LIMIT = 2000
BUTTONS_LIMIT = 25

ENTRY_SECTIONS = 2
"""Sections of one finding, 6,000 characters: no paragraph of a report is as long, and a page stays within limits."""

ASK_ACTION = "ask"
SHARE_ACTION = "share"
WHY_ACTION = "why"
HELPFUL_ACTION = "feedback.helpful"
UNHELPFUL_ACTION = "feedback.unhelpful"

_STYLING = re.compile(r"(?<![\w])([*_~`])(?=\S)")


def escape(text: str) -> str:
    """Return `text` so that Slack shows it as it is: no mention, link, channel or styling can come of it.

    Only people and links that the document marks as such become mentions and links.
    """
    pieces = LINK.split(text)
    pieces[::2] = map(_escaped, pieces[::2])
    pieces[1::2] = [f"<{address.replace('&', '&amp;')}>" for address in pieces[1::2]]
    return with_people("".join(pieces), "<@{}>")


def _escaped(text: str) -> str:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    # A zero-width space on each side keeps a mark from styling the words beside it.
    return _STYLING.sub("\u200b\\1\u200b", escaped)


def shorten(text: str, limit: int) -> str:
    """Return `text` in at most `limit` characters, cut at a word, with an ellipsis when cut."""
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    head, _, _ = cut.rpartition(" ")
    return (head if len(head) > limit // 2 else cut).rstrip(" ,;:") + "…"


def header(text: str) -> Block:
    """Return a header block; plain text, at most 150 characters."""
    return {
        "type": "header",
        "text": {"type": "plain_text", "text": shorten(text, HEADER_LIMIT), "emoji": False},
    }


def section(markdown: str) -> Block:
    """Return a section block of already escaped mrkdwn."""
    return {"type": "section", "text": {"type": "mrkdwn", "text": markdown, "verbatim": True}}


def context(markdown: str) -> Block:
    """Return a context block of already escaped mrkdwn."""
    return {
        "type": "context",
        "elements": [{"type": "mrkdwn", "text": _within(markdown, CONTEXT_LIMIT), "verbatim": True}],
    }


def actions(buttons: Sequence[Button], first: int) -> Block:
    """Return an actions block; `first` numbers its buttons, so that every action id of a message is its own."""
    return {"type": "actions", "elements": [_button(one, first + index) for index, one in enumerate(buttons)]}


def share_button(ask: str, page: int) -> Block:
    """Return the button that shows a private answer to the channel."""
    return _element("Share in channel", SHARE_ACTION, Button("", ask, page))


def feedback_buttons(ask: str) -> list[Block]:
    """Return the two buttons that say whether an answer helped."""
    held = Button("", ask)
    return [_element("Helpful", HELPFUL_ACTION, held), _element("Not helpful", UNHELPFUL_ACTION, held)]


def why_button(ask: str) -> Block:
    """Return the button that tells why this was answered."""
    return _element("Why this answer?", WHY_ACTION, Button("", ask))


def _button(button: Button, number: int) -> Block:
    return _element(button.label, f"{ASK_ACTION}:{number}", button)


def _element(label: str, action: str, button: Button) -> Block:
    return {
        "type": "button",
        "action_id": action,
        "text": {"type": "plain_text", "text": shorten(label, LABEL_LIMIT), "emoji": False},
        "value": _value(button),
    }


def _value(button: Button) -> str:
    """Return what a button carries, as JSON; a question of a thousand quotation marks is cut until it fits."""
    ask = button.ask
    while len(value := json.dumps({"ask": ask, "page": button.page}, ensure_ascii=False)) > VALUE_LIMIT:
        ask = ask[: len(ask) * 3 // 4]
    return value


def text_size(block: Block) -> int:
    """Return how many characters of text a block shows."""
    texts = [block.get("text", {}), *block.get("elements", ()), *block.get("fields", ())]
    return sum(len(text["text"]) for text in texts if isinstance(text.get("text"), str))


def controls_block(controls: Sequence[Control], page: int = 1) -> Block:
    """Return an actions block of buttons that do something; each carries its data and the page it stands on."""
    return {"type": "actions", "elements": [_control(one, page) for one in controls]}


def _control(control: Control, page: int) -> Block:
    value = json.dumps(dict(control.data) | {"page": page}, ensure_ascii=False)
    # The same control stands beside several items, and every action id of a message must be its own.
    action = f"{control.action}:{zlib.crc32(value.encode()):08x}"
    style = {"style": "primary"} if control.primary else {}
    text = {"type": "plain_text", "text": shorten(control.label, LABEL_LIMIT), "emoji": False}
    return {"type": "button", "action_id": action, "text": text, "value": value, **style}


def blocks_of(parts: Iterable[Part], page: int = 1) -> list[Block]:
    """Return the blocks of `parts`, in order; `page` is the one they stand on."""
    blocks: list[Block] = []
    buttons = 0
    for part in parts:
        if isinstance(part, Buttons):
            blocks.append(actions(part.buttons[:BUTTONS_LIMIT], buttons))
            buttons += len(part.buttons)
        else:
            blocks.extend(_blocks(part))
            if isinstance(part, Entry | Controls) and part.controls:
                blocks.append(controls_block(part.controls, page))
    return blocks


def _blocks(part: Part) -> list[Block]:
    match part:
        case Heading(text):
            return [header(text)]
        case Paragraph(text):
            return _sections(escape(text).split("\n"))
        case Rows():
            return _rows(part)
        case Entry():
            return _entry(part)
        case Note(text):
            return [context(escape(text))]
        case Buttons() | Controls():
            return []


def _sections(lines: Iterable[str]) -> list[Block]:
    """Return `lines` in as few sections as the limit allows."""
    texts: list[str] = []
    for line in lines:
        for piece in _pieces(line):
            if texts and len(texts[-1]) + 1 + len(piece) <= SECTION_LIMIT:
                texts[-1] += f"\n{piece}"
            else:
                texts.append(piece)
    return [section(text) for text in texts if text.strip()]


def _pieces(line: str) -> Iterable[str]:
    while len(line) > SECTION_LIMIT:
        cut = line.rfind(" ", SECTION_LIMIT // 2, SECTION_LIMIT)
        cut = cut if cut > 0 else len(_whole(line[:SECTION_LIMIT]))
        yield line[:cut]
        line = line[cut:].lstrip()
    yield line


def _within(markdown: str, limit: int) -> str:
    """Return escaped text in at most `limit` characters, with an ellipsis when cut."""
    return markdown if len(markdown) <= limit else _whole(markdown[: limit - 1]).rstrip(" ,") + "…"


def _whole(cut: str) -> str:
    """Return escaped text that was cut, without the half of an escape such as "&am" at its end."""
    start = cut.rfind("&", -4)
    return cut if start < 0 or ";" in cut[start:] else cut[:start]


def _rows(part: Rows) -> list[Block]:
    lines = [f"*{escape(part.title)}*"] if part.title else []
    for row in part.rows:
        note = f"  _{escape(row.note)}_" if row.note else ""
        lines.append(
            f"• {escape(row.label)}: *{escape(row.value)}*{note}"
            if row.value
            else f"• {escape(row.label)}{note}"
        )
    blocks = _sections(lines)
    return [*blocks, context(escape(part.source))] if part.source else blocks


def _entry(part: Entry) -> list[Block]:
    text = escape(part.text)
    lines = [f"*{escape(part.label)}*"] if part.label else []
    lines.extend([f"> {line}" for line in text.split("\n")] if part.quoted else text.split("\n"))
    lines.extend(f"• {escape(detail)}" for detail in part.details)
    sections = _sections(lines)
    if len(sections) > ENTRY_SECTIONS:
        sections = [*sections[:ENTRY_SECTIONS], context("This is cut here; the terminal shows the whole.")]
    return [*sections, context(escape(part.source))]
