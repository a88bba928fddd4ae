"""What a digest says: the items of its authorities as of a day, worst first, and what changed since the last one.

Pure but for the reading of both databases; nothing here knows how or where it is sent.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from bot.answering.asked import Record, inspection_name
from bot.answers import About, Digest, DigestGroup, DueItem, StatutoryDate
from bot.deadlines import long_date
from bot.digest.schedule import Schedule
from bot.state.subscriptions import Subscription
from bot.tracking.item import LIVE
from bot.tracking.plan import plan
from bot.tracking.statutory import statutory_plan
from knowledge.records import InspectionRecord

Contents = dict[str, Any]
"""What a digest held, by item key: compared with the next one's."""

MOST_CHANGES = 12
_EXCERPT = 110


def schedule_of(subscription: Subscription) -> Schedule:
    """Return when a subscription's digests are due."""
    hour, minute = map(int, subscription.time.split(":"))
    days = frozenset(number for number, mark in enumerate(subscription.days) if mark == "1")
    return Schedule(dt.time(hour, minute), days, subscription.zone, subscription.on_holidays)


def digest_of(
    record: Record,
    subscription: Subscription,
    day: dt.date,
    *,
    last: tuple[dt.date, Contents] | None = None,
    snoozed: Mapping[str, dt.date] | None = None,
    preview: bool = False,
) -> tuple[Digest, Contents]:
    """Return the digest of a day, and what is to be remembered of it.

    Args:
        record: The knowledge, and what people did.
        subscription: Whose digest.
        day: Its day; dates count from there.
        last: Day and contents of the last digest sent, if there was one.
        snoozed: Items put off, each with the day on which it is back.
        preview: Whether to show what has no date whatever the day, and what became of superseded items.
    """
    own = subscription.kind == "own"
    every = plan(record, subscription.authorities, day)
    if own:
        every = tuple(item for item in every if item.tracked.owner == subscription.channel)
    weekly = preview or schedule_of(subscription).opens_week(day)
    names = tuple(dict.fromkeys((*subscription.authorities, *(item.finding.authority for item in every))))
    groups = [
        _group(record, subscription, name, every, day, snoozed or {}, weekly=weekly, preview=preview)
        for name in names
    ]
    contents = {item.finding.key: _standing(item) for item in every}
    changes = changes_since(last[1], every) if last is not None else ()
    shown = (group for group in groups if preview or group.is_open)
    digest = Digest(
        About(subscription.authorities, ask="digest preview"),
        day=day,
        groups=tuple(sorted(shown, key=_badness)),
        changes=changes,
        since=last[0] if last is not None else None,
        own=own,
        within=subscription.within,
        preview=preview,
    )
    return digest, contents


def says_something(digest: Digest) -> bool:
    """Return whether a digest holds anything that a reader would want to know."""
    return bool(digest.changes) or any(group.items or group.statutory for group in digest.groups)


def _group(
    record: Record,
    subscription: Subscription,
    name: str,
    every: Iterable[DueItem],
    day: dt.date,
    snoozed: Mapping[str, dt.date],
    *,
    weekly: bool,
    preview: bool,
) -> DigestGroup:
    items = [item for item in every if item.finding.authority == name]
    live = [item for item in items if item.progress in LIVE]
    awake = [item for item in live if item.finding.key not in snoozed]
    horizon = day + dt.timedelta(days=subscription.within)
    overdue = [item for item in awake if item.status == "overdue" or item.target_days_overdue]
    dated = [item for item in awake if item not in overdue and next_date(item) is not None]
    undated = [item for item in awake if item not in overdue and item not in dated]
    due = [item for item in dated if (next_date(item) or horizon) <= horizon]
    include = subscription.include
    shows_pending = weekly and "pending" in include
    inspections = record.store.inspections(name, until=day)
    statutory = () if subscription.kind == "own" else _statutory(record, inspections, day, horizon)
    return DigestGroup(
        name,
        overdue=tuple(sorted(overdue, key=lambda item: -days_late(item))) if "overdue" in include else (),
        due=tuple(sorted(due, key=lambda item: next_date(item) or day)) if "due" in include else (),
        pending=tuple(undated) if shows_pending else (),
        statutory=statutory if "due" in include else (),
        later=len(dated) - len(due),
        undated=0 if shows_pending else len(undated),
        snoozed=len(live) - len(awake),
        notes=newer_notes(inspections, awake),
        superseded=tuple(item for item in items if item.progress == "superseded") if preview else (),
    )


def next_date(item: DueItem) -> dt.date | None:
    """Return the date that an item is next due: the authority's own target where it set one, else the record's.

    None where there is neither, and for an item that is only pending because a later inspection is known by its grades.
    """
    if item.tracked.target is not None:
        return item.tracked.target
    return item.deadline.due if item.status in ("due", "overdue") else None


def days_late(item: DueItem) -> int:
    """Return the days an item is overdue, by the record's deadline or the authority's own, whichever is longer past."""
    return max(item.days_overdue, item.target_days_overdue)


def _statutory(
    record: Record, inspections: tuple[InspectionRecord, ...], day: dt.date, horizon: dt.date
) -> tuple[StatutoryDate, ...]:
    """Return the dates set by law that lie ahead within reach, counted from the early end of a range."""
    return tuple(
        one
        for one in statutory_plan(record, inspections, day, newest_only=True)
        if one.deadline.due is not None
        and one.deadline.due >= day
        and (one.deadline.due_earliest or one.deadline.due) <= horizon
    )


def newer_notes(inspections: tuple[InspectionRecord, ...], items: Iterable[DueItem]) -> tuple[str, ...]:
    """Say which inspections are newer than the items shown, and what is on record of them.

    Args:
        inspections: The authority's, newest first.
        items: Its items that are still to be seen to.
    """
    published = [item.finding.published for item in items]
    if not published:
        return ()
    newer = [one for one in inspections if one.published > max(published)]
    if not newer:
        return ()
    first = next((one for one in newer if one.is_full), newer[0])
    known = "of which only the grades are on record" if first.grades_only else "of which no item is open"
    text = f"Newer than these items: {inspection_name(first)}, {known}"
    if first.improvement_items:
        number = first.improvement_items
        text += f" (it prints {number} improvement {'item' if number == 1 else 'items'})"
    others = len(newer) - 1
    if others:
        text += f", and {others} other {'inspection' if others == 1 else 'inspections'}"
    ending = "; “ofsted-bot read” adds its findings." if first.grades_only else "."
    return (text + ending,)


def _badness(group: DigestGroup) -> tuple[int, int, int, int, str]:
    worst = max((days_late(item) for item in group.overdue), default=0)
    return -len(group.overdue), -worst, -len(group.due), -len(group.pending), group.authority


def _standing(item: DueItem) -> dict[str, Any]:
    """Return what of an item is compared with next time."""
    target = item.tracked.target
    return {
        "status": "overdue" if item.status == "overdue" or item.target_days_overdue else item.status,
        "progress": item.progress,
        "owner": item.tracked.owner,
        "target": target.isoformat() if target else None,
    }


def changes_since(last: Contents, items: Iterable[DueItem]) -> tuple[str, ...]:
    """Return what changed since the contents of the last digest, in sentences; the most telling first."""
    told: list[tuple[int, str]] = []
    new: dict[tuple[str, str], int] = {}
    for item in items:
        now, before = _standing(item), last.get(item.finding.key)
        if before is None:
            if item.progress in LIVE:
                source = (item.finding.authority, long_date(item.finding.published))
                new[source] = new.get(source, 0) + 1
            continue
        told.extend(_changes_of(item, before, now))
    told += [
        (
            1,
            f"New on record: {number} {'item' if number == 1 else 'items'} of {name}, published {published}.",
        )
        for (name, published), number in new.items()
    ]
    told.sort(key=lambda one: one[0])
    sentences = [sentence for _, sentence in told]
    if len(sentences) > MOST_CHANGES:
        left = len(sentences) - MOST_CHANGES
        sentences[MOST_CHANGES:] = [
            f"And {left} further changes; “track” with an authority shows every item."
        ]
    return tuple(sentences)


def _changes_of(
    item: DueItem, before: Mapping[str, Any], now: Mapping[str, Any]
) -> Iterable[tuple[int, str]]:
    name = f"{item.finding.authority}: {_excerpt(item.finding.text)}"
    if now["progress"] != before["progress"]:
        yield 2, f"{_PROGRESS.get(now['progress'], 'Changed')} – {name}"
    elif now["status"] == "overdue" and before["status"] != "overdue":
        yield 0, f"Now overdue – {name}"
    if now["target"] != before["target"]:
        target = item.tracked.target
        moved = f"to {long_date(target)}" if target else "away"
        yield 3, f"Authority’s own date moved {moved} – {name}"
    if now["owner"] != before["owner"]:
        yield 4, f"{'Given to a new owner' if now['owner'] else 'Without an owner'} – {name}"


_PROGRESS = {
    "done": "Done",
    "in progress": "Begun",
    "open": "Open again",
    "superseded": "Superseded by a later inspection",
    "not applicable": "Not applicable any more",
}


def _excerpt(text: str) -> str:
    return text if len(text) <= _EXCERPT else f"{text[: _EXCERPT - 1].rpartition(' ')[0].rstrip(' ,;:')}…"
