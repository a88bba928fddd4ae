"""The processes that the fault tests start and kill: each runs the real durable work on the real state database."""

import datetime as dt
import os
import signal
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from multiprocessing.synchronize import Barrier
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event, text

from bot.digest.delivery import Surroundings, Unreadable
from bot.digest.service import Digests
from bot.durable import Durable
from bot.rendering import Message
from bot.sending import Sent
from bot.state import State
from bot.state.subscriptions import Subscriptions
from handlers.history import SlackHistory
from handlers.sender import SlackSender
from tests.builders import service_over

SETTLE_SECONDS = 0.3
LONGEST_SECONDS = 300.0


@dataclass(frozen=True, slots=True)
class Place:
    """Where a child works: the state database, the knowledge, Slack, and the (simulated) instant."""

    url: str
    knowledge: str
    slack: str
    token: str
    now: dt.datetime


class Killer:
    """Counts the steps of the armed threads, and kills this process at step number `at`, or at a time."""

    def __init__(self, at: int | None) -> None:
        self.steps = 0
        self._at = at
        self._armed = threading.local()
        event.listen(Engine, "commit", lambda _: self.step())

    def arm(self, armed: bool = True) -> None:
        """Count this thread's steps from now on, or no more."""
        self._armed.on = armed

    def step(self) -> None:
        """Count a step of an armed thread."""
        if getattr(self._armed, "on", False):
            self.steps += 1
            if self.steps == self._at:
                os.kill(os.getpid(), signal.SIGKILL)


@dataclass(frozen=True, slots=True)
class StepwisePoster:
    """Posts through the real sender; before and after every request is a step."""

    sender: SlackSender
    killer: Killer

    def post(
        self,
        channel: str,
        message: Message,
        *,
        thread: str | None = None,
        metadata: Mapping[str, Any] | None = None,
    ) -> Sent:
        """Post."""
        self.killer.step()
        sent = self.sender.post(channel, message, thread=thread, metadata=metadata)
        self.killer.step()
        return sent


def digests_at(place: Place, durable: Durable, state: State, killer: Killer) -> Digests:
    """Return the digests at work in this process."""
    service = service_over(Path(place.knowledge))
    began = time.monotonic()
    world = Surroundings(
        poster=StepwisePoster(SlackSender(place.token, place.slack), killer),
        history=SlackHistory(place.token, place.slack),
        executor=durable.lease.executor.id,
        is_dead=durable.lease.is_dead,
        catch_up=dt.timedelta(hours=4),
        # Simulated, but it goes on: by what began to be sent when, the history is searched.
        clock=lambda: place.now + dt.timedelta(seconds=time.monotonic() - began),
        settle_seconds=SETTLE_SECONDS,
    )
    return Digests(state, lambda: service.record, durable, world)


def send_one(place: Place, subscription: str, kill_at: int | None, counted: Path | None = None) -> None:
    """Claim and deliver the digest of one subscription; be killed at a step, or write how many steps there were."""
    killer = Killer(kill_at)
    state = State(place.url)
    durable = Durable(state, executor="child")
    digests = digests_at(place, durable, state, killer)
    wanted = Subscriptions(state).get(subscription)
    assert wanted is not None

    def deliver(payload: dict[str, Any]) -> None:
        slot = digests.ledger.get(payload["slot"])
        killer.arm(slot is not None and slot.subscription == subscription)
        digests.deliver(payload)
        killer.step()
        killer.arm(False)

    digests.register(durable)
    durable.register("digest", deliver)
    durable.start(ticks=False)
    killer.arm()
    claimed = digests.claim(wanted, place.now)
    killer.step()
    killer.arm(False)
    if claimed is not None:
        durable.wait(f"digest {claimed}")
    if counted is not None:
        counted.write_text(str(killer.steps), "ascii")
    durable.stop(wait_seconds=1)
    state.close()


def resume_one(place: Place, slot: str, kill_at: int) -> None:
    """Adopt what a killed process left of a slot, and be killed at a step of that; ends when it is settled."""
    killer = Killer(kill_at)
    state = State(place.url)
    durable = Durable(state, executor="child")
    digests = digests_at(place, durable, state, killer)

    def deliver(payload: dict[str, Any]) -> None:
        killer.arm(payload["slot"] == slot)
        digests.deliver(payload)
        killer.arm(False)

    digests.register(durable)
    durable.register("digest", deliver)
    durable.start(ticks=False)
    durable.wait(f"digest {slot}")
    durable.stop(wait_seconds=0)
    state.close()


def finish(place: Place, done: Path) -> None:
    """Do what the killed processes left, as the next tick and start would; writes to `done` what is still left."""
    state = State(place.url)
    durable = Durable(state, executor="child")
    digests = digests_at(place, durable, state, Killer(None))
    digests.register(durable)
    durable.start(ticks=False)
    end = time.monotonic() + LONGEST_SECONDS
    digests.tick(place.now)
    while digests.ledger.unfinished() and time.monotonic() < end:
        time.sleep(1)
        digests.tick(place.now)
    left = digests.ledger.unfinished()
    durable.stop()
    state.close()
    done.write_text("\n".join(f"{slot.state} {slot.reason}" for slot in left), "utf-8")


class CountingPoster:
    """Stands for Slack where a year's digests are sent: a row in a table for every message."""

    def __init__(self, state: State) -> None:
        self._state = state

    def post(
        self,
        channel: str,
        message: Message,
        *,
        thread: str | None = None,
        metadata: Mapping[str, Any] | None = None,
    ) -> Sent:
        """Count a message."""
        assert metadata is not None
        slot = metadata["event_payload"]["slot"]
        with self._state.write() as connection:
            connection.execute(
                text("INSERT INTO posts (channel, slot, process) VALUES (:channel, :slot, :process)"),
                {"channel": channel, "slot": slot, "process": os.getpid()},
            )
        return Sent(channel, "1.000001")


class NoHistory:
    """A history that may not be read."""

    def find(self, *_: Any, **__: Any) -> Sent | None:
        """Refuse."""
        raise Unreadable("it may not be read")


class AtOnce:
    """Does tasks at once, in this process."""

    def __init__(self) -> None:
        self.tasks: dict[str, Callable[[dict[str, Any]], None]] = {}

    def submit(self, name: str, payload: dict[str, Any], *, key: str) -> None:
        """Do it."""
        self.tasks[name](payload)


@dataclass(slots=True)
class Clock:
    """A clock that stands until it is set."""

    now: dt.datetime


def live_through(
    url: str, knowledge: str, first: dt.datetime, last: dt.datetime, step: dt.timedelta, barrier: Barrier
) -> None:
    """Tick from `first` to `last`, every tick together with the other processes, so that they meet at each slot."""
    state = State(url)
    service = service_over(Path(knowledge))
    clock = Clock(first)
    tasks = AtOnce()
    world = Surroundings(
        poster=CountingPoster(state),
        history=NoHistory(),
        executor=f"process {os.getpid()}",
        is_dead=lambda _: False,
        catch_up=dt.timedelta(hours=4),
        clock=lambda: clock.now,
        wait=lambda _: None,
    )
    digests = Digests(state, lambda: service.record, tasks, world)
    tasks.tasks = {"digest": digests.deliver, "digest_tell": digests.tell}
    while clock.now <= last:
        barrier.wait(600)
        digests.tick(clock.now)
        clock.now += step
    state.close()
