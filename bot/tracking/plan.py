"""The plan: every improvement item with its deadline and what people have said about it.

Items come from the knowledge; a row of the tracker is laid over the item with the same key. A row whose finding is no
longer on record stays in the plan, as it was.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from bot.answering.asked import Record
from bot.answers import DueItem
from bot.deadlines import NO_DATE, item_deadline, status_of
from bot.tracking.item import LIVE, UNTOUCHED, ItemState
from knowledge.records import FindingRecord, InspectionRecord

ITEM_KINDS = ("improvement", "priority")

_ORDER = {"overdue": 0, "due": 1, "pending": 2, "done": 3, "not applicable": 4, "superseded": 5}
_NOT_KEPT = frozenset({"row", "weakness", "same_as", "followed_up", "repeats", "addresses"})
_SNAPSHOT = tuple(one.name for one in fields(FindingRecord) if one.name not in _NOT_KEPT)


def plan(record: Record, authorities: Sequence[str], today: dt.date) -> tuple[DueItem, ...]:
    """Return every item of `authorities` (all when empty), most urgent first, closed and superseded ones included."""
    store = record.store
    if authorities:
        every = tuple(item for name in authorities for item in store.inspections(name, until=today))
    else:
        every = store.inspections(until=today)
    rows = tracked_rows(record, authorities)
    items = (*laid_over(record, every, every, today, rows), *vanished_items(record, rows, today))
    return tuple(sorted(items, key=lambda item: urgency(item, today)))


def tracked_rows(record: Record, authorities: Sequence[str] = ()) -> Mapping[str, Any]:
    """Return the tracker's rows (`bot.state.tracker.ItemRow`) by item key; none where there is no state database."""
    if record.state is None:
        return {}
    from bot.state.tracker import (
        Tracker,
    )  # SQLAlchemy takes 0.2 s to import; without a state there is no need

    return Tracker(record.state).rows(authorities)


def laid_over(
    record: Record,
    inspections: Iterable[InspectionRecord],
    every: tuple[InspectionRecord, ...],
    today: dt.date,
    rows: Mapping[str, Any],
) -> tuple[DueItem, ...]:
    """Return the items of `inspections` in report order, with the tracker's `rows` laid over them.

    Args:
        record: The knowledge.
        inspections: Those whose items are wanted.
        every: All inspections of the same authorities, to tell what is superseded.
        today: The day in London.
        rows: From `tracked_rows`.
    """
    standing = Standing.among(every)
    by_id = {item.id: item for item in inspections}
    findings = record.store.findings(by_id, kinds=ITEM_KINDS)
    states = {key: row.state for key, row in rows.items()}
    return tuple(
        item_of(finding, by_id[finding.inspection], standing, states.get(finding.key, UNTOUCHED), today)
        for finding in findings
    )


@dataclass(frozen=True, slots=True)
class Standing:
    """How inspections stand to later full ones of the same authority.

    `superseded`: by inspection id, the newest later one whose findings are on record. `unread`: ids of inspections
    after which one is known by its grades alone.
    """

    superseded: Mapping[str, InspectionRecord]
    unread: frozenset[str]

    @classmethod
    def among(cls, inspections: tuple[InspectionRecord, ...]) -> "Standing":
        """Return how these, newest first within an authority, stand to each other."""
        read: dict[str, InspectionRecord] = {}
        graded: dict[str, InspectionRecord] = {}
        for item in inspections:
            if item.is_full:
                (graded if item.grades_only else read).setdefault(item.authority, item)
        return cls(
            {item.id: read[item.authority] for item in inspections if _before(item, read)},
            frozenset(item.id for item in inspections if _before(item, graded)),
        )


def _before(item: InspectionRecord, newest: Mapping[str, InspectionRecord]) -> bool:
    return item.authority in newest and newest[item.authority].published > item.published


def item_of(
    finding: FindingRecord,
    inspection: InspectionRecord,
    standing: Standing,
    state: ItemState,
    today: dt.date,
) -> DueItem:
    """Return an item as of `today`.

    One whose date has passed is only pending, not overdue, when a later full inspection is known by its grades alone:
    what that report says of it is not on record.
    """
    deadline = item_deadline(finding.within, inspection)
    superseded_by = standing.superseded.get(inspection.id)
    progress = progress_of(state, superseded_by)
    status, late = status_of(deadline, today) if progress in LIVE else (progress, 0)
    if status == "overdue" and inspection.id in standing.unread:
        status, late = "pending", 0
    return DueItem(
        finding, deadline, status, late, superseded_by, state, progress, _target_late(state, progress, today)
    )


def progress_of(state: ItemState, superseded_by: InspectionRecord | None) -> str:
    """Return the tracker's word for an item.

    A later full inspection supersedes what is open, unless somebody has reopened it since that very inspection.
    """
    if state.status not in LIVE or superseded_by is None or state.reopened_over == superseded_by.id:
        return state.status
    return "superseded"


def _target_late(state: ItemState, progress: str, today: dt.date) -> int:
    if state.target is None or progress not in LIVE:
        return 0
    return max((today - state.target).days, 0)


def vanished_items(record: Record, rows: Mapping[str, Any], today: dt.date) -> tuple[DueItem, ...]:
    """Return the items that somebody has changed and whose findings are no longer on record."""
    gone = []
    for key, row in rows.items():
        if record.store.finding(key) is not None:
            continue
        finding = from_snapshot(row.snapshot)
        if finding.published > today:
            continue
        inspection = record.store.inspection(finding.inspection)
        if inspection is not None:
            every = record.store.inspections(inspection.authority, until=today)
            item = item_of(finding, inspection, Standing.among(every), row.state, today)
        else:
            item = _without_inspection(finding, row.state, today)
        gone.append(replace(item, vanished=True))
    return tuple(gone)


def _without_inspection(finding: FindingRecord, state: ItemState, today: dt.date) -> DueItem:
    progress = progress_of(state, None)
    status = "pending" if progress in LIVE else progress
    late = _target_late(state, progress, today)
    return DueItem(finding, NO_DATE, status, 0, None, state, progress, late)


def urgency(item: DueItem, today: dt.date) -> tuple[int, dt.date, int, int]:
    """Return by what items are put in order, most urgent first."""
    due = item.deadline.due or item.tracked.target or today
    return _ORDER[item.status], due, -item.finding.published.toordinal(), item.finding.row


def snapshot_of(finding: FindingRecord) -> dict[str, Any]:
    """Return what is kept of a finding when its item is changed, as JSON values."""
    values = {name: getattr(finding, name) for name in _SNAPSHOT}
    return values | {"topics": list(finding.topics), "published": finding.published.isoformat()}


def from_snapshot(values: Mapping[str, Any]) -> FindingRecord:
    """Return the finding that `snapshot_of` kept; `row` is -1."""
    own: dict[str, Any] = {name: values.get(name) for name in _SNAPSHOT}
    own |= {"topics": tuple(values["topics"]), "published": dt.date.fromisoformat(values["published"])}
    return FindingRecord(
        row=-1, **own, weakness=True, same_as=None, followed_up=(), repeats=None, addresses=None
    )


def find_item(record: Record, key: str, today: dt.date) -> DueItem | None:
    """Return one item by its key, whether its finding is on record or has vanished; None when there never was one."""
    finding = record.store.finding(key)
    row = None
    if record.state is not None:
        from bot.state.tracker import Tracker

        row = Tracker(record.state).row(key)
    if finding is None:
        return next(iter(vanished_items(record, {key: row}, today)), None) if row is not None else None
    if finding.kind not in ITEM_KINDS:
        return None
    inspection = record.store.inspection(finding.inspection)
    assert inspection is not None
    every = record.store.inspections(inspection.authority, until=today)
    return item_of(finding, inspection, Standing.among(every), row.state if row else UNTOUCHED, today)
