"""Text out of a PDF, line by line with positions, through pdfium.

pdfium keeps a bullet or number on its item's line and is fast enough for thousands of pages a minute. Only the first
and last characters of a line are asked for their place and font, and the blanks of short lines for wide gaps; asking
for every character would take longer than extracting the text.
"""

import ctypes
import re
from collections.abc import Iterator
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]  # has no annotations
import pypdfium2.raw as pdfium  # type: ignore[import-untyped]  # has no annotations

from knowledge.reading.errors import UnreadableReport
from knowledge.reading.lines import Cell, Document, Line, Page, count_words
from knowledge.reading.plain_text import read_plain_text
from knowledge.reading.wording import HYPHEN_AT_END, repair

MAX_PAGES = 300
MAX_BYTES = 100_000_000
MAX_PAGE_CHARACTERS = 40_000
"""A dense page of print has 6,000."""

_WIDE_GAP = 0.75
"""Width of a gap between table cells, in font sizes; a space is about 0.3."""

_NARROW = 0.46
"""Average width of a character, in font sizes, below which a line cannot hold a wide gap."""

_CELL_LENGTH = 90
"""Longer lines are running text: no cells are looked for in them."""

_ASTRAL = re.compile("[\U00010000-\U0010ffff]")
_MARK = re.compile(r"(?<=[^\W\d_])(\d{1,2})(?=$|\s)|(?<=[.,;:?!’”)\]])(\d{1,2})(?=$|\s)")
_HTML = re.compile(
    rb"^\s*(?:<!doctype\s+html|<html|<head|<\?xml[^>]*>\s*<(?:!doctype\s+)?html)", re.IGNORECASE
)
_SUPERSCRIPT = 0.85


def extract(path: Path) -> Document:
    """Return the lines of the report at `path`, a PDF or a `.txt` file.

    Raises:
        UnreadableReport: There is no report in it, or more than the limits allow.
    """
    data = _read(path)
    if path.suffix.lower() == ".txt":
        return read_plain_text(path.name, data)
    if b"%PDF-" not in data[:1024]:
        raise UnreadableReport(_not_a_pdf(path, data))
    return _extract_pdf(path, data)


def _read(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise UnreadableReport(
                f"{path.name}: {size // 1_000_000} MB is larger than any report; limit 100 MB"
            )
        data = path.read_bytes()
    except (OSError, ValueError) as error:
        raise UnreadableReport(
            f"{path.name}: cannot be opened ({error}); check the name and the permissions"
        ) from error
    if not data.strip(b"\0 \t\r\n"):
        raise UnreadableReport(f"{path.name}: the file is empty; download the report again")
    return data


def _not_a_pdf(path: Path, data: bytes) -> str:
    if _HTML.match(data[:2048]):
        return f"{path.name}: an HTML page, not a PDF; open it in a browser and download the report itself"
    return f"{path.name}: not a PDF file; give the report as published, or its text in a .txt file"


def _extract_pdf(path: Path, data: bytes) -> Document:
    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise UnreadableReport(f"{path.name}: {_why(str(error), data)}") from error
    try:
        pages = tuple(_pages(path, pdf))
    except pypdfium2.PdfiumError as error:
        raise UnreadableReport(f"{path.name}: damaged PDF ({error}); download the report again") from error
    finally:
        pdf.close()
    words = sum(count_words(line.text) for page in pages for line in page.lines)
    if words < 20:
        raise UnreadableReport(
            f"{path.name}: no text in {len(pages)} pages, a scan; run text recognition (OCR) first"
        )
    return Document(name=path.name, pages=pages, positioned=True)


def _why(message: str, data: bytes) -> str:
    if b"/Encrypt" in data and ("assword" in message or "ecurity" in message):
        return "encrypted with a password; save a copy without one"
    if b"%%EOF" not in data[-2048:]:
        return "cut off before its end; download the report again"
    return f"damaged PDF ({message}); download the report again"


def _pages(path: Path, pdf: pypdfium2.PdfDocument) -> Iterator[Page]:
    count = len(pdf)
    if count > MAX_PAGES:
        raise UnreadableReport(f"{path.name}: {count} pages, no report is that long; limit {MAX_PAGES}")
    if count == 0:
        raise UnreadableReport(f"{path.name}: a PDF without pages; download the report again")
    index = 0
    for number in range(count):
        page = pdf[number]
        textpage = page.get_textpage()
        try:
            if pdfium.FPDFText_CountChars(textpage) > MAX_PAGE_CHARACTERS:
                raise UnreadableReport(f"{path.name}: page {number + 1} holds more text than a page can show")
            lines = _PageText(textpage, number + 1, index).lines()
            width, height = page.get_size()
        finally:
            textpage.close()
            page.close()
        index += len(lines)
        lines.sort(key=lambda line: (-round(line.y / 2), line.x))
        yield Page(number=number + 1, width=width, height=height, lines=tuple(lines))


class _PageText:
    """The text of one page, and the place and font of characters in it."""

    def __init__(self, textpage: pypdfium2.PdfTextPage, number: int, first_index: int) -> None:
        self._page = textpage.raw
        self._number = number
        self._first_index = first_index
        self._text = _ASTRAL.sub("\ufffd\ufffd", textpage.get_text_range())
        self._box = tuple(ctypes.c_double() for _ in range(4))
        self._origin = (ctypes.c_double(), ctypes.c_double())
        self._matrix = pdfium.FS_MATRIX()
        self._flags = ctypes.c_int()
        self._name = ctypes.create_string_buffer(64)

    def lines(self) -> list[Line]:
        lines: list[Line] = []
        start = 0
        for raw in self._text.split("\n"):
            for begin, part in self._printed(raw, start):
                if part.strip():
                    lines.append(self._line(part, begin, self._first_index + len(lines)))
            start += len(raw) + 1
        return lines

    def _printed(self, raw: str, start: int) -> Iterator[tuple[int, str]]:
        """Yield the printed lines in `raw` and their places: a hyphen at a line's end eats the line break."""
        if HYPHEN_AT_END not in raw:
            yield start, raw
            return
        begin = 0
        for place in [n for n, sign in enumerate(raw[:-1]) if sign == HYPHEN_AT_END]:
            after, before = self._char(start + place + 1), self._char(start + max(place - 1, 0))
            if abs(self._place(after)[1] - self._place(before)[1]) > 2:
                yield start + begin, raw[begin : place + 1]
                begin = place + 1
        yield start + begin, raw[begin:]

    def _line(self, raw: str, start: int, index: int) -> Line:
        first = start + len(raw) - len(raw.lstrip())
        last = start + len(raw.rstrip()) - 1
        first_char, last_char = self._char(first), self._char(last)
        x, y = self._place(first_char)
        end_x = self._edges(last_char)[1]
        size = max(self._size(first_char), self._size(last_char))
        text, marks = self._without_marks(raw, start, size)
        return Line(
            index=index,
            page=self._number,
            x=x,
            y=y,
            end_x=end_x,
            size=round(size, 1),
            bold=self._bold(first_char) and self._bold(last_char),
            text=repair(text).strip(),
            cells=self._cells(raw, start, x, end_x, size),
            marks=marks,
        )

    def _char(self, position: int) -> int:
        return int(pdfium.FPDFText_GetCharIndexFromTextIndex(self._page, position))

    def _place(self, char: int) -> tuple[float, float]:
        x, y = self._origin
        pdfium.FPDFText_GetCharOrigin(self._page, char, x, y)
        return x.value, y.value

    def _edges(self, char: int) -> tuple[float, float]:
        left, right, bottom, top = self._box
        pdfium.FPDFText_GetCharBox(self._page, char, left, right, bottom, top)
        return left.value, right.value

    def _size(self, char: int) -> float:
        size = float(pdfium.FPDFText_GetFontSize(self._page, char))
        if size <= 2 and pdfium.FPDFText_GetMatrix(self._page, char, self._matrix):
            size *= max(abs(self._matrix.d), abs(self._matrix.b))
        return size

    def _bold(self, char: int) -> bool:
        if pdfium.FPDFText_GetFontWeight(self._page, char) >= 600:
            return True
        pdfium.FPDFText_GetFontInfo(self._page, char, self._name, len(self._name), self._flags)
        return b"bold" in self._name.value.lower()

    def _without_marks(self, raw: str, start: int, size: float) -> tuple[str, tuple[str, ...]]:
        """Return the line without its footnote numbers, which are digits in a smaller font."""
        marks: list[str] = []

        def take(match: re.Match[str]) -> str:
            if self._size(self._char(start + match.start())) >= _SUPERSCRIPT * size:
                return match.group()
            marks.append(match.group())
            return ""

        return _MARK.sub(take, raw), tuple(marks)

    def _is_gappy(self, text: str, x: float, end_x: float, size: float) -> bool:
        """Return whether the line is wider than its characters account for, so that it may hold a wide gap."""
        return end_x - x > len(text) * size * _NARROW

    def _cells(self, raw: str, start: int, x: float, end_x: float, size: float) -> tuple[Cell, ...]:
        text = repair(raw).strip()
        if len(text) > _CELL_LENGTH or " " not in text or not self._is_gappy(text, x, end_x, size):
            return (Cell(x, text),)
        cells: list[Cell] = []
        begin = len(raw) - len(raw.lstrip())
        for blank in re.finditer(r"(?<=\S)\s+(?=\S)", raw):
            left, _ = self._edges(self._char(start + blank.end()))
            _, right = self._edges(self._char(start + blank.start() - 1))
            if left - right > _WIDE_GAP * size:
                cells.append(Cell(x, repair(raw[begin : blank.start()]).strip()))
                x, begin = left, blank.end()
        cells.append(Cell(x, repair(raw[begin:]).strip()))
        return tuple(cells)
