"""Pictures of a report's pages: PNG in 16 shades of grey, which for print is smaller and sharper than JPEG.

Pages are drawn in bounded worker processes; one that cannot be drawn costs only its picture.
"""

import base64
import struct
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import pypdfium2  # type: ignore[import-untyped]  # has no annotations

from knowledge.reading_many import Limits, default_jobs, run_each

LIMITS = Limits(seconds=10.0, megabytes=1024)
WIDTH = 900
"""Pixels; small print can still be read."""

MAX_PIXELS = 3_000_000
_SHADES = bytes(value >> 4 for value in range(256))
_SHIFTED = bytes((value << 4) & 0xF0 for value in range(256))


@dataclass(frozen=True, slots=True)
class Picture:
    """The picture of one page; `data` is a PNG in base64, None where the page could not be drawn."""

    width: int
    height: int
    data: str | None


def pictures(path: Path, pages: int) -> Iterator[Picture]:
    """Yield the pictures of the first `pages` pages of the PDF at `path`.

    Raises:
        WorkersFailed: No worker process could be started.
    """
    tasks = [{"path": str(path), "page": page} for page in range(pages)]
    for outcome in run_each(draw_page, tasks, jobs=default_jobs(), limits=LIMITS):
        yield Picture(**outcome.value) if outcome.trouble is None else Picture(WIDTH, WIDTH, None)


def draw_page(task: Mapping[str, Any]) -> dict[str, Any]:
    """Draw the page `task["page"]` (from 0) of the PDF `task["path"]` in this process; for a worker."""
    page = _document(task["path"])[task["page"]]
    try:
        width, height = page.get_size()
        scale = min(WIDTH / width, (MAX_PIXELS / (width * height)) ** 0.5)
        bitmap = page.render(scale=scale, grayscale=True, may_draw_forms=False)
        try:
            data = _png(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride)
            return {
                "width": bitmap.width,
                "height": bitmap.height,
                "data": base64.b64encode(data).decode("ascii"),
            }
        finally:
            bitmap.close()
    finally:
        page.close()


@lru_cache(maxsize=1)
def _document(path: str) -> Any:
    return pypdfium2.PdfDocument(path)


def _png(grey: bytes, width: int, height: int, stride: int) -> bytes:
    """Return the PNG of 8-bit grey pixels, reduced to 4 bits: two pixels in a byte, the left one in its upper half."""
    grey = grey.translate(_SHADES)
    rows = []
    for start in range(0, height * stride, stride):
        row = grey[start : start + width] + b"\x0f" * (width % 2)
        left, right = row[::2].translate(_SHIFTED), row[1::2]
        both = int.from_bytes(left, "big") | int.from_bytes(right, "big")
        rows.append(b"\0" + both.to_bytes(len(left), "big"))
    header = struct.pack(">IIBBBBB", width, height, 4, 0, 0, 0, 0)
    chunks = (b"IHDR", header), (b"IDAT", zlib.compress(b"".join(rows), 9)), (b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, body) for name, body in chunks)


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
