"""Findings as reports list them, by kind and inspection, with what has replaced them."""

from collections.abc import Iterable

from bot.answering.asked import Asked, inspection_name, no_such_inspection, nothing_loaded, stands_in
from bot.answers import Answer, Choice, Findings, Found, NotInRecord
from bot.deadlines import long_date
from knowledge.records import FindingRecord, InspectionRecord

ITEM_KINDS = ("improvement", "priority")
POSITIVE_KINDS = ("strength", "practice", "narrative")


def superseding(inspections: Iterable[InspectionRecord]) -> dict[str, InspectionRecord]:
    """Return, by inspection id, the later full inspection that supersedes its items.

    Only a full inspection whose findings are on record does (a focused visit supersedes nothing). `inspections` may be
    of several authorities.
    """
    found: dict[str, InspectionRecord] = {}
    next_full: dict[str, InspectionRecord] = {}
    for item in sorted(inspections, key=lambda item: item.published, reverse=True):
        later = next_full.get(item.authority)
        if later is not None and later.published > item.published:
            found[item.id] = later
        if item.is_full and item.findings:
            next_full[item.authority] = item
    return found


def with_superseding(found: Iterable[Found], inspections: Iterable[InspectionRecord]) -> tuple[Found, ...]:
    """Return findings with the later full inspection that supersedes each item of an improvement list."""
    later = superseding(inspections)
    return tuple(
        Found(
            item.finding,
            item.score,
            later.get(item.finding.inspection) if item.finding.kind in ITEM_KINDS else None,
        )
        for item in found
    )


def list_findings(
    asked: Asked,
    heading: str,
    kinds: tuple[str, ...],
    *,
    weakness: bool | None = None,
    newest_only: bool = False,
    strand: str | None = None,
) -> Answer:
    """Return the findings of some kinds as the reports asked about list them; not in the record where none does.

    Args:
        asked: The question.
        heading: What the list is called.
        kinds: Kinds of finding.
        weakness: Only what tells a weakness, or only what tells none; None for all.
        newest_only: Whether only each authority's newest inspection with findings is shown.
        strand: Only the items of this strand.
    """
    every = asked.inspections()
    if not every and asked.authorities:
        return nothing_loaded(asked)
    wanted = asked.wanted(every)
    if not wanted:
        return no_such_inspection(asked, every)
    full = tuple(item for item in wanted if not item.grades_only)
    if newest_only:
        full = _newest_of_each(full)
    findings = asked.record.store.findings((item.id for item in full), kinds=kinds, weakness=weakness)
    if asked.question.limit is not None:
        findings = tuple(one for one in findings if one.within == asked.question.limit)
    if strand is not None:
        findings = tuple(one for one in findings if one.strand == strand)
    if asked.question.paragraphs:
        findings = tuple(one for one in findings if stands_in(one.ref, asked.question.paragraphs))
    if not findings:
        return _none_listed(asked, heading, wanted, every)
    return Findings(
        asked.about,
        heading=f"{heading}, {asked.who}",
        found=with_superseding(map(Found, findings), every),
        notes=(*_unlisted_notes(heading, full, findings), *grades_only_notes(asked, every)),
    )


def _newest_of_each(inspections: Iterable[InspectionRecord]) -> tuple[InspectionRecord, ...]:
    newest: dict[str, InspectionRecord] = {}
    for item in inspections:
        newest.setdefault(item.authority, item)
    return tuple(newest.values())


def _unlisted_notes(
    heading: str, inspections: Iterable[InspectionRecord], findings: Iterable[FindingRecord]
) -> tuple[str, ...]:
    """Say which inspections have findings on record but no list of this kind."""
    have = {finding.inspection for finding in findings}
    silent = [inspection_name(item) for item in inspections if item.id not in have]
    if heading not in ("Strengths", "Areas for improvement") or not silent or len(silent) > 4:
        return ()
    return (f"No list of {heading.lower()} in: {'; '.join(silent)}.",)


def _none_listed(
    asked: Asked, heading: str, wanted: tuple[InspectionRecord, ...], every: tuple[InspectionRecord, ...]
) -> NotInRecord:
    readable = [item for item in wanted if not item.grades_only]
    if readable:
        searched = "; ".join(inspection_name(item) for item in readable[:4])
    else:
        searched = grades_only(len(wanted), asked)
    near = [Choice("Grades", asked.again("grades"))] if asked.authorities else []
    if any(not item.grades_only for item in every):
        near.append(Choice("Findings", asked.again("findings")))
    return NotInRecord(asked.about, f"{heading.lower()} of {asked.who}", searched, tuple(near))


def grades_only(number: int, asked: Asked) -> str:
    """Say that nothing but grades is on record of so many inspections, and what adds more."""
    return (
        f"{number} {'inspection' if number == 1 else 'inspections'} of {asked.who}, of which only the grades are on"
        " record; “ofsted-bot read” adds a report's findings"
    )


def grades_only_notes(asked: Asked, inspections: Iterable[InspectionRecord]) -> tuple[str, ...]:
    """Say, for each authority asked about, that a newer inspection is on record with its grades only."""
    notes = []
    for name in asked.authorities:
        own = [item for item in inspections if item.authority == name]
        newest_full = next((item for item in own if not item.grades_only), None)
        if own and own[0].grades_only and newest_full is not None:
            notes.append(
                f"{name} has a newer inspection, published {long_date(own[0].published)}, of which only the grades are"
                " on record; “ofsted-bot read” adds its findings."
            )
    return tuple(notes)
