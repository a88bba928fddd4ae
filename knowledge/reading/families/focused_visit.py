"""Letters after focused visits (2018 on): a theme, what needs to improve, findings; no grades."""

import re

from knowledge.reading.draft import Draft
from knowledge.reading.letters import Letter, read_letter
from knowledge.reading.sections import Section
from knowledge.reading.wording import plain

TITLE = re.compile(
    r"focused visit (?:of|"
    r"to) (?:the )?(.{3,80}?)(?:'s?)?(?: local authority)?(?: children'?s? (?:social care )?services)?$"
)
LISTS = {
    re.compile(
        r"what needs to (?:improve|be improved)(?: in this area.*)?\??|areas? for (?:improvement|development)"
    ): Section("What needs to improve", kind="improvement", listed=True),
    re.compile(r"(?:areas? for )?priority (?:and immediate )?actions?"): Section(
        "Areas for priority action", kind="priority", listed=True
    ),
    re.compile(r"(?:key )?strengths|what is working well"): Section(
        "Strengths", kind="strength", listed=True
    ),
}
PARTS = {
    re.compile(
        r"overview|headline findings|summary.*|(?:main )?findings.*|inspection findings.*|.*evaluation of progress.*"
    ): Section("Findings"),
    re.compile(
        r"about (?:this|the) (?:visit|inspection)|context|background|next steps|areas covered by the visit"
    ): Section("Context", kind="context"),
}
LETTER = Letter(kind="focused visit", families=("ilacs",), title=TITLE, headings={**LISTS, **PARTS})
_THEME = re.compile(
    r"(?:inspectors|they|this visit|the visit) (?:looked at|considered|evaluated|reviewed|focused on)\b.{0,80}?"
    r"\b(?:arrangements for|quality of|effectiveness of|planning for|theme of|in relation to)\s+(?:the )?(.{4,160}?)"
    r"(?: in accordance with|, (?:in|with|including|specifically)|\.|;|:|$)"
)


def read(draft: Draft) -> None:
    """Read the letter into `draft`."""
    read_letter(draft, LETTER)
    draft.theme = theme_of(draft)


def theme_of(draft: Draft) -> str | None:
    """Return what the visit was about, from the paragraphs before the first heading, or None."""
    for finding in draft.findings[:6]:
        match = _THEME.search(plain(finding.text)) if finding.section == "Introduction" else None
        if match:
            return match.group(1).strip()
    return None
