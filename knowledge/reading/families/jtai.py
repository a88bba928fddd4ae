"""Letters after joint targeted area inspections (2016 on): strengths, areas for improvement, a statement's date."""

import datetime as dt
import re

from knowledge.reading import dates
from knowledge.reading.cover import read_cover
from knowledge.reading.draft import Draft
from knowledge.reading.families.focused_visit import LISTS, PARTS
from knowledge.reading.letters import Letter, read_letter
from knowledge.reading.sections import Section
from knowledge.reading.wording import plain

TITLE = re.compile(
    r"joint (?:targeted area|area targeted) inspection\b(?:.{0,160}\bin (?:the )?([^.]{3,60})|"
    r" of (?:the )?([^.]{3,60}))?$"
)
CASES = {re.compile(r"(?:case|practice) study.*"): Section("Case study")}
LETTER = Letter(kind="jtai", families=("jtai",), title=TITLE, headings={**LISTS, **CASES, **PARTS})
_DUE = re.compile(r"\b(?:by|before|no later than)\s+((?:\w+day,? )?\d{1,2}[^.;]{3,24}?\d{4})")


def read(draft: Draft) -> None:
    """Read the letter into `draft`."""
    rest = read_cover(draft, draft.body.lines)
    if len(rest) < len(draft.body.lines):
        draft.body = type(draft.body)(
            tuple(rest), draft.body.furniture, draft.body.footnotes, draft.body.size
        )
    read_letter(draft, LETTER)
    draft.statement_due = _statement_due(draft)


def _statement_due(draft: Draft) -> dt.date | None:
    """Return the printed date by which the written statement of proposed action is due, or None."""
    for finding in draft.findings:
        body = plain(finding.text)
        match = _DUE.search(body) if "statement" in body or "proposed action" in body else None
        found = dates.dates(match.group(1)) if match else ()
        if found:
            return found[0]
    return None
