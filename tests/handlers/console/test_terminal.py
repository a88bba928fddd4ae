"""The console ends with its terminal."""

import os
import pty
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[3]


def test_a_console_whose_window_is_closed_ends(tmp_path: Path) -> None:
    """Closing the terminal ends the console within seconds, also when no hang-up signal arrives."""
    master, slave = pty.openpty()
    environment = {key: value for key, value in os.environ.items() if not key.startswith("SLACK_")}
    environment |= {"OFSTED_DATA": str(tmp_path), "TERM": "xterm-256color"}
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "run"],
        stdin=slave,
        stdout=slave,
        stderr=slave,
        env=environment,
        cwd=ROOT,
    )
    os.close(slave)
    try:
        _read_until(master, b"inspectors")
    finally:
        os.close(master)
    try:
        process.wait(timeout=15)
    finally:
        process.kill()
        process.wait()

    assert process.returncode != 0


def _read_until(master: int, wanted: bytes, seconds: float = 60) -> None:
    seen, end = b"", time.monotonic() + seconds
    while wanted not in seen:
        assert time.monotonic() < end, seen[-500:]
        seen += os.read(master, 65536)
