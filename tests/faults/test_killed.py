"""Killed with SIGKILL at every step between claim and sent: none is lost, none doubled, an unknown one told of.

`OFSTED_FAULTS` says how often at each step (default 1): `make faults` does it 50 times.
"""

import datetime as dt
import multiprocessing
import os
import sys
from collections import Counter
from collections.abc import Iterator
from multiprocessing.context import ForkServerContext
from pathlib import Path

import pytest

from bot.state import State
from bot.state.digests import Ledger
from bot.state.subscriptions import Subscription, Subscriptions
from handlers.local_slack import LocalSlack, Message
from handlers.local_slack.models import TEAM_ID
from tests.faults import child

TIMES = int(os.environ.get("OFSTED_FAULTS", "1"))
NOW = dt.datetime(2026, 11, 23, 9, 0, tzinfo=dt.UTC)
SCOPES = ("app_mentions:read", "chat:write", "commands", "im:history")
AUTHORITIES = ("Islington",)
PARTS = 2


@pytest.fixture(params=["history may be read", "history may not be read"])
def slack(request: pytest.FixtureRequest) -> Iterator[LocalSlack]:
    """A Slack, with and without the scope that lets the bot look for what it posted."""
    extra = ("channels:history",) if request.param == "history may be read" else ()
    with LocalSlack(scopes=(*SCOPES, *extra)) as local:
        yield local


class Trials:
    """Starts the processes, one after the other, each for a channel of its own."""

    def __init__(self, state: State, slack: LocalSlack, knowledge: Path, folder: Path) -> None:
        self.state = state
        self.slack = slack
        self._folder = folder
        # The address of the workspace's clock is the machine's, so the simulated one is too.
        now = dt.datetime.now(dt.UTC)
        self.place = child.Place(
            state.url.render_as_string(hide_password=False),
            str(knowledge),
            slack.base_url,
            slack.bot_token,
            now,
        )
        self._context: ForkServerContext = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload(["tests.faults.child"])

    def subscribe(self, number: int) -> Subscription:
        """Give a new channel a digest that is due now."""
        channel = self.slack.add_channel(f"board-{number}")
        due = self.place.now - dt.timedelta(minutes=1)
        # The first slot of its week, so that it holds what has no date, which is everything.
        days = "".join("1" if day == due.weekday() else "0" for day in range(7))
        wanted = Subscription(
            "", TEAM_ID, channel.id, self.slack.person("priya").id, time=f"{due:%H:%M}", days=days, zone="UTC",
            on_holidays=True, authorities=AUTHORITIES, next_due=due.replace(second=0, microsecond=0),
        )  # fmt: skip
        return Subscriptions(self.state).keep(wanted, self.place.now)

    def run(self, subscription: Subscription, kill_at: int | None) -> int | None:
        """Run a process that sends; returns its exit status."""
        counted = self._folder / "steps"
        process = self._context.Process(
            target=child.send_one, args=(self.place, subscription.id, kill_at, counted)
        )
        process.start()
        process.join(60)
        assert process.exitcode is not None, "a process hangs"
        return process.exitcode

    def resume(self, slot: str, kill_at: int) -> None:
        """Run a process that adopts what is left of a slot; it is killed at that step, if there are so many."""
        process = self._context.Process(target=child.resume_one, args=(self.place, slot, kill_at))
        process.start()
        process.join(60)
        assert process.exitcode in (0, -9), "a process hangs"

    def steps(self) -> int:
        """Return how many steps there are, by sending one digest undisturbed."""
        assert self.run(self.subscribe(0), None) == 0
        return int((self._folder / "steps").read_text("ascii"))

    def finish(self) -> None:
        """Have one more process do what the killed ones left."""
        done = self._folder / "done"
        process = self._context.Process(target=child.finish, args=(self.place, done))
        process.start()
        process.join(child.LONGEST_SECONDS + 30)
        assert done.exists(), "the last process hangs"
        assert done.read_text("utf-8") == "", "something is left unfinished"

    def posted(self, subscription: Subscription) -> Counter[int]:
        """Return how often each part of a digest stands in its channel."""
        return Counter(map(_part, self.slack.messages(subscription.channel)))


def _part(message: Message) -> int:
    assert message.metadata is not None
    return int(message.metadata["event_payload"]["part"])


def test_killed_at_every_step(state: State, slack: LocalSlack, shipped: Path, tmp_path: Path) -> None:
    """Whatever the step, afterwards every digest is there once, or somebody was told that it may not be."""
    trials = Trials(state, slack, shipped, tmp_path)
    steps = trials.steps()
    tried: list[tuple[int, Subscription]] = []
    for step in range(1, steps + 1) if TIMES > 1 else _share(state, slack, steps):
        for _ in range(TIMES):
            subscription = trials.subscribe(len(tried) + 1)
            assert trials.run(subscription, step) == -9, f"step {step} was not reached"
            tried.append((step, subscription))

    trials.finish()

    _judge(trials, tried, steps)


def _share(state: State, slack: LocalSlack, steps: int) -> range:
    """Return every fourth step, others in each of the four variants, so that a short run has every step once."""
    return range(1 + 2 * state.is_sqlite + ("channels:history" in slack.backend.scopes), steps + 1, 4)


def _judge(trials: Trials, tried: list[tuple[int, Subscription]], steps: int) -> None:
    """Check that nothing is lost, nothing doubled, and that somebody was told of what is unknown."""
    slack = trials.slack
    readable = "channels:history" in slack.backend.scopes
    told = " ".join(message.words for message in slack.messages("priya"))
    outcomes: Counter[tuple[int, str]] = Counter()
    for step, subscription in tried:
        (slot,) = Ledger(trials.state).history(TEAM_ID, subscription.channel)
        posted = trials.posted(subscription)
        assert max(posted.values(), default=1) == 1, f"doubled, killed at step {step}"
        if slot.state == "unknown":
            assert not readable, f"step {step}"
            assert f"<#{subscription.channel}>" in told, f"nobody was told, killed at step {step}"
        else:
            assert slot.state == "sent", f"step {step}: {slot.state} {slot.reason}"
            assert sorted(posted) == list(range(PARTS)), f"lost, killed at step {step}"
        outcomes[step, slot.state] += 1
    where = f"{trials.state.url.get_backend_name()}, readable: {readable}"
    sys.stdout.write(f"{where}, {steps} steps x {TIMES}: {dict(outcomes)}\n")


SENDING = 7
"""A step at which a process that is killed leaves a part of which nobody knows whether it was sent."""


@pytest.mark.parametrize("slack", ["history may not be read"], indirect=True)
def test_killed_again_while_another_recovers(
    state: State, slack: LocalSlack, shipped: Path, tmp_path: Path
) -> None:
    """Who sees to what a killed process left may be killed at every step of that, too."""
    trials = Trials(state, slack, shipped, tmp_path)
    tried = []
    for number in range(TIMES if TIMES < 6 else 5):
        for step in range(1, 9 if TIMES > 1 else 4):
            subscription = trials.subscribe(100 * number + step)
            assert trials.run(subscription, SENDING) == -9
            (slot,) = Ledger(state).history(TEAM_ID, subscription.channel)
            trials.resume(slot.id, step)
            tried.append((step, subscription))

    trials.finish()

    _judge(trials, tried, len(tried))
