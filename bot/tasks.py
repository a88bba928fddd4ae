"""What hands over durable work, as those who give it see it; `bot.durable` is the one that does it."""

from collections.abc import Callable
from typing import Any, Protocol


class Tasks(Protocol):
    """Hands over durable work: a task by its name, with a payload of JSON values, once for each key."""

    def submit(self, name: str, payload: dict[str, Any], *, key: str) -> None:
        """Hand over a task under a key."""
        ...

    def register(self, name: str, task: Callable[[dict[str, Any]], None]) -> None:
        """Make a task known by name."""
        ...
