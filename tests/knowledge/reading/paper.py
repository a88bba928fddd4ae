"""Small reports made by the tests, laid out as the real families are: a page is drawn line by line with reportlab.

All words are the tests' own.
"""

from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

WIDTH, HEIGHT = 595.0, 842.0
LEFT, RIGHT, TOP, BOTTOM = 71.0, 524.0, 745.0, 68.0
HANG = 99.0


@dataclass(slots=True)
class Paper:
    """Draws a report from top to bottom, going on to a new page when one is full."""

    footer: str = ""
    page_numbers: bool = True
    header: str = ""
    bottom: float = BOTTOM
    stream: BytesIO = field(default_factory=BytesIO)
    encrypted: bool = False
    canvas: Canvas = field(init=False)
    y: float = TOP
    page: int = 1

    def __post_init__(self) -> None:
        encryption = StandardEncryption("secret", "owner") if self.encrypted else None
        self.canvas = Canvas(self.stream, pagesize=(WIDTH, HEIGHT), encrypt=encryption, invariant=1)
        self._furniture()

    def _furniture(self) -> None:
        if self.footer:
            self.at(LEFT, 39.0, self.footer, size=8)
        if self.page_numbers:
            self.at(513.0, 25.0, str(self.page), size=20 if not self.footer else 8)
        if self.header:
            self.at(LEFT, 798.0, f"{self.header} {self.page}", size=8, bold=True)

    def at(self, x: float, y: float, text: str, *, size: float = 12, bold: bool = False) -> "Paper":
        """Draw `text` at a place."""
        self.canvas.setFont("Helvetica-Bold" if bold else "Helvetica", size)
        self.canvas.drawString(x, y, text)
        return self

    def mark(self, x: float, y: float, text: str) -> "Paper":
        """Draw a footnote's number, small and raised."""
        return self.at(x, y + 5, text, size=6.5)

    def new_page(self) -> "Paper":
        """Go on to the next page."""
        self.canvas.showPage()
        self.page += 1
        self.y = TOP
        self._furniture()
        return self

    def room(self, needed: float) -> None:
        """Go on to the next page if fewer than `needed` points are left."""
        if self.y - needed < self.bottom:
            self.new_page()

    def line(
        self, text: str, *, x: float = LEFT, size: float = 12, bold: bool = False, step: float = 14.5
    ) -> "Paper":
        """Draw one line and move down."""
        self.room(0)
        self.at(x, self.y, text, size=size, bold=bold)
        self.y -= step
        return self

    def space(self, points: float = 12.0) -> "Paper":
        """Leave room above what follows."""
        self.y -= points
        return self

    def heading(self, text: str, *, size: float = 14, bold: bool = True) -> "Paper":
        """Draw a heading, wrapped."""
        self.room(40)
        self.space(14)
        for part in wrapped(text, RIGHT - LEFT, size, bold=bold):
            self.line(part, size=size, bold=bold, step=size * 1.2)
        return self.space(10)

    def paragraph(self, text: str, *, x: float = LEFT, hang: float | None = None, first: str = "") -> "Paper":
        """Draw a paragraph; `first` is its number or bullet, `hang` the left edge of its other lines."""
        inner = hang if hang is not None else x
        for place, part in enumerate(wrapped(text, RIGHT - inner, 12)):
            if place == 0 and first:
                self.room(0)
                self.at(x, self.y, first)
                self.line(part, x=inner)
            else:
                self.line(part, x=inner)
        return self.space()

    def numbered(self, number: int, text: str) -> "Paper":
        """Draw a numbered paragraph."""
        return self.paragraph(text, x=LEFT, hang=HANG, first=f"{number}.")

    def bullet(self, text: str, *, x: float = LEFT, sign: str = "•") -> "Paper":
        """Draw a bullet."""
        return self.paragraph(text, x=x, hang=x + 18, first=sign)

    def row(
        self, label: str, grade: str, *, x: float = 77.0, column: float = 303.0, number: str = ""
    ) -> "Paper":
        """Draw a row of a table of judgements: label and grade wrapped in their columns."""
        labels = wrapped(f"{number} {label}".strip(), column - x - 25, 12)
        grades = wrapped(grade, RIGHT - column + 30, 12)
        top = self.y
        for place, part in enumerate(labels):
            self.at(x, top - place * 14.5, part)
        for place, part in enumerate(grades):
            self.at(column, top - place * 14.5, part)
        self.y = top - max(len(labels), len(grades)) * 14.5 - 12
        return self

    def footnote(self, number: int, text: str) -> "Paper":
        """Draw a footnote at the page's bottom."""
        self.mark(LEFT, 86.0, str(number))
        for place, part in enumerate(wrapped(text, RIGHT - LEFT, 10)):
            self.at(LEFT + (6 if place == 0 else 0), 86.0 - place * 12, part, size=10)
        return self

    def data(self) -> bytes:
        """Return the PDF."""
        self.canvas.save()
        return self.stream.getvalue()

    def save(self, path: Path) -> Path:
        """Write the PDF to `path`."""
        path.write_bytes(self.data())
        return path


def wrapped(text: str, width: float, size: float, *, bold: bool = False) -> list[str]:
    """Return `text` in lines no wider than `width`; a hyphenated word may break at its hyphen."""
    font = "Helvetica-Bold" if bold else "Helvetica"
    lines: list[str] = []
    current = ""
    for word in text.replace("-", "- ").split(" "):
        joint = "" if current.endswith("-") or not current else " "
        if current and stringWidth(current + joint + word, font, size) > width:
            lines.append(current)
            current = word
        else:
            current = current + joint + word
    return [*lines, current] if current else lines
