"""A PostgreSQL of the test run's own: started on loopback as an unprivileged user, thrown away afterwards."""

import contextlib
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg

PROGRAMS = ("initdb", "postgres")


def find_programs() -> Path | None:
    """Return the folder of PostgreSQL's server programs, newest version first; None when it is not installed."""
    candidates = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: -int(path.parent.name))
    on_path = shutil.which("postgres")
    if on_path:
        candidates.append(Path(on_path).parent)
    return next((path for path in candidates if all((path / name).exists() for name in PROGRAMS)), None)


def _unprivileged() -> dict[str, int]:
    """Return as whom to run: PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            entry = pwd.getpwnam(name)
            return {"user": entry.pw_uid, "group": entry.pw_gid}
    raise RuntimeError("no unprivileged user to run PostgreSQL as")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def run_postgres(programs: Path) -> Iterator[str]:
    """Run a server and give its address (`postgresql://...`, without a database); stop it at the end."""
    who = _unprivileged()
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    if who:
        os.chown(folder, who["user"], who["group"])
    data, port = folder / "data", _free_port()
    environment = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "HOME": str(folder)}
    initdb = [
        str(programs / "initdb"),
        "-D",
        str(data),
        "-U",
        "bot",
        "-A",
        "trust",
        "-E",
        "UTF8",
        "--no-sync",
    ]
    subprocess.run(initdb, check=True, capture_output=True, cwd=folder, env=environment, **who)
    options = {"port": port, "listen_addresses": "127.0.0.1", "unix_socket_directories": "", "fsync": "off"}
    arguments = [part for key, value in options.items() for part in ("-c", f"{key}={value}")]
    log = (folder / "log").open("wb")
    server = subprocess.Popen(
        [str(programs / "postgres"), "-D", str(data), *arguments, "-c", "max_connections=200"],
        stdout=log, stderr=log, cwd=folder, env=environment, **who,
    )  # fmt: skip
    try:
        _wait(server, port)
        yield f"postgresql://bot@127.0.0.1:{port}"
    finally:
        server.send_signal(
            signal.SIGINT
        )  # does not wait for clients, some of which a failed test may have left
        server.wait(timeout=30)
        log.close()
        shutil.rmtree(folder, ignore_errors=True)


def _wait(server: subprocess.Popen[bytes], port: int) -> None:
    end = time.monotonic() + 30
    while time.monotonic() < end:
        if server.poll() is not None:
            raise RuntimeError("PostgreSQL stopped while starting")
        # The port is open before the server takes queries.
        with (
            contextlib.suppress(psycopg.OperationalError),
            psycopg.connect(f"postgresql://bot@127.0.0.1:{port}/postgres", connect_timeout=1),
        ):
            return
        time.sleep(0.05)
    raise TimeoutError("PostgreSQL did not start")
