"""What worker processes are made to suffer, and documents that make a reader suffer.

A module of its own, so that worker processes can import it.
"""

import ctypes
import os
import signal
import time
import zlib
from pathlib import Path
from typing import Any


def act(task: dict[str, Any]) -> Any:
    """Do as told: a well-behaved value, or one of the ways in which a worker comes to grief."""
    match task["do"]:
        case "wait":
            time.sleep(task["seconds"])
        case "hang":
            time.sleep(600)
        case "spin":
            while True:
                pass
        case "crash":
            ctypes.string_at(0)
        case "exit":
            os._exit(7)
        case "hoard":
            return len(bytearray(4_000_000_000))
        case "raise":
            raise KeyError("page 7")
        case "print":
            os.write(1, b"noise")
        case "be killed once":
            killed = Path(task["file"])
            if not killed.exists():
                killed.touch()
                os.kill(os.getpid(), signal.SIGKILL)
    return {"pid": os.getpid(), "given": task.get("given")}


class CannotStart:
    """A function that ends whichever process unpickles it."""

    def __call__(self, _: Any) -> None:
        """Do nothing; it never comes to this."""

    def __reduce__(self) -> tuple[Any, tuple[int]]:
        return os._exit, (3,)


def bomb(size: int) -> bytes:
    """Return a PDF of one page whose text, once inflated, has `size` bytes."""
    packer = zlib.compressobj(9)
    block = b"(x) Tj\n" * 150_000
    stream = b"".join([*(packer.compress(block) for _ in range(size // len(block) + 1)), packer.flush()])
    page = b"/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>"
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R" + page + b">>",
        b"<</Length %d/Filter/FlateDecode>>stream\n" % len(stream) + stream + b"\nendstream",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    )
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 6\n0000000000 65535 f \n"
    return out + head + table + b"trailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % len(out)
