"""References to the children's social care national framework at an item's end, taken off and put in one spelling.

Since 2025 items end in tags such as "(outcome 3, national framework)"; the spellings differ from report to report.
"""

import re

from knowledge.reading.wording import plain

_TAG = re.compile(
    r"[(\[](?=[^()\[\]]{0,160}(?:outcome|enabler|principle|"
    r"national framework))[^()\[\]]{1,160}(?:[)\]]|$)\s*([.;]?)\s*$",
    re.IGNORECASE,
)
_BARE = re.compile(
    r"(?<=[.;])\s*((?:outcome|enabler|principle)s? \d(?:,? ?(?:and|&)? ?\d)*,? ?(?:children's social care )?"
    r"(?:national framework)?)\.?\s*$",
    re.IGNORECASE,
)
_WORDS = {"one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6"}
_KIND = re.compile(r"(outcome|enabler|principle)s?\W*((?:(?:\d|one|two|three|four|five|six)\b(?:\W|and)*)*)")
_NAMED = re.compile(
    r"(outcome|enabler|principle)s?\b(?:\s*[:-]\s*([^,;()\[\]]{3,120}?))?(?=$|[,;()\[\]]|,? national)"
)
_NUMBER = re.compile(r"\d|one|two|three|four|five|six")


def split_tags(text: str) -> tuple[str, tuple[str, ...]]:
    """Return `text` without the tags at its end, and the tags: "outcome 3", "enabler 1", "principle 2"."""
    tags: list[str] = []
    for _ in range(6):
        match = _TAG.search(text) or _BARE.search(text)
        if match is None:
            break
        tags = [*_normalised(match.group()), *tags]
        closing = match.group(1) if match.re is _TAG else ""
        text = text[: match.start()].rstrip()
        if closing and text[-1:] not in (".", ";", "!", "?"):
            text += closing
    return text, tuple(dict.fromkeys(tags))


def _normalised(tag: str) -> list[str]:
    found: list[str] = []
    for kind, numbers in _KIND.findall(plain(tag)):
        values = [_WORDS.get(value, value) for value in _NUMBER.findall(numbers)]
        found += [f"{kind} {value}" for value in values]
    named = _NAMED.search(plain(tag)) if not found else None
    if named:
        return [f"{named.group(1)}: {named.group(2).strip()}" if named.group(2) else named.group(1)]
    return found or ["national framework"]
