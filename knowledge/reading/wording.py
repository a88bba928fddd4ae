"""Characters: what extraction leaves in a text, what is put right, and the plain form used for matching.

Findings keep the report's typographic quotes and dashes; only comparisons use the plain form.
"""

from collections.abc import Iterable
from functools import lru_cache

_PLAIN = str.maketrans(
    {
        "‘": "'",
        "’": "'",
        "‛": "'",
        "“": '"',
        "”": '"',
        "–": "-",
        "—": "-",
        "‐": "-",
        "‑": "-",
        "−": "-",
        "\ufffe": "-",
        "\xa0": " ",
    }
)
HYPHEN_AT_END = "\ufffe"
"""What pdfium gives for a hyphen at a line's end."""

_REPAIRS = {0x00AD: "-", 0x0002: "-", 0x00A0: " ", 0x2028: " ", 0x2029: " ", 0xFEFF: None, 0x200B: None}
_REPAIRS |= {code: None for code in range(0x20) if code not in (0x02, 0x09)}


def repair(text: str) -> str:
    """Return `text` without control characters; tabs stay, and so does a hyphen that a line ends in."""
    repaired = text.translate(_REPAIRS)
    return repaired[:-1].replace(HYPHEN_AT_END, "-") + repaired[-1:]


def tidy(text: str) -> str:
    """Return `text` with every run of blanks made one space."""
    return " ".join(text.split())


def join(texts: Iterable[str]) -> str:
    """Return the lines of one paragraph as one text, hyphens at line ends restored."""
    return tidy(" ".join(texts).replace(f"{HYPHEN_AT_END} ", "-").replace(HYPHEN_AT_END, "-"))


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """Return `text` for matching: small letters, straight quotes and hyphens, single blanks."""
    return tidy(text.translate(_PLAIN).lower())


def ends_sentence(text: str) -> bool:
    """Return whether `text` ends as a sentence does, closing quotes and brackets aside."""
    return text.rstrip("’”'\")] ").endswith((".", "!", "?", ":"))
