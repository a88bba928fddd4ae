"""Pages a second, end to end and of bare text extraction, in the same run on one core; the process's memory."""

import resource
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]  # has no annotations


@dataclass(frozen=True, slots=True)
class Speed:
    """Pages a second reading reports, and extracting their bare text; megabytes the process took at most."""

    pages: int
    reading: float
    bare: float
    megabytes: float


def measure(files: Sequence[Path], read: Callable[[Path], object]) -> Speed:
    """Return how fast `read` gets through the PDF `files`, beside bare extraction; the better of two rounds each."""
    pages = _extract(files)
    bare = min(_seconds(lambda: _extract(files)) for _ in range(2))
    reading = min(_seconds(lambda: [read(file) for file in files]) for _ in range(2))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (
        1_000_000 if sys.platform == "darwin" else 1_000
    )
    return Speed(pages, pages / reading, pages / bare, peak)


def _seconds(action: Callable[[], object]) -> float:
    start = time.perf_counter()
    action()
    return max(time.perf_counter() - start, 1e-9)


def _extract(files: Sequence[Path]) -> int:
    pages = 0
    for file in files:
        pdf = pypdfium2.PdfDocument(file)
        for page in pdf:
            text = page.get_textpage()
            text.get_text_range()
            text.close()
            page.close()
            pages += 1
        pdf.close()
    return pages
