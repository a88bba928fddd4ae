"""Block Kit as widgets: one builder per kind of block, and the message they make up."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from rich import box
from rich.table import Table
from textual.app import ComposeResult
from textual.containers import Grid, Horizontal, ItemGrid, Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Markdown, Rule, Static

from handlers.console.fields import Seen, widget_for
from handlers.console.mrkdwn import mrkdwn, plain, rich_text, text_object
from handlers.local_slack.elements import Element, elements
from handlers.local_slack.models import Json, Message

LONDON = ZoneInfo("Europe/London")
Errors = Mapping[str, str]


def _section(block: Json, seen: Seen) -> Iterator[Widget]:
    texts: list[Widget] = []
    if block.get("text"):
        texts.append(Static(text_object(block["text"], seen.names), classes="text"))
    if fields := block.get("fields"):
        cells = [Static(text_object(field, seen.names), classes="field") for field in fields]
        texts.append(Grid(*cells, classes="fields"))
    accessory = block.get("accessory")
    if accessory is None:
        yield from texts
    elif accessory.get("type") == "image":
        yield from [*texts, _image(accessory)]
    else:
        found = next(iter(elements([block])))
        body = Vertical(*texts, classes="section-text")
        yield Horizontal(body, widget_for(found, seen), classes="with-accessory")


def _header(block: Json, seen: Seen) -> Iterator[Widget]:
    yield Static(plain(str(block["text"]["text"])), classes="header-block")


def _context(block: Json, seen: Seen) -> Iterator[Widget]:
    parts = [
        _image_words(element) if element.get("type") == "image" else text_object(element, seen.names)
        for element in block.get("elements", ())
    ]
    yield Static(Content("  ").join(parts), classes="context")


def _actions(block: Json, seen: Seen) -> Iterator[Widget]:
    yield ButtonRow(*(widget_for(found, seen) for found in elements([block])))


def _divider(block: Json, seen: Seen) -> Iterator[Widget]:
    yield Rule(line_style="solid", classes="divider")


def _image_words(image: Mapping[str, Any]) -> Content:
    return Content.assemble(("[Image] ", "bold"), str(image.get("alt_text", "")))


def _image(image: Mapping[str, Any]) -> Widget:
    return Static(_image_words(image), classes="image")


def _image_block(block: Json, seen: Seen) -> Iterator[Widget]:
    if block.get("title"):
        yield Static(text_object(block["title"]), classes="text")
    yield _image(block)


def _input(block: Json, seen: Seen) -> Iterator[Widget]:
    optional = " (optional)" if block.get("optional") else ""
    yield Static(Content.assemble((str(block["label"]["text"]), "bold"), optional), classes="label")
    yield widget_for(Element(block, block["element"]), seen)
    if block.get("hint"):
        yield Static(text_object(block["hint"]), classes="context")


def _rich_text(block: Json, seen: Seen) -> Iterator[Widget]:
    yield Static(rich_text(block.get("elements", ()), seen.names), classes="text")


def _markdown(block: Json, seen: Seen) -> Iterator[Widget]:
    yield Markdown(str(block.get("text", "")), classes="markdown")


def _table(block: Json, seen: Seen) -> Iterator[Widget]:
    table = Table(box=box.SIMPLE_HEAD, show_header=bool(block["rows"]))
    rows = [[_cell(cell, seen) for cell in row] for row in block["rows"]]
    for name in rows[0] if rows else []:
        table.add_column(name)
    for row in rows[1:]:
        table.add_row(*row)
    yield Static(table, classes="text")


def _cell(cell: Mapping[str, Any], seen: Seen) -> str:
    if cell.get("type") == "rich_text":
        return rich_text(cell.get("elements", ()), seen.names).plain
    return str(cell.get("text", ""))


BUILDERS: dict[str, Callable[[Json, Seen], Iterator[Widget]]] = {
    "section": _section,
    "header": _header,
    "context": _context,
    "actions": _actions,
    "divider": _divider,
    "image": _image_block,
    "input": _input,
    "rich_text": _rich_text,
    "markdown": _markdown,
    "table": _table,
}


def widgets_for(seen: Seen, errors: Errors | None = None) -> Iterator[Widget]:
    """Yield the widgets that show a surface's blocks; `errors` are words under fields, by block id."""
    for block in seen.surface.blocks:
        build = BUILDERS.get(str(block.get("type")))
        if build is None:
            yield Static(f"[{block.get('type')} block]", markup=False, classes="context")
        else:
            yield from build(block, seen)
        if words := (errors or {}).get(str(block.get("block_id"))):
            yield Static(Content(words), classes="field-error")


class ButtonRow(ItemGrid):
    """Buttons and menus side by side, as many in a row as fit."""

    def __init__(self, *children: Widget) -> None:
        """Lay the elements out in columns wide enough for the widest label."""
        labels = [len(str(getattr(child, "label", ""))) for child in children]
        width = min(max([*labels, 8]) + 6, 44)
        super().__init__(*children, min_column_width=width, regular=False, classes="actions")


class MessageView(Vertical):
    """One message: who, when, who sees it, and its blocks (its text when it has none)."""

    def __init__(self, message: Message, seen: Seen, author: str, *, is_bot: bool) -> None:
        """Show a message as `author` said it."""
        super().__init__(classes="message")
        self.message = message
        self._seen = seen
        self._author = author
        self._is_bot = is_bot
        self.set_class(message.ephemeral, "-ephemeral")
        self.set_class(message.thread_ts not in (None, message.ts), "-reply")
        self.set_class(is_bot, "-bot")

    def compose(self) -> ComposeResult:
        """Build the heading and the blocks."""
        message = self.message
        at = datetime.fromtimestamp(float(message.ts), tz=LONDON)
        heading = [(self._author, "bold"), (f"  {at:%H:%M}", "dim")]
        if self._is_bot:
            heading.insert(1, (" APP", "dim bold"))
        if message.edited_ts:
            heading.append(("  (edited)", "dim"))
        if message.ephemeral:
            heading.append(("  Only visible to you", "dim italic"))
        yield Static(Content.assemble(*heading), classes="author")
        if message.blocks:
            yield from widgets_for(self._seen)
        elif message.text:
            yield Static(mrkdwn(message.text, self._seen.names), classes="text")
        for file in message.files:
            yield Static(Content.assemble(("[File] ", "bold"), str(file.get("name"))), classes="context")
        if message.reactions:
            yield Static(Content("  ".join(f":{name}:" for name, _ in message.reactions)), classes="context")
