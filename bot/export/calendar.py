"""Due dates as an iCalendar feed: one all-day event a date, with its basis; no more than the tracker shows."""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from icalendar import Calendar, Event, Timezone

from bot.answering.asked import Record, inspection_name, joined
from bot.answers import DueItem, StatutoryDate
from bot.deadlines import long_date
from bot.rendering.words import finding_source
from bot.state import State
from bot.state.feeds import Feeds
from bot.tracking.item import LIVE
from bot.tracking.plan import plan
from bot.tracking.statutory import statutory_plan

PRODUCT = "-//Ofsted findings bot//Due dates//EN"
ZONE = "Europe/London"
_TITLE = 100


@dataclass(frozen=True, slots=True)
class FeedCalendars:
    """The calendars of the feeds in a state database; computed when they are fetched."""

    record: Record
    state: State
    today: Callable[[], dt.date]
    now: Callable[[], dt.datetime] = lambda: dt.datetime.now(dt.UTC)

    def of(self, token: str) -> bytes | None:
        """Return a feed's calendar; None when there is no such feed, or it was revoked."""
        feed = Feeds(self.state).find(token)
        if feed is None or not self.record.roles.may(feed.user, "viewer"):
            return None
        return calendar_of(self.record, feed.authorities, self.today(), self.now())


def calendar_of(record: Record, authorities: Sequence[str], today: dt.date, now: dt.datetime) -> bytes:
    """Return the due dates of live items, the authority's own targets, and the statutory dates, as iCalendar data."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", f"Improvement dates: {joined(authorities) or 'all authorities'}")
    calendar.add("x-published-ttl", "PT1H")
    for event in _events(record, authorities, today):
        event.add("dtstamp", now.astimezone(dt.UTC))
        calendar.add_component(event)
    if not calendar.subcomponents:
        # A calendar without any component is no iCalendar data (RFC 5545, 3.6), and some programs refuse it.
        calendar.add_component(Timezone.from_tzid(ZONE, first_date=today, last_date=today))
    return bytes(calendar.to_ical())


def _events(record: Record, authorities: Sequence[str], today: dt.date) -> Iterator[Event]:
    for item in plan(record, authorities, today):
        if item.progress in LIVE:
            yield from _item_events(item)
    store = record.store
    for name in authorities or tuple(store.authorities()):
        for date in statutory_plan(record, store.inspections(name, until=today), today):
            if date.status == "due":
                yield _statutory_event(date)


def _item_events(item: DueItem) -> Iterator[Event]:
    finding = item.finding
    text = finding.text if len(finding.text) <= _TITLE else f"{finding.text[: _TITLE - 1]}…"
    if item.deadline.due is not None and item.status in ("due", "overdue"):
        yield _event(
            f"{finding.key}/due",
            item.deadline.due,
            f"{finding.authority}: due: {text}",
            f"{finding.text}\n\nBasis: {item.deadline.basis}.\n{finding_source(finding)}",
        )
    if item.tracked.target is not None:
        yield _event(
            f"{finding.key}/target",
            item.tracked.target,
            f"{finding.authority}: own target: {text}",
            f"{finding.text}\n\nThe authority's own target, not a date set by inspectors.\n{finding_source(finding)}",
        )


def _statutory_event(date: StatutoryDate) -> Event:
    # A range is shown on its earliest day, from which there is need to hurry.
    due, deadline = date.deadline.due_earliest, date.deadline
    assert due is not None
    name = date.inspection.authority
    until = (
        f" It may be as late as {long_date(deadline.due)}." if deadline.due and deadline.due != due else ""
    )
    return _event(
        f"{date.inspection.id}/{date.duty}",
        due,
        f"{name}: {date.duty}",
        f"After the {inspection_name(date.inspection)}. Basis: {deadline.basis}.{until}\n{date.law}",
    )


def _event(key: str, day: dt.date, title: str, description: str) -> Event:
    event = Event()
    event.add("uid", f"{key.replace(' ', '_')}@ofsted-findings-bot")
    event.add("dtstart", day)
    event.add("dtend", day + dt.timedelta(days=1))
    event.add("summary", title)
    event.add("description", description)
    event.add("transp", "TRANSPARENT")
    return event
