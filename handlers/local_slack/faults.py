"""Faults on demand: what a test asks the Web API to do wrong, and for how many calls.

Each fault is taken by the next call of its method (`*` is any method) and then forgotten.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass

ANY = "*"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that goes wrong with one call.

    Attributes:
        status: HTTP status to answer with in place of 200, None to answer normally.
        error: Slack error code to answer with, None for none.
        retry_after: seconds for the `Retry-After` header, None for no header.
        drop: close the connection without an answer.
        processed: whether the call takes effect first (a dropped answer is then an unknown outcome).
        delay: seconds to wait before answering.
    """

    status: int | None = None
    error: str | None = None
    retry_after: int | None = None
    drop: bool = False
    processed: bool = False
    delay: float = 0.0


class Faults:
    """The faults waiting for their calls, first asked for, first taken."""

    def __init__(self) -> None:
        """Start with nothing wrong."""
        self._lock = threading.Lock()
        self._waiting: list[tuple[str, Fault]] = []

    def add(self, method: str, fault: Fault, *, times: int = 1) -> None:
        """Make the next `times` calls of `method` suffer `fault`."""
        with self._lock:
            self._waiting += [(method, fault)] * times

    def rate_limit(self, method: str = ANY, *, times: int = 1, retry_after: int = 1) -> None:
        """Answer 429 `ratelimited` with `Retry-After`, in seconds."""
        self.add(method, Fault(429, "ratelimited", retry_after), times=times)

    def server_error(self, method: str = ANY, *, times: int = 1, status: int = 500) -> None:
        """Answer with an HTTP error and a body that is not JSON."""
        self.add(method, Fault(status), times=times)

    def refuse(self, method: str, error: str, *, times: int = 1) -> None:
        """Answer 200 with `ok: false` and this error code."""
        self.add(method, Fault(error=error), times=times)

    def drop(self, method: str = ANY, *, times: int = 1, processed: bool = True) -> None:
        """Close the connection with no answer, after the call took effect unless `processed` is False."""
        self.add(method, Fault(drop=True, processed=processed), times=times)

    def slow(self, method: str = ANY, *, seconds: float, times: int = 1) -> None:
        """Take effect, but answer only after `seconds`."""
        self.add(method, Fault(processed=True, delay=seconds), times=times)

    def take(self, method: str) -> Fault | None:
        """Return and forget the first fault waiting for `method`, None when there is none."""
        with self._lock:
            for index, (wanted, fault) in enumerate(self._waiting):
                if wanted in {method, ANY}:
                    del self._waiting[index]
                    return fault
        return None

    def clear(self) -> None:
        """Forget every fault still waiting."""
        with self._lock:
            self._waiting.clear()
