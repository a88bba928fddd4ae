"""Tables of judgements: labels on the left, grades on the right, both wrapped as they please.

Read by position: a cell right of the middle is a grade's, and belongs to the row at its height. Without positions
(plain text) a grade is what stands after the tab, or exact at the line's end.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from knowledge.reading import grades
from knowledge.reading.lines import Line
from knowledge.reading.wording import join, plain

_COLUMN = 0.42
"""Where the grades' column may begin, as a share of the page's width."""

_ROW_PITCH = 1.6
_HEADER = re.compile(r"(?:key )?judge?ments? (?:judge?ment )?grades?")


@dataclass(slots=True)
class Row:
    """One row: its label, the words in its grade's cell (None where the cell is empty) and its lines."""

    page: int
    labels: list[tuple[float, str]]
    graded: list[tuple[float, str]] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)

    @property
    def label(self) -> str:
        """The row's label as printed."""
        return join(text for _, text in self.labels)

    @property
    def grade_text(self) -> str | None:
        """The words in the grade's cell as printed, or None."""
        return join(text for _, text in sorted(self.graded, key=lambda cell: -cell[0])) or None


def is_table_header(line: Line) -> bool:
    """Return whether `line` heads a table of judgements."""
    return _HEADER.fullmatch(plain(line.text)) is not None


def read_rows(
    lines: Sequence[Line], starts_row: Callable[[str], bool], *, width: float
) -> tuple[list[Row], list[Line]]:
    """Return the rows at the head of `lines`, and the lines that follow the table.

    Args:
        lines: Text lines, top to bottom, from the table's first row on.
        starts_row: Whether a label's first printed line begins a new row.
        width: Width of the page in points.
    """
    rows: list[Row] = []
    loose: list[tuple[Line, str]] = []
    rest: list[Line] = []
    for place, line in enumerate(lines):
        label, grade = _parted(line, width * _COLUMN)
        begins = _begins(rows, lines, place, label, starts_row, width)
        if label and not begins and not _belongs(rows, line, label, width):
            rest = list(lines[place:])
            break
        if label and (begins or not rows):
            rows.append(Row(line.page, [(line.y, label)], lines=[line]))
        elif label:
            rows[-1].labels.append((line.y, label))
            rows[-1].lines.append(line)
        if grade:
            loose.append((line, grade))
    for line, grade in loose:
        _attach(rows, line, grade)
    for row in rows:
        _split_label(row)
    return rows, rest


def _parted(line: Line, column: float) -> tuple[str, str]:
    left = " ".join(cell.text for cell in line.cells if cell.x < column)
    right = " ".join(cell.text for cell in line.cells if cell.x >= column)
    return left, right


def _begins(
    rows: list[Row],
    lines: Sequence[Line],
    place: int,
    label: str,
    starts_row: Callable[[str], bool],
    width: float,
) -> bool:
    line = lines[place]
    if len(line.cells) == 1 and line.end_x > width * 0.8:
        return False
    return starts_row(label) or (
        bool(rows) and _stands_clear(rows[-1], line, lines[place - 1 : place + 2], width)
    )


def _belongs(rows: list[Row], line: Line, label: str, width: float) -> bool:
    if not rows:
        return False
    above = rows[-1].lines[-1]
    close = above.page == line.page and 0 <= above.y - line.y <= _ROW_PITCH * line.size
    return close and len(label) < 60 and not (len(line.cells) == 1 and line.end_x > width * 0.8)


def _stands_clear(above: Row, line: Line, near: Sequence[Line], width: float) -> bool:
    """Return whether a label that is not known as one begins a row: clear of the row above, a grade at its height."""
    lowest = above.labels[-1][0]
    if above.page != line.page or not 1.45 * line.size < lowest - line.y < 5 * line.size:
        return False
    return any(abs(one.y - line.y) < 1.3 * line.size and _parted(one, width * _COLUMN)[1] for one in near)


def _attach(rows: list[Row], line: Line, grade: str) -> None:
    """Give a grade's words to the row at their height."""
    same = [row for row in rows if row.page == line.page]
    if not same:
        return

    def distance(row: Row) -> float:
        top, bottom = row.labels[0][0], row.labels[-1][0]
        return max(line.y - top, bottom - line.y, 0.0) + abs((top + bottom) / 2 - line.y) / 1000

    row = min(same, key=distance)
    row.graded.append((line.y, grade))
    if line not in row.lines:
        row.lines.append(line)


def _split_label(row: Row) -> None:
    """Take an exact grade off the end of a label whose row has no grade's cell: the two were too close."""
    if row.graded:
        return
    label, grade = grades.at_end(row.label)
    if grade is not None and label:
        words = len(label.split())
        row.graded.append((row.labels[-1][0], " ".join(row.label.split()[words:])))
        row.labels[:] = [(row.labels[0][0], label)]
