"""A digest as messages: the first for the channel, the others for its thread, each within Slack's limits."""

from bot.answers import Digest
from bot.rendering import Message
from bot.rendering.blocks import context, escape, shorten
from bot.rendering.digest import digest
from bot.rendering.pages import page_of
from bot.rendering.render import FALLBACK_LIMIT


def digest_messages(answer: Digest) -> tuple[Message, ...]:
    """Return the digest as messages: the first for the channel, the others for its thread."""
    document = digest(answer)
    first = page_of(document, 1)
    messages = []
    for number in range(1, first.count + 1):
        page = first if number == 1 else page_of(document, number)
        blocks = list(page.blocks)
        if first.count > 1:
            more = " It goes on in the thread." if number == 1 else ""
            blocks.append(context(f"Page {number} of {first.count}.{more}"))
        said = document.sentence if number == 1 else f"{document.sentence} Page {number} of {first.count}."
        messages.append(Message(escape(shorten(said, FALLBACK_LIMIT)), tuple(blocks), number, first.count))
    return tuple(messages)
