"""Lines of a report given as plain text.

Places are invented so that the rest of the reader need not care: every line is one step lower than the one before,
a blank line leaves a gap, a form feed begins a page.
"""

import re

from knowledge.reading.errors import UnreadableReport
from knowledge.reading.lines import Cell, Document, Line, Page, count_words
from knowledge.reading.wording import repair, tidy

MAX_CHARACTERS = 3_000_000
MAX_LINES = 60_000
STEP = 14.0
WIDTH, HEIGHT = 595.0, 842.0
_BOLD = re.compile(r"\*\*([^*\n]{1,400})\*\*")
_ITALIC = re.compile(r"(?<!\*)\*([^*\s][^*\n]{0,400})\*(?!\*)")


def read_plain_text(name: str, data: bytes) -> Document:
    """Return the document in `data`, UTF-8 text (or Windows Latin where it is not UTF-8).

    Raises:
        UnreadableReport: It holds no text, is not text, or is longer than any report.
    """
    text = _decode(name, data)
    pages: list[Page] = []
    index = 0
    for number, sheet in enumerate(text.split("\f"), 1):
        lines = _lines(sheet, number, index)
        index += len(lines)
        pages.append(Page(number=number, width=WIDTH, height=HEIGHT, lines=tuple(lines)))
    if sum(count_words(line.text) for page in pages for line in page.lines) < 20:
        raise UnreadableReport(
            f"{name}: no report in it, fewer than 20 words; check that it is the right file"
        )
    return Document(name=name, pages=tuple(pages), positioned=False)


def _decode(name: str, data: bytes) -> str:
    if data.count(b"\0") > len(data) // 100:
        raise UnreadableReport(f"{name}: not plain text; save it as UTF-8 text or give the PDF")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    if len(text) > MAX_CHARACTERS or text.count("\n") > MAX_LINES:
        raise UnreadableReport(
            f"{name}: {len(text)} characters, no report is that long; limit {MAX_CHARACTERS}"
        )
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _lines(sheet: str, page: int, index: int) -> list[Line]:
    lines: list[Line] = []
    for row, raw in enumerate(sheet.split("\n")):
        cleaned = _ITALIC.sub(r"\1", _BOLD.sub(r"\1", repair(raw)))
        text = tidy(cleaned)
        if not text:
            continue
        y = -STEP * row
        lines.append(
            Line(
                index=index + len(lines),
                page=page,
                x=0.0,
                y=y,
                end_x=float(len(text)),
                size=12.0,
                bold=False,
                text=text,
                cells=_cells(cleaned),
                indented=raw[:1] in " \t",
            )
        )
    return lines


def _cells(text: str) -> tuple[Cell, ...]:
    return tuple(
        Cell(float(place) * WIDTH / 2, tidy(part)) for place, part in enumerate(text.strip().split("\t"))
    )
