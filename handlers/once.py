"""Once: tells the first delivery of a message from the later ones.

Slack delivers an event again when its acknowledgement is late. One process remembers the newest messages; that they
are remembered across processes and restarts is the durable inbox's part.
"""

import threading
from collections import OrderedDict

REMEMBERED = 10_000
"""Messages; at about 100 bytes each, and far more than arrive within Slack's hour of retries."""


class Once:
    """Remembers which messages have been taken."""

    def __init__(self, remembered: int = REMEMBERED) -> None:
        self._taken: OrderedDict[tuple[str, str], None] = OrderedDict()
        self._remembered = remembered
        self._lock = threading.Lock()

    def claim(self, channel: str, timestamp: str) -> bool:
        """Return True the first time for the message with this timestamp in this channel, else False."""
        with self._lock:
            if (channel, timestamp) in self._taken:
                return False
            self._taken[channel, timestamp] = None
            if len(self._taken) > self._remembered:
                self._taken.popitem(last=False)
            return True
