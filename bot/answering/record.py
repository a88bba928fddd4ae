"""The record itself: what is loaded, and the authorities."""

from dataclasses import replace

from bot.answering.asked import Asked
from bot.answers import Answer, AuthorityLine, AuthorityList, CoverageReport
from knowledge.records import Coverage, InspectionRecord


def answer_coverage(asked: Asked) -> Answer:
    """Return what is loaded, how old it is, and which authorities have nothing on record."""
    store = asked.record.store
    every = store.inspections(until=asked.today)
    current = [authority.name for authority in asked.record.authorities if authority.status == "current"]
    have = {item.authority for item in every}
    if asked.authorities:
        every = tuple(item for item in every if item.authority in asked.authorities)
    return CoverageReport(
        asked.about,
        coverage=_counted(store.coverage(), every),
        with_findings=tuple(item for item in every if not item.grades_only),
        graded_only=sum(item.grades_only for item in every),
        authorities_total=len(current),
        without=() if asked.authorities else tuple(name for name in current if name not in have),
        newest=every[0] if every else None,
        as_of=asked.today,
    )


def _counted(coverage: Coverage, inspections: tuple[InspectionRecord, ...]) -> Coverage:
    """Return `coverage` with the counts of these inspections, newest first, only."""
    return Coverage(
        inspections=len(inspections),
        with_findings=sum(not item.grades_only for item in inspections),
        findings=sum(item.findings for item in inspections),
        judgements=sum(item.judgements for item in inspections),
        authorities=len({item.authority for item in inspections}),
        first_published=inspections[-1].published if inspections else None,
        last_published=inspections[0].published if inspections else None,
        built=coverage.built,
    )


def answer_authorities(asked: Asked) -> Answer:
    """Return the current authorities alphabetically, of one region when the question names it."""
    region = asked.question.sense.region or _region(asked)
    loaded = asked.record.store.authorities()
    kind = asked.question.sense.authority_type
    wanted = [
        one
        for one in sorted(asked.record.authorities, key=lambda item: item.name)
        if one.status == "current"
        and (
            one.name in asked.authorities
            if asked.authorities
            else region in (None, one.region) and kind in (None, one.type)
        )
    ]
    lead = None
    if asked.authorities:
        said = "; ".join(f"{one.name}: {one.official}, {one.region}, {one.type}" for one in wanted)
        asks = kind is not None and asked.question.sense.yes_or_no
        whether = ("Yes. " if all(one.type == kind for one in wanted) else "No. ") if asks else ""
        lead = f"{whether}{said}."
    elif asked.question.sense.asks == "how many":
        lead = f"{len(wanted)} authorities."
    lines = tuple(AuthorityLine(one.name, one.region, *loaded.get(one.name, (0, 0))) for one in wanted)
    return AuthorityList(replace(asked.about, lead=lead), region, lines)


def _region(asked: Asked) -> str | None:
    """Return the region whose every word stands in the question, the longest name first."""
    words = set(asked.question.text.lower().split())
    regions = sorted({authority.region for authority in asked.record.authorities}, key=len, reverse=True)
    for region in regions:
        if set(region.lower().split()) - {"the", "and", "of"} <= words:
            return region
    return None
