"""The instruction `digest`: sets up, previews, turns off and tells of the digest of the channel it is written in."""

import dataclasses
import datetime as dt
from zoneinfo import ZoneInfo

from bot.answering.asked import joined
from bot.answers import About, Answer, Choice, Fact, MissingRight, Noted
from bot.deadlines import long_date
from bot.digest.contents import digest_of, schedule_of
from bot.digest.schedule import schedule_in_words
from bot.digest.service import first_due
from bot.digest.wanted import Wanted, parse_wanted
from bot.instructions import Instructed, badly_written
from bot.state import State
from bot.state.digests import Ledger, SlotRecord
from bot.state.subscriptions import Subscription, Subscriptions

EXAMPLE = "digest here 09:00 weekdays islington haringey"
_SECTIONS = {
    "overdue": "overdue",
    "due": "due within {} days",
    "pending": "pending without a date, once a week",
}
_SHOWN_SLOTS = 5


def instruct_digest(instructed: Instructed) -> Answer:
    """Carry out what the text asks for."""
    wanted = parse_wanted(instructed.text, instructed.question.names)
    about = About(wanted.authorities, None, instructed.text)
    if wanted.problems:
        return badly_written(instructed, " ".join(wanted.problems))
    wanted, current = _meant(instructed, wanted)
    if (
        not wanted.own
        and wanted.verb in ("here", "off")
        and not instructed.roles.may(instructed.asker.user, "editor")
    ):
        return MissingRight(about, "editor", "Changing the digest of a channel")
    match wanted.verb:
        case "here" | "me":
            return set_up(instructed, wanted, current, about)
        case "preview":
            return _preview(instructed, wanted, current)
        case "off":
            return turn_off(instructed.state, current, about, instructed.now)
        case "status":
            return status(instructed.state, current, about)


def _meant(instructed: Instructed, wanted: Wanted) -> tuple[Wanted, Subscription | None]:
    """Return what is wanted, and the digest that it is about, whatever its status; None when there is none yet.

    In a direct message it is the person's own one, unless one of authorities was set up there.
    """
    asker, subscriptions = instructed.asker, Subscriptions(instructed.state)
    own = subscriptions.of_channel(asker.team, asker.user)
    if wanted.own:
        return wanted, own
    here = subscriptions.of_channel(asker.team, asker.channel)
    unnamed = wanted.bare and wanted.verb != "here" and asker.channel.startswith("D")
    if unnamed and own is not None and (here is None or here.status == "off"):
        return dataclasses.replace(wanted, own=True), own
    return wanted, here


def subscription_of(wanted: Wanted, *, team: str, channel: str, user: str) -> Subscription:
    """Return the subscription that is wanted, not yet kept."""
    return Subscription(
        id="",
        team=team,
        channel=user if wanted.own else channel,
        owner=user,
        kind="own" if wanted.own else "channel",
        time=f"{wanted.time:%H:%M}",
        days="".join("1" if day in wanted.days else "0" for day in range(7)),
        zone=wanted.zone,
        on_holidays=wanted.on_holidays,
        authorities=wanted.authorities,
        include=wanted.include,
        within=wanted.within,
        when_empty=wanted.when_empty,
    )


def set_up(instructed: Instructed, wanted: Wanted, current: Subscription | None, about: About) -> Answer:
    """Keep the subscription that is wanted, in place of the one there was; nothing but “here” takes that up again."""
    if not wanted.include:
        return badly_written(instructed, "A digest without overdue, due and pending items is empty.")
    asker = instructed.asker
    if wanted.bare and current is not None:
        subscription = dataclasses.replace(current, owner=asker.user, status="active", reason=None)
    else:
        subscription = subscription_of(wanted, team=asker.team, channel=asker.channel, user=asker.user)
    slots = Ledger(instructed.state).history(subscription.team, subscription.channel, most=1)
    last = slots[0].day if slots else None
    due = first_due(subscription, instructed.now, after=last)
    kept = Subscriptions(instructed.state).keep(
        dataclasses.replace(subscription, next_due=due), instructed.now
    )
    notes = []
    if due != first_due(subscription, instructed.now):
        notes.append("There is one digest a day at most, and that of today has been dealt with.")
    if not wanted.own:
        notes.append("The bot must be a member of the channel: invite it there.")
    whose = "You get your own items by direct message" if wanted.own else "This channel gets a digest"
    return Noted(
        about,
        "Digest set up",
        f"{whose}, at {schedule_in_words(schedule_of(kept))}.",
        facts=_facts(kept),
        notes=tuple(notes),
        next=(_preview_of(kept),),
    )


def _preview(instructed: Instructed, wanted: Wanted, current: Subscription | None) -> Answer:
    asker = instructed.asker
    subscription = current
    if current is None or not wanted.bare:
        subscription = subscription_of(wanted, team=asker.team, channel=asker.channel, user=asker.user)
    assert subscription is not None
    day = instructed.now.astimezone(ZoneInfo(subscription.zone)).date()
    last = Ledger(instructed.state).last_contents(subscription.team, subscription.channel, day)
    snoozed = Subscriptions(instructed.state).snoozed(subscription.team, subscription.channel, day)
    digest, _ = digest_of(instructed.record, subscription, day, last=last, snoozed=snoozed, preview=True)
    return dataclasses.replace(digest, about=About(subscription.authorities, None, instructed.text))


def turn_off(state: State, current: Subscription | None, about: About, now: dt.datetime) -> Answer:
    """Turn a digest off; that it was off already is no fault."""
    if current is None or not Subscriptions(state).stop(current.id, "off", now):
        return Noted(about, "No digest", "There is no such digest that could be turned off.")
    own = current.kind == "own"
    said = "You get no further digest of your own items." if own else "No further digest is sent here."
    again = Choice("Set up again", f"digest {'me' if own else 'here'}")
    return Noted(about, "Digest turned off", said, next=(again,))


def status(state: State, current: Subscription | None, about: About) -> Answer:
    """Tell of a digest: when the next one is due, what it holds, and what became of the last ones."""
    if current is None or current.status == "off":
        return Noted(
            about,
            "No digest here",
            "No digest is set up here.",
            notes=(f"Write, for example: /ofsted {EXAMPLE}",),
        )
    history = Ledger(state).history(current.team, current.channel, most=_SHOWN_SLOTS)
    said = f"At {schedule_in_words(schedule_of(current))}."
    if current.status == "paused":
        said = f"Paused, because Slack said {current.reason}; write “digest here” to take it up again."
    return Noted(
        about,
        "Digest",
        said,
        facts=(*_facts(current), *map(_slot_fact, history)),
        next=(_preview_of(current),),
    )


def _preview_of(subscription: Subscription) -> Choice:
    return Choice("Preview", "digest preview me" if subscription.kind == "own" else "digest preview")


def _facts(subscription: Subscription) -> tuple[Fact, ...]:
    sections = [_SECTIONS[name].format(subscription.within) for name in subscription.include]
    everywhere = "whichever are yours" if subscription.kind == "own" else "all on record"
    facts = [
        Fact("Authorities", joined(subscription.authorities) or everywhere),
        Fact("Holds", "; ".join(sections)),
        Fact("When there is nothing", "sent all the same" if subscription.when_empty else "nothing is sent"),
    ]
    if subscription.next_due is not None:
        local = subscription.next_due.astimezone(ZoneInfo(subscription.zone))
        facts.insert(
            0, Fact("Next", f"{local:%A} {long_date(local.date())}, {local:%H:%M}", subscription.zone)
        )
    return tuple(facts)


def _slot_fact(slot: SlotRecord) -> Fact:
    outcome = {
        "claimed": "under way",
        "sending": "under way",
        "unknown": "perhaps sent",
        "skipped": "not sent",
    }
    return Fact(long_date(slot.day), outcome.get(slot.state, slot.state), slot.reason or "")
