"""Pages: a document's parts cut so that each page fits a Slack message and a reader's patience.

The opening parts (title, notes before the first entry) stand on every page's first lines as far as they must; entries
and rows are never split between pages.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from bot.rendering.blocks import blocks_of
from bot.rendering.document import Buttons, Document, Entry, Heading, Part

PAGE_BLOCKS = 40
"""Blocks of a page; Slack allows 50 a message, the rest is for paging and sharing."""

PAGE_CHARACTERS = 9000
"""Characters of a page's blocks as JSON; well within what Slack takes, and about two screens."""

PAGE_ENTRIES = 8
"""Findings on one page."""


@dataclass(frozen=True, slots=True)
class Page:
    """The parts of one page; `number` from 1 of `count`."""

    parts: tuple[Part, ...]
    number: int
    count: int


def page_of(document: Document, number: int) -> Page:
    """Return page `number` (from 1; the last one when there are fewer) of `document`."""
    closing = tuple(part for part in document.parts if isinstance(part, Buttons))
    body = [part for part in document.parts if not isinstance(part, Buttons)]
    pages = _cut(body)
    number = min(max(number, 1), len(pages))
    parts = pages[number - 1]
    if number > 1 and isinstance(body[0], Heading):
        parts = [body[0], *parts]
    return Page((*parts, *closing), number, len(pages))


def _cut(parts: Sequence[Part]) -> list[list[Part]]:
    pages: list[list[Part]] = [[]]
    blocks = characters = entries = 0
    for part in parts:
        own = blocks_of([part])
        size = len(json.dumps(own))
        full = blocks + len(own) > PAGE_BLOCKS or characters + size > PAGE_CHARACTERS
        if pages[-1] and (full or (isinstance(part, Entry) and entries == PAGE_ENTRIES)):
            pages.append([])
            blocks = characters = entries = 0
        pages[-1].append(part)
        blocks += len(own)
        characters += size
        entries += isinstance(part, Entry)
    return pages
