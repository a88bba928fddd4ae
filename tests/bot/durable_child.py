"""Processes for the tests of durable work: each notes on a file what it does, so that the test can count."""

import os
import time
from pathlib import Path

from bot.durable import Durable
from bot.state import State


def note(path: Path, word: str) -> None:
    """Add a word to a file, in one write."""
    with path.open("a", encoding="ascii") as stream:
        stream.write(f"{word} {os.getpid()}\n")


def hold_task(url: str, notes: str, executor: str) -> None:
    """Submit a task that takes for ever, as an executor of this name; meant to be killed."""
    state = State(url)
    durable = Durable(state, executor=executor, beat_seconds=0.3, lease_seconds=3)

    def hold(payload: dict[str, str]) -> None:
        note(Path(payload["notes"]), "began")
        time.sleep(120)

    durable.register("hold", hold)
    durable.start(ticks=False)
    durable.submit("hold", {"notes": notes}, key="the task")
    time.sleep(120)
