"""Ends the console with its terminal: one whose window was closed would go on reading nothing, at full speed.

A hang-up signal is not always delivered (a program between us and the terminal may take it), so we look.
"""

import os
import signal
import threading
import time

LOOK_SECONDS = 1.0


def end_with_terminal() -> None:
    """End this process soon after its terminal, if it has one, or the program that started it is gone."""
    parent = os.getppid()
    has_terminal = os.isatty(0)

    def look() -> None:
        while os.getppid() == parent and os.isatty(0) == has_terminal:
            time.sleep(LOOK_SECONDS)
        # Nobody is left to see an orderly end; durable work goes on at the next start.
        os.kill(os.getpid(), signal.SIGKILL)

    threading.Thread(target=look, name="terminal", daemon=True).start()
