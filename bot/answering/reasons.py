"""Why a grade was given, and what inspectors praised: findings that reports do not list under a heading for it."""

from dataclasses import replace

from bot.answering.asked import Asked
from bot.answering.inspected import named
from bot.answering.judged import judgement_name
from bot.answers import Findings, Found, GradedInspection
from bot.ways import any_of
from knowledge.records import FindingRecord, InspectionRecord

_TOLD = ("narrative", "practice", "strength")
_MOST = 12
"""Findings shown, at most."""


def grounds_of(asked: Asked, item: GradedInspection, *, whole: bool) -> Findings | None:
    """Return the findings in which a report says why it gave a grade; None where none is on record.

    Of the overall grade, the report's own summary; of another judgement, what stands under it, weaknesses first where
    it is below good.
    """
    overall = [one for one in item.judgements if one.strand in item.framework.overall]
    judgement = overall[0] if whole and overall else item.judgements[0]
    every = asked.record.store.findings((item.inspection.id,), kinds=_TOLD)
    if whole or judgement in overall:
        told = [one for one in every if one.strand == "overall" or _BECAUSE.search(one.section.lower())]
    else:
        below = judgement.grade not in ("good", "outstanding")
        told = [one for one in every if one.strand == judgement.strand]
        told.sort(key=lambda one: bool(one.weakness) != below)
    if not told:
        return None
    name = judgement_name(item, judgement)
    graded = (
        f"{name}: {judgement.grade or 'not judged'}, "
        if judgement in overall or not whole
        else "No overall grade: "
    )
    where = "its summary" if whole or judgement in overall else "what stands under that judgement"
    lead = f"{graded}{named(item.inspection, 'the')}. The report's grounds are in {where}:"
    shown = tuple(map(Found, told[:_MOST]))
    return Findings(replace(asked.about, lead=lead), f"Why {asked.who} was graded so", shown)


_BECAUSE = any_of("because|summary|key findings")


def praised(asked: Asked, inspection: InspectionRecord) -> Findings | None:
    """Return what a report that lists no strengths praises, the warmest words first; None where it praises nothing."""
    every = asked.record.store.findings((inspection.id,), kinds=_TOLD, weakness=False)
    warm = sorted((one for one in every if _warmth(one)), key=lambda one: -_warmth(one))[:_MOST]
    if not warm:
        return None
    note = f"{named(inspection)} has no list of strengths; these are findings in it that praise, told by their words."
    heading = f"What inspectors praised, {asked.who}"
    return Findings(asked.about, heading, tuple(map(Found, warm)), notes=(note,))


def _warmth(finding: FindingRecord) -> int:
    """Return how many words of praise a finding holds, less its reserves."""
    text = finding.text.lower()
    return len(_PRAISE.findall(text)) - 2 * len(_RESERVES.findall(text))


_PRAISE = any_of(
    "outstanding|excellent|exceptional(?:ly)?|impressive|exemplary|strong(?:ly)?|strength|highly",
    "very (?:good|well|effective)|well (?:supported|developed|established|embedded|matched|informed)",
    "effective(?:ly)?|skilled|ambitious|creative|thoughtful|good|robust|innovative|positive(?:ly)?|thrive",
    "sensitive(?:ly)?|prompt(?:ly)?|timely",
)
_RESERVES = any_of(
    "not|however|although|but|too|weak\\w*|inconsistent(?:ly)?|lack\\w*|need|needs|despite|variable|insufficient(?:ly)?",
)
