"""What extraction yields: lines of text with their place on the page. Knows nothing of reports."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cell:
    """A run of words without a wide gap inside: `x` is its left edge in points."""

    x: float
    text: str


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """One line as printed; points from the page's lower left corner, pages from 1. A line equals only itself.

    `index` is the line's number in the document, in content order; `marks` are footnote numbers taken out of the
    text; `indented` is for plain text: the line begins with a blank.
    """

    index: int
    page: int
    x: float
    y: float
    end_x: float
    size: float
    bold: bool
    text: str
    cells: tuple[Cell, ...]
    marks: tuple[str, ...] = ()
    indented: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """One page and its lines, from top to bottom."""

    number: int
    width: float
    height: float
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A report as extracted: `positioned` is false for plain text, whose places are invented from its lines."""

    name: str
    pages: tuple[Page, ...]
    positioned: bool

    def lines(self) -> Iterable[Line]:
        """Yield every line, page by page, from top to bottom."""
        for page in self.pages:
            yield from page.lines


def count_words(text: str) -> int:
    """Return the number of words in `text`: runs of non-blanks with a letter or digit."""
    return sum(1 for word in text.split() if word[0].isalnum() or any(map(str.isalnum, word)))
