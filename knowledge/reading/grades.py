"""Grades, read exactly or not at all: a text that is not a grade to the letter gives None, never the nearest one."""

import re

from knowledge.reading.wording import plain

NOT_JUDGED = "not judged"
_GRADES = {
    "outstanding": "outstanding",
    "good": "good",
    "adequate": "adequate",
    "inadequate": "inadequate",
    "requires improvement": "requires improvement",
    "require improvement": "requires improvement",
    "requires improvement to be good": "requires improvement",
    "require improvement to be good": "requires improvement",
    "not judged": NOT_JUDGED,
    "no judgement": NOT_JUDGED,
    "not applicable": NOT_JUDGED,
    "n/a": NOT_JUDGED,
    "not graded": NOT_JUDGED,
    "not inspected": NOT_JUDGED,
}
_TAIL = re.compile(
    r"(?:^|[\s:])((?:requires?|require) improvement(?: to be good)?|outstanding|good|adequate|inadequate|not judged)"
    r"(?:\s+overall)?$"
)
_NUMBERED = re.compile(r"grade:? (\d) ?[(:-]? ?([a-z ]+?)\)?")
_SCALE = {"1": "outstanding", "2": "good", "3": "adequate", "4": "inadequate"}


def exact(text: str) -> str | None:
    """Return the grade that `text` is, `not judged` included, or None."""
    return _GRADES.get(plain(text).strip(" .:;*"))


def at_end(text: str) -> tuple[str, str | None]:
    """Return `text` without the grade at its end, and that grade (None where it ends with none)."""
    body = plain(text).rstrip(" .:;*")
    match = _TAIL.search(body)
    if match is None:
        return text, None
    words = len(match.group(1).split())
    return " ".join(text.split()[: len(body.split()) - words]), _GRADES[match.group(1)]


def numbered(text: str) -> tuple[str | None, bool]:
    """Return the grade in "Grade 2 (good)" and whether the text is of that form at all.

    The grade is None where the number and the word do not agree or either cannot be read.
    """
    body = plain(text).strip(" .:;*")
    if not body.startswith("grade") or len(body) > 40:
        return None, False
    match = _NUMBERED.fullmatch(body)
    if match is None:
        return None, any(map(str.isdigit, body))
    return (match.group(2) if _SCALE.get(match.group(1)) == match.group(2) else None), True
