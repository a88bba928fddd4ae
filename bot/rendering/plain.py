"""A document as plain text, for the terminal, for `--json` and for people who read without blocks."""

import textwrap

from bot.rendering.document import (
    LINK,
    Buttons,
    Controls,
    Document,
    Entry,
    Heading,
    Note,
    Paragraph,
    Part,
    Row,
    Rows,
    with_people,
)

WIDTH = 100
"""Characters a line."""


def plain_text(document: Document) -> str:
    """Return the whole of `document` as readable text, wrapped, without trailing newline."""
    pieces = [piece for part in document.parts if (piece := _text(part))]
    return with_people(LINK.sub(r"\1", "\n\n".join(pieces)), "@{}")


def _text(part: Part) -> str:
    match part:
        case Heading(text):
            return f"{text}\n{'=' * min(len(text), WIDTH)}"
        case Paragraph(text):
            return "\n".join(_wrapped(line) for line in text.split("\n"))
        case Rows(title, rows, source):
            lines = [title] if title else []
            lines += [_wrapped(_row(row), "  - ", "    ") for row in rows]
            return "\n".join([*lines, *([f"    [{source}]"] if source else [])])
        case Entry(label, text, source, quoted, details):
            said = f"“{text}”" if quoted else text
            lines = [_wrapped(f"{label}: {said}" if label else said, "  - ", "    ")]
            lines += [_wrapped(detail, "    * ", "      ") for detail in details]
            return "\n".join([*lines, _wrapped(f"[{source}]", "    ", "    ")])
        case Note(text):
            return _wrapped(text, "Note: ", "      ")
        case Controls():
            return ""
        case Buttons(buttons):
            return "Ask next: " + " | ".join(f"/ofsted {button.ask}" for button in buttons)


def _row(row: Row) -> str:
    said = f"{row.label}: {row.value}" if row.value else row.label
    return f"{said} ({row.note})" if row.note else said


def _wrapped(text: str, first: str = "", rest: str = "") -> str:
    return textwrap.fill(
        text,
        WIDTH,
        initial_indent=first,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
    )
