"""Durable work: kept when it is handed over, done once, and adopted from processes that died, on both databases."""

import datetime as dt
import multiprocessing
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

import bot.durable
from bot.durable import Durable, step
from bot.lease import Lease, this_process
from bot.state import State
from bot.state.executors import Executors
from tests.bot import durable_child
from tests.databases import postgres, state, state_url

__all__ = ["postgres", "state", "state_url"]

SPAWN = multiprocessing.get_context("forkserver")


def until(ready: Callable[[], object], seconds: float = 20) -> None:
    """Wait until something is so."""
    end = time.monotonic() + seconds
    while not ready():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.02)


@pytest.fixture
def durable(state: State) -> Iterator[Durable]:
    """Durable work that soon notices who has died."""
    made = Durable(state, executor="web.1", beat_seconds=0.3, lease_seconds=3)
    yield made
    made.stop(wait_seconds=1)


def test_a_key_is_worked_on_once(durable: Durable) -> None:
    """Handing over the same piece of work again changes nothing."""
    done: list[str] = []
    durable.register("note", lambda payload: done.append(payload["word"]))
    durable.start(ticks=False)

    for _ in range(3):
        durable.submit("note", {"word": "once"}, key="event 1")
    durable.wait("event 1")

    assert done == ["once"]


def test_two_processes_of_one_name_do_not_take_each_other_s_work(
    state: State, durable: Durable, tmp_path: Path
) -> None:
    """While the other lives its task is left alone; when it has been killed, it is adopted and begun anew, once."""
    notes = tmp_path / "notes"
    url = state.url.render_as_string(hide_password=False)
    other = SPAWN.Process(target=durable_child.hold_task, args=(url, str(notes), "web.1"))
    other.start()
    until(notes.exists)
    adopted: list[str] = []
    durable.register("hold", lambda payload: durable_child.note(Path(payload["notes"]), "again"))
    durable.when_adopting(adopted.append)

    durable.start(ticks=False)
    time.sleep(1.5)
    assert notes.read_text("ascii").split() == ["began", str(other.pid)]
    assert adopted == []

    other.kill()
    other.join()
    until(lambda: "again" in notes.read_text("ascii"))
    durable.wait("the task")

    assert notes.read_text("ascii").split()[::2] == ["began", "again"]
    assert len(adopted) == 1
    assert Executors(state).others(durable.lease.executor) == ()


def test_work_that_this_process_does_not_do_is_left_for_one_that_does(
    state: State, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A timer that only sends digests adopts what a killed bot was doing, and does not spoil it."""
    monkeypatch.delitem(bot.durable._tasks, "hold", raising=False)
    notes = tmp_path / "notes"
    url = state.url.render_as_string(hide_password=False)
    other = SPAWN.Process(target=durable_child.hold_task, args=(url, str(notes), "web.1"))
    other.start()
    until(notes.exists)
    other.kill()
    other.join()
    timer = Durable(state, executor="timer")
    timer.start(ticks=False)
    time.sleep(1)
    timer.stop(wait_seconds=1)

    again = Durable(state, executor="web.1")
    again.register("hold", lambda payload: durable_child.note(Path(payload["notes"]), "again"))
    again.start(ticks=False)
    try:
        again.wait("the task")
    finally:
        again.stop()

    assert notes.read_text("ascii").split()[::2] == ["began", "again"]


def test_work_of_a_container_that_came_back_under_another_name_is_adopted(state: State) -> None:
    """A process elsewhere, of which nothing is heard for the length of the lease, leaves nothing behind."""
    executors = Executors(state)
    gone = replace(this_process("old-container"), machine="another machine")
    executors.beat(gone)
    adopted: list[str] = []
    lease = Lease(state, adopted.append, name="new-container", beat_seconds=0.1, lease_seconds=0.6)
    lease.begin()

    lease.keep()
    assert adopted == []
    assert not lease.is_dead(gone.id)
    until(lambda: adopted)
    lease.end()

    assert adopted == [gone.id]
    assert lease.is_dead(gone.id)


def test_a_process_that_was_taken_for_dead_learns_it(state: State) -> None:
    """Its next beat says so, and from then on it is known again."""
    executors = Executors(state)
    one, other = this_process("one"), this_process("other")
    executors.beat(one)
    ((read, _),) = executors.others(other)

    assert executors.adopt(read)
    assert not executors.known(one.id)
    assert not executors.beat(one)
    assert executors.beat(one)
    assert not executors.adopt(read), "it has beaten since"


def test_a_released_executor_is_adopted_at_once(state: State) -> None:
    """Whoever stops in good order does not make the others wait."""
    adopted: list[str] = []
    first = Lease(state, adopted.append, name="first")
    first.begin()
    first.end()
    first.release()
    second = Lease(state, adopted.append, name="second")
    second.begin()

    second.adopt_dead()

    assert adopted == [first.executor.id]


def test_a_step_that_was_done_is_remembered(state: State) -> None:
    """A task that was cut short goes on in another start, and does not do again what its steps had done."""
    done: list[str] = []

    def two_steps(payload: dict[str, str]) -> None:
        step("first", lambda: done.append("first"))
        if payload["cut"] and done == ["first"]:
            # Stands for the process being taken for dead between two steps.
            first.lease.losses += 1
        step("second", lambda: done.append("second"))

    first = Durable(state, executor="web.1")
    first.register("two", two_steps)
    first.start(ticks=False)
    first.submit("two", {"cut": "yes"}, key="two steps")
    until(lambda: first.lease.losses)
    first.stop(wait_seconds=1)
    assert done == ["first"]

    second = Durable(state, executor="web.1")
    second.start(ticks=False)
    second.wait("two steps")
    second.stop()

    assert done == ["first", "second"]


def test_ticks_run_each_minute_in_one_process(durable: Durable) -> None:
    """The clock is DBOS' own: a tick is a piece of work like any other, given its minute."""
    minutes: list[dt.datetime] = []
    durable.every_minute("test", minutes.append)

    durable.start(ticks=False)
    from dbos import DBOS

    from bot.durable import _run_ticks

    minute = dt.datetime(2026, 11, 23, 9, tzinfo=dt.UTC)
    DBOS.start_workflow(_run_ticks, minute, None).get_result()

    assert minutes == [minute]


def test_a_tick_that_fails_does_not_hold_up_the_others(durable: Durable) -> None:
    """Each looks at what is due, so what one left is done in the next minute."""
    minutes: list[dt.datetime] = []

    def fail(_: dt.datetime) -> None:
        raise RuntimeError("broken")

    durable.every_minute("a failing one", fail)
    durable.every_minute("another", minutes.append)
    durable.start(ticks=False)
    from dbos import DBOS

    from bot.durable import _run_ticks

    minute = dt.datetime(2026, 11, 23, 9, tzinfo=dt.UTC)
    try:
        DBOS.start_workflow(_run_ticks, minute, None).get_result()
    finally:
        bot.durable._ticks.clear()

    assert minutes == [minute]


def test_finished_work_is_forgotten_after_a_week(durable: Durable) -> None:
    """Once a night what ended more than a week ago is deleted, and nothing else."""
    durable.register("note", lambda payload: None)
    durable.start(ticks=False)
    durable.submit("note", {}, key="old")
    durable.wait("old")
    from dbos import DBOS

    from bot.durable import KEPT_DAYS, _run_ticks

    tonight = dt.datetime.now(dt.UTC).replace(hour=3, minute=17)
    DBOS.start_workflow(_run_ticks, tonight, None).get_result()
    assert DBOS.list_workflows(workflow_ids=["old"])

    DBOS.start_workflow(_run_ticks, tonight + dt.timedelta(days=KEPT_DAYS + 1), None).get_result()
    assert DBOS.list_workflows(workflow_ids=["old"]) == []
