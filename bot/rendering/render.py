"""Renders answers: each answer type becomes a document here or in the module beside, then blocks or plain text.

A new answer type without a case fails the type checker.
"""

from dataclasses import dataclass, replace
from typing import Any, assert_never

from bot.answers import (
    Answer,
    AuthorityList,
    BadInstruction,
    Changes,
    Comparison,
    CoverageReport,
    Deadlines,
    Digest,
    Findings,
    GradedAuthorities,
    Grades,
    Help,
    History,
    Inspections,
    MissingRight,
    Noted,
    NotGraded,
    NothingLoaded,
    NotInRecord,
    OneItem,
    Search,
    Summary,
    TrackedItems,
    UnknownAuthority,
    WhichAuthority,
)
from bot.rendering import compared, digest, due, found, graded, lists, outcomes, tracked
from bot.rendering.blocks import (
    Block,
    actions,
    context,
    escape,
    feedback_buttons,
    share_button,
    shorten,
    why_button,
)
from bot.rendering.document import Button, Document, Heading, Paragraph
from bot.rendering.pages import page_of
from bot.rendering.plain import plain_text

FALLBACK_LIMIT = 600
"""Characters of the fallback text; a notification shows far fewer."""


@dataclass(frozen=True, slots=True)
class Message:
    """What Slack is sent: fallback text and blocks. `pages` counts the pages, `page` is this one (from 1)."""

    text: str
    blocks: tuple[Block, ...]
    page: int
    pages: int

    def payload(self) -> dict[str, Any]:
        """Return the message's fields as Slack's methods take them."""
        return {"text": self.text, "blocks": list(self.blocks), "unfurl_links": False, "unfurl_media": False}


def document_of(answer: Answer) -> Document:
    """Return what `answer` says, without markup; its direct answer, where it has one, first."""
    document = _document_of(answer)
    lead = answer.about.lead
    if lead is None:
        return document
    title, *rest = document.parts
    sentence = f"{lead} {document.sentence}"
    return replace(document, sentence=sentence, parts=(title, Paragraph(lead), *rest))


def _document_of(answer: Answer) -> Document:
    match answer:
        case Grades():
            return graded.grades(answer)
        case GradedAuthorities():
            return graded.graded_authorities(answer)
        case NotGraded():
            return graded.not_graded(answer)
        case Findings():
            return found.findings(answer)
        case Search():
            return found.search(answer)
        case Deadlines():
            return due.deadlines(answer)
        case Inspections():
            return lists.inspections(answer)
        case History():
            return lists.history(answer)
        case Summary():
            return due.summary(answer)
        case Comparison():
            return compared.comparison(answer)
        case Changes():
            return compared.changes(answer)
        case CoverageReport():
            return lists.coverage(answer)
        case AuthorityList():
            return lists.authorities(answer)
        case Help():
            return lists.help_page(answer)
        case WhichAuthority():
            return outcomes.which_authority(answer)
        case UnknownAuthority():
            return outcomes.unknown_authority(answer)
        case NothingLoaded():
            return outcomes.nothing_loaded(answer)
        case NotInRecord():
            return outcomes.not_in_record(answer)
        case TrackedItems():
            return tracked.tracked_items(answer)
        case OneItem():
            return tracked.one_item(answer)
        case Noted():
            return tracked.noted(answer)
        case MissingRight():
            return tracked.missing_right(answer)
        case BadInstruction():
            return tracked.bad_instruction(answer)
        case Digest():
            return digest.digest(answer)
        case _:
            assert_never(answer)


def render(answer: Answer, *, page: int = 1, private: bool = False) -> Message:
    """Return `answer` as a Slack message.

    Args:
        answer: Any answer.
        page: Page wanted, from 1.
        private: Whether only the asker sees it; adds the button that shares it in the channel.
    """
    document = document_of(answer)
    shown = page_of(document, page)
    blocks = list(shown.blocks)
    if shown.count > 1:
        blocks.append(context(f"Page {shown.number} of {shown.count}"))
    closing = _closing(document, shown.number, shown.count)
    if closing:
        blocks.append(actions(closing, 100))
    if document.shareable:
        share = [share_button(document.ask, shown.number)] if private else []
        blocks.append(
            {
                "type": "actions",
                "elements": [*share, why_button(document.ask), *feedback_buttons(document.ask)],
            }
        )
    text = escape(shorten(document.sentence, FALLBACK_LIMIT))
    return Message(text, tuple(blocks), shown.number, shown.count)


def render_why(reasons: tuple[str, ...]) -> Message:
    """Return the reasons for an answer as a message."""
    document = Document(
        f"Why this answer: {' '.join(reasons)}",
        (Heading("Why this answer"), *(Paragraph(reason) for reason in reasons)),
        ask="",
        shareable=False,
    )
    shown = page_of(document, 1)
    return Message(escape(shorten(document.sentence, FALLBACK_LIMIT)), shown.blocks, 1, 1)


def _closing(document: Document, number: int, count: int) -> list[Button]:
    buttons = []
    if number > 1:
        buttons.append(Button("Back", document.ask, number - 1))
    if number < count:
        buttons.append(Button("More", document.ask, number + 1))
    return buttons


def render_text(answer: Answer) -> str:
    """Return the whole of `answer` as plain readable text."""
    return plain_text(document_of(answer))
