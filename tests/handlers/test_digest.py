"""Digests from Slack: set up by command and by form, previewed, sent, put off, marked done, turned off."""

import datetime as dt
import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.digest.delivery import Surroundings
from bot.digest.desk import DigestDesk
from bot.digest.service import Digests
from bot.durable import Durable
from bot.roles import EVERYONE, Groups, Roles
from bot.service import FindingsService
from bot.state import State
from bot.tracking.desk import Desk
from handlers.app import Connection, create_app
from handlers.history import SlackHistory
from handlers.local_slack import LocalSlack, Message
from handlers.local_slack.models import TEAM_ID
from handlers.sender import SlackSender
from handlers.socket_mode import connect
from knowledge.authorities import load_authorities
from knowledge.frameworks import load_frameworks
from knowledge.store import Store
from knowledge.topics import load_topics
from tests.databases import postgres, state, state_url
from tests.handlers.conftest import ASKER, CHANNEL, MANIFEST, TODAY

__all__ = ["postgres", "state", "state_url"]

NINE = dt.datetime(2026, 11, 23, 9, 0, 30, tzinfo=dt.UTC)


def until(ready: Callable[[], object], seconds: float = 20) -> None:
    """Wait until something is so in the state database, of whose changes the local Slack does not hear."""
    end = time.monotonic() + seconds
    while not ready():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.02)


@dataclass(slots=True)
class At:
    """A workspace with the digests at work in it; the clock is the test's."""

    slack: LocalSlack
    digests: Digests
    durable: Durable

    def send(self, now: dt.datetime = NINE) -> None:
        """Let the minute of a digest come, and wait for what it sends."""
        self.digests.tick(now)
        until(lambda: not self.digests.ledger.unfinished())

    def instruct(self, text: str, contains: str, user: str = ASKER, channel: str = CHANNEL) -> Message:
        """Write an instruction, and return the private answer that holds some words."""
        before = len(self.slack.messages(channel, viewer=user))
        assert self.slack.slash(text, user=user, channel=channel).ok
        found: Message = self.slack.wait_until(
            lambda: next(
                (one for one in self.slack.messages(channel, viewer=user)[before:] if contains in one.words),
                None,
            ),
            15,
            contains,
        )
        assert found.visible_to == self.slack.person(user).id
        return found

    def posted(self) -> tuple[Message, ...]:
        """Return what everyone sees in the channel."""
        return tuple(one for one in self.slack.messages(CHANNEL) if not one.ephemeral)


@contextmanager
def at_work(state: State, knowledge: Path, roles: dict[str, tuple[str, ...]]) -> Iterator[At]:
    """Run the bot over Socket Mode with its digests."""
    with LocalSlack(manifest=MANIFEST) as slack:
        sender = SlackSender(slack.bot_token, slack.base_url)
        granted = Roles(roles, Groups(sender))  # type: ignore[arg-type]
        service = FindingsService(
            Store(knowledge), load_authorities(), load_frameworks(), load_topics(), state=state, roles=granted
        )
        durable = Durable(state)
        desk = Desk(service, state, durable, sender, lambda: TODAY, now=lambda: NINE - dt.timedelta(hours=1))
        desk.register()
        world = Surroundings(
            poster=sender,
            history=SlackHistory(slack.bot_token, slack.base_url),
            executor=durable.lease.executor.id,
            is_dead=durable.lease.is_dead,
            catch_up=dt.timedelta(hours=4),
            clock=lambda: NINE,
        )
        digests = Digests(state, lambda: service.record, durable, world, lambda: granted.people("admin"))
        digests.register(durable)
        digest_desk = DigestDesk(desk, digests)
        digest_desk.register(durable)
        connection = Connection(slack.bot_token, slack.signing_secret, slack.base_url)
        app = create_app(service, connection, today=lambda: TODAY, desk=desk, digests=digest_desk)
        durable.start(ticks=False)
        handler = connect(app, slack.app_token)
        slack.wait_for_connections()
        try:
            yield At(slack, digests, durable)
        finally:
            handler.close()
            durable.stop(wait_seconds=0)
            service.record.store.close()


@pytest.fixture
def at(state: State, shipped: Path) -> Iterator[At]:
    """The bot at work, where everyone may edit."""
    with at_work(state, shipped, {"editor": (EVERYONE,)}) as work:
        yield work


def test_set_up_sent_changed_and_turned_off(at: At) -> None:
    """From the command to the digest in the channel, with its buttons, and what changed in the next one."""
    said = at.instruct("digest here 09:00 weekdays haringey", "Digest set up").words
    assert "09:00 (Europe/London) on weekdays, not on bank holidays" in said
    assert "Monday 23 November 2026, 09:00" in said
    preview = at.instruct("digest preview islington", "Improvement digest")
    assert "Page 1 of" in preview.words
    more = next(
        one for block in preview.blocks for one in block.get("elements", ()) if "More" in str(one.get("text"))
    )
    assert at.slack.click(preview, more["action_id"], user=ASKER).ok
    at.slack.wait_for_message(CHANNEL, contains="Page 2 of", timeout=15)

    at.send()
    (digest,) = at.posted()
    assert "1 authority: 3 pending" in digest.text
    assert "Newer than these items" in digest.words
    assert "Owner: nobody yet" in digest.words

    buttons = [one for block in digest.blocks if block["type"] == "actions" for one in block["elements"]]
    by_label = {
        label: [one for one in buttons if one["text"]["text"] == label] for label in ("Done", "Snooze a week")
    }
    assert len(by_label["Done"]) == len(by_label["Snooze a week"]) == 3
    assert at.slack.click(digest, by_label["Done"][0]["action_id"], user=ASKER).ok
    assert at.slack.click(digest, by_label["Snooze a week"][1]["action_id"], user=ASKER).ok
    at.slack.wait_for_message(CHANNEL, contains="Snoozed", timeout=15)
    at.slack.wait_for_message(CHANNEL, contains="Your change is recorded", timeout=15)

    at.send(NINE + dt.timedelta(days=1))
    second = at.posted()[1]
    assert "Changed since the digest of 23 November 2026" in second.words
    assert "Done – Haringey" in second.words
    assert "put off" in second.text

    assert "23 November 2026" in at.instruct("digest status", "At 09:00").words
    at.instruct("digest off", "Digest turned off")
    at.digests.tick(NINE + dt.timedelta(days=2))
    assert len(at.posted()) == 2
    assert at.digests.ledger.unfinished() == ()
    assert "Haringey" in at.instruct("digest here", "Digest set up").words, "as it was before"


def test_the_form_sets_up_what_one_could_have_typed(at: At) -> None:
    """The form opens with the defaults, tells of a zone that is none, and stands for an instruction."""
    assert at.slack.slash("digest form", user=ASKER, channel=CHANNEL).ok
    form = at.slack.wait_for_modal(ASKER, title="Digest")
    for unusable in ("Atlantis", "GB", "localtime"):
        assert at.slack.submit_view(ASKER, {"zone": unusable}, view=form).errors == {
            "zone": "Write a time zone such as Europe/London."
        }

    done = at.slack.submit_view(
        ASKER,
        {"zone": "america/new york", "time": "07:30", "days": ["0", "2"],
         "authorities": ["Islington", "City of London"],
         "within": "14", "include": ["overdue", "pending"], "options": ["even if empty"]},
        view=form,
    )  # fmt: skip

    assert done.view is None
    assert "Digest set up" in at.slack.wait_for_message(ASKER, timeout=15).words
    kept = at.digests.subscriptions.of_channel(TEAM_ID, at.slack.channel(CHANNEL).id)
    assert kept is not None
    assert (kept.time, kept.zone, kept.days, kept.within) == ("07:30", "America/New_York", "1010000", 14)
    assert set(kept.authorities) == {"Islington", "City of London"}
    assert (kept.include, kept.when_empty, kept.on_holidays) == (("overdue", "pending"), True, False)


def test_a_person_gets_their_own_items(at: At) -> None:
    """What somebody has taken on comes to them by direct message, and nothing else."""
    at.instruct("digest me 09:00 weekdays", "You get your own items")
    at.digests.tick(NINE)
    until(lambda: not at.digests.ledger.unfinished())
    assert at.slack.messages(ASKER) == (), "nothing is theirs yet"
    item = next(iter(at.digests.record().store.findings(["haringey-2010-09-16-cra"], kinds=("improvement",))))
    from bot.state.tracker import Tracker
    from bot.tracking.plan import snapshot_of

    owner = at.slack.person(ASKER).id
    Tracker(at.digests.state).change(
        item.key, {"owner": owner}, seen=0, authority=item.authority, snapshot=snapshot_of(item), actor=owner,
        now=NINE, request="1",
    )  # fmt: skip

    at.send(NINE + dt.timedelta(days=7))

    digest = at.slack.wait_for_message(ASKER, contains="Your improvement items", timeout=15)
    assert "Your improvement items" in digest.text
    assert "1 pending" in digest.text


def test_own_items_are_looked_at_and_turned_off(at: At) -> None:
    """From any channel with “me”, and in the direct message without; the channel's own digest is left alone."""
    at.instruct("digest here 09:00 weekdays haringey", "Digest set up")
    at.instruct("digest me 08:30 weekdays", "You get your own items")

    assert "whichever are yours" in at.instruct("digest status", "At 08:30", channel=ASKER).words
    at.instruct("digest me status", "At 08:30")
    at.instruct("digest me off", "You get no further digest of your own items")
    at.instruct("digest me off", "no such digest that could be turned off")
    at.instruct("digest me", "You get your own items")
    at.instruct("digest off", "You get no further digest of your own items", channel=ASKER)

    assert "Haringey" in at.instruct("digest status", "At 09:00").words


def test_a_second_time_on_the_same_day_is_the_next_day_s(at: At) -> None:
    """There is one digest a day: whoever changes the time afterwards is told that today's has been."""
    at.instruct("digest here 09:00 daily haringey", "Digest set up")
    at.send()

    told = at.instruct("digest here 15:00 daily haringey", "Digest set up").words

    assert "Tuesday 24 November 2026, 15:00" in told
    assert "that of today has been dealt with" in told


def test_only_editors_change_a_channel_s_digest(state: State, shipped: Path) -> None:
    """Who may only look gets a clear answer, may preview, and may have their own items sent to them."""
    with at_work(state, shipped, {"viewer": (EVERYONE,), "editor": ()}) as at:
        at.instruct("digest here 09:00 weekdays haringey", "needs the role editor")
        at.instruct("digest me 09:00 weekdays", "You get your own items")
        at.instruct("digest preview haringey", "Improvement digest")


def test_what_is_not_understood_is_not_guessed(at: At) -> None:
    """The answer says what of the text was not understood, and how to write it."""
    said = at.instruct("digest here 09:00 someday haringey", "was not understood").words

    assert "someday" in said
    assert "digest here 09:00 weekdays" in said


def test_an_unknown_digest_is_resent_from_the_admin_s_message(state: State, shipped: Path) -> None:
    """The admin presses Resend, and the digest is there; who is no admin cannot."""
    with at_work(state, shipped, {"editor": (EVERYONE,), "admin": ("U0LOCAL002",)}) as at:
        at.instruct("digest here 09:00 weekdays haringey", "Digest set up")
        at.slack.faults.drop("chat.postMessage", processed=False)
        at.send()
        assert at.posted() == ()
        told = at.slack.wait_for_message("tom", timeout=15)
        (button,) = (
            one
            for block in told.blocks
            if block["type"] == "actions"
            for one in block["elements"]
            if one["text"]["text"] == "Resend"
        )
        assert json.loads(button["value"])["slot"]

        assert at.slack.click(told, button["action_id"], user="tom").ok

        at.slack.wait_for_message(CHANNEL, contains="3 pending", timeout=15)
        at.slack.wait_for_message("tom", contains="The digest was sent again", timeout=15)
