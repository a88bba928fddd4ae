"""Letters: letterhead, date, addressee, "Dear", title, paragraphs, headed lists, signature, copies.

A family of letters says what its headings mean; everything else is the same for all.
"""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from knowledge.reading import dates
from knowledge.reading.blocks import Block, Shape, build_blocks, heading_text
from knowledge.reading.draft import Draft
from knowledge.reading.framework_choice import choose_framework
from knowledge.reading.lines import Line
from knowledge.reading.names import people
from knowledge.reading.sections import Section, SectionWalk, is_short_title
from knowledge.reading.wording import join, plain

_DEAR = re.compile(r"dear\b")
_SIGNED = re.compile(r"yours (?:sincerely|faithfully|truly)")
_COPY = re.compile(r"(?:copy|copied to|cc)\b\s*:?")
_LONE_DATE = re.compile(r"(?:date:? )?\d{1,2}(?:st|nd|rd|th)? [a-z]{3,9},? \d{4}")
_CLOSING = re.compile(
    r"any areas? for (?:development|priority action|improvement)s? identified above|"
    r"(?:ofsted|inspectors|we) will (?:take|use|consider|return|continue)\b.*(?:findings|inspection|visit)|"
    r"i am copying|this letter (?:will be|is) (?:published|copied)|thank you|"
    r"the (?:department for education|dfe)\b.{0,60}copied|"
    r"a copy of this letter"
)
_INSPECTORS = re.compile(
    r"(?:the inspectors?(?: for this (?:visit|inspection))? (?:was|were)|(?:visit|"
    r"inspection) was (?:carried out|undertaken|conducted) by|"
    r"inspectors? for the (?:visit|inspection) (?:was|were))\s+(.{4,400}?)(?:\.\s|\.$)",
    re.IGNORECASE,
)
_FIELDWORK = re.compile(
    r"\b(?:conducted|carried out|undertaken|took place|made|inspection|visit|between|services?|"
    r"on site|completed)\b[^.]{0,160}?"
    r"\b(?:on|between|from|of|in)\s+((?:\w+day )?\d{1,2}[^.;]{2,80}?\d{4})",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Letter:
    """A kind of letter.

    Attributes:
        kind: Kind of inspection in the file.
        families: Framework families, the likeliest first.
        title: The title line, plain; its first group is the authority's name as printed.
        headings: What its headings mean: plain pattern to section, the title taken from the letter.
    """

    kind: str
    families: tuple[str, ...]
    title: re.Pattern[str]
    headings: Mapping[re.Pattern[str], Section]


def read_letter(draft: Draft, letter: Letter) -> None:
    """Read a letter into `draft`."""
    lines = list(draft.body.lines)
    dear = next((n for n, line in enumerate(lines) if _DEAR.match(plain(line.text))), None)
    start = dear if dear is not None else _first_title(lines, letter)
    _letterhead(draft, lines[:start])
    blocks = build_blocks(lines[start:], positioned=draft.document.positioned)
    blocks = _signature(draft, blocks)
    blocks = _title(draft, blocks, letter)
    _facts(draft, blocks, letter)
    text, closing = _parted(blocks)
    headings = _Headings(letter)
    SectionWalk(draft, headings).walk(text, Section("Introduction", kind="context"))
    SectionWalk(draft, headings).walk(closing, Section("Closing", kind="context"))


def _first_title(lines: Sequence[Line], letter: Letter) -> int:
    return next((n for n, line in enumerate(lines) if letter.title.search(plain(line.text))), 0)


def _letterhead(draft: Draft, lines: Sequence[Line]) -> None:
    """Read the letter's date; the rest above the salutation is addressee and letterhead."""
    for line in lines:
        if draft.published is None and _LONE_DATE.fullmatch(plain(line.text)):
            found = dates.dates(line.text)
            draft.published = found[0] if found else None
            draft.published_basis = "letter date"
    if draft.published is None:
        draft.warn("no date of the letter was found above the salutation")
    draft.claim(lines)


def _title(draft: Draft, blocks: list[Block], letter: Letter) -> list[Block]:
    """Take salutation and title off the head of `blocks`."""
    for place, block in enumerate(blocks[:8]):
        match = letter.title.search(plain(block.text))
        if match and len(block.text.split()) <= 45:
            draft.title = block.text
            draft.authority_printed = (
                match.group(1).strip(" .,") if match.lastindex and match.group(1) else None
            )
            for one in blocks[: place + 1]:
                draft.claim(one.all_lines)
            return blocks[place + 1 :]
    head = [block for block in blocks[:1] if _DEAR.match(plain(block.text))]
    for one in head:
        draft.claim(one.all_lines)
    return blocks[len(head) :]


def _signature(draft: Draft, blocks: list[Block]) -> list[Block]:
    """Take the signature and what follows it off the end of `blocks`; the signatory leads the inspection."""
    place = next((n for n, block in enumerate(blocks) if _SIGNED.match(plain(block.text))), None)
    if place is None:
        return blocks
    for block in blocks[place:]:
        draft.claim(block.all_lines)
    after = join(block.text for block in blocks[place:])[:600]
    after = re.sub(r"^yours \w+\s*,?", "", after, flags=re.IGNORECASE)
    after = re.split(r"\b(?:Copy|Copied to|cc)\b\s*:", after)[0]
    office = re.search(r"\b(?:(?:Senior )?H(?:er|is) Majesty|HMI|Senior HMI|Ofsted|Regional|National)", after)
    names = people(after[: office.start()] if office else after[:60])
    if names:
        draft.lead = names[0]
    return blocks[:place]


def _facts(draft: Draft, blocks: Sequence[Block], letter: Letter) -> None:
    """Read the days on site and the inspectors from the paragraphs before the first heading."""
    opening = [block.text for block in blocks[:8] if block.shape is not Shape.HEADING]
    text = " ".join(opening)[:4000]
    found = [one for match in _FIELDWORK.finditer(text) for one in dates.periods(match.group(1))]
    if not found:
        found = list(dates.periods(opening[0])) if opening else []
    if found:
        draft.started, draft.ended = found[0].start, max(_last_days(found))
    else:
        draft.warn("the dates on site cannot be read from the letter")
    draft.kind = letter.kind
    choose_framework(draft, *letter.families)
    match = _INSPECTORS.search(text)
    names = people(match.group(1)) if match else ()
    draft.inspectors = tuple(dict.fromkeys((*((draft.lead,) if draft.lead else ()), *names)))
    draft.lead = draft.lead or (names[0] if names else None)
    if draft.lead is None:
        draft.warn("no inspector's name was found")


def _last_days(found: Sequence[dates.Period]) -> list[dt.date]:
    """Return the last days of the first period and of those within three weeks of it: one visit, not an earlier one."""
    days = [found[0].end]
    for one in found[1:]:
        if 0 <= (one.end - days[-1]).days <= 21:
            days.append(one.end)
    return days


class _Headings:
    """What a letter's headings mean."""

    def __init__(self, letter: Letter) -> None:
        self._letter = letter

    def __call__(self, block: Block, section: Section, following: Block | None) -> Section | None:
        body = heading_text(block)
        if block.shape not in (Shape.HEADING, Shape.PARAGRAPH) or not self._is_title(block):
            return None
        for pattern, meaning in self._letter.headings.items():
            if pattern.fullmatch(body):
                return meaning.retitled(block.text.rstrip(" :?"))
        if block.shape is Shape.HEADING and section.title != "Introduction":
            return Section(block.text.rstrip(" :"), kind="narrative")
        return None

    def _is_title(self, block: Block) -> bool:
        return block.shape is Shape.HEADING or is_short_title(block) or len(block.text.split()) <= 12


def _parted(blocks: Sequence[Block]) -> tuple[list[Block], list[Block]]:
    """Return `blocks` parted before the closing paragraphs."""
    end = len(blocks)
    while end and _CLOSING.match(plain(blocks[end - 1].text)):
        end -= 1
    return list(blocks[:end]), list(blocks[end:])
