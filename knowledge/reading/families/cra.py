"""Letters after unannounced inspections of contact, referral and assessment (2009 to 2012): headed lists, no grades."""

import re

from knowledge.reading.draft import Draft
from knowledge.reading.letters import Letter, read_letter
from knowledge.reading.sections import Section

TITLE = re.compile(
    r"unannounced inspection of contact,? referral and assessment arrangements"
    r"(?: (?:within|in|at) (?:the )?(.{3,80}?))?(?:'s)?(?: children'?s? services)?$"
)
LETTER = Letter(
    kind="unannounced",
    families=("cra",),
    title=TITLE,
    headings={
        re.compile(r"(?:areas of )?strengths?"): Section("Strengths", kind="strength", listed=True),
        re.compile(
            r"the service meets the requirements .*|satisfactory practice|.*meet(?:s|ing)? (?:the )?requirements.*"
        ): Section("Satisfactory practice", kind="practice", listed=True),
        re.compile(r"areas? for (?:development|improvement)"): Section(
            "Areas for development", kind="improvement", listed=True
        ),
        re.compile(r"areas? for priority action|priority actions?"): Section(
            "Areas for priority action", kind="priority", listed=True
        ),
    },
)


def read(draft: Draft) -> None:
    """Read the letter into `draft`."""
    read_letter(draft, LETTER)
