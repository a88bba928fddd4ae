"""What becomes of a digest when Slack is busy, out of order, silent, or has lost the channel; on both databases."""

import dataclasses
import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from bot.digest.delivery import Surroundings
from bot.digest.service import Digests
from bot.service import FindingsService
from bot.state import State
from bot.state.digests import Ledger, SlotRecord
from bot.state.subscriptions import Subscription, Subscriptions
from handlers.history import SlackHistory
from handlers.local_slack import LocalSlack, Message
from handlers.local_slack.models import TEAM_ID
from handlers.sender import SlackSender

SCOPES = ("app_mentions:read", "chat:write", "commands", "im:history")
MONDAY = dt.date(2026, 11, 23)
PARTS = 2
"""Messages of Islington's digest on a Monday: one in the channel, one in its thread."""


@pytest.fixture
def slack(request: pytest.FixtureRequest) -> Iterator[LocalSlack]:
    """A Slack; with the scope that lets the bot look for what it posted where a test says so."""
    extra = ("channels:history",) if getattr(request, "param", False) else ()
    with LocalSlack(scopes=(*SCOPES, *extra)) as local:
        yield local


either = pytest.mark.parametrize("slack", [True, False], indirect=True, ids=["readable", "not readable"])


@pytest.fixture
def readable(slack: LocalSlack) -> bool:
    """Whether the bot may look into a channel's history."""
    return "channels:history" in slack.backend.scopes


class AtOnce:
    """Does tasks at once, in this process; a key that came before changes nothing."""

    def __init__(self) -> None:
        self.tasks: dict[str, Callable[[dict[str, Any]], None]] = {}
        self.keys: set[str] = set()

    def submit(self, name: str, payload: dict[str, Any], *, key: str) -> None:
        """Do it."""
        if key not in self.keys:
            self.keys.add(key)
            self.tasks[name](payload)


class Bench:
    """The digests of a state database and a Slack, with a clock that the test sets."""

    def __init__(
        self, state: State, slack: LocalSlack, service: FindingsService, admins: tuple[str, ...] = ()
    ) -> None:
        self.now = dt.datetime(2026, 11, 23, 9, 0, 20, tzinfo=dt.UTC)
        self.slack = slack
        self.state = state
        self.waited: list[float] = []
        self.tasks = AtOnce()
        world = Surroundings(
            poster=SlackSender(slack.bot_token, slack.base_url),
            history=SlackHistory(slack.bot_token, slack.base_url),
            executor="this one",
            is_dead=lambda executor: executor == "dead one",
            catch_up=dt.timedelta(hours=4),
            clock=lambda: self.now,
            wait=self.wait,
        )
        self.digests = Digests(state, lambda: service.record, self.tasks, world, lambda: admins)
        self.tasks.tasks = {"digest": self.digests.deliver, "digest_tell": self.digests.tell}
        # The clock of the messages is the workspace's.
        slack.workspace.advance((self.now - dt.datetime.now(dt.UTC)).total_seconds())

    def wait(self, seconds: float) -> None:
        """Let the clocks go on."""
        self.waited.append(seconds)
        self.now += dt.timedelta(seconds=seconds)

    def subscribe(self, channel: str = "#improvement-board", **others: Any) -> Subscription:
        """Set up a digest that is due at nine."""
        values = {
            "authorities": ("Islington",),
            "next_due": dt.datetime(2026, 11, 23, 9, tzinfo=dt.UTC),
        } | others
        owner = self.slack.person("priya").id
        wanted = Subscription("", TEAM_ID, self.slack.channel(channel).id, owner, **values)
        return Subscriptions(self.state).keep(wanted, self.now)

    def slot(self, subscription: Subscription) -> SlotRecord:
        """Return the newest slot."""
        return Ledger(self.state).history(TEAM_ID, subscription.channel)[0]

    def posted(self, subscription: Subscription) -> tuple[Message, ...]:
        """Return what stands in the channel."""
        return self.slack.messages(subscription.channel)

    def told(self) -> str:
        """Return what the owner reads in their direct messages."""
        return "\n".join(message.words for message in self.slack.messages("priya"))


@pytest.fixture
def bench(state: State, slack: LocalSlack, service: FindingsService) -> Bench:
    """The digests at nine on a Monday."""
    return Bench(state, slack, service)


def test_sent_once_in_the_channel_with_its_pages_in_the_thread(bench: Bench) -> None:
    """The first page stands in the channel, the second in its thread, and another tick sends nothing more."""
    subscription = bench.subscribe()

    bench.digests.tick(bench.now)
    bench.digests.tick(bench.now + dt.timedelta(minutes=1))

    first, second = bench.posted(subscription)
    assert first.thread_ts in (None, first.ts)
    assert second.thread_ts == first.ts
    assert "12 pending" in first.text
    assert bench.slot(subscription).state == "sent"
    assert bench.told() == ""


def test_too_many_requests_are_waited_for(bench: Bench) -> None:
    """After a 429 the digest is sent when the time that Slack asked for has passed."""
    subscription = bench.subscribe()
    bench.slack.faults.rate_limit("chat.postMessage", retry_after=30)

    bench.digests.tick(bench.now)

    assert bench.waited == [30.0]
    assert len(bench.posted(subscription)) == PARTS


def test_out_of_order_is_tried_again(bench: Bench) -> None:
    """After answers of 503 the digest is sent, and only once."""
    subscription = bench.subscribe()
    bench.slack.faults.server_error("chat.postMessage", status=503, times=3)

    bench.digests.tick(bench.now)

    assert len(bench.posted(subscription)) == PARTS
    assert bench.waited[:3] == [5.0, 10.0, 20.0]


def test_out_of_order_for_hours_fails_and_is_told(bench: Bench) -> None:
    """When Slack takes it at no time within the window, the owner reads why there was no digest."""
    subscription = bench.subscribe()
    bench.slack.faults.server_error("chat.postMessage", status=503, times=400)

    bench.digests.tick(bench.now)
    bench.slack.faults.clear()
    bench.digests.sweep(bench.now)

    assert bench.slot(subscription).state == "failed"
    assert bench.now - bench.slot(subscription).due > dt.timedelta(hours=4)
    assert bench.told().count("A digest was not sent") == 1


@either
def test_an_answer_that_was_lost_is_found_or_told_of(bench: Bench, readable: bool) -> None:
    """Slack took the message and the connection broke: found by its metadata, or shown to a person; never repeated."""
    subscription = bench.subscribe()
    bench.slack.faults.drop("chat.postMessage", processed=True)

    bench.digests.tick(bench.now)
    bench.digests.tick(bench.now + dt.timedelta(hours=1))

    if readable:
        assert bench.slot(subscription).state == "sent"
        assert len(bench.posted(subscription)) == PARTS
        assert bench.told() == ""
    else:
        assert bench.slot(subscription).state == "unknown"
        assert len(bench.posted(subscription)) == 1
        assert bench.told().count("A digest may not have been sent") == 1
        assert "Resend" in bench.told()


@either
def test_a_request_that_never_arrived_is_sent_again_or_told_of(bench: Bench, readable: bool) -> None:
    """The connection broke before Slack took it: sent again when the history shows so, else a person is asked."""
    subscription = bench.subscribe()
    bench.slack.faults.drop("chat.postMessage", processed=False)

    bench.digests.tick(bench.now)

    assert bench.slot(subscription).state == ("sent" if readable else "unknown")
    assert len(bench.posted(subscription)) == (PARTS if readable else 0)
    if readable:
        assert bench.waited == [20.0]


@pytest.mark.parametrize("arrived", [True, False])
def test_a_person_settles_what_is_unknown(state: State, service: FindingsService, arrived: bool) -> None:
    """Whoever looked says that it is there, or has it sent again from where it stopped; a second press does nothing."""
    with LocalSlack(scopes=SCOPES) as slack:
        bench = Bench(state, slack, service)
        subscription = bench.subscribe()
        slack.faults.drop("chat.postMessage", processed=arrived)
        bench.digests.tick(bench.now)
        slot = bench.slot(subscription)

        bench.digests.resend({"slot": slot.id, "sent": arrived})
        bench.digests.resend({"slot": slot.id, "sent": False})

        assert bench.slot(subscription).state == "sent"
        assert len(bench.posted(subscription)) == PARTS


def test_the_admins_are_shown_what_is_unknown(state: State, service: FindingsService) -> None:
    """Where the configuration names admins, they are asked rather than the owner."""
    with LocalSlack(scopes=SCOPES) as slack:
        bench = Bench(state, slack, service, (slack.person("tom").id, slack.person("grace").id))
        bench.subscribe()
        slack.faults.drop("chat.postMessage", processed=True)

        bench.digests.tick(bench.now)

        assert bench.told() == ""
        assert all(len(slack.messages(who)) == 1 for who in ("tom", "grace"))


@pytest.mark.parametrize("code", ["channel_not_found", "is_archived", "not_in_channel"])
def test_a_channel_that_is_lost_pauses_the_digest(bench: Bench, code: str) -> None:
    """The subscription is paused, its owner told once, and nothing is tried on the days after."""
    subscription = bench.subscribe()
    bench.slack.faults.refuse("chat.postMessage", code)

    bench.digests.tick(bench.now)
    for days in (1, 2, 3):
        bench.digests.tick(bench.now + dt.timedelta(days=days))

    kept = bench.digests.subscriptions.get(subscription.id)
    assert kept is not None
    assert (kept.status, kept.reason) == ("paused", code)
    assert bench.posted(subscription) == ()
    assert bench.told().count("A digest is paused") == 1
    assert code in bench.told()


def test_back_within_the_window_it_is_sent_late(bench: Bench) -> None:
    """A process that was down at nine and is back before one sends the digest of that day."""
    subscription = bench.subscribe()
    bench.now = dt.datetime(2026, 11, 23, 12, 59, tzinfo=dt.UTC)

    bench.digests.tick(bench.now)

    assert bench.slot(subscription).state == "sent"


def test_back_after_the_window_it_is_skipped_and_told(bench: Bench) -> None:
    """Down for a week: every missed day is in the ledger as skipped, and the owner reads of them in one message."""
    subscription = bench.subscribe()
    bench.now = dt.datetime(2026, 11, 30, 8, 0, tzinfo=dt.UTC)

    bench.digests.tick(bench.now)
    bench.digests.tick(bench.now + dt.timedelta(minutes=1))

    slots = Ledger(bench.state).history(TEAM_ID, subscription.channel)
    assert [slot.day.day for slot in slots] == [27, 26, 25, 24, 23]
    assert {slot.state for slot in slots} == {"skipped"}
    assert bench.posted(subscription) == ()
    assert bench.told().count("5 digests were not sent") == 1


def test_quiet_when_there_is_nothing(bench: Bench) -> None:
    """On a Tuesday without news nothing is sent, unless that was asked for."""
    quiet = bench.subscribe()
    loud = bench.subscribe("#general", when_empty=True)
    bench.digests.tick(bench.now)
    before = len(bench.posted(quiet))
    bench.now = dt.datetime(2026, 11, 24, 9, 0, 5, tzinfo=dt.UTC)

    bench.digests.tick(bench.now)

    assert len(bench.posted(quiet)) == before
    assert (bench.slot(quiet).state, bench.slot(quiet).reason) == ("skipped", "there was nothing to say")
    assert bench.slot(loud).state == "sent"
    assert "Nothing has changed since the digest of 23 November 2026" in bench.posted(loud)[-1].words
    assert bench.told() == ""


def test_a_new_time_on_the_same_day_sends_no_second_digest(bench: Bench) -> None:
    """The day has had its digest, whatever the time is moved to."""
    subscription = bench.subscribe()
    bench.digests.tick(bench.now)
    later = dt.datetime(2026, 11, 23, 15, tzinfo=dt.UTC)
    Subscriptions(bench.state).keep(
        dataclasses.replace(subscription, time="15:00", next_due=later), bench.now
    )
    bench.now = later

    bench.digests.tick(bench.now)

    assert len(bench.posted(subscription)) == PARTS


def test_a_subscription_that_cannot_be_dealt_with_does_not_hold_up_the_others(bench: Bench) -> None:
    """A zone that this machine does not know is logged every minute, and the others have their digest."""
    broken = bench.subscribe("#general", zone="Nowhere/Else")
    sound = bench.subscribe()

    bench.digests.tick(bench.now)

    assert len(bench.posted(sound)) == PARTS
    assert bench.posted(broken) == ()


def test_two_processes_claim_a_slot_once(bench: Bench) -> None:
    """Who reads the same due subscription second claims nothing."""
    subscription = bench.subscribe()

    first = bench.digests.claim(subscription, bench.now)
    second = bench.digests.claim(subscription, bench.now)

    assert first is not None
    assert second is None


def begun(bench: Bench, subscription: Subscription) -> int:
    """Return a claimed slot whose only part waits to be sent; nothing sends it by itself."""
    bench.tasks.tasks["digest"] = lambda _: None
    slot = bench.digests.claim(subscription, bench.now)
    assert slot is not None
    bench.digests.ledger.begin(slot, [{"text": "Digest", "blocks": [], "page": 1, "pages": 1}], {}, bench.now)
    return slot


@either
def test_a_dead_process_left_it_sending(bench: Bench, readable: bool) -> None:
    """Killed between sending and noting so: found, or a person is asked; one that lives is left alone."""
    subscription = bench.subscribe()
    slot = begun(bench, subscription)
    ledger = bench.digests.ledger
    ledger.move(ledger.parts(slot)[0], "sending", bench.now, sender="living one 1")
    bench.digests.deliver({"slot": slot})
    assert bench.slot(subscription).state == "sending"

    ledger.move(ledger.parts(slot)[0], "waiting", bench.now)
    ledger.move(ledger.parts(slot)[0], "sending", bench.now, sender="dead one 1")
    metadata = {"event_type": "ofsted_digest", "event_payload": {"slot": slot, "part": 0}}
    client = SlackSender(bench.slack.bot_token, bench.slack.base_url)._client
    client.chat_postMessage(channel=subscription.channel, text="Digest", metadata=metadata)
    bench.digests.deliver({"slot": slot})

    assert bench.slot(subscription).state == ("sent" if readable else "unknown")
    assert len(bench.posted(subscription)) == 1


def test_what_is_lost_is_settled_in_one_go(bench: Bench) -> None:
    """A part of which nobody knows makes its slot unknown with it, so that no kill can come in between."""
    subscription = bench.subscribe()
    slot = begun(bench, subscription)
    ledger = bench.digests.ledger
    ledger.move(ledger.parts(slot)[0], "sending", bench.now, sender="dead one 1")
    part = ledger.parts(slot)[0]

    assert ledger.lose(part, bench.now, reason="for a test")

    assert ledger.parts(slot)[0].state == "unknown"
    assert bench.slot(subscription).state == "unknown"
    assert not ledger.lose(part, bench.now, reason="for a test")
    bench.digests.sweep(bench.now)
    assert bench.told().count("A digest may not have been sent") == 1
