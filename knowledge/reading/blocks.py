"""Lines joined into headings, paragraphs, numbered paragraphs and bullets, across pages.

In a PDF the place decides: indentation, the gap above, a change of font. In plain text the marks and the
sentences do. A number or bullet only begins a block where its place or its sequence says so.
"""

import enum
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from knowledge.reading import grades
from knowledge.reading.lines import Line
from knowledge.reading.wording import ends_sentence, join, plain

_PITCH = 1.22
"""Distance of two lines of one paragraph, in font sizes."""

_GAP = 1.62
"""From this distance on, in font sizes, a new paragraph begins."""

_GLYPHS = "\ue000-\uf02c\uf02e-\uf0bd\uf0bf-\uf8ff\u25fc\u25a0\u2022\u25cf\u25aa\u25fe\u27a2\u2666"
"""Bullets; symbol fonts put theirs in the private use area (U+F06E, U+F0A7 and others)."""

_SUB_GLYPHS = "\uf02d\u2212\u2500\u2015\u25cb\u25e6\uf0be"
_BULLET = re.compile(rf"([{_GLYPHS}{_SUB_GLYPHS}])\s*(?=\S)|([-–—*o])\s+(?=\S)")
_NUMBER = re.compile(r"(\d{1,3})(?:[.)](?:\s+(?=\S)|(?=[^\d\s]))|\s+(?=[A-Z‘“]))")
_LONE = re.compile(rf"[{_GLYPHS}{_SUB_GLYPHS}]|\d{{1,3}}\.")
_TIME_LIMIT = re.compile(
    r"(?:immediately|within (?:\w+ ){1,4}(?:months?|weeks?|days?|year)(?: of .{3,40})?):?", re.IGNORECASE
)
_KNOWN = re.compile(
    r"(?:what (?:needs?|does|do|must) .{0,80}improve.{0,50}|areas? for (?:improvement|development|priority action)|"
    r"priority and immediate action|recommendations|(?:executive )?summary|strengths|(?:main |inspection )?findings|"
    r"overview|headline findings|the (?:local )?safeguarding children board.{0,60})\W*\d?|"
    r"(?:the experiences? and progress of|the impact of leaders|leadership, management and governance).{0,110}",
    re.IGNORECASE,
)
"""Headings known by their words, for plain text, where nothing else may show them."""

_CUT = re.compile(
    r"(?:,|\b(?:and|or|of|the|a|an|to|in|on|for|with|by|that|which|who|is|are|was|were|has|have|not|at|from|as))$"
)
_LONGEST_HEADING = 26


class Shape(enum.Enum):
    """What a block looks like on the page."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    NUMBERED = "numbered"
    BULLET = "bullet"


@dataclass(slots=True)
class Block:
    """Lines that belong together. `sub` marks a second-level bullet; `x` is the left edge of the first line."""

    shape: Shape
    lines: list[Line]
    number: int | None = None
    sub: bool = False
    bold: bool = False
    asides: list[Line] = field(default_factory=list)
    _text: str | None = None

    @property
    def page(self) -> int:
        """The page on which the block begins."""
        return self.lines[0].page

    @property
    def x(self) -> float:
        """Left edge of the first line, in points."""
        return self.lines[0].x

    @property
    def size(self) -> float:
        """Font size of the first line, in points."""
        return self.lines[0].size

    @property
    def marks(self) -> tuple[tuple[int, str], ...]:
        """Footnote marks in the block: page and number."""
        return tuple((line.page, mark) for line in self.all_lines for mark in line.marks)

    @property
    def all_lines(self) -> list[Line]:
        """Every line of the block, asides included."""
        return self.lines + self.asides

    @property
    def text(self) -> str:
        """The block's words, without its number or bullet; what stands aside comes last."""
        if self._text is None:
            joined = join(line.text for line in self.all_lines)
            if self.shape in (Shape.NUMBERED, Shape.BULLET):
                marker = _NUMBER.match(joined) if self.shape is Shape.NUMBERED else _BULLET.match(joined)
                joined = joined[marker.end() :] if marker else joined
            self._text = joined
        return self._text

    @property
    def hang(self) -> float | None:
        """Left edge of the lines after the first, or None while there is only one."""
        return self.lines[1].x if len(self.lines) > 1 else None


def is_time_limit(text: str) -> bool:
    """Return whether `text` is the heading of a list of items with a time limit."""
    return len(text) < 60 and _TIME_LIMIT.fullmatch(text.strip()) is not None


def build_blocks(lines: Sequence[Line], *, positioned: bool) -> list[Block]:
    """Return `lines`, in reading order, as blocks."""
    builder = _Positioned() if positioned else _Plain()
    for line in lines:
        builder.add(line)
    builder.finish()
    return builder.blocks


class _Builder:
    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.last_number = 0

    @property
    def current(self) -> Block | None:
        return self.blocks[-1] if self.blocks else None

    def add(self, line: Line) -> None:
        """Join `line` to the current block or begin a new one."""
        raise NotImplementedError

    def finish(self) -> None:
        """Put down what was held back for a line that did not come."""

    def begin(self, shape: Shape, line: Line, number: int | None = None, *, sub: bool = False) -> None:
        self.blocks.append(Block(shape, [line], number, sub, line.bold))
        if number is not None:
            self.last_number = number


class _Positioned(_Builder):
    """Blocks of a PDF's lines."""

    def __init__(self) -> None:
        super().__init__()
        self._asides: list[Line] = []
        self._lone: Line | None = None

    def add(self, line: Line) -> None:
        """Join `line` to the current block or begin a new one."""
        if _LONE.fullmatch(line.text):
            self.finish()
            self._lone = line
        elif self._lone is not None and self._lone.page == line.page and abs(self._lone.y - line.y) < 4:
            self._begin_lone(self._lone, line)
        elif not self._is_aside(line):
            self.finish()
            self._add(line)

    def finish(self) -> None:
        """Put down a bullet or number that no text followed."""
        if self._lone is not None:
            lone, self._lone = self._lone, None
            self.begin(Shape.PARAGRAPH, lone)
        self._take_asides()

    def _begin_lone(self, lone: Line, line: Line) -> None:
        """Begin an item whose bullet or number was extracted as a line of its own."""
        self._lone = None
        number = int(lone.text.rstrip(".")) if lone.text[0].isdigit() else None
        shape = Shape.BULLET if number is None else Shape.NUMBERED
        self.begin(shape, lone, number, sub=lone.text in _SUB_GLYPHS)
        self.blocks[-1].lines.append(line)

    def _add(self, line: Line) -> None:
        number = _NUMBER.match(line.text)
        bullet = _BULLET.match(line.text)
        if bullet and self._bullet_stands(line, bullet):
            sub = bullet.group(1) is not None and bullet.group(1) in _SUB_GLYPHS
            self.begin(Shape.BULLET, line, sub=sub or self._is_inner(line))
        elif number and not line.bold and self._number_stands(line, int(number.group(1)), number.group()):
            self.begin(Shape.NUMBERED, line, int(number.group(1)))
        elif self._continues(line):
            self.blocks[-1].lines.append(line)
        else:
            self.begin(Shape.HEADING if line.bold or self._is_large(line) else Shape.PARAGRAPH, line)
        self._take_asides()

    def _is_aside(self, line: Line) -> bool:
        """Set `line` aside if it stands in a right-hand column: the grade beside a heading."""
        if line.x < 250 or len(line.text) > 40 or len(line.text.split()) > 6:
            return False
        self._asides.append(line)
        near = self.current
        if near and near.lines[-1].page == line.page and near.lines[-1].y - line.y < 3.5 * line.size:
            self._take_asides()
        return True

    def _take_asides(self) -> None:
        if self._asides and self.blocks:
            self.blocks[-1].asides += self._asides
            self._asides = []

    def _gap(self, line: Line) -> float | None:
        """Return the distance to the line above in font sizes, or None on a new page."""
        previous = self.blocks[-1].lines[-1] if self.blocks else None
        if previous is None or previous.page != line.page:
            return None
        return (previous.y - line.y) / max(line.size, 6.0)

    def _is_large(self, line: Line) -> bool:
        previous = self.current
        if line.size < 13.4 or len(line.text.split()) > _LONGEST_HEADING:
            return False
        return previous is None or previous.shape is Shape.HEADING or not line.text.endswith(".")

    def _is_inner(self, line: Line) -> bool:
        """Return whether a bullet stands further in than the bullet above, beyond a trembling hand."""
        above = self.current
        return (
            above is not None
            and above.shape is Shape.BULLET
            and line.x > above.x + (12 if not above.sub else -6) > 12
        )

    def _bullet_stands(self, line: Line, bullet: re.Match[str]) -> bool:
        """Return whether a bullet begins an item; a dash or an o may also be a word of the sentence above."""
        if bullet.group(1):
            return True
        above, gap = self.current, self._gap(line)
        if above is None or above.hang is None:
            return above is None or above.shape is Shape.BULLET or (gap is not None and gap > _GAP)
        return abs(line.x - above.hang) > 3 or (gap is not None and gap > _GAP)

    def _number_stands(self, line: Line, number: int, marker: str) -> bool:
        above, gap = self.current, self._gap(line)
        if above is None or above.shape is Shape.HEADING:
            return True
        expected = number in (self.last_number + 1, self.last_number + 2)
        outdented = above.hang is not None and above.shape is Shape.NUMBERED and line.x < above.hang - 3
        if not any(sign in marker for sign in ".)"):
            return number == self.last_number + 1 and (outdented or (gap is not None and gap > _GAP))
        if gap is not None and gap > _GAP:
            return True
        return (expected or number == 1) and (
            outdented or above.shape is not Shape.NUMBERED or line.x <= above.x + 3
        )

    def _continues(self, line: Line) -> bool:
        above, gap = self.current, self._gap(line)
        if above is None:
            return False
        if above.shape is Shape.HEADING:
            alike = above.bold == line.bold or min(above.size, line.size) >= 13.4
            same = alike and abs(above.lines[-1].size - line.size) < 1.2
            return same and gap is not None and gap <= _GAP and len(above.lines) < 5
        if (
            line.bold
            and not above.lines[-1].bold
            and (gap is None or gap > _PITCH * 1.1 or ends_sentence(above.lines[-1].text))
        ):
            return False
        if gap is None:
            return self._continues_over_page(above, line)
        if gap <= _GAP:
            return self._is_in_line(above, line)
        return self._is_hanging(above, line) and gap < 3.2

    def _is_in_line(self, above: Block, line: Line) -> bool:
        """Return whether `line` stands where the next line of `above` would."""
        if above.shape is Shape.PARAGRAPH:
            return abs(line.x - (above.hang if above.hang is not None else above.x)) < 15
        return above.hang is None or line.x > above.hang - 9 or line.x >= above.x + 4

    def _is_hanging(self, above: Block, line: Line) -> bool:
        """Return whether `line` stands under the text of an item, right of its number or bullet."""
        if above.shape not in (Shape.NUMBERED, Shape.BULLET):
            return False
        if above.hang is not None:
            return above.hang > above.x + 5 and abs(line.x - above.hang) < 4
        return above.x + 8 < line.x < above.x + 60

    def _continues_over_page(self, above: Block, line: Line) -> bool:
        if self._is_hanging(above, line):
            return True
        if above.shape is Shape.PARAGRAPH and abs(line.x - above.x) > 15:
            return False
        last = above.lines[-1].text
        return (
            not ends_sentence(last)
            and (not last.endswith(";"))
            and (line.text[:1].islower() or len(last) > 45)
        )


class _Plain(_Builder):
    """Blocks of plain text, where a line may hold a whole paragraph and a page break a blank line."""

    _previous: Line | None = None

    def add(self, line: Line) -> None:
        """Join `line` to the current block or begin a new one."""
        number, bullet = _NUMBER.match(line.text), _BULLET.match(line.text)
        blank_before = (
            self._previous is None or self._previous.page != line.page or self._previous.y - line.y > 15
        )
        if bullet:
            self.begin(Shape.BULLET, line, sub=False)
        elif number and any(sign in number.group() for sign in ".)"):
            self.begin(Shape.NUMBERED, line, int(number.group(1)))
        elif len(line.cells) > 1:
            self.begin(Shape.PARAGRAPH, line)
        elif self._continues(line, blank_before):
            self.blocks[-1].lines.append(line)
        else:
            self.begin(Shape.HEADING if self._is_heading(line, blank_before) else Shape.PARAGRAPH, line)
        self._previous = line

    def _continues(self, line: Line, blank_before: bool) -> bool:
        above = self.current
        if above is None or len(above.lines[-1].cells) > 1:
            return False
        if above.shape is Shape.HEADING:
            return self._mends(above, line)
        if not blank_before:
            return (
                line.indented
                or line.text[:1].islower()
                or (len(above.lines[-1].text) > 50 and not self._is_heading(line, blank_before))
            )
        if line.text[:1].islower() and not is_time_limit(line.text):
            return True
        if self._is_heading(line, blank_before):
            return False
        return above.shape is Shape.NUMBERED or not (
            ends_sentence(above.lines[-1].text) or len(above.lines[-1].text) < 170
        )

    def _mends(self, above: Block, line: Line) -> bool:
        """Return whether `above` is no heading but the first half of a sentence that a page break cut."""
        if not line.text[:1].islower() or is_time_limit(line.text) or not _CUT.search(above.lines[-1].text):
            return False
        above.shape = Shape.PARAGRAPH
        return True

    def _is_heading(self, line: Line, blank_before: bool) -> bool:
        if is_time_limit(line.text) or grades.numbered(line.text)[1] or _KNOWN.fullmatch(line.text):
            return True
        words = line.text.split()
        if not (line.text[:1].isupper() and len(words) <= 16 and len(line.text) <= 120):
            return False
        if line.text.endswith(":"):
            return len(words) <= 8
        return blank_before and not line.text.endswith((".", ";", ",", "!"))


def heading_text(block: Block) -> str:
    """Return a heading's text for matching: plain, without a footnote's number or a colon at its end."""
    return re.sub(r"(?<=[a-z?])\d{1,2}$", "", plain(block.text)).rstrip(" :")
