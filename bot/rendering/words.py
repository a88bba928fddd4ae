"""The words in which answers name kinds, grades, dates and sources."""

from collections.abc import Mapping

from bot.answering.asked import KIND_NAMES
from bot.answers import Deadline
from bot.deadlines import long_date
from knowledge.records import FindingRecord, InspectionRecord, JudgementRecord

FINDING_NAMES: Mapping[str, str] = {
    "strength": "Strength",
    "practice": "Meets requirements",
    "improvement": "Area for improvement",
    "priority": "Priority action",
    "narrative": "Finding",
    "context": "Context",
}
_PLURALS: Mapping[str, tuple[str, str]] = {
    "strength": ("strength", "strengths"),
    "practice": ("area that meets requirements", "areas that meet requirements"),
    "improvement": ("area for improvement", "areas for improvement"),
    "priority": ("priority action", "priority actions"),
    "narrative": ("finding", "findings"),
    "context": ("fact about the service", "facts about the service"),
}


def counted(kind: str, number: int) -> str:
    """Return a number of findings in words: "3 areas for improvement"."""
    return f"{number} {_PLURALS[kind][number != 1]}"


def grade_in_words(judgement: JudgementRecord) -> str:
    """Return a grade as shown; "not judged" where inspectors gave none."""
    return judgement.grade.capitalize() if judgement.grade else "Not judged"


def followed_up_lines(finding: FindingRecord) -> tuple[str, ...]:
    """Return what later inspections say became of an item, a line each, with its source."""
    return tuple(
        f"Followed up ({one.outcome}) by the inspection published {long_date(one.published)}, {one.ref}: {one.text}"
        for one in finding.followed_up
    )


def finding_label(finding: FindingRecord) -> str:
    """Return what a finding is, in words; a weakness within the narrative says so."""
    if finding.kind == "narrative" and finding.weakness:
        return "Weakness"
    if finding.kind == "practice" and "satisfactory" in finding.section.lower():
        return "Satisfactory practice"
    return FINDING_NAMES[finding.kind]


def inspection_source(inspection: InspectionRecord) -> str:
    """Return the source line of an inspection: kind, authority, publication date, and on what that date rests."""
    basis = {"date listed by Ofsted": " (date listed by Ofsted)", "file name": " (date from the file name)"}
    verb = "letter of" if inspection.published_basis == "letter date" else "published"
    name = f"{inspection.authority}, {KIND_NAMES[inspection.kind]}, {verb} {long_date(inspection.published)}"
    return name + basis.get(inspection.published_basis, "")


def finding_source(finding: FindingRecord) -> str:
    """Return the source line of a finding: inspection, date, section, reference, page, and whose words these are."""
    verb = "letter of" if finding.published_basis == "letter date" else "published"
    parts = [
        f"{finding.authority}, {KIND_NAMES[finding.inspection_kind]}, {verb} {long_date(finding.published)}"
    ]
    if not finding.ref.casefold().startswith(finding.section.casefold()):
        parts.append(finding.section)
    parts.append(finding.ref if finding.page is None else f"{finding.ref}, page {finding.page}")
    parts.append("the report's words" if finding.wording == "verbatim" else "summary in our words")
    return " · ".join(dict.fromkeys(parts))


def days_counted(number: int) -> str:
    """Return a number of days in words: "1 day", "1,200 days"."""
    return f"{number:,} {'day' if number == 1 else 'days'}"


def due_in_words(deadline: Deadline) -> str:
    """Return a deadline's date or range; "no date set by inspectors" where there is none."""
    if deadline.due is None:
        return deadline.basis
    if deadline.due_earliest is not None and deadline.due_earliest != deadline.due:
        return f"{long_date(deadline.due_earliest)} to {long_date(deadline.due)}"
    return long_date(deadline.due)
