"""Pieces that several renderers share."""

from collections.abc import Iterable

from bot.answers import About, Choice
from bot.rendering.document import Button, Buttons, Note

MOST_CHOICES = 8
"""Buttons offered at most; more would be no help."""


def notes(about: About, others: Iterable[str] = ()) -> tuple[Note, ...]:
    """Return what was assumed and the answer's other notes, as notes."""
    return tuple(Note(text) for text in (about.assumed, *others) if text)


def choice_buttons(choices: Iterable[Choice]) -> tuple[Buttons, ...]:
    """Return one row of buttons for `choices`; nothing when there are none."""
    buttons = tuple(Button(choice.name, choice.ask) for choice in tuple(choices)[:MOST_CHOICES])
    return (Buttons(buttons),) if buttons else ()


def next_buttons(about: About, *topics: str) -> tuple[Buttons, ...]:
    """Return buttons that ask `topics` of the one authority that an answer is about."""
    if len(about.authorities) != 1:
        return ()
    name = about.authorities[0]
    return (Buttons(tuple(Button(topic.capitalize(), f"{topic} {name}") for topic in topics)),)


def sentence_list(items: Iterable[str], most: int = 6) -> str:
    """Return items as part of a sentence: "a; b; c and 4 more"."""
    every = list(items)
    shown, left = every[:most], len(every) - most
    return "; ".join(shown) + (f" and {left} more" if left > 0 else "")
