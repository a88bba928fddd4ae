"""The machine-readable answer: the JSON object that `ofsted-bot ask --json` prints (`docs/json.md`).

A contract with other programs: every field is always present, and none changes its meaning without a new version.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, Literal, assert_never

from bot.answers import (
    Answer,
    AuthorityList,
    BadInstruction,
    Changes,
    Comparison,
    CoverageReport,
    Deadlines,
    Digest,
    DueItem,
    Findings,
    Found,
    GradedAuthorities,
    GradedInspection,
    Grades,
    Help,
    History,
    InspectionLine,
    Inspections,
    MissingRight,
    Noted,
    NotGraded,
    NothingLoaded,
    NotInRecord,
    OneItem,
    Search,
    Summary,
    TrackedItems,
    UnknownAuthority,
    WhichAuthority,
)
from bot.rendering import render, render_text
from knowledge.records import FindingRecord, InspectionRecord, JudgementRecord

Kind = Literal[
    "grades", "findings", "deadlines", "history", "inspections", "summary", "changes", "compare", "search", "coverage",
    "authorities", "track", "item", "digest", "done", "refused", "not_understood", "help",
    "which_authority", "unknown_authority", "nothing_loaded", "not_in_record", "not_graded",
]  # fmt: skip


def to_json(answer: Answer, why: tuple[str, ...] = ()) -> dict[str, Any]:
    """Return `answer` as the contract's object, with the reasons for it; dates are ISO strings."""
    kind, items = _kind_and_items(answer)
    return {
        "kind": kind,
        "authorities": list(answer.about.authorities),
        "text": render_text(answer),
        "items": items,
        "candidates": _candidates(answer),
        "assumed": answer.about.assumed,
        "why": list(why),
        "blocks": list(render(answer, private=True).blocks),
    }


def _kind_and_items(answer: Answer) -> tuple[Kind, list[dict[str, Any]]]:
    match answer:
        case Grades():
            return "grades", [item for one in answer.inspections for item in _judgements(one)]
        case GradedAuthorities():
            return "grades", [
                item
                for line in answer.lines
                for item in _judgements(replace(line.inspection, judgements=(line.judgement,)))
            ]
        case NotGraded():
            return "not_graded", [_inspection(item, None) for item in answer.inspections]
        case Findings():
            return "findings", [_found(item) for item in answer.found]
        case Search():
            return "search", [_found(item) for item in answer.found]
        case Deadlines():
            return "deadlines", [_due(item) for item in answer.items]
        case Inspections():
            return "inspections", _lines(answer.lines)
        case History():
            return "history", _lines(answer.lines)
        case Summary():
            return "summary", [item for one in _current(answer) for item in _judgements(one)]
        case Comparison():
            return "compare", _compared(answer)
        case Changes():
            return "changes", _changed(answer)
        case CoverageReport():
            return "coverage", [_inspection(item, None) for item in answer.with_findings]
        case AuthorityList():
            return "authorities", [
                {
                    "authority": line.name,
                    "region": line.region,
                    "inspections": line.inspections,
                    "findings": line.findings,
                }
                for line in answer.lines
            ]
        case Help():
            return "help", [
                {
                    "topic": line.topic,
                    "usage": line.usage,
                    "summary": line.summary,
                    "examples": list(line.examples),
                }
                for line in answer.lines
            ]
        case WhichAuthority():
            return "which_authority", []
        case UnknownAuthority():
            return "unknown_authority", []
        case NothingLoaded():
            return "nothing_loaded", []
        case NotInRecord():
            return "not_in_record", []
        case TrackedItems():
            return "track", [_tracked(item) for item in answer.items]
        case Digest():
            return "digest", [_tracked(item) for group in answer.groups for item in group.items]
        case OneItem():
            return "item", [_tracked(answer.item)]
        case Noted():
            return "done", [
                {"label": one.label, "value": one.value, "note": one.note} for one in answer.facts
            ]
        case MissingRight():
            return "refused", []
        case BadInstruction():
            return "not_understood", []
        case _:
            assert_never(answer)


def _candidates(answer: Answer) -> list[str]:
    if isinstance(answer, WhichAuthority | UnknownAuthority):
        return [choice.name for choice in answer.choices]
    return []


def _current(answer: Summary) -> tuple[GradedInspection, ...]:
    return (answer.grades,) if answer.grades else ()


def _judgements(item: GradedInspection) -> list[dict[str, Any]]:
    return [
        {
            "inspection": judgement.inspection,
            "framework": item.inspection.framework,
            "strand": judgement.strand,
            "judgement": judgement.name,
            "grade": judgement.grade,
            "published": item.inspection.published.isoformat(),
            "ref": judgement.ref,
            "page": judgement.page,
            "current": item.current,
        }
        for judgement in item.judgements
    ]


def _finding(finding: FindingRecord, score: float | None) -> dict[str, Any]:
    return {
        "inspection": finding.inspection,
        "authority": finding.authority,
        "kind": finding.kind,
        "strand": finding.strand,
        "section": finding.section,
        "text": finding.text,
        "wording": finding.wording,
        "published": finding.published.isoformat(),
        "ref": finding.ref,
        "page": finding.page,
        "score": score,
        "topics": list(finding.topics),
        "weakness": finding.weakness,
    }


def _found(item: Found) -> dict[str, Any]:
    return _finding(item.finding, item.score)


def _due(item: DueItem) -> dict[str, Any]:
    due, earliest = item.deadline.due, item.deadline.due_earliest
    return _finding(item.finding, None) | {
        "within": item.finding.within,
        "due": due.isoformat() if due else None,
        "due_earliest": earliest.isoformat() if earliest else None,
        "basis": item.deadline.basis,
        "status": item.status,
        "days_overdue": item.days_overdue,
        "owner": item.tracked.owner,
    }


def _tracked(item: DueItem) -> dict[str, Any]:
    """Return an item of the tracker: a deadline's fields, where `status` is the tracker's word."""
    state = item.tracked
    return _due(item) | {
        "key": item.finding.key,
        "status": item.progress,
        "date_status": item.status,
        "target": state.target.isoformat() if state.target else None,
        "target_original": state.target_original.isoformat() if state.target_original else None,
        "target_reason": state.target_reason,
        "target_days_overdue": item.target_days_overdue,
        "evidence": list(state.evidence),
        "notes": [{"at": note.at.isoformat(), "by": note.by, "text": note.text} for note in state.notes],
        "superseded_by": item.superseded_by.id if item.superseded_by else None,
        "vanished": item.vanished,
        "version": state.version,
    }


def _compared(answer: Comparison) -> list[dict[str, Any]]:
    """Return each judgement as an item of kind `judgement`, authority by authority, then the findings."""
    items: list[dict[str, Any]] = []
    for position, (_, graded) in enumerate(answer.inspections):
        if graded is not None:
            held = (line.judgements[position] for line in answer.judgements)
            items.extend(_judgement_item(one, graded) for one in held if one is not None)
    return items + [_found(found) for one in answer.found for found in one.found]


def _changed(answer: Changes) -> list[dict[str, Any]]:
    """Return each judgement of now with the direction it moved in, then the items that came back."""
    items = []
    for moved in answer.moved:
        graded, judgement = (answer.now, moved.now) if moved.now else (answer.before, moved.before)
        if graded is not None and judgement is not None:
            before = moved.before.grade if moved.before else None
            items.append(
                _judgement_item(judgement, graded) | {"before": before, "direction": moved.direction}
            )
    for one in answer.recurring:
        items.append(_finding(one.later, None) | {"repeats": one.earlier.key if one.earlier else None})
    return items


def _judgement_item(judgement: JudgementRecord, graded: GradedInspection) -> dict[str, Any]:
    inspection = graded.inspection
    return {
        "inspection": inspection.id,
        "authority": inspection.authority,
        "kind": "judgement",
        "strand": judgement.strand,
        "section": judgement.name,
        "text": f"{judgement.name}: {judgement.grade or 'not judged'}",
        "wording": inspection.wording,
        "published": inspection.published.isoformat(),
        "ref": judgement.ref,
        "page": judgement.page,
        "score": None,
        "grade": judgement.grade,
    }


def _lines(lines: Iterable[InspectionLine]) -> list[dict[str, Any]]:
    return [_inspection(line.inspection, line.overall[0].grade if line.overall else None) for line in lines]


def _inspection(inspection: InspectionRecord, overall: str | None) -> dict[str, Any]:
    return {
        "inspection": inspection.id,
        "authority": inspection.authority,
        "framework": inspection.framework,
        "kind": inspection.kind,
        "title": inspection.title,
        "started": inspection.started.isoformat(),
        "ended": inspection.ended.isoformat(),
        "published": inspection.published.isoformat(),
        "lead_inspector": inspection.lead_inspector,
        "overall": overall,
    }
