"""Which judgement of a framework a printed label means, whatever words the label drifted to."""

import re
from collections.abc import Mapping

from knowledge.frameworks import Framework, JudgementDefinition
from knowledge.reading.wording import plain

_LEAVERS = r"care leavers?|leaving care|care[- ]experienced"
_CARE = r"\bin care\b|looked[- ]after|\bchildren care\b"
_SIGNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("lscb", re.compile(r"safeguarding children'?s? board|\blscb\b|safeguarding board")),
    ("adoption", re.compile(r"\badoption\b")),
    ("leadership", re.compile(r"\bleaders?\b|\bleadership\b")),
    ("help_and_protection", re.compile(r"help (?:and|or) protection|need help|protection")),
    ("in_care_and_care_leavers", re.compile(rf"(?:{_CARE}).*(?:{_LEAVERS})")),
    ("capacity_to_improve", re.compile(r"\bcapacity\b")),
    ("outcomes_looked_after", re.compile(r"\boutcomes\b")),
    ("quality_of_provision", re.compile(r"quality of (?:provision|services)")),
    ("overall", re.compile(r"\boverall\b")),
    ("care_leavers", re.compile(_LEAVERS)),
    ("in_care", re.compile(_CARE)),
    ("looked_after", re.compile(_CARE)),
)


def definition_of(label: str, framework: Framework | None) -> JudgementDefinition | None:
    """Return the judgement of `framework` that `label` means, or None."""
    if framework is None:
        return None
    body = plain(label)
    known: Mapping[str, JudgementDefinition] = {one.key: one for one in framework.judgements}
    for key, sign in _SIGNS:
        if key in known and sign.search(body):
            return known[key]
    return None
