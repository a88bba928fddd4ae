"""What is on a page and is no part of the report's text: page numbers, running headers, contents, the imprint.

Footnotes are taken out as well, and kept: they belong to the paragraph whose mark they carry. A line is
furniture by its place, its size, or because other pages print it too; never by the words of one report.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from knowledge.reading.lines import Document, Line, Page
from knowledge.reading.wording import join, plain

_EDGE = 80.0
"""Running headers and footers stand within this distance (points) of the page's top or bottom."""

_SMALLER = 0.9
_SUPERSCRIPT = 0.6
_NUMBER = re.compile(r"(?:page\s*)?-?\s*\d{1,3}\s*-?(?:\s*of\s*\d{1,3})?")
_DIGITS = re.compile(r"\d+")
_RUNNING = re.compile(
    r"(?:re-?)?inspection of .{2,80}(?:children's services|after children services).*|"
    r"(?:focused|monitoring) visit (?:of|to) .{2,80}|.{3,80} inspection of .{2,80} services \d+"
)
_CONTENTS_ENTRY = re.compile(r".*[^\d\s][\s.…]*\d{1,3}")
_IMPRINT = re.compile(
    r"(?:the office for standards in education, children's services and skills|"
    r"any complaints about the inspection or the report|if you would like a copy of this document|"
    r"you may (?:copy|reuse) (?:all|this)|© ?crown copyright|this document may be reproduced|"
    r"if you are not happy with the inspection or the report)"
)
_IMPRINT_SIGNS = re.compile(
    r"crown copyright|textphone|piccadilly gate|making complaints about ofsted|open government licence|"
    r"large print or braille|further copies of this report"
)
_IMPRINT_LINE = re.compile(_IMPRINT.pattern + r"|website: |further copies of this report")
_NOTE_BEGINS = re.compile(r"\d{1,2}(?=$|\s*[^\d\s.,%])")
_FOOTNOTE = re.compile(r"(\d{1,2})\s*(?=\D)(.*)")


@dataclass(frozen=True, slots=True)
class Footnote:
    """A footnote and the number that marks it in the text of its page."""

    page: int
    mark: str
    text: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Body:
    """The lines of the report's text in reading order, what was set aside, and the size most text is in."""

    lines: tuple[Line, ...]
    furniture: tuple[Line, ...]
    footnotes: tuple[Footnote, ...]
    size: float


def strip_furniture(document: Document) -> Body:
    """Return `document` parted into text, footnotes and furniture."""
    size = _body_size(document)
    repeated = _repeated(document, size)
    text: list[Line] = []
    furniture: list[Line] = []
    footnotes: list[Footnote] = []
    closing = False
    for page in document.pages:
        rest = [line for line in page.lines if not _is_edge(line, page, size, repeated, document)]
        kept = {line.index for line in rest}
        furniture += [line for line in page.lines if line.index not in kept]
        closing, rest, imprint = _without_imprint(rest, closing, last=page is document.pages[-1])
        furniture += imprint
        rest, contents = _without_contents(rest)
        furniture += contents
        if document.positioned:
            rest, notes = _without_footnotes(rest, page, size)
            footnotes += notes
        text += rest
    return Body(tuple(text), tuple(furniture), tuple(footnotes), size)


def _body_size(document: Document) -> float:
    """Return the font size that most of the document's characters are printed in."""
    sizes: Counter[float] = Counter()
    for line in document.lines():
        sizes[round(line.size)] += len(line.text)
    return float(sizes.most_common(1)[0][0]) if sizes else 12.0


def _near_edge(line: Line, page: Page) -> bool:
    return line.y < _EDGE or line.y > page.height - _EDGE


def _repeated(document: Document, size: float) -> frozenset[str]:
    """Return the texts, digits aside, that stand at the edge of three pages or more."""
    if not document.positioned:
        return frozenset()
    seen: Counter[str] = Counter()
    for page in document.pages:
        seen.update(
            {_signature(line) for line in page.lines if _near_edge(line, page) and line.size < size + 9}
        )
    needed = 3 if len(document.pages) > 4 else 2
    return frozenset(text for text, count in seen.items() if count >= needed and text)


def _signature(line: Line) -> str:
    return _DIGITS.sub("", plain(line.text)).strip()


def _is_edge(line: Line, page: Page, size: float, repeated: frozenset[str], document: Document) -> bool:
    if not document.positioned:
        return _NUMBER.fullmatch(line.text) is not None and len(line.text) <= 3
    if not _near_edge(line, page):
        return False
    body = plain(line.text)
    if _NUMBER.fullmatch(body):
        return line.size > size * _SUPERSCRIPT or line.y > page.height / 2
    if line.size <= size * _SMALLER:
        return _signature(line) in repeated or _RUNNING.fullmatch(body) is not None or _is_running_dates(body)
    return _signature(line) in repeated and len(body) > 8 and (line.y < 60 or line.y > page.height - 50)


def _is_running_dates(body: str) -> bool:
    return (
        len(body) < 90
        and re.fullmatch(r"[\d\s,-]+(?:[a-z]+[\d\s,-]*){1,12}", body) is not None
        and "20" in body
    )


def _without_imprint(lines: list[Line], closing: bool, *, last: bool) -> tuple[bool, list[Line], list[Line]]:
    """Part the imprint from `lines`: from its first words to the page's end, if the page carries its signs."""
    if closing:
        return True, [], lines
    starts = [place for place, line in enumerate(lines) if _IMPRINT.match(plain(line.text))]
    if not starts or not any(_IMPRINT_SIGNS.search(plain(line.text)) for line in lines[starts[0] :]):
        return False, lines, []
    start = starts[0]
    if last and start < 0.7 * len(lines) and lines[-1].page == 1:
        kept = [line for line in lines if not _IMPRINT_LINE.match(plain(line.text))]
        return False, kept, [line for line in lines if line not in kept]
    return last, lines[:start], lines[start:]


def _without_contents(lines: list[Line]) -> tuple[list[Line], list[Line]]:
    """Part the table of contents from `lines`: the heading and the entries after it that end in page numbers."""
    places = [place for place, line in enumerate(lines) if plain(line.text).rstrip(":") == "contents"]
    if not places:
        return lines, []
    start = end = places[0]
    for place in range(start + 1, len(lines)):
        if _CONTENTS_ENTRY.fullmatch(lines[place].text):
            end = place
        elif place - end > 3:
            break
    return lines[:start] + lines[end + 1 :], lines[start : end + 1]


def _without_footnotes(lines: list[Line], page: Page, size: float) -> tuple[list[Line], list[Footnote]]:
    """Part the footnotes from `lines`: small print below the text that begins with its number."""
    start = len(lines)
    while start and lines[start - 1].size <= size * _SMALLER and lines[start - 1].y < page.height / 2:
        start -= 1
    first = next((n for n in range(start, len(lines)) if _NOTE_BEGINS.match(lines[n].text)), None)
    if first is None:
        return lines, []
    notes: list[list[Line]] = []
    for line in lines[first:]:
        if _begins_note(line, notes):
            notes.append([])
        notes[-1].append(line)
    return lines[:first], [_footnote(note) for note in notes]


def _begins_note(line: Line, notes: Sequence[list[Line]]) -> bool:
    match = _FOOTNOTE.fullmatch(line.text)
    number = line.text if line.text.isdigit() else match.group(1) if match else ""
    if not notes:
        return True
    return number.isdigit() and len(number) <= 2 and int(number) == _number(notes[-1][0]) + 1


def _number(line: Line) -> int:
    digits = _DIGITS.match(line.text)
    return int(digits.group()) if digits else -1


def _footnote(lines: Iterable[Line]) -> Footnote:
    kept = tuple(lines)
    match = _FOOTNOTE.fullmatch(kept[0].text)
    mark, begin = (match.group(1), match.group(2)) if match else (kept[0].text, "")
    return Footnote(kept[0].page, mark, join([begin, *(line.text for line in kept[1:])]), kept)


def with_marks(lines: Sequence[Line]) -> list[Line]:
    """Return `lines` with lone footnote numbers joined, as marks, to the line that they stand beside."""
    kept: list[Line] = []
    marks: list[Line] = []
    for line in lines:
        (marks if line.text.isdigit() and len(line.text) <= 2 else kept).append(line)
    for mark in marks:
        beside = [n for n, line in enumerate(kept) if _is_beside(mark, line)]
        if beside:
            kept[beside[0]] = replace(kept[beside[0]], marks=(*kept[beside[0]].marks, mark.text))
        else:
            kept.append(mark)
    return kept if len(kept) < len(lines) else list(lines)


def _is_beside(mark: Line, line: Line) -> bool:
    return mark.page == line.page and mark.size < line.size and abs(mark.y - line.y) < 9
