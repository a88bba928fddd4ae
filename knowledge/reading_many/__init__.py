"""Reads many reports at once, each bounded in time and memory, and keeps the files that come of them."""

from knowledge.reading_many.keeping import Kept, is_edited, keep, other_file_of
from knowledge.reading_many.reading import LIMITS, FileReading, default_jobs, read_files
from knowledge.reading_many.shelf import Placement, Shelf
from knowledge.reading_many.workers import Limits, Outcome, Trouble, WorkersFailed, run_each

__all__ = [
    "LIMITS",
    "FileReading",
    "Kept",
    "Limits",
    "Outcome",
    "Placement",
    "Shelf",
    "Trouble",
    "WorkersFailed",
    "default_jobs",
    "is_edited",
    "keep",
    "other_file_of",
    "read_files",
    "run_each",
]
