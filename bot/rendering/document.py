"""A document: what an answer says, in order, without markup. Blocks and plain text are made from the same one.

All strings are plain; escaping and styling happen once, where the document is turned into blocks or text.
"""

import re
from dataclasses import dataclass

_PERSON = re.compile("\ue000([UW][A-Z0-9]+)\ue001")
LINK = re.compile("\ue002([^\ue003]+)\ue003")
"""Where a web address stands in a document's strings."""


def person(user: str) -> str:
    """Return what stands for a Slack user in a document's strings, so that Slack shows the name."""
    return f"\ue000{user}\ue001"


def link(address: str) -> str:
    """Return what stands for a web address in a document's strings, so that Slack shows it as a link.

    Args:
        address: One that `bot.tracking.item.checked_evidence` has let through.
    """
    return f"\ue002{address}\ue003"


def with_people(text: str, form: str) -> str:
    """Return `text` with everyone that `person` put into it written as `form`, where `{}` is the id."""
    return _PERSON.sub(lambda match: form.format(match.group(1)), text)


@dataclass(frozen=True, slots=True)
class Button:
    """A button that asks `ask` when it is pressed."""

    label: str
    ask: str
    page: int = 1


@dataclass(frozen=True, slots=True)
class Control:
    """A button that does something to what it stands beside; `data` goes with it, as JSON values."""

    label: str
    action: str
    data: tuple[tuple[str, str | int], ...] = ()
    primary: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; the first of a document is its title."""

    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text."""

    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """A label with its value and a note: a judgement, its grade and where it stands."""

    label: str
    value: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Rows:
    """A titled list of rows that belong together."""

    title: str
    rows: tuple[Row, ...]
    source: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One finding or item: what it is, what it says, and its source.

    `quoted`: the text is the report's own words. `details` are lines that qualify it (deadline, what became of it).
    `controls` are buttons of its own.
    """

    label: str
    text: str
    source: str
    quoted: bool = False
    details: tuple[str, ...] = ()
    controls: tuple[Control, ...] = ()


@dataclass(frozen=True, slots=True)
class Note:
    """Something a reader must know besides: an assumption, a gap, a newer report."""

    text: str


@dataclass(frozen=True, slots=True)
class Controls:
    """A row of buttons that do something, at the place where it stands."""

    controls: tuple[Control, ...]


@dataclass(frozen=True, slots=True)
class Buttons:
    """A row of buttons."""

    buttons: tuple[Button, ...]


Part = Heading | Paragraph | Rows | Entry | Note | Controls | Buttons


@dataclass(frozen=True, slots=True)
class Document:
    """An answer, ready to be shown.

    Attributes:
        sentence: The answer as one readable sentence, for notifications and screen readers.
        parts: What is shown, in order.
        ask: Text that asks the same again.
        shareable: Whether it makes sense to show it to others.
    """

    sentence: str
    parts: tuple[Part, ...]
    ask: str
    shareable: bool = True
