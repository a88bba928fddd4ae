"""Turns what a person typed in Slack into plain words: markup, emoji, quotes and control characters removed.

Pure text in, text out. Keeps the order of the words and their capitals, which tell names from words.
"""

import html
import re
import unicodedata

LONGEST = 1000
"""Characters of a question that are read; the rest of a longer text is left out."""

_LINK = re.compile(r"<(?:https?|mailto|tel):[^|>]*\|([^>]*)>")
_BARE_LINK = re.compile(r"<(?:https?|mailto|tel):[^>]*>|\bhttps?://\S+")
_REFERENCE = re.compile(r"<[@#!][^>]*>")
_EMOJI = re.compile(r":[a-z0-9_+\-]+(?::skin-tone-\d)?:")
_MARKS = re.compile(r"(?<!\w)[*_~`]+|[*_~`]+(?!\w)|^\s*>+\s?", re.MULTILINE)
_SPACE = re.compile(r"\s+")
_QUOTES = str.maketrans(
    {"‘": "'", "’": "'", "‛": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‑": "-", "\u00ad": None}
)


def clean_text(text: str) -> str:
    """Return the words of `text` as typed, on one line, without Slack markup, emoji or control characters.

    At most `LONGEST` characters; `<https://…|label>` gives its label, mentions of people and channels nothing.
    """
    text = text[: LONGEST * 8]
    text = _LINK.sub(r" \1 ", text)
    text = _REFERENCE.sub(" ", _BARE_LINK.sub(" ", text))
    text = html.unescape(text)
    text = unicodedata.normalize("NFKC", text).translate(_QUOTES)
    text = "".join(_INVISIBLE.get(unicodedata.category(letter), letter) for letter in text)
    text = _MARKS.sub(" ", _EMOJI.sub(" ", text))
    return _SPACE.sub(" ", text).strip()[:LONGEST]


# Format characters (zero-width spaces, marks of direction) come along when copying and part no words.
_INVISIBLE = {"Cf": ""} | dict.fromkeys(("Cc", "Cs", "Co", "Cn", "So", "Sk", "Zl", "Zp"), " ")
