"""The tracker's questions: an authority's plan, what is mine, what is overdue."""

from collections import Counter
from dataclasses import replace

from bot.answering.asked import Asked, no_such_inspection, nothing_loaded
from bot.answering.deadlines import has_passed, newer_notes, passed_lead
from bot.answers import Answer, DueItem, NotInRecord, TrackedItems
from bot.tracking.item import LIVE
from bot.tracking.plan import ITEM_KINDS, plan

_FILTERS: dict[str, frozenset[str]] = {
    "all": frozenset({"open", "in progress", "done", "superseded", "not applicable"}),
    "everything": frozenset({"open", "in progress", "done", "superseded", "not applicable"}),
    "open": frozenset({"open"}),
    "progress": frozenset({"in progress"}),
    "done": frozenset({"done"}),
    "closed": frozenset({"done", "not applicable"}),
    "superseded": frozenset({"superseded"}),
    "applicable": frozenset({"not applicable"}),
}
"""Words that ask for items by the tracker's status."""

_ORDINARY = frozenset(
    {
        "not",
        "in",
        "actions",
        "action",
        "improvement",
        "improvements",
        "plan",
        "tracker",
        "list",
        "show",
        "only",
    }
)
"""Words that narrow nothing."""

_UNOWNED = frozenset({"unassigned", "unowned", "nobody", "ownerless"})


OWN_WORDS = _UNOWNED | _FILTERS.keys()
"""Words that belong to the tracker, never to an authority's name."""


def answer_track(asked: Asked) -> Answer:
    """Return the items of the authorities asked about, live ones unless the question's words ask for others."""
    every = asked.inspections()
    if not every and asked.authorities:
        return nothing_loaded(asked)
    if asked.question.years and not asked.wanted(every):
        return no_such_inspection(asked, every)
    items = _narrowed(asked, plan(asked.record, asked.authorities, asked.today))
    return _listed(asked, f"Tracker: {asked.who}", items, "no improvement items")


def answer_mine(asked: Asked) -> Answer:
    """Return the items that the person who asks owns."""
    if asked.asker is None:
        return NotInRecord(
            asked.about, "items of yours", "nothing: on the terminal I do not know who you are; ask in Slack"
        )
    mine = asked.asker.user
    items = plan(asked.record, asked.authorities, asked.today)
    own = _narrowed(asked, tuple(item for item in items if item.tracked.owner == mine))
    return _listed(asked, f"Your items: {asked.who}", own, "none of yours is open")


def answer_overdue(asked: Asked) -> Answer:
    """Return the live items whose date, the record's or the authority's own, has passed."""
    if asked.authorities and not asked.inspections():
        return nothing_loaded(asked)
    items = _narrowed(asked, plan(asked.record, asked.authorities, asked.today))
    late = tuple(item for item in items if is_overdue(item))
    listed = _listed(asked, f"Overdue: {asked.who}", late, "nothing is overdue")
    passed = tuple(item for item in items if has_passed(item, asked.today))
    if late or (lead := passed_lead(passed)) is None:
        return listed
    return replace(listed, notes=(lead, *listed.notes, *newer_notes(asked, asked.inspections(), passed)))


def is_overdue(item: DueItem) -> bool:
    """Return whether a live item is past the record's date or the authority's own target."""
    return item.status == "overdue" or item.target_days_overdue > 0


def _narrowed(asked: Asked, items: tuple[DueItem, ...]) -> tuple[DueItem, ...]:
    """Keep the items of the years and words of the question."""
    wanted = {item.id for item in asked.wanted(asked.inspections())}
    if asked.narrowed:
        items = tuple(item for item in items if item.finding.inspection in wanted)
    ordinary = _UNOWNED | _ORDINARY | _FILTERS.keys()
    words = tuple(word for word in asked.question.words if word not in ordinary)
    if words:
        found = asked.record.searcher.search(
            words, authorities=asked.authorities, kinds=ITEM_KINDS, until=asked.today
        ).found
        rows = {item.finding.row for item in found}
        items = tuple(item for item in items if item.finding.row in rows)
    return items


def _listed(asked: Asked, heading: str, items: tuple[DueItem, ...], empty: str) -> TrackedItems:
    """Return the items by the status that the question's words ask for; the others are counted."""
    said = frozenset(asked.question.text.lower().split())
    statuses = frozenset[str]().union(*(_FILTERS[word] for word in _FILTERS if word in said)) or LIVE
    shown = tuple(item for item in items if item.progress in statuses)
    if said & _UNOWNED:
        shown = tuple(item for item in shown if item.tracked.owner is None)
    hidden = Counter(item.progress for item in items) - Counter(item.progress for item in shown)
    order = ("open", "in progress", "done", "not applicable", "superseded")
    return TrackedItems(
        asked.about,
        heading,
        asked.today,
        shown,
        empty,
        tuple((word, hidden[word]) for word in order if hidden[word]),
        newer_notes(asked, asked.inspections(), shown),
    )
