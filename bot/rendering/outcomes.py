"""Renders the expected outcomes that are not facts: ask back, unknown, nothing loaded, not in the record."""

from bot.answering.asked import joined
from bot.answers import NothingLoaded, NotInRecord, UnknownAuthority, WhichAuthority
from bot.rendering.blocks import shorten
from bot.rendering.common import choice_buttons, next_buttons, notes
from bot.rendering.document import Document, Heading, Note, Paragraph, Part

SHOWN_AS_WRITTEN = 80
"""Characters of what a person typed that an answer repeats."""


def which_authority(answer: WhichAuthority) -> Document:
    """Return the question which authority is meant, with a button for each."""
    names = joined((choice.name for choice in answer.choices), "or")
    note = f" {answer.note.rstrip('.')}." if answer.note else ""
    if answer.written:
        written = shorten(answer.written, SHOWN_AS_WRITTEN)
        sentence = f"“{written}” could be more than one authority.{note} Did you mean {names}?"
    else:
        sentence = f"Which authority?{note} For example {names}."
    parts: list[Part] = [Heading("Which authority?"), Paragraph(sentence), *choice_buttons(answer.choices)]
    return Document(sentence, tuple(parts), answer.about.ask, shareable=False)


def unknown_authority(answer: UnknownAuthority) -> Document:
    """Return that the name is no authority of England, what it is if known, and the nearest."""
    note = f" {answer.note.rstrip('.')}." if answer.note else " I know no such authority in England."
    names = joined((choice.name for choice in answer.choices), "or")
    offer = f" Did you mean {names}?" if names else " “/ofsted authorities” lists those of England."
    sentence = f"“{shorten(answer.written, SHOWN_AS_WRITTEN)}”:{note}{offer}"
    parts: list[Part] = [
        Heading("Not an authority on record"),
        Paragraph(sentence),
        *choice_buttons(answer.choices),
    ]
    return Document(sentence, tuple(parts), answer.about.ask, shareable=False)


def nothing_loaded(answer: NothingLoaded) -> Document:
    """Return that nothing is on record for an authority."""
    parts: list[Part] = [
        Heading(f"Nothing on record: {joined(answer.about.authorities)}"),
        Paragraph(answer.missing),
    ]
    parts.extend(notes(answer.about))
    parts.extend(choice_buttons(answer.others))
    return Document(answer.missing, tuple(parts), answer.about.ask)


def not_in_record(answer: NotInRecord) -> Document:
    """Return that the record does not say, what was searched, and what there is instead."""
    sentence = f"Not in the record: {answer.asked}. {answer.reason or f'Searched: {answer.searched}.'}"
    parts: list[Part] = [Heading("Not in the record"), Paragraph(sentence)]
    parts.extend(notes(answer.about))
    if answer.near:
        parts.append(Note("What there is instead:"))
        parts.extend(choice_buttons(answer.near))
    else:
        parts.extend(next_buttons(answer.about, "summary", "findings", "grades"))
    return Document(sentence, tuple(parts), answer.about.ask)
