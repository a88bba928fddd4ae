"""Killed with SIGKILL at every step of a change: afterwards it is made once or not at all, and never twice.

`OFSTED_FAULTS` says how often at each step, on both databases; without it every step is tried once, shared out.
"""

import datetime as dt
import itertools
import multiprocessing
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection as Pipe
from multiprocessing.context import ForkServerContext, ForkServerProcess
from pathlib import Path
from typing import Any

import pytest

from bot.state import State, audit
from bot.state.people import People
from bot.state.tracker import Tracker
from bot.tracking.checking import verify
from handlers.local_slack import LocalSlack
from handlers.local_slack.core import Delivered
from knowledge.authorities import load_authorities
from tests.builders import build, finding, inspection
from tests.faults import tracker_child
from tests.handlers.conftest import MANIFEST

TIMES = int(os.environ.get("OFSTED_FAULTS", "1"))
MOST_STEPS = 20
YEARS = range(2018, 2026)
CHANNEL = "#improvement-board"
PRIYA = "priya"
NOTE = "Panel meets monthly."


@dataclass(frozen=True, slots=True)
class Visit:
    """What one trial changes: an authority's focused visit of a year, with one area for priority action."""

    id: str
    authority: str
    published: dt.date


@dataclass(frozen=True, slots=True)
class Trial:
    """A request whose process was killed at a step."""

    step: int
    visit: Visit
    delivered: Delivered


@pytest.fixture(scope="module")
def visits() -> tuple[Visit, ...]:
    """One for each trial, and one to count the steps with."""
    old = [one for one in load_authorities().current if one.valid_from is None]
    every = (
        Visit(f"{one.slug}-{year}-04-02-ilacs", one.name, dt.date(year, 4, 2))
        for year in YEARS
        for one in old
    )
    return tuple(itertools.islice(every, TIMES * MOST_STEPS))


@pytest.fixture(scope="module")
def knowledge(tmp_path_factory: pytest.TempPathFactory, visits: tuple[Visit, ...]) -> Path:
    """A database of them."""
    named = finding("Review every case.", "priority", section="Area for priority action")
    files = [
        inspection(
            one.published.isoformat(), one.authority, "ilacs-2018", id=one.id, kind="focused visit", findings=[named]
        )
        for one in visits
    ]  # fmt: skip
    return build(tmp_path_factory.mktemp("visits"), files).database


class Trials:
    """Starts the processes, one after the other, and sends each its request.

    Args:
        state: The state database.
        slack: Delivers the requests, and takes the answers.
        knowledge: The knowledge database of the visits.
        kind: `button` and `form` change the visit's item, `receipt` says when its letter was received.
    """

    def __init__(self, state: State, slack: LocalSlack, knowledge: Path, kind: str) -> None:
        self._state = state
        self._slack = slack
        self._kind = kind
        url = state.url.render_as_string(hide_password=False)
        self._office = tracker_child.Office(
            url, str(knowledge), slack.base_url, slack.bot_token, slack.signing_secret
        )
        self._context: ForkServerContext = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload(["tests.faults.tracker_child"])

    @contextmanager
    def _process(self, target: Callable[..., None], *args: Any) -> Iterator[tuple[ForkServerProcess, Pipe]]:
        """Run a process with a pipe to it; killed at the end if it still runs."""
        here, there = self._context.Pipe()
        process = self._context.Process(target=target, args=(self._office, *args, there))
        process.start()
        there.close()
        try:
            yield process, here
            process.join(60)
        finally:
            process.kill()
            process.join()

    def steps(self, visit: Visit) -> int:
        """Return how many steps there are, by making one change undisturbed."""
        with self._process(tracker_child.take_one, None) as (process, pipe):
            self._request(visit, pipe.recv())
            steps = int(pipe.recv())
        assert process.exitcode == 0
        return steps

    def kill(self, visit: Visit, step: int) -> Trial:
        """Send the request that changes `visit` to a process which is killed at `step`."""
        with self._process(tracker_child.take_one, step) as (process, pipe):
            self._request(visit, pipe.recv())
            process.join(60)
            assert process.exitcode == -9, f"step {step} was not reached"
        return Trial(step, visit, self._slack.deliveries[-1])

    def _request(self, visit: Visit, port: int) -> None:
        """Do in Slack what changes `visit`; the bot listens at `port`."""
        slack = self._slack
        slack.deliver_over_http(f"http://127.0.0.1:{port}/slack/events")
        if self._kind == "receipt":
            slack.slash(f"received {visit.authority} {visit.published}", user=PRIYA, channel=CHANNEL)
            return
        asked = slack.slash(f"track {visit.authority} {visit.published.year}", user=PRIYA, channel=CHANNEL)
        assert asked.message is not None, asked
        if self._kind == "button":
            slack.click(asked.message, label="Assign to me", user=PRIYA)
            return
        assert slack.click(asked.message, label="Update", user=PRIYA).ok
        slack.submit_view(PRIYA, {"status": "in progress", "note": NOTE})

    def recover(self, tried: list[Trial]) -> Counter[str]:
        """Restart, then deliver every request twice more; returns how often each visit was changed before that."""
        with self._process(tracker_child.recover) as (process, pipe):
            self._slack.deliver_over_http(f"http://127.0.0.1:{pipe.recv()}/slack/events")
            before = self.changes()
            for trial in (*tried, *tried):
                ack = self._slack.deliver(trial.delivered.item)
                assert ack.ok, f"killed at step {trial.step}: {ack}"
                assert ack.body is None, f"killed at step {trial.step}: {ack.body}"
            pipe.send("redelivered")
            assert pipe.recv() == "done"
        assert process.exitcode == 0
        return before

    def changes(self) -> Counter[str]:
        """Return how often each visit's item or receipt was changed, by the visit's id."""
        with self._state.read() as connection:
            return Counter(entry.subject.partition("/")[0] for entry in audit.entries(connection))


@pytest.mark.parametrize("kind", ["button", "form", "receipt"])
def test_a_change_is_made_once_or_not_at_all(
    state: State, knowledge: Path, visits: tuple[Visit, ...], kind: str
) -> None:
    """Whatever the step: what was acknowledged is made, what Slack delivers again is not made twice."""
    with LocalSlack(manifest=MANIFEST) as slack:
        # Known beforehand, or the first change would have one step more than the others: to learn who made it.
        People(state).keep(slack.person(PRIYA).id, "Priya Nair", dt.datetime.now(dt.UTC))
        trials = Trials(state, slack, knowledge, kind)
        steps = trials.steps(visits[0])
        first, by = (1, 1) if TIMES > 1 else (1 + state.is_sqlite, 2)
        chosen = [step for step in range(first, steps + 1, by) for _ in range(TIMES)]
        tried = [trials.kill(visit, step) for step, visit in zip(chosen, visits[1:], strict=False)]
        assert len(tried) == len(chosen), "there are more steps than visits"

        before = trials.recover(tried)

    for trial in tried:
        made = before[trial.visit.id]
        assert made <= 1, f"made twice, killed at step {trial.step}"
        assert made or not trial.delivered.ack.ok, f"lost, killed at step {trial.step}"
    assert trials.changes() == Counter({one.id: 1 for one in visits[: len(tried) + 1]})
    notes = [[note.text for note in row.state.notes] for row in Tracker(state).rows().values()]
    assert all(one == ([NOTE] if kind == "form" else []) for one in notes)
    assert verify(state).problems == ()
    once = Counter((trial.step, before[trial.visit.id]) for trial in tried)
    sys.stdout.write(f"{kind}, {state.url.get_backend_name()}, {steps} steps: (step, made) {dict(once)}\n")
