"""The body of a report: blocks under headings become findings with kind, strand, section and reference.

A family says what its headings mean; what becomes of the blocks below them is the same for all.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from knowledge.reading.blocks import Block, Shape
from knowledge.reading.draft import Draft, Finding
from knowledge.reading.tags import split_tags
from knowledge.reading.wording import ends_sentence, plain

_NOTHING = re.compile(
    r"(?:there (?:are|were|is) (?:currently )?no(?:ne|t any)?\b|no (?:areas|priority|"
    r"recommendations)\b|none\b|not applicable|"
    r"(?:inspectors|ofsted) (?:did not|have not|has not|made no|identified no|found no)).{0,200}"
)
_LEAD_IN = re.compile(
    r"(?:the following|in order to improve|the (?:local authority|council)\b.{0,60} should take)\b"
)


@dataclass(frozen=True, slots=True)
class Section:
    """What stands under a heading.

    Attributes:
        title: The heading, as printed.
        kind: Kind of the findings below it.
        listed: Whether it is a list, so that each item is one finding and a paragraph may be one too.
        bullets: Whether the items are the bullets, and a number only leads in to them (slac, lac).
        reference: Word before a numbered item's number in its reference.
        weakness: Whether the heading says that weaknesses follow.
        skip: Whether the text below is the same in every report, and furniture.
    """

    title: str
    kind: str = "narrative"
    strand: str | None = None
    within: str | None = None
    listed: bool = False
    bullets: bool = False
    reference: str = "para"
    weakness: bool = False
    skip: bool = False

    def retitled(self, title: str) -> "Section":
        """Return the section under another heading."""
        return replace(self, title=title)


NextSection = Callable[[Block, Section, Block | None], Section | None]
"""Given a block, the section it stands in and the block after it: the section it begins, or None if it is text."""


def is_short_title(block: Block) -> bool:
    """Return whether a paragraph reads as a title: few words, a capital first, no full stop."""
    words = block.text.split()
    return (
        block.shape is Shape.PARAGRAPH
        and 0 < len(words) <= 14
        and block.text[:1].isupper()
        and not ends_sentence(block.text)
        and not block.text.endswith((";", ","))
    )


class SectionWalk:
    """Walks a document's blocks and adds a finding for each to the draft."""

    def __init__(self, draft: Draft, next_section: NextSection) -> None:
        self._draft = draft
        self._next_section = next_section
        self._counts: dict[tuple[str, str | None, str], int] = {}
        self._paragraph: int | None = None
        self._items = 0
        self._last: Block | None = None
        self._heading: Block | None = None
        self._first = 0

    def walk(self, blocks: Sequence[Block], section: Section) -> None:
        """Add the findings in `blocks`, of which the first stands in `section`."""
        self._first = len(self._draft.findings)
        for place, block in enumerate(blocks):
            following = blocks[place + 1] if place + 1 < len(blocks) else None
            begun = self._next_section(block, section, following)
            if begun is not None:
                self._enter(block, section, begun)
                section = begun
            elif section.skip:
                self._draft.claim(block.all_lines, "furniture")
            elif block.shape is Shape.HEADING or self._is_subheading(block, section, following):
                self._draft.claim(block.all_lines)
            else:
                self._text(block, section, following)
                self._last = block

    def _enter(self, block: Block, before: Section, begun: Section) -> None:
        self._draft.claim(block.all_lines, "furniture" if begun.skip else "found")
        if (begun.title, begun.strand) != (before.title, before.strand) or not begun.bullets:
            self._paragraph = None
        self._items = 0
        self._last = None
        self._heading = block
        self._first = len(self._draft.findings)

    def _is_subheading(self, block: Block, section: Section, following: Block | None) -> bool:
        if following is None or not is_short_title(block):
            return False
        if section.listed:
            return following.shape in (Shape.NUMBERED, Shape.BULLET) and not (
                self._items == 0 and following.shape is Shape.BULLET and len(block.text.split()) > 8
            )
        return following.shape is not Shape.HEADING

    def _text(self, block: Block, section: Section, following: Block | None) -> None:
        before = len(self._draft.findings)
        if section.listed:
            self._listed(block, section, following)
        else:
            self._narrative(block, section)
        if self._heading is not None and len(self._draft.findings) > before:
            self._draft.take_notes(self._heading)
            self._heading = None

    def _listed(self, block: Block, section: Section, following: Block | None) -> None:
        follows = following.shape if following else None
        if self._says_nothing(block) or self._leads_in(block, section, follows):
            self._add(
                block,
                replace(section, kind="narrative", within=None),
                self._reference(block, section, "para"),
            )
        elif self._is_nested(block, section):
            self._append(block)
        elif block.shape is Shape.PARAGRAPH and self._follows_items(section):
            self._draft.warn(
                "a paragraph after a list of items; kept as a narrative finding", block.text, block.page
            )
            self._add(block, replace(section, kind="narrative", within=None), self._count(section, "para"))
        else:
            self._items += 1
            self._item(block, section)

    def _says_nothing(self, block: Block) -> bool:
        body = plain(block.text)
        return len(body) < 220 and _NOTHING.fullmatch(body) is not None

    def _leads_in(self, block: Block, section: Section, follows: Shape | None) -> bool:
        if block.shape is Shape.NUMBERED:
            leads = section.bullets and (follows in (Shape.BULLET, Shape.HEADING) or block.text.endswith(":"))
            self._paragraph = block.number if leads else self._paragraph
            return leads
        if block.shape is not Shape.PARAGRAPH or self._items:
            return False
        lists = follows in (Shape.BULLET, Shape.NUMBERED)
        return lists and (block.text.endswith(":") or _LEAD_IN.match(plain(block.text)) is not None)

    def _is_nested(self, block: Block, section: Section) -> bool:
        """Return whether a bullet belongs to the item above it and is none itself."""
        if block.shape is not Shape.BULLET or self._last is None or not self._items:
            return False
        if block.sub:
            return True
        return not section.bullets and self._last_item_shape is Shape.NUMBERED

    _last_item_shape: Shape | None = None

    def _follows_items(self, section: Section) -> bool:
        marked = self._last_item_shape in (Shape.BULLET, Shape.NUMBERED)
        return bool(self._items) and marked and section.kind in ("improvement", "priority")

    def _item(self, block: Block, section: Section) -> None:
        self._last_item_shape = block.shape
        self._add(block, section, self._reference(block, section, "item"))

    def _reference(self, block: Block, section: Section, word: str) -> str:
        if block.shape is Shape.NUMBERED:
            return f"{section.reference} {block.number}"
        if section.bullets and self._paragraph is not None:
            return self._count(section, f"para {self._paragraph} item", titled=False)
        return self._count(section, word)

    def _count(self, section: Section, word: str, *, titled: bool = True) -> str:
        key = (section.title, section.strand, word)
        self._counts[key] = self._counts.get(key, 0) + 1
        return f"{section.title} {word} {self._counts[key]}" if titled else f"{word} {self._counts[key]}"

    def _narrative(self, block: Block, section: Section) -> None:
        if block.shape is Shape.NUMBERED:
            self._paragraph = block.number
            self._add(block, section, f"para {block.number}")
        elif block.shape is Shape.BULLET and block.sub and self._last is not None:
            self._append(block)
        elif block.shape is Shape.BULLET and self._paragraph is not None and self._last is not None:
            self._add(block, section, self._count(section, f"para {self._paragraph} item", titled=False))
        elif block.shape is Shape.BULLET:
            self._add(block, section, self._count(section, "item"))
        else:
            self._add(block, section, self._count(section, "para"))

    def _append(self, block: Block) -> None:
        """Add a nested bullet's words to the finding above."""
        finding = self._draft.findings[-1]
        finding.text = f"{finding.text} • {block.text}"
        self._draft.claim(block.all_lines)
        self._draft.take_notes(block)

    def _add(self, block: Block, section: Section, ref: str) -> None:
        text, tags = split_tags(block.text)
        if not text:
            return
        twin = self._twin(text, section)
        if twin is not None and twin.strand == section.strand and twin.within == section.within:
            self._draft.warn("printed a second time in the same list; read once", block.text, block.page)
            self._draft.claim(block.all_lines)
            return
        finding = Finding(
            section.kind, section.strand, section.title, ref, self._draft.page_of(block.page), section.within, text,
            weakness=section.weakness, same_as=twin.ref if twin else None, outcomes=tags,
        )  # fmt: skip
        self._draft.add(finding, block)

    def _twin(self, text: str, section: Section) -> Finding | None:
        """Return the earlier printing of an item, full stops aside, or None."""
        if not section.listed or section.kind not in ("improvement", "priority"):
            return None
        wanted = plain(text).rstrip(" .;")
        for finding in self._draft.findings:
            if finding.kind == section.kind and plain(finding.text).rstrip(" .;") == wanted:
                return finding
        return None
