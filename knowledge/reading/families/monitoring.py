"""Letters after monitoring visits (2016 on) to authorities judged inadequate: progress, no grades."""

import re

from knowledge.reading.draft import Draft
from knowledge.reading.families.focused_visit import LISTS, PARTS, theme_of
from knowledge.reading.letters import Letter, read_letter

TITLE = re.compile(
    r"monitoring visit (?:of|"
    r"to) (?:the )?(.{3,80}?)(?:'s?)?(?: local authority)?(?: children'?s? (?:social care )?services)?$"
)
LETTER = Letter(kind="monitoring visit", families=("ilacs", "sif"), title=TITLE, headings={**LISTS, **PARTS})


def read(draft: Draft) -> None:
    """Read the letter into `draft`."""
    read_letter(draft, LETTER)
    draft.theme = theme_of(draft)
