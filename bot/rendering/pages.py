"""Pages: a document's parts cut so that each page fits a Slack message and a reader's patience.

The title stands on every page; entries and rows are never split between pages.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.rendering.blocks import Block, blocks_of, text_size
from bot.rendering.document import Buttons, Document, Entry, Heading, Part

PAGE_BLOCKS = 40
"""Blocks of a page; Slack allows 50 a message, the rest is for paging and sharing."""

PAGE_CHARACTERS = 7500
"""Characters of text on a page: about two screens, and well within what Slack takes in one message (some 10,000)."""

PAGE_ENTRIES = 8
"""Findings on one page."""


@dataclass(frozen=True, slots=True)
class Page:
    """The blocks of one page and the buttons that close every page; `number` from 1 of `count`."""

    blocks: tuple[Block, ...]
    number: int
    count: int


@dataclass(frozen=True, slots=True)
class _Piece:
    part: Part
    blocks: list[Block]


def page_of(document: Document, number: int) -> Page:
    """Return page `number` (from 1; the last one when there are fewer) of `document`."""
    closing = [part for part in document.parts if isinstance(part, Buttons)]
    body = [
        _Piece(part, blocks_of([part], number)) for part in document.parts if not isinstance(part, Buttons)
    ]
    pages = _cut(body)
    number = min(max(number, 1), len(pages))
    pieces = pages[number - 1]
    if number > 1 and isinstance(body[0].part, Heading):
        pieces = [body[0], *pieces]
    blocks = [block for piece in pieces for block in piece.blocks]
    return Page((*blocks, *blocks_of(closing)), number, len(pages))


def _cut(pieces: Sequence[_Piece]) -> list[list[_Piece]]:
    pages: list[list[_Piece]] = [[]]
    blocks = characters = entries = 0
    for piece in pieces:
        size = sum(map(text_size, piece.blocks))
        full = blocks + len(piece.blocks) > PAGE_BLOCKS or characters + size > PAGE_CHARACTERS
        is_entry = isinstance(piece.part, Entry)
        if pages[-1] and (full or (is_entry and entries == PAGE_ENTRIES)):
            pages.append([])
            blocks = characters = entries = 0
        pages[-1].append(piece)
        blocks += len(piece.blocks)
        characters += size
        entries += is_entry
    return pages
