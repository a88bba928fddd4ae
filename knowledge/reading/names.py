"""People's names as reports print them, and the offices printed beside them."""

import re

from knowledge.reading.wording import tidy

_OFFICE = re.compile(
    r"\b(?:(?:Lead|Senior|Deputy|Regional)\s+)*(?:"
    r"H(?:is|er)\s+Majesty[’']?s?[’']?\s+Inspectors?(?:\s+of\s+[A-Z]\w+)?|HMIs?|HM\s+Inspectors?|Ofsted\s+Inspectors?|"
    r"(?:Social\s+Care\s+)?Regulatory\s+Inspectors?|Additional\s+Inspectors?|Contracted\s+Inspectors?|"
    r"Seconded\s+Inspectors?|Social\s+Care\s+Inspectors?|Inspectors?)\b"
    r"(?:,?\s*(?:Social\s+Care|Ofsted|Education))?|\((?:AI|OI|[A-Z][^()]{0,60})\)|\bSenior$",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\s*(?:[,;]|\band\b|&)\s*")
_NAME = re.compile(r"[^\W\d_](?:[^\W\d_]|[’'.\-]|\s(?=\S))*")
_PERSON = re.compile(r"(?:[A-Z][\w’'.\-]*|[a-z]{2,3}|[A-Z])(?:\s+(?:[A-Z(][\w’'.\-)]*|[a-z]{2,3}))*")


def people(text: str) -> tuple[str, ...]:
    """Return the names in a list of people such as "A B HMI, C D (AI) and E F", offices left out."""
    bare = _OFFICE.sub(",", tidy(text)[:1500])
    parts = (tidy(part).strip(" .,:-–") for part in _BETWEEN.split(bare))
    return tuple(dict.fromkeys(part for part in parts if is_name(part)))


def is_name(text: str) -> bool:
    """Return whether `text` reads as a person's name: two to five words, each begun with a capital or a particle."""
    words = text.split()
    return 2 <= len(words) <= 5 and _PERSON.fullmatch(text) is not None and text[0].isupper()
