"""Which family a document belongs to, from its title; the title stands on the cover or after the salutation."""

import re
from collections.abc import Callable

from knowledge.reading.draft import Draft
from knowledge.reading.families import cra, focused_visit, ilacs, jtai, lac, monitoring, sif, slac
from knowledge.reading.lines import Document
from knowledge.reading.wording import join, plain

Reader = Callable[[Draft], None]

READERS: dict[str, Reader] = {
    "cra": cra.read,
    "slac": slac.read,
    "lac": lac.read,
    "sif": sif.read,
    "ilacs": ilacs.read,
    "focused visit": focused_visit.read,
    "monitoring": monitoring.read,
    "jtai": jtai.read,
}
_OPENING = 60
"""Lines at the head of the document among which the title stands."""

_TITLES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("cra", re.compile(r"unannounced inspection of contact,? referral and assessment")),
    ("slac", re.compile(r"inspection of safeguarding and looked after children services")),
    ("lac", re.compile(r"inspection of (?:services for )?looked after children(?: services)?")),
    (
        "sif",
        re.compile(
            r"inspection of services for children in need of help and protection|"
            r"review of the effectiveness of the local safeguarding"
        ),
    ),
    ("jtai", re.compile(r"joint targeted area inspection|joint area targeted inspection")),
    ("focused visit", re.compile(r"focused visit (?:of|to)\b")),
    ("monitoring", re.compile(r"monitoring visit (?:of|to)\b")),
    (
        "ilacs",
        re.compile(
            r"inspection of [a-z ,.'()&-]{2,80} (?:local authority|"
            r"council)(?:'s)? children'?s?'? (?:social care )?services|"
            r"inspection of (?:local authority )?children'?s?'? (?:social care )?services"
        ),
    ),
)
_LETTERS = frozenset({"cra", "jtai", "focused visit", "monitoring"})


def recognise(document: Document) -> str | None:
    """Return the family of `document`, or None if its opening has no family's title.

    The title that stands first decides: a letter may mention an earlier inspection of another family.
    """
    lines = [line.text for line, _ in zip(document.lines(), range(_OPENING), strict=False)]
    opening = plain(join(lines))
    found = [(match.start(), family) for family, title in _TITLES if (match := title.search(opening))]
    if not found:
        return "ilacs" if "impact of leaders" in opening and "inspection date" in opening else None
    is_letter = re.search(r"\bdear\b", opening) is not None
    families = [family for _, family in sorted(found)]
    if is_letter:
        letters = [family for family in families if family in _LETTERS]
        return letters[0] if letters else families[0]
    return families[0]
